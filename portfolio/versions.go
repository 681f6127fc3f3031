// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"cmp"
	"maps"
	"slices"

	"github.com/kedja/kedja/risk"
)

// versions lists the components that are in use in several versions.
func (v *view) versions() ([]Versions, int) {
	docs := map[int32][]int32{}   // by component
	byBare := map[int32][]int32{} // components of a package URL
	inBare := make([]int32, len(v.bares))
	last := make([]int32, len(v.bares))
	for i, d := range v.docs {
		for _, p := range d.parts {
			k := v.rank[p.id]
			c := &v.comps[k]
			if !p.counted || c.bare == risk.None {
				continue
			}
			if docs[k] == nil {
				byBare[c.bare] = append(byBare[c.bare], k)
			}
			docs[k] = append(docs[k], int32(i))
			if last[c.bare] != int32(i)+1 {
				last[c.bare] = int32(i) + 1
				inBare[c.bare]++
			}
		}
	}
	out := []Versions{}
	for _, bare := range slices.Sorted(maps.Keys(byBare)) {
		found := map[string][]int32{}
		for _, k := range byBare[bare] {
			version := v.comps[k].purl.Version
			found[version] = append(found[version], docs[k]...)
		}
		if len(found) < 2 {
			continue
		}
		row := Versions{Component: v.bares[bare], N: len(found), SBOMs: int(inBare[bare])}
		for _, version := range slices.Sorted(maps.Keys(found)) {
			list := found[version]
			slices.Sort(list)
			list = slices.Compact(list)
			row.Versions = append(row.Versions, Version{Version: version, SBOMs: len(list), Files: v.names(list[:min(len(list), maxFiles)])})
		}
		slices.SortStableFunc(row.Versions, func(a, b Version) int { return cmp.Compare(b.SBOMs, a.SBOMs) })
		if !v.opts.Full {
			row.Versions = row.Versions[:min(len(row.Versions), maxFiles)]
		}
		out = append(out, row)
	}
	slices.SortStableFunc(out, func(a, b Versions) int {
		// Several versions in one SBOM alone are no matter of the portfolio.
		return cmp.Or(cmp.Compare(min(b.N, b.SBOMs), min(a.N, a.SBOMs)), cmp.Compare(b.SBOMs, a.SBOMs), cmp.Compare(b.N, a.N))
	})
	rest := 0
	if !v.opts.Full && len(out) > Keep {
		rest = len(out) - Keep
		out = out[:Keep]
	}
	return out, rest
}
