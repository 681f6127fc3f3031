// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// placed is one serialization: its reader, its tokens and a real file of it.
// begins is what the first line of an element holds.
var placed = []struct {
	name, file string
	read       func(io.Reader, Options) (*sbom.Document, diag.List, error)
	tokens     func(io.Reader) scan.Tokens
	begins     func(n *sbom.Node, line string) bool
}{
	{"json", "spdx+tools-python/tests/spdx/data/SPDXJSONExample-v2.3.spdx.json", Read, nil,
		func(_ *sbom.Node, line string) bool { return strings.Contains(line, "{") }},
	{"yaml", "spdx+tools-python/tests/spdx/data/SPDXYAMLExample-v2.3.spdx.yaml", ReadYAML,
		func(r io.Reader) scan.Tokens { return newYAML(r, sbom.Limits{}) },
		func(_ *sbom.Node, line string) bool { return strings.HasPrefix(strings.TrimSpace(line), "- ") }},
	{"xml", "spdx+tools-python/tests/spdx/data/SPDXXMLExample-v2.3.spdx.xml", ReadXML,
		func(r io.Reader) scan.Tokens { return newXML(r, sbom.Limits{}) },
		func(n *sbom.Node, line string) bool {
			return strings.Contains(line, map[sbom.Kind]string{sbom.KindFile: "<files>", sbom.KindComponent: "<packages>"}[n.Kind])
		}},
	{"rdf", "spdx+tools-python/tests/spdx/data/SPDXRdfExample-v2.3.spdx.rdf.xml", ReadRDF,
		func(r io.Reader) scan.Tokens { return newRDF(r, sbom.Limits{}) },
		func(n *sbom.Node, line string) bool {
			return strings.Contains(line, "#"+n.Ref+`"`) && strings.Contains(line, map[sbom.Kind]string{sbom.KindFile: "<spdx:File ", sbom.KindComponent: "<spdx:Package "}[n.Kind])
		}},
	{"tag-value", "spdx+tools-python/tests/spdx/data/SPDXTagExample-v2.3.spdx", ReadTagValue, nil,
		func(n *sbom.Node, line string) bool { return strings.HasSuffix(line, "Name: "+n.Name) }},
}

// TestPlaces holds that the pointer and the line of every element lead to it.
func TestPlaces(t *testing.T) {
	corpus.Dir(t)
	for _, p := range placed {
		t.Run(p.name, func(t *testing.T) {
			data := corpus.Read(t, "spdx2/"+p.file)
			doc, _, err := p.read(bytes.NewReader(data), Options{})
			if err != nil || len(doc.Nodes) < 9 {
				t.Fatalf("%d elements, %v", len(doc.Nodes), err)
			}
			root := pointed(t, p.name, data, p.tokens)
			text := strings.Split(string(data), "\n")
			for id, n := range doc.All() {
				if got := follow(root, doc.Pointer(id)); got != n.Ref {
					t.Errorf("%s leads to %q, not to %s", doc.Pointer(id), got, n.Ref)
				}
				if int(n.Line) > len(text) {
					t.Fatalf("%s is said to begin at line %d of %d", n.Ref, n.Line, len(text))
				}
				if line := strings.TrimRight(text[n.Line-1], "\r"); !p.begins(n, line) {
					t.Errorf("line %d is not where %s begins: %s", n.Line, n.Ref, line)
				}
			}
		})
	}
}

// pointed returns the document as JSON. Of tag-value it is made by hand: the
// elements in the order of the text.
func pointed(t *testing.T, name string, data []byte, tokens func(io.Reader) scan.Tokens) any {
	t.Helper()
	switch {
	case tokens != nil:
		out, err := retell(t, tokens(bytes.NewReader(data)))
		if err != nil {
			t.Fatal(err)
		}
		return decode(t, out)
	case name == "json":
		return decode(t, data)
	}
	lists := map[string]any{}
	list := ""
	for line := range strings.Lines(string(data)) {
		tag, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch {
		case tag == "PackageName":
			list = "packages"
		case tag == "FileName":
			list = "files"
		case tag == "SPDXID" && list != "":
			old, _ := lists[list].([]any)
			lists[list] = append(old, map[string]any{"SPDXID": value})
		}
	}
	return lists
}

// follow returns the SPDXID of what the pointer leads to.
func follow(v any, pointer string) string {
	for step := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		switch now := v.(type) {
		case map[string]any:
			v = now[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(now) {
				return "nothing"
			}
			v = now[i]
		}
	}
	if m, ok := v.(map[string]any); ok {
		return fmt.Sprint(m["SPDXID"])
	}
	return "nothing"
}
