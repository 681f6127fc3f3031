// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/measures"
	"github.com/kedja/kedja/scenario/event"
	"github.com/kedja/kedja/supplier"
)

// world is the system before anything happens, and what the events take.
type world struct {
	in   *kedja.Input
	s    *event.Scenario
	opts Options
	asOf time.Time // where the user stands
	at   time.Time // when everything has happened

	g     *risk.Graph
	m     *measures.Measurer
	works *measures.Availability
	sound []bool // assets that work before
	parts []measures.Part

	takes []take
	notes []string
}

func newWorld(ctx context.Context, in *kedja.Input, s *event.Scenario, opts Options) (*world, error) {
	w := &world{in: in, s: s, opts: opts, asOf: opts.Assess.AsOf.UTC()}
	w.at = w.asOf
	for i := range s.Events {
		if on := s.Events[i].On; on.After(w.at) {
			w.at = on.Time
		}
	}
	g, _, err := kedja.Graph(ctx, in, withClock(opts.Assess, w.at))
	if err != nil {
		return nil, err
	}
	control, _ := measures.Control(g)
	w.g, w.m = g, measures.New(g, control)
	w.works = w.m.Availability()
	w.sound = w.works.Works(nil)
	w.parts = w.m.Parts()
	if list := w.check(); list.Err() != nil {
		return nil, list
	}
	return w, nil
}

func withClock(o kedja.Options, at time.Time) kedja.Options {
	o.AsOf = at
	return o
}

func (w *world) note(format string, args ...any) {
	w.notes = append(w.notes, fmt.Sprintf(format, args...))
}

// check reports every id that the system does not have, and what cannot be
// supposed of it.
func (w *world) check() diag.List {
	var ds diag.List
	if len(w.s.Events) == 0 && w.s.Cascade == nil {
		ds.Add(diag.Diagnostic{Code: "scenario/no-events", Position: w.s.At(""), Message: "the scenario has no event", Remedy: "say what is supposed to happen"})
	}
	for i := range w.s.Events {
		e := &w.s.Events[i]
		kind, _ := e.What()
		at := w.s.At(fmt.Sprintf("/events/%d/%s", i, kind))
		if e.Flag != "" {
			at = diag.Position{}
		}
		if err := e.Validate(); err != nil {
			ds.Add(diag.Diagnostic{Code: "scenario/event", Position: at, Message: w.said(e) + err.Error()})
			continue
		}
		of, id := e.Subject()
		if kind == event.Shortage {
			of = "material"
		}
		w.known(&ds, at, e, of, id)
		if kind == event.Sell {
			_, owner := splitSubject(e.To)
			w.known(&ds, at, e, "owner", owner)
			if _, seller := e.Subject(); owner == seller {
				ds.Add(diag.Diagnostic{Code: "scenario/event", Position: at, Message: w.said(e) + "a party cannot own itself"})
			}
		}
	}
	ds = append(ds, w.checkCascade()...)
	ds.Sort()
	return slices.Compact(ds)
}

// said begins a message about an event of the command line, which has no
// place in a file.
func (w *world) said(e *event.Event) string {
	if e.Flag == "" {
		return ""
	}
	return e.Flag + ": "
}

func splitSubject(s string) (kind, id string) {
	kind, id, _ = strings.Cut(s, ":")
	return kind, id
}

// cutLast takes apart what stands before and after the last colon.
func cutLast(s string) (before, after string, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// known reports an id that the system does not have.
func (w *world) known(ds *diag.List, at diag.Position, e *event.Event, kind, id string) {
	if kind == "country" && !supplier.ValidCountry(id) {
		ds.Add(diag.Diagnostic{Code: "scenario/country-code", Position: at, Message: fmt.Sprintf("%s%q is not an ISO 3166-1 alpha-2 code", w.said(e), id)})
		return
	}
	candidates := w.candidates(kind)
	if slices.Contains(candidates, id) || kind == "component" && len(w.componentsOf(id)) > 0 {
		return
	}
	if cc, ok := strings.CutPrefix(id, "state:"); ok && kind == "owner" && supplier.ValidCountry(cc) {
		return
	}
	d := diag.Diagnostic{
		Code: "scenario/unknown-" + kind, Position: at, Message: fmt.Sprintf("%sthe system has no %s %q", w.said(e), kind, id),
		Remedy: map[string]string{
			"owner":    "add a Supplier record for it, or correct the id",
			"country":  "no party is controlled from, established or at work there, as far as is recorded",
			"material": "no supplyAssurance.singleSourceMaterials names it",
		}[kind],
	}
	if whole, mode, ok := cutLast(id); ok && slices.Contains(candidates, whole) {
		d.Message = fmt.Sprintf("%s%q is no mode of losing the %s %s", w.said(e), mode, kind, whole)
		d.Remedy = "use " + strings.Join(event.Modes(), ", ") + ", or leave it out for all"
	} else if near := diag.Closest(id, candidates); near != "" {
		d.Message += fmt.Sprintf(", did you mean %q?", near)
	}
	ds.Add(d)
}

// candidates are the ids of a kind that the system has, sorted.
func (w *world) candidates(kind string) []string {
	var out []string
	g := w.g
	switch kind {
	case "supplier", "owner":
		for i := range g.Parties {
			out = append(out, g.Parties[i].ID)
		}
	case "product":
		for i := range g.Products {
			out = append(out, g.Products[i].ID)
		}
	case "component":
		for i := range g.Components {
			out = append(out, g.Components[i].ID, g.Components[i].Name)
		}
	case "country":
		out = w.countries()
	case "material":
		for i := range g.Parties {
			if r := g.Parties[i].Record; r != nil {
				out = append(out, r.SupplyAssurance.SingleSourceMaterials.Items...)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// countries are those that some party or product is tied to.
func (w *world) countries() []string {
	var out []string
	for i := range w.g.Parties {
		p := &w.g.Parties[i]
		out = append(out, w.m.ControlCountry(p.ID))
		out = append(out, w.m.ControlOf(p.ID).Countries...)
		if r := p.Record; r != nil {
			out = append(out, r.Established, r.Headquarters)
			for _, x := range r.Sites.Items {
				out = append(out, x.Country)
			}
		}
	}
	for i := range w.g.Products {
		p := &w.g.Products[i]
		for _, o := range p.Origins {
			out = append(out, o.Country)
		}
		for _, s := range p.Services {
			out = append(out, s.From)
		}
	}
	return slices.DeleteFunc(out, func(cc string) bool { return cc == "" })
}

// componentsOf finds components by id; by package URL without version, all
// versions; else by name.
func (w *world) componentsOf(id string) []int32 {
	var exact, loose, named []int32
	for i := range w.g.Components {
		c := &w.g.Components[i]
		switch {
		case c.ID == id:
			exact = append(exact, int32(i))
		case c.HasPURL && c.PURL.Bare() == id:
			loose = append(loose, int32(i))
		case c.Name == id:
			named = append(named, int32(i))
		}
	}
	for _, list := range [][]int32{exact, loose} {
		if len(list) > 0 {
			return list
		}
	}
	return named
}

// partyID is the id of a party of the graph, "" for none.
func (w *world) partyID(i int32) string {
	if i == risk.None {
		return ""
	}
	return w.g.Parties[i].ID
}

// unbounded is all non-negative numbers: what nobody stated.
func unbounded() result.Interval { return result.Interval{Lo: 0, Hi: infinity} }
