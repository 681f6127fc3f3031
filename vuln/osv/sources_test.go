// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/vuln"
)

func npmRecord(id, name, modified, version string) string {
	return fmt.Sprintf(`{"id":%q,"modified":%q,"affected":[{"package":{"ecosystem":"npm","name":%q},"versions":[%q]}]}`, id, modified, name, version)
}

// TestCachesOfOSVScanner reads the layout of today; of the older one beside it
// only what the newer one lacks.
func TestCachesOfOSVScanner(t *testing.T) {
	t.Chdir(t.TempDir())
	exportZip(t, "cache/osv-scalibr", "npm", file{"A.json", npmRecord("A", "p", "2030-01-02T00:00:00Z", "2")})
	exportZip(t, "cache/osv-scanner", "npm", file{"OLD.json", npmRecord("OLD", "p", "2030-01-01T00:00:00Z", "2")})
	exportZip(t, "cache/osv-scanner", "PyPI", file{"B.json", strings.ReplaceAll(npmRecord("B", "q", "2030-01-01T00:00:00Z", "1"), "npm", "PyPI")})
	x, _, diags := build(t, "cache")
	got := ask(t, x, vuln.Query{PURL: "pkg:npm/p@2"}, vuln.Query{PURL: "pkg:pypi/q@1"})
	if len(got[0].Found) != 1 || got[0].Found[0].ID != "A" || len(got[1].Found) != 1 {
		t.Errorf("answers %+v", got)
	}
	if len(diags) != 1 || diags[0].Code != "osv/old-layout" || diags[0].File != "cache/osv-scanner/npm/all.zip" {
		t.Errorf("diagnostics %v", diags)
	}
	var origins []string
	for _, o := range x.Origins() {
		if len(o.SHA256) != 64 {
			t.Errorf("%s has the SHA-256 %q", o.File, o.SHA256)
		}
		origins = append(origins, o.Format+" "+filepath.Base(filepath.Dir(o.File))+" "+o.Created)
	}
	if diff := cmp.Diff([]string{"osv-export PyPI ", "osv-export npm "}, origins[1:]); diff != "" || origins[0][:11] != "osv-index 2" || x.Origins()[0].Created != "2030-01-02T00:00:00Z" {
		t.Errorf("%v\n%s", origins, diff)
	}
}

func TestOfTwoRecordsOfOneIDTheNewestCounts(t *testing.T) {
	old, newer := npmRecord("A", "p", "2030-01-01T00:00:00Z", "1"), npmRecord("A", "p", "2030-01-01T00:00:00.5Z", "2")
	other := npmRecord("A", "p", "2030-01-01T00:00:00.500Z", "3")
	for _, test := range []struct {
		name       string
		texts      []string
		versions   string // of p that are affected
		superseded int
		warnings   int
	}{
		{"equal", []string{old, old}, "1", 0, 0},
		{"equal but for spaces", []string{old, old + "\n"}, "1", 0, 0},
		{"an older one", []string{newer, old}, "2", 1, 0},
		{"two of one date that differ", []string{newer, other, old}, "2 3", 1, 1},
	} {
		dir := t.TempDir()
		for i, text := range test.texts {
			exportZip(t, filepath.Join(dir, fmt.Sprint(i)), "npm", file{"A.json", text})
		}
		x, stats, diags := build(t, dir)
		var versions []string
		for _, v := range []string{"1", "2", "3"} {
			if a := ask(t, x, vuln.Query{PURL: "pkg:npm/p@" + v})[0]; len(a.Found) > 0 {
				versions = append(versions, v)
			}
		}
		if got := strings.Join(versions, " "); got != test.versions || stats.Superseded != test.superseded || len(diags) != test.warnings {
			t.Errorf("%s: versions %s, %d superseded, diagnostics %v; want %s, %d, %d", test.name, got, stats.Superseded, diags, test.versions, test.superseded, test.warnings)
		}
	}
}

