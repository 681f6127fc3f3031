// SPDX-License-Identifier: Apache-2.0

//go:build linux

package graph_test

import (
	"bufio"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/kedja/kedja/risk/graph"
)

// benchGraph is a graph that all three libraries get as a list of edges.
type benchGraph struct {
	nodes, root int32
	edges       []graph.Edge
}

// benchGraphs are the graphs of the comparison. The larger ones are measured
// by .ci/bench-graph, which sets KEDJA_BENCH_LARGE.
var benchGraphs = []struct {
	name  string
	large bool
	make  func(testing.TB) benchGraph
}{
	{"1k", false, func(testing.TB) benchGraph { return synthetic(1_000) }},
	{"10k", false, func(testing.TB) benchGraph { return synthetic(10_000) }},
	{"100k", true, func(testing.TB) benchGraph { return synthetic(100_000) }},
	{"1M", true, func(testing.TB) benchGraph { return synthetic(1_000_000) }},
	{"debian", true, debian},
}

// layerShares is how much of a synthetic graph is at each distance from the
// root, as in the SBOMs of applications.
var layerShares = [...]float64{0.03, 0.08, 0.14, 0.17, 0.17, 0.14, 0.11, 0.08, 0.05, 0.03}

// synthetic makes an acyclic graph in the shape of an SBOM: ten layers, five
// dependencies a node, one parent at least in the layer above, and few nodes
// that many need. Numbers say nothing of the place in the graph.
func synthetic(n int) benchGraph {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	number, popular := r.Perm(n), r.Perm(n)
	layer := make([]int, n)
	first := []int{0, 1} // where each layer begins; the root is layer 0
	share := 0.0
	for l, s := range layerShares {
		share += s
		for v := first[l+1]; v < min(n, 1+int(share*float64(n))); v++ {
			layer[v] = l + 1
		}
		first = append(first, min(n, 1+int(share*float64(n))))
	}
	for v := first[len(layerShares)]; v < n; v++ {
		layer[v] = len(layerShares)
	}
	out := benchGraph{nodes: int32(n), root: int32(number[0])}
	add := func(u, v int) {
		out.edges = append(out.edges, graph.Edge{From: int32(number[u]), To: int32(number[v])})
	}
	for v := 1; v < n; v++ {
		above := first[layer[v]-1]
		add(above+r.IntN(first[layer[v]]-above), v)
	}
	for len(out.edges) < 5*n {
		x := r.Float64()
		u, v := 1+r.IntN(n-1), popular[int(float64(n)*x*x*x)]
		if layer[u] < layer[v] {
			add(u, v)
		}
	}
	return out
}

// debian is the graph of all packages of Debian, with cycles, and a root that
// needs what nobody needs.
func debian(t testing.TB) benchGraph {
	names, edges := realEdges(t, "graphs/debian-all.edges.tsv.gz")
	g, err := graph.New(len(names), edges)
	if err != nil {
		t.Fatal(err)
	}
	return benchGraph{int32(len(names) + 1), int32(len(names)), rooted(g, edges)}
}

