// SPDX-License-Identifier: Apache-2.0

package graph_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"math"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/risk/graph"
)

// realVector is what networkx and igraph say of the graph of a real file,
// which stays in the corpus: digests of whole vectors, the largest values.
type realVector struct {
	Name               string
	Path               string
	Nodes, Edges, SCCs int
	SCC                string
	AncestorsSum       int64 `json:"ancestors_sum"`
	Ancestors          string
	Dominated          int // nodes with an immediate dominator, under the added root
	Dominators         string
	ArticulationPoints int `json:"articulation_points"`
	Articulation       string
	BetweennessSum     float64 `json:"betweenness_sum"`
	Betweenness        []named
	PageRank           []named
}

// named is the value of a node by its name: ["libc6", 0.25].
type named struct {
	Name  string
	Value float64
}

func (n *named) UnmarshalJSON(data []byte) error {
	return json.Unmarshal(data, &[]any{&n.Name, &n.Value})
}

func TestRealGraphsAgreeWithNetworkxAndIgraph(t *testing.T) {
	data, err := os.ReadFile("testdata/vectors/real.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []realVector
	if err := json.Unmarshal(data, &vectors); err != nil {
		t.Fatal(err)
	}
	if len(vectors) < 5 {
		t.Fatalf("%d real graphs, want 5 or more", len(vectors))
	}
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			names, edges := realEdges(t, v.Path)
			if testing.Short() && len(names) > 10_000 {
				t.Skip("large")
			}
			v.check(t, names, edges)
		})
	}
}

func (v *realVector) check(t *testing.T, names []string, edges []graph.Edge) {
	t.Helper()
	g := newGraph(t, len(names), edges)
	if g.Len() != v.Nodes || g.Edges() != v.Edges {
		t.Fatalf("%d nodes and %d edges, want %d and %d", g.Len(), g.Edges(), v.Nodes, v.Edges)
	}
	scc := components(t, g)
	distinct := slices.Compact(slices.Sorted(slices.Values(scc)))
	equal(t, "strongly connected components", len(distinct), v.SCCs)
	equal(t, "digest of strongly connected components", digest(scc), v.SCC)
	checkTopological(t, g)

	ancestors := others(t, g)
	sum := int64(0)
	for _, k := range ancestors {
		sum += k
	}
	equal(t, "sum of ancestors", sum, v.AncestorsSum)
	equal(t, "digest of ancestors", digest(ancestors), v.Ancestors)

	dominators := newGraph(t, len(names)+1, rooted(g, edges)).Dominators(int32(len(names)))
	dominated := 0
	for _, d := range dominators {
		dominated += one(d >= 0)
	}
	equal(t, "dominated nodes", dominated, v.Dominated)
	equal(t, "digest of dominators", digest(dominators), v.Dominators)

	points := g.Articulation()
	equal(t, "articulation points", len(points), v.ArticulationPoints)
	equal(t, "digest of articulation points", digest(points), v.Articulation)

	betweenness := g.Betweenness(graph.BetweennessOptions{}).Values
	total := 0.0
	for _, x := range betweenness {
		total += x
	}
	if !agrees(total, v.BetweennessSum) {
		t.Errorf("sum of betweenness %.15g, theirs %.15g", total, v.BetweennessSum)
	}
	largest(t, "betweenness", names, betweenness, v.Betweenness)
	largest(t, "PageRank", names, pageRank(t, g), v.PageRank)
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, theirs %v", what, got, want)
	}
}

// largest compares values by name, and holds that no other is larger.
func largest(t *testing.T, what string, names []string, got []float64, want []named) {
	t.Helper()
	seen := map[int]bool{}
	least := math.Inf(1)
	for _, w := range want {
		i, ok := slices.BinarySearch(names, w.Name)
		if !ok {
			t.Fatalf("%s: no node %s", what, w.Name)
		}
		seen[i] = true
		least = min(least, w.Value)
		if !agrees(got[i], w.Value) {
			t.Errorf("%s of %s is %.15g, theirs %.15g", what, w.Name, got[i], w.Value)
		}
	}
	for i, x := range got {
		if !seen[i] && x > least*(1+relative) {
			t.Errorf("%s of %s is %g, above the least of their largest, %g", what, names[i], x, least)
		}
	}
}

// digest is the SHA-256 of the numbers in decimal, a line each.
func digest[T int32 | int64](numbers []T) string {
	h := sha256.New()
	for _, x := range numbers {
		h.Write(append(strconv.AppendInt(nil, int64(x), 10), '\n'))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// rooted adds a node that needs whatever nobody needs.
func rooted(g *graph.Graph, edges []graph.Edge) []graph.Edge {
	edges = slices.Clip(edges)
	for v := range int32(g.Len()) {
		if len(g.In(v)) == 0 {
			edges = append(edges, graph.Edge{From: int32(g.Len()), To: v})
		}
	}
	return edges
}

var dependsOn = regexp.MustCompile(`(?m)^Relationship: (\S+) DEPENDS_ON (\S+)$`)

// realEdges reads the dependencies that a file of the corpus states. Nodes
// are the names in them, sorted. It reads as make_vectors.py does, and not
// with package sbom, so that both have the same graph.
func realEdges(t testing.TB, name string) (names []string, edges []graph.Edge) {
	t.Helper()
	data := corpus.Read(t, name)
	if strings.HasSuffix(name, ".gz") {
		r, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if data, err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	var pairs [][2]string
	switch ext := path.Ext(strings.TrimSuffix(name, ".gz")); ext {
	case ".tsv":
		for line := range strings.Lines(string(data)) {
			from, to, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			pairs = append(pairs, [2]string{from, to})
		}
	case ".spdx":
		for _, m := range dependsOn.FindAllStringSubmatch(string(data), -1) {
			pairs = append(pairs, [2]string{m[1], m[2]})
		}
	case ".json":
		pairs = statedPairs(t, data)
	default:
		t.Fatalf("%s: no reader for %q", name, ext)
	}
	for _, p := range pairs {
		names = append(names, p[:]...)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	number := make(map[string]int32, len(names))
	for i, name := range names {
		number[name] = int32(i)
	}
	for _, p := range pairs {
		edges = append(edges, graph.Edge{From: number[p[0]], To: number[p[1]]})
	}
	return names, edges
}

// statedPairs reads CycloneDX and SPDX in JSON.
func statedPairs(t testing.TB, data []byte) (pairs [][2]string) {
	t.Helper()
	var doc struct {
		Dependencies []struct {
			Ref       string   `json:"ref"`
			DependsOn []string `json:"dependsOn"`
		} `json:"dependencies"`
		Relationships []struct {
			From string `json:"spdxElementId"`
			Type string `json:"relationshipType"`
			To   string `json:"relatedSpdxElement"`
		} `json:"relationships"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	for _, d := range doc.Dependencies {
		for _, to := range d.DependsOn {
			pairs = append(pairs, [2]string{d.Ref, to})
		}
	}
	for _, r := range doc.Relationships {
		switch r.Type {
		case "DEPENDS_ON":
			pairs = append(pairs, [2]string{r.From, r.To})
		case "DEPENDENCY_OF":
			pairs = append(pairs, [2]string{r.To, r.From})
		}
	}
	return pairs
}
