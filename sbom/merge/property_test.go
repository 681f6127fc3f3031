// SPDX-License-Identifier: Apache-2.0

package merge_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/merge"
)

// drawDocument makes a small document whose components share a few names,
// package URLs and digests with other documents.
func drawDocument(t *rapid.T, i int) *sbom.Document {
	d := &sbom.Document{
		File: fmt.Sprintf("doc%d", i), Root: sbom.None,
		SHA256:     fmt.Sprintf("%064d", rapid.IntRange(0, 9).Draw(t, "digest")*10+i),
		Identifier: rapid.SampledFrom([]string{"", "urn:uuid:a", fmt.Sprintf("urn:uuid:0-%d", i)}).Draw(t, "identifier"),
		Format:     rapid.SampledFrom([]sbom.Format{sbom.CycloneDX, sbom.SPDX}).Draw(t, "format"),
	}
	n := rapid.IntRange(0, 7).Draw(t, "nodes")
	for k := range n {
		d.Nodes = append(d.Nodes, drawNode(t, k))
	}
	if n == 0 {
		return d
	}
	if rapid.Bool().Draw(t, "has a root") {
		d.Root = 0
		d.Nodes[0].Kind = sbom.KindComponent
		if d.Format == sbom.CycloneDX {
			d.Nodes[0].Kind, d.Nodes[0].List = sbom.KindRoot, sbom.ListMetadata
		}
	}
	d.Depends, d.Contains = drawEdges(t, n), drawEdges(t, n)
	for _, e := range drawEdges(t, n) {
		d.Relations = append(d.Relations, sbom.Relation{Type: "generates", From: e.From, To: e.To})
	}
	d.Relations = slices.Compact(d.Relations)
	node := rapid.Map(rapid.IntRange(0, n-1), func(i int) sbom.ID { return sbom.ID(i) })
	for range rapid.IntRange(0, 2).Draw(t, "outside") {
		d.Outside = append(d.Outside, sbom.OutsideEdge{
			From: node.Draw(t, "from"), To: rapid.SampledFrom([]string{"urn:cdx:0-0/1#r1", "urn:cdx:0-1/1", "urn:cdx:a/1#r0", "urn:cdx:z/1#q"}).Draw(t, "to"),
			Type: rapid.SampledFrom([]string{"dependsOn", "contains", "describes"}).Draw(t, "type"), Reversed: rapid.Bool().Draw(t, "reversed"),
		})
	}
	if rapid.Bool().Draw(t, "has an advisory") {
		d.Vulnerabilities = []sbom.Vulnerability{{ID: "CVE-1", State: rapid.SampledFrom([]string{"", "exploitable"}).Draw(t, "state"), Affects: []sbom.ID{node.Draw(t, "affected")}}}
	}
	return d
}

func drawNode(t *rapid.T, k int) sbom.Node {
	pick := func(label string, list ...string) string { return rapid.SampledFrom(list).Draw(t, label) }
	n := sbom.Node{
		Parent: sbom.None, Index: int32(k), Line: int32(k + 1),
		Kind:    rapid.SampledFrom([]sbom.Kind{sbom.KindComponent, sbom.KindComponent, sbom.KindComponent, sbom.KindService, sbom.KindFile}).Draw(t, "kind"),
		Ref:     pick("ref", "", "r0", "r1", fmt.Sprintf("r%d", k)),
		Name:    pick("name", "a", "b", ""),
		Version: pick("version", "", "1", "2"),
		Type:    pick("type", "", "library", "application"),
		Scope:   sbom.Scope(rapid.IntRange(0, 3).Draw(t, "scope")),
	}
	switch n.Kind {
	case sbom.KindService:
		n.List = sbom.ListServices
	case sbom.KindFile:
		n.List = sbom.ListFiles
	}
	if p := pick("purl", "", "", "pkg:npm/a@1", "pkg:NPM/a@1", "pkg:npm/a@2", "pkg:npm/b", "junk"); p != "" {
		n.PURLs = []string{p}
	}
	if h := pick("hash", "", strings.Repeat("a", 64), strings.Repeat("A", 64), strings.Repeat("b", 64)); h != "" {
		n.Hashes = []sbom.Hash{{Alg: "SHA-256", Value: h}}
	}
	if s := pick("supplier", "", "Teliqon AB", "Norrväg Oy"); s != "" {
		n.Supplier = &sbom.Party{Name: s, Country: pick("country", "", "XA", "XB")}
	}
	if r := pick("bom", "", "", "", "urn:cdx:0-0/1", "urn:cdx:0-1/1", "urn:cdx:z/1"); r != "" {
		n.References = []sbom.ExternalReference{{Type: "bom", URL: r}}
	}
	return n
}

