// SPDX-License-Identifier: Apache-2.0

package gate_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/result"
)

// bound is the small assessment with what two sources say of whom they bind,
// and a risk that its finding bears on.
func bound() *result.Assessment {
	a := small()
	a.Bounds = []result.Bound{
		{Pack: "house", Source: "house", Answer: "yes", Class: "large", Why: "at least 50 employees"},
		{Pack: "house", Source: "annex", Answer: "unknown", Missing: []string{"entity.services"}},
	}
	a.Scenarios = []result.Scenario{
		{ID: "house:R1", Title: "A supplier fails", Source: "House rules", Status: "guidance", Provenance: "unverified", Hazards: []string{"natural"},
			Rules: []string{"house/SHARE-0001"}, Counts: result.ScenarioCounts{Unknown: 1}, Findings: []string{"00000000000000f1"}},
		{ID: "house:R2", Title: "A fire", Source: "House rules", Status: "guidance", Provenance: "primary", Rules: []string{"house/SHARE-0001"}},
	}
	a.Facts = append(a.Facts,
		result.Fact{Subject: "entity:op", Path: "entity.employees", Value: "900", File: "system.yaml", Line: 4},
		result.Fact{Subject: "entity:op", Path: "entity.name", Value: "Operator", File: "system.yaml", Line: 3})
	return a
}

func TestExplainBoundsAndScenarios(t *testing.T) {
	for id, want := range map[string]string{
		"bounds/house/house": `number: whether house binds Operator = yes, large #bounds/house/house
  fact: entity.employees of entity op = 900 @system.yaml:4
  law: house
    input: policy pack house 1.2 = sha256 dd
  measure: whom a source binds
    input: policy pack house 1.2 = sha256 dd
  input: system.yaml = sha256 aa @system.yaml:0
`,
		"bounds/house/annex": `number: whether annex binds Operator = unknown #bounds/house/annex
  missing: entity.services of entity op = not stated
  fact: entity.employees of entity op = 900 @system.yaml:4
  measure: whom a source binds
    input: policy pack house 1.2 = sha256 dd
  input: system.yaml = sha256 aa @system.yaml:0
`,
		"scenarios/house:R1": `number: findings that bear on house:R1: A supplier fails = 1 #scenarios/house:R1
  number: findings that bear on house:R1, fail = 0 #scenarios/house:R1/fail
  number: findings that bear on house:R1, warn = 0 #scenarios/house:R1/warn
  number: findings that bear on house:R1, unknown = 1 #scenarios/house:R1/unknown
  finding: Core leans on one supplier: not established = unknown, high, waived #00000000000000f1
  number: subjects judged by house/SHARE-0001 = 1 #rules/house/SHARE-0001
  law: house:R1: A supplier fails
    input: policy pack house 1.2 = sha256 dd
  measure: findings that bear on a scenario
    input: policy pack house 1.2 = sha256 dd
`,
		"scenarios/house:R2/warn": `number: findings that bear on house:R2, warn = 0 #scenarios/house:R2/warn
  number: findings that bear on house:R2: A fire = 0 #scenarios/house:R2
  measure: count of findings
    input: policy pack house 1.2 = sha256 dd
`,
	} {
		x, err := gate.Explain(bound(), id)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, outline(x)); diff != "" {
			t.Errorf("%s: -want +got\n%s", id, diff)
		}
	}
	x, _ := gate.Explain(bound(), "bounds/house/annex")
	if got, want := x.Children[0].Text, "Would be stated in the System record (system.yaml), as services. Ask your own people at Operator."; got != want {
		t.Errorf("missing: %q, want %q", got, want)
	}
}

// TestExplainEvidence names, of a rule that asks for the evidence of many
// entries, the one that a finding is about.
func TestExplainEvidence(t *testing.T) {
	for _, key := range []string{"house:2", "evidence.house:2"} {
		a := small()
		a.Rules[0].Measures = []string{"house:1", "house:2"}
		a.Findings[0].Key, a.Findings[0].Missing, a.Findings[0].Waiver = key, nil, ""
		x, err := gate.Explain(a, a.Findings[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		const want = `finding: Core leans on one supplier: not established = unknown, high #00000000000000f1
  law: house:2
    input: policy pack house 1.2 = sha256 dd
  rule: house/SHARE-0001: One supplier dominates = high
    parameter: house/SHARE-0001.hhi = 0.5
    input: policy pack house 1.2 = sha256 dd
`
		if diff := cmp.Diff(want, outline(x)); diff != "" {
			t.Errorf("%s: -want +got\n%s", key, diff)
		}
	}
}

func TestDiffBounds(t *testing.T) {
	old, now := small(), small()
	old.Bounds = []result.Bound{
		{Pack: "nis2", Source: "nis2", Answer: "yes", Class: "important", Why: "in other words"}, {Pack: "nis2", Source: "ir2690", Answer: "unknown", Missing: []string{"entity.services"}},
		{Pack: "dora", Source: "dora", Answer: "no"}, {Pack: "house", Source: "house", Answer: "yes"}, {Pack: "same", Source: "same", Answer: "yes", Why: "a"},
	}
	now.Bounds = []result.Bound{
		{Pack: "cra", Source: "cra", Answer: "no"}, {Pack: "nis2", Source: "nis2", Answer: "yes", Class: "essential"}, {Pack: "nis2", Source: "ir2690", Answer: "no"},
		{Pack: "new", Source: "new", Answer: "unknown"}, {Pack: "same", Source: "same", Answer: "yes", Why: "b"},
	}
	state := func(answer, class string, missing ...string) *result.BoundState {
		return &result.BoundState{Answer: answer, Class: class, Missing: missing}
	}
	want := []result.BoundChange{ // that a pack came that does not bind changes nothing
		{Pack: "house", Source: "house", Change: "gone", Old: state("yes", "")},
		{Pack: "new", Source: "new", Change: "new", New: state("unknown", "")},
		{Pack: "nis2", Source: "ir2690", Change: "changed", Old: state("unknown", "", "entity.services"), New: state("no", "")},
		{Pack: "nis2", Source: "nis2", Change: "changed", Old: state("yes", "important"), New: state("yes", "essential")},
	}
	d := gate.Diff(old, now)
	if diff := cmp.Diff(want, d.Bounds); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if d.Empty() || !(&result.Diff{}).Empty() {
		t.Error("a changed bound is no change")
	}
}
