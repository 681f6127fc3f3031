// SPDX-License-Identifier: Apache-2.0

package measures

import (
	"cmp"
	"maps"
	"slices"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/resilience"
)

// maxIntegrity is how many rows are kept of each grouping and certainty: those
// of parties that the entity deals with or has a record of, then those that
// reach farthest.
const maxIntegrity = 100

// holding is what a key could be reached through: nodes of the graph, and the
// suppliers whose subcontractor holds them.
type holding struct {
	certain, possible []int
	through           []int32 // parties, with repetitions
}

// Integrity says for every supplier and owner how far its compromise could
// reach: the assets that depend on anything it supplies or has privileged
// access to, redundant or not, and the components that are its own or depend
// on one. truncated says that some rows are left out: of those looked at, not
// the farthest reaching, nor those that the entity deals with; of more than a thousand keys, those are looked at
// that the entity deals with or has a record of, and those behind most.
//
// A possible row stands beside the certain one of the same key only where it
// reaches farther. What nobody is known to stand behind has one row, with the
// key [resilience.Unlisted].
func (m *Measurer) Integrity() (rows []result.Integrity, truncated bool) {
	depends := m.compromises()
	for _, by := range []string{"supplier", "owner"} {
		holdings := m.holdings(by)
		keys := slices.Sorted(maps.Keys(holdings))
		if len(keys) > maxLooked {
			keys, truncated = m.mostHeld(keys, func(k string) int { return len(holdings[k].certain) + len(holdings[k].possible) }), true
		}
		var sources [][]int
		wider := make([]int, len(keys)) // where the possible reach is, that of the certain where they are the same
		for i, k := range keys {
			h := holdings[k]
			sources = append(sources, h.certain)
			wider[i] = len(sources) - 1
		}
		for i, k := range keys {
			if h := holdings[k]; len(h.possible) > 0 {
				wider[i] = len(sources)
				sources = append(sources, slices.Concat(h.certain, h.possible))
			}
		}
		isAsset := func(v int) bool { return m.g.AssetIndex(risk.Node(v)) != risk.None }
		isComponent := func(v int) bool { return m.g.ComponentIndex(risk.Node(v)) != risk.None && m.counted(v) }
		blasts := resilience.Blasts(depends, sources, isComponent, isAsset)
		var certain, possible []result.Integrity
		for i, k := range keys {
			sure, may := &blasts[i], &blasts[wider[i]]
			if len(sure.Listed)+sure.Counted > 0 {
				certain = append(certain, m.integrity(k, holdings[k], by, sure, true))
			}
			if len(may.Listed) > len(sure.Listed) || may.Counted > sure.Counted {
				possible = append(possible, m.integrity(k, holdings[k], by, may, false))
			}
		}
		for _, list := range [][]result.Integrity{certain, possible} {
			slices.SortStableFunc(list, func(a, b result.Integrity) int {
				return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(b.Assets, a.Assets), cmp.Compare(b.Components, a.Components))
			})
			truncated = truncated || len(list) > maxIntegrity
			rows = append(rows, m.keepDealt(list)...)
		}
	}
	return rows, truncated
}

// maxLooked is how many keys of one grouping are looked at.
const maxLooked = 1000

// mostHeld chooses keys of very many: the parties that the entity deals with or
// has a record of, then those that stand behind most; sorted.
func (m *Measurer) mostHeld(keys []string, held func(key string) int) []string {
	keys = slices.Clone(keys)
	slices.SortStableFunc(keys, func(a, b string) int {
		return cmp.Or(cmp.Compare(m.dealt(b), m.dealt(a)), cmp.Compare(held(b), held(a)), cmp.Compare(a, b))
	})
	keys = keys[:maxLooked]
	slices.Sort(keys)
	return keys
}

// dealt is 1 for a party that the entity deals with or has a record of, else 0.
func (m *Measurer) dealt(key string) int {
	if i := m.g.Party(key); i != risk.None && (m.g.Parties[i].Direct() || m.g.Parties[i].Record != nil) {
		return 1
	}
	return 0
}

