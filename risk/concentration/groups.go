// SPDX-License-Identifier: Apache-2.0

package concentration

import (
	"cmp"
	"slices"

	"github.com/kedja/kedja/result"
)

// Groups are masses that are added up by group already, for callers who know
// the groups of very many items by number.
type Groups struct {
	Keys   []string          // distinct, none empty
	Masses []result.Interval // one for each key
	Lumps  []result.Interval // each in one group that nobody knows
}

// Gather adds items up by key. Where all items of a key have a size, so has
// the group.
func Gather(items []Item) Groups {
	var g Groups
	at := make(map[string]int, 64)
	var sums []sum
	for _, it := range items {
		m := it.Mass.Amount()
		if it.Key == "" {
			g.Lumps = append(g.Lumps, m)
			continue
		}
		i, ok := at[it.Key]
		if !ok {
			i = len(g.Keys)
			at[it.Key] = i
			g.Keys = append(g.Keys, it.Key)
			sums = append(sums, sum{})
		}
		sums[i].add(m)
	}
	for i := range sums {
		g.Masses = append(g.Masses, sums[i].interval())
	}
	return g
}

// Measure measures the concentration of the groups and lumps as [Measure]
// does of items.
func (g Groups) Measure() (Result, bool) {
	b := g.body()
	return b.measure()
}

// Hidden is [Hidden] of suppliers that are groups already.
func (g Groups) Hidden(ownerOf func(supplier string) (owner string, certain bool)) result.Interval {
	b := g.body()
	return b.hidden(ownerOf)
}

// body sorts groups and lumps and adds them up.
func (g Groups) body() body {
	b := body{exact: true, groups: make([]group, len(g.Keys))}
	for i, key := range g.Keys {
		m := g.Masses[i].Amount()
		b.exact = b.exact && m.Lo == m.Hi
		b.groups[i] = group{key, m}
	}
	for _, m := range g.Lumps {
		m = m.Amount()
		b.exact = b.exact && m.Lo == m.Hi
		if m.Hi > 0 {
			b.lumps = append(b.lumps, m)
		}
	}
	slices.SortFunc(b.groups, func(x, y group) int {
		if c := compareMass(x.mass, y.mass); c != 0 {
			return c
		}
		return cmp.Compare(x.key, y.key)
	})
	slices.SortFunc(b.lumps, compareMass)
	for _, g := range b.groups {
		b.groupSum = plus(b.groupSum, g.mass)
	}
	for _, m := range b.lumps {
		b.lumpSum = plus(b.lumpSum, m)
	}
	return b
}
