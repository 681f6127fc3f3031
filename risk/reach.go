// SPDX-License-Identifier: Apache-2.0

package risk

import "math/bits"

// reachBudget bounds the work of an exact reach count, in 64-bit words
// pushed along edges: some seconds on one core.
const reachBudget = 4 << 30

// blockWords is how many 64-bit words of ancestors are pushed at once; four
// measured best against cache misses.
const blockWords = 4

// Reach counts, for each of the components (sorted indices), how many of them
// reach it over dependencies and containment, itself included: who would be
// touched if it were lost. Loops are condensed. ok is false where an exact
// count would exceed the work budget.
func (g *Graph) Reach(components []int32) (counts []int32, ok bool) {
	sub := g.induced(components)
	comp, n := sub.condense()
	size := make([]int32, n)
	for _, c := range comp {
		size[c]++
	}
	dag := sub.quotient(comp, n)
	if int64(n)/(64*blockWords)*int64(len(dag.to))*blockWords > reachBudget {
		return nil, false
	}
	total := ancestors(dag, size)
	counts = make([]int32, len(components))
	for i, c := range comp {
		counts[i] = total[c]
	}
	return counts, true
}

// ancestors counts the ancestors of every node of an acyclic graph whose
// edges go from smaller to larger numbers, each weighted by its size, itself
// included.
func ancestors(dag csr, size []int32) []int32 {
	n := len(size)
	total := make([]int32, n)
	const block = 64 * blockWords
	mask := make([][blockWords]uint64, n)
	for start := 0; start < n; start += block {
		clear(mask[start:])
		var large []int // nodes of the block that stand for more than one component
		for v := start; v < min(start+block, n); v++ {
			mask[v][(v-start)/64] |= 1 << ((v - start) % 64)
			if size[v] > 1 {
				large = append(large, v)
			}
		}
		for v := start; v < n; v++ {
			m := &mask[v]
			count := 0
			for _, w := range m {
				count += bits.OnesCount64(w)
			}
			if count == 0 {
				continue
			}
			total[v] += int32(count)
			for _, u := range large {
				if m[(u-start)/64]>>((u-start)%64)&1 == 1 {
					total[v] += size[u] - 1
				}
			}
			for _, t := range dag.row(int32(v)) {
				for i := range m {
					mask[t][i] |= m[i]
				}
			}
		}
	}
	return total
}

// induced is the dependency graph among the components, numbered by their
// place in the slice.
func (g *Graph) induced(components []int32) csr {
	local := make(map[int32]int32, len(components))
	for i, k := range components {
		local[k] = int32(i)
	}
	var from, to []int32
	for i, k := range components {
		for _, t := range g.Depends(g.ComponentNode(k)) {
			if c := g.ComponentIndex(Node(t)); c != None {
				if j, ok := local[c]; ok {
					from, to = append(from, int32(i)), append(to, j)
				}
			}
		}
	}
	return newCSR(len(components), from, to)
}

// condense numbers the strongly connected components so that every edge
// between two of them goes from the smaller to the larger number (Tarjan,
// without recursion: real SBOMs are deep).
func (c *csr) condense() (component []int32, n int) {
	size := len(c.off) - 1
	component = make([]int32, size)
	index := make([]int32, size) // 0: not seen
	low := make([]int32, size)
	onStack := make([]bool, size)
	type frame struct{ v, edge int32 }
	var stack []int32
	var calls []frame
	next := int32(0)
	for root := range size {
		if index[root] != 0 {
			continue
		}
		calls = append(calls, frame{int32(root), c.off[root]})
		for len(calls) > 0 {
			f := &calls[len(calls)-1]
			v := f.v
			if f.edge == c.off[v] && index[v] == 0 {
				next++
				index[v], low[v] = next, next
				stack = append(stack, v)
				onStack[v] = true
			}
			if f.edge < c.off[v+1] {
				w := c.to[f.edge]
				f.edge++
				if index[w] == 0 {
					calls = append(calls, frame{w, c.off[w]})
				} else if onStack[w] {
					low[v] = min(low[v], index[w])
				}
				continue
			}
			if low[v] == index[v] {
				for {
					w := stack[len(stack)-1]
					stack = stack[:len(stack)-1]
					onStack[w] = false
					component[w] = int32(n)
					if w == v {
						break
					}
				}
				n++
			}
			calls = calls[:len(calls)-1]
			if len(calls) > 0 {
				u := calls[len(calls)-1].v
				low[u] = min(low[u], low[v])
			}
		}
	}
	// Tarjan finishes what is depended on first; turn the numbers round.
	for i := range component {
		component[i] = int32(n) - 1 - component[i]
	}
	return component, n
}

// quotient is the graph between the strongly connected components.
func (c *csr) quotient(component []int32, n int) csr {
	var from, to []int32
	for v := range len(c.off) - 1 {
		for _, t := range c.row(int32(v)) {
			if component[v] != component[t] {
				from, to = append(from, component[v]), append(to, component[t])
			}
		}
	}
	return newCSR(n, from, to)
}

// Exclusive counts the components of the product that can no longer be
// reached from it once all components of the parties are gone: what stands or
// falls with them, their own components included. gone decides by party, None
// for components that nobody is known to stand behind.
func (g *Graph) Exclusive(product int32, gone func(party int32) bool) int {
	p := &g.Products[product]
	seen := make(map[Node]bool, len(p.Components))
	stack := []Node{g.ProductNode(product)}
	for len(stack) > 0 {
		u := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, t := range g.Depends(u) {
			k := g.ComponentIndex(Node(t))
			if k == None || seen[Node(t)] || gone(g.Components[k].Party) {
				continue
			}
			seen[Node(t)] = true
			stack = append(stack, Node(t))
		}
	}
	lost := 0
	for _, k := range p.Components {
		if !seen[g.ComponentNode(k)] {
			lost++
		}
	}
	return lost
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
