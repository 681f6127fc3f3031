// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"github.com/kedja/kedja/diag"
)

// Str reads a string. A number or boolean is used as its text, with a
// warning; null and everything else is "".
func (s *Scanner) Str() string { return s.text.Keep(s.Bytes()) }

// Intern is Str for values that repeat from component to component.
func (s *Scanner) Intern() string { return s.text.Intern(s.Bytes()) }

// Prose reads a text that only people read: descriptions, copyright notices.
// A brief reader does not keep it.
func (s *Scanner) Prose(keep func([]byte) string) string {
	if b := s.Bytes(); !s.brief {
		return keep(b)
	}
	return ""
}

// Bytes is Str without a copy: the bytes are valid until the next call that
// reads.
func (s *Scanner) Bytes() []byte {
	s.pending = false
	switch k := s.Kind(); k {
	case KindString:
		t := s.pass()
		if int64(t.Len) > int64(s.limits.StringBytes) {
			s.Limit("length of a string", s.limits.StringBytes)
			return nil
		}
		return s.textOf(t)
	case KindNumber, KindTrue, KindFalse:
		t := s.pass()
		s.Note(diag.Warning, s.syntax+"/type", "have the producer write a string",
			"expected a string, found %s, which is used as text", kindName(k))
		return s.textOf(t)
	default:
		s.wrong(k, "a string")
		return nil
	}
}

// Number reads a number as its text. A string that holds one is used, with a
// warning; of everything else ok is false, with a diagnostic.
func (s *Scanner) Number() (text string, ok bool) {
	s.pending = false
	switch k := s.Kind(); k {
	case KindNumber:
		return s.text.Intern(s.textOf(s.pass())), true
	case KindString:
		b := s.textOf(s.pass())
		if !isNumber(b) {
			s.Note(diag.Error, s.syntax+"/type", "have the producer write a number", "expected a number, found the string %q", b)
			return "", false
		}
		s.Note(diag.Warning, s.syntax+"/type", "have the producer write a number", "expected a number, found the string %q", b)
		return s.text.Intern(b), true
	default:
		s.wrong(k, "a number")
		return "", false
	}
}

// Strings reads a list of strings. A single string is taken as a list of one,
// with a warning.
func (s *Scanner) Strings() []string {
	var out []string
	s.EachString(func(b []byte) { out = s.lists.Append(out, s.text.Intern(b)) })
	return out
}

// EachString calls f for each string of a list; the bytes are valid during
// the call. A single string is taken as a list of one, with a warning.
func (s *Scanner) EachString(f func([]byte)) {
	if s.Kind() == KindString {
		b := s.Bytes()
		if s.syntax == "json" {
			s.Note(diag.Warning, "json/type", "have the producer write a list", "expected a list, found a string, which is taken as its only entry")
		}
		f(b)
		return
	}
	if !s.Array() {
		return
	}
	for s.Element() {
		if k := s.Kind(); k == 'n' || k == '{' || k == '[' {
			s.pending = false
			s.wrong(k, "a string")
			continue
		}
		f(s.Bytes())
	}
}

// Bool reads a boolean; ok is false when there is none.
func (s *Scanner) Bool() (value, ok bool) {
	s.pending = false
	switch k := s.Kind(); k {
	case KindTrue, KindFalse:
		s.pass()
		return k == KindTrue, true
	case KindString:
		b := s.textOf(s.pass())
		if t, f := string(b) == "true", string(b) == "false"; t || f {
			s.Note(diag.Warning, s.syntax+"/type", "have the producer write true or false", "expected a boolean, found the string %q", b)
			return t, true
		}
		s.Note(diag.Error, s.syntax+"/type", "have the producer write true or false", "expected a boolean, found the string %q", b)
	default:
		s.wrong(k, "a boolean")
	}
	return false, false
}

// Null skips the value when it is null, with a note, and reports whether it
// was.
func (s *Scanner) Null() bool {
	if s.Kind() != 'n' {
		return false
	}
	s.pending = false
	s.wrong('n', "")
	return true
}

// wrong skips the next value and says that another type was expected.
func (s *Scanner) wrong(k Kind, want string) {
	switch k {
	case KindNone, KindObjectEnd, KindArrayEnd, KindName:
		s.unexpected()
	case KindNull:
		s.pass()
		s.Note(diag.Info, s.syntax+"/null", "leave out what is not known", "null says nothing and is read as absent")
	default:
		s.pending = true
		s.Skip()
		s.Note(diag.Error, s.syntax+"/type", "have the producer follow the schema of the format",
			"expected %s, found %s, which is not read", want, kindName(k))
	}
}

func kindName(k Kind) string {
	switch k {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case '"':
		return "a string"
	case '0':
		return "a number"
	case 't', 'f':
		return "a boolean"
	case 'n':
		return "null"
	}
	return "something else"
}

// Keep stores transient bytes as a string of the document.
func (s *Scanner) Keep(b []byte) string { return s.text.Keep(b) }

// InternBytes is Keep for values that repeat.
func (s *Scanner) InternBytes(b []byte) string { return s.text.Intern(b) }
