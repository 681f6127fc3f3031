// SPDX-License-Identifier: Apache-2.0

package ownership

import (
	"cmp"
	"slices"

	"github.com/kedja/kedja/diag"
)

// holds is what the party holds directly, and its rights without holdings.
func holds(in Input, party string) []Stake {
	var out []Stake
	for _, h := range in.Holdings {
		if h.Holder == party && h.Party != party {
			out = append(out, Stake{h.Holder, h.Party, h.Share, h.Votes, h.Assumed, h.Rights, false, h.At, h.Source})
		}
	}
	for _, r := range in.Rights {
		if r.Holder == party {
			out = append(out, Stake{Holder: r.Holder, Party: r.Party, Rights: []string{r.Kind}, At: r.At, Source: r.Source})
		}
	}
	slices.SortStableFunc(out, func(x, y Stake) int { return cmp.Compare(x.Party, y.Party) })
	return out
}

// surely finds who controls the party for certain, and who may control those.
func surely(in Input, party string) []Sure {
	var unused diag.List // Control reports what is wrong
	g := build(in, &unused)
	j := slices.IndexFunc(g.nodes, func(n node) bool { return n.id == party })
	if j < 0 || g.nodes[j].root {
		return nil
	}
	a := analyse(g, nil)
	var out []Sure
	for _, t := range a.tops(a.certainBy[j]) {
		s := Sure{Controller: g.nodes[t].id, Unnamed: a.open[t]}
		circle := a.circle(t)
		for _, k := range a.others(t) {
			if !has(circle, k) {
				s.Under = append(s.Under, g.nodes[k].id)
			}
		}
		out = append(out, s)
	}
	return out
}

// bereft are the holders at other times of those that have none now.
func bereft(in Input) []Tenure {
	held := map[string]bool{}
	for _, h := range in.Holdings {
		held[h.Party] = true
	}
	var out []Tenure
	for _, t := range in.Elsewhen {
		if !held[t.Party] {
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(x, y Tenure) int {
		return cmp.Or(cmp.Compare(x.Party, y.Party), cmp.Compare(y.To, x.To), cmp.Compare(x.Holder, y.Holder))
	})
	return out
}
