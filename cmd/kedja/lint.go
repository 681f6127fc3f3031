// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/policies"
	"github.com/kedja/kedja/sbom/read"
	"github.com/kedja/kedja/supplier/lint"
)

func (p *program) lint() *cobra.Command {
	c := &cobra.Command{
		Use:   "lint FILE...",
		Short: "Check records and SBOMs: all problems, with positions",
		Long: `Lint checks every kind of record that kedja reads, and SBOMs: each by itself,
and all that are given against each other. With a system file, what it names
and the records beside it are checked too, as an assessment would use them. A
folder stands for the record files in it.

Errors exit 65, since what has them cannot be used. Warnings exit 0, or with
--strict 1. Among them are sources that were read too long ago, certificates
and evidence that have run out by --as-of, references to parties that nobody
described, and identifiers whose check digits are wrong.`,
		Example: `  kedja lint examples/nordmark/system.yaml
  kedja lint suppliers/ countries/ --strict
  kedja lint suppliers/ --stale-after 12
  kedja lint sbom.json -o json`,
		Args: someArgs("a file or folder"),
	}
	p.set.output(c.Flags(), "text", "json")
	c.Flags().BoolVar(&p.set.strict, "strict", false, "exit 1 when there are warnings")
	stale := c.Flags().Int("stale-after", lint.DefaultStaleMonths, "warn of sources that were read more than so many `MONTHS` ago; 0 never does")
	p.set.clockFlag(c.Flags())
	completeOutput(c, "text", "json")
	return verb(c, func(ctx context.Context, args []string) error {
		outputs, err := p.set.parseOutputs("text", "json")
		if err != nil {
			return err
		}
		asOf, err := p.clock()
		if err != nil {
			return err
		}
		g := p.progress()
		l := linter{program: p, progress: g, asOf: asOf, stale: *stale}
		if l.stale == 0 {
			l.stale = -1
		}
		list := l.check(ctx, args)
		g.stop()
		if err := ctx.Err(); err != nil {
			return err
		}
		if l.nothing && len(list) == 0 {
			return &exit{exitNothing, fmt.Errorf("nothing was checked: there is no file .yaml, .yml or .json in %s; name the records or SBOMs", strings.Join(args, ", "))}
		}
		return p.writeProblems(outputs, list, "no problems")
	})
}

// writeProblems writes the list as a result of its own and turns it into the
// exit code.
func (p *program) writeProblems(outputs []output, list diag.List, well string) error {
	for i := range list {
		list[i].File = p.here(list[i].File)
	}
	list.Sort()
	list = slices.Compact(list)
	err := p.write(outputs, func(w io.Writer, format string, _ bool) error {
		if format == "json" {
			if list == nil {
				list = diag.List{}
			}
			return writeJSON(w, list)
		}
		for _, d := range list {
			if d.Severity == diag.Info && p.set.quiet {
				continue
			}
			if _, err := fmt.Fprintln(w, p.line(d)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(list) == 0 {
		p.note("%s", well)
		return nil
	}
	p.note("%s", tally(list))
	strict := exitPass
	if p.set.strict && slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Severity == diag.Warning }) {
		strict = exitFail
	}
	if list.Err() != nil {
		return code(exitInput, strict)
	}
	return code(strict)
}

// linter checks files.
type linter struct {
	*program
	progress *progress
	asOf     time.Time
	stale    int             // months, below 0 never
	words    *policies.Words // that rules read; nil: not gathered yet
	nothing  bool            // no file was named or found
}

// check loads the files as an assessment would: one system at a time with all
// other records, and SBOMs by themselves.
func (l *linter) check(ctx context.Context, args []string) diag.List {
	var systems, records, boms []string
	files, list := expand(args)
	l.nothing = len(files) == 0
	for _, name := range files {
		if name == "-" {
			boms = append(boms, name)
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			list = append(list, unreadable(name, err))
			continue
		}
		switch d := read.Detect(data); {
		case d.Name == "a record of kind Config":
			_, ds, _ := load.Bytes(filepath.ToSlash(name), data, []load.Kind{configKind()}, nil)
			list = append(list, ds...)
		case d.Kind == read.KindRecord && holdsSystem(name, data):
			systems = append(systems, name)
		case d.Kind == read.KindRecord:
			records = append(records, name)
		default:
			boms = append(boms, name)
		}
	}
	for _, name := range systems {
		list = append(list, l.together(ctx, append([]string{name}, records...))...)
	}
	for _, name := range boms {
		list = append(list, l.together(ctx, []string{name})...)
	}
	if len(systems) == 0 && len(records) > 0 {
		list = append(list, l.together(ctx, records)...)
	}
	return list
}

func unreadable(name string, err error) diag.Diagnostic {
	return diag.Diagnostic{
		Code: "input/unreadable", Position: diag.Position{File: filepath.ToSlash(name)},
		Message: "cannot be read: " + cause(err).Error(), Remedy: "check the path",
	}
}

// expand puts the record files of a folder in its place.
func expand(args []string) (files []string, list diag.List) {
	for _, arg := range args {
		info, err := os.Stat(arg)
		if arg == "-" || err != nil || !info.IsDir() {
			files = append(files, arg)
			continue
		}
		err = filepath.WalkDir(arg, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case name != arg && strings.HasPrefix(d.Name(), "."):
				if d.IsDir() {
					return fs.SkipDir
				}
			case !d.IsDir() && slices.Contains([]string{".yaml", ".yml", ".json"}, filepath.Ext(name)):
				files = append(files, name)
			}
			return nil
		})
		if err != nil {
			list = append(list, unreadable(arg, err))
		}
	}
	return files, list
}

