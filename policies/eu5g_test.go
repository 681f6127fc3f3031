// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/open-policy-agent/opa/v1/ast"
	"pgregory.net/rapid"
)

// TestToolboxIsCovered: every measure, action, risk, factor and class of the
// pack's sources is decided by a rule or asked of a person.
func TestToolboxIsCovered(t *testing.T) {
	rows, err := Coverage()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, row := range rows {
		if row.Pack != "eu5g" {
			continue
		}
		n++
		if row.How() == "nothing" {
			t.Errorf("no rule answers for %s (%s)", row.Entry.ID, row.Entry.Title)
		}
		if row.Entry.Evidence != "" && !row.Asked {
			t.Errorf("nobody is asked for the evidence of %s", row.Entry.ID)
		}
	}
	if n == 0 {
		t.Error("the pack has no sources")
	}
}

// risks is the numbered risks that an entry addresses, be it through risks
// of Open RAN.
func risks(c Catalogue, id string) []string {
	var out []string
	e, _ := c.Entry(id)
	for _, link := range e.Links {
		other, _ := c.Entry(link)
		switch {
		case other.Kind != "risk":
		case number9.MatchString(link):
			out = append(out, link)
		default:
			out = append(out, risks(c, link)...)
		}
	}
	return out
}

var number9 = regexp.MustCompile(`^eu5g:R[1-9]$`)

// TestRisksCollectFindings: each of the nine risks is cited by a rule that
// finds something, and rules cite the risks that their measures address: all
// of them where they ask for evidence.
func TestRisksCollectFindings(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"eu5g"}})
	cited := map[string]bool{}
	for _, r := range s.Rules() {
		if r.Factor {
			continue
		}
		var got, want []string
		for _, id := range r.Measures {
			if number9.MatchString(id) {
				got = append(got, id)
				cited[id] = true
			}
			want = append(want, risks(s.Catalogue(), id)...)
		}
		slices.Sort(got)
		slices.Sort(want)
		want = slices.Compact(want)
		if len(r.Asks) == 0 {
			want = slices.DeleteFunc(want, func(id string) bool { return !slices.Contains(got, id) })
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-risks of its measures +cited):\n%s", r.ID, diff)
		}
	}
	if len(cited) != 9 {
		t.Errorf("only %v of the nine risks collect findings", slices.Sorted(maps.Keys(cited)))
	}
}

// TestEveryFactorIsDerived: a factor rule stands behind each factor of the
// profile; interference as a whole is the four below it.
func TestEveryFactorIsDerived(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"eu5g"}})
	in := &risk.SupplierInput{
		Supplier: risk.SupplierFacts{ID: "a", Control: risk.ControlFacts{Kind: "notEstablished"}}, Countries: map[string]risk.CountryFacts{},
	}
	rep := evaluate(t, s, Context{}, Subject{Scope: "supplier", ID: "supplier:a", Input: in})
	derived := map[string]result.Interval{}
	for _, f := range rep.Factors {
		derived["eu5g:"+f.ID] = f.Level
	}
	for e := range s.Catalogue().All() {
		if e.Kind != "factor" || !strings.HasPrefix(e.ID, "eu5g:") || e.ID == "eu5g:srp.interference" {
			continue
		}
		level, ok := derived[e.ID]
		if !ok {
			t.Errorf("no rule derives %s", e.ID)
		}
		if level.Lo != 0 || level.Hi < 3 {
			t.Errorf("%s of a supplier that told nothing is %v", e.ID, level)
		}
	}
}

// TestNoRuleKnowsACountry: no rule of the pack, and no lib, names a country.
func TestNoRuleKnowsACountry(t *testing.T) {
	code := regexp.MustCompile(`^[A-Z]{2}$`)
	c := read(nil)
	c.allRules() // parses them
	files := slices.Clone(c.libs)
	for _, p := range c.packs {
		if p.Name == "eu5g" {
			files = append(files, p.files...)
		}
	}
	n := 0
	for _, f := range files {
		if f.module == nil || strings.HasSuffix(f.name, "_test.rego") {
			continue
		}
		n++
		ast.WalkTerms(f.module, func(x *ast.Term) bool {
			if s, ok := x.Value.(ast.String); ok && code.MatchString(string(s)) {
				t.Errorf("%s names %s", x.Location, s)
			}
			return false
		})
	}
	if n < 20 {
		t.Errorf("only %d modules were read", n)
	}
}

