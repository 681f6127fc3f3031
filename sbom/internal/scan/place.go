// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
)

// Line returns the line of the last token or value.
func (s *Scanner) Line() int32 { return s.line }

// Pointer returns the JSON pointer of the last value, of the object or array
// that was just entered or left, or of the member that was announced.
func (s *Scanner) Pointer() string {
	var b strings.Builder
	for i := range s.open {
		switch l := &s.open[i]; {
		case l.array && l.index >= 0:
			b.WriteByte('/')
			b.WriteString(strconv.Itoa(int(l.index)))
		case !l.array && l.index >= 0:
			b.WriteByte('/')
			b.Write(escapePointer(l.current))
		}
	}
	return b.String()
}

var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

func escapePointer(name []byte) []byte {
	for _, c := range name {
		if c == '~' || c == '/' {
			return []byte(pointerEscapes.Replace(string(name)))
		}
	}
	return name
}

// Here returns the position of the last token or value.
func (s *Scanner) Here() diag.Position { return s.Place(s.Pointer(), s.line) }

// Place returns the position of the pointer at the line.
func (s *Scanner) Place(pointer string, line int32) diag.Position {
	return diag.Position{File: s.File, Pointer: pointer, Line: int(line)}
}

// Note adds a diagnostic about the last value.
func (s *Scanner) Note(sev diag.Severity, code, remedy, format string, args ...any) {
	s.NoteFrom(s.line, sev, code, remedy, format, args...)
}

// NoteFrom adds a diagnostic about the object that was just left and that
// began at the line. After a failure nothing is noted: what is missing is
// missing because of it.
func (s *Scanner) NoteFrom(line int32, sev diag.Severity, code, remedy, format string, args ...any) {
	if s.failure == nil && s.room(sev, code) {
		s.list.Add(diag.Diagnostic{
			Severity: sev, Code: code, Position: s.Place(s.Pointer(), line),
			Message: fmt.Sprintf(format, args...), Remedy: remedy,
		})
	}
}

// NoteAt adds a diagnostic about a given place.
func (s *Scanner) NoteAt(sev diag.Severity, at diag.Position, code, remedy, format string, args ...any) {
	if s.room(sev, code) {
		s.list.Add(diag.Diagnostic{
			Severity: sev, Code: code, Position: at,
			Message: fmt.Sprintf(format, args...), Remedy: remedy,
		})
	}
}

// Failure returns what ended the reading before the end, or nil, and whether
// it was a limit.
func (s *Scanner) Failure() (d *diag.Diagnostic, limit bool) { return s.failure, s.limited }

// Limit ends the reading because a limit was reached.
func (s *Scanner) Limit(what string, limit int) {
	s.stop(&LimitError{Line: int(s.line), What: what, Limit: int64(limit)})
}

// stop ends the reading.
func (s *Scanner) stop(err error) {
	s.ended = true
	s.batch.Tokens, s.at = s.batch.Tokens[:0], 0
	if s.failure != nil || s.broken != nil || err == io.EOF {
		return
	}
	if e, ok := errors.AsType[*TrailingError](err); ok {
		s.extra = e
		return
	}
	at := diag.Position{File: s.File, Pointer: shorten(s.Pointer()), Line: int(s.line)}
	if e, ok := errors.AsType[*LimitError](err); ok {
		if e.Line > 0 {
			at.Line = e.Line
		}
		s.limited = true
		s.failure = &diag.Diagnostic{
			Severity: diag.Error, Code: "sbom/limit", Position: at, Message: e.Error(),
			Remedy: "raise the limit in the options if the file is to be trusted",
		}
		return
	}
	e, ok := errors.AsType[*SyntaxError](err)
	if !ok {
		s.broken = err
		return
	}
	if e.Line > 0 {
		at.Line = e.Line
	}
	s.failure = &diag.Diagnostic{
		Severity: diag.Error, Code: s.syntax + "/syntax", Position: at,
		Message: "not valid " + syntaxNames[s.syntax] + ": " + e.Text + "; nothing after this place is read",
		Remedy:  cmp.Or(e.Remedy, "get the complete file from its producer"),
	}
}

var syntaxNames = map[string]string{"json": "JSON", "xml": "XML", "yaml": "YAML", "tag-value": "tag-value text", "rdf": "RDF/XML", "proto": "protobuf"}

// A file of 100 000 brackets has a pointer of 100 000 steps; a person reads
// the first.
const maxPointer = 200

func shorten(pointer string) string {
	if len(pointer) <= maxPointer {
		return pointer
	}
	cut := strings.LastIndexByte(pointer[:maxPointer], '/')
	if cut <= 0 {
		cut = 0
	}
	return pointer[:cut]
}
