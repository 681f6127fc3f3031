// SPDX-License-Identifier: Apache-2.0

package ownership

import (
	"math"
	"time"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/supplier"
)

// Holdings are the holdings in a party that its record states for a moment.
//
// Votes that nobody states are assumed to be as many as the shares, as long
// as every value of what is stated leaves room for that. Where it does not,
// the assumption gives way, not the statement: each assumed vote then lies
// between none and the smaller of the share and what the stated votes leave.
// A holding without share and votes is of unknown size.
func Holdings(r *supplier.Supplier, asOf time.Time) []Holding {
	var out []Holding
	var voted []bool // votes are stated
	for i, o := range r.Owners.Items {
		if o.Party == "" || !supplier.Within(asOf, o.From, o.To) { // an owner without a name is an error of its own
			continue
		}
		h := Holding{Holder: o.Party, Party: r.ID, Share: result.Interval{Lo: 0, Hi: 1}, Rights: o.Rights}
		if o.Share != nil {
			h.Share = result.Interval(*o.Share)
		}
		h.Votes = h.Share
		h.Assumed = o.Share != nil && o.Votes == nil
		if o.Votes != nil {
			h.Votes = result.Interval(*o.Votes)
		}
		h.At = evidence(r, "owners", i)
		h.Source = source(r, "owners", o.Source)
		out, voted = append(out, h), append(voted, o.Votes != nil)
	}
	giveWay(out, voted)
	return out
}

// giveWay opens the assumed votes of one party's holders where the stated ones
// leave less room than the shares take.
func giveWay(list []Holding, voted []bool) {
	var least, most float64     // of the stated votes
	var capital, others float64 // least shares of all, and of those whose votes are not assumed
	for i, h := range list {
		share, votes := unit(h.Share), unit(h.Votes)
		capital += share.Lo
		if !h.Assumed {
			others += share.Lo
		}
		if voted[i] {
			least, most = least+votes.Lo, most+votes.Hi
		}
	}
	// ceiling is the most that the holder's share can be beside the others'.
	ceiling := func(h Holding) float64 {
		share := unit(h.Share)
		if capital > 1 {
			return share.Hi // a mistake somewhere
		}
		return math.Min(share.Hi, 1-(capital-share.Lo))
	}
	assumed := 0.0
	for _, h := range list {
		if h.Assumed {
			assumed += ceiling(h)
		}
	}
	if capital <= 1 {
		assumed = math.Min(assumed, 1-others)
	}
	if most == 0 || most+assumed <= 1+1e-9 {
		return
	}
	left := math.Max(0, 1-least)
	for i := range list {
		if h := &list[i]; h.Assumed {
			h.Votes = result.Interval{Lo: 0, Hi: math.Min(ceiling(*h), left)}
		}
	}
}
