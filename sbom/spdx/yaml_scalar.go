// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// isKey reports whether a key with its colon stands at the cursor.
func (y *yamlText) isKey() bool {
	b := y.cur[y.col:]
	switch b[0] {
	case '"', '\'':
		n := quotedEnd(b)
		return n > 0 && isColon(bytes.TrimLeft(b[n:], " \t"))
	case '{', '[', '|', '>', '*', '#', '@', '`', '%':
		return false
	}
	return plainColon(b) >= 0
}

func isColon(b []byte) bool {
	return len(b) > 0 && b[0] == ':' && (len(b) == 1 || b[1] == ' ' || b[1] == '\t')
}

// plainColon returns where the colon after a plain key is, or -1.
func plainColon(b []byte) int {
	for i, c := range b {
		switch {
		case c == ':' && isColon(b[i:]):
			return i
		case c == '#' && i > 0 && b[i-1] <= ' ':
			return -1
		}
	}
	return -1
}

// quotedEnd returns where a quoted scalar that begins the text ends, or 0 when
// it does not end in it.
func quotedEnd(b []byte) int {
	for i := 1; i < len(b); i++ {
		switch {
		case b[i] == '\\' && b[0] == '"':
			i++
		case b[i] != b[0]:
		case b[0] == '\'' && i+1 < len(b) && b[i+1] == '\'':
			i++
		default:
			return i + 1
		}
	}
	return 0
}

// key writes the key at the cursor as a name and passes its colon.
func (y *yamlText) key() {
	b, from := y.cur[y.col:], len(y.text)
	n := 0
	if b[0] == '"' || b[0] == '\'' {
		n = quotedEnd(b)
		y.unquote(b[1:n-1], b[0])
		n += bytes.IndexByte(b[n:], ':')
	} else {
		n = plainColon(b)
		y.text = append(y.text, bytes.TrimRight(b[:n], " \t")...)
	}
	y.put(scan.KindName, from, y.line)
	y.col += n + 1
}

// value reads the value at the cursor, which is no block collection.
func (y *yamlText) value() error {
	switch c := y.cur[y.col]; c {
	case '|', '>':
		return y.literal(c == '>')
	case '{', '[':
		if err := y.flow(); err != nil {
			return err
		}
	case '"', '\'':
		from, line := len(y.text), y.line
		if err := y.quoted(); err != nil {
			return err
		}
		y.put(scan.KindString, from, line)
	case '*':
		y.alias()
		y.col = len(y.cur)
	default:
		return y.plain()
	}
	y.filled()
	if !y.rest() {
		return y.syntax("%q follows where the value has ended", clip(y.cur[y.col:]))
	}
	return nil
}

func (y *yamlText) alias() {
	y.note(diag.Error, "yaml/alias", "write the value out", "the alias %q is not read", clip(y.cur[y.col:]))
	y.add(scan.KindNull)
}

// quoted appends the text of the quoted scalar at the cursor, which may go
// over several lines.
func (y *yamlText) quoted() error {
	quote, start := y.cur[y.col], y.line
	b := y.cur[y.col:]
	for {
		if n := quotedEnd(b); n > 0 {
			y.unquote(b[1:n-1], quote)
			y.col = len(y.cur) - len(b) + n
			return nil
		}
		folded := bytes.TrimRight(b[1:], " \t")
		joined := quote == '"' && oddBackslashes(folded)
		if joined {
			folded = folded[:len(folded)-1]
		}
		y.unquote(folded, quote)
		blank := 0
		for {
			if !y.advance() {
				if y.lines.err != nil {
					return y.lines.err
				}
				y.line = start
				return y.syntax("the quotes that are opened here are not closed")
			}
			if len(bytes.TrimLeft(y.cur, " \t")) > 0 {
				break
			}
			blank++
		}
		if len(y.text) > y.limit {
			return y.long()
		}
		switch {
		case blank > 0:
			y.text = append(y.text, bytes.Repeat([]byte{'\n'}, blank)...)
		case !joined:
			y.text = append(y.text, ' ')
		}
		// What goes on is read as if its quote were opened again.
		at := len(y.cur) - len(bytes.TrimLeft(y.cur, " \t"))
		if at == 0 {
			y.cur = append([]byte{' '}, y.cur...)
			at = 1
		}
		y.cur[at-1] = quote
		b = y.cur[at-1:]
	}
}

