// SPDX-License-Identifier: Apache-2.0

package spdx_test

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	spdxjson "github.com/spdx/tools-golang/json"
	spdxmodel "github.com/spdx/tools-golang/spdx"
	"github.com/spdx/tools-golang/tagvalue"

	"github.com/kedja/kedja/sbom/internal/gen"
	"github.com/kedja/kedja/sbom/spdx"
)

// BenchmarkRead compares these readers with tools-golang on the same bytes, in
// one run: only the ratio travels between machines.
func BenchmarkRead(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		data := gen.SPDX(n)
		compare(b, fmt.Sprintf("json/%d", n), n, data, spdx.Read, spdxjson.Read)
		doc, err := spdxjson.Read(bytes.NewReader(data))
		if err != nil {
			b.Fatal(err)
		}
		var text bytes.Buffer
		if err := tagvalue.Write(doc, &text); err != nil {
			b.Fatal(err)
		}
		compare(b, fmt.Sprintf("tag-value/%d", n), n, text.Bytes(), spdx.ReadTagValue, tagvalue.Read)
	}
}

func compare(b *testing.B, name string, nodes int, data []byte, ours reading, theirs func(io.Reader) (*spdxmodel.Document, error)) {
	b.Run(name+"/kedja", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			doc, _, err := ours(bytes.NewReader(data), spdx.Options{})
			if err != nil || len(doc.Nodes) != nodes {
				b.Fatal(err)
			}
		}
	})
	b.Run(name+"/tools-golang", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := theirs(bytes.NewReader(data)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
