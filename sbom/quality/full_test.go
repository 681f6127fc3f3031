// SPDX-License-Identifier: Apache-2.0

package quality_test

import (
	"testing"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/quality"
)

// full is a document of two components that states all that any profile asks
// for: firmware of a product and a library in it.
func full() *sbom.Document {
	maker := func() *sbom.Party {
		return &sbom.Party{Kind: sbom.PartyOrganization, Name: "Teliqon AB", URLs: []string{"https://teliqon.example"}}
	}
	part := func(kind sbom.Kind, list sbom.List, name string) sbom.Node {
		hash := []sbom.Hash{{Alg: "SHA-512", Value: "00ff"}}
		return sbom.Node{
			Kind: kind, List: list, Parent: sbom.None, Ref: name, Type: "application", Name: name, Version: "1.0",
			PURLs: []string{"pkg:generic/" + name + "@1.0"}, Hashes: hash,
			Supplier: maker(), Manufacturer: maker(), Copyright: "Teliqon AB",
			Licenses: []string{"MIT", "MIT OR Apache-2.0"}, Concluded: 0b01, Declared: 0b10,
			Completeness: sbom.Complete,
			References: []sbom.ExternalReference{
				{Type: "distribution", URL: "https://teliqon.example/" + name, Detail: &sbom.ReferenceDetail{Hashes: hash}},
				{Type: "source-distribution", URL: "https://teliqon.example/src", Detail: &sbom.ReferenceDetail{Hashes: hash}},
				{Type: "rfc-9116", URL: "https://teliqon.example/.well-known/security.txt"},
			},
			More: &sbom.Details{Properties: []sbom.Property{
				{Name: "bsi:component:filename", Value: name + ".bin"},
				{Name: "bsi:component:executable", Value: "executable"},
				{Name: "bsi:component:archive", Value: "no archive"},
				{Name: "bsi:component:structured", Value: "unstructured"},
				{Name: "bsi:component:effectiveLicense", Value: "MIT"},
			}},
		}
	}
	return &sbom.Document{
		File: "full.cdx.json", Format: sbom.CycloneDX, SpecVersion: "1.6", Serialization: "json",
		Identifier: "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79", Created: "2026-03-01T12:00:00Z",
		Authors: []sbom.Party{{Kind: sbom.PartyPerson, Name: "Release desk", Email: "desk@teliqon.example"}},
		Tools:   []string{"scanner 1.2"}, Lifecycles: []string{"build"}, Completeness: sbom.Complete,
		Root: 0,
		Nodes: []sbom.Node{
			part(sbom.KindRoot, sbom.ListMetadata, "gateway"),
			part(sbom.KindComponent, sbom.ListComponents, "parser"),
			{Kind: sbom.KindService, List: sbom.ListServices, Parent: sbom.None, Name: "updates", Provider: maker()},
		},
		Depends: []sbom.Edge{{From: 0, To: 1}},
	}
}

// field assesses the document by one profile and returns one of its fields.
func field(t *testing.T, doc *sbom.Document, profile, rule string) *quality.Field {
	t.Helper()
	r, err := quality.Assess(doc, profile)
	if err != nil {
		t.Fatal(err)
	}
	f, ok := r.Results[0].Field(rule)
	if !ok {
		t.Fatalf("profile %s has no rule %s", profile, rule)
	}
	return f
}

func TestFullDocumentMeetsEveryProfile(t *testing.T) {
	r, err := quality.Assess(full())
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Results) != len(quality.Profiles()) {
		t.Fatalf("%d results for %d profiles", len(r.Results), len(quality.Profiles()))
	}
	for _, p := range r.Results {
		if p.Verdict != quality.Met || p.Score == nil || *p.Score != 1 {
			t.Errorf("%s: verdict %s, score %v; every field is stated", p.Profile, p.Verdict, p.Score)
		}
		for _, f := range p.Fields {
			if f.Share == nil || *f.Share != 1 || f.Fix != "" || len(f.Examples) > 0 {
				t.Errorf("%s/%s: %+v; the document states it", p.Profile, f.Rule, f)
			}
		}
	}
}

// The ways to take a field out of the full document.
func doc(f func(*sbom.Document)) func(*sbom.Document) { return f }

func lib(f func(*sbom.Node)) func(*sbom.Document) {
	return func(d *sbom.Document) { f(&d.Nodes[1]) }
}

