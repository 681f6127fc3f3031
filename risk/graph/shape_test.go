// SPDX-License-Identifier: Apache-2.0

package graph_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/kedja/kedja/risk/graph"
)

// connected counts the connected parts without one node, -1 for none.
func (g made) connected(without int32) int {
	part := make([]int32, g.n)
	for v := range part {
		part[v] = int32(v)
	}
	for range g.n {
		for _, e := range g.edges {
			if e.From != without && e.To != without {
				low := min(part[e.From], part[e.To])
				part[e.From], part[e.To] = low, low
			}
		}
	}
	n := 0
	for v, p := range part {
		if p == int32(v) && p != without {
			n++
		}
	}
	return n
}

func TestArticulationAgainstRemoval(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := draw(t)
		var want []int32
		for v := range int32(g.n) {
			if g.connected(v) > g.connected(-1) {
				want = append(want, v)
			}
		}
		if got := g.Articulation(); !slices.Equal(got, want) {
			t.Fatalf("%v: %v, want %v", g.edges, got, want)
		}
	})
}

// smallestCycle is the smallest of the shortest cycles of at least two nodes
// that begin with their smallest node, within the nodes given: by trying all
// paths in order, shorter ones first.
func (g made) smallestCycle(nodes []int32) []int32 {
	for length := 2; length <= len(nodes); length++ {
		for _, v := range nodes {
			if c := g.extend([]int32{v}, length); c != nil {
				return c
			}
		}
	}
	return nil
}

func (g made) extend(path []int32, length int) []int32 {
	last := path[len(path)-1]
	if len(path) == length {
		if slices.Contains(g.Out(last), path[0]) {
			return path
		}
		return nil
	}
	for _, w := range g.Out(last) {
		if w > path[0] && !slices.Contains(path, w) {
			if c := g.extend(append(slices.Clone(path), w), length); c != nil {
				return c
			}
		}
	}
	return nil
}

func TestCyclesAgainstAllPaths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := draw(t)
		leads := g.leads()
		var want [][]int32
		for v := range int32(g.n) {
			if slices.Contains(g.Out(v), v) {
				want = append(want, []int32{v})
			}
			var same []int32
			for w := range int32(g.n) {
				if leads[v][w] && leads[w][v] {
					same = append(same, w)
				}
			}
			if len(same) > 1 && same[0] == v {
				want = append(want, g.smallestCycle(same))
			}
		}
		slices.SortFunc(want, func(a, b []int32) int { return cmp.Or(int(a[0]-b[0]), len(a)-len(b)) })
		if got := g.Cycles(); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%v: %v, want %v", g.edges, got, want)
		}
	})
}

// The number of cycles of a complete graph is beyond all bounds, the search
// does not care; a ring has one, which every node but the first is spared.
func TestCyclesOfLargeGraphs(t *testing.T) {
	var all []graph.Edge
	for v := range int32(300) {
		for w := range int32(300) {
			if v != w {
				all = append(all, graph.Edge{From: v, To: w})
			}
		}
	}
	if got := fmt.Sprint(mustNew(t, 300, all).Cycles()); got != "[[0 1]]" {
		t.Errorf("of a complete graph: %s", got)
	}
	const n = 200_000
	ring := make([]graph.Edge, n)
	for v := range int32(n) {
		ring[v] = graph.Edge{From: v, To: (v + 1) % n}
	}
	got := mustNew(t, n, ring).Cycles()
	if len(got) != 1 || len(got[0]) != n || got[0][0] != 0 || got[0][n-1] != n-1 {
		t.Errorf("of a ring: %d cycles", len(got))
	}
}

// Depth costs memory, not stack; and on a path everything is known.
func TestDeepPath(t *testing.T) {
	const n = 300_000
	edges := make([]graph.Edge, n-1)
	for v := range int32(n - 1) {
		edges[v] = graph.Edge{From: v, To: v + 1}
	}
	g := mustNew(t, n, edges)
	if c := g.Condense(); len(c.Size) != n || c.Of[n-1] != n-1 {
		t.Errorf("%d components", len(c.Size))
	}
	if d := g.Dominators(0); d[n-1] != n-2 || d[0] != -1 {
		t.Errorf("dominator of the last %d, of the first %d", d[n-1], d[0])
	}
	if a := g.Articulation(); len(a) != n-2 {
		t.Errorf("%d articulation points", len(a))
	}
}

// A chain of rings hangs together, however long it is, and each ring leads to
// what one node beside the chain leads to as well. The work is within what
// the budget is said to be at worst: no ring is passed once for each before it.
func TestReachOfLongChain(t *testing.T) {
	const rings = 5_000
	const side, n = 3 * rings, 3*rings + 1
	var edges []graph.Edge
	for i := range int32(rings) {
		a, b, shared := 3*i, 3*i+1, 3*i+2
		edges = append(edges, graph.Edge{From: a, To: b}, graph.Edge{From: b, To: a},
			graph.Edge{From: a, To: shared}, graph.Edge{From: side, To: shared})
		if i+1 < rings {
			edges = append(edges, graph.Edge{From: b, To: a + 3})
		}
	}
	g := mustNew(t, n, edges)
	up := g.Ancestors(graph.ReachOptions{Budget: int64(len(edges)) * n / 64, ExactOnly: true})
	down := g.Descendants(graph.ReachOptions{})
	if !up.Exact || !down.Exact {
		t.Fatalf("exact: ancestors %v, descendants %v", up.Exact, down.Exact)
	}
	for i := range int64(rings) {
		if got, want := up.Counts[3*i:3*i+3], []int64{2*i + 2, 2*i + 2, 2*i + 4}; !slices.Equal(got, want) {
			t.Fatalf("ancestors in ring %d and beside it %v, want %v", i, got, want)
		}
		behind := 3 * (rings - i)
		if got, want := down.Counts[3*i:3*i+3], []int64{behind, behind, 1}; !slices.Equal(got, want) {
			t.Fatalf("descendants in ring %d and beside it %v, want %v", i, got, want)
		}
	}
	if up.Counts[side] != 1 || down.Counts[side] != rings+1 {
		t.Errorf("beside the chain: ancestors %d, descendants %d", up.Counts[side], down.Counts[side])
	}
}

// A row of diamonds has 2^1500 shortest paths from end to end, beyond any
// float64; what counts is their ratio: each node between passes half of them.
func TestBetweennessOfMorePathsThanFloats(t *testing.T) {
	const diamonds = 1500
	var edges []graph.Edge
	for i := range int32(diamonds) {
		edges = append(edges, graph.Edge{From: 3 * i, To: 3*i + 1}, graph.Edge{From: 3 * i, To: 3*i + 2},
			graph.Edge{From: 3*i + 1, To: 3*i + 3}, graph.Edge{From: 3*i + 2, To: 3*i + 3})
	}
	b := mustNew(t, 3*diamonds+1, edges).Betweenness(graph.BetweennessOptions{})
	for i := range diamonds {
		before, after := float64(3*i+1), float64(3*(diamonds-i)-2)
		if got, want := b.Values[3*i+1], before*after/2; !near(got, want, 1e-9) {
			t.Fatalf("diamond %d: %v, want %v", i, got, want)
		}
		if got, want := b.Values[3*i], float64(3*i)*float64(3*(diamonds-i)); !near(got, want, 1e-9) {
			t.Fatalf("before diamond %d: %v, want %v", i, got, want)
		}
	}
}
