// SPDX-License-Identifier: Apache-2.0

package golden

import (
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// Story is a txtar file: a comment that says what it shows, what goes in, and
// what must come of it.
type Story struct {
	Comment string
	file    string
	archive *txtar.Archive
	update  bool
}

// Stories runs tell as a test of its own for every file that matches the
// pattern. With update it writes what [Story.Want] is given into the files.
func Stories(t *testing.T, pattern string, update bool, tell func(t *testing.T, s *Story)) {
	t.Helper()
	for _, file := range match(t, pattern) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			s := Open(t, file)
			s.update = update
			tell(t, s)
			if update && !t.Failed() {
				if err := os.WriteFile(file, txtar.Format(s.archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// Open reads one story for its members.
func Open(t testing.TB, file string) *Story {
	t.Helper()
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return &Story{Comment: string(a.Comment), file: file, archive: a}
}

// Inputs returns the member input of every file that matches the pattern.
func Inputs(t testing.TB, pattern string) [][]byte {
	t.Helper()
	var inputs [][]byte
	for _, file := range match(t, pattern) {
		inputs = append(inputs, Open(t, file).Member(t, "input"))
	}
	return inputs
}

// match returns the files of a pattern, of which there must be some.
func match(t testing.TB, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no story matches %s: %v", pattern, err)
	}
	return files
}

// All returns the members by their names, in the order of the file.
func (s *Story) All() iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for _, f := range s.archive.Files {
			if !yield(f.Name, f.Data) {
				return
			}
		}
	}
}

// Member returns the content of a member that the story must have.
func (s *Story) Member(t testing.TB, name string) []byte {
	t.Helper()
	return s.member(t, name).Data
}

func (s *Story) member(t testing.TB, name string) *txtar.File {
	t.Helper()
	for i := range s.archive.Files {
		if f := &s.archive.Files[i]; f.Name == name {
			return f
		}
	}
	t.Fatalf("%s must have the member %s", s.file, name)
	return nil
}

// Want compares what came out with a member of the story. A member always
// ends with the end of a line.
func (s *Story) Want(t testing.TB, name, got string) {
	t.Helper()
	want := s.member(t, name)
	if got != "" && !strings.HasSuffix(got, "\n") {
		got += "\n"
	}
	if s.update {
		want.Data = []byte(got)
		return
	}
	if diff := cmp.Diff(string(want.Data), got); diff != "" {
		t.Errorf("%s\n%s (-want +got)\n%s", strings.TrimSpace(s.Comment), name, diff)
	}
}
