// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"math"
	"math/bits"
)

// search is the memory of one worker on betweenness. Most of it is by place:
// where in the queue a node is, which is small and close together even where
// the graph is not.
//
// How long the next row is, which of its edges are of shortest paths, and
// which node is new are close to random, and a processor that guesses wrong
// loses the time of a dozen sums. So loops are long and without branches:
// what is not wanted is written where the next will overwrite it.
type search struct {
	rows *padded
	sum  []float64 // node → its dependencies in this part

	place  []int32   // node → its place, -1 where not reached
	queue  []int32   // place → node, nearest first; longer than what is reached
	paths  []float64 // place → number of shortest paths from the source, scaled; 0 where not reached
	own    []float64 // place → 1 / paths
	behind []float64 // place → the shares behind it: of (1 + dependency) / paths
	edges  []Edge    // of shortest paths, by place, nearest first

	row  []int32 // the rows of all nodes at a distance, one after the other
	step []int32 // how many of them begin here; all 0 between two distances

	scaled []scaled
	// widening is the most that the numbers of paths can grow from one distance
	// to the next, as a logarithm to base 2.
	widening float64
}

// scaled says that the numbers of paths at a distance were divided by
// 2^exponent, and which edges lead there.
type scaled struct{ begin, end, exponent int }

// padded is rows that can be copied rowPad targets at a time.
type padded struct{ off, to []int32 }

const rowPad = 8

func (r *rows) padded() *padded {
	return &padded{r.off, append(make([]int32, 0, len(r.to)+rowPad), r.to...)[:len(r.to)+rowPad]}
}

func newSearch(r *padded, widening float64) *search {
	n := len(r.off) - 1
	s := &search{rows: r, sum: make([]float64, n), place: make([]int32, n), widening: widening}
	for v := range s.place {
		s.place[v] = -1
	}
	const least = 1 << 16 // as much as is not worth growing to
	s.room(min(n, least), min(len(r.to), least))
	s.roomRows(min(len(r.to), least))
	return s
}

// run adds the dependencies of one source, weight times, and returns how
// many nodes it leads to, itself not counted.
func (s *search) run(source int32, weight float64) int {
	n, edges := s.spread(source)
	paths := s.paths[:n]
	own, behind := s.own[:len(paths)], s.behind[:len(paths)]
	for p, x := range paths {
		own[p], behind[p] = 1/x, 0
	}
	for i := len(s.scaled) - 1; i >= 0; i-- {
		c := &s.scaled[i]
		s.back(s.edges[c.end:edges], 1)
		s.back(s.edges[c.begin:c.end], math.Ldexp(1, -c.exponent))
		edges = c.begin
	}
	s.back(s.edges[:edges], 1)
	behind[0] = 0 // what depends on the source does not count
	sum, place := s.sum, s.place[:len(s.sum)]
	for p, v := range s.queue[:len(paths)] {
		depends := behind[p] * paths[p]
		depends *= weight
		sum[v] += depends
		place[v] = -1
	}
	clear(paths)
	return n - 1
}

// back goes along the edges against their direction, farthest first. All
// edges that lead on from a place come later than those that lead to it.
func (s *search) back(edges []Edge, factor float64) {
	own, behind := s.own, s.behind[:len(s.own)]
	for e := len(edges) - 1; e >= 0; e-- {
		x := edges[e]
		share := (behind[x.To] + own[x.To]) * factor
		behind[x.From] += share
	}
}

// spread finds the shortest paths from the source to every node that it
// leads to, and their numbers.
func (s *search) spread(source int32) (n, edges int) {
	s.queue[0], s.paths[0], s.place[source] = source, 1, 0
	s.scaled = s.scaled[:0]
	grown := 0.0 // bound of log2 of the path numbers
	first := 0   // of the edges that lead to the distance in hand
	for begin, end := 0, 1; begin < end; begin, end = end, n {
		if grown += s.widening; grown > 400 {
			grown = s.rescale(begin, end, first, edges) + s.widening
		}
		size := s.expand(s.queue[begin:end])
		s.room(end+size, edges+size)
		first = edges
		n, edges = s.relax(begin, end, edges, size)
	}
	return n, edges
}

