// SPDX-License-Identifier: Apache-2.0

package resilience

import (
	"encoding/binary"
	"slices"
)

// keyClass is the keys that remove the same leaves, surely and possibly.
// They can stand for one another everywhere, so the search runs over classes
// and names the keys at the end.
type keyClass struct {
	keys     []string // rising
	certain  []int32  // leaves, rising
	possible []int32  // leaves, rising; the certain ones too
}

// keyClasses are the classes in the order of their smallest key.
func (s *System) keyClasses() []keyClass {
	byKey := map[string]*keyClass{}
	var keys []string
	at := func(key string) *keyClass {
		c, ok := byKey[key]
		if !ok {
			c = &keyClass{}
			byKey[key] = c
			keys = append(keys, key)
		}
		return c
	}
	add := func(list *[]int32, leaf int) {
		if n := len(*list); n == 0 || (*list)[n-1] != int32(leaf) {
			*list = append(*list, int32(leaf))
		}
	}
	for l, leaf := range s.Leaves {
		for _, k := range leaf.Certain {
			c := at(k)
			add(&c.certain, l)
			add(&c.possible, l)
		}
		for _, k := range leaf.Possible {
			add(&at(k).possible, l)
		}
	}
	slices.Sort(keys)
	var out []keyClass
	seen := map[string]int{}
	for _, k := range keys {
		c := byKey[k]
		id := signature(c.certain) + "|" + signature(c.possible)
		i, ok := seen[id]
		if !ok {
			i = len(out)
			seen[id] = i
			out = append(out, *c)
		}
		out[i].keys = append(out[i].keys, k)
	}
	return out
}

// signature is a map key for a list of leaves.
func signature(leaves []int32) string {
	b := make([]byte, 0, 4*len(leaves))
	for _, l := range leaves {
		b = binary.LittleEndian.AppendUint32(b, uint32(l))
	}
	return string(b)
}

// anyKeyLeaves are the leaves behind which anybody may stand.
func (s *System) anyKeyLeaves() []int32 {
	var out []int32
	for l, leaf := range s.Leaves {
		if leaf.AnyKey {
			out = append(out, int32(l))
		}
	}
	return out
}
