// SPDX-License-Identifier: Apache-2.0

package concentration

import (
	"math"

	"github.com/kedja/kedja/result"
)

// Hidden is the concentration that is not seen while suppliers are counted
// apart: the index by owner less the index by supplier, over the same
// completions, which is Σ 2·s_a·s_b over the pairs of suppliers under one
// controller. ownerOf names the controller of a supplier; an empty or
// uncertain owner may be anybody, known owners too. It is called once per
// distinct supplier. The lower end rests on certain pairs alone.
func Hidden(suppliers []Item, ownerOf func(supplier string) (owner string, certain bool)) result.Interval {
	b := gather(suppliers)
	return b.hidden(ownerOf)
}

func (b *body) hidden(ownerOf func(supplier string) (owner string, certain bool)) result.Interval {
	if !(b.groupSum.Hi+b.lumpSum.Hi > 0) {
		return result.Interval{}
	}
	owner := make(map[string]string, len(b.groups))
	owners := make([]Item, 0, len(b.groups)+len(b.lumps))
	for _, g := range b.groups {
		id, certain := ownerOf(g.key)
		if !certain {
			id = ""
		}
		owner[g.key] = id
		owners = append(owners, Item{Key: id, Mass: g.mass})
	}
	for _, m := range b.lumps {
		owners = append(owners, Item{Mass: m})
	}
	low := b.certainPairs(owner)
	byOwner := gather(owners)
	high, apart := byOwner.index(), b.index()
	if high.Hi-apart.Lo <= low+noise {
		return result.Exactly(low)
	}
	return result.Interval{Lo: low, Hi: high.Hi - apart.Lo}
}

// index is the index alone.
func (b *body) index() result.Interval {
	var l *levels
	if !b.exact {
		l = newLevels(b)
	}
	hhi, _ := b.indices(l)
	return hhi
}

// noise is what differently ordered sums of shares may differ by.
const noise = 1e-12

// certainPairs is Σ 2·s_a·s_b over the pairs with one certain owner, each
// share at its lower end.
func (b *body) certainPairs(owner map[string]string) float64 {
	type acc struct{ sum, squares float64 }
	by := map[string]*acc{}
	var order []*acc // in the order of the sorted shares: the sum is the same for any input order
	for _, s := range b.shares() {
		id := owner[s.Key]
		if id == "" {
			continue
		}
		a, ok := by[id]
		if !ok {
			a = &acc{}
			by[id] = a
			order = append(order, a)
		}
		a.sum += s.Share.Lo
		a.squares += s.Share.Lo * s.Share.Lo
	}
	total := 0.0
	for _, a := range order {
		total += math.Max(0, a.sum*a.sum-a.squares)
	}
	if total < noise {
		return 0
	}
	return total
}
