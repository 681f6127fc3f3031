// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"reflect"
	"slices"
	"testing"

	"github.com/kedja/kedja/risk"
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

// TestNothingFailsBeforeItsTime: on the day before the first rule takes
// effect, nothing that takes effect by date fails.
func TestNothingFailsBeforeItsTime(t *testing.T) {
	s := mustCompile(t, &Options{Packs: packNames()})
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.SampledFrom(s.rules).Draw(t, "rule")
		v := random(t, inputs[r.Scope], r.Scope)
		w := &writer{set: s, day: "1990-01-01", bounds: &bounds{of: []int32{-1}}, subjects: []judged{{Subject: Subject{Scope: r.Scope, ID: "x"}, input: v, facts: make([]uint8, len(s.needs[r.Scope]))}}}
		input, err := r.projection.term(v)
		if err != nil {
			t.Fatal(err)
		}
		j := &job{rule: r, subject: "x", input: input}
		task := j.task()
		if err := s.evaluate(t.Context(), &task, nil); err != nil {
			t.Fatal(err)
		}
		if err := w.write(&asked{rule: r, subjects: []int{0}, jobs: []int32{0}, distinct: []*job{j}}); err != nil {
			t.Fatal(err)
		}
		for _, f := range w.findings {
			if f.Outcome == "fail" && r.From != "" {
				t.Fatalf("%s fails in 1990 and takes effect on %s", r.ID, r.From)
			}
		}
	})
}

// packNames is every pack that is shipped, those that are off too.
func packNames() []string {
	var out []string
	for _, p := range read(nil).packs {
		out = append(out, p.Name)
	}
	return out
}
