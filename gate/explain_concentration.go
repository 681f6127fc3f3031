// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"fmt"
	"strings"

	"github.com/kedja/kedja/result"
)

// concentrationMeasures lists the numbers of a row. The words are those of
// docs/method.md, section 4.
var concentrationMeasures = []struct {
	name, title, formula string
	of                   func(*result.Concentration) *result.Interval
}{
	{"hhi", "concentration (HHI)", "The sum of the squares of all shares: 1 is one group, n equal groups give 1/n. At the low end everything that is not attributed is a group of its own, at the high end all of it belongs to the largest.",
		func(c *result.Concentration) *result.Interval { return &c.HHI }},
	{"effective", "effective number", "1 / HHI: as concentrated as this many equal groups.",
		func(c *result.Concentration) *result.Interval { return &c.Effective }},
	{"cr1", "share of the largest (CR1)", "The largest share; at the high end with all that is not attributed.",
		func(c *result.Concentration) *result.Interval { return &c.CR1 }},
	{"cr3", "share of the three largest (CR3)", "The sum of the three largest shares; at the high end with all that is not attributed.",
		func(c *result.Concentration) *result.Interval { return &c.CR3 }},
	{"unattributed", "share in no known group", "The mass that belongs to no known group, divided by the whole.",
		func(c *result.Concentration) *result.Interval { return &c.Unattributed }},
	{"gini", "Gini coefficient", "How unequal the groups are, not how few: 2·Σ i·x(i) / (n·Σ x) − (n+1)/n with x rising.",
		func(c *result.Concentration) *result.Interval { return c.Gini }},
	{"hidden", "hidden concentration", "HHI by owner less HHI by supplier over the same completions: Σ 2·s·t over pairs of suppliers under one controller.",
		func(c *result.Concentration) *result.Interval { return c.Hidden }},
}

var groupWords = map[string]string{
	"supplier": "by supplier", "owner": "by owner", "controlCountry": "by country of control", "ecosystem": "by package ecosystem",
	"establishedCountry": "by country of establishment", "manufactureCountry": "by country of manufacture", "component": "by component",
}

var basisWords = map[string]string{
	"count": "number of components", "criticality": "components weighted by the criticality of the assets that need them",
	"reach": "components weighted by how many others depend on them", "spend": "yearly spend", "units": "units", "declared": "declared shares",
}

func concentrationID(scope, by, basis, name string) string {
	return "concentration/" + scope + "/" + by + "/" + basis + "/" + name
}

