// SPDX-License-Identifier: Apache-2.0

package read_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	spdxjson "github.com/spdx/tools-golang/json"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/convert"
	"github.com/kedja/kedja/sbom/merge"
	"github.com/kedja/kedja/sbom/quality"
	"github.com/kedja/kedja/sbom/read"
)

// These are the complaints about what is done with a document once it is
// read; see complaints_test.go for those about reading.

func open(t *testing.T, content string) *sbom.Document {
	t.Helper()
	doc, _, err := read.Bytes("f", []byte(content), nil)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// everything puts a document through all that is done with documents, and
// returns what was written of it in all formats.
func everything(t *testing.T, doc *sbom.Document) string {
	t.Helper()
	doc.Inspect()
	if _, err := quality.Assess(doc); err != nil {
		t.Fatal(err)
	}
	whole, err := merge.Documents([]*sbom.Document{doc}, merge.Options{Name: "whole"})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for _, d := range []*sbom.Document{doc, whole.Document} {
		for _, target := range convert.Targets() {
			if _, err := convert.To(&b, d, target, nil); err != nil {
				t.Fatalf("%s: %v", target, err)
			}
		}
	}
	return b.String()
}

func to(t *testing.T, doc *sbom.Document, target string) *sbom.Document {
	t.Helper()
	var b bytes.Buffer
	if _, err := convert.To(&b, doc, target, nil); err != nil {
		t.Fatal(err)
	}
	return open(t, b.String())
}

// TestComplaintsOfGrades: spdx/ntia-conformance-checker#125, #157,
// interlynk-io/sbomqs#146, #25, #27: whether NOASSERTION counts, and whether
// an originator does, has to be one written rule. sbomify/sbomify#1347: a
// grade names the version of the rules that it was given by.
func TestComplaintsOfGrades(t *testing.T) {
	of := func(fields string) *sbom.Document {
		return open(t, spdx23(`"packages": [{"SPDXID": "SPDXRef-a", "name": "a", `+fields+`}]`))
	}
	for _, c := range []struct{ name, fields, profile, answer string }{
		{"nothing is said of the supplier", `"versionInfo": "1"`, "ntia", "missing"},
		{"the supplier is said not to be known", `"supplier": "NOASSERTION"`, "ntia", "declared unknown"},
		{"the same by rules that accept it", `"supplier": "NOASSERTION"`, "fsct-3", "accepted unknown"},
		{"an originator is known", `"supplier": "NOASSERTION", "originator": "Organization: Teliqon AB"`, "ntia", "present"},
	} {
		r, err := quality.Assess(of(c.fields), c.profile)
		if err != nil {
			t.Fatal(err)
		}
		f, ok := r.Results[0].Field("supplier")
		if !ok || !strings.HasPrefix(r.Results[0].Profile, c.profile+"/") {
			t.Fatalf("%s: %+v", c.name, r.Results[0])
		}
		got := "missing"
		switch {
		case f.Present == 1:
			got = "present"
		case f.DeclaredUnknown == 1 && f.UnknownCounts:
			got = "accepted unknown"
		case f.DeclaredUnknown == 1:
			got = "declared unknown"
		}
		if got != c.answer {
			t.Errorf("%s: by %s it is %s, want %s", c.name, c.profile, got, c.answer)
		}
		if (got == "missing" || got == "declared unknown") && (f.Fix == "" || len(f.Examples) != 1 || f.Examples[0].Pointer != "/packages/0") {
			t.Errorf("%s: it is not said what to add where: %+v", c.name, f)
		}
	}
}

// TestComplaintsOfSize: DependencyTrack/dependency-track#6810, #7350, #1905
// (the stack overflows at 7.5 MB), #2857; anchore/grype#2357;
// guacsec/trustify#1119, #165, #1446. A chain of dependencies as long as the
// document is what a walk that calls itself does not survive.
func TestComplaintsOfSize(t *testing.T) {
	const n = 30_000
	var b strings.Builder
	b.WriteString(`"components": [`)
	for i := range n {
		fmt.Fprintf(&b, `%s{"type": "library", "name": "c%d", "bom-ref": "c%d", "purl": "pkg:npm/c%d@1"}`, comma(i), i, i, i)
	}
	b.WriteString(`], "dependencies": [`)
	for i := range n - 1 {
		fmt.Fprintf(&b, `%s{"ref": "c%d", "dependsOn": ["c%d"]}`, comma(i), i, i+1)
	}
	b.WriteString(`]`)
	doc := open(t, cyclonedx("1.6", b.String()))
	if in := doc.Inspect(); in.Components != n || in.Dependencies != n-1 || in.Cycles != 0 {
		t.Errorf("%d components, %d dependencies, %d cycles", in.Components, in.Dependencies, in.Cycles)
	}
	t.Run("written and merged", func(t *testing.T) {
		if testing.Short() {
			t.Skip("short: passes thirty thousand components through everything")
		}
		if out := everything(t, doc); !strings.Contains(out, fmt.Sprintf("c%d", n-1)) {
			t.Error("the end of the chain is lost")
		}
	})
}

func comma(i int) string {
	if i == 0 {
		return ""
	}
	return ","
}

// TestComplaintsOfNesting: DependencyTrack/dependency-track#1905. Components
// within components to the depth that is allowed; what is deeper is refused,
// see TestDeepNesting.
func TestComplaintsOfNesting(t *testing.T) {
	const n = 250 // each takes a list and an object of the 512 levels
	nested := strings.Repeat(`{"type": "library", "name": "x", "components": [`, n) + strings.Repeat("]}", n)
	doc := open(t, cyclonedx("1.6", `"components": [`+nested+`]`))
	if in := doc.Inspect(); in.Components != n || in.Contains != n-1 {
		t.Errorf("%d components, %d of them within others", in.Components, in.Contains)
	}
	everything(t, doc)
}

// TestComplaintsOfLicences: interlynk-io/sbomqs#647. An expression whose
// normal form has 2^n terms, and one of 100 000 parentheses, cost no more than
// their length.
func TestComplaintsOfLicences(t *testing.T) {
	pairs := make([]string, 60)
	for i := range pairs {
		pairs[i] = fmt.Sprintf("(LicenseRef-a%d OR LicenseRef-b%d)", i, i)
	}
	for name, expression := range map[string]string{
		"alternatives": strings.Join(pairs, " AND "),
		"parentheses":  strings.Repeat("(", 100_000) + "MIT" + strings.Repeat(")", 100_000),
		"operators":    strings.Repeat("MIT AND ", 100_000) + "MIT",
	} {
		for format, content := range map[string]string{
			"CycloneDX": cyclonedx("1.6", `"components": [{"type": "library", "name": "a", "licenses": [{"expression": "`+expression+`"}]}]`),
			"SPDX 2":    spdx23(`"packages": [{"SPDXID": "SPDXRef-a", "name": "a", "licenseDeclared": "` + expression + `"}]`),
		} {
			doc := open(t, content)
			if l := doc.Nodes[0].Licenses; len(l) != 1 || l[0] != expression {
				t.Errorf("%s, %s: the expression did not stay as it was", name, format)
			}
			if !strings.Contains(everything(t, doc), expression) {
				t.Errorf("%s, %s: the expression is not written", name, format)
			}
		}
	}
}

// TestComplaintsOfCircles: aquasecurity/trivy#3998,
// CycloneDX/cyclonedx-gradle-plugin#203, oss-review-toolkit/ort#3906,
// DependencyTrack/dependency-track#3025, CycloneDX/cyclonedx-gomod#720,
// guacsec/trustify#927. Whatever goes round is counted, written and merged.
func TestComplaintsOfCircles(t *testing.T) {
	packages := `"packages": [{"SPDXID": "SPDXRef-a", "name": "a"}, {"SPDXID": "SPDXRef-b", "name": "b"}], "relationships": [`
	relation := func(from, kind, to string) string {
		return `{"spdxElementId": "SPDXRef-` + from + `", "relationshipType": "` + kind + `", "relatedSpdxElement": "SPDXRef-` + to + `"}`
	}
	for _, c := range []struct {
		name, content string
		cycles        int
	}{
		{"of dependencies", cyclonedx("1.6", `"components": [{"type": "library", "name": "a", "bom-ref": "a"}, {"type": "library", "name": "b", "bom-ref": "b"}],
  "dependencies": [{"ref": "a", "dependsOn": ["b", "a"]}, {"ref": "b", "dependsOn": ["a"]}]`), 2},
		{"that the root is on", cyclonedx("1.6", `"metadata": {"component": {"type": "application", "name": "r", "bom-ref": "r"}},
  "components": [{"type": "library", "name": "a", "bom-ref": "a"}], "dependencies": [{"ref": "r", "dependsOn": ["a"]}, {"ref": "a", "dependsOn": ["r"]}]`), 1},
		{"of containment", spdx23(packages + relation("a", "CONTAINS", "b") + "," + relation("b", "CONTAINS", "a") + "," + relation("a", "CONTAINS", "a") + "]"), 0},
		{"of what stands for another", spdx23(packages + relation("a", "VARIANT_OF", "b") + "," + relation("b", "VARIANT_OF", "a") + "," + relation("a", "DEPENDS_ON", "b") + "," + relation("b", "DEPENDS_ON", "a") + "]"), 1},
		{"of a document that describes itself", spdx23(packages + relation("DOCUMENT", "DESCRIBES", "DOCUMENT") + "," + relation("DOCUMENT", "DESCRIBES", "a") + "," + relation("a", "DESCRIBED_BY", "DOCUMENT") + "]"), 0},
		{"in SPDX 3", spdx301(`{"type": "software_Package", "spdxId": "https://spdx.example/a", "name": "a", "creationInfo": "_:c"},
 {"type": "Relationship", "spdxId": "https://spdx.example/r", "creationInfo": "_:c", "relationshipType": "dependsOn", "from": "https://spdx.example/a", "to": ["https://spdx.example/a"]}`), 1},
	} {
		doc := open(t, c.content)
		if in := doc.Inspect(); in.Cycles != c.cycles {
			t.Errorf("circle %s: %d cycles, want %d", c.name, in.Cycles, c.cycles)
		}
		everything(t, doc)
		for _, target := range convert.Targets() {
			if again := to(t, doc, target); len(again.Nodes) != len(doc.Nodes) || len(again.Depends) != len(doc.Depends) {
				t.Errorf("circle %s: %s has %d elements and %d dependencies, want %d and %d",
					c.name, target, len(again.Nodes), len(again.Depends), len(doc.Nodes), len(doc.Depends))
			}
		}
	}
}

// TestComplaintsOfChange: google/osv-scanner#182, anchore/syft#331, #2967,
// jfrog/build-info-go#135, CycloneDX/cyclonedx-gradle-plugin#292. Equal input
// gives equal bytes, at whatever time.
func TestComplaintsOfChange(t *testing.T) {
	content := cyclonedx("1.6", `"metadata": {"timestamp": "2020-02-02T02:02:02Z"}, "components": [
  {"type": "library", "name": "a", "bom-ref": "a"}, {"type": "library", "name": "b", "bom-ref": "b"}, {"type": "library", "name": "c", "bom-ref": "c"}],
  "dependencies": [{"ref": "c", "dependsOn": ["b", "a"]}], "services": [{"name": "s"}],
  "properties": [{"name": "x", "value": "y"}], "one": 1, "two": 2, "three": 3`)
	first := open(t, content)
	want, diagnostics := everything(t, first), first.Diagnostics.Error()
	if !strings.Contains(want, "2020-02-02T02:02:02Z") {
		t.Error("the time of the source is not that of what is written")
	}
	for range 20 {
		doc := open(t, content)
		if doc.Diagnostics.Error() != diagnostics || everything(t, doc) != want {
			t.Fatal("two runs differ")
		}
	}
}

// TestComplaintsOfMerging: CycloneDX/cyclonedx-cli#188, #326, #356, #377,
// philips-software/SPDXMerge#145, interlynk-io/sbomasm#101,
// CycloneDX/cyclonedx-dotnet-library#451, DependencyTrack/dependency-track#415
// and #1724. What two documents share comes once, with the relations of both;
// it can be told which documents have it; nothing is lost.
func TestComplaintsOfMerging(t *testing.T) {
	doc := func(app, own string) *sbom.Document {
		return open(t, cyclonedx("1.6", `"serialNumber": "urn:uuid:00000000-0000-4000-8000-00000000000`+own+`",
  "metadata": {"component": {"type": "application", "name": "`+app+`", "bom-ref": "1"}},
  "components": [{"type": "library", "name": "shared", "bom-ref": "2", "purl": "pkg:npm/shared@1"},
   {"type": "library", "name": "own`+own+`", "bom-ref": "3", "purl": "pkg:npm/own`+own+`@1"},
   {"type": "library", "name": "twice", "bom-ref": "4", "purl": "pkg:npm/twice@1"}, {"type": "library", "name": "twice", "bom-ref": "5", "purl": "pkg:npm/twice@1"}],
  "dependencies": [{"ref": "1", "dependsOn": ["2", "3", "4"]}, {"ref": "2", "dependsOn": ["3"]}],
  "vulnerabilities": [{"id": "CVE-2020-`+own+`", "affects": [{"ref": "2"}]}]`))
	}
	r, err := merge.Documents([]*sbom.Document{doc("app-a", "1"), doc("app-b", "2")}, merge.Options{Name: "system"})
	if err != nil {
		t.Fatal(err)
	}
	whole := r.Document
	var got []string
	refs := map[string]bool{}
	for id, n := range whole.All() {
		got = append(got, n.Name)
		if refs[n.Ref] {
			t.Errorf("the reference %q is not unique", n.Ref)
		}
		refs[n.Ref] = true
		if n.Name == "shared" && len(r.Origins[id]) != 2 {
			t.Errorf("shared comes from %v", r.Origins[id])
		}
	}
	slices.Sort(got)
	if want := []string{"app-a", "app-b", "own1", "own2", "shared", "system", "twice", "twice"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	// app-a → shared, own1, twice; app-b → shared, own2, twice; shared → own1, own2
	if len(whole.Depends) != 8 || len(whole.Vulnerabilities) != 2 || len(whole.Contains) != 2 {
		t.Errorf("%d dependencies, %d vulnerabilities, %d roots below the whole", len(whole.Depends), len(whole.Vulnerabilities), len(whole.Contains))
	}
}

// TestComplaintsOfConversion: CycloneDX/cyclonedx-cli#338 (supplier and author
// are lost), #345 and #448 (the SPDX is not valid), protobom/protobom#305
// (losses are listed nowhere).
func TestComplaintsOfConversion(t *testing.T) {
	doc := open(t, cyclonedx("1.6", `"metadata": {"authors": [{"name": "B. Example"}], "component": {"type": "application", "name": "app", "bom-ref": "app ä/1"}},
  "components": [{"type": "library", "name": "a", "bom-ref": "pkg:npm/@s/a@1?x=y#z", "supplier": {"name": "Teliqon AB"}, "author": "C. Example",
    "licenses": [{"license": {"name": "Our own, with ünïcode"}}], "hashes": [{"alg": "SHA-256", "content": "`+strings.Repeat("0", 64)+`"}]}],
  "services": [{"name": "login"}], "dependencies": [{"ref": "app ä/1", "dependsOn": ["pkg:npm/@s/a@1?x=y#z"]}]`))
	var b bytes.Buffer
	lost, err := convert.To(&b, doc, "spdx-2.3-json", nil)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(lost.Error(), "services") || !lost.Has("convert/lost") {
		t.Errorf("the loss of the service is not listed: %v", lost)
	}
	if _, err := spdxjson.Read(bytes.NewReader(b.Bytes())); err != nil {
		t.Errorf("tools-golang refuses it: %v", err)
	}
	again := open(t, b.String())
	read.Strict(again)
	if errs := again.Diagnostics.Errors(); len(errs) > 0 {
		t.Errorf("the SPDX is not valid: %v", errs)
	}
	a := node(t, again, "a")
	if a.Supplier == nil || a.Supplier.Name != "Teliqon AB" || a.Originator == nil || a.Originator.Name != "C. Example" {
		t.Errorf("supplier %+v, originator %+v", a.Supplier, a.Originator)
	}
	if len(again.Authors) != 1 || again.Authors[0].Name != "B. Example" {
		t.Errorf("authors %+v", again.Authors)
	}
	if len(again.Depends) != 1 || again.Root == sbom.None || again.Node(again.Root).Name != "app" {
		t.Errorf("the relation or the root is lost: %v, root %d", again.Depends, again.Root)
	}
}
