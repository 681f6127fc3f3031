// SPDX-License-Identifier: Apache-2.0

package graph

import "math"

// search is the memory of one worker on betweenness. Most of it is by place:
// where in the queue a node is, which is small and close together even where
// the graph is not.
type search struct {
	g       *Graph
	sum     []float64 // node → its dependencies in this part
	touched []int32   // the nodes with any

	place []int32   // node → 1 + its place, 0 where not reached
	queue []int32   // place → node, nearest first
	paths []float64 // place → number of shortest paths from the source, scaled
	share []float64 // place → (1 + dependency) / paths
	next  []int32   // the places that shortest paths lead to, place by place
	begin []int32   // place → where its part of next begins; one more at the end

	scaled []scaled
	// widening is the most that the numbers of paths can grow from one distance
	// to the next, as a logarithm to base 2.
	widening float64
}

// scaled says that the numbers of paths at a distance, places begin to
// end−1, were divided by 2^exponent.
type scaled struct{ begin, end, exponent int }

func newSearch(g *Graph, widening float64) *search {
	n := g.Len()
	return &search{g: g, sum: make([]float64, n), place: make([]int32, n), widening: widening}
}

// from adds the dependencies of one source.
func (s *search) from(source int32) {
	if s.g.out.off[source] == s.g.out.off[source+1] {
		return
	}
	s.spread(source)
	s.share = append(s.share[:0], s.paths...)
	for i := len(s.queue) - 1; i >= 0; i-- {
		total := 0.0
		for _, p := range s.next[s.begin[i]:s.begin[i+1]] {
			total += s.share[p]
		}
		v := s.queue[i]
		s.place[v] = 0
		depends := total * s.paths[i]
		s.share[i] = (1 + depends) / s.paths[i]
		if depends > 0 && i > 0 {
			if s.sum[v] == 0 {
				s.touched = append(s.touched, v)
			}
			s.sum[v] += depends
		}
		if last := len(s.scaled) - 1; last >= 0 && i < s.scaled[last].end {
			s.share[i] = math.Ldexp(s.share[i], -s.scaled[last].exponent)
			if i == s.scaled[last].begin {
				s.scaled = s.scaled[:last]
			}
		}
	}
}

// spread finds the shortest paths from the source to every node that it
// leads to, and their numbers.
func (s *search) spread(source int32) {
	s.queue, s.paths = append(s.queue[:0], source), append(s.paths[:0], 1)
	s.next, s.begin = s.next[:0], s.begin[:0]
	s.place[source] = 1
	off, to := s.g.out.off, s.g.out.to
	grown := 0.0 // bound of log2 of the path numbers
	for begin := 0; begin < len(s.queue); {
		end := len(s.queue)
		if grown += s.widening; grown > 400 {
			grown = s.rescale(begin, end) + s.widening
		}
		for i := begin; i < end; i++ {
			s.begin = append(s.begin, int32(len(s.next)))
			paths := s.paths[i]
			v := s.queue[i]
			for _, w := range to[off[v]:off[v+1]] {
				p := int(s.place[w]) - 1
				switch {
				case p >= end:
					s.paths[p] += paths
				case p < 0:
					p = len(s.queue)
					s.place[w] = int32(p + 1)
					s.queue, s.paths = append(s.queue, w), append(s.paths, paths)
				default:
					continue // as near as v, or nearer
				}
				s.next = append(s.next, int32(p))
			}
		}
		begin = end
	}
	s.begin = append(s.begin, int32(len(s.next)))
}

// rescale keeps the numbers of paths, which can double at every step, within
// the range of a float: only their ratios between neighbouring distances
// matter. It divides those of one distance by a power of two, exactly, where
// one is large, and returns a bound of log2 of the largest. What is less than
// 2^-700 of the largest is taken to be that.
func (s *search) rescale(begin, end int) float64 {
	largest := 0.0
	for _, x := range s.paths[begin:end] {
		largest = max(largest, x)
	}
	_, exponent := math.Frexp(largest)
	if exponent < 64 {
		return float64(exponent)
	}
	s.scaled = append(s.scaled, scaled{begin, end, exponent})
	for i, x := range s.paths[begin:end] {
		s.paths[begin+i] = max(math.Ldexp(x, -exponent), 0x1p-700)
	}
	return 0
}