// held draws a supplier with holders of all sorts.
func held(t *rapid.T) risk.SupplierInput {
	in := narrow(t)
	c := &in.Supplier.Control
	c.Significant, c.Decisive = &[]risk.SignificantFacts{}, &[]risk.InfluenceFacts{}
	one := func(name string, of ...string) string { return rapid.SampledFrom(of).Draw(t, name) }
	switch one("holders", "none", "significant", "decisive", "both") {
	case "significant":
		*c.Significant = append(*c.Significant, significant(one))
	case "decisive":
		*c.Decisive = append(*c.Decisive, influence(one))
	case "both":
		*c.Significant = append(*c.Significant, significant(one))
		*c.Decisive = append(*c.Decisive, influence(one))
	}
	return in
}

func significant(one func(string, ...string) string) risk.SignificantFacts {
	code := one("of holder", "XA", "XB", "")
	if code == "" {
		return risk.SignificantFacts{}
	}
	return risk.SignificantFacts{Holder: "state:" + code, Kind: "state", Country: code, Certain: one("certain", "yes", "no") == "yes"}
}

func influence(one func(string, ...string) string) risk.InfluenceFacts {
	code := one("of influence", "XA", "XB", "")
	return risk.InfluenceFacts{
		Holder: "h", Kind: one("kind of holder", "state", "company"), Country: code, By: "veto", Certain: one("certain", "yes", "no") == "yes",
	}
}

// answers is the levels and the findings of a supplier of a key asset, with
// nothing of the words in which countries are named.
func answers(t *rapid.T, s *Set, in risk.SupplierInput) map[string]string {
	x := Subject{Scope: "supplier", ID: "supplier:a", Input: in, Assets: []string{"eu5g:nfv-mano"}}
	rep, err := s.Evaluate(t.Context(), Context{AsOf: asOf}, slices.Values([]Subject{x}))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range rep.Factors {
		out[f.ID] = f.Level.String()
	}
	for _, f := range rep.Findings {
		if f.Outcome != result.Unknown { // keyed by facts, which name the country's record
			out[f.Rule+" "+f.Key] = string(f.Outcome)
		}
	}
	return out
}

// TestNothingRestsOnTheNameOfACountry: swapping two countries with their
// records changes neither level nor finding; nor does moving all that is in
// one of two countries with the same record to the other, be both Member
// States or neither.
func TestNothingRestsOnTheNameOfACountry(t *testing.T) {
	s := interferenceRules(t)
	swap := map[string]string{"XA": "XB", "XB": "XA", "state:XA": "state:XB", "state:XB": "state:XA"}
	rapid.Check(t, func(t *rapid.T) {
		in := held(t)
		before := answers(t, s, in)
		swapped := rename(reflect.ValueOf(in), swap).Interface().(risk.SupplierInput)
		if diff := cmp.Diff(before, answers(t, s, swapped)); diff != "" {
			t.Fatalf("swapped with their records:\n%s", diff)
		}
		same := in.Countries["XA"]
		in.Countries = map[string]risk.CountryFacts{"XA": same, "XB": same}
		before = answers(t, s, in)
		moved := in
		moved.Supplier = rename(reflect.ValueOf(in.Supplier), swap).Interface().(risk.SupplierFacts)
		moved.Exposure = rename(reflect.ValueOf(in.Exposure), swap).Interface().(risk.ExposureFacts)
		if diff := cmp.Diff(before, answers(t, s, moved)); diff != "" {
			t.Fatalf("moved to a country with the same record:\n%s", diff)
		}
	})
}

// TestCountryAloneReachesModerate: whatever the records of countries say, or
// do not say, a supplier that is only at home in one, and has told all else,
// stays at level 2; no indicators are shown.
func TestCountryAloneReachesModerate(t *testing.T) {
	s := interferenceRules(t)
	rapid.Check(t, func(t *rapid.T) {
		in := narrow(t)
		none := false
		in.Supplier.Sites, in.Supplier.StateLinks, in.Exposure.Access = &[]risk.SiteFacts{}, &[]risk.StateLinkFacts{}, &[]risk.AccessFacts{}
		in.Supplier.Control = risk.ControlFacts{
			Kind: "dispersed", Certain: true, StateControlled: &none, Significant: &[]risk.SignificantFacts{}, Decisive: &[]risk.InfluenceFacts{},
		}
		forget[rapid.SampledFrom([]string{"country", "law", "review", "agreements", "memberships"}).Draw(t, "forgotten")](&in)
		x := Subject{Scope: "supplier", ID: "supplier:a", Input: in, Assets: []string{"eu5g:nfv-mano"}}
		rep, err := s.Evaluate(t.Context(), Context{AsOf: asOf}, slices.Values([]Subject{x}))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range rep.Factors {
			if f.Level.Hi > 2 {
				t.Fatalf("%s is %v on the country alone", f.ID, f.Level)
			}
		}
		if len(rep.Findings) > 0 {
			t.Fatalf("found on the country alone: %v", rep.Findings[0])
		}
	})
}

