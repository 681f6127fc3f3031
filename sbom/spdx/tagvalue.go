// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"bytes"
	"io"
	"unicode/utf8"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// ReadTagValue reads an SPDX 2 document in the tag-value format; see [Read]. A
// file that follows a package is contained in it, as the specification has it.
func ReadTagValue(in io.Reader, opts Options) (*sbom.Document, diag.List, error) {
	src := scan.Open(in, opts.Limits)
	tokens := newTagValue(src, src.Hint, opts.Limits)
	b := scan.NewBuilder(src, tokens, scan.Options{File: opts.File, Limits: opts.Limits, Syntax: "tag-value"})
	r := newReader(b, "tag-value")
	r.lines = true
	return r.read()
}

// tagValue turns tag-value text into the tokens of the JSON document that says
// the same. It looks at one line, or one <text>…</text>, at a time.
//
// The buffer begins with the names of the JSON members, so that names and
// values are both views of it and nothing is copied.
type tagValue struct {
	src   io.Reader
	limit int // bytes of one value

	buf   []byte
	pos   int // of the first byte that was not looked at; never below len(nameText)
	eof   bool
	dirty bool // the text has bytes that are no UTF-8
	stuck bool // the buffer holds nothing whole
	loose bool // no </text> follows until the end
	line  int32
	tags  int // that were known
	began bool
	ended bool

	writer
}

const (
	lineWindow = 256 << 10 // bytes that are looked at in one go
	lineTokens = 4096      // in one batch
	lineRoom   = 24        // more tokens than any line makes
)

func newTagValue(src io.Reader, hint int64, limits sbom.Limits) *tagValue {
	size := int64(lineWindow)
	if hint > 0 {
		size = min(size, hint+1)
	}
	t := &tagValue{src: src, limit: limits.WithDefaults().StringBytes, line: 1, pos: len(nameText)}
	t.buf = append(make([]byte, 0, int64(len(nameText))+size), nameText...)
	return t
}

// Detached lets tokens be made beside the reader.
func (t *tagValue) Detached() {}

// Next implements [scan.Tokens].
func (t *tagValue) Next(b *scan.Batch) error {
	if cap(b.Tokens) < lineTokens {
		b.Tokens = make([]scan.Token, 0, lineTokens)
	}
	b.Tokens, b.Notes = b.Tokens[:0], b.Notes[:0]
	t.writer.batch = b
	for len(b.Tokens) == 0 {
		if t.ended {
			return io.EOF
		}
		if !t.began {
			t.began = true
			t.begin()
		}
		// The window moves only when it is nearly used up: moving it copies
		// what is left.
		if len(t.buf)-t.pos < cap(t.buf)/4 || t.stuck {
			if err := t.fill(); err != nil {
				return err
			}
		}
		t.stuck = !t.run()
		if t.eof && t.pos == len(t.buf) {
			if t.tags == 0 {
				return &scan.SyntaxError{Line: 1, Text: "no tag of SPDX stands at the begin of a line",
					Remedy: "begin each line with its tag, without indentation, as in SPDXVersion: SPDX-2.3"}
			}
			t.end()
			t.ended = true
		} else if t.stuck && t.pos == len(nameText) {
			if err := t.grow(); err != nil {
				return err
			}
		}
		b.Text = t.buf
	}
	return nil
}

// fill drops what was passed and reads until the buffer is full.
func (t *tagValue) fill() error {
	if t.eof {
		return nil
	}
	base := len(nameText)
	t.buf = t.buf[:base+copy(t.buf[base:], t.buf[t.pos:])]
	t.pos = base
	fresh := len(t.buf)
	for len(t.buf) < cap(t.buf) {
		n, err := t.src.Read(t.buf[len(t.buf):cap(t.buf)])
		t.buf = t.buf[:len(t.buf)+n]
		if err == io.EOF {
			t.eof = true
			break
		}
		if err != nil {
			return err
		}
	}
	t.dirty = t.dirty || !utf8.Valid(whole(t.buf[fresh:]))
	return nil
}

// whole returns the text without a character that its ends cut through.
func whole(b []byte) []byte {
	for i := 0; i < utf8.UTFMax && len(b) > 0 && !utf8.RuneStart(b[0]); i++ {
		b = b[1:]
	}
	for i := len(b) - 1; i >= 0 && i >= len(b)-utf8.UTFMax; i-- {
		if utf8.RuneStart(b[i]) {
			if !utf8.FullRune(b[i:]) {
				return b[:i]
			}
			break
		}
	}
	return b
}

// grow makes room for a line or text that is longer than the buffer.
func (t *tagValue) grow() error {
	if len(t.buf) < cap(t.buf) {
		return nil
	}
	if cap(t.buf) > t.limit {
		return &scan.LimitError{Line: int(t.line), What: "length of a string", Limit: int64(t.limit)}
	}
	t.buf = append(make([]byte, 0, 2*cap(t.buf)), t.buf...)
	return nil
}

