// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"pgregory.net/rapid"
)

// TestOutcomesPerKey: what was found about one key says nothing of another;
// what is open about the subject as a whole is outweighed by any finding.
func TestOutcomesPerKey(t *testing.T) {
	keyed := []string{`{"fact": "supplier.sites.kind"}`, `{"fact": concat("/", ["supplier.sites", s.country]), "key": s.country}`}
	for _, c := range []struct {
		name    string
		sites   []string
		changes []string
		want    []string
		counts  result.Counts
	}{
		{"without a key", []string{"support", "XA", "", "XB"}, nil, []string{"fail XA"}, result.Counts{Fail: 1}},
		{"another key", []string{"support", "XA", "", "XB"}, keyed, []string{"fail XA", "unknown supplier.sites/XB"}, result.Counts{Fail: 1}},
		{"the same key", []string{"support", "XA", "", "XA"}, keyed, []string{"fail XA"}, result.Counts{Fail: 1}},
		{"nothing found", []string{"", "XA", "", "XB"}, keyed, []string{"unknown supplier.sites/XA", "unknown supplier.sites/XB"}, result.Counts{Unknown: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			rep := evaluate(t, outcomeSet(t, c.changes...), Context{}, withSites("a", sites(c.sites...)))
			if diff := cmp.Diff(c.want, brief(rep)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.counts, rep.Rules[0].Counts); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func brief(rep *Report) (out []string) {
	for _, f := range rep.Findings {
		out = append(out, fmt.Sprint(f.Outcome, " ", f.Key))
	}
	return out
}

// TestIncidentsDoNotHideEachOther: of three incidents one was reported late,
// of one nobody stated when, and one is still in time.
func TestIncidentsDoNotHideEachOther(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"nis2", "eui2841", "cra"}})
	number := func(x float64) *float64 { return &x }
	yes := true
	in := &risk.SystemInput{
		Entity: risk.EntityFacts{ID: "e", Sectors: []string{"nis2:energy", "eui:union-entity"}, Roles: []string{"manufacturer"}, Employees: number(1000), Turnover: number(1e9)},
		Incidents: []risk.IncidentClock{
			{ID: "late", Kind: "incident", Significant: &yes, Hours: number(500), EarlyWarning: number(90), Notification: number(100)},
			{ID: "open", Kind: "incident", Significant: &yes, Hours: number(500)},
			{ID: "young", Kind: "incident", Significant: &yes, Hours: number(2)},
		},
	}
	rep := evaluate(t, s, Context{AsOf: time.Date(2026, time.September, 11, 0, 0, 0, 0, time.UTC)},
		Subject{Scope: "entity", ID: "entity:e", Name: "E", Input: in}, Subject{Scope: "system", ID: "system:s", Name: "S", Input: in})
	got := map[string][]string{}
	for _, f := range rep.Findings {
		if strings.Contains(f.Rule, "/REPORT-") && f.Outcome != result.Unknown || strings.HasPrefix(f.Key, "incidents.") {
			got[f.Rule] = append(got[f.Rule], fmt.Sprint(f.Outcome == result.Unknown, " ", f.Key))
		}
	}
	want := map[string][]string{
		"cra/REPORT-0004":     {"false late/earlyWarningAt", "true incidents.open/earlyWarningAt"},
		"cra/REPORT-0005":     {"false late/notifiedAt", "true incidents.open/notifiedAt"},
		"eui2841/REPORT-0001": {"false late", "true incidents.open/earlyWarningAt"},
		"eui2841/REPORT-0002": {"false late", "true incidents.open/notifiedAt"},
		"nis2/REPORT-0001":    {"false late", "true incidents.open/earlyWarningAt"},
		"nis2/REPORT-0002":    {"false late", "true incidents.open/notifiedAt"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestUnknownScopeHidesNoQuestion: where nobody can say whether the source
// binds, an entry that is not met waits for that, and the others are still
// asked.
func TestUnknownScopeHidesNoQuestion(t *testing.T) {
	var pack fs.FS = boundPack()
	rule := pack.(fstest.MapFS)["packs/own/asks/rule.rego"]
	if !strings.Contains(string(rule.Data), "evidence.open") {
		t.Fatal("the pack asks nothing")
	}
	s := mustCompile(t, &Options{Packs: []string{"own"}, User: []fs.FS{pack}})
	rep := evaluate(t, s, Context{}, Subject{Scope: "entity", ID: "entity:e", Name: "E",
		Input: &risk.SystemInput{Entity: risk.EntityFacts{ID: "e"}, Evidence: map[string]string{"own:2": "notMet"}}})
	if diff := cmp.Diff([]string{"unknown entity.employees", "unknown evidence.own:3"}, brief(rep)); diff != "" {
		t.Error(diff)
	}
}

// oneByOne is what the rules say of subjects asked one by one over their whole
// inputs as JSON: for each rule, outcome and key the subjects.
func oneByOne(t *rapid.T, s *Set, subjects []Subject) map[string][]string {
	list, err := s.prepare(slices.Values(subjects))
	if err != nil {
		t.Fatal(err)
	}
	bounds, err := s.bind(t.Context(), list, asOf.Format("2006-01-02"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for i := range list {
		x := &list[i]
		add := func(r *rule, outcome result.Outcome, key string) {
			at := fmt.Sprint(r.ID, " ", outcome, " ", key)
			if !slices.Contains(out[at], x.ID) {
				out[at] = append(out[at], x.ID)
			}
		}
		for _, r := range s.rules {
			b := bounds.answer(r, i)
			if r.Scope != x.Scope || r.Factor || !r.on(bounds.day) || !r.appliesTo(x) || b.answer == "no" {
				continue
			}
			j := &job{rule: r, input: whole(t, x.input)}
			task := j.task()
			if err := s.evaluate(t.Context(), &task, nil); err != nil {
				t.Fatal(err)
			}
			keys := map[string]bool{}
			for _, f := range j.answer.finding {
				keys[text(f["key"])] = true
			}
			for key := range keys {
				if b.answer == "yes" {
					add(r, r.Outcome, key)
				}
			}
			if len(keys) > 0 && b.answer == "unknown" {
				for _, fact := range b.missing {
					add(r, result.Unknown, fact)
				}
			}
			for _, u := range j.answer.undecided {
				key, has := u["key"]
				if len(keys) == 0 || has && !keys[text(key)] || !has && len(r.asks) > 0 {
					add(r, result.Unknown, text(u["fact"]))
				}
			}
			for n, need := range r.Needs {
				if len(keys) == 0 && !present(x.input, r.needs[n]) {
					add(r, result.Unknown, need)
				}
			}
		}
	}
	return out
}

// TestFindingsEqualPlainOnes compares findings with those of plain evaluation,
// for all rules and random subjects, folded or not.
func TestFindingsEqualPlainOnes(t *testing.T) {
	s := mustCompile(t, &Options{Packs: packNames()})
	rapid.Check(t, func(t *rapid.T) {
		subjects := randomSubjects(t)
		subjects = subjects[:min(4, len(subjects))]
		rep, err := s.Evaluate(t.Context(), Context{AsOf: asOf, MaxExamples: len(subjects)}, slices.Values(subjects))
		if err != nil {
			t.Fatal(err)
		}
		got := map[string][]string{}
		for _, f := range rep.Findings {
			at := fmt.Sprint(f.Rule, " ", f.Outcome, " ", f.Key)
			if f.Count == 0 {
				got[at] = append(got[at], f.Subject)
			}
			got[at] = append(got[at], f.Examples...)
		}
		want := oneByOne(t, s, subjects)
		for _, list := range slices.Collect(maps.Values(got)) {
			slices.Sort(list)
		}
		for _, list := range slices.Collect(maps.Values(want)) {
			slices.Sort(list)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("-plain +engine:\n%s", diff)
		}
	})
}
