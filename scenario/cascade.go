// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/internal/page"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/resilience"
	"github.com/kedja/kedja/scenario/event"
	"github.com/kedja/kedja/supplier"
)

// Cascade is what becomes of the losses that a scenario supposes, handed on as
// it says.
type Cascade struct {
	Rows   []CascadeRow `json:"rows"` // the largest losses first
	Rounds int          `json:"rounds"`
	// Settled is false where the rounds ended before the losses came to rest.
	// Upper ends are then 1.
	Settled bool `json:"settled"`
}

// CascadeRow is one subject.
type CascadeRow struct {
	Subject string          `json:"subject"`
	Name    string          `json:"name,omitempty"`
	Shock   result.Interval `json:"shock"` // what it loses by itself
	Loss    result.Interval `json:"loss"`  // in the end
}

// cascade works out both ends: more is lost with larger shocks and weights and
// with less that others make good (see [resilience.Spread]).
func (w *world) cascade() (*Cascade, error) {
	c := w.s.Cascade
	if c == nil {
		return nil, nil
	}
	var names []string
	for _, x := range c.Shocks {
		names = append(names, x.Of)
	}
	for _, x := range c.Inputs {
		names = append(names, x.Of, x.From)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	low, err := spread(c, names, false)
	if err != nil {
		return nil, err
	}
	high, err := spread(c, names, true)
	if err != nil {
		return nil, err
	}
	out := &Cascade{Rounds: max(low.Rounds, high.Rounds), Settled: low.Settled && high.Settled}
	for i, name := range names {
		row := CascadeRow{Subject: name, Name: w.nameOf(name), Shock: shockOf(c, name), Loss: result.Interval{Lo: low.Loss[i], Hi: high.Loss[i]}.Rounded()}
		if !high.Settled {
			row.Loss.Hi = 1
		}
		out.Rows = append(out.Rows, row)
	}
	slices.SortStableFunc(out.Rows, func(a, b CascadeRow) int {
		return cmp.Or(cmp.Compare(b.Loss.Hi, a.Loss.Hi), cmp.Compare(b.Loss.Lo, a.Loss.Lo))
	})
	w.note("the cascade rests on shares that the scenario states; no record does")
	return out, nil
}

// checkCascade reports what is wrong with the cascade, and products and assets
// that the system does not have. Suppliers and sectors may be any: what feeds a
// system often has no record.
func (w *world) checkCascade() diag.List {
	c := w.s.Cascade
	if c == nil {
		return nil
	}
	ds := w.s.Check()
	known := func(pointer, subject string) {
		kind, id, _ := strings.Cut(subject, ":")
		has := kind != "product" && kind != "asset"
		for i := range w.g.Products {
			has = has || kind == "product" && w.g.Products[i].ID == id
		}
		for i := range w.g.Assets {
			has = has || kind == "asset" && w.g.Assets[i].ID == id
		}
		if !has {
			ds.Add(diag.Diagnostic{Code: "scenario/unknown-" + kind, Position: w.s.At("/cascade" + pointer),
				Message: "the system has no " + kind + " " + strconv.Quote(id), Remedy: "use an id of the system file"})
		}
	}
	for i, x := range c.Shocks {
		known(fmt.Sprintf("/shocks/%d/of", i), x.Of)
	}
	for i, x := range c.Inputs {
		known(fmt.Sprintf("/inputs/%d/of", i), x.Of)
		known(fmt.Sprintf("/inputs/%d/from", i), x.From)
	}
	return ds
}

func shockOf(c *event.Cascade, name string) result.Interval {
	for _, x := range c.Shocks {
		if x.Of == name {
			return result.Interval{Lo: x.Loss.Lo, Hi: x.Loss.Hi}.Rounded()
		}
	}
	return result.Interval{}
}

// spread works out one end of all losses.
func spread(c *event.Cascade, names []string, high bool) (resilience.Cascade, error) {
	at := func(name string) int { i, _ := slices.BinarySearch(names, name); return i }
	end := func(r *supplier.Range, high bool) float64 {
		switch {
		case r == nil && high:
			return 1
		case r == nil:
			return 0
		case high:
			return r.Hi
		}
		return r.Lo
	}
	inputs, shock := make([][]resilience.Input, len(names)), make([]float64, len(names))
	for _, x := range c.Shocks {
		shock[at(x.Of)] = end(x.Loss, high)
	}
	for _, x := range c.Inputs {
		in := resilience.Input{From: at(x.From), Essential: x.Essential, Substitution: end(x.Substitution, !high)}
		if !x.Essential {
			in.Weight = end(x.Weight, high)
		}
		inputs[at(x.Of)] = append(inputs[at(x.Of)], in)
	}
	return resilience.Spread(inputs, shock)
}

// nameOf is what people call the subject, "" where that is not known.
func (w *world) nameOf(subject string) string {
	kind, id, _ := strings.Cut(subject, ":")
	switch kind {
	case "supplier":
		if i := w.g.Party(id); i != risk.None {
			return w.g.Parties[i].Name
		}
	case "product":
		for i := range w.g.Products {
			if w.g.Products[i].ID == id {
				return w.g.Products[i].Name
			}
		}
	case "asset":
		for i := range w.g.Assets {
			if w.g.Assets[i].ID == id {
				return w.g.Assets[i].Name
			}
		}
	}
	return ""
}

func (r *Report) cascadeSection() page.Section {
	s := page.Section{Title: "Losses handed on", Header: []string{"subject", "lost by itself", "lost in the end"}}
	if r.Cascade == nil {
		return s
	}
	share := func(i result.Interval) string {
		lo, hi := number(100*i.Lo), number(100*i.Hi)
		if lo == hi {
			return lo + " %"
		}
		return lo + "–" + hi + " %"
	}
	for i := range r.Cascade.Rows {
		x := &r.Cascade.Rows[i]
		name := x.Subject
		if x.Name != "" && x.Name != x.Subject {
			name = x.Name + " (" + x.Subject + ")"
		}
		s.Rows = append(s.Rows, []string{name, share(x.Shock), share(x.Loss)})
	}
	s.After = []string{"Of what each gives, after " + strconv.Itoa(r.Cascade.Rounds) + " rounds. The shares of inputs and substitutes are the scenario's, not measured; rounds are not days."}
	if !r.Cascade.Settled {
		s.After = append(s.After, "The losses had not come to rest: lower ends are what is sure.")
	}
	return s
}
