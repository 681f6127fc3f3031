// SPDX-License-Identifier: Apache-2.0

package risk

import "slices"

// Cycle is components that depend on one another.
type Cycle struct {
	Size int     // of the whole group
	Path []int32 // a shortest cycle in it, from the component that is first by id
}

// Cycles lists the groups of counted components that depend on one another,
// the largest first, then by path. Self-loops are none.
func (g *Graph) Cycles() []Cycle {
	if _, acyclic := g.edges.Topological(); acyclic {
		return nil
	}
	var counted []int32
	for i := range g.Components {
		if g.Components[i].Counted {
			counted = append(counted, int32(i))
		}
	}
	sub, err := g.induced(counted)
	if err != nil {
		return nil // more components than numbers: Build has refused them
	}
	groups := sub.Condense()
	var out []Cycle
	for _, cycle := range sub.Cycles() {
		c := Cycle{Size: int(groups.Size[groups.Of[cycle[0]]])}
		for _, v := range cycle {
			c.Path = append(c.Path, counted[v])
		}
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b Cycle) int { return b.Size - a.Size })
	return out
}
