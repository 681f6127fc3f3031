// SPDX-License-Identifier: Apache-2.0

package inquiry

import (
	"cmp"
	"encoding/json"
	"reflect"
	"slices"
	"time"

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
		if len(a.Rights) > 0 && len(o.Rights) > 0 && !sameWords(a.Rights, o.Rights) {
			return stated, false
		}
		if len(a.Rights) > len(o.Rights) || a.Share != nil && (o.Share == nil || *a.Share != *o.Share) || a.Votes != nil && (o.Votes == nil || *a.Votes != *o.Votes) {
			o.Source = "" // the number, or the right, is the answer's
		} else {
			o.Source = cmp.Or(o.Source, record.SourceOf(path))
		}
		if a.Share != nil {
			o.Share = a.Share
		}
		if a.Votes != nil {
			o.Votes = a.Votes
		}
		if len(o.Rights) == 0 {
			o.Rights = a.Rights
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

// sameWords reports whether two lists hold the same words in any order.
func sameWords(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// later adds the entries of an answer to a list whose own entries are all of
// another time, so that these stay for the days on which they held. False says
// that one of them holds, or that the answer is none: nothing says then since
// when.
func later(record *supplier.Supplier, own, answer any, path string, at time.Time) (any, bool) {
	from := record.SourceOf(path)
	switch o := own.(type) {
	case supplier.List[supplier.Owner]:
		return joined(o, answer, at, func(x *supplier.Owner) (supplier.Date, supplier.Date, *string) { return x.From, x.To, &x.Source }, from)
	case supplier.List[supplier.Site]:
		return joined(o, answer, at, func(x *supplier.Site) (supplier.Date, supplier.Date, *string) { return x.From, x.To, &x.Source }, from)
	case supplier.List[supplier.StateLink]:
		return joined(o, answer, at, func(x *supplier.StateLink) (supplier.Date, supplier.Date, *string) { return x.From, x.To, &x.Source }, from)
	case supplier.List[supplier.Subcontract]:
		return joined(o, answer, at, func(x *supplier.Subcontract) (supplier.Date, supplier.Date, *string) { return x.From, x.To, &x.Source }, from)
	}
	return own, false
}

func joined[T any](own supplier.List[T], answer any, at time.Time, about func(*T) (from, to supplier.Date, source *string), source string) (any, bool) {
	a, ok := answer.(supplier.List[T])
	if !ok || own.None || a.None {
		return own, false
	}
	own.Items = slices.Clone(own.Items)
	for i := range own.Items {
		from, to, s := about(&own.Items[i])
		if supplier.Within(at, from, to) {
			return own, false
		}
		*s = cmp.Or(*s, source)
	}
	own.Items = append(own.Items, a.Items...)
	return own, true
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
