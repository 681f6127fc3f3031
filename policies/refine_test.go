// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"pgregory.net/rapid"
)

// forget drops a fact that interference rests on, one of those that may be
// unknown.
var forget = map[string]func(in *risk.SupplierInput){
	"sites":      func(in *risk.SupplierInput) { in.Supplier.Sites = nil },
	"stateLinks": func(in *risk.SupplierInput) { in.Supplier.StateLinks = nil },
	"access":     func(in *risk.SupplierInput) { in.Exposure.Access = nil },
	"control":    func(in *risk.SupplierInput) { in.Supplier.Control = risk.ControlFacts{Kind: "notEstablished"} },
	"home":       func(in *risk.SupplierInput) { in.Supplier.Established, in.Supplier.Headquarters = "", "" },
	"country":    func(in *risk.SupplierInput) { delete(in.Countries, "XA") },
	"memberships": func(in *risk.SupplierInput) {
		inRecord(in, func(c *risk.CountryFacts) { c.Memberships = nil })
	},
	"law":        func(in *risk.SupplierInput) { inRecord(in, func(c *risk.CountryFacts) { c.Law = nil }) },
	"agreements": func(in *risk.SupplierInput) { inRecord(in, func(c *risk.CountryFacts) { c.Agreements = nil }) },
	"review": func(in *risk.SupplierInput) {
		inRecord(in, func(c *risk.CountryFacts) { c.Law = without(c.Law, "independentReview") })
	},
	"agreement": func(in *risk.SupplierInput) {
		inRecord(in, func(c *risk.CountryFacts) { c.Agreements = without(c.Agreements, "securityInformation") })
	},
	"kind of access": func(in *risk.SupplierInput) { inAccess(in, func(a *risk.AccessFacts) { a.Access = "" }) },
	"place of access": func(in *risk.SupplierInput) {
		inAccess(in, func(a *risk.AccessFacts) { a.From = "" })
	},
}

func inRecord(in *risk.SupplierInput, change func(*risk.CountryFacts)) {
	if c, ok := in.Countries["XA"]; ok {
		change(&c)
		in.Countries["XA"] = c
	}
}

func inAccess(in *risk.SupplierInput, change func(*risk.AccessFacts)) {
	if in.Exposure.Access != nil && len(*in.Exposure.Access) > 0 {
		change(&(*in.Exposure.Access)[0])
	}
}

func without(m map[string]bool, key string) map[string]bool {
	m = maps.Clone(m)
	delete(m, key)
	return m
}

// narrow draws a supplier from the few words that the factors look for.
func narrow(t *rapid.T) risk.SupplierInput {
	pick := func(name string, of ...string) string { return rapid.SampledFrom(of).Draw(t, name) }
	// The adverse answer comes most often, so that the others matter.
	truths := func(adverse bool, keys ...string) map[string]bool {
		out := map[string]bool{}
		for _, k := range keys {
			if x := pick(k, "adverse", "adverse", "adverse", "fine", "unknown"); x != "unknown" {
				out[k] = adverse == (x == "adverse")
			}
		}
		return out
	}
	country := func(name string) string { return pick(name, "XA", "XB", "XC") }
	in := risk.SupplierInput{Countries: map[string]risk.CountryFacts{}}
	for _, code := range []string{"XA", "XB"} {
		in.Countries[code] = risk.CountryFacts{
			Code: code, Memberships: truths(false, "eu"), Law: truths(true, "compelledAssistance"),
			Agreements: truths(false, "dataProtectionAdequacy", "securityInformation"),
		}
		maps.Copy(in.Countries[code].Law, truths(false, "independentReview"))
	}
	x := &in.Supplier
	x.Established, x.Headquarters = country("established"), country("headquarters")
	x.Sites, x.StateLinks, in.Exposure.Access = &[]risk.SiteFacts{}, &[]risk.StateLinkFacts{}, &[]risk.AccessFacts{}
	ties := pick("ties", "site", "link", "access", "control", "site, access", "none") // mostly one alone
	if strings.Contains(ties, "site") {
		*x.Sites = append(*x.Sites, risk.SiteFacts{Kind: pick("kind", "manufacture", "development"), Country: country("of site")})
	}
	if ties == "link" {
		*x.StateLinks = append(*x.StateLinks, risk.StateLinkFacts{Kind: pick("of link", "subsidy", "military"), Country: country("at link")})
	}
	if strings.Contains(ties, "access") {
		*in.Exposure.Access = append(*in.Exposure.Access, risk.AccessFacts{Access: pick("access", "privileged", "privileged", "user", ""), From: pick("from", "XA", "XB", "")})
	}
	state := rapid.Bool().Draw(t, "state")
	x.Control = risk.ControlFacts{Kind: "dispersed", Certain: true, StateControlled: &state, Countries: []string{country("of control")}}
	if ties == "control" {
		x.Control.Kind = "sole"
	}
	in.Assets = []risk.AssetRef{{ID: "core", Sensitivity: "critical"}}
	return in
}

