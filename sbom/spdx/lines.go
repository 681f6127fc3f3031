// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"bytes"
	"io"

	"github.com/kedja/kedja/sbom/internal/scan"
)

// lines reads a text line by line through a window.
type lines struct {
	src   io.Reader
	limit int // bytes of one line
	buf   []byte
	pos   int // of the next line
	eof   bool
	err   error // what ended the reading before the end

	cur  []byte // a copy of the current line, without its end
	line int32  // its number, from 1
}

const minLine = 64 << 10

func newLines(src io.Reader, limit int) *lines {
	return &lines{src: src, limit: limit, buf: make([]byte, 0, minLine)}
}

// peek returns the next line without passing it. It is valid until the next
// call.
func (l *lines) peek() (line []byte, ok bool) {
	line, _, ok = l.find()
	return line, ok
}

// advance makes the next line the current one.
func (l *lines) advance() bool {
	line, size, ok := l.find()
	if !ok {
		return false
	}
	l.cur = append(l.cur[:0], line...)
	l.pos += size
	l.line++
	return true
}

// find returns the next line and its size with its end.
func (l *lines) find() (line []byte, size int, ok bool) {
	seen := 0
	for l.err == nil {
		rest := l.buf[l.pos:]
		if n := bytes.IndexByte(rest[seen:], '\n'); n >= 0 {
			n += seen
			return bytes.TrimSuffix(rest[:n], []byte{'\r'}), n + 1, true
		}
		if l.eof {
			return rest, len(rest), len(rest) > 0
		}
		seen = len(rest)
		l.fill()
	}
	return nil, 0, false
}

func (l *lines) fill() {
	l.buf = l.buf[:copy(l.buf, l.buf[l.pos:])]
	l.pos = 0
	if len(l.buf) == cap(l.buf) {
		if cap(l.buf) > l.limit {
			l.err = &scan.LimitError{Line: int(l.line) + 1, What: "length of a line", Limit: int64(l.limit)}
			return
		}
		l.buf = append(make([]byte, 0, 2*cap(l.buf)), l.buf...)
	}
	n, err := l.src.Read(l.buf[len(l.buf):cap(l.buf)])
	l.buf = l.buf[:len(l.buf)+n]
	switch {
	case err == io.EOF:
		l.eof = true
	case err != nil:
		l.err = err
	}
}
