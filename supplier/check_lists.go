// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// whole is how far a sum of shares may go above 1 before it is a mistake:
// thirds and sixths do not add up exactly.
const whole = 1 + 1e-9

func (c recordChecker) sites(s *Supplier) {
	var spans []span
	for i, x := range s.Sites.Items {
		at := fmt.Sprintf("/sites/%d", i)
		c.oneOf(at+"/kind", x.Kind, "manufacture", "development", "support", "hosting")
		good := c.country(at+"/country", x.Country)
		good = c.dates(at+"/to", x.From, x.To) && good
		c.reject.unless(good, func() { strike(c.at, "/sites", &s.Sites, i, &s.SitesAll) })
		c.reject.unless(c.unit(at+"/share", x.Share), func() { s.Sites.Items[i].Share = someShare() })
		c.source(at+"/source", x.Source)
		if x.Share != nil {
			spans = append(spans, span{x.Kind, x.From, x.To, x.Share.Lo, at + "/share"})
		}
	}
	for _, over := range overfull(spans) {
		c.add(over.at, "supplier/shares-over-1", fmt.Sprintf("the shares of the sites of kind %s add up to %.6g, more than the whole%s", over.group, over.sum, over.when()),
			"they are shares of that kind of work: correct them")
		c.reject.unless(false, func() {
			for i := range s.Sites.Items {
				if x := &s.Sites.Items[i]; x.Kind == over.group && x.Share != nil {
					x.Share = someShare()
				}
			}
		})
	}
}

func (c recordChecker) subcontractors(s *Supplier) {
	var spans []span
	for i, x := range s.Subcontractors.Items {
		at := fmt.Sprintf("/subcontractors/%d", i)
		c.reject.unless(c.dates(at+"/to", x.From, x.To), func() { strike(c.at, "/subcontractors", &s.Subcontractors, i, &s.SubcontractorsAll) })
		c.reject.unless(c.unit(at+"/share", x.Share), func() { s.Subcontractors.Items[i].Share = someShare() })
		c.source(at+"/source", x.Source)
		if x.Share != nil {
			spans = append(spans, span{"", x.From, x.To, x.Share.Lo, at + "/share"})
		}
	}
	for _, over := range overfull(spans) {
		c.add(over.at, "supplier/shares-over-1", fmt.Sprintf("the shares of the subcontractors of %s add up to %.6g, more than the whole%s", s.ID, over.sum, over.when()),
			"they are shares of all work of the party: correct them")
		c.reject.unless(false, func() {
			for i := range s.Subcontractors.Items {
				if x := &s.Subcontractors.Items[i]; x.Share != nil {
					x.Share = someShare()
				}
			}
		})
	}
}

func (c recordChecker) owners(s *Supplier) {
	var spans []span
	for i, o := range s.Owners.Items {
		at := fmt.Sprintf("/owners/%d", i)
		c.reject.unless(c.unit(at+"/share", o.Share), func() { s.Owners.Items[i].Share = someShare() })
		c.reject.unless(c.unit(at+"/votes", o.Votes), func() { s.Owners.Items[i].Votes = someShare() })
		c.reject.unless(c.dates(at+"/to", o.From, o.To), func() { s.Owners.Items[i].perhaps() })
		c.source(at+"/source", o.Source)
		for k, right := range o.Rights {
			c.right(fmt.Sprintf("%s/rights/%d", at, k), right)
		}
		if cc, ok := strings.CutPrefix(o.Party, "state:"); ok {
			c.country(at+"/party", cc)
		}
		if o.Party == s.ID {
			c.warn(at+"/party", "supplier/self-owner", s.ID+" is listed among its own owners", "name who holds the share; leave out what the party holds of itself, which carries no votes")
		}
		if o.Share != nil {
			spans = append(spans, span{"shares", o.From, o.To, o.Share.Lo, "/owners"})
		}
		if o.Votes != nil {
			spans = append(spans, span{"votes", o.From, o.To, o.Votes.Lo, "/owners"})
		}
	}
	for _, over := range overfull(spans) {
		c.add(over.at, "supplier/shares-over-1", fmt.Sprintf("the %s of the owners of %s add up to %.6g, more than the whole%s", over.group, s.ID, over.sum, over.when()),
			"correct them, or say with from and to who held when")
		c.reject.unless(false, func() {
			for i := range s.Owners.Items {
				if o := &s.Owners.Items[i]; over.group == "shares" && o.Share != nil {
					o.Share = someShare()
				} else if over.group == "votes" && o.Votes != nil {
					o.Votes = someShare()
				}
			}
		})
	}
}

