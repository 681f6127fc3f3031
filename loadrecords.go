// SPDX-License-Identifier: Apache-2.0

package kedja

import (
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/profiles"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// Records is what record files say, for those who assess more than one
// system. Input holds the records that are about no single one.
type Records struct {
	Systems []*system.System // in the order of their files
	Input   *Input
}

// LoadRecords reads records, and none of the SBOMs that they name. paths are
// files and folders of records of any kind; beside each System the folder
// suppliers and the file curation.yaml are taken unasked, as by [Load].
// Names in results are relative to the folder base. What could not be read is
// named in Input.Diagnostics and sets Input.Incomplete.
func LoadRecords(base string, paths []string, opts *LoadOptions) Records {
	l := loader{in: &Input{}, seen: map[string]bool{}, base: base}
	if opts != nil {
		l.opts = *opts
	}
	var out Records
	take := func(records []load.Record) (folders []string) {
		for _, r := range records {
			if s, ok := r.Value.(*system.System); ok {
				out.Systems = append(out.Systems, s)
				folders = append(folders, filepath.Dir(filepath.Join(base, filepath.FromSlash(s.File))))
				continue
			}
			l.take([]load.Record{r})
		}
		return folders
	}
	var folders []string
	for _, p := range slices.Sorted(slices.Values(slices.Concat(paths, l.opts.Suppliers))) {
		folders = append(folders, take(l.folder(p, true))...)
	}
	slices.Sort(folders)
	for _, dir := range slices.Compact(folders) {
		for _, name := range []string{"suppliers", "curation.yaml"} {
			take(l.folder(filepath.Join(dir, name), false))
		}
	}
	slices.SortStableFunc(out.Systems, func(a, b *system.System) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	var ds diag.List
	for _, s := range out.Systems {
		ds = append(ds, s.Reject()...)
	}
	for _, s := range l.in.Suppliers {
		ds = append(ds, s.Reject()...)
	}
	l.in.Incomplete = l.in.Incomplete || ds.Err() != nil
	l.in.Diagnostics = append(l.in.Diagnostics, ds...)
	l.finish()
	out.Input = l.in
	return out
}

// asked takes the records of files and folders that were named as holding some
// of the kinds. What holds records, and none of them, was named by mistake: it
// is an error, and nothing is taken from it.
func (l *loader) asked(paths []string, kinds ...string) {
	for _, p := range slices.Sorted(slices.Values(paths)) {
		if p == profiles.Builtin {
			continue
		}
		records := l.folder(p, true)
		if len(records) > 0 && !slices.ContainsFunc(records, func(r load.Record) bool { return slices.Contains(kinds, r.Kind) }) {
			l.fail("input/other-kind", diag.Position{File: l.relative(p)}, fmt.Errorf("there is no record of kind %s in it, but %s", kinds[0], tally(records)),
				"name what holds such records, and these where they belong")
			continue
		}
		l.take(records)
	}
}

// tally counts records by kind: "2 of kind Supplier".
func tally(records []load.Record) string {
	count := map[string]int{}
	for _, r := range records {
		count[r.Kind]++
	}
	var parts []string
	for _, kind := range slices.Sorted(maps.Keys(count)) {
		parts = append(parts, fmt.Sprintf("%d of kind %s", count[kind], kind))
	}
	return strings.Join(parts, ", ")
}

// CatalogAt indexes the input's records as they stood at the moment, as
// [Assess] does.
func (in *Input) CatalogAt(asOf time.Time) (*supplier.Catalog, diag.List) {
	return newCatalog(in, asOf)
}
