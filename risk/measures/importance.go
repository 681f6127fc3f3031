// SPDX-License-Identifier: Apache-2.0

package measures

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/resilience"
)

// maxImportance is how many suppliers an importance row lists.
const maxImportance = 50

// Importance works out, for modes stop and noSupply, and for both together
// where that adds a cut set, how likely each asset is to stop and what each supplier has to do with it, where the supplier with
// the id is lost with probability p(id) by itself: the loss of an owner or a
// country is another event and must not be in it. Assets that no supplier can
// stop have no row. The probabilities are assumptions and belong among those
// of the result.
func (m *Measurer) Importance(p func(supplier string) float64) ([]result.Importance, error) {
	var out []result.Importance
	joint := m.jointAssets()
	for _, mode := range []string{Stop, NoSupply, All} {
		if mode == All && len(joint) == 0 {
			break
		}
		rows, err := m.structure("supplier", mode).Importance(p)
		if err != nil {
			return nil, fmt.Errorf("importance in mode %s: %w", mode, err)
		}
		for _, r := range rows {
			if (r.P.Hi > 0 || len(r.Keys) > 0) && (mode != All || joint[r.Asset]) {
				out = append(out, m.importance(mode, r))
			}
		}
	}
	return out, nil
}

// jointAssets are the assets with a cut set by supplier that takes both modes.
func (m *Measurer) jointAssets() map[int]bool {
	var r Resilience
	for _, mode := range []string{Stop, NoSupply} {
		m.cutSets(&r, "supplier", mode)
	}
	m.jointly(&r, "supplier")
	joint := map[string]bool{}
	for i := range r.CutSets {
		joint[r.CutSets[i].Asset] = joint[r.CutSets[i].Asset] || r.CutSets[i].Mode == All
	}
	out := map[int]bool{}
	for i := range m.g.Assets {
		if joint[m.g.Assets[i].ID] {
			out[i] = true
		}
	}
	return out
}

func (m *Measurer) importance(mode string, r resilience.Failure) result.Importance {
	out := result.Importance{Asset: m.g.Assets[r.Asset].ID, Mode: mode, P: r.P, Bounded: r.Bounded, Suppliers: []result.ImportanceRow{}}
	slices.SortStableFunc(r.Keys, func(a, b resilience.Importance) int {
		return cmp.Or(cmp.Compare(b.Birnbaum.Lo, a.Birnbaum.Lo), cmp.Compare(b.Birnbaum.Hi, a.Birnbaum.Hi))
	})
	for _, k := range r.Keys[:min(len(r.Keys), maxImportance)] {
		out.Suppliers = append(out.Suppliers, result.ImportanceRow(k))
	}
	out.Rest = len(r.Keys) - len(out.Suppliers)
	return out
}
