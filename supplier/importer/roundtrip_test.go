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
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/bods"
	"github.com/kedja/kedja/supplier/importer"
)

// corpus finds the folder of real samples beside the repository.
func corpus(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("KEDJA_CORPUS"); dir != "" {
		return filepath.Join(dir, "open", "suppliers")
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		found := filepath.Join(dir, "shared", "corpus", "open", "suppliers")
		if info, err := os.Stat(found); err == nil && info.IsDir() {
			return found
		}
		if dir == filepath.Dir(dir) {
			t.Skip("the corpus is not here; set KEDJA_CORPUS to its folder")
		}
	}
}

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
	if len(byID) != len(r.Suppliers) {
		t.Errorf("%d records were written, %d loaded", len(r.Suppliers), len(byID))
	}
	for _, want := range r.Suppliers {
		if diff := cmp.Diff(want, byID[want.ID], opts); diff != "" {
			t.Errorf("%s is not what was written:\n%s", want.ID, diff)
		}
	}
}

// TestRecordsOfTheCorpusLoad imports every sample, writes its records and
// loads them.
func TestRecordsOfTheCorpusLoad(t *testing.T) {
	for _, format := range []struct {
		name, folder string
		read         func([]importer.File, *importer.Options) (*importer.Result, error)
	}{
		{"bods", "openownership", bods.Read},
	} {
		t.Run(format.name, func(t *testing.T) {
			var files []importer.File
			err := filepath.WalkDir(corpus(t), func(name string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() || filepath.Ext(name) != ".json" || !strings.Contains(name, format.folder) || strings.Contains(name, "schema") {
					return err
				}
				data, err := os.ReadFile(name)
				files = append(files, importer.File{Name: filepath.Base(name), Reader: bytes.NewReader(data)})
				r, readErr := format.read([]importer.File{{Name: filepath.Base(name), Reader: bytes.NewReader(data)}}, nil)
				if readErr != nil {
					t.Errorf("%s: %v", name, readErr)
					return err
				}
				holds(t, r)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			together, err := format.read(files, &importer.Options{Persons: true})
			if err != nil {
				t.Fatal(err)
			}
			holds(t, together)
		})
	}
}
