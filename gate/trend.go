// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"cmp"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// Trend compares every row of concentration of two results, those that did
// not change too: by how much the index and the share of the largest changed,
// new less old. [Diff] lists those that differ.
//
// What was unknown then and what is unknown now are two unknowns, even of one
// supplier, which can have been sold in between. So the change lies between
// the new lower less the old upper end and the new upper less the old lower
// end. It is exactly 0 where nothing that measures rest on differs. Where more
// or less is attributed than before, the note says so.
func Trend(old, new *result.Assessment) []result.ConcentrationChange {
	o, n := *old, *new
	leaveOut(&o, &n)
	o.Normalize()
	n.Normalize()
	d := differ{old: &o, new: &n, same: sameThings(&o, &n)}
	return d.trend()
}

type rowKey struct{ scope, by, basis string }

// trend pairs the rows of both results, the whole before its parts.
func (d *differ) trend() []result.ConcentrationChange {
	before, after := map[rowKey]*result.Concentration{}, map[rowKey]*result.Concentration{}
	var keys []rowKey
	collect := func(list []result.Concentration, into, other map[rowKey]*result.Concentration, rename func(string) string) {
		for i := range list {
			c := &list[i]
			k := rowKey{rename(c.Scope), c.By, c.Basis}
			if into[k] == nil && other[k] == nil {
				keys = append(keys, k)
			}
			into[k] = c
		}
	}
	collect(d.new.Concentration, after, before, func(s string) string { return s })
	collect(d.old.Concentration, before, after, d.renamed)
	slices.SortFunc(keys, func(x, y rowKey) int {
		return cmp.Or(cmp.Compare(scopeRank(x.scope), scopeRank(y.scope)), strings.Compare(x.scope, y.scope),
			strings.Compare(x.by, y.by), strings.Compare(x.basis, y.basis))
	})
	still := d.sameGround()
	out := make([]result.ConcentrationChange, 0, len(keys))
	for _, k := range keys {
		c := result.ConcentrationChange{Scope: k.scope, By: k.by, Basis: k.basis, Old: concentrationState(before[k]), New: concentrationState(after[k])}
		if c.Old != nil && c.New != nil {
			c.HHIChange, c.CR1Change = change(c.Old.HHI, c.New.HHI, still), change(c.Old.CR1, c.New.CR1, still)
			c.Note = coverageNote(before[k], after[k])
		}
		if !reflect.DeepEqual(c.Old, c.New) {
			c.Change = changeOf(c.Old, c.New)
		}
		out = append(out, c)
	}
	return out
}

// sameGround reports whether nothing differs that measures rest on. Policies
// only judge them.
func (d *differ) sameGround() bool {
	return !slices.ContainsFunc(causes(d.old, d.new), func(c result.Cause) bool { return c.Kind != "policy" })
}

// change is the new value less the old over every completion of each.
func change(old, new result.Interval, still bool) *result.Interval {
	if still && old == new {
		return &result.Interval{}
	}
	x := result.Interval{Lo: new.Lo - old.Hi, Hi: new.Hi - old.Lo}
	if math.Abs(x.Lo) < 1e-12 && math.Abs(x.Hi) < 1e-12 {
		return &result.Interval{}
	}
	x = x.Rounded()
	return &x
}

// coverageNote says what a change of the numbers owes to knowing more or less.
func coverageNote(old, new *result.Concentration) string {
	var notes []string
	switch a, b := old.Unattributed, new.Unattributed; {
	case b.Hi < a.Hi || b.Lo < a.Lo:
		notes = append(notes, fmt.Sprintf("more is attributed: %s without a group, before %s; that is knowing more, not less concentration", b, a))
	case b.Hi > a.Hi || b.Lo > a.Lo:
		notes = append(notes, fmt.Sprintf("less is attributed: %s without a group, before %s; that is knowing less, not more concentration", b, a))
	}
	if x, y := len(old.Missing), len(new.Missing); x != y {
		notes = append(notes, fmt.Sprintf("amounts not stated: %d, before %d", y, x))
	}
	if !slices.Equal(old.Marks, new.Marks) {
		notes = append(notes, "what the SBOMs cover differs: "+or(strings.Join(new.Marks, ", "), "nothing open")+", before "+or(strings.Join(old.Marks, ", "), "nothing open"))
	}
	return strings.Join(notes, "; ")
}
