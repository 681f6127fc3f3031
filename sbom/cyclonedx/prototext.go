// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// protoParser reads the text form of Protocol Buffers
// (https://protobuf.dev/reference/protobuf/textformat-spec/).
type protoParser struct {
	protoOut
	src     io.Reader
	text    []byte
	at      int
	skip    int // open messages whose fields are not read
	started bool
}

// Next implements [scan.Tokens].
func (p *protoParser) Next(b *scan.Batch) error {
	p.begin(b)
	if !p.started {
		p.started, p.line = true, 1
		text, err := io.ReadAll(p.src)
		if err != nil {
			return err
		}
		p.text = text
		p.stack = append(p.stack, protoFrame{message: protoBom()})
		p.emit(scan.KindObject, nil)
	}
	if len(p.stack) == 0 {
		return io.EOF
	}
	for len(p.stack) > 0 && len(b.Tokens) < protoBatch {
		at, line := p.at, p.line
		if err := p.step(); err != nil {
			if len(b.Tokens) == 0 {
				return err
			}
			p.at, p.line = at, line // it is said again at the next call
			return nil
		}
	}
	return nil
}

func (p *protoParser) broken(format string, args ...any) error {
	return &scan.SyntaxError{Line: int(p.line), Text: fmt.Sprintf(format, args...)}
}

// space goes past white space and comments, and returns the next byte, 0 at
// the end.
func (p *protoParser) space() byte {
	for ; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; c {
		case '\n':
			p.line++
		case ' ', '\t', '\r', '\v', '\f':
		case '#':
			if end := bytes.IndexByte(p.text[p.at:], '\n'); end >= 0 {
				p.at += end - 1
			} else {
				p.at = len(p.text) - 1
			}
		default:
			return c
		}
	}
	return 0
}

// step reads one field, or the end of a message or list.
func (p *protoParser) step() error {
	c := p.space()
	top := &p.stack[len(p.stack)-1]
	switch {
	case c == 0 && p.at >= len(p.text):
		if len(p.stack) > 1 || p.skip > 0 || top.inList != nil {
			return p.broken("the text ends in the middle")
		}
		p.close()
		return nil
	case c == ',' || c == ';':
		p.at++
		return nil
	case p.skip > 0:
		return p.pass(c)
	case c == '}' || c == '>':
		if len(p.stack) == 1 || top.inList != nil {
			return p.broken("%q closes nothing", c)
		}
		p.at++
		p.close()
		return nil
	case top.inList != nil && c == ']':
		p.at++
		top.inList = nil
		return nil
	case top.inList != nil:
		return p.value(top.inList, c)
	}
	name, err := p.name(c)
	if err != nil {
		return err
	}
	return p.named(top, name)
}

// pass goes past a token of a message that is not read.
func (p *protoParser) pass(c byte) error {
	switch c {
	case '{', '<':
		p.skip++
	case '}', '>':
		p.skip--
	case '"', '\'':
		_, err := p.quoted(c)
		return err
	}
	p.at++
	return nil
}

// name reads the name of a field. Names in brackets are of extensions, which
// the schema has none of.
func (p *protoParser) name(c byte) (string, error) {
	start := p.at
	if c == '[' {
		end := bytes.IndexByte(p.text[p.at:], ']')
		if end < 0 {
			return "", p.broken("a bracket is not closed")
		}
		p.at += end + 1
		return string(p.text[start:p.at]), nil
	}
	for p.at < len(p.text) && wordByte(p.text[p.at]) {
		p.at++
	}
	if p.at == start {
		return "", p.broken("expected the name of a field, found %q", c)
	}
	return string(p.text[start:p.at]), nil
}

func wordByte(c byte) bool {
	return small(c) || upper(c) || digit(c) || c == '_' || c == '.' || c == '-' || c == '+'
}

// named reads what follows a name.
func (p *protoParser) named(top *protoFrame, name string) error {
	c := p.space()
	if c == ':' {
		p.at++
		c = p.space()
	}
	if top.kind() == protoTime {
		return p.timePart(top, name)
	}
	f := top.message.byName[name]
	if f == nil {
		p.b.Notes = append(p.b.Notes, diag.Diagnostic{Severity: diag.Warning, Code: codeUnknown, Remedy: "check the spelling",
			Message: fmt.Sprintf("no field is called %q here; it is not read", name), Position: diag.Position{Line: int(p.line)}})
		f = &protoField{kind: protoDrop, member: name}
	}
	if c == '[' {
		p.at++
		top.inList = f
		return nil
	}
	return p.value(f, c)
}

