// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
)

// Reject checks the record as [Supplier.Check] does, and makes unknown what it
// reports as an error: nothing is worked out of a value that cannot be true.
// A share becomes any share; an entry of a list of which nothing sure is left
// goes, and the list is no longer complete.
func (s *Supplier) Reject() diag.List {
	ds, reject := s.check()
	reject.apply()
	return ds
}

// Reject checks the record as [Country.Check] does, and makes unknown what it
// reports as an error.
func (k *Country) Reject() diag.List {
	ds, reject := k.check()
	reject.apply()
	return ds
}

// rejection is how to make unknown what is wrong.
type rejection []func()

func (r *rejection) unless(good bool, forget func()) {
	if !good {
		*r = append(*r, forget)
	}
}

// apply goes from the last to the first: entries of lists are struck from the
// end, so that the places of the others stay true.
func (r rejection) apply() {
	for _, forget := range slices.Backward(r) {
		forget()
	}
}

// someShare is a share of which nothing is known.
func someShare() *Range { return &Range{0, 1} }

// perhaps makes of a holding at an unknown time one that there may be.
func (o *Owner) perhaps() {
	o.From, o.To = Date{}, Date{}
	for _, r := range []**Range{&o.Share, &o.Votes} {
		if *r != nil {
			*r = &Range{0, (*r).Hi}
		} else {
			*r = someShare()
		}
	}
	o.Rights = nil
}

// strike takes an entry out of a list, with the positions of what is in it,
// and makes the list one that is not complete.
func strike[T any](o *Origin, name string, l *List[T], i int, complete *bool) {
	if i >= len(l.Items) {
		return
	}
	l.Items = slices.Delete(slices.Clone(l.Items), i, i+1)
	if len(l.Items) == 0 {
		*l = List[T]{}
	}
	if complete != nil {
		*complete = false
	}
	moved := make(map[string]diag.Position, len(o.Positions))
	for p, at := range o.Positions {
		if to, left := behind(p, name, i); left {
			moved[to] = at
		}
	}
	o.Positions = moved
}

// behind is the pointer as it is once entry i of the list is gone; left is
// false for what was in the entry.
func behind(pointer, list string, i int) (to string, left bool) {
	rest, in := strings.CutPrefix(pointer, list+"/")
	number, below, deeper := strings.Cut(rest, "/")
	n, err := strconv.Atoi(number)
	if !in || err != nil || n < i {
		return pointer, true
	}
	to = list + "/" + strconv.Itoa(n-1)
	if deeper {
		to += "/" + below
	}
	return to, n > i
}
