// SPDX-License-Identifier: Apache-2.0

package read

import (
	"bytes"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/kedja/kedja/sbom/internal/scan"
)

// sample is what detection looks at: the first bytes and, of JSON, the
// members of the outermost object.
type sample struct {
	raw      []byte // as it came
	complete bool   // raw is all there is
	head     []byte // the first bytes as UTF-8
	json     bool   // an object or list begins the text

	names   []string          // members in order
	members map[string]string // text of strings and of lists of strings, else "{", "[" …
	err     error             // why the members end early
}

const (
	headBytes  = 64 << 10
	maxMembers = 200
	maxText    = 4 << 10 // of one member
)

func newSample(raw []byte, complete bool) *sample {
	s := &sample{raw: raw, complete: complete}
	text, _ := scan.Decode(raw)
	text = bytes.TrimLeft(text, " \t\r\n")
	s.head = text[:min(len(text), headBytes)]
	if s.json = len(text) > 0 && (text[0] == '{' || text[0] == '['); s.json {
		s.walk(text)
		if !complete {
			s.err = nil // the sample ends, not the text
		}
	}
	return s
}

// walk collects members until one of them settles what the document is. In
// most files the first does, so that walking costs nothing.
func (s *sample) walk(text []byte) {
	s.members = make(map[string]string)
	d := jsontext.NewDecoder(bytes.NewBuffer(text), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	if t, err := d.ReadToken(); err != nil || t.Kind() != '{' {
		s.err = err
		return
	}
	for len(s.names) < maxMembers {
		t, err := d.ReadToken()
		if err != nil || t.Kind() == '}' {
			s.err = err
			return
		}
		name := t.String()
		text, err := valueText(d)
		if _, twice := s.members[name]; !twice {
			s.names = append(s.names, name)
			s.members[name] = text
		}
		if err != nil {
			s.err = err
			return
		}
		if name == "bomFormat" && text == "CycloneDX" || name == "spdxVersion" {
			return
		}
	}
}

// valueText reads a member's value: the text of a scalar, the joined texts of
// a list of strings, else the kind as one character.
func valueText(d *jsontext.Decoder) (string, error) {
	switch k := d.PeekKind(); k {
	case '{':
		return "{", d.SkipValue()
	case '[':
		return listText(d)
	default:
		t, err := d.ReadToken()
		if err != nil {
			return "", err
		}
		s := t.String()
		return s[:min(len(s), maxText)], nil
	}
}

func listText(d *jsontext.Decoder) (string, error) {
	if _, err := d.ReadToken(); err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("[")
	for {
		switch k := d.PeekKind(); k {
		case ']', jsontext.KindInvalid:
			_, err := d.ReadToken()
			return b.String(), err
		case '"':
			t, err := d.ReadToken()
			if err != nil {
				return "", err
			}
			if b.Len() < maxText {
				b.WriteString(t.String() + " ")
			}
		default:
			if err := d.SkipValue(); err != nil {
				return b.String(), err
			}
		}
	}
}

// member returns the text of a member, "" when there is none.
func (s *sample) member(name string) string { return s.members[name] }

// has reports whether the outermost object has the member.
func (s *sample) has(name string) bool {
	_, ok := s.members[name]
	return ok
}

// line reports whether a line of text that is not JSON begins with one of the
// prefixes.
func (s *sample) line(prefixes ...string) bool {
	if s.json || s.xml() {
		return false
	}
	for line := range bytes.Lines(s.head) {
		for _, p := range prefixes {
			if bytes.HasPrefix(line, []byte(p)) {
				return true
			}
		}
	}
	return false
}

func (s *sample) xml() bool { return bytes.HasPrefix(s.head, []byte("<")) }
