// SPDX-License-Identifier: Apache-2.0

package quality_test

import (
	"testing"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/quality"
	"pgregory.net/rapid"
)

// values are what a document may state in a field: what is asked for, what is
// of no use, what says that nothing is known.
func value(t *rapid.T, good string) string {
	return rapid.SampledFrom([]string{good, good, "?", "NOASSERTION"}).Draw(t, "value")
}

// statements are the ways to state one more field of a document that lists the
// same things as before. What is stated already is left alone.
var statements = []func(*rapid.T, *sbom.Document, *sbom.Node){
	func(t *rapid.T, d *sbom.Document, _ *sbom.Node) { set(&d.Created, value(t, "2026-03-01T12:00:00Z")) },
	func(t *rapid.T, d *sbom.Document, _ *sbom.Node) { set(&d.Identifier, value(t, "urn:uuid:1")) },
	func(t *rapid.T, d *sbom.Document, _ *sbom.Node) { d.Tools = append(d.Tools, value(t, "scanner 1.0")) },
	func(t *rapid.T, d *sbom.Document, _ *sbom.Node) {
		d.Lifecycles = append(d.Lifecycles, value(t, "build"))
	},
	func(t *rapid.T, d *sbom.Document, _ *sbom.Node) { d.Authors = append(d.Authors, *someone(t)) },
	func(t *rapid.T, d *sbom.Document, _ *sbom.Node) { give(&d.Supplier, someone(t)) },
	func(t *rapid.T, d *sbom.Document, _ *sbom.Node) { give(&d.Manufacturer, someone(t)) },
	func(t *rapid.T, d *sbom.Document, _ *sbom.Node) {
		if d.Completeness == sbom.CompletenessUnstated {
			d.Completeness = sbom.Incomplete
		}
	},
	func(t *rapid.T, d *sbom.Document, _ *sbom.Node) {
		if d.Root == sbom.None {
			d.Root = 0
		}
	},
	func(t *rapid.T, _ *sbom.Document, n *sbom.Node) { set(&n.Name, value(t, "parser")) },
	func(t *rapid.T, _ *sbom.Document, n *sbom.Node) { set(&n.Version, value(t, "1.0")) },
	func(t *rapid.T, _ *sbom.Document, n *sbom.Node) {
		set(&n.Type, rapid.SampledFrom([]string{"library", "file", "device", "data", "operating-system"}).Draw(t, "type"))
	},
	func(t *rapid.T, _ *sbom.Document, n *sbom.Node) { set(&n.Copyright, value(t, "Teliqon AB")) },
	func(t *rapid.T, _ *sbom.Document, n *sbom.Node) { n.PURLs = append(n.PURLs, value(t, "pkg:generic/x")) },
	func(t *rapid.T, _ *sbom.Document, n *sbom.Node) { n.CPEs = append(n.CPEs, value(t, "cpe:2.3:a:x")) },
	func(t *rapid.T, _ *sbom.Document, n *sbom.Node) { give(&n.Supplier, someone(t)) },
	func(t *rapid.T, _ *sbom.Document, n *sbom.Node) { give(&n.Manufacturer, someone(t)) },
	func(t *rapid.T, _ *sbom.Document, n *sbom.Node) { n.Authors = append(n.Authors, *someone(t)) },
	func(t *rapid.T, _ *sbom.Document, n *sbom.Node) {
		n.Hashes = append(n.Hashes, sbom.Hash{Alg: rapid.SampledFrom([]string{"MD5", "SHA-512"}).Draw(t, "alg"), Value: value(t, "00ff")})
	},
	func(t *rapid.T, _ *sbom.Document, n *sbom.Node) {
		if len(n.Licenses) < 4 {
			bit := uint16(1) << len(n.Licenses)
			n.Licenses = append(n.Licenses, value(t, "MIT"))
			n.Concluded |= bit * uint16(rapid.IntRange(0, 1).Draw(t, "concluded"))
			n.Declared |= bit * uint16(rapid.IntRange(0, 1).Draw(t, "declared"))
		}
	},
	func(t *rapid.T, _ *sbom.Document, n *sbom.Node) {
		if n.Completeness == sbom.CompletenessUnstated {
			n.Completeness = sbom.CompletenessUnknown
		}
	},
	func(t *rapid.T, _ *sbom.Document, n *sbom.Node) {
		name := rapid.SampledFrom([]string{"bsi:component:filename", "bsi:component:archive", "cdx:cisa:unknown-information"}).Draw(t, "property")
		n.Detail().Properties = append(n.Detail().Properties, sbom.Property{Name: name, Value: value(t, "archive")})
	},
	func(t *rapid.T, _ *sbom.Document, n *sbom.Node) {
		kind := rapid.SampledFrom([]string{"distribution", "source-distribution", "rfc-9116", "vcs"}).Draw(t, "reference")
		n.References = append(n.References, sbom.ExternalReference{Type: kind, URL: value(t, "https://teliqon.example")})
	},
}

func set(field *string, s string) {
	if *field == "" {
		*field = s
	}
}

func give(field **sbom.Party, p *sbom.Party) {
	if *field == nil {
		*field = p
	}
}

func someone(t *rapid.T) *sbom.Party {
	return &sbom.Party{
		Kind:  sbom.PartyKind(rapid.IntRange(0, 3).Draw(t, "kind")),
		Name:  value(t, "Teliqon AB"),
		Email: rapid.SampledFrom([]string{"", "desk@teliqon.example"}).Draw(t, "email"),
	}
}

func state(t *rapid.T, d *sbom.Document) {
	n := &d.Nodes[rapid.IntRange(0, len(d.Nodes)-1).Draw(t, "node")]
	rapid.SampledFrom(statements).Draw(t, "statement")(t, d, n)
}

// TestStatingMoreNeverLowersAScore holds that one more field, whatever it
// says, lowers neither the score of any profile nor the share of any field.
// Listing more components can: there is more to say of them.
func TestStatingMoreNeverLowersAScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		formats := []sbom.Document{
			{Format: sbom.CycloneDX, SpecVersion: "1.7"}, {Format: sbom.CycloneDX, SpecVersion: "1.1"},
			{Format: sbom.SPDX, SpecVersion: "2.3"}, {Format: sbom.SPDX, SpecVersion: "3.0.1"}, {},
		}
		d := rapid.SampledFrom(formats).Draw(t, "format")
		d.Serialization, d.Root = "json", sbom.None
		for i := range rapid.IntRange(1, 4).Draw(t, "components") {
			d.Nodes = append(d.Nodes, sbom.Node{Parent: sbom.None, Index: int32(i)})
		}
		if len(d.Nodes) > 2 {
			d.Depends = []sbom.Edge{{From: 0, To: 1}}
		}
		// A document that describes nothing may depend on nothing: a root adds its
		// direct dependencies to what FSCT asks of, so it comes first.
		if rapid.Bool().Draw(t, "described") {
			d.Root = 0
		}
		for range rapid.IntRange(0, 20).Draw(t, "stated") {
			state(t, &d)
		}
		before, err := quality.Assess(&d)
		if err != nil {
			t.Fatal(err)
		}
		state(t, &d)
		after, err := quality.Assess(&d)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range before.Results {
			q := after.Results[i]
			if q.Score == nil || *q.Score < *p.Score {
				t.Fatalf("%s: score %v, then %v", p.Profile, *p.Score, q.Score)
			}
			for k, f := range p.Fields {
				if g := q.Fields[k]; f.Share != nil && g.Share != nil && *g.Share < *f.Share {
					t.Fatalf("%s/%s: %+v, then %+v", p.Profile, f.Rule, f, g)
				}
			}
		}
	})
}
