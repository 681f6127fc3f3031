// SPDX-License-Identifier: Apache-2.0

package measures_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/measures"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// TestIntegrityKeepsThoseDealtWith: of more suppliers than are listed, the one
// that the entity buys from is there, though 150 whose names stand in an SBOM
// only reach farther: each of them has a component, and it has none.
func TestIntegrityKeepsThoseDealtWith(t *testing.T) {
	catalog, _ := supplier.NewCatalog(nil, nil, nil, nil)
	s := &system.System{
		ID:       "s",
		Assets:   []system.Asset{{ID: "yard", Needs: []system.Need{{ID: "portal"}}}},
		Products: []system.Product{{ID: "portal", Kind: "service", Supplier: "dolm", SBOM: "portal.json"}},
	}
	complete, _ := s.Complete(nil)
	doc := &sbom.Document{File: "portal.json", SHA256: strings.Repeat("0", 64), Format: sbom.CycloneDX, Root: 0}
	doc.Nodes = append(doc.Nodes, sbom.Node{Kind: sbom.KindRoot, Ref: "root", Name: "portal", Parent: sbom.None, List: sbom.ListMetadata})
	for i := range 150 {
		doc.Nodes = append(doc.Nodes, sbom.Node{Ref: fmt.Sprint(i), Name: fmt.Sprint("lib-", i), Version: "1", PURLs: []string{fmt.Sprintf("pkg:npm/%%40org%d/lib-%d@1", i, i)}, Parent: sbom.None, Index: int32(i)})
	}
	at, _ := catalog.Attribute(doc)
	g, _ := risk.Build(risk.Source{System: complete, Catalog: catalog, Documents: []risk.Document{{Product: "portal", SBOM: doc, Attribution: at}}})
	rows, truncated := measures.New(g, nil).Integrity()
	rows = slices.DeleteFunc(rows, func(r result.Integrity) bool { return r.By != "supplier" || r.Certainty != "certain" })
	if len(rows) != 100 || !truncated {
		t.Fatalf("%d rows, truncated %v", len(rows), truncated)
	}
	if !slices.ContainsFunc(rows, func(r result.Integrity) bool {
		return strings.HasSuffix(r.Key, "dolm") && r.Assets == 1 && r.Components == 0
	}) {
		t.Errorf("the supplier of the product is not listed: %v …", rows[:3])
	}
}
