// SPDX-License-Identifier: Apache-2.0

package listed

import (
	"slices"
	"strings"
)

// rows are what one file has of one vulnerability, the row that was added first
// before the others; mostly there is one. Which of them count depends on the
// day that is asked about.
type rows []Entry

// rows returns the entries of a file by their vulnerability, in its order.
func (f *File) rows() []rows {
	var out []rows
	at := map[string]int{}
	for _, e := range f.entries {
		i, known := at[e.ID]
		if !known {
			i = len(out)
			at[e.ID] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], e)
	}
	for _, r := range out {
		slices.SortStableFunc(r, compareEntries)
	}
	return out
}

// names returns the ids that any of the rows has, in upper case.
func (r rows) names() []string {
	var out []string
	for _, e := range r {
		out = append(out, strings.ToUpper(e.ID))
		for _, id := range e.Aliases {
			out = append(out, strings.ToUpper(id))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// asOf makes one entry of the rows that were there on a day: the first, with
// the use for ransomware that any states, and the due date of the first that
// has one. ok is false where no row that counts has the name, in upper case.
func (r rows) asOf(day, name string) (e Entry, ok bool) {
	counted := slices.IndexFunc(r, func(one Entry) bool { return one.DateAdded > day })
	if counted >= 0 {
		r = r[:counted]
	}
	if len(r) == 0 || !slices.Contains(r.names(), name) {
		return Entry{}, false
	}
	e = r[0]
	for _, other := range r[1:] {
		if e.Ransomware == nil || other.Ransomware != nil && *other.Ransomware {
			e.Ransomware = other.Ransomware
		}
		if e.DueDate == "" {
			e.DueDate = other.DueDate
		}
	}
	return e, true
}
