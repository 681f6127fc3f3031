// SPDX-License-Identifier: Apache-2.0

package merge_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/golden"
	"github.com/kedja/kedja/sbom/merge"
	"github.com/kedja/kedja/sbom/read"
)

var update = flag.Bool("update", false, "write the expectations of the stories anew")

// TestStories merges the documents of each file of testdata in both orders.
// The first line of a story may be a comment "options: name=… version=…
// by=…".
func TestStories(t *testing.T) {
	golden.Stories(t, "testdata/*.txtar", *update, func(t *testing.T, s *golden.Story) {
		var docs []*sbom.Document
		for name, data := range s.All() {
			if name != "want" {
				docs = append(docs, parse(t, name, string(data)))
			}
		}
		opts := options(t, s.Comment)
		got := whole(t, docs, opts)
		slices.Reverse(docs)
		if diff := cmp.Diff(got, whole(t, docs, opts)); diff != "" {
			t.Errorf("the other way round it is different:\n%s", diff)
		}
		s.Want(t, "want", got)
	})
}

func options(t *testing.T, comment string) (opts merge.Options) {
	t.Helper()
	first, _, _ := strings.Cut(comment, "\n")
	rest, ok := strings.CutPrefix(first, "options: ")
	if !ok {
		return opts
	}
	for _, word := range strings.Fields(rest) {
		name, value, _ := strings.Cut(word, "=")
		switch name {
		case "name":
			opts.Name = value
		case "version":
			opts.Version = value
		case "by":
			key, err := merge.ParseKey(value)
			if err != nil {
				t.Fatal(err)
			}
			opts.By = key
		default:
			t.Fatalf("the story has an option %q", word)
		}
	}
	return opts
}

