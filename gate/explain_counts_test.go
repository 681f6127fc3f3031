// SPDX-License-Identifier: Apache-2.0

package gate_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/result"
)

// counts is small with what is counted rather than measured.
func counts() *result.Assessment {
	a := small()
	a.Subject.Currency = "EUR"
	spend := 40.
	a.Products[0].Spend, a.Products[0].SBOM, a.Products[0].Components = &spend, "a.json", 3
	a.Parties[0].Components = 2
	a.Inputs = append(a.Inputs, result.Input{Name: "a.json", Kind: "SBOM", SHA256: "ee"})
	a.Policies[0].SHA256 = "dd"
	a.Quality = []result.Quality{{File: "a.json", Format: "CycloneDX", SpecVersion: "1.6", Components: 3, Attributed: 2}}
	a.Components = []result.Component{{ID: "pkg:npm/x@1", Name: "x", Version: "1", PURL: "pkg:npm/x@1", Party: "acme", At: result.Evidence{File: "a.json", Pointer: "/components/0", Line: 4}}}
	a.Coverage.Components = result.ComponentCoverage{N: 3, Attributed: 2, ByStep: map[string]int{"supplier": 2, "unattributed": 1}}
	a.Assumptions = []result.Assumption{{Fact: "asset:core/criticality", Value: "moderate", Why: "the default"}}
	a.Control = []result.Control{{Party: "acme", Kind: "dispersed", Certain: true, Countries: []string{"XA"}}}
	a.Flows = []result.Flow{
		{From: "asset:core", To: "product:a", Weight: .5}, {From: "asset:ran", To: "product:a", Weight: 1},
		{From: "product:a", To: "supplier:acme", Weight: 1.5}, {From: "supplier:acme", To: "owner:notEstablished", Weight: 1.5},
		{From: "owner:notEstablished", To: "country:XA", Weight: 1.5},
	}
	a.Verdict = result.Verdict{State: "warn", Unknown: 1, Waived: 1}
	a.Findings = append(a.Findings, result.Finding{
		ID: result.FindingID("house/SHARE-0001", "system:s", "supplier.owners"), Rule: "house/SHARE-0001", Pack: "house", Outcome: result.Unknown, Severity: "high",
		Subject: "system:s", Key: "supplier.owners", Message: "not established for 12 suppliers", Missing: []string{"supplier.owners"},
		Count: 12, Examples: []string{"supplier:acme", "supplier:ns:deb/x"},
	})
	a.Rules[0].Counts = result.Counts{Pass: 4, Unknown: 13}
	a.Diagnostics = diag.List{{Severity: diag.Warning, Code: "sbom/dangling", Position: diag.Position{File: "a.json", Line: 9}, Message: "no such element"}}
	return a
}

