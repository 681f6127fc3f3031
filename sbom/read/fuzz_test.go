// SPDX-License-Identifier: Apache-2.0

package read_test

import (
	"testing"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom/internal/golden"
	"github.com/kedja/kedja/sbom/read"
)

// FuzzRead looks for input that detection and the readers cannot bear. The
// second reading must give what the first gave.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{cdx, spdx, "", "{", "<bom", "SPDXVersion: SPDX-2.3", "kind: System", "\xff\xfe{\x00}\x00", "\x1f\x8b"} {
		f.Add([]byte(seed))
	}
	corpus.Seed(f, func(data []byte) bool { return read.Detect(data).Readable }, "cyclonedx", "spdx2", "spdx3")
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, list, err := read.Bytes("f", data, nil)
		if err == nil && doc == nil || err != nil && doc != nil {
			t.Fatalf("document %v with error %v", doc, err)
		}
		if again := golden.Dump(read.Bytes("f", data, nil)); again != golden.Dump(doc, list, err) {
			t.Fatal("two readings differ")
		}
		if err == nil {
			checkDocument(t, "f", doc, list)
		}
	})
}