// parse reads a document as a user would.
func parse(t testing.TB, name, text string) *sbom.Document {
	t.Helper()
	doc, _, err := read.Bytes(name, []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// whole merges and writes all that came of it, but for the diagnostics of the
// documents.
func whole(t testing.TB, docs []*sbom.Document, opts merge.Options) string {
	t.Helper()
	r, err := merge.Documents(docs, opts)
	if err != nil {
		return fmt.Sprintf("error: %v\n", err)
	}
	var b strings.Builder
	for i, in := range r.Inputs {
		fmt.Fprintf(&b, "input %d %s %s", i, in.File, in.Identifier)
		if len(in.Copies) > 0 {
			fmt.Fprintf(&b, " also %s", strings.Join(in.Copies, ", "))
		}
		b.WriteString("\n")
	}
	b.WriteString(golden.Dump(r.Document, nil, nil))
	for _, rel := range r.Document.Relations {
		fmt.Fprintf(&b, "%d %s %d %s\n", rel.From, rel.Type, rel.To, rel.Scope)
	}
	for id, n := range r.Document.All() {
		if n.Declared|n.Concluded != 0 {
			fmt.Fprintf(&b, "%d declared %v concluded %v\n", id, n.DeclaredLicenses(), n.ConcludedLicenses())
		}
		if n.More != nil && n.More.Service != nil {
			for _, f := range n.More.Service.Data {
				fmt.Fprintf(&b, "%d data %s %v to %v\n", id, f.Flow, f.Sources, f.Destination)
			}
		}
	}
	for _, x := range r.Document.Documents {
		fmt.Fprintf(&b, "other document %s %s\n", x.Ref, x.URI)
	}
	for _, e := range r.Document.Outside {
		fmt.Fprintf(&b, "outside: %d %s %s reversed=%t\n", e.From, e.Type, e.To, e.Reversed)
	}
	for _, a := range r.Document.Annotations {
		fmt.Fprintf(&b, "annotation %v %q\n", a.Subjects, a.Text)
	}
	for id, list := range r.Origins {
		for _, o := range list {
			fmt.Fprintf(&b, "%d from %s:%d %s %s\n", id, r.Inputs[o.Document].File, o.Line, o.Pointer, o.Ref)
		}
	}
	for _, d := range r.Diagnostics {
		b.WriteString(d.Error() + "\n")
	}
	for _, d := range r.Document.Diagnostics {
		if d.Code == "sbom/external-reference" {
			b.WriteString(d.Error() + "\n")
		}
	}
	return b.String()
}

// ExampleDocuments joins the documents of an application and of a library in
// it, which each list a component that the other one has too.
func ExampleDocuments() {
	var docs []*sbom.Document
	for _, name := range []string{"app.cdx.json", "parser.spdx.json"} {
		doc, _, err := read.File(filepath.Join("testdata", name), nil)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return
		}
		docs = append(docs, doc)
	}
	r, err := merge.Documents(docs, merge.Options{})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	d := r.Document
	fmt.Println("root:", d.Node(d.Root).Name)
	for id, n := range d.Components() {
		fmt.Println(n.Name, n.Version)
		for _, o := range r.Origins[id] {
			fmt.Println("  from", r.Inputs[o.Document].File, o.Pointer)
		}
	}
	for _, e := range d.Depends {
		fmt.Println(d.Node(e.From).Name, "needs", d.Node(e.To).Name)
	}
	for _, note := range r.Diagnostics {
		fmt.Println(note.Error())
	}
	// Output:
	// root: scheduler
	// parser 1.0.3
	//   from testdata/parser.spdx.json /packages/0
	//   from testdata/app.cdx.json /components/0
	// deflate 1.3
	//   from testdata/parser.spdx.json /packages/1
	//   from testdata/app.cdx.json /components/1
	// parser needs deflate
	// scheduler needs parser
	// testdata/app.cdx.json:8 /components/0: warning: supplier is "Teliqon AB" here and "Teliqon Components AB" in testdata/parser.spdx.json:9 /packages/0; the latter is kept; correct the document that is wrong [merge/conflict]
}

func TestRefusals(t *testing.T) {
	edge := []sbom.Edge{{From: 0, To: 7}}
	node := []sbom.Node{{Name: "a", Parent: sbom.None}}
	for name, c := range map[string]struct {
		docs []*sbom.Document
		opts merge.Options
		want string
	}{
		"no document":    {nil, merge.Options{}, "there is no document to merge"},
		"a nil document": {[]*sbom.Document{{Root: sbom.None}, nil}, merge.Options{}, "document 2 of those to merge is missing"},
		"an unknown rule": {[]*sbom.Document{{Root: sbom.None}}, merge.Options{By: 9},
			"there is no rule key(9) for joining components"},
		"a version of nothing": {[]*sbom.Document{{Root: sbom.None}}, merge.Options{Version: "1"},
			"a version of the whole needs a name"},
		"an edge to nowhere": {[]*sbom.Document{{File: "x", Root: sbom.None, Nodes: node, Depends: edge}}, merge.Options{},
			"x: an edge of the document has no node at its end; merge documents as a reader returned them [merge/broken]"},
		"a root that is not there": {[]*sbom.Document{{File: "x", Root: 3, Nodes: node}}, merge.Options{},
			"x: the root of the document has no node at its end; merge documents as a reader returned them [merge/broken]"},
		"an annotation of nothing": {[]*sbom.Document{{File: "x", Root: sbom.None, Nodes: node, Annotations: []sbom.Annotation{{Subjects: []sbom.ID{-1}}}}}, merge.Options{},
			"x: an annotation of the document has no node at its end; merge documents as a reader returned them [merge/broken]"},
	} {
		if _, err := merge.Documents(c.docs, c.opts); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

// TestEmpty merges documents that list nothing.
func TestEmpty(t *testing.T) {
	r, err := merge.Documents([]*sbom.Document{{Root: sbom.None, File: "a"}, {Root: sbom.None, File: "b"}}, merge.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Document.Nodes) != 0 || len(r.Inputs) != 2 || !r.Diagnostics.Has("merge/no-root") {
		t.Errorf("%+v", r)
	}
}

func TestParseKey(t *testing.T) {
	for _, k := range []merge.Key{merge.ByPURL, merge.ByPURLName, merge.ByNothing} {
		if got, err := merge.ParseKey(k.String()); err != nil || got != k {
			t.Errorf("%s reads back as %v, %v", k, got, err)
		}
	}
	if _, err := merge.ParseKey("name"); err == nil {
		t.Error("name is no rule")
	}
}

// TestManyConflicts holds that conflicts are listed up to a bound and counted
// beyond it.
func TestManyConflicts(t *testing.T) {
	var docs []*sbom.Document
	for _, kind := range []string{"library", "framework"} {
		d := &sbom.Document{File: kind, Root: sbom.None}
		for i := range 12 {
			d.Nodes = append(d.Nodes, sbom.Node{Name: fmt.Sprint(i), Type: kind, PURLs: []string{fmt.Sprintf("pkg:generic/p%d@1", i)}, Parent: sbom.None, Index: int32(i)})
		}
		docs = append(docs, d)
	}
	r, err := merge.Documents(docs, merge.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range r.Diagnostics {
		if d.Code == "merge/conflict" {
			got = append(got, d.Error())
		}
	}
	if len(got) != 6 || !strings.Contains(got[0], "7 more components") ||
		got[1] != `library /components/0: warning: type is "library" here and "framework" in framework /components/0; the latter is kept; correct the document that is wrong [merge/conflict]` {
		t.Errorf("%d conflicts: %s", len(got), strings.Join(got, "\n"))
	}
}

// dump writes everything a result says.
func dump(t testing.TB, r *merge.Result) string {
	t.Helper()
	text, err := json.MarshalIndent(struct {
		*merge.Result
		Merged [][]sbom.ID
		Notes  diag.List
	}{r, nodesOf(r), r.Document.Diagnostics}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func nodesOf(r *merge.Result) (out [][]sbom.ID) {
	for _, in := range r.Inputs {
		out = append(out, in.Nodes)
	}
	return out
}
