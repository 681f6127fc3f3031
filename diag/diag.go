// SPDX-License-Identifier: Apache-2.0

// Package diag is the vocabulary for saying what is wrong with an input, and
// where: positions, diagnostics and lists of them.
//
// A [List] is not an error: reading a defective file gives what could be read
// and a list of what could not. [List.Err] turns the list into an error when
// it holds an entry of severity [Error].
package diag

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Severity grades a diagnostic. The zero value is the strictest.
type Severity uint8

// The severities, strictest first.
const (
	Error   Severity = iota // the value or file could not be used
	Warning                 // used, but something a person should know
	Info                    // for the record
)

var severityNames = [...]string{"error", "warning", "info"}

func (s Severity) String() string {
	if int(s) < len(severityNames) {
		return severityNames[s]
	}
	return "severity(" + strconv.Itoa(int(s)) + ")"
}

// MarshalText writes the lower-case English name.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the name written by [Severity.MarshalText].
func (s *Severity) UnmarshalText(b []byte) error {
	i := slices.Index(severityNames[:], string(b))
	if i < 0 {
		return fmt.Errorf("unknown severity %q: use error, warning or info", b)
	}
	*s = Severity(i)
	return nil
}

// Position is a place in an input. Files of people (YAML) are addressed by
// line and column, files of machines (JSON) by JSON pointer (RFC 6901) and
// line. Zero fields are unknown.
type Position struct {
	File    string `json:"file,omitempty"`    // slash path as given or relative to the first input's folder
	Pointer string `json:"pointer,omitempty"` // RFC 6901; "" is the whole document
	Line    int    `json:"line,omitempty"`    // from 1
	Column  int    `json:"column,omitempty"`  // from 1, in bytes
}

// String is the position in one line: names of files come from others.
func (p Position) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		if b.Len() > 0 {
			b.WriteByte(':')
		}
		b.WriteString(strconv.Itoa(p.Line))
		if p.Column > 0 {
			b.WriteByte(':')
			b.WriteString(strconv.Itoa(p.Column))
		}
	}
	if p.Pointer != "" {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(p.Pointer)
	}
	return oneLine(b.String())
}

// oneLine keeps what an input is called or says from beginning a line of its
// own and from steering a terminal. Space of any kind becomes a space, what
// cannot be seen becomes U+FFFD.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || unicode.IsGraphic(r) && !unicode.IsSpace(r):
			return r
		case unicode.IsSpace(r):
			return ' '
		}
		return unicode.ReplacementChar
	}, s)
}

// Compare orders positions by file, line, column and pointer.
func (p Position) Compare(q Position) int {
	return cmp.Or(
		cmp.Compare(p.File, q.File),
		cmp.Compare(p.Line, q.Line),
		cmp.Compare(p.Column, q.Column),
		cmp.Compare(p.Pointer, q.Pointer),
	)
}

// Diagnostic is one thing that is wrong or worth knowing about an input.
type Diagnostic struct {
	Severity Severity `json:"severity"`
	Code     string   `json:"code"` // stable, namespaced: "sbom/no-components"
	Position
	Message string `json:"message"`          // what is wrong, one sentence without a full stop
	Remedy  string `json:"remedy,omitempty"` // what to do about it
}

// Error formats the diagnostic as one line: position, severity, message,
// remedy and code.
func (d Diagnostic) Error() string {
	var b strings.Builder
	if pos := d.Position.String(); pos != "" {
		b.WriteString(pos)
		b.WriteString(": ")
	}
	if d.Severity != Error {
		b.WriteString(d.Severity.String())
		b.WriteString(": ")
	}
	b.WriteString(d.Message)
	if d.Remedy != "" {
		b.WriteString("; ")
		b.WriteString(d.Remedy)
	}
	if d.Code != "" {
		b.WriteString(" [")
		b.WriteString(d.Code)
		b.WriteByte(']')
	}
	return oneLine(b.String())
}

// Compare orders diagnostics by position, then severity, code and text.
func (d Diagnostic) Compare(e Diagnostic) int {
	return cmp.Or(
		d.Position.Compare(e.Position),
		cmp.Compare(d.Severity, e.Severity),
		cmp.Compare(d.Code, e.Code),
		cmp.Compare(d.Message, e.Message),
		cmp.Compare(d.Remedy, e.Remedy),
	)
}

// List collects diagnostics. The zero value is ready to use. As an error it
// lists its entries, at most [MaxErrorLines] of them.
type List []Diagnostic

// MaxErrorLines caps the text of [List.Error].
const MaxErrorLines = 20

// Add appends one diagnostic.
func (l *List) Add(d Diagnostic) { *l = append(*l, d) }

// Errorf appends an entry of severity Error.
func (l *List) Errorf(code string, at Position, format string, args ...any) {
	l.Add(Diagnostic{Severity: Error, Code: code, Position: at, Message: fmt.Sprintf(format, args...)})
}

// Warnf appends an entry of severity Warning.
func (l *List) Warnf(code string, at Position, format string, args ...any) {
	l.Add(Diagnostic{Severity: Warning, Code: code, Position: at, Message: fmt.Sprintf(format, args...)})
}

// Infof appends an entry of severity Info.
func (l *List) Infof(code string, at Position, format string, args ...any) {
	l.Add(Diagnostic{Severity: Info, Code: code, Position: at, Message: fmt.Sprintf(format, args...)})
}

// Sort orders the list on every field, so that equal inputs give equal lists.
func (l List) Sort() { slices.SortStableFunc(l, Diagnostic.Compare) }

// Has reports whether the list holds an entry with the code.
func (l List) Has(code string) bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Code == code })
}

// Errors returns the entries of severity Error, in order.
func (l List) Errors() List {
	var out List
	for _, d := range l {
		if d.Severity == Error {
			out = append(out, d)
		}
	}
	return out
}

// Err returns the errors of the list as an error, nil when there are none.
// The error can be taken apart with errors.AsType[List].
func (l List) Err() error {
	if errs := l.Errors(); len(errs) > 0 {
		return errs
	}
	return nil
}

// Error joins the entries, one a line.
func (l List) Error() string {
	var b strings.Builder
	for i, d := range l {
		if i == MaxErrorLines {
			fmt.Fprintf(&b, "\n… and %d more", len(l)-i)
			break
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(d.Error())
	}
	return b.String()
}

// Unwrap gives the entries to errors.Is and errors.As.
func (l List) Unwrap() []error {
	out := make([]error, len(l))
	for i, d := range l {
		out[i] = d
	}
	return out
}

// FromError returns the list inside err, or a list of one Error entry with
// err's text at the position. A nil err gives nil.
func FromError(err error, code string, at Position) List {
	if err == nil {
		return nil
	}
	if l, ok := errors.AsType[List](err); ok {
		return l
	}
	if d, ok := errors.AsType[Diagnostic](err); ok {
		return List{d}
	}
	return List{{Severity: Error, Code: code, Position: at, Message: err.Error()}}
}
