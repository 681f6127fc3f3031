// SPDX-License-Identifier: Apache-2.0

package resilience

import (
	"math/bits"
	"slices"
)

// Blast is what a compromise of one source could reach.
type Blast struct {
	Counted int   // how many of the nodes that count
	Listed  []int // those of the nodes to be listed, rising
}

// Blasts works out for every source how far its compromise could reach: a
// node could be reached if it is one of the source's own, or if anything that
// it depends on could be. Redundancy does not help, and an alternative that
// is added can only make the reach larger.
//
// depends[v] are the nodes that v depends on; sources[i] the nodes that the
// i-th source holds or has access to; counted and listed choose the nodes
// that the answer counts and lists. Nodes out of range are left out.
//
// Loops are condensed. The sources run through the graph 256 at a time, one
// bit each, so that the work is that of some passes over the edges.
func Blasts(depends [][]int, sources [][]int, counted, listed func(node int) bool) []Blast {
	depends = inRange(depends, len(depends))
	loops := components(depends)
	b := blaster{
		depends: depends, loops: loops, size: make([]int32, len(loops.members)),
		listed: make([][]int, len(loops.members)), mask: make([]bitBlock, len(loops.members)),
	}
	for c, members := range loops.members {
		for _, v := range members {
			if counted(v) {
				b.size[c]++
			}
			if listed(v) {
				b.listed[c] = append(b.listed[c], v)
			}
		}
	}
	out := make([]Blast, len(sources))
	for start := 0; start < len(sources); start += blockBits {
		end := min(start+blockBits, len(sources))
		b.block(sources[start:end], out[start:end])
	}
	for i := range out {
		slices.Sort(out[i].Listed)
	}
	return out
}

// bitBlock holds one bit for each of the sources that run together; four
// words are one half of a cache line.
type bitBlock [4]uint64

const blockBits = 64 * len(bitBlock{})

type blaster struct {
	depends [][]int
	loops   partition
	size    []int32 // by component: how many of its nodes count
	listed  [][]int // by component
	mask    []bitBlock
}

func (b *blaster) block(sources [][]int, out []Blast) {
	clear(b.mask)
	for i, nodes := range sources {
		for _, v := range nodes {
			if v >= 0 && v < len(b.depends) {
				b.mask[b.loops.of[v]][i/64] |= 1 << (i % 64)
			}
		}
	}
	var tally [len(bitBlock{})]counter
	// What a component depends on stands before it.
	for c, members := range b.loops.members {
		m := &b.mask[c]
		for _, v := range members {
			for _, t := range b.depends[v] {
				for w, word := range b.mask[b.loops.of[t]] {
					m[w] |= word
				}
			}
		}
		for w, word := range m {
			if word == 0 {
				continue
			}
			tally[w].add(word, b.size[c])
			if len(b.listed[c]) == 0 {
				continue
			}
			for ; word != 0; word &= word - 1 {
				i := 64*w + bits.TrailingZeros64(word)
				out[i].Listed = append(out[i].Listed, b.listed[c]...)
			}
		}
	}
	for i := range out {
		out[i].Counted = tally[i/64].of(i % 64)
	}
}

// counter is 64 counters, written as binary digits across words: adding one
// to some of them carries through few words (vertical counters).
type counter [32]uint64

// add adds n to the counters whose bits are set.
func (c *counter) add(word uint64, n int32) {
	for digit := 0; n>>digit != 0; digit++ {
		if n>>digit&1 == 0 {
			continue
		}
		carry := word
		for d := digit; carry != 0 && d < len(c); d++ {
			c[d], carry = c[d]^carry, c[d]&carry
		}
	}
}

// of reads one counter.
func (c *counter) of(i int) int {
	n := 0
	for d, word := range c {
		n |= int(word>>i&1) << d
	}
	return n
}

// inRange drops edges that lead nowhere.
func inRange(edges [][]int, n int) [][]int {
	bad := func(t int) bool { return t < 0 || t >= n }
	out := edges
	for v, row := range edges {
		if slices.ContainsFunc(row, bad) {
			if &out[0] == &edges[0] {
				out = slices.Clone(edges)
			}
			out[v] = slices.DeleteFunc(slices.Clone(row), bad)
		}
	}
	return out
}
