// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln/internal/ecosystem"
)

// content is what an index is made of.
type content struct {
	sources    []*source
	records    []*packed  // sorted by ID; several of one ID where none is the newest
	from       []int      // beside records: the source
	items      [][]int    // beside the items of sources: a place in records, or -1
	covered    []coverage // sorted by name
	defects    []defect   // sorted
	withdrawn  int
	superseded int
	unreadable int
}

// coverage is an ecosystem that records name.
type coverage struct {
	name     string // without a release
	whole    bool   // a source is about it; else records of others mention it
	releases []string
	records  int    // that are not withdrawn
	newest   string // when the latest of them was modified, as stated
	ref      uint32 // of the name among the texts; in an open index alone
}

// defect is what could not be read: a package where a name is given, else some
// besides of an ecosystem, else anything.
type defect struct {
	packageKey // as in the table of packages
	diag.Diagnostic
}

// anyPackage stands for a name where nothing tells which packages of an
// ecosystem a record is about: it may be each of them.
const anyPackage = "*"

// candidate is a record with the item that it came from.
type candidate struct {
	*packed
	source, item int
}

// merge makes one content of all that was read.
func merge(all []*source, read [][]reading) *content {
	c := &content{sources: all, items: make([][]int, len(all))}
	var found []candidate
	for i := range all {
		c.items[i] = make([]int, len(read[i]))
		for j := range read[i] {
			c.items[i][j] = -1
			if p := read[i][j].packed; p != nil {
				found = append(found, candidate{p, i, j})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		return cmp.Or(strings.Compare(a.id, b.id), instant(b.modified).Compare(instant(a.modified)))
	})
	for len(found) > 0 {
		n := 1
		for n < len(found) && found[n].id == found[0].id {
			n++
		}
		c.choose(found[:n], read)
		found = found[n:]
	}
	c.cover(read)
	c.collect(read)
	return c
}

// choose keeps the newest records of one ID. Where several are equally new and
// differ, all of them count.
func (c *content) choose(same []candidate, read [][]reading) {
	first := len(c.records)
	newest := instant(same[0].modified)
	for _, one := range same {
		it := &c.sources[one.source].items[one.item]
		at := -1
		switch {
		case !instant(one.modified).Equal(newest):
			c.superseded++
		default:
			at = c.place(one, first)
			if at > first {
				read[one.source][one.item].diags.Warnf("osv/records-differ", diag.Position{File: c.sources[one.source].position(it)},
					"%s is stated in two ways of the same date; both count", one.id)
			}
		}
		if len(read[one.source][one.item].diags) == 0 {
			c.items[one.source][one.item] = at
		}
	}
}

// place returns where the record stands, after adding it if it must be.
func (c *content) place(one candidate, first int) int {
	for i := first; i < len(c.records); i++ {
		if bytes.Equal(c.records[i].bytes, one.bytes) {
			return i
		}
	}
	c.records = append(c.records, one.packed)
	c.from = append(c.from, one.source)
	if one.withdrawn {
		c.withdrawn++
	}
	return len(c.records) - 1
}

// instant is a date of a record; the zero time where it is none, as in Go's
// database, which does not date modifications.
func instant(text string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return time.Time{}
	}
	return t
}

