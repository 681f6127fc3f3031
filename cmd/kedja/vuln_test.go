// SPDX-License-Identifier: Apache-2.0

package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// kedjaHere runs a command line as main does.
func kedjaHere(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, complaints bytes.Buffer
	p := &program{stdin: strings.NewReader(""), stdout: &out, stderr: &complaints, env: func(string) string { return "" },
		terminal: func(io.Writer) (int, bool) { return 0, false }, now: func() time.Time { return time.Date(2026, 8, 15, 0, 0, 0, 0, time.UTC) }}
	code = p.run(t.Context(), args)
	return code, out.String(), complaints.String()
}

const acmeRecord = `{"id": "ACME-1", "modified": "2026-05-01T00:00:00Z", "aliases": ["CVE-2026-90001"],
 "affected": [{"package": {"ecosystem": "npm", "name": "acme"}, "versions": ["1.0.0"]}]}`

const acmeSBOM = `{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": [
 {"type": "library", "bom-ref": "a", "name": "acme", "version": "1.0.0", "purl": "pkg:npm/acme@1.0.0"},
 {"type": "library", "bom-ref": "b", "name": "own", "version": "1"}]}`

// export is a zip of records, by name.
func export(t *testing.T, records ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(records); i += 2 {
		w, err := z.Create(records[i])
		if err == nil {
			_, err = io.WriteString(w, records[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// osvServer serves exports as osv.dev does, and lists.
func osvServer(t *testing.T) *httptest.Server {
	t.Helper()
	files := map[string][]byte{
		"/npm/all.zip": export(t, "ACME-1.json", acmeRecord),
		"/kev.json":    []byte(`{"title": "CISA Catalog", "catalogVersion": "2026.08.01", "vulnerabilities": [{"cveID": "CVE-2026-90001", "dateAdded": "2026-06-01"}]}`),
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, ok := files[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		http.ServeContent(w, r, "", time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC), bytes.NewReader(data))
	}))
	t.Cleanup(s.Close)
	return s
}

// TestFetchIndexMatch is the way of a new user: fetch what an SBOM needs, index
// the folder as it is, match.
func TestFetchIndexMatch(t *testing.T) {
	s, dir := osvServer(t), t.TempDir()
	data, sbom, index := filepath.Join(dir, "data"), filepath.Join(dir, "sbom.json"), filepath.Join(dir, "osv.idx")
	if err := os.WriteFile(sbom, []byte(acmeSBOM), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, said := kedjaHere(t, "vuln", "fetch", data, "--from", sbom, "--host", s.URL, "--dry-run")
	if code != 0 || out != "" || said != fmt.Sprintf("kedja: would fetch into %s: OSV records of npm, from %s\n", data, s.URL) {
		t.Errorf("dry run: code %d, %q, %q", code, out, said)
	}
	if _, err := os.Stat(data); err == nil {
		t.Error("a dry run makes the folder")
	}

	code, out, said = kedjaHere(t, "vuln", "fetch", data, "--from", sbom, "--host", s.URL)
	if code != 0 || !strings.HasPrefix(out, "osv-scalibr/npm/all.zip  new") || !strings.Contains(said, "next: kedja vuln index "+data) {
		t.Errorf("first fetch: code %d, %q, %q", code, out, said)
	}
	code, out, _ = kedjaHere(t, "vuln", "fetch", data, "--from", sbom, "--host", s.URL, "--quiet")
	if code != 0 || !strings.Contains(out, "not changed") {
		t.Errorf("second fetch: code %d, %q", code, out)
	}

	// One list of three can be had: it is kept, and the command fails.
	code, out, said = kedjaHere(t, "vuln", "fetch", data, "--lists", "--kev-url", s.URL+"/kev.json", "--eu-kev-url", s.URL+"/eu.json", "--epss-url", s.URL+"/epss.csv.gz")
	if code != exitInput || !strings.HasPrefix(out, "lists/kev.json") || strings.Count(said, "error: ") != 2 {
		t.Errorf("lists: code %d, %q, %q", code, out, said)
	}

	if code, out, said = kedjaHere(t, "vuln", "index", data, "-o", index); code != 0 || said != "" || !strings.Contains(out, "1 record about 1 package") {
		t.Errorf("index: code %d, %q, %q", code, out, said)
	}
	code, out, said = kedjaHere(t, "vuln", "match", "--osv", index, "--kev", filepath.Join(data, "lists"), sbom)
	if code != 0 || said != "" || !strings.Contains(out, "exploited (cisa-kev 2026-06-01)") {
		t.Errorf("match: code %d, %q, %q", code, out, said)
	}
}

func TestFetchRefuses(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		name string
		args []string
		want string
	}{
		{"nothing", []string{dir}, "say what to fetch"},
		{"no folder", []string{"--lists"}, "needs the folder to fill"},
		{"no address", []string{dir, "--ecosystem", "npm", "--host", "mirror"}, `"mirror" is no address to fetch from`},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, _, said := kedjaHere(t, append([]string{"vuln", "fetch"}, c.args...)...)
			if code != exitUsage || !strings.Contains(said, c.want) {
				t.Errorf("code %d, %q", code, said)
			}
		})
	}
	s := osvServer(t)
	code, _, said := kedjaHere(t, "vuln", "fetch", dir, "--ecosystem", "NPM", "--host", s.URL)
	if code != exitInput || !strings.Contains(said, "name the ecosystem as OSV does, in its case") {
		t.Errorf("wrong case: code %d, %q", code, said)
	}
}

func TestFetchInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var complaints bytes.Buffer
	p := &program{stdout: io.Discard, stderr: &complaints, env: func(string) string { return "" }, terminal: func(io.Writer) (int, bool) { return 0, false }, now: time.Now}
	if code := p.run(ctx, []string{"vuln", "fetch", t.TempDir(), "--ecosystem", "npm", "--host", "http://127.0.0.1:1"}); code != exitInterrupted {
		t.Errorf("code %d, %q", code, complaints.String())
	}
}

// A zip entry that cannot be unpacked is told with its place; its ecosystem is
// unknown where its packages are not known.
func TestBadZipEntry(t *testing.T) {
	dir := t.TempDir()
	data := export(t, "ACME-1.json", acmeRecord, "ACME-2.json", strings.ReplaceAll(acmeRecord, "acme", "other"))
	at := bytes.Index(data, []byte("ACME-2.json")) + len("ACME-2.json") + 20
	data[at] ^= 0xff
	file, index, sbom := filepath.Join(dir, "npm.zip"), filepath.Join(dir, "osv.idx"), filepath.Join(dir, "sbom.json")
	for name, text := range map[string][]byte{file: data, sbom: []byte(acmeSBOM)} {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	code, out, said := kedjaHere(t, "vuln", "index", file, "-o", index)
	if code != exitInput || !strings.Contains(out, "1 unreadable, their packages are answered as unknown") || !strings.Contains(said, "npm.zip!ACME-2.json: error: ") {
		t.Errorf("index: code %d, %q, %q", code, out, said)
	}
	code, _, said = kedjaHere(t, "vuln", "match", "--osv", index, sbom)
	if code != 0 || !strings.Contains(said, "npm.zip!ACME-2.json") {
		t.Errorf("match does not repeat what could not be read: code %d, %q", code, said)
	}
}

// The schema of the result stands beside the others.
func TestMatchSchema(t *testing.T) {
	text, err := matchSchema()
	keepsPage(t, "../../docs/schema/vulnerabilitymatch.schema.json", text, err)
}
