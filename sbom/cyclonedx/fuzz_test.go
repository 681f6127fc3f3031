// SPDX-License-Identifier: Apache-2.0

package cyclonedx_test

import (
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/kedja/kedja/sbom"
)

// FuzzRead starts from the inputs of the stories in testdata.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	details, err := filepath.Glob("testdata/details/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	files = append(files, details...)
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, member := range a.Files {
			if member.Name == "input" {
				f.Add(member.Data)
			}
		}
	}
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
