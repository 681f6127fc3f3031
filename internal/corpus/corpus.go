// SPDX-License-Identifier: Apache-2.0

// Package corpus finds the real files that tests read. They lie beside the
// repository and are never copied into it: in shared/corpus in a folder above,
// or where the environment's KEDJA_CORPUS says. Where there is no corpus the
// tests that want it are skipped; where there is one, a file that is missing
// from it fails them.
package corpus

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Dir returns the folder of the corpus, or skips the test.
func Dir(t testing.TB) string {
	t.Helper()
	dir, ok := find(t)
	if !ok {
		t.Skip("no shared/corpus in a folder above and KEDJA_CORPUS is not set")
	}
	return dir
}

func find(t testing.TB) (dir string, ok bool) {
	t.Helper()
	if dir := os.Getenv("KEDJA_CORPUS"); dir != "" {
		if !isDir(dir) {
			t.Fatalf("KEDJA_CORPUS is %q, which is no folder; give its path from the root", dir)
		}
		return dir, true
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if corpus := filepath.Join(dir, "shared", "corpus"); isDir(corpus) {
			return corpus, true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", false
		}
		dir = parent
	}
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// Path returns where a file or folder of the corpus is. It takes slash paths
// as [Files] returns them.
func Path(t testing.TB, name string) string {
	t.Helper()
	full := filepath.Join(Dir(t), "open", filepath.FromSlash(name))
	if _, err := os.Stat(full); err != nil {
		t.Fatalf("the corpus is not whole: %v", err)
	}
	return full
}

// Read returns the content of a file of the corpus.
func Read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(Path(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Files returns the files below the folders of the corpus by their slash
// paths, the folders as they are given and each in lexical order. Files of
// more than max bytes are left out; 0 leaves out none.
func Files(t testing.TB, max int64, folders ...string) []string {
	t.Helper()
	var files []string
	root := os.DirFS(filepath.Join(Dir(t), "open"))
	for _, folder := range folders {
		err := fs.WalkDir(root, folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			info, err := d.Info()
			if err == nil && (max == 0 || info.Size() <= max) {
				files = append(files, name)
			}
			return err
		})
		if err != nil {
			t.Fatalf("the corpus is not whole: %v", err)
		}
	}
	return files
}

// Count is one line of expected.tsv: what an independent program counted in
// an SBOM. The numbers stay as they are written there.
type Count struct {
	Path, Format, Version              string
	Components, Dependencies, Services string
	Status                             string // ok, ambiguous, invalid-by-design or not-counted
}

// Counts returns the lines of expected.tsv for files whose path begins with
// the prefix.
func Counts(t testing.TB, prefix string) []Count {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(Dir(t), "expected.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	var out []Count
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		f := strings.Split(strings.TrimSuffix(line, "\r"), "\t")
		if len(f) != 7 {
			t.Fatalf("expected.tsv:%d: %d columns, not 7", i+1, len(f))
		}
		if i > 0 && strings.HasPrefix(f[0], prefix) {
			out = append(out, Count{Path: f[0], Format: f[1], Version: f[2], Components: f[3], Dependencies: f[4], Services: f[5], Status: f[6]})
		}
	}
	return out
}

const (
	seedFiles = 8       // of the corpus for one target
	seedBytes = 8 << 10 // of each: mutations of long inputs seldom hit something
)

// Seed gives a fuzz target a few of the files below the folders whose contents
// are wanted, spread over all there are. Without a corpus it gives none, for
// the target has seeds of its own.
func Seed(f *testing.F, wanted func(data []byte) bool, folders ...string) {
	f.Helper()
	if _, ok := find(f); !ok {
		return
	}
	var found [][]byte
	for _, name := range Files(f, seedBytes, folders...) {
		if data := Read(f, name); wanted(data) {
			found = append(found, data)
		}
	}
	for i := range min(seedFiles, len(found)) {
		f.Add(found[i*len(found)/min(seedFiles, len(found))])
	}
}
