// SPDX-License-Identifier: Apache-2.0

package measures

import (
	"cmp"
	"slices"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/concentration"
)

// partyKey is the group of a party, "" where nobody knows it.
func (m *Measurer) partyKey(by string, i int32) string {
	if i == risk.None {
		return ""
	}
	party := &m.g.Parties[i]
	switch by {
	case "supplier":
		return party.ID
	case "owner":
		return m.owner(party.ID)
	case "controlCountry":
		return m.ControlCountry(party.ID)
	case "establishedCountry":
		if party.Record != nil {
			return party.Record.Established
		}
	}
	return ""
}

// keyer groups components by number: names are looked up and compared once,
// not once for every basis and scope.
type keyer struct {
	m    *Measurer
	keys map[string]*numbering // by grouping
	// Sums in the order of the numbers; used holds the numbers that have one.
	sums, rest []float64
	seen       []bool
	used       []int32
}

// numbering says which group each thing is in: numbers from 0 are groups, in
// the order of their keys; those from len(keys) are lumps that the parts of
// one party share; None is a lump of its own.
type numbering struct {
	keys []string
	of   []int32 // by party, or by component where component is set
	// component: the grouping is one of components, not of their parties.
	component bool
	n         int // numbers used
}

func (m *Measurer) newKeyer() *keyer {
	k := &keyer{m: m, keys: map[string]*numbering{}}
	most := 0
	for _, by := range componentGroupings {
		x := k.number(by)
		k.keys[by] = x
		most = max(most, x.n)
	}
	k.sums, k.rest, k.seen = make([]float64, most), make([]float64, most), make([]bool, most)
	return k
}

func (k *keyer) number(by string) *numbering {
	g := k.m.g
	var name []string
	x := &numbering{component: by == "ecosystem" || by == "component"}
	if x.component {
		name = make([]string, len(g.Components))
		for i := range g.Components {
			c := &g.Components[i]
			switch {
			case by == "ecosystem" && c.HasPURL:
				name[i] = c.PURL.Type
			case by == "ecosystem":
			case c.HasPURL:
				name[i] = c.PURL.Bare()
			default:
				name[i] = c.ID
			}
		}
	} else {
		name = make([]string, len(g.Parties))
		for i := range g.Parties {
			name[i] = k.m.partyKey(by, int32(i))
		}
	}
	x.assign(name)
	return x
}

// assign numbers the names in their order. Parties without a name share a
// lump each.
func (x *numbering) assign(name []string) {
	order := make([]int32, len(name))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		if c := cmp.Compare(name[a], name[b]); c != 0 {
			return c
		}
		return cmp.Compare(a, b)
	})
	x.of = make([]int32, len(name))
	for _, i := range order {
		if name[i] == "" {
			x.of[i] = risk.None
			continue
		}
		if k := len(x.keys); k == 0 || x.keys[k-1] != name[i] {
			x.keys = append(x.keys, name[i])
		}
		x.of[i] = int32(len(x.keys) - 1)
	}
	x.n = len(x.keys)
	if x.component {
		return
	}
	for i, n := range x.of {
		if n == risk.None {
			x.of[i] = int32(x.n)
			x.n++
		}
	}
}

// groups adds up the masses of the components by group.
func (k *keyer) groups(by string, components []int32, masses []float64) concentration.Groups {
	x := k.keys[by]
	var out concentration.Groups
	for i, c := range components {
		at := c
		if !x.component {
			at = k.m.g.Components[c].Party
		}
		n := risk.None
		if at != risk.None {
			n = x.of[at]
		}
		if n == risk.None {
			out.Lumps = append(out.Lumps, result.Exactly(masses[i]))
			continue
		}
		if !k.seen[n] {
			k.seen[n] = true
			k.used = append(k.used, n)
		}
		k.sums[n], k.rest[n] = compensated(k.sums[n], k.rest[n], masses[i])
	}
	slices.Sort(k.used)
	for _, n := range k.used {
		mass := result.Exactly(k.sums[n] + k.rest[n])
		k.seen[n], k.sums[n], k.rest[n] = false, 0, 0
		if int(n) >= len(x.keys) {
			out.Lumps = append(out.Lumps, mass)
			continue
		}
		out.Keys, out.Masses = append(out.Keys, x.keys[n]), append(out.Masses, mass)
	}
	k.used = k.used[:0]
	return out
}

// compensated adds x to a sum of non-negative masses and keeps what rounding
// loses, so that the order of components is not seen in printed digits
// (Neumaier 1974).
func compensated(sum, rest, x float64) (float64, float64) {
	t := sum + x
	if sum >= x {
		return t, rest + ((sum - t) + x)
	}
	return t, rest + ((x - t) + sum)
}
