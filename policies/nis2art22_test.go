// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/kedja/kedja/risk"
	"pgregory.net/rapid"
)

// ownAssessment is what a user adds from the text of an adopted assessment
// and of the toolbox: entries of the catalogue, and no rule.
func ownAssessment() fs.FS {
	return fstest.MapFS{
		"catalogue/assessment.yaml": {Data: []byte(`source: nis2art22
title: Coordinated assessment of meters, chapter 5
status: recommendation
provenance: primary
entries:
  - {id: "nis2art22:finding.roaming", kind: measure, title: "Meters can be moved to another network", evidence: "the test of a move", of: entity}
  - {id: "nis2art22:finding.keys", kind: measure, title: "Keys are made by the operator", evidence: "the record of the key ceremony", of: product}
  - {id: "nis2art22:finding.staff", kind: measure, title: "Staff with remote access are vetted", evidence: "the supplier's statement", of: supplier}
`)},
		"catalogue/toolbox.yaml": {Data: []byte(`source: ictscs26
title: EU ICT supply chain toolbox, edition of 13 February 2026
status: recommendation
provenance: primary
entries:
  - {id: "ictscs26:R01", kind: measure, title: "A recommendation read from the text", evidence: "what came of it", of: entity}
`)},
		"packs/own/pack.yaml": {Data: []byte("name: own\nversion: 1.0.0\ntitle: What we read\nstatus: recommendation\ndefault: \"on\"\nsource: the texts\n")},
	}
}

// TestOwnFindingsAreAsked: entries that a user adds to the name spaces of
// article 22 and of the toolbox are asked for by the rules that are there.
func TestOwnFindingsAreAsked(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"ictscs26", "nis2art22"}, User: []fs.FS{ownAssessment()}})
	entity := risk.EntityFacts{ID: "e", Sectors: []string{"nis2:energy"}}
	assets := []risk.AssetRef{{ID: "meters", Criticality: "high"}}
	met := map[string]string{
		"nis2art22:results": "met", "nis2art22:90.influence": "met", "nis2art22:90.concealed": "met",
		"ictscs26:approach": "met", "ictscs26:multi-vendor": "met", "ictscs26:scenarios": "met", "ictscs26:recommendations": "met", "ictscs26:critical-suppliers": "met",
	}
	rep := evaluate(t, s, Context{},
		Subject{Scope: "entity", ID: "entity:e", Name: "E", Input: &risk.SystemInput{Entity: entity, Evidence: met}},
		Subject{Scope: "supplier", ID: "supplier:s", Name: "S", Input: &risk.SupplierInput{Entity: entity, Supplier: risk.SupplierFacts{ID: "s", Direct: true}, Assets: assets, Evidence: met}},
		Subject{Scope: "product", ID: "product:p", Name: "P", Input: &risk.ProductInput{Entity: entity, Product: risk.ProductFacts{ID: "p", Stated: true}, Assets: assets, Evidence: met}},
	)
	var got []string
	for _, f := range rep.Findings {
		if strings.Contains(f.Rule, "EVIDENCE") {
			got = append(got, fmt.Sprintf("%s %s", f.Outcome, f.Message))
		}
	}
	want := []string{
		"unknown A recommendation read from the text: not established for E; evidence wanted: what came of it",
		"unknown Meters can be moved to another network: not established for E; evidence wanted: the test of a move",
		"unknown Staff with remote access are vetted: not established for S; evidence wanted: the supplier's statement",
		"unknown Keys are made by the operator: not established for P; evidence wanted: the record of the key ceremony",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestToolboxStaysEmpty: what nobody could source is not in the catalogue.
func TestToolboxStaysEmpty(t *testing.T) {
	cat, err := BuiltinCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	scenarios := 0
	for e := range cat.All() {
		if _, id, ok := strings.Cut(e.ID, "ictscs26:"); ok && strings.HasPrefix(id, "R0") {
			t.Errorf("%s has no source", e.ID)
		}
		if strings.HasPrefix(e.ID, "ictscs26:") && e.Kind == "scenario" {
			scenarios++
		}
	}
	if scenarios != 1 {
		t.Errorf("%d scenarios; the one entry says that there are none", scenarios)
	}
}

// TestSwappingCountriesChangesNoIndicator gives countries each other's names
// together with their records: the same indicators and the same profile.
func TestSwappingCountriesChangesNoIndicator(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"nis2art22"}})
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		in := narrow(t)
		in.Entity.Sectors = []string{"nis2:energy"}
		in.Supplier.Direct = true
		in.Assets = []risk.AssetRef{{ID: "grid", Criticality: "critical"}}
		answers := func(in risk.SupplierInput) []string {
			rep, err := s.Evaluate(t.Context(), Context{AsOf: asOf}, slices.Values([]Subject{{Scope: "supplier", ID: "supplier:a", Input: in}}))
			if err != nil {
				t.Fatal(err)
			}
			var out []string
			for _, f := range rep.Findings {
				out = append(out, fmt.Sprint(f.Rule, f.Outcome, f.Key[:strings.IndexByte(f.Key+".", '.')]))
				if f.Rule == "nis2art22/INFLUENCE-0001" && f.Outcome == "warn" {
					found++
				}
			}
			for _, f := range rep.Factors {
				out = append(out, f.ID+" "+f.Level.String())
			}
			slices.Sort(out)
			return out
		}
		renamed := rename(reflect.ValueOf(in), map[string]string{"XA": "XB", "XB": "XA"}).Interface().(risk.SupplierInput)
		if diff := cmp.Diff(answers(in), answers(renamed)); diff != "" {
			t.Fatal(diff)
		}
	})
	if found == 0 {
		t.Error("no input had an indicator")
	}
}

// TestCoverageOfUnionLevelSources: every entry of eui2841, nis2art22 and
// ictscs26 is decided by a rule or asked of a person.
func TestCoverageOfUnionLevelSources(t *testing.T) {
	rows, err := Coverage()
	if err != nil {
		t.Fatal(err)
	}
	n := map[string]int{}
	for _, row := range rows {
		if !slices.Contains([]string{"eui2841", "nis2art22", "ictscs26"}, row.Pack) {
			continue
		}
		n[row.Pack]++
		if len(row.Rules) == 0 {
			t.Errorf("%s: no rule answers for %s", row.Pack, row.Entry.ID)
		}
		if row.Entry.Evidence != "" && !row.Asked && row.Entry.ID != "eui:12.5" {
			t.Errorf("%s: no rule asks for the evidence of %s", row.Pack, row.Entry.ID)
		}
	}
	for _, p := range []string{"eui2841", "nis2art22", "ictscs26"} {
		if n[p] == 0 {
			t.Errorf("pack %s answers for nothing", p)
		}
	}
}
