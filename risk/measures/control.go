// SPDX-License-Identifier: Apache-2.0

package measures

import (
	"fmt"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/ownership"
	"github.com/kedja/kedja/supplier"
)

// Control finds who controls each party of the graph at its as-of date.
func Control(g *risk.Graph) (map[string]result.Control, diag.List) {
	parties := make([]ownership.Party, 0, len(g.Parties))
	for i := range g.Parties {
		parties = append(parties, holdings(g, &g.Parties[i]))
	}
	return ownership.Control(parties, nil)
}

func holdings(g *risk.Graph, p *risk.Party) ownership.Party {
	out := ownership.Party{ID: p.ID, Root: p.Kind == "person" || p.Kind == "state" || p.Kind == "foundation" || p.Kind == "community"}
	r := p.Record
	if r == nil {
		return out
	}
	out.Established, out.UnlistedMax = r.Established, r.UnlistedHolderMax
	out.OwnersKnown = r.Owners.Known()
	for i, o := range r.Owners.Items {
		if !supplier.Within(g.AsOf, o.From, o.To) {
			continue
		}
		votes := o.Votes
		if votes == nil {
			votes = o.Share // an assumption: one share, one vote
		}
		h := ownership.Holding{Holder: o.Party, Votes: result.Interval{Lo: 0, Hi: 1}, Rights: o.Rights}
		if votes != nil {
			h.Votes = result.Interval(*votes)
		}
		at := r.At(fmt.Sprintf("/owners/%d", i))
		h.At = result.Evidence{Fact: "supplier.owners", File: at.File, Pointer: at.Pointer, Line: at.Line}
		out.Holdings = append(out.Holdings, h)
	}
	return out
}

// VoteAssumptions lists the holdings whose votes were taken to equal their
// shares.
func VoteAssumptions(g *risk.Graph) (out []result.Assumption) {
	for i := range g.Parties {
		r := g.Parties[i].Record
		if r == nil {
			continue
		}
		for _, o := range r.Owners.Items {
			if o.Votes == nil && o.Share != nil {
				out = append(out, result.Assumption{
					Fact: "supplier:" + r.ID + "/owners/" + o.Party + "/votes", Value: "equal to the share", Why: "nobody stated the votes",
				})
			}
		}
	}
	return out
}

// partiesWithProduct are the parties that lock-in and scores are about.
func partiesWithProduct(g *risk.Graph) []int32 {
	var out []int32
	for i := range g.Parties {
		if g.Parties[i].Direct() {
			out = append(out, int32(i))
		}
	}
	return slices.Clip(out)
}
