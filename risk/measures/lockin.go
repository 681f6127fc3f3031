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
	"github.com/kedja/kedja/system"
)

// partial is how many parties without product, service or contract get the
// two dimensions that the graph alone gives: those with most components.
const partial = 20

// LockIn measures how hard it is to leave each supplier: in the system, in
// each asset that it serves with a product, service or contract, and in each
// of these products.
func (m *Measurer) LockIn() []result.LockIn {
	l := m.newLeaver()
	var out []result.LockIn
	for i := range m.scopes {
		s := &m.scopes[i]
		for _, party := range l.parties(s) {
			out = append(out, l.row(s, party))
		}
	}
	for _, party := range partiesWithProduct(m.g) {
		if len(l.products[party]) == 0 {
			out = append(out, l.contractsOnly(party))
		}
	}
	return append(out, l.partial()...)
}

// leaver holds what many rows share.
type leaver struct {
	m        *Measurer
	products [][]int32 // by party: those it has a hand in, sorted
	of       [][]int32 // by product: the parties that have, sorted
	nobody   []int     // by product: what only components of nobody known hold
	counted  map[*scope]*frontiers
}

func (m *Measurer) newLeaver() *leaver {
	l := &leaver{m: m, products: make([][]int32, len(m.g.Parties)), of: make([][]int32, len(m.g.Products)), nobody: make([]int, len(m.g.Products)), counted: map[*scope]*frontiers{}}
	listed := map[string][]int32{} // products by contract
	for k := range m.g.Products {
		for _, c := range m.g.Products[k].Contracts {
			listed[c] = append(listed[c], int32(k))
		}
		l.nobody[k] = m.g.Exclusive(int32(k), only(risk.None))
	}
	for i := range m.g.Parties {
		p := &m.g.Parties[i]
		products := slices.Clone(p.Products)
		for _, r := range p.Services {
			products = append(products, r.Product)
		}
		for _, c := range p.Contracts {
			products = append(products, listed[m.g.System.Contracts[c].ID]...)
		}
		slices.Sort(products)
		l.products[i] = slices.Compact(products)
		for _, k := range l.products[i] {
			l.of[k] = append(l.of[k], int32(i))
		}
	}
	return l
}

