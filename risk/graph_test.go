// SPDX-License-Identifier: Apache-2.0

package risk_test

import (
	"fmt"
	"slices"
	"testing"

	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/traverse"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// document makes an SBOM with a root and n components lib-0 …; edges are
// between component numbers, -1 is the root.
func document(name string, n int, edges [][2]int) *sbom.Document {
	d := &sbom.Document{File: name + ".json", SHA256: fmt.Sprintf("%064x", len(name)), Format: sbom.CycloneDX, Root: 0}
	d.Nodes = append(d.Nodes, sbom.Node{Kind: sbom.KindRoot, Ref: "root", Name: name, Parent: sbom.None, List: sbom.ListMetadata})
	for i := range n {
		d.Nodes = append(d.Nodes, sbom.Node{
			Ref: fmt.Sprint(i), Name: fmt.Sprintf("lib-%d", i), Version: "1", PURLs: []string{fmt.Sprintf("pkg:npm/%%40org%d/lib-%d@1", i%3, i)},
			Parent: sbom.None, Index: int32(i),
		})
	}
	for _, e := range edges {
		d.Depends = append(d.Depends, sbom.Edge{From: sbom.ID(e[0] + 1), To: sbom.ID(e[1] + 1)})
	}
	return d
}

func build(t interface{ Fatal(...any) }, docs ...*sbom.Document) *risk.Graph {
	catalog, ds := supplier.NewCatalog(nil, nil, nil, nil)
	if ds.Err() != nil {
		t.Fatal(ds)
	}
	s := &system.System{ID: "s"}
	var documents []risk.Document
	for _, d := range docs {
		at, _ := catalog.Attribute(d)
		s.Products = append(s.Products, system.Product{ID: d.Nodes[0].Name, SBOM: d.File})
		documents = append(documents, risk.Document{Product: d.Nodes[0].Name, SBOM: d, Attribution: at})
	}
	complete, _ := s.Complete(nil)
	g, _ := risk.Build(risk.Source{System: complete, Documents: documents, Catalog: catalog})
	return g
}

func TestBuild(t *testing.T) {
	// root → 0 → 1 → 2, 2 → 1 (a loop), 3 stands alone, 4 ⇄ 5 stand alone.
	g := build(t, document("app", 6, [][2]int{{-1, 0}, {0, 1}, {1, 2}, {2, 1}, {4, 5}, {5, 4}}))
	if len(g.Components) != 6 || len(g.Products) != 1 || len(g.Assets) != 1 {
		t.Fatalf("%d components, %d products, %d assets", len(g.Components), len(g.Products), len(g.Assets))
	}
	byName := map[string]int32{}
	depth := map[string]int32{"lib-0": 1, "lib-1": 2, "lib-2": 3, "lib-3": risk.None, "lib-4": risk.None, "lib-5": risk.None}
	for i, c := range g.Components {
		byName[c.Name] = int32(i)
		if c.Depth != depth[c.Name] || (c.Direct == risk.Yes) != (c.Name == "lib-0") {
			t.Errorf("%s: depth %d, direct %v", c.Name, c.Depth, c.Direct)
		}
	}
	// What nothing leads to hangs off the product: 0 by its edge, 3 alone, 4 for its loop.
	var hung []string
	for _, n := range g.Depends(g.ProductNode(0)) {
		hung = append(hung, g.Components[g.ComponentIndex(risk.Node(n))].Name)
	}
	if got := fmt.Sprint(hung); got != "[lib-0 lib-3 lib-4]" {
		t.Errorf("the product leads to %s", got)
	}
	counts, ok := g.Reach([]int32{0, 1, 2, 3, 4, 5})
	for name, want := range map[string]int32{"lib-0": 1, "lib-1": 3, "lib-2": 3, "lib-3": 1, "lib-4": 2, "lib-5": 2} {
		if got := counts[byName[name]]; !ok || got != want {
			t.Errorf("%d components reach %s, want %d", got, name, want)
		}
	}
	party := g.Party("ns:npm/@org1") // lib-1 and lib-4
	is := func(x int32) bool { return x == party }
	if n := g.Exclusive(0, is); n != 4 { // 1 and 2 behind it, 4 and 5 behind it
		t.Errorf("exclusive %d, want 4", n)
	}
	if own, direct := g.Frontier([]int32{0, 1, 2, 3, 4, 5}, is); own != 2 || direct != 3 {
		t.Errorf("own %d, direct %d, want 2 and 3", own, direct)
	}
}

func TestMergeTakesOneComponentFromTwoDocuments(t *testing.T) {
	a, b := document("a", 2, [][2]int{{-1, 0}}), document("bb", 3, [][2]int{{-1, 2}})
	b.Nodes[1].Supplier = &sbom.Party{Name: "Acme AB"} // lib-0, known better in b
	g := build(t, a, b)
	if len(g.Components) != 3 {
		t.Fatalf("%d components, want 3", len(g.Components))
	}
	c := g.Components[0] // lib-0
	if len(c.Occurrences) != 2 || len(c.Products) != 2 || c.Step != supplier.BySupplier || g.Parties[c.Party].ID != "name:acme" {
		t.Errorf("merged: %d places, %d products, by %v of %s", len(c.Occurrences), len(c.Products), c.Step, g.Parties[c.Party].ID)
	}
}

// TestExcludedHereDevelopmentThere: what one SBOM excludes and another has for
// tests alone is needed by neither; what a third needs counts.
func TestExcludedHereDevelopmentThere(t *testing.T) {
	one, two := document("one", 2, nil), document("another", 2, nil)
	one.Nodes[1].Scope, two.Nodes[1].Scope = sbom.ScopeExcluded, sbom.ScopeTest
	one.Nodes[2].Scope, two.Nodes[2].Scope = sbom.ScopeExcluded, sbom.ScopeRequired
	g := build(t, one, two)
	for _, c := range g.Components {
		if c.Counted != (c.Name == "lib-1") {
			t.Errorf("%s counted: %v", c.Name, c.Counted)
		}
	}
}

func TestExcludedAndDevelopmentDoNotCount(t *testing.T) {
	d := document("app", 3, [][2]int{{-1, 0}, {-1, 1}})
	d.Nodes[1].Scope, d.Nodes[2].Scope = sbom.ScopeExcluded, sbom.ScopeTest
	g := build(t, d)
	if got := g.Products[0].Components; len(got) != 1 || g.Components[got[0]].Name != "lib-2" {
		t.Errorf("counted %v, want only lib-2", got)
	}
}

// Reach agrees with a walk of gonum's from every node.
func TestReachAgainstGonum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 30).Draw(t, "n")
		edges := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) [2]int {
			return [2]int{rapid.IntRange(-1, n-1).Draw(t, "from"), rapid.IntRange(0, n-1).Draw(t, "to")}
		}), 0, 80).Draw(t, "edges")
		g := build(t, document("app", n, edges))
		all := make([]int32, n)
		for i := range all {
			all[i] = int32(i)
		}
		got, ok := g.Reach(all)
		if !ok {
			t.Fatal("over budget")
		}
		want := make([]int32, n)
		for i := range all {
			walk := traverse.BreadthFirst{}
			walk.Walk(g.Gonum(), g.Gonum().Node(int64(g.ComponentNode(int32(i)))), func(v graph.Node, _ int) bool {
				want[g.ComponentIndex(risk.Node(v.ID()))]++
				return false
			})
		}
		if !slices.Equal(got, want) {
			t.Fatalf("reach %v, a walk from every node finds %v", got, want)
		}
	})
}

// The numbering and every edge depend on nothing but the content.
func TestBuildIgnoresOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 12).Draw(t, "n")
		edges := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) [2]int {
			return [2]int{rapid.IntRange(-1, n-1).Draw(t, "from"), rapid.IntRange(0, n-1).Draw(t, "to")}
		}), 0, 30).Draw(t, "edges")
		describe := func(g *risk.Graph) string {
			out := ""
			for v := range g.Len() {
				out += g.ID(risk.Node(v)) + fmt.Sprintln(g.Depends(risk.Node(v)))
			}
			return out
		}
		forward := describe(build(t, document("a", n, edges), document("bb", n, nil)))
		slices.Reverse(edges)
		backward := describe(build(t, document("bb", n, nil), document("a", n, edges)))
		if forward != backward {
			t.Fatalf("%s\n%s", forward, backward)
		}
	})
}
