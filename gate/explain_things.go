// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/kedja/kedja/result"
)

// trimKind is the id in the subject of a component.
func trimKind(subject string) string { return strings.TrimPrefix(subject, "component:") }

// indexProducts makes spend and components of products askable, and the spend
// of each scope, of which shares are parts.
func (e *Explainer) indexProducts() {
	for i := range e.a.Products {
		p := &e.a.Products[i]
		subject := "product:" + p.ID
		e.add("products", "products/"+p.ID+"/components", func() result.Explanation {
			return number("components of "+e.subject(subject), itoa(p.Components), "")
		}, func() []result.Explanation {
			b := branch{e: e}
			e.sbomOf(&b, p)
			return []result.Explanation{measure("count of components",
				"The components that its SBOM lists, each once; the product itself and files do not count.", "section 2", b.out)}
		})
		e.add("products", "products/"+p.ID+"/spend", func() result.Explanation {
			return number("yearly spend on "+e.subject(subject), e.money(e.spend(p)), "")
		}, func() []result.Explanation {
			b := branch{e: e}
			b.need(subject, "product.spend")
			return []result.Explanation{measure("spend", "As stated; nothing is computed.", "section 4", b.out)}
		})
	}
	seen := map[string]bool{}
	for i := range e.a.Concentration {
		c := &e.a.Concentration[i]
		if c.Basis != "spend" || seen[c.Scope] {
			continue
		}
		seen[c.Scope] = true
		e.add("spend", "spend/"+c.Scope, func() result.Explanation {
			total := result.Interval{}
			for _, p := range e.productsIn(c.Scope) {
				x := e.spend(p)
				total.Lo, total.Hi = total.Lo+x.Lo, total.Hi+x.Hi
			}
			return number("yearly spend of "+e.subject(c.Scope), e.money(total), "")
		}, func() []result.Explanation { return e.spendParts(c.Scope) })
	}
}

// spendParts are the products whose spend adds up.
func (e *Explainer) spendParts(scope string) []result.Explanation {
	b := branch{e: e}
	var open []result.Explanation
	for _, p := range e.productsIn(scope) {
		if e.stated[[2]string{"product:" + p.ID, "product.spend"}] == nil && p.Spend == nil {
			open = append(open, e.missing("product:"+p.ID, "product.spend"))
			continue
		}
		b.refs("products/" + p.ID + "/spend")
	}
	for _, name := range e.inputsOf("System") {
		open = append(open, e.input(name, ""))
	}
	b.add(measure("total", "The sum over the products of the scope, each once. A product whose spend nobody stated leaves the upper end open.", "section 4", e.orAll(open)))
	return b.out
}

// spend is what is stated of a product's spend: a value, a range, or nothing.
func (e *Explainer) spend(p *result.Product) result.Interval {
	if p.Spend != nil {
		return result.Exactly(*p.Spend)
	}
	out := result.Interval{Hi: math.Inf(1)}
	if f := e.stated[[2]string{"product:" + p.ID, "product.spend"}]; f != nil {
		var stated result.Interval
		if json.Unmarshal([]byte(f.Value), &stated) == nil {
			out = stated
		} else if x, err := strconv.ParseFloat(f.Value, 64); err == nil {
			out = result.Exactly(x)
		}
	}
	return out
}

// money writes an amount in full, with the currency of the result.
func (e *Explainer) money(i result.Interval) string {
	text := amount(i.Lo)
	switch {
	case i.Lo == 0 && math.IsInf(i.Hi, 1):
		return "not stated"
	case math.IsInf(i.Hi, 1):
		text = "at least " + text
	case !i.Exact():
		text += " to " + amount(i.Hi)
	}
	return strings.TrimSpace(text + " " + e.a.Subject.Currency)
}

// amount writes a number with its digits in groups of three, held together
// by no-break spaces.
func amount(x float64) string {
	whole, part, _ := strings.Cut(strconv.FormatFloat(x, 'f', -1, 64), ".")
	var b strings.Builder
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 && len(whole) > 4 && r != '-' {
			b.WriteRune('\u00a0')
		}
		b.WriteRune(r)
	}
	if part != "" {
		b.WriteString("." + part)
	}
	return b.String()
}

