// SPDX-License-Identifier: Apache-2.0

package gleif

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/kedja/kedja/diag"
)

// maxTurtle is how large a file in Turtle may be: its statements come in any
// order, so that all of them are held.
const maxTurtle = 256 << 20

// A small reader of Turtle (https://www.w3.org/TR/turtle/), as much as data
// about legal entities use. Names are kept without their namespaces: within
// these vocabularies the last part says which is meant.

// resource is the values of each property of one subject, with its line.
type resource struct {
	name  string
	line  int
	props map[string][]string
}

func (s *resource) first(property string) string {
	if v := s.props[property]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// is reports whether the subject is of one of the classes.
func (s *resource) is(classes ...string) bool {
	for _, have := range s.props["a"] {
		for _, c := range classes {
			if have == c {
				return true
			}
		}
	}
	return false
}

type turtle struct {
	text   string
	pos    int
	line   int
	order  []*resource
	byName map[string]*resource
	blanks int
	depth  int
}

// readTurtle reads all statements, subjects in the order of their first.
func readTurtle(r io.Reader) (*turtle, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxTurtle+1))
	if err != nil {
		return nil, err
	}
	t := &turtle{text: string(data), line: 1, byName: map[string]*resource{}}
	if len(data) > maxTurtle {
		return t, &turtleError{1, fmt.Sprintf("the file has more than %d bytes", maxTurtle)}
	}
	for {
		t.space()
		if t.pos >= len(t.text) {
			return t, nil
		}
		if err := t.statement(); err != nil {
			return t, err
		}
	}
}

// turtleError is a mistake with its line.
type turtleError struct {
	line int
	what string
}

func (e *turtleError) Error() string { return e.what }

func (t *turtle) wrong(what string) error { return &turtleError{t.line, what} }

// advance passes n bytes.
func (t *turtle) advance(n int) string {
	out := t.text[t.pos : t.pos+n]
	t.line += strings.Count(out, "\n")
	t.pos += n
	return out
}

// space passes white space and remarks.
func (t *turtle) space() {
	for t.pos < len(t.text) {
		switch c := t.text[t.pos]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			t.advance(1)
		case c == '#':
			n := strings.IndexByte(t.text[t.pos:], '\n')
			if n < 0 {
				n = len(t.text) - t.pos
			}
			t.advance(n)
		default:
			return
		}
	}
}

func (t *turtle) peek() byte {
	t.space()
	if t.pos >= len(t.text) {
		return 0
	}
	return t.text[t.pos]
}

func (t *turtle) take(c byte) error {
	if t.peek() != c {
		return t.wrong(fmt.Sprintf("%q is missing", c))
	}
	t.advance(1)
	return nil
}

// statement reads a directive, or a subject with its properties.
func (t *turtle) statement() error {
	rest := strings.ToLower(t.text[t.pos:min(len(t.text), t.pos+8)])
	for _, d := range []string{"@prefix", "@base", "prefix ", "base "} {
		if !strings.HasPrefix(rest, d) {
			continue
		}
		n := strings.IndexByte(t.text[t.pos:], '>')
		if n < 0 {
			return t.wrong("a directive without its address")
		}
		t.advance(n + 1)
		if d[0] == '@' {
			return t.take('.')
		}
		return nil
	}
	s, err := t.value()
	if err != nil {
		return err
	}
	if err := t.properties(t.subject(s)); err != nil {
		return err
	}
	return t.take('.')
}

func (t *turtle) subject(name string) *resource {
	s := t.byName[name]
	if s == nil {
		s = &resource{name: name, line: t.line, props: map[string][]string{}}
		t.byName[name] = s
		t.order = append(t.order, s)
	}
	return s
}

// properties reads properties and their values up to what closes them.
func (t *turtle) properties(s *resource) error {
	for {
		switch t.peek() {
		case '.', ']', 0:
			return nil
		case ';':
			t.advance(1)
			continue
		}
		p, err := t.value()
		if err != nil {
			return err
		}
		for more := true; more; {
			v, err := t.value()
			if err != nil {
				return err
			}
			s.props[p] = append(s.props[p], v)
			if more = t.peek() == ','; more {
				t.advance(1)
			}
		}
	}
}

