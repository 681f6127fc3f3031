// SPDX-License-Identifier: Apache-2.0

package measures_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/measures"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// portfolio is an entity in Sweden with two radio networks and a core. h owns
// a and b; c, e and f are roots; nothing is recorded of d.
func portfolio(t *testing.T, change func(*system.System, map[string]*supplier.Supplier)) (*risk.Graph, *measures.Measurer) {
	t.Helper()
	zero := 0.0
	records := map[string]*supplier.Supplier{}
	for _, id := range []string{"a", "b", "c", "e", "f", "h"} {
		records[id] = &supplier.Supplier{ID: id, Name: id, Established: "XA"}
		if id == "a" || id == "b" {
			records[id].UnlistedHolderMax = &zero
			records[id].Owners = supplier.List[supplier.Owner]{Items: []supplier.Owner{{Party: "h", Share: supplier.Exact(0.8)}}}
		} else {
			records[id].Kind = "foundation"
		}
	}
	s := &system.System{
		ID:     "s",
		Entity: system.Entity{ID: "e", Country: "SE"},
		Assets: []system.Asset{
			{ID: "core", Class: "eu5g:core", Needs: []system.Need{{ID: "amf"}, {ID: "smf"}}},
			{ID: "north", Class: "eu5g:ran", Needs: []system.Need{{AnyOf: []string{"radio-a", "radio-b"}}, {ID: "mast"}}},
			{ID: "south", Class: "eu5g:ran", Needs: []system.Need{{ID: "radio-c"}, {ID: "radio-d"}}},
		},
		Products: []system.Product{
			{ID: "amf", Kind: "software", Supplier: "a"}, {ID: "smf", Kind: "software", Supplier: "c"},
			{ID: "mast", Kind: "service", Supplier: "c"},
			{ID: "radio-a", Kind: "hardware", Supplier: "a"}, {ID: "radio-b", Kind: "hardware", Supplier: "b"},
			{ID: "radio-c", Kind: "hardware", Supplier: "c"}, {ID: "radio-d", Kind: "hardware", Supplier: "d"},
		},
	}
	if change != nil {
		change(s, records)
	}
	var suppliers []*supplier.Supplier
	for _, id := range []string{"a", "b", "c", "e", "f", "h"} {
		suppliers = append(suppliers, records[id])
	}
	catalog, ds := supplier.NewCatalog(suppliers, nil, nil, nil)
	if ds.Err() != nil {
		t.Fatal(ds)
	}
	complete, _ := s.Complete(nil)
	g, _ := risk.Build(risk.Source{System: complete, Catalog: catalog, AsOf: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)})
	control, ds := measures.Control(g)
	if ds.Err() != nil {
		t.Fatal(ds)
	}
	return g, measures.New(g, control)
}

func rowOf(rows []result.Alternatives, product string) result.Alternatives {
	if i := slices.IndexFunc(rows, func(r result.Alternatives) bool { return r.Product == product }); i >= 0 {
		return rows[i]
	}
	return result.Alternatives{}
}

