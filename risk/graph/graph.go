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
	out, in := rows{off: make([]int32, n+1)}, rows{off: make([]int32, n+1)}
	inOrder, last := true, Edge{-1, -1}
	for i, e := range edges {
		if uint(uint32(e.From)) >= uint(n) || uint(uint32(e.To)) >= uint(n) {
			return nil, fmt.Errorf("graph: edge %d leads from %d to %d, want nodes from 0 to %d", i, e.From, e.To, n-1)
		}
		out.off[e.From+1]++
		in.off[e.To+1]++
		inOrder = inOrder && (e.From > last.From || e.From == last.From && e.To > last.To)
		last = e
	}
	out.begin()
	in.begin()
	if inOrder {
		for i, e := range edges {
			out.to[i] = e.To
		}
	} else {
		for _, e := range edges {
			in.to[in.off[e.To]] = e.From
			in.off[e.To]++
		}
		in.end()
		out.turn(&in) // sorts its rows, whatever the order of those
		if out.merge() {
			in.count(&out)
		}
	}
	in.turn(&out)
	return &Graph{out: out, in: in}, nil
}

// begin makes offsets of the sizes of rows, each in the place after its own,
// and room for the rows.
func (r *rows) begin() {
	for v := 1; v < len(r.off); v++ {
		r.off[v] += r.off[v-1]
	}
	if n := int(r.off[len(r.off)-1]); wasteful(n, cap(r.to)) {
		r.to = make([]int32, n)
	} else {
		r.to = r.to[:n]
	}
}

// wasteful says that n numbers should be in memory of their own, and not in
// what there is room for, as it is too little or much more.
func wasteful(n, room int) bool { return n > room || room-n > n/8 }

// end makes offsets again of where each row has been filled to.
func (r *rows) end() {
	copy(r.off[1:], r.off)
	r.off[0] = 0
}

// count makes room for the edges of from turned round.
func (r *rows) count(from *rows) {
	clear(r.off)
	for _, t := range from.to {
		r.off[t+1]++
	}
	r.begin()
}

// turn fills rows that are counted with the edges of from turned round; they
// are sorted by themselves.
func (r *rows) turn(from *rows) {
	off, to := r.off, r.to
	for v := range int32(len(from.off) - 1) {
		for _, t := range from.row(v) {
			to[off[t]] = v
			off[t]++
		}
	}
	r.end()
}

// transposed turns every edge round.
func (r *rows) transposed() rows {
	t := rows{off: make([]int32, len(r.off))}
	t.count(r)
	t.turn(r)
	return t
}

// merge drops what is in a sorted row twice, and reports whether anything is.
func (r *rows) merge() bool {
	k, start := int32(0), int32(0)
	for v := range len(r.off) - 1 {
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
	r.off[len(r.off)-1] = k
	if int(k) == len(r.to) {
		return false
	}
	if r.to = r.to[:k]; wasteful(len(r.to), cap(r.to)) {
		r.to = slices.Clone(r.to)
	}
	return true
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
