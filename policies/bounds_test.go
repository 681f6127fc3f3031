// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
)

// boundPack binds entities with at least fifty employees, asks one question
// of a person and finds every product that has no SBOM.
func boundPack() fs.FS {
	files := map[string]string{
		"catalogue/own.yaml": `source: own
title: Our handbook
status: guidance
provenance: primary
entries:
  - {id: "own:1", kind: measure, title: "Every product has an SBOM"}
  - {id: "own:2", kind: measure, title: "Exits are rehearsed", evidence: "the report of the last rehearsal", of: entity}
  - {id: "own:3", kind: measure, title: "Suppliers are met", evidence: "minutes of the last meeting", of: entity, answeredBy: ["own:2"]}
`,
		"packs/own/pack.yaml": "name: own\nversion: 1.0.0\ntitle: Our rules\nstatus: guidance\ndefault: \"on\"\nsource: our handbook\nsources: [own]\n",
		"packs/own/scope.rego": `# METADATA
# title: Whom the handbook binds
package packs.own.scope

import data.lib.known

bound := {"own": {"answer": large, "missing": missing, "why": "from 50 employees"}}

large := "yes" if input.entity.employees >= 50

large := "no" if input.entity.employees < 50

large := "unknown" if count(missing) > 0

missing contains "entity.employees" if known.missing(input.entity, "employees")
`,
		"packs/own/sbom/rule.rego": `# METADATA
# title: A product without an SBOM
# custom:
#   id: own/SBOM-0001
#   scope: product
#   outcome: warn
#   severity: low
#   measures: ["own:1"]
#   message: "{subject} has no SBOM"
#   remedy: Ask for one.
package packs.own.sbom_0001

finding contains {"key": "", "evidence": []} if input.product.hasSBOM == false
`,
		"packs/own/sbom/rule_test.rego": "package packs.own.sbom_0001_test\n",
		"packs/own/asks/rule.rego": `# METADATA
# title: What the handbook asks for
# custom:
#   id: own/EVIDENCE-0001
#   scope: entity
#   outcome: warn
#   severity: low
#   asks: {entries: ["own:*"], of: entity}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Do it.
package packs.own.evidence_0001

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["own/EVIDENCE-0001"], states)

undecided contains u if some u in evidence.open(data.asks["own/EVIDENCE-0001"], states)
`,
		"packs/own/asks/rule_test.rego": "package packs.own.evidence_0001_test\n",
	}
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// TestBounds asks a rule of entities that its source binds, does not bind, and
// may bind.
func TestBounds(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"own"}, User: []fs.FS{boundPack()}})
	number := func(x float64) *float64 { return &x }
	for _, c := range []struct {
		name      string
		employees *float64
		want      []string
		bound     result.Bound
	}{
		{"bound", number(50), []string{"warn  X has no SBOM"}, result.Bound{Answer: "yes"}},
		{"not bound", number(49), nil, result.Bound{Answer: "no"}},
		{"not established", nil, []string{"unknown entity.employees A product without an SBOM: not established for X, because entity.employees is not known"},
			result.Bound{Answer: "unknown", Missing: []string{"entity.employees"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			rep := evaluate(t, s, Context{}, Subject{Scope: "product", ID: "product:x", Name: "X",
				Input: &risk.ProductInput{Entity: risk.EntityFacts{ID: "e", Employees: c.employees}}})
			var got []string
			for _, f := range rep.Findings {
				got = append(got, fmt.Sprintf("%s %s %s", f.Outcome, strings.Join(f.Missing, ","), f.Message))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			c.bound.Pack, c.bound.Source, c.bound.Status, c.bound.Why = "own", "own", "guidance", "from 50 employees"
			if diff := cmp.Diff([]result.Bound{c.bound}, rep.Bounds); diff != "" {
				t.Error(diff)
			}
			if c.employees != nil && *c.employees < 50 && len(rep.Rules) != 0 {
				t.Errorf("rules were asked of an entity that nothing binds: %v", rep.Rules)
			}
		})
	}
}

// TestEvidenceAsked: an entry that data do not decide is unknown until a
// person answers it, and one answer hides no other question.
func TestEvidenceAsked(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"own"}, User: []fs.FS{boundPack()}})
	employees := 100.0
	ask := func(evidence map[string]string) (got []string) {
		rep := evaluate(t, s, Context{System: "system:s"}, Subject{Scope: "entity", ID: "entity:e", Name: "E",
			Input: &risk.SystemInput{Entity: risk.EntityFacts{ID: "e", Employees: &employees}, Evidence: evidence}})
		for _, f := range rep.Findings {
			got = append(got, string(f.Outcome)+": "+f.Message)
		}
		return got
	}
	for _, c := range []struct {
		evidence map[string]string
		want     []string
	}{
		{nil, []string{
			"unknown: Exits are rehearsed: not established for E; evidence wanted: the report of the last rehearsal",
			"unknown: Suppliers are met: not established for E; evidence wanted: minutes of the last meeting",
		}},
		{map[string]string{"own:2": "notMet"}, []string{
			"warn: E: Exits are rehearsed is not met",
			"unknown: Suppliers are met: not established for E; evidence wanted: minutes of the last meeting",
		}},
		{map[string]string{"own:2": "met", "own:3": "met"}, nil},
	} {
		if diff := cmp.Diff(c.want, ask(c.evidence)); diff != "" {
			t.Errorf("%v:\n%s", c.evidence, diff)
		}
	}
	if got := s.Catalogue().Answers()["own:2"]; len(got) != 1 || got[0] != "own:3" {
		t.Errorf("own:2 answers %v", got)
	}
}

// TestScopeIsChecked lists what is wrong with a scope, all at once.
func TestScopeIsChecked(t *testing.T) {
	for _, c := range []struct{ name, scope, want string }{
		{"package", "package packs.other.scope\n\nbound := {}\n", "the package of scope.rego is packs.own.scope"},
		{"nothing defined", "package packs.own.scope\n\nx := 1\n", "defines no bound"},
		{"a path that is not there", "package packs.own.scope\n\nbound := {\"own\": {\"answer\": input.entity.nmae}}\n", "undefined ref: input.entity.nmae"},
		{"not", "package packs.own.scope\n\nbound := {\"own\": {\"answer\": x}}\n\nx := \"no\" if not input.entity.employees\n", "not is true of an unknown fact"},
	} {
		pack := boundPack().(fstest.MapFS)
		pack["packs/own/scope.rego"] = &fstest.MapFile{Data: []byte("# METADATA\n# title: Whom\n" + c.scope)}
		_, err := Compile(t.Context(), &Options{User: []fs.FS{pack}})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

// TestBoundsSayTheirForce: a name under which guidance stands beside a law
// says so, though the pack is about the law.
func TestBoundsSayTheirForce(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"nis2", "csa2", "ictscs26"}})
	rep := evaluate(t, s, Context{}, Subject{Scope: "entity", ID: "entity:e", Name: "E",
		Input: &risk.SystemInput{Entity: risk.EntityFacts{ID: "e", Sectors: []string{"nis2:energy"}}}})
	got := map[string]string{}
	for _, b := range rep.Bounds {
		got[b.Pack+"/"+b.Source] = b.Status
	}
	want := map[string]string{
		"csa2/authority": "proposal", "csa2/csa2": "proposal", "csa2/operator": "proposal",
		"ictscs26/authority": "recommendation", "ictscs26/ictscs26": "recommendation",
		"nis2/authority": "binding", "nis2/ir2690": "binding", "nis2/nis2": "binding", "nis2/nis2-alone": "guidance",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
