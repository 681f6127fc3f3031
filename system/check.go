// SPDX-License-Identifier: Apache-2.0

package system

import (
	"fmt"
	"maps"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
)

// Check reports what is wrong inside the record: ids used twice, references
// that lead nowhere, values outside their range or vocabulary, shares above
// the whole. All problems at once, sorted.
func (s *System) Check() diag.List {
	ds, _ := s.check()
	return ds
}

// Reject checks the record as [System.Check] does, and makes unknown what it
// reports as an error: nothing is worked out of a value that cannot be true.
func (s *System) Reject() diag.List {
	ds, reject := s.check()
	for _, forget := range slices.Backward(reject) {
		forget()
	}
	return ds
}

// check returns beside what is wrong how to make it unknown.
func (s *System) check() (diag.List, []func()) {
	c := checker{s: s, contracts: map[string]bool{}, things: map[string]string{}}
	c.ids()
	for i := range s.Assets {
		c.asset(i)
	}
	for i := range s.Products {
		c.product(i)
	}
	for i := range s.Contracts {
		c.contract(i)
	}
	c.entity()
	for i := range s.Incidents {
		c.incident(i)
	}
	c.ds.Sort()
	return c.ds, c.reject
}

type checker struct {
	s         *System
	ds        diag.List
	reject    []func()          // makes unknown what is wrong
	things    map[string]string // id of an asset or product → pointer
	contracts map[string]bool
}

func (c *checker) errorf(pointer, code, format string, args ...any) {
	c.ds.Errorf(code, c.s.At(pointer), format, args...)
}

// unless takes note of how to make a value unknown that is not good.
func (c *checker) unless(good bool, forget func()) {
	if !good {
		c.reject = append(c.reject, forget)
	}
}

func (c *checker) warn(pointer, code, message, remedy string) {
	c.ds.Add(diag.Diagnostic{Severity: diag.Warning, Code: code, Position: c.s.At(pointer), Message: message, Remedy: remedy})
}

func (c *checker) ids() {
	claim := func(id, pointer string) {
		if first, ok := c.things[id]; ok {
			c.errorf(pointer+"/id", "system/duplicate-id", "the id %s is already used at %s; assets and products share one set of ids", id, c.s.At(first+"/id"))
			return
		}
		c.things[id] = pointer
	}
	for i, a := range c.s.Assets {
		claim(a.ID, fmt.Sprintf("/assets/%d", i))
	}
	for i, p := range c.s.Products {
		claim(p.ID, fmt.Sprintf("/products/%d", i))
	}
	for i, k := range c.s.Contracts {
		if c.contracts[k.ID] {
			c.errorf(fmt.Sprintf("/contracts/%d/id", i), "system/duplicate-id", "the contract id %s is used twice", k.ID)
		}
		c.contracts[k.ID] = true
	}
}

func (c *checker) asset(i int) {
	a, at := &c.s.Assets[i], fmt.Sprintf("/assets/%d", i)
	for j, n := range a.Needs {
		k, members := n.Members()
		if c.s.File != "" && k > len(members) {
			// said when the file was read
		} else if len(slices.Compact(slices.Sorted(slices.Values(members)))) < k {
			c.errorf(fmt.Sprintf("%s/needs/%d", at, j), "system/needs", "the group can never hold: it asks for %d of %d different members", k, len(members))
		}
		for _, id := range members {
			if _, ok := c.things[id]; !ok {
				c.errorf(fmt.Sprintf("%s/needs/%d", at, j), "system/unknown-need", "%s needs %s, which is no product or asset of the system%s", a.ID, id, c.suggest(id))
			}
		}
	}
	for _, t := range []struct {
		name, unit string
		of         **float64
		limit      float64
	}{{"rtoHours", "hours", &a.Tolerance.RTOHours, 100 * 365.25 * 24}, {"days", "days", &a.Tolerance.Days, 100 * 365.25}} {
		c.unless(c.notNegative(at+"/tolerance/"+t.name, *t.of), func() { *t.of = nil })
		c.plausible(at+"/tolerance/"+t.name, *t.of, t.limit, t.unit)
	}
	sum := 0.0
	for _, id := range slices.Sorted(maps.Keys(a.Shares)) {
		x := a.Shares[id]
		p := at + "/shares/" + id
		if _, ok := c.things[id]; !ok {
			c.errorf(p, "system/unknown-share", "a share is declared for %s, which is no product of the system%s", id, c.suggest(id))
			c.unless(false, func() { delete(a.Shares, id) })
		}
		if !(x >= 0 && x <= 1) {
			c.share(p, x)
			c.unless(false, func() { delete(a.Shares, id) })
			continue // one mistake is said once
		}
		sum += x
	}
	if sum > 1+1e-9 {
		c.errorf(at+"/shares", "system/shares-over-1", "the shares of %s add up to %.6g, more than the whole", a.ID, sum)
		c.unless(false, func() { a.Shares = nil })
	}
}

func (c *checker) suggest(id string) string {
	if s := diag.Closest(id, slices.Sorted(maps.Keys(c.things))); s != "" {
		return "; did you mean " + s + "?"
	}
	return ""
}