// value reads one term: a name, a text, a blank node with its properties.
func (t *turtle) value() (string, error) {
	switch c := t.peek(); c {
	case 0:
		return "", t.wrong("the file ends in the middle of a statement")
	case '<':
		n := strings.IndexByte(t.text[t.pos:], '>')
		if n < 0 {
			return "", t.wrong("an address without its end")
		}
		return local(strings.Trim(t.advance(n+1), "<>")), nil
	case '"', '\'':
		return t.literal(c)
	case '[':
		return t.nested()
	case '(', ')', ',', ';', ']':
		return "", t.wrong(fmt.Sprintf("%q is not expected", c))
	}
	n := strings.IndexAny(t.text[t.pos:], " \t\r\n;,[]()\"<#")
	if n < 0 {
		n = len(t.text) - t.pos
	}
	if n == 0 {
		return "", t.wrong("a name is expected")
	}
	// A dot at the end closes the statement.
	name := strings.TrimRight(t.text[t.pos:t.pos+n], ".")
	if name == "" {
		return "", t.wrong("a name is expected")
	}
	return local(t.advance(len(name))), nil
}

// local is the last part of a name.
func local(name string) string {
	if strings.Contains(name, "://") {
		name = strings.TrimRight(name, "/#")
		return name[strings.LastIndexAny(name, "/#")+1:]
	}
	if _, rest, ok := strings.Cut(name, ":"); ok {
		return rest
	}
	return name
}

func (t *turtle) nested() (string, error) {
	if t.depth++; t.depth > 50 {
		return "", t.wrong("nested too deep")
	}
	defer func() { t.depth-- }()
	t.advance(1)
	t.blanks++
	s := t.subject(fmt.Sprintf("_:%d", t.blanks))
	if err := t.properties(s); err != nil {
		return "", err
	}
	return s.name, t.take(']')
}

// literal reads a text, and passes its language or type.
func (t *turtle) literal(quote byte) (string, error) {
	mark := string(quote)
	if long := strings.Repeat(mark, 3); strings.HasPrefix(t.text[t.pos:], long) {
		mark = long
	}
	t.advance(len(mark))
	var b strings.Builder
	for {
		if t.pos >= len(t.text) {
			return "", t.wrong("a text without its end")
		}
		if strings.HasPrefix(t.text[t.pos:], mark) {
			t.advance(len(mark))
			break
		}
		if t.text[t.pos] == '\\' && t.pos+1 < len(t.text) {
			t.escape(&b)
			continue
		}
		b.WriteString(t.advance(1))
	}
	switch {
	case strings.HasPrefix(t.text[t.pos:], "^^"):
		t.advance(2)
		if _, err := t.value(); err != nil {
			return "", err
		}
	case strings.HasPrefix(t.text[t.pos:], "@"):
		n := strings.IndexAny(t.text[t.pos:], " \t\r\n;,.]")
		if n < 0 {
			n = len(t.text) - t.pos
		}
		t.advance(n)
	}
	return b.String(), nil
}

// escape reads an escaped character.
func (t *turtle) escape(b *strings.Builder) {
	c := t.text[t.pos+1]
	if n := strings.IndexByte(`tbnrf"'\`, c); n >= 0 {
		t.advance(2)
		b.WriteByte("\t\b\n\r\f\"'\\"[n])
		return
	}
	size := map[byte]int{'u': 4, 'U': 8}[c]
	var r rune
	if size > 0 && t.pos+2+size <= len(t.text) {
		if _, err := fmt.Sscanf(t.text[t.pos+2:t.pos+2+size], "%x", &r); err == nil && utf8.ValidRune(r) {
			t.advance(2 + size)
			b.WriteRune(r)
			return
		}
	}
	t.advance(1)
}

// position is where a resource begins.
func (s *resource) position(file string) diag.Position {
	return diag.Position{File: file, Line: s.line}
}

// turtleProblem returns the mistake in a file, nil where reading it failed.
func turtleProblem(err error) *turtleError {
	problem, _ := errors.AsType[*turtleError](err)
	return problem
}
