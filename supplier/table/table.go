// SPDX-License-Identifier: Apache-2.0

// Package table imports parties from tables: files of comma-separated values
// out of a purchasing system or a spreadsheet, with a mapping that says which
// column is which field. It is the way in for data that no standard covers.
package table

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/importer"
)

// Rows is the kind that is counted.
const Rows = "rows"

// Read imports the files by the mapping. Rows with the same id are one
// party: each adds its list entries, so that a table of holdings has one row
// a holder. An error means that a file could not be read.
func Read(files []importer.File, m *Mapping, o *importer.Options) (*importer.Result, error) {
	r := &reader{Builder: importer.NewBuilder(o), m: m}
	for _, f := range files {
		r.checked = false
		err := importer.EachRow(f, m.csv(), r.Report, func(row *importer.Row) error {
			if !r.checked {
				r.checked = true
				r.columns(row)
			}
			r.row(row)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return r.Result(), nil
}

type reader struct {
	*importer.Builder
	m       *Mapping
	checked bool
}

// columns compares the columns of a file with those of the mapping.
func (r *reader) columns(row *importer.Row) {
	used := map[string]bool{strings.ToLower(r.m.ID.Column): true}
	for _, name := range slices.Sorted(maps.Keys(r.m.Fields)) {
		used[strings.ToLower(r.m.Fields[name].Column)] = true
	}
	delete(used, "")
	for _, c := range slices.Sorted(maps.Keys(used)) {
		if !row.Has(c) {
			r.Errorf("table/no-column", diag.Position{File: row.At.File}, "columns: "+strings.Join(row.Columns(), ", "), "the file has no column %q, which the mapping names", c)
		}
	}
	for _, c := range row.Columns() {
		if c != "" && !used[strings.ToLower(c)] {
			r.Infof("table/unmapped", diag.Position{File: row.At.File}, "add it to the mapping's fields", "the mapping does not say what the column %q is; it was left out", c)
		}
	}
}

// row takes one row.
func (r *reader) row(row *importer.Row) {
	r.Read(Rows)
	id := r.text(row, r.m.ID)
	if id == "" {
		r.Errorf("table/no-id", row.At, "fill in the column "+r.m.ID.Column, "the row has no id and was left out")
		return
	}
	kind := r.text(row, r.m.Fields["partyKind"])
	opaque := kind == "person" && !r.Options.Persons
	if kind == "person" {
		id = supplier.PersonID("", "table "+id)
	} else {
		id = partyID(id)
	}
	r.Taken(Rows)
	s := r.Party(id)
	c := &cell{reader: r, row: row, s: s}
	c.source = r.Source(s, r.source(row))
	entries := map[string]bool{}
	for _, field := range slices.Sorted(maps.Keys(r.m.Fields)) {
		if opaque && !slices.Contains([]string{"partyKind", "established", "headquarters"}, field) {
			continue
		}
		list, _, nested := strings.Cut(field, "/")
		if nested && lists[list] != nil {
			entries[list] = true
			continue
		}
		c.field, c.values = field, r.values(row, r.m.Fields[field])
		if len(c.values) > 0 {
			fieldOf(field)(c)
		}
	}
	for _, list := range slices.Sorted(maps.Keys(entries)) {
		r.entry(c, list)
	}
}

// partyID keeps ids that have a scheme, as lei:… or erp:4711, as they are.
func partyID(id string) string {
	return importer.SafeID(strings.Split(id, ":")...)
}

// entry takes the columns of a row that together are one entry of a list.
// Constants alone make none.
func (r *reader) entry(c *cell, list string) {
	stated := false
	values := map[string][]string{}
	for field, f := range r.m.Fields {
		name, ok := strings.CutPrefix(field, list+"/")
		if !ok {
			continue
		}
		if v := r.values(c.row, f); len(v) > 0 {
			values[name] = v
			stated = stated || f.Column != ""
		}
	}
	if !stated {
		return
	}
	c.field, c.entry = list, values
	lists[list].add(c)
}

// values returns what a field has in a row: nothing where it is unknown.
func (r *reader) values(row *importer.Row, f Field) []string {
	text := f.Value
	if f.Column != "" {
		text = row.Get(f.Column)
	}
	split := cmp.Or(f.Split, "\n")
	var out []string
	for part := range strings.SplitSeq(text, split) {
		part = importer.Clean(part)
		if slices.ContainsFunc(r.m.Unknown, func(u string) bool { return strings.EqualFold(u, part) }) {
			continue
		}
		if to, ok := mapped(f.Map, part); ok {
			part = to
		}
		if part != "" {
			out = append(out, f.Prefix+part)
		}
	}
	return out
}

func mapped(m map[string]string, part string) (string, bool) {
	if to, ok := m[part]; ok {
		return to, true
	}
	for _, from := range slices.Sorted(maps.Keys(m)) {
		if strings.EqualFold(from, part) {
			return m[from], true
		}
	}
	return "", false
}

func (r *reader) text(row *importer.Row, f Field) string {
	if v := r.values(row, f); len(v) > 0 {
		return v[0]
	}
	return ""
}

// source describes the row as a source of facts.
func (r *reader) source(row *importer.Row) supplier.Source {
	src := r.m.Source
	return supplier.Source{
		Title: fmt.Sprintf("%s, row %d of %s", cmp.Or(src.Title, "table"), row.Number, path.Base(row.At.File)),
		URL:   src.URL, Date: src.Date, Retrieved: src.Retrieved, TLP: src.TLP, Grade: src.Grade, Confidence: src.Confidence,
	}
}
