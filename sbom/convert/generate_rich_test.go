// SPDX-License-Identifier: Apache-2.0

package convert_test

import (
	"fmt"

	"pgregory.net/rapid"

	"github.com/kedja/kedja/sbom"
)

// ofCycloneDX draws a document of what only CycloneDX 1.7 can say too.
func ofCycloneDX(t *rapid.T) *sbom.Document {
	d := common(t)
	d.Revision = rapid.IntRange(1, 3).Draw(t, "revision")
	d.TLP = maybe(t, "TLP", func() string { return oneOf(t, "TLP", "CLEAR", "AMBER_AND_STRICT") })
	d.Lifecycles = maybe(t, "lifecycles", func() []string { return []string{"build", text(t, "lifecycle")} })
	d.Supplier = maybe(t, "supplier of the document", func() *sbom.Party { return addressed(t) })
	d.References = maybe(t, "references", func() []sbom.ExternalReference {
		return []sbom.ExternalReference{{Type: "patent", URL: "https://example.org/a%20b", Detail: &sbom.ReferenceDetail{
			Hashes: []sbom.Hash{{Alg: "Streebog-256", Value: digits(t, "digest", 64)}}}}}
	})
	for i := range d.Nodes {
		enrich(t, d, &d.Nodes[i])
	}
	if c := d.Nodes[0].Assembly; c != sbom.CompletenessUnstated {
		d.Completeness = c
	}
	service(t, d)
	n := len(d.Nodes)
	for range rapid.IntRange(0, 2).Draw(t, "vulnerabilities") {
		d.Vulnerabilities = append(d.Vulnerabilities, vulnerability(t, n, len(d.Vulnerabilities)))
		d.Documents = []sbom.ExternalDocument{{URI: "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1"}}
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "annotations") {
		a := sbom.Annotation{Annotator: text(t, "annotator"), Time: "2025-01-01T00:00:00+02:00", Text: fmt.Sprint(i, text(t, "remark"))}
		if k := rapid.IntRange(-1, n-1).Draw(t, "subject"); k >= 0 {
			a.Subjects = []sbom.ID{sbom.ID(k)}
		}
		d.Annotations = append(d.Annotations, a)
	}
	if n > 1 && rapid.Bool().Draw(t, "provides") {
		d.Relations = []sbom.Relation{{Type: "provides", From: 0, To: 1}}
	}
	return d
}

func addressed(t *rapid.T) *sbom.Party {
	p := organization(t)
	p.URLs = maybe(t, "URLs", func() []string { return []string{"https://a.example", "https://b.example/ä"} })
	p.Country = maybe(t, "country", func() string { return "XA" })
	p.More = &sbom.PartyDetails{Address: sbom.Address{Street: text(t, "street"), PostalCode: "123 45"},
		Contacts: []sbom.Contact{{Name: text(t, "contact"), Phone: "+46 8 123"}}}
	return p
}