// TestWhatASourceIsAbout decides whether a package without a record is clean.
func TestWhatASourceIsAbout(t *testing.T) {
	npm := npmRecord("A", "p", "2030-01-01T00:00:00Z", "1")
	two := `{"id":"B","affected":[{"package":{"ecosystem":"npm","name":"q"},"versions":["1"]},{"package":{"ecosystem":"PyPI","name":"q"},"versions":["1"]}]}`
	pypi := strings.ReplaceAll(npmRecord("C", "p", "2030-01-01T00:00:00Z", "1"), "npm", "PyPI")
	debian := `{"id":"D","affected":[{"package":{"ecosystem":"Debian:12","name":"q"},"versions":["1"]},{"package":{"ecosystem":"Debian:11","name":"q"},"versions":["1"]}]}`
	for _, test := range []struct {
		name, place string
		texts       []string
		want        string
	}{
		{"an export", "npm/all.zip", []string{npm, two}, "npm"},
		{"an export by its own name", "npm.zip", []string{two, npm}, "npm"},
		{"an export in another place", "download/all.zip", []string{npm, two}, "npm"},
		{"an export in a place of another name", "PyPI/all.zip", []string{npm}, "npm"},
		{"a zip of all", "all.zip", []string{npm, pypi}, "PyPI npm"},
		{"an export without records", "npm/all.zip", nil, ""},
		{"an export without a readable record", "npm/all.zip", []string{"{"}, ""},
		{"a distribution", "Debian/all.zip", []string{debian}, "Debian[11 12]"},
		{"one release of a distribution", "Debian:12/all.zip", []string{debian}, "Debian[12]"},
		{"a folder of records", "records/", []string{npm, pypi}, "PyPI npm"},
		{"one record", "a.json", []string{npm}, ""},
	} {
		name := filepath.Join(t.TempDir(), test.place)
		var files []file
		for i, text := range test.texts {
			files = append(files, file{fmt.Sprint(i, ".json"), text})
		}
		switch {
		case strings.HasSuffix(test.place, ".zip"):
			write(t, name, zipped(t, files...))
		case strings.HasSuffix(test.place, ".json"):
			write(t, name, []byte(test.texts[0]))
		default:
			for _, f := range files {
				write(t, filepath.Join(name, f.name), []byte(f.text))
			}
		}
		x, _, _ := build(t, name)
		var got []string
		for _, e := range x.Ecosystems() {
			if e.Whole {
				got = append(got, e.Name)
				if e.Releases != nil {
					got[len(got)-1] += fmt.Sprint(e.Releases)
				}
			}
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: it is about %v, want %s", test.name, got, test.want)
		}
	}
}

func TestFoldersBehindLinks(t *testing.T) {
	dir := t.TempDir()
	exportZip(t, filepath.Join(dir, "real"), "npm", smallFiles()...)
	link := filepath.Join(dir, "link")
	if err := os.Symlink(filepath.Join(dir, "real"), link); err != nil {
		t.Skip(err)
	}
	x, stats, _ := build(t, link)
	if stats.Records != 4 || x.Origins()[1].File != "npm/all.zip" {
		t.Errorf("%+v of %+v", stats, x.Origins())
	}
}

