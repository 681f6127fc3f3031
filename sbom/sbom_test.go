// SPDX-License-Identifier: Apache-2.0

package sbom_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// box is a small document: a device with a nested part, two components that
// need each other, a service and a file.
func box() *sbom.Document {
	maker := &sbom.Party{Name: "Teliqon AB"}
	return &sbom.Document{
		File: "box.cdx.json", Format: sbom.CycloneDX, SpecVersion: "1.6", Serialization: "json",
		Name: "box", Created: "2026-01-01T00:00:00Z", SHA256: "ab", Root: 0,
		Nodes: []sbom.Node{
			{Kind: sbom.KindRoot, Ref: "box", Name: "box", Parent: sbom.None, List: sbom.ListMetadata, Line: 3},
			{Name: "board", Parent: 0, Index: 1, Line: 4},
			{Name: "a", Version: "1", PURLs: []string{"pkg:generic/a@1"}, Supplier: maker, Parent: sbom.None, Index: 0, Line: 7},
			{Name: "b", Licenses: []string{"MIT"}, Hashes: []sbom.Hash{{Alg: "MD5", Value: "00"}}, Parent: 2, Index: 4, Line: 8},
			{Kind: sbom.KindService, Name: "s", Parent: sbom.None, List: sbom.ListServices, Index: 2},
			{Kind: sbom.KindFile, Name: "f", Parent: sbom.None, List: sbom.ListFiles, Index: 5},
			{Name: "p", Parent: sbom.None, List: sbom.ListPackages, Index: 6},
			{Name: "g", Parent: sbom.None, List: sbom.ListGraph, Index: 7},
		},
		Depends:      []sbom.Edge{{From: 0, To: 2}, {From: 2, To: 3}, {From: 3, To: 2}, {From: 3, To: 3}},
		Contains:     []sbom.Edge{{From: 0, To: 1}},
		Dangling:     []sbom.Reference{{From: "a", To: "gone"}},
		Completeness: sbom.Incomplete,
		Diagnostics: diag.List{{Severity: diag.Warning, Code: "sbom/dangling-reference", Message: "no element",
			Position: diag.Position{File: "box.cdx.json", Pointer: "/dependencies/0", Line: 12}}},
	}
}

func TestPointer(t *testing.T) {
	doc := box()
	want := []string{
		"/metadata/component",
		"/metadata/component/components/1",
		"/components/0",
		"/components/0/components/4",
		"/services/2",
		"/files/5",
		"/packages/6",
		"/@graph/7",
	}
	for id := range doc.All() {
		if got := doc.Pointer(id); got != want[id] {
			t.Errorf("node %d: %s, want %s", id, got, want[id])
		}
	}
	if got := doc.Pointer(sbom.None); got != "" {
		t.Errorf("None has the pointer %q", got)
	}
	if got, want := doc.Position(3).String(), "box.cdx.json:8 /components/0/components/4"; got != want {
		t.Errorf("position %s, want %s", got, want)
	}
}

// TestPointerLoop holds that a hand-made document whose nodes contain each
// other does not hang.
func TestPointerLoop(t *testing.T) {
	doc := &sbom.Document{Nodes: []sbom.Node{{Parent: 1}, {Parent: 0}}}
	if got := doc.Pointer(0); got == "" {
		t.Error("no pointer at all")
	}
}

func TestWalks(t *testing.T) {
	doc := box()
	var names []string
	for _, n := range doc.Components() {
		names = append(names, n.Name)
	}
	for _, n := range doc.Services() {
		names = append(names, n.Name)
	}
	for _, n := range doc.Files() {
		names = append(names, n.Name)
	}
	if diff := cmp.Diff([]string{"board", "a", "b", "p", "g", "s", "f"}, names); diff != "" {
		t.Error(diff)
	}
}

