// SPDX-License-Identifier: Apache-2.0

package measures

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/lockin"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// partial is how many parties without product, service or contract get the
// two dimensions that the graph alone gives: those with most components.
const partial = 20

// LockIn measures how hard it is to leave each supplier, in the system and
// in each asset that it serves with a product, service or contract.
func (m *Measurer) LockIn() []result.LockIn {
	var out []result.LockIn
	direct := partiesWithProduct(m.g)
	for i := range m.scopes {
		s := &m.scopes[i]
		if s.asset == risk.None && i != 0 {
			continue // a product's lock-in is its supplier's in the system
		}
		for _, party := range direct {
			if l, ok := m.lockIn(s, party); ok {
				out = append(out, l)
			}
		}
	}
	return append(out, m.partialLockIn()...)
}

func (m *Measurer) lockIn(s *scope, party int32) (result.LockIn, bool) {
	p := &m.g.Parties[party]
	products := slices.Clone(p.Products)
	for _, r := range p.Services {
		products = append(products, r.Product)
	}
	for _, c := range p.Contracts {
		for k := range m.g.Products {
			if slices.Contains(m.g.Products[k].Contracts, m.g.System.Contracts[c].ID) {
				products = append(products, int32(k))
			}
		}
	}
	slices.Sort(products)
	products = slices.DeleteFunc(slices.Compact(products), func(k int32) bool { return !slices.Contains(s.products, k) })
	if len(products) == 0 {
		return result.LockIn{}, false
	}
	own, direct := m.frontier(s, party)
	var results []lockin.Result
	for _, k := range products {
		results = append(results, m.leaving(party, k, m.parts(s, party, k, own, direct))...)
	}
	r := lockin.Combine(results)
	return result.LockIn{
		Scope: s.id, Supplier: p.ID, Index: &r.Index, Largest: &r.Largest, Dimensions: r.Dimensions,
		ReworkFrontier: r.Rework, ExitHorizonMonths: &r.ExitHorizonMonths,
	}, true
}

// leaving measures leaving the party in one product, once per contract with
// the party that the product lists.
func (m *Measurer) leaving(party, product int32, parts *lockin.Parts) []lockin.Result {
	p := &m.g.Products[product]
	in := lockin.Input{AsOf: m.g.AsOf, Supplier: m.g.Parties[party].ID, Product: p.Product, Parts: parts}
	for _, a := range p.Alternatives.Items {
		in.Standing = append(in.Standing, m.standing(party, product, a))
	}
	var out []lockin.Result
	for _, i := range m.g.Parties[party].Contracts {
		if k := &m.g.System.Contracts[i]; slices.Contains(p.Contracts, k.ID) {
			in.Contract, in.DataAct = k, lockin.DataActOf(p.Product, k)
			out = append(out, lockin.Measure(in))
		}
	}
	if len(out) == 0 {
		in.DataAct = lockin.DataActOf(p.Product, nil)
		out = append(out, lockin.Measure(in))
	}
	return out
}

// parts counts the components that leaving would touch. The upper ends count
// components that nobody is known to stand behind as the party's: they may
// be. A service has no components; a product without SBOM has unknown ones.
func (m *Measurer) parts(s *scope, party, product int32, own, direct result.Interval) *lockin.Parts {
	p := &m.g.Products[product]
	if p.Kind == "service" {
		return &lockin.Parts{}
	}
	if p.Document == risk.None || len(s.components) == 0 {
		return nil
	}
	return &lockin.Parts{
		Own: own, Direct: direct, All: len(s.components),
		Exclusive: result.Interval{Lo: float64(m.g.Exclusive(product, only(party))), Hi: float64(m.g.Exclusive(product, orAnybody(party)))},
	}
}

// only and orAnybody say which components count as the party's: those that
// are, and those besides that nobody is known to stand behind.
func only(party int32) func(int32) bool { return func(x int32) bool { return x == party } }
func orAnybody(party int32) func(int32) bool {
	return func(x int32) bool { return x == party || x == risk.None }
}

