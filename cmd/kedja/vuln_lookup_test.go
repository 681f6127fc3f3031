// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/vuln/files"
)

// manyComponents is an SBOM of more components than are looked up at once, with
// every kind of name to look up by, and some components in others.
func manyComponents() string {
	var b strings.Builder
	b.WriteString(`{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [`)
	for i := range 3000 {
		if i > 0 {
			b.WriteString(",\n")
		}
		fmt.Fprintf(&b, `{"type": "library", "bom-ref": "c%d", "group": "@g", "name": "lib%d", "version": "%d.0.0"`, i, i, i%3)
		switch i % 7 {
		case 0:
			fmt.Fprintf(&b, `, "purl": "pkg:npm/acme@%d.0.%d", "scope": "optional"`, i%3, i%2)
		case 1:
			b.WriteString(`, "cpe": "cpe:2.3:a:acme:acme:1.0.0:*:*:*:*:*:*:*"`)
		case 2:
			fmt.Fprintf(&b, `, "purl": "pkg:cargo/lib%d@1", "components": [{"type": "library", "name": "in", "purl": "pkg:npm/acme@1.0.0"}]`, i)
		case 3:
			b.WriteString(`, "purl": "pkg:npm/"`)
		case 4:
		default:
			fmt.Fprintf(&b, `, "purl": "pkg:npm/lib%d@1"`, i)
		}
		b.WriteString("}")
	}
	b.WriteString(`], "metadata": {"component": {"type": "application", "name": "shop", "version": "1", "purl": "pkg:npm/acme@1.0.0"}}}`)
	return b.String()
}

// matchOf is the result of vuln match in all formats, made at once or not, and
// whether it was not.
func matchOf(t *testing.T, data *files.Files, atOnce, full bool, sboms ...string) (texts []string, onTheWay bool) {
	t.Helper()
	p := &program{stdin: strings.NewReader(""), stdout: new(bytes.Buffer), stderr: new(bytes.Buffer), env: func(string) string { return "" },
		terminal: func(io.Writer) (int, bool) { return 0, false }}
	m := &matching{asOf: time.Date(2026, 8, 15, 0, 0, 0, 0, time.UTC), full: full, data: data, atOnce: atOnce}
	status, failed, err := p.readNamed(t.Context(), sboms, m, func() *files.Files { return data })
	if err != nil || failed != nil {
		t.Fatal(err, failed)
	}
	r, err := m.run(t.Context(), status != exitPass)
	if err != nil {
		t.Fatal(err)
	}
	var whole, parts, csv, text bytes.Buffer
	for _, err := range []error{writeJSON(&whole, r), r.writeJSON(&parts), r.writeCSV(&csv), r.writeText(&text, full)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if whole.String() != parts.String() {
		t.Errorf("JSON made in parts differs:\n%s", cmp.Diff(whole.String(), parts.String()))
	}
	return []string{whole.String(), csv.String(), text.String(), fmt.Sprint(status, m.components())}, !m.atOnce
}

// databases reads some, closed with the test.
func databases(t *testing.T, path string) *files.Files {
	t.Helper()
	data := files.Load(t.Context(), files.Paths{OSV: []string{path}}, filepath.ToSlash)
	t.Cleanup(func() { data.Close() })
	if err := data.Problems.Err(); err != nil {
		t.Fatal(err)
	}
	return data
}

func put(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestLookupsOnTheWay compares what is looked up while SBOMs are read with what
// is looked up at once, of SBOMs that have names enough and one that has to be
// read whole.
func TestLookupsOnTheWay(t *testing.T) {
	other := acmeRecord[:strings.LastIndexByte(acmeRecord, ']')] + `, {"package": {"ecosystem": "npm", "name": "lib5"}, "versions": ["1"]}]}`
	data := databases(t, filepath.Dir(put(t, "ACME-1.json", other)))
	sboms := []string{
		put(t, "many.json", manyComponents()), put(t, "empty.json", `{"bomFormat": "CycloneDX", "specVersion": "1.6"}`),
		put(t, "odd.json", strings.Replace(acmeSBOM, `"version": "1"}`, `"version": 1}`, 1)), put(t, "plain.json", acmeSBOM),
		put(t, "two.json", strings.Replace(acmeSBOM, `"version": "1"}`, `"version": "1", "purl": "pkg:generic/own@1", "properties": [{"name": "kedja:purl", "value": "pkg:npm/acme@1.0.0"}]}`, 1)),
		put(t, "none.json", "{"),
	}
	for _, full := range []bool{false, true} {
		want, _ := matchOf(t, data, true, full, sboms...)
		got, onTheWay := matchOf(t, data, false, full, sboms...)
		if d := cmp.Diff(want, got); d != "" || !onTheWay {
			t.Errorf("full %v: looked up on the way %v (-at once +on the way):\n%s", full, onTheWay, d)
		}
		if !strings.Contains(got[0], `"vulnerable": `) || !strings.Contains(got[0], "/components/2/components/0") {
			t.Errorf("full %v: hardly anything was found:\n%.2000s", full, got[0])
		}
	}
	stated := put(t, "stated.json", strings.TrimSuffix(acmeSBOM, "}")+`, "vulnerabilities": [{"id": "CVE-2026-90001", "affects": [{"ref": "a"}], "analysis": {"state": "not_affected"}}]}`)
	want, _ := matchOf(t, data, true, false, append(sboms, stated)...)
	got, onTheWay := matchOf(t, data, false, false, append(sboms, stated)...)
	if d := cmp.Diff(want, got); d != "" || onTheWay || !strings.Contains(got[0], `"closed": 1`) {
		t.Errorf("with a statement in an SBOM: looked up on the way %v (-at once +on the way):\n%s", onTheWay, d)
	}
}

// TestLookupsOfCorpus does so of real SBOMs and real records.
func TestLookupsOfCorpus(t *testing.T) {
	data := databases(t, corpus.Path(t, "osv-export"))
	compared := 0
	for i, name := range corpus.Files(t, 1<<20, "cyclonedx", "spdx2") {
		if i%5 > 0 {
			continue
		}
		path := corpus.Path(t, name)
		want, _ := matchOf(t, data, true, false, path)
		got, onTheWay := matchOf(t, data, false, false, path)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-at once +on the way):\n%s", name, d)
		}
		if onTheWay {
			compared++
		}
	}
	if compared < 50 {
		t.Errorf("only %d SBOMs were compared", compared)
	}
}

// TestIndent compares with json.Indent.
func TestIndent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scalar := rapid.OneOf(rapid.String().AsAny(), rapid.Float64().AsAny(), rapid.Bool().AsAny(), rapid.Just[any](nil), rapid.Just[any]([]any{}), rapid.Just[any](map[string]any{}))
		value := any(rapid.SliceOf(scalar).Draw(t, "list"))
		for range rapid.IntRange(0, 40).Draw(t, "depth") {
			if rapid.Bool().Draw(t, "object") {
				value = map[string]any{"a": value, rapid.String().Draw(t, "name"): 1}
			} else {
				value = []any{value, "\\\""}
			}
		}
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		var want bytes.Buffer
		if err := json.Indent(&want, text, "    ", "  "); err != nil {
			t.Fatal(err)
		}
		if got := string(indent(nil, text, 2)); got != "\n    "+want.String() {
			t.Fatalf("%s is written\n%s\nwant\n%s", text, got, want.String())
		}
	})
}
