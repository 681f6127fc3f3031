// SPDX-License-Identifier: Apache-2.0

package graph_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/risk/graph"
)

// What networkx and igraph say is in testdata/vectors, with the script that
// asked them. This file holds the package to it on 200 random graphs.

// relative is how far a value may be from theirs.
const relative = 1e-9

// vector is what they say of one graph.
type vector struct {
	Name         string
	Nodes        int
	Edges        []int32 // from, to, from, to …; some are there twice, some are loops
	Roots        []int32
	SCC          []int32   // the smallest member of each node's component
	Ancestors    []int64   // the node itself is not counted
	Dominators   [][]int32 // for each root; -1 for the root and what it does not reach
	Betweenness  []float64
	PageRank     []float64 // damping 0.85
	Articulation []int32
}

func (v *vector) graph(t testing.TB) *graph.Graph {
	t.Helper()
	edges := make([]graph.Edge, len(v.Edges)/2)
	for i := range edges {
		edges[i] = graph.Edge{From: v.Edges[2*i], To: v.Edges[2*i+1]}
	}
	return newGraph(t, v.Nodes, edges)
}

func newGraph(t testing.TB, n int, edges []graph.Edge) *graph.Graph {
	t.Helper()
	g, err := graph.New(n, edges)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func randomVectors(t *testing.T) []vector {
	t.Helper()
	packed, err := os.ReadFile("testdata/vectors/random.jsonl.gz")
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	var out []vector
	for d := json.NewDecoder(r); d.More(); {
		var v vector
		if err := d.Decode(&v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

func TestRandomGraphsAgreeWithNetworkxAndIgraph(t *testing.T) {
	vectors := randomVectors(t)
	if len(vectors) != 200 {
		t.Fatalf("%d vectors, want 200", len(vectors))
	}
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			t.Parallel()
			g := v.graph(t)
			same(t, "strongly connected components", components(t, g), v.SCC)
			checkTopological(t, g)
			same(t, "ancestors", others(t, g), v.Ancestors)
			for i, root := range v.Roots {
				same(t, "dominators", g.Dominators(root), v.Dominators[i])
			}
			same(t, "articulation points", g.Articulation(), v.Articulation)
			nearAll(t, "betweenness", g.Betweenness(graph.BetweennessOptions{}).Values, v.Betweenness)
			nearAll(t, "PageRank", pageRank(t, g), v.PageRank)
		})
	}
}

// TestVectorsAreOfManyShapes keeps the random graphs from becoming easy: a
// change of the script that leaves out a shape fails here.
func TestVectorsAreOfManyShapes(t *testing.T) {
	var cyclic, acyclic, loops, parallel, alone, articulated, split int
	for _, v := range randomVectors(t) {
		g := v.graph(t)
		c := g.Condense()
		if len(c.Size) == g.Len() {
			acyclic++
		} else {
			cyclic++
		}
		if g.Edges() < len(v.Edges)/2 {
			parallel++
		}
		looped, lonely := false, false
		for u := range int32(g.Len()) {
			looped = looped || slices.Contains(g.Out(u), u)
			lonely = lonely || len(g.Out(u)) == 0 && len(g.In(u)) == 0
		}
		loops += one(looped)
		alone += one(lonely)
		articulated += one(len(v.Articulation) > 0)
		split += one(slices.ContainsFunc(v.Betweenness, func(x float64) bool { return x != math.Trunc(x) }))
	}
	for name, n := range map[string]int{"cyclic": cyclic, "acyclic": acyclic, "with loops": loops,
		"with parallel edges": parallel, "with lone nodes": alone, "with articulation points": articulated,
		"with several shortest paths": split} {
		if n < 20 {
			t.Errorf("%d graphs are %s, want 20 or more", n, name)
		}
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// components gives each node the smallest member of its strongly connected
// component, and holds the condensation to its promises.
func components(t *testing.T, g *graph.Graph) []int32 {
	t.Helper()
	c := g.Condense()
	size := make([]int32, len(c.Size))
	least := make([]int32, len(c.Size))
	for v, k := range c.Of {
		if size[k] == 0 {
			least[k] = int32(v)
		}
		size[k]++
	}
	same(t, "sizes of components", c.Size, size)
	between := map[graph.Edge]bool{}
	out := make([]int32, len(c.Of))
	for v, k := range c.Of {
		out[v] = least[k]
		for _, w := range g.Out(int32(v)) {
			if l := c.Of[w]; l != k {
				between[graph.Edge{From: k, To: l}] = true
				if l < k {
					t.Errorf("an edge leads from component %d back to %d", k, l)
				}
			}
		}
	}
	if c.DAG.Len() != len(c.Size) || c.DAG.Edges() != len(between) {
		t.Errorf("the condensation has %d nodes and %d edges, want %d and %d", c.DAG.Len(), c.DAG.Edges(), len(c.Size), len(between))
	}
	for k := range int32(c.DAG.Len()) {
		for _, l := range c.DAG.Out(k) {
			if !between[graph.Edge{From: k, To: l}] {
				t.Errorf("the condensation has an edge from %d to %d, which the graph has not", k, l)
			}
		}
	}
	return out
}

func same[T any](t *testing.T, what string, got, want []T) {
	t.Helper()
	if len(got) == 0 && len(want) == 0 {
		return
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-theirs +ours):\n%s", what, d)
	}
}

// nearAll compares to [relative]; a difference of 1e-12 is rounding about 0.
func nearAll(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d values, want %d", what, len(got), len(want))
	}
	for v := range got {
		if !agrees(got[v], want[v]) {
			t.Errorf("%s of node %d is %.15g, theirs %.15g", what, v, got[v], want[v])
		}
	}
}

func agrees(a, b float64) bool {
	return math.Abs(a-b) <= max(1e-12, relative*max(math.Abs(a), math.Abs(b)))
}

// checkTopological holds that no edge between two strongly connected
// components leads back in the order, and that acyclic is true of the graphs
// without loops and cycles only.
func checkTopological(t *testing.T, g *graph.Graph) {
	t.Helper()
	order, acyclic := g.Topological()
	place := make([]int, g.Len())
	for v := range place {
		place[v] = -1
	}
	for i, v := range order {
		place[v] = i
	}
	if len(order) != g.Len() || slices.Contains(place, -1) {
		t.Fatalf("the topological order is of %d places for %d nodes, or has a node twice", len(order), g.Len())
	}
	of, want := g.Condense().Of, true
	for v := range int32(g.Len()) {
		for _, w := range g.Out(v) {
			want = want && of[v] != of[w]
			if of[v] != of[w] && place[w] < place[v] {
				t.Errorf("the edge from %d to %d leads back in the topological order", v, w)
			}
		}
	}
	if acyclic != want {
		t.Errorf("acyclic is %v, want %v", acyclic, want)
	}
}

// others counts the ancestors of every node without the node itself.
func others(t *testing.T, g *graph.Graph) []int64 {
	t.Helper()
	r := g.Ancestors(graph.ReachOptions{})
	if !r.Exact {
		t.Fatal("the counts of ancestors are estimates")
	}
	for v := range r.Counts {
		r.Counts[v]--
	}
	return r.Counts
}

// pageRank iterates until rounding allows no more, as theirs did.
func pageRank(t *testing.T, g *graph.Graph) []float64 {
	t.Helper()
	rank, _ := g.PageRank(graph.PageRankOptions{Damping: 0.85, Residual: 1e-14})
	return rank
}
