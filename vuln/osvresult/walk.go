// SPDX-License-Identifier: Apache-2.0

package osvresult

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/kedja/kedja/diag"
)

// walker reads JSON token by token. A value of another kind than expected is
// noted with its place and passed over; only text that is not JSON ends it.
type walker struct {
	file string
	data []byte
	dec  *jsontext.Decoder
	list diag.List
	more int
	line int // of the offset upTo
	upTo int
}

const maxDiagnostics = 1000 // then they are only counted

func newWalker(file string, data []byte) *walker {
	body := bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	return &walker{file: file, data: body, line: 1,
		dec: jsontext.NewDecoder(bytes.NewBuffer(body), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))}
}

func (w *walker) diagnostics() diag.List {
	w.list.Sort()
	if w.more > 0 {
		w.list.Warnf("osvresult/more", diag.Position{File: w.file}, "and %d more like these", w.more)
		w.more = 0
	}
	return w.list
}

// here is the place of the last token that was read.
func (w *walker) here() diag.Position {
	offset := min(int(w.dec.InputOffset()), len(w.data))
	if w.upTo < offset {
		w.line += bytes.Count(w.data[w.upTo:offset], []byte("\n"))
		w.upTo = offset
	}
	return diag.Position{File: w.file, Pointer: string(w.dec.StackPointer()), Line: w.line}
}

func (w *walker) note(code string, at diag.Position, message string) {
	if len(w.list) >= maxDiagnostics {
		w.more++
		return
	}
	w.list.Warnf(code, at, "%s", message)
}

// fail gives an error of the text its place.
func (w *walker) fail(err error) error {
	if _, ok := errors.AsType[diag.Diagnostic](err); ok {
		return err
	}
	out := diag.Diagnostic{Code: "osvresult/syntax", Position: w.here(), Remedy: "have osv-scanner write it again with --format json"}
	syntax, ok := errors.AsType[*jsontext.SyntacticError](err)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		out.Code, out.Message = "osvresult/torn", "the file is torn: it ends in the middle"
	case ok && syntax.Err != nil:
		out.Message = "not valid JSON: " + syntax.Err.Error()
	default:
		out.Message = err.Error()
	}
	return out
}

// wrong passes over a value of another kind; null is as if nothing was there.
func (w *walker) wrong(want string) error {
	kind := w.dec.PeekKind()
	if err := w.dec.SkipValue(); err != nil {
		return err
	}
	if kind != 'n' {
		w.note("osvresult/kind", w.here(), "the value is not "+want+" and is passed over")
	}
	return nil
}

// object calls do for each member, which must read its value. It reports
// whether there was an object.
func (w *walker) object(do func(name string) error) (bool, error) {
	if w.dec.PeekKind() != '{' {
		return false, w.wrong("an object")
	}
	if _, err := w.dec.ReadToken(); err != nil {
		return false, err
	}
	for w.dec.PeekKind() != '}' {
		token, err := w.dec.ReadToken()
		if err != nil {
			return false, err
		}
		if err := do(fold(token.String())); err != nil {
			return false, err
		}
	}
	_, err := w.dec.ReadToken()
	return true, err
}

// fold makes one of experimental_analysis and experimentalAnalysis, as versions
// 2 and 1 write.
func fold(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }

// array calls do for each entry, which must read it.
func (w *walker) array(do func() error) error {
	if w.dec.PeekKind() != '[' {
		return w.wrong("a list")
	}
	if _, err := w.dec.ReadToken(); err != nil {
		return err
	}
	for w.dec.PeekKind() != ']' {
		if err := do(); err != nil {
			return err
		}
	}
	_, err := w.dec.ReadToken()
	return err
}

// text reads a text; anything else is passed over.
func (w *walker) text(into *string) error {
	if w.dec.PeekKind() != '"' {
		return w.wrong("a text")
	}
	token, err := w.dec.ReadToken()
	if err == nil {
		*into = strings.ToValidUTF8(strings.TrimSpace(token.String()), "\uFFFD")
	}
	return err
}

// texts reads a list of texts.
func (w *walker) texts(into *[]string) error {
	return w.array(func() error {
		var s string
		err := w.text(&s)
		if s != "" {
			*into = append(*into, s)
		}
		return err
	})
}

func (w *walker) truth(into *bool) error {
	if k := w.dec.PeekKind(); k != 't' && k != 'f' {
		return w.wrong("true or false")
	}
	token, err := w.dec.ReadToken()
	if err == nil {
		*into = token.Bool()
	}
	return err
}

func (w *walker) skip() error { return w.dec.SkipValue() }