// TestForgettingHoldersWidensOwnership drops what is known of the holders:
// the range of each factor then holds the one before.
func TestForgettingHoldersWidensOwnership(t *testing.T) {
	s := interferenceRules(t)
	drop := map[string]func(c *risk.ControlFacts){
		"significant": func(c *risk.ControlFacts) { c.Significant = nil },
		"decisive":    func(c *risk.ControlFacts) { c.Decisive = nil },
		"state":       func(c *risk.ControlFacts) { c.StateControlled = nil },
		"all":         func(c *risk.ControlFacts) { *c = risk.ControlFacts{Kind: "notEstablished"} },
		"certainty": func(c *risk.ControlFacts) {
			for i := range *c.Significant {
				(*c.Significant)[i].Certain = false
			}
			for i := range *c.Decisive {
				(*c.Decisive)[i].Certain = false
			}
		},
	}
	forget := map[string]func(*risk.SupplierInput){}
	for name, f := range drop {
		forget[name] = func(in *risk.SupplierInput) { f(&in.Supplier.Control) }
	}
	widens(t, s, held, forget)
}

// TestSecondCatalogueActsWhenChosen: the parts kept free and the cap are
// found only where a parameter chooses the catalogue.
func TestSecondCatalogueActsWhenChosen(t *testing.T) {
	chosen := map[string]string{"eu5g/CATALOGUE-0001.catalogue": "ukhrv", "eu5g/CATALOGUE-0002.catalogue": "ukhrv"}
	act := risk.DesignationFacts{
		Regime: "national:XA", Status: "restricted", Authority: "Agency A", LegalRef: "Act 1", From: "2026-01-01", Assets: []string{"core", "ran"},
	}
	core := risk.AssetRef{ID: "core", Class: "ukhrv:core", Criticality: "critical", Sensitivity: "critical"}
	ran := risk.AssetRef{ID: "ran", Class: "eu5g:radio-access-network", Criticality: "high", Sensitivity: "high"}
	third, half := 0.34, 0.5
	for _, c := range []struct {
		name   string
		params map[string]string
		asset  risk.AssetRef
		share  float64
		want   []string
	}{
		{"not chosen", nil, core, half, nil},
		{"in the core", chosen, core, third, []string{
			"warn Teliqon AB is designated restricted by Agency A under Act 1 from 2026-01-01 and serves core (ukhrv:core), a part of the network that the catalogue chosen keeps free",
		}},
		{"over the cap", chosen, ran, half, []string{
			"warn Teliqon AB is designated restricted by Agency A under Act 1 from 2026-01-01, and the cap outside the parts kept free is 35 %: by spend it has at least 50 % of the system",
		}},
		{"not established", chosen, ran, third, []string{
			"unknown Share of such suppliers within the cap in the other parts of the network: not established for Teliqon AB; evidence wanted: its share of each part of the network outside those kept free, by what carries the traffic",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := mustCompile(t, &Options{Packs: []string{"eu5g"}, Params: c.params})
			in := &risk.SupplierInput{
				Supplier: risk.SupplierFacts{ID: "teliqon", Direct: true, Designations: &[]risk.DesignationFacts{act}}, Assets: []risk.AssetRef{c.asset},
				Exposure: risk.ExposureFacts{Shares: map[string]risk.Range{"spend": {Lo: c.share, Hi: &c.share}}},
			}
			rep := evaluate(t, s, Context{}, Subject{Scope: "supplier", ID: "supplier:teliqon", Name: "Teliqon AB", Assets: []string{c.asset.Class}, Input: in})
			var got []string
			for _, f := range rep.Findings {
				if strings.HasPrefix(f.Rule, "eu5g/CATALOGUE") {
					got = append(got, fmt.Sprint(f.Outcome, " ", f.Message))
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
