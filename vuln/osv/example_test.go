// SPDX-License-Identifier: Apache-2.0

package osv_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/osv"
)

func Example() {
	dir, err := os.MkdirTemp("", "osv")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	err = os.WriteFile(filepath.Join(dir, "ACME-2030-1.json"), []byte(`{
  "id": "ACME-2030-1", "aliases": ["CVE-2030-1234"], "modified": "2030-05-01T00:00:00Z",
  "affected": [{"package": {"ecosystem": "npm", "name": "acme"},
    "ranges": [{"type": "SEMVER", "events": [{"introduced": "1.0.0"}, {"fixed": "1.4.2"}]}]}]}`), 0o600)
	if err != nil {
		log.Fatal(err)
	}

	// Once, and again whenever the exports are newer.
	ctx, file := context.Background(), filepath.Join(dir, "osv.idx")
	stats, diags, err := osv.Build(ctx, file, osv.BuildOptions{Sources: []string{dir}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(stats.Records, "record,", len(diags), "diagnostics")

	// For every assessment.
	index, _, err := osv.Open(file)
	if err != nil {
		log.Fatal(err)
	}
	defer index.Close()
	queries := []vuln.Query{
		{PURL: "pkg:npm/acme@1.2.0"},
		{PURL: "pkg:npm/acme@1.4.2"},
		{PURL: "pkg:npm/acme"},
		{PURL: "pkg:cargo/acme@1.2.0"},
	}
	answers, _, err := index.Match(ctx, queries)
	if err != nil {
		log.Fatal(err)
	}
	for i, a := range answers {
		fmt.Printf("%s %s %q\n", queries[i].PURL, a.State, a.Reason)
		for _, f := range a.Found {
			fmt.Printf("  %s %s fixed in %q, possible: %t\n", f.ID, f.Records, f.Fixed, f.Possible)
		}
	}
	// Output:
	// 1 record, 0 diagnostics
	// pkg:npm/acme@1.2.0 checked ""
	//   CVE-2030-1234 [ACME-2030-1] fixed in "1.4.2", possible: false
	// pkg:npm/acme@1.4.2 checked ""
	// pkg:npm/acme unknown "no-version"
	//   CVE-2030-1234 [ACME-2030-1] fixed in "", possible: true
	// pkg:cargo/acme@1.2.0 unknown "no-ecosystem"
}

func ExampleIndex_Ecosystems() {
	dir, err := os.MkdirTemp("", "osv")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	err = os.WriteFile(filepath.Join(dir, "ACME-2030-2.json"), []byte(`{"id": "ACME-2030-2", "modified": "2030-05-01T00:00:00Z",
 "affected": [{"package": {"ecosystem": "Debian:12", "name": "acme"}, "versions": ["1.0-1"]},
  {"package": {"ecosystem": "Debian:13", "name": "acme"}, "versions": ["1.0-1"]}]}`), 0o600)
	if err != nil {
		log.Fatal(err)
	}
	file := filepath.Join(dir, "osv.idx")
	if _, _, err := osv.Build(context.Background(), file, osv.BuildOptions{Sources: []string{dir}}); err != nil {
		log.Fatal(err)
	}
	index, _, err := osv.Open(file)
	if err != nil {
		log.Fatal(err)
	}
	defer index.Close()
	for _, e := range index.Ecosystems() {
		fmt.Println(e.Name, e.Releases, e.Records, "record, newest of", e.Newest)
	}
	// Output:
	// Debian [12 13] 1 record, newest of 2030-05-01T00:00:00Z
}
