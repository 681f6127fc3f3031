// SPDX-License-Identifier: Apache-2.0

package system

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
)

// Check reports what is wrong inside the record: ids used twice, references
// that lead nowhere, values outside their range or vocabulary, shares above
// the whole. All problems at once, sorted.
func (s *System) Check() diag.List {
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
	return c.ds
}

type checker struct {
	s         *System
	ds        diag.List
	things    map[string]string // id of an asset or product → pointer
	contracts map[string]bool
}

func (c *checker) errorf(pointer, code, format string, args ...any) {
	c.ds.Errorf(code, c.s.At(pointer), format, args...)
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
		if len(slices.Compact(slices.Sorted(slices.Values(members)))) < k {
			c.errorf(fmt.Sprintf("%s/needs/%d", at, j), "system/needs", "the group can never hold: it asks for %d of %d different members", k, len(members))
		}
		for _, id := range members {
			if _, ok := c.things[id]; !ok {
				c.errorf(fmt.Sprintf("%s/needs/%d", at, j), "system/unknown-need", "%s needs %s, which is no product or asset of the system%s", a.ID, id, c.suggest(id))
			}
		}
	}
	sum := 0.0
	for _, id := range slices.Sorted(maps.Keys(a.Shares)) {
		x := a.Shares[id]
		p := at + "/shares/" + id
		if _, ok := c.things[id]; !ok {
			c.errorf(p, "system/unknown-share", "a share is declared for %s, which is no product of the system%s", id, c.suggest(id))
		}
		if x < 0 || x > 1 {
			c.errorf(p, "system/share-range", "the share %g is outside 0..1", x)
		}
		sum += x
	}
	if sum > 1+1e-9 {
		c.errorf(at+"/shares", "system/shares-over-1", "the shares of %s add up to %g, more than the whole", a.ID, sum)
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
	c.oneOf(at+"/kind", p.Kind, "system", "software", "hardware", "service")
	if !p.PlacedOnMarket.IsZero() && !p.SupportUntil.IsZero() && p.SupportUntil.Before(p.PlacedOnMarket.Time) {
		c.errorf(at+"/supportUntil", "system/support-dates", "support of %s ends before it was sold", p.ID)
	}
	for j, word := range p.Architectures.Items {
		c.oneOf(fmt.Sprintf("%s/architectures/%d", at, j), word, Architectures()...)
	}
	c.notNegative(at+"/spend", p.Spend)
	c.notNegative(at+"/units", p.Units)
	sum := 0.0
	for j, o := range p.Origins {
		if !supplier.ValidCountry(o.Country) {
			c.errorf(fmt.Sprintf("%s/origins/%d/country", at, j), "supplier/country-code", "%q is not an ISO 3166-1 alpha-2 code", o.Country)
		}
		if o.Share != nil {
			sum += *o.Share
			if *o.Share < 0 || *o.Share > 1 {
				c.errorf(fmt.Sprintf("%s/origins/%d/share", at, j), "system/share-range", "the share %g is outside 0..1", *o.Share)
			}
		}
	}
	if sum > 1+1e-9 {
		c.errorf(at+"/origins", "system/shares-over-1", "the origins of %s add up to %g, more than the whole", p.ID, sum)
	}
	for j, id := range p.Contracts {
		if !c.contracts[id] {
			c.errorf(fmt.Sprintf("%s/contracts/%d", at, j), "system/unknown-contract", "%s names the contract %s, which the system does not have", p.ID, id)
		}
	}
	for j, f := range p.Interface.Items {
		c.oneOf(fmt.Sprintf("%s/interfaces/%d/kind", at, j), f.Kind, "open-standard", "documented", "proprietary")
	}
	for j, d := range p.DataExport.Items {
		c.oneOf(fmt.Sprintf("%s/dataExport/%d/format", at, j), d.Format, "open", "structured-proprietary", "none")
	}
	for j, sv := range p.Services {
		c.oneOf(fmt.Sprintf("%s/services/%d/access", at, j), sv.Access, "none", "user", "data", "privileged")
		if sv.From != "" && !supplier.ValidCountry(sv.From) {
			c.errorf(fmt.Sprintf("%s/services/%d/from", at, j), "supplier/country-code", "%q is not an ISO 3166-1 alpha-2 code", sv.From)
		}
	}
	for j, alt := range p.Alternatives.Items {
		c.unitRange(fmt.Sprintf("%s/alternatives/%d/maturity", at, j), alt.Maturity)
		c.notNegative(fmt.Sprintf("%s/alternatives/%d/capacity", at, j), alt.Capacity)
	}
	for _, r := range []struct {
		name string
		r    *supplier.Range
	}{{"months", p.Migration.Months}, {"cost", p.Migration.Cost}, {"procurementMonths", p.Migration.ProcurementMonths}} {
		c.notNegative(at+"/migration/"+r.name, r.r)
	}
}

func (c *checker) contract(i int) {
	k, at := &c.s.Contracts[i], fmt.Sprintf("/contracts/%d", i)
	if !k.Start.IsZero() && !k.End.IsZero() && k.End.Before(k.Start.Time) {
		c.errorf(at+"/end", "system/contract-dates", "the contract %s ends before it starts", k.ID)
	}
	for _, days := range []struct {
		name string
		of   *float64
	}{{"transitionDays", k.TransitionDays}, {"retrievalDays", k.RetrievalDays}, {"noticeMonths", k.NoticeMonths}} {
		if days.of != nil && *days.of < 0 {
			c.errorf(at+"/"+days.name, "system/negative", "%g is negative", *days.of)
		}
	}
	c.notNegative(at+"/annualValue", k.AnnualValue)
	c.notNegative(at+"/exitCharges", k.ExitCharges)
	if !slices.ContainsFunc(c.s.Products, func(p Product) bool { return slices.Contains(p.Contracts, k.ID) }) {
		c.warn(at, "system/unused-contract", "no product names the contract "+k.ID, "list it under contracts of the products it covers")
	}
}

func (c *checker) oneOf(pointer, value string, allowed ...string) {
	if value != "" && !slices.Contains(allowed, value) {
		meant := ""
		if s := diag.Closest(value, allowed); s != "" {
			meant = "; did you mean " + s + "?"
		}
		c.errorf(pointer, "system/vocabulary", "%q is not one of %s%s", value, strings.Join(allowed, ", "), meant)
	}
}

func (c *checker) notNegative(pointer string, r *supplier.Range) {
	if r != nil && r.Lo < 0 {
		c.errorf(pointer, "system/negative", "%g is negative", r.Lo)
	}
}

func (c *checker) unitRange(pointer string, r *supplier.Range) {
	if r != nil && (r.Lo < 0 || r.Hi > 1) {
		c.errorf(pointer, "system/share-range", "[%g, %g] is outside 0..1", r.Lo, r.Hi)
	}
}
