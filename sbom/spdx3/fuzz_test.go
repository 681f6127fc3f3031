// SPDX-License-Identifier: Apache-2.0

package spdx3_test

import (
	"testing"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/golden"
	readany "github.com/kedja/kedja/sbom/read"
)

// FuzzRead starts from the inputs of the stories in testdata and, where there
// is a corpus, from a few real files.
func FuzzRead(f *testing.F) {
	golden.Seed(f, "testdata/*.txtar")
	corpus.Seed(f, func(data []byte) bool { return readany.Detect(data).Name == "SPDX 3 JSON-LD" }, "spdx3")
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, list, err := read("f", data)
		if (doc == nil) != (err != nil) {
			t.Fatalf("document %v with error %v", doc, err)
		}
		if doc != nil {
			sound(t, doc)
			if in := doc.Inspect(); in.Components == 0 && !list.Has("sbom/no-components") {
				t.Fatal("nothing was found and nothing is said")
			}
		}
	})
}

// sound checks that everything in a document leads somewhere.
func sound(t *testing.T, doc *sbom.Document) {
	t.Helper()
	n := sbom.ID(len(doc.Nodes))
	in := func(id sbom.ID) bool { return id >= 0 && id < n }
	for _, e := range append(doc.Depends[:len(doc.Depends):len(doc.Depends)], doc.Contains...) {
		if !in(e.From) || !in(e.To) {
			t.Fatalf("edge %v leads nowhere", e)
		}
	}
	for _, e := range doc.Relations {
		if !in(e.From) || !in(e.To) || e.Type == "" {
			t.Fatalf("relation %v leads nowhere", e)
		}
	}
	for _, e := range doc.Outside {
		if !in(e.From) || e.To == "" || e.Type == "" {
			t.Fatalf("relation %v to another document has no ends", e)
		}
	}
	for _, v := range doc.Vulnerabilities {
		for _, id := range v.Affects {
			if !in(id) {
				t.Fatalf("vulnerability %s affects nothing", v.ID)
			}
		}
	}
	for _, a := range doc.Annotations {
		for _, id := range a.Subjects {
			if !in(id) {
				t.Fatalf("annotation %q is of nothing", a.Text)
			}
		}
	}
	for id, node := range doc.All() {
		if node.Line < 1 || node.Parent != sbom.None || (node.List == sbom.ListInline && doc.Pointer(id) == "") {
			t.Fatalf("node %d has no place", id)
		}
	}
	if doc.Root != sbom.None && !in(doc.Root) {
		t.Fatal("the root is no node")
	}
}
