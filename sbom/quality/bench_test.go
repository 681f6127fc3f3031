// SPDX-License-Identifier: Apache-2.0

package quality_test

import (
	"testing"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/quality"
)

// BenchmarkAssess measures 100 000 components by every profile.
func BenchmarkAssess(b *testing.B) {
	d := full()
	for range 100_000 {
		n := d.Nodes[1]
		n.Index = int32(len(d.Nodes))
		d.Depends = append(d.Depends, sbom.Edge{From: 0, To: sbom.ID(len(d.Nodes))})
		d.Nodes = append(d.Nodes, n)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := quality.Assess(d); err != nil {
			b.Fatal(err)
		}
	}
}
