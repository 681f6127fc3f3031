// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"math"
	"math/bits"
	"sync"
)

// BetweennessOptions says from how many nodes to search.
type BetweennessOptions struct {
	// Pivots is the number of nodes to search from; 0, and as many as there
	// are, is all of them: the exact values, in time nodes × edges.
	Pivots int
	// Seed decides which pivots are drawn. The same seed draws the same.
	Seed uint64
}

// Betweenness holds, for every node v, the sum over all ordered pairs (s, t)
// of other nodes of the share of the shortest paths from s to t that pass v;
// it is not normalised: divide by (n−1)·(n−2) for a number up to 1.
type Betweenness struct {
	Values []float64
	Exact  bool
	Pivots int    // searched from
	Seed   uint64 // of the draw
	// Error bounds |value − exact value| of all nodes at once with a chance of
	// 95 %; 0 where exact. With k of n pivots drawn without replacement it is
	// n·(n−2)·√(ln(2n/0.05) / 2k): the inequality of Hoeffding 1963 (sections
	// 2 and 6) as Brandes and Pich 2007 apply it, each pivot giving a node
	// between 0 and n−2, and a twentieth of doubt shared among the n nodes. It
	// supposes nothing of the graph, and most values are far closer.
	Error float64
}

// Betweenness computes betweenness over shortest paths by numbers of edges
// (Brandes 2001), from all nodes or, scaled up by n/k, from k pivots that are
// drawn without replacement.
func (g *Graph) Betweenness(o BetweennessOptions) Betweenness {
	n := g.Len()
	b := Betweenness{Values: make([]float64, n), Pivots: n, Exact: true, Seed: o.Seed}
	if o.Pivots <= 0 || o.Pivots >= n {
		g.exact(b.Values)
		return b
	}
	b.Pivots, b.Exact = o.Pivots, false
	pivots := make([]source, n)
	for v := range pivots {
		pivots[v] = source{node: int32(v), weight: 1}
	}
	start := mix(o.Seed)
	for i := range o.Pivots {
		j, _ := bits.Mul64(mix(start+uint64(i)), uint64(n-i))
		j += uint64(i)
		pivots[i], pivots[j] = pivots[j], pivots[i]
	}
	k, all := float64(o.Pivots), float64(n)
	b.Error = all * max(all-2, 0) * math.Sqrt(math.Log(2*all/0.05)/(2*k))
	g.accumulate(pivots[:o.Pivots], b.Values)
	for v := range b.Values {
		b.Values[v] *= all / k
	}
	return b
}

// exact adds the dependencies of all nodes to values.
//
// What one edge alone leads from depends on the nodes behind that as much as
// the node there does, and on the node there for all that it leads to. So it
// needs no search of its own, unless the edge leads back to it: the folding
// of Baglioni et al. 2012 and Sariyüce et al. 2013, for directed graphs.
func (g *Graph) exact(values []float64) {
	of, n := g.components()
	folded := make([]int32, n) // component → its only node and edge, 1 + node; 0 if it has more
	for v := range int32(g.Len()) {
		if row := g.out.row(v); len(row) == 1 && of[row[0]] != of[v] {
			folded[of[v]] = v + 1
		}
	}
	before := make([]int32, g.Len()) // how many are folded into a node
	for _, v := range folded {
		if v > 0 {
			before[g.out.to[g.out.off[v-1]]] += before[v-1] + 1
		}
	}
	sources := make([]source, 0, g.Len())
	for v := range int32(g.Len()) {
		if size := len(g.out.row(v)); size > 0 && folded[of[v]] != v+1 {
			sources = append(sources, source{node: v, weight: before[v] + 1})
		}
	}
	g.accumulate(sources, values)
	reached := of // the numbers of components are needed no more
	clear(reached)
	for _, s := range sources {
		reached[s.node] = s.reached
	}
	for k := n - 1; k >= 0; k-- {
		if v := folded[k] - 1; v >= 0 {
			reached[v] = reached[g.out.to[g.out.off[v]]] + 1
		}
	}
	for v, r := range reached {
		values[v] += float64(int64(before[v]) * int64(r))
	}
}

// source is a node to search from, and how many sources it stands for.
type source struct{ node, weight, reached int32 }

// accumulate adds the dependencies of every source to values, and notes how
// many other nodes it leads to. Sources are
// taken in parts whose number depends on nothing but theirs, and the parts
// are added in their order, so that sums round alike on any machine.
func (g *Graph) accumulate(sources []source, values []float64) {
	const least, most = 64, 64
	size := max(least, (len(sources)+most-1)/most)
	parts := (len(sources) + size - 1) / size
	searches := make([]*search, workers(parts))
	widest := int32(1)
	for v := range int32(g.Len()) {
		widest = max(widest, g.in.off[v+1]-g.in.off[v])
	}
	rows := g.out.padded()
	var mu sync.Mutex
	turn, added := sync.NewCond(&mu), 0
	each(parts, func(worker, part int) {
		s := searches[worker]
		if s == nil {
			s = newSearch(rows, math.Log2(float64(widest)))
			searches[worker] = s
		}
		for i := part * size; i < min(len(sources), (part+1)*size); i++ {
			if x := &sources[i]; len(g.out.row(x.node)) > 0 {
				x.reached = int32(s.run(x.node, float64(x.weight)))
			}
		}
		// Parts begin in order, so the one before always gets to its turn.
		mu.Lock()
		defer mu.Unlock()
		for added != part {
			turn.Wait()
		}
		for v, x := range s.sum {
			values[v] += x
		}
		clear(s.sum)
		added++
		turn.Broadcast()
	})
}
