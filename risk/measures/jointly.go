// SPDX-License-Identifier: Apache-2.0

package measures

import (
	"strings"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/resilience"
)

// jointly adds what stops an asset in modes stop and noSupply together and in
// neither of them alone: somebody who runs the one alternative and delivers
// the other. Of a set that a single mode has as surely nothing is added.
func (m *Measurer) jointly(out *Resilience, by string) {
	if m.oneMode() {
		return
	}
	known := map[string]bool{} // sets of single modes; the possible ones have a mark
	set := func(asset, certainty string, keys []string) string {
		return asset + "\x00" + certainty + "\x00" + strings.Join(keys, "\x00")
	}
	for i := range out.CutSets {
		if c := &out.CutSets[i]; c.By == by && c.Mode != All {
			known[set(c.Asset, c.Certainty, c.Keys)] = true
		}
	}
	s := m.structure(by, All)
	after := m.newOnset(by, All, s)
	add := func(c resilience.Cut) {
		row := result.CutSet{
			Asset: m.g.Assets[c.Asset].ID, By: by, Mode: All, Size: len(c.Keys), Keys: c.Keys, Certainty: certainty(c.Certain),
			MattersAfter: after.after(c),
		}
		if known[set(row.Asset, row.Certainty, row.Keys)] || !c.Certain && known[set(row.Asset, certainty(true), row.Keys)] {
			return
		}
		if len(out.CutSets) >= maxCutSets {
			out.Truncated = true
			return
		}
		out.CutSets = append(out.CutSets, row)
		if row.Size == 1 {
			out.SinglePoints = append(out.SinglePoints, result.SinglePoint{
				Asset: row.Asset, By: by, Mode: All, Key: row.Keys[0], Certainty: row.Certainty, MattersAfter: row.MattersAfter,
			})
		}
	}
	cuts, truncated := s.CutSets(maxCutSize, maxCutSets)
	out.Truncated = out.Truncated || truncated
	for _, c := range cuts {
		add(c)
	}
}

// oneMode reports whether nothing is lost in mode stop, or nothing in mode
// noSupply: then the one is both.
func (m *Measurer) oneMode() bool {
	stop, supply := false, false
	for i := range m.g.Products {
		stop = stop || len(m.behind(int32(i), Stop)) > 0
		supply = supply || len(m.behind(int32(i), NoSupply)) > 0
	}
	return !stop || !supply
}
