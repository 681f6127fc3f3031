// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"time"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/policies"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// Options configures [Run].
type Options struct {
	// AsOf is the clock: records hold as they stood then. Zero is an error.
	AsOf time.Time
	// Suppliers are files and folders of supplier records and curations.
	Suppliers []string
	// IncludeDev counts components that are excluded, or that only development and
	// test need.
	IncludeDev bool
	// Full lists all rows instead of the largest.
	Full bool
	// Baseline is an earlier result to compare with; nil compares with none.
	Baseline *Result
	// Workers is how many files are read at a time; 0 is GOMAXPROCS.
	Workers int
	// Stdin is read for the argument "-", a list of files.
	Stdin io.Reader
	// Found is told which files the arguments lead to, before any is read; an
	// error ends the run. nil is told nothing.
	Found func(files []string) error
	// Progress is told what happens; nil means silence.
	Progress func(stage string)
}

// Run measures the portfolio of all files that the arguments lead to: files,
// folders, patterns (with ** for any folders), and "-" for a list of files on
// Options.Stdin. It fails with [kedja.ErrNothing] where no SBOM and no system
// could be read; the list then says why. Files that could not be read leave a
// diagnostic and make the result incomplete.
func Run(ctx context.Context, args []string, o Options) (*Result, diag.List, error) {
	if o.AsOf.IsZero() {
		return nil, nil, errors.New("Options.AsOf is not set: a portfolio needs its clock")
	}
	o.AsOf = o.AsOf.UTC()
	w := &work{opts: o, sum: NewSummary()}
	list, ds := files(args, o.Stdin)
	w.ds = ds
	w.base = commonFolder(list)
	if o.Found != nil {
		names := make([]string, len(list))
		for i, f := range list {
			names[i] = f.path
		}
		if err := o.Found(names); err != nil {
			return nil, nil, err
		}
	}
	if err := w.records(list); err != nil {
		return nil, nil, err
	}
	if err := w.read(ctx); err != nil {
		return nil, nil, err
	}
	w.units()
	w.tell("measuring")
	if len(w.sum.documents)+len(w.sum.systems) == 0 {
		for _, f := range w.sum.sortedFailures() {
			w.ds.Add(f.Diagnostic)
		}
		w.ds.Sort()
		return nil, w.ds, kedja.ErrNothing
	}
	r := w.sum.Measure(Measure{
		Catalog: w.reader.Catalog, AsOf: o.AsOf, Full: o.Full, Baseline: o.Baseline, TLP: w.tlp, Records: w.others, Diagnostics: w.ds,
	})
	return r, r.Diagnostics, ctx.Err()
}

// work is one run under way.
type work struct {
	opts   Options
	base   string
	reader Reader
	tlp    []string // of the records
	others int      // files of records that hold no system
	ds     diag.List

	jobs    []job
	systems []*system.System
	digests map[string]string        // of the files of records
	named   map[*system.System][]int // its SBOMs, as places in jobs

	sum *Summary
	sha []string // by job: digest of the SBOM, "" where none was read
}

func (w *work) tell(format string, args ...any) {
	if w.opts.Progress != nil {
		w.opts.Progress(fmt.Sprintf(format, args...))
	}
}

// records reads the records among the files and of the options, before any
// SBOM: they say whose components are.
func (w *work) records(list []found) error {
	var paths []string
	buffer := make([]byte, headBytes)
	w.tell("looking for records among %d files", len(list))
	for _, f := range list {
		if isRecord(f.path, buffer) {
			paths = append(paths, f.path)
			continue
		}
		w.jobs = append(w.jobs, job{path: f.path, name: relative(w.base, f.path), named: f.named})
	}
	records := kedja.LoadRecords(w.base, paths, &kedja.LoadOptions{Suppliers: w.opts.Suppliers, Progress: w.opts.Progress})
	in := records.Input
	w.ds = append(w.ds, in.Diagnostics...)
	in.Suppliers = w.once(in.Suppliers)
	catalog, ds := in.CatalogAt(w.opts.AsOf)
	w.ds = append(w.ds, ds...)
	w.reader = Reader{Catalog: catalog, AsOf: w.opts.AsOf, IncludeDev: w.opts.IncludeDev}
	w.systems = records.Systems
	for _, s := range in.Suppliers {
		w.marks(&s.Provenance)
	}
	holders := map[string]bool{}
	for _, s := range w.systems {
		holders[s.File] = true
	}
	w.digests = map[string]string{}
	for _, f := range in.Files {
		w.digests[f.Name] = f.SHA256
	}
	w.others = len(in.Files) - len(holders)
	return w.products()
}