// world draws a folder of exports and records, some damaged.
func world(t *rapid.T, dir string) {
	text := func() (name, text string) {
		id := rapid.SampledFrom([]string{"A-1", "A-2", "B-1", "CVE-2030-1"}).Draw(t, "id")
		eco := rapid.SampledFrom([]string{"npm", "PyPI", "Debian:12"}).Draw(t, "ecosystem")
		alias := rapid.SampledFrom([]string{"", `"aliases":["CVE-2030-1"],`, `"withdrawn":"2030-01-01T00:00:00Z",`, `"summary":"` + "\xff" + `",`}).Draw(t, "more")
		version := rapid.SampledFrom([]string{"1.0", "2.0"}).Draw(t, "version")
		out := fmt.Sprintf(`{"id":%q,"modified":"2030-01-0%dT00:00:00Z",%s"affected":[{"package":{"ecosystem":%q,"name":"p"},"ranges":[{"type":"ECOSYSTEM","repo":"https://a.example/b","events":[{"fixed":"3.0"},{"introduced":%q}]},{"type":"GIT","repo":"https://a.example/c"}],"versions":[%q]}]}`,
			id, rapid.IntRange(1, 2).Draw(t, "day"), alias, eco, version, version)
		switch rapid.IntRange(0, 9).Draw(t, "damage") {
		case 0:
			out = out[:rapid.IntRange(0, len(out)-1).Draw(t, "cut")]
		case 1:
			out = strings.Replace(out, `["`+version, `[{"`+version, 1)
		}
		return id + rapid.SampledFrom([]string{".json", "-b.json"}).Draw(t, "name"), out
	}
	for _, zipName := range []string{"npm/all.zip", "PyPI/all.zip"} {
		var files []file
		for range rapid.IntRange(0, 4).Draw(t, "entries") {
			name, text := text()
			files = append(files, file{name, text})
		}
		write(t, filepath.Join(dir, zipName), zipped(t, files...))
	}
	for range rapid.IntRange(0, 3).Draw(t, "files") {
		name, text := text()
		write(t, filepath.Join(dir, "loose", name), []byte(text))
	}
}

// TestAnyPreviousIndexGivesTheSameBytes builds the index of one world alone,
// and again on top of the index of another, in any order of sources.
func TestAnyPreviousIndexGivesTheSameBytes(t *testing.T) {
	base := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		dir := filepath.Join(base, fmt.Sprint(n))
		here, before := filepath.Join(dir, "here"), filepath.Join(dir, "before")
		world(t, here)
		world(t, before)
		sources := []string{filepath.Join(here, "npm"), filepath.Join(here, "PyPI"), here}
		want := built(t, filepath.Join(dir, "a.idx"), BuildOptions{Sources: sources})
		built(t, filepath.Join(dir, "b.idx"), BuildOptions{Sources: []string{before, here}[:rapid.IntRange(1, 2).Draw(t, "both")]})
		previous, _, err := Open(filepath.Join(dir, "b.idx"))
		if err != nil {
			t.Fatal(err)
		}
		defer previous.Close()
		slices.Reverse(sources)
		got := built(t, filepath.Join(dir, "b.idx"), BuildOptions{Sources: sources, Previous: previous})
		if !bytes.Equal(want, got) {
			t.Fatalf("%d and %d bytes that differ", len(want), len(got))
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
	})
}

func built(t *rapid.T, out string, o BuildOptions) []byte {
	t.Helper()
	if _, _, err := Build(t.Context(), out, o); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestFolderThatWasFetched: the folder that kedja vuln fetch fills may be given
// whole. Lists and state are no records, and are passed over.
func TestFolderThatWasFetched(t *testing.T) {
	t.Chdir(t.TempDir())
	exportZip(t, "whole/osv-scalibr", "npm", file{"A.json", npmRecord("A", "p", "2030-01-02T00:00:00Z", "2")})
	write(t, "whole/lists/kev.json", []byte(`{"title": "CISA Catalog", "vulnerabilities": [{"cveID": "CVE-2026-90001", "dateAdded": "2026-01-01"}]}`))
	write(t, "whole/lists/eukev.json", []byte(`[]`))
	write(t, "whole/lists/epss.csv.gz", []byte("\x1f\x8b"))
	write(t, "whole/fetch.state", []byte(`{}`))
	whole, stats, diags := build(t, "whole")
	part, _, _ := build(t, "whole/osv-scalibr")
	q := vuln.Query{PURL: "pkg:npm/p@2"}
	if diff := cmp.Diff(ask(t, part, q), ask(t, whole, q)); diff != "" || len(diags) > 0 || stats.Records != 1 {
		t.Errorf("%s\n%v\n%+v", diff, diags, stats)
	}
}
