// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"slices"
	"unsafe"
)

// packed is a record as it waits for the others: one run of bytes, a third of
// what its texts and lists take, of which the garbage collector follows one
// pointer instead of twenty.
type packed struct {
	id, modified string // part of the bytes
	withdrawn    bool
	bytes        []byte // as an index has it, with texts in place of references
}

// unpacker reads packed records.
var unpacker = &Index{packed: true}

// packer packs records; each goroutine has one.
type packer struct {
	encoder encoder
	chunk   []byte // what is left of it
}

// chunkBytes is how much memory is taken at once. A record that does not fit
// into what is left of a chunk gets memory of its own where it is large.
const (
	chunkBytes = 64 << 10
	largeBytes = 4 << 10
)

func (p *packer) pack(rec *record) *packed {
	e := &p.encoder
	e.out = e.out[:0]
	e.record(rec, nil, 0)
	for i := range rec.affected {
		e.entry(&rec.affected[i])
	}
	n := len(e.out)
	switch {
	case n <= len(p.chunk):
	case n > largeBytes:
		return view(slices.Clone(e.out))
	default:
		p.chunk = make([]byte, chunkBytes)
	}
	own := p.chunk[:n:n]
	p.chunk = p.chunk[n:]
	copy(own, e.out)
	return view(own)
}

func view(bytes []byte) *packed {
	h, _ := unpacker.head(cursor{rest: bytes})
	return &packed{id: h.id, modified: h.modified, withdrawn: h.withdrawn != "", bytes: bytes}
}

// unpack reads a record into memory that is used again. Its texts are part of
// the packed bytes.
func (p *packed) unpack(into *record) {
	h, c := unpacker.head(cursor{rest: p.bytes})
	list := into.affected
	*into = h.record
	into.affected = slices.Grow(list[:0], h.entries)[:h.entries]
	for i := range into.affected {
		unpacker.entry(&c, &into.affected[i])
	}
}

// aliases returns the other names that a record has.
func (p *packed) aliases() []string {
	h, _ := unpacker.head(cursor{rest: p.bytes})
	return h.aliases
}

// view reads a text without copying it.
func (c *cursor) view() string {
	n := c.count()
	if n == 0 {
		return ""
	}
	s := unsafe.String(&c.rest[0], n) // packed bytes never change
	c.rest = c.rest[n:]
	return s
}