func drawEdges(t *rapid.T, n int) []sbom.Edge {
	end := rapid.Map(rapid.IntRange(0, n-1), func(i int) sbom.ID { return sbom.ID(i) })
	list := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) sbom.Edge {
		return sbom.Edge{From: end.Draw(t, "from"), To: end.Draw(t, "to")}
	}), 0, 6, func(e sbom.Edge) sbom.Edge { return e }).Draw(t, "edges")
	return list
}

func drawDocuments(t *rapid.T) []*sbom.Document {
	var docs []*sbom.Document
	for i := range rapid.IntRange(1, 4).Draw(t, "documents") {
		docs = append(docs, drawDocument(t, i))
	}
	return docs
}

func drawOptions(t *rapid.T) merge.Options {
	return merge.Options{
		Name: rapid.SampledFrom([]string{"", "", "whole"}).Draw(t, "name"),
		By:   rapid.SampledFrom([]merge.Key{merge.ByPURL, merge.ByPURL, merge.ByPURLName, merge.ByNothing}).Draw(t, "by"),
	}
}

func merged(t *rapid.T, docs []*sbom.Document, opts merge.Options) *merge.Result {
	r, err := merge.Documents(docs, opts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		docs, opts := drawDocuments(r), drawOptions(r)
		want := dump(t, merged(r, docs, opts))
		shuffled := rapid.Permutation(docs).Draw(r, "order")
		if diff := gocmp.Diff(want, dump(t, merged(r, shuffled, opts))); diff != "" {
			r.Fatal(diff)
		}
	})
}

// TestNothingVanishes holds that every node and every relation of every
// document is in the whole, that nothing else is, and that the whole is a
// document like one that a reader makes.
func TestNothingVanishes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs, opts := drawDocuments(t), drawOptions(t)
		before := fmt.Sprintf("%+v", plainAll(docs))
		r := merged(t, docs, opts)
		if after := fmt.Sprintf("%+v", plainAll(docs)); after != before {
			t.Fatal("the documents were changed")
		}
		byFile := make(map[string]*sbom.Document)
		for _, d := range docs {
			byFile[d.File] = d
		}
		places := 0
		for id, list := range r.Origins {
			if own := opts.Name != "" && id == 0; (len(list) == 0) != own {
				t.Fatalf("node %d comes from %v", id, list)
			}
			places += len(list)
		}
		for i, in := range r.Inputs {
			d := byFile[in.File]
			if len(in.Nodes) != len(d.Nodes) {
				t.Fatalf("%s: %d nodes of %d", d.File, len(in.Nodes), len(d.Nodes))
			}
			places -= len(d.Nodes)
			checkNodes(t, r, i, d)
			checkEdges(t, in, "depends", d.Depends, r.Document.Depends)
			checkEdges(t, in, "contains", d.Contains, r.Document.Contains)
			for _, rel := range d.Relations {
				rel.From, rel.To = in.Nodes[rel.From], in.Nodes[rel.To]
				if rel.From != rel.To && !slices.Contains(r.Document.Relations, rel) {
					t.Fatalf("%s: relation %v is lost", d.File, rel)
				}
			}
		}
		if places != 0 {
			t.Fatalf("%d origins too many", places)
		}
		checkOutside(t, r, byFile)
		checkShape(t, r.Document, opts)
	})
}

// plainAll copies the documents without pointers, for comparison.
func plainAll(docs []*sbom.Document) (out []string) {
	for _, d := range docs {
		for _, n := range d.Nodes {
			if n.Supplier != nil {
				out = append(out, fmt.Sprintf("%+v", *n.Supplier))
			}
			n.Supplier = nil
			out = append(out, fmt.Sprintf("%+v", n))
		}
		out = append(out, fmt.Sprintf("%+v%+v%+v%+v%+v", d.Depends, d.Contains, d.Outside, d.Vulnerabilities, d.Documents))
	}
	return out
}

