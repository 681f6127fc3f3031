// SPDX-License-Identifier: Apache-2.0

package kedja

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/supplier"
)

// recordFacts lists what the records state, field by field: measures,
// factors and findings rest on nothing else but these and the SBOMs.
func (r *run) recordFacts() {
	s := r.g.System
	if s.Entity.ID != "" {
		r.fieldFacts("entity", s.Entity.ID, s.Entity, "/entity", &s.Origin, &s.Provenance)
	}
	for i := range s.Incidents {
		r.fieldFacts("incident", s.Incidents[i].ID, s.Incidents[i], fmt.Sprintf("/incidents/%d", i), &s.Origin, &s.Provenance)
	}
	for i := range s.Assets {
		r.fieldFacts("asset", s.Assets[i].ID, s.Assets[i], fmt.Sprintf("/assets/%d", i), &s.Origin, &s.Provenance)
	}
	for i := range s.Products {
		r.fieldFacts("product", s.Products[i].ID, s.Products[i], fmt.Sprintf("/products/%d", i), &s.Origin, &s.Provenance)
	}
	for i := range s.Contracts {
		r.fieldFacts("contract", s.Contracts[i].ID, s.Contracts[i], fmt.Sprintf("/contracts/%d", i), &s.Origin, &s.Provenance)
	}
	for p := range r.g.Catalog.Suppliers() {
		shared := *p
		shared.Incidents.Items = slices.DeleteFunc(slices.Clone(p.Incidents.Items), func(i supplier.Incident) bool {
			return i.State == "alleged" // neither scored nor shared
		})
		r.fieldFacts("supplier", p.ID, shared, "", &p.Origin, &p.Provenance)
	}
	for _, e := range r.in.Evidence {
		if e.State == "" {
			continue // nobody has assessed it yet
		}
		subject := e.Subject
		if subject == "" {
			subject = r.a.Subject.ID
		}
		r.addFact(subject, "evidence."+e.Entry, e.State, e.At("/state"), &e.Provenance, sourcesOf(&e.Provenance, "state", nil))
	}
	for _, k := range slices.Concat(r.in.Countries, r.in.Defaults) {
		r.fieldFacts("country", k.Code, k, "", &k.Origin, &k.Provenance)
	}
}

// notFacts are fields of records that say how to read the others.
var notFacts = []string{"id", "code", "source", "sources", "sourcesOf", "asOf", "confidence", "tlp", "match",
	"validity", "notes"}

// fieldFacts lists the top fields of one record, or of one entry of it, that
// the file has.
func (r *run) fieldFacts(kind, id string, record any, base string, at *supplier.Origin, p *supplier.Provenance) {
	data, err := json.Marshal(record)
	if err != nil {
		return
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(data, &fields) != nil {
		return
	}
	for _, field := range slices.Sorted(maps.Keys(fields)) {
		pos, ok := at.Positions[base+"/"+field]
		if !ok || slices.Contains(notFacts, field) || string(fields[field]) == "null" {
			continue
		}
		r.addFact(kind+":"+id, kind+"."+field, text(fields[field]), pos, p, sourcesOf(p, field, fields[field]))
	}
}

// behind is what a fact rests on.
type behind struct {
	ids   []string // of sources, sorted
	whole bool     // each part of the fact has one
}

// sourcesOf finds the sources of a field: its own, those of its parts, and
// those that the entries of a list name themselves.
func sourcesOf(p *supplier.Provenance, field string, value json.RawMessage) behind {
	var parts map[string]json.RawMessage
	if json.Unmarshal(value, &parts) == nil && len(parts) > 0 {
		ids, whole := p.SourcesUnder(field, slices.Collect(maps.Keys(parts)))
		return behind{ids, whole}
	}
	var entries []struct {
		Source string `json:"source"`
	}
	ids, whole := p.SourcesUnder(field, nil)
	if len(value) > 0 && value[0] == '[' && json.Unmarshal(value, &entries) == nil && len(entries) > 0 {
		own := p.SourceOf(field)
		whole = true
		ids = nil
		for i, x := range entries {
			id := cmp.Or(x.Source, own)
			if part, _ := p.SourcesUnder(field, []string{strconv.Itoa(i)}); x.Source == "" && len(part) > 0 {
				id = part[0]
			}
			if whole = whole && id != ""; id != "" {
				ids = append(ids, id)
			}
		}
		slices.Sort(ids)
		ids = slices.Compact(ids)
	}
	return behind{ids, whole}
}

// addFact lists a fact once.
func (r *run) addFact(subject, path, value string, at diag.Position, p *supplier.Provenance, b behind) {
	key := [2]string{subject, path}
	if r.stated[key] {
		return
	}
	if r.stated == nil {
		r.stated = map[[2]string]bool{}
	}
	r.stated[key] = true
	f := result.Fact{
		Subject: subject, Path: path, Value: value, File: at.File, Pointer: at.Pointer, Line: at.Line,
		Source: strings.Join(b.ids, ", "), Provenance: p.WeakestOf(b.ids), Confidence: p.Confidence, TLP: p.TLP,
	}
	var titles []string
	for _, id := range b.ids {
		s := p.Sources[id]
		if s == nil {
			continue
		}
		if s.Title != "" {
			titles = append(titles, s.Title)
		}
		if s.TLP != "" && (len(b.ids) == 1 || slices.Index(tlpOrder, s.TLP) > slices.Index(tlpOrder, f.TLP)) {
			f.TLP = s.TLP
		}
	}
	f.SourceTitle = strings.Join(titles, "; ")
	if !b.whole {
		r.a.Coverage.Facts.Unsourced++
	}
	r.a.Facts = append(r.a.Facts, f)
}

// text is a JSON value as a fact says it: a string bare, the rest compact,
// cut where it is long.
func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	if len(raw) > maxValue {
		return strings.ToValidUTF8(string(raw[:maxValue]), "") + "…"
	}
	return string(raw)
}
