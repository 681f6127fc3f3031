// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"fmt"
	"strings"

	"github.com/kedja/kedja/result"
)

var modeWords = map[string]string{
	"stop": "stops at once", "noSupply": "gets no further supply", "noCare": "gets no updates and fixes",
	"all": "stops without services and deliveries together",
}

func singlePointID(s *result.SinglePoint) string {
	return "singlePoints/" + s.Asset + "/" + s.By + "/" + s.Mode + "/" + s.Key
}

func cutSetID(c *result.CutSet) string {
	return "cutSets/" + c.Asset + "/" + c.By + "/" + c.Mode + "/" + strings.Join(c.Keys, "+")
}

// fallen lists the parties that are lost with keys of a grouping, as far as
// the result says so.
func (e *Explainer) fallen(by string, keys []string) []string {
	if by == "supplier" {
		return keys
	}
	lost := map[string]bool{}
	for _, k := range keys {
		lost[k] = true
	}
	var out []string
	for i := range e.a.Control {
		if p := e.a.Control[i].Party; len(e.to["supplier:"+p]) > 0 && e.falls(p, by, lost) {
			out = append(out, p)
		}
	}
	return out
}

func (e *Explainer) indexResilience() {
	for i := range e.a.SinglePoints {
		s := &e.a.SinglePoints[i]
		e.add("singlePoints", singlePointID(s), func() result.Explanation {
			title := fmt.Sprintf("%s %s when %s is lost", e.subject("asset:"+s.Asset), or(modeWords[s.Mode], s.Mode), e.member(s.By, s.Key))
			text := "A single point: nothing stands in for it."
			if s.Count > 1 {
				text = fmt.Sprintf("A class of %d that stop the same: %s.", s.Count, list(e.members(s.By, s.Examples), 3))
			}
			return number(title, s.Certainty, text+whenText(s.MattersAfter))
		}, func() []result.Explanation {
			keys := []string{s.Key}
			return append(e.cutParts(s.Asset, s.By, keys, s.Certainty), e.when(s.MattersAfter, s.Asset, e.fallen(s.By, keys))...)
		})
	}
	for i := range e.a.CutSets {
		c := &e.a.CutSets[i]
		e.add("cutSets", cutSetID(c), func() result.Explanation {
			title := fmt.Sprintf("%s %s when %s are lost together", e.subject("asset:"+c.Asset), or(modeWords[c.Mode], c.Mode), strings.Join(e.members(c.By, c.Keys), " and "))
			return number(title, c.Certainty, fmt.Sprintf("A minimal cut set of %d.", c.Size)+whenText(c.MattersAfter))
		}, func() []result.Explanation {
			return append(e.cutParts(c.Asset, c.By, c.Keys, c.Certainty), e.when(c.MattersAfter, c.Asset, e.fallen(c.By, c.Keys))...)
		})
	}
	for i := range e.a.Restartable {
		r := &e.a.Restartable[i]
		keys := strings.Join(r.Keys, "+")
		e.add("restartable", "restartable/"+r.Asset+"/"+r.Mode+"/"+or(keys, "now"), func() result.Explanation {
			title := e.subject("asset:"+r.Asset) + " runs but could not be started again"
			if len(r.Keys) > 0 {
				title += " once " + strings.Join(e.members("supplier", r.Keys), " and ") + " is lost"
			}
			return number(title, "yes", "")
		}, func() []result.Explanation {
			b := branch{e: e}
			e.chain(&b, r.Asset, "supplier", r.Keys)
			return []result.Explanation{measure("not restartable",
				"The least fixed point of the requirements: assets that need one another can run and yet not start.", "section 5", b.out)}
		})
	}
}

func (e *Explainer) members(by string, keys []string) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = e.member(by, k)
	}
	return out
}