func interferenceRules(t *testing.T) *Set {
	s := mustCompile(t, &Options{Packs: []string{"eu5g"}})
	s.rules = slices.DeleteFunc(s.rules, func(r *rule) bool { return !strings.Contains(r.ID, "INTERFERENCE") })
	return s
}

// TestForgettingWidensLevels drops facts: the range of each factor of
// interference then holds the one before. What was certain may only become
// open, in either direction.
func TestForgettingWidensLevels(t *testing.T) {
	s := interferenceRules(t)
	widens(t, s, narrow, forget)
}

// widens drops facts of inputs, one at a time: the range of each factor then
// holds the one before.
func widens(t *testing.T, s *Set, draw func(*rapid.T) risk.SupplierInput, forget map[string]func(*risk.SupplierInput)) {
	t.Helper()
	levels := func(t *rapid.T, in risk.SupplierInput) map[string]result.Interval {
		rep, err := s.Evaluate(t.Context(), Context{AsOf: asOf}, slices.Values([]Subject{{Scope: "supplier", ID: "supplier:a", Input: in}}))
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]result.Interval{}
		for _, f := range rep.Factors {
			out[f.ID] = f.Level
		}
		return out
	}
	rapid.Check(t, func(t *rapid.T) {
		in := draw(t)
		before := levels(t, in)
		for _, fact := range slices.Sorted(maps.Keys(forget)) {
			less := rename(reflect.ValueOf(in), nil).Interface().(risk.SupplierInput)
			forget[fact](&less)
			for id, after := range levels(t, less) {
				if after.Lo > before[id].Lo || after.Hi < before[id].Hi {
					t.Fatalf("without %s, %s goes from %v to %v", fact, id, before[id], after)
				}
			}
		}
	})
}

// TestMissingFactsAreMissing looks at what leaves the indicators open: each
// is a fact that the input does not have, or a list of which a part is not
// stated.
func TestMissingFactsAreMissing(t *testing.T) {
	s := interferenceRules(t)
	rapid.Check(t, func(t *rapid.T) {
		in := narrow(t)
		forget[rapid.SampledFrom(slices.Sorted(maps.Keys(forget))).Draw(t, "forgotten")](&in)
		x := Subject{Scope: "supplier", ID: "supplier:a", Input: in, Assets: []string{"eu5g:nfv-mano"}}
		rep, err := s.Evaluate(t.Context(), Context{AsOf: asOf}, slices.Values([]Subject{x}))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range rep.Findings {
			if f.Rule != "eu5g/INTERFERENCE-0005" || f.Outcome != result.Unknown {
				continue
			}
			fact := f.Missing[0]
			path, ok := parts(inputs["supplier"], fact)
			if !ok {
				t.Fatalf("%s is no path of the input", fact)
			}
			if fact != "exposure.access" && fact != "supplier.control.countries" && present(reflect.ValueOf(in), path) {
				t.Fatalf("%s is stated, and said to be missing", fact)
			}
		}
	})
}
