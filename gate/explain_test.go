// SPDX-License-Identifier: Apache-2.0

package gate_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/result"
)

func iv(lo, hi float64) result.Interval { return result.Interval{Lo: lo, Hi: hi} }

// small is an assessment of an asset that needs products of Acme and of a
// supplier whose id has a slash in it.
func small() *result.Assessment {
	return &result.Assessment{
		AsOf: "2026-06-01T00:00:00Z", Engine: result.Engine{Name: "kedja", Version: "1"},
		Subject: result.Subject{ID: "system:s", Entity: "Operator"},
		Inputs: []result.Input{
			{Name: "system.yaml", Kind: "System", SHA256: "aa"}, {Name: "acme.yaml", Kind: "Supplier", SHA256: "bb"},
			{Name: "waivers.yaml", Kind: "Waiver", SHA256: "cc"},
		},
		Policies: []result.Policy{{Pack: "house", Version: "1.2", SHA256: "dd"}},
		Params:   map[string]string{"house/SHARE-0001.hhi": "0.5"},
		Parties:  []result.Party{{ID: "acme", Name: "Acme AB", Recorded: true}, {ID: "ns:deb/x"}},
		Products: []result.Product{{ID: "a", Party: "acme"}, {ID: "b", Party: "ns:deb/x"}},
		Assets:   []result.Asset{{ID: "core", Name: "Core", Products: []string{"a", "b"}}},
		Concentration: []result.Concentration{{
			Scope: "asset:core", By: "supplier", Basis: "spend", N: 2, HHI: iv(0.32, 0.68), CR1: iv(0.5, 0.8),
			Shares:  []result.Share{{Key: "acme", Share: iv(0.5, 0.8)}, {Key: "ns:deb/x", Share: iv(0.2, 0.5)}},
			Missing: []string{"product:b/spend"},
		}},
		Findings: []result.Finding{{
			ID: "00000000000000f1", Rule: "house/SHARE-0001", Pack: "house", Outcome: result.Unknown, Severity: "high",
			Subject: "asset:core", Key: "spend", Message: "Core leans on one supplier: not established",
			Missing: []string{"concentration.supplier.spend"}, Waiver: "w-1",
		}},
		Rules: []result.Rule{{
			ID: "house/SHARE-0001", Pack: "house", Title: "One supplier dominates", Severity: "high", Status: "guidance", Provenance: "inferred",
			Measures: []string{"house:1"}, Params: map[string]string{"hhi": "0.5"}, Counts: result.Counts{Unknown: 1},
		}},
		Measures: []result.Measure{{ID: "house:1", Title: "Diversity", Source: "House rules", Status: "guidance", Provenance: "primary"}},
		Facts: []result.Fact{
			{Subject: "product:a", Path: "product.spend", Value: "40", File: "system.yaml", Pointer: "/products/0/spend", Line: 9, Source: "s1", Confidence: "high"},
			{Subject: "product:a", Path: "product.supplier", Value: "acme", File: "system.yaml", Pointer: "/products/0/supplier", Line: 8},
			{Subject: "product:b", Path: "product.supplier", Value: "ns:deb/x", File: "system.yaml", Pointer: "/products/1/supplier", Line: 12},
		},
		Waivers: result.Waivers{Applied: []result.WaiverUse{{ID: "w-1", Reason: "accepted-risk", Expires: "2027-01-01", Owner: "network"}}},
	}
}

// outline writes a tree with one node a line.
func outline(x result.Explanation) string {
	var b strings.Builder
	var walk func(x *result.Explanation, depth int)
	walk = func(x *result.Explanation, depth int) {
		fmt.Fprintf(&b, "%s%s: %s", strings.Repeat("  ", depth), x.Kind, x.Title)
		if x.Value != "" {
			fmt.Fprintf(&b, " = %s", x.Value)
		}
		if x.At.File != "" {
			fmt.Fprintf(&b, " @%s:%d", x.At.File, x.At.Line)
		}
		if x.ID != "" {
			fmt.Fprintf(&b, " #%s", x.ID)
		}
		b.WriteByte('\n')
		for i := range x.Children {
			walk(&x.Children[i], depth+1)
		}
	}
	walk(&x, 0)
	return b.String()
}

