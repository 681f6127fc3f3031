// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"slices"

	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/measures"
	"github.com/kedja/kedja/scenario/event"
)

// Reach is what a compromised supplier, owner or component could reach: all that depends on what
// it makes, and all that it has access to. Redundancy does not help here, and
// an alternative that rests on the supplier too adds to it.
type Reach struct {
	Subject  string   `json:"subject"`  // supplier:ID, owner:ID or component:ID
	Supplier string   `json:"supplier"` // id of a supplier, "" of others
	On       string   `json:"on"`
	Certain  Extent   `json:"certain"`  // what rests on it, or it has access to
	Possible Extent   `json:"possible"` // what is added where an access, or a subcontracted share, is not stated
	Assets   []string `json:"assets"`   // ids of both, the certain ones first
	Products []string `json:"products"`
	// Unattributed counts components of which nobody is known to be the
	// maker: each may be one of the subject's.
	Unattributed int `json:"unattributed"`
	// Through is the suppliers that it works for, whose products, services and
	// components it reaches by way of them.
	Through []string `json:"through,omitempty"`
}

// Extent counts what is reached. Weight is the sum of the criticality weights
// of the assets.
type Extent struct {
	Assets     int     `json:"assets"`
	Products   int     `json:"products"`
	Components int     `json:"components"`
	Weight     float64 `json:"weight"`
}

func (w *world) compromised() []Reach {
	out := []Reach{}
	for i := range w.s.Events {
		e := &w.s.Events[i]
		if kind, _ := e.What(); kind != event.Compromise {
			continue
		}
		kind, id := e.Subject()
		r := Reach{Subject: kind + ":" + id, On: w.day(e).String(), Assets: []string{}, Products: []string{}}
		if kind == "component" {
			w.reachOf(&r, id)
		} else {
			w.reach(&r, kind, id)
		}
		out = append(out, r)
	}
	return out
}

// reachOf is what rests on a component.
func (w *world) reachOf(r *Reach, id string) {
	var sure []risk.Node
	for _, k := range w.componentsOf(id) {
		sure = append(sure, w.g.ComponentNode(k))
	}
	r.Certain = w.spread(r, sure, make([]bool, w.g.Len()))
}

// reach is what rests on what a supplier, or those that an owner controls,
// make or have access to.
func (w *world) reach(r *Reach, kind, id string) {
	g := w.g
	var sure, open []risk.Node
	enter := func(n risk.Node, certain bool) {
		if certain {
			sure = append(sure, n)
		} else {
			open = append(open, n)
		}
	}
	if kind == "supplier" {
		r.Supplier = id
	}
	acts := w.actsFor(r, kind, id)
	for i := range g.Components {
		c := &g.Components[i]
		surely, ok := acts[c.Party]
		switch {
		case !c.Counted:
		case c.Party == risk.None:
			r.Unattributed++
		case ok:
			enter(g.ComponentNode(int32(i)), surely)
		}
	}
	for k := range g.Products {
		p, node := &g.Products[k], g.ProductNode(int32(k))
		if surely, ok := acts[p.Party]; ok {
			enter(node, surely)
		}
		for j, s := range p.Services {
			if surely, ok := acts[p.ServiceParty[j]]; ok && s.Access != "none" {
				enter(node, surely && s.Access != "")
			}
		}
	}
	seen := make([]bool, g.Len())
	r.Certain = w.spread(r, sure, seen)
	r.Possible = w.spread(r, open, seen)
}

// actsFor is in whose place the subject could act, and whether it surely
// could: itself, those that it controls, and those whose work passes one of
// these.
func (w *world) actsFor(r *Reach, kind, id string) map[int32]bool {
	acts := map[int32]bool{}
	add := func(party int32, surely bool) { acts[party] = acts[party] || surely }
	var through []string
	for i := range w.g.Parties {
		hold := w.m.Under(groupings[kind], id, int32(i))
		if hold < measures.Possible {
			continue
		}
		add(int32(i), hold == measures.Certain)
		for _, h := range w.m.Principals(int32(i)) {
			add(h.Party, hold == measures.Certain && h.Some)
			through = append(through, w.partyID(h.Party))
		}
	}
	slices.Sort(through)
	r.Through = slices.Compact(through)
	return acts
}

// spread marks what rests on the nodes and counts what is new.
func (w *world) spread(r *Reach, start []risk.Node, seen []bool) Extent {
	before := append([]bool(nil), seen...)
	for stack := start; len(stack) > 0; {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[n] {
			continue
		}
		seen[n] = true
		for _, up := range w.g.Dependents(n) {
			stack = append(stack, risk.Node(up))
		}
	}
	var x Extent
	for i, reached := range seen {
		if !reached || before[i] {
			continue
		}
		n := risk.Node(i)
		if a := w.g.AssetIndex(n); a != risk.None {
			x.Assets++
			x.Weight += w.g.Assets[a].Criticality.Weight()
			r.Assets = append(r.Assets, w.g.Assets[a].ID)
		} else if p := w.g.ProductIndex(n); p != risk.None {
			x.Products++
			r.Products = append(r.Products, w.g.Products[p].ID)
		} else if w.g.Components[w.g.ComponentIndex(n)].Counted {
			x.Components++
		}
	}
	return x
}
