// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"fmt"
	"io"
)

// window is the part of a text that a tokenizer looks at. It moves along the
// source, so that memory does not grow with the input. What a batch was made
// of stays where it is for [AheadBatches] batches more: the window moves from
// buffer to buffer.
type window struct {
	src   *Source
	buf   []byte // what has been read and not been passed
	pos   int    // of the first byte that is in no token yet
	eof   bool   // the text ends with buf
	ring  [AheadBatches + 2][]byte
	at    int   // in the ring
	moved bool  // to a buffer that no batch refers to yet
	err   error // met behind what is in buf
}

const (
	windowBytes = 64 << 10
	batchTokens = 1024 // these and their text fit the cache of a core
)

func newWindow(src *Source) window {
	size := windowBytes
	if src.Hint > 0 {
		size = int(min(int64(size), src.Hint+1))
	}
	return window{src: src, buf: make([]byte, 0, size)}
}

// Durable marks that texts stay valid for some batches.
func (w *window) Durable() {}

// hint returns how many tokens a batch should have room for.
func (w *window) hint() int { return min(batchTokens, cap(w.buf)/8+8) }

// fill drops what was passed and reads until the window is full or the source
// ends, unless the window still holds plenty.
func (w *window) fill() error {
	if w.eof || w.err != nil || len(w.buf)-w.pos > cap(w.buf)/4 {
		return nil
	}
	return w.slide()
}

// slide drops what was passed and fills the window.
func (w *window) slide() error {
	if w.err != nil {
		return w.err
	}
	w.move(cap(w.buf))
	for len(w.buf) < cap(w.buf) {
		n, err := w.src.Read(w.buf[len(w.buf):cap(w.buf)])
		w.buf = w.buf[:len(w.buf)+n]
		if err == io.EOF {
			w.eof = true
			return nil
		}
		if w.err = err; err != nil {
			return nil // what came before is read first
		}
	}
	return nil
}

// move makes what is not passed yet the begin of the window, which has room
// for size bytes.
func (w *window) move(size int) {
	rest := w.buf[w.pos:]
	if w.moved && size <= cap(w.buf) {
		w.buf = w.buf[:copy(w.buf, rest)]
	} else {
		w.ring[w.at] = w.buf
		if !w.moved {
			w.at = (w.at + 1) % len(w.ring)
		}
		next := w.ring[w.at]
		if cap(next) < size {
			next = make([]byte, 0, size)
		}
		w.buf = append(next[:0], rest...)
	}
	w.pos, w.moved = 0, true
}

// grow makes room for a token that is longer than what the window holds.
func (w *window) grow(line int) error {
	if w.err != nil || w.pos > 0 || len(w.buf) < cap(w.buf) {
		return w.slide()
	}
	if limit := w.src.limits.StringBytes; cap(w.buf) > limit {
		return &LimitError{Line: line, What: "length of a string", Limit: int64(limit)}
	}
	w.move(2*cap(w.buf) + 64)
	return nil
}

// LimitError says which of [sbom.Limits] was gone over.
type LimitError struct {
	Line  int
	What  string
	Limit int64
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("over the limit: %s is more than %d", e.What, e.Limit)
}

// TrailingError says that something follows the end of the document.
type TrailingError struct {
	Line  int
	Bytes int64
}

func (e *TrailingError) Error() string {
	return fmt.Sprintf("%d bytes follow after the end of the document and are not read", e.Bytes)
}
