// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// TestFilesAreWhatTheTablesSay compares the committed records with the
// tables. After a change of a table run: go run ./profiles/gen
func TestFilesAreWhatTheTablesSay(t *testing.T) {
	tab, err := readTables(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	want := tab.files()
	names, err := filepath.Glob("../countries/*")
	if err != nil {
		t.Fatal(err)
	}
	if len(names) != len(want) {
		t.Errorf("%d files, the tables say %d", len(names), len(want))
	}
	for _, name := range names {
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want[filepath.Base(name)]), string(got)); diff != "" {
			t.Errorf("%s is not what the tables say; run go run ./profiles/gen (-want +got):\n%s", name, diff)
		}
	}
}

// TestListsHaveTheirNumber holds the lists to the numbers that the bodies
// themselves give of their members and parties.
func TestListsHaveTheirNumber(t *testing.T) {
	tab, err := readTables(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, f := range tab.facts {
		if f.value == "true" {
			got[tab.sources[f.source].fact]++
		}
	}
	want := map[string]int{
		"memberships/eu":                           27 + 7,  // Member States; territories with a code of their own
		"memberships/eea":                          27 + 3,  // and the three EFTA States
		"memberships/nato":                         32,      // since 2024
		"memberships/gpa":                          27 + 21, // the 22nd party is the European Union
		"agreements/dataProtectionAdequacy":        14,      // 11 before the GDPR without Canada, JP, KR, GB, BR
		"agreements/dataProtectionAdequacyPartial": 2,       // CA, US
		"agreements/budapestConvention":            76,      // October 2024
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTablesAreChecked(t *testing.T) {
	const s = "eu\tmemberships/eu\tall\t2026-01-01\t\tsecondary\thigh\thttps://x.example\tT\n"
	for name, c := range map[string]struct{ countries, sources, facts, want string }{
		"a country twice":   {"SE\tSweden\nSE\tSweden\n", s, "", "countries.tsv:2: "},
		"no date":           {"SE\tSweden\n", strings.Replace(s, "2026-01-01", "", 1), "", "sources.tsv:1: "},
		"no scope":          {"SE\tSweden\n", strings.Replace(s, "all", "some", 1), "", `the scope "some"`},
		"an unknown source": {"SE\tSweden\n", s, "ue\tSE\ttrue\n", "facts.tsv:1: "},
		"no such country":   {"SE\tSweden\n", s, "eu\tSX\ttrue\n", "facts.tsv:1: "},
		"a fact twice":      {"SE\tSweden\n", s, "eu\tSE\ttrue\neu\tSE\tfalse\n", "facts.tsv:2: "},
		"no value":          {"SE\tSweden\n", s, "eu\tSE\tyes\n", "facts.tsv:1: "},
		"a field too many":  {"SE\tSweden\tx\ty\n", s, "", "countries.tsv:1: 4 fields"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := readTables(fstest.MapFS{
				"countries.tsv": {Data: []byte(c.countries)}, "sources.tsv": {Data: []byte(c.sources)}, "facts.tsv": {Data: []byte(c.facts)},
			})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}

func TestRunRemovesWhatIsNoCountry(t *testing.T) {
	out := t.TempDir()
	if err := os.WriteFile(filepath.Join(out, "SU.yaml"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run(".", out); err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(out, "*.yaml"))
	if err != nil || len(names) != 249 {
		t.Errorf("%d files, %v", len(names), err)
	}
}
