// SPDX-License-Identifier: Apache-2.0

package system

import (
	"fmt"
	"testing"

	"github.com/kedja/kedja/supplier"
)

func TestCheck(t *testing.T) {
	s := &System{
		ID: "s", Entity: Entity{Country: "Sweden"},
		Assets: []Asset{
			{ID: "core", Needs: []Need{{ID: "amff"}, {AtLeast: 2, Of: []string{"amf", "amf"}}}, Shares: map[string]float64{"amf": 0.7, "udm": 0.6}},
			{ID: "amf"},
		},
		Products: []Product{
			{ID: "amf", Kind: "thing", Contracts: []string{"gone"}, Services: []Service{{Party: "x", Kind: "support", Access: "root"}}},
			{ID: "udm", Origins: []Origin{{Country: "XA", Share: new(0.7)}, {Country: "XB", Share: new(0.7)}}},
		},
		Contracts: []Contract{{ID: "k", Supplier: "x"}, {ID: "k", Supplier: "x"}},
	}
	ds := s.Check()
	for _, code := range []string{
		"system/duplicate-id", "system/unknown-need", "system/needs", "system/shares-over-1", "system/vocabulary",
		"system/unknown-contract", "system/unused-contract", "supplier/country-code",
	} {
		if !ds.Has(code) {
			t.Errorf("%s is missing in\n%v", code, ds)
		}
	}
	for _, d := range ds {
		if d.Code == "system/unknown-need" && d.Message != "core needs amff, which is no product or asset of the system; did you mean amf?" {
			t.Errorf("no proposal in %q", d.Message)
		}
	}
}

func TestComplete(t *testing.T) {
	s := &System{ID: "s", Products: []Product{{ID: "a", SBOM: "a.json"}, {ID: "b"}}}
	c, as := s.Complete(nil)
	if len(c.Assets) != 1 || c.Assets[0].ID != MainAsset || len(c.Assets[0].Needs) != 2 || c.Assets[0].Criticality != supplier.Moderate {
		t.Errorf("implied asset: %+v", c.Assets)
	}
	if c.Products[0].Kind != "software" || c.Products[1].Kind != "system" {
		t.Errorf("implied kinds: %s, %s", c.Products[0].Kind, c.Products[1].Kind)
	}
	if len(as) != 4 {
		t.Errorf("assumptions: %v", as)
	}
	if len(s.Assets) != 0 || s.Products[0].Kind != "" {
		t.Error("Complete changed its receiver")
	}
}

func TestCompleteTakesTheClassDefault(t *testing.T) {
	s := &System{ID: "s", Assets: []Asset{{ID: "a", Class: "x:core"}, {ID: "b", Class: "free text"}}}
	c, _ := s.Complete(func(class string) (Class, bool) { return Class{Criticality: supplier.Critical}, class == "x:core" })
	if c.Assets[0].Criticality != supplier.Critical || c.Assets[1].Criticality != supplier.Moderate {
		t.Errorf("criticality %v and %v", c.Assets[0].Criticality, c.Assets[1].Criticality)
	}
}

func TestImplied(t *testing.T) {
	s := Implied([]string{"My App", "", "My App"}, []string{"a.json", "dir/b.cdx.json", "c.json"})
	var ids []string
	for _, p := range s.Products {
		ids = append(ids, p.ID)
	}
	if got := fmt.Sprint(ids); got != "[my-app b.cdx my-app-2]" {
		t.Errorf("ids %s", got)
	}
}

func ExampleNeed_Members() {
	k, members := Need{AtLeast: 2, Of: []string{"edge-1", "edge-2", "edge-3"}}.Members()
	fmt.Println(k, "of", members)
	// Output: 2 of [edge-1 edge-2 edge-3]
}
