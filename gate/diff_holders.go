// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"cmp"
	"reflect"
	"slices"

	"github.com/kedja/kedja/result"
)

// holding is what makes a significant holding or decisive influence the same
// in two results.
type holding struct{ as, holder, through string }

// holdingsOf are the significant holdings and decisive influence in a party.
// One that is stated twice is certain if either statement is.
func holdingsOf(c *result.Control) map[holding]*result.HolderState {
	out := map[holding]*result.HolderState{}
	for _, s := range c.Significant {
		out[holding{result.AsSignificant, s.Holder, ""}] = &result.HolderState{Certain: s.Certain, Votes: &s.Votes, Share: &s.Share}
	}
	for _, x := range c.Decisive {
		k := holding{x.By, x.Holder, x.Through}
		out[k] = &result.HolderState{Certain: x.Certain || out[k] != nil && out[k].Certain}
	}
	return out
}

// holderChanges compares who else matters for a party: significant holdings
// first, then by holder.
func holderChanges(old, new *result.Control) []result.HolderChange {
	before, after := holdingsOf(old), holdingsOf(new)
	var out []result.HolderChange
	add := func(change string, k holding) {
		out = append(out, result.HolderChange{Change: change, Holder: k.holder, As: k.as, Through: k.through, Old: before[k], New: after[k]})
	}
	for k, n := range after {
		switch o := before[k]; {
		case o == nil:
			add(result.ChangeNew, k)
		case !reflect.DeepEqual(o, n):
			add(result.ChangeChanged, k)
		}
	}
	for k := range before {
		if after[k] == nil {
			add(result.ChangeGone, k)
		}
	}
	rank := func(x result.HolderChange) int {
		if x.As == result.AsSignificant {
			return 0
		}
		return 1
	}
	slices.SortFunc(out, func(x, y result.HolderChange) int {
		return cmp.Or(cmp.Compare(rank(x), rank(y)), cmp.Compare(x.Holder, y.Holder), cmp.Compare(x.As, y.As), cmp.Compare(x.Through, y.Through))
	})
	return out
}
