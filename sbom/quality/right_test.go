// SPDX-License-Identifier: Apache-2.0

package quality_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/quality"
)

// TestAbsentByRight holds that nothing counts against a document that it does
// not have to, or cannot, say.
func TestAbsentByRight(t *testing.T) {
	spdx2 := func(d *sbom.Document) { d.Format, d.SpecVersion = sbom.SPDX, "2.3" }
	tests := []struct {
		why           string
		edit          func(*sbom.Document)
		profile, rule string
		want          quality.Field // counts alone
	}{
		{"a file has no version of its own", lib(func(n *sbom.Node) { n.Type, n.Version = "file", "" }),
			"ntia", "version", quality.Field{Present: 1, NotApplicable: 1}},
		{"a file that does state one is not punished for it", lib(func(n *sbom.Node) { n.Type = "file" }),
			"ntia", "version", quality.Field{Present: 2}},
		{"by TR-03183-2 a file without a version has its date", lib(func(n *sbom.Node) { n.Type, n.Version = "file", "" }),
			"bsi-2.1", "version", quality.Field{Present: 1, Missing: 1}},
		{"a component described elsewhere may have a range of versions", lib(func(n *sbom.Node) { n.External, n.Version = true, "" }),
			"cisa-2026", "version", quality.Field{Present: 1, NotApplicable: 1}},
		{"an operating system is no file with a digest", lib(func(n *sbom.Node) { n.Type, n.Hashes, n.References = "operating-system", nil, nil }),
			"bsi-2.1", "hash", quality.Field{Present: 1, NotApplicable: 1}},
		{"a cryptographic algorithm has no supplier", lib(func(n *sbom.Node) { n.Type, n.Supplier, n.Manufacturer = "cryptographic-asset", nil, nil }),
			"kedja", "supplier", quality.Field{Present: 1, NotApplicable: 1}},
		{"a device is no package", lib(func(n *sbom.Node) { n.Type, n.PURLs = "device", nil }),
			"kedja", "purl", quality.Field{Present: 1, NotApplicable: 1}},
		{"a leaf needs no dependencies", doc(func(*sbom.Document) {}),
			"ntia", "dependency", quality.Field{Present: 2}},
		{"a component alone has nothing to be related to", doc(func(d *sbom.Document) { d.Nodes, d.Depends, d.Root = d.Nodes[1:2], nil, sbom.None }),
			"ntia", "dependency", quality.Field{NotApplicable: 1}},
		{"a component without relations may say that it has none", doc(func(d *sbom.Document) { d.Depends = nil }),
			"ntia", "dependency", quality.Field{Present: 2}},
		{"the supplier of the product may stand in the head of the document", doc(func(d *sbom.Document) {
			d.Nodes[0].Supplier, d.Nodes[0].Manufacturer = nil, nil
			d.Supplier = &sbom.Party{Name: "Teliqon AB"}
		}), "ntia", "supplier", quality.Field{Present: 2}},
		{"the analysis knows the supplier of the product from the contract", top(func(n *sbom.Node) { n.Supplier, n.Manufacturer = nil, nil }),
			"kedja", "supplier", quality.Field{Present: 1, NotApplicable: 1}},
		{"SPDX 2 cannot say how complete the dependencies are", doc(func(d *sbom.Document) { spdx2(d); d.Nodes[1].Completeness = sbom.CompletenessUnstated }),
			"fsct-3", "completeness", quality.Field{Present: 1, NotExpressible: 1}},
		{"CycloneDX 1.4 has no life cycles", doc(func(d *sbom.Document) { d.SpecVersion, d.Lifecycles = "1.4", nil }),
			"cisa-2026", "context", quality.Field{NotExpressible: 1}},
		{"CycloneDX 1.1 has no time", doc(func(d *sbom.Document) { d.SpecVersion, d.Created = "1.1", "" }),
			"ntia", "timestamp", quality.Field{NotExpressible: 1}},
		{"SPDX has no services to state a provider of", doc(func(d *sbom.Document) { spdx2(d); d.Nodes[2].Provider = nil }),
			"kedja", "provider", quality.Field{NotExpressible: 1}},
		{"SPDX 2 writes the context into a comment", doc(func(d *sbom.Document) { spdx2(d); d.Lifecycles, d.Comment = nil, "SBOM type: Build" }),
			"cisa-2026", "context", quality.Field{Present: 1}},
		{"files of a package are no components", doc(func(d *sbom.Document) {
			d.Nodes = append(d.Nodes, sbom.Node{Kind: sbom.KindFile, List: sbom.ListFiles, Parent: sbom.None, Name: "./a"})
		}), "ntia", "version", quality.Field{Present: 2}},
	}
	for _, test := range tests {
		d := full()
		test.edit(d)
		got := field(t, d, test.profile, test.rule)
		counts := quality.Field{Present: got.Present, DeclaredUnknown: got.DeclaredUnknown, Unusable: got.Unusable,
			Missing: got.Missing, NotApplicable: got.NotApplicable, NotExpressible: got.NotExpressible}
		if diff := cmp.Diff(test.want, counts); diff != "" {
			t.Errorf("%s: %s/%s (-want +got):\n%s", test.why, test.profile, test.rule, diff)
		}
	}
}

