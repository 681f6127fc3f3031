// SPDX-License-Identifier: Apache-2.0

package measures

import (
	"math"
	"slices"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/resilience"
)

// Exposures says what a party could do to each asset: impact per consequence,
// lock-in and share. Asked for are the parties that the entity deals with, and
// those with a record that stand behind components only: what they could do to
// integrity needs no contract.
//
// Availability: the criticality of the asset times 1 if it stops without the
// party, which takes all that it gives at once, else times the largest part of one of its
// groups that is lost. Integrity and confidentiality: the criticality of each
// asset that depends on anything of the party's, or that it has access to.
func (m *Measurer) Exposures(rows []result.Concentration, lockIns []result.LockIn) []risk.Exposure {
	losses := newLosses(m.structure("supplier", All))
	var out []risk.Exposure
	broken := map[int]bool{}
	for _, a := range losses.s.Broken() {
		broken[a] = true // whoever is lost, it did not work before
	}
	open := make([]bool, len(m.g.Assets))
	for a := range open {
		open[a] = m.anybody(int32(a))
	}
	for i := range m.g.Parties {
		p := &m.g.Parties[i]
		if !p.Direct() && (p.Record == nil || len(p.Components) == 0) {
			continue
		}
		e := risk.Exposure{
			Subject: "supplier:" + p.ID, Levels: map[string]result.Interval{}, Impact: map[string]result.Interval{},
			Assets: map[string]map[string]result.Interval{}, LockIn: m.lockInOf(p.ID, lockIns), Share: m.shareOf(p.ID, rows),
		}
		e.Cleared = m.cleared(p)
		reached, perhaps := m.touches(int32(i))
		stopped := losses.of(p.ID)
		for a := range m.g.Assets {
			weight := m.g.Assets[a].Criticality.Weight()
			touch := result.Interval{}
			if reached[int32(a)] {
				touch = result.Exactly(weight)
			} else if open[a] || perhaps[int32(a)] {
				touch.Hi = weight
			}
			lost := stopped[a]
			if broken[a] {
				lost = result.Interval{}
			}
			impact := map[string]result.Interval{
				"availability": {Lo: weight * lost.Lo, Hi: weight * lost.Hi}, "integrity": touch, "confidentiality": touch,
			}
			for c, x := range impact {
				e.Impact[c] = e.Impact[c].Max(x)
			}
			e.Assets[m.g.Assets[a].ID] = impact
		}
		out = append(out, e)
	}
	return out
}

// touches is the assets that a compromise of the party reaches, and those that
// it reaches perhaps: its own, and those of whom it works for.
func (m *Measurer) touches(party int32) (surely, perhaps map[int32]bool) {
	surely, perhaps = map[int32]bool{}, map[int32]bool{}
	for _, a := range m.g.Parties[party].Assets {
		surely[a] = true
	}
	for _, h := range m.Principals(party) {
		for _, a := range m.g.Parties[h.Party].Assets {
			if h.Some {
				surely[a] = true
			} else {
				perhaps[a] = true
			}
		}
	}
	return surely, perhaps
}

// anybody reports whether the asset needs a product that nobody is known to
// supply: then anybody may.
func (m *Measurer) anybody(asset int32) bool {
	return slices.ContainsFunc(m.g.Assets[asset].AllProducts, func(k int32) bool { return m.g.Products[k].Party == risk.None })
}

// cleared lists the assets that a favourable designation of the party covers
// and no adverse one does: in a conflict the strictest binding one counts.
func (m *Measurer) cleared(p *risk.Party) map[string]bool {
	out := map[string]bool{}
	for _, a := range p.Assets {
		if m.g.Cleared(p, a) {
			out[m.g.Assets[a].ID] = true
		}
	}
	return out
}

// losses plays the loss of one key after another through a system.
type losses struct {
	s       *resilience.System
	clock   *resilience.Clock
	certain map[string][]int  // leaves, rising
	perhaps map[string][]int  // leaves that the key possibly takes
	anybody []int             // leaves that nobody is known to stand behind
	none    []result.Interval // of a key without a leaf, once it was asked for
}

