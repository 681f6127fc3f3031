// SPDX-License-Identifier: Apache-2.0

package phrase

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// Reach is how far the compromise of one party could go.
type Reach struct {
	Key               string
	Certain, Possible *result.Integrity // nil where there is none
}

// widest is what could be reached at most.
func (r *Reach) widest() *result.Integrity {
	if r.Possible != nil {
		return r.Possible
	}
	return r.Certain
}

// Reaches lists how far the compromise of each supplier or owner could go,
// the farthest first: by what is certain, then by what is possible.
func Reaches(a *result.Assessment, by string) []Reach {
	at := map[string]int{}
	var out []Reach
	for i := range a.Integrity {
		x := &a.Integrity[i]
		if x.By != by {
			continue
		}
		if _, ok := at[x.Key]; !ok {
			at[x.Key] = len(out)
			out = append(out, Reach{Key: x.Key})
		}
		if r := &out[at[x.Key]]; x.Certainty == "certain" {
			r.Certain = x
		} else {
			r.Possible = x
		}
	}
	of := func(x *result.Integrity) (weight float64, assets, components int) {
		if x == nil {
			return 0, 0, 0
		}
		return x.Weight, x.Assets, x.Components
	}
	order := func(x, y *result.Integrity) int {
		xw, xa, xc := of(x)
		yw, ya, yc := of(y)
		return cmp.Or(cmp.Compare(yw, xw), cmp.Compare(ya, xa), cmp.Compare(yc, xc))
	}
	slices.SortStableFunc(out, func(a, b Reach) int {
		return cmp.Or(order(a.Certain, b.Certain), order(a.Possible, b.Possible), strings.Compare(a.Key, b.Key))
	})
	return out
}

// Reached says how many assets could be reached, and which first.
func (n *Names) Reached(r *Reach) string {
	w := r.widest()
	if w == nil {
		return "not known"
	}
	lo := 0
	if r.Certain != nil {
		lo = r.Certain.Assets
	}
	words := Extent(lo, w.Assets, "asset", "assets")
	switch {
	case w.Assets > 1 && w.Assets == lo && w.Assets == len(n.Assets):
		words = "all " + words
	case len(w.Examples) > 0:
		words += " (" + List(Apply(w.Examples, n.Asset), 3, w.Assets) + ")"
	}
	if len(w.Through) > 0 {
		words += " by way of its work for " + List(Apply(w.Through, n.Party), 3, 0)
	}
	return words
}

// Parts says how many components could be reached.
func (r *Reach) Parts() string {
	w := r.widest()
	if w == nil {
		return "not known"
	}
	lo := 0
	if r.Certain != nil {
		lo = r.Certain.Components
	}
	return Extent(lo, w.Components, "component", "components")
}

// Extent writes a number of things of which some are only possible.
func Extent(certain, possible int, one, many string) string {
	if possible <= certain {
		return Count(certain, one, many)
	}
	return Thousands(certain) + " to " + Count(possible, one, many)
}

// ReachNote says which parties were not looked at, "" where all were.
func ReachNote(a *result.Assessment) string {
	if !a.IntegrityTruncated {
		return ""
	}
	return "Of those without a record only the ones that reach farthest are in the result."
}

// Candidates says what the entity uses already that could stand in for a
// product.
func (n *Names) Candidates(list []result.Alternative, max int) []string {
	var out []string
	for i := range list[:min(max, len(list))] {
		out = append(out, n.Candidate(&list[i]))
	}
	return out
}

// Candidate is one of them: whose it is, and that it may be under the same
// owner.
func (n *Names) Candidate(x *result.Alternative) string {
	words := n.Subject("product:" + x.Product)
	if x.Supplier != "" {
		words += " of " + n.Party(x.Supplier)
	}
	if x.Certainty != "certain" {
		words += " (possibly under the same owner)"
	}
	return words
}

// When says when all of the losses matter, where it is the same for all that
// say so, and whether it is.
func When(points []result.SinglePoint) (words string, same bool) {
	for _, p := range points {
		if p.MattersAfter == nil {
			return "", false
		}
		switch w := p.MattersAfter.String(); words {
		case "", w:
			words = w
		default:
			return "", false
		}
	}
	return words, words != ""
}

// Soonest lists the cut sets of two or more that matter soonest, those of
// which it is known when, certain before possible.
func Soonest(sets []result.CutSet) []*result.CutSet {
	var out []*result.CutSet
	for i := range sets {
		if c := &sets[i]; c.Size > 1 && c.MattersAfter != nil {
			out = append(out, c)
		}
	}
	rank := func(c *result.CutSet) int {
		if c.Certainty == "certain" {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(out, func(x, y *result.CutSet) int {
		return cmp.Or(cmp.Compare(rank(x), rank(y)), cmp.Compare(x.Size, y.Size),
			cmp.Compare(x.MattersAfter.Days.Lo, y.MattersAfter.Days.Lo), cmp.Compare(x.MattersAfter.Days.Hi, y.MattersAfter.Days.Hi))
	})
	return out
}
