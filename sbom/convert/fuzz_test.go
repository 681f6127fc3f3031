// SPDX-License-Identifier: Apache-2.0

package convert_test

import (
	"bytes"
	"testing"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/convert"
	"github.com/kedja/kedja/sbom/internal/golden"
	"github.com/kedja/kedja/sbom/read"
)

// FuzzTo converts whatever can be read: what comes out must be read again,
// with as many nodes.
func FuzzTo(f *testing.F) {
	golden.Seed(f, "testdata/*.txtar")
	corpus.Seed(f, func(data []byte) bool { return read.Detect(data).Readable }, "cyclonedx", "spdx2", "spdx3")
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, _, err := read.Bytes("fuzz", data, &read.Options{Limits: sbom.Limits{Bytes: 1 << 20}})
		if err != nil {
			return
		}
		services := 0
		for range doc.Services() {
			services++
		}
		for _, target := range convert.Targets() {
			var b bytes.Buffer
			if _, err := convert.To(&b, doc, target, nil); err != nil {
				t.Fatalf("%s: %v", target, err)
			}
			again, _, err := read.Bytes("fuzz", b.Bytes(), nil)
			if err != nil {
				t.Fatalf("%s: %v\n%s", target, err, b.Bytes())
			}
			want := len(doc.Nodes)
			if target == "spdx-2.3-json" {
				want -= services
			}
			if len(again.Nodes) != want {
				t.Fatalf("%s: %d nodes became %d\n%s", target, want, len(again.Nodes), b.Bytes())
			}
		}
	})
}
