// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"encoding/binary"
	"hash/maphash"
)

// directory finds packages by their names faster than a search of the sorted
// table does, and tells of most names at a glance that no record has them. To
// make it takes a look at every package there is.
type directory struct {
	seed  maphash.Seed
	bits  []uint64 // a filter of names; a power of two
	slots []uint32 // rows of the table of packages from 1, by their names; 0 is free; a power of two, half of it free or more
}

// newDirectory makes an empty one for so many packages.
func newDirectory(packages int) *directory {
	words := 64
	for words*4 < packages { // 16 bits or more for each: of 100 that are not in the set, it misses one or two
		words *= 2
	}
	slots := 64
	for slots < 2*packages {
		slots *= 2
	}
	return &directory{seed: maphash.MakeSeed(), bits: make([]uint64, words), slots: make([]uint32, slots)}
}

// place is where a name has its two bits.
func (d *directory) place(hash uint64) (word, bits uint64) {
	return hash >> 12 & uint64(len(d.bits)-1), 1<<(hash&63) | 1<<(hash>>6&63)
}

// has reports whether a package may have the name.
func (d *directory) has(name string) bool {
	word, bits := d.place(maphash.String(d.seed, name))
	return d.bits[word]&bits == bits
}

// add adds a package in a row of the table. Packages of several ecosystems may
// have one name.
func (d *directory) add(row int, name string) {
	hash := maphash.String(d.seed, name)
	word, bits := d.place(hash)
	d.bits[word] |= bits
	mask := uint64(len(d.slots) - 1)
	at := hash >> 12 & mask
	for d.slots[at] != 0 {
		at = (at + 1) & mask
	}
	d.slots[at] = uint32(row) + 1
}

// row finds the row of a package.
func (d *directory) row(x *Index, ecosystem uint32, name string) (row []byte, found bool) {
	table := x.sections[sectionPackages]
	mask := uint64(len(d.slots) - 1)
	for at := maphash.String(d.seed, name) >> 12 & mask; d.slots[at] != 0; at = (at + 1) & mask {
		row = table[int(d.slots[at]-1)*packageBytes:][:packageBytes]
		if binary.LittleEndian.Uint32(row) != ecosystem {
			continue
		}
		if text, _ := x.text(binary.LittleEndian.Uint32(row[4:])); text == name {
			return row, true
		}
	}
	return nil, false
}

// loadDirectory makes a directory of all packages.
func (x *Index) loadDirectory() *directory {
	table := x.sections[sectionPackages]
	d := newDirectory(len(table) / packageBytes)
	for i := range len(table) / packageBytes {
		if name, ok := x.text(binary.LittleEndian.Uint32(table[i*packageBytes+4:])); ok {
			d.add(i, name)
		}
	}
	return d
}
