// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWords: words are found where rules need them, apply to them or read
// them in passing, and nothing else is taken for one.
func TestWords(t *testing.T) {
	got, err := BuiltinWords()
	if err != nil {
		t.Fatal(err)
	}
	for key, rule := range map[string]string{
		"auditRight":             "dora/CLAUSE-0001",      // needs
		"dataAct":                "dataact/CHARGE-0001",   // applies.when
		"customBuilt":            "dataact/EVIDENCE-0006", // a list that is picked
		"terminationForWeakness": "dora/TERMINATION-0001", // of a pack that is off
		"threatSharing":          "eui2841/CLAUSE-0001",   // likewise
	} {
		if !slices.Contains(got.Clauses[key], rule) {
			t.Errorf("%s is read by %v, not by %s", key, got.Clauses[key], rule)
		}
	}
	for sector, want := range map[string]bool{
		"nis2:energy": true, "eui:union-entity": true, "dora:insurance-intermediaries": true,
		"eu5g:core-network-functions": false, "dora:critical-or-important-function": false, "nis2:size": false,
	} {
		if slices.Contains(got.Sectors, sector) != want {
			t.Errorf("%s is a sector: %t", sector, !want)
		}
	}
	var names []string
	for _, p := range read(nil).packs {
		names = append(names, p.Name)
	}
	if diff := cmp.Diff(got, mustCompile(t, &Options{Packs: names}).Words()); diff != "" {
		t.Errorf("compiled rules read other words:\n%s", diff)
	}
}

// TestDocumentedWords holds the tables of docs/records.md to what rules read.
func TestDocumentedWords(t *testing.T) {
	text, err := os.ReadFile("../docs/records.md")
	if err != nil {
		t.Fatal(err)
	}
	words, err := BuiltinWords()
	if err != nil {
		t.Fatal(err)
	}
	_, clauses, _ := strings.Cut(string(text), "## Clauses of contracts")
	clauses, sectors, _ := strings.Cut(clauses, "## Sectors")
	sectors, _, _ = strings.Cut(sectors, "\n## ")
	row := regexp.MustCompile("(?m)^\\| `([A-Za-z]+)` \\| [^|]+ \\| ([^|]+) \\|$")
	listed := map[string]bool{}
	for _, m := range row.FindAllStringSubmatch(clauses, -1) {
		listed[m[1]] = true
		packs := map[string]bool{}
		for _, id := range words.Clauses[m[1]] {
			pack, _, _ := strings.Cut(id, "/")
			packs[pack] = true
		}
		for pack := range packs {
			if !slices.Contains(strings.Split(m[2], ", "), pack) {
				t.Errorf("docs/records.md does not say that %s reads the clause %s", pack, m[1])
			}
		}
		if len(packs) != len(strings.Split(m[2], ", ")) {
			t.Errorf("docs/records.md names %s for the clause %s, which %d packs read", m[2], m[1], len(packs))
		}
	}
	for key := range words.Clauses {
		if !listed[key] {
			t.Errorf("docs/records.md lacks the clause %s", key)
		}
	}
	for _, sector := range words.Sectors {
		if !strings.Contains(sectors, "`"+sector+"`") {
			t.Errorf("docs/records.md lacks the sector %s", sector)
		}
	}
}
