// SPDX-License-Identifier: Apache-2.0

package load_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/supplier"
)

// supplierIn reads the one supplier of a text without defects.
func supplierIn(t *testing.T, text string) *supplier.Supplier {
	t.Helper()
	records, diags, err := load.Bytes("in.yaml", []byte(text), kinds(), nil)
	if err != nil || len(diags) > 0 || len(records) != 1 {
		t.Fatalf("%d records, %v, %v", len(records), diags, err)
	}
	return records[0].Value.(*supplier.Supplier)
}

func ids(records []load.Record) []string {
	var out []string
	for _, r := range records {
		out = append(out, r.File+" "+r.Value.(*supplier.Supplier).ID)
	}
	return out
}

func TestFolderIsReadInOrder(t *testing.T) {
	file := func(id string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("apiVersion: kedja/v1\nkind: Supplier\nid: " + id + "\n")}
	}
	fsys := fstest.MapFS{
		"s/b.yaml": file("b"), "s/a.yml": file("a"), "s/c/d.JSON": file("d"), "s/a/z.yaml": file("z"),
		"s/.hidden.yaml": file("x"), "s/.git/y.yaml": file("y"), "s/notes.txt": file("n"), "other.yaml": file("o"),
	}
	records, diags, err := load.FS(fsys, "s", kinds(), nil)
	if err != nil || len(diags) > 0 {
		t.Fatal(diags, err)
	}
	want := []string{"s/a.yml a", "s/a/z.yaml z", "s/b.yaml b", "s/c/d.JSON d"}
	if diff := cmp.Diff(want, ids(records)); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
	records, diags, err = load.FS(fsys, "other.yaml", kinds(), nil)
	if diff := cmp.Diff([]string{"other.yaml o"}, ids(records)); diff != "" || err != nil || len(diags) > 0 {
		t.Errorf("one file: %s%v%v", diff, diags, err)
	}
}

func TestFolderDoesNotLeadOut(t *testing.T) {
	dir := t.TempDir()
	write := func(name string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(head), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "inside"), 0o700); err != nil {
		t.Fatal(err)
	}
	write("outside.yaml")
	write("inside/a.yaml")
	for name, to := range map[string]string{"inside/link.yaml": "a.yaml", "inside/out.yaml": "../outside.yaml", "inside/gone.yaml": "nowhere"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skipf("no symbolic links here: %v", err)
		}
	}
	inside := filepath.Join(dir, "inside")
	records, diags, err := load.Path(inside, kinds(), nil)
	if err != nil {
		t.Fatal(err)
	}
	shown := filepath.ToSlash(inside)
	if diff := cmp.Diff([]string{shown + "/a.yaml a", shown + "/link.yaml a"}, ids(records)); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
	var refused []string
	for _, d := range diags {
		refused = append(refused, d.Code+" "+d.File)
	}
	if diff := cmp.Diff([]string{"load/file " + shown + "/gone.yaml", "load/file " + shown + "/out.yaml"}, refused); diff != "" {
		t.Errorf("refused (-want +got):\n%s", diff)
	}
}

func TestWhatIsNotThereIsAnError(t *testing.T) {
	if _, _, err := load.Path("testdata/nowhere.yaml", kinds(), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Path: %v", err)
	}
	if _, _, err := load.FS(fstest.MapFS{}, "nowhere", kinds(), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("FS: %v", err)
	}
}

func TestTableOfKinds(t *testing.T) {
	for name, table := range map[string][]load.Kind{
		"a kind without a type": {{Name: "X"}},
		"a kind without a name": {{New: func() any { return nil }}},
		"a kind twice":          append(kinds(), kinds()...),
	} {
		if _, _, err := load.Bytes("in.yaml", []byte(head), table, nil); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
	table := []load.Kind{{Name: "Supplier", New: func() any { return 3 }}}
	if _, diags, err := load.Bytes("in.yaml", []byte(head), table, nil); err != nil || !diags.Has("load/internal") {
		t.Errorf("a kind that is no struct: %v, %v", diags, err)
	}
}