func TestExplainFinding(t *testing.T) {
	x, err := gate.Explain(small(), "00000000000000f1")
	if err != nil {
		t.Fatal(err)
	}
	const want = `finding: Core leans on one supplier: not established = unknown, high, waived #00000000000000f1
  counterfactual: concentration (HHI), by supplier of asset Core (core), yearly spend = passes at or below 0.5; is [0.32, 0.68]
    parameter: house/SHARE-0001.hhi = 0.5
    number: concentration (HHI), by supplier of asset Core (core), yearly spend = [0.32, 0.68] #concentration/asset:core/supplier/spend/hhi
  number: share of the largest (CR1), by supplier of asset Core (core), yearly spend = [0.5, 0.8] #concentration/asset:core/supplier/spend/cr1
  input: waiver w-1 = sha256 cc @waivers.yaml:0
  rule: house/SHARE-0001: One supplier dominates = high
    parameter: house/SHARE-0001.hhi = 0.5
    law: house:1: Diversity
      input: policy pack house 1.2 = sha256 dd
`
	if diff := cmp.Diff(want, outline(x)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if got, want := x.Children[0].Text, "What is not known decides: the limit lies inside the interval."; got != want {
		t.Errorf("counterfactual: %q, want %q", got, want)
	}
	if got, want := x.Children[0].Children[0].Text, "Set for this assessment with --param."; got != want {
		t.Errorf("parameter: %q, want %q", got, want)
	}
	if got, want := x.Children[2].Text, "Accepted as accepted-risk until 2027-01-01 by network; the outcome stays."; got != want {
		t.Errorf("waiver: %q, want %q", got, want)
	}
	law := x.Children[3].Children[1]
	if law.Source != "House rules" || law.Status != "guidance" || law.Provenance != "primary" {
		t.Errorf("law: %+v", law)
	}
}

func TestExplainNumber(t *testing.T) {
	x, err := gate.Explain(small(), "concentration/asset:core/supplier/spend/hhi")
	if err != nil {
		t.Fatal(err)
	}
	const want = `number: concentration (HHI), by supplier of asset Core (core), yearly spend = [0.32, 0.68] #concentration/asset:core/supplier/spend/hhi
  number: share of Acme AB = [0.5, 0.8] #concentration/asset:core/supplier/spend/shares/acme
  number: share of deb/x = [0.2, 0.5] #concentration/asset:core/supplier/spend/shares/ns:deb/x
  number: share in no known group = 0 #concentration/asset:core/supplier/spend/unattributed
  measure: concentration (HHI)
    fact: product.spend of product a = 40 @system.yaml:9
    missing: product.spend of product b = not stated
    fact: product.supplier of product a = acme @system.yaml:8
    fact: product.supplier of product b = ns:deb/x @system.yaml:12
  finding: Core leans on one supplier: not established = unknown, high, waived #00000000000000f1
  input: system.yaml = sha256 aa @system.yaml:0
`
	if diff := cmp.Diff(want, outline(x)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	missing := x.Children[3].Children[1]
	if want := "Would be stated in the entry of the product b in the System record (system.yaml), as spend. Ask your own people at Operator."; missing.Text != want {
		t.Errorf("missing: %q, want %q", missing.Text, want)
	}
}

// TestCounterfactual is what a threshold says at both ends and beyond.
func TestCounterfactual(t *testing.T) {
	for _, tt := range []struct {
		hhi   result.Interval
		limit string
		value string
		text  string
	}{
		{iv(0.6, 0.7), "0.5", "passes at or below 0.5; is [0.6, 0.7]", "By this number alone it does not pass, whatever the missing facts turn out to be."},
		{iv(0.5, 0.7), "0.5", "passes at or below 0.5; is [0.5, 0.7]", "What is not known decides: the limit lies inside the interval."},
		{iv(0.5, 0.5), "0.5", "passes at or below 0.5; is 0.5", "By this number alone it passes."},
		{iv(0.1, 0.2), "0.25", "passes at or below 0.25; is [0.1, 0.2]", "By this number alone it passes."},
	} {
		a := small()
		a.Concentration[0].HHI = tt.hhi
		a.Rules[0].Params["hhi"] = tt.limit
		x, err := gate.Explain(a, "00000000000000f1")
		if err != nil {
			t.Fatal(err)
		}
		c := x.Children[0]
		if c.Kind != result.ExplainCounterfactual || c.Value != tt.value || c.Text != tt.text {
			t.Errorf("%v against %s: %s %q %q", tt.hhi, tt.limit, c.Kind, c.Value, c.Text)
		}
	}
	a := small()
	a.Rules[0].Params = nil // a result from before parameters were kept
	x, err := gate.Explain(a, "00000000000000f1")
	if err != nil || x.Children[0].Kind != result.ExplainNumber {
		t.Errorf("without parameters: %v %s", err, outline(x))
	}
}

func TestExplainUnknownID(t *testing.T) {
	for id, want := range map[string]string{
		"concentration/asset:core/supplier/spent/hhi": "it has concentration/asset:core/supplier/spend/hhi, ",
		"concentration/asset:core":                    "it has concentration/asset:core/supplier/spend, ",
		"00000000000000F1x":                           "it has 00000000000000f1, ",
		"":                                            "it has ",
		strings.Repeat("x/", 100_000):                 "it has ",
	} {
		_, err := gate.Explain(small(), id)
		if err == nil || !strings.Contains(err.Error(), want) || len(err.Error()) > 500 {
			t.Errorf("%.40q: %.300v", id, err)
		}
	}
	if _, err := gate.Explain(&result.Assessment{}, "verdict"); err != nil {
		t.Errorf("the empty assessment: %v", err)
	}
}

// TestExplainerServesSeveral holds that questions do not disturb one another
// and that the assessment stays as it was.
func TestExplainerServesSeveral(t *testing.T) {
	a, b := small(), small()
	e := gate.NewExplainer(a)
	ids := gate.Explainable(a)
	if len(ids) < 10 {
		t.Fatalf("only %v", ids)
	}
	var workers sync.WaitGroup
	for range 4 {
		workers.Go(func() {
			for _, id := range ids {
				x, ok := e.Lookup(id)
				if !ok || x.ID != id {
					t.Errorf("%s is listed and not found", id)
				}
			}
		})
	}
	workers.Wait()
	if diff := cmp.Diff(b, a); diff != "" {
		t.Errorf("the assessment was changed:\n%s", diff)
	}
}

// TestMissingFacts is what is said of facts that rules see under another name
// than records have.
func TestMissingFacts(t *testing.T) {
	for path, want := range map[string]string{
		"supplier.practices.cvdPolicy":     "supplier.practices.cvdPolicy of Acme AB: Would be stated in the Supplier record of acme (acme.yaml), as practices.cvdPolicy. Ask Acme AB.",
		"supplier.designations":            "supplier.designations of Acme AB: Would be stated in the Supplier record of acme (acme.yaml), as designations. Ask the authorities, or their published acts.",
		"supplier.control.stateControlled": "supplier.control.stateControlled of Acme AB: Would be stated in the Supplier record of acme (acme.yaml), as owners and unlistedHolderMax, and in the records of the owners. Ask Acme AB.",
		"supplier.control.decisive":        "supplier.control.decisive of Acme AB: Would be stated in the Supplier record of acme (acme.yaml), as owners with their rights, and stateLinks. Ask Acme AB.",
		"countries.XA.law":                 "country.law of country XA: Would be stated in the Country record of XA, which nobody wrote yet, as law. Ask public sources on XA.",
		"exposure.access":                  "exposure.access of Acme AB: Would be stated in the System record (system.yaml), as services, at each product. Ask your own people at Operator.",
	} {
		a := small()
		a.Facts = append(a.Facts, result.Fact{Subject: "supplier:acme", Path: "supplier.name", Value: "Acme AB", File: "acme.yaml", Line: 3})
		a.Findings = []result.Finding{{ID: "f", Rule: "house/X-0001", Pack: "house", Outcome: result.Unknown, Subject: "supplier:acme", Message: "open", Missing: []string{path}}}
		x, err := gate.Explain(a, "f")
		if err != nil || len(x.Children) == 0 {
			t.Fatalf("%s: %v %v", path, err, x)
		}
		if got := x.Children[0].Title + ": " + x.Children[0].Text; got != want {
			t.Errorf("%s:\n%s, want\n%s", path, got, want)
		}
	}
}

func ExampleExplain() {
	x, err := gate.Explain(small(), "concentration/asset:core/supplier/spend/cr1")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(x.Title, "is", x.Value)
	_, err = gate.Explain(small(), "concentration/asset:core/supplier/spend/cr")
	fmt.Println(err)
	// Output:
	// share of the largest (CR1), by supplier of asset Core (core), yearly spend is [0.5, 0.8]
	// the result has no "concentration/asset:core/supplier/spend/cr"; it has concentration/asset:core/supplier/spend/cr1, concentration/asset:core/supplier/spend/cr3, concentration/asset:core/supplier/spend/n
}