// TestWriteBenchmarkGraphs writes the graphs for the libraries in other
// languages, as little-endian int32: nodes, root, edges, then from and to of
// each. It holds what the measures rest on: that the root leads to all.
func TestWriteBenchmarkGraphs(t *testing.T) {
	dir := os.Getenv("KEDJA_BENCH_DIR")
	for _, g := range benchGraphs {
		if g.large && dir == "" {
			continue
		}
		b := g.make(t)
		idom := newGraph(t, int(b.nodes), b.edges).Dominators(b.root)
		if reached := len(idom) - count(idom, -1) + 1; reached < int(b.nodes)*999/1000 {
			t.Errorf("%s: the root leads to %d of %d nodes", g.name, reached, b.nodes)
		}
		if dir == "" {
			continue
		}
		f, err := os.Create(filepath.Join(dir, g.name+".graph"))
		if err != nil {
			t.Fatal(err)
		}
		w := bufio.NewWriter(f)
		head := []int32{b.nodes, b.root, int32(len(b.edges))}
		for _, err := range []error{binary.Write(w, binary.LittleEndian, head),
			binary.Write(w, binary.LittleEndian, b.edges), w.Flush(), f.Close()} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

func count(list []int32, x int32) (n int) {
	for _, y := range list {
		n += one(y == x)
	}
	return n
}

// step is one thing that is measured, by one library on the graph it built.
type step struct {
	name string
	most int // nodes beyond which it would take minutes; 0 is no limit
	// run measures once. Where all would take too long it measures a part and
	// returns how many times that the whole is.
	run func() (times float64)
}

func all(f func()) func() float64 { return func() float64 { f(); return 1 } }

// kedja builds the graph and returns the steps on it.
func kedja(tb testing.TB, in *benchGraph) []step {
	build := func() *graph.Graph {
		g, err := graph.New(int(in.nodes), in.edges)
		if err != nil {
			tb.Fatal(err)
		}
		return g
	}
	g := build()
	return []step{
		{"build", 0, all(func() { runtime.KeepAlive(build()) })},
		{"scc", 0, all(func() { g.Components() })},
		{"condense", 0, all(func() { g.Condense() })},
		{"order", 0, all(func() { g.Topological() })},
		{"dominators", 0, all(func() { g.Dominators(in.root) })},
		{"pagerank", 0, all(func() { g.PageRank(graph.PageRankOptions{Damping: 0.85, Residual: 1e-10}) })},
		{"articulation", 0, all(func() { g.Articulation() })},
		{"reach", 0, all(func() { g.Ancestors(graph.ReachOptions{}) })}, // beyond its budget an estimate
		{"betweenness", 100_000, all(func() { g.Betweenness(graph.BetweennessOptions{}) })},
	}
}

// BenchmarkCompare measures this package and gonum's on the same graphs. igraph
// is added by .ci/bench-graph, which makes the table of docs/performance.md.
func BenchmarkCompare(b *testing.B) {
	libraries := []struct {
		name  string
		steps func(testing.TB, *benchGraph) []step
	}{{"kedja", kedja}, {"gonum", gonumSteps}}
	for _, g := range benchGraphs {
		b.Run(g.name, func(b *testing.B) {
			if g.large && os.Getenv("KEDJA_BENCH_LARGE") == "" {
				b.Skip("KEDJA_BENCH_LARGE is not set")
			}
			for _, library := range libraries {
				b.Run(library.name, func(b *testing.B) {
					// Pages of the library that a step needs are no memory of the step.
					for _, s := range library.steps(b, &benchGraph{nodes: 2, edges: []graph.Edge{{From: 0, To: 1}}}) {
						s.run()
					}
					in := g.make(b)
					before := resident()
					steps := library.steps(b, &in)
					held := resident() - before
					for _, s := range steps {
						b.Run(s.name, func(b *testing.B) { s.measure(b, &in, held) })
					}
				})
			}
		})
	}
}

// measure reports, beside the time, the most memory that the process held
// during the step beyond what it held before, and with the graph.
func (s *step) measure(b *testing.B, in *benchGraph, held int64) {
	if s.most > 0 && int(in.nodes) > s.most {
		b.Skipf("more than %d nodes would take too long", s.most)
	}
	before := freshPeak(b)
	if s.name != "build" { // which makes one beside that of the other steps
		before -= held
	}
	times := 1.0
	begun, spent := time.Now(), processor(b)
	b.ResetTimer()
	for range b.N {
		times = s.run()
	}
	b.ReportMetric(float64(processor(b)-spent)/float64(b.N)*times, "cpu-ns/op")
	if times != 1 {
		b.ReportMetric(float64(time.Since(begun).Nanoseconds())/float64(b.N)*times, "ns/op")
		b.ReportMetric(times, "of-sample")
	}
	if peak := status("VmHWM:"); peak > 0 {
		b.ReportMetric(float64(peak-before)/1e6, "peak-MB")
		b.ReportMetric(float64(held)/1e6, "graph-MB")
	}
}

// processor is the time that all threads of the process have used.
func processor(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// resident is the memory of the process in bytes once garbage is gone; 0
// where the system does not say.
func resident() int64 {
	debug.FreeOSMemory()
	return status("VmRSS:")
}

// freshPeak makes the system forget the peak so far, and returns the memory
// of the process.
func freshPeak(b *testing.B) int64 {
	b.Helper()
	debug.FreeOSMemory()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		b.Logf("peaks are of the whole process: %v", err)
	}
	return status("VmRSS:")
}

func status(field string) int64 {
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(data))
	i := slices.Index(fields, field)
	if i < 0 {
		return 0
	}
	kB, err := strconv.ParseInt(fields[i+1], 10, 64)
	if err != nil {
		return 0
	}
	return kB * 1024
}
