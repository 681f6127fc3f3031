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
	const least, most = 16, 64
	size := max(least, (len(sources)+most-1)/most)
	parts := (len(sources) + size - 1) / size
	searches := make([]*search, workers(parts))
	widest := int32(1)
	for v := range int32(g.Len()) {
		widest = max(widest, g.in.off[v+1]-g.in.off[v])
	}
	var mu sync.Mutex
	turn, added := sync.NewCond(&mu), 0
	each(parts, func(worker, part int) {
		s := searches[worker]
		if s == nil {
			s = newSearch(g, math.Log2(float64(widest)))
			searches[worker] = s
		}
		for _, v := range sources[part*size : min(len(sources), (part+1)*size)] {
			s.from(v)
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

// search is the memory of one worker.
type search struct {
	g     *Graph
	sum   []float64 // of the part
	nodes []searchNode
	queue []int32 // the nodes reached, nearest first
	level []int32 // where in queue each distance begins
	scale []int   // log2 of what the path numbers at each distance were divided by
	// widening is the most that path numbers can grow from one distance to the
	// next, as a logarithm to base 2.
	widening float64
}

// searchNode is what a search knows of a node, together in memory.
type searchNode struct {
	paths    float64 // number of shortest paths from the source, scaled
	share    float64 // (1 + dependency) / paths
	distance int32   // 1 for the source, 0 where not reached
}

func newSearch(g *Graph, widening float64) *search {
	n := g.Len()
	return &search{g: g, sum: make([]float64, n), nodes: make([]searchNode, n), widening: widening}
}

// from adds the dependencies of one source.
func (s *search) from(source int32) {
	if s.g.out.off[source] == s.g.out.off[source+1] {
		return
	}
	s.spread(source)
	off, to := s.g.out.off, s.g.out.to
	for l := len(s.level) - 1; l >= 0; l-- {
		end := len(s.queue)
		if l+1 < len(s.level) {
			end = int(s.level[l+1])
		}
		unscale := 1.0
		if l+1 < len(s.scale) && s.scale[l+1] > 0 {
			unscale = math.Ldexp(1, -s.scale[l+1])
		}
		for i := end - 1; i >= int(s.level[l]); i-- {
			v := s.queue[i]
			x := &s.nodes[v]
			total := 0.0
			for _, w := range to[off[v]:off[v+1]] {
				if y := &s.nodes[w]; y.distance == x.distance+1 {
					total += y.share
				}
			}
			depends := total * unscale * x.paths
			x.share = (1 + depends) / x.paths
			if l > 0 {
				s.sum[v] += depends
			}
		}
	}
	for _, v := range s.queue {
		s.nodes[v] = searchNode{}
	}
}

// spread finds the distance and the number of shortest paths from the source
// to every node that it leads to.
func (s *search) spread(source int32) {
	s.queue, s.level, s.scale = append(s.queue[:0], source), append(s.level[:0], 0), append(s.scale[:0], 0)
	s.nodes[source] = searchNode{paths: 1, distance: 1}
	off, to := s.g.out.off, s.g.out.to
	grown := 0.0 // bound of log2 of the path numbers
	for begin, distance := 0, int32(1); begin < len(s.queue); distance++ {
		end := len(s.queue)
		if grown += s.widening; grown > 400 {
			grown = s.rescale(begin, end) + s.widening
		}
		for i := begin; i < end; i++ {
			v := s.queue[i]
			paths := s.nodes[v].paths
			for _, w := range to[off[v]:off[v+1]] {
				y := &s.nodes[w]
				if y.distance == 0 {
					y.distance = distance + 1
					s.queue = append(s.queue, w)
				}
				if y.distance == distance+1 {
					y.paths += paths
				}
			}
		}
		if begin = end; end < len(s.queue) {
			s.level, s.scale = append(s.level, int32(end)), append(s.scale, 0)
		}
	}
}

// rescale keeps the numbers of paths, which can double at every step, within
// the range of a float: only their ratios between neighbouring distances
// matter. It divides those of the last distance by a power of two, exactly,
// where one is large, and returns log2 of the largest. What is less than
// 2^-700 of the largest is taken to be that.
func (s *search) rescale(begin, end int) float64 {
	largest := 0.0
	for _, v := range s.queue[begin:end] {
		largest = max(largest, s.nodes[v].paths)
	}
	if largest < 1<<62 {
		return math.Log2(largest)
	}
	_, exponent := math.Frexp(largest)
	s.scale[len(s.scale)-1] = exponent
	for _, v := range s.queue[begin:end] {
		x := &s.nodes[v]
		x.paths = max(math.Ldexp(x.paths, -exponent), 0x1p-700)
	}
	return 0
}