// enrich adds what only some components have.
func enrich(t *rapid.T, d *sbom.Document, n *sbom.Node) {
	n.Group = maybe(t, "group", func() string { return text(t, "group") })
	n.Publisher = maybe(t, "publisher", func() string { return text(t, "publisher") })
	n.External = rapid.IntRange(0, 4).Draw(t, "external") == 0
	n.Assembly = maybe(t, "assembly", func() sbom.Completeness { return sbom.Incomplete })
	if n.Supplier != nil {
		n.Supplier = addressed(t)
	}
	switch rapid.IntRange(0, 6).Draw(t, "details") {
	case 0:
		n.Detail().Crypto = rapid.SampledFrom([]*sbom.Crypto{
			{AssetType: "algorithm", Primitive: "ae", Parameter: "128", OID: "2.16.840", QuantumLevel: 1},
			{AssetType: "certificate", NotAfter: "2030-01-01T00:00:00Z", QuantumLevel: -1},
			{AssetType: "protocol", Primitive: "tls", Parameter: "1.3", QuantumLevel: -1},
			{AssetType: "related-crypto-material", Primitive: "public-key", Parameter: "2048", NotAfter: "2030-01-01T00:00:00Z", QuantumLevel: -1},
		}).Draw(t, "crypto")
		n.Type = "cryptographic-asset"
	case 1:
		n.Detail().Model = &sbom.Model{Task: text(t, "task"), Architecture: "cnn", Datasets: []string{d.Nodes[0].Ref, text(t, "data")}}
		n.Type = "machine-learning-model"
	case 2:
		n.Detail().Pedigree = &sbom.Pedigree{
			Ancestors: []sbom.Relative{{Group: "g", Name: text(t, "ancestor"), Version: "1", PURL: "pkg:npm/x@1"}},
			Commits:   []sbom.Commit{{UID: "abc", URL: "https://example.org/abc"}}, Notes: text(t, "notes"), Modified: sbom.True,
		}
	case 3:
		n.Detail().Evidence = []sbom.Evidence{{Field: "purl", Confidence: 0.5, Methods: []string{"filename", "other"}}, {Field: "name", Confidence: -1}}
	case 4:
		n.Detail().Properties = []sbom.Property{{Name: "cdx:device:countryOfOrigin", Value: "SE"}, {Name: "bsi:component:filename", Value: text(t, "file name")}}
		n.Origins = []string{"SE"}
	case 5:
		n.Authors = append(n.Authors, person(t), person(t))
	}
	if n.Scope = rapid.SampledFrom([]sbom.Scope{sbom.ScopeUnstated, sbom.ScopeRequired, sbom.ScopeExcluded}).Draw(t, "scope"); n.Scope != 0 {
		for i := range d.Depends { // what is optional for everyone is an optional component
			if &d.Nodes[d.Depends[i].To] == n {
				d.Depends[i].Scope = sbom.ScopeUnstated
			}
		}
	}
}

// service adds a service with one within it, and a dependency on it.
func service(t *rapid.T, d *sbom.Document) {
	if rapid.Bool().Draw(t, "no service") {
		return
	}
	outer := sbom.ID(len(d.Nodes))
	for i := range 2 {
		n := sbom.Node{Kind: sbom.KindService, Ref: fmt.Sprint("service-", i), Name: text(t, "service"), Parent: sbom.None, Provider: addressed(t)}
		n.Detail().Service = &sbom.Service{
			Endpoints: []string{"https://api.example/v1"}, TrustZone: text(t, "zone"),
			Authenticated: rapid.SampledFrom([]sbom.Tristate{sbom.Unstated, sbom.False, sbom.True}).Draw(t, "authenticated"),
			CrossesTrust:  rapid.SampledFrom([]sbom.Tristate{sbom.Unstated, sbom.False, sbom.True}).Draw(t, "crosses"),
			Data: []sbom.DataFlow{{Flow: "inbound", Classification: "PII", Name: text(t, "flow"), Description: text(t, "flow"),
				Sources: []string{"https://a.example"}, Destination: []string{"https://b.example"}}},
		}
		d.Nodes = append(d.Nodes, n)
	}
	d.Nodes[outer+1].Parent = outer
	d.Contains = append(d.Contains, sbom.Edge{From: outer, To: outer + 1})
	d.Depends = append(d.Depends, sbom.Edge{From: 0, To: outer + 1})
	d.Nodes[0].Completeness = sbom.CompletenessUnstated
}

func vulnerability(t *rapid.T, nodes, index int) sbom.Vulnerability {
	of := sbom.ID(rapid.IntRange(0, nodes-1).Draw(t, "affected"))
	const outside = "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#x"
	return sbom.Vulnerability{
		ID: fmt.Sprint("CVE-2025-", 1000+index), Source: oneOf(t, "source", "NVD", "https://nvd.example/"), Severity: "high",
		Ratings: []sbom.Rating{{Method: "CVSSv31", Severity: "high", Score: 7.5, HasScore: true, Vector: "AV:N", Source: "NVD"}, {Severity: "low"}},
		CWEs:    []int{79, 80}, State: "not_affected", Justification: "code_not_reachable", Responses: []string{"update"},
		Detail: text(t, "detail"), Description: text(t, "description"), Recommendation: text(t, "recommendation"),
		Published: "2025-01-01T00:00:00Z", Updated: "2025-01-02T00:00:00.5Z",
		FirstIssued: "2025-01-03T00:00:00Z", LastUpdated: "2025-01-04T00:00:00Z",
		Affects:        []sbom.ID{of},
		AffectsOutside: []string{outside},
		Limits: []sbom.Limit{{Of: of, Version: "1.0", Status: "affected"}, {Of: of, Range: "vers:generic/<2", Status: "unaffected"},
			{Of: sbom.None, Outside: outside, Version: "3", Status: "unknown"}},
		Aliases: []sbom.Alias{{ID: fmt.Sprint("GHSA-", index), Source: "GitHub"}},
		Index:   int32(index),
	}
}

