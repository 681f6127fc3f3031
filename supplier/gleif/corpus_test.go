// SPDX-License-Identifier: Apache-2.0

package gleif_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/supplier/gleif"
	"github.com/kedja/kedja/supplier/importer"
)

// inAnswer counts the objects of an answer of the API by their types.
func inAnswer(t *testing.T, data []byte) map[string]int {
	t.Helper()
	var answer struct{ Data json.RawMessage }
	if err := json.Unmarshal(data, &answer); err != nil {
		t.Fatal(err)
	}
	var list []struct{ Type string }
	if json.Unmarshal(answer.Data, &list) != nil {
		list = make([]struct{ Type string }, 1)
		if err := json.Unmarshal(answer.Data, &list[0]); err != nil {
			t.Fatal(err)
		}
	}
	out := map[string]int{}
	for _, o := range list {
		switch o.Type {
		case "lei-records":
			out[gleif.Records]++
		case "relationship-records":
			out[gleif.Relationships]++
		case "reporting-exceptions":
			out[gleif.Exceptions]++
		default:
			out[gleif.Other]++
		}
	}
	return out
}

// inTurtle counts the subjects that have what only such a thing has.
func inTurtle(_ *testing.T, data []byte) map[string]int {
	count := func(property string) int {
		return len(regexp.MustCompile(`(?m)^\s+gleif-\S+:`+property+`\s`).FindAll(data, -1))
	}
	return map[string]int{
		gleif.Records: count("hasLegalName"), gleif.Relationships: count("hasChild"), gleif.Exceptions: count("hasReportingEntity"),
	}
}

// TestCorpusIsReadWhole compares what the importer counts in every sample
// with a count of its own.
func TestCorpusIsReadWhole(t *testing.T) {
	total, files := map[string]int{}, 0
	for folder, naive := range map[string]func(*testing.T, []byte) map[string]int{
		"NotAProfDev+gleif-rs/tests/data/lei_records":          inAnswer,
		"NotAProfDev+gleif-rs/tests/data/lei_issuers":          inAnswer,
		"NotAProfDev+gleif-rs/tests/data/relationships":        inAnswer,
		"NotAProfDev+gleif-rs/tests/data/reporting_exceptions": inAnswer,
		"GLEIF-IT+lei-rdf/ontology/sample":                     inTurtle,
	} {
		err := filepath.WalkDir(corpus.Path(t, "suppliers/"+folder), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			files++
			r, err := gleif.Read([]importer.File{{Name: filepath.Base(name), Reader: bytes.NewReader(data)}}, nil)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				return nil
			}
			for kind, want := range naive(t, data) {
				total[kind] += want
				got := r.CountOf(kind)
				if got.Read != want {
					t.Errorf("%s: %d %s were read, but there are %d", name, got.Read, kind, want)
				}
				if kind != gleif.Other && got.Taken != want {
					t.Errorf("%s: %d of %d %s were taken", name, got.Taken, want, kind)
				}
			}
			if errs := r.Diagnostics.Errors(); len(errs) > 0 {
				t.Errorf("%s: %v", name, errs)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d files: %v", files, total)
	for kind, least := range map[string]int{gleif.Records: 40, gleif.Relationships: 15, gleif.Exceptions: 6} {
		if total[kind] < least {
			t.Errorf("only %d %s in all samples", total[kind], kind)
		}
	}
}