func checkNodes(t *rapid.T, r *merge.Result, input int, d *sbom.Document) {
	for id, n := range d.All() {
		to := r.Inputs[input].Nodes[id]
		got := r.Document.Node(to)
		if !slices.Contains(r.Origins[to], merge.Origin{Document: input, Pointer: d.Pointer(id), Line: int(n.Line), Ref: n.Ref}) {
			t.Fatalf("node %d of %s is not among the origins of %d", id, d.File, to)
		}
		for _, h := range n.Hashes {
			if !slices.ContainsFunc(got.Hashes, func(g sbom.Hash) bool { return strings.EqualFold(g.Value, h.Value) }) {
				t.Fatalf("hash %v is lost", h)
			}
		}
		if n.Supplier != nil && got.Supplier == nil || n.Version != "" && got.Version == "" || n.Type != "" && got.Type == "" {
			t.Fatalf("a value of node %d of %s is lost", id, d.File)
		}
		service, file := n.Kind == sbom.KindService, n.Kind == sbom.KindFile
		if service != (got.Kind == sbom.KindService) || file != (got.Kind == sbom.KindFile) {
			t.Fatalf("kind %v became %v", n.Kind, got.Kind)
		}
	}
}

func checkEdges(t *rapid.T, in merge.Input, what string, edges, whole []sbom.Edge) {
	for _, e := range edges {
		from, to := in.Nodes[e.From], in.Nodes[e.To]
		found := slices.ContainsFunc(whole, func(w sbom.Edge) bool { return w.From == from && w.To == to })
		if lostLoop := from == to && e.From != e.To; !found && !lostLoop {
			t.Fatalf("%s: %d %s %d is lost", in.File, e.From, what, e.To)
		}
	}
}

// checkOutside holds that every relation into another document is a relation
// of the whole, leads out of the whole as it did, or is what made its two ends
// one.
func checkOutside(t *rapid.T, r *merge.Result, byFile map[string]*sbom.Document) {
	d := r.Document
	for i, in := range r.Inputs {
		for _, e := range byFile[in.File].Outside {
			from, to := in.Nodes[e.From], leadsTo(r, byFile, i, e.To)
			if to == sbom.None {
				e.From = from
				if !slices.Contains(d.Outside, e) {
					t.Fatalf("%s: %v is lost", in.File, e)
				}
				continue
			}
			if e.Reversed {
				from, to = to, from
			}
			edge := func(x sbom.Edge) bool { return x.From == from && x.To == to }
			relation := func(x sbom.Relation) bool { return x.From == from && x.To == to && x.Type == e.Type }
			found := map[string]bool{
				"dependsOn": slices.ContainsFunc(d.Depends, edge), "contains": slices.ContainsFunc(d.Contains, edge),
				"describes": slices.ContainsFunc(d.Relations, relation),
			}[e.Type]
			if !found && from != to {
				t.Fatalf("%s: %v should be a relation from %d to %d", in.File, e, from, to)
			}
		}
	}
}

// leadsTo follows a BOM-Link the slow way.
func leadsTo(r *merge.Result, byFile map[string]*sbom.Document, from int, link string) sbom.ID {
	link, element, _ := strings.Cut(strings.TrimPrefix(link, "urn:cdx:"), "#")
	serial, _, _ := strings.Cut(link, "/")
	for i, in := range r.Inputs {
		if i == from || in.Identifier != "urn:uuid:"+serial {
			continue
		}
		if element == "" {
			return in.Root
		}
		for id, n := range byFile[in.File].All() {
			if n.Ref == element {
				return in.Nodes[id]
			}
		}
		return sbom.None
	}
	return sbom.None
}

