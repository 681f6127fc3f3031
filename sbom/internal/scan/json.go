// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math/bits"
	"unicode/utf8"

	"github.com/kedja/kedja/diag"
)

// jsonTokens is the tokenizer of JSON (RFC 8259). It checks the grammar, and
// is lenient in what real files get wrong inside a string: bytes that are no
// UTF-8, control characters, escapes that do not exist. Those are noted.
type jsonTokens struct {
	window
	stack  []byte // the kinds of the open objects and arrays
	names  names
	expect expect
	line   int32
	said   [lenient]bool // which of the lenient notes were made
}

// expect says what may come next.
type expect uint8

const (
	wantValue   expect = iota
	wantFirst          // a value or ]
	wantName           // a name
	wantMember         // a name or }
	wantNext           // a comma or the end of the object or array
	wantNothing        // the value is complete
)

// JSON returns the tokens of a JSON text.
func JSON(src *Source) Tokens { return &jsonTokens{window: newWindow(src), names: newNames(), line: 1} }

// Next fills the batch from the text in the window; see [Tokens].
func (j *jsonTokens) Next(b *Batch) error {
	b.reset(j.hint())
	j.moved = false
	for {
		if err := j.fill(); err != nil {
			return err
		}
		b.Text = j.buf
		err := j.run(b)
		switch {
		case len(b.Tokens) > 0:
			return nil // the error is met again when the rest is asked for
		case err != nil:
			return err
		case j.expect == wantNothing:
			return j.trailing()
		case j.eof:
			return &SyntaxError{Line: int(j.line), Text: "the text ends in the middle"}
		}
		if err := j.grow(int(j.line)); err != nil {
			return err
		}
	}
}

// run appends the tokens of the window until the batch is full, the window
// ends in the middle of one, or what comes is an error. It leaves the cursor
// at the first byte that is in no token.
func (j *jsonTokens) run(b *Batch) error {
	buf := j.buf
	for len(b.Tokens) < cap(b.Tokens) && j.expect != wantNothing {
		p := j.pos
		for p < len(buf) && buf[p] <= ' ' {
			if buf[p] == '\n' {
				j.line++
			} else if buf[p] != ' ' && buf[p] != '\t' && buf[p] != '\r' {
				break
			}
			p++
		}
		j.pos = p
		if p == len(buf) {
			return nil
		}
		c := buf[p]
		ok := true
		var err error
		switch {
		case j.expect == wantNext:
			err = j.next(b, c)
		case j.expect == wantName || j.expect == wantMember:
			ok, err = j.name(b, c)
		case c == '"':
			ok = j.text(b)
		case c == '{':
			j.open(b, c, wantMember)
		case c == '[':
			j.open(b, c, wantFirst)
		case c == ']' && j.expect == wantFirst:
			j.close(b, c)
		default:
			ok, err = j.word(b, c)
		}
		if !ok || err != nil {
			return err
		}
	}
	return nil
}

// next reads what follows a value: a comma or the end of what holds it.
func (j *jsonTokens) next(b *Batch, c byte) error {
	open := j.stack[len(j.stack)-1]
	switch {
	case c == open+2: // the closing bracket of either kind
		j.close(b, c)
		return nil
	case c != ',':
		return j.syntax("%s where a comma or %q is expected", what(c), open+2)
	}
	j.pos++
	j.expect = wantValue
	if open == '{' {
		j.expect = wantName
	}
	return nil
}

func (j *jsonTokens) open(b *Batch, c byte, then expect) {
	b.add(Token{Off: uint32(j.pos), Len: 1, Line: j.line, Kind: Kind(c)})
	j.stack = append(j.stack, c)
	if c == '{' {
		j.names.open()
	}
	j.expect = then
	j.pos++
}

func (j *jsonTokens) close(b *Batch, c byte) {
	b.add(Token{Off: uint32(j.pos), Len: 1, Line: j.line, Kind: Kind(c)})
	j.stack = j.stack[:len(j.stack)-1]
	if c == '}' {
		j.names.close()
	}
	j.pos++
	j.after()
}

// after sets what may come after a whole value.
func (j *jsonTokens) after() {
	j.expect = wantNext
	if len(j.stack) == 0 {
		j.expect = wantNothing
	}
}

// name reads a name with its colon, so that a batch never ends between them.
func (j *jsonTokens) name(b *Batch, c byte) (ok bool, err error) {
	if c == '}' && j.expect == wantMember {
		j.close(b, c)
		return true, nil
	}
	if c != '"' {
		return false, j.syntax("%s where the name of a member is expected", what(c))
	}
	p := j.pos + 1
	end, flags := j.quoted(b, p)
	if end < 0 {
		return false, nil
	}
	colon, lines := end+1, int32(0)
	for colon < len(j.buf) && j.buf[colon] <= ' ' {
		if j.buf[colon] == '\n' {
			lines++
		}
		colon++
	}
	if colon == len(j.buf) && !j.eof {
		return false, nil
	}
	if colon == len(j.buf) || j.buf[colon] != ':' {
		return false, j.syntax("the name of a member without a colon after it")
	}
	if j.names.twice(j.buf[p:end], flags) {
		flags |= repeated
	}
	b.add(Token{Off: uint32(p), Len: uint32(end - p), Line: j.line, Kind: KindName, Flags: flags})
	j.line += lines + j.lines(p, end, flags)
	j.pos, j.expect = colon+1, wantValue
	return true, nil
}

