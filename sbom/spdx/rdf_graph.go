// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom/internal/xmltext"
)

// graph is what an RDF/XML document says: nodes with properties. Everything is
// known of a node only at the end of the text, since any part of it may say
// more of any node.
type graph struct {
	nodes    []graphNode
	props    []graphProp
	subjects map[string]int32  // node of an IRI or a blank node's name
	strings  map[string]string // short values that repeat
	notes    []diag.Diagnostic
	noted    map[string]bool
}

// graphNode is a subject.
type graphNode struct {
	id          string // IRI, "_:name", or "" for a node without a name
	kind        string // local name of its type, "" while it is unknown
	line        int32
	first, last int32 // of its properties, -1 is none
}

// graphProp is a property of a node: a literal or another node.
type graphProp struct {
	name string // local name
	text string
	node int32 // -1: the value is text
	next int32 // of the same node, -1 is none
	line int32
}

const (
	rdfSpace  = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	spdxTerms = "http://spdx.org/rdf/terms#"
)

// graphFrame is an open element while the text is read.
type graphFrame struct {
	form graphForm
	node int32  // the subject
	name string // of the property
	text string // literal that was found
	has  bool   // the property has its value
	line int32
}

type graphForm uint8

const (
	frameRoot     graphForm = iota // rdf:RDF: nodes stand in it
	frameNode                      // a node: properties stand in it
	frameProperty                  // a property: text or nodes stand in it
)

// graphReader reads RDF/XML (W3C, 2014) into a graph: what SPDX documents use
// of it, which leaves out containers and reification.
type graphReader struct {
	*graph
	x    *xmltext.Reader
	open []graphFrame
}

func readGraph(x *xmltext.Reader) (*graph, error) {
	r := &graphReader{x: x, graph: &graph{subjects: map[string]int32{}, strings: map[string]string{}, noted: map[string]bool{}}}
	for {
		switch r.x.Next() {
		case xmltext.Start:
			r.start()
		case xmltext.Text:
			r.text()
		case xmltext.End:
			r.end()
		case xmltext.More:
			r.x.Fill(0)
		case xmltext.EOF:
			r.notes = append(r.notes, xmlNotes(x)...)
			return r.graph, nil
		default:
			r.notes = append(r.notes, xmlNotes(x)...)
			return r.graph, xmlError(x.Err())
		}
	}
}

// keep stores bytes of the window, equal short ones once.
func (r *graphReader) keep(b []byte) string {
	const longest = 100
	if len(b) > longest {
		return string(b)
	}
	if s, ok := r.strings[string(b)]; ok {
		return s
	}
	s := string(b)
	r.strings[s] = s
	return s
}

func (r *graphReader) start() {
	name := r.x.Bytes(r.x.Name())
	space := r.x.Namespace(r.x.Space())
	if len(r.open) == 0 {
		if space == rdfSpace && string(name) == "RDF" {
			r.open = append(r.open, graphFrame{form: frameRoot, node: -1})
		} else {
			r.node(space, name)
		}
		return
	}
	if top := &r.open[len(r.open)-1]; top.form == frameNode {
		r.property(top.node, space, name)
	} else {
		r.node(space, name)
	}
}

// node begins a node, and makes it the value of the property it stands in.
func (r *graphReader) node(space string, name []byte) {
	id := ""
	for _, a := range r.x.Attrs() {
		if r.x.Namespace(a.Space) != rdfSpace {
			continue
		}
		switch value := r.x.Bytes(a.Value); string(r.x.Bytes(a.Name)) {
		case "about":
			id = r.keep(value)
		case "ID":
			id = "#" + string(value)
		case "nodeID":
			id = "_:" + string(value)
		}
	}
	n := r.subject(id)
	if !(space == rdfSpace && string(name) == "Description") {
		r.typed(n, r.keep(name))
	}
	r.literals(n)
	if len(r.open) > 0 {
		if top := &r.open[len(r.open)-1]; top.form == frameProperty {
			r.add(top.node, graphProp{name: top.name, node: n, line: top.line})
			top.has = true
		}
	}
	r.open = append(r.open, graphFrame{form: frameNode, node: n})
}

// subject returns the node of an identifier, made when it is new.
func (r *graphReader) subject(id string) int32 {
	if id != "" {
		if n, ok := r.subjects[id]; ok {
			return n
		}
		r.subjects[id] = int32(len(r.nodes))
	}
	r.nodes = append(r.nodes, graphNode{id: id, line: r.x.Line(), first: -1, last: -1})
	return int32(len(r.nodes) - 1)
}

