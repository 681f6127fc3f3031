// SPDX-License-Identifier: Apache-2.0

package measures_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/measures"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// plant is two assets on three hardware products and a service, with stocks,
// tolerances, access and an SBOM, small enough for working it out by hand.
//
//	line (critical, 4 h, 3 days) needs drive, and valve-a or valve-b
//	yard (low, no tolerance)     needs line and portal
//	drive  of adro (stock 40 days); valves of bexo (10 days) and cyra (none stated)
//	portal of dolm, a service; adro has privileged access to it, evir of a kind
//	nobody stated; its SBOM lists lib-0 → lib-1 by org0 and org1
//	adro is held half by h and half by k; bexo and cyra by h
func plant(t *testing.T) *measures.Measurer {
	t.Helper()
	zero := 0.0
	stock := func(days float64) supplier.SupplyAssurance { return supplier.SupplyAssurance{StockDays: &days} }
	held := func(by ...string) supplier.List[supplier.Owner] {
		var out supplier.List[supplier.Owner]
		for _, h := range by {
			out.Items = append(out.Items, supplier.Owner{Party: h, Share: supplier.Exact(1 / float64(len(by)))})
		}
		return out
	}
	catalog, ds := supplier.NewCatalog([]*supplier.Supplier{
		{ID: "adro", Established: "SE", UnlistedHolderMax: &zero, Owners: held("h", "k"), SupplyAssurance: stock(40)},
		{ID: "bexo", Established: "SE", UnlistedHolderMax: &zero, Owners: held("h"), SupplyAssurance: stock(10)},
		{ID: "cyra", Established: "SE", UnlistedHolderMax: &zero, Owners: held("h")},
		{ID: "h", Established: "NO", Kind: "foundation"},
		{ID: "k", Established: "FI", Kind: "foundation"},
	}, nil, nil, nil)
	if ds.Err() != nil {
		t.Fatal(ds)
	}
	s := &system.System{
		ID: "s",
		Assets: []system.Asset{
			{ID: "line", Criticality: supplier.Critical, Tolerance: system.Tolerance{RTOHours: new(4.0), Days: new(3.0)}, Needs: []system.Need{{ID: "drive"}, {AnyOf: []string{"valve-a", "valve-b"}}}},
			{ID: "yard", Criticality: supplier.Low, Needs: []system.Need{{ID: "line"}, {ID: "portal"}}},
		},
		Products: []system.Product{
			{ID: "drive", Kind: "hardware", Supplier: "adro"},
			{ID: "valve-a", Kind: "hardware", Supplier: "bexo"},
			{ID: "valve-b", Kind: "hardware", Supplier: "cyra"},
			{ID: "portal", Kind: "service", Supplier: "dolm", SBOM: "portal.json", Services: []system.Service{
				{Party: "adro", Kind: "maintenance", Access: "privileged"}, {Party: "evir", Kind: "maintenance"}, {Party: "fenn", Kind: "support", Access: "none"},
			}},
		},
	}
	complete, _ := s.Complete(nil)
	doc := &sbom.Document{File: "portal.json", SHA256: strings.Repeat("0", 64), Format: sbom.CycloneDX, Root: 0}
	doc.Nodes = append(doc.Nodes, sbom.Node{Kind: sbom.KindRoot, Ref: "root", Name: "portal", Parent: sbom.None, List: sbom.ListMetadata})
	for i := range 3 {
		doc.Nodes = append(doc.Nodes, sbom.Node{Ref: fmt.Sprint(i), Name: fmt.Sprint("lib-", i), Version: "1", PURLs: []string{fmt.Sprintf("pkg:npm/%%40org%d/lib-%d@1", i, i)}, Parent: sbom.None, Index: int32(i)})
	}
	doc.Nodes[3].PURLs = []string{"pkg:npm/lib-2@1"} // nobody's
	doc.Depends = []sbom.Edge{{From: 0, To: 1}, {From: 1, To: 2}, {From: 0, To: 3}}
	at, _ := catalog.Attribute(doc)
	g, _ := risk.Build(risk.Source{System: complete, Catalog: catalog, AsOf: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC),
		Documents: []risk.Document{{Product: "portal", SBOM: doc, Attribution: at}}})
	control, ds := measures.Control(g)
	if ds.Err() != nil {
		t.Fatal(ds)
	}
	return measures.New(g, control)
}

