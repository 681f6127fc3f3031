// SPDX-License-Identifier: Apache-2.0

package cyclonedx_test

import (
	"bytes"
	"strings"
	"testing"

	cdx "github.com/CycloneDX/cyclonedx-go"
	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom/cyclonedx"
)

// TestWrittenOracle writes the real files anew and reads what was written with
// cyclonedx-go: it must accept every one and see what this reader sees.
func TestWrittenOracle(t *testing.T) {
	written := 0
	for _, path := range corpus.Files(t, 1<<20, "cyclonedx", "graphs", "vex") {
		data := corpus.Read(t, path)
		if !bytes.Contains(data, []byte(`"CycloneDX"`)) {
			continue
		}
		doc, _, err := cyclonedx.Read(bytes.NewReader(data), cyclonedx.Options{File: path})
		if err != nil {
			continue
		}
		for _, opts := range []cyclonedx.WriteOptions{{}, {Version: "1.7"}, {XML: true}, {XML: true, Version: "1.7"}} {
			var out bytes.Buffer
			if _, err := cyclonedx.Write(&out, doc, opts); err != nil {
				t.Errorf("%s %+v: %v", path, opts, err)
				continue
			}
			written++
			compareWritten(t, path, out.Bytes(), opts)
		}
	}
	if written < 2000 {
		t.Errorf("only %d documents were written", written)
	}
}

func compareWritten(t *testing.T, path string, data []byte, opts cyclonedx.WriteOptions) {
	t.Helper()
	read, format := cyclonedx.Read, cdx.BOMFileFormatJSON
	if opts.XML {
		read, format = cyclonedx.ReadXML, cdx.BOMFileFormatXML
	}
	doc, _, err := read(bytes.NewReader(data), cyclonedx.Options{File: path})
	if err != nil {
		t.Errorf("%s %+v: what was written is not read: %v", path, opts, err)
		return
	}
	bom := new(cdx.BOM)
	if err := cdx.NewBOMDecoder(bytes.NewReader(data), format).Decode(bom); err != nil {
		t.Errorf("%s %+v: cyclonedx-go: %v", path, opts, err)
		return
	}
	if diff := cmp.Diff(trimmed(oracleView(bom)), trimmed(ourView(doc))); diff != "" {
		t.Errorf("%s %+v (-cyclonedx-go +kedja)\n%s", path, opts, diff)
	}
}

// trimmed takes the spaces from around every field: texts of XML are read
// without them.
func trimmed(v view) view {
	for _, list := range [][]string{v.Components, v.Edges} {
		for i, r := range list {
			fields := strings.Split(r, "|")
			for k := range fields {
				fields[k] = strings.Join(strings.Fields(fields[k]), " ")
			}
			list[i] = row(fields...)
		}
	}
	return v.sorted()
}
