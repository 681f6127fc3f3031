// SPDX-License-Identifier: Apache-2.0

package read_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/read"
)

const (
	cdx  = `{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": [{"type": "library", "name": "a"}]}`
	spdx = `{"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "packages": [{"SPDXID": "SPDXRef-a", "name": "a"}]}`
)

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		content string
		kind    read.Kind
		name    string
	}{
		{cdx, read.KindSBOM, "CycloneDX JSON"},
		{`{"components": [{"purl": "x"}], "specVersion": "1.4"}`, read.KindSBOM, "CycloneDX JSON"},
		{`{"$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json"}`, read.KindSBOM, "CycloneDX JSON"},
		{spdx, read.KindSBOM, "SPDX 2 JSON"},
		{`{"SPDXID": "SPDXRef-DOCUMENT", "packages": []}`, read.KindSBOM, "SPDX 2 JSON"},
		{`{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": []}`, read.KindSBOM, "SPDX 3 JSON-LD"},
		{`{"@graph": [{"spdxId": "x"}], "@context": {}}`, read.KindSBOM, "SPDX 3 JSON-LD"},
		{`<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>`, read.KindSBOM, "CycloneDX XML"},
		{`<rdf:RDF xmlns:spdx="http://spdx.org/rdf/terms#">`, read.KindSBOM, "SPDX RDF/XML"},
		{`<Document><spdxVersion>SPDX-2.3</spdxVersion></Document>`, read.KindSBOM, "SPDX XML"},
		{"# comment\nSPDXVersion: SPDX-2.3\n", read.KindSBOM, "SPDX tag-value"},
		{"---\nname: x\nspdxVersion: SPDX-2.3\n", read.KindSBOM, "SPDX YAML"},
		{"spec_version: \"1.5\"\n", read.KindSBOM, "CycloneDX protobuf text"},
		{"\x0a\x031.5\x10\x01", read.KindSBOM, "CycloneDX protobuf"},
		{"\x1f\x8b\x08", read.KindSBOM, "gzip data"},
		{"PK\x03\x04", read.KindSBOM, "a ZIP archive"},
		{"kind: System\nid: ran-north\n", read.KindRecord, "a record of kind System"},
		{"# ours\napiVersion: kedja/v1\nkind: 'Supplier' # one\n", read.KindRecord, "a record of kind Supplier"},
		{"{kind: Supplier, id: a, owners: [{party: f, share: 1}]}\n", read.KindRecord, "a record of kind Supplier"},
		{"# ours\n---\n{\n  id: 'a', # one\n  match: {kind: x},\n  \"kind\": \"System\",\n}\n", read.KindRecord, "a record of kind System"},
		{"--- {url: http://x.example/a#b, apiVersion: kedja/v1, kind: Tender}", read.KindRecord, "a record of kind Tender"},
		{"{name: x, match: {kind: Supplier}}", read.KindOther, "a JSON object without members"},
		{"{kind: Deployment, apiVersion: apps/v1}", read.KindOther, "a JSON object without members"},
		{"{name: 'kind: Supplier", read.KindOther, "a JSON object without members"},
		{`{"apiVersion": "kedja/v1", "kind": "Tender"}`, read.KindRecord, "a record of kind Tender"},
		{`{"schemaVersion": "1.0", "kind": "Assessment"}`, read.KindResult, "a stored assessment"},
		{"kind: Deployment\napiVersion: apps/v1\n", read.KindOther, "text of an unknown format"},
		{`{"@context": "https://openvex.dev/ns/v0.2.0", "statements": []}`, read.KindOther, "an OpenVEX document"},
		{`{"document": {}, "product_tree": {}}`, read.KindOther, "a CSAF document"},
		{`{"_type": "https://in-toto.io/Statement/v1", "predicateType": "https://cyclonedx.org/bom", "predicate": {}}`, read.KindSBOM, "an in-toto statement"},
		{`{"sbom": {"spdxVersion": "SPDX-2.3"}}`, read.KindSBOM, "an answer of a web API around an SBOM"},
		{`{"a": 1, "b": 2}`, read.KindOther, "a JSON object with the members a, b"},
		{`{}`, read.KindOther, "a JSON object without members"},
		{`[1]`, read.KindOther, "a JSON list"},
		{`<html>`, read.KindOther, "XML, but of no SBOM format"},
		{"", read.KindOther, "an empty file"},
		{" \n", read.KindOther, "a file of white space"},
		{"a\x00b", read.KindOther, "binary data"},
	} {
		got := read.Detect([]byte(c.content))
		if got.Kind != c.kind || got.Name != c.name {
			t.Errorf("%.60q is %+v, want %d %s", c.content, got, c.kind, c.name)
		}
		if _, _, err := read.Bytes("f", []byte(c.content), nil); err == nil && !got.Readable {
			t.Errorf("%.60q: readable %v, but reading gives %v", c.content, got.Readable, err)
		}
	}
}

