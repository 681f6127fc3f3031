// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"fmt"
	"strings"

	"github.com/kedja/kedja/result"
)

// indicatorGrounds says how each indicator of strategic dependency is
// computed (docs/method.md, section 4).
var indicatorGrounds = map[string]struct{ title, formula string }{
	"CDI1": {"concentration by country of control, outside the EU (CDI1)", "The sum of the squares of the shares of countries of control, over what goes to suppliers under control from outside the EU."},
	"CDI2": {"share under control from outside the EU (CDI2)", "What goes to suppliers under control from outside the EU, divided by the whole."},
	"CDI3": {"what goes outside the EU over what alternatives within could take of it (CDI3)", "Σ m / Σ m·capacity over what goes to suppliers under control from outside the EU; an alternative takes all of a product at most, and a list that is not declared complete may go on."},
}

// indexDependency makes the numbers of strategic dependency askable.
func (e *Explainer) indexDependency() {
	for i := range e.a.Dependency {
		d := &e.a.Dependency[i]
		row, about := "dependency/"+d.Scope, e.subject(d.Scope)+", "+or(basisWords[d.Basis], d.Basis)
		e.add("dependency", row, func() result.Explanation {
			return number("strategic dependency of "+about, d.Strategic, "Strategic where all three indicators hold.")
		}, func() []result.Explanation {
			b := branch{e: e}
			for j := range d.Indicators {
				b.refs(row + "/" + d.Indicators[j].Name)
			}
			b.refs(row+"/euControlled", row+"/hhi", row+"/highRisk")
			b.add(measure("strategic dependency", "All three indicators are above their thresholds.", "section 4", e.dependencyGrounds(d)))
			return b.out
		})
		for j := range d.Indicators {
			e.indexIndicator(d, &d.Indicators[j], row, about)
		}
		for _, m := range []struct {
			name, title, formula string
			value                result.Interval
		}{
			{"euControlled", "share under control from within the EU", "What goes to suppliers whose certain control lies in Member States, divided by the whole; who is not established may be either.", d.EUControlled},
			{"hhi", "concentration (HHI) by country of control", "The sum of the squares of the shares of countries of control.", d.HHI},
		} {
			e.add("dependency", row+"/"+m.name, func() result.Explanation {
				return number(m.title+", "+about, m.value.String(), "")
			}, func() []result.Explanation {
				return []result.Explanation{measure(m.title, m.formula, "section 4", e.dependencyGrounds(d))}
			})
		}
		e.indexDesignated(d, row, about)
	}
}

func (e *Explainer) indexIndicator(d *result.Dependency, x *result.Indicator, row, about string) {
	g := indicatorGrounds[x.Name]
	title := or(g.title, x.Name)
	e.add("dependency", row+"/"+x.Name, func() result.Explanation {
		value := "none"
		if x.Value != nil {
			value = x.Value.String()
		}
		text := "Above its threshold: " + x.Holds + "."
		if x.Why != "" {
			text += " " + capital(x.Why) + "."
		}
		return number(title+", "+about, value, text)
	}, func() []result.Explanation {
		return []result.Explanation{
			measure(title, or(g.formula, "See the method."), "section 4", e.dependencyGrounds(d)),
			parameter("threshold of "+x.Name, result.Exactly(x.Threshold).String(), "The indicator holds above it; set with --param "+result.MeasureParam+"dependency."+strings.ToLower(x.Name)+"."),
		}
	})
}

func (e *Explainer) indexDesignated(d *result.Dependency, row, about string) {
	h := &d.HighRisk
	e.add("dependency", row+"/highRisk", func() result.Explanation {
		text := fmt.Sprintf("%s of %d suppliers.", h.Suppliers, h.Of)
		if len(h.Parties) > 0 {
			text = fmt.Sprintf("%s of %d suppliers: %s.", h.Suppliers, h.Of, list(e.members("supplier", h.Parties), shownParts))
		}
		return number("share of suppliers under a binding adverse designation, "+about, h.Share.String(), text)
	}, func() []result.Explanation {
		b := branch{e: e}
		for _, p := range h.Parties {
			b.facts("supplier:"+p, "supplier.designations")
		}
		b.add(e.dependencyGrounds(d)...)
		out := []result.Explanation{measure("share of designated suppliers",
			"What goes to suppliers under a binding adverse designation of an authority that covers an asset they serve, divided by the whole. That no act is recorded of a supplier with a name is taken as none.", "section 4", b.out)}
		if h.Cap != nil {
			out = append(out, parameter("cap", result.Exactly(*h.Cap).String(), "More than it: "+h.Exceeds+"."))
		} else {
			out = append(out, parameter("cap", "none", "Set with --param "+result.MeasureParam+"dependency.cap."))
		}
		return out
	})
}

// dependencyGrounds lists what the numbers of one scope rest on: spend and
// suppliers of its products, who controls them, which countries are Member
// States, and alternatives.
func (e *Explainer) dependencyGrounds(d *result.Dependency) []result.Explanation {
	b := branch{e: e}
	countries := map[string]bool{}
	for _, p := range e.productsIn(d.Scope) {
		subject := "product:" + p.ID
		b.need(subject, "product.spend")
		if p.Party == "" {
			b.add(e.missing(subject, "product.supplier"))
			continue
		}
		if !b.facts(subject, "product.supplier") && p.SBOM != "" {
			b.input(p.SBOM, "names the supplier of "+e.subject(subject))
		}
		b.facts(subject, "product.alternatives", "product.alternativesComplete")
		b.refs("control/" + p.Party)
		for i := range e.a.Control {
			if k := &e.a.Control[i]; k.Party == p.Party {
				for _, c := range k.Countries {
					if !countries[c] {
						countries[c] = true
						b.need("country:"+c, "country.memberships")
					}
				}
			}
		}
	}
	return e.orAll(b.out)
}

// indexTierRows makes the shares of the subcontracting view askable.
func (e *Explainer) indexTierRows() {
	for i := range e.a.Tiers {
		t := &e.a.Tiers[i]
		for _, view := range []struct {
			name, title, formula string
			rows                 []result.TierRow
		}{
			{"net", "does itself of the work", "The chance that a walk that starts at a supplier by what it is paid, and goes on by the shares that are passed on, ends with the party.", t.Net},
			{"touch", "has a hand in of the work", "The chance that such a walk meets the party. Not to be added up: the same work counts once for every hand.", t.Touch},
		} {
			for j := range view.rows {
				row := &view.rows[j]
				e.add("tiers", "tiers/"+t.Scope+"/"+view.name+"/"+row.Party, func() result.Explanation {
					return number("what "+e.party(row.Party)+" "+view.title+", "+e.subject(t.Scope), row.Share.String(), "")
				}, func() []result.Explanation {
					b := branch{e: e}
					b.refAs("its share of what is paid", concentrationID(t.Scope, "supplier", "spend", "shares/"+row.Party))
					b.add(measure("subcontracting, "+view.name, view.formula, "section 4", e.tierGrounds(t)))
					return b.out
				})
			}
		}
	}
}

// tierGrounds lists what the subcontracting view of a scope rests on.
func (e *Explainer) tierGrounds(t *result.Tier) []result.Explanation {
	b := branch{e: e}
	for _, row := range t.Touch {
		b.facts("supplier:"+row.Party, "supplier.subcontractors", "supplier.subcontractorsComplete")
	}
	for _, p := range e.productsIn(t.Scope) {
		b.facts("product:"+p.ID, "product.supplier", "product.spend")
	}
	return e.orAll(b.out)
}
