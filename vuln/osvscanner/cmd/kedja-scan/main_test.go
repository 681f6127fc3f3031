// SPDX-License-Identifier: Apache-2.0

package main

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/read"
)

// TestRun writes what kedja reads: the packages with their scopes, and the
// vulnerabilities with what they affect.
func TestRun(t *testing.T) {
	dir, db := t.TempDir(), t.TempDir()
	lock := `{"name": "web", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {"name": "web", "version": "1.0.0"},
		"node_modules/brass": {"version": "1.1.0", "resolved": "https://registry.example/brass.tgz"},
		"node_modules/copper": {"version": "3.0.0", "resolved": "https://registry.example/copper.tgz", "dev": true}}}`
	if err := os.WriteFile(filepath.Join(dir, "package-lock.json"), []byte(lock), 0o600); err != nil {
		t.Fatal(err)
	}
	export(t, filepath.Join(db, "npm", "all.zip"), `{"id": "GHSA-brss-0000-0001", "aliases": ["CVE-2031-0001"], "modified": "2031-02-03T00:00:00Z",
		"affected": [{"package": {"ecosystem": "npm", "name": "brass"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.2.0"}]}]}]}`)
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"--offline-db", db, dir}, &out, &errs, "2031-05-06T00:00:00Z"); code != exitOK {
		t.Fatalf("exit code %d\n%s", code, errs.String())
	}
	if want := "2 packages, 0 of which osv-scanner could not check; 1 vulnerabilities\n"; errs.String() != want {
		t.Errorf("standard error: %q, not %q", errs.String(), want)
	}
	doc, list, err := read.Bytes("scan.json", out.Bytes(), nil)
	if err != nil || len(list.Errors()) > 0 {
		t.Fatalf("kedja cannot read what was written: %v\n%v", err, list)
	}
	if doc.Created != "2031-05-06T00:00:00Z" || len(doc.Vulnerabilities) != 1 {
		t.Fatalf("created %s, vulnerabilities %+v", doc.Created, doc.Vulnerabilities)
	}
	v := doc.Vulnerabilities[0]
	if v.ID != "CVE-2031-0001" || v.Recommendation != "update to 1.2.0" || len(v.Affects) != 1 || doc.Node(v.Affects[0]).PURLs[0] != "pkg:npm/brass@1.1.0" {
		t.Errorf("%+v", v)
	}
	for _, n := range doc.Components() {
		if (n.Name == "copper") != (n.Scope == sbom.ScopeExcluded) {
			t.Errorf("%s has the scope %s", n.Name, n.Scope)
		}
	}
}

func export(t *testing.T, name, record string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	w, err := z.Create("record.json")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(record)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestExitCodes says what becomes of wrong calls, and of nothing to see.
func TestExitCodes(t *testing.T) {
	empty := t.TempDir()
	db := t.TempDir()
	export(t, filepath.Join(db, "npm", "all.zip"), `{}`)
	for _, test := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{}, exitUsage, "usage: kedja-scan"},
		{[]string{"--what"}, exitUsage, "not defined: -what"},
		{[]string{"-h"}, exitOK, "--image FILE"},
		{[]string{"--offline-db", db, empty}, exitEmpty, "found no package"},
		{[]string{empty}, exitInput, "no exports of OSV"},
		{[]string{filepath.Join(empty, "nowhere")}, exitInput, "no such file"},
		{[]string{"--online", "--offline-db", db, empty}, exitInput, "leave out one of the two"},
	} {
		var out, errs bytes.Buffer
		if code := run(t.Context(), test.args, &out, &errs, ""); code != test.code || !strings.Contains(errs.String(), test.says) {
			t.Errorf("%q: exit code %d, not %d, or standard error does not say %q:\n%s", test.args, code, test.code, test.says, errs.String())
		}
	}
}

func TestCreated(t *testing.T) {
	now := func() time.Time { return time.Date(2031, 5, 6, 7, 8, 9, 0, time.UTC) }
	for epoch, want := range map[string]string{"": "2031-05-06T07:08:09Z", "86400": "1970-01-02T00:00:00Z", "soon": "2031-05-06T07:08:09Z"} {
		if got := created(epoch, now); got != want {
			t.Errorf("SOURCE_DATE_EPOCH=%q: %s, not %s", epoch, got, want)
		}
	}
}
