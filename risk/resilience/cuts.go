// SPDX-License-Identifier: Apache-2.0

package resilience

import (
	"cmp"
	"slices"
)

// Cut is a minimal set of keys whose removal stops an asset.
type Cut struct {
	Asset   int
	Keys    []string // rising
	Certain bool     // under every completion; else under some
}

// CutSets lists the minimal cut sets of every asset up to maxSize keys (at
// most [MaxCutSize]), sorted by asset, size, keys. Size one is the single
// points. A certain set is minimal among the certain ones; a possible one is
// minimal among the possible ones and not certain, so an asset can have the
// possible cut {a} and the certain cut {a, b}. A possible cut that rests only
// on leaves with AnyKey is listed once, with the key [Unlisted].
//
// At most limit sets are given ([DefaultLimit] when it is not positive), the
// smaller ones first; truncated says that there are more.
func (s *System) CutSets(maxSize, limit int) (cuts []Cut, truncated bool) {
	if limit <= 0 {
		limit = DefaultLimit
	}
	w := newWriter(s, min(maxSize, MaxCutSize), limit)
	return w.write()
}

// semantics says which cuts take a leaf away.
type semantics func(leaf int) family

// solver works out the families of all assets under one semantics.
type solver struct {
	x         *index
	leaf      semantics
	most      int // longest family that is worked with
	families  []family
	truncated bool
}

func (x *index) solve(leaf semantics, size, most int) *solver {
	v := &solver{x: x, leaf: leaf, most: most, families: make([]family, x.assets)}
	needs := make([][]int, x.assets)
	for _, g := range x.groups {
		for _, m := range g.members {
			if m.Asset >= 0 {
				needs[g.asset] = append(needs[g.asset], m.Asset)
			}
		}
	}
	// A component stands after what it needs: only loops are iterated.
	for _, members := range components(needs).members {
		v.settle(members, size)
	}
	return v
}

// settle iterates a loop of assets upwards from "never fails" to its least
// fixed point. Where the sets of one size are too many, that size is left
// out for the loop; what remains is still minimal.
func (v *solver) settle(members []int, size int) {
	for ; size > 0; size-- {
		if v.iterate(members, size) {
			return
		}
		v.truncated = true
	}
}

func (v *solver) iterate(members []int, size int) bool {
	for _, a := range members {
		v.families[a] = nil
	}
	for changed := true; changed; {
		changed = false
		for _, a := range members {
			f, ok := v.fails(a, size)
			if !ok {
				return false
			}
			if !slices.Equal(f, v.families[a]) {
				v.families[a], changed = f, true
			}
		}
	}
	return true
}

// fails is the family of an asset: one of its groups fails.
func (v *solver) fails(asset, size int) (family, bool) {
	var f family
	for _, g := range v.x.groupsOf[asset] {
		h, ok := v.groupFails(&v.x.groups[g], size)
		if !ok {
			return nil, false
		}
		f = f.or(h)
	}
	return f, size == 1 || len(f) <= v.most
}

// groupFails counts up the members: at[j] is "at least j of those seen so
// far fail".
func (v *solver) groupFails(g *flatGroup, size int) (family, bool) {
	if g.slack < 0 {
		return always(), true
	}
	need := int(g.slack) + 1
	if need > len(g.members) { // K ≤ 0: holds whatever fails
		return nil, true
	}
	at := make([]family, need+1)
	at[0] = always()
	for i, m := range g.members {
		f := v.member(m, size)
		// What can still reach the end: j + members left ≥ need.
		for j := min(need, i+1); j >= max(1, need-(len(g.members)-1-i)); j-- {
			h, ok := at[j-1].and(f, size, v.most)
			if !ok && size > 1 {
				return nil, false
			}
			at[j] = at[j].or(h)
		}
	}
	return at[need], true
}