func TestWhenALossMatters(t *testing.T) {
	r := plant(t).Resilience()
	words := map[string]string{}
	for _, p := range r.SinglePoints {
		if p.MattersAfter != nil {
			words[strings.Join([]string{p.Asset, p.By, p.Mode, p.Key, p.Certainty}, " ")] = p.MattersAfter.String()
		}
	}
	for _, c := range r.CutSets {
		if c.MattersAfter != nil && c.Size > 1 {
			words[strings.Join([]string{c.Asset, c.By, c.Mode, strings.Join(c.Keys, "+"), c.Certainty}, " ")] = c.MattersAfter.String()
		}
	}
	want := map[string]string{
		// Its stock of 40 days, then the three days of the line.
		"line supplier noSupply adro certain": "matters after 43 days",
		// The yard says nothing of what it can bear: from 40 days on.
		"yard supplier noSupply adro certain": "matters after 40 days or later",
		// Both valves: when the later stock is used up, and cyra's is not known.
		"line supplier noSupply bexo+cyra certain": "matters after 13 days or later",
		"yard supplier noSupply bexo+cyra certain": "matters after 10 days or later",
		// h holds both makers of valves; half of adro is its too, but that
		// does not make the line stop earlier than the valves do.
		"line owner noSupply h certain": "matters after 13 days or later",
		"yard owner noSupply h certain": "matters after 10 days or later",
		// k may stop deliveries of adro alone, being one of two who control it.
		"line owner noSupply k possible":           "matters after 43 days",
		"yard owner noSupply k possible":           "matters after 40 days or later",
		"line controlCountry noSupply NO certain":  "matters after 13 days or later",
		"yard controlCountry noSupply NO certain":  "matters after 10 days or later",
		"line controlCountry noSupply FI possible": "matters after 43 days",
		"yard controlCountry noSupply FI possible": "matters after 40 days or later",
	}
	if diff := cmp.Diff(want, words); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// Who shares control for certain leaves no room for a party unnamed.
	if slices.ContainsFunc(r.SinglePoints, func(p result.SinglePoint) bool {
		return p.Asset == "line" && p.Mode == "noSupply" && p.Key == "unlisted"
	}) {
		t.Error("line: a party that nobody named is told to stop it, and everybody is named")
	}
}

func TestIntegrity(t *testing.T) {
	rows, truncated := plant(t).Integrity()
	var got []string
	for _, r := range rows {
		got = append(got, fmt.Sprintf("%s %s %s: weight %g, %d assets %v, %d components", r.By, r.Certainty, r.Key, r.Weight, r.Assets, r.Examples, r.Components))
	}
	want := []string{
		// The drive is in the line and so in the yard; the valves, though one
		// stands in for the other, each are as well.
		"supplier certain adro: weight 1.25, 2 assets [line yard], 0 components",
		"supplier certain bexo: weight 1.25, 2 assets [line yard], 0 components",
		"supplier certain cyra: weight 1.25, 2 assets [line yard], 0 components",
		"supplier certain ns:npm/@org1: weight 0.25, 1 assets [yard], 2 components", // lib-0 needs lib-1
		"supplier certain ns:npm/@org0: weight 0.25, 1 assets [yard], 1 components",
		"supplier certain dolm: weight 0.25, 1 assets [yard], 0 components",
		"supplier possible unlisted: weight 0.25, 1 assets [yard], 1 components", // lib-2
		"supplier possible evir: weight 0.25, 1 assets [yard], 0 components",     // kind of access not stated
		"owner certain h: weight 1.25, 2 assets [line yard], 0 components",
		"owner possible k: weight 1.25, 2 assets [line yard], 0 components",
		"owner possible unlisted: weight 0.25, 1 assets [yard], 3 components", // whoever owns dolm, evir, the orgs
	}
	if diff := cmp.Diff(want, got); diff != "" || truncated {
		t.Errorf("truncated %v (-want +got):\n%s", truncated, diff)
	}
}

