// SPDX-License-Identifier: Apache-2.0

package spdx_test

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"testing"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
	"github.com/kedja/kedja/sbom/spdx"
)

// reading is a reader of one serialization.
type reading func(io.Reader, spdx.Options) (*sbom.Document, diag.List, error)

var readings = map[string]reading{
	"json": spdx.Read, "tag-value": spdx.ReadTagValue, "yaml": spdx.ReadYAML, "xml": spdx.ReadXML, "rdf": spdx.ReadRDF,
}

var tagLine = regexp.MustCompile(`(?m)^SPDXVersion\s*:`)

// serialization tells the serialization of a real file; "" is none of SPDX 2.
func serialization(data []byte) string {
	text, _ := scan.Decode(data)
	text = bytes.TrimSpace(text)
	head := text[:min(len(text), 4096)]
	switch {
	case bytes.HasPrefix(text, []byte("{")):
		return "json"
	case bytes.HasPrefix(text, []byte("<")) && bytes.Contains(head, []byte("rdf:RDF")):
		return "rdf"
	case bytes.HasPrefix(text, []byte("<")):
		return "xml"
	case tagLine.Match(text):
		return "tag-value"
	case bytes.Contains(text, []byte("SPDXID:")) || bytes.Contains(text, []byte(`"SPDXID":`)):
		return "yaml"
	}
	return ""
}

// TestCorpus reads the real files and compares what is counted with the counts
// of an independent program. A file that it could not count must never be read
// without a word.
func TestCorpus(t *testing.T) {
	done := map[string]int{}
	for _, want := range corpus.Counts(t, "spdx2/") {
		path, counts, status := want.Path, want.Components+" "+want.Dependencies, want.Status
		data := corpus.Read(t, path)
		kind := serialization(data)
		read := readings[kind]
		if read == nil {
			continue
		}
		done[kind]++
		doc, list, err := read(bytes.NewReader(data), spdx.Options{File: path})
		if err != nil {
			if status != "not-counted" {
				t.Errorf("%s: %v", path, err)
			}
			continue
		}
		in := doc.Inspect()
		if got := fmt.Sprint(in.Components, in.Dependencies); status != "not-counted" && got != counts {
			t.Errorf("%s (%s, %s): components, dependencies are %s, want %s", path, kind, status, got, counts)
		}
		if status != "ok" && len(list) == 0 {
			t.Errorf("%s (%s): read without a word", path, status)
		}
	}
	for kind, min := range map[string]int{"json": 170, "tag-value": 85, "yaml": 35, "xml": 20, "rdf": 15} {
		if done[kind] < min {
			t.Errorf("only %d files of %s were read", done[kind], kind)
		}
	}
	t.Log(done)
}
