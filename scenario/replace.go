// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"slices"

	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/measures"
	"github.com/kedja/kedja/scenario/event"
)

// Replacement says what to replace so that every asset works again, for one
// effect at one level of certainty.
type Replacement struct {
	Effect    string `json:"effect"`    // lost | degraded: which assets it brings back; degraded counts the lost ones too
	Certainty string `json:"certainty"` // certain: for what is surely missing; possible: for what may be
	// Products and Suppliers are the smallest sets to replace; replacing a
	// supplier mends all that it stands behind.
	Products  Set `json:"products"`
	Suppliers Set `json:"suppliers"`
	// Order is all missing products, those that remove most risk for their
	// effort first.
	Order Order `json:"order"`
}

// Set is a smallest set of things.
type Set struct {
	IDs []string `json:"ids"`
	// LowerBound is how many any such set has at least. Where it is the
	// number of ids, none is smaller, and IDs is the first of the smallest in
	// the order of ids; else Gap is how many may be too many.
	LowerBound int `json:"lowerBound"`
	Gap        int `json:"gap"`
	// Impossible says that an asset is missing something that no replacement
	// brings back.
	Impossible bool `json:"impossible,omitempty"`
}

func (s *smallest) named(names []string) Set {
	out := Set{IDs: []string{}, Impossible: !s.ok}
	for _, i := range s.items {
		out.IDs = append(out.IDs, names[i])
	}
	out.LowerBound = s.lower
	out.Gap = len(out.IDs) - s.lower
	return out
}

// replacements lists the plans that differ: a plan for what is possible is
// left out where it has nothing beyond the certain one.
func (w *world) replacements() []Replacement {
	out := []Replacement{}
	holds := []measures.Hold{measures.Certain, measures.Possible}
	lost := map[measures.Hold]int{} // missing products for which an asset is lost
	for _, mode := range []string{event.NoSupply, event.NoCare} {
		certain := 0
		for _, hold := range holds {
			v := view{hold, mode}
			items := w.blocked(v)
			known := len(items) == certain || mode == event.NoCare && len(items) == lost[hold] // the views are nested
			if hold == measures.Certain {
				certain = len(items)
			}
			if mode == event.NoSupply {
				lost[hold] = len(items)
			}
			if len(items) > 0 && !known {
				out = append(out, w.replacement(v, items))
			}
		}
	}
	return out
}

// blocked are the missing products of the view; none where no asset that
// worked stands still for them.
func (w *world) blocked(v view) []int32 {
	set := w.missing(v)
	if !slices.Contains(w.down(in(set)), true) {
		return nil
	}
	var out []int32
	for k := range w.g.Products {
		if _, ok := set[int32(k)]; ok {
			out = append(out, int32(k))
		}
	}
	return out
}

func (w *world) replacement(v view, items []int32) Replacement {
	r := Replacement{Effect: Lost, Certainty: Certain}
	if v.mode == event.NoCare {
		r.Effect = Degraded
	}
	if v.hold != measures.Certain {
		r.Certainty = Possible
	}
	names := make([]string, len(items))
	at := map[int32]int{}
	for i, p := range items {
		names[i], at[p] = w.g.Products[p].ID, i
	}
	byProduct := smallestSet(len(items), func(replaced []bool) bool {
		return !slices.Contains(w.down(func(p int32) bool { i, ok := at[p]; return ok && !replaced[i] }), true)
	})
	r.Products = byProduct.named(names)
	r.Suppliers = w.suppliersToReplace(v)
	r.Order = w.order(items, v)
	return r
}

// suppliersToReplace is the smallest set of parties whose replacement mends
// enough: a product works again when all that was taken with it is mended.
func (w *world) suppliersToReplace(v view) Set {
	behind := map[int32][]int{} // by product: places in names
	var names []string
	for _, t := range w.takes {
		if t.hold >= v.hold && rank(t.mode) <= rank(v.mode) {
			names = append(names, w.unit(t))
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	for _, t := range w.takes {
		if t.hold >= v.hold && rank(t.mode) <= rank(v.mode) {
			i, _ := slices.BinarySearch(names, w.unit(t))
			behind[t.product] = append(behind[t.product], i)
		}
	}
	set := smallestSet(len(names), func(replaced []bool) bool {
		return !slices.Contains(w.down(func(p int32) bool {
			return slices.ContainsFunc(behind[p], func(i int) bool { return !replaced[i] })
		}), true)
	})
	return set.named(names)
}

// unit is what is replaced with a party: the party, or the part itself where
// nobody is known to stand behind it.
func (w *world) unit(t take) string {
	switch {
	case t.party != risk.None:
		return w.partyID(t.party)
	case t.component != risk.None:
		return "component:" + w.g.Components[t.component].ID
	}
	return "product:" + w.g.Products[t.product].ID
}
