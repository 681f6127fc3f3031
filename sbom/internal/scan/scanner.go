// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// Scanner reads a JSON text value by value. A value of the wrong type, a
// null, a name that occurs twice become diagnostics and reading goes on; a
// syntax error or a limit ends it, and from then on every method returns
// false or nothing, so that callers need not check.
//
// The loop of a caller is
//
//	if s.Object() {
//		for s.Member() {
//			switch string(s.Name()) {
//			case "name":
//				x = s.Str()
//			}
//		}
//	}
//
// A value that the body does not read is skipped. A loop must not be left
// early.
type Scanner struct {
	Notes
	Source *Source
	File   string

	dec     *jsontext.Decoder
	text    *Text
	lists   Slab[string]
	limits  sbom.Limits
	utf8    bool // the text is valid UTF-8
	pending bool // a value was announced and not read
	name    []byte
	buf     []byte // unquoted form of the last string that needed it
	start   int64  // offset of the last token or value read
	open    []object
	names   []span
	failure *diag.Diagnostic
	limited bool // failure is a limit
}

// object is one open JSON object: where its names begin in Scanner.names and
// a 64-bit filter of them.
type object struct {
	names  int
	filter uint64
}

type span struct{ start, end int64 }

// maxNames bounds the names of one object that are compared for duplicates.
const maxNames = 256

// New returns a scanner at the start of the source.
func New(src *Source, file string, limits sbom.Limits) *Scanner {
	s := &Scanner{
		Source: src, File: file, limits: limits.WithDefaults(),
		text: NewText(len(src.Text)), utf8: utf8.Valid(src.Text),
		dec: jsontext.NewDecoder(bytes.NewBuffer(src.Text),
			jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)),
	}
	if src.Encoding != "" {
		s.NoteAt(diag.Info, diag.Position{File: file}, "sbom/encoding", "",
			"the file is %s and was decoded", src.Encoding)
	}
	if !s.utf8 {
		s.NoteAt(diag.Warning, s.Place("", int64(firstInvalid(src.Text))), "sbom/invalid-utf8", "",
			"the file is not valid UTF-8; what cannot be decoded is read as U+FFFD")
	}
	return s
}

func firstInvalid(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(b)
}

// Kind returns the kind of the next value without reading it.
func (s *Scanner) Kind() jsontext.Kind {
	if s.failure != nil {
		return jsontext.KindInvalid
	}
	return s.dec.PeekKind()
}

// Object enters the next value when it is an object. Otherwise it skips the
// value, with a diagnostic, and returns false.
func (s *Scanner) Object() bool {
	if !s.enter('{', "an object") {
		return false
	}
	s.open = append(s.open, object{names: len(s.names)})
	return true
}

// Array enters the next value when it is an array; see [Scanner.Object].
func (s *Scanner) Array() bool { return s.enter('[', "a list") }

func (s *Scanner) enter(kind jsontext.Kind, want string) bool {
	s.pending = false
	if k := s.Kind(); k != kind {
		s.wrong(k, want)
		return false
	}
	return s.token()
}

// token reads a delimiter and checks the depth.
func (s *Scanner) token() bool {
	if _, err := s.dec.ReadToken(); err != nil {
		s.fail(err)
		return false
	}
	s.start = s.dec.InputOffset() - 1
	if s.dec.StackDepth() > s.limits.Depth {
		s.Limit("nesting depth", s.limits.Depth)
		return false
	}
	return true
}

// Member goes to the next member of the object that was entered last, and
// returns false after the last one.
func (s *Scanner) Member() bool {
	s.Skip()
	switch s.Kind() {
	case '}':
		s.close()
		return false
	case '"':
		v, err := s.dec.ReadValue()
		if err != nil {
			s.fail(err)
			return false
		}
		end := s.dec.InputOffset()
		s.start = end - int64(len(v))
		s.name = s.unquote(v)
		s.once(span{s.start, end})
		s.pending = true
		return true
	default:
		s.unexpected()
		return false
	}
}

func (s *Scanner) close() {
	if !s.token() {
		return
	}
	last := len(s.open) - 1
	s.names = s.names[:s.open[last].names]
	s.open = s.open[:last]
}

// once notes a name that its object already has.
func (s *Scanner) once(at span) {
	o := &s.open[len(s.open)-1]
	n := s.name
	var bit uint64 = 1
	if len(n) > 0 {
		bit = 1 << ((uint(n[0])*7 ^ uint(n[len(n)-1])*13 ^ uint(len(n))*3) & 63)
	}
	known := s.names[o.names:]
	if o.filter&bit != 0 {
		raw := s.Source.Text[at.start:at.end]
		for _, k := range known {
			if k.end-k.start == at.end-at.start && bytes.Equal(s.Source.Text[k.start:k.end], raw) {
				s.Note(diag.Warning, "json/duplicate-name", "have the producer write it once",
					"the member %q occurs twice in one object; lists are joined, of other values the last one counts", n)
				return
			}
		}
	}
	o.filter |= bit
	if len(known) < maxNames {
		s.names = append(s.names, at)
	}
}

// Name returns the name of the member; it is valid until the next call.
func (s *Scanner) Name() []byte { return s.name }

// Element goes to the next element of the array that was entered last, and
// returns false after the last one.
func (s *Scanner) Element() bool {
	s.Skip()
	switch s.Kind() {
	case ']':
		s.token()
		return false
	case jsontext.KindInvalid, '}':
		s.unexpected()
		return false
	}
	s.pending = true
	return true
}

// Skip passes over the announced value, if it was not read.
func (s *Scanner) Skip() {
	if !s.pending {
		return
	}
	s.pending = false
	switch s.Kind() {
	case '{', '[':
		depth := s.dec.StackDepth()
		for s.failure == nil {
			if s.skipToken(); s.dec.StackDepth() <= depth {
				return
			}
		}
	default:
		s.value()
	}
}

func (s *Scanner) skipToken() {
	switch s.Kind() {
	case '{', '[', '}', ']':
		s.token()
	default:
		s.value()
	}
}

// value reads the next value raw.
func (s *Scanner) value() jsontext.Value {
	if s.failure != nil {
		return nil
	}
	v, err := s.dec.ReadValue()
	if err != nil {
		s.fail(err)
		return nil
	}
	s.start = s.dec.InputOffset() - int64(len(v))
	return v
}

// unexpected turns the decoder's complaint into the failure.
func (s *Scanner) unexpected() {
	if s.failure != nil {
		return
	}
	if _, err := s.dec.ReadToken(); err != nil {
		s.fail(err)
		return
	}
	s.fail(fmt.Errorf("unexpected delimiter"))
}

// Trailing notes bytes after the first value of the text.
func (s *Scanner) Trailing() {
	if s.failure != nil {
		return
	}
	rest := bytes.TrimLeft(s.Source.Text[s.dec.InputOffset():], " \t\r\n")
	if len(rest) > 0 {
		at := int64(len(s.Source.Text) - len(rest))
		s.NoteAt(diag.Warning, s.Place("", at), "json/trailing-data", "remove what follows, or give it as a file of its own",
			"%d bytes follow after the end of the document and are not read", len(rest))
	}
}
