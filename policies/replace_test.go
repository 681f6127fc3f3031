// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// changedPacks is the shipped packs, libs and catalogue as a folder, with
// other words in one rule, one lib and one entry.
func changedPacks(t *testing.T) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	for _, change := range []struct{ file, old, new string }{
		{"packs/ictscs26/pack.yaml", "version: 0.2.0", "version: 0.3.0"},
		{"packs/ictscs26/designated-supplier/rule.rego", "severity: high", "severity: critical"},
		{"catalogue/ictscs26.yaml", "reduced", "cut"},
		{"lib/critical.rego", "# description: |", "# description: |\n#   Another text."},
	} {
		text, err := fs.ReadFile(builtin, change.file)
		if err != nil || !strings.Contains(string(text), change.old) {
			t.Fatalf("%s: no %q (%v)", change.file, change.old, err)
		}
		out[change.file] = &fstest.MapFile{Data: []byte(strings.Replace(string(text), change.old, change.new, 1))}
	}
	err := fs.WalkDir(builtin, "packs/ictscs26", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || out[name] != nil {
			return err
		}
		text, err := fs.ReadFile(builtin, name)
		out[name] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestReplacing: another version of a shipped pack stands for it where that is
// asked for, and is refused where it is not.
func TestReplacing(t *testing.T) {
	folder := changedPacks(t)
	if _, err := Compile(t.Context(), &Options{Packs: []string{"ictscs26"}, User: []fs.FS{folder}}); err == nil || !strings.Contains(err.Error(), `pack "ictscs26" is there twice`) {
		t.Errorf("a pack of a shipped name: %v", err)
	}
	s := mustCompile(t, &Options{Packs: []string{"ictscs26"}, User: []fs.FS{Replacing(folder)}})
	for _, r := range s.Rules() {
		if r.ID == "ictscs26/SUPPLIER-0001" && r.Severity != "critical" {
			t.Errorf("the shipped rule is asked: %s", r.Severity)
		}
	}
	if e, _ := s.Catalogue().Entry("ictscs26:designated"); !strings.Contains(e.Title, "cut") {
		t.Errorf("the shipped entry is cited: %s", e.Title)
	}
	if len(s.packs) != 1 || s.packs[0].Version != "0.3.0" {
		t.Errorf("packs: %v", s.packs)
	}
}
