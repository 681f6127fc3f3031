// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/measures"
)

// Measure is the result of the summary. It depends on nothing but what was
// read: neither on the order in which it was merged nor on that of files.
func (s *Summary) Measure(m Measure) *Result {
	v := newView(s, m)
	r := &Result{
		Kind: Kind, SchemaVersion: SchemaVersion, Engine: result.Engine{Name: "kedja", Version: kedja.Version},
		AsOf: m.AsOf.UTC().Format(time.RFC3339),
	}
	whole := v.whole()
	entities := v.entities()
	r.Concentration = v.concentration(&whole)
	for i := range entities {
		r.Concentration = append(r.Concentration, v.concentration(&entities[i])...)
	}
	x := v.newIndex(entities)
	r.Dependence, r.DependenceRest = x.dependence()
	r.Control = x.controllers(r.Concentration)
	r.Shared, r.SharedRest = x.shared()
	r.Access, r.AccessRest = v.access()
	r.Versions, r.VersionsRest = v.versions()
	if !m.Full {
		measures.Trim(r.Concentration)
	}
	r.Quality = v.quality()
	r.Duplicates = v.duplicates()
	r.Files = v.files()
	r.Counts = v.counts(entities)
	r.Counts.Silent = v.silent()
	r.Counts.Records = m.Records
	r.Counts.Files += m.Records
	r.Remarks = v.remarks()
	for i := range entities {
		r.Entities = append(r.Entities, entities[i].row(v))
	}
	r.TLP = v.tlp()
	for _, f := range s.sortedFailures() {
		if !f.Skipped {
			v.ds.Add(f.Diagnostic)
		}
	}
	v.cut()
	r.Diagnostics = append(slices.Clone(m.Diagnostics), v.ds...)
	r.Diagnostics.Sort()
	r.Diagnostics = slices.Compact(r.Diagnostics)
	r.Incomplete = r.Diagnostics.Err() != nil
	r.normalize()
	if m.Baseline != nil {
		r.Trend = trend(m.Baseline, r)
	}
	return r
}

// scope is the part of the portfolio that rows are about.
type scope struct {
	id     string
	name   string
	entity bool
	docs   []int32 // by number, sorted
	units  []*unit
}

// scope is how rows name it.
func (s *scope) scope() string {
	if s.entity {
		return "entity:" + s.id
	}
	return s.id
}

// whole is the scope of everything.
func (v *view) whole() scope {
	s := scope{id: Scope, units: v.systems}
	for i := range v.docs {
		s.docs = append(s.docs, int32(i))
	}
	return s
}

// entities are the scopes of those whom systems name, by id.
func (v *view) entities() []scope {
	by := map[string]*scope{}
	for _, u := range v.systems {
		if u.Entity == "" {
			continue
		}
		s := by[u.Entity]
		if s == nil {
			s = &scope{id: u.Entity, entity: true}
			by[u.Entity] = s
		}
		s.name = cmp.Or(s.name, u.EntityName)
		s.units = append(s.units, u)
		s.docs = append(s.docs, v.system(u).docs...)
	}
	var out []scope
	for _, id := range slices.Sorted(maps.Keys(by)) {
		s := by[id]
		slices.Sort(s.docs)
		s.docs = slices.Compact(s.docs)
		out = append(out, *s)
	}
	return out
}

// system is the scope of one System record.
func (v *view) system(u *unit) scope {
	s := scope{id: u.ID, units: []*unit{u}}
	for i := range u.Products {
		if k, ok := v.at[u.Products[i].Document]; ok {
			s.docs = append(s.docs, k)
		}
	}
	slices.Sort(s.docs)
	s.docs = slices.Compact(s.docs)
	return s
}

// row describes an entity.
func (s *scope) row(v *view) Entity {
	e := Entity{ID: s.id, Name: s.name, SBOMs: len(s.docs), Components: len(v.listed(s.docs))}
	for _, u := range s.units {
		e.Systems = append(e.Systems, u.ID)
	}
	slices.Sort(e.Systems)
	e.Systems = slices.Compact(e.Systems)
	return e
}

// listed are the components that count over the documents, sorted.
func (v *view) listed(docs []int32) []int32 {
	how := make([]listed, len(v.comps))
	for _, d := range docs {
		for i := range v.docs[d].parts {
			p := &v.docs[d].parts[i]
			how[v.rank[p.id]] |= p.listed()
		}
	}
	var out []int32
	for k, l := range how {
		if l.counts() {
			out = append(out, int32(k))
		}
	}
	return out
}
