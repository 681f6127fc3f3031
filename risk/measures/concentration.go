// SPDX-License-Identifier: Apache-2.0

package measures

import (
	"math"
	"slices"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/concentration"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// The groupings of component bases and of product bases, in order of output.
var (
	componentGroupings = []string{"supplier", "owner", "controlCountry", "establishedCountry", "ecosystem", "component"}
	productGroupings   = []string{"supplier", "owner", "controlCountry", "establishedCountry", "manufactureCountry"}
)

// part is one mass of a scope before it is grouped: whose product it is, and
// how much.
type part struct {
	party   int32
	product int32 // None for what no product is named for
	mass    result.Interval
}

// Concentration measures every scope by every grouping on every basis that
// has any mass. reach counts, for sorted components, how many of them reach
// each; ok is false where that would cost too much, and the basis is left
// out.
func (m *Measurer) Concentration(reach func(components []int32) (counts []int32, ok bool)) []result.Concentration {
	var out []result.Concentration
	rows := make([][]result.Concentration, len(m.scopes))
	k := m.newKeyer()
	for i := range m.scopes {
		s := &m.scopes[i]
		rows[i] = m.sameComponents(i, rows)
		if rows[i] == nil {
			rows[i] = m.componentRows(k, s, reach)
		}
		out = append(out, rows[i]...)
		out = append(out, m.productRows(s)...)
	}
	return out
}

// Trim cuts the shares of every row to the largest [Keep] and sums up the
// rest. Measures and rules work on the whole rows.
func Trim(rows []result.Concentration) {
	for i := range rows {
		rows[i].Shares, rows[i].Rest = concentration.Rest(rows[i].Shares, Keep)
	}
}

// sameComponents takes over the rows of an earlier scope with the same
// components: the system, the asset and the product of a single SBOM.
func (m *Measurer) sameComponents(i int, rows [][]result.Concentration) []result.Concentration {
	s := &m.scopes[i]
	for k := range i {
		if len(rows[k]) == 0 || !slices.Equal(m.scopes[k].components, s.components) {
			continue
		}
		out := slices.Clone(rows[k])
		for r := range out {
			out[r].Scope, out[r].Marks = s.id, s.marks
		}
		return out
	}
	return nil
}

func (m *Measurer) componentRows(k *keyer, s *scope, reach func([]int32) ([]int32, bool)) []result.Concentration {
	if len(s.components) == 0 {
		return nil
	}
	masses := map[string][]float64{"count": make([]float64, len(s.components)), "criticality": make([]float64, len(s.components))}
	for i, c := range s.components {
		masses["count"][i], masses["criticality"][i] = 1, m.g.Components[c].Weight
	}
	if counts, ok := reach(s.components); ok {
		masses["reach"] = make([]float64, len(counts))
		for i, x := range counts {
			masses["reach"][i] = float64(x)
		}
	}
	var out []result.Concentration
	for _, basis := range []string{"count", "criticality", "reach"} {
		if masses[basis] == nil {
			continue
		}
		suppliers := k.groups("supplier", s.components, masses[basis])
		for _, by := range componentGroupings {
			groups := suppliers
			if by != "supplier" {
				groups = k.groups(by, s.components, masses[basis])
			}
			if c, ok := m.measured(s, by, basis, groups, suppliers); ok {
				c.Marks = s.marks
				out = append(out, c)
			}
		}
	}
	return out
}

func (m *Measurer) productRows(s *scope) []result.Concentration {
	var out []result.Concentration
	for _, basis := range []string{"spend", "units"} {
		parts, missing, stated := m.amounts(s, basis)
		if !stated {
			continue
		}
		for _, by := range productGroupings {
			out = m.row(out, s, by, basis, parts, missing)
		}
	}
	if parts := m.declared(s); parts != nil {
		for _, by := range productGroupings {
			out = m.row(out, s, by, "declared", parts, nil)
		}
	}
	return out
}

// amounts lists spend or units of the scope's products. A product without
// the figure has a mass of unknown size.
//
// A service has no units: a scope in which that leaves a single product says
// nothing about concentration and has no row.
func (m *Measurer) amounts(s *scope, basis string) (parts []part, missing []string, stated bool) {
	for _, k := range s.products {
		p := &m.g.Products[k]
		r := p.Spend
		if basis == "units" {
			if r = p.Units; p.Kind == "service" && r == nil {
				continue // a service has no units
			}
		}
		mass := result.Interval{Lo: 0, Hi: math.Inf(1)}
		if r != nil {
			mass, stated = result.Interval(*r), true
		} else {
			missing = append(missing, "product:"+p.ID+"/"+basis)
		}
		parts = append(parts, part{p.Party, k, mass})
	}
	if len(parts) == 1 && len(s.products) > 1 {
		return nil, nil, false
	}
	return parts, missing, stated
}

// declared lists the declared shares of an asset; the rest is one lump.
func (m *Measurer) declared(s *scope) []part {
	if s.asset == risk.None || len(m.g.Assets[s.asset].Shares) == 0 {
		return nil
	}
	var parts []part
	rest := 1.0
	for _, k := range s.products {
		if x, ok := m.g.Assets[s.asset].Shares[m.g.Products[k].ID]; ok {
			parts = append(parts, part{m.g.Products[k].Party, k, result.Exactly(x)})
			rest -= x
		}
	}
	if rest > 1e-9 {
		parts = append(parts, part{risk.None, risk.None, result.Exactly(rest)})
	}
	return parts
}

func (m *Measurer) row(out []result.Concentration, s *scope, by, basis string, parts []part, missing []string) []result.Concentration {
	c, ok := m.measured(s, by, basis, concentration.Gather(m.group(by, parts)), concentration.Gather(m.group("supplier", parts)))
	if !ok {
		return out
	}
	c.Missing = missing
	return append(out, c)
}

// measured is the row of groups; the same masses by supplier are what a row
// by owner hides.
func (m *Measurer) measured(s *scope, by, basis string, groups, suppliers concentration.Groups) (result.Concentration, bool) {
	r, ok := groups.Measure()
	if !ok {
		return result.Concentration{}, false
	}
	c := result.Concentration{
		Scope: s.id, By: by, Basis: basis, N: r.N, HHI: r.HHI, Effective: r.Effective, CR1: r.CR1, CR3: r.CR3,
		Unattributed: r.Unattributed, Shares: r.Shares, Gini: &r.Gini,
	}
	if by == "owner" {
		h := suppliers.Hidden(func(id string) (string, bool) {
			owner := m.owner(id)
			return owner, owner != ""
		})
		c.Hidden = &h
	}
	return c, true
}

// group keys the parts. A part whose group nobody knows is a lump of its
// own; the parts of one supplier whose owner or country is not known are one
// lump: they share it.
func (m *Measurer) group(by string, parts []part) []concentration.Item {
	items := make([]concentration.Item, 0, len(parts))
	lumps := map[int32]int{} // party → its lump
	for _, p := range parts {
		if by == "manufactureCountry" {
			items = append(items, m.madeIn(p)...)
			continue
		}
		key := m.partyKey(by, p.party)
		if key == "" && p.party != risk.None {
			if i, ok := lumps[p.party]; ok {
				items[i].Mass.Lo += p.mass.Lo
				items[i].Mass.Hi += p.mass.Hi
				continue
			}
			lumps[p.party] = len(items)
		}
		items = append(items, concentration.Item{Key: key, Mass: p.mass})
	}
	return items
}

// madeIn splits a product's mass over its places of manufacture: its stated
// origins, else the supplier's manufacturing sites. What the shares leave is
// one lump.
func (m *Measurer) madeIn(p part) []concentration.Item {
	type place struct {
		country string
		lo, hi  float64
	}
	var places []place
	if p.product != risk.None {
		origins := m.g.Products[p.product].Origins
		for _, o := range origins {
			switch {
			case o.Share != nil:
				places = append(places, place{o.Country, *o.Share, *o.Share})
			case len(origins) == 1:
				places = append(places, place{o.Country, 1, 1})
			default: // one of several, each with some part of what is left
				places = append(places, place{o.Country, 0, left(origins)})
			}
		}
		if len(origins) == 0 && p.party != risk.None && m.g.Products[p.product].Kind != "service" {
			places = manufacture(m.g.Parties[p.party].Record, func(c string, x float64) place { return place{c, x, x} })
		}
	}
	var items []concentration.Item
	rest := 1.0
	for _, pl := range places {
		items = append(items, concentration.Item{Key: pl.country, Mass: result.Interval{Lo: p.mass.Lo * pl.lo, Hi: p.mass.Hi * pl.hi}})
		if rest -= pl.lo; pl.lo < pl.hi {
			rest = 0 // the countries named share all that is left
		}
	}
	if rest > 1e-9 {
		items = append(items, concentration.Item{Mass: scaled(p.mass, rest)})
	}
	return items
}

// left is the part of a product that the origins with a share leave.
func left(origins []system.Origin) float64 {
	x := 1.0
	for _, o := range origins {
		if o.Share != nil {
			x -= *o.Share
		}
	}
	return max(x, 0)
}

func scaled(i result.Interval, x float64) result.Interval {
	return result.Interval{Lo: i.Lo * x, Hi: i.Hi * x}
}

// manufacture lists the sites of kind manufacture with a known share; a
// single one without a share is the whole.
func manufacture[P any](r *supplier.Supplier, place func(country string, share float64) P) []P {
	if r == nil {
		return nil
	}
	sites := slices.DeleteFunc(slices.Clone(r.Sites.Items), func(s supplier.Site) bool { return s.Kind != "manufacture" })
	var out []P
	for _, s := range sites {
		switch {
		case s.Share != nil && s.Share.Lo == s.Share.Hi:
			out = append(out, place(s.Country, s.Share.Lo))
		case s.Share == nil && len(sites) == 1 && r.SitesAll:
			out = append(out, place(s.Country, 1))
		}
	}
	return out
}
