// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"io/fs"
	"slices"
)

// Crossed is one entry of the catalogue with what it has to do with others.
type Crossed struct {
	Entry Entry
	// Rules cite it.
	Rules []string
	// Links are the entries that it names or that name it.
	Links []string
	// AnsweredBy are the entries whose evidence answers it; Answers those that
	// its evidence answers.
	AnsweredBy, Answers []string
}

// Crosswalk lists every entry of the catalogue with its relations to other
// entries, by id: which requirement of one source meets which of another, and
// which of them one piece of evidence answers.
func Crosswalk(user ...fs.FS) ([]Crossed, error) {
	c := read(user)
	rules := c.allRules()
	if err := c.diags.Err(); err != nil {
		return nil, err
	}
	at := map[string]*Crossed{}
	var out []Crossed
	for e := range c.catalogue.All() {
		out = append(out, Crossed{Entry: e, Links: slices.Clone(e.Links), AnsweredBy: slices.Clone(e.AnsweredBy)})
	}
	for i := range out {
		at[out[i].Entry.ID] = &out[i]
	}
	for i := range out {
		for _, id := range out[i].Entry.Links {
			at[id].Links = append(at[id].Links, out[i].Entry.ID)
		}
		for _, id := range out[i].Entry.AnsweredBy {
			at[id].Answers = append(at[id].Answers, out[i].Entry.ID)
		}
	}
	for _, r := range rules {
		for _, id := range r.Measures {
			if x := at[id]; x != nil {
				x.Rules = append(x.Rules, r.ID)
			}
		}
	}
	for i := range out {
		for _, list := range []*[]string{&out[i].Links, &out[i].Rules, &out[i].AnsweredBy, &out[i].Answers} {
			slices.Sort(*list)
			*list = slices.Compact(*list)
		}
	}
	return out, nil
}
