// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"bytes"
	"unicode/utf8"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// Scanner reads JSON values one after the other from the tokens of a text. A
// value of the wrong type, a null, a name that occurs twice become
// diagnostics and reading goes on; a syntax error or a limit ends it, and from
// then on every method returns false or nothing, so that callers need not
// check.
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
	brief bool // texts for people only are not kept
	Notes
	File string

	src     *Source
	tokens  Tokens
	ahead   *ahead // makes the batches, once there is more than one
	beside  bool   // whether they can be made beside was asked
	batch   Batch
	at      int // the next token of the batch
	syntax  string
	text    *Text
	lists   Slab[string]
	limits  sbom.Limits
	pending bool   // a value was announced and not read
	buf     []byte // unescaped form of the last string that needed it
	name    []byte // of the current member; in the batch or held
	line    int32  // of the last token read
	open    []level
	carried []byte // names of open objects whose batch is gone
	held    []byte // unescaped form of the current name
	failure *diag.Diagnostic
	broken  error // the input could not be read to its end, for no fault of its text
	limited bool  // failure is a limit
	ended   bool  // the tokens have ended
	extra   *TrailingError
}

// level is one open object or array.
type level struct {
	array   bool
	index   int32  // of the current element, of an object 0; -1 before the first
	current []byte // the name of the current member; in the batch, or carried
}

// Options are what a scanner is told of its input.
type Options struct {
	File   string
	Limits sbom.Limits
	Syntax string // json | xml | yaml | tag-value | rdf …, for codes and messages; "" is json
	Brief  bool   // leave out what [Scanner.Prose] reads
}

// New returns a scanner of the source's tokens.
func New(src *Source, tokens Tokens, opts Options) *Scanner {
	s := &Scanner{src: src, tokens: tokens, File: opts.File, limits: opts.Limits.WithDefaults(),
		syntax: opts.Syntax, text: NewText(src.Hint), brief: opts.Brief}
	if s.syntax == "" {
		s.syntax = "json"
	}
	return s
}

// refill gets the next batch, unless the reading has ended.
func (s *Scanner) refill() bool {
	if s.failure != nil || s.ended {
		return false
	}
	s.carry()
	s.at = 0
	err := s.next()
	for _, d := range s.batch.Notes {
		d.File = s.File
		s.Add(d)
	}
	s.batch.Notes = nil
	if err != nil {
		s.stop(err)
		return false
	}
	return len(s.batch.Tokens) > 0
}

// next makes the next batch the current one. From the second batch on they are
// made ahead, where their texts allow it.
func (s *Scanner) next() (err error) {
	if s.ahead != nil {
		s.batch, err = s.ahead.next()
		return err
	}
	if cap(s.batch.Tokens) > 0 && !s.beside {
		s.beside = true
		s.ahead = startAhead(s.tokens)
		return s.next()
	}
	return s.tokens.Next(&s.batch)
}

// carry copies the names that pointers are made of out of the batch.
func (s *Scanner) carry() {
	var keep []byte // the last copies may be in what is written to
	for i := range s.open {
		keep = append(keep, s.open[i].current...)
	}
	s.carried = append(s.carried[:0], keep...)
	n := 0
	for i := range s.open {
		l := &s.open[i]
		end := n + len(l.current)
		l.current = s.carried[n:end:end]
		n = end
	}
	s.held = append(s.held[:0], s.name...)
	s.name = s.held
}

// Kind returns the kind of the next value without reading it, KindNone when
// there is none.
func (s *Scanner) Kind() Kind {
	if s.at < len(s.batch.Tokens) || s.refill() {
		return s.batch.Tokens[s.at].Kind
	}
	return KindNone
}

// Object enters the next value when it is an object. Otherwise it skips the
// value, with a diagnostic, and returns false.
func (s *Scanner) Object() bool { return s.enter(KindObject, "an object") }

// Array enters the next value when it is an array; see [Scanner.Object].
func (s *Scanner) Array() bool { return s.enter(KindArray, "a list") }

