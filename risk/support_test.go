// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// TestSupport: what SBOMs say of support, on 1 June 2026.
func TestSupport(t *testing.T) {
	day := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	yes, no := true, false
	for _, c := range []struct {
		name     string
		listings []*sbom.Details
		want     *bool
		until    string
	}{
		{"nothing is said", []*sbom.Details{nil, {}}, nil, ""},
		{"until a later day", []*sbom.Details{{ValidUntil: "2027-01-01T00:00:00Z"}}, &yes, "2027-01-01"},
		{"the last day counts", []*sbom.Details{{ValidUntil: "2026-06-01"}}, &yes, "2026-06-01"},
		{"until an earlier day", []*sbom.Details{{ValidUntil: "2026-05-31"}}, &no, "2026-05-31"},
		{"of two days the earlier", []*sbom.Details{{ValidUntil: "2027-01-01"}, {ValidUntil: "2026-01-01"}}, &no, "2026-01-01"},
		{"a day that is none", []*sbom.Details{{ValidUntil: "soon"}}, nil, ""},
		{"levels", []*sbom.Details{{SupportLevels: []string{"deployed", "limitedSupport"}}}, &yes, ""},
		{"no support", []*sbom.Details{{SupportLevels: []string{"endOfSupport"}}}, &no, ""},
		{"levels that do not say", []*sbom.Details{{SupportLevels: []string{"development", "noAssertion"}}}, nil, ""},
		{"two SBOMs that disagree", []*sbom.Details{{SupportLevels: []string{"support"}}, {SupportLevels: []string{"noSupport"}}}, nil, ""},
		{"no support, until a later day", []*sbom.Details{{SupportLevels: []string{"noSupport"}, ValidUntil: "2027-01-01"}}, nil, "2027-01-01"},
		{"supported when the SBOM was made, over since", []*sbom.Details{{SupportLevels: []string{"support"}, ValidUntil: "2026-01-01"}}, &no, "2026-01-01"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, turned := range []bool{false, true} {
				var s *Support
				for i := range c.listings {
					if turned {
						i = len(c.listings) - 1 - i
					}
					s = s.with(supportOf(&sbom.Node{More: c.listings[i]}))
				}
				got, until := s.facts(day)
				if diff := cmp.Diff(c.want, got); diff != "" || until != c.until {
					t.Errorf("turned round %v: until %q, want %q; %s", turned, until, c.until, diff)
				}
			}
		})
	}
}

// TestOriginsOfProducts: one place without a share is the whole; acts about
// the countries hold on the day, and no list is not an empty one.
func TestOriginsOfProducts(t *testing.T) {
	share := func(x float64) *float64 { return &x }
	for _, c := range []struct {
		name string
		list []system.Origin
		want *[]OriginFacts
	}{
		{"none stated", nil, nil},
		{"one", []system.Origin{{Country: "XA"}}, &[]OriginFacts{{Country: "XA", Share: share(1)}}},
		{"one in part", []system.Origin{{Country: "XA", Share: share(0.4)}}, &[]OriginFacts{{Country: "XA", Share: share(0.4)}}},
		{"two", []system.Origin{{Country: "XA"}, {Country: "XB", Share: share(0.2)}}, &[]OriginFacts{{Country: "XA"}, {Country: "XB", Share: share(0.2)}}},
	} {
		if diff := cmp.Diff(c.want, origins(c.list)); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
	act := func(id string, from, to supplier.Date) supplier.Concern {
		return supplier.Concern{Regime: id, Authority: "Authority A", LegalRef: "Act 9", From: from, To: to}
	}
	catalog, ds := supplier.NewCatalog(nil, []*supplier.Country{
		{Code: "XA", Concern: supplier.List[supplier.Concern]{Items: []supplier.Concern{
			act("past", onDay(1), onDay(9)), act("now", onDay(1), supplier.Date{}), act("later", onDay(11), supplier.Date{}),
		}}},
		{Code: "XB", Concern: supplier.List[supplier.Concern]{None: true}},
		{Code: "XC"},
	}, nil, nil)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	in := Inputs{g: &Graph{AsOf: onDay(10).Time, Catalog: catalog}}
	want := map[string]CountryFacts{
		"XA": {Code: "XA", Concern: &[]ConcernFacts{{Regime: "now", Authority: "Authority A", LegalRef: "Act 9", From: "2026-05-01"}}},
		"XB": {Code: "XB", Concern: &[]ConcernFacts{}},
		"XC": {Code: "XC"},
	}
	if diff := cmp.Diff(want, in.countryFacts([]string{"XA", "XB", "XC", "XD"})); diff != "" {
		t.Error(diff)
	}
}
