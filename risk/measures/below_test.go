// SPDX-License-Identifier: Apache-2.0

package measures_test

import (
	"strings"
	"testing"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/dependency"
	"github.com/kedja/kedja/risk/measures"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// buys joins records of roots (foundations control themselves) to a system
// that pays 60 to a for p and 40 to b for q, both needed by the asset net.
func buys(t *testing.T, suppliers []*supplier.Supplier, countries []*supplier.Country, change func(*system.System)) *measures.Measurer {
	t.Helper()
	for _, s := range suppliers {
		s.Name, s.Kind = s.ID, "foundation"
	}
	catalog, ds := supplier.NewCatalog(suppliers, countries, nil, nil)
	if ds.Err() != nil {
		t.Fatal(ds)
	}
	s := &system.System{
		ID:     "s",
		Entity: system.Entity{ID: "e", Country: "SE"},
		Assets: []system.Asset{{ID: "net", Class: "eu5g:ran", Needs: []system.Need{{ID: "p"}, {ID: "q"}}}},
		Products: []system.Product{
			{ID: "p", Kind: "hardware", Supplier: "a", Spend: supplier.Exact(60)},
			{ID: "q", Kind: "hardware", Supplier: "b", Spend: supplier.Exact(40)},
		},
	}
	if change != nil {
		change(s)
	}
	complete, _ := s.Complete(nil)
	g, _ := risk.Build(risk.Source{System: complete, Catalog: catalog, AsOf: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)})
	control, ds := measures.Control(g)
	if ds.Err() != nil {
		t.Fatal(ds)
	}
	return measures.New(g, control)
}

func passes(id, to string, share *supplier.Range) *supplier.Supplier {
	return &supplier.Supplier{ID: id, Established: "SE", SubcontractorsAll: true,
		Subcontractors: supplier.List[supplier.Subcontract]{Items: []supplier.Subcontract{{Party: to, Share: share}}}}
}

func none(id string) *supplier.Supplier {
	return &supplier.Supplier{ID: id, Established: "SE", Subcontractors: supplier.List[supplier.Subcontract]{None: true}}
}

func TestTiersFromRecords(t *testing.T) {
	m := buys(t, []*supplier.Supplier{passes("a", "c", supplier.Exact(0.5)), none("b"), none("c")}, nil, nil)
	views, ds := m.Tiers()
	if len(ds) > 0 || len(views) != 2 || views[0].Scope != "system:s" || views[1].Scope != "asset:net" {
		t.Fatalf("%v %v", views, ds)
	}
	for _, v := range views {
		// Net: a .3, b .4, c .3; before .6, .4.
		if !near(v.HHINet, 0.34, 0.34) || !near(v.Shift, 0.34-0.52, 0.34-0.52) || len(v.Net) != 3 || v.Net[0].Party != "b" {
			t.Errorf("%s: %+v", v.Scope, v)
		}
	}
}

// TestTiersUnknown: a subcontractor whose share nobody states does anything
// up to all; where nobody states any subcontractor there is no view.
func TestTiersUnknown(t *testing.T) {
	m := buys(t, []*supplier.Supplier{passes("a", "c", nil), none("b"), none("c")}, nil, nil)
	views, _ := m.Tiers()
	for _, r := range views[0].Net {
		want := map[string]result.Interval{"a": {Lo: 0, Hi: .6}, "b": {Lo: .4, Hi: .4}, "c": {Lo: 0, Hi: .6}}[r.Party]
		if !near(r.Share, want.Lo, want.Hi) {
			t.Errorf("net of %s = %v, want %v", r.Party, r.Share, want)
		}
	}
	m = buys(t, []*supplier.Supplier{{ID: "a"}, {ID: "b"}}, nil, nil)
	if views, _ := m.Tiers(); len(views) > 0 {
		t.Errorf("nobody states subcontractors, yet %v", views)
	}
}

func TestSubcontractingLoop(t *testing.T) {
	m := buys(t, []*supplier.Supplier{passes("a", "c", supplier.Exact(1)), none("b"), passes("c", "a", supplier.Exact(1))}, nil, nil)
	views, ds := m.Tiers()
	if len(views) > 0 || len(ds) != 1 || ds[0].Severity != diag.Error || ds[0].Code != "supplier/subcontracting-loop" || !strings.Contains(ds[0].Message, "a, c") {
		t.Errorf("%v %v", views, ds)
	}
}

func TestDependencyFromRecords(t *testing.T) {
	country := func(code string, eu bool) *supplier.Country {
		return &supplier.Country{Code: code, Memberships: map[string]bool{"eu": eu}}
	}
	bad := &supplier.Supplier{ID: "a", Established: "XA", Designations: supplier.List[supplier.Designation]{Items: []supplier.Designation{
		{Regime: "national:SE", Status: "high-risk", Authority: "x", Scope: supplier.DesignationScope{Assets: []string{"eu5g:*"}}},
	}}}
	suppliers := []*supplier.Supplier{bad, {ID: "b", Established: "SE"}, {ID: "c", Established: "SE"}, {ID: "d", Established: "XA"}}
	alternatives := func(s *system.System) {
		s.Products[0].Alternatives.Items = []system.Alternative{{Party: "c", Capacity: supplier.Exact(0.25)}, {Party: "d", Capacity: supplier.Exact(1)}}
		s.Products[0].AltsAll = true
	}
	d := buys(t, suppliers, []*supplier.Country{country("XA", false), country("SE", true)}, alternatives).Dependency(dependency.Default())
	if len(d) != 2 || d[0].Scope != "system:s" || d[1].Scope != "asset:net" {
		t.Fatalf("%+v", d)
	}
	for _, d := range d {
		// XA .6; only c's quarter is EU-controlled capacity.
		values := []float64{1, 0.6, 4}
		for i, x := range d.Indicators {
			if x.Value == nil || !near(*x.Value, values[i], values[i]) || x.Holds != "yes" {
				t.Errorf("%s %s: %v holds %s, want %g", d.Scope, x.Name, x.Value, x.Holds, values[i])
			}
		}
		if d.Strategic != "yes" || !near(d.HighRisk.Share, 0.6, 0.6) || !near(d.EUControlled, 0.4, 0.4) || len(d.Missing) > 0 {
			t.Errorf("%+v", d)
		}
	}
	open := buys(t, suppliers, []*supplier.Country{country("SE", true)}, alternatives).Dependency(dependency.Default())[0]
	if open.Strategic != "unknown" || len(open.Missing) != 1 || open.Missing[0] != "country:XA/memberships.eu" || !near(*open.Indicators[1].Value, 0, 0.6) {
		t.Errorf("without the record of XA: %+v", open)
	}
}
