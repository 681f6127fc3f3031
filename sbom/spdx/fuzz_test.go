// SPDX-License-Identifier: Apache-2.0

package spdx_test

import (
	"testing"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/golden"
	readany "github.com/kedja/kedja/sbom/read"
	"github.com/kedja/kedja/sbom/spdx"
)

// seed adds the inputs of the stories of one serialization and, where there is
// a corpus, a few real files of it.
func seed(f *testing.F, pattern, format string) {
	f.Helper()
	golden.Seed(f, pattern)
	corpus.Seed(f, func(data []byte) bool { return readany.Detect(data).Name == format }, "spdx2")
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
	seed(f, "testdata/*.txtar", "SPDX 2 JSON")
	fuzz(f, read)
}

func FuzzReadTagValue(f *testing.F) {
	seed(f, "testdata/tagvalue/*.txtar", "SPDX tag-value")
	fuzz(f, reader(spdx.ReadTagValue))
}

func FuzzReadYAML(f *testing.F) {
	seed(f, "testdata/yaml/*.txtar", "SPDX YAML")
	fuzz(f, reader(spdx.ReadYAML))
}

func FuzzReadXML(f *testing.F) {
	seed(f, "testdata/xml/*.txtar", "SPDX XML")
	fuzz(f, reader(spdx.ReadXML))
}

func FuzzReadRDF(f *testing.F) {
	seed(f, "testdata/rdf/*.txtar", "SPDX RDF/XML")
	fuzz(f, reader(spdx.ReadRDF))
}
