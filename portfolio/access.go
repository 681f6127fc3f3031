// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"cmp"
	"maps"
	"slices"

	"github.com/kedja/kedja/result"
)

// reached collects what a party has access to.
type reached struct {
	systems, entities, products, assets map[string]bool
}

func newReached() reached {
	return reached{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
}

// privileged is the access that reaches all of a product.
const privileged = "privileged"

// access lists who has privileged access to systems, those first that reach
// most. Redundancy does not help against who is let in everywhere, so nothing
// is subtracted for it.
func (v *view) access() (out []Access, rest int) {
	sure, maybe := map[string]reached{}, map[string]reached{}
	from := map[string]map[string]bool{}
	for _, u := range v.systems {
		for i := range u.Products {
			for _, s := range u.Products[i].Services {
				if s.Access != privileged && s.Access != "" {
					continue
				}
				u.reach(i, s.Party, maybe)
				if s.Access == "" {
					continue
				}
				u.reach(i, s.Party, sure)
				if from[s.Party] == nil {
					from[s.Party] = map[string]bool{}
				}
				if s.From != "" {
					from[s.Party][s.From] = true
				}
			}
		}
	}
	for _, party := range slices.Sorted(maps.Keys(maybe)) {
		lo, hi := sure[party], maybe[party]
		row := Access{Party: party, Name: v.partyName(party), From: slices.Sorted(maps.Keys(from[party])), In: slices.Sorted(maps.Keys(lo.systems))}
		row.In = row.In[:min(len(row.In), maxFiles)]
		row.Systems, row.Entities = between(lo.systems, hi.systems), between(lo.entities, hi.entities)
		row.Products, row.Assets = between(lo.products, hi.products), between(lo.assets, hi.assets)
		row.Share = portion(row.Systems, len(v.systems))
		out = append(out, row)
	}
	slices.SortStableFunc(out, func(a, b Access) int {
		return cmp.Or(cmp.Compare(b.Systems.Lo, a.Systems.Lo), cmp.Compare(b.Assets.Lo, a.Assets.Lo), cmp.Compare(b.Systems.Hi, a.Systems.Hi),
			cmp.Compare(b.Assets.Hi, a.Assets.Hi), cmp.Compare(a.Party, b.Party))
	})
	if n := len(out); !v.opts.Full && n > Keep {
		out, rest = out[:Keep], n-Keep
	}
	return out, rest
}

// reach notes that the party has access to the product at the place.
func (u *unit) reach(product int, party string, into map[string]reached) {
	r, ok := into[party]
	if !ok {
		r = newReached()
		into[party] = r
	}
	r.systems[u.ID] = true
	if u.Entity != "" {
		r.entities[u.Entity] = true
	}
	r.products[u.SHA256+" "+u.Products[product].ID] = true
	for i := range u.Assets {
		if slices.Contains(u.Assets[i].Products, int32(product)) {
			r.assets[u.SHA256+" "+u.Assets[i].ID] = true
		}
	}
}

func between(lo, hi map[string]bool) result.Interval {
	return result.Interval{Lo: float64(len(lo)), Hi: float64(len(hi))}
}

// silent counts the systems that may have services nobody listed.
func (v *view) silent() (n int) {
	for _, u := range v.systems {
		if u.Silent > 0 {
			n++
		}
	}
	return n
}
