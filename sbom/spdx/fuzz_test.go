// SPDX-License-Identifier: Apache-2.0

package spdx_test

import (
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/golden"
	"github.com/kedja/kedja/sbom/spdx"
)

// seed adds the inputs of the stories of one serialization.
func seed(f *testing.F, pattern string) {
	f.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		f.Fatalf("no story matches %s: %v", pattern, err)
	}
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
}

// fuzz holds what is true of whatever is read.
func fuzz(f *testing.F, read golden.Reader) {
	f.Helper()
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
		n := sbom.ID(len(doc.Nodes))
		for _, e := range append(doc.Depends[:len(doc.Depends):len(doc.Depends)], doc.Contains...) {
			if e.From < 0 || e.To < 0 || e.From >= n || e.To >= n {
				t.Fatalf("edge %v leads nowhere", e)
			}
		}
		for _, r := range doc.Relations {
			if r.From < 0 || r.To < 0 || r.From >= n || r.To >= n || r.Type == "" {
				t.Fatalf("relation %v leads nowhere", r)
			}
		}
		for id, n := range doc.All() {
			if n.Parent != sbom.None && n.Parent >= id {
				t.Fatalf("node %d stands before its parent %d", id, n.Parent)
			}
			if n.Line < 1 {
				t.Fatalf("node %d has no line", id)
			}
		}
	})
}

// FuzzRead and its like start from the inputs of the stories in testdata.
func FuzzRead(f *testing.F) {
	seed(f, "testdata/*.txtar")
	fuzz(f, read)
}

func FuzzReadTagValue(f *testing.F) {
	seed(f, "testdata/tagvalue/*.txtar")
	fuzz(f, reader(spdx.ReadTagValue))
}

func FuzzReadYAML(f *testing.F) {
	seed(f, "testdata/yaml/*.txtar")
	fuzz(f, reader(spdx.ReadYAML))
}

func FuzzReadXML(f *testing.F) {
	seed(f, "testdata/xml/*.txtar")
	fuzz(f, reader(spdx.ReadXML))
}

func FuzzReadRDF(f *testing.F) {
	seed(f, "testdata/rdf/*.txtar")
	fuzz(f, reader(spdx.ReadRDF))
}
