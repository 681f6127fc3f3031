// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"hash/maphash"
	"strings"
)

// Text stores the strings of one document close together, equal short ones
// once. A string is a view of a chunk that is never written to again, so the
// document does not keep the input alive.
type Text struct {
	chunk strings.Builder
	size  int
	seed  maphash.Seed
	met   []string // what was interned last, by its hash; a power of two
}

const (
	maxChunk    = 64 << 10
	maxInterned = 64 // longer strings hardly repeat
	maxMet      = 1 << 13
)

// NewText returns a store for the strings of an input of that many bytes.
// The number is 0 when it is not known.
func NewText(inputBytes int64) *Text {
	t := &Text{size: maxChunk, seed: maphash.MakeSeed()}
	met := maxMet
	if inputBytes > 0 {
		t.size = int(min(maxChunk, max(512, inputBytes/4)))
		for met > 64 && int64(met) > inputBytes/32 {
			met /= 2
		}
	}
	t.met = make([]string, met)
	return t
}

// Keep copies the bytes into the store.
func (t *Text) Keep(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if len(b) > t.size/4 {
		return string(b)
	}
	if t.chunk.Cap()-t.chunk.Len() < len(b) {
		t.chunk.Reset()
		t.chunk.Grow(t.size)
	}
	start := t.chunk.Len()
	t.chunk.Write(b)
	return t.chunk.String()[start:]
}

// Intern is Keep for values that are likely to repeat: of two equal values the
// second is stored again only when another with its place in the table came
// between, so that a file of distinct values costs no more than keeping them.
func (t *Text) Intern(b []byte) string {
	if len(b) > maxInterned {
		return t.Keep(b)
	}
	if len(b) == 0 {
		return ""
	}
	last := &t.met[maphash.Bytes(t.seed, b)&uint64(len(t.met)-1)]
	if *last != string(b) {
		*last = t.Keep(b)
	}
	return *last
}

// Slab hands out short slices cut from long ones: most lists of a component
// have one entry, and a heap object for each is what slows a reader.
type Slab[T any] struct{ free []T }

// One returns a slice that holds just v and has no room to grow into its
// neighbour.
func (s *Slab[T]) One(v T) []T {
	if len(s.free) == cap(s.free) {
		s.free = make([]T, 0, 256)
	}
	s.free = append(s.free, v)
	n := len(s.free)
	return s.free[n-1 : n : n]
}

// Append adds v to a list of this slab, in place when the list is the newest
// one and there is room.
func (s *Slab[T]) Append(list []T, v T) []T {
	if len(list) == 0 {
		return s.One(v)
	}
	n := len(s.free)
	if n < cap(s.free) && len(list) <= n && &list[len(list)-1] == &s.free[n-1] {
		s.free = append(s.free, v)
		return s.free[n-len(list) : n+1 : n+1]
	}
	return append(list, v)
}
