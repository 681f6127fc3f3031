// SPDX-License-Identifier: Apache-2.0

package lint

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
)

// fact is something that a record states and that wants a source.
type fact struct {
	group, key string // "practices", "psirt"; key is empty for single fields and entries of lists
	pointer    string
	own        string // the source that an entry names itself
}

// words is the fact as the file spells it: owners[0], practices.psirt.
func (f fact) words() string {
	parts := strings.Split(f.pointer, "/")[1:]
	if len(parts) == 1 {
		return parts[0]
	}
	if f.key == "" {
		return parts[0] + "[" + parts[1] + "]"
	}
	return strings.Join(parts, ".")
}

// grounds is what stands behind the fact: the entry's own source, that of its
// key, of its group, of the record.
func (f fact) grounds(p *supplier.Provenance) supplier.Grounds {
	if f.key != "" {
		if g := p.GroundsOf(f.group+"/"+f.key, f.own); g.Source != p.Source {
			return g
		}
	}
	return p.GroundsOf(f.group, f.own)
}

// facts gathers facts of one record.
type facts []fact

func (fs *facts) single(name string, stated bool) {
	if stated {
		*fs = append(*fs, fact{group: name, pointer: "/" + name})
	}
}

func (fs *facts) keyed(group, key string, stated bool) {
	if stated {
		*fs = append(*fs, fact{group: group, key: key, pointer: "/" + group + "/" + key})
	}
}

// entries adds each entry of a list, or the statement that there are none.
func entries[T any](fs *facts, name string, l supplier.List[T], source func(T) string) {
	fs.single(name, l.None)
	for i, x := range l.Items {
		*fs = append(*fs, fact{group: name, pointer: fmt.Sprintf("/%s/%d", name, i), own: source(x)})
	}
}

func supplierFacts(s *supplier.Supplier) facts {
	var fs facts
	fs.single("jurisdiction", s.Jurisdiction != "")
	fs.single("established", s.Established != "")
	fs.single("headquarters", s.Headquarters != "")
	entries(&fs, "sites", s.Sites, func(x supplier.Site) string { return x.Source })
	entries(&fs, "owners", s.Owners, func(x supplier.Owner) string { return x.Source })
	fs.single("unlistedHolderMax", s.UnlistedHolderMax != nil)
	entries(&fs, "stateLinks", s.StateLinks, func(x supplier.StateLink) string { return x.Source })
	entries(&fs, "subcontractors", s.Subcontractors, func(x supplier.Subcontract) string { return x.Source })
	entries(&fs, "relations", s.Relations, func(x supplier.Relation) string { return x.Source })
	entries(&fs, "certificates", s.Certificates, func(x supplier.Certificate) string { return x.Source })
	p := s.Practices
	fs.keyed("practices", "cvdPolicy", p.CVDPolicy != nil)
	fs.keyed("practices", "psirt", p.PSIRT != nil)
	fs.keyed("practices", "sbomProvided", p.SBOMProvided != nil)
	fs.keyed("practices", "secureDevelopment", p.SecureDevelopment != "")
	fs.keyed("practices", "patchDays", len(p.PatchDays) > 0)
	fs.keyed("practices", "supportYears", p.SupportYears != nil)
	entries(&fs, "incidents", s.Incidents, func(x supplier.Incident) string { return x.Source })
	a := s.SupplyAssurance
	fs.keyed("supplyAssurance", "stockDays", a.StockDays != nil)
	fs.keyed("supplyAssurance", "singleSourceMaterials", a.SingleSourceMaterials.Known())
	fs.keyed("supplyAssurance", "endOfSale", a.EndOfSale != "")
	entries(&fs, "designations", s.Designations, func(x supplier.Designation) string { return x.Source })
	return fs
}

