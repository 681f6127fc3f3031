// SPDX-License-Identifier: Apache-2.0

package files_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/files"
	"github.com/kedja/kedja/vuln/osv"
)

func TestExports(t *testing.T) {
	dir := t.TempDir()
	for _, part := range []string{"plain/npm", "fetched/osv-scalibr/npm", "fetched/lists", "both/osv-scalibr", "both/osv-scanner", "both/lists", "own/lists"} {
		if err := os.MkdirAll(filepath.Join(dir, part), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string][]string{
		"plain": {"plain"}, "fetched": {"fetched/osv-scalibr"}, "both": {"both/osv-scalibr", "both/osv-scanner"},
		"own": {"own"}, "missing": {"missing"},
	} {
		got, err := files.Exports(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		for i := range got {
			if got[i], err = filepath.Rel(dir, got[i]); err != nil {
				t.Fatal(err)
			}
			got[i] = filepath.ToSlash(got[i])
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
}

const (
	record    = `{"id": "KEDJA-1", "modified": "2026-01-01T00:00:00Z", "affected": [{"package": {"ecosystem": "npm", "name": "acme"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]}]}`
	epss      = "#model_version:v2025.03.14,score_date:2026-11-01T00:00:00+0000\ncve,epss,percentile\nCVE-2026-0001,0.5,0.9\n"
	kev       = "cve\nCVE-2026-0001\n"
	statement = `{"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/1", "author": "maker", "timestamp": "2026-11-01T00:00:00Z", "version": 1,
		"statements": [{"vulnerability": {"name": "CVE-2026-0001"}, "products": [{"@id": "pkg:npm/acme@1"}], "status": "fixed"}]}`
)

// world writes files and returns their folder.
func world(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"export/npm/one.json": record, "lists/epss.csv": epss, "lists/kev.csv": kev, "lists/readme.txt": "not read",
		"vex/a.json": statement, "vex/broken.json": "{", "empty/readme.txt": "",
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// below names files as results do: relative to the folder.
func below(dir string) func(string) string {
	return func(path string) string {
		if rel, err := filepath.Rel(dir, path); err == nil {
			return filepath.ToSlash(rel)
		}
		return path
	}
}

func TestLoad(t *testing.T) {
	dir := world(t)
	at := func(name string) []string { return []string{filepath.Join(dir, name)} }
	index := filepath.Join(dir, "osv.idx")
	if _, list, err := osv.Build(t.Context(), index, osv.BuildOptions{Sources: at("export")}); err != nil || list.Err() != nil {
		t.Fatal(err, list)
	}
	f := files.Load(t.Context(), files.Paths{OSV: []string{index}, VEX: at("vex"), KEV: at("lists"), EPSS: at("lists")}, below(dir))
	defer f.Close()
	if len(f.Sources) != 1 || len(f.Statements) != 1 || len(f.Lists) != 2 {
		t.Errorf("%d sources, %d documents, %d lists", len(f.Sources), len(f.Statements), len(f.Lists))
	}
	if len(f.Problems) != 1 || f.Problems[0].File != "vex/broken.json" {
		t.Errorf("problems: %v", f.Problems)
	}
	var got []string
	for _, o := range f.Origins() {
		name := o.Kind + " " + o.File
		if o.In != "" {
			name += " in " + o.In
		} else if len(o.SHA256) != 64 {
			t.Errorf("%s has the digest %q", o.File, o.SHA256)
		}
		got = append(got, name)
	}
	want := []string{"OSV osv.idx", "OSV npm in osv.idx", "VEX vex/a.json", "KEV lists/kev.csv", "EPSS lists/epss.csv"}
	if diff := cmp.Diff(want[0], got[0]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want[2:], got[len(got)-3:]); diff != "" {
		t.Error(diff)
	}
	answers, _, err := f.Sources[0].Match(context.Background(), []vuln.Query{{PURL: "pkg:npm/acme@1"}})
	if err != nil || len(answers) != 1 || len(answers[0].Found) != 1 {
		t.Errorf("%+v, %v", answers, err)
	}
}

// TestLoadExports: exports stand for their index, under their own names, and
// nothing temporary is left.
func TestLoadExports(t *testing.T) {
	dir := world(t)
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	f := files.Load(t.Context(), files.Paths{OSV: []string{filepath.Join(dir, "export")}}, below(dir))
	if f.Problems.Err() != nil || len(f.Sources) != 1 || !f.Diagnostics.Has("vuln/not-indexed") {
		t.Errorf("%d sources, %v, %v", len(f.Sources), f.Problems, f.Diagnostics)
	}
	if o := f.Origins(); len(o) != 1 || o[0].File != "export" || o[0].In != "" {
		t.Errorf("%+v", o)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

// TestNamesOfExports: a zip that is given goes by its path, one in a folder that
// is given by that folder and what an index calls it.
func TestNamesOfExports(t *testing.T) {
	dir := t.TempDir()
	zipped := filepath.Join(dir, "fetched", "osv-scalibr", "npm", "all.zip")
	if err := os.MkdirAll(filepath.Dir(zipped), 0o700); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("KEDJA-1.json")
	if err == nil {
		_, err = io.WriteString(w, record)
	}
	if err := errors.Join(err, z.Close(), os.WriteFile(zipped, b.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{zipped: "fetched/osv-scalibr/npm/all.zip", filepath.Join(dir, "fetched"): "npm/all.zip in fetched"} {
		f := files.Load(t.Context(), files.Paths{OSV: []string{path}}, below(dir))
		o := f.Origins()
		if len(o) != 1 {
			t.Fatalf("%+v, %v", o, f.Problems)
		}
		got := o[0].File
		if o[0].In != "" {
			got += " in " + o[0].In
		}
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestProblems(t *testing.T) {
	dir := world(t)
	for _, c := range []struct {
		paths files.Paths
		code  string
	}{
		{files.Paths{KEV: []string{filepath.Join(dir, "lists", "epss.csv")}}, files.WrongKind},
		{files.Paths{EPSS: []string{filepath.Join(dir, "lists", "kev.csv")}}, files.WrongKind},
		{files.Paths{VEX: []string{filepath.Join(dir, "missing.json")}}, "vuln/unreadable"},
		{files.Paths{VEX: []string{filepath.Join(dir, "empty")}}, "vuln/empty-folder"},
		{files.Paths{OSV: []string{filepath.Join(dir, "lists", "readme.txt")}}, "vuln/unreadable"},
		{files.Paths{OSV: []string{filepath.Join(dir, "missing")}}, "vuln/unreadable"},
	} {
		f := files.Load(t.Context(), c.paths, below(dir))
		if len(f.Problems) != 1 || f.Problems[0].Code != c.code || filepath.IsAbs(f.Problems[0].File) {
			t.Errorf("%+v: %v", c.paths, f.Problems)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}
