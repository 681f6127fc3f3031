// SPDX-License-Identifier: Apache-2.0

package spdx3_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// generate returns a compact document of n packages, each with a supplier, a
// package URL, a hash, two licences and dependencies on five others.
func generate(n int) []byte {
	r := rand.New(rand.NewPCG(3, uint64(n)))
	var b strings.Builder
	const base = "https://x.example/generated-1#"
	b.WriteString(`{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[` +
		`{"type":"CreationInfo","@id":"_:creationinfo","specVersion":"3.0.1","created":"2026-01-01T00:00:00Z","createdBy":["` + base + `supplier-0"]},` +
		`{"type":"SpdxDocument","spdxId":"` + base + `document","creationInfo":"_:creationinfo","name":"generated","rootElement":["` + base + `package-0"]}`)
	for i := range max(1, n/20) {
		fmt.Fprintf(&b, `,{"type":"Organization","spdxId":"%ssupplier-%d","creationInfo":"_:creationinfo","name":"Fictional Supplier %d Ltd"}`, base, i, i)
	}
	for i, l := range []string{"MIT", "Apache-2.0", "BSD-3-Clause", "MPL-2.0"} {
		fmt.Fprintf(&b, `,{"type":"simplelicensing_LicenseExpression","spdxId":"%slicense-%d","creationInfo":"_:creationinfo","simplelicensing_licenseExpression":%q}`, base, i, l)
	}
	for i := range n {
		fmt.Fprintf(&b, `,{"type":"software_Package","spdxId":"%spackage-%d","creationInfo":"_:creationinfo","name":"lib-%d","software_packageVersion":"%d.%d.0",`+
			`"suppliedBy":"%ssupplier-%d","software_packageUrl":"pkg:npm/lib-%d@%d.0.0","software_primaryPurpose":"library","software_copyrightText":"NOASSERTION",`+
			`"verifiedUsing":[{"type":"Hash","algorithm":"sha256","hashValue":"%016x%016x%016x%016x"}]}`,
			base, i, i, i%9, i%7, base, r.IntN(max(1, n/20)), i, i%9, r.Uint64(), r.Uint64(), r.Uint64(), r.Uint64())
		for k, kind := range []string{"hasDeclaredLicense", "hasConcludedLicense"} {
			fmt.Fprintf(&b, `,{"type":"Relationship","spdxId":"%sr-%d-%d","creationInfo":"_:creationinfo","from":"%spackage-%d","relationshipType":"%s","to":["%slicense-%d"]}`,
				base, i, k, base, i, kind, base, r.IntN(4))
		}
		fmt.Fprintf(&b, `,{"type":"LifecycleScopedRelationship","spdxId":"%sd-%d","creationInfo":"_:creationinfo","from":"%spackage-%d","relationshipType":"dependsOn","scope":"runtime","completeness":"complete","to":[`, base, i, base, i)
		for k := range 5 {
			if k > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, `"%spackage-%d"`, base, r.IntN(n))
		}
		b.WriteString(`]}`)
	}
	b.WriteString("]}")
	return []byte(b.String())
}

// BenchmarkRead stands beside the decoder of encoding/json, which only makes
// maps of the text: no library reads SPDX 3 into a model in Go.
func BenchmarkRead(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		data := generate(n)
		b.Run(fmt.Sprintf("kedja/%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				doc, _, err := read("", data)
				if err != nil || len(doc.Nodes) != n {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("maps/%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				var v any
				if err := json.NewDecoder(bytes.NewReader(data)).Decode(&v); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