// cover finds which ecosystems the sources are about.
func (c *content) cover(read [][]reading) {
	found := map[string]*coverage{}
	releases := map[packageKey]bool{}
	var rec record
	for _, p := range c.records {
		p.unpack(&rec)
		counted := map[string]bool{}
		for i := range rec.affected {
			for _, key := range rec.affected[i].keys() {
				one := found[key.ecosystem]
				if one == nil {
					one = &coverage{name: key.ecosystem}
					found[key.ecosystem] = one
				}
				if rec.withdrawn == "" && !counted[one.name] {
					counted[one.name] = true
					one.count(&rec)
				}
			}
			base, release := rec.affected[i].subject()
			if key := (packageKey{base, release}); release != "" && !releases[key] {
				releases[key] = true
				found[base].releases = append(found[base].releases, release)
			}
		}
	}
	partly := map[string][]string{} // releases, of sources about these alone
	for i, s := range c.sources {
		if s.kind == fileSource {
			continue // one record says nothing of others
		}
		hinted, release := ecosystem.Split(s.hint)
		for _, name := range c.subjects(i, read[i]) {
			one := found[name]
			if one == nil || !holds(read[i], name) {
				continue // newer records of other sources took the place of all, or some could not be read
			}
			if one.whole = true; name == hinted && release != "" {
				partly[name] = append(partly[name], release)
			} else {
				partly[name] = append(partly[name], one.releases...)
			}
		}
	}
	for _, one := range found {
		if one.whole {
			one.releases = slices.Compact(slices.Sorted(slices.Values(partly[one.name])))
		}
		slices.Sort(one.releases)
		c.covered = append(c.covered, *one)
	}
	slices.SortFunc(c.covered, func(a, b coverage) int { return cmp.Compare(a.name, b.name) })
}

func (c *coverage) count(rec *record) {
	c.records++
	if instant(rec.modified).After(instant(c.newest)) {
		c.newest = rec.modified
	}
}

// subjects are the ecosystems that a source is about: the one that its place
// names, where its records speak of it; else those that every record speaks of,
// as in an export; else all, as in a folder of mixed records. An export of Go
// that mentions packages of npm says nothing of npm as a whole.
func (c *content) subjects(i int, read []reading) []string {
	count, records := map[string]int{}, 0
	var rec record
	for j := range read {
		if read[j].packed == nil {
			continue
		}
		if read[j].unpack(&rec); len(rec.affected) == 0 {
			continue
		}
		records++
		seen := map[string]bool{}
		for k := range rec.affected {
			base, _ := rec.affected[k].subject()
			if !seen[base] {
				seen[base] = true
				count[base]++
			}
		}
	}
	hint, _ := ecosystem.Split(c.sources[i].hint)
	if count[hint] > 0 {
		return []string{hint}
	}
	var all, every []string
	for name, n := range count {
		all = append(all, name)
		if n == records {
			every = append(every, name)
		}
	}
	if len(every) == 0 {
		every = all
	}
	slices.Sort(every)
	return every
}

// collect gathers what could not be read.
func (c *content) collect(read [][]reading) {
	for i := range c.sources {
		var about []string // only sources with defects need it
		yaml, _ := yamlOf(read[i])
		for j := range read[i] {
			r := &read[i][j]
			if len(r.unreadable) == 0 && !r.unnamed {
				continue
			}
			c.unreadable++
			d := firstError(r.diags)
			d.File = c.sources[i].storedPosition(&c.sources[i].items[j])
			if r.yaml {
				d = yaml
				d.File = c.sources[i].stored
			}
			for _, key := range r.unreadable {
				c.defects = append(c.defects, defect{key, d})
			}
			if !r.unnamed {
				continue
			}
			if about == nil {
				about = c.about(i, read[i])
			}
			which := ""
			if r.nameless {
				which = anyPackage
			}
			for _, name := range about {
				c.defects = append(c.defects, defect{packageKey{name, which}, d})
			}
		}
	}
	slices.SortFunc(c.defects, func(a, b defect) int {
		return cmp.Or(cmp.Compare(a.ecosystem, b.ecosystem), cmp.Compare(a.name, b.name), a.Diagnostic.Compare(b.Diagnostic))
	})
	c.defects = slices.Compact(c.defects)
}

// about is what an unreadable record of a source may be about; "" is anything.
func (c *content) about(i int, read []reading) []string {
	if names := c.subjects(i, read); len(names) > 0 {
		return names
	}
	hint, _ := ecosystem.Split(c.sources[i].hint)
	for _, known := range ecosystem.Known() {
		if known.Name == hint {
			return []string{hint}
		}
	}
	return []string{""}
}

func firstError(l diag.List) diag.Diagnostic {
	for _, d := range l {
		if d.Severity == diag.Error {
			return d
		}
	}
	return diag.Diagnostic{Severity: diag.Error, Code: "osv/record-unreadable", Message: "a record cannot be read"}
}
