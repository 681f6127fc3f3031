// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"maps"
	"slices"
	"strings"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/measures"
	"github.com/kedja/kedja/scenario/event"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// changed returns the input as it is when everything has happened, and what
// had to be assumed for it. Records that change are copied first.
func (w *world) changed() (*kedja.Input, []result.Assumption) {
	out := *w.in
	out.Scenarios = nil
	c := changer{w: w, in: &out}
	for i := range w.s.Events {
		e := &w.s.Events[i]
		of, id := e.Subject()
		switch kind, subject := e.What(); kind {
		case event.Compromise:
			if of == "supplier" {
				c.compromise(id, e)
			} else {
				w.note("the compromise of %s changes no record: incidents are those of suppliers", subject)
			}
		case event.Exclude:
			for _, party := range w.excluded(of, id) {
				c.exclude(party, e)
			}
		case event.Sell:
			c.sell(id, e)
		}
	}
	c.products()
	return c.in, c.assumed
}

type changer struct {
	w       *world
	in      *kedja.Input
	copied  map[string]*supplier.Supplier
	assumed []result.Assumption
}

func (c *changer) assume(fact, value, why string) {
	c.assumed = append(c.assumed, result.Assumption{Fact: fact, Value: value, Why: why})
}

// record is a copy of the supplier's record that may be changed, a new one
// where there is none.
func (c *changer) record(id string) *supplier.Supplier {
	if r, ok := c.copied[id]; ok {
		return r
	}
	if c.copied == nil {
		c.copied = map[string]*supplier.Supplier{}
		c.in.Suppliers = slices.Clone(c.in.Suppliers)
	}
	r := &supplier.Supplier{ID: id}
	i := slices.IndexFunc(c.in.Suppliers, func(s *supplier.Supplier) bool { return s.ID == id })
	if i >= 0 {
		*r = *c.in.Suppliers[i]
		c.in.Suppliers[i] = r
	} else {
		if p := c.w.g.Party(id); p >= 0 {
			r.Name = c.w.g.Parties[p].Name
		}
		c.in.Suppliers = append(c.in.Suppliers, r)
		c.assume("supplier:"+id, "a record with nothing but its name", "nobody wrote one, and the scenario needs it")
	}
	c.copied[id] = r
	return r
}

// compromise records a confirmed incident.
func (c *changer) compromise(id string, e *event.Event) {
	r := c.record(id)
	r.Incidents = supplier.List[supplier.Incident]{Items: append(slices.Clone(r.Incidents.Items), supplier.Incident{
		Date: c.w.day(e), Kind: "supply-chain-compromise", Severity: supplier.High, State: "confirmed",
	})}
	c.assume("supplier:"+id+"/incidents", "a confirmed supply-chain-compromise of severity high on "+c.w.day(e).String(), "the scenario says so")
}

// exclude records an act that binds everybody.
func (c *changer) exclude(id string, e *event.Event) {
	r := c.record(id)
	r.Designations = supplier.List[supplier.Designation]{Items: append(slices.Clone(r.Designations.Items), supplier.Designation{
		Regime: "scenario:" + c.w.s.ID, Status: "excluded", Authority: "nobody: a scenario", LegalRef: "none: a scenario", From: c.w.day(e),
	})}
	c.assume("supplier:"+id+"/designations", "excluded from "+c.w.day(e).String(), "the scenario says so; no authority has decided it")
}

// excluded are the parties that the act names: the supplier, or those that
// stand behind something and surely fall with the owner or country.
func (w *world) excluded(of, id string) []string {
	if of == "supplier" {
		return []string{id}
	}
	var out []string
	for i := range w.g.Parties {
		p := &w.g.Parties[i]
		behind := p.Direct() || len(p.Components) > 0 || len(w.m.Principals(int32(i))) > 0
		if behind && w.m.Under(groupings[of], id, int32(i)) == measures.Certain {
			out = append(out, p.ID)
		}
	}
	return out
}

