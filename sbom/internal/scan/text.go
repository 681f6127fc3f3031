// SPDX-License-Identifier: Apache-2.0

package scan

import "strings"

// Text stores the strings of one document close together, equal short ones
// once. A string is a view of a chunk that is never written to again, so the
// document does not keep the input alive.
type Text struct {
	chunk strings.Builder
	size  int
	table map[string]string
	last  [256]string // what was interned last, by a cheap hash
}

const (
	maxChunk    = 64 << 10
	maxInterned = 64      // longer strings hardly repeat
	maxTable    = 1 << 16 // bounds the table of a file made of distinct values
)

// NewText returns a store for the strings of an input of that many bytes.
// The number is 0 when it is not known.
func NewText(inputBytes int64) *Text {
	t := &Text{size: maxChunk, table: make(map[string]string, 64)}
	if inputBytes > 0 {
		t.size = int(min(maxChunk, max(512, inputBytes/4)))
	}
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

// Intern is Keep for values that are likely to repeat.
func (t *Text) Intern(b []byte) string {
	if len(b) > maxInterned {
		return t.Keep(b)
	}
	if len(b) == 0 {
		return ""
	}
	last := &t.last[(uint(b[0])*31^uint(b[len(b)-1])*7^uint(b[len(b)/2])*3^uint(len(b)))&255]
	if *last == string(b) {
		return *last
	}
	s, ok := t.table[string(b)]
	if !ok {
		s = t.Keep(b)
		if len(t.table) < maxTable {
			t.table[s] = s
		}
	}
	*last = s
	return s
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
