// SPDX-License-Identifier: Apache-2.0

package spdx3_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/golden"
	"github.com/kedja/kedja/sbom/spdx3"
)

var update = flag.Bool("update", false, "write what is read into the golden files")

func read(name string, data []byte) (*sbom.Document, diag.List, error) {
	return spdx3.Read(bytes.NewReader(data), spdx3.Options{File: name})
}

// follow returns the value that a JSON pointer leads to.
func follow(v any, pointer string) any {
	for step := range strings.SplitSeq(pointer, "/") {
		if step == "" {
			continue
		}
		switch x := v.(type) {
		case map[string]any:
			v = x[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(x) {
				return nil
			}
			v = x[i]
		}
	}
	return v
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

// TestRead runs the stories in testdata: documents as they should be, and the
// defects that users of other tools have met.
func TestRead(t *testing.T) { golden.Run(t, "testdata/*.txtar", *update, read) }

// TestMutants reads the stories with every value replaced by one of every
// other shape.
func TestMutants(t *testing.T) {
	golden.Mutate(t, "testdata/*.txtar", func(name string, data []byte) (*sbom.Document, diag.List, error) {
		doc, list, err := read(name, data)
		if doc != nil {
			sound(t, doc)
		}
		return doc, list, err
	})
}

// reversed reads the input of a story with its elements in the reverse order.
func reversed(t *testing.T, name string) *sbom.Document {
	t.Helper()
	var root map[string]any
	if err := json.Unmarshal(golden.Open(t, "testdata/"+name+".txtar").Member(t, "input"), &root); err != nil {
		t.Fatal(err)
	}
	slices.Reverse(root["@graph"].([]any))
	data, err := json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	doc, _, err := read(name, data)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}
