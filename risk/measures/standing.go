// SPDX-License-Identifier: Apache-2.0

package measures

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/lockin"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// standing says what would make the alternative worthless for the assets: the
// same controller behind it, the supplier's own work inside it, or a binding
// designation.
func (m *Measurer) standing(party int32, assets []int32, a system.Alternative) lockin.Standing {
	id, supplierID := m.recorded(a.Party), m.g.Parties[party].ID
	out := lockin.Standing{SameController: m.sameOwner(supplierID, id), RestsOn: m.restsOn(id, a.Product, party)}
	if r := m.g.Catalog.Supplier(id); r != nil && r.Designations.Known() {
		out.Excluded = m.barred(r, assets)
	}
	return out
}

// sameOwner reports whether the two are under one controller; nil where that
// is not established.
func (m *Measurer) sameOwner(a, b string) *bool {
	mine, theirs := m.owner(a), m.owner(b)
	switch {
	case a == b, mine != "" && mine == theirs:
		return new(true)
	case mine != "" && theirs != "":
		return new(false)
	}
	return nil
}

// restsOn reports whether the party, or its product of that name where the
// system has one, needs the supplier: by subcontracts, those of subcontractors
// included, or by components of the supplier in its SBOM. Where there is no
// SBOM of it, complete lists of subcontractors are the answer.
func (m *Measurer) restsOn(id, product string, party int32) *bool {
	inside, open := m.contains(id, product, party)
	if inside || m.passesTo(id, m.g.Parties[party].ID, true) {
		return new(true)
	}
	if open || m.passesTo(id, m.g.Parties[party].ID, false) {
		return nil
	}
	return new(false)
}

// passesTo reports whether the party's work goes to the target: certainly, over
// stated subcontracts alone, or else possibly, over any that may be.
func (m *Measurer) passesTo(from, target string, certain bool) bool {
	seen := map[string]bool{from: true}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		r := m.g.Catalog.Supplier(queue[0])
		closed := r != nil && (r.SubcontractorsAll || r.Subcontractors.None)
		if !certain && !closed {
			return true
		}
		if r == nil {
			continue
		}
		for _, s := range r.Subcontractors.Items {
			next := m.recorded(s.Party)
			switch {
			case !supplier.Within(m.g.AsOf, s.From, s.To), s.Share != nil && s.Share.Hi == 0:
				continue // over, or nothing passes
			case certain && s.Share != nil && s.Share.Lo == 0:
				continue // perhaps nothing passes
			case next == target:
				return true
			case !seen[next]:
				seen[next] = true
				queue = append(queue, next)
			}
		}
	}
	return false
}

// contains reports whether the party's product of that id or name, where the
// system has it with its SBOM, has components of the supplier, and else
// whether it may.
func (m *Measurer) contains(id, product string, party int32) (inside, open bool) {
	if product == "" {
		return false, false
	}
	for k := range m.g.Products {
		p := &m.g.Products[k]
		if p.ID != product && p.Name != product || p.Party == risk.None || m.g.Parties[p.Party].ID != id {
			continue
		}
		has, may := m.partIn(int32(k), party)
		inside, open = inside || has, open || may
	}
	return inside, open
}

// partIn reports whether a component of the product is the party's, and
// whether one may be.
func (m *Measurer) partIn(product, party int32) (has, may bool) {
	for _, c := range m.g.Products[product].Components {
		has = has || m.g.Components[c].Party == party
		may = may || m.g.Components[c].Party == risk.None
	}
	return has, may
}

// barred reports whether an adverse designation that binds the entity covers
// one of the assets; nil where that is open: the entity's country, on which a
// national one depends, or the class of the asset is not stated.
func (m *Measurer) barred(r *supplier.Supplier, assets []int32) *bool {
	open := false
	for i := range r.Designations.Items {
		d := &r.Designations.Items[i]
		if !d.Adverse() {
			continue
		}
		binding, _ := d.Binding(m.g.AsOf, m.g.System.Entity.Country)
		may := binding
		if cc, national := strings.CutPrefix(d.Regime, "national:"); national && m.g.System.Entity.Country == "" {
			may, _ = d.Binding(m.g.AsOf, cc)
		}
		if !may {
			continue
		}
		covers := len(d.Scope.Assets) == 0 || slices.ContainsFunc(assets, func(a int32) bool { return d.Scope.Covers(m.g.Assets[a].Class) })
		if binding && covers {
			return new(true)
		}
		open = open || covers || slices.ContainsFunc(assets, func(a int32) bool { return m.g.Assets[a].Class == "" })
	}
	if open {
		return nil
	}
	return new(false)
}