// holdsSystem reports whether one of the records of the file is a System.
func holdsSystem(name string, data []byte) bool {
	records, _, _ := load.Bytes(name, data, kedja.Kinds(), nil)
	return slices.ContainsFunc(records, func(r load.Record) bool { return r.Kind == "System" })
}

// together loads the files as one input and returns what is wrong, by names
// that are right where the user stands. A system without errors is assessed
// too: some problems, such as owners in a circle or waivers that have run
// out, show only when everything is joined.
func (l *linter) together(ctx context.Context, files []string) diag.List {
	in, list, err := kedja.Load(files, &kedja.LoadOptions{Stdin: l.stdin, Progress: l.progress.tell, KeepErrors: true})
	if err != nil && list.Err() == nil {
		list.Errorf("input/unreadable", diag.Position{File: filepath.ToSlash(files[0])}, "%v", err)
	}
	if err == nil {
		list = append(list, l.records(in)...)
	}
	if err == nil && in.System != nil && list.Err() == nil {
		a, err := kedja.Assess(ctx, in, kedja.Options{AsOf: l.asOf, Progress: l.progress.tell})
		if err == nil {
			list = append(list, a.Diagnostics...)
		} else if !errors.Is(err, kedja.ErrNothing) && ctx.Err() == nil {
			list = append(list, diag.FromError(err, "input/not-assessed", diag.Position{File: filepath.ToSlash(files[0])})...)
		}
	}
	l.bases = nil
	if in != nil {
		l.bases = append(l.bases, in.Base)
	}
	for _, name := range files {
		l.bases = append(l.bases, filepath.Dir(name))
	}
	for i := range list {
		list[i].File = l.here(list[i].File)
	}
	l.bases = nil
	return list
}

// records looks for what is probably a mistake in the records.
func (l *linter) records(in *kedja.Input) diag.List {
	r := lint.Records{
		Suppliers: in.Suppliers, Countries: in.Countries, Curations: in.Curations, Evidence: in.Evidence, System: in.System,
	}
	for _, d := range in.Documents {
		r.Documents = append(r.Documents, d.SBOM)
	}
	opts := lint.Options{AsOf: l.asOf, StaleMonths: l.stale}
	if c, err := policies.BuiltinCatalogue(); err == nil {
		opts.Entry = func(id string) bool { _, ok := c.Entry(id); return ok }
	}
	if l.words == nil && (in.System != nil || len(in.Waivers) > 0) {
		words, _ := policies.BuiltinWords() // those of packs that are off too: a record is written for every day
		l.words = &words
	}
	if in.System != nil {
		opts.Clauses, opts.Sectors = slices.Sorted(maps.Keys(l.words.Clauses)), l.words.Sectors
	}
	list := lint.Check(r, &opts)
	if len(in.Waivers) > 0 {
		list = append(list, gate.Misspelt(in.Waivers, l.words.Rules)...)
	}
	return list
}
