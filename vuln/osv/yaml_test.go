// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/vuln"
)

const pythonYAML = `id: PYSEC-1
details: |
  package: of nothing, see
    name: nobody
modified: 2026-01-01T00:00:00Z
affected:
- package:
    name: Acme.Lib
    ecosystem: PyPI
    purl: pkg:pypi/acme-lib
  ranges:
  - type: ECOSYSTEM
    events:
    - introduced: "0"
- package: {"ecosystem": "PyPI", "name": other}
`

// TestYAMLIsUnknown: records that are not read are not records that are not
// there.
func TestYAMLIsUnknown(t *testing.T) {
	json := func(ecosystem string) string {
		return `{"id":"` + ecosystem + `-1","affected":[{"package":{"ecosystem":"` + ecosystem + `","name":"fine"},"versions":["1.0.0"]}]}`
	}
	ci := file{"ci.yaml", "on: push\njobs:\n- package: {name: fine}\n"}
	for _, test := range []struct {
		name             string
		files            []file
		zip              bool   // an export of PyPI beside
		diag             string // the error
		named, pypi, npm string // why not checked: a package that the YAML names, others of its ecosystem, of another
	}{
		{"none", []file{{"a.json", json("PyPI")}, {"b.json", json("npm")}, ci}, false, "", "", "", ""},
		{"one", []file{{"a.json", json("PyPI")}, {"b.json", json("npm")}, {"c.yaml", pythonYAML}, ci}, false,
			"records: 1 record is in YAML, which is not read (PyPI 1); their packages are answered as unknown", "no-ecosystem", "no-ecosystem", ""},
		{"beside an export", []file{{"b.json", json("npm")}, {"c.yml", pythonYAML}}, true,
			"records: 1 record is in YAML", "unreadable-records", "", ""},
		{"of nobody", []file{{"a.json", json("PyPI")}, {"b.json", json("npm")}, {"c.yaml", "id: X\naffected: []\n"}}, false,
			"records: 1 record is in YAML, which is not read;", "no-ecosystem", "no-ecosystem", "no-ecosystem"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			for _, f := range test.files {
				write(t, "records/"+f.name, []byte(f.text))
			}
			sources := []string{"records"}
			if test.zip {
				sources = append(sources, exportZip(t, "", "PyPI", file{"a.json", json("PyPI")}))
			}
			x, stats, diags := build(t, sources...)
			if test.diag == "" && len(diags) > 0 || test.diag != "" && (len(diags) != 1 || !strings.Contains(diags[0].Error(), test.diag)) {
				t.Errorf("diagnostics\n%v\nwant %s", diags, test.diag)
			}
			if want := map[bool]int{true: 1}[test.diag != ""]; stats.Unreadable != want {
				t.Errorf("%d records are counted as unreadable", stats.Unreadable)
			}
			var got []string
			for _, a := range ask(t, x, vuln.Query{PURL: "pkg:pypi/acme-lib@1"}, vuln.Query{PURL: "pkg:pypi/nobody@1"}, vuln.Query{PURL: "pkg:npm/nobody@1"}) {
				got = append(got, string(a.Reason))
			}
			if diff := cmp.Diff([]string{test.named, test.pypi, test.npm}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSalvageYAML(t *testing.T) {
	got := salvageYAML([]byte(pythonYAML))
	if diff := cmp.Diff([]packageKey{{"PyPI", "acme-lib"}, {"PyPI", "other"}}, got, cmp.AllowUnexported(packageKey{})); diff != "" {
		t.Error(diff)
	}
}

func TestYAMLAloneIsNoSource(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "records/a.yaml", []byte(pythonYAML))
	_, _, err := Build(t.Context(), "x.idx", BuildOptions{Sources: []string{"records"}})
	if err == nil || !strings.Contains(err.Error(), "records holds records in YAML alone, which are not read") {
		t.Error(err)
	}
	if _, err := os.Stat("x.idx"); err == nil {
		t.Error("an index was written")
	}
}
