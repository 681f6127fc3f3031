// SPDX-License-Identifier: Apache-2.0

package spdx3_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/golden"
	"github.com/kedja/kedja/sbom/spdx3"
)

// story reads the input of a story in testdata.
func story(t *testing.T, name string) *sbom.Document {
	t.Helper()
	doc, _, err := read(name, golden.Open(t, "testdata/"+name+".txtar").Member(t, "input"))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func same[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got)\n%s", what, diff)
	}
}

// TestDetails checks what the stories do not print.
func TestDetails(t *testing.T) {
	doc := story(t, "full")
	app := doc.Node(0)
	same(t, "details", app.More, &sbom.Details{
		Identifiers: []sbom.Identifier{
			{Scheme: "swid", Value: "swid:example-app"},
			{Scheme: "gitoid", Value: "gitoid:blob:sha1:261eeb9e9f8b2b4b0d119366dda99c6fd7d35c64"},
		},
		SourceInfo: "tag v1.0", Comment: "fictional",
		ReleasedAt: "2026-01-02T00:00:00Z", BuiltAt: "2026-01-01T00:00:00Z", ValidUntil: "2030-01-01T00:00:00Z",
		SupportLevels: []string{"support"}, Purposes: []string{"executable", "archive"},
	})
	same(t, "references", app.References, []sbom.ExternalReference{
		{Type: "vcs", URL: "https://code.example/app", Detail: &sbom.ReferenceDetail{Comment: "main"}},
		{Type: "issue-tracker", URL: "https://code.example/app/issues"},
		{Type: "website", URL: "https://x.example/app"},
	})
	same(t, "description", app.Description, "An app.\n\nIt does nothing in particular.")
	same(t, "copyright", app.Copyright, "(c) Example")
	same(t, "declared", app.DeclaredLicenses(), []string{"MIT"})
	same(t, "concluded", app.ConcludedLicenses(), nil)
	same(t, "assembly", app.Assembly, sbom.Incomplete)
	same(t, "model", doc.Node(3).More.Model, &sbom.Model{Architecture: "transformer", Datasets: []string{"https://x.example/data"}})
	same(t, "relations", doc.Relations, []sbom.Relation{{Type: "trainedOn", From: 3, To: 4}})
	same(t, "annotations", doc.Annotations, []sbom.Annotation{
		{Subjects: []sbom.ID{1}, Annotator: "Example Team", Time: "2026-01-01T00:00:00Z", Type: "review", Text: "looked at"},
	})
	same(t, "licences of the document", doc.Licenses, []string{"CC0-1.0"})
	same(t, "comment", doc.Comment, "made in CI")
	same(t, "who", app.Supplier.More.Ref, "https://x.example/team")
}

// TestOldNamesKeepRelations: what is stated under names that SPDX 3 does not
// have is not lost.
func TestOldNamesKeepRelations(t *testing.T) {
	same(t, "DEPENDS_ON", story(t, "type-last").Relations, []sbom.Relation{{Type: "dependsOn", From: 0, To: 1}})
	same(t, "SoftwareDependencyRelationship", story(t, "release-candidate").Relations, []sbom.Relation{{Type: "dependsOn", From: 0, To: 1}})
	same(t, "unknown type", story(t, "relationships").Relations, []sbom.Relation{{Type: "sitsBeside", From: 6, To: 0}})
}

func TestOtherDocuments(t *testing.T) {
	doc := story(t, "imports")
	same(t, "documents", doc.Documents, []sbom.ExternalDocument{
		{Ref: "DocumentRef-other", URI: "https://other.example/doc", Hashes: []sbom.Hash{{Alg: "SHA-1", Value: "da39a3ee5e6b4b0d3255bfef95601890afd80709"}}},
		{URI: "urn:uuid:4918b993-36f8-4e75-bf94-2f017575eae5"},
	})
	same(t, "outside", doc.Outside, []sbom.OutsideEdge{
		{From: 0, To: "https://other.example/doc#lib", Type: "dependsOn", Pointer: "/@graph/3/to/0", Line: 16},
		{From: 0, To: "https://other.example/doc#unlisted", Type: "dependsOn", Pointer: "/@graph/3/to/1", Line: 16},
		{From: 0, To: "urn:uuid:4918b993-36f8-4e75-bf94-2f017575eae5", Type: "dependsOn", Pointer: "/@graph/3/to/2", Line: 16},
		{From: 0, To: "https://other.example/doc#tool", Type: "generates", Reversed: true, Scope: sbom.ScopeBuild, Pointer: "/@graph/4/from", Line: 18},
	})
}

