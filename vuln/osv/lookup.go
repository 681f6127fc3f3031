// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sort"
	"unsafe"

	"github.com/kedja/kedja/vuln/osv/internal/affected"
)

// The sizes of entries of the sections of fixed width.
const (
	packageBytes = 16
	postingBytes = 8
)

// text returns a text by its number. It is part of the mapped file: what
// leaves the package is cloned.
func (x *Index) text(ref uint32) (string, bool) {
	from, ok := fixed(x.sections[sectionOffsets], ref)
	to, ok2 := fixed(x.sections[sectionOffsets], ref+1)
	texts := x.sections[sectionTexts]
	if !ok || !ok2 || ref+1 == 0 || from > to || uint64(to) > uint64(len(texts)) {
		return "", false
	}
	if from == to {
		return "", true
	}
	// Millions of versions are looked at and very few kept, so nothing is
	// copied; the memory is read-only and outlives every use inside.
	return unsafe.String(&texts[from], int(to-from)), true
}

// ref reads the number of a text and returns the text.
func (x *Index) ref(c *cursor) string {
	if x.packed {
		return c.view()
	}
	v := c.uvarint()
	s, ok := x.text(uint32(v))
	if !ok || v != uint64(uint32(v)) {
		c.fail()
	}
	return s
}

// refOf finds the number of a text.
func (x *Index) refOf(s string) (uint32, bool) {
	n := max(0, len(x.sections[sectionOffsets])/4-1)
	i, found := sort.Find(n, func(i int) int {
		t, _ := x.text(uint32(i))
		return cmp.Compare(s, t)
	})
	return uint32(i), found
}

// search finds the row of a package in the table of packages.
func (x *Index) search(eco uint32, name string) (row []byte, found bool) {
	table := x.sections[sectionPackages]
	key, ok := x.refOf(name)
	if !ok {
		return nil, false
	}
	i, found := sort.Find(len(table)/packageBytes, func(i int) int {
		row := table[i*packageBytes:]
		return cmp.Or(cmp.Compare(eco, binary.LittleEndian.Uint32(row)), cmp.Compare(key, binary.LittleEndian.Uint32(row[4:])))
	})
	if !found {
		return nil, false
	}
	return table[i*packageBytes:][:packageBytes], true
}

// postings are the entries about the package of a row.
func (x *Index) postings(row []byte) ([]byte, error) {
	first, count := uint64(binary.LittleEndian.Uint32(row[8:])), uint64(binary.LittleEndian.Uint32(row[12:]))
	list := x.sections[sectionPostings]
	if (first+count)*postingBytes > uint64(len(list)) {
		return nil, errDamaged
	}
	return list[first*postingBytes : (first+count)*postingBytes], nil
}

// entry reads what a record says of one package into e, whose memory is used
// again.
func (x *Index) entry(c *cursor, e *entry) {
	e.ecosystem, e.name = x.ref(c), x.ref(c)
	n := c.count()
	e.Ranges = slices.Grow(e.Ranges[:0], n)[:n]
	for i := range e.Ranges {
		r := &e.Ranges[i]
		kind := c.number()
		r.Type, r.Sorted, r.Repo = affected.RangeType(kind>>1), kind&1 == 1, ""
		if r.Type == affected.GitRange {
			r.Repo = x.ref(c)
		}
		events := c.count()
		r.Events = slices.Grow(r.Events[:0], events)
		for range events {
			r.Events = append(r.Events, affected.Event{Kind: affected.EventKind(c.byte()), Version: x.ref(c)})
		}
	}
	e.Versions = x.refList(c, e.Versions[:0])
	e.severities = x.ratings(c, e.severities[:0])
	e.word = x.ref(c)
}

func (x *Index) refList(c *cursor, out []string) []string {
	n := c.count()
	out = slices.Grow(out, n)
	for range n {
		out = append(out, x.ref(c))
	}
	return out
}

func (x *Index) ratings(c *cursor, out []rating) []rating {
	for range c.count() {
		out = append(out, rating{kind: x.ref(c), score: x.ref(c)})
	}
	return out
}

// head is a record without its entries.
type head struct {
	record
	known   []string // names that other records give it
	entries int
}

// record reads a record up to its entries; c is where these begin.
func (x *Index) record(i uint32) (h head, c cursor) {
	at, ok := fixed(x.sections[sectionStarts], i)
	if records := x.sections[sectionRecords]; ok && uint64(at) < uint64(len(records)) {
		c.rest = records[at:]
	}
	return x.head(c)
}

// head reads a record up to its entries.
func (x *Index) head(c cursor) (head, cursor) {
	var h head
	h.id = x.ref(&c)
	text := c.inline
	if x.packed {
		text = c.view
	}
	h.published, h.modified, h.withdrawn, h.summary = text(), text(), text(), text()
	h.aliases = x.refList(&c, nil)
	h.upstream = x.refList(&c, nil)
	h.known = x.refList(&c, nil)
	h.severities = x.ratings(&c, nil)
	h.word = x.ref(&c)
	c.number() // the source
	h.entries = c.count()
	return h, c
}
