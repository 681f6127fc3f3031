// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"bytes"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// TestCoverage: every entry of the sources of a pack is decided by a rule, or
// says what a person must supply and is asked for.
func TestCoverage(t *testing.T) {
	rows, err := Coverage()
	if err != nil {
		t.Fatal(err)
	}
	packs := map[string]int{}
	for _, row := range rows {
		packs[row.Pack]++
		switch {
		case row.How() == "nothing":
			t.Errorf("%s: no rule decides %s (%s), and none asks for evidence", row.Pack, row.Entry.ID, row.Entry.Title)
		case row.Entry.Evidence != "" && !row.Asked && !readsEvidence(t, row):
			t.Errorf("%s: %s says what a person must supply, and no rule asks for it", row.Pack, row.Entry.ID)
		}
	}
	for _, p := range read(nil).packs {
		if packs[p.Name] == 0 {
			t.Errorf("%s: no entry of the catalogue is of its sources %v", p.Name, p.Sources)
		}
	}
}

// readsEvidence reports whether a rule that cites the entry reads the answer
// to it by name.
func readsEvidence(t *testing.T, row Covered) bool {
	t.Helper()
	s := mustCompile(t, &Options{Packs: []string{row.Pack}})
	return slices.ContainsFunc(s.rules, func(r *rule) bool {
		return slices.Contains(row.Rules, r.ID) && bytes.Contains(r.file.text, []byte(`"`+row.Entry.ID+`"`)) && bytes.Contains(r.file.text, []byte("input.evidence"))
	})
}

// TestCoverageOfAPack walks the ways in which an entry can be answered for.
// TestEveryEntryIsInAPack: an entry of the catalogue of whose source no pack
// answers would be in no table.
func TestEveryEntryIsInAPack(t *testing.T) {
	rows, err := Coverage()
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, row := range rows {
		listed[row.Entry.ID] = true
	}
	cat, err := BuiltinCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	for e := range cat.All() {
		if !listed[e.ID] {
			t.Errorf("%s (%s) is in no pack's sources", e.ID, e.Title)
		}
	}
}

func TestCoverageOfAPack(t *testing.T) {
	pack := boundPack().(fstest.MapFS)
	text := string(pack["catalogue/own.yaml"].Data) + `  - {id: "own:4", kind: measure, title: "Nobody looks"}
  - {id: "own:5", kind: class, title: "A class", sensitivity: high}
`
	pack["catalogue/own.yaml"] = &fstest.MapFile{Data: []byte(text)}
	rows, err := Coverage(pack)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, row := range rows {
		if row.Pack == "own" {
			got[row.Entry.ID] = row.How()
		}
	}
	want := map[string]string{"own:1": "rule", "own:2": "evidence", "own:3": "evidence", "own:4": "nothing", "own:5": "class"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	crossed, err := Crosswalk(pack)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(crossed, func(x Crossed) bool { return x.Entry.ID == "own:2" })
	if i < 0 || !slices.Equal(crossed[i].Answers, []string{"own:3"}) || !slices.Equal(crossed[i].Rules, []string{"own/EVIDENCE-0001"}) {
		t.Errorf("own:2: %+v", crossed[i])
	}
}
