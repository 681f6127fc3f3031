// SPDX-License-Identifier: Apache-2.0

package graph_test

import (
	"fmt"

	"github.com/kedja/kedja/risk/graph"
)

// diamond is 0 → 1 → 3, 0 → 2 → 3 → 4, and 4 ⇄ 5.
func diamond() *graph.Graph {
	g, err := graph.New(6, []graph.Edge{{0, 1}, {0, 2}, {1, 3}, {2, 3}, {3, 4}, {4, 5}, {5, 4}})
	if err != nil {
		panic(err)
	}
	return g
}

func ExampleNew() {
	g, _ := graph.New(3, []graph.Edge{{From: 2, To: 1}, {From: 0, To: 1}, {From: 0, To: 1}})
	fmt.Println(g.Len(), g.Edges(), g.In(1))
	_, err := graph.New(3, []graph.Edge{{From: 0, To: 7}})
	fmt.Println(err)
	// Output:
	// 3 2 [0 2]
	// graph: edge 0 leads from 0 to 7, want nodes from 0 to 2
}

func ExampleGraph_Condense() {
	c := diamond().Condense()
	fmt.Println(c.Of, c.Size, c.DAG.Edges())
	// Output: [0 2 1 3 4 4] [1 1 1 1 2] 5
}

func ExampleGraph_Topological() {
	order, acyclic := diamond().Topological()
	fmt.Println(order, acyclic)
	// Output: [0 2 1 3 4 5] false
}

func ExampleGraph_Dominators() {
	fmt.Println(diamond().Dominators(0))
	// Output: [-1 0 0 0 3 4]
}

func ExampleGraph_Ancestors() {
	r := diamond().Ancestors(graph.ReachOptions{})
	fmt.Println(r.Counts, r.Exact)
	// Output: [1 2 2 4 6 6] true
}

func ExampleGraph_Betweenness() {
	b := diamond().Betweenness(graph.BetweennessOptions{})
	fmt.Println(b.Values, b.Exact)
	// Output: [0 1.5 1.5 6 4 0] true
}

func ExampleGraph_PageRank() {
	g, _ := graph.New(3, []graph.Edge{{0, 2}, {1, 2}})
	rank, _ := g.PageRank(graph.PageRankOptions{})
	fmt.Printf("%.4f", rank)
	// Output: [0.2128 0.2128 0.5745]
}

func ExampleGraph_Articulation() {
	fmt.Println(diamond().Articulation())
	// Output: [3 4]
}

func ExampleGraph_Cycles() {
	fmt.Println(diamond().Cycles())
	// Output: [[4 5]]
}
