// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"fmt"
	"math"
	"slices"
)

// Edge leads from one node to another.
type Edge struct{ From, To int32 }

// Graph is an immutable directed graph. The zero value has no nodes.
type Graph struct{ out, in rows }

// rows is an adjacency in compressed sparse rows; rows are sorted.
type rows struct{ off, to []int32 }

func (r *rows) row(v int32) []int32 { return r.to[r.off[v]:r.off[v+1]] }

// New makes the graph of n nodes and the edges, which may be in any order
// and are neither kept nor changed. Self-loops are kept, parallel edges are
// merged. A negative n, more than 2³¹−2 nodes or 2³¹−1 edges, and an edge to
// or from a node that is not there are errors.
func New(n int, edges []Edge) (*Graph, error) {
	if n < 0 || n > math.MaxInt32-1 {
		return nil, fmt.Errorf("graph: %d nodes, want 0 to %d", n, math.MaxInt32-1)
	}
	if len(edges) > math.MaxInt32 {
		return nil, fmt.Errorf("graph: %d edges, want at most %d", len(edges), math.MaxInt32)
	}
	// Counted two places further on, the sums become cursors that end where
	// each row begins.
	off := make([]int32, n+2)
	inOrder, last := true, Edge{-1, -1}
	for i, e := range edges {
		if uint(uint32(e.From)) >= uint(n) || uint(uint32(e.To)) >= uint(n) {
			return nil, fmt.Errorf("graph: edge %d leads from %d to %d, want nodes from 0 to %d", i, e.From, e.To, n-1)
		}
		off[e.From+2]++
		inOrder = inOrder && (e.From > last.From || e.From == last.From && e.To > last.To)
		last = e
	}
	for v := 2; v < len(off); v++ {
		off[v] += off[v-1]
	}
	to := make([]int32, len(edges))
	for _, e := range edges {
		to[off[e.From+1]] = e.To
		off[e.From+1]++
	}
	out := rows{off[: n+1 : n+1], to}
	if !inOrder {
		out.tidy()
	}
	return &Graph{out: out, in: out.transposed()}, nil
}

// tidy sorts every row and drops what is in it twice.
func (r *rows) tidy() {
	const block = 1 << 13
	n := len(r.off) - 1
	twice := make([]bool, (n+block-1)/block)
	each(len(twice), func(_, b int) {
		for v := b * block; v < min(n, (b+1)*block); v++ {
			row := r.row(int32(v))
			sortRow(row)
			for i := 1; i < len(row); i++ {
				twice[b] = twice[b] || row[i] == row[i-1]
			}
		}
	})
	if !slices.Contains(twice, true) {
		return
	}
	k, start := int32(0), int32(0)
	for v := range n {
		row := r.to[start:r.off[v+1]]
		start = r.off[v+1]
		r.off[v] = k
		for i, t := range row {
			if i == 0 || t != row[i-1] {
				r.to[k] = t
				k++
			}
		}
	}
	r.off[n] = k
	r.to = slices.Clone(r.to[:k])
}

// sortRow sorts; most rows are of a few.
func sortRow(row []int32) {
	if len(row) > 16 {
		slices.Sort(row)
		return
	}
	for i := 1; i < len(row); i++ {
		t, j := row[i], i
		for ; j > 0 && row[j-1] > t; j-- {
			row[j] = row[j-1]
		}
		row[j] = t
	}
}

// transposed turns every edge round; the rows are sorted by themselves.
func (r *rows) transposed() rows {
	n := len(r.off) - 1
	off := make([]int32, n+2)
	for _, t := range r.to {
		off[t+2]++
	}
	for v := 2; v < len(off); v++ {
		off[v] += off[v-1]
	}
	to := make([]int32, len(r.to))
	for v := range int32(n) {
		for _, t := range r.row(v) {
			to[off[t+1]] = v
			off[t+1]++
		}
	}
	return rows{off[: n+1 : n+1], to}
}

// Len is the number of nodes.
func (g *Graph) Len() int { return max(len(g.out.off), 1) - 1 }

// Edges is the number of edges, parallel ones counted once.
func (g *Graph) Edges() int { return len(g.out.to) }

// Out lists the nodes that edges from v lead to, sorted; nil where the graph
// has no node v. The slice must not be changed.
func (g *Graph) Out(v int32) []int32 {
	if !g.has(v) {
		return nil
	}
	return g.out.row(v)
}

// In lists the nodes that edges to v come from, sorted; nil where the graph
// has no node v. The slice must not be changed.
func (g *Graph) In(v int32) []int32 {
	if !g.has(v) {
		return nil
	}
	return g.in.row(v)
}

func (g *Graph) has(v int32) bool { return v >= 0 && int(v) < g.Len() }

// Reverse is the graph with every edge turned round. It shares the memory of
// g and costs nothing.
func (g *Graph) Reverse() *Graph { return &Graph{out: g.in, in: g.out} }
