// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kedja/kedja/risk"
	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"
)

// TestNobodyUnboundIsAskedFor: whatever is stated of suppliers, contracts and
// products, no rule that stands under a law finds anything, or misses anything,
// for an entity that the law does not bind. A bakery of eight people with a
// sector of no law is such a one.
func TestNobodyUnboundIsAskedFor(t *testing.T) {
	s := mustCompile(t, &Options{Packs: packNames()})
	bakery := risk.EntityFacts{
		ID: "bakery", Country: "SE", Sectors: []string{"own:bakery"}, Employees: new(8.0), Turnover: new(4e5), BalanceSheet: new(2e5),
		Roles: []string{}, Services: &[]string{}, ServicesAll: true, Circumstances: &[]string{},
	}
	bare := risk.EntityFacts{}
	rapid.Check(t, func(t *rapid.T) {
		scope := rapid.SampledFrom(scopes()).Draw(t, "scope")
		v := random(t, inputs[scope], scope)
		entity := rapid.SampledFrom([]risk.EntityFacts{bakery, bare}).Draw(t, "entity")
		v.FieldByName("Entity").Set(reflect.ValueOf(entity))
		rep, err := s.Evaluate(t.Context(), Context{AsOf: asOf}, slices.Values([]Subject{{
			Scope: scope, ID: scope + ":x", Input: v.Interface(), Sectors: entity.Sectors, Assets: []string{"own:oven"},
		}}))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range rep.Findings {
			r := s.rules[slices.IndexFunc(s.rules, func(r *rule) bool { return r.ID == f.Rule })]
			if r.binds == "buyer" || r.binds == "dataact" {
				continue // the maker's and the provider's duty, told to whoever buys from them
			}
			if r.binds != "" && r.Status == "binding" {
				t.Fatalf("%s (%s, binds %s) says of %+v: %s", f.Rule, f.Outcome, r.binds, entity, f.Message)
			}
		}
	})
}

// TestNothingIsFoundBeforeItsTime evaluates the cases of all packs, which hold
// something bad for nearly every rule, on the day before each day on which
// something begins to apply, and on that day. Before its day no rule finds,
// misses or derives anything; on the day it does.
func TestNothingIsFoundBeforeItsTime(t *testing.T) {
	names, err := filepath.Glob("testdata/conformance/*.txtar")
	if err != nil || len(names) != len(packNames()) {
		t.Fatalf("%d cases: %v", len(names), err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		subjects := readSubjects(t, archive.Files[0].Data)
		s := mustCompile(t, &Options{Packs: []string{strings.TrimSuffix(filepath.Base(name), ".txtar")}})
		begins := map[string][]*rule{}
		for _, r := range s.rules {
			begins[r.From] = append(begins[r.From], r)
		}
		for day, rules := range begins {
			if day == "" {
				continue
			}
			first, err := time.Parse(time.DateOnly, day)
			if err != nil {
				t.Fatal(err)
			}
			before := spoke(evaluate(t, s, Context{AsOf: first.Add(-time.Second)}, subjects...))
			on := spoke(evaluate(t, s, Context{AsOf: first}, subjects...))
			for _, r := range rules {
				if before[r.ID] {
					t.Errorf("%s applies from %s, and says something the day before", r.ID, day)
				}
				if !on[r.ID] {
					t.Errorf("%s applies from %s, and is silent about a bad case", r.ID, day)
				}
			}
		}
	}
}

// spoke are the rules that a report tells something of.
func spoke(rep *Report) map[string]bool {
	out := map[string]bool{}
	for _, f := range rep.Findings {
		out[f.Rule] = true
	}
	for _, f := range rep.Factors {
		out[f.Rule] = true
	}
	for _, r := range rep.Rules {
		out[r.ID] = true
	}
	return out
}

// TestUndatedRulesRestOnNoLaw: what applies at any time is the project's own.
func TestUndatedRulesRestOnNoLaw(t *testing.T) {
	for _, r := range mustCompile(t, &Options{Packs: packNames()}).rules {
		if r.From != "" {
			continue
		}
		for _, id := range r.Measures {
			if !strings.HasPrefix(id, "kedja:") {
				t.Errorf("%s rests on %s and applies at any time", r.ID, id)
			}
		}
	}
}

// TestBoundsFollowTheClock: a regulation binds nobody before it applies, and
// the answer says from when on.
func TestBoundsFollowTheClock(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"dora"}})
	bank := Subject{Scope: "entity", ID: "entity:e", Input: &risk.SystemInput{Entity: risk.EntityFacts{ID: "e", Sectors: []string{"dora:credit-institutions"}, Roles: []string{}}}}
	for day, want := range map[string]string{
		"2025-01-16": "no: does not apply before 2025-01-17; the record names a sector of financial entities under Regulation (EU) 2022/2554, article 2(1)",
		"2025-01-17": "yes: the record names a sector of financial entities under Regulation (EU) 2022/2554, article 2(1)",
	} {
		clock, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range evaluate(t, s, Context{AsOf: clock}, bank).Bounds {
			if got := b.Answer + ": " + b.Why; b.Source == "dora" && got != want {
				t.Errorf("%s: %s", day, got)
			}
		}
	}
}

// packNames is every pack that is shipped, those that are off too.
func packNames() []string {
	var out []string
	for _, p := range read(nil).packs {
		out = append(out, p.Name)
	}
	return out
}
