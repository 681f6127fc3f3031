// SPDX-License-Identifier: Apache-2.0

package measures

import (
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/ownership"
)

// worthAShare is the smallest integrated share that a result lists.
const worthAShare = 0.01

// Control finds who controls each party of the graph at its as-of date, and
// who else has a significant holding or decisive influence.
func Control(g *risk.Graph) (map[string]result.Control, diag.List) {
	recorded := ownership.FromRecords(g.Catalog.Written(), g.AsOf)
	all := recorded
	all.Parties = slices.Clone(recorded.Parties)
	for i := range g.Parties {
		if p := &g.Parties[i]; p.Record == nil { // known by name only: nothing can be integrated
			all.Parties = append(all.Parties, ownership.Party{ID: p.ID, Kind: p.Kind})
		}
	}
	rows, ds := ownership.Control(all)
	shares, more := ownership.Integrated(recorded)
	beyond, left := ownership.Beyond(recorded, ownership.SignificantShare)
	ds = append(append(ds, more...), left...)
	out := make(map[string]result.Control, len(rows))
	for _, r := range rows {
		for _, s := range shares[r.Party] {
			if s.Share.Hi >= worthAShare {
				r.Integrated = append(r.Integrated, s)
			}
		}
		r.Decisive = beyond[r.Party].Decisive
		if record := g.Catalog.Supplier(r.Party); record != nil && record.Owners.Known() {
			r.Significant = beyond[r.Party].Significant // else anybody may hold anything
		}
		out[r.Party] = r
	}
	return out, ds
}

// VoteAssumptions lists the holdings in force whose votes nobody stated, with
// what they were taken to be.
func VoteAssumptions(g *risk.Graph) (out []result.Assumption) {
	for i := range g.Parties {
		r := g.Parties[i].Record
		if r == nil {
			continue
		}
		for _, h := range ownership.Holdings(r, g.AsOf) {
			if !h.Assumed {
				continue
			}
			x := result.Assumption{Fact: "supplier:" + r.ID + "/owners/" + h.Holder + "/votes", Value: "equal to the share", Why: "nobody stated the votes"}
			if h.Votes != h.Share {
				x.Value = h.Votes.String()
				x.Why += ", and those stated for others may leave no room for as many as the share"
			}
			out = append(out, x)
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
