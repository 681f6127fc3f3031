// SPDX-License-Identifier: Apache-2.0

package measures_test

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/measures"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// A small world that can be worked out by hand: four suppliers, of which a
// and b belong to the holding h for certain and nothing is recorded of d.
func world(t *testing.T) (*risk.Graph, *measures.Measurer) {
	t.Helper()
	zero := 0.0
	owned := func(id string) *supplier.Supplier {
		return &supplier.Supplier{ID: id, Name: id, Established: "SE", UnlistedHolderMax: &zero,
			Owners: supplier.List[supplier.Owner]{Items: []supplier.Owner{{Party: "h", Share: supplier.Exact(0.8)}}}}
	}
	catalog, ds := supplier.NewCatalog([]*supplier.Supplier{
		owned("a"), owned("b"),
		{ID: "c", Name: "c", Established: "FI", Kind: "foundation"},
		{ID: "h", Name: "h", Established: "NO", Kind: "foundation"},
	}, nil, nil, nil)
	if ds.Err() != nil {
		t.Fatal(ds)
	}
	s := &system.System{
		ID: "s",
		Assets: []system.Asset{
			{ID: "net", Criticality: supplier.Critical, Needs: []system.Need{{ID: "p"}, {AnyOf: []string{"q", "r"}}}, Shares: map[string]float64{"q": 0.6, "r": 0.3}},
			{ID: "web", Criticality: supplier.Low, Needs: []system.Need{{ID: "net"}, {ID: "z"}}},
		},
		Products: []system.Product{
			{ID: "p", Kind: "service", Supplier: "c", Spend: supplier.Exact(10)},
			{ID: "q", Kind: "hardware", Supplier: "a", Spend: supplier.Exact(50), Origins: []system.Origin{{Country: "XA", Share: new(0.7)}}},
			{ID: "r", Kind: "hardware", Supplier: "b", Spend: supplier.Exact(30)},
			{ID: "z", Kind: "software", Supplier: "d", Spend: supplier.Exact(10)},
		},
	}
	complete, _ := s.Complete(nil)
	g, _ := risk.Build(risk.Source{System: complete, Catalog: catalog, AsOf: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)})
	control, ds := measures.Control(g)
	if ds.Err() != nil {
		t.Fatal(ds)
	}
	return g, measures.New(g, control)
}

func row(t *testing.T, rows []result.Concentration, scope, by, basis string) result.Concentration {
	t.Helper()
	i := slices.IndexFunc(rows, func(c result.Concentration) bool { return c.Scope == scope && c.By == by && c.Basis == basis })
	if i < 0 {
		t.Fatalf("no row %s by %s on %s", scope, by, basis)
	}
	return rows[i]
}

func near(a result.Interval, lo, hi float64) bool {
	return math.Abs(a.Lo-lo) < 1e-9 && math.Abs(a.Hi-hi) < 1e-9
}

func TestConcentrationRows(t *testing.T) {
	_, m := world(t)
	rows := m.Concentration(func([]int32) ([]int32, bool) { return nil, false })
	for _, c := range []struct {
		scope, by, basis string
		lo, hi           float64
	}{
		// Shares .5 .3 .1 .1.
		{"system:s", "supplier", "spend", 0.36, 0.36},
		// a and b are h's: .8; c is .1; d's owner is a lump of .1 that may be h's: .65 + .01 or .81 + .01.
		{"system:s", "owner", "spend", 0.66, 0.82},
		// Countries of control: NO .8, FI .1, a lump of .1.
		{"system:s", "controlCountry", "spend", 0.66, 0.82},
		// Established: SE .8, FI .1, a lump of .1.
		{"system:s", "establishedCountry", "spend", 0.66, 0.82},
		// Made in: XA .35, lumps .15 (rest of q) .3 (r) .1 (z); p, a service, .1, has no place of manufacture either.
		{"system:s", "manufactureCountry", "spend", 0.1225 + 0.0225 + 0.09 + 0.01 + 0.01, 1},
		// Declared: a .6, b .3, the rest .1 may be anybody's.
		{"asset:net", "supplier", "declared", 0.46, 0.58},
	} {
		r := row(t, rows, c.scope, c.by, c.basis)
		if !near(r.HHI, c.lo, c.hi) {
			t.Errorf("%s by %s on %s: HHI %v, want [%g, %g]", c.scope, c.by, c.basis, r.HHI, c.lo, c.hi)
		}
	}
	// Hidden: a and b are one, 2·.5·.3 = .3 for certain; at most .82 − .36.
	if h := row(t, rows, "system:s", "owner", "spend").Hidden; h == nil || !near(*h, 0.3, 0.46) {
		t.Errorf("hidden %v, want [0.3, 0.46]", h)
	}
}

func TestResilience(t *testing.T) {
	_, m := world(t)
	r := m.Resilience()
	has := func(asset, by, mode, key, certainty string) bool {
		return slices.ContainsFunc(r.SinglePoints, func(p result.SinglePoint) bool {
			return p.Asset == asset && p.By == by && p.Mode == mode && p.Key == key && p.Certainty == certainty
		})
	}
	for _, c := range []struct {
		asset, by, mode, key, certainty string
		want                            bool
	}{
		{"net", "supplier", "stop", "c", "certain", true},
		{"web", "supplier", "stop", "c", "certain", true}, // through net
		{"net", "supplier", "noSupply", "a", "certain", false},
		{"net", "owner", "noSupply", "h", "certain", true}, // both members of the group
		{"web", "supplier", "noSupply", "d", "certain", true},
		{"web", "owner", "noSupply", "unlisted", "possible", true}, // whoever owns d
		{"net", "controlCountry", "stop", "FI", "certain", true},
	} {
		if got := has(c.asset, c.by, c.mode, c.key, c.certainty); got != c.want {
			t.Errorf("%s by %s in %s: %s %s: %v, want %v", c.asset, c.by, c.mode, c.certainty, c.key, got, c.want)
		}
	}
	pair := slices.ContainsFunc(r.CutSets, func(c result.CutSet) bool {
		return c.Asset == "net" && c.By == "supplier" && c.Mode == "noSupply" && fmt.Sprint(c.Keys) == "[a b]"
	})
	if !pair {
		t.Error("the pair a, b that stops net together is missing")
	}
}

func TestExposures(t *testing.T) {
	_, m := world(t)
	for _, e := range m.Exposures(nil, nil) {
		want, ok := map[string]float64{
			"supplier:a": 0.5,  // one of two members of a critical asset's group
			"supplier:c": 1,    // stops the critical asset
			"supplier:d": 0.25, // stops the asset of low criticality
		}[e.Subject]
		if got := e.Impact["availability"]; ok && !near(got, want, want) {
			t.Errorf("%s: impact on availability %v, want %g", e.Subject, got, want)
		}
	}
}

func TestLockInRowsAreForSuppliersOfTheScope(t *testing.T) {
	_, m := world(t)
	seen := map[string]bool{}
	for _, l := range m.LockIn() {
		seen[l.Scope+" "+l.Supplier] = true
		if l.Index == nil || l.Index.Lo < 0 || l.Index.Hi > 1 || len(l.Dimensions) != 9 {
			t.Errorf("%s of %s: index %v, %d dimensions", l.Supplier, l.Scope, l.Index, len(l.Dimensions))
		}
	}
	for key, want := range map[string]bool{"system:s a": true, "asset:net a": true, "asset:web a": false, "asset:web d": true, "system:s h": false} {
		if seen[key] != want {
			t.Errorf("row %s: %v, want %v", key, seen[key], want)
		}
	}
}