func (e *Explainer) indexConcentration() {
	for i := range e.a.Concentration {
		c := &e.a.Concentration[i]
		about := fmt.Sprintf("%s of %s, %s", or(groupWords[c.By], "by "+c.By), e.subject(c.Scope), or(basisWords[c.Basis], c.Basis))
		e.indexRow(c, about)
		for _, m := range concentrationMeasures {
			value := m.of(c)
			if value == nil {
				continue
			}
			e.add("concentration", concentrationID(c.Scope, c.By, c.Basis, m.name), func() result.Explanation {
				return number(m.title+", "+about, value.String(), "")
			}, func() []result.Explanation { return e.concentrationParts(c, m.name, m.title, m.formula) })
		}
		for j := range c.Shares {
			s := &c.Shares[j]
			e.add("concentration", concentrationID(c.Scope, c.By, c.Basis, "shares/"+s.Key), func() result.Explanation {
				return number("share of "+e.member(c.By, s.Key)+", "+about, s.Share.String(), "")
			}, func() []result.Explanation { return e.shareParts(c, s) })
		}
	}
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// concentrationParts explains a number of a row: the shares it is made of,
// how it is computed, and what is stated.
func (e *Explainer) concentrationParts(c *result.Concentration, name, title, formula string) []result.Explanation {
	b := branch{e: e}
	id := func(name string) string { return concentrationID(c.Scope, c.By, c.Basis, name) }
	groups := fmt.Sprintf(" %d groups are known", c.N)
	switch {
	case name == "effective":
		b.refAs("concentration (HHI)", id("hhi"))
	case name == "hidden":
		b.refAs("concentration (HHI), by owner", id("hhi"))
		b.refAs("concentration (HHI), by supplier", concentrationID(c.Scope, "supplier", c.Basis, "hhi"))
	case name != "unattributed":
		for i := range c.Shares[:min(shownParts, len(c.Shares))] {
			b.refAs("share of "+e.member(c.By, c.Shares[i].Key), id("shares/"+c.Shares[i].Key))
		}
		if n := len(c.Shares); n > shownParts {
			groups += fmt.Sprintf(", of which the %d with most are named here", shownParts)
		}
		if c.Rest != nil {
			groups += fmt.Sprintf("; the %d smallest have %s together and add %s to the sum of squares", c.Rest.N,
				result.Exactly(c.Rest.Share), result.Exactly(c.Rest.SumSq))
		}
		b.refAs("share in no known group", id("unattributed"))
	}
	b.add(measure(title, formula+groups+".", "section 4", e.groundsOf(c)))
	return b.out
}

// shareParts explains one group's share.
func (e *Explainer) shareParts(c *result.Concentration, s *result.Share) []result.Explanation {
	b := branch{e: e}
	switch c.By {
	case "supplier":
		b.refs(e.massOf(c, s.Key)...)
		b.refAs("its share by owner", concentrationID(c.Scope, "owner", c.Basis, "shares/"+s.Key))
	case "owner", "controlCountry":
		for i := range e.a.Control {
			k := &e.a.Control[i]
			if contains(k.Controllers, s.Key) || contains(k.Countries, s.Key) {
				b.refs("control/" + k.Party)
				b.refAs("share of "+e.party(k.Party)+", by supplier", concentrationID(c.Scope, "supplier", c.Basis, "shares/"+k.Party))
			}
		}
	}
	b.refAs("share in no known group", concentrationID(c.Scope, c.By, c.Basis, "unattributed"))
	b.refs(e.wholeOf(c)...)
	text := "The mass of the group divided by the whole; at the high end with all that is not attributed and may be its own."
	b.add(measure("share", text, "section 4", e.groundsOf(c)))
	return b.out
}

// groundsOf lists what a row of concentration rests on.
func (e *Explainer) groundsOf(c *result.Concentration) []result.Explanation {
	b := branch{e: e}
	products := e.productsIn(c.Scope)
	switch c.Basis {
	case "spend", "units":
		for _, p := range products {
			subject, path := "product:"+p.ID, "product."+c.Basis
			if contains(c.Missing, subject+"/"+c.Basis) {
				b.add(e.missing(subject, path))
				continue
			}
			b.facts(subject, path)
		}
	case "declared":
		b.facts(c.Scope, "asset.shares", "asset.needs")
	default:
		e.componentGrounds(&b, c, products)
	}
	if c.Basis == "spend" || c.Basis == "units" || c.Basis == "declared" {
		e.productGrounds(&b, c, products)
	}
	if len(b.out) == 0 { // a row of a scope of which nothing is recorded
		for i := range e.a.Inputs {
			b.input(e.a.Inputs[i].Name, "read for this scope")
		}
	}
	return b.out
}

// componentGrounds lists the SBOMs whose components are counted, and what
// attributes them.
func (e *Explainer) componentGrounds(b *branch, c *result.Concentration, products []*result.Product) {
	for _, p := range products {
		if p.SBOM == "" {
			if contains(c.Marks, "no-sbom") {
				b.add(e.missing("product:"+p.ID, "product.sbom"))
			}
			continue
		}
		why := fmt.Sprintf("the SBOM of %s", e.subject("product:"+p.ID))
		if q := e.qualities[p.SBOM]; q != nil {
			why += fmt.Sprintf(": %d components, %d with a party, %d dependencies", q.Components, q.Attributed, q.Dependencies)
		}
		b.input(p.SBOM, why)
	}
	if c.Basis == "criticality" {
		for i := range e.a.Assets {
			x := &e.a.Assets[i]
			if !b.facts("asset:"+x.ID, "asset.criticality") {
				b.assumptions("asset:" + x.ID + "/criticality")
			}
		}
	}
	if c.By == "component" || c.By == "ecosystem" {
		return
	}
	b.refs("coverage/components")
	for _, name := range e.inputsOf("Curation") {
		b.input(name, "says whose components are, by hand")
	}
	n := 0
	for i := range c.Shares {
		if p := e.parties[c.Shares[i].Key]; p != nil && p.Recorded && n < shownParts {
			n++
			b.facts("supplier:"+p.ID, partyPaths(c.By)...)
		}
	}
	e.controlGrounds(b, c)
}

// partyPaths lists the facts of a supplier's record that a grouping reads.
func partyPaths(by string) []string {
	switch by {
	case "establishedCountry":
		return []string{"supplier.established"}
	case "supplier":
		return []string{"supplier.name", "supplier.aliases"}
	}
	return nil
}

// productGrounds lists what puts the products of a scope into groups.
func (e *Explainer) productGrounds(b *branch, c *result.Concentration, products []*result.Product) {
	seen := map[string]bool{}
	for _, p := range products {
		subject := "product:" + p.ID
		if c.By == "manufactureCountry" {
			if !b.facts(subject, "product.origins") && p.Kind != "service" {
				b.add(e.missing(subject, "product.origins"))
			}
			continue
		}
		switch {
		case p.Party == "":
			b.add(e.missing(subject, "product.supplier"))
		case !b.facts(subject, "product.supplier") && p.SBOM != "":
			b.input(p.SBOM, "names the supplier of "+e.subject(subject))
		}
		if c.By == "establishedCountry" && p.Party != "" && !seen[p.Party] {
			seen[p.Party] = true
			b.need("supplier:"+p.Party, "supplier.established")
		}
		if (c.By == "owner" || c.By == "controlCountry") && p.Party != "" && !seen[p.Party] {
			seen[p.Party] = true
			b.refs("control/" + p.Party)
		}
	}
}

// controlGrounds refers to who controls the parties of a grouping by owner or
// country of control.
func (e *Explainer) controlGrounds(b *branch, c *result.Concentration) {
	if c.By != "owner" && c.By != "controlCountry" {
		return
	}
	for i := range e.a.Control {
		k := &e.a.Control[i]
		for j := range c.Shares {
			if contains(k.Controllers, c.Shares[j].Key) || contains(k.Countries, c.Shares[j].Key) {
				b.refs("control/" + k.Party)
				break
			}
		}
	}
}

// indexTiers makes the numbers of the subcontracting view askable.
func (e *Explainer) indexTiers() {
	for i := range e.a.Tiers {
		t := &e.a.Tiers[i]
		for _, m := range []struct {
			name, title, formula string
			value                result.Interval
		}{
			{"hhiNet", "concentration of what is left after subcontracting", "The sum of the squares of the shares that parties do themselves.", t.HHINet},
			{"shift", "what subcontracting changes", "The concentration after subcontracting less the one before.", t.Shift},
		} {
			e.add("tiers", "tiers/"+t.Scope+"/"+m.name, func() result.Explanation {
				return number(m.title+", "+e.subject(t.Scope), m.value.String(), "")
			}, func() []result.Explanation {
				return []result.Explanation{measure(m.title, m.formula, "section 4", e.tierGrounds(t))}
			})
		}
	}
}

// contains is slices.Contains for texts that may be empty.
func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return s != ""
		}
	}
	return false
}

// list joins at most max texts.
func list(texts []string, max int) string {
	if len(texts) <= max {
		return strings.Join(texts, ", ")
	}
	return strings.Join(texts[:max], ", ") + fmt.Sprintf(" and %d more", len(texts)-max)
}
