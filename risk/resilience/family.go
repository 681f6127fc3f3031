// SPDX-License-Identifier: Apache-2.0

package resilience

import (
	"cmp"
	"slices"
)

// cut is a set of at most MaxCutSize classes, rising; unused places are 0.
type cut struct {
	n int8
	k [MaxCutSize]int32
}

func single(class int32) cut { return cut{n: 1, k: [MaxCutSize]int32{class}} }

func (c cut) compare(d cut) int {
	return cmp.Or(cmp.Compare(c.n, d.n), slices.Compare(c.k[:], d.k[:]))
}

// union is the set of both, false when it is larger than size.
func (c cut) union(d cut, size int) (cut, bool) {
	var out cut
	i, j := int8(0), int8(0)
	for i < c.n || j < d.n {
		var x int32
		switch {
		case j == d.n || i < c.n && c.k[i] < d.k[j]:
			x = c.k[i]
			i++
		case i == c.n || d.k[j] < c.k[i]:
			x = d.k[j]
			j++
		default:
			x = c.k[i]
			i, j = i+1, j+1
		}
		if int(out.n) == size {
			return cut{}, false
		}
		out.k[out.n] = x
		out.n++
	}
	return out, true
}

// family is minimal cuts, an antichain in rising order. Nil never fails; the
// family of the empty cut alone always fails.
type family []cut

func always() family { return family{{}} }

func (f family) alwaysFails() bool { return len(f) == 1 && f[0].n == 0 }

// minimal sorts the cuts and drops those that hold another.
func minimal(cuts []cut) family {
	if len(cuts) == 0 {
		return nil
	}
	slices.SortFunc(cuts, cut.compare)
	cuts = slices.Compact(cuts)
	if cuts[0].n == 0 {
		return always()
	}
	if cuts[len(cuts)-1].n == 1 {
		return cuts
	}
	kept := make(map[cut]struct{}, len(cuts))
	out := cuts[:0]
	for _, c := range cuts {
		if !c.holdsOther(kept) {
			kept[c] = struct{}{}
			out = append(out, c)
		}
	}
	return out
}

// holdsOther reports whether a proper part of the cut is among the kept.
func (c cut) holdsOther(kept map[cut]struct{}) bool {
	has := func(d cut) bool {
		_, ok := kept[d]
		return ok
	}
	if c.n == 1 {
		return false
	}
	for i := range c.n {
		if has(single(c.k[i])) {
			return true
		}
		for j := i + 1; c.n == 3 && j < c.n; j++ {
			if has(cut{n: 2, k: [MaxCutSize]int32{c.k[i], c.k[j]}}) {
				return true
			}
		}
	}
	return false
}

// or fails when either does.
func (f family) or(g family) family {
	if len(f) == 0 {
		return g
	}
	if len(g) == 0 {
		return f
	}
	return minimal(append(slices.Clone(f), g...))
}

// maxPairs bounds the work of one product of families.
const maxPairs = 1 << 18

// and fails when both do. It reports false when the product is too large to
// be worked out.
func (f family) and(g family, size, most int) (family, bool) {
	if len(f) == 0 || len(g) == 0 {
		return nil, true
	}
	if f.alwaysFails() {
		return g, true
	}
	if g.alwaysFails() {
		return f, true
	}
	if size == 1 {
		return f.common(g), true
	}
	if len(f)*len(g) > maxPairs {
		return nil, false
	}
	var cuts []cut
	for _, c := range f {
		for _, d := range g {
			if u, ok := c.union(d, size); ok {
				cuts = append(cuts, u)
			}
		}
	}
	out := minimal(cuts)
	return out, len(out) <= most
}

// common is the single cuts that are in both.
func (f family) common(g family) family {
	var out family
	for len(f) > 0 && len(g) > 0 {
		switch f[0].compare(g[0]) {
		case -1:
			f = f[1:]
		case 1:
			g = g[1:]
		default:
			out = append(out, f[0])
			f, g = f[1:], g[1:]
		}
	}
	return out
}
