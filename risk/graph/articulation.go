// SPDX-License-Identifier: Apache-2.0

package graph

// Articulation lists, in rising order, the nodes whose removal leaves more
// connected parts than there were, the direction of edges disregarded
// (Hopcroft and Tarjan 1973).
func (g *Graph) Articulation() []int32 {
	n := int32(g.Len())
	// low[v] is the least visit number that v's part of the search tree
	// touches; a node is a cut between its parent and itself where that is not
	// above the parent. The edge back to the parent itself changes nothing in
	// that comparison.
	seen, low := make([]int32, n), make([]int32, n)
	cut := make([]bool, n)
	type visit struct{ v, edge int32 }
	var calls []visit
	next := int32(1)
	for root := range n {
		if seen[root] != 0 {
			continue
		}
		seen[root], low[root] = next, next
		next++
		branches := 0
		calls = append(calls, visit{root, 0})
		for len(calls) > 0 {
			f := &calls[len(calls)-1]
			if w, ok := g.unseenAround(f.v, &f.edge, &low[f.v], seen); ok {
				seen[w], low[w] = next, next
				next++
				calls = append(calls, visit{w, 0})
				continue
			}
			v := f.v
			calls = calls[:len(calls)-1]
			if len(calls) == 0 {
				continue
			}
			u := calls[len(calls)-1].v
			low[u] = min(low[u], low[v])
			if u == root {
				branches++
			} else if low[v] >= seen[u] {
				cut[u] = true
			}
		}
		cut[root] = branches > 1
	}
	var out []int32
	for v, yes := range cut {
		if yes {
			out = append(out, int32(v))
		}
	}
	return out
}

// unseenAround goes on with v's edges, those out of it first, and returns
// the first neighbour that has no visit number yet; it lowers *low to the
// least one met.
func (g *Graph) unseenAround(v int32, edge, low *int32, seen []int32) (int32, bool) {
	out, in := g.out.row(v), g.in.row(v)
	e, least := *edge, *low
	defer func() { *edge, *low = e, least }()
	for ; int(e) < len(out)+len(in); e++ {
		w := int32(0)
		if int(e) < len(out) {
			w = out[e]
		} else {
			w = in[int(e)-len(out)]
		}
		if seen[w] == 0 {
			e++
			return w, true
		}
		least = min(least, seen[w])
	}
	return 0, false
}
