// SPDX-License-Identifier: Apache-2.0

package measures_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/lockin"
	"github.com/kedja/kedja/risk/measures"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// web is a system of the products p, q and r of the suppliers a, b and c, each
// for an asset of its own of the class c:web, and of the service ops of x,
// which the first asset needs too. parts gives a product's components as
// name:party, party "" being unattributed; edges go from one number to the
// other within a product, -1 being the root; none: from the root to each.
func web(t interface{ Fatal(...any) }, parts map[string][]string, edges map[string][][2]int) (*risk.Graph, *measures.Measurer) {
	var records []*supplier.Supplier
	for _, id := range []string{"a", "b", "c", "x"} {
		records = append(records, &supplier.Supplier{ID: id, Name: id, Kind: "foundation"})
	}
	catalog, ds := supplier.NewCatalog(records, nil, nil, nil)
	if ds.Err() != nil {
		t.Fatal(ds)
	}
	s := &system.System{
		ID: "s", Entity: system.Entity{ID: "e", Country: "SE"},
		Assets: []system.Asset{
			{ID: "one", Class: "c:web", Needs: []system.Need{{ID: "p"}, {ID: "ops"}}},
			{ID: "two", Class: "c:web", Needs: []system.Need{{ID: "q"}}}, {ID: "three", Class: "c:web", Needs: []system.Need{{ID: "r"}}},
		},
		Products: []system.Product{
			{ID: "p", Kind: "software", Supplier: "a"}, {ID: "q", Kind: "software", Supplier: "b"}, {ID: "r", Kind: "software", Supplier: "c"},
			{ID: "ops", Kind: "service", Supplier: "x"},
		},
	}
	src := risk.Source{Catalog: catalog, AsOf: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)}
	src.System, _ = s.Complete(nil)
	for _, product := range []string{"p", "q", "r"} {
		if parts[product] == nil {
			continue
		}
		d := &sbom.Document{File: product + ".json", SHA256: fmt.Sprintf("%064d", len(src.Documents)), Format: sbom.CycloneDX, Root: 0}
		d.Nodes = []sbom.Node{{Kind: sbom.KindRoot, Ref: "root", Name: product, Parent: sbom.None, List: sbom.ListMetadata}}
		at := []supplier.Attribution{{}}
		for i, part := range parts[product] {
			name, party, _ := strings.Cut(part, ":")
			d.Nodes = append(d.Nodes, sbom.Node{Ref: name, Name: name, PURLs: []string{"pkg:npm/" + name + "@1"}, Parent: sbom.None, Index: int32(i)})
			at = append(at, supplier.Attribution{Party: party})
			if edges[product] == nil {
				d.Depends = append(d.Depends, sbom.Edge{From: 0, To: sbom.ID(i + 1)})
			}
		}
		for _, e := range edges[product] {
			d.Depends = append(d.Depends, sbom.Edge{From: sbom.ID(e[0] + 1), To: sbom.ID(e[1] + 1)})
		}
		src.Documents = append(src.Documents, risk.Document{Product: product, SBOM: d, Attribution: at})
	}
	g, _ := risk.Build(src)
	control, _ := measures.Control(g)
	return g, measures.New(g, control)
}

func lockInOf(rows []result.LockIn, scope, party string) *result.LockIn {
	if i := slices.IndexFunc(rows, func(l result.LockIn) bool { return l.Scope == scope && l.Supplier == party }); i >= 0 {
		return &rows[i]
	}
	return nil
}

func dimension(l *result.LockIn, name string) result.Interval {
	i := slices.IndexFunc(l.Dimensions, func(d result.Dimension) bool { return d.Name == name })
	return l.Dimensions[i].Value
}