// sbomOf names the SBOM of a product, or that it has none.
func (e *Explainer) sbomOf(b *branch, p *result.Product) {
	if p.SBOM == "" {
		b.add(e.missing("product:"+p.ID, "product.sbom"))
		return
	}
	why := "the SBOM of " + e.subject("product:"+p.ID)
	if q := e.qualities[p.SBOM]; q != nil {
		why += fmt.Sprintf(": %d components", q.Components)
	}
	b.input(p.SBOM, why)
}

// indexParties makes the number of components of each party askable.
func (e *Explainer) indexParties() {
	members := map[string][]string{}
	for i := range e.a.Components {
		c := &e.a.Components[i]
		members[c.Party] = append(members[c.Party], c.ID)
	}
	for i := range e.a.Parties {
		p := &e.a.Parties[i]
		e.add("parties", "parties/"+p.ID+"/components", func() result.Explanation {
			return number("components of "+e.party(p.ID), itoa(p.Components), "")
		}, func() []result.Explanation {
			b := branch{e: e}
			for _, id := range members[p.ID] {
				if len(b.out) == shownParts {
					break
				}
				if at, ok := e.standsAt(id); ok {
					b.add(at)
				}
			}
			text := "The components of the whole system that the first answering step of attribution gives to the party, each once over all SBOMs."
			if n := len(b.out); n < p.Components {
				text += fmt.Sprintf(" The result names %d of them here; made with --full it has all.", n)
			}
			b.refs("coverage/components")
			for i := range e.a.Quality {
				b.input(e.a.Quality[i].File, "")
			}
			return []result.Explanation{measure("attribution", text, "section 2", e.orAll(b.out))}
		})
	}
}

// indexFlows makes the strands of the supply chain askable.
func (e *Explainer) indexFlows() {
	into := map[string][]*result.Flow{}
	for i := range e.a.Flows {
		into[e.a.Flows[i].To] = append(into[e.a.Flows[i].To], &e.a.Flows[i])
	}
	for i := range e.a.Flows {
		f := &e.a.Flows[i]
		e.add("flows", flowID(f), func() result.Explanation {
			return number("what rests on the strand from "+e.node(f.From)+" to "+e.node(f.To), result.Exactly(f.Weight).String(), "")
		}, func() []result.Explanation { return e.flowParts(f, into[f.From]) })
	}
}

func flowID(f *result.Flow) string { return "flows/" + f.From + "/" + f.To }

// node names a node of the supply chain.
func (e *Explainer) node(id string) string {
	kind, rest, _ := strings.Cut(id, ":")
	switch rest {
	case "notEstablished":
		return kind + " not established"
	case "unattributed":
		return kind + " not known"
	}
	return e.subject(id)
}

// flowParts explains the weight of a strand: that of the asset it begins at,
// or the strands that come into it from there.
func (e *Explainer) flowParts(f *result.Flow, into []*result.Flow) []result.Explanation {
	b, grounds := branch{e: e}, branch{e: e}
	kind, id, _ := strings.Cut(f.From, ":")
	text := "The strands that come in, added up."
	switch kind {
	case "asset":
		text = "The weight of the criticality of the asset, which needs the product, directly or through other assets."
		if x := e.assets[id]; x != nil {
			e.criticality(&grounds, x)
			grounds.facts(f.From, "asset.needs")
		}
		grounds.add(e.scoreParams()[1])
	case "product":
		if !grounds.facts(f.From, "product.supplier") {
			grounds.add(e.productParty(id))
		}
	case "supplier":
		grounds.refs("control/" + id)
	case "owner":
		text = "Of the strands that come in, those of suppliers that this country controls, added up."
	}
	if kind != "asset" {
		for _, x := range into[:min(shownParts, len(into))] {
			b.refs(flowID(x))
		}
		if n := len(into); n > shownParts {
			text += fmt.Sprintf(" The first %d of %d are named here.", shownParts, n)
		}
	}
	if kind == "owner" {
		for _, x := range into[:min(shownParts, len(into))] {
			_, party, _ := strings.Cut(x.From, ":")
			grounds.refs("control/" + party)
		}
	}
	for _, name := range e.inputsOf("System") {
		grounds.input(name, "")
	}
	b.add(measure("weight of a strand", text+" What has the most critical assets resting on it has the widest band.", "section 2", e.orAll(grounds.out)))
	return b.out
}