// member is the family of a member without the cuts larger than size.
func (v *solver) member(m Member, size int) family {
	if m.Leaf >= 0 {
		return v.leaf(m.Leaf)
	}
	f := v.families[m.Asset]
	end := len(f)
	for end > 0 && int(f[end-1].n) > size {
		end--
	}
	return f[:end:end]
}

// writer turns families of classes into cuts of keys.
type writer struct {
	s       *System
	size    int
	limit   int
	classes []keyClass
	sound   []bool

	certain  []family
	listed   []family // possible, unlisted parties standing still
	possible []family // possible, unlisted parties acting too

	truncated bool
	out       []Cut
}

func newWriter(s *System, size, limit int) *writer {
	w := &writer{s: s, size: size, limit: limit, classes: s.keyClasses(), sound: s.Works(nil)}
	x := s.index()
	sure, may := make([]family, len(s.Leaves)), make([]family, len(s.Leaves))
	for i, c := range w.classes {
		for _, l := range c.certain {
			sure[l] = append(sure[l], single(int32(i)))
		}
		for _, l := range c.possible {
			may[l] = append(may[l], single(int32(i)))
		}
	}
	most := 4*limit + 1000
	solve := func(leaf semantics) []family {
		v := x.solve(leaf, size, most)
		w.truncated = w.truncated || v.truncated
		return v.families
	}
	w.certain = solve(func(l int) family { return sure[l] })
	w.listed, w.possible = w.certain, w.certain
	if slices.ContainsFunc(s.Leaves, func(l Leaf) bool { return len(l.Possible) > 0 }) {
		w.listed = solve(func(l int) family { return may[l] })
		w.possible = w.listed
	}
	if len(s.anyKeyLeaves()) > 0 {
		w.possible = solve(func(l int) family {
			if s.Leaves[l].AnyKey {
				return always()
			}
			return may[l]
		})
	}
	return w
}

// write goes by size first, so that a limit never hides a single point
// behind another asset's triples.
func (w *writer) write() ([]Cut, bool) {
	for size := 1; size <= w.size; size++ {
		for a := range w.s.Assets {
			if w.sound[a] {
				w.asset(a, size)
			}
		}
	}
	slices.SortFunc(w.out, func(a, b Cut) int {
		return cmp.Or(cmp.Compare(a.Asset, b.Asset), cmp.Compare(len(a.Keys), len(b.Keys)), slices.Compare(a.Keys, b.Keys))
	})
	return w.out, w.truncated
}

func (w *writer) asset(a, size int) {
	w.family(a, w.certain[a], size, nil, true)
	if !w.possible[a].alwaysFails() {
		w.family(a, w.possible[a], size, w.certain[a], false)
		return
	}
	if size == 1 {
		w.add(Cut{a, []string{Unlisted}, false})
		w.family(a, w.listed[a], size, w.certain[a], false)
	}
}

// family writes the cuts of one size that are not among the others.
func (w *writer) family(a int, f family, size int, not family, certain bool) {
	for _, c := range f {
		if int(c.n) != size {
			continue
		}
		if _, found := slices.BinarySearchFunc(not, c, cut.compare); found {
			continue
		}
		if !w.expand(Cut{Asset: a, Certain: certain}, c, 0) {
			return
		}
	}
}

// expand names the keys of the classes from the i-th on, every choice of
// one key a class; it reports false when the limit is reached.
func (w *writer) expand(out Cut, c cut, i int8) bool {
	if i == c.n {
		out.Keys = slices.Sorted(slices.Values(out.Keys))
		return w.add(out)
	}
	keys := out.Keys
	for _, k := range w.classes[c.k[i]].keys {
		out.Keys = append(slices.Clip(keys), k)
		if !w.expand(out, c, i+1) {
			return false
		}
	}
	return true
}

func (w *writer) add(c Cut) bool {
	if len(w.out) >= w.limit {
		w.truncated = true
		return false
	}
	w.out = append(w.out, c)
	return true
}
