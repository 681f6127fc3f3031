// SPDX-License-Identifier: Apache-2.0

package differential

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom/read"
	"github.com/kedja/kedja/vuln"
)

// full says that everything is compared, not a sample.
func full() bool { return os.Getenv("KEDJA_DIFFERENTIAL") == "full" }

// sample is how many packages of an ecosystem the second run looks at.
const sample = 40

// TestInvented compares advisories and versions that are made up.
func TestInvented(t *testing.T) {
	all, ask := invented(t)
	dir := t.TempDir()
	asked, failing := made(t, dir, ask, 0)
	check(t, "invented", asked, dir, all)
	unasked(t, "invented", failing, all)
}

// TestRecords compares versions drawn from real records.
func TestRecords(t *testing.T) {
	corpus.Dir(t)
	all := real(t)
	dir := t.TempDir()
	ask := versions(all.sorted())
	if !full() {
		asked, failing := made(t, dir, ask, sample)
		check(t, "records", asked, dir, all)
		unasked(t, "records", failing, all)
		return
	}
	for i, part := range parts(ask) {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			dir := t.TempDir()
			asked, failing := made(t, dir, part, 0)
			check(t, "full", asked, dir, all)
			unasked(t, "full", failing, all)
		})
	}
}

// TestSBOMs compares the SBOMs of the corpus that osv-scanner can read.
func TestSBOMs(t *testing.T) {
	corpus.Dir(t)
	dir := t.TempDir()
	files := 0
	for i, name := range corpus.Files(t, 0, "cyclonedx", "spdx2") {
		data := corpus.Read(t, name)
		if suffix := suffixes[read.Detect(data).Name]; suffix != "" {
			// osv-scanner knows the format by the name alone.
			files++
			copied := fmt.Sprintf("%04d-%s%s", i, strings.ReplaceAll(filepath.Base(name), ".", "_"), suffix)
			if err := os.WriteFile(filepath.Join(dir, copied), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	check(t, "sboms", files, dir, real(t))
}

// suffixes are the ends of names by which osv-scanner knows the formats.
var suffixes = map[string]string{
	"CycloneDX JSON": ".cdx.json", "CycloneDX XML": ".cdx.xml", "SPDX 2 JSON": ".spdx.json",
	"SPDX tag-value": ".spdx", "SPDX YAML": ".spdx.yml", "SPDX RDF/XML": ".spdx.rdf",
}

// check compares the two sides and holds the differences to the table.
func check(t *testing.T, run string, asked int, dir string, all library) {
	t.Helper()
	db := all.store(t)
	theirs, mine := oracle(t, dir, db), ours(t, dir, db)
	differences := compare(theirs, mine, all)
	met := map[string]int{}
	var unexplained []difference
	for _, d := range differences {
		name := ""
		for _, e := range explained {
			if e.holds(d) {
				name = e.name
				break
			}
		}
		met[name]++
		if name == "" {
			unexplained = append(unexplained, d)
		}
	}
	report(t, unexplained)
	for _, e := range explained {
		if counts(t, run) && met[e.name] != e.counts[run] {
			t.Errorf("%s: met %d times, the table says %d", e.name, met[e.name], e.counts[run])
		}
	}
	failed := 0
	for f := range mine.files {
		if theirs.failed[f] != "" {
			failed++
		}
	}
	both := 0
	for p := range theirs.pairs {
		if mine.pairs[p] {
			both++
		}
	}
	t.Logf("%s: asked about %d; osv-scanner cannot read %d files, kedja can %d of these; %d pairs of both, %d differences: %v",
		run, asked, len(theirs.failed), failed, both, len(differences), met)
	if both < 100 && run != "full" {
		t.Errorf("only %d pairs agree: that is no comparison", both)
	}
}

// counts says whether the numbers of the table are those of the run.
func counts(t *testing.T, run string) bool {
	t.Helper()
	if run == "invented" {
		return true
	}
	manifest, err := os.ReadFile(filepath.Join(corpus.Dir(t), "MANIFEST.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	return run != "full" && fmt.Sprintf("%x", sha256.Sum256(manifest)) == counted
}

// report names some differences of each kind.
func report(t *testing.T, unexplained []difference) {
	t.Helper()
	if len(unexplained) == 0 {
		return
	}
	kinds := map[string][]difference{}
	for _, d := range unexplained {
		kind := d.side + " only, " + d.file + " " + d.why
		kinds[kind] = append(kinds[kind], d)
	}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		list := kinds[kind]
		t.Errorf("%d times %s:", len(list), kind)
		for i := range min(8, len(list)) {
			t.Logf("  %s %s", list[i*len(list)/min(8, len(list))].purl, list[i*len(list)/min(8, len(list))].record)
		}
	}
	t.Errorf("%d differences without explanation", len(unexplained))
}

// unasked holds the components that osv-scanner panics on to their number, and
// has ours answer them.
func unasked(t *testing.T, run string, failing []component, all library) {
	t.Helper()
	if counts(t, run) && len(failing) != panics[run] {
		t.Errorf("osv-scanner cannot be asked about %d components, the table says %d", len(failing), panics[run])
	}
	dir := t.TempDir()
	save(t, filepath.Join(dir, "failing.cdx.json"), failing)
	mine := ours(t, dir, all.store(t))
	if len(failing) > 0 && len(mine.unknown) == 0 {
		t.Errorf("ours says that all %d components with versions that are none can be told", len(failing))
	}
}

// TestPanics shows what osv-scanner does with a version that is none.
func TestPanics(t *testing.T) {
	r, ok := parse(t, "x.json", []byte(`{"id": "RSEC-2031-1", "modified": "2031-01-01T00:00:00Z", "affected": [{"package": {"ecosystem": "CRAN", "name": "tin"},
		"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.0"}]}]}]}`))
	if !ok {
		t.Fatal("not a record")
	}
	all, dir := library{r.ID: r}, t.TempDir()
	save(t, filepath.Join(dir, "bom.json"), []component{{Type: "library", Name: "tin", Version: "1..x", PURL: "pkg:cran/tin@1..x"}})
	db := all.store(t)
	if _, _, err := ask(dir, db, true); err == nil || !strings.Contains(err.Error(), "panics") {
		t.Errorf("osv-scanner does not panic, but says %v: take its panics off the table", err)
	}
	mine := ours(t, dir, db)
	if want := (pair{"bom.json", "pkg:cran/tin@1..x", "RSEC-2031-1"}); mine.possible[want] != vuln.BadVersion {
		t.Errorf("ours: %+v", mine)
	}
}
