// SPDX-License-Identifier: Apache-2.0

package read_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/read"
)

// Users of other tools have told in public what breaks them. Each story here
// is one of those complaints with an input of our own; the issue that it was
// told in stands beside it.

// story is one complaint about reading.
type story struct {
	name   string
	issues string // owner/repo#n
	input  string
	check  func(*testing.T, *sbom.Document)
}

func tell(t *testing.T, stories []story) {
	t.Helper()
	for _, s := range stories {
		t.Run(s.name, func(t *testing.T) {
			doc, list, err := read.Bytes("f", []byte(s.input), nil)
			if err != nil {
				t.Fatalf("%s: %v", s.issues, err)
			}
			s.check(t, doc)
			if t.Failed() {
				t.Logf("%s:\n%v", s.issues, list)
			}
		})
	}
}

// cyclonedx and spdx23 put what differs from story to story into a document
// that is in order otherwise.
func cyclonedx(version, members string) string {
	return `{"bomFormat": "CycloneDX", "specVersion": "` + version + `", "version": 1, ` + members + `}`
}

func spdx23(members string) string {
	return `{"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "n", "dataLicense": "CC0-1.0",
 "documentNamespace": "https://spdx.example/n", "creationInfo": {"created": "2026-01-01T00:00:00Z", "creators": ["Tool: gen-1"]},
 ` + members + `}`
}

func spdx301(graph string) string {
	return `{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [
 {"type": "CreationInfo", "@id": "_:c", "specVersion": "3.0.1", "created": "2026-01-01T00:00:00Z", "createdBy": ["https://spdx.example/o"]},
 {"type": "Organization", "spdxId": "https://spdx.example/o", "name": "Teliqon AB", "creationInfo": "_:c"},
 ` + graph + `]}`
}

// names fails unless the components have these names, in this order.
func names(t *testing.T, doc *sbom.Document, want ...string) {
	t.Helper()
	var got []string
	for _, n := range doc.Components() {
		got = append(got, n.Name)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the components are %q, want %q", got, want)
	}
}

// said fails unless a diagnostic of the code is at the pointer and, unless it
// is for the record only, says what to do.
func said(t *testing.T, doc *sbom.Document, code, pointer string) {
	t.Helper()
	for _, d := range doc.Diagnostics {
		if d.Code == code && d.Pointer == pointer {
			if d.Line == 0 || d.Remedy == "" && d.Severity != diag.Info {
				t.Errorf("the diagnostic has no line or no remedy: %v", d)
			}
			return
		}
	}
	t.Errorf("there is no %s at %q", code, pointer)
}

// quiet fails when there are warnings or errors about how the document is
// written.
func quiet(t *testing.T, doc *sbom.Document) {
	t.Helper()
	for _, d := range doc.Diagnostics {
		if d.Severity != diag.Info && d.Code != "sbom/no-dependencies" {
			t.Errorf("not asked for: %v", d)
		}
	}
}

func node(t *testing.T, doc *sbom.Document, name string) *sbom.Node {
	t.Helper()
	for _, n := range doc.All() {
		if n.Name == name {
			return n
		}
	}
	t.Fatalf("there is no %q", name)
	return nil
}

