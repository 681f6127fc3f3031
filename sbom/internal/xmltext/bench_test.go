// SPDX-License-Identifier: Apache-2.0

package xmltext_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/kedja/kedja/sbom/internal/xmltext"
)

// sample is a bill of materials as generators lay it out.
func sample(components int) []byte {
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\" version=\"1\">\n<components>\n")
	for i := range components {
		fmt.Fprintf(&b, "  <component type=\"library\" bom-ref=\"pkg:npm/lib-%[1]d@1.%[1]d\">\n    <supplier><name>Supplier %[2]d Ltd</name></supplier>\n"+
			"    <name>lib-%[1]d</name>\n    <version>1.%[1]d</version>\n    <description>Utilities &amp; helpers, number %[1]d</description>\n"+
			"    <hashes><hash alg=\"SHA-256\">%064[1]x</hash></hashes>\n    <licenses><license><id>MIT</id></license></licenses>\n"+
			"    <purl>pkg:npm/lib-%[1]d@1.%[1]d</purl>\n  </component>\n", i, i%7)
	}
	b.WriteString("</components>\n</bom>\n")
	return []byte(b.String())
}

func BenchmarkReader(b *testing.B) {
	data := sample(2000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		x := xmltext.New(bytes.NewReader(data), xmltext.Options{})
		for more := true; more; {
			switch x.Next() {
			case xmltext.More:
				x.Fill(0)
			case xmltext.EOF:
				more = false
			case xmltext.Failed:
				b.Fatal(x.Err())
			}
		}
	}
}

// BenchmarkOracle is encoding/xml on the same text.
func BenchmarkOracle(b *testing.B) {
	data := sample(2000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		d := xml.NewDecoder(bytes.NewReader(data))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}
