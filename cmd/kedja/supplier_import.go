// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/bods"
	"github.com/kedja/kedja/supplier/dora"
	"github.com/kedja/kedja/supplier/ftm"
	"github.com/kedja/kedja/supplier/gleif"
	"github.com/kedja/kedja/supplier/importer"
	"github.com/kedja/kedja/supplier/table"
)

// importFlags are the flags of supplier import alone.
type importFlags struct {
	mapping, retrieved string
	only, onlyFrom     []string
	regimes            []string
	perFile            int
	replace, notes     bool
}

// readers are the formats that package importer's shape fits as it is; table
// and sbom need more than files.
var readers = map[string]reader{
	"bods": held(bods.Read), "gleif": gleif.Stream, "ftm": held(ftm.Read), "dora": held(dora.Read),
}

type reader func([]importer.File, *importer.Options) (*importer.Stream, error)

// held is a reader of sources of which all records are held at once.
func held(read func([]importer.File, *importer.Options) (*importer.Result, error)) reader {
	return func(files []importer.File, o *importer.Options) (*importer.Stream, error) {
		r, err := read(files, o)
		if err != nil {
			return nil, err
		}
		return r.Stream(), nil
	}
}

var importFormats = []string{"bods", "gleif", "ftm", "dora", "table", "sbom"}

func (p *program) supplierImport() *cobra.Command {
	var f importFlags
	c := &cobra.Command{
		Use:   "import FORMAT FILE... -o FOLDER",
		Short: "Take supplier data over from registers and tables as records",
		Long: `Import reads data about parties, writes them as records below the folder
(suppliers/*.yaml, and system.yaml where the format describes a system), and
says how much it read and took over. Every fact keeps its source; nothing is
judged. The formats:

  bods   beneficial ownership statements (Open Ownership, 0.1 to 0.4)
  gleif  LEI records, relationships, reporting exceptions (CSV, JSON, XML, Turtle)
  ftm    FollowTheMoney entities (OpenSanctions, Aleph), listings as designations
  dora   registers of information, B_01.01 to B_07.01 (CSV, report package, XLSX)
  table  comma-separated values by a mapping (kind: TableMapping)
  sbom   skeleton records of the parties that SBOMs name

What records have no place for is counted and, with --notes, listed. Natural
persons appear by opaque ids, unless --persons is given. A statement that could
not be used exits 65; the rest is written all the same.`,
		Example: `  kedja supplier import bods statements.jsonl -o .
  kedja supplier import gleif lei2.csv rr.csv --only-from suppliers -o gleif
  kedja supplier import table vendors.csv --mapping vendors.map.yaml -o .`,
		Args: importArgs,
	}
	fl := c.Flags()
	fl.StringVarP(&p.set.dir, "output", "o", "", "write the records below this `FOLDER`")
	fl.StringVar(&f.mapping, "mapping", "", "the `FILE` that says what the columns of a table are")
	fl.StringVar(&f.retrieved, "retrieved", "", "the `DATE` YYYY-MM-DD on which you got the data")
	fl.StringArrayVar(&f.only, "only", nil, "gleif: take only the party with this `ID` and those above it, repeatable")
	fl.StringArrayVar(&f.onlyFrom, "only-from", nil, "gleif: --only for each LEI in this list, supplier record `FILE` or folder of records, repeatable")
	fl.StringArrayVar(&f.regimes, "regime", nil, "ftm: under which regime the acts of a list count, as `LIST=REGIME`, repeatable")
	fl.IntVar(&f.perFile, "per-file", 0, "how many parties one file holds, a `NUMBER` (default 1, or 500 where there are over a thousand)")
	fl.BoolVar(&f.replace, "replace", false, "overwrite records that are there")
	fl.BoolVar(&f.notes, "notes", false, "list also what the records have no place for")
	fl.BoolVar(&p.set.persons, "persons", false, "write the names of natural persons")
	c.ValidArgsFunction = func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) == 0 {
			return importFormats, cobra.ShellCompDirectiveNoFileComp
		}
		return nil, cobra.ShellCompDirectiveDefault
	}
	return verb(c, func(ctx context.Context, args []string) error { return p.importSuppliers(ctx, args[0], args[1:], f) })
}

func importArgs(c *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return usagef("%s needs a format: %s", c.CommandPath(), strings.Join(importFormats, ", "))
	case !slices.Contains(importFormats, args[0]):
		hint := ""
		if near := diag.Closest(args[0], importFormats); near != "" {
			hint = "did you mean " + near + "? "
		}
		return usagef("%q is no format; %sformats: %s", args[0], hint, strings.Join(importFormats, ", "))
	case len(args) == 1:
		return usagef("%s needs a file of the format %s", c.CommandPath(), args[0])
	}
	return nil
}

// manyParties is from when on --only-from is proposed: nobody has so many
// suppliers, and every verb reads all records of a folder.
const manyParties = 20_000