// ExampleDocument_Inspect shows the summary: its fields and their order are
// what `kedja sbom inspect` writes.
func ExampleDocument_Inspect() {
	out, err := json.MarshalIndent(box().Inspect(), "", " ")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(string(out))
	// Output:
	// {
	//  "file": "box.cdx.json",
	//  "format": "CycloneDX",
	//  "specVersion": "1.6",
	//  "serialization": "json",
	//  "name": "box",
	//  "created": "2026-01-01T00:00:00Z",
	//  "sha256": "ab",
	//  "root": "box",
	//  "components": 5,
	//  "services": 1,
	//  "files": 1,
	//  "dependencies": 4,
	//  "contains": 1,
	//  "dangling": 1,
	//  "cycles": 2,
	//  "withSupplier": 1,
	//  "withVersion": 1,
	//  "withPURL": 1,
	//  "withHash": 1,
	//  "withLicense": 1,
	//  "completeness": "incomplete",
	//  "diagnostics": [
	//   {
	//    "severity": "warning",
	//    "code": "sbom/dangling-reference",
	//    "pointer": "/dependencies/0",
	//    "line": 12,
	//    "message": "no element"
	//   }
	//  ]
	// }
}

func TestInspectEmpty(t *testing.T) {
	in := (&sbom.Document{Root: sbom.None}).Inspect()
	if in.Root != nil || in.Completeness != "unstated" || in.Diagnostics == nil {
		t.Errorf("an empty document has no root, unstated completeness and an empty list: %+v", in)
	}
}

// TestCycles compares with the definition: two nodes are in one group when
// each reaches the other.
func TestCycles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "nodes")
		node := rapid.Map(rapid.IntRange(0, n-1), func(i int) sbom.ID { return sbom.ID(i) })
		edges := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) sbom.Edge {
			return sbom.Edge{From: node.Draw(t, "from"), To: node.Draw(t, "to")}
		}), 0, 30).Draw(t, "edges")
		got := sbom.NewAdjacency(n, edges).Cycles()
		if diff := cmp.Diff(groups(n, edges), got); diff != "" {
			t.Fatal(diff)
		}
	})
}

// groups finds the cycles by the transitive closure.
func groups(n int, edges []sbom.Edge) [][]sbom.ID {
	reach := make([][]bool, n)
	for i := range reach {
		reach[i] = make([]bool, n)
	}
	for _, e := range edges {
		reach[e.From][e.To] = true
	}
	for k := range n {
		for i := range n {
			for j := range n {
				reach[i][j] = reach[i][j] || (reach[i][k] && reach[k][j])
			}
		}
	}
	var out [][]sbom.ID
	for i := range n {
		group := []sbom.ID{sbom.ID(i)}
		for j := range n {
			if j != i && reach[i][j] && reach[j][i] {
				group = append(group, sbom.ID(j))
			}
		}
		if slices.Sort(group); len(group) > 1 && group[0] == sbom.ID(i) {
			out = append(out, group)
		}
	}
	return out
}

// TestCyclesDeep walks a ring of a million nodes: depth is not a limit.
func TestCyclesDeep(t *testing.T) {
	const n = 1_000_000
	edges := make([]sbom.Edge, n)
	for i := range edges {
		edges[i] = sbom.Edge{From: sbom.ID(i), To: sbom.ID((i + 1) % n)}
	}
	got := sbom.NewAdjacency(n, edges).Cycles()
	if len(got) != 1 || len(got[0]) != n {
		t.Errorf("%d groups", len(got))
	}
}

func TestAdjacencyLeavesOutStrangers(t *testing.T) {
	a := sbom.NewAdjacency(2, []sbom.Edge{{From: 0, To: 1}, {From: sbom.None, To: 1}, {From: 1, To: 2}})
	if got := a.Out(0); !slices.Equal(got, []sbom.ID{1}) || len(a.Out(1)) != 0 || a.Len() != 2 {
		t.Errorf("edges %v and %v", got, a.Out(1))
	}
}

// TestMarkUnknown holds that what has a value is not said to be unknown.
func TestMarkUnknown(t *testing.T) {
	var n sbom.Node
	n.MarkUnknown(sbom.UnknownSupplier | sbom.UnknownVersion)
	n.Version = "1"
	if n.MarkUnknown(sbom.UnknownConcluded); n.Unknown != sbom.UnknownSupplier|sbom.UnknownConcluded {
		t.Errorf("marks %b", n.Unknown)
	}
	n = sbom.Node{Version: "1", Supplier: &sbom.Party{}, Originator: &sbom.Party{}, Declared: 1, Concluded: 1, Copyright: "c", DownloadURL: "u"}
	if n.MarkUnknown(sbom.UnknownDownload<<1 - 1); n.Unknown != 0 {
		t.Errorf("marks %b beside values", n.Unknown)
	}
}
