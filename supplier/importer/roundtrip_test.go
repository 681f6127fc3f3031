// SPDX-License-Identifier: Apache-2.0

package importer_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/bods"
	"github.com/kedja/kedja/supplier/dora"
	"github.com/kedja/kedja/supplier/ftm"
	"github.com/kedja/kedja/supplier/gleif"
	"github.com/kedja/kedja/supplier/importer"
	"github.com/kedja/kedja/supplier/table"
	"github.com/kedja/kedja/system"
)

// holds writes the result, loads it as an assessment does, and compares: no
// error may come up, and every record must be what it was.
func holds(t *testing.T, r *importer.Result) {
	t.Helper()
	dir := t.TempDir()
	names, err := importer.Write(dir, r, importer.WriteOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var inputs []string
	for _, n := range names {
		inputs = append(inputs, filepath.Join(dir, filepath.FromSlash(n)))
	}
	if len(inputs) == 0 {
		return
	}
	in, list, err := kedja.Load(inputs, nil)
	if err != nil {
		t.Fatalf("the records do not load: %v", err)
	}
	if errs := list.Errors(); len(errs) > 0 {
		t.Errorf("the records load with errors:\n%v", errs)
	}
	opts := cmp.Options{cmpopts.IgnoreFields(supplier.Supplier{}, "Origin"), cmpopts.EquateEmpty()}
	byID := map[string]*supplier.Supplier{}
	for _, s := range in.Suppliers {
		byID[s.ID] = s
	}
	systems := cmp.Options{cmpopts.IgnoreFields(system.System{}, "Origin"), cmpopts.EquateEmpty()}
	if diff := cmp.Diff(r.System, in.System, systems); diff != "" {
		t.Errorf("the system is not what was written:\n%s", diff)
	}
	if len(byID) != len(r.Suppliers) {
		t.Errorf("%d records were written, %d loaded", len(r.Suppliers), len(byID))
	}
	for _, want := range r.Suppliers {
		if diff := cmp.Diff(want, byID[want.ID], opts); diff != "" {
			t.Errorf("%s is not what was written:\n%s", want.ID, diff)
		}
	}
}

// reads is how an importer reads.
type reads = func([]importer.File, *importer.Options) (*importer.Result, error)

// TestRecordsOfTheCorpusLoad imports every sample by itself and all of a
// format together, writes the records and loads them.
func TestRecordsOfTheCorpusLoad(t *testing.T) {
	for _, format := range []struct {
		name, folder, skip string
		read               reads
	}{
		{"bods", "openownership", "schema", bods.Read},
		{"gleif", "NotAProfDev+gleif-rs", "autocompletions", gleif.Read},
		{"gleif-rdf", "GLEIF-IT+lei-rdf", "none", gleif.Read},
		{"dora", "dora-register-of-information", "none", dora.Read},
	} {
		t.Run(format.name, func(t *testing.T) {
			var files []importer.File
			err := filepath.WalkDir(corpus.Path(t, "suppliers"), func(name string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() || !strings.Contains(name, format.folder) || strings.Contains(name, format.skip) {
					return err
				}
				data, err := os.ReadFile(name)
				if err != nil {
					return err
				}
				files = append(files, importer.File{Name: filepath.Base(name), Reader: bytes.NewReader(data)})
				r, err := format.read([]importer.File{{Name: filepath.Base(name), Reader: bytes.NewReader(data)}}, nil)
				if err != nil {
					t.Errorf("%s: %v", name, err)
					return nil
				}
				holds(t, r)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if len(files) == 0 {
				t.Fatal("no samples")
			}
			together, err := format.read(files, &importer.Options{Persons: true})
			if err != nil {
				t.Fatal(err)
			}
			holds(t, together)
		})
	}
}

// TestRecordsOfTheStoriesLoad does the same with the samples that stand
// beside the importers.
func TestRecordsOfTheStoriesLoad(t *testing.T) {
	text, err := os.ReadFile("../table/testdata/vendors.map.yaml")
	if err != nil {
		t.Fatal(err)
	}
	m, list, err := table.ReadMapping("vendors.map.yaml", text)
	if err != nil || m == nil {
		t.Fatal(err, list)
	}
	tables := func(files []importer.File, o *importer.Options) (*importer.Result, error) {
		return table.Read(files, m, o)
	}
	for pattern, read := range map[string]reads{
		"../bods/testdata/*.json*": bods.Read, "../gleif/testdata/*.csv": gleif.Read, "../ftm/testdata/*.json": ftm.Read,
		"../dora/testdata/register/*.csv": dora.Read, "../table/testdata/*.csv": tables,
	} {
		t.Run(pattern, func(t *testing.T) {
			names, err := filepath.Glob(pattern)
			if err != nil || len(names) == 0 {
				t.Fatal("no samples", err)
			}
			for _, persons := range []bool{false, true} {
				var files []importer.File
				for _, name := range names {
					data, err := os.ReadFile(name)
					if err != nil {
						t.Fatal(err)
					}
					files = append(files, importer.File{Name: filepath.Base(name), Reader: bytes.NewReader(data)})
				}
				r, err := read(files, &importer.Options{Persons: persons})
				if err != nil {
					t.Fatal(err)
				}
				holds(t, r)
			}
		})
	}
}
