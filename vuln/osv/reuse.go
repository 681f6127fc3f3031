// SPDX-License-Identifier: Apache-2.0

package osv

// itemKey tells texts apart as a zip's directory does, without unpacking them.
type itemKey struct {
	name string
	crc  uint32
	size uint64
}

// loadItems reads which texts gave which records.
func (x *Index) loadItems() map[itemKey]uint32 {
	out := map[itemKey]uint32{}
	c := cursor{rest: x.sections[sectionItems]}
	for {
		at := c.uvarint()
		if at == 0 || c.bad {
			return out
		}
		var key itemKey
		if c.uvarint() == 0 {
			start, _ := fixed(x.sections[sectionStarts], uint32(at-1))
			inside := cursor{rest: x.sections[sectionRecords]}
			inside.rest = inside.rest[min(uint64(start), uint64(len(inside.rest))):]
			key.name = x.ref(&inside) + ".json"
		} else {
			key.name = c.inline()
		}
		key.crc, key.size = c.uint32(), c.uvarint()
		if !c.bad {
			out[key] = uint32(at - 1)
		}
	}
}

// reuse returns the record that the same text gave before, nil if none did. Its
// texts are part of the mapped file, which stays open while an index is built.
func (x *Index) reuse(it *item) *record {
	if x == nil || x.sections == nil {
		return nil
	}
	at, ok := x.reusable()[itemKey{it.name, it.crc, it.size}]
	if !ok {
		return nil
	}
	h, c := x.record(at)
	rec := h.record
	for range h.entries {
		var e entry
		x.entry(&c, &e)
		rec.affected = append(rec.affected, e)
	}
	if c.bad {
		return nil // it is parsed again
	}
	return &rec
}
