// SPDX-License-Identifier: Apache-2.0

package inquiry

import (
	"cmp"
	"encoding/json"
	"reflect"
	"slices"

	"github.com/kedja/kedja/supplier"
)

// equal reports whether two values of a field state the same: lists in any
// order, and whatever their sources.
func equal(a, b any) bool { return reflect.DeepEqual(canonical(a), canonical(b)) }

// canonical is a value as its file would have it, a list in an order of its
// own and without sources.
func canonical(v any) any {
	data, err := json.Marshal(v)
	if err != nil {
		return v
	}
	var plain any
	if json.Unmarshal(data, &plain) != nil {
		return v
	}
	list, ok := plain.([]any)
	if !ok {
		return plain
	}
	var out []string
	for _, x := range list {
		if m, ok := x.(map[string]any); ok {
			delete(m, "source")
		}
		text, err := json.Marshal(x)
		if err != nil {
			return v
		}
		out = append(out, string(text))
	}
	slices.Sort(out)
	return out
}

// refine joins an answer with what the record states within ranges: owners
// whose shares become numbers, and a smaller bound on holders that are not
// listed. False says that the answer contradicts the record.
func refine(record *supplier.Supplier, answer any, path string) (any, bool) {
	switch a := answer.(type) {
	case supplier.List[supplier.Owner]:
		return refineOwners(record, a, path)
	case *float64:
		if m := record.UnlistedHolderMax; path == "unlistedHolderMax" && m != nil && a != nil && *a <= *m {
			return a, true
		}
	}
	return nil, false
}

// refineOwners takes numbers within the stated ranges, and further holders
// where the list of the record may go on.
func refineOwners(record *supplier.Supplier, answer supplier.List[supplier.Owner], path string) (supplier.List[supplier.Owner], bool) {
	stated := record.Owners
	if stated.None || answer.None {
		return stated, false
	}
	out := supplier.List[supplier.Owner]{Items: slices.Clone(stated.Items)}
	rest := slices.Clone(answer.Items)
	for i := range out.Items {
		o := &out.Items[i]
		j := slices.IndexFunc(rest, func(a supplier.Owner) bool { return a.Party == o.Party && sameTime(a, *o) })
		if j < 0 {
			return stated, false // the answer does not know the holder
		}
		a := rest[j]
		rest = slices.Delete(rest, j, j+1)
		if !within(a.Share, o.Share) || !within(a.Votes, o.Votes) {
			return stated, false
		}
		if a.Share != nil && (o.Share == nil || *a.Share != *o.Share) || a.Votes != nil && (o.Votes == nil || *a.Votes != *o.Votes) {
			o.Source = "" // the number is the answer's
		} else {
			o.Source = cmp.Or(o.Source, record.SourceOf(path))
		}
		if a.Share != nil {
			o.Share = a.Share
		}
		if a.Votes != nil {
			o.Votes = a.Votes
		}
	}
	most := 1.0
	if record.UnlistedHolderMax != nil {
		most = *record.UnlistedHolderMax
	}
	for _, a := range rest {
		if a.Share == nil || a.Share.Lo > most {
			return stated, false
		}
	}
	out.Items = append(out.Items, rest...)
	return out, true
}

// sameTime reports whether the answer speaks of the time of the holding, or
// of no time.
func sameTime(a, o supplier.Owner) bool {
	return (a.From.IsZero() || a.From.Equal(o.From.Time)) && (a.To.IsZero() || a.To.Equal(o.To.Time))
}

// within reports whether the answer lies inside what is stated; no answer and
// nothing stated do.
func within(answer, stated *supplier.Range) bool {
	return answer == nil || stated == nil || stated.Lo <= answer.Lo && answer.Hi <= stated.Hi
}
