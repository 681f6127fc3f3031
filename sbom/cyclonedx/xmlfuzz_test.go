// SPDX-License-Identifier: Apache-2.0

package cyclonedx_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	cdx "github.com/CycloneDX/cyclonedx-go"
	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/cyclonedx"
	"github.com/kedja/kedja/sbom/internal/gen"
	"github.com/kedja/kedja/sbom/internal/golden"
)

// FuzzReadXML starts from the inputs of the stories in testdata/xml.
func FuzzReadXML(f *testing.F) {
	golden.Seed(f, "testdata/xml/*.txtar")
	corpus.Seed(f, of("CycloneDX XML"), "cyclonedx")
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, list, err := readXML("f", data)
		if (doc == nil) != (err != nil) {
			t.Fatalf("document %v with error %v", doc, err)
		}
		if doc == nil {
			return
		}
		if in := doc.Inspect(); in.Components == 0 && !list.Has("sbom/no-components") {
			t.Fatal("nothing was found and nothing is said")
		}
		for _, e := range doc.Depends {
			if doc.Pointer(e.From) == "" || doc.Pointer(e.To) == "" {
				t.Fatalf("edge %v leads nowhere", e)
			}
		}
		for id, n := range doc.All() {
			if n.Parent >= id || n.Line < 1 {
				t.Fatalf("node %d has parent %d and line %d", id, n.Parent, n.Line)
			}
		}
	})
}

// TestXMLInPieces holds that it makes no difference in what pieces an input
// comes, nor how it ends.
func TestXMLInPieces(t *testing.T) {
	for _, data := range append(golden.Inputs(t, "testdata/xml/*.txtar"), bigXML(300)) {
		want, wantList, _ := readXML("f", data)
		got, gotList, err := cyclonedx.ReadXML(iotest.DataErrReader(iotest.OneByteReader(bytes.NewReader(data))), cyclonedx.Options{File: "f", Schema: true})
		if (got == nil) != (err != nil) {
			t.Errorf("document %v with error %v", got, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(wantList, gotList); diff != "" {
			t.Error(diff)
		}
	}
}

// TestXMLMutants reads the stories with every element's name, attribute and
// text replaced by others.
func TestXMLMutants(t *testing.T) {
	n := 0
	for _, data := range golden.Inputs(t, "testdata/xml/*.txtar") {
		text := string(data)
		for _, mark := range []string{"<", ">", "\"", "component", "name", "ref", "/"} {
			for i := 0; ; i++ {
				at := strings.Index(text[i:], mark)
				if at < 0 {
					break
				}
				if i += at; i%7 != 0 { // a sample is enough
					continue
				}
				for _, other := range []string{"", "x", "<a/>", "<name>", "&amp;", "dependency", " ", "\x00"} {
					doc, _, err := readXML("mutant", []byte(text[:i]+other+text[i+len(mark):]))
					if (doc == nil) != (err != nil) {
						t.Fatalf("%q for %q at %d: document %v with error %v", other, mark, i, doc, err)
					}
					n++
				}
			}
		}
	}
	if n < 1000 {
		t.Errorf("only %d mutants were read", n)
	}
}

// TestXMLHostile holds that files made to exhaust a machine are refused
// before they do.
func TestXMLHostile(t *testing.T) {
	const head = `<bom xmlns="http://cyclonedx.org/schema/bom/1.6">`
	laughs := `<!DOCTYPE bom [<!ENTITY l0 "ha">`
	for i := range 30 {
		laughs += fmt.Sprintf(`<!ENTITY l%d "&l%d;&l%d;">`, i+1, i, i)
	}
	for name, c := range map[string]struct{ text, want string }{
		"entities that expand":     {laughs + "]>" + head + "&l30;</bom>", "document type declaration"},
		"entity from a file":       {`<!DOCTYPE bom [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + head + "&x;</bom>", "document type declaration"},
		"schema from the net":      {`<!DOCTYPE bom SYSTEM "https://evil.example/x.dtd">` + head + "</bom>", "document type declaration"},
		"depth":                    {head + strings.Repeat("<components><component>", 100_000), "nesting depth is more than 512"},
		"depth of what is skipped": {head + strings.Repeat("<x>", 100_000), "nesting depth is more than 512"},
		"one long text":            {head + "<!--" + strings.Repeat("x", 2<<20) + "-->", "length of a string"},
	} {
		doc, _, err := cyclonedx.ReadXML(strings.NewReader(c.text), cyclonedx.Options{Limits: sbom.Limits{StringBytes: 1 << 20}})
		if doc != nil || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// bigXML returns a document of n components as cyclonedx-go writes it.
func bigXML(n int) []byte {
	var bom cdx.BOM
	if err := json.Unmarshal(gen.CycloneDX(n), &bom); err != nil {
		return nil
	}
	bom.XMLNS = "http://cyclonedx.org/schema/bom/1.6"
	data, err := xml.MarshalIndent(&bom, "", "  ")
	if err != nil {
		return nil
	}
	return append([]byte(xml.Header), data...)
}

// TestXMLGenerated compares a large document with its JSON form.
func TestXMLGenerated(t *testing.T) { same(t, "generated", gen.CycloneDX(3000), bigXML(3000)) }

// BenchmarkReadXML compares this reader with cyclonedx-go on the same bytes,
// in one run: only the ratio travels between machines.
func BenchmarkReadXML(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		data := bigXML(n)
		b.Run(fmt.Sprintf("kedja/%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				doc, _, err := readXML("b", data)
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
				if err := cdx.NewBOMDecoder(bytes.NewReader(data), cdx.BOMFileFormatXML).Decode(&bom); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
