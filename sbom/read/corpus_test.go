// SPDX-License-Identifier: Apache-2.0

package read_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"testing"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/read"
)

// folders of the corpus. Those after the first four hold no SBOMs, or hardly
// any: they are hostile input.
var folders = []string{"cyclonedx", "spdx2", "spdx3", "graphs", "vex", "osv", "suppliers", "tenders"}

// TestCorpusReads reads every real file: no panic, and never a document of
// nothing without a word about it.
func TestCorpusReads(t *testing.T) {
	accepted, refused := 0, 0
	for _, path := range corpus.Files(t, 64<<20, folders...) {
		doc, list, err := read.Bytes(path, corpus.Read(t, path), nil)
		if err != nil {
			refused++
			checkError(t, path, doc, err)
			continue
		}
		accepted++
		checkDocument(t, path, doc, list)
		pointers := map[string]bool{}
		for id := range doc.All() {
			pointers[doc.Pointer(id)] = true
		}
		if len(pointers) != len(doc.Nodes) {
			t.Errorf("%s: %d nodes stand at %d places", path, len(doc.Nodes), len(pointers))
		}
	}
	t.Logf("%d files read, %d refused with a reason", accepted, refused)
}

func checkError(t *testing.T, path string, doc *sbom.Document, err error) {
	t.Helper()
	d, ok := err.(diag.Diagnostic)
	if doc != nil || !ok || d.Code == "" || d.Remedy == "" || d.File != path {
		t.Errorf("%s: an error must be a diagnostic with file, code and remedy and without a document: %#v", path, err)
	}
}

func checkDocument(t *testing.T, path string, doc *sbom.Document, list diag.List) {
	t.Helper()
	in := doc.Inspect()
	if in.Components == 0 && !list.Has("sbom/no-components") {
		t.Errorf("%s: no components and not a word about it", path)
	}
	if len(in.SHA256) != 64 || doc.Size == 0 || len(in.Diagnostics) != len(list) {
		t.Errorf("%s: the document lacks digest, size or diagnostics", path)
	}
	n := sbom.ID(len(doc.Nodes))
	for _, e := range append(doc.Depends[:len(doc.Depends):len(doc.Depends)], doc.Contains...) {
		if e.From < 0 || e.From >= n || e.To < 0 || e.To >= n {
			t.Fatalf("%s: an edge leads outside: %v", path, e)
		}
	}
	for id, node := range doc.All() {
		if node.Line < 1 || node.Parent >= id {
			t.Errorf("%s: node %d has no place: line %d, parent %d", path, id, node.Line, node.Parent)
		}
	}
}

// TestCorpusCounts compares with the counts of an independent program. What is
// read is decided by content: snapshots of test suites are JSON as well.
func TestCorpusCounts(t *testing.T) {
	compared, invalid, refused := 0, 0, 0
	for _, want := range corpus.Counts(t, "") {
		data := corpus.Read(t, want.Path)
		if d := read.Detect(data); !d.Readable {
			refused++
			continue
		}
		doc, list, err := read.Bytes(want.Path, data, nil)
		if want.Status == "not-counted" {
			if err == nil && len(list) == 0 {
				t.Errorf("%s: the counter could not read this, we read it without a word", want.Path)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", want.Path, err)
			continue
		}
		in := doc.Inspect()
		got := fmt.Sprint(in.Components, in.Dependencies, in.Services)
		if counts := fmt.Sprintf("%s %s %s", want.Components, want.Dependencies, want.Services); got != counts {
			t.Errorf("%s (%s): components, dependencies, services are %s, want %s", want.Path, want.Status, got, counts)
		}
		compared++
		if want.Status != "ok" {
			invalid++
			if len(list) == 0 {
				t.Errorf("%s is %s and carries no diagnostic", want.Path, want.Status)
			}
		}
	}
	t.Logf("%d documents compared, %d of them invalid or ambiguous; %d are of formats that are not read", compared, invalid, refused)
	if compared < 790 {
		t.Errorf("only %d documents were compared; detection must have failed", compared)
	}
}

// TestGraphs compares the cycles of Debian's package graph with what networkx
// 3.6.1 finds in it (ORACLE.json, scc_nontrivial; the root is on no cycle).
func TestGraphs(t *testing.T) {
	for _, c := range []struct {
		path               string
		components, cycles int
	}{
		{"graphs/debian-1000.cdx.json", 1000, 8},
		{"graphs/debian-5000.cdx.json.gz", 5000, 20},
	} {
		data := corpus.Read(t, c.path)
		if z, err := gzip.NewReader(bytes.NewReader(data)); err == nil {
			if data, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		doc, _, err := read.Bytes(c.path, data, nil)
		if err != nil {
			t.Fatal(err)
		}
		if in := doc.Inspect(); in.Components != c.components || in.Cycles != c.cycles {
			t.Errorf("%s: %d components and %d cycles, want %d and %d", c.path, in.Components, in.Cycles, c.components, c.cycles)
		}
	}
}