func top(f func(*sbom.Node)) func(*sbom.Document) {
	return func(d *sbom.Document) { f(&d.Nodes[0]) }
}

func property(name string) func(*sbom.Document) {
	return lib(func(n *sbom.Node) {
		for i := range n.More.Properties {
			if n.More.Properties[i].Name == name {
				n.More.Properties[i].Name = "x:" + name
			}
		}
	})
}

// The edits that several rules have in common.
var (
	noAuthor      = doc(func(d *sbom.Document) { d.Authors = nil })
	noAuthorNames = doc(func(d *sbom.Document) { d.Authors, d.Tools = nil, nil })
	noTime        = doc(func(d *sbom.Document) { d.Created = "" })
	noTools       = doc(func(d *sbom.Document) { d.Tools = nil })
	noToolVersion = doc(func(d *sbom.Document) { d.Tools = []string{"scanner"} })
	noContext     = doc(func(d *sbom.Document) { d.Lifecycles = nil })
	noIdentity    = doc(func(d *sbom.Document) { d.Identifier = "" })
	noRoot        = doc(func(d *sbom.Document) { d.Root = sbom.None })
	noName        = lib(func(n *sbom.Node) { n.Name = "" })
	noVersion     = lib(func(n *sbom.Node) { n.Version = "" })
	noMaker       = lib(func(n *sbom.Node) { n.Supplier, n.Manufacturer = nil, nil })
	noIdentifier  = lib(func(n *sbom.Node) { n.PURLs = nil })
	noHash        = lib(func(n *sbom.Node) { n.Hashes, n.References = nil, nil })
	noLicense     = lib(func(n *sbom.Node) { n.Licenses = nil })
	noCopyright   = lib(func(n *sbom.Node) { n.Copyright = "" })
	noRelation    = doc(func(d *sbom.Document) { d.Depends, d.Nodes[1].Completeness = nil, sbom.CompletenessUnstated })
	noComplete    = lib(func(n *sbom.Node) { n.Completeness = sbom.CompletenessUnstated })
	noReferences  = lib(func(n *sbom.Node) { n.References = nil })
)