// run takes lines until the batch is full or the buffer has no whole line
// left, and reports whether it passed any.
func (t *tagValue) run() (moved bool) {
	start := t.pos
	for t.pos < len(t.buf) && len(t.batch.Tokens)+lineRoom < cap(t.batch.Tokens) {
		n := bytes.IndexByte(t.buf[t.pos:], '\n')
		next := t.pos + n + 1
		if n < 0 {
			if !t.eof {
				break
			}
			n, next = len(t.buf)-t.pos, len(t.buf)
		}
		if !t.take(t.pos, t.pos+n, next) {
			break
		}
	}
	return t.pos > start
}

// take reads the line between start and end, and goes on at next. It returns
// false when a text that begins in the line does not end in the buffer.
func (t *tagValue) take(start, end, next int) bool {
	t.writer.line = t.line
	start, end = t.trim(start, end)
	if start == end || t.buf[start] == '#' {
		t.pos, t.line = next, t.line+1
		return true
	}
	colon := bytes.IndexByte(t.buf[start:end], ':')
	if colon < 0 {
		t.stray()
		t.pos, t.line = next, t.line+1
		return true
	}
	colon += start
	g := t.tag(t.buf[start:colon])
	from, to := t.trim(colon+1, end)
	if bytes.HasPrefix(t.buf[from:to], textBegin) {
		return t.text(g, from, to, next)
	}
	t.put(g, from, to)
	t.pos, t.line = next, t.line+1
	return true
}

var (
	textBegin = []byte("<text>")
	textEnd   = []byte("</text>")
)

// text reads a value in <text>…</text>, which may go over many lines.
func (t *tagValue) text(g *tag, from, to, next int) bool {
	from += len(textBegin)
	n := -1
	if !t.loose {
		n = bytes.Index(t.buf[from:], textEnd)
	}
	if n < 0 {
		if !t.eof {
			return false
		}
		t.loose = true
		t.note(diag.Error, "tag-value/text", "close it with </text>", "the text is not closed; only its first line is read")
		t.put(g, from, to)
		t.pos, t.line = next, t.line+1
		return true
	}
	to = from + n
	after := to + len(textEnd)
	stop := bytes.IndexByte(t.buf[after:], '\n')
	if stop < 0 {
		if !t.eof {
			return false
		}
		stop, next = len(t.buf)-after, len(t.buf)
	} else {
		next = after + stop + 1
	}
	lines := int32(bytes.Count(t.buf[from:to], []byte{'\n'}))
	if a, b := t.trim(after, after+stop); a < b {
		t.note(diag.Warning, "tag-value/text", "put the text on lines of its own", "%q follows the end of the text and is not read", clip(t.buf[a:b]))
	}
	t.put(g, from, t.unfold(from, to))
	t.pos, t.line = next, t.line+1+lines
	return true
}

// unfold takes the carriage returns out of a text, in place, and returns its
// new end.
func (t *tagValue) unfold(from, to int) int {
	if bytes.IndexByte(t.buf[from:to], '\r') < 0 {
		return to
	}
	out := t.buf[from:from]
	for i := from; i < to; i++ {
		if c := t.buf[i]; c != '\r' || i+1 < to && t.buf[i+1] != '\n' {
			out = append(out, c)
		}
	}
	return from + len(out)
}

// trim leaves out white space at both ends.
func (t *tagValue) trim(start, end int) (int, int) {
	for start < end && t.buf[start] <= ' ' {
		start++
	}
	for start < end && t.buf[end-1] <= ' ' {
		end--
	}
	return start, end
}

// tag looks up a tag. Case does not count, with a warning; nil is an unknown
// one.
func (t *tagValue) tag(name []byte) *tag {
	if s := &tagSlots[tagSlot(name)]; s.name == string(name) {
		t.tags++
		return s.tag
	}
	if g, ok := tags[string(name)]; ok {
		t.tags++
		return g
	}
	for len(name) > 0 && name[len(name)-1] == ' ' {
		name = name[:len(name)-1]
	}
	for spelling, g := range tags {
		if len(spelling) == len(name) && bytes.EqualFold(name, []byte(spelling)) {
			if spelling != string(name) {
				t.note(diag.Warning, "tag-value/tag", "write "+spelling, "the tag %q is read as %s", name, spelling)
			}
			t.tags++
			return g
		}
	}
	if bytes.IndexByte(name, ' ') >= 0 {
		t.stray()
		return nil
	}
	t.note(diag.Info, "tag-value/tag", "check the spelling", "SPDX 2 has no tag %q; it is not read", clip(name))
	return nil
}

// stray notes a line that is neither a tag nor a comment.
func (t *tagValue) stray() {
	t.note(diag.Warning, "tag-value/line", "enclose a value of several lines in <text> and </text>",
		"the line has no tag; it is not read")
}

func (t *tagValue) note(sev diag.Severity, code, remedy, format string, args ...any) {
	t.writer.note(sev, code, remedy, format, args...)
}

// clip shortens a text for a message.
func clip(b []byte) []byte {
	const most = 60
	if len(b) <= most {
		return b
	}
	return bytes.ToValidUTF8(b[:most], nil)
}
