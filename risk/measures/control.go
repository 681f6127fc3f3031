// SPDX-License-Identifier: Apache-2.0

package measures

import (
	"fmt"
	"slices"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/ownership"
	"github.com/kedja/kedja/supplier"
)

// worthAShare is the smallest integrated share that a result lists.
const worthAShare = 0.01

// Control finds who controls each party of the graph at its as-of date.
func Control(g *risk.Graph) (map[string]result.Control, diag.List) {
	var in, recorded ownership.Input // of parties known by name only, nothing can be integrated
	for i := range g.Parties {
		p := &g.Parties[i]
		party := ownership.Party{ID: p.ID, Kind: p.Kind}
		if r := p.Record; r != nil {
			party.Established, party.UnlistedMax, party.NoOwners = r.Established, r.UnlistedHolderMax, r.Owners.None
			in.Holdings = append(in.Holdings, holdings(r, g.AsOf)...)
		}
		in.Parties = append(in.Parties, party)
		if p.Record != nil {
			recorded.Parties = append(recorded.Parties, party)
		}
	}
	rows, ds := ownership.Control(in)
	recorded.Holdings = in.Holdings
	shares, more := ownership.Integrated(recorded)
	out := make(map[string]result.Control, len(rows))
	for _, r := range rows {
		for _, s := range shares[r.Party] {
			if s.Share.Hi >= worthAShare {
				r.Integrated = append(r.Integrated, s)
			}
		}
		out[r.Party] = r
	}
	return out, append(ds, more...)
}

// holdings lists who holds the party on the day. Votes that nobody stated
// are taken to equal the shares, an assumption; a holding without either is
// of unknown size.
func holdings(r *supplier.Supplier, asOf time.Time) []ownership.Holding {
	var out []ownership.Holding
	for i, o := range r.Owners.Items {
		if !supplier.Within(asOf, o.From, o.To) {
			continue
		}
		h := ownership.Holding{Holder: o.Party, Party: r.ID, Share: result.Interval{Lo: 0, Hi: 1}, Rights: o.Rights}
		if o.Share != nil {
			h.Share = result.Interval(*o.Share)
		}
		h.Votes = h.Share
		if o.Votes != nil {
			h.Votes = result.Interval(*o.Votes)
		}
		at := r.At(fmt.Sprintf("/owners/%d", i))
		h.At = result.Evidence{Fact: "supplier.owners", File: at.File, Pointer: at.Pointer, Line: at.Line}
		out = append(out, h)
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