// span is a share over a time.
type span struct {
	group    string
	from, to Date
	lo       float64
	at       string // where to point when it is too much
}

// excess is the first day on which the shares of a group add up to too much.
type excess struct {
	group, at string
	sum       float64
	day       Date
}

func (e excess) when() string {
	if e.day.IsZero() {
		return ""
	}
	return " on " + e.day.String()
}

// overfull finds, for each group, the first day on which its shares certainly
// add up to more than the whole, and the entry with which they do. Shares at
// different times do not add up. Sums change for the worse only on days on
// which an entry begins, so that no other day is looked at.
func overfull(spans []span) []excess {
	var out []excess
	days := []Date{{}}
	for _, s := range spans {
		days = append(days, s.from)
	}
	slices.SortFunc(days, func(a, b Date) int { return a.Compare(b.Time) })
	found := map[string]bool{}
	for _, day := range slices.CompactFunc(days, func(a, b Date) bool { return a.Equal(b.Time) }) {
		sums := map[string]float64{}
		for _, s := range spans {
			if found[s.group] || !s.on(day) {
				continue
			}
			if sums[s.group] += s.lo; sums[s.group] > whole {
				found[s.group] = true
				out = append(out, excess{s.group, s.at, sumOn(spans, s.group, day), day})
			}
		}
	}
	slices.SortFunc(out, func(a, b excess) int { return cmp.Compare(a.group, b.group) })
	return out
}

// on reports whether the share is held on the day; the zero day is before
// all others.
func (s span) on(day Date) bool {
	return (s.from.IsZero() || !day.IsZero() && !day.Before(s.from.Time)) && (s.to.IsZero() || !day.After(s.to.Time))
}

func sumOn(spans []span, group string, day Date) float64 {
	sum := 0.0
	for _, s := range spans {
		if s.group == group && s.on(day) {
			sum += s.lo
		}
	}
	return sum
}

func (c recordChecker) practices(s *Supplier) {
	for _, level := range slices.Sorted(maps.Keys(s.Practices.PatchDays)) {
		at := "/practices/patchDays/" + escape(level)
		c.oneOf(at, level, severityNames[1:]...)
		days := s.Practices.PatchDays[level]
		c.reject.unless(c.notNegative(at, &days), func() { delete(s.Practices.PatchDays, level) })
	}
	c.reject.unless(c.notNegative("/practices/supportYears", s.Practices.SupportYears), func() { s.Practices.SupportYears = nil })
	if y := s.Practices.SupportYears; y != nil && *y > 100 {
		c.warn("/practices/supportYears", "supplier/implausible", Exact(*y).String()+" years of support are more than a hundred", "correct it, or leave the field out if it is unknown")
	}
	c.reject.unless(c.notNegative("/supplyAssurance/stockDays", s.SupplyAssurance.StockDays), func() { s.SupplyAssurance.StockDays = nil })
	if t := s.SupplyAssurance.EndOfSale; t != "" && t != "none" {
		if err := new(Date).UnmarshalText([]byte(t)); err != nil {
			c.add("/supplyAssurance/endOfSale", "supplier/vocabulary", fmt.Sprintf("%q is neither a date nor none", t), "write YYYY-MM-DD, or none")
			c.reject.unless(false, func() { s.SupplyAssurance.EndOfSale = "" })
		}
	}
}

func (c recordChecker) designations(s *Supplier) {
	for i, d := range s.Designations.Items {
		at := fmt.Sprintf("/designations/%d", i)
		c.oneOf(at+"/status", d.Status, "high-risk", "restricted", "excluded", "exempted", "cleared", "suspended", "annulled")
		if !says(d.Authority) || !says(d.LegalRef) || d.From.IsZero() {
			c.add(at, "supplier/designation-source", "a designation needs authority, legalBasis and from: only an act of an authority makes one",
				"add the act it comes from, or remove it")
			c.reject.unless(false, func() { strike(c.at, "/designations", &s.Designations, i, nil) })
		}
		if cc, ok := strings.CutPrefix(d.Regime, "national:"); ok {
			c.country(at+"/regime", cc)
		}
		c.dates(at+"/to", d.From, d.To)
		c.source(at+"/source", d.Source)
	}
}
