// SPDX-License-Identifier: Apache-2.0

package importer

import (
	"cmp"
	"maps"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
)

// settle orders what a record lists and takes out what no record may say.
func (b *Builder) settle(s *supplier.Supplier) {
	slices.SortStableFunc(s.Owners.Items, func(x, y supplier.Owner) int {
		return cmp.Or(cmp.Compare(x.Party, y.Party), x.From.Compare(y.From.Time), x.To.Compare(y.To.Time))
	})
	slices.SortStableFunc(s.Relations.Items, func(x, y supplier.Relation) int {
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Party, y.Party), x.From.Compare(y.From.Time), x.To.Compare(y.To.Time), cmp.Compare(x.Note, y.Note))
	})
	slices.SortStableFunc(s.Subcontractors.Items, func(x, y supplier.Subcontract) int {
		return cmp.Or(cmp.Compare(x.Party, y.Party), cmp.Compare(x.Service, y.Service))
	})
	slices.SortStableFunc(s.Sites.Items, func(x, y supplier.Site) int {
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Country, y.Country))
	})
	slices.SortStableFunc(s.Designations.Items, func(x, y supplier.Designation) int {
		return cmp.Or(cmp.Compare(x.Regime, y.Regime), x.From.Compare(y.From.Time), cmp.Compare(x.LegalRef, y.LegalRef))
	})
	for _, names := range []*[]string{&s.Aliases, &s.FormerNames, &s.Roles} {
		slices.Sort(*names)
		*names = slices.Compact(*names)
	}
	s.Founded, s.Dissolved = b.Period(s.Founded, s.Dissolved, "the life of "+s.ID, diag.Position{Pointer: s.ID})
	b.whole(s, "shares", shareOf)
	b.whole(s, "votes", votesOf)
	prune(s)
}

// prune takes out the sources that no fact names any longer.
func prune(s *supplier.Supplier) {
	used := map[string]bool{s.Provenance.Source: true}
	for _, id := range s.SourcesOf {
		used[id] = true
	}
	for _, x := range s.Owners.Items {
		used[x.Source] = true
	}
	for _, x := range s.Relations.Items {
		used[x.Source] = true
	}
	for _, x := range s.Sites.Items {
		used[x.Source] = true
	}
	for _, x := range s.StateLinks.Items {
		used[x.Source] = true
	}
	for _, x := range s.Subcontractors.Items {
		used[x.Source] = true
	}
	for _, x := range s.Certificates.Items {
		used[x.Source] = true
	}
	for _, x := range s.Designations.Items {
		used[x.Source] = true
	}
	maps.DeleteFunc(s.Sources, func(id string, _ *supplier.Source) bool { return !used[id] })
}

// whole sees to it that holdings at one time do not add up to more than the
// whole: then some statement is wrong, and nobody knows which. Each then is
// at most what was stated.
func (b *Builder) whole(s *supplier.Supplier, what string, part func(*supplier.Owner) **supplier.Range) {
	items := s.Owners.Items
	over := overWhole(items, part)
	b.lasting(s, part, over)
	if len(over) == 0 {
		return
	}
	for _, j := range slices.Sorted(maps.Keys(over)) {
		p := part(&items[j])
		wide := supplier.Range{Hi: (*p).Hi}
		*p = &wide
	}
	b.Warnf("import/over-whole", diag.Position{Pointer: s.ID}, "find out which holding is wrong, or has ended",
		"the %s that sources state for %s add up to more than the whole; each was taken as at most what is stated", what, s.ID)
}