// typed sets the type of a node, and its place to where it is stated.
func (r *graphReader) typed(n int32, kind string) {
	if node := &r.nodes[n]; node.kind == "" {
		node.kind, node.line = kind, r.x.Line()
	}
}

func (r *graphReader) add(n int32, p graphProp) {
	p.next = -1
	at := int32(len(r.props))
	r.props = append(r.props, p)
	if node := &r.nodes[n]; node.last < 0 {
		node.first, node.last = at, at
	} else {
		r.props[node.last].next = at
		node.last = at
	}
}

// literals takes the attributes that are properties.
func (r *graphReader) literals(n int32) (found bool) {
	for _, a := range r.x.Attrs() {
		space, name := r.x.Namespace(a.Space), r.x.Bytes(a.Name)
		switch {
		case space == rdfSpace && string(name) == "type":
			r.typed(n, localName(r.keep(r.x.Bytes(a.Value))))
			found = true
		case space == rdfSpace || a.Space == 0 || strings.HasSuffix(space, "/XML/1998/namespace"):
		default:
			r.add(n, graphProp{name: r.keep(name), text: r.keep(r.x.Bytes(a.Value)), node: -1, line: r.x.Line()})
			found = true
		}
	}
	return found
}

// property begins a property of the node.
func (r *graphReader) property(n int32, space string, name []byte) {
	f := graphFrame{form: frameProperty, node: n, name: r.keep(name), line: r.x.Line()}
	isType := space == rdfSpace && f.name == "type"
	for _, a := range r.x.Attrs() {
		if r.x.Namespace(a.Space) != rdfSpace {
			continue
		}
		value := r.x.Bytes(a.Value)
		switch string(r.x.Bytes(a.Name)) {
		case "resource":
			if f.has = true; isType {
				r.typed(n, localName(r.keep(value)))
			} else {
				r.add(n, graphProp{name: f.name, node: r.subject(r.keep(value)), line: f.line})
			}
		case "nodeID":
			r.add(n, graphProp{name: f.name, node: r.subject("_:" + string(value)), line: f.line})
			f.has = true
		case "parseType":
			if string(value) == "Resource" { // what follows are properties of a nameless node
				blank := r.subject("")
				r.add(n, graphProp{name: f.name, node: blank, line: f.line})
				f.form, f.node, f.has = frameNode, blank, true
			}
		}
	}
	if len(r.x.Attrs()) > 0 && !f.has {
		r.attributed(&f)
	}
	r.open = append(r.open, f)
}

// attributed makes a nameless node of a property that has properties as its
// attributes.
func (r *graphReader) attributed(f *graphFrame) {
	before := len(r.nodes)
	blank := r.subject("")
	if !r.literals(blank) {
		r.nodes = r.nodes[:before]
		return
	}
	r.add(f.node, graphProp{name: f.name, node: blank, line: f.line})
	f.has = true
}

func (r *graphReader) text() {
	top := &r.open[len(r.open)-1]
	if top.form == frameProperty && !top.has && !ignored[top.name] {
		top.text = r.keep(r.x.Bytes(trimSpan(r.x)))
	}
}

func (r *graphReader) end() {
	last := len(r.open) - 1
	top := r.open[last]
	r.open = r.open[:last]
	if top.form == frameProperty && !top.has && !ignored[top.name] {
		r.add(top.node, graphProp{name: top.name, text: top.text, node: -1, line: top.line})
	}
}

// localName returns the part of an IRI after its namespace.
func localName(iri string) string { return iri[strings.LastIndexAny(iri, "#/")+1:] }

// note adds a diagnostic once for each key.
func (g *graph) note(key string, line int32, sev diag.Severity, code, remedy, message string) {
	if g.noted[key] || len(g.noted) > mostNotes {
		return
	}
	g.noted[key] = true
	g.notes = append(g.notes, diag.Diagnostic{Severity: sev, Code: code, Message: message, Remedy: remedy,
		Position: diag.Position{Line: int(line)}})
}

// mostNotes bounds what is noted of one graph.
const mostNotes = 100

// each calls f for each property of the node.
func (g *graph) each(n int32, f func(*graphProp)) {
	for p := g.nodes[n].first; p >= 0; p = g.props[p].next {
		f(&g.props[p])
	}
}

// one returns the first property of the name, or nil.
func (g *graph) one(n int32, name string) *graphProp {
	for p := g.nodes[n].first; p >= 0; p = g.props[p].next {
		if g.props[p].name == name {
			return &g.props[p]
		}
	}
	return nil
}