// expand copies the rows of the nodes one after the other and returns their
// size.
func (s *search) expand(nodes []int32) (n int) {
	off, all := s.rows.off, s.rows.to
	row, step := s.row, s.step
	for _, v := range nodes {
		step[n]++
		first, size := int(off[v]), int(off[v+1]-off[v])
		if n+size+rowPad > len(row) {
			s.roomRows(n + size + rowPad)
			row, step = s.row, s.step
		}
		few := *(*[rowPad]int32)(all[first:]) // by itself, as the compiler fears an overlap
		*(*[rowPad]int32)(row[n:]) = few
		for done := rowPad; done < size; done += rowPad {
			few := *(*[rowPad]int32)(all[first+done:])
			*(*[rowPad]int32)(row[n+done:]) = few
		}
		n += size
	}
	return n
}

// relax goes along the edges of one distance, which lead from the places
// from begin to end, keeps those of shortest paths, with the places they lead
// to, and returns the numbers of places and edges.
func (s *search) relax(begin, end, edges, size int) (int, int) {
	row := s.row[:size]
	step := s.step[:len(row)]
	place, kept := s.place, s.edges
	queue := s.queue
	paths := s.paths[:len(queue)]
	i, n := begin-1, end
	for e, w := range row {
		i += int(step[e])
		p := int(place[w])
		fresh := p >> (bits.UintSize - 1) // all bits where w is reached for the first time
		p ^= (p ^ n) & fresh
		place[w] = int32(p)
		queue[n] = w
		n -= fresh
		near := (p - end) >> (bits.UintSize - 1) // all bits where w is as near as the place, or nearer
		paths[p] += math.Float64frombits(math.Float64bits(paths[i]) &^ uint64(near))
		kept[edges] = Edge{int32(i), int32(p)}
		edges += 1 + near
	}
	clear(s.step[:size+1])
	return n, edges
}

// room makes room for n places and so many edges, and one more of each that
// is written in vain, keeping what is there.
func (s *search) room(n, edges int) {
	if n = min(n, len(s.place)) + 1; n > len(s.queue) {
		n = min(n+n/2, len(s.place)+1)
		s.queue = append(make([]int32, 0, n), s.queue...)[:n]
		s.paths = append(make([]float64, 0, n), s.paths...)[:n]
		s.own, s.behind = make([]float64, n), make([]float64, n)
	}
	if edges >= len(s.edges) {
		edges = min(edges+edges/2, len(s.rows.to)) + 1
		s.edges = append(make([]Edge, 0, edges), s.edges...)[:edges]
	}
}

// roomRows makes room for n targets of rows, keeping what is there.
//
//go:noinline
func (s *search) roomRows(n int) {
	n = min(n+n/2, len(s.rows.to)+rowPad)
	s.row = append(make([]int32, 0, n), s.row...)[:n]
	s.step = append(make([]int32, 0, n), s.step...)[:n]
}

// rescale keeps the numbers of paths, which can double at every step, within
// the range of a float: only their ratios between neighbouring distances
// matter. It divides those of one distance by a power of two, exactly, where
// one is large, and returns a bound of log2 of the largest. What is less than
// 2^-700 of the largest is taken to be that.
func (s *search) rescale(begin, end, first, last int) float64 {
	largest := 0.0
	for _, x := range s.paths[begin:end] {
		largest = max(largest, x)
	}
	_, exponent := math.Frexp(largest)
	if exponent < 64 {
		return float64(exponent)
	}
	s.scaled = append(s.scaled, scaled{first, last, exponent})
	for i, x := range s.paths[begin:end] {
		s.paths[begin+i] = max(math.Ldexp(x, -exponent), 0x1p-700)
	}
	return 0
}