// TestComplaintsOfBrokenDocuments holds that one odd field costs that field.
func TestComplaintsOfBrokenDocuments(t *testing.T) {
	tell(t, []story{
		{"a document without metadata, of components with vulnerabilities", "guacsec/guac#2369",
			cyclonedx("1.4", `"components": [{"type": "library", "name": "a", "bom-ref": "a"}], "dependencies": null,
  "vulnerabilities": [{"id": "CVE-2020-1", "ratings": [null], "affects": [{"ref": "a"}, null, {}]}]`),
			func(t *testing.T, doc *sbom.Document) {
				names(t, doc, "a")
				if doc.Root != sbom.None || len(doc.Vulnerabilities) != 1 || !slices.Equal(doc.Vulnerabilities[0].Affects, []sbom.ID{0}) {
					t.Errorf("root %d, vulnerabilities %+v", doc.Root, doc.Vulnerabilities)
				}
				said(t, doc, "json/null", "/dependencies")
			}},
		{"package URLs of types that no list has", "guacsec/guac#1854",
			cyclonedx("1.5", `"components": [{"type": "library", "name": "a", "purl": "pkg:yocto/core/busybox@1.36"},
  {"type": "library", "name": "b", "purl": "pkg:our-own.type/b@1"}]`),
			func(t *testing.T, doc *sbom.Document) {
				names(t, doc, "a", "b")
				if p := doc.Nodes[0].PURLs; len(p) != 1 || p[0] != "pkg:yocto/core/busybox@1.36" {
					t.Errorf("package URLs %q", p)
				}
				quiet(t, doc)
			}},
		{"packages without a package URL", "guacsec/guac#441, guacsec/guac#828, guacsec/guac#354",
			spdx23(`"packages": [{"SPDXID": "SPDXRef-a", "name": "a", "downloadLocation": "NOASSERTION"}]`),
			func(t *testing.T, doc *sbom.Document) {
				names(t, doc, "a")
				if doc.Inspect().WithPURL != 0 {
					t.Error("a package URL came out of nothing")
				}
				quiet(t, doc)
			}},
		{"texts that are no package URLs", "guacsec/guac#920",
			cyclonedx("1.5", `"components": [{"type": "library", "name": "a", "purl": "pkg:golang/.."},
  {"type": "library", "name": "b", "purl": "pkg:pypi/;platform_system@Darwin"}]`),
			func(t *testing.T, doc *sbom.Document) {
				names(t, doc, "a", "b")
				if p := doc.Nodes[1].PURLs; len(p) != 1 || p[0] != "pkg:pypi/;platform_system@Darwin" {
					t.Errorf("what is stated is kept as stated, found %q", p)
				}
				said(t, doc, "sbom/purl", "/components/0/purl")
				said(t, doc, "sbom/purl", "/components/1/purl")
			}},
		{"a package of several package URLs", "guacsec/guac#2100",
			spdx23(`"packages": [{"SPDXID": "SPDXRef-a", "name": "a", "downloadLocation": "NONE", "externalRefs": [
  {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "pkg:deb/debian/a@1"},
  {"referenceCategory": "PACKAGE_MANAGER", "referenceType": "purl", "referenceLocator": "pkg:generic/a@1"},
  {"referenceCategory": "SECURITY", "referenceType": "cpe23Type", "referenceLocator": "cpe:2.3:a:a:a:1:*:*:*:*:*:*:*"},
  {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "pkg:github/a/a@1"}]}]`),
			func(t *testing.T, doc *sbom.Document) {
				want := []string{"pkg:deb/debian/a@1", "pkg:generic/a@1", "pkg:github/a/a@1"}
				if p := doc.Nodes[0].PURLs; !slices.Equal(p, want) || len(doc.Nodes[0].CPEs) != 1 {
					t.Errorf("package URLs %q, CPEs %q", p, doc.Nodes[0].CPEs)
				}
			}},
		{"suppliers without a prefix", "google/osv-scanner#335, interlynk-io/sbomqs#232, microsoft/sbom-tool#217, PowerShell/PowerShell#19211",
			spdx23(`"packages": [{"SPDXID": "SPDXRef-a", "name": "a", "supplier": "Teliqon Cloud Services"},
  {"SPDXID": "SPDXRef-b", "name": "b", "supplier": "Teliqon/Ostbit"}, {"SPDXID": "SPDXRef-c", "name": "c", "supplier": ""}]`),
			func(t *testing.T, doc *sbom.Document) {
				names(t, doc, "a", "b", "c")
				for i, want := range []string{"Teliqon Cloud Services", "Teliqon/Ostbit"} {
					if s := doc.Nodes[i].Supplier; s == nil || s.Name != want || s.Kind != sbom.PartyUnknown {
						t.Errorf("supplier %+v, want %s of unknown kind", s, want)
					}
				}
				if doc.Nodes[2].Supplier != nil {
					t.Error("an empty text is no supplier")
				}
				said(t, doc, "spdx/actor", "/packages/0/supplier")
			}},
		{"evidence of identity as an object and as a list", "anchore/grype#2263",
			cyclonedx("1.5", `"components": [
  {"type": "library", "name": "a", "evidence": {"identity": [{"field": "purl", "confidence": 1}, {"field": "name"}]}},
  {"type": "library", "name": "b", "evidence": {"identity": {"field": "purl", "confidence": 0.5}}}]`),
			func(t *testing.T, doc *sbom.Document) {
				names(t, doc, "a", "b")
				if a, b := doc.Nodes[0].Detail().Evidence, doc.Nodes[1].Detail().Evidence; len(a) != 2 || len(b) != 1 || b[0].Confidence != 0.5 {
					t.Errorf("evidence %v and %v", a, b)
				}
			}},
		{"tools as a list", "interlynk-io/sbomqs#202, devops-kung-fu/bomber#182",
			cyclonedx("1.5", `"metadata": {"tools": [{"vendor": "v", "name": "gen", "version": "1"}]}, "components": [{"type": "library", "name": "a"}]`),
			func(t *testing.T, doc *sbom.Document) { names(t, doc, "a"); tools(t, doc, "gen 1") }},
		{"tools as an object", "DependencyTrack/dependency-track#3031",
			cyclonedx("1.5", `"metadata": {"tools": {"components": [{"type": "application", "name": "gen", "version": "1"}]}}, "components": [{"type": "library", "name": "a"}]`),
			func(t *testing.T, doc *sbom.Document) { names(t, doc, "a"); tools(t, doc, "gen 1") }},
		{"a component listed twice and a list that is null", "chainloop-dev/chainloop#2514",
			cyclonedx("1.4", `"components": [{"type": "library", "name": "a", "bom-ref": "a"}, {"type": "library", "name": "a", "bom-ref": "a"}],
  "vulnerabilities": [{"id": "CVE-2020-1", "cwes": null, "affects": [{"ref": "a"}]}]`),
			func(t *testing.T, doc *sbom.Document) {
				names(t, doc, "a", "a")
				said(t, doc, "sbom/duplicate-ref", "/components/1/bom-ref")
				said(t, doc, "json/null", "/vulnerabilities/0/cwes")
				if len(doc.Vulnerabilities) != 1 {
					t.Error("the vulnerability is lost")
				}
			}},
		{"null among the packages", "spdx/tools-golang#291, interlynk-io/sbomqs#731",
			spdx23(`"packages": [null, {"SPDXID": "SPDXRef-a", "name": "a"}], "relationships": [null], "files": [null]`),
			func(t *testing.T, doc *sbom.Document) {
				names(t, doc, "a")
				said(t, doc, "json/null", "/packages/0")
				if p := doc.Pointer(0); p != "/packages/1" {
					t.Errorf("the package is at %s", p)
				}
			}},
	})
}

