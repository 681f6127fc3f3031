// SPDX-License-Identifier: Apache-2.0

package measures

import (
	"cmp"
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
	frontier := m.g.Frontier(s.components, party)
	options := lockin.Options{AsOf: m.g.AsOf}
	var results []lockin.Result
	for _, k := range products {
		results = append(results, lockin.Measure(m.leaving(s, party, k, frontier), options))
	}
	r := lockin.Combine(results, options)
	return result.LockIn{
		Scope: s.id, Supplier: p.ID, Index: &r.Index, Largest: &r.Largest, Dimensions: r.Dimensions,
		ReworkFrontier: frontier, ExitHorizonMonths: &r.ExitHorizonMonths,
	}, true
}

// leaving collects what is known of leaving the party in one product.
func (m *Measurer) leaving(s *scope, party, product int32, frontier int) lockin.Input {
	p := &m.g.Products[product]
	in := lockin.Input{
		Product:         p.ID,
		MigrationMonths: interval(p.Migration.Months), MigrationCost: interval(p.Migration.Cost), ProcurementMonths: interval(p.Migration.ProcurementMonths),
		ExitPlan:     lockin.ExitPlan{Exists: p.ExitPlan.Exists, TestedOn: p.ExitPlan.TestedOn.Time},
		NoComponents: p.Kind == "service",
	}
	if p.Alternatives.Known() {
		alternatives := []lockin.Alternative{}
		for _, a := range p.Alternatives.Items {
			alternatives = append(alternatives, m.alternative(party, product, a))
		}
		in.Alternatives = &alternatives
	}
	if p.Interface.Known() {
		interfaces := []lockin.Interface{}
		for _, f := range p.Interface.Items {
			interfaces = append(interfaces, lockin.Interface{Kind: f.Kind, Weight: deref(f.Weight, 1)})
		}
		in.Interfaces = &interfaces
	}
	if p.DataExport.Known() {
		sets := []lockin.DataSet{}
		for _, d := range p.DataExport.Items {
			sets = append(sets, lockin.DataSet{Format: d.Format, Weight: deref(d.Weight, 1)})
		}
		in.DataSets = &sets
	}
	m.contracts(&in, p)
	if p.Document != risk.None && len(s.components) > 0 {
		n := float64(len(s.components))
		integration, exclusive := float64(frontier)/n, float64(m.g.Exclusive(product, party))/n
		in.Integration, in.Exclusivity = &integration, &exclusive
	}
	return in
}

func (m *Measurer) contracts(in *lockin.Input, p *risk.Product) {
	if len(p.Contracts) == 0 {
		return
	}
	contracts := []lockin.Contract{}
	for i := range m.g.System.Contracts {
		k := &m.g.System.Contracts[i]
		if !slices.Contains(p.Contracts, k.ID) {
			continue
		}
		contracts = append(contracts, lockin.Contract{ID: k.ID, End: k.End.Time, Renewal: k.Renewal.Time, NoticeMonths: k.NoticeMonths, Convenience: k.Convenience})
		in.ExitCharges = add(in.ExitCharges, interval(k.ExitCharges))
		in.AnnualValue = add(in.AnnualValue, interval(k.AnnualValue))
	}
	in.Contracts = &contracts
}

// alternative says what would make the alternative worthless: the same
// controller behind it, the supplier's own work inside it, or a binding
// designation.
func (m *Measurer) alternative(party, product int32, a system.Alternative) lockin.Alternative {
	out := lockin.Alternative{Party: a.Party, Maturity: interval(a.Maturity), Capacity: interval(a.Capacity)}
	id := a.Party
	if byName := m.g.Catalog.ByName(id); m.g.Catalog.Supplier(id) == nil && byName != "" {
		id = byName
	}
	supplierID := m.g.Parties[party].ID
	mine, theirs := m.owner(supplierID), m.owner(id)
	switch {
	case id == supplierID, mine != "" && mine == theirs:
		out.SameController = lockin.Yes
	case mine != "" && theirs != "":
		out.SameController = lockin.No
	}
	r := m.g.Catalog.Supplier(id)
	if r == nil {
		return out
	}
	if r.Subcontractors.Known() {
		out.RestsOnSupplier = lockin.Unknown
		if r.SubcontractorsAll || r.Subcontractors.None {
			out.RestsOnSupplier = lockin.No
		}
		if slices.ContainsFunc(r.Subcontractors.Items, func(s supplier.Subcontract) bool { return s.Party == supplierID }) {
			out.RestsOnSupplier = lockin.Yes
		}
	}
	if r.Designations.Known() {
		out.Excluded = lockin.No
		for _, d := range r.Designations.Items {
			binding, _ := d.Binding(m.g.AsOf, m.g.System.Entity.Country)
			if binding && d.Adverse() && slices.ContainsFunc(m.g.Products[product].Assets, func(i int32) bool { return d.Scope.Covers(m.g.Assets[i].Class) }) {
				out.Excluded = lockin.Yes
			}
		}
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
		exclusive := 0
		for k := range m.g.Products {
			exclusive = max(exclusive, m.g.Exclusive(int32(k), party))
		}
		frontier := m.g.Frontier(s.components, party)
		out = append(out, result.LockIn{
			Scope: s.id, Supplier: m.g.Parties[party].ID, ReworkFrontier: frontier,
			Dimensions: lockin.Partial(float64(frontier)/n, float64(exclusive)/n),
		})
	}
	return out
}

func interval(r *supplier.Range) *result.Interval {
	if r == nil {
		return nil
	}
	i := result.Interval(*r)
	return &i
}

func add(a, b *result.Interval) *result.Interval {
	if a == nil || b == nil {
		return cmp.Or(a, b)
	}
	return &result.Interval{Lo: a.Lo + b.Lo, Hi: a.Hi + b.Hi}
}

func deref(x *float64, otherwise float64) float64 {
	if x == nil {
		return otherwise
	}
	return *x
}