// cutParts explains a cut: the chain from the asset to what is lost.
func (e *Explainer) cutParts(asset, by string, keys []string, certainty string) []result.Explanation {
	b := branch{e: e}
	e.chain(&b, asset, by, keys)
	text := "Without it no requirement group that needs it keeps enough working members: the greatest fixed point of the requirements."
	if certainty != "certain" {
		text += " It is possible, not certain: it holds under some completion of what is not known."
	}
	return []result.Explanation{measure("minimal cut set", text, "section 5", b.out)}
}

// chain lists what ties an asset to the keys of a cut: what it needs, who
// supplies that, who controls those.
func (e *Explainer) chain(b *branch, asset, by string, keys []string) {
	b.facts("asset:"+asset, "asset.needs")
	b.assumptions("asset:" + asset + "/needs")
	lost := map[string]bool{}
	for _, k := range keys {
		lost[k] = true
	}
	if by == "component" {
		e.componentChain(b, asset, keys)
		return
	}
	linked, control := map[string]bool{}, map[string]bool{}
	for _, id := range e.reached("asset:" + asset) {
		if other, ok := strings.CutPrefix(id, "asset:"); ok && other != asset {
			b.facts(id, "asset.needs")
		}
		product, ok := strings.CutPrefix(id, "product:")
		if !ok {
			continue
		}
		for _, party := range e.suppliersOf(product) {
			way := e.wayDown(party, func(p string) bool { return e.falls(p, by, lost) })
			if way == nil {
				continue
			}
			if !linked[product] {
				linked[product] = true
				if !b.facts(id, "product.supplier") {
					b.add(e.productParty(product))
				}
				b.facts(id, "product.services")
			}
			for _, p := range way[:len(way)-1] {
				b.facts("supplier:"+p, "supplier.subcontractors")
			}
			party = way[len(way)-1]
			if by != "supplier" && !control[party] {
				control[party] = true
				b.refs("control/" + party)
			}
		}
	}
	if len(b.out) == 0 {
		for _, key := range keys {
			e.anyFact(b, key)
		}
	}
}

// suppliersOf lists the parties behind a product: its own and those of its
// services.
func (e *Explainer) suppliersOf(product string) []string {
	var out []string
	for _, to := range e.to["product:"+product] {
		if party, ok := strings.CutPrefix(to, "supplier:"); ok {
			out = append(out, party)
		}
	}
	if p := e.products[product]; p != nil && p.Party != "" && !contains(out, p.Party) {
		out = append(out, p.Party)
	}
	return out
}

// falls reports whether a party is lost, or may be, with keys of a grouping.
func (e *Explainer) falls(party, by string, lost map[string]bool) bool {
	if by == "supplier" {
		return lost[party] || lost["unlisted"]
	}
	for i := range e.a.Control {
		k := &e.a.Control[i]
		if k.Party != party {
			continue
		}
		for _, list := range [][]string{k.Controllers, k.Countries} {
			for _, key := range list {
				if lost[key] {
					return true
				}
			}
		}
		return lost["unlisted"] && !k.Certain
	}
	return lost["unlisted"]
}

// productParty says how the party of a product was found where its entry does
// not name one.
func (e *Explainer) productParty(id string) result.Explanation {
	if p := e.products[id]; p != nil && p.Party != "" && p.SBOM != "" {
		return e.input(p.SBOM, "names "+e.party(p.Party)+" as the supplier of "+e.subject("product:"+id))
	}
	return e.missing("product:"+id, "product.supplier")
}

// componentChain names where the components stand that an asset rests on.
func (e *Explainer) componentChain(b *branch, asset string, keys []string) {
	for _, key := range keys {
		if c := e.components[strings.TrimPrefix(key, "component:")]; c != nil && c.At.File != "" {
			b.add(result.Explanation{Kind: result.ExplainFact, Title: "component " + e.component(key), Value: c.PURL, At: c.At})
		}
	}
	for _, p := range e.productsIn("asset:" + asset) {
		if p.SBOM != "" {
			b.input(p.SBOM, "the SBOM of "+e.subject("product:"+p.ID))
		}
	}
}
