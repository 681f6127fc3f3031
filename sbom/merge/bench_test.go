// SPDX-License-Identifier: Apache-2.0

package merge_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/gen"
	"github.com/kedja/kedja/sbom/merge"
	"github.com/kedja/kedja/sbom/read"
)

// two returns a CycloneDX and an SPDX document of n components each, of which
// the first half is in both.
func two(t testing.TB, n int) []*sbom.Document {
	t.Helper()
	a, _, err := read.Bytes("a", gen.CycloneDX(n), nil)
	if err != nil {
		t.Fatal(err)
	}
	b, _, err := read.Bytes("b", gen.SPDX(n), nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := n / 2; i < len(b.Nodes); i++ {
		b.Nodes[i].PURLs = []string{fmt.Sprintf("pkg:npm/other-%d@1.0.0", i)}
	}
	return []*sbom.Document{a, b}
}

// BenchmarkDocuments merges two documents of as many components as its name
// says.
func BenchmarkDocuments(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			docs := two(b, n)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := merge.Documents(docs, merge.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestManyOfOneKind merges documents in which everything has one reference,
// one package URL or one BOM-Link. A step that looks at all pairs would take
// minutes.
func TestManyOfOneKind(t *testing.T) {
	const n = 20_000
	link := []sbom.ExternalReference{{Type: "bom", URL: "urn:cdx:part/1"}}
	many := &sbom.Document{File: "many", Root: sbom.None, Identifier: "urn:uuid:many"}
	for i := range n {
		many.Nodes = append(many.Nodes, sbom.Node{Ref: "same", Name: "same", PURLs: []string{"pkg:npm/same@1"}, Parent: sbom.None, Index: int32(i), References: link})
		many.Outside = append(many.Outside, sbom.OutsideEdge{From: sbom.ID(i), To: fmt.Sprintf("DocumentRef-%d:SPDXRef-x", i), Type: "dependsOn"})
		many.Documents = append(many.Documents, sbom.ExternalDocument{Ref: fmt.Sprintf("DocumentRef-%d", i), URI: fmt.Sprintf("https://spdx.example/%d", i)})
		many.Vulnerabilities = append(many.Vulnerabilities, sbom.Vulnerability{ID: "CVE-1", Affects: []sbom.ID{sbom.ID(i)}})
	}
	part := &sbom.Document{File: "part", Identifier: "urn:uuid:part", Root: 0,
		Nodes: []sbom.Node{{Kind: sbom.KindRoot, Name: "part", Parent: sbom.None, List: sbom.ListMetadata}}}
	other := *many
	other.File, other.Identifier = "other", "urn:uuid:other"
	for _, key := range []merge.Key{merge.ByPURL, merge.ByPURLName, merge.ByNothing} {
		r, err := merge.Documents([]*sbom.Document{many, part, &other}, merge.Options{By: key})
		if err != nil {
			t.Fatal(err)
		}
		want := map[merge.Key]int{merge.ByPURL: n, merge.ByPURLName: 1, merge.ByNothing: 2*n - 1}[key]
		if got := len(r.Document.Nodes); got != want {
			t.Errorf("%s: %d nodes, want %d", key, got, want)
		}
		if len(r.Document.Documents) != n {
			t.Errorf("%s: %d documents", key, len(r.Document.Documents))
		}
	}
	if !slices.Equal(many.Nodes[0].References, link) {
		t.Error("the document was changed")
	}
}
