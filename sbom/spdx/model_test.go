// SPDX-License-Identifier: Apache-2.0

package spdx_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/spdx"
)

// everything states each field that the model keeps beyond the inventory.
const everything = `{
  "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": "doc", "documentNamespace": "https://spdx.example/doc",
  "comment": "of the document",
  "creationInfo": {"created": "2026-01-01T00:00:00Z", "creators": ["Tool: gen-1"], "comment": "of the maker"},
  "externalDocumentRefs": [{"externalDocumentId": "DocumentRef-o", "spdxDocument": "https://spdx.example/other",
    "checksum": {"algorithm": "SHA1", "checksumValue": "e6b1000b94e835ffd37f4c6dcbdad43f4b48a02a"}}],
  "annotations": [{"annotator": "Person: Ada", "annotationDate": "2026-01-02T00:00:00Z", "annotationType": "OTHER", "comment": "fine"}],
  "revieweds": [{"reviewer": "Person: Bo", "reviewDate": "2026-01-03T00:00:00Z", "comment": "read"}],
  "packages": [
    {"SPDXID": "SPDXRef-a", "name": "a", "summary": "short", "description": "long", "copyrightText": "Copyright X", "comment": "of a",
     "sourceInfo": "from git", "homepage": "https://a.example/", "releaseDate": "2026-01-01T00:00:00Z", "builtDate": "2026-01-02T00:00:00Z",
     "validUntilDate": "2029-01-01T00:00:00Z", "licenseConcluded": "MIT", "licenseDeclared": "MIT OR ISC",
     "annotations": [{"annotator": "Person: Cy", "annotationDate": "2026-01-04T00:00:00Z", "annotationType": "REVIEW", "comment": "of a"}],
     "externalRefs": [
       {"referenceCategory": "SECURITY", "referenceType": "advisory", "referenceLocator": "https://a.example/adv", "comment": "all"},
       {"referenceCategory": "SECURITY", "referenceType": "fix", "referenceLocator": "https://a.example/fix"},
       {"referenceCategory": "SECURITY", "referenceType": "swid", "referenceLocator": "swid:2df9de35"},
       {"referenceCategory": "PERSISTENT-ID", "referenceType": "swh", "referenceLocator": "swh:1:cnt:94a9"},
       {"referenceCategory": "PERSISTENT-ID", "referenceType": "gitoid", "referenceLocator": "gitoid:blob:sha1:261e"},
       {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "npm", "referenceLocator": "a@1"},
       {"referenceCategory": "OTHER", "referenceType": "https://x.example#LocationRef-y", "referenceLocator": "y"}]},
    {"SPDXID": "SPDXRef-b", "name": "b", "copyrightText": "NOASSERTION", "licenseConcluded": "ISC", "licenseDeclared": "ISC"}
  ],
  "relationships": [
    {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-a"},
    {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "AMENDS", "relatedSpdxElement": "DocumentRef-o"},
    {"spdxElementId": "DocumentRef-o:SPDXRef-x", "relationshipType": "DEV_DEPENDENCY_OF", "relatedSpdxElement": "SPDXRef-a"},
    {"spdxElementId": "DocumentRef-o:SPDXRef-x", "relationshipType": "CONTAINS", "relatedSpdxElement": "SPDXRef-b"},
    {"spdxElementId": "SPDXRef-b", "relationshipType": "BUILD_TOOL_OF", "relatedSpdxElement": "SPDXRef-a"},
    {"spdxElementId": "SPDXRef-b", "relationshipType": "BUILD_TOOL_OF", "relatedSpdxElement": "SPDXRef-a"},
    {"spdxElementId": "SPDXRef-a", "relationshipType": "GENERATED_FROM", "relatedSpdxElement": "SPDXRef-b"},
    {"spdxElementId": "SPDXRef-b", "relationshipType": "PATCH_FOR", "relatedSpdxElement": "SPDXRef-a"},
    {"spdxElementId": "SPDXRef-a", "relationshipType": "KEEPS", "relatedSpdxElement": "SPDXRef-b"},
    {"spdxElementId": "SPDXRef-b", "relationshipType": "CONTAINS", "relatedSpdxElement": "NONE"}
  ]
}`

