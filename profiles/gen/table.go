// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// country is a line of countries.tsv.
type country struct{ code, name, of string }

// source is a line of sources.tsv.
type source struct {
	id, fact, scope       string
	date, retrieved       string
	provenance, certainty string
	url, title            string
}

// fact is a line of facts.tsv.
type fact struct{ source, country, value, from, to, note string }

type tables struct {
	countries []country
	sources   map[string]source
	order     []string // ids of sources as in the file
	facts     []fact
}

// readTables reads and checks the three tables.
func readTables(fsys fs.FS) (*tables, error) {
	t := &tables{sources: map[string]source{}}
	var errs []error
	fail := func(file string, line int, format string, args ...any) {
		errs = append(errs, fmt.Errorf("%s:%d: %s", file, line, fmt.Sprintf(format, args...)))
	}
	known := map[string]bool{}
	err := lines(fsys, "countries.tsv", 3, func(n int, f []string) {
		if known[f[0]] || len(f[0]) != 2 || f[1] == "" {
			fail("countries.tsv", n, "%s is there twice, or no code and name", f[0])
		}
		known[f[0]] = true
		t.countries = append(t.countries, country{f[0], f[1], f[2]})
	})
	if err != nil {
		return nil, err
	}
	err = lines(fsys, "sources.tsv", 9, func(n int, f []string) {
		s := source{f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8]}
		if _, twice := t.sources[s.id]; twice || s.date == "" || s.url == "" || s.title == "" || s.provenance == "" {
			fail("sources.tsv", n, "the source %s is there twice, or lacks date, provenance, address or title", s.id)
		}
		if !slices.Contains([]string{"all", "states", "open"}, s.scope) {
			fail("sources.tsv", n, "the scope %q is not all, states or open", s.scope)
		}
		t.sources[s.id], t.order = s, append(t.order, s.id)
	})
	if err != nil {
		return nil, err
	}
	stated := map[[2]string]bool{}
	err = lines(fsys, "facts.tsv", 6, func(n int, f []string) {
		x := fact{f[0], f[1], f[2], f[3], f[4], f[5]}
		s, ok := t.sources[x.source]
		key := [2]string{x.country, s.fact}
		if !ok || !known[x.country] || x.value != "true" && x.value != "false" || stated[key] {
			fail("facts.tsv", n, "unknown source or country, no value, or the fact twice: %s %s", x.source, x.country)
		}
		stated[key] = true
		t.facts = append(t.facts, x)
	})
	if err != nil {
		return nil, err
	}
	if len(errs) > 0 {
		return nil, errs[0]
	}
	t.complete(stated)
	return t, nil
}

// complete states as false what a complete list does not have.
func (t *tables) complete(stated map[[2]string]bool) {
	for _, id := range t.order {
		s := t.sources[id]
		for _, c := range t.countries {
			if s.scope == "open" || s.scope == "states" && c.of != "" || stated[[2]string{c.code, s.fact}] {
				continue
			}
			t.facts = append(t.facts, fact{source: id, country: c.code, value: "false"})
		}
	}
}

// lines walks the lines of a table that are no comments; fields that are
// missing at the end are empty.
func lines(fsys fs.FS, name string, fields int, each func(n int, f []string)) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) > fields {
			return fmt.Errorf("%s:%d: %d fields, there are %d", name, n, len(f), fields)
		}
		for len(f) < fields {
			f = append(f, "")
		}
		each(n, f)
	}
	return nil
}