// TestFormatWithoutAPlace holds that a field the format cannot state is told
// apart, does not lower the score, and leaves the verdict open.
func TestFormatWithoutAPlace(t *testing.T) {
	d := full()
	d.SpecVersion, d.Lifecycles = "1.4", nil
	r, err := quality.Assess(d, "cisa-2026/1")
	if err != nil {
		t.Fatal(err)
	}
	p := r.Results[0]
	if *p.Score != 1 || p.Verdict != quality.Undetermined {
		t.Errorf("score %v, verdict %s; all that the format can state is stated", *p.Score, p.Verdict)
	}
	f, _ := p.Field("context")
	if want := "CycloneDX 1.4 has no place for the generation context; these have: CycloneDX from 1.5"; !strings.HasPrefix(f.Fix, want) {
		t.Errorf("fix %q, want it to begin %q", f.Fix, want)
	}
}

func TestUnknownsAndWhatIsNotAskedFor(t *testing.T) {
	tests := []struct {
		why           string
		edit          func(*sbom.Document)
		profile, rule string
		want          quality.Field
	}{
		{"NTIA wants the supplier itself", lib(func(n *sbom.Node) { n.Supplier.Name, n.Supplier.URLs, n.Manufacturer = "NOASSERTION", nil, nil }),
			"ntia", "supplier", quality.Field{Present: 1, DeclaredUnknown: 1}},
		{"FSCT accepts a supplier declared unknown", lib(func(n *sbom.Node) { n.Supplier.Name, n.Supplier.URLs, n.Manufacturer = "unknown", nil, nil }),
			"fsct-3", "supplier", quality.Field{Present: 1, DeclaredUnknown: 1, UnknownCounts: true}},
		{"NOASSERTION in SPDX 2 declares the supplier unknown", lib(func(n *sbom.Node) { n.Supplier, n.Manufacturer, n.Unknown = nil, nil, sbom.UnknownSupplier }),
			"fsct-3", "supplier", quality.Field{Present: 1, DeclaredUnknown: 1, UnknownCounts: true}},
		{"NTIA wants the version, which NOASSERTION is not", lib(func(n *sbom.Node) { n.Version, n.Unknown = "", sbom.UnknownVersion }),
			"ntia", "version", quality.Field{Present: 1, DeclaredUnknown: 1}},
		{"a licence that is concluded makes up for a declared one that is not known", lib(func(n *sbom.Node) { n.Unknown = sbom.UnknownDeclared }),
			"cisa-2026", "license", quality.Field{Present: 2, UnknownCounts: true}},
		{"CISA 2026 accepts a hash declared unknown", lib(func(n *sbom.Node) {
			n.Hashes, n.References = nil, nil
			n.More.Properties = append(n.More.Properties, sbom.Property{Name: "cdx:cisa:unknown-information", Value: "Component Hash Value"})
		}), "cisa-2026", "hash", quality.Field{Present: 1, DeclaredUnknown: 1, UnknownCounts: true}},
		{"a licence named NOASSERTION is no licence expression", lib(func(n *sbom.Node) { n.Licenses = []string{"NOASSERTION", "MIT"} }),
			"bsi-2.1", "distribution-license", quality.Field{Present: 1, DeclaredUnknown: 1}},
		{"a name of a licence is no expression", lib(func(n *sbom.Node) { n.Licenses[0] = "The MIT License" }),
			"bsi-2.1", "distribution-license", quality.Field{Present: 1, Unusable: 1}},
		{"a creator without an address", lib(func(n *sbom.Node) { n.Manufacturer.URLs = nil }),
			"bsi-2.1", "component-creator", quality.Field{Present: 1, Unusable: 1}},
		{"a supplier is no creator", lib(func(n *sbom.Node) { n.Manufacturer = nil }),
			"bsi-2.1", "component-creator", quality.Field{Present: 1, Unusable: 1}},
		{"a text that is no package URL", lib(func(n *sbom.Node) { n.PURLs[0] = "parser" }),
			"kedja", "purl", quality.Field{Present: 1, Unusable: 1}},
		{"a date without a time", doc(func(d *sbom.Document) { d.Created = "2026-03-01" }),
			"cisa-2025", "timestamp", quality.Field{Unusable: 1}},
		{"a tool is an author to NTIA", doc(func(d *sbom.Document) { d.Authors = []sbom.Party{{Kind: sbom.PartyTool, Name: "scanner-1.2"}} }),
			"ntia", "author", quality.Field{Present: 1}},
		{"a tool is no author to CISA", doc(func(d *sbom.Document) { d.Authors = []sbom.Party{{Kind: sbom.PartyTool, Name: "scanner-1.2"}} }),
			"cisa-2026", "author", quality.Field{Missing: 1}},
		{"SPDX 2 is not accepted by BSI", doc(func(d *sbom.Document) { d.Format, d.SpecVersion = sbom.SPDX, "2.3" }),
			"bsi-2.1", "format", quality.Field{Unusable: 1}},
		{"tag-value is no JSON or XML", doc(func(d *sbom.Document) { d.Serialization = "tag-value" }),
			"bsi-2.1", "format", quality.Field{Unusable: 1}},
	}
	ignore := cmpopts.IgnoreFields(quality.Field{}, "Rule", "Title", "Level", "Scope", "Section", "Share", "Examples", "Fix")
	for _, test := range tests {
		d := full()
		test.edit(d)
		got := field(t, d, test.profile, test.rule)
		if diff := cmp.Diff(&test.want, got, ignore); diff != "" {
			t.Errorf("%s: %s/%s (-want +got):\n%s", test.why, test.profile, test.rule, diff)
		}
	}
}