// overWhole returns the holdings that some day are side by side with others
// and with them more than the whole.
func overWhole(items []supplier.Owner, part func(*supplier.Owner) **supplier.Range) map[int]bool {
	over := map[int]bool{}
	var begins []int
	for i := range items {
		if *part(&items[i]) != nil {
			begins = append(begins, i)
		}
	}
	ends := slices.Clone(begins)
	slices.SortStableFunc(begins, func(i, j int) int { return items[i].From.Compare(items[j].From.Time) })
	slices.SortStableFunc(ends, func(i, j int) int { return cmp.Or(lasts(items[i], items[j]), items[i].To.Compare(items[j].To.Time)) })
	sum, open := 0.0, map[int]bool{}
	for n, i := range begins {
		for len(ends) > 0 && !items[ends[0]].To.IsZero() && items[ends[0]].To.Before(items[i].From.Time) {
			if j := ends[0]; open[j] {
				sum -= (*part(&items[j])).Lo
				delete(open, j)
			}
			ends = ends[1:]
		}
		sum += (*part(&items[i])).Lo
		open[i] = true
		// The sum only rises on a day on which holdings begin; look after the last.
		last := n+1 == len(begins) || !items[begins[n+1]].From.Equal(items[i].From.Time)
		if last && sum > 1+1e-9 {
			maps.Copy(over, open)
		}
	}
	return over
}

// lasts orders what has an end before what has none.
func lasts(x, y supplier.Owner) int {
	switch {
	case x.To.IsZero() == y.To.IsZero():
		return 0
	case x.To.IsZero():
		return 1
	}
	return -1
}

// lasting adds the holdings without an end, which a reader of the record
// sees side by side.
func (b *Builder) lasting(s *supplier.Supplier, part func(*supplier.Owner) **supplier.Range, over map[int]bool) {
	sum := 0.0
	var at []int
	for j := range s.Owners.Items {
		o := &s.Owners.Items[j]
		if p := *part(o); p != nil && o.To.IsZero() {
			sum += p.Lo
			at = append(at, j)
		}
	}
	if sum > 1+1e-9 {
		for _, j := range at {
			over[j] = true
		}
	}
}

// sharedNames are the folded names that two parties have and that their legal
// forms do not tell apart: Acme AB and Acme Ltd keep theirs.
func sharedNames(all []*supplier.Supplier) map[string]bool {
	type use struct {
		by   *supplier.Supplier
		name string
	}
	uses := map[string][]use{}
	shared := map[string]bool{}
	for _, s := range all {
		for _, name := range slices.Concat([]string{s.Name, s.LegalName}, s.Aliases, s.FormerNames) {
			key := supplier.FoldName(name)
			if key == "" || shared[key] {
				continue
			}
			if slices.ContainsFunc(uses[key], func(u use) bool { return u.by != s && supplier.SameName(u.name, name) }) {
				shared[key] = true
				delete(uses, key)
				continue
			}
			uses[key] = append(uses[key], use{s, name})
		}
	}
	return shared
}

// names keeps two parties from having one name, by which nobody could tell
// them apart. A name that two have gets the party's id; another name that
// one has of two is left out.
func (b *Builder) names(all []*supplier.Supplier) {
	shared := sharedNames(all)
	if len(shared) == 0 {
		return
	}
	for _, s := range all {
		b.distinct(s, func(key string) bool { return shared[key] })
	}
}

// distinct keeps the names of a party that others have too from being taken
// for theirs. shared tells of a folded name whether others have it.
func (b *Builder) distinct(s *supplier.Supplier, shared func(key string) bool) {
	for _, name := range []*string{&s.Name, &s.LegalName} {
		if shared(supplier.FoldName(*name)) {
			b.Warnf("import/same-name", diag.Position{Pointer: s.ID}, "merge the records if they are one party",
				"the name %s belongs to several parties; the id was added to it, and components are not given to %s by it", *name, s.ID)
			*name += " (" + s.ID + ")"
		}
	}
	for _, list := range []*[]string{&s.Aliases, &s.FormerNames} {
		*list = slices.DeleteFunc(*list, func(name string) bool {
			if !shared(supplier.FoldName(name)) {
				return false
			}
			b.Warnf("import/same-name", diag.Position{Pointer: s.ID}, "merge the records if they are one party",
				"the other name %q of %s belongs to several parties and was left out", name, s.ID)
			return true
		})
	}
}
