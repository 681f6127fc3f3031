// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/profiles"
	"github.com/kedja/kedja/supplier"
)

// indexFlags are the flags of supplier indices alone.
type indexFlags struct {
	index, title, url, date, retrieved string
	year                               int
	replace                            bool
}

func (p *program) supplierIndices() *cobra.Command {
	var f indexFlags
	c := &cobra.Command{
		Use:   "indices FILE... -o FOLDER",
		Short: "Take published indices of countries over as records",
		Long: `Indices reads tables of indices that their publishers give out as CSV, and
writes one file of Country records for each table into the folder, named like
the table: an assessment takes the folder countries beside a system file
unasked. Every record says which table, which years, and when it was got. The
tables are known by their columns:

  the Worldwide Governance Indicators in the long form of their own site
      (code, year, indicator, pctrank)
  the same in the wide form of the World Bank
      (Country Code, Indicator Code or Series Code, a column for each year)
  one score for each country (its code or name, and columns named by years),
      with --index; what is recorded is its rank among the table's countries

Values are percentile ranks from 0, the lowest, to 100. An index is what its
publisher says; nothing else is said of a country. A row that cannot be used
is left out with a warning. A table that cannot be read exits 65, and then
nothing is written.`,
		Example: `  kedja supplier indices wgidataset.csv --retrieved 2026-05-01 -o countries/
  kedja supplier indices stability.csv --index stability --title "Stability index" -o countries/`,
		Args: someArgs("a table of indices"),
	}
	fl := c.Flags()
	fl.StringVarP(&p.set.dir, "output", "o", "", "write the records to this `FOLDER`")
	fl.IntVar(&f.year, "year", 0, "take the values of this `YEAR` (default the latest of each country)")
	fl.StringVar(&f.index, "index", "", "what a table of one score for each country is to be called, a `NAME` of letters and digits")
	fl.StringVar(&f.title, "title", "", "the `TITLE` of the source (default the Worldwide Governance Indicators, or the name of --index)")
	fl.StringVar(&f.url, "url", "", "the `ADDRESS` of the source")
	fl.StringVar(&f.date, "published", "", "the `DATE` YYYY-MM-DD of the source (default the last day of the last year taken)")
	fl.StringVar(&f.retrieved, "retrieved", "", "the `DATE` YYYY-MM-DD on which you got the data")
	fl.BoolVar(&f.replace, "replace", false, "overwrite records that are there")
	return verb(c, func(ctx context.Context, args []string) error { return p.indices(ctx, args, f) })
}

// indexName is what rules can name as countries.XX.indices.NAME.
var indexName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]*$`)

func (f indexFlags) options() (*profiles.IndexOptions, error) {
	if f.index != "" && !indexName.MatchString(f.index) {
		return nil, usagef("--index %q: write letters and digits, the first a letter, as in ruleOfLaw", f.index)
	}
	if f.year < 0 {
		return nil, usagef("--year %d is no year", f.year)
	}
	o := &profiles.IndexOptions{Year: f.year, Index: f.index, Source: supplier.Source{Title: f.title, URL: f.url}}
	for _, d := range []struct {
		flag, text string
		to         *supplier.Date
	}{{"--published", f.date, &o.Source.Date}, {"--retrieved", f.retrieved, &o.Source.Retrieved}} {
		if d.text == "" {
			continue
		}
		if err := d.to.UnmarshalText([]byte(d.text)); err != nil {
			return nil, usagef("%s %w", d.flag, err)
		}
	}
	return o, nil
}

// indices reads all tables, then writes all files, or none.
func (p *program) indices(ctx context.Context, names []string, f indexFlags) error {
	if p.set.dir == "" {
		return usagef("say with -o to which folder the records go, as in -o countries/")
	}
	o, err := f.options()
	if err != nil {
		return err
	}
	var files []skeletonFile
	var said diag.List
	var counts bytes.Buffer
	taken := map[string]bool{}
	for _, name := range names {
		countries, list, err := p.readIndices(ctx, name, *o)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			p.complain(diag.FromError(err, "input/unreadable", diag.Position{File: filepath.ToSlash(name)}), "")
			return &exit{exitInput, errors.New("nothing was written")}
		}
		said = append(said, list...)
		fmt.Fprintf(&counts, "%s: %s, %s\n", printable(shown(name)), plural(len(countries), "country record"), indicesOf(countries))
		if len(countries) == 0 {
			continue
		}
		var b bytes.Buffer
		if err := profiles.WriteIndices(&b, countries); err != nil {
			return err
		}
		files = append(files, skeletonFile{unique(taken, tableName(name)) + ".yaml", b.Bytes()})
	}
	p.complain(said, "the records hold what could be used")
	if len(files) == 0 {
		return &exit{exitInput, errors.New("no value could be used; nothing was written")}
	}
	if err := p.placeRecords(files, f.replace); err != nil {
		return err
	}
	if _, err := p.stdout.Write(counts.Bytes()); err != nil {
		return err
	}
	p.note("wrote %s to %s; look at the records, then run kedja lint on the folder", plural(len(files), "file"), p.set.dir)
	return nil
}

// readIndices reads one table.
func (p *program) readIndices(ctx context.Context, name string, o profiles.IndexOptions) ([]*supplier.Country, diag.List, error) {
	o.File = filepath.ToSlash(shown(name))
	var r io.Reader = p.stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, nil, unreadable(name, err)
		}
		defer file.Close()
		r = file
	}
	return profiles.ReadIndices(cancelled{ctx, r}, &o)
}

// shown is the name of an input for people.
func shown(name string) string {
	if name == "-" {
		return "stdin"
	}
	return name
}

// tableName is the name of the file for a table's records, without its ending.
func tableName(name string) string {
	base := filepath.Base(shown(name))
	return identifier(base[:len(base)-len(filepath.Ext(base))], "indices")
}

// indicesOf lists which indices were found, by name.
func indicesOf(countries []*supplier.Country) string {
	var names []string
	for _, k := range countries {
		for name := range k.Indices {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	if len(names) == 0 {
		return "no index"
	}
	return strings.Join(names, ", ")
}

// placeRecords writes the files to the folder, each at once. What is there
// already stops it before anything is written, unless it is to be replaced.
func (p *program) placeRecords(files []skeletonFile, replace bool) error {
	for _, f := range files {
		full := filepath.Join(p.set.dir, f.name)
		if _, err := os.Lstat(full); !replace && !errors.Is(err, fs.ErrNotExist) {
			return usagef("%s is there already and is not overwritten; nothing was written, name another folder or give --replace", full)
		}
	}
	if err := os.MkdirAll(p.set.dir, 0o777); err != nil {
		return usagef("the folder %s cannot be made: %w", p.set.dir, cause(err))
	}
	for _, f := range files {
		full := filepath.Join(p.set.dir, f.name)
		if err := replaceFile(full, f.text); err != nil {
			return usagef("%s cannot be written: %w", full, cause(err))
		}
	}
	return nil
}
