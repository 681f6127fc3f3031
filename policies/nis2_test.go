// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/system"
	"pgregory.net/rapid"
)

// TestNIS2Covered: the pack answers for every entry of the directive and of
// the implementing regulation, and a rule that cites the latter stands under
// its scope, so that it binds nobody else.
func TestNIS2Covered(t *testing.T) {
	rows, err := Coverage()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, row := range rows {
		if row.Pack != "nis2" {
			continue
		}
		n++
		if row.How() == "nothing" {
			t.Errorf("no rule answers for %s", row.Entry.ID)
		}
		if row.Entry.Evidence != "" && !row.Asked && row.Entry.ID != "nis2:23.4.e" && row.Entry.ID != "nis2:23.4.trust" {
			t.Errorf("%s wants evidence, and no rule asks for it", row.Entry.ID)
		}
	}
	if n < 50 {
		t.Errorf("%d entries, want all of two sources", n)
	}
	for _, r := range mustCompile(t, &Options{Packs: []string{"nis2"}}).rules {
		if cites := slices.ContainsFunc(r.Measures, func(id string) bool { return strings.HasPrefix(id, "ir2690:") }); cites != (r.binds == "ir2690") {
			t.Errorf("%s cites the implementing regulation: %v, and stands under %q", r.ID, cites, r.binds)
		}
	}
}

// TestNIS2Scopes: the name of the scope of each rule is one that the pack
// answers; another would turn the rule off.
func TestNIS2Scopes(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"nis2"}})
	rep := evaluate(t, s, Context{}, Subject{Scope: "entity", ID: "entity:e", Input: &risk.SystemInput{Entity: risk.EntityFacts{ID: "e"}}})
	var names []string
	for _, b := range rep.Bounds {
		names = append(names, b.Source)
		if b.Answer != "no" {
			t.Errorf("%s binds an entity of which nothing is stated: %s", b.Source, b.Answer)
		}
	}
	for _, r := range s.rules {
		if r.binds != "" && !slices.Contains(names, r.binds) {
			t.Errorf("%s stands under %q, one of %v", r.ID, r.binds, names)
		}
	}
	for _, r := range rep.Rules {
		if r.ID != "nis2/SCOPE-0001" {
			t.Errorf("%s is asked of an entity of which nothing is stated", r.ID)
		}
	}
}

// TestNIS2GapIsToldOnce: a missing clause is a gap under the implementing
// regulation, or one of guidance, or open; never two of these.
func TestNIS2GapIsToldOnce(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"nis2"}})
	number := func(x float64) *float64 { return &x }
	services := func(s ...string) *[]string { return &s }
	for _, c := range []struct {
		name   string
		entity risk.EntityFacts
		want   string
	}{
		{"listed", risk.EntityFacts{Sectors: []string{"nis2:ict-service-management"}, Services: services("msp"), Employees: number(90)}, "warn nis2/CLAUSE-0015"},
		{"not listed", risk.EntityFacts{Sectors: []string{"nis2:health"}, Employees: number(90)}, "warn nis2/CLAUSE-0002"},
		{"may be listed", risk.EntityFacts{Sectors: []string{"nis2:digital-infrastructure"}, Employees: number(90)}, "warn nis2/CLAUSE-0002, unknown nis2/CLAUSE-0015"},
		{"of unknown size", risk.EntityFacts{Sectors: []string{"nis2:health"}}, "unknown nis2/CLAUSE-0002"},
		{"small", risk.EntityFacts{Sectors: []string{"nis2:health"}, Employees: number(9), Turnover: number(0), Circumstances: &[]string{}}, ""},
		{"of other law", risk.EntityFacts{Sectors: []string{"eui:union-entity"}, Employees: number(900)}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			rep := evaluate(t, s, Context{}, Subject{Scope: "contract", ID: "contract:a", Input: &risk.ContractInput{
				Contract: risk.ContractFacts{ID: "a", Clauses: map[string]bool{"auditRight": false}}, Entity: c.entity,
			}})
			var got []string
			for _, f := range rep.Findings {
				if f.Rule == "nis2/CLAUSE-0002" || f.Rule == "nis2/CLAUSE-0015" {
					got = append(got, string(f.Outcome)+" "+f.Rule)
				}
			}
			if got := strings.Join(got, ", "); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

// TestNIS2ScopeKeepsItsWord: what is answered while facts are missing is not
// taken back when they come to be known, and with all of them known nothing
// is open. The one exception is deliberate and not among the sectors drawn: a
// record that names none of the directive's is bound by nothing.
func TestNIS2ScopeKeepsItsWord(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"nis2"}})
	sectors := []string{"nis2:energy", "nis2:food", "nis2:banking", "nis2:digital-infrastructure", "nis2:public-administration",
		"nis2:ict-service-management", "nis2:digital-providers", "dora:credit-institution"}
	list := func(t *rapid.T, words []string, name string) *[]string {
		x := slices.Compact(slices.Sorted(slices.Values(rapid.SliceOfN(rapid.SampledFrom(words), 0, 2).Draw(t, name))))
		out := append([]string{}, x...)
		return &out
	}
	figure := func(t *rapid.T, name string, around ...float64) *float64 {
		x := rapid.SampledFrom(around).Draw(t, name) + float64(rapid.IntRange(-1, 1).Draw(t, name+" off"))
		return &x
	}
	rapid.Check(t, func(t *rapid.T) {
		full := risk.EntityFacts{
			ID: "e", Sectors: rapid.SliceOfN(rapid.SampledFrom(sectors), 1, 2).Draw(t, "sectors"),
			Employees: figure(t, "employees", 50, 250), Turnover: figure(t, "turnover", 1e7, 5e7), BalanceSheet: figure(t, "balance", 1e7, 4.3e7),
			Services: list(t, system.EntityServices(), "services"), ServicesAll: true, Circumstances: list(t, system.Circumstances(), "circumstances"),
		}
		part := full
		for _, drop := range []func(){
			func() { part.Employees = nil }, func() { part.Turnover = nil }, func() { part.BalanceSheet = nil },
			func() { part.Circumstances = nil }, func() { part.ServicesAll = false },
		} {
			if rapid.Bool().Draw(t, "drop") {
				drop()
			}
		}
		known, err := s.boundsOf(t.Context(), reflect.ValueOf(full))
		if err != nil {
			t.Fatal(err)
		}
		open, err := s.boundsOf(t.Context(), reflect.ValueOf(part))
		if err != nil {
			t.Fatal(err)
		}
		for name, k := range known {
			o := open[name]
			if k.answer == "unknown" || len(k.missing) > 0 {
				t.Errorf("%s of %+v is open: %+v", name, full, k)
			}
			// That 2024/2690 is not known to bind may give way to that it does.
			if alone := name == "nis2/nis2-alone" && open["nis2/ir2690"].answer == "unknown"; o.answer != "unknown" && o.answer != k.answer && !alone {
				t.Errorf("%s: %s for %+v, %s when all is known", name, o.answer, part, k.answer)
			}
			if (o.answer == "unknown") != (len(o.missing) > 0) {
				t.Errorf("%s of %+v: %s with %v missing", name, part, o.answer, o.missing)
			}
			if !strings.Contains(o.class, k.class) && o.class != "not established" && name != "nis2/nis2-alone" {
				t.Errorf("%s: class %s for %+v, %s when all is known", name, o.class, part, k.class)
			}
		}
	})
}
