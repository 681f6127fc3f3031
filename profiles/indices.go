// SPDX-License-Identifier: Apache-2.0

package profiles

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
)

// IndexOptions configures [ReadIndices]; nil means the defaults.
type IndexOptions struct {
	// File is what diagnostics call the table. Default "indices.csv".
	File string
	// Year is the year to read. Default 0 is the latest of each country.
	Year int
	// Index names the index of a table that has one score per country and
	// does not say of what. Default "": such tables are refused.
	Index string
	// Source is written to the records, with the year added to its title.
	// Default: the Worldwide Governance Indicators.
	Source supplier.Source
}

// wgi are the six indicators by their code and our name.
var wgi = [...][2]string{
	{"va", "voiceAndAccountability"}, {"pv", "politicalStability"}, {"ge", "governmentEffectiveness"},
	{"rq", "regulatoryQuality"}, {"rl", "ruleOfLaw"}, {"cc", "controlOfCorruption"},
}

// maxIndexBytes bounds a table: all years of the six indicators for all
// countries take some two megabytes.
const maxIndexBytes = 64 << 20

// ReadIndices reads a published table of indices, as percentile ranks from 0
// (lowest) to 100, into one record per country, in order of their codes. It
// knows the Worldwide Governance Indicators in the long form of their own
// site (columns code, year, indicator, pctrank) and in the wide form of the
// World Bank's databank (Country Code, Indicator or Series Code, one column a
// year); and tables of one score per country (its code or name, and a column
// named by the year), which it ranks: 100 · (countries with a lower score) / (countries − 1).
//
// Rows that cannot be used are in the list. An error means that the table is
// none of these, as a [diag.Diagnostic], or that r failed.
func ReadIndices(r io.Reader, opts *IndexOptions) ([]*supplier.Country, diag.List, error) {
	t := indexTable{values: map[string]map[string]cell{}, places: newGazetteer()}
	if opts != nil {
		t.opts = *opts
	}
	t.opts.File = cmp.Or(t.opts.File, "indices.csv")
	data, err := io.ReadAll(io.LimitReader(r, maxIndexBytes+1))
	if err != nil {
		return nil, nil, err
	}
	if len(data) > maxIndexBytes {
		return nil, nil, t.refuse(0, fmt.Sprintf("the table is larger than %d bytes", maxIndexBytes), "take only the rows of percentile ranks")
	}
	c := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	c.FieldsPerRecord, c.LazyQuotes, c.ReuseRecord = -1, true, true
	head, err := c.Read()
	if err != nil {
		return nil, nil, t.refuse(1, "the table has no head: "+reason(err), "")
	}
	read, err := t.form(slices.Clone(head))
	if err != nil {
		return nil, nil, err
	}
	for {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			line, _ := c.FieldPos(0)
			return nil, nil, t.refuse(line, "the table cannot be read: "+reason(err), "")
		}
		t.line, _ = c.FieldPos(0)
		read(row)
	}
	if t.ranked {
		t.rank()
	}
	t.ds.Sort()
	return t.records(), slices.Compact(t.ds), nil
}

// cell is a value and the year it is of.
type cell struct {
	value float64
	year  int
}

type indexTable struct {
	opts   IndexOptions
	line   int
	ds     diag.List
	ranked bool                       // values are scores, to be ranked
	values map[string]map[string]cell // country, index
	places gazetteer
}

// form finds out which kind of table it is by its head and returns what reads
// a row of it.
func (t *indexTable) form(head []string) (func([]string), error) {
	column := map[string]int{}
	years := map[int]int{} // column → year
	for i, name := range head {
		name = strings.ToLower(strings.Trim(strings.TrimSpace(name), "\""))
		if _, twice := column[name]; !twice {
			column[name] = i
		}
		if y, err := strconv.Atoi(name[:min(4, len(name))]); err == nil && y >= 1900 && y < 2200 {
			years[i] = y
		}
	}
	has := func(names ...string) (int, bool) {
		for _, n := range names {
			if i, ok := column[n]; ok {
				return i, true
			}
		}
		return 0, false
	}
	code, _ := has("country code", "code", "countrycode", "country/territory", "country")
	series, wide := has("indicator code", "series code")
	year, _ := has("year")
	indicator, long := has("indicator")
	rank, ranks := has("pctrank", "percentile rank")
	switch {
	case long && ranks:
		return func(row []string) { t.long(row, code, year, indicator, rank) }, nil
	case wide && len(years) > 0:
		return func(row []string) { t.wide(row, code, series, years) }, nil
	case len(years) > 0 && t.opts.Index != "":
		t.ranked = true
		return func(row []string) { t.years(row, code, t.opts.Index, years) }, nil
	case len(years) > 0:
		return nil, t.refuse(1, "the table has a score for each country, but does not say which index it holds", "name it (--index)")
	}
	return nil, t.refuse(1, "not a table of indices: it has neither columns code, year, indicator and pctrank, nor Country Code, Indicator Code and years",
		"docs/profiles.md says which tables are read")
}

