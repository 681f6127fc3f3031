// SPDX-License-Identifier: Apache-2.0

package convert_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/convert"
	"github.com/kedja/kedja/sbom/read"
)

// TestErrors: an unknown target is named with those there are, and what the
// writer says is passed on.
func TestErrors(t *testing.T) {
	doc := &sbom.Document{Root: sbom.None}
	_, err := convert.To(&bytes.Buffer{}, doc, "spdx-9", nil)
	if d, ok := errors.AsType[diag.Diagnostic](err); !ok || !strings.Contains(d.Message, "spdx-9") || !strings.Contains(d.Remedy, "spdx-2.3-json") {
		t.Errorf("unknown target: %v", err)
	}
	for _, target := range convert.Targets() {
		if _, err := convert.To(full{}, doc, target, nil); !errors.Is(err, errFull) {
			t.Errorf("%s: %v", target, err)
		}
	}
}

var errFull = errors.New("no room left")

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

// named returns a document of n components.
func named(n int) *sbom.Document {
	d := &sbom.Document{Root: sbom.None}
	for i := range n {
		d.Nodes = append(d.Nodes, sbom.Node{Ref: fmt.Sprint("n", i), Name: fmt.Sprint("n", i), Type: "library", Parent: sbom.None, List: sbom.ListPackages})
	}
	return d
}

func convertTo(t *testing.T, doc *sbom.Document, target string, opts *convert.Options) (*sbom.Document, diag.List) {
	t.Helper()
	var b bytes.Buffer
	losses, err := convert.To(&b, doc, target, opts)
	if err != nil {
		t.Fatal(err)
	}
	again, _, err := read.Bytes("x", b.Bytes(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return again, losses
}

// mentions reports whether a diagnostic with the code names the thing.
func mentions(list diag.List, code, what string) bool {
	for _, d := range list {
		if d.Code == code && strings.HasPrefix(d.Message, what) {
			return true
		}
	}
	return false
}

// TestContainment: what is no tree, or too deep a one for readers, is written
// as far as it is, and the rest is listed.
func TestContainment(t *testing.T) {
	chain := named(1000)
	for i := 1; i < 1000; i++ {
		chain.Contains = append(chain.Contains, sbom.Edge{From: sbom.ID(i - 1), To: sbom.ID(i)})
	}
	backwards := named(1000)
	for i := 1; i < 1000; i++ {
		backwards.Contains = append(backwards.Contains, sbom.Edge{From: sbom.ID(i), To: sbom.ID(i - 1)})
	}
	circle := named(3)
	circle.Contains = []sbom.Edge{{From: 0, To: 1}, {From: 1, To: 2}, {From: 2, To: 0}}
	itself := named(1)
	itself.Contains = []sbom.Edge{{From: 0, To: 0}}
	two := named(3)
	two.Contains = []sbom.Edge{{From: 0, To: 2}, {From: 1, To: 2}}
	mixed := named(2)
	mixed.Nodes[0].Kind = sbom.KindService
	mixed.Contains = []sbom.Edge{{From: 0, To: 1}}
	parents := named(2) // by hand, and wrong: each stands within the other
	parents.Nodes[0].Parent, parents.Nodes[1].Parent = 1, 0
	for name, c := range map[string]struct {
		doc  *sbom.Document
		kept int
		lost bool
	}{
		"a chain": {chain, 990, true}, "a chain backwards": {backwards, 990, true}, "a circle": {circle, 2, true}, "itself": {itself, 0, true},
		"two containers": {two, 1, true}, "a service with a component": {mixed, 0, true}, "parents in a circle": {parents, 1, false},
	} {
		again, losses := convertTo(t, c.doc, "cyclonedx-1.6-json", nil)
		if len(again.Nodes) != len(c.doc.Nodes) || len(again.Contains) < c.kept {
			t.Errorf("%s: %d nodes and %d containments, want %d and at least %d", name, len(again.Nodes), len(again.Contains), len(c.doc.Nodes), c.kept)
		}
		if lost := mentions(losses, "convert/lost", "relations of containment"); lost != c.lost {
			t.Errorf("%s: %v", name, losses)
		}
	}
}

// TestFlat: programs that do not look into components get them in one list.
func TestFlat(t *testing.T) {
	doc := named(4)
	doc.Root = 0
	doc.Contains = []sbom.Edge{{From: 0, To: 1}, {From: 1, To: 2}, {From: 2, To: 3}}
	again, losses := convertTo(t, doc, "cyclonedx-1.6-json", &convert.Options{Flat: true})
	if in := again.Inspect(); in.Components != 3 || in.Contains != 0 || again.Root == sbom.None {
		t.Errorf("%+v", in)
	}
	if !mentions(losses, "convert/lost", "relations of containment: 3 lost") {
		t.Error(losses)
	}
}

// TestReferences: identifiers of SPDX are valid, and no two elements get one,
// whatever the references of the source look like.
func TestReferences(t *testing.T) {
	doc := named(0)
	for _, ref := range []string{"a", "SPDXRef-a", "a b", "a-b", "a_b", "å", "漢", "", "", "DOCUMENT", "SPDXRef-DOCUMENT", "a", strings.Repeat("x", 500)} {
		doc.Nodes = append(doc.Nodes, sbom.Node{Ref: ref, Name: "n", Type: "library", Parent: sbom.None})
	}
	for i := range doc.Nodes {
		doc.Depends = append(doc.Depends, sbom.Edge{From: 0, To: sbom.ID(i)})
	}
	again, _ := convertTo(t, doc, "spdx-2.3-json", nil)
	if len(again.Nodes) != len(doc.Nodes) || len(again.Depends) != len(doc.Depends) || len(again.Dangling) != 0 {
		t.Errorf("%d nodes, %d dependencies, %d dangling", len(again.Nodes), len(again.Depends), len(again.Dangling))
	}
	seen := map[string]bool{}
	for _, n := range again.Nodes {
		if seen[n.Ref] || strings.Trim(strings.TrimPrefix(n.Ref, "SPDXRef-"), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") != "" {
			t.Errorf("%q is no identifier of its own", n.Ref)
		}
		seen[n.Ref] = true
	}
	if again.Nodes[1].Ref != "SPDXRef-a" || again.Nodes[3].Ref != "SPDXRef-a-b" {
		t.Errorf("plain references do not stay: %q, %q", again.Nodes[1].Ref, again.Nodes[3].Ref)
	}
}

// TestSameBytes: nothing of the run, the file's name or the order of a map is
// in what is written.
func TestSameBytes(t *testing.T) {
	doc := named(50)
	for i := range doc.Nodes {
		doc.Nodes[i].Licenses = []string{fmt.Sprint("Licence ", i%7), "MIT"}
		doc.Depends = append(doc.Depends, sbom.Edge{From: sbom.ID(i), To: sbom.ID(i * 7 % 50)})
	}
	for _, target := range convert.Targets() {
		var first []byte
		for i := range 20 {
			doc.File = fmt.Sprint("run ", i)
			var b bytes.Buffer
			if _, err := convert.To(&b, doc, target, nil); err != nil {
				t.Fatal(err)
			}
			if i == 0 {
				first = b.Bytes()
			} else if !bytes.Equal(first, b.Bytes()) {
				t.Fatalf("%s: run %d differs", target, i)
			}
		}
	}
}
