// SPDX-License-Identifier: Apache-2.0

// Package dora imports registers of information on ICT third-party services
// (Regulation (EU) 2022/2554, article 28(3); templates of Implementing
// Regulation (EU) 2024/2956): the templates B_01.01 to B_07.01 as CSV files,
// as a report package of such files, or as the workbook of the same templates.
//
// Providers and entities become parties, supply chains their subcontractors,
// functions the assets of a system that need the services under contract.
// What records have no place for is listed column by column.
package dora

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/importer"
)

// Read imports the files of one register together. The counts are rows by
// template (b_05.01). An error means that a file could not be read.
func Read(files []importer.File, o *importer.Options) (*importer.Result, error) {
	r := &reader{
		Builder: importer.NewBuilder(o), rows: map[string][]*row{}, unplaced: map[string]int{},
		contracts: map[string]*contract{}, services: map[serviceKey]*service{}, functions: map[functionKey]string{},
	}
	for _, f := range files {
		if err := r.file(f); err != nil {
			return nil, err
		}
	}
	r.settle()
	return r.Result(), nil
}

// row is one row of a template: values by the last four digits of the code
// of their column.
type row struct {
	template string
	at       diag.Position
	values   map[string]string
	used     map[string]bool
}

// get returns the value of a column. What stands for nothing is nothing.
func (r *row) get(column string) string {
	v := r.values[column]
	r.used[column] = true
	switch strings.ToLower(v) {
	case "not applicable", "n/a", "na", "-", "9999-12-31":
		return ""
	}
	return v
}

// code returns the value of a column with a closed set of options: without
// the name of the set, and in the form in which labels are compared.
func (r *row) code(column string) string {
	return meaning(r.get(column))
}

// country returns the code of a country: eba_GA:SE is SE.
func (r *row) country(column string) string {
	v := r.get(column)
	if _, rest, ok := strings.Cut(v, ":"); ok {
		v = rest
	}
	return strings.ToUpper(v)
}

type reader struct {
	*importer.Builder
	rows     map[string][]*row
	unplaced map[string]int // column → values that records have no place for
	date     string         // of the report

	contracts map[string]*contract
	services  map[serviceKey]*service
	functions map[functionKey]string // → id of the asset
}

// template finds the code of a template in the name of a file or a column.
var template = regexp.MustCompile(`(?i)(?:^|[^a-z0-9])(?:b|rt)[_.]?([0-9]{2})[._]([0-9]{2})(?:[._]([0-9]{4}))?(?:[^0-9]|$)`)

// column finds the code of a column: c0010, b_05.01.0010, 0010.
var column = regexp.MustCompile(`(?i)^(?:c|(?:b|rt)[_.]?[0-9]{2}[._][0-9]{2}[._])?([0-9]{4})$`)

// templateOf returns the code of the template as b_05.01, "" without one.
func templateOf(text string) string {
	m := template.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	return "b_" + m[1] + "." + m[2]
}

// file reads a file in whichever form it has.
func (r *reader) file(f importer.File) error {
	data, err := archive(f)
	if in := plain(err); in != nil {
		return r.csv(f.Name, in)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", f.Name, err)
	}
	return r.archive(f.Name, data)
}

// table takes rows of cells one after the other. The row that names columns
// by their codes begins the table; before it stand titles, after it may stand
// the columns' names and types, as in the workbook.
type table struct {
	*reader
	name     string // of the file or sheet
	template string
	columns  []string
	rows     int
}

// titles are what the workbook has below the codes of the columns.
var titles = regexp.MustCompile(`^(Alphanumerical|Pattern|Closed set of options|Monetary|Natural number|\[Yes/No\])$`)

func (t *table) add(at diag.Position, cells []string) {
	if t.columns == nil {
		t.begin(cells)
		return
	}
	v := &row{template: t.template, at: at, values: map[string]string{}, used: map[string]bool{}}
	for i, c := range cells {
		c = importer.Clean(c)
		if i >= len(t.columns) || t.columns[i] == "" || c == "" {
			continue
		}
		if titles.MatchString(c) && t.rows <= 2 {
			// The row of types, and what was taken for a row before it: names.
			t.reader.rows[t.template] = t.reader.rows[t.template][:len(t.reader.rows[t.template])-t.rows]
			t.rows = 0
			return
		}
		v.values[t.columns[i]] = c
	}
	if len(v.values) == 0 {
		return
	}
	t.rows++
	t.reader.rows[t.template] = append(t.reader.rows[t.template], v)
}

// begin looks for the codes of columns.
func (t *table) begin(cells []string) {
	var columns []string
	found := 0
	for _, c := range cells {
		c = importer.Clean(c)
		code := ""
		if m := column.FindStringSubmatch(c); m != nil {
			code = m[1]
			found++
			if in := templateOf(c); in != "" {
				t.template = in
			}
		}
		columns = append(columns, code)
	}
	if found > 0 {
		t.columns = columns
	}
}

// end reports a file that holds no table.
func (t *table) end() {
	switch {
	case t.columns == nil:
		t.Errorf("dora/columns", diag.Position{File: t.name}, "name the columns by their codes: c0010, or b_05.01.0010", "no row names columns by their codes")
	case t.template == "":
		t.Errorf("dora/template", diag.Position{File: t.name}, "name the file by its template, as in b_05.01.csv", "the file does not say which template it is; its %d rows were left out", t.rows)
		delete(t.reader.rows, "")
	}
}

// settle makes records of the rows, in the order in which they build on each
// other.
func (r *reader) settle() {
	for name, rows := range r.rows {
		for range rows {
			r.Read(name)
		}
	}
	for _, step := range []struct {
		template string
		take     func(*row) bool
	}{
		{"b_01.01", r.maintainer}, {"b_01.02", r.entity}, {"b_01.03", r.branch},
		{"b_05.01", r.provider}, {"b_06.01", r.function},
		{"b_02.01", r.contractRow}, {"b_03.02", r.signer}, {"b_02.02", r.serviceRow},
		{"b_05.02", r.chain}, {"b_03.03", r.intraGroup}, {"b_07.01", r.assessment},
	} {
		for _, v := range r.rows[step.template] {
			if step.take(v) {
				r.Taken(step.template)
			}
		}
	}
	r.system()
	for _, name := range slices.Sorted(maps.Keys(r.rows)) {
		r.unused(name)
	}
}

// unused reports the columns that records have no place for, each once.
func (r *reader) unused(name string) {
	count := map[string]int{}
	taken := map[string]bool{}
	var first *row
	for _, v := range r.rows[name] {
		for c := range v.values {
			if !v.used[c] {
				count[c]++
			}
		}
		maps.Copy(taken, v.used)
		if first == nil {
			first = v
		}
	}
	for _, c := range slices.Sorted(maps.Keys(count)) {
		title := titleOf(name, c)
		switch {
		case title != "":
		case taken[c]:
			continue // rows that were left out have been said
		default:
			title = "a column that the templates do not list"
		}
		r.Infof("dora/no-place", diag.Position{File: first.at.File}, "", "%s.%s (%s): %d values have no place in the records", name, c, title, count[c])
	}
}

// source describes the row as a source of facts.
func (r *reader) source(v *row) supplier.Source {
	title := fmt.Sprintf("DORA register of information, %s row %d of %s", v.template, v.at.Line, path.Base(v.at.File))
	s := supplier.Source{Title: title, Grade: "third-party"}
	s.Date, _ = importer.Date(r.date)
	return s
}
