// SPDX-License-Identifier: Apache-2.0

package read_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/read"
)

// A brief reading has everything but descriptions and copyright notices.
func TestBrief(t *testing.T) {
	const bom = `{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
  {"bom-ref": "a", "type": "library", "name": "a", "description": "A library.", "copyright": "Copyright A", "version": "1"},
  {"type": "library", "name": "b", "description": 7, "copyright": ["no text"]}]}`
	doc, ds := sameButProse(t, "bom.json", []byte(bom))
	if n := doc.Node(0); n.Description != "" || n.Copyright != "" || n.Version != "1" {
		t.Errorf("the first component is %+v", n)
	}
	if len(ds) < 2 {
		t.Errorf("what is no text has %d diagnostics: %v", len(ds), ds)
	}
}

func TestBriefOfCorpus(t *testing.T) {
	for _, path := range corpus.Files(t, 256<<10, folders...) {
		data := corpus.Read(t, path)
		if read.Detect(data).Readable {
			sameButProse(t, path, data)
		}
	}
}

func sameButProse(t *testing.T, name string, data []byte) (*sbom.Document, []string) {
	t.Helper()
	want, wholeDiags, err1 := read.Bytes(name, data, nil)
	got, briefDiags, err2 := read.Bytes(name, data, &read.Options{Brief: true})
	if (err1 == nil) != (err2 == nil) {
		t.Errorf("%s: %v, in brief %v", name, err1, err2)
	}
	var said []string
	for _, d := range briefDiags {
		said = append(said, d.Error())
	}
	if d := cmp.Diff(wholeDiags, briefDiags); d != "" {
		t.Errorf("%s: diagnostics differ (-whole +brief):\n%s", name, d)
	}
	if err1 != nil || err2 != nil {
		return got, said
	}
	for _, doc := range []*sbom.Document{want, got} {
		for i := range doc.Nodes {
			doc.Nodes[i].Description, doc.Nodes[i].Copyright = "", ""
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s: documents differ (-whole +brief):\n%s", name, d)
	}
	return got, said
}