func tools(t *testing.T, doc *sbom.Document, want ...string) {
	t.Helper()
	if !slices.Equal(doc.Tools, want) {
		t.Errorf("tools %q, want %q", doc.Tools, want)
	}
}

// TestComplaintsOfSilence holds that nothing found is never nothing said.
func TestComplaintsOfSilence(t *testing.T) {
	tell(t, []story{
		{"SPDX 3 elements beside each other, and a supplier as a text or a list", "sbom-tool/sbom-tools#305, sbom-tool/sbom-tools#348",
			spdx301(`{"type": "software_Package", "spdxId": "https://spdx.example/a", "name": "a", "creationInfo": "_:c", "suppliedBy": "https://spdx.example/o"},
 {"type": "software_Package", "spdxId": "https://spdx.example/b", "name": "b", "creationInfo": "_:c", "suppliedBy": ["https://spdx.example/o"]}`),
			func(t *testing.T, doc *sbom.Document) {
				names(t, doc, "a", "b")
				for _, name := range []string{"a", "b"} {
					if s := node(t, doc, name).Supplier; s == nil || s.Name != "Teliqon AB" {
						t.Errorf("%s is supplied by %+v", name, s)
					}
				}
			}},
		{"a version that nobody knows yet", "DependencyTrack/dependency-track#3815, DependencyTrack/dependency-track#3218, DependencyTrack/dependency-track#1988",
			cyclonedx("1.99", `"components": [{"type": "library", "name": "a"}]`),
			func(t *testing.T, doc *sbom.Document) {
				names(t, doc, "a")
				said(t, doc, "cyclonedx/spec-version", "/specVersion")
			}},
		{"a document of nothing", "devops-kung-fu/bomber#14, devops-kung-fu/bomber#160",
			cyclonedx("1.6", `"components": []`),
			func(t *testing.T, doc *sbom.Document) {
				if len(doc.Diagnostics) != 1 || doc.Diagnostics[0].Code != "sbom/no-components" || doc.Diagnostics[0].Remedy == "" {
					t.Error("a document without components says nothing of it")
				}
			}},
	})
	for name, content := range map[string]string{ // devops-kung-fu/bomber#127
		"an error page":     "<html><body>404 Not Found</body></html>",
		"an empty file":     "",
		"a lock file":       `{"name": "x", "lockfileVersion": 3, "packages": {}}`,
		"half of an SBOM":   `{"bomFormat": "Cyc`,
		"another's listing": `{"artifacts": [], "descriptor": {}}`,
	} {
		doc, _, err := read.Bytes("f", []byte(content), nil)
		d, ok := err.(diag.Diagnostic)
		if doc != nil || !ok || d.Remedy == "" || strings.Count(d.Error(), "\n") > 0 || len(d.Error()) > 300 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestComplaintsOfSuppliers holds that who supplies, who makes and who wrote a
// thing are kept apart, and that nobody is made up.
func TestComplaintsOfSuppliers(t *testing.T) {
	tell(t, []story{
		{"components whose supplier nobody states",
			"anchore/syft#1961, anchore/syft#632, anchore/syft#2993, anchore/syft#4205, CycloneDX/cyclonedx-dotnet#770",
			cyclonedx("1.6", `"metadata": {"supplier": {"name": "Teliqon AB"}, "component": {"type": "application", "name": "app"}},
  "components": [{"type": "library", "name": "a", "authors": [{"name": "B. Example"}], "purl": "pkg:nuget/A@1"}]`),
			func(t *testing.T, doc *sbom.Document) {
				n := node(t, doc, "a")
				if n.Supplier != nil || n.Publisher != "" || len(n.Authors) != 1 {
					t.Errorf("an author and the supplier of the product are no supplier: %+v", n)
				}
				if doc.Inspect().WithSupplier != 0 || doc.Supplier == nil {
					t.Errorf("%+v", doc.Inspect())
				}
			}},
		{"NOASSERTION beside a maker that is known", "microsoft/sbom-tool#178, microsoft/sbom-tool#802, spdx/ntia-conformance-checker#157",
			spdx23(`"packages": [{"SPDXID": "SPDXRef-a", "name": "a", "supplier": "NOASSERTION", "originator": "Person: B. Example (b@example.org)"}]`),
			func(t *testing.T, doc *sbom.Document) {
				n := node(t, doc, "a")
				if n.Supplier != nil || n.Originator == nil || n.Originator.Name != "B. Example" || n.Originator.Email != "b@example.org" {
					t.Errorf("supplier %+v, originator %+v", n.Supplier, n.Originator)
				}
				quiet(t, doc)
			}},
		{"a manufacturer is no supplier", "sbomify/sbomify#1347",
			cyclonedx("1.6", `"components": [{"type": "library", "name": "a", "manufacturer": {"name": "Ostbit Oy"}, "publisher": "Skarv"}]`),
			func(t *testing.T, doc *sbom.Document) {
				n := node(t, doc, "a")
				if n.Supplier != nil || n.Manufacturer == nil || n.Manufacturer.Name != "Ostbit Oy" || n.Publisher != "Skarv" {
					t.Errorf("%+v", n)
				}
			}},
		{"persons and organizations", "opensbom-generator/spdx-sbom-generator#177",
			spdx23(`"packages": [{"SPDXID": "SPDXRef-a", "name": "a", "supplier": "Person: B. Example"},
  {"SPDXID": "SPDXRef-b", "name": "b", "supplier": "organization: Teliqon AB (Nordic) (info@teliqon.example)"}]`),
			func(t *testing.T, doc *sbom.Document) {
				a, b := node(t, doc, "a").Supplier, node(t, doc, "b").Supplier
				if a == nil || a.Kind != sbom.PartyPerson || b == nil || b.Kind != sbom.PartyOrganization ||
					b.Name != "Teliqon AB (Nordic)" || b.Email != "info@teliqon.example" {
					t.Errorf("%+v and %+v", a, b)
				}
			}},
		{"the country of origin", "CycloneDX/specification#265, CycloneDX/cyclonedx-property-taxonomy#67",
			cyclonedx("1.6", `"components": [{"type": "device", "name": "a", "properties": [{"name": "cdx:device:countryOfOrigin", "value": "XA"}]}]`),
			func(t *testing.T, doc *sbom.Document) {
				if o := node(t, doc, "a").Origins; !slices.Equal(o, []string{"XA"}) {
					t.Errorf("origins %q", o)
				}
			}},
		{"the country of origin in the draft of 2.0", "CycloneDX/specification#952",
			cyclonedx("2.0", `"components": [{"type": "device", "name": "a", "origins": [{"basis": "assembly", "distribution": [{"isoCode": "XB", "percentage": 60}, {"isoCode": "XC"}]}]}]`),
			func(t *testing.T, doc *sbom.Document) {
				if o := node(t, doc, "a").Origins; !slices.Equal(o, []string{"XB", "XC"}) {
					t.Errorf("origins %q", o)
				}
			}},
		{"where to read about the risk of a supplier", "microsoft/sbom-tool#103",
			cyclonedx("1.6", `"components": [{"type": "library", "name": "a", "externalReferences": [{"type": "risk-assessment", "url": "https://teliqon.example/questionnaire"}]}]`),
			func(t *testing.T, doc *sbom.Document) {
				if r := node(t, doc, "a").References; len(r) != 1 || r[0].Type != "risk-assessment" {
					t.Errorf("references %+v", r)
				}
				quiet(t, doc)
			}},
	})
}
