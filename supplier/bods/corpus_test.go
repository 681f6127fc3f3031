// SPDX-License-Identifier: Apache-2.0

package bods_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/supplier/bods"
	"github.com/kedja/kedja/supplier/importer"
)

// samples are the files of statements among the samples.
func samples(t *testing.T) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(corpus.Path(t, "suppliers"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".json" || !strings.Contains(name, "openownership") || strings.Contains(name, "schema") {
			return err
		}
		out = append(out, name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 60 {
		t.Fatalf("only %d samples of statements are here", len(out))
	}
	return out
}

// naive counts statements without the importer: by the word that says what
// each is about.
func naive(t *testing.T, data []byte) map[string]int {
	t.Helper()
	var list []map[string]any
	if err := json.Unmarshal(data, &list); err != nil {
		var one map[string]any
		if err := json.Unmarshal(data, &one); err != nil {
			t.Fatal(err)
		}
		list = append(list, one)
	}
	out := map[string]int{}
	for _, o := range list {
		word, _ := o["recordType"].(string)
		if word == "" {
			word, _ = o["statementType"].(string)
		}
		switch word {
		case "entity", "entityStatement":
			out[bods.Entities]++
		case "person", "personStatement":
			out[bods.Persons]++
		case "relationship", "ownershipOrControlStatement":
			out[bods.Relationships]++
		default:
			out[bods.Other]++
		}
	}
	return out
}

// TestCorpusIsReadWhole compares what the importer counts in every sample
// with a count of its own.
func TestCorpusIsReadWhole(t *testing.T) {
	total := map[string]int{}
	for _, name := range samples(t) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		r, err := bods.Read([]importer.File{{Name: filepath.Base(name), Reader: bytes.NewReader(data)}}, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for kind, want := range naive(t, data) {
			total[kind] += want
			if got := r.CountOf(kind).Read; got != want {
				t.Errorf("%s: %d %s were read, but there are %d", name, got, kind, want)
			}
		}
		for _, c := range r.Counts {
			if c.Taken > c.Read {
				t.Errorf("%s: %d of %d %s taken", name, c.Taken, c.Read, c.Kind)
			}
		}
	}
	t.Logf("%v", total)
	for _, kind := range []string{bods.Entities, bods.Persons, bods.Relationships} {
		if total[kind] < 20 {
			t.Errorf("only %d %s in all samples", total[kind], kind)
		}
	}
}