// keepDealt cuts rows that are sorted by reach.
func (m *Measurer) keepDealt(list []result.Integrity) []result.Integrity {
	if len(list) > maxIntegrity {
		slices.SortStableFunc(list, func(a, b result.Integrity) int { return cmp.Compare(m.dealt(b.Key), m.dealt(a.Key)) })
		list = list[:maxIntegrity]
	}
	return list
}

// counted is false of components that nobody needs in operation.
func (m *Measurer) counted(node int) bool {
	k := m.g.ComponentIndex(risk.Node(node))
	return k == risk.None || m.g.Components[k].Counted
}

// compromises is what each node is compromised through: the graph without the
// components that do not count, and every product through all it consists of.
func (m *Measurer) compromises() [][]int {
	out := make([][]int, m.g.Len())
	for v := range out {
		if !m.counted(v) {
			continue
		}
		for _, t := range m.g.Depends(risk.Node(v)) {
			if m.counted(int(t)) {
				out[v] = append(out[v], int(t))
			}
		}
		if p := m.g.ProductIndex(risk.Node(v)); p != risk.None {
			for _, k := range m.g.Products[p].Components {
				out[v] = append(out[v], int(m.g.ComponentNode(k)))
			}
		}
	}
	return out
}

// holder gathers holdings by key.
type holder struct {
	m   *Measurer
	by  string
	out map[string]*holding
}

// holdings gathers what every key of the grouping holds or has access to. A
// subcontractor holds what its principals do: surely where a part of their
// work surely passes it, however small.
func (m *Measurer) holdings(by string) map[string]*holding {
	h := holder{m, by, map[string]*holding{}}
	for i := range m.g.Components {
		if c := &m.g.Components[i]; c.Counted {
			h.enter(c.Party, true, int(m.g.ComponentNode(int32(i))))
		}
	}
	for i := range m.g.Products {
		p, node := &m.g.Products[i], int(m.g.ProductNode(int32(i)))
		h.enter(p.Party, true, node)
		for j, s := range p.Services {
			if s.Access == "privileged" || s.Access == "" { // "" is not known
				h.enter(p.ServiceParty[j], s.Access == "privileged", node)
			}
		}
	}
	return h.out
}

func (h *holder) at(key string) *holding {
	if h.out[key] == nil {
		h.out[key] = &holding{}
	}
	return h.out[key]
}

// enter adds a node to all who could act through the party.
func (h *holder) enter(party int32, certain bool, node int) {
	for _, hand := range h.m.Hands(party) {
		leaf := resilience.Leaf{}
		if hand.Hold = Possible; certain && hand.Some {
			hand.Hold = Certain
		}
		h.m.enter(&leaf, h.by, hand)
		for _, k := range leaf.Certain {
			h.at(k).certain = append(h.at(k).certain, node)
		}
		if leaf.AnyKey {
			leaf.Possible = append(leaf.Possible, resilience.Unlisted)
		}
		for _, k := range leaf.Possible {
			h.at(k).possible = append(h.at(k).possible, node)
		}
		if !hand.Below {
			continue
		}
		for _, k := range append(leaf.Certain, leaf.Possible...) {
			if n := len(h.at(k).through); k != resilience.Unlisted && (n == 0 || h.at(k).through[n-1] != party) {
				h.at(k).through = append(h.at(k).through, party)
			}
		}
	}
}

func (m *Measurer) integrity(key string, h *holding, by string, b *resilience.Blast, certain bool) result.Integrity {
	out := result.Integrity{Key: key, By: by, Assets: len(b.Listed), Components: b.Counted, Certainty: certainty(certain)}
	through := slices.Clone(h.through)
	slices.Sort(through)
	for _, i := range slices.Compact(through) {
		if len(out.Through) < examples {
			out.Through = append(out.Through, m.g.Parties[i].ID)
		}
	}
	weight := func(v int) float64 { return m.g.Assets[m.g.AssetIndex(risk.Node(v))].Criticality.Weight() }
	for _, v := range b.Listed {
		out.Weight += weight(v)
	}
	assets := slices.Clone(b.Listed)
	slices.SortStableFunc(assets, func(v, w int) int { return cmp.Compare(weight(w), weight(v)) })
	for _, v := range assets[:min(examples, len(assets))] {
		out.Examples = append(out.Examples, m.g.Assets[m.g.AssetIndex(risk.Node(v))].ID)
	}
	return out
}