// TestLockInMethodPage repeats the examples of docs/method.md: x runs a
// service, and its library is in a product of somebody else; and the radio
// networks of the portfolio.
func TestLockInMethodPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/method.md")
	if err != nil {
		t.Fatal(err)
	}
	flat := strings.Join(strings.Fields(string(page)), " ")
	_, m := web(t, map[string][]string{"p": {"app:a", "lib:x", "part:", "log:c"}}, map[string][][2]int{"p": {{-1, 0}, {0, 1}, {1, 2}, {-1, 3}}})
	l := lockInOf(m.LockIn(), "asset:one", "x")
	if l == nil {
		t.Fatal("no row")
	}
	wants := []string{
		"integration of x = " + dimension(l, lockin.Integration).String(), "exclusivity of x = " + dimension(l, lockin.Exclusivity).String(),
		"rework of x = " + l.Rework.String(),
	}
	_, m = portfolio(t, nil)
	wants = append(wants, "Alternatives to radio-a: "+candidates(m))
	_, m = portfolio(t, func(_ *system.System, r map[string]*supplier.Supplier) {
		r["c"].Designations.Items = []supplier.Designation{{Regime: "national:SE", Status: "high-risk", Scope: supplier.DesignationScope{Assets: []string{"eu5g:ran"}}}}
	})
	wants = append(wants, "against c for radio networks: "+candidates(m))
	for _, want := range wants {
		if !strings.Contains(flat, want) {
			t.Errorf("docs/method.md does not say %q", want)
		}
	}
}

func candidates(m *measures.Measurer) string {
	var out []string
	for _, a := range rowOf(m.Alternatives(), "radio-a").Candidates {
		out = append(out, a.Product+" ("+a.Certainty+")")
	}
	return strings.Join(out, ", ")
}