func oddBackslashes(b []byte) bool {
	n := len(b) - len(bytes.TrimRight(b, `\`))
	return n%2 == 1
}

func (y *yamlText) long() error {
	return &scan.LimitError{Line: int(y.line), What: "length of a string", Limit: int64(y.limit)}
}

// unquote appends the text between quotes with its escapes undone.
func (y *yamlText) unquote(b []byte, quote byte) {
	if quote == '\'' {
		for i := 0; i < len(b); i++ {
			if y.text = append(y.text, b[i]); b[i] == '\'' {
				i++
			}
		}
		return
	}
	for {
		n := bytes.IndexByte(b, '\\')
		if n < 0 || n+1 >= len(b) {
			y.text = append(y.text, b...)
			return
		}
		y.text = append(y.text, b[:n]...)
		b = y.escape(b[n+1:])
	}
}

// escapes are those of YAML 1.2.2 §5.7 that stand for one character.
var escapes = map[byte]string{
	'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r", 'e': "\x1b",
	' ': " ", '"': `"`, '/': "/", '\\': `\`, 'N': "\u0085", '_': "\u00a0", 'L': "\u2028", 'P': "\u2029",
}

// escape appends what the escape stands for and returns what follows it.
func (y *yamlText) escape(b []byte) []byte {
	digits := 0
	switch b[0] {
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	}
	if s, ok := escapes[b[0]]; ok {
		y.text = append(y.text, s...)
		return b[1:]
	}
	if digits > 0 && len(b) > digits {
		if n, err := strconv.ParseUint(string(b[1:1+digits]), 16, 32); err == nil {
			b = b[1+digits:]
			// A character beyond the first 65 536 as JSON writes it.
			if n >= 0xd800 && n < 0xdc00 && len(b) >= 6 && b[0] == '\\' && b[1] == 'u' {
				if low, err := strconv.ParseUint(string(b[2:6]), 16, 32); err == nil && low >= 0xdc00 && low < 0xe000 {
					n, b = 0x10000+(n-0xd800)<<10+(low-0xdc00), b[6:]
				}
			}
			y.text = utf8.AppendRune(y.text, rune(n))
			return b
		}
	}
	y.note(diag.Warning, "yaml/escape", "use an escape of YAML", "a string has an escape that YAML does not know; it is read as it stands")
	y.text = append(y.text, '\\', b[0])
	return b[1:]
}

// plain reads a scalar without quotes, which may go over several lines.
func (y *yamlText) plain() error {
	from, line, parent := len(y.text), y.line, y.parent()
	b := uncomment(y.cur[y.col:])
	if n := plainColon(b); n >= 0 {
		y.note(diag.Warning, "yaml/colon", "put the value between quotes", "the value has a colon in it; it is read as one text")
	}
	y.text = append(y.text, b...)
	blank := 0
	for len(b) > 0 { // a comment ends a scalar
		next, ok := y.peek()
		if !ok {
			break
		}
		trimmed := bytes.TrimLeft(next, " ")
		if len(bytes.TrimSpace(next)) == 0 {
			blank++
			y.advance()
			continue
		}
		if len(next)-len(trimmed) <= parent || trimmed[0] == '#' || isMarker(next, "---") || isMarker(next, "...") {
			break
		}
		y.advance()
		if len(y.text) > y.limit {
			return y.long()
		}
		if plainColon(uncomment(y.cur)) >= 0 {
			return y.syntax("the field %q is indented like a text that goes on", clip(bytes.TrimLeft(y.cur, " ")))
		}
		if blank > 0 {
			y.text = append(y.text, bytes.Repeat([]byte{'\n'}, blank)...)
		} else {
			y.text = append(y.text, ' ')
		}
		blank = 0
		y.text = append(y.text, bytes.TrimLeft(uncomment(y.cur), " \t")...)
	}
	y.put(plainKind(y.text[from:]), from, line)
	y.filled()
	return nil
}

// uncomment cuts a comment and the white space before it.
func uncomment(b []byte) []byte {
	for i := 1; i < len(b); i++ {
		if b[i] == '#' && b[i-1] <= ' ' {
			b = b[:i]
			break
		}
	}
	return bytes.TrimRight(b, " \t")
}

// plainKind tells what a plain scalar is by the core schema of YAML 1.2, with
// the numbers of JSON.
func plainKind(b []byte) scan.Kind {
	switch string(b) {
	case "", "~", "null", "Null", "NULL":
		return scan.KindNull
	case "true", "True", "TRUE":
		return scan.KindTrue
	case "false", "False", "FALSE":
		return scan.KindFalse
	}
	if jsonNumber(b) {
		return scan.KindNumber
	}
	return scan.KindString
}

// jsonNumber reports whether the text is a number as JSON writes it.
func jsonNumber(b []byte) bool {
	b = bytes.TrimPrefix(b, []byte{'-'})
	whole := len(b)
	if b = bytes.TrimLeft(b, "0123456789"); whole == len(b) {
		return false
	}
	if len(b) > 0 && b[0] == '.' {
		fraction := len(b) - 1
		if b = bytes.TrimLeft(b[1:], "0123456789"); fraction == len(b) {
			return false
		}
	}
	if len(b) > 0 && b[0]|0x20 == 'e' {
		b = bytes.TrimLeft(b[1:], "+-")
		exponent := len(b)
		if b = bytes.TrimLeft(b, "0123456789"); exponent == len(b) {
			return false
		}
	}
	return len(b) == 0
}