// TestRefusals holds what a person reads when there is no document.
func TestRefusals(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"empty", "", "f: found an empty file, not an SBOM; give a CycloneDX or SPDX document [sbom/not-an-sbom]"},
		{"record", "kind: System\n", "f: found a record of kind System, not an SBOM; give a CycloneDX or SPDX document [sbom/not-an-sbom]"},
		{"wrapped", `{"sbom": {}}`, "f: found a JSON object without members, not an SBOM; give a CycloneDX or SPDX document [sbom/not-an-sbom]"},
		{"compressed", "\x1f\x8b", "f: the gzip data are damaged: they end in the middle; get the complete file from its producer [sbom/damaged]"},
		{"cut", `{"bomFormat": "CycloneDX", "spec`, "f:1 /bomFormat: not valid JSON: the text ends in the middle; nothing after this place is read; get the complete file from its producer [json/syntax]"},
		{"cut early", `{"bomF`, "f: found a JSON object without members, not an SBOM; reading stopped at unexpected EOF after offset 6; give a CycloneDX or SPDX document [sbom/not-an-sbom]"},
	} {
		doc, _, err := read.Bytes("f", []byte(c.content), nil)
		if doc != nil || err == nil || err.Error() != c.want {
			t.Errorf("%s:\n%v\nwant\n%s", c.name, err, c.want)
		}
	}
}