// parties are those with a hand in a product of the scope, sorted.
func (l *leaver) parties(s *scope) []int32 {
	var out []int32
	for _, k := range s.products {
		out = append(out, l.of[k]...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (l *leaver) row(s *scope, party int32) result.LockIn {
	m := l.m
	own, direct := l.frontiers(s).of(party)
	exclusive := l.exclusive(s, party)
	var results []lockin.Result
	var switching []result.Switching
	for _, k := range l.products[party] {
		if slices.Contains(s.products, k) {
			measured, terms := m.leaving(s, party, k, m.parts(s, k, own, direct, exclusive))
			results, switching = append(results, measured...), append(switching, terms...)
		}
	}
	return l.lockInRow(s, party, results, switching)
}

// contractsOnly is the row of a party that has contracts and no hand in any
// product: all that a product would say is open.
func (l *leaver) contractsOnly(party int32) result.LockIn {
	m, s := l.m, &l.m.scopes[0]
	in := lockin.Input{AsOf: m.g.AsOf, Supplier: m.g.Parties[party].ID}
	if len(s.components) > 0 {
		own, direct := l.frontiers(s).of(party)
		in.Parts = &lockin.Parts{Own: own, Direct: direct, Exclusive: l.exclusive(s, party), All: len(s.components)}
	}
	var results []lockin.Result
	var switching []result.Switching
	for _, c := range m.g.Parties[party].Contracts {
		in.Contract = &m.g.System.Contracts[c]
		in.DataAct = lockin.DataActOf(nil, in.Contract)
		results = append(results, lockin.Measure(in))
		if terms := lockin.SwitchingOf(in); terms != nil {
			switching = append(switching, *terms)
		}
	}
	return l.lockInRow(s, party, results, switching)
}

func (l *leaver) lockInRow(s *scope, party int32, results []lockin.Result, switching []result.Switching) result.LockIn {
	r := lockin.Combine(results)
	dora := lockin.DORA(r.Dimensions)
	return result.LockIn{
		Scope: s.id, Supplier: l.m.g.Parties[party].ID, Index: &r.Index, Largest: &r.Largest, Dimensions: r.Dimensions,
		ReworkFrontier: r.Rework, ExitHorizonMonths: &r.ExitHorizonMonths, Rework: l.rework(s, party), DORA: &dora, Switching: switching, Marks: s.marks,
	}
}

// leaving measures leaving the party in one product, once per contract with
// the party that the product lists, with the terms of switching.
func (m *Measurer) leaving(s *scope, party, product int32, parts *lockin.Parts) (out []lockin.Result, terms []result.Switching) {
	p := &m.g.Products[product]
	in := lockin.Input{AsOf: m.g.AsOf, Supplier: m.g.Parties[party].ID, Product: p.Product, Parts: parts}
	assets := p.Assets
	if s.asset != risk.None {
		assets = []int32{s.asset}
	}
	for _, a := range p.Alternatives.Items {
		in.Standing = append(in.Standing, m.standing(party, assets, a))
	}
	measure := func(k *system.Contract) {
		in.Contract, in.DataAct = k, lockin.DataActOf(p.Product, k)
		out = append(out, lockin.Measure(in))
		if t := lockin.SwitchingOf(in); t != nil {
			terms = append(terms, *t)
		}
	}
	for _, i := range m.g.Parties[party].Contracts {
		if k := &m.g.System.Contracts[i]; slices.Contains(p.Contracts, k.ID) {
			measure(k)
		}
	}
	if len(out) == 0 {
		measure(nil)
	}
	return out, terms
}

// parts counts the components that leaving would touch. The upper ends count
// components that nobody is known to stand behind as the party's: they may
// be. A product without SBOM has unknown ones; a service none of its own,
// while its party may have some in other products of the scope.
func (m *Measurer) parts(s *scope, product int32, own, direct, exclusive result.Interval) *lockin.Parts {
	p := &m.g.Products[product]
	if p.Kind != "service" && (p.Document == risk.None || len(s.components) == 0) {
		return nil
	}
	return &lockin.Parts{Own: own, Direct: direct, Exclusive: exclusive, All: len(s.components)}
}

// exclusive is the largest number of components of one product of the scope
// that are reached only through the party's.
func (l *leaver) exclusive(s *scope, party int32) (out result.Interval) {
	with := map[int32]bool{}
	for _, c := range l.m.g.Parties[party].Components {
		for _, k := range l.m.g.Components[c].Products {
			with[k] = true
		}
	}
	for _, k := range s.products {
		one := result.Interval{Lo: 0, Hi: float64(l.nobody[k])}
		if with[k] {
			one = result.Interval{Lo: float64(l.m.g.Exclusive(k, only(party))), Hi: float64(l.m.g.Exclusive(k, orAnybody(party)))}
		}
		out = out.Max(one)
	}
	return out
}

// exclusives is exclusive for several parties.
func (l *leaver) exclusives(s *scope, parties []int32) []result.Interval {
	out := make([]result.Interval, len(parties))
	for _, k := range s.products {
		certain, possible := l.m.g.Exclusives(k, parties)
		for i, party := range parties {
			one := result.Interval{Lo: 0, Hi: float64(l.nobody[k])}
			if l.has(party, k) {
				one = result.Interval{Lo: float64(certain[i]), Hi: float64(possible[i])}
			}
			out[i] = out[i].Max(one)
		}
	}
	return out
}

// has reports whether a component of the party is in the product.
func (l *leaver) has(party, product int32) bool {
	return slices.ContainsFunc(l.m.g.Parties[party].Components, func(c int32) bool {
		return slices.Contains(l.m.g.Components[c].Products, product)
	})
}

// only and orAnybody say which components count as the party's: those that
// are, and those besides that nobody is known to stand behind.
func only(party int32) func(int32) bool { return func(x int32) bool { return x == party } }
func orAnybody(party int32) func(int32) bool {
	return func(x int32) bool { return x == party || x == risk.None }
}

// frontiers are those of the scope, counted once.
func (l *leaver) frontiers(s *scope) *frontiers {
	if l.counted[s] == nil {
		l.counted[s] = l.m.frontiersOf(s)
	}
	return l.counted[s]
}

// rework is absent where nothing is known to be made of components.
func (l *leaver) rework(s *scope, party int32) *result.Interval {
	if len(s.components) == 0 {
		return nil
	}
	out := l.frontiers(s).rework(party)
	return &out
}

// partial gives the parties with most components, among those the
// entity does not deal with, the two dimensions that the graph alone gives.
func (l *leaver) partial() []result.LockIn {
	m := l.m
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
	parties = parties[:min(partial, len(parties))]
	exclusives := l.exclusives(s, parties)
	for i, party := range parties {
		own, direct := l.frontiers(s).of(party)
		exclusive := exclusives[i]
		share := func(i result.Interval) result.Interval {
			return result.Interval{Lo: i.Lo / n, Hi: math.Min(1, i.Hi/n)}
		}
		out = append(out, result.LockIn{
			Scope: s.id, Supplier: m.g.Parties[party].ID, ReworkFrontier: int(direct.Lo), Rework: l.rework(s, party), Marks: s.marks,
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
