// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kedja/kedja/result"
)

// capital begins a text with a capital letter.
func capital(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:n]) + s[n:]
}

// indexIntegrity makes the reach of a compromise askable.
func (e *Explainer) indexIntegrity() {
	for i := range e.a.Integrity {
		x := &e.a.Integrity[i]
		e.add("integrity", "integrity/"+x.By+"/"+x.Certainty+"/"+x.Key, func() result.Explanation {
			title := "what a compromise of " + e.member(x.By, x.Key) + " could reach"
			return number(title, fmt.Sprintf("%d assets, %d components", x.Assets, x.Components),
				fmt.Sprintf("%s. The weights of the assets add up to %s.", capital(x.Certainty), result.Exactly(x.Weight)))
		}, func() []result.Explanation { return e.integrityParts(x) })
	}
}

func (e *Explainer) integrityParts(x *result.Integrity) []result.Explanation {
	b, g := branch{e: e}, branch{e: e}
	for i := range e.a.Control { // by owner: whom it controls, or may
		if k := &e.a.Control[i]; x.By == "owner" && (k.Party == x.Key || slices.Contains(k.Controllers, x.Key)) {
			b.refs("control/" + k.Party)
		}
	}
	if x.By == "supplier" {
		b.refs("parties/" + x.Key + "/components")
	}
	for i := range e.a.Products {
		p := &e.a.Products[i]
		subject := "product:" + p.ID
		if x.By == "supplier" && p.Party == x.Key {
			g.facts(subject, "product.supplier")
		}
		for _, to := range e.to[subject] {
			if x.By == "supplier" && to == "supplier:"+x.Key {
				g.facts(subject, "product.services")
			}
		}
		if p.SBOM != "" {
			g.input(p.SBOM, "the SBOM of "+e.subject(subject))
		}
	}
	for _, id := range x.Examples {
		g.facts("asset:"+id, "asset.needs", "asset.criticality")
		g.assumptions("asset:"+id+"/needs", "asset:"+id+"/criticality")
	}
	text := "What is its own, what it has privileged access to, and what depends on any of that, through all steps; redundancy does not help."
	if x.Certainty != "certain" {
		text += " Possible: with access of a kind that nobody stated, and suppliers whose owner it may be."
	}
	b.add(measure("reach of a compromise", text, "section 5", e.orAll(g.out)))
	return b.out
}

// indexAlternatives makes the alternatives in use askable.
func (e *Explainer) indexAlternatives() {
	for i := range e.a.Alternatives {
		x := &e.a.Alternatives[i]
		e.add("alternatives", "alternatives/"+x.Product, func() result.Explanation {
			value := fmt.Sprintf("%d of the entity's own", len(x.Candidates))
			text := "Hints where to look, not qualified alternatives; no measure counts them."
			if x.More > 0 {
				text += fmt.Sprintf(" And %d more that are not listed.", x.More)
			}
			return number("what is in use already and could stand in for "+e.subject("product:"+x.Product), value, text)
		}, func() []result.Explanation { return e.alternativesParts(x) })
	}
}

func (e *Explainer) alternativesParts(x *result.Alternatives) []result.Explanation {
	b := branch{e: e}
	products := []string{x.Product}
	parties := []string{x.Supplier}
	tell := func(list []result.Alternative, proposed string) {
		for i := range list {
			c := &list[i]
			products, parties = append(products, c.Product), append(parties, c.Supplier)
			g := branch{e: e}
			g.facts("product:"+c.Product, "product.kind", "product.supplier")
			owner := ""
			if c.Owner != "" {
				owner = ", owner " + e.member("owner", c.Owner)
			}
			b.add(measure(proposed+e.subject("product:"+c.Product)+" of "+e.party(c.Supplier)+owner,
				capital(c.Why)+". That its owner is another one is "+c.Certainty+".", "section 6", e.orAll(g.out)))
		}
	}
	tell(x.Candidates, "")
	tell(x.NotProposed, "not proposed: ")
	g := branch{e: e}
	for _, p := range products {
		g.facts("product:"+p, "product.kind")
	}
	for _, p := range parties {
		if p != "" {
			b.refs("control/" + p)
		}
	}
	for i := range e.a.Assets {
		if a := &e.a.Assets[i]; slices.ContainsFunc(products, func(p string) bool { return slices.Contains(a.Products, p) }) {
			g.facts("asset:"+a.ID, "asset.class", "asset.needs")
		}
	}
	b.add(measure("alternatives in use", "Products of the same kind for assets of the same class, under another owner, that the same asset does not need beside it; no work of the supplier in them, and no binding designation that covers all that they would serve.", "section 6", e.orAll(g.out)))
	return b.out
}

// indexImportance makes probabilities and importance askable.
func (e *Explainer) indexImportance() {
	for i := range e.a.Importance {
		x := &e.a.Importance[i]
		row := "importance/" + x.Asset + "/" + x.Mode
		about := e.subject("asset:"+x.Asset) + " " + or(modeWords[x.Mode], x.Mode)
		e.add("importance", row, func() result.Explanation {
			text := "Under the assumed probabilities that each supplier is lost, independently of the others. Not a forecast."
			if x.Bounded {
				text += " The cut sets are too many for exact figures."
			}
			return number("probability that "+about, x.P.String(), text)
		}, func() []result.Explanation {
			b := branch{e: e}
			for j := range x.Suppliers[:min(len(x.Suppliers), shownParts)] {
				b.refs(row + "/" + x.Suppliers[j].Key)
			}
			e.cutsOf(&b, x.Asset, x.Mode, "")
			b.add(measure("probability that an asset stops", "That of the union of the minimal cut sets of up to three suppliers, to that of those or more than three lost.", "section 5", e.orAll(e.lossParams())))
			return b.out
		})
		for j := range x.Suppliers {
			s := &x.Suppliers[j]
			e.add("importance", row+"/"+s.Key, func() result.Explanation {
				text := "P(stops | it is lost) − P(stops | it is kept)."
				if s.FussellVesely != nil {
					text += fmt.Sprintf(" It has a hand in %s of the failures (Fussell–Vesely).", s.FussellVesely)
				}
				return number("importance of "+e.party(s.Key)+" (Birnbaum): "+about, s.Birnbaum.String(), text)
			}, func() []result.Explanation {
				b := branch{e: e}
				b.refs(row)
				e.cutsOf(&b, x.Asset, x.Mode, s.Key)
				b.add(measure("importance", "Birnbaum: ∂P/∂p. Fussell–Vesely: P(a minimal cut set with it has happened) / P.", "section 5",
					[]result.Explanation{parameter("probability that "+e.party(s.Key)+" is lost", result.Exactly(s.P).String(), "Assumed, not stated by anybody.")}))
				return b.out
			})
		}
	}
}

// cutsOf refers to the cut sets of suppliers of one asset, with the key, or
// all of them.
func (e *Explainer) cutsOf(b *branch, asset, mode, key string) {
	n := 0
	for i := range e.a.CutSets {
		c := &e.a.CutSets[i]
		if c.Asset == asset && c.By == "supplier" && c.Mode == mode && (key == "" || slices.Contains(c.Keys, key)) && n < shownParts {
			n++
			b.refs(cutSetID(c))
		}
	}
}

// lossParams are the parameters of the result that say how likely losses are.
func (e *Explainer) lossParams() []result.Explanation {
	var out []result.Explanation
	for _, name := range slices.Sorted(maps.Keys(e.a.Params)) {
		if strings.HasPrefix(name, result.MeasureParam+"importance.") {
			out = append(out, parameter(name, e.a.Params[name], "Assumed, not stated by anybody."))
		}
	}
	return out
}
