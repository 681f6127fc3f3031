// SPDX-License-Identifier: Apache-2.0

package merge_test

import (
	"bytes"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/convert"
	"github.com/kedja/kedja/sbom/merge"
	"github.com/kedja/kedja/sbom/read"
)

// corpusDocuments reads the real files of the folders that are SBOMs.
func corpusDocuments(t *testing.T, folders ...string) (docs []*sbom.Document) {
	t.Helper()
	for _, path := range corpus.Files(t, 1<<20, folders...) {
		if doc, _, err := read.Bytes(path, corpus.Read(t, path), nil); err == nil {
			docs = append(docs, doc)
		}
	}
	return docs
}

// TestCorpusPairs merges every real document with the next one, which is
// often about the same thing in another form, and holds that every node and
// every edge is in the whole, the other way round too.
func TestCorpusPairs(t *testing.T) {
	docs := corpusDocuments(t, "cyclonedx", "spdx2", "spdx3")
	joined := 0
	for i := range len(docs) - 1 {
		pair := []*sbom.Document{docs[i], docs[i+1]}
		r, err := merge.Documents(pair, merge.Options{})
		if err != nil {
			t.Errorf("%s and %s: %v", pair[0].File, pair[1].File, err)
			continue
		}
		checkInputs(t, r, pair)
		slices.Reverse(pair)
		other, err := merge.Documents(pair, merge.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(r, other); diff != "" {
			t.Errorf("%s and %s: the order matters\n%s", pair[0].File, pair[1].File, diff)
		}
		for _, list := range r.Origins {
			if len(list) > 1 {
				joined++
			}
		}
	}
	t.Logf("%d documents, %d nodes joined", len(docs), joined)
	if len(docs) < 1200 || joined < 500 {
		t.Errorf("only %d documents were read and %d nodes joined", len(docs), joined)
	}
}

func checkInputs(t *testing.T, r *merge.Result, docs []*sbom.Document) {
	t.Helper()
	edges := [2]map[sbom.Edge]bool{make(map[sbom.Edge]bool), make(map[sbom.Edge]bool)}
	for i, list := range [][]sbom.Edge{r.Document.Depends, r.Document.Contains} {
		for _, e := range list {
			edges[i][sbom.Edge{From: e.From, To: e.To}] = true
		}
	}
	for _, in := range r.Inputs {
		doc := docs[slices.IndexFunc(docs, func(d *sbom.Document) bool { return d.File == in.File })]
		for id, to := range in.Nodes {
			if doc.Nodes[id].Name != "" && r.Document.Nodes[to].Name == "" {
				t.Errorf("%s: the name of node %d is lost", doc.File, id)
			}
		}
		for i, list := range [][]sbom.Edge{doc.Depends, doc.Contains} {
			for _, e := range list {
				from, to := in.Nodes[e.From], in.Nodes[e.To]
				if !edges[i][sbom.Edge{From: from, To: to}] && from != to {
					t.Errorf("%s: edge %v is lost", doc.File, e)
				}
			}
		}
	}
	refs := make(map[string]bool)
	for _, n := range r.Document.All() {
		if refs[n.Ref] || n.Ref == "" {
			t.Errorf("%s and the next: the reference %q is not one node's", docs[0].File, n.Ref)
		}
		refs[n.Ref] = true
	}
}

// TestCorpusWritten merges documents by threes, writes the whole and reads it
// again: it has the same parts and dependencies.
func TestCorpusWritten(t *testing.T) {
	docs := corpusDocuments(t, "cyclonedx/CycloneDX+specification", "spdx2/CycloneDX+sbom-utility", "spdx3")
	targets := convert.Targets()
	for i := 0; i+3 <= len(docs); i += 3 {
		r, err := merge.Documents(docs[i:i+3], merge.Options{Name: "whole", Version: "1"})
		if err != nil {
			t.Fatal(err)
		}
		target := targets[i/3%len(targets)]
		var b bytes.Buffer
		if _, err := convert.To(&b, r.Document, target, nil); err != nil {
			t.Errorf("%s as %s: %v", docs[i].File, target, err)
			continue
		}
		again, list, err := read.Bytes(target, b.Bytes(), nil)
		if err != nil {
			t.Errorf("%s as %s: %v", docs[i].File, target, err)
			continue
		}
		if errs := list.Errors(); len(errs) > 0 {
			t.Errorf("%s as %s: %v", docs[i].File, target, errs)
		}
		a, z := r.Document.Inspect(), again.Inspect()
		if target == "spdx-2.3-json" {
			// SPDX has no services, and counts the described root and data sets.
			continue
		}
		// CycloneDX lists files among the components, and data sets too.
		a.Components, z.Components = len(r.Document.Nodes)-a.Services, len(again.Nodes)-z.Services
		if a.Components != z.Components || a.Services != z.Services || a.Dependencies != z.Dependencies || a.WithPURL != z.WithPURL {
			t.Errorf("%s and the next two as %s: %d components, %d services, %d dependencies, %d package URLs became %d, %d, %d, %d", docs[i].File, target,
				a.Components, a.Services, a.Dependencies, a.WithPURL, z.Components, z.Services, z.Dependencies, z.WithPURL)
		}
	}
}

// TestCorpusLinks follows the references between real documents that are
// there.
func TestCorpusLinks(t *testing.T) {
	for _, c := range []struct {
		file, to string
		outside  int // relations that lead out of both
	}{
		{"spdx2/CycloneDX+sbom-utility/examples/spdx/example2/example2-bin.spdx", "spdx2/CycloneDX+sbom-utility/examples/spdx/example2/example2-src.spdx", 2}, // it gives the other's namespace wrong
		{"spdx2/CycloneDX+sbom-utility/examples/spdx/example5/example5-bin.json", "spdx2/CycloneDX+sbom-utility/examples/spdx/example5/example5-src.json", 0},
		{"spdx2/CycloneDX+sbom-utility/examples/spdx/example6/example6-bin.spdx", "spdx2/CycloneDX+sbom-utility/examples/spdx/example6/example6-lib.spdx", 2}, // into the sources of the program, which are not given
	} {
		var docs []*sbom.Document
		outside := 0
		for _, path := range []string{c.file, c.to} {
			doc, _, err := read.Bytes(path, corpus.Read(t, path), nil)
			if err != nil {
				t.Fatal(err)
			}
			outside += len(doc.Outside)
			docs = append(docs, doc)
		}
		r, err := merge.Documents(docs, merge.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := len(r.Document.Outside); outside < 2 || got != c.outside {
			t.Errorf("%s: of %d relations into other documents %d do not lead to %s, want %d", c.file, outside, got, c.to, c.outside)
		}
	}
}
