// SPDX-License-Identifier: Apache-2.0

package cyclonedx_test

import (
	"bytes"
	"fmt"
	"testing"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/kedja/kedja/sbom/cyclonedx"
	"github.com/kedja/kedja/sbom/internal/gen"
)

// BenchmarkRead compares this reader with cyclonedx-go on the same bytes, in
// one run: only the ratio travels between machines.
func BenchmarkRead(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		data := gen.CycloneDX(n)
		b.Run(fmt.Sprintf("kedja/%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				doc, _, err := cyclonedx.Read(bytes.NewReader(data), cyclonedx.Options{})
				if err != nil || len(doc.Nodes) != n+1 {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("cyclonedx-go/%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				var bom cdx.BOM
				if err := cdx.NewBOMDecoder(bytes.NewReader(data), cdx.BOMFileFormatJSON).Decode(&bom); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
