// SPDX-License-Identifier: Apache-2.0

package outline

import (
	"bytes"
	"fmt"
	"testing"
)

// BenchmarkRead reads a document of many components as generators write them.
func BenchmarkRead(b *testing.B) {
	var text bytes.Buffer
	text.WriteString(`{"bomFormat":"CycloneDX","specVersion":"1.6","components":[`)
	for i := range 20_000 {
		if i > 0 {
			text.WriteByte(',')
		}
		fmt.Fprintf(&text, `{"bom-ref":"pkg:npm/part-%[1]d@1.%[2]d.7","type":"library","supplier":{"name":"Supplier %[2]d","url":["https://supplier-%[2]d.example"]},`+
			`"name":"part-%[1]d","version":"1.%[2]d.7","description":"The part-%[1]d package: utilities \u0026 helpers for \"npm\" projects.","scope":"required",`+
			`"hashes":[{"alg":"SHA-256","content":"%064[1]x"}],"licenses":[{"license":{"id":"Apache-2.0"}}],"purl":"pkg:npm/part-%[1]d@1.%[2]d.7",`+
			`"externalReferences":[{"type":"vcs","url":"https://git.example/part-%[1]d.git"}],"properties":[{"name":"level","value":"%[2]d"}]}`, i, i%40)
	}
	text.WriteString(`]}`)
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		n := 0
		if _, ok := Read(bytes.NewReader(text.Bytes()), int64(text.Len()), func(list []Component) []Component { n += len(list); return list }); !ok || n != 20_000 {
			b.Fatal(ok, n)
		}
	}
}

// BenchmarkFind finds the strings of a text.
func BenchmarkFind(b *testing.B) {
	w := room(1 << 20)
	copy(w.buf, bytes.Repeat([]byte(`{"name":"a part of some length that nobody reads","licence":"of the most usual kind"},`), 10_000))
	b.SetBytes(1 << 20)
	for b.Loop() {
		w.find(0, 0, 1<<20)
	}
}
