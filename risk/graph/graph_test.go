// SPDX-License-Identifier: Apache-2.0

package graph_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/risk/graph"
)

// made is a graph with the edges it was made of.
type made struct {
	*graph.Graph
	n     int
	edges []graph.Edge
}

func mustNew(t interface{ Fatal(...any) }, n int, edges []graph.Edge) *graph.Graph {
	g, err := graph.New(n, edges)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// draw makes a random graph: sparse or dense, with or without cycles,
// self-loops and parallel edges, often of several parts.
func draw(t *rapid.T) made {
	n := rapid.IntRange(1, 40).Draw(t, "n")
	acyclic := rapid.Bool().Draw(t, "acyclic")
	loops := rapid.Bool().Draw(t, "loops")
	parts := rapid.IntRange(1, 3).Draw(t, "parts")
	node := rapid.Int32Range(0, int32(n-1))
	var edges []graph.Edge
	for range rapid.IntRange(0, 3*n).Draw(t, "m") {
		e := graph.Edge{From: node.Draw(t, "from"), To: node.Draw(t, "to")}
		if acyclic && e.From > e.To {
			e.From, e.To = e.To, e.From
		}
		if e.From == e.To && !loops || int(e.From)%parts != int(e.To)%parts {
			continue
		}
		edges = append(edges, e)
	}
	return made{mustNew(t, n, edges), n, edges}
}

// leads returns the matrix of which node leads to which, itself included.
func (g made) leads() [][]bool {
	m := make([][]bool, g.n)
	for v := range m {
		m[v] = make([]bool, g.n)
		m[v][v] = true
	}
	for _, e := range g.edges {
		m[e.From][e.To] = true
	}
	for k := range m {
		for i := range m {
			for j := range m {
				m[i][j] = m[i][j] || m[i][k] && m[k][j]
			}
		}
	}
	return m
}

func TestNewRefusesWhatIsNotThere(t *testing.T) {
	for name, test := range map[string]struct {
		n     int
		edges []graph.Edge
		want  string
	}{
		"negative":  {-1, nil, "-1 nodes"},
		"too many":  {math.MaxInt32, nil, "2147483647 nodes"},
		"to":        {2, []graph.Edge{{0, 1}, {1, 2}}, "edge 1 leads from 1 to 2, want nodes from 0 to 1"},
		"from":      {2, []graph.Edge{{-1, 0}}, "edge 0 leads from -1 to 0"},
		"no node":   {0, []graph.Edge{{0, 0}}, "edge 0 leads from 0 to 0"},
		"to, below": {2, []graph.Edge{{0, math.MinInt32}}, "leads from 0 to -2147483648"},
	} {
		if g, err := graph.New(test.n, test.edges); g != nil || err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want an error with %q", name, err, test.want)
		}
	}
}

func TestRowsAreSortedAndMerged(t *testing.T) {
	edges := []graph.Edge{{2, 1}, {0, 2}, {0, 1}, {2, 2}, {0, 2}, {2, 2}}
	before := slices.Clone(edges)
	g := mustNew(t, 4, edges)
	if !slices.Equal(edges, before) {
		t.Errorf("New changed its argument: %v", edges)
	}
	var got strings.Builder
	for v := int32(-1); v <= 4; v++ {
		fmt.Fprintln(&got, v, g.Out(v), g.In(v), g.Reverse().Out(v), g.Reverse().In(v))
	}
	want := "-1 [] [] [] []\n0 [1 2] [] [] [1 2]\n1 [] [0 2] [0 2] []\n2 [1 2] [0 2] [0 2] [1 2]\n3 [] [] [] []\n4 [] [] [] []\n"
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Error(diff)
	}
	if g.Len() != 4 || g.Edges() != 4 {
		t.Errorf("%d nodes, %d edges; want 4 and 4", g.Len(), g.Edges())
	}
}

