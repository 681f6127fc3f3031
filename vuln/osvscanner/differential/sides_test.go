// SPDX-License-Identifier: Apache-2.0

package differential

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/osv-scalibr/purl"
	"github.com/google/osv-scanner/v2/pkg/models"
	"github.com/google/osv-scanner/v2/pkg/osvscanner"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/read"
	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/osv"
)

// pair is a record that names a component of a file.
type pair struct{ file, purl, record string }

// said is what one side says of the files.
type said struct {
	files    map[string]bool   // that ours could read
	failed   map[string]string // that osv-scanner could not, and why
	pairs    map[pair]bool
	possible map[pair]vuln.Reason // what ours cannot tell
	unknown  map[string]vuln.Answer
	stated   map[string][]string // versions of components beside their purl, by file and purl
}

// normal writes a package URL in the one form that both sides are compared in.
func normal(text string) string {
	p, err := purl.FromString(text)
	if err != nil {
		return text
	}
	return p.String()
}

// quiet drops what osv-scanner logs below errors, and keeps those.
type quiet struct{ errors []string }

func (q *quiet) Enabled(context.Context, slog.Level) bool { return true }
func (q *quiet) Handle(_ context.Context, r slog.Record) error {
	if r.Level >= slog.LevelError {
		q.errors = append(q.errors, r.Message)
	}
	return nil
}
func (q *quiet) WithAttrs([]slog.Attr) slog.Handler { return q }
func (q *quiet) WithGroup(string) slog.Handler      { return q }

// ask has osv-scanner look at the SBOMs of a folder, or at one of them. A panic
// is an error.
func ask(path, db string, match bool) (results models.VulnerabilityResults, log *quiet, err error) {
	log = &quiet{}
	osvscanner.SetLogger(log)
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("osv-scanner panics: %v", p)
		}
	}()
	actions := osvscanner.ScannerActions{
		DirectoryPaths: []string{path}, Recursive: true, NoIgnore: true, ShowAllPackages: true, ShowAllVulns: true,
		CompareOffline: true, PluginNetworkDisabled: true, LocalDBPath: db,
		ExperimentalScannerActions: osvscanner.ExperimentalScannerActions{
			TransitiveScanning: osvscanner.TransitiveScanningActions{Disabled: true},
			PluginsNoDefaults:  true, PluginsEnabled: []string{"sbom"},
		},
	}
	if !match {
		actions.PluginsDisabled = []string{"vulnmatch/osvlocal"}
	}
	results, err = osvscanner.DoScan(actions)
	if errors.Is(err, osvscanner.ErrVulnerabilitiesFound) || errors.Is(err, osvscanner.ErrNoPackagesFound) {
		err = nil
	}
	return results, log, err
}

// oracle asks osv-scanner about all SBOMs in a folder at once. Those of SPDX
// that it panics on are taken away before.
func oracle(t *testing.T, dir, db string) said {
	t.Helper()
	out := said{failed: map[string]string{}, pairs: map[pair]bool{}}
	spdx, err := filepath.Glob(filepath.Join(dir, "*.spdx*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range spdx {
		if _, _, err := ask(name, db, false); err != nil {
			out.failed[filepath.Base(name)] = err.Error()
			if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
		}
	}
	results, log, err := ask(dir, db, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range results.Results {
		for _, p := range source.Packages {
			file := filepath.Base(p.Package.Inventory.Location.PathOrEmpty())
			u := p.Package.Inventory.PURL()
			for _, v := range p.Vulnerabilities {
				out.pairs[pair{file, u.String(), v.GetId()}] = true
			}
		}
	}
	for _, e := range log.errors {
		if strings.Contains(e, "vulnmatch/") {
			t.Fatalf("osv-scanner did not match: %s", e)
		}
		for line := range strings.SplitSeq(e, "\n") {
			if name, why, ok := strings.Cut(line, ": "); ok {
				fields := strings.Fields(name)
				out.failed[filepath.Base(fields[len(fields)-1])] = why
			}
		}
	}
	return out
}

// ours asks an index of the same records about the same files.
func ours(t *testing.T, dir, db string) said {
	t.Helper()
	file := filepath.Join(t.TempDir(), "osv.idx")
	if _, list, err := osv.Build(t.Context(), file, osv.BuildOptions{Sources: []string{db}}); err != nil {
		t.Fatalf("%v\n%v", err, list)
	}
	index, _, err := osv.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := index.Close(); err != nil {
			t.Error(err)
		}
	}()
	out := said{files: map[string]bool{}, pairs: map[pair]bool{}, possible: map[pair]vuln.Reason{}, unknown: map[string]vuln.Answer{}, stated: map[string][]string{}}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		doc, _, err := read.File(name, nil)
		if err != nil {
			continue
		}
		base := filepath.Base(name)
		out.files[base] = true
		queries := queriesOf(doc)
		answers, _, err := index.Match(t.Context(), queries)
		if err != nil {
			t.Fatal(err)
		}
		for i, a := range answers {
			u := normal(queries[i].PURL)
			out.take(base, u, a)
			out.stated[base+" "+u] = append(out.stated[base+" "+u], queries[i].Version)
		}
	}
	return out
}

func (s *said) take(file, purl string, a vuln.Answer) {
	if a.State == vuln.Unknown {
		s.unknown[file+" "+purl] = a
	}
	for _, f := range a.Found {
		for _, r := range f.Records {
			if p := (pair{file, purl, r}); f.Possible {
				s.possible[p] = f.Reason
			} else {
				s.pairs[p] = true
			}
		}
	}
}

func queriesOf(doc *sbom.Document) []vuln.Query {
	var out []vuln.Query
	for id, n := range doc.Components() {
		q := vuln.Query{Name: n.Name, Version: n.Version, Where: doc.Position(id)}
		if len(n.PURLs) > 0 {
			q.PURL = n.PURLs[0]
		}
		if len(n.CPEs) > 0 {
			q.CPE = n.CPEs[0]
		}
		if q.PURL != "" {
			out = append(out, q)
		}
	}
	return out
}

// difference is a pair that one side alone has.
type difference struct {
	pair
	side string // theirs or ours
	why  string // what ours says of the component, where it cannot tell

	stated []string // versions of the component beside its purl
	about  record   // the record of the pair
}

func (d difference) String() string {
	return fmt.Sprintf("%s only: %s %s in %s %s", d.side, d.purl, d.record, d.file, d.why)
}

// compare returns the differences, sorted, in files that both could read.
func compare(theirs, mine said, all library) []difference {
	var out []difference
	add := func(p pair, side, why string) {
		out = append(out, difference{pair: p, side: side, why: why, stated: mine.stated[p.file+" "+p.purl], about: all[p.record]})
	}
	for p := range theirs.pairs {
		if !mine.files[p.file] || mine.pairs[p] {
			continue
		}
		why := ""
		if r, ok := mine.possible[p]; ok {
			why = "possible: " + string(r)
		} else if a, ok := mine.unknown[p.file+" "+p.purl]; ok {
			why = "unknown: " + string(a.Reason)
		}
		add(p, "theirs", why)
	}
	for p := range mine.pairs {
		if theirs.failed[p.file] == "" && !theirs.pairs[p] {
			add(p, "ours", "")
		}
	}
	slices.SortFunc(out, func(a, b difference) int { return strings.Compare(a.String(), b.String()) })
	return out
}
