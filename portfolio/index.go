// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"cmp"
	"maps"
	"slices"

	"github.com/kedja/kedja/risk"
)

// use is how somebody depends on something.
type use uint8

const (
	anyTier    use = 1 << iota // surely, at any tier
	surely                     // surely, directly
	mayDirect                  // possibly, directly
	everything = anyTier | surely | mayDirect
)

func used(direct risk.Tri) use {
	switch direct {
	case risk.Yes:
		return everything
	case risk.Unknown:
		return anyTier | mayDirect
	}
	return anyTier
}

// mention is a party, or a component, with how it is used. Party None stands
// for what nobody is known to stand behind.
type mention struct {
	of int32
	use
}

// member is an SBOM or an entity with what it depends on, sorted.
type member struct{ parties, components []mention }

// index says who depends on what.
type index struct {
	v        *view
	docs     []member
	entities []member
	systems  []member // records, and SBOMs that none names
	bare     []int32  // by component: its package URL without version, None
}

func (v *view) newIndex(entities []scope) *index {
	x := &index{v: v, docs: make([]member, len(v.docs)), entities: make([]member, len(entities))}
	below := v.subcontractors()
	for i, d := range v.docs {
		var m member
		for _, p := range d.parts {
			if p.counted {
				k := v.rank[p.id]
				m.components = append(m.components, mention{k, used(p.direct)})
				m.parties = append(m.parties, mention{v.comps[k].party, used(p.direct)})
			}
		}
		m.parties = append(m.parties, mention{v.party(d.Root.Party), everything})
		m.parties = joined(withBelow(m.parties, below))
		m.components = joined(m.components)
		x.docs[i] = m
	}
	for i := range entities {
		x.entities[i] = x.joint(&entities[i], below)
	}
	alone := make([]bool, len(v.docs))
	for i := range alone {
		alone[i] = true
	}
	for _, u := range v.systems {
		s := v.system(u)
		for _, d := range s.docs {
			alone[d] = false
		}
		x.systems = append(x.systems, x.joint(&s, below))
	}
	for i, yes := range alone {
		if yes {
			x.systems = append(x.systems, x.docs[i])
		}
	}
	x.bare = make([]int32, len(v.comps))
	for i := range v.comps {
		x.bare[i] = v.comps[i].bare
	}
	return x
}

// joint is what an entity or system depends on: what its SBOMs do, and
// directly those that supply its products, do its services or hold its
// contracts.
func (x *index) joint(s *scope, below map[int32][]int32) member {
	var m member
	for _, d := range s.docs {
		m.components = append(m.components, x.docs[d].components...)
		for _, p := range x.docs[d].parties {
			m.parties = append(m.parties, mention{p.of, anyTier})
		}
	}
	for _, u := range s.units {
		for i := range u.Products {
			m.parties = append(m.parties, mention{x.v.party(x.v.productParty(&u.Products[i])), everything})
		}
		for _, id := range u.Deals {
			m.parties = append(m.parties, mention{x.v.party(id), everything})
		}
	}
	return member{joined(withBelow(m.parties, below)), joined(m.components)}
}

func (v *view) party(id string) int32 {
	if k, ok := v.partyOf[id]; ok {
		return k
	}
	return risk.None
}

// withBelow adds those who work for the parties.
func withBelow(list []mention, below map[int32][]int32) []mention {
	for i := range list { // the length before any is added
		for _, q := range below[list[i].of] {
			list = append(list, mention{q, anyTier})
		}
	}
	return list
}

// joined adds up the uses of each.
func joined(list []mention) []mention {
	slices.SortFunc(list, func(a, b mention) int { return cmp.Compare(a.of, b.of) })
	out := list[:0]
	for _, m := range list {
		if n := len(out); n > 0 && out[n-1].of == m.of {
			out[n-1].use |= m.use
			continue
		}
		out = append(out, m)
	}
	return slices.Clip(out)
}

// subcontractors lists, for the parties that have any on record, who works
// for them, through others too.
func (v *view) subcontractors() map[int32][]int32 {
	direct := map[int32][]int32{}
	for i := range v.parties {
		if r := v.parties[i].Record; r != nil {
			for _, s := range r.Subcontractors.Items {
				if k, ok := v.partyOf[s.Party]; ok {
					direct[int32(i)] = append(direct[int32(i)], k)
				}
			}
		}
	}
	out := map[int32][]int32{}
	for i := range direct {
		seen := map[int32]bool{i: true}
		for queue := slices.Clone(direct[i]); len(queue) > 0; queue = queue[1:] {
			if k := queue[0]; !seen[k] {
				seen[k] = true
				queue = append(queue, direct[k]...)
			}
		}
		delete(seen, i)
		out[i] = slices.Sorted(maps.Keys(seen))
	}
	return out
}
