// SPDX-License-Identifier: Apache-2.0

package measures

import (
	"errors"
	"fmt"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/concentration"
	"github.com/kedja/kedja/risk/tiers"
	"github.com/kedja/kedja/supplier"
)

// Tiers looks below the suppliers of the system and of each asset, on spend:
// who does the work in the end, and through whose hands it passes. A scope
// has a view where somebody states the subcontractors of one of its
// suppliers. Parties that pass all of their work to one another are an error
// that names them.
func (m *Measurer) Tiers() ([]result.Tier, diag.List) {
	var exposures []tiers.Exposure
	for i := range m.scopes {
		s := &m.scopes[i]
		if s.asset == risk.None && i != 0 || !m.subcontracts(s) {
			continue
		}
		parts, _, stated := m.amounts(s, "spend")
		if !stated {
			continue
		}
		if r, ok := concentration.Measure(m.group("supplier", parts)); ok {
			exposures = append(exposures, tiers.Exposure{Scope: s.id, Shares: r.Shares, Unattributed: r.Unattributed, HHI: r.HHI})
		}
	}
	if len(exposures) == 0 {
		return nil, nil
	}
	var ds diag.List
	chain, err := tiers.New(m.subcontracting())
	if err != nil {
		m.reportLoops(&ds, err)
		return nil, ds
	}
	rows, ok := chain.Tiers(exposures)
	if !ok {
		ds.Add(diag.Diagnostic{
			Severity: diag.Warning, Code: "measure/tiers-skipped", Message: "the subcontracting view is left out: it would exceed the work budget",
			Remedy: "assess fewer suppliers at a time",
		})
	}
	return rows, ds
}

// TrimTiers cuts the rows of every view to the largest [Keep].
func TrimTiers(views []result.Tier) {
	for i := range views {
		v := &views[i]
		v.Net, v.Touch = v.Net[:min(Keep, len(v.Net)):min(Keep, len(v.Net))], v.Touch[:min(Keep, len(v.Touch)):min(Keep, len(v.Touch))]
	}
}

// subcontracts reports whether the subcontractors of a supplier of the scope
// are stated.
func (m *Measurer) subcontracts(s *scope) bool {
	return slices.ContainsFunc(s.products, func(k int32) bool {
		p := m.g.Products[k].Party
		return p != risk.None && m.g.Parties[p].Record != nil && m.g.Parties[p].Record.Subcontractors.Known()
	})
}

// subcontracting lists what every recorded party passes on. A record that
// gives away more than the whole is reported where it is read; here nothing
// is known of it.
func (m *Measurer) subcontracting() []tiers.Supplier {
	var out []tiers.Supplier
	for i := range m.g.Parties {
		p := &m.g.Parties[i]
		x := tiers.Supplier{ID: p.ID}
		if r := p.Record; r != nil {
			given := 0.0
			for _, sub := range r.Subcontractors.Items {
				share := result.Interval{Lo: 0, Hi: 1}
				if sub.Share != nil {
					share = result.Interval(*sub.Share)
				}
				given += share.Lo
				x.Subcontractors = append(x.Subcontractors, tiers.Subcontractor{Party: m.recorded(sub.Party), Share: share})
			}
			x.Complete = r.SubcontractorsAll || r.Subcontractors.None
			if given > 1+1e-9 {
				x = tiers.Supplier{ID: p.ID}
			}
		}
		out = append(out, x)
	}
	return out
}

// recorded is the party that an id or a name stands for.
func (m *Measurer) recorded(id string) string {
	if byName := m.g.Catalog.ByName(id); m.g.Catalog.Supplier(id) == nil && byName != "" {
		return byName
	}
	return id
}

// reportLoops says where the first party of every closed loop states it.
func (m *Measurer) reportLoops(ds *diag.List, err error) {
	all := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		all = joined.Unwrap()
	}
	for _, e := range all {
		d := diag.Diagnostic{
			Severity: diag.Error, Code: "supplier/subcontracting-loop", Message: fmt.Sprint(e, "; there is no subcontracting view"),
			Remedy: "state the share that one of them does itself, or passes to somebody else",
		}
		var loop *tiers.ClosedLoopError
		if errors.As(e, &loop) {
			if r := m.g.Catalog.Supplier(loop.Parties[0]); r != nil {
				d.Position = at(r)
			}
		}
		ds.Add(d)
	}
}

// at is where the record states its subcontractors.
func at(r *supplier.Supplier) diag.Position { return r.At("/subcontractors") }
