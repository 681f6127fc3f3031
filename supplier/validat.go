// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"slices"
	"time"
)

// ValidAt returns the record as it stood at the moment: entries of lists
// whose time is over or has not begun are left out, and so are fields that
// [Provenance.Validity] confines to another time. The receiver is unchanged,
// and returned itself where nothing goes.
//
// Owners, designations, certificates and incidents stay: measures and rules
// judge these by their own dates, and reports show those not in force as
// such. A list of which no entry is left is unknown, since another may have
// come that nobody stated; it is none only where it was declared complete.
func (s *Supplier) ValidAt(at time.Time) *Supplier {
	c := *s
	changed := inForce(&c.Sites, c.SitesAll, at, func(x Site) Validity { return Validity{x.From, x.To} })
	changed = inForce(&c.StateLinks, false, at, func(x StateLink) Validity { return Validity{x.From, x.To} }) || changed
	changed = inForce(&c.Subcontractors, c.SubcontractorsAll, at, func(x Subcontract) Validity { return Validity{x.From, x.To} }) || changed
	changed = inForce(&c.Relations, false, at, func(x Relation) Validity { return Validity{x.From, x.To} }) || changed
	for _, f := range []struct {
		path  string
		clear func()
	}{
		{"name", func() { c.Name = "" }},
		{"legalName", func() { c.LegalName = "" }},
		{"jurisdiction", func() { c.Jurisdiction = "" }},
		{"established", func() { c.Established = "" }},
		{"headquarters", func() { c.Headquarters = "" }},
		{"unlistedHolderMax", func() { c.UnlistedHolderMax = nil }},
		{"sites", func() { c.Sites, c.SitesAll = List[Site]{}, false }},
		{"stateLinks", func() { c.StateLinks = List[StateLink]{} }},
		{"subcontractors", func() { c.Subcontractors, c.SubcontractorsAll = List[Subcontract]{}, false }},
		{"practices/cvdPolicy", func() { c.Practices.CVDPolicy = nil }},
		{"practices/psirt", func() { c.Practices.PSIRT = nil }},
		{"practices/sbomProvided", func() { c.Practices.SBOMProvided = nil }},
		{"practices/secureDevelopment", func() { c.Practices.SecureDevelopment = "" }},
		{"practices/patchDays", func() { c.Practices.PatchDays = nil }},
		{"practices/supportYears", func() { c.Practices.SupportYears = nil }},
		{"supplyAssurance/stockDays", func() { c.SupplyAssurance.StockDays = nil }},
		{"supplyAssurance/singleSourceMaterials", func() { c.SupplyAssurance.SingleSourceMaterials = List[string]{} }},
		{"supplyAssurance/endOfSale", func() { c.SupplyAssurance.EndOfSale = "" }},
	} {
		if !s.ValidityOf(f.path).holds(at) {
			f.clear()
			changed = true
		}
	}
	if !changed {
		return s
	}
	return &c
}

// ValidAt returns the record as it stood at the moment, without facts that
// [Provenance.Validity] confines to another time: they are unknown then, not
// false. The receiver is unchanged, and returned itself where nothing goes.
// Concerns stay, and are judged by their own dates.
func (k *Country) ValidAt(at time.Time) *Country {
	c := *k
	changed := false
	for _, m := range []struct {
		name  string
		facts *map[string]bool
	}{{"memberships", &c.Memberships}, {"agreements", &c.Agreements}, {"law", &c.Law}} {
		changed = inTime(m.facts, &k.Provenance, m.name, at) || changed
	}
	changed = inTime(&c.Indices, &k.Provenance, "indices", at) || changed
	if !changed {
		return k
	}
	return &c
}

// inForce drops the entries that do not hold at the moment and reports
// whether there were any. complete says that the list has all there are.
func inForce[T any](l *List[T], complete bool, at time.Time, when func(T) Validity) bool {
	out := func(x T) bool { return !when(x).holds(at) }
	if !slices.ContainsFunc(l.Items, out) {
		return false
	}
	l.Items = slices.DeleteFunc(slices.Clone(l.Items), out)
	if len(l.Items) == 0 {
		*l = List[T]{None: complete}
	}
	return true
}

// inTime drops the facts of one group that do not hold at the moment and
// reports whether there were any.
func inTime[V any](facts *map[string]V, p *Provenance, group string, at time.Time) bool {
	out := make(map[string]V, len(*facts))
	for key, v := range *facts {
		if p.ValidityOf(group).holds(at) && p.ValidityOf(group+"/"+key).holds(at) {
			out[key] = v
		}
	}
	if len(out) == len(*facts) {
		return false
	}
	*facts = out
	return true
}
