// SPDX-License-Identifier: Apache-2.0

package cyclonedx_test

import (
	"testing"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/golden"
	readany "github.com/kedja/kedja/sbom/read"
)

// of tells whether data are of the format, by its name.
func of(format string) func([]byte) bool {
	return func(data []byte) bool { return readany.Detect(data).Name == format }
}

// FuzzRead and its like start from the inputs of the stories in testdata and,
// where there is a corpus, from a few real files.
func FuzzRead(f *testing.F) {
	golden.Seed(f, "testdata/*.txtar", "testdata/details/*.txtar", "testdata/plain/*.txtar")
	corpus.Seed(f, of("CycloneDX JSON"), "cyclonedx")
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, list, err := read("f", data)
		if (doc == nil) != (err != nil) {
			t.Fatalf("document %v with error %v", doc, err)
		}
		if doc == nil {
			return
		}
		in := doc.Inspect()
		if in.Components == 0 && !list.Has("sbom/no-components") {
			t.Fatal("nothing was found and nothing is said")
		}
		for _, e := range doc.Depends {
			if doc.Pointer(e.From) == "" || doc.Pointer(e.To) == "" {
				t.Fatalf("edge %v leads nowhere", e)
			}
		}
		for id, n := range doc.All() {
			if n.Parent != sbom.None && n.Parent >= id {
				t.Fatalf("node %d stands before its parent %d", id, n.Parent)
			}
		}
	})
}
