// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/diag"
)

// indexBytes builds an index of the sources and returns its file.
func indexBytes(t *testing.T, sources ...string) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), "osv.idx")
	if _, _, err := Build(t.Context(), out, BuildOptions{Sources: sources}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// origins are what an index says that it was built from.
func origins(t *testing.T, data []byte) []string {
	t.Helper()
	x, _, err := load("osv.idx", data)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, o := range x.Origins()[1:] {
		out = append(out, o.File)
	}
	return out
}

// exportsAt lays down exports, loose records and damaged ones.
func exportsAt(t *testing.T, dir string) string {
	t.Helper()
	exportZip(t, dir, "npm", file{"A.json", npmRecord("A", "p", "2030-01-01T00:00:00Z", "1")}, file{"broken.json", `{"id":"X","affected":[{"package":{"ecosystem":"npm","name":"q"}`})
	exportZip(t, filepath.Join(dir, "deep", "down"), "PyPI", file{"B.json", strings.ReplaceAll(npmRecord("B", "p", "2030-01-01T00:00:00Z", "1"), "npm", "PyPI")})
	write(t, filepath.Join(dir, "loose", "C.json"), []byte(npmRecord("C", "p", "2030-01-01T00:00:00Z", "2")))
	write(t, filepath.Join(dir, "loose", "torn.json"), []byte("{"))
	return dir
}

// Where exports lie, by which path they are given, and who they belong to,
// change nothing in an index.
func TestPlacesAreNotInTheIndex(t *testing.T) {
	base := t.TempDir()
	one := exportsAt(t, filepath.Join(base, "home", "jane.doe", "work", "exports"))
	two := exportsAt(t, filepath.Join(base, "srv", "exports"))
	want := indexBytes(t, one)
	for _, secret := range []string{"jane.doe", "home", filepath.Base(base), "work"} {
		if bytes.Contains(want, []byte(secret)) {
			t.Errorf("the index tells %s", secret)
		}
	}
	if diff := cmp.Diff([]string{"PyPI/all.zip", "exports", "npm/all.zip"}, origins(t, want)); diff != "" {
		t.Error(diff)
	}
	_, diags, err := load("osv.idx", want)
	var files []string
	for _, d := range diags {
		files = append(files, d.File)
	}
	if diff := cmp.Diff([]string{"exports/loose/torn.json", "npm/all.zip!broken.json"}, slices.Compact(files)); diff != "" || err != nil {
		t.Error(diff, err)
	}
	for _, given := range []struct{ from, as string }{{base, two}, {one, "."}, {filepath.Dir(two), "exports"}, {filepath.Join(two, "npm"), ".."}, {base, "srv/../srv/exports/"}} {
		t.Chdir(given.from)
		if got := indexBytes(t, given.as); !bytes.Equal(want, got) {
			t.Errorf("given as %s: %d bytes that differ from %d", given.as, len(got), len(want))
		}
	}
}

// The same for zips and records that are given by themselves.
func TestNamesOfFiles(t *testing.T) {
	base := t.TempDir()
	record := []byte(npmRecord("A", "p", "2030-01-01T00:00:00Z", "1"))
	for _, c := range []struct{ file, want string }{
		{"jane.doe/npm/all.zip", "npm/all.zip"},
		{"jane.doe/Debian:12/all.zip", "Debian:12/all.zip"},
		{"jane.doe/all.zip", "all.zip"},
		{"jane.doe/npm.zip", "npm.zip"},
		{"jane.doe/A.json", "A.json"},
		{"jane.doe/npm/A.json", "npm/A.json"},
	} {
		name, data := filepath.Join(base, c.file), record
		if strings.HasSuffix(name, ".zip") {
			data = zipped(t, file{"A.json", string(record)})
		}
		write(t, name, data)
		if got := origins(t, indexBytes(t, name)); len(got) != 1 || got[0] != c.want {
			t.Errorf("%s is called %q, want %q", c.file, got, c.want)
		}
		t.Chdir(filepath.Dir(name))
		if got := origins(t, indexBytes(t, filepath.Base(name))); len(got) != 1 || got[0] != c.want {
			t.Errorf("%s, given from its folder, is called %q, want %q", c.file, got, c.want)
		}
	}
}

// Sources of one name are told apart by their content, in whatever folders they
// lie; those that are equal are one.
func TestSourcesOfOneName(t *testing.T) {
	base := t.TempDir()
	zip := func(folder, version string) string {
		return exportZip(t, filepath.Join(base, folder), "npm", file{"A.json", npmRecord("A", "p", "2030-01-01T00:00:00Z", version)}, file{"torn" + version + ".json", "{"})
	}
	want := indexBytes(t, zip("a", "1"), zip("b", "2"), zip("c", "1"))
	if diff := cmp.Diff([]string{"npm/all.zip", "npm/all.zip (2)"}, origins(t, want)); diff != "" {
		t.Error(diff)
	}
	if got := indexBytes(t, zip("x", "2"), zip("y", "1")); !bytes.Equal(want, got) {
		t.Error("the folders change the index")
	}
	x, diags, err := load("osv.idx", want)
	if err != nil || len(diags) != 2 || x.Origins()[1].SHA256 >= x.Origins()[2].SHA256 {
		t.Fatalf("%v, %v of %+v", err, diags, x.Origins())
	}
	for _, d := range diags {
		if !strings.HasPrefix(d.File, "npm/all.zip!torn") && !strings.HasPrefix(d.File, "npm/all.zip (2)!torn") {
			t.Errorf("%v", d)
		}
	}
}

// An index that was built before says no more than one of today.
func TestOldIndexes(t *testing.T) {
	all, diags, err := sources([]string{exportsAt(t, filepath.Join(t.TempDir(), "exports"))})
	if err != nil {
		t.Fatal(err)
	}
	c, err := gather(t.Context(), all, nil, new(Stats), &diags)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range c.sources {
		s.stored = "/home/jane.doe/" + s.stored
	}
	for i := range c.defects {
		c.defects[i].File = "/home/jane.doe/" + c.defects[i].File
	}
	sections, err := encode(c)
	if err != nil {
		t.Fatal(err)
	}
	data := bytes.Join(assemble(sections), nil)
	if diff := cmp.Diff([]string{"PyPI/all.zip", "jane.doe/exports", "npm/all.zip"}, origins(t, data)); diff != "" {
		t.Error(diff)
	}
	x, list, err := load("osv.idx", data)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []diag.List{list, x.wide["npm"], x.damaged[packageKey{"npm", "q"}]} {
		if len(l) == 0 || slices.ContainsFunc(l, func(d diag.Diagnostic) bool { return strings.HasPrefix(d.File, "/") }) {
			t.Errorf("%v", l)
		}
	}
}

func TestAnywhere(t *testing.T) {
	for name, want := range map[string]string{
		"npm/all.zip":                          "npm/all.zip",
		"npm/all.zip (2)!A.json":               "npm/all.zip (2)!A.json",
		"exports/a/b/c.json":                   "exports/a/b/c.json",
		"/home/jane.doe/npm/all.zip":           "npm/all.zip",
		"/home/jane.doe/npm/all.zip!../A.json": "npm/all.zip!../A.json",
		"npm/all.zip!/etc/A.json":              "npm/all.zip!/etc/A.json",
		"../../jane.doe/osv/npm":               "osv/npm",
		"..":                                   "",
		"/":                                    "",
		"":                                     "",
		"C:/Users/jane.doe/osv/npm/all.zip":    "npm/all.zip",
		`C:\Users\jane.doe\osv\npm\all.zip!A`:  "npm/all.zip!A",
		"Debian:12/all.zip":                    "Debian:12/all.zip",
	} {
		if got := anywhere(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}
