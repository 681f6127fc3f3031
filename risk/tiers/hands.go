// SPDX-License-Identifier: Apache-2.0

package tiers

import (
	"cmp"
	"slices"

	"github.com/kedja/kedja/risk/graph"
)

// Hand is a party that another's work passes, or may pass.
type Hand struct {
	Party string
	// All says that the whole of the work passes it, whatever is not known:
	// without it none is done. Touch is then 1 at both ends.
	All bool
	// Some says that a part of the work surely passes it.
	Some bool
}

// maxHands bounds the hands below all parties that are asked for.
const maxHands = 1 << 20

// Hands says through whose hands the work of each party goes, by what is
// stated alone: that a list is not complete names nobody. It answers what a
// loss of a subcontractor takes; [Chain] answers how much passes it.
type Hands struct {
	c *Chain
	// next is the last party before the end that all of the work of each party
	// passes: its dominator in the reversed graph, seen from the end.
	next []int32
	left int
}

// NewHands reads the suppliers as [New] does, and takes those that contradict
// themselves too: of a party that gives away more than the whole nothing is
// known, and of parties that pass all of their work around among themselves
// nothing is sure.
func NewHands(suppliers []Supplier) *Hands {
	c := newChain(suppliers)
	for i := range suppliers {
		if n, sum := c.node(&suppliers[i]); sum <= 1+slack {
			c.nodes[c.at[suppliers[i].ID]] = n
		}
	}
	end := int32(len(c.nodes))
	var back []graph.Edge
	for v := range c.nodes {
		n := &c.nodes[v]
		if n.sumLo < 1-slack {
			back = append(back, graph.Edge{From: end, To: int32(v)}) // it may do some itself
			continue
		}
		for _, e := range n.edges {
			if e.lo > 0 {
				back = append(back, graph.Edge{From: e.to, To: int32(v)})
			}
		}
	}
	h := &Hands{c: c, left: maxHands}
	g, err := graph.New(int(end)+1, back)
	if err != nil {
		return h // more parties than numbers: nothing is sure
	}
	h.next = g.Dominators(end)
	return h
}

// Of lists the parties below the party, sorted by id, without itself. It
// reports false where they are left out, because too many have been listed.
func (h *Hands) Of(party string) ([]Hand, bool) {
	start, ok := h.c.at[party]
	if !ok || len(h.c.nodes[start].edges) == 0 {
		return nil, true
	}
	found := map[int32]*Hand{}
	walk := func(mark func(*Hand), follows func(edge) bool) bool {
		seen := map[int32]bool{start: true}
		for queue := []int32{start}; len(queue) > 0; queue = queue[1:] {
			for _, e := range h.c.nodes[queue[0]].edges {
				if seen[e.to] || !follows(e) {
					continue
				}
				if found[e.to] == nil {
					if h.left--; h.left < 0 {
						return false
					}
					found[e.to] = &Hand{Party: h.c.ids[e.to]}
				}
				seen[e.to] = true
				mark(found[e.to])
				queue = append(queue, e.to)
			}
		}
		return true
	}
	if !walk(func(*Hand) {}, func(e edge) bool { return e.hi > 0 }) ||
		!walk(func(x *Hand) { x.Some = true }, func(e edge) bool { return e.lo > 0 }) {
		return nil, false
	}
	if h.next != nil {
		for v := h.next[start]; v >= 0 && int(v) < len(h.c.nodes); v = h.next[v] {
			found[v].All = true
		}
	}
	out := make([]Hand, 0, len(found))
	for _, x := range found {
		out = append(out, *x)
	}
	slices.SortFunc(out, func(a, b Hand) int { return cmp.Compare(a.Party, b.Party) })
	return out, true
}