func TestEncodings(t *testing.T) {
	units := utf16.Encode([]rune(cdx))
	le := []byte("\xff\xfe")
	for _, u := range units {
		le = append(le, byte(u), byte(u>>8))
	}
	for name, data := range map[string][]byte{"byte order mark": []byte("\xef\xbb\xbf" + cdx), "UTF-16": le} {
		doc, list, err := read.Bytes("f", data, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if in := doc.Inspect(); in.Components != 1 || !list.Has("sbom/encoding") || doc.Size != int64(len(data)) {
			t.Errorf("%s: %+v", name, in)
		}
	}
	latin := strings.Replace(cdx, `"a"`, "\"\xe4\"", 1)
	doc, list, err := read.Bytes("f", []byte(latin), nil)
	if err != nil || doc.Nodes[0].Name != "\ufffd" || !list.Has("sbom/invalid-utf8") {
		t.Errorf("Latin-1: %v %v", list, err)
	}
}

// TestDeepNesting holds that 10⁵ brackets are an error with a place, wherever
// they stand, and not the end of the program.
func TestDeepNesting(t *testing.T) {
	const n = 100_000
	nested := strings.Repeat(`{"type":"library","name":"x","components":[`, n) + strings.Repeat("]}", n)
	for name, content := range map[string]string{
		"in a field that is skipped": strings.Replace(cdx, `"version": 1`, `"properties": `+strings.Repeat("[", n)+strings.Repeat("]", n), 1),
		"of components":              `{"bomFormat":"CycloneDX","specVersion":"1.6","components":[` + nested + `]}`,
		"not closed":                 `{"spdxVersion":"SPDX-2.3","packages":` + strings.Repeat("[", n),
	} {
		doc, _, err := read.Bytes("f", []byte(content), nil)
		d, ok := errors.AsType[diag.Diagnostic](err)
		if doc != nil || !ok || d.Code != "sbom/limit" || !strings.Contains(d.Message, "nesting depth is more than 512") ||
			d.Line != 1 || d.Pointer == "" || len(d.Pointer) > 300 {
			t.Errorf("nesting %s: %v", name, err)
		}
	}
	for _, content := range []string{strings.Repeat("[", n), strings.Repeat(`{"a":`, n)} {
		if _, _, err := read.Bytes("f", []byte(content), nil); err == nil || len(err.Error()) > 500 {
			t.Errorf("nesting at the outermost level: %.600v", err)
		}
	}
}

func TestLimits(t *testing.T) {
	three := `{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"name": "a"}, {"name": "b"}, {"name": "ccccccccccc"}],
 "dependencies": [{"ref": "a", "dependsOn": ["b", "c"]}]}`
	for _, c := range []struct {
		limits sbom.Limits
		want   string
	}{
		{sbom.Limits{Bytes: 50}, "f: over the limit: the input has more than 50 bytes"},
		{sbom.Limits{Depth: 2}, "f:1 /components/0: over the limit: nesting depth is more than 2"},
		{sbom.Limits{Nodes: 2}, "f:1 /components/2: over the limit: number of components is more than 2"},
		{sbom.Limits{Edges: 2}, "f:2 /dependencies/0/dependsOn/1: over the limit: number of references is more than 2"},
		{sbom.Limits{StringBytes: 10}, "f:1 /components/2/name: over the limit: length of a string is more than 10"},
	} {
		// The name of the limit must be the first thing that is wrong: strings
		// of the header are longer than 10 bytes too, so that one is shorter.
		content := three
		if c.limits.StringBytes > 0 {
			content = strings.Replace(three, `"bomFormat": "CycloneDX", `, "", 1)
		}
		doc, _, err := read.Bytes("f", []byte(content), &read.Options{Limits: c.limits})
		if doc != nil || err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%+v:\n%v\nwant\n%s", c.limits, err, c.want)
		}
	}
	if _, _, err := read.From("f", strings.NewReader(three), &read.Options{Limits: sbom.Limits{Bytes: 50}}); err == nil {
		t.Error("a stream over the limit was read")
	}
	if doc, _, err := read.Bytes("f", []byte(three), &read.Options{Limits: sbom.Limits{Nodes: 3, Edges: 3}}); err != nil || len(doc.Nodes) != 3 {
		t.Errorf("a document at its limits: %v", err)
	}
}

func TestFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "misleading.spdx.xml")
	if err := os.WriteFile(path, []byte(cdx), 0o600); err != nil {
		t.Fatal(err)
	}
	doc, _, err := read.File(path, nil)
	if err != nil || doc.Format != sbom.CycloneDX || doc.File != filepath.ToSlash(path) {
		t.Errorf("%+v %v", doc, err)
	}
	if _, _, err := read.File(path, &read.Options{Limits: sbom.Limits{Bytes: 5}}); err == nil {
		t.Error("a file over the limit was read")
	}
	if _, _, err := read.File(filepath.Join(dir, "none"), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
	if _, _, err := read.File(dir, nil); err == nil || !strings.Contains(err.Error(), "folder") {
		t.Errorf("a folder: %v", err)
	}
}

// TestInputIsNotKept holds that a document does not change with the bytes it
// was read from.
func TestInputIsNotKept(t *testing.T) {
	data := []byte(spdx)
	doc, _, err := read.Bytes("f", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range data {
		data[i] = '#'
	}
	if n := doc.Nodes[0]; n.Name != "a" || n.Ref != "SPDXRef-a" {
		t.Errorf("%+v", n)
	}
}
