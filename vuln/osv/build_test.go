// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/vuln"
)

// file is an entry of a zip or a folder made for a test.
type file struct{ name, text string }

// failer is what fails a test: testing's and rapid's.
type failer interface {
	Helper()
	Fatal(args ...any)
}

// exportZip writes <dir>/<ecosystem>/all.zip as the exports lie.
func exportZip(t failer, dir, ecosystem string, files ...file) string {
	t.Helper()
	name := filepath.Join(dir, ecosystem, "all.zip")
	write(t, name, zipped(t, files...))
	return name
}

func zipped(t failer, files ...file) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range files {
		w, err := z.Create(f.name)
		if err == nil {
			_, err = io.WriteString(w, f.text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// write writes a file and the folders above it.
func write(t failer, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// build makes an index of the sources and opens it.
func build(t testing.TB, sources ...string) (*Index, Stats, diag.List) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "osv.idx")
	stats, diags, err := Build(context.Background(), out, BuildOptions{Sources: sources})
	if err != nil {
		t.Fatal(err)
	}
	x, _, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x, stats, diags
}

func ask(t testing.TB, x *Index, queries ...vuln.Query) []vuln.Answer {
	t.Helper()
	answers, _, err := x.Match(context.Background(), queries)
	if err != nil {
		t.Fatal(err)
	}
	return answers
}

func TestBuildOfTheCorpus(t *testing.T) {
	x, stats, diags := build(t, corpus.Path(t, "osv-export"))
	if len(diags) > 0 {
		t.Errorf("diagnostics %v", diags)
	}
	want := map[string]bool{"Go": true, "Maven": true, "PyPI": true, "npm": true}
	whole := 0
	for _, e := range x.Ecosystems() {
		if e.Whole {
			whole++
			if !want[e.Name] {
				t.Errorf("%s is held to be whole", e.Name)
			}
		}
	}
	if whole != len(want) || stats.Records != 15952 {
		t.Errorf("%d ecosystems, %d records", whole, stats.Records)
	}
}

// TestABuildThatIsStoppedWritesNothing cancels it before and while it writes.
func TestABuildThatIsStoppedWritesNothing(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "osv.idx")
	source := exportZip(t, dir, "npm", smallFiles()...)
	for _, after := range []int{0, 3} {
		ctx, cancel := context.WithCancel(t.Context())
		if after == 0 {
			cancel()
		}
		parts := 0
		_, _, err := Build(ctx, out, BuildOptions{Sources: []string{source}, written: func(int) {
			if parts++; parts == after {
				cancel()
			}
		}})
		cancel()
		if !errors.Is(err, context.Canceled) || parts != after {
			t.Errorf("after %d parts: error %v", parts, err)
		}
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("there are %v in the folder (%v)", left, err)
	}
}

func TestSourcesThatAreNotThere(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "osv.idx")
	for _, sources := range [][]string{nil, {filepath.Join(dir, "none")}, {dir}} {
		if _, _, err := Build(t.Context(), out, BuildOptions{Sources: sources}); err == nil || !strings.Contains(err.Error(), "source of records") {
			t.Errorf("%v: error %v", sources, err)
		}
	}
	if _, _, err := Open(out); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}
