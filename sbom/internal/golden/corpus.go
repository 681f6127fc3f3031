// SPDX-License-Identifier: Apache-2.0

package golden

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// Corpus returns the folder of real files that lies beside the repository:
// shared/corpus in a folder above, or what KEDJA_CORPUS names. Without one the
// test is skipped.
func Corpus(t testing.TB) string {
	t.Helper()
	dir, ok := findCorpus(t)
	if !ok {
		t.Skip("no shared/corpus above this folder and KEDJA_CORPUS is not set")
	}
	return dir
}

func findCorpus(t testing.TB) (dir string, ok bool) {
	t.Helper()
	if dir := os.Getenv("KEDJA_CORPUS"); dir != "" {
		return dir, true
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		corpus := filepath.Join(dir, "shared", "corpus")
		if info, err := os.Stat(corpus); err == nil && info.IsDir() {
			return corpus, true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", false
		}
		dir = parent
	}
}

// Files returns the files below the folders of the corpus, in order, by their
// slash path in it. Larger ones than max bytes are left out.
func Files(t testing.TB, corpus string, max int64, folders ...string) []string {
	t.Helper()
	var files []string
	root := os.DirFS(filepath.Join(corpus, "open"))
	for _, folder := range folders {
		err := fs.WalkDir(root, folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			if info, err := d.Info(); err == nil && info.Size() <= max {
				files = append(files, path)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// ReadFile returns a file of the corpus.
func ReadFile(t testing.TB, corpus, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(corpus, "open", filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
