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
	Possible Extent   `json:"possible"` // what is added where an access is not stated
	Assets   []string `json:"assets"`   // ids of both, the certain ones first
	Products []string `json:"products"`
	// Unattributed counts components of which nobody is known to be the
	// maker: each may be the supplier's.
	Unattributed int `json:"unattributed"`
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
	for i := range g.Components {
		switch c := &g.Components[i]; {
		case !c.Counted:
		case c.Party == risk.None:
			r.Unattributed++
		case c.Party == party:
			sure = append(sure, g.ComponentNode(int32(i)))
		}
	}
	for k := range g.Products {
		p := &g.Products[k]
		if p.Party == party {
			sure = append(sure, g.ProductNode(int32(k)))
		}
		for j, s := range p.Services {
			switch {
			case p.ServiceParty[j] != party || s.Access == "none":
			case s.Access == "":
				open = append(open, g.ProductNode(int32(k)))
			default:
				sure = append(sure, g.ProductNode(int32(k)))
			}
		}
	}
	seen := make([]bool, g.Len())
	r.Certain = w.spread(&r, sure, seen)
	r.Possible = w.spread(&r, open, seen)
	return r
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
