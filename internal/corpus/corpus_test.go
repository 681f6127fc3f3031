// SPDX-License-Identifier: Apache-2.0

package corpus_test

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/kedja/kedja/internal/corpus"
)

// small is a corpus of three files; the tests look into nothing else.
func small(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"open/cyclonedx/a/one.json": "{}", "open/cyclonedx/big.json": strings.Repeat(" ", 100), "open/spdx2/two.spdx": "x",
		"expected.tsv": "path\tformat\tspecVersion\tcomponents\tdependencies\tservices\tstatus\n" +
			"cyclonedx/a/one.json\tCycloneDX\t1.6\t2\t1\t0\tok\nspdx2/two.spdx\tSPDX\t2.3\t5\t4\t0\tambiguous\n",
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestFiles(t *testing.T) {
	dir := small(t)
	t.Setenv("KEDJA_CORPUS", dir)
	for _, c := range []struct {
		max     int64
		folders []string
		want    []string
	}{
		{0, []string{"spdx2", "cyclonedx"}, []string{"spdx2/two.spdx", "cyclonedx/a/one.json", "cyclonedx/big.json"}},
		{99, []string{"cyclonedx"}, []string{"cyclonedx/a/one.json"}},
		{100, []string{"cyclonedx"}, []string{"cyclonedx/a/one.json", "cyclonedx/big.json"}},
	} {
		if got := corpus.Files(t, c.max, c.folders...); !slices.Equal(got, c.want) {
			t.Errorf("up to %d bytes below %s: %q, want %q", c.max, c.folders, got, c.want)
		}
	}
	if got := string(corpus.Read(t, "spdx2/two.spdx")); got != "x" {
		t.Errorf("read %q", got)
	}
	if got, want := corpus.Path(t, "cyclonedx/a"), filepath.Join(dir, "open", "cyclonedx", "a"); got != want {
		t.Errorf("the folder is %s, want %s", got, want)
	}
	want := []corpus.Count{{"spdx2/two.spdx", "SPDX", "2.3", "5", "4", "0", "ambiguous"}}
	if got := corpus.Counts(t, "spdx2/"); !slices.Equal(got, want) {
		t.Errorf("counts %q, want %q", got, want)
	}
}

// verdict is a test that only remembers how it ended.
type verdict struct {
	testing.TB
	skipped, failed bool
}

func (*verdict) Helper()                 {}
func (v *verdict) Skip(...any)           { v.skipped = true; runtime.Goexit() }
func (v *verdict) Fatal(...any)          { v.failed = true; runtime.Goexit() }
func (v *verdict) Fatalf(string, ...any) { v.failed = true; runtime.Goexit() }

// of returns how a test ends that does nothing else.
func of(do func(t testing.TB)) (v verdict) {
	done := make(chan bool)
	go func() {
		defer close(done)
		do(&v)
	}()
	<-done
	return v
}

// TestOnlyItsAbsenceSkips: a corpus that is there but not whole, or that is
// said to be where it is not, fails the test that wants it.
func TestOnlyItsAbsenceSkips(t *testing.T) {
	dir := small(t)
	t.Setenv("KEDJA_CORPUS", dir)
	for name, do := range map[string]func(testing.TB){
		"a file":   func(t testing.TB) { corpus.Read(t, "cyclonedx/none.json") },
		"a folder": func(t testing.TB) { corpus.Files(t, 0, "spdx3") },
		"a place":  func(t testing.TB) { corpus.Path(t, "suppliers") },
	} {
		if v := of(do); !v.failed || v.skipped {
			t.Errorf("%s is missing: failed %t, skipped %t", name, v.failed, v.skipped)
		}
	}
	find := func(t testing.TB) { corpus.Dir(t) }
	t.Setenv("KEDJA_CORPUS", filepath.Join(dir, "elsewhere"))
	if v := of(find); !v.failed || v.skipped {
		t.Errorf("the folder named is missing: failed %t, skipped %t", v.failed, v.skipped)
	}
	t.Setenv("KEDJA_CORPUS", "")
	root := filepath.VolumeName(dir) + string(filepath.Separator)
	_, err := os.Stat(filepath.Join(root, "shared", "corpus"))
	t.Chdir(root)
	if v := of(find); v.failed || v.skipped != (err != nil) {
		t.Errorf("there is none above (%v): failed %t, skipped %t", err, v.failed, v.skipped)
	}
}

// TestFoundAbove walks up from a folder of the repository.
func TestFoundAbove(t *testing.T) {
	t.Setenv("KEDJA_CORPUS", "")
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	want, within := filepath.Join(dir, "shared", "corpus"), filepath.Join(dir, "repository", "sbom", "read")
	for _, d := range []string{want, within} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(within)
	if got := corpus.Dir(t); got != want {
		t.Errorf("found %s, want %s", got, want)
	}
}
