// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/scenario/event"
)

// Reach is what a compromised supplier could reach: all that depends on what
// it makes, and all that it has access to. Redundancy does not help here, and
// an alternative that rests on the supplier too adds to it.
type Reach struct {
	Supplier string   `json:"supplier"`
	On       string   `json:"on"`
	Certain  Extent   `json:"certain"`  // what rests on it, or it has access to
	Possible Extent   `json:"possible"` // what is added where an access, or a subcontracted share, is not stated
	Assets   []string `json:"assets"`   // ids of both, the certain ones first
	Products []string `json:"products"`
	// Unattributed counts components of which nobody is known to be the
	// maker: each may be the supplier's.
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
		_, id := e.Subject()
		out = append(out, w.reach(id, w.g.Party(id), w.day(e).String()))
	}
	return out
}

func (w *world) reach(id string, party int32, on string) Reach {
	r := Reach{Supplier: id, On: on, Assets: []string{}, Products: []string{}}
	g := w.g
	var sure, open []risk.Node
	enter := func(n risk.Node, certain bool) {
		if certain {
			sure = append(sure, n)
		} else {
			open = append(open, n)
		}
	}
	acts := w.actsFor(&r, party)
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
	r.Certain = w.spread(&r, sure, seen)
	r.Possible = w.spread(&r, open, seen)
	return r
}

// actsFor is in whose place the party could act, and whether it surely could:
// itself, and those whose work passes it.
func (w *world) actsFor(r *Reach, party int32) map[int32]bool {
	acts := map[int32]bool{party: true}
	for _, h := range w.m.Principals(party) {
		acts[h.Party] = h.Some
		r.Through = append(r.Through, w.partyID(h.Party))
	}
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
