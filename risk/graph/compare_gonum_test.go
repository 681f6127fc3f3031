// SPDX-License-Identifier: Apache-2.0

//go:build linux

package graph_test

import (
	"testing"

	gonum "gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/flow"
	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/graph/topo"
	"gonum.org/v1/gonum/graph/traverse"
)

// gonumSteps does with gonum what [kedja] does with this package. gonum has
// no articulation points.
func gonumSteps(_ testing.TB, in *benchGraph) []step {
	g := gonumGraph(in)
	return []step{
		{"build", 0, all(func() { gonumGraph(in) })},
		{"scc", 0, all(func() { topo.TarjanSCC(g) })},
		{"order", 0, all(func() {
			// An error says that there are cycles, and the rest is in order.
			_, _ = topo.Sort(g)
		})},
		{"dominators", 0, all(func() { flow.Dominators(simple.Node(in.root), g) })},
		// Not network.PageRank, which makes a dense matrix of n × n.
		{"pagerank", 0, all(func() { network.PageRankSparse(g, 0.85, 1e-10) })},
		{"reach", 0, func() float64 { return gonumReach(g, in.nodes) }},
		{"betweenness", 10_000, all(func() { network.Betweenness(g) })},
	}
}

func gonumGraph(in *benchGraph) *simple.DirectedGraph {
	g := simple.NewDirectedGraph()
	for v := range int64(in.nodes) {
		g.AddNode(simple.Node(v))
	}
	for _, e := range in.edges {
		if e.From != e.To { // gonum has no loops
			g.SetEdge(simple.Edge{F: simple.Node(e.From), T: simple.Node(e.To)})
		}
	}
	return g
}

// gonumReach counts the ancestors of every node by a search from each, as
// gonum offers nothing for all of them; of a large graph it searches from
// a sample, evenly spread over numbers that say nothing of the graph.
func gonumReach(g *simple.DirectedGraph, n int32) (times float64) {
	every := max(1, n/1000)
	if n > 10_000 {
		every = n / 200
	}
	done := 0
	for v := int32(0); v < n; v += every {
		reached := 0
		walk := traverse.BreadthFirst{Visit: func(gonum.Node) { reached++ }}
		walk.Walk(reversed{g}, simple.Node(v), nil)
		done++
	}
	return float64(n) / float64(done)
}

// reversed is a graph with every edge turned round.
type reversed struct{ *simple.DirectedGraph }

func (r reversed) From(id int64) gonum.Nodes      { return r.DirectedGraph.To(id) }
func (r reversed) Edge(uid, vid int64) gonum.Edge { return r.DirectedGraph.Edge(vid, uid) }