func (p *protoParser) timePart(top *protoFrame, name string) error {
	word, err := p.word()
	if err != nil {
		return err
	}
	n, err := strconv.ParseInt(word, 10, 64)
	switch {
	case err != nil:
		p.note(diag.Error, "write a whole number", fmt.Sprintf("%q is no number of %s", word, name))
	case name == "seconds":
		top.seconds = n
	case name == "nanos":
		top.nanos = n
	}
	return nil
}

// word reads a name or number.
func (p *protoParser) word() (string, error) {
	start := p.at
	for p.at < len(p.text) && wordByte(p.text[p.at]) {
		p.at++
	}
	if p.at == start {
		return "", p.broken("expected a value")
	}
	return string(p.text[start:p.at]), nil
}

// value reads a value of the field.
func (p *protoParser) value(f *protoField, c byte) error {
	switch c {
	case '{', '<':
		p.at++
		if !p.open(f, nil) {
			p.skip = 1
		}
		return nil
	case '"', '\'':
		s, err := p.strings(c)
		if err != nil {
			return err
		}
		p.stringValue(f, s)
		return nil
	}
	word, err := p.word()
	if err != nil {
		return err
	}
	p.wordValue(f, word)
	return nil
}

func (p *protoParser) stringValue(f *protoField, s []byte) {
	switch f.kind {
	case protoString:
		p.protoOut.text(f, s)
	case protoDrop:
		p.dropped(f)
	default:
		p.note(diag.Error, "have the producer follow the schema of the format", "expected something else for "+f.member+" than a string, which is not read")
	}
}

func (p *protoParser) wordValue(f *protoField, word string) {
	switch f.kind {
	case protoDrop:
		p.dropped(f)
		return
	case protoWord:
		value, known := f.enum.byName[word]
		if n, err := strconv.ParseUint(word, 10, 32); err == nil && !known {
			value, known = f.enum.byNumber[n]
		}
		if !known {
			value = word
		}
		p.protoOut.word(f, value)
		return
	case protoBool:
		if word == "true" || word == "t" || word == "1" || word == "True" {
			p.truth(f, true)
			return
		}
		if word == "false" || word == "f" || word == "0" || word == "False" {
			p.truth(f, false)
			return
		}
	case protoInt, protoNumber:
		if n, err := strconv.ParseFloat(word, 64); err == nil {
			p.protoOut.number(f, n)
			return
		}
	}
	p.note(diag.Error, "have the producer follow the schema of the format", fmt.Sprintf("%q is no value of %s; it is not read", word, f.member))
}

// strings reads a string, which may be written in several parts.
func (p *protoParser) strings(c byte) ([]byte, error) {
	var all []byte
	for c == '"' || c == '\'' {
		part, err := p.quoted(c)
		if err != nil {
			return nil, err
		}
		all = append(all, part...)
		c = p.space()
	}
	return all, nil
}

// quoted reads one part of a string.
func (p *protoParser) quoted(quote byte) ([]byte, error) {
	i := p.at + 1
	var out []byte
	for {
		if i >= len(p.text) || p.text[i] == '\n' {
			return nil, p.broken("a string does not end")
		}
		switch c := p.text[i]; c {
		case quote:
			p.at = i + 1
			return out, nil
		case '\\':
			n := 0
			if out, n = protoEscape(out, p.text[i+1:]); n == 0 {
				return nil, p.broken("a string has an escape that is none")
			}
			i += 1 + n
		default:
			out = append(out, c)
			i++
		}
	}
}

// protoEscape appends what an escape stands for and returns its length
// without the backslash, 0 when it is none.
func protoEscape(out, s []byte) ([]byte, int) {
	if len(s) == 0 {
		return out, 0
	}
	const names, values = `abfnrtv\'"?`, "\a\b\f\n\r\t\v\\'\"?"
	if i := bytes.IndexByte([]byte(names), s[0]); i >= 0 {
		return append(out, values[i]), 1
	}
	base, start, most := 8, 0, 3
	switch s[0] {
	case 'x', 'X':
		base, start, most = 16, 1, 2
	case 'u':
		base, start, most = 16, 1, 4
	case 'U':
		base, start, most = 16, 1, 8
	}
	end := start
	for end < len(s) && end-start < most && lowerHex(s[end]|0x20) {
		if base == 8 && s[end] > '7' {
			break
		}
		end++
	}
	v, err := strconv.ParseUint(string(s[start:end]), base, 32)
	if err != nil {
		return out, 0
	}
	if most < 4 {
		return append(out, byte(v)), end
	}
	r := rune(v)
	if utf16.IsSurrogate(r) && len(s) >= end+6 && s[end] == '\\' && s[end+1] == 'u' {
		if low, err := strconv.ParseUint(string(s[end+2:end+6]), 16, 16); err == nil {
			r, end = utf16.DecodeRune(r, rune(low)), end+6
		}
	}
	return utf8.AppendRune(out, r), end
}
