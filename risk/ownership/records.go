// SPDX-License-Identifier: Apache-2.0

package ownership

import (
	"cmp"
	"fmt"
	"iter"
	"time"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/supplier"
)

// FromRecords makes a network of the records, as they stand at a moment.
// Votes that nobody stated are taken to equal the shares, an assumption; a
// holding without either is of unknown size. A state's golden share and its
// seats on a board are rights of the state; other links to a state are none.
func FromRecords(records iter.Seq[*supplier.Supplier], asOf time.Time) Input {
	var in Input
	for r := range records {
		now := r.ValidAt(asOf)
		in.Parties = append(in.Parties, Party{
			ID: r.ID, Kind: r.Kind, Established: now.Established, NoOwners: r.Owners.None, UnlistedMax: now.UnlistedHolderMax,
		})
		for i, o := range r.Owners.Items {
			if !supplier.Within(asOf, o.From, o.To) {
				continue
			}
			h := Holding{Holder: o.Party, Party: r.ID, Share: result.Interval{Lo: 0, Hi: 1}, Rights: o.Rights}
			if o.Share != nil {
				h.Share = result.Interval(*o.Share)
			}
			h.Votes = h.Share
			if o.Votes != nil {
				h.Votes = result.Interval(*o.Votes)
			}
			h.At = evidence(r, "owners", i)
			h.Source = source(r, "owners", o.Source)
			in.Holdings = append(in.Holdings, h)
		}
		if !now.StateLinks.Known() {
			continue
		}
		for i, l := range r.StateLinks.Items { // not those of now, which have other places
			if !supplier.Within(asOf, l.From, l.To) || l.Kind != GoldenShare && l.Kind != supplier.RightBoard {
				continue
			}
			in.Rights = append(in.Rights, Right{
				Holder: StatePrefix + l.Country, Party: r.ID, Kind: l.Kind, At: evidence(r, "stateLinks", i), Source: source(r, "stateLinks", l.Source),
			})
		}
	}
	return in
}

func evidence(r *supplier.Supplier, field string, i int) result.Evidence {
	at := r.At(fmt.Sprintf("/%s/%d", field, i))
	return result.Evidence{Fact: "supplier." + field, File: at.File, Pointer: at.Pointer, Line: at.Line}
}

// source is the document behind a fact, for people: its title and when it was
// looked at, or the id alone of one that is not described.
func source(r *supplier.Supplier, field, own string) string {
	id := cmp.Or(own, r.SourceOf(field))
	s := r.Sources[id]
	if s == nil {
		return id
	}
	words := cmp.Or(s.Title, s.URL, id)
	if !s.Retrieved.IsZero() {
		words += ", " + s.Retrieved.String()
	}
	return words
}
