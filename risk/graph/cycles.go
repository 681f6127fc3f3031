// SPDX-License-Identifier: Apache-2.0

package graph

// cycleBudget bounds the edges that the search for shortest cycles looks at
// in one graph: some seconds on one core.
const cycleBudget = 1 << 30

// Cycles returns one cycle for each strongly connected component of several
// nodes, a shortest one through at least two of them, and one of a single
// node for each self-loop. It never enumerates cycles: there can be more of
// them than anybody could store.
//
// A cycle begins with its smallest node and leads to it again from its last;
// among the shortest ones of a component it is the smallest in the order of
// their nodes. Cycles are sorted by their first node, a self-loop before a
// longer one. The search looks at 2³⁰ edges at most: in a component that is
// begun or not finished by then (tens of thousands of nodes without short
// cycles) the cycle is the shortest of those through the nodes that were
// searched, at least through the component's smallest.
func (g *Graph) Cycles() [][]int32 { return g.cycles(cycleBudget) }

func (g *Graph) cycles(budget int64) [][]int32 {
	of, n := g.components()
	c := &Condensation{Of: of, Size: make([]int32, n)}
	for _, k := range of {
		c.Size[k]++
	}
	nodes, off := c.members()
	s := &girth{g: g, of: of, budget: budget}
	loops := make(map[int32][]int32) // smallest node → the cycle
	for k, size := range c.Size {
		if size > 1 {
			cycle := s.shortest(nodes[off[k]:off[k+1]])
			loops[cycle[0]] = cycle
		}
	}
	var out [][]int32
	for v := range int32(g.Len()) {
		for _, w := range g.out.row(v) {
			if w == v {
				out = append(out, []int32{v})
			}
		}
		if cycle, ok := loops[v]; ok {
			out = append(out, cycle)
		}
	}
	return out
}

// girth searches components for a shortest cycle. Its tables are by node of
// the whole graph, made when first needed and used for every component.
type girth struct {
	g      *Graph
	of     []int32
	budget int64

	gone    []bool  // every cycle through the node has been looked at
	degree  []int32 // edges within the component from nodes that are not gone
	leaving []int32 // and to such
	from    []int32 // predecessor in the search
	stamp   []int32 // the search that set it
	search  int32
	queue   []int32
}

func (s *girth) within(v, w int32) bool {
	return v != w && s.of[v] == s.of[w] && !s.gone[w]
}

// shortest returns a shortest cycle of the component, whose nodes come in
// rising order. Each node in turn is searched from, in breadth and not
// deeper than the best so far, and then taken away with everything that is
// on no other cycle.
func (s *girth) shortest(nodes []int32) []int32 {
	if s.gone == nil {
		n := s.g.Len()
		s.gone, s.stamp = make([]bool, n), make([]int32, n)
		s.degree, s.leaving, s.from = make([]int32, n), make([]int32, n), make([]int32, n)
	}
	for _, v := range nodes {
		for _, w := range s.g.out.row(v) {
			if s.within(v, w) {
				s.leaving[v]++
				s.degree[w]++
			}
		}
	}
	var best []int32
	for _, v := range nodes {
		if s.gone[v] {
			continue
		}
		if cycle := s.through(v, len(best)); cycle != nil {
			best = cycle
		}
		if len(best) == 2 || s.budget < 0 {
			break
		}
		s.remove(v)
	}
	return best
}

// through returns the smallest of the shortest cycles that begin with v, nil
// where none is shorter than limit; 0 is no limit.
func (s *girth) through(v int32, limit int) []int32 {
	s.search++
	s.queue = append(s.queue[:0], v)
	s.stamp[v] = s.search
	end, length := 1, 1 // the queue up to end holds the nodes of paths up to length
	for i := 0; i < len(s.queue); i++ {
		if i == end {
			end, length = len(s.queue), length+1
		}
		if limit > 0 && length >= limit {
			return nil
		}
		u := s.queue[i]
		row := s.g.out.row(u)
		s.budget -= int64(len(row))
		for _, w := range row {
			if w == v && u != v {
				return s.path(u, length)
			}
			if s.within(u, w) && s.stamp[w] != s.search {
				s.stamp[w], s.from[w] = s.search, u
				s.queue = append(s.queue, w)
			}
		}
	}
	return nil
}

// path walks back from the last node of a cycle.
func (s *girth) path(last int32, length int) []int32 {
	cycle := make([]int32, length)
	for i := length - 1; i >= 0; i-- {
		cycle[i] = last
		last = s.from[last]
	}
	return cycle
}

// remove takes a node away, and then every node that nothing leads to or
// that leads nowhere any more.
func (s *girth) remove(v int32) {
	s.gone[v] = true
	s.queue = append(s.queue[:0], v)
	for i := 0; i < len(s.queue); i++ {
		u := s.queue[i]
		s.budget -= int64(len(s.g.out.row(u)) + len(s.g.in.row(u)))
		for _, w := range s.g.out.row(u) {
			if s.within(u, w) {
				if s.degree[w]--; s.degree[w] == 0 {
					s.gone[w] = true
					s.queue = append(s.queue, w)
				}
			}
		}
		for _, w := range s.g.in.row(u) {
			if s.within(u, w) {
				if s.leaving[w]--; s.leaving[w] == 0 {
					s.gone[w] = true
					s.queue = append(s.queue, w)
				}
			}
		}
	}
}