// ofSPDX draws a document of what only SPDX 2 can say too.
func ofSPDX(t *rapid.T) *sbom.Document {
	d := common(t)
	d.Identifier = "https://example.org/" + digits(t, "namespace", 8)
	d.Name, d.Comment = text(t, "document"), maybe(t, "comment", func() string { return text(t, "comment") })
	d.Documents = []sbom.ExternalDocument{{Ref: "DocumentRef-x", URI: "https://example.org/x", Hashes: []sbom.Hash{{Alg: "SHA-1", Value: digits(t, "digest", 40)}}}}
	d.Outside = []sbom.OutsideEdge{
		{From: 0, To: "DocumentRef-x:SPDXRef-a", Type: "dependsOn", Scope: sbom.ScopeDev},
		{From: 0, To: "DocumentRef-x:SPDXRef-b", Type: "generates", Reversed: true},
	}
	for i := range d.Nodes {
		n := &d.Nodes[i]
		n.MarkUnknown(rapid.SampledFrom([]sbom.Unknown{0, sbom.UnknownSupplier | sbom.UnknownVersion, sbom.UnknownDeclared | sbom.UnknownConcluded,
			sbom.UnknownCopyright}).Draw(t, "unknown"))
		n.Type = oneOf(t, "type", "source", "archive", "install", "other", "operating-system")
		more := n.Detail()
		more.SourceInfo, more.Comment = text(t, "source info"), text(t, "comment")
		more.ReleasedAt, more.ValidUntil = "2024-01-01T00:00:00Z", "2030-01-01T00:00:00Z"
	}
	for i := range d.Depends {
		d.Depends[i].Scope = rapid.SampledFrom([]sbom.Scope{sbom.ScopeUnstated, sbom.ScopeOptional, sbom.ScopeRuntime, sbom.ScopeProvided,
			sbom.ScopeBuild, sbom.ScopeDev, sbom.ScopeTest}).Draw(t, "scope")
	}
	file := sbom.ID(len(d.Nodes))
	d.Nodes = append(d.Nodes, sbom.Node{
		Kind: sbom.KindFile, Ref: "SPDXRef-file", Parent: sbom.None, Name: "./" + text(t, "file"), Type: oneOf(t, "file type", "source", "binary", ""),
		Hashes: []sbom.Hash{{Alg: "SHA-1", Value: digits(t, "digest", 40)}}, Licenses: []string{"MIT"}, Concluded: 1,
	})
	// A file may stand in two packages at once.
	d.Contains = append(d.Contains, sbom.Edge{From: 0, To: file})
	if file > 1 {
		d.Contains = append(d.Contains, sbom.Edge{From: file - 1, To: file})
		d.Nodes[file-1].Assembly = sbom.CompletenessUnknown
	}
	d.Relations = []sbom.Relation{
		{Type: "generates", From: 0, To: file}, {Type: "usesTool", From: 0, To: file, Scope: sbom.ScopeBuild},
		{Type: "patchedBy", From: file, To: 0}, {Type: "hasVariant", From: 0, To: 0},
	}
	d.Annotations = []sbom.Annotation{
		{Annotator: "Person: " + text(t, "annotator"), Time: "2025-01-01T00:00:00Z", Type: "review", Text: text(t, "remark")},
		{Subjects: []sbom.ID{file}, Annotator: "Tool: x", Time: "2025-01-01T00:00:00Z", Type: "other", Text: text(t, "remark")},
	}
	return d
}
