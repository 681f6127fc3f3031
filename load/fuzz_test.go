// SPDX-License-Identifier: Apache-2.0

package load_test

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/kedja/kedja/load"
	"github.com/rogpeppe/go-internal/txtar"
)

// FuzzBytes checks that no input takes the reader down, that nothing is
// silent (a record or a word about why there is none), that places lie inside
// the text, and that reading twice says the same twice.
func FuzzBytes(f *testing.F) {
	archives, _ := filepath.Glob("testdata/errors/*.txtar")
	for _, name := range archives {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range a.Files {
			f.Add(file.Data)
		}
	}
	for _, name := range []string{"system.yaml", "facts.yml", "suppliers/teliqon.yaml", "suppliers/others.json"} {
		data, err := os.ReadFile(filepath.Join("testdata/world", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("a: |\n  b\n...\n--- {c: [d:e, *f], g: \"\\u00e9\"}\n"))
	opts := &load.Options{MaxBytes: 1 << 16}
	f.Fuzz(func(t *testing.T, data []byte) {
		records, diags, err := load.Bytes("in", data, kinds(), opts)
		if err != nil {
			t.Fatal(err)
		}
		if len(records) == 0 && len(diags) == 0 {
			t.Error("no record, and no word about it")
		}
		for _, d := range diags {
			if d.Code == "" || d.Message == "" || d.File != "in" || d.Line < 0 || d.Line > len(data)+1 || d.Column > len(data)+4 {
				t.Errorf("odd diagnostic: %#v", d)
			}
		}
		for _, r := range records {
			if r.Incomplete && len(diags.Errors()) == 0 {
				t.Error("a record is incomplete, and no word about it")
			}
			for p, at := range r.Positions {
				if at.Pointer != p || at.Line < r.Line || at.Line > len(data)+1 || at.Column < 1 {
					t.Errorf("%q stands at %+v, in a record that starts in line %d", p, at, r.Line)
				}
			}
		}
		again, said, _ := load.Bytes("in", data, kinds(), opts)
		if !reflect.DeepEqual(records, again) {
			t.Error("reading twice gives two results")
		}
		if diff := cmp.Diff(diags, said); diff != "" {
			t.Errorf("reading twice says two things:\n%s", diff)
		}
	})
}
