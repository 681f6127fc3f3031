// SPDX-License-Identifier: Apache-2.0

package differential

import (
	"archive/zip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/kedja/kedja/internal/corpus"
)

// record is what the tests need to know of an OSV record; text is all of it.
type record struct {
	ID        string `json:"id"`
	Modified  string `json:"modified"`
	Withdrawn string `json:"withdrawn"`
	Affected  []struct {
		Package struct {
			Ecosystem string `json:"ecosystem"`
			Name      string `json:"name"`
		} `json:"package"`
		Ranges []struct {
			Type   string              `json:"type"`
			Repo   string              `json:"repo"`
			Events []map[string]string `json:"events"`
		} `json:"ranges"`
		Versions []string `json:"versions"`
	} `json:"affected"`

	text []byte
}

// ecosystems returns the exports that the record belongs to.
func (r *record) ecosystems() []string {
	var out []string
	for _, a := range r.Affected {
		base, _, _ := strings.Cut(a.Package.Ecosystem, ":")
		if base == "" {
			base = "GIT"
		}
		if !slices.Contains(out, base) {
			out = append(out, base)
		}
	}
	return out
}

// parse reads a record; ok is false for files that are none.
func parse(t *testing.T, name string, text []byte) (r record, ok bool) {
	t.Helper()
	if strings.HasSuffix(name, ".yaml") {
		var err error
		if text, err = yaml.YAMLToJSON(text); err != nil {
			return record{}, false
		}
	}
	if err := json.Unmarshal(text, &r); err != nil || r.ID == "" || len(r.Affected) == 0 {
		return record{}, false
	}
	r.text = text
	return r, true
}

// library is a set of records by their ID: of two the one modified last.
type library map[string]record

func (l library) add(r record) {
	if old, ok := l[r.ID]; !ok || old.Modified < r.Modified {
		l[r.ID] = r
	}
}

// sorted returns the records by ID.
func (l library) sorted() []record {
	var ids []string
	for id := range l {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	out := make([]record, len(ids))
	for i, id := range ids {
		out[i] = l[id]
	}
	return out
}

// real returns the records of the corpus: exports and single files.
func real(t *testing.T) library {
	t.Helper()
	all := library{}
	for _, name := range corpus.Files(t, 0, "osv-export") {
		z, err := zip.OpenReader(corpus.Path(t, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			if r, ok := parse(t, f.Name, content(t, f)); ok {
				all.add(r)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range corpus.Files(t, 0, "osv") {
		if strings.HasSuffix(name, ".json") || strings.HasSuffix(name, ".yaml") {
			if r, ok := parse(t, name, corpus.Read(t, name)); ok {
				all.add(r)
			}
		}
	}
	return all
}

func content(t *testing.T, f *zip.File) []byte {
	t.Helper()
	r, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// exports are the ecosystems of which osv-scanner must find an export: it
// matches nothing when one is missing.
var exports = []string{
	"AlmaLinux", "Alpaquita", "Alpine", "Android", "Azure Linux", "BellSoft Hardened Containers", "Bioconductor", "Bitnami",
	"CRAN", "Chainguard", "CleanStart", "ConanCenter", "Debian", "Docker Hardened Images", "Echo", "GHC", "GIT", "GitHub Actions",
	"Go", "Hackage", "Hex", "Julia", "Kubernetes", "Linux", "Mageia", "Maven", "MinimOS", "NuGet", "Packagist", "Pub", "PyPI",
	"Red Hat", "Rocky Linux", "RubyGems", "SUSE", "SwiftURL", "Ubuntu", "VSCode", "Wolfi", "crates.io", "npm", "opam", "openEuler", "openSUSE",
}

// store writes the records into the layout that osv-scanner keeps its exports
// in, and returns the folder that it is told of.
func (l library) store(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	of := map[string][]record{}
	for _, r := range l.sorted() {
		for _, e := range r.ecosystems() {
			of[e] = append(of[e], r)
		}
	}
	for e := range of {
		if !slices.Contains(exports, e) {
			t.Fatalf("records of the ecosystem %q, which the list of exports lacks", e)
		}
	}
	for _, e := range exports {
		pack(t, filepath.Join(dir, "osv-scalibr", e, "all.zip"), of[e])
	}
	return dir
}

func pack(t *testing.T, name string, records []record) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	for _, r := range records {
		w, err := z.CreateHeader(&zip.FileHeader{Name: r.ID + ".json", Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(r.text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}
