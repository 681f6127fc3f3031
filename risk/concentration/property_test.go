// SPDX-License-Identifier: Apache-2.0

package concentration_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/concentration"
)

// world is a few items with small whole masses, as a brute force can take.
func world(t *rapid.T, ranges bool) []concentration.Item {
	n := rapid.IntRange(1, 5).Draw(t, "items")
	out := make([]concentration.Item, n)
	for i := range out {
		lo := float64(rapid.IntRange(0, 4).Draw(t, "lo"))
		hi := lo
		if ranges {
			hi += float64(rapid.IntRange(0, 3).Draw(t, "width"))
		}
		out[i] = concentration.Item{
			Key:  rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "key"),
			Mass: result.Interval{Lo: lo, Hi: hi},
		}
	}
	return out
}

// completions calls f with every way to settle the items: each mass on the
// grid of whole numbers, each lump in a known or a new group.
func completions(items []concentration.Item, f func(groups map[string]float64)) {
	groups := map[string]float64{}
	for _, it := range items {
		if it.Key != "" {
			groups[it.Key] = 0
		}
	}
	known := []string{"a", "b", "c"}
	var visit func(i, fresh int)
	visit = func(i, fresh int) {
		if i == len(items) {
			f(groups)
			return
		}
		if items[i].Key == "" && items[i].Mass.Hi == 0 {
			visit(i+1, fresh) // nothing: it makes no group
			return
		}
		keys := []string{items[i].Key}
		if items[i].Key == "" {
			keys = nil
			for _, k := range known {
				if _, ok := groups[k]; ok {
					keys = append(keys, k)
				}
			}
			for n := range fresh + 1 {
				keys = append(keys, string(rune('0'+n)))
			}
		}
		for m := items[i].Mass.Lo; m <= items[i].Mass.Hi; m++ {
			for _, k := range keys {
				old, had := groups[k]
				groups[k] = old + m
				next := fresh
				if k == string(rune('0'+fresh)) {
					next++
				}
				visit(i+1, next)
				if groups[k] = old; !had {
					delete(groups, k)
				}
			}
		}
	}
	visit(0, 0)
}

// direct is the measures of settled groups by their definitions.
func direct(groups map[string]float64) (hhi, entropy, cr1, cr3, gini, total float64) {
	var ms []float64
	for _, m := range groups {
		ms = append(ms, m)
		total += m
	}
	slices.SortFunc(ms, func(x, y float64) int { return int(y - x) })
	for i, m := range ms {
		s := m / total
		hhi += s * s
		if s > 0 {
			entropy -= s * math.Log(s)
		}
		if i < 1 {
			cr1 += s
		}
		if i < 3 {
			cr3 += s
		}
		for _, o := range ms {
			gini += math.Abs(m-o) / (2 * float64(len(ms)) * total)
		}
	}
	return hhi, math.Exp(entropy), cr1, cr3, gini, total
}

func holds(t *rapid.T, what string, i result.Interval, x float64, groups map[string]float64) {
	if x < i.Lo-1e-9 || x > i.Hi+1e-9 {
		t.Fatalf("%s %v of %v lies outside %v", what, x, groups, i)
	}
}

// TestEveryCompletion: the intervals hold what every completion gives, and
// without ranges the ends are reached.
func TestEveryCompletion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ranges := rapid.Bool().Draw(t, "ranges")
		in := world(t, ranges)
		r, ok := concentration.Measure(in)
		seen := map[string]*result.Interval{}
		see := func(what string, x float64) {
			if s := seen[what]; s == nil {
				seen[what] = &result.Interval{Lo: x, Hi: x}
			} else {
				*s = s.Union(result.Exactly(x))
			}
		}
		completions(in, func(groups map[string]float64) {
			hhi, entropy, cr1, cr3, gini, total := direct(groups)
			if total == 0 {
				return
			}
			if !ok {
				t.Fatalf("%v has a mass and was not measured", groups)
			}
			holds(t, "hhi", r.HHI, hhi, groups)
			holds(t, "entropy", r.Entropy, entropy, groups)
			holds(t, "effective", r.Effective, 1/hhi, groups)
			holds(t, "cr1", r.CR1, cr1, groups)
			holds(t, "cr3", r.CR3, cr3, groups)
			holds(t, "gini", r.Gini, gini, groups)
			holds(t, "total", r.Total, total, groups)
			for _, s := range r.Shares {
				holds(t, "share of "+s.Key, s.Share, groups[s.Key]/total, groups)
			}
			see("hhi", hhi)
			see("entropy", entropy)
			see("cr1", cr1)
			see("cr3", cr3)
		})
		if !ok {
			return
		}
		reached := func(what string, i result.Interval) {
			s := seen[what]
			if math.Abs(i.Hi-s.Hi) > 1e-9 && what != "entropy" || math.Abs(i.Lo-s.Lo) > 1e-9 && (what == "entropy" || !ranges) {
				t.Fatalf("%s: interval %v, reached %v", what, i, *s)
			}
		}
		reached("hhi", r.HHI)
		reached("entropy", r.Entropy)
		reached("cr1", r.CR1)
		reached("cr3", r.CR3)
	})
}

