// SPDX-License-Identifier: Apache-2.0

package spdx_test

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/spdx"
)

// twins are documents that exist in several serializations, with what their
// authors made different by mistake: facts that hold either of these words
// are not compared.
var twins = []struct {
	files []string
	but   []string
}{
	{files: []string{
		"FreeRTOS+FreeRTOS-Kernel/FreeRTOS-Kernel-V11.3.0-repository-SPDX2.3.spdx.json",
		"FreeRTOS+FreeRTOS-Kernel/FreeRTOS-Kernel-V11.3.0-repository-SPDX2.3.spdx",
		"FreeRTOS+FreeRTOS-Kernel/FreeRTOS-Kernel-V11.3.0-repository-SPDX2.3.spdx.xml",
		"FreeRTOS+FreeRTOS-Kernel/FreeRTOS-Kernel-V11.3.0-repository-SPDX2.3.spdx.yaml",
	}, but: []string{"document 2.3"}}, // the namespace ends with the extension
	{files: []string{
		"google+osv-scalibr/extractor/filesystem/sbom/spdx/testdata/sbom.spdx.json",
		"google+osv-scalibr/extractor/filesystem/sbom/spdx/testdata/sbom.spdx",
		"google+osv-scalibr/extractor/filesystem/sbom/spdx/testdata/sbom.spdx.rdf",
		"google+osv-scalibr/extractor/filesystem/sbom/spdx/testdata/sbom.spdx.yml",
	}, but: []string{"document 2.3"}}, // RDF lacks dataLicense
	{files: []string{
		"intel+cve-bin-tool/test/sbom/spdx_test.spdx.json",
		"intel+cve-bin-tool/test/sbom/spdx_test.spdx",
		"intel+cve-bin-tool/test/sbom/spdx_test.spdx.rdf",
		"intel+cve-bin-tool/test/sbom/spdx_test.spdx.xml",
		"intel+cve-bin-tool/test/sbom/spdx_test.spdx.yaml",
	}},
	{files: []string{
		"spdx+tools-python/tests/spdx/data/SPDXJSONExample-v2.3.spdx.json",
		"spdx+tools-python/tests/spdx/data/SPDXTagExample-v2.3.spdx",
		"spdx+tools-python/tests/spdx/data/SPDXRdfExample-v2.3.spdx.rdf.xml",
		"spdx+tools-python/tests/spdx/data/SPDXXMLExample-v2.3.spdx.xml",
		"spdx+tools-python/tests/spdx/data/SPDXYAMLExample-v2.3.spdx.yaml",
	}},
	{files: []string{
		"spdx+tools-python/tests/spdx/data/SPDXJSONExample-v2.2.spdx.json",
		"spdx+tools-python/tests/spdx/data/SPDXJSONExample-UTF-16.spdx.json",
		"spdx+tools-python/tests/spdx/data/SPDXXMLExample-UTF-16.spdx.xml",
		"spdx+tools-python/tests/spdx/data/SPDXYAMLExample-v2.2.spdx.yaml",
		"spdx+tools-python/tests/spdx/data/SPDXYAMLExample-UTF-16.spdx.yaml",
		"spdx+tools-python/tests/spdx/data/SPDXRdfExample-v2.2.spdx.rdf.xml",
	}},
	{files: []string{
		"spdx+tools-golang/examples/sample-docs/json/SPDXJSONExample-v2.2.spdx.json",
		"spdx+tools-golang/examples/sample-docs/tv/SPDXTagExample-v2.2.spdx",
		"spdx+tools-golang/examples/sample-docs/xml/SPDXXMLExample-v2.2.spdx.xml",
		"spdx+tools-golang/examples/sample-docs/yaml/SPDXYAMLExample-2.2.spdx.yaml",
	}},
	{files: []string{
		"spdx+ntia-conformance-checker/tests/doc_fest/SourceAuditor/pyyamll-6.spdx.yaml",
		"spdx+ntia-conformance-checker/tests/doc_fest/SourceAuditor/pyyamll-6.spdx.tag",
		"spdx+ntia-conformance-checker/tests/doc_fest/SourceAuditor/pyyamll-6.spdx.rdf.xml",
	}},
}

