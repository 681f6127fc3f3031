// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"cmp"
	"math"
	"slices"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/measures"
	"github.com/kedja/kedja/scenario/event"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

var infinity = math.Inf(1)

// daysOfMonth is a twelfth of a mean Gregorian year.
const daysOfMonth = 365.2425 / 12

// take is one event taking something of one product in one mode.
type take struct {
	event     int
	product   int32
	party     int32 // whom it is taken with; risk.None where nobody is known
	component int32 // risk.None where it is no component
	role      string
	mode      string
	hold      measures.Hold
	after     result.Interval // days from the first event until it is missed
}

// rank orders the modes by how soon they are felt.
func rank(mode string) int { return slices.Index(event.Modes(), mode) }

// take collects what every event takes.
func (w *world) take() {
	for i := range w.s.Events {
		e := &w.s.Events[i]
		kind, _ := e.What()
		switch kind {
		case event.Remove:
			w.takeRemoved(i, e)
		case event.Exclude:
			w.takeExcluded(i, e)
		case event.EndOfSupport:
			w.takeSupport(i, e)
		case event.Hazard:
			_, cc := e.Subject()
			w.takeParts(i, func(p measures.Part, below bool) measures.Hold { return w.hit(p, below, cc) })
		case event.Shortage:
			_, material := e.Subject()
			w.takeParts(i, func(p measures.Part, _ bool) measures.Hold { return w.short(p, material) })
		}
	}
	for i := range w.takes {
		t := &w.takes[i]
		offset := w.offset(&w.s.Events[t.event])
		t.after = result.Interval{Lo: t.after.Lo + offset, Hi: t.after.Hi + offset}
	}
}

// offset is the days from the first event of the scenario to this one.
func (w *world) offset(e *event.Event) float64 {
	first := w.day(e).Time
	for i := range w.s.Events {
		if d := w.day(&w.s.Events[i]); d.Before(first) {
			first = d.Time
		}
	}
	return w.day(e).Sub(first).Hours() / 24
}

// takeParts takes the parts with the hold that the function gives. It is asked
// about the party of each part and about each subcontractor below that one,
// which stands in its place and takes the part no more surely than the work
// rests on it.
func (w *world) takeParts(i int, hold func(p measures.Part, below bool) measures.Hold) {
	for _, p := range w.parts {
		for _, hand := range w.m.Hands(p.Party) {
			q := p
			q.Party = hand.Party
			if h := min(hold(q, hand.Below), hand.Hold); h != measures.Not {
				w.takes = append(w.takes, w.taken(i, p, hand, h))
			}
		}
	}
}

func (w *world) taken(i int, p measures.Part, hand measures.Hand, h measures.Hold) take {
	t := take{event: i, product: p.Product, party: hand.Party, component: risk.None, role: p.Role, mode: p.Mode, hold: h}
	if p.Role == measures.RoleComponent {
		t.component = p.Index
	}
	if p.Mode == measures.NoSupply {
		t.after = w.m.Missed(p.Party, hand)
	}
	return t
}

func (w *world) takeRemoved(i int, e *event.Event) {
	kind, id := e.Subject()
	by := groupings[kind]
	components := []int32(nil)
	if kind == "component" {
		components = w.componentsOf(id)
	}
	holds := map[int32]measures.Hold{} // by party
	w.takeParts(i, func(p measures.Part, _ bool) measures.Hold {
		if e.Mode != "" && e.Mode != p.Mode {
			return measures.Not
		}
		if kind == "component" {
			if p.Role != measures.RoleComponent || !slices.Contains(components, p.Index) ||
				e.Mode == "" && measures.ComponentMode(w.g.Components[p.Index].Kind) != p.Mode {
				return measures.Not
			}
			return measures.Certain
		}
		h, ok := holds[p.Party]
		if !ok {
			h = w.m.Under(by, id, p.Party)
			holds[p.Party] = h
		}
		return h
	})
}

// takeExcluded ends the use of what the supplier delivers or runs, itself or as
// a subcontractor, when the transition is over; what it only maintains inside a product loses its care.
func (w *world) takeExcluded(i int, e *event.Event) {
	kind, id := e.Subject()
	delay := 0.0
	if m := w.s.TransitionMonths; m != nil {
		delay = *m * daysOfMonth
	}
	seen := map[[3]int32]bool{}
	for _, p := range w.parts {
		for _, hand := range w.handsUnder(p.Party, kind, id) {
			t := w.taken(i, p, hand, hand.Hold)
			t.after = result.Exactly(delay)
			if p.Role != measures.RoleComponent {
				key := [3]int32{p.Product, p.Index, hand.Party}
				if seen[key] {
					continue // one end for supply and care together
				}
				seen[key] = true
				t.mode = measures.Stop
			}
			w.takes = append(w.takes, t)
		}
	}
}

