// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"hash/maphash"
	"slices"
)

// maxNames bounds the names of one object that are compared for duplicates.
const maxNames = 256

// names tells which members of the open objects have a name twice. Names are
// compared by a 64-bit hash with a seed of its own for each document.
type names struct {
	seed    maphash.Seed
	hashes  []uint64 // of the names of all open objects
	objects []object
	plain   []byte // unescaped form of a name that needed it
}

// object is an open object: where its names begin, and a filter of them.
type object struct {
	begin  int
	filter uint64
}

func newNames() names { return names{seed: maphash.MakeSeed()} }

func (n *names) open() { n.objects = append(n.objects, object{begin: len(n.hashes)}) }

func (n *names) close() {
	last := len(n.objects) - 1
	n.hashes = n.hashes[:n.objects[last].begin]
	n.objects = n.objects[:last]
}

// twice takes the next name of the innermost object and reports whether the
// object has it already.
func (n *names) twice(text []byte, flags uint8) bool {
	if flags&Escaped != 0 {
		n.plain = unescape(n.plain[:0], text)
		text = n.plain
	}
	h := maphash.Bytes(n.seed, text)
	bit := uint64(1) << (h & 63)
	o := &n.objects[len(n.objects)-1]
	known := n.hashes[o.begin:]
	if o.filter&bit != 0 && slices.Contains(known, h) {
		return true
	}
	o.filter |= bit
	if len(known) < maxNames {
		n.hashes = append(n.hashes, h)
	}
	return false
}
