// SPDX-License-Identifier: Apache-2.0

// Package tokens walks JSON texts whose shape cannot be relied upon: what is
// wanted is read, what is wrong is noted with its place, what is not asked for
// is passed over.
package tokens

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/kedja/kedja/diag"
)

// Reader is a cursor in one JSON text. After the text turned out not to be
// JSON every method does nothing; see [Reader.Err].
type Reader struct {
	Notes diag.List

	file string
	base string // JSON pointer of the text in its file
	data []byte
	dec  *jsontext.Decoder
	err  error

	lines   int // line breaks before counted
	counted int64
	noted   map[string]int // how many notes of a code there are
}

// maxNotes bounds the notes of one code: a file of one fault a million times
// over is not described by a million lines.
const maxNotes = 100

// New returns a reader of the text. The base is the JSON pointer of the text
// in the file, "" for the whole.
func New(file, base string, data []byte) *Reader {
	return &Reader{file: file, base: base, data: data, noted: map[string]int{},
		dec: jsontext.NewDecoder(bytes.NewBuffer(data), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))}
}

// Err returns what ended the reading before the end of the text, nil if
// nothing did.
func (r *Reader) Err() error { return r.err }

// At returns the place of the value that was read last, or was begun.
func (r *Reader) At() diag.Position {
	return diag.Position{File: r.file, Pointer: r.base + string(r.dec.StackPointer()), Line: r.line()}
}

func (r *Reader) line() int {
	if to := min(r.dec.InputOffset(), int64(len(r.data))); to > r.counted {
		r.lines += bytes.Count(r.data[r.counted:to], []byte{'\n'})
		r.counted = to
	}
	return r.lines + 1
}

// Note adds a diagnostic at the place of the value that was read last.
func (r *Reader) Note(s diag.Severity, code, remedy, format string, args ...any) {
	r.NoteAt(s, code, r.At(), remedy, format, args...)
}

// NoteAt adds a diagnostic at a place.
func (r *Reader) NoteAt(s diag.Severity, code string, at diag.Position, remedy, format string, args ...any) {
	if r.noted[code]++; r.noted[code] > maxNotes {
		return
	}
	r.Notes.Add(diag.Diagnostic{Severity: s, Code: code, Position: at, Message: fmt.Sprintf(format, args...), Remedy: remedy})
}

// Finish ends the reading: what follows the value is noted, as is how often a
// code was met beyond the bound. It returns the notes, sorted.
func (r *Reader) Finish() diag.List {
	if r.err == nil {
		if _, err := r.dec.ReadToken(); !errors.Is(err, io.EOF) {
			r.Note(diag.Warning, "json/trailing-data", "give what follows as a file of its own", "more follows after the end of the document and is not read")
		}
	}
	for _, code := range sortedKeys(r.noted) {
		if more := r.noted[code] - maxNotes; more > 0 {
			r.Notes.Add(diag.Diagnostic{Severity: diag.Warning, Code: code, Position: diag.Position{File: r.file},
				Message: fmt.Sprintf("the same is the case %d more times", more)})
		}
	}
	r.Notes.Sort()
	return r.Notes
}

func (r *Reader) fail(err error) {
	if r.err != nil {
		return
	}
	r.err = err
	at := diag.Position{File: r.file, Line: r.line()}
	if syntax, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		at.Pointer = r.base + string(syntax.JSONPointer)
		if to := min(syntax.ByteOffset, int64(len(r.data))); to > r.counted {
			at.Line += bytes.Count(r.data[r.counted:to], []byte{'\n'})
		}
		err = syntax.Err
	}
	text := err.Error()
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		text = "the text ends in the middle"
	}
	r.NoteAt(diag.Error, "json/syntax", at, "get the complete file from its producer", "this is no valid JSON: %s; what follows is not read", text)
}

// Kind returns what comes next: one of { [ " 0 t f n, or 0 at an end.
func (r *Reader) Kind() byte {
	if r.err != nil {
		return 0
	}
	switch k := byte(r.dec.PeekKind()); k {
	case '}', ']':
		return 0
	default:
		return k
	}
}