func TestVulnerabilities(t *testing.T) {
	doc := story(t, "vex")
	first := doc.Vulnerabilities[0]
	same(t, "rating", first.Ratings, []sbom.Rating{
		{Source: "Example Team", Method: "CVSSv31", Severity: "critical", Vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", Score: 9.8, HasScore: true},
		{Method: "CVSSv2", Vector: "AV:N/AC:L/Au:N/C:P/I:P/A:P"},
	})
	same(t, "justification", first.Justification, "vulnerable_code_not_in_execute_path")
	same(t, "detail", first.Detail, "never called")
	same(t, "published", first.Published, "2026-01-01T00:00:00Z")
}

// TestRealFiles checks facts that a person found in real files.
func TestRealFiles(t *testing.T) {
	open := func(path string) *sbom.Document {
		t.Helper()
		doc, _, err := read(path, corpus.Read(t, "spdx3/"+path))
		if err != nil {
			t.Fatal(err)
		}
		return doc
	}
	yocto := open("spdx+spdx-3-serialization-prototype-playground/implementations/yocto-project/relationship-example-recipe-base-files.spdx.json")
	same(t, "supplier as a list with a text", yocto.Node(0).Supplier, &sbom.Party{Kind: sbom.PartyOrganization, Name: "OpenEmbedded"})
	same(t, "_from", yocto.Root, 0)

	tool := open("microsoft+sbom-tool/samples/spdx_3.0/manifest.spdx.json")
	same(t, "root by DESCRIBES", tool.Node(tool.Root).Ref, "SPDXRef-RootPackage")
	same(t, "relations in capitals", len(tool.Relations), 266)
	same(t, "purl of an identifier in the graph", tool.Node(1).PURLs, []string{"pkg:nuget/Microsoft.Sbom.Adapters@4.0.3"})
	suppliers := 0
	for _, n := range tool.Components() {
		if n.Supplier != nil {
			suppliers++
		}
	}
	same(t, "suppliers, those of no name aside", suppliers, 11)

	links := open("spdx+spdx-examples/software/example6/spdx3.0/example6-bin.json")
	same(t, "documents", len(links.Documents), 2)
	same(t, "relations abroad", len(links.Outside), 7)
	same(t, "dangling", len(links.Dangling), 0)

	old := open("spdx+spdx-3-model/serialization/jsonld/examples/converted_from_spdx_2.json")
	same(t, "annotations", len(old.Annotations), 5)
	same(t, "supplier behind a prefix", old.Node(0).Supplier.Email, "jane.doe@example.com")

	inline := open("carabiner-dev+spdx3/testdata/roundtrip/inline.json")
	same(t, "root in rootElement", inline.Pointer(inline.Root), "/@graph/1/rootElement/0")
}

// TestLimits: a document that is over a limit is an error that names it.
func TestLimits(t *testing.T) {
	deep := `{"to":` + strings.Repeat(`{"to":`, 600) + `"x"` + strings.Repeat(`}`, 601)
	input := string(golden.Open(t, "testdata/relationships.txtar").Member(t, "input"))
	for _, c := range []struct {
		name, input, want string
		limits            sbom.Limits
	}{
		{"depth", deep, "nesting depth is more than 512", sbom.Limits{}},
		{"nodes", input, "number of components is more than 3", sbom.Limits{Nodes: 3}},
		{"edges", input, "number of references is more than 3", sbom.Limits{Edges: 3}},
		{"string", input, "length of a string is more than 5", sbom.Limits{StringBytes: 5}},
		{"bytes", input, "bytes is more than 50", sbom.Limits{Bytes: 50}},
	} {
		doc, _, err := spdx3.Read(strings.NewReader(c.input), spdx3.Options{File: "f", Limits: c.limits})
		d, ok := err.(diag.Diagnostic)
		if doc != nil || !ok || d.Code != "sbom/limit" || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if _, _, err := spdx3.Read(strings.NewReader(deep), spdx3.Options{Limits: sbom.Limits{Depth: 9000}}); err != nil {
		t.Errorf("deep but allowed: %v", err)
	}
}

// TestOrder: the order of the elements changes the numbers of the nodes, and
// nothing else.
func TestOrder(t *testing.T) {
	forward, backward := story(t, "full"), reversed(t, "full")
	same(t, "components", len(backward.Nodes), len(forward.Nodes))
	name := func(d *sbom.Document, id sbom.ID) string { return d.Node(id).Name }
	edges := func(d *sbom.Document) map[string]bool {
		m := map[string]bool{}
		for _, e := range d.Depends {
			m[name(d, e.From)+" → "+name(d, e.To)] = true
		}
		return m
	}
	same(t, "edges", edges(backward), edges(forward))
	same(t, "root", name(backward, backward.Root), name(forward, forward.Root))
	for _, n := range forward.All() {
		for _, m := range backward.All() {
			if n.Ref == m.Ref {
				same(t, "supplier of "+n.Name, m.Supplier, n.Supplier)
				same(t, "licences of "+n.Name, m.Licenses, n.Licenses)
				same(t, "completeness of "+n.Name, m.Completeness, n.Completeness)
			}
		}
	}
	same(t, "authors", backward.Authors, forward.Authors)
	same(t, "tools", backward.Tools, forward.Tools)
}