// TestExplainCounts is what stands behind numbers that are counted or added
// up: the first of what was counted, how, and in which files.
func TestExplainCounts(t *testing.T) {
	for id, want := range map[string]string{
		"products/a/spend": `number: yearly spend on product a = 40 EUR #products/a/spend
  measure: spend
    fact: product.spend of product a = 40 @system.yaml:9
  input: system.yaml = sha256 aa @system.yaml:0
`,
		"spend/asset:core": `number: yearly spend of asset Core (core) = at least 40 EUR #spend/asset:core
  number: yearly spend on product a = 40 EUR #products/a/spend
  measure: total
    missing: product.spend of product b = not stated
    input: system.yaml = sha256 aa @system.yaml:0
`,
		"parties/acme/components": `number: components of Acme AB = 2 #parties/acme/components
  measure: attribution
    fact: component x@1 = pkg:npm/x@1 @a.json:4
    number: components with a known party = 2 of 3 #coverage/components
    input: a.json = sha256 ee @a.json:0
`,
		"flows/asset:core/product:a": `number: what rests on the strand from asset Core (core) to product a = 0.5 #flows/asset:core/product:a
  measure: weight of a strand
    assumption: asset:core/criticality = moderate
    parameter: weight of criticality = low 0.25, moderate 0.5, high 0.75, critical 1
    input: system.yaml = sha256 aa @system.yaml:0
`,
		"flows/product:a/supplier:acme": `number: what rests on the strand from product a to Acme AB = 1.5 #flows/product:a/supplier:acme
  number: what rests on the strand from asset Core (core) to product a = 0.5 #flows/asset:core/product:a
  number: what rests on the strand from asset ran to product a = 1 #flows/asset:ran/product:a
  measure: weight of a strand
    fact: product.supplier of product a = acme @system.yaml:8
    input: system.yaml = sha256 aa @system.yaml:0
`,
		"missing/supplier.owners": `number: subjects of which supplier.owners is not stated = 12 #missing/supplier.owners
  finding: not established for 12 suppliers = unknown, high #` + counts().Findings[1].ID + `
  measure: count of subjects
    missing: supplier.owners of Acme AB = not stated
    missing: supplier.owners of deb/x = not stated
`,
		"rules/house/SHARE-0001/pass": `number: subjects of house/SHARE-0001, pass = 4 #rules/house/SHARE-0001/pass
  measure: count of subjects
    input: policy pack house 1.2 = sha256 dd
  rule: house/SHARE-0001: One supplier dominates = high
    parameter: house/SHARE-0001.hhi = 0.5
    law: house:1: Diversity
      input: policy pack house 1.2 = sha256 dd
`,
		"verdict/waived": `number: findings that were waived = 1 #verdict/waived
  finding: Core leans on one supplier: not established = unknown, high, waived #00000000000000f1
  measure: count of findings
    input: policy pack house 1.2 = sha256 dd
`,
		"diagnostics/warning": `number: problems with the inputs, warning = 1 #diagnostics/warning
  fact: no such element = sbom/dangling @a.json:9
  measure: count of problems
    input: a.json = sha256 ee @a.json:0
    input: acme.yaml = sha256 bb @acme.yaml:0
    input: system.yaml = sha256 aa @system.yaml:0
    input: waivers.yaml = sha256 cc @waivers.yaml:0
`,
		"concentration/asset:core/supplier/spend": `number: concentration by supplier of asset Core (core), yearly spend = 2 groups, HHI [0.32, 0.68] #concentration/asset:core/supplier/spend
  number: concentration (HHI) = [0.32, 0.68] #concentration/asset:core/supplier/spend/hhi
  number: effective number = 0 #concentration/asset:core/supplier/spend/effective
  number: share of the largest (CR1) = [0.5, 0.8] #concentration/asset:core/supplier/spend/cr1
  number: share of the three largest (CR3) = 0 #concentration/asset:core/supplier/spend/cr3
  number: share in no known group = 0 #concentration/asset:core/supplier/spend/unattributed
  number: known groups = 2 #concentration/asset:core/supplier/spend/n
  number: share of Acme AB = [0.5, 0.8] #concentration/asset:core/supplier/spend/shares/acme
  number: share of deb/x = [0.2, 0.5] #concentration/asset:core/supplier/spend/shares/ns:deb/x
  measure: concentration
    fact: product.spend of product a = 40 @system.yaml:9
    missing: product.spend of product b = not stated
    fact: product.supplier of product a = acme @system.yaml:8
    fact: product.supplier of product b = ns:deb/x @system.yaml:12
  finding: Core leans on one supplier: not established = unknown, high, waived #00000000000000f1
  input: system.yaml = sha256 aa @system.yaml:0
`,
	} {
		x, err := gate.Explain(counts(), id)
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		if diff := cmp.Diff(want, outline(x)); diff != "" {
			t.Errorf("%s: -want +got\n%s", id, diff)
		}
	}
}

// TestSortsCanBeAskedForTogether holds that each sort of numbers has one
// explanation that all of them can share.
func TestSortsCanBeAskedForTogether(t *testing.T) {
	e := gate.NewExplainer(counts())
	for _, sort := range []string{"finding", "findings", "missing", "concentration", "products", "parties", "flows", "control", "quality"} {
		x, ok := e.Lookup("all/" + sort)
		if !ok || len(x.Children) < 2 || !strings.Contains(x.Children[len(x.Children)-1].Text+x.Children[len(x.Children)-2].Text, "own id") {
			t.Errorf("all/%s: %v\n%s", sort, ok, outline(x))
		}
	}
}

// TestFoldedFindings holds that a finding answers under the id that it had
// before others were folded into it, and the other way round.
func TestFoldedFindings(t *testing.T) {
	a := counts()
	folded := a.Findings[1]
	alone := result.FindingID(folded.Rule, "supplier:acme", folded.Key)
	x, err := gate.Explain(a, alone)
	if err != nil || x.ID != alone || x.Title != folded.Message || !strings.Contains(x.Text, "In this result it is "+folded.ID+", folded over 12 subjects.") {
		t.Errorf("asked for by the id on one subject: %v %+v", err, x)
	}
	a.Findings[1] = result.Finding{ID: alone, Rule: folded.Rule, Pack: "house", Outcome: result.Unknown, Severity: "high", Subject: "supplier:acme",
		Key: folded.Key, Message: "not established for Acme AB", Missing: folded.Missing}
	x, err = gate.Explain(a, folded.ID)
	if err != nil || x.Title != "not established for Acme AB" || !strings.Contains(x.Text, "In this result it is "+alone+", on one subject alone.") {
		t.Errorf("asked for by the id of the folded one: %v %+v", err, x)
	}
	for _, id := range gate.Explainable(a) {
		if id == folded.ID {
			t.Error("an id that the finding does not have here is listed")
		}
	}
}