// frontier counts the party's components of the scope and the others that
// directly depend on them.
func (m *Measurer) frontier(s *scope, party int32) (own, direct result.Interval) {
	ownLo, directLo := m.g.Frontier(s.components, only(party))
	ownHi, directHi := m.g.Frontier(s.components, orAnybody(party))
	ends := func(lo, hi int) result.Interval { return result.Interval{Lo: float64(lo), Hi: float64(max(lo, hi))} }
	return ends(ownLo, ownHi), ends(directLo, directHi)
}

// standing says what would make the alternative worthless: the same
// controller behind it, the supplier's own work inside it, or a binding
// designation.
func (m *Measurer) standing(party, product int32, a system.Alternative) lockin.Standing {
	var out lockin.Standing
	id := a.Party
	if byName := m.g.Catalog.ByName(id); m.g.Catalog.Supplier(id) == nil && byName != "" {
		id = byName
	}
	supplierID := m.g.Parties[party].ID
	mine, theirs := m.owner(supplierID), m.owner(id)
	switch {
	case id == supplierID, mine != "" && mine == theirs:
		out.SameController = new(true)
	case mine != "" && theirs != "":
		out.SameController = new(false)
	}
	r := m.g.Catalog.Supplier(id)
	if r == nil {
		return out
	}
	rests := slices.ContainsFunc(r.Subcontractors.Items, func(s supplier.Subcontract) bool { return s.Party == supplierID })
	if rests || r.SubcontractorsAll || r.Subcontractors.None {
		out.RestsOn = &rests
	}
	if r.Designations.Known() {
		excluded := slices.ContainsFunc(r.Designations.Items, func(d supplier.Designation) bool {
			binding, _ := d.Binding(m.g.AsOf, m.g.System.Entity.Country)
			return binding && d.Adverse() && slices.ContainsFunc(m.g.Products[product].Assets, func(i int32) bool { return d.Scope.Covers(m.g.Assets[i].Class) })
		})
		out.Excluded = &excluded
	}
	return out
}

// partialLockIn gives the parties with most components, among those the
// entity does not deal with, the two dimensions that the graph alone gives.
func (m *Measurer) partialLockIn() []result.LockIn {
	var parties []int32
	for i := range m.g.Parties {
		if p := &m.g.Parties[i]; !p.Direct() && len(p.Components) > 0 {
			parties = append(parties, int32(i))
		}
	}
	slices.SortStableFunc(parties, func(a, b int32) int {
		return cmp.Or(cmp.Compare(len(m.g.Parties[b].Components), len(m.g.Parties[a].Components)), cmp.Compare(a, b))
	})
	s := &m.scopes[0]
	n := float64(len(s.components))
	var out []result.LockIn
	for _, party := range parties[:min(partial, len(parties))] {
		own, direct := m.frontier(s, party)
		var exclusive result.Interval
		for k := range m.g.Products {
			exclusive = exclusive.Max(result.Interval{
				Lo: float64(m.g.Exclusive(int32(k), only(party))), Hi: float64(m.g.Exclusive(int32(k), orAnybody(party))),
			})
		}
		share := func(i result.Interval) result.Interval {
			return result.Interval{Lo: i.Lo / n, Hi: math.Min(1, i.Hi/n)}
		}
		out = append(out, result.LockIn{
			Scope: s.id, Supplier: m.g.Parties[party].ID, ReworkFrontier: int(direct.Lo),
			Dimensions: []result.Dimension{
				{Name: lockin.Integration, Value: share(result.Interval{Lo: own.Lo + direct.Lo, Hi: own.Hi + direct.Hi}), Weight: lockin.DefaultWeight(lockin.Integration),
					Why: fmt.Sprintf("%g of %d components are its own, %g others depend directly on these", own.Lo, len(s.components), direct.Lo)},
				{Name: lockin.Exclusivity, Value: share(exclusive), Weight: lockin.DefaultWeight(lockin.Exclusivity),
					Why: fmt.Sprintf("%g of %d components are reached only through its own", exclusive.Lo, len(s.components))},
			},
		})
	}
	return out
}