// takenOut has, for every rule of every profile, an edit of the full document
// after which exactly one subject falls short of it.
var takenOut = map[string]func(*sbom.Document){
	"ntia/author": noAuthorNames, "ntia/timestamp": noTime, "ntia/supplier": noMaker, "ntia/name": noName,
	"ntia/version": noVersion, "ntia/dependency": noRelation, "ntia/identifier": noIdentifier, "ntia/known-unknowns": noComplete,

	"cisa-2025/author": noAuthor, "cisa-2025/timestamp": noTime, "cisa-2025/tool": noTools, "cisa-2025/context": noContext,
	"cisa-2025/producer": noMaker, "cisa-2025/name": noName, "cisa-2025/version": noVersion, "cisa-2025/identifier": noIdentifier,
	"cisa-2025/hash": noHash, "cisa-2025/license": noLicense, "cisa-2025/dependency": noRelation, "cisa-2025/known-unknowns": noComplete,

	"cisa-2026/author": noAuthor, "cisa-2026/format-version": doc(func(d *sbom.Document) { d.SpecVersion = "" }),
	"cisa-2026/context": noContext, "cisa-2026/timestamp": noTime, "cisa-2026/tool": noTools, "cisa-2026/tool-version": noToolVersion,
	"cisa-2026/sbom-version": noIdentity, "cisa-2026/producer": noMaker, "cisa-2026/name": noName, "cisa-2026/version": noVersion,
	"cisa-2026/identifier": noIdentifier, "cisa-2026/hash": noHash, "cisa-2026/license": noLicense, "cisa-2026/dependency": noRelation,

	"bsi-2.1/format":             doc(func(d *sbom.Document) { d.SpecVersion = "1.5" }),
	"bsi-2.1/no-vulnerabilities": doc(func(d *sbom.Document) { d.Vulnerabilities = []sbom.Vulnerability{{ID: "CVE-2026-0001"}} }),
	"bsi-2.1/creator":            doc(func(d *sbom.Document) { d.Authors[0].Email = "" }),
	"bsi-2.1/timestamp":          doc(func(d *sbom.Document) { d.Created = "yesterday" }),
	"bsi-2.1/sbom-uri":           noIdentity,
	"bsi-2.1/component-creator":  lib(func(n *sbom.Node) { n.Manufacturer.URLs = nil }),
	"bsi-2.1/name":               noName, "bsi-2.1/version": noVersion, "bsi-2.1/filename": property("bsi:component:filename"),
	"bsi-2.1/dependencies": noRelation, "bsi-2.1/completeness": noComplete,
	"bsi-2.1/distribution-license": lib(func(n *sbom.Node) { n.Concluded = 0 }),
	"bsi-2.1/hash":                 lib(func(n *sbom.Node) { n.Hashes[0].Alg, n.References = "SHA-256", nil }),
	"bsi-2.1/executable":           property("bsi:component:executable"), "bsi-2.1/archive": property("bsi:component:archive"),
	"bsi-2.1/structured": property("bsi:component:structured"), "bsi-2.1/source-uri": noReferences, "bsi-2.1/deployable-uri": noReferences,
	"bsi-2.1/identifier": noIdentifier, "bsi-2.1/original-license": lib(func(n *sbom.Node) { n.Declared = 0 }),
	"bsi-2.1/effective-license": property("bsi:component:effectiveLicense"), "bsi-2.1/source-hash": noReferences, "bsi-2.1/security-txt": noReferences,

	"fsct-3/author": noAuthor, "fsct-3/timestamp": noTime, "fsct-3/primary": noRoot, "fsct-3/name": noName, "fsct-3/version": noVersion,
	"fsct-3/supplier": noMaker, "fsct-3/identifier": noIdentifier, "fsct-3/hash": noHash, "fsct-3/relationship": noRoot, "fsct-3/completeness": noComplete,
	"fsct-3/primary-license":   top(func(n *sbom.Node) { n.Licenses = nil }),
	"fsct-3/primary-copyright": top(func(n *sbom.Node) { n.Copyright = "" }),
	"fsct-3/tool-version":      noToolVersion, "fsct-3/primary-hash": top(func(n *sbom.Node) { n.Hashes[0].Alg, n.References = "SHA-1", nil }),
	"fsct-3/license": noLicense, "fsct-3/copyright": noCopyright, "fsct-3/context": noContext,
	"fsct-3/all-licenses": lib(func(n *sbom.Node) { n.Concluded = 0 }), "fsct-3/all-copyrights": noCopyright,

	"kedja/root": noRoot,
	"kedja/completeness": doc(func(d *sbom.Document) {
		d.Completeness, d.Nodes[0].Completeness = sbom.CompletenessUnstated, sbom.CompletenessUnstated
	}),
	"kedja/supplier": noMaker, "kedja/name": noName, "kedja/version": noVersion, "kedja/purl": noIdentifier, "kedja/relationship": noRelation,
	"kedja/provider":   doc(func(d *sbom.Document) { d.Nodes[2].Provider = nil }),
	"kedja/references": doc(func(d *sbom.Document) { d.Dangling = []sbom.Reference{{From: "parser", To: "gone"}} }),
	"kedja/timestamp":  noTime, "kedja/identity": noIdentity, "kedja/component-completeness": noComplete,
}

func TestEveryRuleSeesWhatIsTakenOut(t *testing.T) {
	rules := 0
	for _, p := range quality.Profiles() {
		for _, r := range p.Rules {
			rules++
			key := p.Name + "/" + r.ID
			edit, ok := takenOut[key]
			if !ok {
				t.Errorf("%s has no case; add one to takenOut", key)
				continue
			}
			d := full()
			edit(d)
			f := field(t, d, p.Name, r.ID)
			if short := f.Missing + f.Unusable; short != 1 || f.Share == nil || *f.Share == 1 {
				t.Errorf("%s: %+v; one subject falls short", key, f)
			}
			if f.Fix == "" || len(f.Examples) != 1 {
				t.Errorf("%s: fix %q, examples %v; want what to do and the subject", key, f.Fix, f.Examples)
			}
			if r.Scope == quality.OfComponent && f.Examples[0].Pointer != "/components/0" {
				t.Errorf("%s: it is /components/0 that falls short, not %s", key, f.Examples[0].Pointer)
			}
		}
	}
	if rules != len(takenOut) {
		t.Errorf("%d rules, %d cases: a case names no rule", rules, len(takenOut))
	}
}