// groupings are the groupings of measures that kinds of subject are keys of.
var groupings = map[string]string{"supplier": "supplier", "owner": "owner", "country": "controlCountry"}

// handsUnder is those whom the work of the party rests on that fall with the
// subject, and how surely it falls with them. What nobody is known to stand
// behind falls with an owner or country perhaps, with no supplier.
func (w *world) handsUnder(party int32, kind, id string) []measures.Hand {
	var out []measures.Hand
	for _, h := range w.m.Hands(party) {
		if kind == "supplier" && h.Party == risk.None {
			continue
		}
		if h.Hold = min(h.Hold, w.m.Under(groupings[kind], id, h.Party)); h.Hold != measures.Not {
			out = append(out, h)
		}
	}
	return out
}

func (w *world) takeSupport(i int, e *event.Event) {
	_, id := e.Subject()
	for k := range w.g.Products {
		if p := &w.g.Products[k]; p.ID == id {
			w.takes = append(w.takes, take{
				event: i, product: int32(k), party: p.Party, component: risk.None,
				role: measures.RoleSupplier, mode: measures.NoCare, hold: measures.Certain,
			})
		}
	}
}

// short is how surely a shortage takes the part: hardware of a party that
// has a single source of the material.
func (w *world) short(p measures.Part, material string) measures.Hold {
	if p.Mode != measures.NoSupply || p.Role == measures.RoleService {
		return measures.Not
	}
	kind := w.g.Products[p.Product].Kind
	if p.Role == measures.RoleComponent {
		kind = w.g.Components[p.Index].Kind
	}
	if kind != "hardware" && kind != "system" {
		return measures.Not
	}
	if p.Party == risk.None || w.g.Parties[p.Party].Record == nil {
		return measures.Unlisted
	}
	list := w.g.Parties[p.Party].Record.SupplyAssurance.SingleSourceMaterials
	switch {
	case slices.Contains(list.Items, material):
		return measures.Certain
	case list.Known():
		return measures.Not
	}
	return measures.Unlisted
}

// hit is how surely a hazard in the country takes the part: by where the
// work that the part stands for is done. below asks about a subcontractor; the
// origins of a product speak for the whole of it.
func (w *world) hit(p measures.Part, below bool, cc string) measures.Hold {
	product := &w.g.Products[p.Product]
	if p.Role == measures.RoleSupplier && p.Mode == measures.NoSupply && len(product.Origins) > 0 {
		if below {
			return measures.Not
		}
		return originHold(product.Origins, cc)
	}
	var record *supplier.Supplier
	if p.Party != risk.None {
		record = w.g.Parties[p.Party].Record
	}
	hold := measures.Not
	for _, kind := range w.workOf(p) {
		hold = max(hold, siteHold(record, kind, cc))
	}
	if p.Role == measures.RoleService && product.Services[p.Index].From == cc {
		hold = max(hold, measures.Possible) // nobody stated that it cannot be done from elsewhere
	}
	return hold
}

// workOf is the kinds of work whose places the part rests on.
func (w *world) workOf(p measures.Part) []string {
	product := &w.g.Products[p.Product]
	switch {
	case p.Role == measures.RoleService && p.Mode == measures.NoCare:
		return []string{"support"}
	case p.Role == measures.RoleService:
		switch product.Services[p.Index].Kind {
		case "hosting", "licence-server":
			return []string{"hosting"}
		}
		return []string{"support"}
	case p.Mode == measures.Stop:
		return []string{"hosting", "support"}
	case p.Mode == measures.NoCare:
		return []string{"development"}
	}
	kind := product.Kind
	if p.Role == measures.RoleComponent {
		kind = w.g.Components[p.Index].Kind
	}
	if kind == "software" {
		return []string{"development"}
	}
	return []string{"manufacture"}
}

// whole is how near to one the shares of a whole come.
const whole = 1 - 1e-9

// siteHold is how surely all work of the kind is in the country.
func siteHold(r *supplier.Supplier, kind, cc string) measures.Hold {
	if r == nil || !r.Sites.Known() {
		return measures.Unlisted
	}
	var here, there, n, all float64
	for _, s := range r.Sites.Items {
		if s.Kind != kind {
			continue
		}
		all++
		share := 0.0
		if s.Share != nil {
			share = s.Share.Lo
		}
		if s.Country == cc {
			here, n = here+share, n+1
		} else {
			there += share
		}
	}
	complete := r.SitesAll || r.Sites.None
	switch {
	case n > 0 && (here >= whole || complete && n == all):
		return measures.Certain
	case n > 0:
		return measures.Possible
	case complete || there >= whole:
		return measures.Not
	}
	return measures.Unlisted
}

