// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/lockin"
	"github.com/kedja/kedja/risk/measures"
	"github.com/kedja/kedja/scenario/event"
	"github.com/kedja/kedja/system"
)

// PhaseOut is the plan for excluded suppliers over a transition period. How
// long such a period is, and whether it ends contracts, is for the act that
// excludes to say: both are parameters here, and contracts bind as they are
// written.
type PhaseOut struct {
	TransitionMonths float64 `json:"transitionMonths"`
	Exits            []Exit  `json:"exits"`
	Late             int     `json:"late"`     // surely too late
	Unknown          int     `json:"unknown"`  // possibly
	Contracts        int     `json:"contract"` // of both: held up by the contract alone
}

// Exit is the way out of one product for one excluded supplier.
type Exit struct {
	Product  string   `json:"product"`
	Name     string   `json:"name,omitempty"`
	Supplier string   `json:"supplier"`
	Roles    []string `json:"roles"` // what of the product is the supplier's
	Start    string   `json:"start"` // the exclusion, or the as-of day where that is later
	Deadline string   `json:"deadline"`
	// Contract is when the contract lets go, Replaced when another product
	// can be in place, both as months from the start; Exit is the later one.
	Contract Lead   `json:"contract"`
	Replaced Lead   `json:"replaced"`
	Exit     Lead   `json:"exit"`
	Late     string `json:"late"` // yes | no | unknown
	// MonthsLate is by how much, 0 where in time.
	MonthsLate result.Interval `json:"monthsLate"`
}

// Lead is a time from the start with the days it leads to; Latest is ""
// where no end is in sight.
type Lead struct {
	Months   result.Interval `json:"months"`
	Earliest string          `json:"earliest"`
	Latest   string          `json:"latest,omitempty"`
	Why      string          `json:"why,omitempty"`
}

// maxLead keeps dates within four digits of a year.
const maxLead = 12 * 1000

func lead(start time.Time, months result.Interval, why string) Lead {
	l := Lead{Months: months.Rounded(), Why: why}
	day := func(m float64) string {
		return start.Add(time.Duration(math.Round(m*daysOfMonth)) * 24 * time.Hour).Format(time.DateOnly)
	}
	l.Earliest = day(math.Min(months.Lo, maxLead))
	if months.Hi <= maxLead {
		l.Latest = day(months.Hi)
	}
	return l
}

// phaseOut plans the exclusions; nil without any, or without a transition.
func (w *world) phaseOut() *PhaseOut {
	months := w.s.TransitionMonths
	var out *PhaseOut
	for i := range w.s.Events {
		e := &w.s.Events[i]
		if kind, _ := e.What(); kind != event.Exclude {
			continue
		}
		if months == nil {
			w.note("no phase-out plan: say how long the transition is")
			return nil
		}
		if out == nil {
			out = &PhaseOut{TransitionMonths: *months, Exits: []Exit{}}
		}
		out.Exits = append(out.Exits, w.exits(e, *months)...)
	}
	if out == nil {
		return nil
	}
	late := map[string]int{"yes": 0, "unknown": 1, "no": 2}
	slices.SortStableFunc(out.Exits, func(a, b Exit) int {
		return cmp.Or(cmp.Compare(late[a.Late], late[b.Late]), -cmp.Compare(a.MonthsLate.Lo, b.MonthsLate.Lo),
			-cmp.Compare(a.MonthsLate.Hi, b.MonthsLate.Hi), cmp.Compare(a.Product, b.Product), cmp.Compare(a.Supplier, b.Supplier))
	})
	for _, x := range out.Exits {
		limit := *months
		switch x.Late {
		case "yes":
			out.Late++
		case "unknown":
			out.Unknown++
		default:
			continue
		}
		if x.Replaced.Months.Hi <= limit {
			out.Contracts++
		}
	}
	return out
}

// roleSubcontractor is the role of who does work for a party behind a product.
const roleSubcontractor = "subcontractor"

