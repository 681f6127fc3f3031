// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln/files"
	"github.com/kedja/kedja/vuln/osv"
)

// vulnIndexFlags are the flags of vuln index alone.
type vulnIndexFlags struct {
	out, report string
	fresh       bool
}

func (p *program) vulnIndex() *cobra.Command {
	var f vulnIndexFlags
	c := &cobra.Command{
		Use:   "index SOURCE... -o FILE",
		Short: "Put OSV records into one index file that answers at once",
		Long: `Index reads OSV records (zip exports as osv.dev publishes them, folders of
them, folders of JSON records, single records, the caches of osv-scanner, the
folder of kedja vuln fetch) and writes one index file.

Where the file is there already and intact, what has not changed in the sources
is taken over from it instead of being read again; the result is the same. The
old index stays usable until the new one is whole.

A record that cannot be read is an error and the command exits 65, but the index
is written: the packages of that record are answered as unknown. A source that
cannot be read at all exits 65 too, and nothing is written.`,
		Example: `  kedja vuln index vulndata -o osv.idx
  kedja vuln index Go/all.zip npm/all.zip -o osv.idx --fresh
  kedja vuln index ~/.cache/osv-scalibr -o osv.idx --report json`,
		Args: someArgs("a zip export, folder or record of OSV"),
	}
	c.Flags().StringVarP(&f.out, "output", "o", "", "write the index to this `FILE`")
	c.Flags().StringVar(&f.report, "report", "text", "print the figures as `FORMAT`: text, json")
	c.Flags().BoolVar(&f.fresh, "fresh", false, "read everything, even what an index that is there holds")
	complete(c, "report", "text", "json")
	return verb(c, func(ctx context.Context, args []string) error { return p.indexVulnerabilities(ctx, args, f) })
}

func (f *vulnIndexFlags) check() error {
	switch {
	case !slices.Contains([]string{"text", "json"}, f.report):
		return usagef("--report %q is no format, use text, json", f.report)
	case f.out == "":
		return usagef("say with -o to which file the index goes, as in -o osv.idx")
	case f.out == "-":
		return usagef("the index is a file that is mapped into memory; name one with -o, as in -o osv.idx")
	case f.out == "text" || f.out == "json":
		return usagef("-o names the file of the index, as in -o osv.idx; for the figures as %s give --report %s", f.out, f.out)
	}
	return checkPlace(f.out)
}

func (p *program) indexVulnerabilities(ctx context.Context, args []string, f vulnIndexFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	o := osv.BuildOptions{}
	for _, name := range args {
		part, err := files.Exports(name)
		if err != nil {
			return &exit{exitUsage, fmt.Errorf("%s: %w", name, err)}
		}
		o.Sources = append(o.Sources, part...)
	}
	previous, err := p.previousIndex(f)
	if err != nil {
		return err
	}
	var before []osv.Ecosystem
	if previous != nil {
		defer previous.Close()
		if before = previous.Ecosystems(); !f.fresh {
			o.Previous = previous
		}
	}
	g := p.progress()
	defer g.stop()
	g.tell("indexing " + strings.Join(o.Sources, " "))
	stats, list, err := osv.Build(ctx, f.out, o)
	g.stop()
	p.complain(list, "get the exports anew, then build the index again")
	if err != nil {
		return indexError(err, f.out)
	}
	built, _, err := osv.Open(f.out)
	if err != nil {
		return fmt.Errorf("the index that was just written cannot be opened: %w", err)
	}
	defer built.Close()
	p.complain(forgotten(f.out, before, built.Ecosystems()), "")
	summary := summarize(f.out, stats, built)
	if f.report == "json" {
		err = writeJSON(p.stdout, summary)
	} else {
		err = writeIndexed(p.stdout, summary, stats.Reused > 0)
	}
	switch {
	case err != nil:
		return err
	case summary.Records == 0:
		return &exit{exitInput, fmt.Errorf("not one OSV record in what was given, so the index %s answers nothing; give exports of OSV", f.out)}
	case len(list.Errors()) > 0:
		return code(exitInput)
	}
	return nil
}

// forgotten says which ecosystems the replaced index could answer for and the
// new one cannot: sources are easily indexed one after the other into one file.
func forgotten(out string, before, now []osv.Ecosystem) diag.List {
	var list diag.List
	for _, old := range before {
		same := func(e osv.Ecosystem) bool { return e.Name == old.Name && e.Whole }
		if old.Whole && !slices.ContainsFunc(now, same) {
			list.Add(diag.Diagnostic{Severity: diag.Warning, Code: "vuln/ecosystem-gone", Position: diag.Position{File: filepath.ToSlash(out)},
				Message: fmt.Sprintf("the index that was here held %s (%s), and no source that was given now does: its components are answered as unknown", old.Name, plural(old.Records, "record")),
				Remedy:  "give all sources at once, as in kedja vuln index Go npm -o osv.idx"})
		}
	}
	return list
}

// previousIndex opens the index that is to be replaced, nil where there is none
// that is intact. What is no index is never overwritten: FILE and SOURCE are
// easily swapped.
func (p *program) previousIndex(f vulnIndexFlags) (*osv.Index, error) {
	info, err := os.Stat(f.out)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, usagef("the index %s cannot be written: %w", f.out, cause(err))
	}
	if !info.Mode().IsRegular() {
		return nil, usagef("%s is no regular file; name another file for the index", f.out)
	}
	if info.Size() > 0 && !isIndex(f.out) {
		return nil, usagef("%s is there and is no index, so it is not overwritten; name another file with -o", f.out)
	}
	if info.Size() == 0 {
		return nil, nil
	}
	old, _, err := osv.Open(f.out)
	if err != nil && f.fresh {
		return nil, nil
	}
	if err != nil {
		p.complain(diag.List{{Severity: diag.Warning, Code: "vuln/old-index", Position: diag.Position{File: filepath.ToSlash(f.out)},
			Message: "the old index cannot be used (" + reason(err, f.out) + ")", Remedy: "everything is read anew"}}, "")
		return nil, nil
	}
	return old, nil
}