// sell ends all holdings the day before and gives the whole to the buyer.
func (c *changer) sell(id string, e *event.Event) {
	_, buyer := splitSubject(e.To)
	r := c.record(id)
	on := c.w.day(e)
	last := supplier.Date{Time: on.AddDate(0, 0, -1)}
	owners := slices.Clone(r.Owners.Items)
	owners = slices.DeleteFunc(owners, func(o supplier.Owner) bool { return !o.From.IsZero() && !o.From.Before(on.Time) })
	for i := range owners {
		if to := owners[i].To; to.IsZero() || to.After(last.Time) {
			owners[i].To = last
		}
	}
	owners = append(owners, supplier.Owner{Party: buyer, Share: supplier.Exact(1), Votes: supplier.Exact(1), From: on})
	r.Owners = supplier.List[supplier.Owner]{Items: owners}
	r.UnlistedHolderMax = new(float64)
	c.assume("supplier:"+id+"/owners", buyer+" holds all shares and votes from "+on.String(), "the scenario says so; rights of others lapse with their holdings")
}

// products takes away the products that are surely lost, and ends the
// support of those that surely lost it.
func (c *changer) products() {
	gone, uncared := map[string]bool{}, map[string]bool{}
	lost := c.w.lostForGood()
	for p := range lost {
		gone[c.w.g.Products[p].ID] = true
	}
	for _, t := range c.w.takes {
		if kind, _ := c.w.s.Events[t.event].What(); kind == event.Exclude {
			continue // it is still there, under an act
		}
		if p := c.w.g.Products[t.product].ID; t.hold == measures.Certain && t.mode == event.NoCare && t.role == measures.RoleSupplier && !gone[p] {
			uncared[p] = true
		}
	}
	if len(gone)+len(uncared) == 0 {
		return
	}
	if len(gone) > 0 {
		c.w.note("after, measures are of what is left: without %s, surely lost", strings.Join(slices.Sorted(maps.Keys(gone)), ", "))
	}
	c.in.Documents = slices.Clone(c.in.Documents)
	if c.in.System == nil { // an SBOM is the product
		keep := c.in.Documents[:0]
		for i, d := range c.w.g.Documents { // in the order of the input
			if !gone[d.Product] {
				keep = append(keep, c.in.Documents[i])
			}
		}
		c.in.Documents = keep
		return
	}
	c.in.Documents = slices.DeleteFunc(c.in.Documents, func(d kedja.Document) bool { return gone[d.Product] })
	s := *c.in.System
	s.Products = slices.DeleteFunc(slices.Clone(s.Products), func(p system.Product) bool { return gone[p.ID] })
	s.Origin.Positions = nil // the places of products have moved
	for i := range s.Products {
		if p := &s.Products[i]; uncared[p.ID] {
			p.SupportUntil = c.lastDay(p)
		}
	}
	s.Assets = slices.Clone(s.Assets)
	for i := range s.Assets {
		if a := &s.Assets[i]; a.Shares != nil {
			a.Shares = maps.Clone(a.Shares)
			maps.DeleteFunc(a.Shares, func(p string, _ float64) bool { return gone[p] })
		}
	}
	c.in.System = &s
}

// lostForGood are the products that are surely lost, at once or when stocks
// are used up. What an exclusion touches is still there.
func (w *world) lostForGood() map[int32]bool {
	out := map[int32]bool{}
	for _, t := range w.takes {
		if kind, _ := w.s.Events[t.event].What(); kind != event.Exclude && t.hold == measures.Certain && t.mode != event.NoCare {
			out[t.product] = true
		}
	}
	return out
}

// standing are the assets that stand still in the assessment after.
func (w *world) standing() map[string]bool {
	lost := w.lostForGood()
	out := map[string]bool{}
	for a, stopped := range w.down(func(p int32) bool { return lost[p] }) {
		if stopped {
			out[w.g.Assets[a].ID] = true
		}
	}
	return out
}

// lastDay is the day before support ends, or the stated one where it is
// earlier.
func (c *changer) lastDay(p *system.Product) supplier.Date {
	last := supplier.Date{}
	for _, t := range c.w.takes {
		if c.w.g.Products[t.product].ID != p.ID || t.mode != event.NoCare {
			continue
		}
		day := c.w.day(&c.w.s.Events[t.event]).AddDate(0, 0, -1)
		if last.IsZero() || day.Before(last.Time) {
			last = supplier.Date{Time: day}
		}
	}
	if s := p.SupportUntil; !s.IsZero() && s.Before(last.Time) {
		return s
	}
	return last
}
