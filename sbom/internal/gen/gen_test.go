// SPDX-License-Identifier: Apache-2.0

package gen_test

import (
	"bytes"
	"testing"

	"github.com/kedja/kedja/sbom/internal/gen"
	"github.com/kedja/kedja/sbom/read"
)

// TestFormats holds that every format is read back as the same components and
// edges, without a diagnostic.
func TestFormats(t *testing.T) {
	const n = 300
	edges := map[string]int{}
	for _, format := range gen.Formats {
		doc, list, err := read.Bytes(format, gen.Bytes(format, n), nil)
		if err != nil {
			t.Fatal(err)
		}
		in := doc.Inspect()
		if len(list.Errors()) > 0 || in.Components != n || in.WithSupplier != n || in.WithPURL != n || in.Dangling != 0 {
			t.Errorf("%s: %+v", format, in)
		}
		edges[format] = in.Dependencies
		if again := gen.Bytes(format, n); !bytes.Equal(again, gen.Bytes(format, n)) {
			t.Errorf("%s differs from run to run", format)
		}
	}
	for format, e := range edges {
		if e != edges["spdx-json"] || e < n {
			t.Errorf("%s has %d edges, SPDX JSON %d", format, e, edges["spdx-json"])
		}
	}
}
