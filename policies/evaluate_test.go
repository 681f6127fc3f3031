// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
)

var asOf = time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)

func mustCompile(t testing.TB, opts *Options) *Set {
	t.Helper()
	s, err := Compile(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func evaluate(t testing.TB, s *Set, c Context, subjects ...Subject) *Report {
	t.Helper()
	if c.AsOf.IsZero() {
		c.AsOf = asOf
	}
	rep, err := s.Evaluate(t.Context(), c, slices.Values(subjects))
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

func designated() Subject {
	return Subject{
		Scope: "supplier", ID: "supplier:teliqon", Name: "Teliqon AB", Assets: []string{"eu5g:core-network-functions"},
		Input: &risk.SupplierInput{
			Supplier: risk.SupplierFacts{ID: "teliqon", Direct: true, Designations: &[]risk.DesignationFacts{{
				Regime: "national:XA", Status: "restricted", Authority: "Agency A", LegalRef: "Act 1", From: "2026-01-01", Assets: []string{"core"},
			}}},
			Assets: []risk.AssetRef{{ID: "core", Class: "eu5g:core-network-functions", Criticality: "critical", Sensitivity: "critical"}},
		},
	}
}

func TestFindingOfDesignatedSupplier(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"eu5g"}})
	rep := evaluate(t, s, Context{System: "system:ran", Resolve: func(subject, fact string) []result.Evidence {
		return []result.Evidence{{Fact: fact, File: subject + ".yaml", Line: 7}}
	}}, designated())
	want := result.Finding{
		ID: findingID("eu5g/SUPPLIER-0004", "supplier:teliqon", "core"), Rule: "eu5g/SUPPLIER-0004", Pack: "eu5g",
		Outcome: result.Fail, Severity: "critical", Subject: "supplier:teliqon", Key: "core",
		Message: "Teliqon AB is designated restricted by Agency A under Act 1 from 2026-01-01 and serves core (eu5g:core-network-functions)",
		Evidence: []result.Evidence{
			{Fact: "exposure.shares", File: "supplier:teliqon.yaml", Line: 7},
			{Fact: "supplier.designations", File: "supplier:teliqon.yaml", Line: 7},
		},
	}
	if len(rep.Findings) == 0 {
		t.Fatal("no finding")
	}
	if diff := cmp.Diff(want, rep.Findings[0]); diff != "" {
		t.Error(diff)
	}
}

// One set answers several callers at once.
func TestSetIsShared(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"eu5g"}})
	want := evaluate(t, s, Context{}, designated())
	for range 4 {
		t.Run("caller", func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(want, evaluate(t, s, Context{}, designated())); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A finding about a field of an SBOM names the sources that ask for this
// field; all of them together are those of the rule.
func TestFieldsNameTheirSources(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"baseline"}})
	rep := evaluate(t, s, Context{}, Subject{Scope: "document", ID: "document:a", Input: &risk.DocumentInput{
		Document: risk.DocumentFacts{Components: 1, With: map[string]int{}},
	}})
	cited := map[string][]string{}
	for _, f := range rep.Findings {
		_, list, _ := strings.Cut(f.Message, "(")
		cited[f.Rule] = append(cited[f.Rule], strings.Split(strings.TrimSuffix(list, ")"), ", ")...)
	}
	for _, r := range s.Rules() {
		if r.ID != "baseline/SBOM-0005" && r.ID != "baseline/SBOM-0006" {
			continue
		}
		if diff := cmp.Diff(slices.Sorted(slices.Values(r.Measures)), slices.Sorted(slices.Values(cited[r.ID]))); diff != "" {
			t.Errorf("%s cites others than its messages (-measures +messages):\n%s", r.ID, diff)
		}
	}
}

// A result keeps the parameters that each rule was asked with.
func TestRulesKeepTheirParameters(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"eu5g"}, Params: map[string]string{
		"eu5g/INTERFERENCE-0005.level": "2", "eu5g/SUPPLY-0001.stockDays": "1000000",
	}})
	got := map[string]map[string]string{}
	for _, r := range evaluate(t, s, Context{}, designated()).Rules {
		if r.Params != nil {
			got[r.ID] = r.Params
		}
	}
	want := map[string]map[string]string{
		"eu5g/ACCESS-0005":       {"assets": "2", "sensitivity": "high"},
		"eu5g/CATALOGUE-0001":    {"catalogue": "none"},
		"eu5g/CATALOGUE-0002":    {"cap": "0.35", "catalogue": "none"},
		"eu5g/DEPENDENCY-0001":   {"share": "0.5"},
		"eu5g/INTERFERENCE-0005": {"level": "2", "sensitivity": "high"},
		"eu5g/QUALITY-0002":      {"lacking": "3"},
		"eu5g/SUPPLIER-0004":     {"sensitivity": "high"},
		"eu5g/SUPPLY-0001":       {"stockDays": "1000000"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func findingID(rule, subject, key string) string { return (&writer{}).findingID(rule, subject, key) }