// TestModel compares what is read of it, field by field.
func TestModel(t *testing.T) {
	doc, _, err := spdx.Read(strings.NewReader(everything), spdx.Options{})
	if err != nil {
		t.Fatal(err)
	}
	hash := []sbom.Hash{{Alg: "SHA-1", Value: "e6b1000b94e835ffd37f4c6dcbdad43f4b48a02a"}}
	same(t, "comment", doc.Comment, "of the document\n\nof the maker")
	same(t, "licences", doc.Licenses, []string{"CC0-1.0"})
	same(t, "documents", doc.Documents, []sbom.ExternalDocument{{Ref: "DocumentRef-o", URI: "https://spdx.example/other", Hashes: hash}})
	same(t, "annotations", doc.Annotations, []sbom.Annotation{
		{Annotator: "Person: Ada", Time: "2026-01-02T00:00:00Z", Type: "other", Text: "fine"},
		{Annotator: "Person: Bo", Time: "2026-01-03T00:00:00Z", Type: "review", Text: "read"},
		{Subjects: []sbom.ID{0}, Annotator: "Person: Cy", Time: "2026-01-04T00:00:00Z", Type: "review", Text: "of a"},
	})
	same(t, "outside", doc.Outside, []sbom.OutsideEdge{
		{From: sbom.None, To: "DocumentRef-o", Type: "amendedBy", Reversed: true, Pointer: "/relationships/1", Line: 26},
		{From: 0, To: "DocumentRef-o:SPDXRef-x", Type: "dependsOn", Scope: sbom.ScopeDev, Pointer: "/relationships/2", Line: 27},
		{From: 1, To: "DocumentRef-o:SPDXRef-x", Type: "contains", Reversed: true, Pointer: "/relationships/3", Line: 28},
	})
	same(t, "relations", doc.Relations, []sbom.Relation{
		{Type: "usesTool", From: 0, To: 1, Scope: sbom.ScopeBuild}, {Type: "generates", From: 1, To: 0},
		{Type: "patchedBy", From: 0, To: 1}, {Type: "KEEPS", From: 0, To: 1},
	})
	a, b := doc.Node(0), doc.Node(1)
	same(t, "description", a.Description, "short\n\nlong")
	same(t, "copyright", []string{a.Copyright, b.Copyright}, []string{"Copyright X", ""})
	same(t, "declared", [][]string{a.DeclaredLicenses(), b.DeclaredLicenses()}, [][]string{{"MIT OR ISC"}, {"ISC"}})
	same(t, "concluded", [][]string{a.ConcludedLicenses(), b.ConcludedLicenses()}, [][]string{{"MIT"}, {"ISC"}})
	same(t, "assembly", []sbom.Completeness{a.Assembly, b.Assembly}, []sbom.Completeness{sbom.CompletenessUnstated, sbom.Complete})
	same(t, "references", a.References, []sbom.ExternalReference{
		{Type: "website", URL: "https://a.example/"},
		{Type: "advisories", URL: "https://a.example/adv", Detail: &sbom.ReferenceDetail{Comment: "all"}},
		{Type: "advisories", URL: "https://a.example/fix"},
		{Type: "LocationRef-y", URL: "y"},
	})
	same(t, "details", a.More, &sbom.Details{
		Identifiers: []sbom.Identifier{{Scheme: "swid", Value: "swid:2df9de35"}, {Scheme: "swhid", Value: "swh:1:cnt:94a9"},
			{Scheme: "gitoid", Value: "gitoid:blob:sha1:261e"}, {Scheme: "npm", Value: "a@1"}},
		SourceInfo: "from git", Comment: "of a",
		ReleasedAt: "2026-01-01T00:00:00Z", BuiltAt: "2026-01-02T00:00:00Z", ValidUntil: "2029-01-01T00:00:00Z",
	})
	same(t, "details of b", b.More, nil)
}

func same[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s (-want +got)\n%s", what, diff)
	}
}