// exits are the ways out of the products that the event touches.
func (w *world) exits(e *event.Event, months float64) []Exit {
	kind, id := e.Subject()
	start := w.day(e).Time
	if today := w.asOf.Truncate(24 * time.Hour); today.After(start) {
		start = today
	}
	type way struct{ product, party int32 }
	roles := map[way][]string{}
	for _, p := range w.parts {
		for _, hand := range w.handsUnder(p.Party, kind, id) {
			role := p.Role
			if hand.Below {
				role = roleSubcontractor
			}
			if k := (way{p.Product, hand.Party}); hand.Hold >= measures.Possible && !slices.Contains(roles[k], role) {
				roles[k] = append(roles[k], role)
			}
		}
	}
	ways := slices.SortedFunc(maps.Keys(roles), func(a, b way) int { return cmp.Or(cmp.Compare(a.product, b.product), cmp.Compare(a.party, b.party)) })
	out := make([]Exit, 0, len(ways))
	for _, k := range ways {
		slices.Sort(roles[k])
		out = append(out, w.exit(k.product, w.partyID(k.party), roles[k], start, addMonths(w.day(e).Time, months)))
	}
	return out
}

// exit is the way out of what the party does for the product.
func (w *world) exit(product int32, party string, roles []string, start, deadline time.Time) Exit {
	p := &w.g.Products[product]
	x := Exit{Product: p.ID, Name: p.Name, Supplier: party, Roles: roles, Start: start.Format(time.DateOnly), Deadline: deadline.Format(time.DateOnly)}
	contract, why := w.contractExit(product, party, roles, start)
	replaced := w.replaceMonths(product)
	how := "procurement and migration"
	if !slices.Contains(roles, measures.RoleSupplier) { // another part may be exchanged without the whole
		replaced.Lo = 0
		how = "the whole product at most; what is its own may be exchanged sooner"
	}
	exit := contract.Max(replaced)
	limit := deadline.Sub(start).Hours() / 24 / daysOfMonth
	x.Contract, x.Replaced, x.Exit = lead(start, contract, why), lead(start, replaced, how), lead(start, exit, "")
	x.Late = lateness(exit, limit)
	x.MonthsLate = result.Interval{Lo: math.Max(exit.Lo-limit, 0), Hi: math.Max(exit.Hi-limit, 0)}.Rounded()
	return x
}

// lateDay is the part of a month that conversions of days may be off by.
const lateDay = 0.5 / daysOfMonth

func lateness(exit result.Interval, limit float64) string {
	switch {
	case exit.Lo > limit+lateDay:
		return "yes"
	case exit.Hi <= limit+lateDay:
		return "no"
	}
	return "unknown"
}

// contractExit is the months until the product's contracts with the supplier
// let go, the latest of them. What the supplier has no contract for holds
// nobody up.
func (w *world) contractExit(product int32, id string, roles []string, start time.Time) (result.Interval, string) {
	p := &w.g.Products[product]
	var own, listed []*system.Contract
	for i := range w.g.System.Contracts {
		c := &w.g.System.Contracts[i]
		if !slices.Contains(p.Contracts, c.ID) {
			continue
		}
		listed = append(listed, c)
		if n := w.g.Party(id); n != risk.None && slices.Contains(w.g.Parties[n].Contracts, int32(i)) {
			own = append(own, c)
		}
	}
	if len(own) == 0 && slices.Contains(roles, measures.RoleSupplier) {
		own = listed // bought through somebody else
		if len(own) == 0 {
			own = []*system.Contract{nil}
		}
	}
	if len(own) == 0 {
		return result.Exactly(0), "no contract with it is recorded for the product"
	}
	months, why := result.Exactly(-1), ""
	for _, c := range own {
		r := lockin.Measure(lockin.Input{AsOf: start, Supplier: id, Product: p.Product, Contract: c, DataAct: lockin.DataActOf(p.Product, c)})
		m := r.ContractMonths
		i := slices.IndexFunc(r.Dimensions, func(d result.Dimension) bool { return d.Name == lockin.ContractTerm })
		if m.Hi > months.Hi || m.Hi == months.Hi && m.Lo > months.Lo {
			why = r.Dimensions[i].Why
		}
		months = months.Max(m)
	}
	return months, why
}

// addMonths adds calendar months, the last day of a shorter month where the
// day does not exist, and the rest of a broken month in days.
func addMonths(t time.Time, months float64) time.Time {
	n, part := math.Modf(months)
	out := t.AddDate(0, int(n), 0)
	if out.Day() != t.Day() {
		out = out.AddDate(0, 0, -out.Day())
	}
	return out.AddDate(0, 0, int(math.Round(part*daysOfMonth)))
}
