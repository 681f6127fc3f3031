// SPDX-License-Identifier: Apache-2.0

package scan

import "hash/maphash"

// refTable numbers reference strings: an open table of 32-bit tags, because
// past 100 000 references a Go map of strings is what the time goes into. The
// hash is seeded anew for each document, so that no file can be made to
// collide; the numbers are in order of appearance and do not depend on it.
type refTable struct {
	seed  maphash.Seed
	slots []refSlot // a power of two, at most half of it in use
	used  int
}

type refSlot struct {
	tag uint32 // of the hash, for comparing before the string is touched
	ref int32  // Ref plus 1; 0 is free
}

func (t *refTable) init(expected int) {
	size := 64
	for size < 2*expected {
		size *= 2
	}
	t.seed, t.slots = maphash.MakeSeed(), make([]refSlot, size)
}

// find returns the number of the name. A name that is new gets the next one,
// len(names), under which the caller must append it.
func (t *refTable) find(name []byte, names []string) (r Ref, known bool) {
	if 2*t.used >= len(t.slots) {
		t.double(names)
	}
	h := maphash.Bytes(t.seed, name)
	mask, tag := uint64(len(t.slots)-1), uint32(h>>32)
	for i := h & mask; ; i = (i + 1) & mask {
		switch s := &t.slots[i]; {
		case s.ref == 0:
			*s = refSlot{tag, int32(len(names)) + 1}
			t.used++
			return Ref(len(names)), false
		case s.tag == tag && names[s.ref-1] == string(name):
			return Ref(s.ref - 1), true
		}
	}
}

func (t *refTable) double(names []string) {
	old := t.slots
	t.slots = make([]refSlot, 2*len(old))
	mask := uint64(len(t.slots) - 1)
	for _, s := range old {
		if s.ref == 0 {
			continue
		}
		i := maphash.String(t.seed, names[s.ref-1]) & mask
		for t.slots[i].ref != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = s
	}
}
