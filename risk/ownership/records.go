// SPDX-License-Identifier: Apache-2.0

package ownership

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/supplier"
)

// FromRecords makes a network of the records, as they stand at a moment.
// Votes that nobody stated are assumed, see [Holdings]. A state's golden share
// and its seats on a board are rights of the state; other links to a state are
// none.
func FromRecords(records iter.Seq[*supplier.Supplier], asOf time.Time) Input {
	var in Input
	for r := range records {
		now := r.ValidAt(asOf)
		in.Parties = append(in.Parties, Party{
			ID: r.ID, Kind: r.Kind, Established: now.Established, NoOwners: r.Owners.None, UnlistedMax: now.UnlistedHolderMax,
		})
		if slices.ContainsFunc(r.Owners.Items, func(o supplier.Owner) bool { return o.Party == "" }) {
			in.Parties[len(in.Parties)-1].UnlistedMax = nil // whoever that is, the list goes on
		}
		in.Holdings = append(in.Holdings, Holdings(r, asOf)...)
		in.Elsewhen = append(in.Elsewhen, elsewhen(r, asOf)...)
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

// elsewhen are the owners whose time is over or has not begun.
func elsewhen(r *supplier.Supplier, asOf time.Time) []Tenure {
	var out []Tenure
	for i, o := range r.Owners.Items {
		if o.Party == "" || supplier.Within(asOf, o.From, o.To) {
			continue
		}
		out = append(out, Tenure{Holder: o.Party, Party: r.ID, From: o.From.String(), To: o.To.String(), At: evidence(r, "owners", i)})
	}
	return out
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
