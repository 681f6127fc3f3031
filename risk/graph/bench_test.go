// SPDX-License-Identifier: Apache-2.0

package graph_test

import (
	"fmt"
	"os"
	"runtime"
	"testing"

	gonum "gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/flow"
	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/graph/topo"
	"gonum.org/v1/gonum/graph/traverse"

	"github.com/kedja/kedja/risk/graph"
)

// benchSizes are the numbers of nodes measured, with five edges each. A
// million is asked for with KEDJA_BENCH_LARGE=1.
func benchSizes() []int {
	sizes := []int{1_000, 10_000, 100_000}
	if os.Getenv("KEDJA_BENCH_LARGE") != "" {
		sizes = append(sizes, 1_000_000)
	}
	return sizes
}

// gonumLimit is the most nodes for which gonum's graph is built: a million
// take it a gigabyte and most of a minute.
const gonumLimit = 100_000

// sizes runs f, named by what it measures, for every size.
func sizes(b *testing.B, f func(b *testing.B, g *graph.Graph)) {
	for _, n := range benchSizes() {
		b.Run(fmt.Sprintf("n=%d/by=kedja", n), func(b *testing.B) {
			g := mustNew(b, n, supplyEdges(n))
			b.ReportAllocs()
			for b.Loop() {
				f(b, g)
			}
		})
	}
}

// theirs runs f on gonum's graph of the same edges for sizes up to limit.
func theirs(b *testing.B, limit int, f func(b *testing.B, g *simple.DirectedGraph)) {
	for _, n := range benchSizes() {
		if n > min(limit, gonumLimit) {
			break
		}
		b.Run(fmt.Sprintf("n=%d/by=gonum", n), func(b *testing.B) {
			g := gonumOf(mustNew(b, n, supplyEdges(n)))
			b.ReportAllocs()
			for b.Loop() {
				f(b, g)
			}
		})
	}
}

// BenchmarkBuild also reports what the finished graph keeps in memory.
func BenchmarkBuild(b *testing.B) {
	for _, n := range benchSizes() {
		edges := supplyEdges(n)
		b.Run(fmt.Sprintf("n=%d/by=kedja", n), func(b *testing.B) {
			b.ReportAllocs()
			var g *graph.Graph
			before := heap()
			for b.Loop() {
				g = mustNew(b, n, edges)
			}
			b.ReportMetric(float64(heap()-before)/1e6, "kept-MB")
			runtime.KeepAlive(g)
		})
		if n > gonumLimit {
			continue
		}
		b.Run(fmt.Sprintf("n=%d/by=gonum", n), func(b *testing.B) {
			b.ReportAllocs()
			var d *simple.DirectedGraph
			before := heap()
			for b.Loop() {
				d = simple.NewDirectedGraph()
				for v := range n {
					d.AddNode(simple.Node(v))
				}
				for _, e := range edges {
					if e.From != e.To {
						d.SetEdge(simple.Edge{F: simple.Node(e.From), T: simple.Node(e.To)})
					}
				}
			}
			b.ReportMetric(float64(heap()-before)/1e6, "kept-MB")
			runtime.KeepAlive(d)
		})
	}
}

// heap is the memory in use after everything unused is freed.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func BenchmarkCondense(b *testing.B) {
	sizes(b, func(b *testing.B, g *graph.Graph) { g.Condense() })
	theirs(b, gonumLimit, func(b *testing.B, g *simple.DirectedGraph) { topo.TarjanSCC(g) })
}

func BenchmarkTopological(b *testing.B) {
	sizes(b, func(b *testing.B, g *graph.Graph) { g.Topological() })
	theirs(b, gonumLimit, func(b *testing.B, g *simple.DirectedGraph) { _, _ = topo.Sort(g) })
}

// BenchmarkDominators adds a root, as the last node, that leads to all nodes
// that nothing leads to.
func BenchmarkDominators(b *testing.B) {
	for _, n := range benchSizes() {
		edges := supplyEdges(n)
		g := mustNew(b, n, edges)
		for v := range int32(n) {
			if len(g.In(v)) == 0 {
				edges = append(edges, graph.Edge{From: int32(n), To: v})
			}
		}
		b.Run(fmt.Sprintf("n=%d/by=kedja", n), func(b *testing.B) {
			g := mustNew(b, n+1, edges)
			b.ReportAllocs()
			for b.Loop() {
				g.Dominators(int32(n))
			}
		})
		if n > gonumLimit {
			continue
		}
		b.Run(fmt.Sprintf("n=%d/by=gonum", n), func(b *testing.B) {
			d := gonumOf(mustNew(b, n+1, edges))
			b.ReportAllocs()
			for b.Loop() {
				flow.Dominators(simple.Node(n), d)
			}
		})
	}
}

func BenchmarkReach(b *testing.B) {
	sizes(b, func(b *testing.B, g *graph.Graph) {
		if !g.Ancestors(graph.ReachOptions{Budget: 1 << 50}).Exact {
			b.Fatal("not exact")
		}
	})
	theirs(b, 10_000, func(b *testing.B, g *simple.DirectedGraph) {
		counts := make([]int64, g.Nodes().Len())
		for v := range counts {
			walk := traverse.BreadthFirst{}
			walk.Walk(g, simple.Node(v), func(w gonum.Node, _ int) bool {
				counts[w.ID()]++
				return false
			})
		}
	})
}

func BenchmarkReachSketch(b *testing.B) {
	sizes(b, func(b *testing.B, g *graph.Graph) { g.Ancestors(graph.ReachOptions{Budget: -1}) })
}

func BenchmarkBetweenness(b *testing.B) {
	for _, n := range benchSizes() {
		if n > 10_000 {
			break
		}
		b.Run(fmt.Sprintf("n=%d/by=kedja", n), func(b *testing.B) {
			g := mustNew(b, n, supplyEdges(n))
			b.ReportAllocs()
			for b.Loop() {
				g.Betweenness(graph.BetweennessOptions{})
			}
		})
	}
	theirs(b, 10_000, func(b *testing.B, g *simple.DirectedGraph) { network.Betweenness(g) })
}

func BenchmarkBetweennessPivots(b *testing.B) {
	sizes(b, func(b *testing.B, g *graph.Graph) {
		g.Betweenness(graph.BetweennessOptions{Pivots: 256, Seed: 1})
	})
}

// gonum ends where the Euclidean norm of the change is below the tolerance,
// which is the weaker demand.
func BenchmarkPageRank(b *testing.B) {
	sizes(b, func(b *testing.B, g *graph.Graph) { g.PageRank(graph.PageRankOptions{Residual: 1e-6}) })
	theirs(b, gonumLimit, func(b *testing.B, g *simple.DirectedGraph) { network.PageRankSparse(g, 0.85, 1e-6) })
}

// gonum has no articulation points, and its DirectedCyclesIn does not end on
// graphs like these.
func BenchmarkArticulation(b *testing.B) {
	sizes(b, func(b *testing.B, g *graph.Graph) { g.Articulation() })
}

func BenchmarkCycles(b *testing.B) {
	sizes(b, func(b *testing.B, g *graph.Graph) { g.Cycles() })
}
