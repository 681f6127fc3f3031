// SPDX-License-Identifier: Apache-2.0

package profiles

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kedja/kedja/supplier"
)

// indexSource is the id of the source in records of indices.
const indexSource = "index"

// records makes one record of each country, in order of their codes.
func (t *indexTable) records() []*supplier.Country {
	var out []*supplier.Country
	for _, code := range slices.Sorted(maps.Keys(t.values)) {
		k := &supplier.Country{Code: code, Indices: map[string]float64{}}
		first, last := 0, 0
		for _, name := range slices.Sorted(maps.Keys(t.values[code])) {
			c := t.values[code][name]
			k.Indices[name] = c.value
			if first == 0 || c.year < first {
				first = c.year
			}
			last = max(last, c.year)
		}
		s := t.source(first, last)
		k.Source, k.Sources = indexSource, map[string]*supplier.Source{indexSource: &s}
		out = append(out, k)
	}
	return out
}

// source is where the values of the years come from.
func (t *indexTable) source(first, last int) supplier.Source {
	s := t.opts.Source
	if s.Title == "" {
		s.Title, s.URL = "Worldwide Governance Indicators", cmp.Or(s.URL, "https://www.worldbank.org/en/publication/worldwide-governance-indicators")
		if t.ranked {
			s.Title, s.URL = t.opts.Index, ""
		}
	}
	what := "percentile rank"
	if t.ranked {
		what = fmt.Sprintf("percentile rank of the score among the %d countries of the table", len(t.values))
	}
	years := strconv.Itoa(last)
	if first != last {
		years = fmt.Sprintf("%d to %d", first, last)
	}
	s.Title = fmt.Sprintf("%s, %s, %s", s.Title, years, what)
	if s.Date.IsZero() { // the last day that the values speak of
		s.Date = supplier.Date{Time: time.Date(last, 12, 31, 0, 0, 0, 0, time.UTC)}
	}
	s.Grade = cmp.Or(s.Grade, "third-party")
	s.Provenance = cmp.Or(s.Provenance, "primary")
	return s
}

// WriteIndices writes records of [ReadIndices] as one file that kedja reads.
func WriteIndices(w io.Writer, countries []*supplier.Country) error {
	var b strings.Builder
	for i, k := range countries {
		if i > 0 {
			b.WriteString("---\n")
		}
		fmt.Fprintf(&b, "apiVersion: kedja/v1\nkind: Country\ncode: %q\nindices:\n", k.Code)
		for _, name := range slices.Sorted(maps.Keys(k.Indices)) {
			fmt.Fprintf(&b, "  %s: %s\n", name, strconv.FormatFloat(k.Indices[name], 'g', 6, 64))
		}
		fmt.Fprintf(&b, "source: %s\nsources:\n", k.Source)
		for _, id := range slices.Sorted(maps.Keys(k.Sources)) {
			s := k.Sources[id]
			fmt.Fprintf(&b, "  %s:\n", id)
			for _, f := range [][2]string{
				{"title", s.Title}, {"url", s.URL}, {"date", s.Date.String()}, {"retrieved", s.Retrieved.String()},
				{"tlp", s.TLP}, {"grade", s.Grade}, {"confidence", s.Confidence}, {"provenance", s.Provenance},
			} {
				if f[1] != "" {
					fmt.Fprintf(&b, "    %s: %s\n", f[0], strconv.Quote(f[1]))
				}
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