func (r *Reader) token() (jsontext.Token, bool) {
	if r.err != nil {
		return jsontext.Token{}, false
	}
	t, err := r.dec.ReadToken()
	if err != nil {
		r.fail(err)
	}
	return t, err == nil
}

// Skip passes over the next value.
func (r *Reader) Skip() {
	if r.err != nil {
		return
	}
	if err := r.dec.SkipValue(); err != nil {
		r.fail(err)
	}
}

// Object reads an object and calls do for each member; what do does not read
// is passed over. A name that stands twice is noted, and its first value
// counts. Null is an object without members; it reports whether an object was
// there.
func (r *Reader) Object(do func(name string)) bool {
	if !r.open('{', "an object") {
		return false
	}
	r.members(do)
	return true
}

// Placed is [Reader.Object] for objects whose place is wanted: that of their
// first byte. ok is false where no object was there.
func (r *Reader) Placed(do func(name string)) (at diag.Position, ok bool) {
	if !r.open('{', "an object") {
		return r.At(), false
	}
	at = r.At()
	r.members(do)
	return at, true
}

func (r *Reader) members(do func(name string)) {
	var seen names
	for r.err == nil && r.dec.PeekKind() != '}' {
		t, ok := r.token()
		if !ok {
			return
		}
		name := t.String()
		before := r.dec.InputOffset()
		if seen.add(name) {
			do(name)
		} else {
			r.Note(diag.Warning, "json/duplicate-name", "keep one of them", "the member %q stands here twice; the first counts", name)
		}
		if r.err == nil && r.dec.InputOffset() == before {
			r.Skip()
		}
	}
	r.token()
}

// Array reads an array and calls do for each element.
func (r *Reader) Array(do func(i int)) {
	if !r.open('[', "a list") {
		return
	}
	for i := 0; r.err == nil && r.dec.PeekKind() != ']'; i++ {
		before := r.dec.InputOffset()
		do(i)
		if r.err == nil && r.dec.InputOffset() == before {
			r.Skip()
		}
	}
	r.token()
}

// open reads the token that begins a value of the kind. What is of another
// kind is noted and passed over.
func (r *Reader) open(kind byte, what string) bool {
	switch k := r.Kind(); {
	case r.err != nil:
		return false
	case k == kind:
		_, ok := r.token()
		return ok
	case k == 'n':
		r.Skip()
	default:
		r.wrong(what)
	}
	return false
}

func (r *Reader) wrong(want string) {
	got := map[byte]string{'{': "an object", '[': "a list", '"': "a text", '0': "a number", 't': "a boolean", 'f': "a boolean"}[r.Kind()]
	r.Skip()
	if r.err == nil {
		r.Note(diag.Warning, "json/kind", "write "+want, "%s stands where %s belongs; it is not read", got, want)
	}
}

// Text reads a string, or a number as it is written. Null is "".
func (r *Reader) Text() string {
	switch r.Kind() {
	case '"', '0':
		t, ok := r.token()
		if !ok {
			return ""
		}
		if s := t.String(); utf8.ValidString(s) {
			return s
		}
		return string(bytes.ToValidUTF8([]byte(t.String()), []byte("\uFFFD")))
	case 'n':
		r.Skip()
	default:
		if r.err == nil {
			r.wrong("a text")
		}
	}
	return ""
}

// Texts reads a list of strings; a string alone is a list of one.
func (r *Reader) Texts() []string {
	if r.Kind() == '"' {
		return []string{r.Text()}
	}
	var out []string
	r.Array(func(int) {
		if s := r.Text(); s != "" {
			out = append(out, s)
		}
	})
	return out
}

// Raw returns the next value as it is written, which is valid only until the
// next call.
func (r *Reader) Raw() ([]byte, bool) {
	if r.err != nil {
		return nil, false
	}
	v, err := r.dec.ReadValue()
	if err != nil {
		r.fail(err)
		return nil, false
	}
	return bytes.Clone(v), true
}