func newLosses(s *resilience.System) *losses {
	l := &losses{s: s, clock: s.Clock(), certain: map[string][]int{}, perhaps: map[string][]int{}}
	for i := range s.Leaves {
		for _, key := range s.Leaves[i].Certain {
			l.certain[key] = append(l.certain[key], i)
		}
		for _, key := range s.Leaves[i].Possible {
			l.perhaps[key] = append(l.perhaps[key], i)
		}
		if s.Leaves[i].AnyKey {
			l.anybody = append(l.anybody, i)
		}
	}
	return l
}

// of is, per asset, 1 where it stops without the key, else the largest part
// of the members of one of its groups that is lost. The upper end counts
// products that nobody is known to stand behind as the key's.
func (l *losses) of(key string) []result.Interval {
	certain := l.certain[key]
	if len(certain) == 0 && l.none != nil {
		return l.none
	}
	possible := slices.Concat(certain, l.perhaps[key], l.anybody)
	slices.Sort(possible)
	lo, hi := l.parts(certain), l.parts(slices.Compact(possible))
	out := make([]result.Interval, len(l.s.Assets))
	for a := range out {
		out[a] = result.Interval{Lo: lo[a], Hi: hi[a]}
	}
	if len(certain) == 0 {
		l.none = out
	}
	return out
}

func (l *losses) parts(lost []int) []float64 {
	gone := make([]bool, len(l.s.Leaves))
	for _, i := range lost {
		gone[i] = true
	}
	works := l.clock.Works(lost)
	out := make([]float64, len(l.s.Assets))
	for a := range l.s.Assets {
		if !works[a] {
			out[a] = 1
			continue
		}
		for _, g := range l.s.Assets[a].Groups {
			n := 0
			for _, member := range g.Members {
				if (member.Leaf >= 0 && gone[member.Leaf]) || (member.Asset >= 0 && !works[member.Asset]) {
					n++
				}
			}
			if len(g.Members) > 0 {
				out[a] = math.Max(out[a], float64(n)/float64(len(g.Members)))
			}
		}
	}
	return out
}

func (m *Measurer) lockInOf(party string, lockIns []result.LockIn) result.Interval {
	for _, l := range lockIns {
		if l.Supplier == party && l.Scope == m.scopes[0].id && l.Index != nil {
			return *l.Index
		}
	}
	return result.Interval{Lo: 0, Hi: 1}
}

// shareOf is the party's share of the system on basis criticality. Without a
// component there, it may stand behind those that nobody is known to; without
// any SBOM nothing is known of it.
func (m *Measurer) shareOf(party string, rows []result.Concentration) result.Interval {
	for i := range rows {
		c := &rows[i]
		if c.Scope != m.scopes[0].id || c.By != "supplier" || c.Basis != "criticality" {
			continue
		}
		for _, s := range c.Shares {
			if s.Key == party {
				return s.Share
			}
		}
		return result.Interval{Lo: 0, Hi: c.Unattributed.Hi}
	}
	return result.Interval{Lo: 0, Hi: 1}
}

// Flows draws the supply chain: asset → product → supplier → controller →
// country, weighted by the criticality of the assets.
func (m *Measurer) Flows() []result.Flow {
	type strand struct{ from, to string }
	sum := map[strand]float64{}
	for i := range m.g.Products {
		p := &m.g.Products[i]
		product := "product:" + p.ID
		for _, a := range p.Assets {
			sum[strand{"asset:" + m.g.Assets[a].ID, product}] += m.g.Assets[a].Criticality.Weight()
		}
		from := "supplier:unattributed"
		owner, country := "owner:notEstablished", "country:notEstablished"
		if p.Party != risk.None {
			id := m.g.Parties[p.Party].ID
			from = "supplier:" + id
			if o := m.owner(id); o != "" {
				owner = "owner:" + o
			}
			if c := m.ControlCountry(id); c != "" {
				country = "country:" + c
			}
		}
		sum[strand{product, from}] += p.Weight
		sum[strand{from, owner}] += p.Weight
		sum[strand{owner, country}] += p.Weight
	}
	var out []result.Flow
	for s, w := range sum {
		if w > 0 {
			out = append(out, result.Flow{From: s.from, To: s.to, Weight: w})
		}
	}
	return out // sorted by Assessment.Normalize
}