func (c *checker) product(i int) {
	p, at := &c.s.Products[i], fmt.Sprintf("/products/%d", i)
	c.unless(c.oneOf(at+"/kind", p.Kind, "system", "software", "hardware", "service"), func() { p.Kind = "" })
	if !p.PlacedOnMarket.IsZero() && !p.SupportUntil.IsZero() && p.SupportUntil.Before(p.PlacedOnMarket.Time) {
		c.errorf(at+"/supportUntil", "system/support-dates", "support of %s ends before it was sold", p.ID)
		c.unless(false, func() { p.SupportUntil, p.PlacedOnMarket = supplier.Date{}, supplier.Date{} })
	}
	for j, word := range p.Architectures.Items {
		c.unless(c.oneOf(fmt.Sprintf("%s/architectures/%d", at, j), word, Architectures()...), func() { p.Architectures = supplier.List[string]{} })
	}
	c.unless(c.amount(at+"/spend", p.Spend), func() { p.Spend = nil })
	c.unless(c.amount(at+"/units", p.Units), func() { p.Units = nil })
	c.origins(p, at)
	for j, id := range p.Contracts {
		if !c.contracts[id] {
			c.errorf(fmt.Sprintf("%s/contracts/%d", at, j), "system/unknown-contract", "%s names the contract %s, which the system does not have", p.ID, id)
		}
	}
	for j, f := range p.Interface.Items {
		c.unless(c.notNegative(fmt.Sprintf("%s/interfaces/%d/weight", at, j), f.Weight), func() { p.Interface = supplier.List[IF]{} })
		c.oneOf(fmt.Sprintf("%s/interfaces/%d/kind", at, j), f.Kind, "open-standard", "documented", "proprietary")
	}
	for j, d := range p.DataExport.Items {
		c.unless(c.notNegative(fmt.Sprintf("%s/dataExport/%d/weight", at, j), d.Weight), func() { p.DataExport = supplier.List[DataSet]{} })
		c.oneOf(fmt.Sprintf("%s/dataExport/%d/format", at, j), d.Format, "open", "structured-proprietary", "none")
	}
	for j, sv := range p.Services {
		c.unless(c.oneOf(fmt.Sprintf("%s/services/%d/access", at, j), sv.Access, "none", "user", "data", "privileged"), func() { p.Services[j].Access = "" })
		c.unless(c.country(fmt.Sprintf("%s/services/%d/from", at, j), sv.From), func() { p.Services[j].From = "" })
	}
	for j, alt := range p.Alternatives.Items {
		c.unless(c.unitRange(fmt.Sprintf("%s/alternatives/%d/maturity", at, j), alt.Maturity), func() { p.Alternatives.Items[j].Maturity = nil })
		c.unless(c.amount(fmt.Sprintf("%s/alternatives/%d/capacity", at, j), alt.Capacity), func() { p.Alternatives.Items[j].Capacity = nil })
	}
	for _, r := range []struct {
		name string
		r    **supplier.Range
	}{{"months", &p.Migration.Months}, {"cost", &p.Migration.Cost}, {"procurementMonths", &p.Migration.ProcurementMonths}} {
		c.unless(c.amount(at+"/migration/"+r.name, *r.r), func() { *r.r = nil })
	}
}

// origins checks the places of manufacture. Where one of them is no country,
// the list says of none of them what part they have.
func (c *checker) origins(p *Product, at string) {
	sum := 0.0
	for j, o := range p.Origins {
		c.unless(c.country(fmt.Sprintf("%s/origins/%d/country", at, j), o.Country), func() { p.Origins = nil })
		if o.Share == nil {
			continue
		}
		if x := *o.Share; x >= 0 && x <= 1 {
			sum += x
			continue
		}
		c.share(fmt.Sprintf("%s/origins/%d/share", at, j), *o.Share)
		c.unless(false, func() { p.forgetShares(j) })
	}
	if sum > 1+1e-9 {
		c.errorf(at+"/origins", "system/shares-over-1", "the origins of %s add up to %.6g, more than the whole", p.ID, sum)
		c.unless(false, func() {
			for j := range p.Origins {
				p.forgetShares(j)
			}
		})
	}
}

// forgetShares makes the share of an origin unknown. A single origin without a
// share would be the whole, so that nothing is left of it.
func (p *Product) forgetShares(j int) {
	if len(p.Origins) < 2 {
		p.Origins = nil
		return
	}
	p.Origins[j].Share = nil
}

func (c *checker) contract(i int) {
	k, at := &c.s.Contracts[i], fmt.Sprintf("/contracts/%d", i)
	if !k.Start.IsZero() && !k.End.IsZero() && k.End.Before(k.Start.Time) {
		c.errorf(at+"/end", "system/contract-dates", "the contract %s ends before it starts", k.ID)
		c.unless(false, func() { k.Start, k.End = supplier.Date{}, supplier.Date{} })
	}
	for _, days := range []struct {
		name string
		of   **float64
	}{{"transitionDays", &k.TransitionDays}, {"retrievalDays", &k.RetrievalDays}, {"noticeMonths", &k.NoticeMonths}} {
		c.unless(c.notNegative(at+"/"+days.name, *days.of), func() { *days.of = nil })
	}
	c.plausible(at+"/noticeMonths", k.NoticeMonths, 1200, "months")
	if !k.End.IsZero() && k.Renewal.After(k.End.AddDate(0, 0, 1)) { // a renewal may begin on the day after
		c.warn(at+"/renewal", "system/contract-dates", fmt.Sprintf("the contract %s is renewed on %s, after it has ended on %s", k.ID, k.Renewal, k.End), "correct one of the two dates")
	}
	c.unless(c.amount(at+"/annualValue", k.AnnualValue), func() { k.AnnualValue = nil })
	c.unless(c.amount(at+"/exitCharges", k.ExitCharges), func() { k.ExitCharges = nil })
	if !slices.ContainsFunc(c.s.Products, func(p Product) bool { return slices.Contains(p.Contracts, k.ID) }) {
		c.warn(at, "system/unused-contract", "no product names the contract "+k.ID, "list it under contracts of the products it covers")
	}
}
