// SPDX-License-Identifier: Apache-2.0

// Package spdx3 reads SPDX 3 documents (JSON-LD) into the normal model of
// package sbom.
//
// An SPDX 3 document is a graph: elements in any order, each of which may be
// named before it is stated, or stated within another one. The reader keeps
// small tables while it reads and joins them at the end: nodes with their
// suppliers and licences, relations with both ends. It is no JSON-LD
// processor; it reads the compact form of the specification's own context,
// the names of its release candidates, and the expanded form with full IRIs.
package spdx3

import (
	"io"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// Options are the settings of a reader. The zero value is fine.
type Options struct {
	File   string      // name for positions and [sbom.Document.File]
	Limits sbom.Limits // zero fields have safe defaults
}

// Read reads an SPDX 3.0 or 3.0.1 document; later 3.x are read as far as their
// fields are known, with a diagnostic. The list equals the document's
// Diagnostics. An error means that a limit was reached or nothing could be
// read; defects are diagnostics.
func Read(in io.Reader, opts Options) (*sbom.Document, diag.List, error) {
	r := &reader{Builder: scan.FromJSON(in, scan.Options{File: opts.File, Limits: opts.Limits}), limits: opts.Limits.WithDefaults()}
	r.Doc.Format, r.Doc.Serialization = sbom.SPDX, "json-ld"
	r.document()
	r.settle()
	return r.Finish()
}

// reader reads one document.
type reader struct {
	*scan.Builder
	limits sbom.Limits

	prefixes []prefix
	context  string // the first context that is an address
	expanded bool   // a property was named by its full IRI
	place    int32  // index of the current element in the graph
	list     sbom.List

	pool  []*item // items by depth
	depth int
	hold  []byte // a text that had to be copied
	iri   []byte // an IRI whose prefix was replaced

	slots        []slot // what each reference names
	agents       []agent
	licenses     []license
	creations    []creation
	collections  []collection
	parts        []part
	imports      []externalMap
	namespaces   []sbom.Property // prefix and namespace
	remarks      []remark
	flaws        []flaw // security_Vulnerability
	verdicts     []verdict
	owned        []owned
	relations    []relation
	ends         []scan.Ref // of the relations, one after the other
	uses         relationTypes
	made         []made // first uses of each creationInfo
	madeBy       map[scan.Ref]bool
	lastMade     scan.Ref // the last CreationInfo that was referred to
	lastMadeName string
	imported     []scan.Ref // ExternalMaps by reference
	documents    map[string]bool
	leading      map[scan.Ref]bool // references into other documents that were counted

	hashes    scan.Slab[sbom.Hash]
	refs      scan.Slab[sbom.ExternalReference]
	named     map[scan.Ref]*sbom.Party // suppliers that are named and not referred to
	related   map[sbom.Relation]bool
	described []scan.Ref           // by relationships
	rooted    []scan.Ref           // root elements that are nodes
	missing   map[[2]scan.Ref]bool // dangling references that were noted
	tallies   tallies
}

// prefix is an abbreviation that the context defines.
type prefix struct{ name, iri string }

// document reads the whole text: an object with a graph, one element, or a
// list of elements.
func (r *reader) document() {
	r.uses.init()
	r.lastMade = scan.NoRef
	r.list, r.place = sbom.ListGraph, 0
	if r.Kind() == scan.KindArray {
		r.list = sbom.ListTop
		r.graph()
		return
	}
	r.place = whole
	if !r.Object() {
		return
	}
	it := r.push()
	it.line = r.Line()
	next := int32(0)
	for r.Member() {
		switch string(r.Name()) {
		case "@context":
			r.contexts()
		case "@graph":
			r.place = next
			r.graph()
			next, r.place = r.place, whole
		case "$schema":
		default:
			r.member(it)
		}
	}
	if it.class != classNone || it.props > 0 {
		r.finish(it, nil, propNone)
	}
	r.pop()
}

// whole is the place of the element that is the document.
const whole = -1

// graph reads the list of elements.
func (r *reader) graph() {
	if r.Kind() == scan.KindObject { // JSON-LD writes a list of one so
		r.element()
		return
	}
	if !r.Array() {
		return
	}
	for r.Element() {
		r.element()
		r.place++
	}
}

// element reads one element of the graph.
func (r *reader) element() {
	if r.Null() || !r.Object() {
		return
	}
	it := r.push()
	it.line = r.Line()
	for r.Member() {
		if string(r.Name()) == "@graph" { // a named graph
			r.nestedGraph()
			continue
		}
		r.member(it)
	}
	if it.class != classNone || it.props > 0 {
		r.finish(it, nil, propNone)
	}
	r.pop()
}

// nestedGraph reads the elements of a named graph as if they stood inline.
func (r *reader) nestedGraph() {
	it := r.push()
	r.values(it, propElement)
	r.pop()
}

// contexts reads the @context: an address, an object of terms, or a list of
// them. Only abbreviations are of use; no context is fetched.
func (r *reader) contexts() {
	switch r.Kind() {
	case scan.KindArray:
		if !r.Array() {
			return
		}
		for r.Element() {
			r.contexts()
		}
	case scan.KindObject:
		r.terms()
	case scan.KindString:
		if s := r.Str(); r.context == "" {
			r.context = s
		}
	}
}

func (r *reader) terms() {
	if !r.Object() {
		return
	}
	for r.Member() {
		if r.Kind() != scan.KindString || len(r.Name()) == 0 || r.Name()[0] == '@' {
			continue // terms with an object rename properties; the names of SPDX are fixed
		}
		name := r.Keep(r.Name())
		if iri := r.Str(); iri != "" {
			r.prefixes = append(r.prefixes, prefix{name, iri})
		}
	}
}