// importSuppliers reads, writes, and says what it did.
func (p *program) importSuppliers(ctx context.Context, format string, names []string, f importFlags) error {
	if p.set.dir == "" {
		return usagef("say with -o to which folder the records go")
	}
	o, err := p.importOptions(f)
	if err != nil {
		return err
	}
	only, ok, err := p.onlyParties(format, f)
	if err != nil || !ok {
		return errors.Join(err, code(exitInput))
	}
	o.Only = only
	g := p.progress()
	defer g.stop()
	g.tell("reading " + strings.Join(names, " "))
	stream, status, err := p.importFiles(ctx, format, names, f, o)
	if err != nil || stream == nil {
		return errors.Join(err, code(status))
	}
	g.tell("writing records")
	if err := ctx.Err(); err != nil {
		return err
	}
	written, r, err := stream.Write(p.set.dir, importer.WriteOptions{PerFile: f.perFile, Replace: f.replace})
	g.stop()
	if exists, ok := errors.AsType[*importer.ExistsError](err); ok {
		return usagef("%s; nothing was written, name another folder or give --replace", exists)
	}
	if err != nil {
		return usagef("the records cannot be written: %w", err)
	}
	p.complain(r.Diagnostics, "--notes lists all of them")
	if err := p.writeImport(r, stream.Len, f.notes); err != nil {
		return err
	}
	if len(r.Diagnostics.Errors()) > 0 {
		status = exitInput
	}
	if len(written) == 0 {
		p.note("no party was found; nothing was written")
		return code(status)
	}
	if format == "gleif" && len(only) == 0 && stream.Len > manyParties {
		p.note("these are more parties than an assessment has use for; --only-from takes your suppliers and those above them")
	}
	p.note("wrote %s to %s; look at the records, then run kedja lint on the folder", plural(len(written), "file"), p.set.dir)
	return code(status)
}

func (p *program) importOptions(f importFlags) (*importer.Options, error) {
	o := &importer.Options{Persons: p.set.persons, Regimes: map[string]string{}}
	if f.retrieved != "" {
		if err := o.Retrieved.UnmarshalText([]byte(f.retrieved)); err != nil {
			return nil, usagef("--retrieved %w", err)
		}
	}
	for _, r := range f.regimes {
		list, regime, ok := strings.Cut(r, "=")
		if !ok || list == "" || regime == "" {
			return nil, usagef("--regime %q: write LIST=REGIME, as in my_list=national:XA", r)
		}
		if cc, national := strings.CutPrefix(regime, "national:"); national && !supplier.ValidCountry(cc) {
			return nil, usagef("--regime %q: %q is no country code", r, cc)
		}
		o.Regimes[list] = regime
	}
	return o, nil
}

// importFiles opens the files and reads them. A file that cannot be opened
// ends it: half of what belongs together would be taken for the whole.
func (p *program) importFiles(ctx context.Context, format string, names []string, f importFlags, o *importer.Options) (*importer.Stream, int, error) {
	if format == "sbom" {
		var docs []*sbom.Document
		status, err := p.eachDocument(ctx, names, func(d reading) error {
			docs = append(docs, d.doc)
			return nil
		})
		if err != nil || len(docs) == 0 {
			return nil, status, err
		}
		return importer.Documents(docs, o).Stream(), status, nil
	}
	read, err := p.importReader(format, f)
	if err != nil || read == nil {
		return nil, exitInput, err
	}
	var files []importer.File
	for _, name := range names {
		if name == "-" {
			files = append(files, importer.File{Name: "stdin", Reader: p.stdin})
			continue
		}
		file, err := os.Open(name)
		if err != nil {
			p.complain(diag.List{unreadable(name, err)}, "")
			return nil, exitInput, nil
		}
		defer file.Close()
		files = append(files, importer.File{Name: filepath.ToSlash(name), Reader: cancelled{ctx, file}})
	}
	r, err := read(files, o)
	if err != nil && ctx.Err() == nil {
		return nil, exitInput, &exit{exitInput, fmt.Errorf("%w; nothing was written", err)}
	}
	return r, exitPass, err
}

// importReader returns the reader of the format. It is nil where the mapping
// of a table has mistakes, which then have been said.
func (p *program) importReader(format string, f importFlags) (reader, error) {
	if format != "table" {
		if f.mapping != "" {
			return nil, usagef("--mapping is for the format table")
		}
		return readers[format], nil
	}
	if f.mapping == "" {
		return nil, usagef("a table needs --mapping, a file that says what its columns are")
	}
	data, err := os.ReadFile(f.mapping)
	if err != nil {
		p.complain(diag.List{unreadable(f.mapping, err)}, "")
		return nil, nil
	}
	m, list, err := table.ReadMapping(filepath.ToSlash(f.mapping), data)
	if err != nil {
		return nil, err
	}
	p.complain(list, "correct these first")
	if m == nil {
		return nil, nil
	}
	return held(func(files []importer.File, o *importer.Options) (*importer.Result, error) {
		return table.Read(files, m, o)
	}), nil
}

// cancelled is a reader that stops when the user does.
type cancelled struct {
	ctx context.Context
	r   io.Reader
}

func (c cancelled) Read(b []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(b)
}

// writeImport writes the counts, and on request what has no place.
func (p *program) writeImport(r *importer.Result, records int, notes bool) error {
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "read\ttaken over\t")
	for _, c := range r.Counts {
		fmt.Fprintf(w, "%d\t%d\t  %s\n", c.Read, c.Taken, printable(c.Kind))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "%s", plural(records, "supplier record"))
	if r.System != nil {
		fmt.Fprintf(p.stdout, ", a system with %s, %s and %s", plural(len(r.System.Assets), "asset"), plural(len(r.System.Products), "product"), plural(len(r.System.Contracts), "contract"))
	}
	fmt.Fprintln(p.stdout)
	said := 0
	for _, d := range r.Diagnostics {
		if d.Severity != diag.Info {
			continue
		}
		said++
		if notes {
			fmt.Fprintln(p.stdout, p.line(d))
		}
	}
	if said > 0 && !notes {
		fmt.Fprintf(p.stdout, "%s; --notes lists them\n", plural(said, "note"))
	}
	return nil
}
