// SPDX-License-Identifier: Apache-2.0

package read_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/gen"
	"github.com/kedja/kedja/sbom/read"
)

func gz(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

func xzData(t *testing.T, data []byte) []byte {
	var b bytes.Buffer
	w, err := xz.NewWriter(&b)
	if err == nil {
		_, err = w.Write(data)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zst(t *testing.T, data []byte) []byte {
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return w.EncodeAll(data, nil)
}

func zipped(t *testing.T, entries ...string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(entries); i += 2 {
		f, err := w.Create(entries[i])
		if err == nil {
			_, err = io.WriteString(f, entries[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	w.Close()
	return b.Bytes()
}

// TestLayers reads one SBOM through everything that may be around it: the
// contents are the same, digest and size those of the file.
func TestLayers(t *testing.T) {
	encoded := base64.StdEncoding.EncodeToString([]byte(`{"predicateType": "https://cyclonedx.org/bom", "predicate": ` + cdx + `}`))
	for _, c := range []struct {
		name    string
		data    []byte
		code    string // what is said of the layer
		pointer string // of the component
	}{
		{"gzip", gz([]byte(cdx)), "sbom/compressed", "/components/0"},
		{"gzip of gzip", gz(gz([]byte(cdx))), "sbom/compressed", "/components/0"},
		{"xz", xzData(t, []byte(cdx)), "sbom/compressed", "/components/0"},
		{"zstd", zst(t, []byte(cdx)), "sbom/compressed", "/components/0"},
		{"zip", zipped(t, "README", "hello", "a/bom.json", cdx), "sbom/compressed", "/components/0"},
		{"statement", []byte(`{"_type": "https://in-toto.io/Statement/v1", "predicateType": "https://cyclonedx.org/bom", "predicate": ` + cdx + `}`), "", "/predicate/components/0"},
		{"cosign", []byte(`{"predicateType": "cosign.sigstore.dev/attestation/v1", "predicate": {"Timestamp": "", "Data": ` + cdx + `}}`), "", "/predicate/Data/components/0"},
		{"envelope", []byte(`{"payloadType": "application/vnd.in-toto+json", "payload": "` + encoded + `", "signatures": [{"sig": "x"}]}`), "sbom/signature", "/predicate/components/0"},
		{"bundle", []byte(`{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json", "dsseEnvelope": {"payload": "` + encoded + `", "payloadType": "x"}}`), "sbom/signature", "/predicate/components/0"},
		{"second line", []byte(`{"payloadType": "x", "payload": "e30="}` + "\n" + `{"payloadType": "x", "payload": "` + encoded + `"}`), "sbom/signature", "/predicate/components/0"},
		{"answer", []byte("{\n\"sbom\":\n" + cdx + "}"), "", "/sbom/components/0"},
	} {
		doc, list, err := read.Bytes("f", c.data, nil)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if in := doc.Inspect(); in.Components != 1 || in.SHA256 != fmt.Sprintf("%x", sha256.Sum256(c.data)) || doc.Size != int64(len(c.data)) {
			t.Errorf("%s: %+v", c.name, in)
		}
		for id, n := range doc.Components() {
			if got := doc.Pointer(id); got != c.pointer || n.Line < 1 {
				t.Errorf("%s: the component is at %s, line %d", c.name, got, n.Line)
			}
		}
		if c.code != "" && !list.Has(c.code) {
			t.Errorf("%s: %v", c.name, list)
		}
	}
}

func TestLayersRefused(t *testing.T) {
	deep := []byte(cdx)
	for range 6 {
		deep = gz(deep)
	}
	encoded := base64.StdEncoding.EncodeToString([]byte(`{"predicateType": "https://slsa.dev/provenance/v1", "predicate": {"builder": {}}}`))
	bomb := gz(append([]byte(cdx[:len(cdx)-1]), bytes.Repeat([]byte(" "), 32<<20)...))
	for _, c := range []struct{ name, code, text, data string }{
		{"six times gzip", "sbom/limit", "more than 4 compressions", string(deep)},
		{"a bomb", "sbom/limit", "the decompression ratio is more than 300", string(bomb)},
		{"two in a zip", "sbom/archive", "has 2 SBOMs: a.json, b.json", string(zipped(t, "a.json", cdx, "b.json", spdx))},
		{"none in a zip", "sbom/archive", "none of the 1 entries", string(zipped(t, "README", "hello"))},
		{"gzip of a text", "sbom/not-an-sbom", "text of an unknown format", string(gz([]byte("hello")))},
		{"damaged xz", "sbom/damaged", "the xz data are damaged", "\xfd7zXZ\x00rubbish, rubbish, rubbish"},
		{"provenance", "sbom/not-an-sbom", `type \"https://slsa.dev/provenance/v1\"`, `{"payloadType": "x", "payload": "` + encoded + `"}`},
		{"no base64", "sbom/damaged", "is not base64", `{"payloadType": "x", "payload": "%%%"}`},
		{"cut statement", "sbom/damaged", "not valid JSON", `{"predicateType": "x", "predicate": {"bomFormat": "Cyc`},
		{"tar", "sbom/not-read", "a tar archive", strings.Repeat("\x00", 257) + "ustar" + strings.Repeat("\x00", 300)},
	} {
		doc, _, err := read.Bytes("f", []byte(c.data), nil)
		d, ok := errors.AsType[diag.Diagnostic](err)
		if doc != nil || !ok || d.Code != c.code || !strings.Contains(d.Message, strings.ReplaceAll(c.text, `\"`, `"`)) || d.Remedy == "" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestCutCompressed holds that what stands before the damage is read, and that
// the document says that it was cut.
func TestCutCompressed(t *testing.T) {
	whole := gen.CycloneDX(500)
	for name, data := range map[string][]byte{"gzip": gz(whole), "zstd": zst(t, whole)} {
		doc, list, err := read.Bytes("f", data[:len(data)*9/10], nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if in := doc.Inspect(); in.Components == 0 && name == "gzip" || !doc.Cut || !list.Has("json/syntax") {
			t.Errorf("%s: %d components, cut: %v, %v", name, in.Components, doc.Cut, list)
		}
	}
}

// TestCompressedCorpus reads the compressed files of the corpus like the plain
// file they were made from.
func TestCompressedCorpus(t *testing.T) {
	const folder = "cyclonedx/guacsec+trustify/etc/test-data/cyclonedx/decompress/simple.json."
	var counts []string
	for _, ext := range []string{"xz", "bz2", "gz"} {
		doc, _, err := read.Bytes("f", corpus.Read(t, folder+ext), nil)
		if err != nil {
			t.Fatal(err)
		}
		in := doc.Inspect()
		if in.Components == 0 {
			t.Errorf("%s: nothing was found", ext)
		}
		counts = append(counts, fmt.Sprint(in.Components, in.Dependencies, in.WithPURL))
	}
	if counts[0] != counts[1] || counts[1] != counts[2] {
		t.Errorf("one file in three compressions gives %v", counts)
	}
}

// TestLateMember holds that a document is known whose telling member comes
// after more than the sample.
func TestLateMember(t *testing.T) {
	late := `{"x": "` + strings.Repeat("x", 200_000) + `", ` + cdx[1:]
	doc, _, err := read.From("f", strings.NewReader(late), &read.Options{Limits: sbom.Limits{}})
	if err != nil || doc.Inspect().Components != 1 || doc.Size != int64(len(late)) {
		t.Errorf("%v %v", doc, err)
	}
}