// TestTwins reads the same document in every serialization that it exists in.
func TestTwins(t *testing.T) {
	for _, twin := range twins {
		var first []string
		for i, file := range twin.files {
			data := corpus.Read(t, "spdx2/"+file)
			doc, _, err := readings[serialization(data)](bytes.NewReader(data), spdx.Options{})
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			got := slices.DeleteFunc(facts(doc), func(s string) bool {
				return slices.ContainsFunc(twin.but, func(word string) bool { return strings.Contains(s, word) })
			})
			if i == 0 {
				first = got
			} else if diff := cmp.Diff(first, got); diff != "" {
				t.Errorf("-%s +%s\n%s", path.Base(twin.files[0]), path.Base(file), diff)
			}
		}
		if len(first) < 8 {
			t.Errorf("%s says only %q", twin.files[0], first)
		}
	}
}

// facts lists what a document says, without order and places.
func facts(doc *sbom.Document) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	ref := func(id sbom.ID) string {
		if id == sbom.None {
			return "document"
		}
		return doc.Node(id).Ref
	}
	slices.SortFunc(doc.Authors, func(a, b sbom.Party) int { return strings.Compare(a.Name, b.Name) })
	say("document %s %s %s %s %v %v %v %q root %s", doc.SpecVersion, doc.Name, doc.Identifier, doc.Created, doc.Authors, doc.Tools, doc.Licenses, plainText(doc.Comment), ref(doc.Root))
	for _, n := range doc.Nodes {
		for _, fact := range nodeFacts(&n) {
			say("%s %s", n.Ref, fact)
		}
	}
	for _, e := range doc.Depends {
		say("%s depends on %s %s", ref(e.From), ref(e.To), e.Scope)
	}
	for _, e := range doc.Contains {
		say("%s contains %s", ref(e.From), ref(e.To))
	}
	for _, r := range doc.Relations {
		say("%s %s %s %s", ref(r.From), r.Type, ref(r.To), r.Scope)
	}
	for _, o := range doc.Outside {
		say("%s %s %s %v", ref(o.From), o.Type, o.To, o.Reversed)
	}
	for _, d := range doc.Documents {
		say("other document %v", d)
	}
	for _, d := range doc.Dangling {
		say("dangling %q %q", d.From, d.To)
	}
	for _, a := range doc.Annotations {
		var about []string
		for _, id := range a.Subjects {
			about = append(about, ref(id))
		}
		say("annotation of %v by %s at %s %s %q", about, a.Annotator, a.Time, a.Type, plainText(a.Text))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func nodeFacts(n *sbom.Node) []string {
	var out []string
	say := func(name string, v any) {
		if s := fmt.Sprint(v); s != "" && s != "[]" && s != "<nil>" && s != "0" {
			out = append(out, name+" "+plainText(s))
		}
	}
	list := func(name string, values []string) {
		for _, v := range values {
			say(name, v)
		}
	}
	say("kind", n.Kind)
	say("type", n.Type)
	say("name", n.Name)
	say("version", n.Version)
	list("purl", n.PURLs)
	list("cpe", n.CPEs)
	for _, h := range n.Hashes {
		say("hash", h)
	}
	for _, l := range n.DeclaredLicenses() {
		say("declared", expression(l))
	}
	for _, l := range n.ConcludedLicenses() {
		say("concluded", expression(l))
	}
	for name, p := range map[string]*sbom.Party{"supplier": n.Supplier, "originator": n.Originator} {
		if p != nil {
			say(name, *p)
		}
	}
	say("completeness", n.Completeness)
	say("assembly", n.Assembly)
	say("download", n.DownloadURL)
	say("description", n.Description)
	say("copyright", n.Copyright)
	for _, r := range n.References {
		say("reference "+r.Type, r.URL)
		if r.Detail != nil {
			say("reference's comment", *r.Detail)
		}
	}
	if d := n.More; d != nil {
		say("details", *d)
	}
	return out
}

// expression puts the members of sets in order: RDF has none.
func expression(s string) string {
	words := strings.Fields(strings.NewReplacer("(", " ", ")", " ").Replace(s))
	slices.Sort(words)
	return strings.Join(words, " ")
}

// plainText leaves out how the lines of a text are broken.
func plainText(s string) string { return strings.Join(strings.Fields(s), " ") }
