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
// hashed on the way.
type Source struct {
	Encoding string // what is undone: "UTF-8 with byte order mark", "UTF-16LE" …; "" for plain UTF-8
	Hint     int64  // size in bytes where it is known beforehand, else 0

	limits  sbom.Limits
	text    io.Reader // of the decoded text
	raw     *hashed
	started bool
	keep    bool // leave the encoding to the format
}

// Open returns the source of an input. Its size limit is checked here.
func Open(r io.Reader, limits sbom.Limits) *Source {
	s := &Source{limits: limits.WithDefaults()}
	if l, ok := r.(interface{ Len() int }); ok { // bytes.Reader, strings.Reader
		s.Hint = int64(l.Len())
	}
	s.raw = &hashed{r: r, limit: s.limits.Bytes, hash: sha256.New()}
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
	return hex.EncodeToString(s.raw.hash.Sum(nil)), s.raw.size
}

// hashed reads, counts and hashes an input.
type hashed struct {
	r     io.Reader
	limit int64
	hash  hash.Hash
	size  int64
	head  []byte // what was looked at and not handed out
	err   error  // after head
}

// Read implements [io.Reader].
func (h *hashed) Read(p []byte) (int, error) {
	if len(h.head) > 0 {
		n := copy(p, h.head)
		h.head = h.head[n:]
		return n, nil
	}
	if h.err != nil {
		return 0, h.err
	}
	n, err := h.next(p)
	h.size += int64(n)
	h.hash.Write(p[:n])
	if h.size > h.limit {
		err = &LimitError{What: "the input's number of bytes", Limit: h.limit}
	}
	h.err = err
	return n, err
}

// next keeps a reader that panics, as decompressors have done on hostile data,
// from ending the program.
func (h *hashed) next(p []byte) (n int, err error) {
	defer func() {
		if v := recover(); v != nil {
			n, err = 0, fmt.Errorf("reading the input failed: %v", v)
		}
	}()
	for range maxEmptyReads {
		if n, err = h.r.Read(p); n > 0 || err != nil {
			return n, err
		}
	}
	return 0, io.ErrNoProgress
}

const maxEmptyReads = 100

// peek returns the first bytes, of which there are at least four unless the
// input is shorter.
func (h *hashed) peek() []byte {
	head := make([]byte, 64)
	n, _ := io.ReadAtLeast(h, head, 4) // an error is met again when the head is used up
	h.head = head[:n]
	return h.head
}

func (h *hashed) skip(n int) { h.head = h.head[n:] }

func (h *hashed) drain() {
	h.head = nil
	if h.err == nil {
		_, _ = io.Copy(io.Discard, h) // what fails now concerns the digest of a faulty input
	}
}