func TestAlternativesOfThePortfolio(t *testing.T) {
	_, m := portfolio(t, nil)
	want := []result.Alternatives{
		// radio-b stands beside it and has the same owner; amf and smf are
		// needed together; the mast is another kind of thing.
		{Product: "radio-a", Supplier: "a", Owner: "h", Candidates: []result.Alternative{
			{Product: "radio-c", Supplier: "c", Owner: "c", Why: "it serves south, of the class eu5g:ran as north", Certainty: "certain"},
			{Product: "radio-d", Supplier: "d", Why: "it serves south, of the class eu5g:ran as north", Certainty: "possible"},
		}},
		{Product: "radio-b", Supplier: "b", Owner: "h", Candidates: []result.Alternative{
			{Product: "radio-c", Supplier: "c", Owner: "c", Why: "it serves south, of the class eu5g:ran as north", Certainty: "certain"},
			{Product: "radio-d", Supplier: "d", Why: "it serves south, of the class eu5g:ran as north", Certainty: "possible"},
		}},
		// radio-c and radio-d are needed together.
		{Product: "radio-c", Supplier: "c", Owner: "c", Candidates: []result.Alternative{
			{Product: "radio-a", Supplier: "a", Owner: "h", Why: "it serves north, of the class eu5g:ran as south", Certainty: "certain"},
			{Product: "radio-b", Supplier: "b", Owner: "h", Why: "it serves north, of the class eu5g:ran as south", Certainty: "certain"},
		}},
		{Product: "radio-d", Supplier: "d", Candidates: []result.Alternative{
			{Product: "radio-a", Supplier: "a", Owner: "h", Why: "it serves north, of the class eu5g:ran as south", Certainty: "possible"},
			{Product: "radio-b", Supplier: "b", Owner: "h", Why: "it serves north, of the class eu5g:ran as south", Certainty: "possible"},
		}},
	}
	if diff := cmp.Diff(want, m.Alternatives()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAlternativesNotProposed(t *testing.T) {
	adverse := func(scope ...string) supplier.List[supplier.Designation] {
		return supplier.List[supplier.Designation]{Items: []supplier.Designation{{Regime: "national:SE", Status: "high-risk", Scope: supplier.DesignationScope{Assets: scope}}}}
	}
	tests := []struct {
		name   string
		change func(*system.System, map[string]*supplier.Supplier)
		want   []result.Alternative // not proposed for radio-a
	}{
		{"a binding designation of the supplier", func(_ *system.System, r map[string]*supplier.Supplier) { r["c"].Designations = adverse("eu5g:ran") },
			[]result.Alternative{{Product: "radio-c", Supplier: "c", Owner: "c", Why: "an adverse designation that binds the entity covers north", Certainty: "certain"}}},
		{"one for other assets", func(_ *system.System, r map[string]*supplier.Supplier) { r["c"].Designations = adverse("eu5g:core") }, nil},
		{"one of another country", func(_ *system.System, r map[string]*supplier.Supplier) {
			r["c"].Designations = adverse()
			r["c"].Designations.Items[0].Regime = "national:XB"
		}, nil},
		{"a subcontractor that works with the supplier", func(_ *system.System, r map[string]*supplier.Supplier) {
			r["c"].Subcontractors = supplier.List[supplier.Subcontract]{Items: []supplier.Subcontract{{Party: "e"}}}
			r["e"].Subcontractors = supplier.List[supplier.Subcontract]{Items: []supplier.Subcontract{{Party: "a"}}}
		}, []result.Alternative{{Product: "radio-c", Supplier: "c", Owner: "c", Why: "it rests on work of a", Certainty: "certain"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, m := portfolio(t, tt.change)
			row := rowOf(m.Alternatives(), "radio-a")
			if diff := cmp.Diff(tt.want, row.NotProposed); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got, want := len(row.Candidates), 2-len(tt.want); got != want {
				t.Errorf("%d candidates, want %d: %+v", got, want, row.Candidates)
			}
		})
	}
}

// TestAlternativesOwnerDesignated: who is controlled by a designated party is
// not proposed either.
func TestAlternativesOwnerDesignated(t *testing.T) {
	_, m := portfolio(t, func(_ *system.System, r map[string]*supplier.Supplier) {
		r["h"].Designations = supplier.List[supplier.Designation]{Items: []supplier.Designation{{Regime: "national:SE", Status: "excluded"}}}
	})
	row := rowOf(m.Alternatives(), "radio-c")
	if len(row.Candidates) != 0 || len(row.NotProposed) != 2 {
		t.Errorf("%+v", row)
	}
}

// TestAlternativesWhetherItBinds: with the entity's country unknown, a
// national designation may bind; the candidate stays and says so.
func TestAlternativesWhetherItBinds(t *testing.T) {
	_, m := portfolio(t, func(s *system.System, r map[string]*supplier.Supplier) {
		s.Entity.Country = ""
		r["c"].Designations = supplier.List[supplier.Designation]{Items: []supplier.Designation{{Regime: "national:SE", Status: "excluded"}}}
	})
	row := rowOf(m.Alternatives(), "radio-a")
	if len(row.Candidates) == 0 || row.Candidates[0].Why != "it serves south, of the class eu5g:ran as north; whether a designation excludes it is not established" {
		t.Errorf("%+v", row)
	}
}

func TestAlternativesToAComponent(t *testing.T) {
	// lib of p and app of q are of the party x; r has no part of it.
	g, m := web(t, map[string][]string{"p": {"lib:x", "tool:"}, "q": {"app:x"}, "r": {"tool:"}}, nil)
	var got []string
	for i := range g.Components {
		if g.Components[i].Name != "lib" {
			continue
		}
		for _, row := range m.AlternativesTo(int32(i)) {
			for _, a := range row.Candidates {
				got = append(got, row.Product+" by "+a.Product)
			}
			for _, a := range row.NotProposed {
				got = append(got, row.Product+" not by "+a.Product+": "+a.Why)
			}
		}
	}
	want := []string{"p by r", "p not by q: it contains pkg:npm/lib@1 or another component of the same party"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestAlternativesAreCut: twenty are listed, those of established owners
// first, and the rest is counted. The asset has no class; its group says
// enough.
func TestAlternativesAreCut(t *testing.T) {
	_, m := portfolio(t, func(s *system.System, _ map[string]*supplier.Supplier) {
		group := []string{"radio-a", "radio-c"}
		s.Products = append(s.Products[3:4:4], s.Products[5])
		for i := range 25 {
			id := string(rune('a'+i)) + "-radio"
			s.Products = append(s.Products, system.Product{ID: id, Kind: "hardware", Supplier: "name-" + id})
			group = append(group, id)
		}
		s.Assets = []system.Asset{{ID: "north", Needs: []system.Need{{AnyOf: group}}}}
	})
	row := rowOf(m.Alternatives(), "radio-a")
	if len(row.Candidates) != 20 || row.More != 6 {
		t.Fatalf("%d candidates and %d more, want 20 and 6", len(row.Candidates), row.More)
	}
	first := result.Alternative{Product: "radio-c", Supplier: "c", Owner: "c", Why: "it stands beside it in a group of north", Certainty: "certain"}
	if diff := cmp.Diff(first, row.Candidates[0]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
