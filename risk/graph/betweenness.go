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
	pivots := make([]int32, n)
	for v := range pivots {
		pivots[v] = int32(v)
	}
	if o.Pivots > 0 && o.Pivots < n {
		b.Pivots, b.Exact = o.Pivots, false
		start := mix(o.Seed)
		for i := range o.Pivots {
			j, _ := bits.Mul64(mix(start+uint64(i)), uint64(n-i))
			j += uint64(i)
			pivots[i], pivots[j] = pivots[j], pivots[i]
		}
		pivots = pivots[:o.Pivots]
		k, all := float64(o.Pivots), float64(n)
		b.Error = all * max(all-2, 0) * math.Sqrt(math.Log(2*all/0.05)/(2*k))
	}
	g.accumulate(pivots, b.Values)
	if !b.Exact {
		for v := range b.Values {
			b.Values[v] *= float64(n) / float64(b.Pivots)
		}
	}
	return b
}

// accumulate adds the dependencies of every source to values. Sources are
// taken in parts whose number depends on nothing but theirs, and the parts
// are added in their order, so that sums round alike on any machine.
func (g *Graph) accumulate(sources []int32, values []float64) {
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
		for _, v := range sources[part*size : min(len(sources), (part+1)*size)] {
			if len(g.out.row(v)) > 0 {
				s.run(v, 1)
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