func checkShape(t *rapid.T, d *sbom.Document, opts merge.Options) {
	refs, pointers := make(map[string]bool), make(map[string]bool)
	for id, n := range d.All() {
		if n.Ref == "" || refs[n.Ref] {
			t.Fatalf("the reference %q of node %d is not its own", n.Ref, id)
		}
		p := d.Pointer(id)
		if pointers[p] {
			t.Fatalf("two nodes are at %s", p)
		}
		refs[n.Ref], pointers[p] = true, true
		if (n.Kind == sbom.KindRoot) && id != d.Root {
			t.Fatalf("node %d is a root besides %d", id, d.Root)
		}
	}
	for _, list := range [][]sbom.Edge{d.Depends, d.Contains} {
		seen := make(map[[2]sbom.ID]bool)
		for _, e := range list {
			if seen[[2]sbom.ID{e.From, e.To}] {
				t.Fatalf("the edge %v is there twice", e)
			}
			seen[[2]sbom.ID{e.From, e.To}] = true
		}
	}
	if opts.Name != "" && (d.Root != 0 || d.Nodes[0].Name != opts.Name) {
		t.Fatalf("the root is %d", d.Root)
	}
}

// TestAloneIsItself holds that a document alone stays as it is, but for where
// its nodes stand.
func TestAloneIsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDocument(t, 0)
		for i := range d.Nodes {
			d.Nodes[i].Ref = fmt.Sprintf("ref%d", i) // two of one reference get new ones
			d.Nodes[i].References = nil
		}
		d.Outside = nil
		got := merged(t, []*sbom.Document{d}, merge.Options{}).Document
		for id := range d.Nodes {
			a, b := d.Nodes[id], got.Nodes[id]
			a.List, a.Index, a.Line = b.List, b.Index, b.Line
			if a.Kind == sbom.KindRoot {
				a.Kind = b.Kind
			}
			if diff := gocmp.Diff(a, b); diff != "" {
				t.Fatal(diff)
			}
		}
		if got.Root != d.Root || got.SHA256 != d.SHA256 || got.Identifier != d.Identifier {
			t.Fatalf("%+v", got)
		}
		for _, pair := range [][2]any{{d.Depends, got.Depends}, {d.Contains, got.Contains}, {d.Relations, got.Relations}, {d.Vulnerabilities, got.Vulnerabilities}} {
			if fmt.Sprint(pair[0]) != fmt.Sprint(pair[1]) {
				t.Fatalf("%v became %v", pair[0], pair[1])
			}
		}
	})
}

// TestInSteps holds that merging in two steps joins the same things and has
// the same edges as merging at once. Roots may differ: what two documents have
// in common can be a part of the third.
func TestInSteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var docs []*sbom.Document
		for i := range 3 {
			d := drawDocument(t, i)
			d.Outside, d.Vulnerabilities = nil, nil
			for k := range d.Nodes {
				// A mark tells the nodes apart in the whole, and Bom-Links name
				// documents, of which a step makes a new one.
				d.Nodes[k].CPEs, d.Nodes[k].References = []string{fmt.Sprintf("%d-%d", i, k)}, nil
				d.Nodes[k].Version = "" // the first counts, which may be another one
			}
			docs = append(docs, d)
		}
		opts := merge.Options{By: rapid.SampledFrom([]merge.Key{merge.ByPURL, merge.ByPURLName, merge.ByNothing}).Draw(t, "by")}
		once := merged(t, docs, opts).Document
		step := merged(t, docs[:2], opts).Document
		step.File = "step"
		twice := merged(t, []*sbom.Document{step, docs[2]}, opts).Document
		if diff := gocmp.Diff(graph(once), graph(twice)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// graph writes nodes by their marks and the edges between them, sorted.
func graph(d *sbom.Document) (out []string) {
	name := func(id sbom.ID) string {
		marks := slices.Clone(d.Node(id).CPEs)
		slices.Sort(marks)
		return strings.Join(marks, "+")
	}
	for id := range d.All() {
		out = append(out, name(id))
	}
	for _, e := range d.Depends {
		out = append(out, name(e.From)+" depends on "+name(e.To))
	}
	for _, e := range d.Contains {
		out = append(out, name(e.From)+" contains "+name(e.To))
	}
	for _, e := range d.Relations {
		out = append(out, name(e.From)+" "+e.Type+" "+name(e.To))
	}
	slices.SortFunc(out, cmp.Compare[string])
	return out
}