// Nothing fails on a graph without nodes, made or not, or without edges.
func TestEmpty(t *testing.T) {
	for name, g := range map[string]*graph.Graph{"zero": {}, "made": mustNew(t, 0, nil), "no edges": mustNew(t, 3, nil)} {
		n := g.Len()
		if order, acyclic := g.Topological(); len(order) != n || !acyclic {
			t.Errorf("%s: order %v, %v", name, order, acyclic)
		}
		if c := g.Condense(); len(c.Size) != n || c.DAG.Len() != n {
			t.Errorf("%s: condensation %v", name, c)
		}
		if d := g.Dominators(0); len(d) != n || slices.Max(append(d, -1)) != -1 {
			t.Errorf("%s: dominators %v", name, d)
		}
		for _, o := range []graph.ReachOptions{{}, {Budget: -1}} {
			if r := g.Ancestors(o); len(r.Counts) != n || slices.ContainsFunc(r.Counts, func(x int64) bool { return x != 1 }) {
				t.Errorf("%s: reach %v", name, r)
			}
		}
		for _, pivots := range []int{0, 1, 5} {
			if b := g.Betweenness(graph.BetweennessOptions{Pivots: pivots}); len(b.Values) != n || slices.ContainsFunc(b.Values, func(x float64) bool { return x != 0 }) {
				t.Errorf("%s: betweenness %v", name, b)
			}
		}
		if r, _ := g.PageRank(graph.PageRankOptions{}); len(r) != n {
			t.Errorf("%s: PageRank %v", name, r)
		}
		if a, c := g.Articulation(), g.Cycles(); a != nil || c != nil {
			t.Errorf("%s: articulation %v, cycles %v", name, a, c)
		}
	}
}

func TestNewAgainstSets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := draw(t)
		want := slices.Clone(g.edges)
		slices.SortFunc(want, func(a, b graph.Edge) int { return int(a.From-b.From)*1000 + int(a.To-b.To) })
		want = slices.Compact(want)
		var out, in []graph.Edge
		for v := range int32(g.n) {
			for _, w := range g.Out(v) {
				out = append(out, graph.Edge{From: v, To: w})
			}
			for _, u := range g.In(v) {
				in = append(in, graph.Edge{From: u, To: v})
				if !slices.IsSorted(g.In(v)) {
					t.Fatalf("In(%d) = %v", v, g.In(v))
				}
			}
		}
		slices.SortFunc(in, func(a, b graph.Edge) int { return int(a.From-b.From)*1000 + int(a.To-b.To) })
		if !slices.Equal(out, want) || !slices.Equal(in, want) || g.Edges() != len(want) {
			t.Fatalf("out %v\nin %v\nwant %v", out, in, want)
		}
		// The short way for edges in order gives the same graph.
		if again := mustNew(t, g.n, want); !reflect.DeepEqual(g.Graph, again) {
			t.Fatalf("%v in order gives %v, not in order %v", want, again, g.Graph)
		}
	})
}

func TestTopologicalOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := draw(t)
		leads := g.leads()
		cyclic := slices.ContainsFunc(g.edges, func(e graph.Edge) bool { return leads[e.To][e.From] })
		order, acyclic := g.Topological()
		if acyclic == cyclic {
			t.Fatalf("acyclic %v, a cycle %v", acyclic, cyclic)
		}
		at := make([]int, g.n)
		for i, v := range order {
			at[v] += i + 1
		}
		sorted := slices.Sorted(slices.Values(order))
		for i, v := range sorted {
			if int(v) != i {
				t.Fatalf("order %v is not of all nodes", order)
			}
		}
		for _, e := range g.edges {
			if !leads[e.To][e.From] && at[e.From] >= at[e.To] {
				t.Fatalf("order %v has %d before %d", order, e.To, e.From)
			}
		}
	})
}

// condensationProblem compares with who leads to whom and back.
func condensationProblem(g made, c *graph.Condensation) string {
	leads := g.leads()
	size := make([]int32, len(c.Size))
	for v := range leads {
		size[c.Of[v]]++
		for w := range leads {
			if (c.Of[v] == c.Of[w]) != (leads[v][w] && leads[w][v]) {
				return fmt.Sprintf("%d and %d: components %d and %d", v, w, c.Of[v], c.Of[w])
			}
		}
	}
	if !slices.Equal(size, c.Size) {
		return fmt.Sprintf("sizes %v, want %v", c.Size, size)
	}
	want := map[graph.Edge]bool{}
	for _, e := range g.edges {
		if a, b := c.Of[e.From], c.Of[e.To]; a != b {
			want[graph.Edge{From: a, To: b}] = true
			if a > b {
				return fmt.Sprintf("component %d leads to %d", a, b)
			}
		}
	}
	for k := range int32(len(size)) {
		for _, t := range c.DAG.Out(k) {
			if !want[graph.Edge{From: k, To: t}] || !slices.IsSorted(c.DAG.Out(k)) {
				return fmt.Sprintf("component %d leads to %v", k, c.DAG.Out(k))
			}
		}
	}
	if c.DAG.Edges() != len(want) || c.DAG.Len() != len(size) {
		return fmt.Sprintf("%d edges between %d components, want %d between %d", c.DAG.Edges(), c.DAG.Len(), len(want), len(size))
	}
	return ""
}

func TestCondense(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := draw(t)
		if problem := condensationProblem(g, g.Condense()); problem != "" {
			t.Fatal(problem)
		}
	})
}