func TestImportance(t *testing.T) {
	m := plant(t)
	rows, err := m.Importance(func(string) float64 { return 0.1 })
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(rows, func(r result.Importance) bool { return r.Asset == "line" && r.Mode == "noSupply" })
	if i < 0 {
		t.Fatalf("no row for the line: %+v", rows)
	}
	// P = 1 − 0.9·(1 − 0.01) = 0.109.
	r := rows[i]
	if !near(r.P, 0.109, 0.109) || r.Bounded || len(r.Suppliers) != 3 || r.Rest != 0 {
		t.Fatalf("%+v", r)
	}
	for _, c := range []struct {
		key             string
		birnbaum, share float64
	}{{"adro", 0.99, 0.1 / 0.109}, {"bexo", 0.09, 0.01 / 0.109}, {"cyra", 0.09, 0.01 / 0.109}} {
		k := slices.IndexFunc(r.Suppliers, func(x result.ImportanceRow) bool { return x.Key == c.key })
		if k < 0 || !near(r.Suppliers[k].Birnbaum, c.birnbaum, c.birnbaum) || !near(*r.Suppliers[k].FussellVesely, c.share, c.share) {
			t.Errorf("%s: %+v, want %g and %g", c.key, r.Suppliers, c.birnbaum, c.share)
		}
	}
	if _, err := m.Importance(func(string) float64 { return math.NaN() }); err == nil {
		t.Error("NaN is taken for a probability")
	}
}

// metropolis is a system of 300 assets, 2 000 products and 1 000 suppliers,
// every fourth of which is owned with others and states a stock.
func metropolis(tb testing.TB) *measures.Measurer {
	tb.Helper()
	const assets, products, suppliers = 300, 2000, 1000
	zero := 0.0
	var records []*supplier.Supplier
	for i := range suppliers {
		r := &supplier.Supplier{ID: fmt.Sprintf("s%04d", i), Established: [...]string{"SE", "FI", "NO"}[i%3]}
		if i%4 == 0 {
			r.UnlistedHolderMax = &zero
			r.Owners.Items = []supplier.Owner{{Party: fmt.Sprintf("h%03d", i/12), Share: supplier.Exact(0.8)}}
			r.SupplyAssurance.StockDays = new(float64(i % 50))
		}
		records = append(records, r)
	}
	catalog, ds := supplier.NewCatalog(records, nil, nil, nil)
	if ds.Err() != nil {
		tb.Fatal(ds)
	}
	s := &system.System{ID: "s"}
	product := func(i int) string { return fmt.Sprintf("p%04d", i%products) }
	for i := range products {
		s.Products = append(s.Products, system.Product{ID: product(i), Kind: [...]string{"hardware", "service"}[i%2], Supplier: fmt.Sprintf("s%04d", i*7919%suppliers)})
	}
	for i := range assets {
		a := system.Asset{ID: fmt.Sprintf("a%03d", i), Criticality: supplier.High, Tolerance: system.Tolerance{RTOHours: new(8.0)}}
		a.Needs = append(a.Needs, system.Need{ID: product(i * 6)}, system.Need{AnyOf: []string{product(i*6 + 1), product(i*6 + 2)}},
			system.Need{AtLeast: 2, Of: []string{product(i*6 + 3), product(i*6 + 4), product(i*6 + 5), product(i*13 + 7)}})
		if i >= 2 {
			a.Needs = append(a.Needs, system.Need{AnyOf: []string{fmt.Sprintf("a%03d", i/2), fmt.Sprintf("a%03d", (i*5+1)%assets)}})
		}
		s.Assets = append(s.Assets, a)
	}
	complete, _ := s.Complete(nil)
	g, _ := risk.Build(risk.Source{System: complete, Catalog: catalog, AsOf: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)})
	control, ds := measures.Control(g)
	if ds.Err() != nil {
		tb.Fatal(ds)
	}
	return measures.New(g, control)
}

func BenchmarkMetropolis(b *testing.B) {
	m := metropolis(b)
	b.Run("resilience", func(b *testing.B) {
		for b.Loop() {
			m.Resilience()
		}
	})
	b.Run("integrity", func(b *testing.B) {
		for b.Loop() {
			m.Integrity()
		}
	})
	b.Run("importance", func(b *testing.B) {
		for b.Loop() {
			m.Importance(func(string) float64 { return 0.01 })
		}
	})
	b.Run("exposures", func(b *testing.B) {
		for b.Loop() {
			m.Exposures(nil, nil)
		}
	})
}