func (s *Scanner) enter(kind Kind, want string) bool {
	s.pending = false
	if k := s.Kind(); k != kind {
		s.wrong(k, want)
		return false
	}
	s.pass()
	s.open = append(s.open, level{array: kind == KindArray, index: -1})
	if len(s.open) > s.limits.Depth {
		s.Limit("nesting depth", s.limits.Depth)
		return false
	}
	return true
}

// pass goes past the next token, which must be there.
func (s *Scanner) pass() *Token {
	t := &s.batch.Tokens[s.at]
	s.at++
	s.line = t.Line
	return t
}

// leave closes the innermost object or array, whose end is the next token.
func (s *Scanner) leave() {
	s.pass()
	last := len(s.open) - 1
	s.open = s.open[:last]
}

// Member goes to the next member of the object that was entered last, and
// returns false after the last one.
func (s *Scanner) Member() bool {
	s.Skip()
	switch s.Kind() {
	case KindName:
		s.called(s.pass())
		s.pending = true
		return true
	case KindObjectEnd:
		s.leave()
		return false
	}
	s.unexpected()
	return false
}

// called keeps the name of the current member and notes one that its object
// already has.
func (s *Scanner) called(t *Token) {
	o := &s.open[len(s.open)-1]
	o.index = 0
	s.name = s.batch.Text[t.Off : t.Off+t.Len]
	if t.Flags&(Escaped|invalid) != 0 {
		s.name = bytes.Clone(s.textOf(t))
	}
	o.current = s.name
	if t.Flags&repeated != 0 {
		s.Note(diag.Warning, "json/duplicate-name", "have the producer write it once",
			"the member %q occurs twice in one object; lists are joined, of other values the last one counts", s.name)
	}
}

// Name returns the name of the member; it is valid until the next call.
func (s *Scanner) Name() []byte { return s.name }

// Element goes to the next element of the array that was entered last, and
// returns false after the last one.
func (s *Scanner) Element() bool {
	s.Skip()
	switch s.Kind() {
	case KindArrayEnd:
		s.leave()
		return false
	case KindNone, KindObjectEnd, KindName:
		s.unexpected()
		return false
	}
	s.open[len(s.open)-1].index++
	s.pending = true
	return true
}

// Skip passes over the announced value, if it was not read.
func (s *Scanner) Skip() {
	if !s.pending {
		return
	}
	s.pending = false
	depth := 0
	for {
		if s.Kind() == KindNone {
			return
		}
		switch t := s.pass(); t.Kind {
		case KindObject, KindArray:
			if depth++; len(s.open)+depth > s.limits.Depth {
				s.Limit("nesting depth", s.limits.Depth)
				return
			}
		case KindObjectEnd, KindArrayEnd:
			depth--
		case KindName:
			continue
		}
		if depth <= 0 {
			return
		}
	}
}

// textOf returns the text of a token. It is valid until the next call that
// reads.
func (s *Scanner) textOf(t *Token) []byte {
	b := s.batch.Text[t.Off : t.Off+t.Len]
	if t.Flags&(Escaped|invalid) == 0 {
		return b
	}
	if t.Flags&Escaped != 0 {
		s.buf = unescape(s.buf[:0], b)
		b = s.buf
	}
	if t.Flags&invalid != 0 || !utf8.Valid(b) {
		b = bytes.ToValidUTF8(b, []byte("\ufffd"))
	}
	return b
}

// unexpected ends the reading where the tokens end too early.
func (s *Scanner) unexpected() {
	if s.failure == nil && s.broken == nil {
		s.stop(&SyntaxError{Line: int(s.line), Text: "the text ends in the middle"})
	}
}

// Trailing notes bytes after the first value of the text.
func (s *Scanner) Trailing() {
	for s.failure == nil && s.broken == nil && s.Kind() != KindNone {
		s.at = len(s.batch.Tokens)
	}
	if s.extra != nil {
		s.NoteAt(diag.Warning, diag.Position{File: s.File, Line: s.extra.Line}, s.syntax+"/trailing-data",
			"remove what follows, or give it as a file of its own", "%s", s.extra.Error())
	}
}