// TestLockInScopes: a row for the system, each asset and each product that the
// party has a hand in, and no other.
func TestLockInScopes(t *testing.T) {
	_, m := web(t, nil, nil)
	var got []string
	for _, l := range m.LockIn() {
		if l.Supplier == "x" {
			got = append(got, l.Scope)
		}
	}
	if diff := cmp.Diff([]string{"system:s", "asset:one", "product:ops"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestLockInOfAContractAlone: a party with a contract that no product lists
// has a row of the system.
func TestLockInOfAContractAlone(t *testing.T) {
	_, m := portfolio(t, func(s *system.System, _ map[string]*supplier.Supplier) {
		s.Contracts = []system.Contract{{ID: "k", Supplier: "e", Convenience: new(true), NoticeMonths: new(9.0), Clauses: map[string]bool{"dataAct": false}}}
	})
	l := lockInOf(m.LockIn(), "system:s", "e")
	if l == nil || dimension(l, lockin.ContractTerm) != (result.Interval{Lo: 0, Hi: .25}) || dimension(l, lockin.ExitPlan) != (result.Interval{Lo: 0, Hi: 1}) {
		t.Fatalf("%+v", l)
	}
}

func TestStandingOfAlternatives(t *testing.T) {
	stated := func(r *supplier.Supplier) {
		r.Designations = supplier.List[supplier.Designation]{None: true}
		r.Subcontractors = supplier.List[supplier.Subcontract]{None: true}
	}
	passes := func(r *supplier.Supplier, to string, share *supplier.Range) {
		r.Subcontractors, r.SubcontractorsAll = supplier.List[supplier.Subcontract]{Items: []supplier.Subcontract{{Party: to, Share: share}}}, true
	}
	adverse := func(r *supplier.Supplier, regime string, scope ...string) {
		r.Designations = supplier.List[supplier.Designation]{Items: []supplier.Designation{{Regime: regime, Status: "excluded", Scope: supplier.DesignationScope{Assets: scope}}}}
	}
	tests := []struct {
		name   string
		change func(*system.System, map[string]*supplier.Supplier)
		want   result.Interval // alternatives of leaving a for c in the asset core
	}{
		{"it counts", nil, result.Exactly(.5)},
		{"nothing is known of its subcontractors", func(_ *system.System, r map[string]*supplier.Supplier) {
			r["c"].Subcontractors = supplier.List[supplier.Subcontract]{}
		}, result.Interval{Lo: .5, Hi: 1}},
		{"its subcontractor works with the supplier", func(_ *system.System, r map[string]*supplier.Supplier) {
			passes(r["c"], "e", nil)
			passes(r["e"], "a", nil)
		}, result.Exactly(1)},
		{"perhaps nothing of it", func(_ *system.System, r map[string]*supplier.Supplier) {
			passes(r["c"], "e", nil)
			passes(r["e"], "a", &supplier.Range{Lo: 0, Hi: .5})
		}, result.Interval{Lo: .5, Hi: 1}},
		{"nothing of it", func(_ *system.System, r map[string]*supplier.Supplier) {
			passes(r["c"], "a", supplier.Exact(0))
		}, result.Exactly(.5)},
		{"the subcontract is over", func(_ *system.System, r map[string]*supplier.Supplier) {
			passes(r["c"], "a", nil)
			r["c"].Subcontractors.Items[0].To = supplier.Date{Time: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
		}, result.Exactly(.5)},
		{"what its subcontractor passes on is open", func(_ *system.System, r map[string]*supplier.Supplier) {
			passes(r["c"], "e", nil)
		}, result.Interval{Lo: .5, Hi: 1}},
		{"a loop of subcontracts ends", func(_ *system.System, r map[string]*supplier.Supplier) {
			passes(r["c"], "e", nil)
			passes(r["e"], "c", nil)
		}, result.Exactly(.5)},
		{"a designation covers the asset", func(_ *system.System, r map[string]*supplier.Supplier) {
			adverse(r["c"], "national:SE", "eu5g:core")
		}, result.Exactly(1)},
		{"it covers another asset of the product", func(s *system.System, r map[string]*supplier.Supplier) {
			adverse(r["c"], "national:SE", "eu5g:ran")
			s.Assets[2].Needs = append(s.Assets[2].Needs, system.Need{ID: "amf"})
		}, result.Exactly(.5)},
		{"it binds others", func(_ *system.System, r map[string]*supplier.Supplier) {
			adverse(r["c"], "national:XB")
		}, result.Exactly(.5)},
		{"whom it binds is open", func(s *system.System, r map[string]*supplier.Supplier) {
			adverse(r["c"], "national:XB")
			s.Entity.Country = ""
		}, result.Interval{Lo: .5, Hi: 1}},
		{"whether it covers the asset is open", func(s *system.System, r map[string]*supplier.Supplier) {
			adverse(r["c"], "national:SE", "eu5g:ran")
			s.Assets[0].Class = ""
		}, result.Interval{Lo: .5, Hi: 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, m := portfolio(t, func(s *system.System, r map[string]*supplier.Supplier) {
				stated(r["c"])
				amf := &s.Products[0]
				amf.AltsAll = true
				amf.Alternatives.Items = []system.Alternative{{Party: "c", Maturity: supplier.Exact(1), Capacity: supplier.Exact(1)}}
				if tt.change != nil {
					tt.change(s, r)
				}
			})
			l := lockInOf(m.LockIn(), "asset:core", "a")
			if diff := cmp.Diff(tt.want, dimension(l, lockin.Alternatives)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestLockInContainsEveryCompletion: whoever stands behind the components that
// nobody is known to, the measures stay within the intervals.
func TestLockInContainsEveryCompletion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts, edges := map[string][]string{}, map[string][][2]int{}
		for _, product := range []string{"p", "q"} {
			n := rapid.IntRange(1, 5).Draw(t, product)
			for i := range n {
				party := rapid.SampledFrom([]string{"", "", "a", "b", "x"}).Draw(t, "party")
				parts[product] = append(parts[product], fmt.Sprintf("%s%d:%s", product, i, party))
				edges[product] = append(edges[product], [2]int{rapid.IntRange(-1, i-1).Draw(t, "from"), i})
			}
			edges[product] = append(edges[product], [2]int{rapid.IntRange(0, n-1).Draw(t, "from"), rapid.IntRange(0, n-1).Draw(t, "to")})
		}
		_, m := web(t, parts, edges)
		before := m.LockIn()
		full := map[string][]string{}
		for _, product := range []string{"p", "q"} {
			for _, part := range parts[product] {
				if strings.HasSuffix(part, ":") {
					part += rapid.SampledFrom([]string{"a", "b", "x", "z"}).Draw(t, "behind")
				}
				full[product] = append(full[product], part)
			}
		}
		_, m = web(t, full, edges)
		after := m.LockIn()
		for i := range before {
			old := &before[i]
			l := lockInOf(after, old.Scope, old.Supplier)
			if old.Index == nil || l == nil {
				continue // a party without product has the rows that there is room for
			}
			for _, d := range old.Dimensions {
				if now := dimension(l, d.Name); now.Lo < d.Value.Lo-1e-12 || now.Hi > d.Value.Hi+1e-12 {
					t.Fatalf("%s in %s: %s %v left %v", l.Supplier, l.Scope, d.Name, now, d.Value)
				}
			}
			if old.Rework != nil && (l.Rework.Lo < old.Rework.Lo || l.Rework.Hi > old.Rework.Hi) {
				t.Fatalf("%s in %s: rework %v left %v", l.Supplier, l.Scope, l.Rework, old.Rework)
			}
		}
	})
}