// text reads a string value.
func (j *jsonTokens) text(b *Batch) (ok bool) {
	p := j.pos + 1
	end, flags := j.quoted(b, p)
	if end < 0 {
		return false
	}
	b.add(Token{Off: uint32(p), Len: uint32(end - p), Line: j.line, Kind: KindString, Flags: flags})
	j.line += j.lines(p, end, flags)
	j.pos = end + 1
	j.after()
	return true
}

// lines counts the line feeds in a string, which only a faulty one has.
func (j *jsonTokens) lines(p, end int, flags uint8) int32 {
	if flags&control == 0 {
		return 0
	}
	return int32(bytes.Count(j.buf[p:end], []byte{'\n'}))
}

// word reads a number, true, false or null.
func (j *jsonTokens) word(b *Batch, c byte) (ok bool, err error) {
	end := j.pos
	for end < len(j.buf) && inWord[j.buf[end]] {
		end++
	}
	if end == len(j.buf) && !j.eof {
		return false, nil
	}
	kind := wordKind(j.buf[j.pos:end])
	if kind == KindNone {
		if end > j.pos {
			return false, j.syntax("%q where a value is expected", clip(j.buf[j.pos:end]))
		}
		return false, j.syntax("%s where a value is expected", what(c))
	}
	b.add(Token{Off: uint32(j.pos), Len: uint32(end - j.pos), Line: j.line, Kind: kind})
	j.pos = end
	j.after()
	return true, nil
}

func (j *jsonTokens) syntax(format string, args ...any) error {
	return &SyntaxError{Line: int(j.line), Text: fmt.Sprintf(format, args...)}
}

// trailing is asked when the value is complete: it returns io.EOF when only
// white space follows.
func (j *jsonTokens) trailing() error {
	line, n := j.line, int64(0)
	for {
		for _, c := range j.buf[j.pos:] {
			if n == 0 && (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
				if c == '\n' {
					line++
				}
				continue
			}
			n++
		}
		j.pos = len(j.buf)
		if j.eof {
			break
		}
		if j.err != nil {
			return j.err
		}
		if err := j.fill(); err != nil {
			return err
		}
	}
	if n == 0 {
		return io.EOF
	}
	return &TrailingError{Line: int(line), Bytes: n}
}

const (
	invalid uint8 = 1 << 1 // Token.Flags: the text has bytes that are no UTF-8
	control uint8 = 1 << 2 // Token.Flags: the text has raw control characters

	strange uint8 = 1 << 3 // Token.Flags: the text has an escape that JSON does not know

	// repeated is the flag of a name that its object has already.
	repeated uint8 = 1 << 4

	every   = 0x0101010101010101 // eight bytes of 1
	highest = 0x80 * every
)

// quoted finds the quote that ends the string whose text begins at p, eight
// bytes at a time. It returns -1 when the window ends before.
func (j *jsonTokens) quoted(b *Batch, p int) (end int, flags uint8) {
	buf, start, seen := j.buf, p, uint64(0)
	for {
		for p+8 <= len(buf) {
			w := binary.LittleEndian.Uint64(buf[p:])
			quote, slash := w^('"'*every), w^('\\'*every)
			// The lowest bit that is set marks the first special byte: a borrow
			// makes wrong marks above a right one only.
			special := ((quote-every)&^quote | (slash-every)&^slash | (w-' '*every)&^w) & highest
			if special != 0 {
				n := bits.TrailingZeros64(special)
				seen |= w & (1<<(n&^7) - 1)
				p += n >> 3
				break
			}
			seen |= w
			p += 8
		}
		if p >= len(buf) {
			return -1, 0
		}
		switch c := buf[p]; {
		case c == '"':
			if seen&highest != 0 && !utf8.Valid(buf[start:p]) {
				flags |= invalid
			}
			j.let(b, flags)
			return p, flags
		case c == '\\':
			n := escapeLen(buf[p:])
			if n == 0 && !j.eof && p+6 > len(buf) {
				return -1, 0
			}
			flags |= Escaped
			if n == 0 {
				flags |= strange
				n = min(2, len(buf)-p)
			}
			p += n
		case c < ' ':
			flags |= control
			p++
		default:
			seen |= uint64(c)
			p++
		}
	}
}

// escapeLen returns the length of the escape that begins the text, or 0 when
// it is none or is cut off.
func escapeLen(b []byte) int {
	if len(b) < 2 {
		return 0
	}
	switch b[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		if len(b) < 6 {
			return 0
		}
		for _, c := range b[2:6] {
			if _, ok := hexDigit(c); !ok {
				return 0
			}
		}
		return 6
	}
	return 0
}

// lenientNotes are what is said of the faults that are let pass.
var lenientNotes = [lenient]struct {
	flag          uint8
	code, message string
}{
	{invalid, "sbom/invalid-utf8", "the file is not valid UTF-8 from here on; what cannot be decoded is read as U+FFFD"},
	{control, "json/control-character", "a string has a control character that JSON wants escaped; it is read as it stands, here and further on"},
	{strange, "json/escape", "a string has an escape that JSON does not know; it is read as it stands, here and further on"},
}

const lenient = 3

// let says, once for each document and fault, what was let pass in a string.
func (j *jsonTokens) let(b *Batch, flags uint8) {
	if flags&(invalid|control|strange) == 0 {
		return
	}
	for i, n := range lenientNotes {
		if flags&n.flag == 0 || j.said[i] {
			continue
		}
		j.said[i] = true
		b.Notes = append(b.Notes, diag.Diagnostic{Severity: diag.Warning, Code: n.code, Message: n.message,
			Position: diag.Position{Line: int(j.line)}, Remedy: "have the producer write valid JSON"})
	}
}