func (w *work) marks(p *supplier.Provenance) {
	w.tlp = append(w.tlp, p.TLP)
	for _, s := range p.Sources {
		w.tlp = append(w.tlp, s.TLP)
	}
}

// once keeps one record of each party. Systems bring their own folders of
// records, which may hold the same party: the first by file counts, and that
// another says otherwise is said.
func (w *work) once(list []*supplier.Supplier) []*supplier.Supplier {
	slices.SortStableFunc(list, func(a, b *supplier.Supplier) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	var out []*supplier.Supplier
	for _, s := range list {
		if len(out) == 0 || out[len(out)-1].ID != s.ID {
			out = append(out, s)
			continue
		}
		if first := out[len(out)-1]; !sameRecord(first, s) {
			w.ds.Add(diag.Diagnostic{
				Severity: diag.Warning, Code: "portfolio/record-twice", Position: s.At(""),
				Message: fmt.Sprintf("the record of the supplier %s differs from that in %s, which is used", s.ID, first.File),
				Remedy:  "keep one record of each party, or make them say the same",
			})
		}
	}
	return out
}

// products makes jobs of the SBOMs that systems name.
func (w *work) products() error {
	w.named = map[*system.System][]int{}
	if len(w.systems) > 0 {
		catalogue, err := policies.BuiltinCatalogue()
		if err != nil {
			return err
		}
		w.reader.ClassOf = func(class string) (system.Class, bool) {
			c, ok := catalogue.AssetClass(class)
			if !ok {
				return system.Class{}, false
			}
			var out system.Class
			_ = out.Sensitivity.UnmarshalText([]byte(c.Sensitivity)) // the catalogue's own check holds the words
			_ = out.Criticality.UnmarshalText([]byte(c.Criticality))
			return out, true
		}
	}
	at := make(map[string]int, len(w.jobs))
	for i := range w.jobs {
		if len(w.systems) > 0 {
			at[absolute(w.jobs[i].path)] = i
		}
	}
	for _, s := range w.systems {
		w.marks(&s.Provenance)
		dir := filepath.Join(w.base, filepath.FromSlash(path.Dir(s.File)))
		w.named[s] = make([]int, len(s.Products))
		for i := range s.Products {
			w.named[s][i] = -1
			p := &s.Products[i]
			if p.SBOM == "" {
				continue
			}
			full := filepath.Join(dir, filepath.FromSlash(p.SBOM))
			key := absolute(full)
			k, ok := at[key]
			if !ok {
				k = len(w.jobs)
				at[key] = k
				w.jobs = append(w.jobs, job{
					path: full, name: relative(w.base, full), named: true, inside: dir, below: p.SBOM,
					from: s.At(fmt.Sprintf("/products/%d/sbom", i)), product: p.ID,
				})
			}
			w.jobs[k].named = true
			w.named[s][i] = k
		}
	}
	return nil
}

// units adds the systems, with the SBOMs that were read for them.
func (w *work) units() {
	for _, s := range w.systems {
		documents := map[string]string{}
		for i, k := range w.named[s] {
			if k >= 0 {
				documents[s.Products[i].ID] = w.sha[k]
			}
		}
		one, ds := w.reader.SummarizeSystem(s, w.digests[s.File], documents)
		w.ds = append(w.ds, ds...)
		w.sum.Merge(one)
	}
}

// sameRecord reports whether two records say the same, wherever they stand.
func sameRecord(a, b *supplier.Supplier) bool {
	x, err1 := json.Marshal(a)
	y, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && bytes.Equal(x, y)
}
