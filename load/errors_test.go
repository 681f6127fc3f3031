// SPDX-License-Identifier: Apache-2.0

package load_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/kedja/kedja/load"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the want sections of testdata/errors")

// TestErrors reads the files of every archive and compares what is said about
// them with its section want.
func TestErrors(t *testing.T) {
	archives, err := filepath.Glob("testdata/errors/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for _, f := range a.Files {
				if f.Name == "want" {
					continue
				}
				_, diags, err := load.Bytes(f.Name, f.Data, kinds(), nil)
				if err != nil {
					t.Fatal(err)
				}
				if len(diags) == 0 {
					t.Errorf("%s: nothing is said about it", f.Name)
				}
				for _, d := range diags {
					got.WriteString(d.Error() + "\n")
				}
			}
			last := len(a.Files) - 1
			if last < 0 || a.Files[last].Name != "want" {
				t.Fatal("the last section is not want")
			}
			if *update {
				a.Files[last].Data = []byte(got.String())
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(a.Files[last].Data), got.String()); diff != "" {
				t.Errorf("what is said (-want +got):\n%s", diff)
			}
		})
	}
}
