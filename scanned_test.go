// SPDX-License-Identifier: Apache-2.0

package kedja_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/result"
)

// scannedSBOM is what kedja-scan writes of a source tree: what osv-scanner found,
// what it could not check, and one of which it cannot be told.
const scannedSBOM = `{
  "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
  "metadata": {"component": {"bom-ref": "scanned", "type": "application", "name": "src"}},
  "components": [
    {"bom-ref": "lonely", "type": "library", "name": "lonely", "version": "1.0.0", "purl": "pkg:npm/lonely@1.0.0", "supplier": {"name": "Lone"},
     "properties": [{"name": "kedja:lookup", "value": "checked"}, {"name": "kedja:lookup:fixed", "value": "GHSA-1 2.0.0"}]},
    {"bom-ref": "requests", "type": "library", "name": "requests", "version": "2.0.0", "purl": "pkg:pypi/requests@2.0.0",
     "properties": [{"name": "kedja:lookup", "value": "unknown no-ecosystem"}]},
    {"bom-ref": "zlib", "type": "library", "name": "zlib", "version": "1.2", "purl": "pkg:deb/debian/zlib@1.2",
     "properties": [{"name": "kedja:lookup", "value": "unknown no-release"}, {"name": "kedja:lookup:possible", "value": "CVE-2026-10002 no-release"}]}
  ],
  "vulnerabilities": [
    {"id": "GHSA-1", "references": [{"id": "CVE-2026-10001", "source": {"url": "https://osv.dev"}}], "ratings": [{"severity": "critical", "score": 9.8}], "affects": [{"ref": "lonely"}]},
    {"id": "CVE-2026-10002", "analysis": {"state": "in_triage"}, "affects": [{"ref": "zlib"}]}
  ]
}`

// What kedja-scan could tell counts in an assessment as if a database had been
// asked: nothing that it could not check is clean, and fixes are known.
func TestAssessWhatKedjaScanWrote(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"scan.cdx.json": scannedSBOM, "kev.csv": "cve,date\nCVE-2026-10001,2026-01-05\n",
		"npm/OTHER.json": `{"id": "OTHER", "modified": "2026-01-01T00:00:00Z", "affected": [{"package": {"ecosystem": "npm", "name": "other"}, "versions": ["1.0.0"]}]}`,
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	run := func(o *kedja.LoadOptions) *result.Assessment {
		in, list, err := kedja.Load([]string{filepath.Join(dir, "scan.cdx.json")}, o)
		if err != nil || list.Err() != nil {
			t.Fatal(err, list)
		}
		defer in.Close()
		a, err := kedja.Assess(t.Context(), in, kedja.Options{AsOf: asOf})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	a := run(&kedja.LoadOptions{KEV: []string{filepath.Join(dir, "kev.csv")}})
	want := &result.LookupCoverage{N: 3, Checked: 1, Unknown: map[string]int{"no-ecosystem": 1, "no-release": 1}, Stated: 3}
	if diff := cmp.Diff(want, a.Coverage.Vulnerabilities); diff != "" {
		t.Errorf("coverage (-want +got):\n%s", diff)
	}
	if len(a.Fixes) != 1 || a.Fixes[0].To != "2.0.0" || a.Fixes[0].Exploited == nil || *a.Fixes[0].Exploited != 1 || a.Fixes[0].LookedUp {
		t.Errorf("fixes: %+v", a.Fixes)
	}
	if !slices.ContainsFunc(a.Factors, func(f result.Factor) bool { return f.ID == "vuln.exploited" && f.Level.Lo == 4 }) {
		t.Errorf("no factor for what is exploited: %+v", a.Factors)
	}
	outcomes := map[string]result.Outcome{}
	for _, f := range a.Findings {
		outcomes[f.Rule+" "+f.Subject+" "+f.Key] = f.Outcome
	}
	for key, outcome := range map[string]result.Outcome{
		"baseline/VULN-0003 component:pkg:npm/lonely@1.0.0 GHSA-1":                       result.Fail,
		"baseline/VULN-0004 component:pkg:pypi/requests@2.0.0 component.vulnerabilities": result.Unknown,
	} {
		if outcomes[key] != outcome {
			t.Errorf("%s is %q, want %q; there are %v", key, outcomes[key], outcome, outcomes)
		}
	}
	for _, v := range a.Vulnerabilities {
		if possible := v.ID == "CVE-2026-10002"; v.Possible != possible {
			t.Errorf("%s: possible %v", v.ID, v.Possible)
		}
	}

	// A database that is asked goes before the scan, where it can check.
	a = run(&kedja.LoadOptions{OSV: []string{filepath.Join(dir, "npm")}})
	want = &result.LookupCoverage{N: 3, Checked: 1, Unknown: map[string]int{"no-ecosystem": 1, "no-release": 1}}
	if diff := cmp.Diff(want, a.Coverage.Vulnerabilities); diff != "" {
		t.Errorf("coverage with a database (-want +got):\n%s", diff)
	}
}