// TestHiddenEveryCompletion: hidden holds the difference of both indices
// over the same completion.
func TestHiddenEveryCompletion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := world(t, rapid.Bool().Draw(t, "ranges"))
		owners := map[string]string{}
		for _, s := range []string{"a", "b", "c"} {
			owners[s] = rapid.SampledFrom([]string{"", "o", "p"}).Draw(t, "owner of "+s)
		}
		h := concentration.Hidden(in, func(s string) (string, bool) { return owners[s], true })
		choices := []string{"o", "p", "q", "r", "s"}
		completions(in, func(groups map[string]float64) {
			var open []string
			for s := range groups {
				if owners[s] == "" {
					open = append(open, s)
				}
			}
			slices.Sort(open)
			hhi, _, _, _, _, total := direct(groups)
			if total == 0 {
				return
			}
			pick := make([]string, len(open))
			var visit func(i int)
			visit = func(i int) {
				if i < len(open) {
					for _, o := range choices {
						pick[i] = o
						visit(i + 1)
					}
					return
				}
				by := map[string]float64{}
				for s, m := range groups {
					o := owners[s]
					if j, found := slices.BinarySearch(open, s); found {
						o = pick[j]
					}
					by[o] += m
				}
				owned, _, _, _, _, _ := direct(by)
				holds(t, "hidden", h, owned-hhi, groups)
			}
			if len(open) <= 3 {
				visit(0)
			}
		})
	})
}

// ranged counts the groups whose mass is a range.
func ranged(items []concentration.Item) int {
	open := map[string]bool{}
	for _, it := range items {
		if it.Key != "" && it.Mass.Lo != it.Mass.Hi {
			open[it.Key] = true
		}
	}
	return len(open)
}

// TestRefinement: settling one unknown never leaves the old interval.
func TestRefinement(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		many := rapid.Bool().Draw(t, "many") // beyond the exact vertices
		in := world(t, true)
		if many {
			for range concentration.MaxExactRanges + 1 {
				in = append(in, world(t, true)...)
			}
			for i := range in {
				if in[i].Key != "" {
					in[i].Key += string(rune('a' + i%26))
				}
			}
		}
		before, ok := concentration.Measure(in)
		if !ok {
			return
		}
		finer := slices.Clone(in)
		i := rapid.IntRange(0, len(in)-1).Draw(t, "which")
		if finer[i].Key == "" && finer[i].Mass.Hi > 0 && rapid.Bool().Draw(t, "name it") {
			finer[i].Key = rapid.SampledFrom([]string{"a", "b", "zz"}).Draw(t, "new key")
		} else {
			m := finer[i].Mass
			part := func(name string) float64 { return float64(rapid.IntRange(0, 1<<20).Draw(t, name)) / (1 << 20) } // squares of smaller ones vanish
			lo := m.Lo + (m.Hi-m.Lo)*part("up")
			finer[i].Mass = result.Interval{Lo: lo, Hi: lo + (m.Hi-lo)*part("down")}
		}
		after, ok := concentration.Measure(finer)
		if !ok {
			return
		}
		within := func(what string, a, b result.Interval) {
			if a.Lo < b.Lo-1e-9 || a.Hi > b.Hi+1e-9 {
				t.Fatalf("%s %v left %v\nbefore %v\nafter  %v", what, a, b, in, finer)
			}
		}
		if ranged(in) <= concentration.MaxExactRanges && ranged(finer) > concentration.MaxExactRanges {
			// A lump that gets a name is one group more than are gone through
			// exactly: of these two the other end is an outer bound.
			before.HHI.Hi, before.Entropy.Lo = 1, 1
		}
		within("hhi", after.HHI, before.HHI)
		within("entropy", after.Entropy, before.Entropy)
		within("cr1", after.CR1, before.CR1)
		within("cr3", after.CR3, before.CR3)
		within("gini", after.Gini, before.Gini)
		within("unattributed", after.Unattributed, before.Unattributed.Union(result.Exactly(after.Unattributed.Lo)))
	})
}

// TestRenamingAndReordering: names and order of the items change no digit
// that is printed.
func TestRenamingAndReordering(t *testing.T) {
	rename := map[string]string{"": "", "a": "z", "b": "y", "c": "x"}
	rapid.Check(t, func(t *rapid.T) {
		in := world(t, true)
		other := slices.Clone(in)
		for i := range other {
			other[i].Key = rename[other[i].Key]
		}
		other = rapid.Permutation(other).Draw(t, "order")
		a, okA := concentration.Measure(in)
		b, okB := concentration.Measure(other)
		for i := range a.Shares {
			a.Shares[i].Key = ""
		}
		for i := range b.Shares {
			b.Shares[i].Key = ""
		}
		if diff := cmp.Diff(a, b); diff != "" || okA != okB {
			t.Fatalf("(-a +b):\n%s", diff)
		}
	})
}