// isIndex looks at the first bytes of a file.
func isIndex(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 8)
	_, err = io.ReadFull(f, head)
	return err == nil && string(head) == "kedjaosv"
}

// reason is an error about a file without the file's name and what to do.
func reason(err error, file string) string {
	text, _, _ := strings.Cut(strings.TrimPrefix(err.Error(), file+": "), "; ")
	return text
}

// indexError gives an error of building its exit code: sources are inputs, the
// place of the index is usage.
func indexError(err error, out string) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	ours := false
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		ours = strings.HasPrefix(filepath.Base(pe.Path), "."+filepath.Base(out)+".")
	}
	if _, ok := errors.AsType[*os.LinkError](err); ok || ours {
		return usagef("the index %s cannot be written: %w", out, err)
	}
	return &exit{exitInput, fmt.Errorf("%w; no index was written", err)}
}

// Indexed is what vuln index says of an index, as --report json writes it.
type Indexed struct {
	SchemaVersion string             `json:"schemaVersion"` // 1.0
	Kind          string             `json:"kind"`          // VulnerabilityIndex
	File          string             `json:"file"`          // as given
	SHA256        string             `json:"sha256"`        // of the file
	Bytes         int64              `json:"bytes"`
	Records       int                `json:"records"`    // withdrawn ones among them
	Withdrawn     int                `json:"withdrawn"`  // found for days before that alone
	Superseded    int                `json:"superseded"` // left out for a newer one of the same ID
	Unreadable    int                `json:"unreadable"` // damaged, wholly or in part
	Packages      int                `json:"packages"`
	Read          int                `json:"read"`     // texts that were parsed
	Reused        int                `json:"reused"`   // texts that had not changed since the old index
	Modified      string             `json:"modified"` // RFC 3339, of the newest record; "": not stated
	Ecosystems    []IndexedEcosystem `json:"ecosystems"`
	Sources       []MatchSource      `json:"sources"`
}

// IndexedEcosystem is an ecosystem that records of an index are about.
type IndexedEcosystem struct {
	Name     string   `json:"name"`
	Whole    bool     `json:"whole"` // false: only mentioned in records of others, and so answered as unknown
	Records  int      `json:"records"`
	Modified string   `json:"modified"` // RFC 3339, of the newest record; "": not stated
	Releases []string `json:"releases,omitempty"`
}

func summarize(file string, s osv.Stats, built *osv.Index) *Indexed {
	out := &Indexed{SchemaVersion: "1.0", Kind: "VulnerabilityIndex", File: filepath.ToSlash(file), Bytes: s.Bytes,
		Records: s.Records, Withdrawn: s.Withdrawn, Superseded: s.Superseded, Unreadable: s.Unreadable, Packages: s.Packages,
		Read: s.Read, Reused: s.Reused, Ecosystems: []IndexedEcosystem{}, Sources: []MatchSource{}}
	for _, e := range built.Ecosystems() {
		out.Ecosystems = append(out.Ecosystems, IndexedEcosystem{e.Name, e.Whole, e.Records, e.Newest, e.Releases})
	}
	for i, o := range built.Origins() {
		if i == 0 {
			out.SHA256, out.Modified = o.SHA256, o.Created
			continue
		}
		out.Sources = append(out.Sources, sourceOf(o))
	}
	return out
}

// writeIndexed writes the figures for people.
func writeIndexed(out io.Writer, s *Indexed, taken bool) error {
	fmt.Fprintf(out, "%s: %s about %s, %s\n", printable(s.File), plural(s.Records, "record"), plural(s.Packages, "package"), size(s.Bytes))
	if taken {
		fmt.Fprintf(out, "  %d read, %d had not changed and were taken over from the old index\n", s.Read, s.Reused)
	}
	for _, c := range []struct {
		n    int
		text string
	}{
		{s.Withdrawn, "withdrawn, and found for days before that alone"},
		{s.Superseded, "left out, there is a newer one of the same ID"},
		{s.Unreadable, "unreadable, their packages are answered as unknown"},
	} {
		if c.n > 0 {
			fmt.Fprintf(out, "  %d %s\n", c.n, c.text)
		}
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "  ecosystem\trecords\tnewest\treleases")
	var mentioned []string
	for _, e := range s.Ecosystems {
		if !e.Whole {
			mentioned = append(mentioned, fmt.Sprintf("%s (%d)", e.Name, e.Records))
			continue
		}
		fmt.Fprintf(w, "  %s\t%d\t%s\t%s\n", printable(e.Name), e.Records, printable(orUnknown(day(e.Modified))), printable(some(e.Releases, 6)))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if len(mentioned) > 0 {
		fmt.Fprintf(out, "  without an export of its own, so components of it are unknown: %s\n", printable(some(mentioned, 12)))
	}
	return nil
}

// day is the day of an RFC 3339 time.
func day(t string) string {
	d, _, _ := strings.Cut(t, "T")
	return d
}

// some lists the first n of a list.
func some(list []string, n int) string {
	if len(list) > n {
		return fmt.Sprintf("%s and %d more", strings.Join(list[:n], ", "), len(list)-n)
	}
	return strings.Join(list, ", ")
}

// size is a number of bytes for people.
func size(n int64) string {
	switch {
	case n < 10_000:
		return fmt.Sprintf("%d bytes", n)
	case n < 1_000_000:
		return fmt.Sprintf("%d kB", (n+500)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
