// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"io"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
	"github.com/kedja/kedja/sbom/internal/xmltext"
)

// ReadRDF reads an SPDX 2 document in RDF/XML; see [Read]. Versions 1.1 and
// 1.2, which had only this form and tag-value, are read as far as they are
// alike. Unlike the other readers it holds the whole graph before it reads it.
func ReadRDF(in io.Reader, opts Options) (*sbom.Document, diag.List, error) {
	src := scan.OpenRaw(in, opts.Limits)
	tokens := newRDF(src, opts.Limits)
	b := scan.NewBuilder(src, tokens, scan.Options{File: opts.File, Limits: opts.Limits, Syntax: "rdf"})
	return newReader(b, "rdf").read()
}

// rdfText turns RDF/XML into the tokens of the JSON that says the same.
type rdfText struct {
	*graph
	x *xmltext.Reader
	emitter

	document  int32             // the node of the document, -1 is none
	namespace string            // of the document
	documents map[string]string // namespace of another document → DocumentRef-…

	stage  rdfStage
	next   int32 // the node to look at in the stage
	depth  int   // of the object that is written
	budget int   // properties that may still be written: nodes can be shared
	spent  int   // bytes of licence expressions
	err    error // met while the graph was read, for the end
}

// rdfStage is what is written next.
type rdfStage uint8

const (
	stageRead rdfStage = iota
	stageHead
	stagePackages
	stageFiles
	stageSnippets
	stageEnd
	stageDone
)

// stageLists are the lists that hold the nodes of a type.
var stageLists = map[rdfStage]struct{ kind, list string }{
	stagePackages: {"Package", "packages"},
	stageFiles:    {"File", "files"},
	stageSnippets: {"Snippet", "snippets"},
}

func newRDF(in io.Reader, limits sbom.Limits) *rdfText {
	return &rdfText{x: newXMLText(in, limits), document: -1, documents: map[string]string{}}
}

const rdfTokens = 4096 // in one batch, roughly

// Next implements [scan.Tokens].
func (t *rdfText) Next(b *scan.Batch) error {
	b.Tokens, b.Notes = b.Tokens[:0], b.Notes[:0]
	t.batch, t.text = b, t.text[:0]
	if t.stage == stageRead {
		t.graph, t.err = readGraph(t.x)
		t.stage = stageHead
		t.budget = 4*len(t.props) + 1000
		if err := t.found(); err != nil {
			b.Notes = append(b.Notes, t.notes...)
			return err
		}
	}
	for len(b.Tokens) < rdfTokens && t.stage < stageEnd {
		t.step()
	}
	if len(b.Tokens) < rdfTokens && t.stage == stageEnd && t.err == nil {
		t.token(scan.KindObjectEnd)
		t.stage = stageDone
	}
	b.Text = t.text
	b.Notes = append(b.Notes, t.notes...)
	t.notes = t.notes[:0]
	switch {
	case len(b.Tokens) > 0:
		return nil
	case t.stage == stageEnd:
		return t.err
	}
	return io.EOF
}

// found looks for the document among the nodes, and for the names by which it
// knows other documents.
func (t *rdfText) found() error {
	if len(t.nodes) == 0 {
		if t.err != nil {
			return t.err
		}
		return &scan.SyntaxError{Line: 1, Text: "it says nothing of anything", Remedy: "give a document that describes packages"}
	}
	for n := range t.nodes {
		switch node := &t.nodes[n]; node.kind {
		case "SpdxDocument":
			if t.document >= 0 {
				t.graph.note("documents", node.line, diag.Warning, "rdf/documents", "give each document as a file of its own",
					"there are several SpdxDocuments; only the first is read as the document, and what all of them hold as its contents")
				continue
			}
			t.document = int32(n)
			t.namespace, _, _ = strings.Cut(node.id, "#")
		case "ExternalDocumentRef":
			name, uri := t.one(int32(n), "externalDocumentId"), t.one(int32(n), "spdxDocument")
			if uri == nil {
				continue
			}
			base, ref := uri.text, localName(node.id)
			if uri.node >= 0 {
				base = t.nodes[uri.node].id
			}
			if name != nil {
				ref = name.text
			}
			base, _, _ = strings.Cut(base, "#")
			t.documents[base] = ref
		}
	}
	return nil
}

// step writes the head of the document or one node of a list.
func (t *rdfText) step() {
	if t.stage == stageHead {
		t.line = t.nodes[max(t.document, 0)].line
		t.token(scan.KindObject)
		if t.document >= 0 {
			t.head()
		}
		t.stage, t.next = stagePackages, 0
		return
	}
	s := stageLists[t.stage]
	if t.next == 0 {
		t.list(s.list)
	}
	for ; int(t.next) < len(t.nodes); t.next++ {
		node := &t.nodes[t.next]
		if node.kind == s.kind && (node.first >= 0 || !strings.HasPrefix(t.reference(node.id), "DocumentRef-")) {
			t.element(t.next, s.kind)
			t.next++
			return
		}
	}
	t.token(scan.KindArrayEnd)
	t.stage++
	t.next = 0
}

func (t *rdfText) head() {
	id := t.nodes[t.document].id
	if t.namespace != "" {
		t.member("documentNamespace", t.namespace)
	}
	if _, fragment, ok := strings.Cut(id, "#"); ok {
		t.member("SPDXID", fragment)
	}
	t.properties(t.document, "SpdxDocument")
}

// element writes a package, file or snippet.
func (t *rdfText) element(n int32, kind string) {
	t.line = t.nodes[n].line
	t.token(scan.KindObject)
	if id := t.nodes[n].id; id != "" {
		t.member("SPDXID", t.reference(id))
	}
	t.properties(n, kind)
	t.token(scan.KindObjectEnd)
}

// isElement reports whether the node is written in a list of its own, or is
// what such a list would hold.
func (t *rdfText) isElement(n int32) bool {
	switch t.nodes[n].kind {
	case "Package", "File", "Snippet":
		return true
	}
	return false
}

// reference returns the identifier of an element as JSON writes it:
// SPDXRef-x within the document, DocumentRef-y:SPDXRef-x in another one.
func (t *rdfText) reference(iri string) string {
	if a := assertion(iri); a != iri {
		return a
	}
	base, fragment, ok := strings.Cut(iri, "#")
	switch {
	case !ok:
		return iri
	case base == "" || base == t.namespace:
		return fragment
	case t.documents[base] != "":
		return t.documents[base] + ":" + fragment
	case strings.HasPrefix(fragment, "SPDXRef-"):
		t.graph.note("namespace "+base, t.line, diag.Warning, "rdf/namespace", "list the document as an externalDocumentRef",
			"the namespace "+quoted(base)+" is neither the document's own nor that of a document it names; its elements are taken as those of the document")
		return fragment
	}
	return iri
}