// TestSPDX3Artifacts holds that what TR-03183-2, section 8.2, says of the
// distributed file counts for the package.
func TestSPDX3Artifacts(t *testing.T) {
	d := full()
	d.Format, d.SpecVersion, d.Serialization = sbom.SPDX, "3.0.1", "json-ld"
	d.Nodes[0].Kind = sbom.KindComponent
	for i := range 2 {
		n := &d.Nodes[i]
		n.Hashes, n.References, n.More = nil, nil, nil
		file := sbom.ID(len(d.Nodes))
		d.Nodes = append(d.Nodes, sbom.Node{Kind: sbom.KindFile, List: sbom.ListGraph, Parent: sbom.None, Name: d.Nodes[i].Name + ".bin",
			Hashes: []sbom.Hash{{Alg: "SHA-512", Value: "00ff"}}, More: &sbom.Details{Purposes: []string{"executable", "firmware"}}})
		d.Relations = append(d.Relations, sbom.Relation{Type: "hasDistributionArtifact", From: sbom.ID(i), To: file})
	}
	for _, rule := range []string{"filename", "hash", "executable", "archive", "structured"} {
		if f := field(t, d, "bsi-2.1", rule); f.Present != 2 {
			t.Errorf("%s: %+v; the file states it", rule, f)
		}
	}
	d.Nodes[4].More = nil
	if f := field(t, d, "bsi-2.1", "structured"); f.Present != 1 || f.Missing != 1 {
		t.Errorf("structured: %+v; a file that is neither container nor firmware does not state it", f)
	}
	d.Relations = nil
	if f := field(t, d, "bsi-2.1", "archive"); f.Missing != 2 {
		t.Errorf("archive: %+v; without a file nothing is said of it", f)
	}
}
