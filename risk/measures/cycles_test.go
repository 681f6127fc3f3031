// SPDX-License-Identifier: Apache-2.0

package measures_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/measures"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// components is a product of n components, named from a on, with the
// dependencies written as pairs: "ab" says that a needs b.
func components(t testing.TB, n int, pairs ...string) *measures.Measurer {
	t.Helper()
	catalog, _ := supplier.NewCatalog(nil, nil, nil, nil)
	doc := &sbom.Document{File: "p.json", SHA256: strings.Repeat("0", 64), Format: sbom.CycloneDX, Root: 0}
	doc.Nodes = append(doc.Nodes, sbom.Node{Kind: sbom.KindRoot, Ref: "root", Name: "p", Parent: sbom.None, List: sbom.ListMetadata})
	for i := range n {
		name := fmt.Sprintf("%c%03d", 'a'+i%26, i)
		if n <= 26 {
			name = name[:1]
		}
		doc.Nodes = append(doc.Nodes, sbom.Node{Ref: name, Name: name, Version: "1", PURLs: []string{"pkg:generic/" + name + "@1"}, Parent: sbom.None, Index: int32(i)})
	}
	for _, p := range pairs {
		doc.Depends = append(doc.Depends, sbom.Edge{From: sbom.ID(p[0]-'a') + 1, To: sbom.ID(p[1]-'a') + 1})
	}
	for i := 0; n > 26 && i+1 < n; i += 2 { // many: in twos
		doc.Depends = append(doc.Depends, sbom.Edge{From: sbom.ID(i) + 1, To: sbom.ID(i) + 2}, sbom.Edge{From: sbom.ID(i) + 2, To: sbom.ID(i) + 1})
	}
	at, _ := catalog.Attribute(doc)
	s := &system.System{ID: "s", Products: []system.Product{{ID: "p", Kind: "software", SBOM: "p.json"}}}
	complete, _ := s.Complete(nil)
	g, _ := risk.Build(risk.Source{System: complete, Catalog: catalog, Documents: []risk.Document{{Product: "p", SBOM: doc, Attribution: at}}})
	return measures.New(g, nil)
}

func cycleLines(rows []result.Cycle) string {
	var lines []string
	for _, c := range rows {
		var names []string
		for _, id := range c.Path {
			names = append(names, strings.TrimSuffix(strings.TrimPrefix(id, "component:pkg:generic/"), "@1"))
		}
		lines = append(lines, fmt.Sprintf("cycle of %d: %s", c.Size, strings.Join(names, ", ")))
	}
	return strings.Join(lines, "; ")
}

// TestCyclesOfMethodPage repeats the example of docs/method.md.
func TestCyclesOfMethodPage(t *testing.T) {
	rows, rest := components(t, 4, "ab", "bc", "ca", "cb", "da").Cycles()
	want := "cycle of 3: b, c"
	if got := cycleLines(rows); got != want || rest != 0 || rows[0].Scope != "system:s" {
		t.Errorf("%s and %d more, want %s", got, rest, want)
	}
	methodPage(t, want)
}

func TestCycles(t *testing.T) {
	if rows, rest := components(t, 3, "ab", "bc", "aa").Cycles(); len(rows)+rest > 0 {
		t.Errorf("no component depends on itself through another: %v", rows)
	}
	// The larger group first, though its cycle is no longer.
	rows, _ := components(t, 7, "ab", "ba", "cd", "dc", "de", "ec").Cycles()
	if got, want := cycleLines(rows), "cycle of 3: c, d; cycle of 2: a, b"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if rows, rest := components(t, 120).Cycles(); len(rows) != 50 || rest != 10 {
		t.Errorf("%d listed and %d more of 60", len(rows), rest)
	}
}
