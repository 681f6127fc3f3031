// SPDX-License-Identifier: Apache-2.0

package graph_test

import (
	"math"
	"slices"
	"testing"

	gonum "gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/flow"
	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/graph/topo"
	"gonum.org/v1/gonum/graph/traverse"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/risk/graph"
)

// gonumOf is the same graph without its self-loops, which gonum refuses.
func gonumOf(g *graph.Graph) *simple.DirectedGraph {
	d := simple.NewDirectedGraph()
	for v := range g.Len() {
		d.AddNode(simple.Node(v))
	}
	for v := range int32(g.Len()) {
		for _, w := range g.Out(v) {
			if v != w {
				d.SetEdge(simple.Edge{F: simple.Node(v), T: simple.Node(w)})
			}
		}
	}
	return d
}

func TestComponentsAgainstGonum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := draw(t)
		c := g.Condense()
		theirs := topo.TarjanSCC(gonumOf(g.Graph))
		if len(theirs) != len(c.Size) {
			t.Fatalf("%d components, gonum finds %d", len(c.Size), len(theirs))
		}
		for _, nodes := range theirs {
			for _, v := range nodes {
				if k := c.Of[v.ID()]; k != c.Of[nodes[0].ID()] || int(c.Size[k]) != len(nodes) {
					t.Fatalf("component %d of %v, gonum has %v", k, v, nodes)
				}
			}
		}
	})
}

func TestDominatorsAgainstGonum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := draw(t)
		root := rapid.Int32Range(0, int32(g.n-1)).Draw(t, "root")
		tree := flow.Dominators(simple.Node(root), gonumOf(g.Graph))
		want := make([]int32, g.n)
		for v := range want {
			want[v] = -1
			if d := tree.DominatorOf(int64(v)); d != nil {
				want[v] = int32(d.ID())
			}
		}
		if got := g.Dominators(root); !slices.Equal(got, want) {
			t.Fatalf("from %d of %v: %v, gonum %v", root, g.edges, got, want)
		}
	})
}

func TestReachAgainstGonum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := draw(t)
		up, down := make([]int64, g.n), make([]int64, g.n)
		d := gonumOf(g.Graph)
		for v := range g.n {
			walk := traverse.BreadthFirst{}
			walk.Walk(d, simple.Node(v), func(w gonum.Node, _ int) bool {
				up[w.ID()]++
				down[v]++
				return false
			})
		}
		a, b := g.Ancestors(graph.ReachOptions{}), g.Descendants(graph.ReachOptions{})
		if !slices.Equal(a.Counts, up) || !slices.Equal(b.Counts, down) || !a.Exact || !b.Exact || a.Error != 0 {
			t.Fatalf("%v\nancestors %v, gonum %v\ndescendants %v, gonum %v", g.edges, a, up, b, down)
		}
	})
}

func near(a, b, relative float64) bool {
	return math.Abs(a-b) <= relative*max(1, math.Abs(a), math.Abs(b))
}

func TestBetweennessAgainstGonum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := draw(t)
		want := network.Betweenness(gonumOf(g.Graph)) // of those above 0 only
		got := g.Betweenness(graph.BetweennessOptions{})
		if !got.Exact || got.Error != 0 || got.Pivots != g.n {
			t.Fatalf("%+v is not said to be exact", got)
		}
		for v, x := range got.Values {
			if !near(x, want[int64(v)], 1e-12) {
				t.Fatalf("%v: %d has %v, gonum %v", g.edges, v, x, want[int64(v)])
			}
		}
	})
}

// gonum's sparse PageRank gives the rank of dangling nodes to everybody, as
// networkx does; gonum is not asked where there are self-loops.
func TestPageRankAgainstGonumAndNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := draw(t)
		damping := rapid.Float64Range(0.1, 0.95).Draw(t, "damping")
		got, rounds := g.PageRank(graph.PageRankOptions{Damping: damping, Residual: 1e-13})
		want := naiveRank(g.Graph, damping)
		for v := range want {
			if !near(got[v], want[v], 1e-11) || rounds == 0 {
				t.Fatalf("%v: %v after %d rounds, want %v", g.edges, got, rounds, want)
			}
		}
		if slices.ContainsFunc(g.edges, func(e graph.Edge) bool { return e.From == e.To }) {
			return
		}
		for v, x := range network.PageRankSparse(gonumOf(g.Graph), damping, 1e-13) {
			if !near(got[v], x, 1e-11) {
				t.Fatalf("%v: %d has %v, gonum %v", g.edges, v, got[v], x)
			}
		}
	})
}

// naiveRank solves the equations by a thousand rounds.
func naiveRank(g *graph.Graph, damping float64) []float64 {
	n := float64(g.Len())
	rank := slices.Repeat([]float64{1 / n}, g.Len())
	for range 1000 {
		next := slices.Repeat([]float64{(1 - damping) / n}, g.Len())
		for v := range int32(g.Len()) {
			for _, w := range g.Out(v) {
				next[w] += damping * rank[v] / float64(len(g.Out(v)))
			}
			for w := range next {
				if len(g.Out(v)) == 0 {
					next[w] += damping * rank[v] / n
				}
			}
		}
		rank = next
	}
	return rank
}
