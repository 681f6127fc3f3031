// SPDX-License-Identifier: Apache-2.0

// Package scan is what the readers of the SBOM dialects share: decoding of
// text, a tolerant stream of JSON values over the tokens of any
// serialization, storage of strings, collection of diagnostics, resolution of
// references and the checks of values (purl, licence, hash) that every
// dialect knows.
package scan

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/kedja/kedja/sbom"
)

// Source is an input as UTF-8 text, read once from its begin to its end and
// hashed on the way. Reading and hashing run ahead of the caller, on a
// goroutine that ends with [Source.Close].
type Source struct {
	Encoding string // what is undone: "UTF-8 with byte order mark", "UTF-16LE" …; "" for plain UTF-8
	Hint     int64  // size in bytes where it is known beforehand, else 0

	limits  sbom.Limits
	text    io.Reader // of the decoded text
	raw     *readahead
	started bool
	keep    bool // leave the encoding to the format
}

// Open returns the source of an input. Its size limit is checked here.
func Open(r io.Reader, limits sbom.Limits) *Source {
	s := &Source{limits: limits.WithDefaults()}
	if l, ok := r.(interface{ Len() int }); ok { // bytes.Reader, strings.Reader
		s.Hint = int64(l.Len())
	}
	s.raw = newReadahead(r, s.limits.Bytes, s.Hint)
	return s
}

// OpenRaw is Open for formats that say their encoding themselves.
func OpenRaw(r io.Reader, limits sbom.Limits) *Source {
	s := Open(r, limits)
	s.keep = true
	return s
}

// Read implements [io.Reader].
func (s *Source) Read(p []byte) (int, error) {
	if !s.started {
		s.started = true
		s.decode()
	}
	return s.text.Read(p)
}

// decode looks at the first bytes for what has to be undone.
func (s *Source) decode() {
	s.text = s.raw
	if s.keep {
		return
	}
	head := s.raw.peek()
	skip := 0
	if s.Encoding, skip = encodingOf(head); s.Encoding == "" {
		return
	}
	s.raw.skip(skip)
	switch s.Encoding {
	case "UTF-16LE":
		s.text = transform.NewReader(s.raw, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder())
	case "UTF-16BE":
		s.text = transform.NewReader(s.raw, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder())
	}
}

// encodingOf names the encoding that the first bytes tell, and how many of
// them are the mark that tells it.
func encodingOf(b []byte) (name string, mark int) {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return "UTF-8 with byte order mark", 3
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return "UTF-16LE", 2
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return "UTF-16BE", 2
	case len(b) > 3 && b[0] != 0 && b[1] == 0 && b[2] != 0 && b[3] == 0:
		return "UTF-16LE", 0
	case len(b) > 3 && b[0] == 0 && b[1] != 0 && b[2] == 0 && b[3] != 0:
		return "UTF-16BE", 0
	}
	return "", 0
}

// Decode turns the first bytes of an input into plain UTF-8, for detection.
func Decode(raw []byte) (text []byte, encoding string) {
	encoding, mark := encodingOf(raw)
	raw = raw[mark:]
	order := unicode.BigEndian
	switch encoding {
	case "", "UTF-8 with byte order mark":
		return raw, encoding
	case "UTF-16LE":
		order = unicode.LittleEndian
	}
	text, err := unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Bytes(raw)
	if err != nil {
		return raw, encoding // no input makes this decoder fail
	}
	return text, encoding
}

// Close ends the reading; what is left is read first, for the digest, unless
// the reading failed. It returns the digest and the size of the input.
func (s *Source) Close(failed bool) (sum string, size int64) {
	if !failed {
		s.raw.drain()
	}
	return s.raw.close()
}

// readahead reads and hashes blocks before they are asked for.
type readahead struct {
	r     io.Reader
	limit int64
	hash  hash.Hash
	size  int64

	free, full chan *chunk
	stop, done chan struct{}
	now        *chunk // being handed out
	err        error  // after the last block
}

type chunk struct {
	room, data []byte
	err        error
}

const readBlock = 128 << 10

func newReadahead(r io.Reader, limit, hint int64) *readahead {
	a := &readahead{r: r, limit: limit, hash: sha256.New(),
		free: make(chan *chunk, 3), full: make(chan *chunk, 3), stop: make(chan struct{}), done: make(chan struct{})}
	size := int64(readBlock)
	if hint > 0 {
		size = min(size, hint+1)
	}
	for range cap(a.free) {
		a.free <- &chunk{room: make([]byte, size)}
	}
	go a.run()
	return a
}

func (a *readahead) run() {
	defer close(a.done)
	for {
		select {
		case <-a.stop:
			return
		case c := <-a.free:
			n, err := a.read(c.room)
			a.size += int64(n)
			a.hash.Write(c.room[:n])
			if a.size > a.limit {
				err = &LimitError{What: "the input's number of bytes", Limit: a.limit}
			}
			c.data, c.err = c.room[:n], err
			a.full <- c // has room for every block there is
			if err != nil {
				return
			}
		}
	}
}

// read keeps a reader that panics, as decompressors have done on hostile
// data, from ending the process.
func (a *readahead) read(p []byte) (n int, err error) {
	defer func() {
		if v := recover(); v != nil {
			n, err = 0, fmt.Errorf("reading the input failed: %v", v)
		}
	}()
	// The first bytes tell the encoding, so a block has at least some.
	if n, err = io.ReadAtLeast(a.r, p, min(4, len(p))); err == io.ErrUnexpectedEOF && n > 0 {
		return n, nil // the end is met again
	}
	return n, err
}

// block makes the current block one with bytes left, or returns the error
// after the last one.
func (a *readahead) block() error {
	for a.err == nil && (a.now == nil || len(a.now.data) == 0) {
		if a.now != nil {
			a.err = a.now.err
			a.free <- a.now
			a.now = nil
			continue
		}
		a.now = <-a.full
	}
	return a.err
}

func (a *readahead) Read(p []byte) (int, error) {
	if err := a.block(); err != nil {
		return 0, err
	}
	n := copy(p, a.now.data)
	a.now.data = a.now.data[n:]
	return n, nil
}

// peek returns what the first block holds.
func (a *readahead) peek() []byte {
	if a.block() != nil {
		return nil
	}
	return a.now.data
}

func (a *readahead) skip(n int) {
	if a.now != nil {
		a.now.data = a.now.data[n:]
	}
}

func (a *readahead) drain() {
	for a.block() == nil {
		a.now.data = nil
	}
}

func (a *readahead) close() (sum string, size int64) {
	close(a.stop)
	<-a.done
	return hex.EncodeToString(a.hash.Sum(nil)), a.size
}
