// SPDX-License-Identifier: Apache-2.0

package scan

import "hash/maphash"

// refTable numbers reference strings: an open table of 64-bit hashes, because
// past 100 000 references a Go map of strings is what the time goes into.
//
// Equal hashes are taken for equal strings, without a look at the strings,
// which lie all over the memory. The hash is seeded anew for each document, so
// that no file can be made to collide; that two of a million references do so
// by chance has a probability of about 3e-8. The numbers are in order of
// appearance and do not depend on the seed.
type refTable struct {
	seed  maphash.Seed
	slots []refSlot // a power of two, at most half of it in use
	used  int
}

type refSlot struct {
	hash uint64
	ref  int32 // Ref plus 1; 0 is free
}

func (t *refTable) init(expected int) {
	size := 64
	for size < 2*expected {
		size *= 2
	}
	t.seed, t.slots = maphash.MakeSeed(), make([]refSlot, size)
}

// find returns the number of the name. A name that is new gets the next one.
func (t *refTable) find(name []byte) (r Ref, known bool) {
	if 2*t.used >= len(t.slots) {
		t.double()
	}
	h := maphash.Bytes(t.seed, name)
	mask := uint64(len(t.slots) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		switch s := &t.slots[i]; {
		case s.ref == 0:
			t.used++
			*s = refSlot{h, int32(t.used)}
			return Ref(t.used - 1), false
		case s.hash == h:
			return Ref(s.ref - 1), true
		}
	}
}

func (t *refTable) double() {
	old := t.slots
	t.slots = make([]refSlot, 2*len(old))
	mask := uint64(len(t.slots) - 1)
	for _, s := range old {
		if s.ref == 0 {
			continue
		}
		i := s.hash & mask
		for t.slots[i].ref != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = s
	}
}
