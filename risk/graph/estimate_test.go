// SPDX-License-Identifier: Apache-2.0

package graph_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/risk/graph"
)

// supplyEdges makes edges in about the shape of SBOMs: five dependencies
// each, rather on what many already use, and a few back, for cycles; nodes
// are shuffled, since no document comes in topological order.
func supplyEdges(n int) []graph.Edge {
	r := rand.New(rand.NewPCG(7, uint64(n)))
	name := r.Perm(n)
	edges := make([]graph.Edge, 0, 5*n)
	for i := range n - 1 {
		for k := range 5 {
			x := r.Float64()
			j := min(n-1, i+1+int(float64(n-i-1)*math.Sqrt(x)))
			e := graph.Edge{From: int32(name[i]), To: int32(name[j])}
			if k == 0 && i%1000 == 999 {
				e.From, e.To = int32(name[i]), int32(name[i-1-r.IntN(9)])
			}
			edges = append(edges, e)
		}
	}
	return edges
}

// Estimates are as good as they say, for every size of set, small ones
// too; and they only grow along edges.
func TestSketchKeepsItsError(t *testing.T) {
	g := mustNew(t, 20_000, supplyEdges(20_000))
	exact := g.Ancestors(graph.ReachOptions{})
	for _, precision := range []int{6, 8, 0, 12} {
		r := g.Ancestors(graph.ReachOptions{Budget: -1, Precision: precision})
		bits := precision
		if bits == 0 {
			bits = 10
		}
		if want := 1.04 / math.Sqrt(float64(int(1)<<bits)); r.Exact || r.Error != want {
			t.Errorf("precision %d: exact %v, error %v, want %v", precision, r.Exact, r.Error, want)
		}
		square, bias, n := 0.0, 0.0, 0.0
		for v := range exact.Counts {
			off := float64(r.Counts[v])/float64(exact.Counts[v]) - 1
			square, bias, n = square+off*off, bias+off, n+1
			for _, w := range g.Out(int32(v)) {
				if r.Counts[w] < r.Counts[v] {
					t.Fatalf("%d reach %d, but %d reach %d behind it", r.Counts[v], v, r.Counts[w], w)
				}
			}
		}
		// The sets overlap much, so that the errors of all nodes are not
		// independent: their mean square and mean scatter.
		if rms := math.Sqrt(square / n); rms > 1.5*r.Error || math.Abs(bias/n) > 1.2*r.Error {
			t.Errorf("precision %d: root mean square %v, mean %v, said %v", precision, rms, bias/n, r.Error)
		}
	}
}

func TestBudgetDecidesByTheGraphAlone(t *testing.T) {
	g := mustNew(t, 5_000, supplyEdges(5_000))
	low, high := int64(1), int64(1)<<40 // low is too little, high enough
	for high-low > 1 {
		if mid := (low + high) / 2; g.Ancestors(graph.ReachOptions{Budget: mid, ExactOnly: true}).Exact {
			high = mid
		} else {
			low = mid
		}
	}
	for range 20 {
		if r := g.Ancestors(graph.ReachOptions{Budget: low}); r.Exact || r.Error == 0 {
			t.Fatalf("exact with %d", low)
		}
		if r := g.Ancestors(graph.ReachOptions{Budget: high}); !r.Exact || r.Error != 0 {
			t.Fatalf("not exact with %d", high)
		}
	}
	if r := g.Ancestors(graph.ReachOptions{Budget: low, ExactOnly: true}); r.Counts != nil || r.Exact {
		t.Errorf("%d counts beyond the budget", len(r.Counts))
	}
}

// Values from pivots lie within the bound, and better than it says.
func TestSampledBetweenness(t *testing.T) {
	g := mustNew(t, 2_000, supplyEdges(2_000))
	exact := g.Betweenness(graph.BetweennessOptions{})
	last := []float64(nil)
	for seed := range uint64(3) {
		b := g.Betweenness(graph.BetweennessOptions{Pivots: 500, Seed: seed})
		if want := 2000 * 1998 * math.Sqrt(math.Log(2*2000/0.05)/1000); b.Exact || b.Pivots != 500 || b.Seed != seed || !near(b.Error, want, 1e-12) {
			t.Errorf("exact %v, %d pivots, seed %d, error %v, want %v", b.Exact, b.Pivots, b.Seed, b.Error, want)
		}
		sum, drawn, off := 0.0, 0.0, 0.0
		for v, x := range exact.Values {
			if math.Abs(b.Values[v]-x) > b.Error {
				t.Errorf("seed %d: %d has %v, exact %v", seed, v, b.Values[v], x)
			}
			sum, drawn, off = sum+x, drawn+b.Values[v], off+math.Abs(b.Values[v]-x)
		}
		if off > sum/2 || !near(drawn, sum, 0.1) {
			t.Errorf("seed %d: sum %v, exact %v, sum of differences %v", seed, drawn, sum, off)
		}
		if slices.Equal(last, b.Values) {
			t.Errorf("seed %d draws the pivots of the one before", seed)
		}
		last = b.Values
	}
}

// everything is all results of a graph, as text with every bit.
func everything(g *graph.Graph) map[string]string {
	c := g.Condense()
	order, acyclic := g.Topological()
	rank, rounds := g.PageRank(graph.PageRankOptions{})
	return map[string]string{
		"components":   fmt.Sprint(c.Of, c.Size),
		"order":        fmt.Sprint(order, acyclic),
		"dominators":   fmt.Sprint(g.Dominators(order[0])),
		"ancestors":    fmt.Sprint(g.Ancestors(graph.ReachOptions{})),
		"descendants":  fmt.Sprint(g.Descendants(graph.ReachOptions{})),
		"sketch":       fmt.Sprint(g.Ancestors(graph.ReachOptions{Budget: -1, Precision: 8})),
		"betweenness":  fmt.Sprintf("%x", g.Betweenness(graph.BetweennessOptions{}).Values),
		"pivots":       fmt.Sprintf("%x", g.Betweenness(graph.BetweennessOptions{Pivots: 100, Seed: 1}).Values),
		"rank":         fmt.Sprintf("%x %d", rank, rounds),
		"articulation": fmt.Sprint(g.Articulation()),
		"cycles":       fmt.Sprint(g.Cycles()),
	}
}

// Results are the same to the last bit however many processors there are, and
// whatever the order of the edges.
func TestSameOnAnyNumberOfProcessors(t *testing.T) {
	const n = 9_000 // several blocks of everything
	edges := supplyEdges(n)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	want := everything(mustNew(t, n, edges))
	for _, processors := range []int{1, 2, 3, 8} {
		runtime.GOMAXPROCS(processors)
		r := rand.New(rand.NewPCG(1, uint64(processors)))
		r.Shuffle(len(edges), func(i, j int) { edges[i], edges[j] = edges[j], edges[i] })
		got := everything(mustNew(t, n, edges))
		for name := range want {
			if got[name] != want[name] {
				t.Errorf("with %d processors %s differ: %s", processors, name, cmp.Diff(want[name][:80], got[name][:min(80, len(got[name]))]))
			}
		}
	}
}
