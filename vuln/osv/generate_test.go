// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kedja/kedja/vuln"
)

// malware writes n records in the shape of reports of malicious packages,
// which are most of npm's export: about 1.2 kB each, every version affected or
// a few listed. Equal numbers give equal bytes.
func malware(w io.Writer, n int) error {
	z := zip.NewWriter(w)
	for i := range n {
		f, err := z.Create(fmt.Sprintf("MAL-2030-%d.json", i))
		if err != nil {
			return err
		}
		if _, err := io.WriteString(f, malwareRecord(i)); err != nil {
			return err
		}
	}
	return z.Close()
}

func malwareRecord(i int) string {
	affected := `"ranges":[{"type":"SEMVER","events":[{"introduced":"0"}]}]`
	if i%3 == 0 {
		affected = fmt.Sprintf(`"versions":["%d.0.%d","%d.1.0","99.%d.0"]`, i%7, i%90, i%7, i%40)
	}
	// Numbers that look random keep the zip as hard to unpack as a real one.
	noise := func(k uint64) uint64 { return (uint64(i)*0x9e3779b97f4a7c15 + k) * 0xbf58476d1ce4e5b9 }
	return fmt.Sprintf(`{
  "schema_version": "1.7.4",
  "id": "MAL-2030-%d",
  "modified": "2030-%02d-%02dT%02d:00:00Z",
  "published": "2030-01-%02dT00:00:00Z",
  "summary": "Malicious code in %s (npm)",
  "details": "%s",
  "affected": [{"package": {"ecosystem": "npm", "name": "%s"}, %s,
    "database_specific": {"cwes": [{"cweId": "CWE-506", "name": "Embedded Malicious Code", "description": "The product contains code that appears to be malicious in nature."}]}}],
  "references": [{"type": "WEB", "url": "https://reports.example/%016x"}],
  "database_specific": {"malicious-packages-origins": [{"source": "scanner", "sha256": "%016x%016x%016x%016x", "import_time": "2030-01-01T00:00:00.%06dZ", "versions": ["1.0.0"]}]}
}
`, i, 1+i%12, 1+i%28, i%24, 1+i%28, malwareName(i), strings.Repeat(fmt.Sprintf("The package %x talks to a domain that is known for malware; whoever installed it must hold every secret for lost. ", noise(1)>>40), 3),
		malwareName(i), affected, noise(2), noise(3), noise(4), noise(5), noise(6), i%1_000_000)
}

func malwareName(i int) string {
	if i%5 == 0 {
		return fmt.Sprintf("@scope-%d/pkg-%d", i%977, i)
	}
	return fmt.Sprintf("bad-%x-pkg", uint32(i)*2654435761)
}

// malwareZip writes the records to npm/all.zip in a folder of the test.
func malwareZip(t testing.TB, n int) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "npm", "all.zip")
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	if err := malware(w, n); err != nil {
		t.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return name
}

// components makes n queries, all different, of which one in sixteen names a
// package that records name.
func components(n int) []vuln.Query {
	out := make([]vuln.Query, n)
	for i := range out {
		switch {
		case i%16 == 0:
			out[i].PURL = fmt.Sprintf("pkg:npm/%s@%d.0.%d", strings.ReplaceAll(malwareName(i), "@", "%40"), i%7, i%90)
		case i%4 == 1:
			out[i].PURL = fmt.Sprintf("pkg:pypi/library-%d@%d.%d", i, i%9, i%31)
		case i%4 == 2:
			out[i].PURL = fmt.Sprintf("pkg:golang/code.example/team-%d/module-%d@v1.%d.0", i%311, i, i%50)
		case i%4 == 3:
			out[i].PURL = fmt.Sprintf("pkg:maven/org.example.group%d/artifact-%d@%d.%d.%d", i%53, i, i%4, i%20, i%9)
		default:
			out[i].PURL = fmt.Sprintf("pkg:npm/%%40team%d/part-%d@%d.%d.%d", i%89, i, i%5, i%12, i%7)
		}
	}
	return out
}
