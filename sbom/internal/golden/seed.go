// SPDX-License-Identifier: Apache-2.0

package golden

import (
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// Seed gives a fuzz target the inputs of the stories that match the patterns.
func Seed(f *testing.F, patterns ...string) {
	f.Helper()
	for _, pattern := range patterns {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatalf("no story matches %s: %v", pattern, err)
		}
		for _, file := range files {
			a, err := txtar.ParseFile(file)
			if err != nil {
				f.Fatal(err)
			}
			if input := member(a, "input"); input != nil {
				f.Add(input.Data)
			}
		}
	}
}

const (
	seedFiles = 8       // of the corpus for one target
	seedBytes = 8 << 10 // of each: mutations of long inputs seldom hit something
)

// SeedCorpus gives a fuzz target a few real files below the folders whose
// contents are wanted, spread over all there are. Without a corpus it gives
// none.
func SeedCorpus(f *testing.F, wanted func(data []byte) bool, folders ...string) {
	f.Helper()
	corpus, ok := findCorpus(f)
	if !ok {
		return
	}
	var found [][]byte
	for _, path := range Files(f, corpus, seedBytes, folders...) {
		if data := ReadFile(f, corpus, path); wanted(data) {
			found = append(found, data)
		}
	}
	for i := range min(seedFiles, len(found)) {
		f.Add(found[i*len(found)/min(seedFiles, len(found))])
	}
}