func countryFacts(k *supplier.Country) facts {
	var fs facts
	for _, g := range []struct {
		name string
		m    map[string]bool
	}{{"memberships", k.Memberships}, {"agreements", k.Agreements}, {"law", k.Law}} {
		for _, key := range slices.Sorted(maps.Keys(g.m)) {
			fs.keyed(g.name, key, true)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(k.Indices)) {
		fs.keyed("indices", key, true)
	}
	entries(&fs, "concern", k.Concern, func(x supplier.Concern) string { return x.Source })
	return fs
}

// maxNamed is how many facts a message names.
const maxNamed = 4

// grounds looks at the sources of one record.
func (l *linter) grounds(o *supplier.Origin, p *supplier.Provenance, fs facts) {
	l.retrieved(o, p)
	used := map[string]bool{p.Source: true}
	for _, id := range p.SourcesOf {
		used[id] = true
	}
	var bare []fact
	behind := map[string]supplier.Grounds{} // by source
	for _, f := range fs {
		g := f.grounds(p)
		used[g.Source] = true
		switch {
		case g.Source == "":
			bare = append(bare, f)
		case g.Described:
			behind[g.Source] = g
		}
	}
	if len(bare) > 0 {
		var words []string
		for _, f := range bare[:min(maxNamed, len(bare))] {
			words = append(words, f.words())
		}
		if len(bare) > maxNamed {
			words = append(words, "…")
		}
		l.warn(o.At(bare[0].pointer), "lint/no-source", "describe a source under sources and name it in source, sourcesOf or the entry",
			"%s no source: %s", count(len(bare), "fact has", "facts have"), strings.Join(words, ", "))
	}
	for _, id := range slices.Sorted(maps.Keys(behind)) {
		l.stale(o, id, behind[id])
	}
	for _, id := range slices.Sorted(maps.Keys(p.Sources)) {
		if !used[id] {
			l.warn(o.At("/sources/"+escape(id)), "lint/unused-source", "name it where it is the source, or remove it", "nothing rests on the source %s", id)
		}
	}
	l.paths(o, p)
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// stale says that a source was read too long ago, or that nobody says when.
func (l *linter) stale(o *supplier.Origin, id string, g supplier.Grounds) {
	at := o.At("/sources/" + escape(id) + "/retrieved")
	if g.Checked.IsZero() {
		l.warn(at, "lint/undated-source", "add retrieved to the source, or asOf to the record", "nobody says when the source %s was read", id)
		return
	}
	if l.opts.StaleMonths < 0 || l.opts.AsOf.IsZero() || !g.Checked.AddDate(0, l.opts.StaleMonths, 0).Before(l.opts.AsOf) {
		return
	}
	l.warn(at, "lint/stale-source", "read it again, correct what has changed, and set retrieved",
		"the source %s was read on %s, more than %d months before %s", id, g.Checked, l.opts.StaleMonths, supplier.Date{Time: l.opts.AsOf})
}

// paths looks for sourcesOf, validity and notes that speak of no field of the
// record.
func (l *linter) paths(o *supplier.Origin, p *supplier.Provenance) {
	fields := stated(o)
	if len(fields) == 0 {
		return // not read from a file
	}
	for _, part := range []struct {
		name string
		keys []string
	}{
		{"sourcesOf", slices.Sorted(maps.Keys(p.SourcesOf))},
		{"validity", slices.Sorted(maps.Keys(p.Validity))},
		{"notes", slices.Sorted(maps.Keys(p.Notes))},
	} {
		for _, pattern := range part.keys {
			if slices.ContainsFunc(fields, func(f string) bool { ok, _ := path.Match(pattern, f); return ok }) {
				continue
			}
			remedy := "write it as the record spells the field: headquarters, practices/psirt, practices/*"
			if s := diag.Closest(pattern, fields); s != "" {
				remedy = "did you mean " + s + "?"
			}
			l.warn(o.At("/"+part.name+"/"+escape(pattern)), "lint/no-such-field", remedy, "the record states nothing at %s", pattern)
		}
	}
}

// stated lists the fields of the record and what is one below them, sorted.
func stated(o *supplier.Origin) []string {
	var out []string
	for pointer := range o.Positions {
		name := strings.TrimPrefix(pointer, "/")
		group, _, _ := strings.Cut(name, "/")
		if name == "" || strings.Count(name, "/") > 1 || slices.Contains([]string{"sources", "sourcesOf", "validity", "notes"}, group) {
			continue
		}
		out = append(out, strings.ReplaceAll(strings.ReplaceAll(name, "~1", "/"), "~0", "~"))
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Compare(a, b) })
	return out
}

// escape writes a name as a part of a JSON pointer (RFC 6901).
func escape(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1")
}