// originHold is how surely a product is made in the country alone.
func originHold(origins []system.Origin, cc string) measures.Hold {
	var here, all float64
	found := false
	for _, o := range origins {
		share := 0.0
		switch {
		case o.Share != nil:
			share = *o.Share
		case len(origins) == 1:
			share = 1
		}
		all += share
		if o.Country == cc {
			found = true
			here += share
		}
	}
	switch {
	case here >= whole:
		return measures.Certain
	case found:
		return measures.Possible
	case all >= whole:
		return measures.Not
	}
	return measures.Unlisted
}

// eventRows tell the events with the products that each takes.
func (w *world) eventRows() []EventRow {
	out := make([]EventRow, 0, len(w.s.Events))
	for i := range w.s.Events {
		e := &w.s.Events[i]
		kind, subject := e.What()
		row := EventRow{Text: e.String(), Kind: kind, Subject: subject, On: w.day(e).String(), Mode: e.Mode, To: e.To, Certain: []string{}, Possible: []string{}}
		best := map[int32]measures.Hold{}
		for _, t := range w.takes {
			if t.event == i {
				best[t.product] = max(best[t.product], t.hold)
			}
		}
		for k := range w.g.Products {
			switch best[int32(k)] {
			case measures.Certain:
				row.Certain = append(row.Certain, w.g.Products[k].ID)
			case measures.Possible:
				row.Possible = append(row.Possible, w.g.Products[k].ID)
			case measures.Unlisted:
				row.Unlisted++
			}
		}
		out = append(out, row)
	}
	return out
}

// Touched is a product of which the events take something.
type Touched struct {
	ID        string   `json:"id"`
	Name      string   `json:"name,omitempty"`
	Supplier  string   `json:"supplier,omitempty"`
	Certainty string   `json:"certainty"`
	Modes     []string `json:"modes"`   // in which something of it is missed
	Roles     []string `json:"roles"`   // supplier | service | component: what is missed
	Parties   []string `json:"parties"` // with whom it is taken
}

// Components are those that the events take, or whose party they take.
type Components struct {
	Certain  int      `json:"certain"`
	Possible int      `json:"possible"` // beside the certain ones; unlisted ones too
	Examples []string `json:"examples"` // certain ones first
}

// examples is how many components a report names.
const examples = 10

// touched lists the products of which something is taken. Those of which that
// is possible only because nobody is known to stand behind a part are left
// out, and counted by the events.
func (w *world) touched() ([]Touched, Components) {
	rows := []Touched{}
	takes := make([][]take, len(w.g.Products))
	for _, t := range w.takes {
		if t.hold >= measures.Possible {
			takes[t.product] = append(takes[t.product], t)
		}
	}
	for k := range w.g.Products {
		p := &w.g.Products[k]
		row := Touched{ID: p.ID, Name: p.Name, Supplier: w.partyID(p.Party), Certainty: Possible, Modes: []string{}, Roles: []string{}, Parties: []string{}}
		best := measures.Not
		for _, t := range takes[k] {
			best = max(best, t.hold)
			row.Modes, row.Roles = append(row.Modes, t.mode), append(row.Roles, t.role)
			if t.party != risk.None {
				row.Parties = append(row.Parties, w.partyID(t.party))
			}
		}
		if best < measures.Possible {
			continue
		}
		if best == measures.Certain {
			row.Certainty = Certain
		}
		slices.SortFunc(row.Modes, func(a, b string) int { return cmp.Compare(rank(a), rank(b)) })
		row.Modes = slices.Compact(row.Modes)
		for _, list := range []*[]string{&row.Roles, &row.Parties} {
			slices.Sort(*list)
			*list = slices.Compact(*list)
		}
		rows = append(rows, row)
	}
	return rows, w.touchedComponents()
}

func (w *world) touchedComponents() Components {
	best := make([]measures.Hold, len(w.g.Components))
	for _, t := range w.takes {
		if t.component != risk.None {
			best[t.component] = max(best[t.component], t.hold)
		}
	}
	out := Components{Examples: []string{}}
	var maybe []string
	for i, h := range best {
		switch {
		case h == measures.Certain:
			out.Certain++
			out.Examples = append(out.Examples, w.g.Components[i].ID)
		case h != measures.Not:
			out.Possible++
			if h == measures.Possible {
				maybe = append(maybe, w.g.Components[i].ID)
			}
		}
	}
	out.Examples = append(out.Examples, maybe...)
	out.Examples = out.Examples[:min(examples, len(out.Examples))]
	return out
}
