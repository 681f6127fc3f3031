// SPDX-License-Identifier: Apache-2.0

package spdx_test

import (
	"bytes"
	"fmt"
	"testing"

	spdxjson "github.com/spdx/tools-golang/json"

	"github.com/kedja/kedja/sbom/internal/gen"
	"github.com/kedja/kedja/sbom/spdx"
)

// BenchmarkRead compares this reader with tools-golang on the same bytes, in
// one run: only the ratio travels between machines.
func BenchmarkRead(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		data := gen.SPDX(n)
		b.Run(fmt.Sprintf("kedja/%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				doc, _, err := spdx.Read(bytes.NewReader(data), spdx.Options{})
				if err != nil || len(doc.Nodes) != n {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("tools-golang/%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := spdxjson.Read(bytes.NewReader(data)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