// refuse says why nothing of the table can be used.
func (t *indexTable) refuse(line int, message, remedy string) error {
	return diag.Diagnostic{Code: "index/table", Position: diag.Position{File: t.opts.File, Line: line}, Message: message, Remedy: remedy}
}

// reason is an error of the table's form without the place, which is said
// beside it.
func reason(err error) string {
	if p, ok := errors.AsType[*csv.ParseError](err); ok {
		return p.Err.Error()
	}
	if errors.Is(err, io.EOF) {
		return "it is empty"
	}
	return err.Error()
}

func (t *indexTable) warn(code, format string, args ...any) {
	t.ds.Add(diag.Diagnostic{
		Severity: diag.Warning, Code: code, Position: diag.Position{File: t.opts.File, Line: t.line},
		Message: fmt.Sprintf(format, args...), Remedy: "the row is left out; correct it if it is needed",
	})
}

func field(row []string, i int) string {
	if i < len(row) {
		return strings.TrimSpace(row[i])
	}
	return ""
}

func (t *indexTable) long(row []string, code, year, indicator, rank int) {
	name := indexName(field(row, indicator))
	y, err := strconv.Atoi(field(row, year))
	if name == "" || err != nil {
		t.warn("index/row", "no indicator %q of a year %q is known", field(row, indicator), field(row, year))
		return
	}
	t.take(field(row, code), name, field(row, rank), y)
}

func (t *indexTable) wide(row []string, code, series int, years map[int]int) {
	parts := strings.Split(strings.ToLower(field(row, series)), ".")
	name := ""
	for _, p := range parts {
		name = cmp.Or(name, indexName(strings.TrimPrefix(p, "gov_wgi_")))
	}
	last := parts[len(parts)-1]
	if name == "" || last != "rnk" && last != "pctrank" {
		return // estimates, errors and numbers of sources are other rows of the same table
	}
	t.years(row, code, name, years)
}

// years takes the values of one row that has a column for each year.
func (t *indexTable) years(row []string, code int, name string, years map[int]int) {
	for _, i := range slices.Sorted(maps.Keys(years)) { // of two columns of one year the first
		t.take(field(row, code), name, field(row, i), years[i])
	}
}

// take keeps a value if it is of the year that is asked for, or the latest.
func (t *indexTable) take(code, index, text string, year int) {
	if slices.Contains([]string{"", "..", "#N/A", "NA", "n/a"}, text) || t.opts.Year != 0 && year != t.opts.Year {
		return
	}
	country := t.places.find(code)
	if country == "" {
		t.warn("index/country", "%q is no country", code)
		return
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || x != x || !t.ranked && (x < 0 || x > 100) {
		t.warn("index/value", "%q is no percentile rank", text)
		return
	}
	of := t.values[country]
	if of == nil {
		of = map[string]cell{}
		t.values[country] = of
	}
	if old, ok := of[index]; !ok || year > old.year {
		of[index] = cell{x, year}
	}
}

func indexName(code string) string {
	for _, w := range wgi {
		if strings.EqualFold(code, w[0]) {
			return w[1]
		}
	}
	return ""
}

// rank puts the percentile rank in the place of each score.
func (t *indexTable) rank() {
	var scores []float64
	for _, of := range t.values {
		scores = append(scores, of[t.opts.Index].value)
	}
	slices.Sort(scores)
	for _, of := range t.values {
		c := of[t.opts.Index]
		lower, _ := slices.BinarySearch(scores, c.value)
		c.value = 100 * float64(lower) / float64(max(1, len(scores)-1))
		of[t.opts.Index] = c
	}
}
