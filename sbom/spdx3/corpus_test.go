// SPDX-License-Identifier: Apache-2.0

package spdx3_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/kedja/kedja/internal/corpus"
)

// TestCorpus reads every real file and compares it with the counts of an
// independent program. Where two readings are defensible a diagnostic must say
// why.
func TestCorpus(t *testing.T) {
	compared := 0
	for _, want := range corpus.Counts(t, "spdx3/") {
		path, version, status := want.Path, want.Version, want.Status
		counts := fmt.Sprintf("%s %s %s", want.Components, want.Dependencies, want.Services)
		doc, list, err := read(path, corpus.Read(t, path))
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		in := doc.Inspect()
		if got := fmt.Sprint(in.Components, in.Dependencies, in.Services); got != counts {
			t.Errorf("%s (%s): components, dependencies, services are %s, want %s", path, status, got, counts)
		}
		if doc.SpecVersion != version && status == "ok" {
			t.Errorf("%s: version is %q, want %q", path, doc.SpecVersion, version)
		}
		if status != "ok" && len(list) == 0 {
			t.Errorf("%s is %s and carries no diagnostic", path, status)
		}
		compared++
	}
	if compared < 100 {
		t.Errorf("only %d files were compared", compared)
	}
}

// TestPointers follows the pointer of every node in every real file: it leads
// to an object with the name of the node.
func TestPointers(t *testing.T) {
	nodes := 0
	for _, path := range corpus.Files(t, 8<<20, "spdx3") {
		data := corpus.Read(t, path)
		doc, _, err := read(path, data)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		lines := bytes.Split(data, []byte("\n"))
		var root any
		if err := json.Unmarshal(data, &root); err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for id, n := range doc.All() {
			nodes++
			p := doc.Pointer(id)
			o, _ := follow(root, p).(map[string]any)
			if o == nil || seen[p] || text(o["name"]) != n.Name || text(o["spdxId"]) != n.Ref {
				t.Errorf("%s: %q leads to %v, not to %s", path, p, o, n.Name)
			}
			seen[p] = true
			if line := string(lines[n.Line-1]); !strings.Contains(line, "{") {
				t.Errorf("%s: node %s is said to begin in line %d: %s", path, n.Name, n.Line, line)
			}
		}
	}
	if nodes < 800 {
		t.Errorf("only %d nodes were looked at", nodes)
	}
}
