// SPDX-License-Identifier: Apache-2.0

package graph

import "slices"

// Condensation is a graph with every strongly connected component drawn
// together into one node. Components are numbered topologically: an edge
// between two of them leads from the smaller to the larger number.
type Condensation struct {
	Of   []int32 // node → its component
	Size []int32 // component → number of its nodes, from 1
	DAG  *Graph  // the edges between different components, without parallel ones
}

// Condense finds the strongly connected components (Tarjan 1972, in the form
// of Pearce 2016 that needs one number per node) and the graph between them.
// Time and memory are linear in nodes and edges.
func (g *Graph) Condense() *Condensation {
	of, n := g.components()
	c := &Condensation{Of: of, Size: make([]int32, n)}
	for _, k := range of {
		c.Size[k]++
	}
	c.DAG = g.quotient(c)
	c.DAG.in = c.DAG.out.transposed()
	return c
}

// components numbers the strongly connected components topologically.
//
// rank[v] is 0 before v is seen, then its visit number, counted from 1; once
// v is done, the least visit number that v leads to; and once its component
// is complete, the number of that, counted down from n. Visit numbers of
// complete components are given again, so that the two ranges never meet.
func (g *Graph) components() (of []int32, n int) {
	type visit struct{ v, least, edge int32 }
	size := int32(g.Len())
	rank := make([]int32, size)
	var calls []visit // from the root to the node being looked at
	var open []int32  // nodes done whose component is not complete
	next, last := int32(1), size
	for root := range size {
		if rank[root] != 0 {
			continue
		}
		rank[root] = next
		calls = append(calls, visit{root, next, g.out.off[root]})
		next++
		for len(calls) > 0 {
			f := &calls[len(calls)-1]
			if w, ok := g.unseen(&f.edge, &f.least, g.out.off[f.v+1], rank); ok {
				rank[w] = next
				calls = append(calls, visit{w, next, g.out.off[w]})
				next++
				continue
			}
			v, least := f.v, f.least
			calls = calls[:len(calls)-1]
			if least < rank[v] {
				rank[v] = least
				open = append(open, v)
				continue
			}
			for next--; len(open) > 0 && rank[open[len(open)-1]] >= least; next-- {
				rank[open[len(open)-1]] = last
				open = open[:len(open)-1]
			}
			rank[v] = last
			last--
		}
	}
	for v := range rank {
		rank[v] -= last + 1
	}
	return rank, int(size - last)
}

// unseen goes on with a row from *edge to end and returns the first node that
// has no rank yet, or lowers *least to the least rank in the row. The edge to
// that node is looked at again when the node is done.
func (g *Graph) unseen(edge, least *int32, end int32, rank []int32) (int32, bool) {
	e, low := *edge, *least
	for ; e < end; e++ {
		w := g.out.to[e]
		r := rank[w]
		if r == 0 {
			*edge, *least = e, low
			return w, true
		}
		low = min(low, r)
	}
	*edge, *least = e, low
	return 0, false
}

// members lists the nodes by component, in rising order within each; those
// of component k are nodes[off[k]:off[k+1]].
func (c *Condensation) members() (nodes, off []int32) {
	off = make([]int32, len(c.Size)+2)
	for k, s := range c.Size {
		off[k+2] = off[k+1] + s
	}
	nodes = make([]int32, len(c.Of))
	for v, k := range c.Of {
		nodes[off[k+1]] = int32(v)
		off[k+1]++
	}
	return nodes, off[: len(c.Size)+1 : len(c.Size)+1]
}

// quotient is the graph between the components, forwards alone.
func (g *Graph) quotient(c *Condensation) *Graph {
	nodes, start := c.members()
	n := len(c.Size)
	out := rows{make([]int32, n+1), make([]int32, 0, g.Edges())}
	for k := range int32(n) {
		first := len(out.to)
		for _, v := range nodes[start[k]:start[k+1]] {
			for _, w := range g.out.row(v) {
				if t := c.Of[w]; t != k {
					out.to = append(out.to, t)
				}
			}
		}
		sortRow(out.to[first:])
		out.to = out.to[:first+len(slices.Compact(out.to[first:]))]
		out.off[k+1] = int32(len(out.to))
	}
	return &Graph{out: out}
}
