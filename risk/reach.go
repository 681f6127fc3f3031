// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"math"

	"github.com/kedja/kedja/risk/graph"
)

// Reach counts, for each of the components (sorted indices), how many of them
// reach it over dependencies and containment, itself included: who would be
// touched if it were lost. Loops are condensed. ok is false where an exact
// count would exceed the work budget, [graph.DefaultBudget]. The estimate
// beyond it is not used: its error is a matter of chance, and the ends of an
// interval hold with certainty.
func (g *Graph) Reach(components []int32) (counts []int32, ok bool) {
	sub, err := g.induced(components)
	if err != nil {
		return nil, false
	}
	r := sub.Ancestors(graph.ReachOptions{ExactOnly: true})
	if !r.Exact {
		return nil, false
	}
	counts = make([]int32, len(components))
	for i, n := range r.Counts {
		counts[i] = int32(n)
	}
	return counts, true
}

// induced is the dependency graph among the components, numbered by their
// place in the slice.
func (g *Graph) induced(components []int32) (*graph.Graph, error) {
	const absent = math.MaxInt32
	local := make([]int32, len(g.Components)) // component → its place
	for k := range local {
		local[k] = absent
	}
	for i, k := range components {
		local[k] = int32(i)
	}
	var edges []graph.Edge
	for i, k := range components {
		for _, t := range g.Depends(g.ComponentNode(k)) {
			if c := g.ComponentIndex(Node(t)); c != None && local[c] != absent {
				edges = append(edges, graph.Edge{From: int32(i), To: local[c]})
			}
		}
	}
	return graph.New(len(components), edges)
}

// Exclusive counts the components of the product that can no longer be
// reached from it once all components of the parties are gone: what stands or
// falls with them, their own components included. gone decides by party, None
// for components that nobody is known to stand behind.
func (g *Graph) Exclusive(product int32, gone func(party int32) bool) int {
	first := int32(len(g.Assets) + len(g.Products)) // node number of component 0
	// A component is left alone from when it is reached, or found gone.
	const reached, removed = 1, 2
	state := make([]uint8, len(g.Components))
	stack := []int32{int32(g.ProductNode(product))}
	for len(stack) > 0 {
		u := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, t := range g.edges.Out(u) {
			k := t - first
			if k < 0 || state[k] != 0 {
				continue
			}
			if gone(g.Components[k].Party) {
				state[k] = removed
				continue
			}
			state[k] = reached
			stack = append(stack, t)
		}
	}
	lost := 0
	for _, k := range g.Products[product].Components {
		if state[k] != reached {
			lost++
		}
	}
	return lost
}

// Exclusives is Exclusive for several parties at once: what is lost with the
// party's own components, and with those besides that nobody is known to stand
// behind. One walk serves half as many parties as a word has bits.
func (g *Graph) Exclusives(product int32, parties []int32) (certain, possible []int) {
	certain, possible = make([]int, len(parties)), make([]int, len(parties))
	const half = 32
	for from := 0; from < len(parties); from += half {
		some := parties[from:min(from+half, len(parties))]
		masks := make([]uint64, len(g.Parties)) // in which walks the party's components are gone
		for i, p := range some {
			masks[p] = 1<<i | 1<<(half+i)
		}
		all := uint64(1)<<len(some) - 1
		reached := g.walks(product, all|all<<half, func(party int32) uint64 {
			if party == None {
				return all << half
			}
			return masks[party]
		})
		for _, k := range g.Products[product].Components {
			for i := range some {
				certain[from+i] += int(^reached[k] >> i & 1)
				possible[from+i] += int(^reached[k] >> (half + i) & 1)
			}
		}
	}
	return certain, possible
}

// walks goes from the product along dependencies many times at once: of each
// component it tells in which walks it is reached. gone says in which walks
// the components of a party are not there.
func (g *Graph) walks(product int32, all uint64, gone func(party int32) uint64) []uint64 {
	first := int32(len(g.Assets) + len(g.Products)) // node number of component 0
	reached := make([]uint64, len(g.Components))
	waiting := make([]bool, len(g.Components))
	var queue []int32
	visit := func(from int32, with uint64) {
		for _, t := range g.edges.Out(from) {
			k := t - first
			if k < 0 || with&^reached[k] == 0 {
				continue
			}
			more := with &^ reached[k] &^ gone(g.Components[k].Party)
			if reached[k] |= more; more != 0 && !waiting[k] {
				waiting[k] = true
				queue = append(queue, k)
			}
		}
	}
	visit(int32(g.ProductNode(product)), all)
	for len(queue) > 0 {
		next := queue
		queue = nil
		for _, k := range next { // in rounds, so that what comes over several ways is passed on once
			waiting[k] = false
			visit(first+k, reached[k])
		}
	}
	return reached
}

// Frontier counts, among the components of the scope, those of the parties
// and the others that directly depend on one: what would have to be touched
// to leave them.
func (g *Graph) Frontier(components []int32, theirs func(party int32) bool) (own, direct int) {
	for _, k := range components {
		if theirs(g.Components[k].Party) {
			own++
			continue
		}
		for _, t := range g.Depends(g.ComponentNode(k)) {
			if c := g.ComponentIndex(Node(t)); c != None && theirs(g.Components[c].Party) {
				direct++
				break
			}
		}
	}
	return own, direct
}
