// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"bytes"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// element is what is known of a package or file while it is read.
type element struct {
	id   sbom.ID
	node *sbom.Node // of id, until another node is made
	ref  scan.Ref
	held int // where its entries of reader.held begin
}

func (r *reader) packages() {
	if !r.Array() {
		return
	}
	r.Resume(r.seen.packages)
	for r.Element() {
		r.element(sbom.KindComponent, sbom.None, r.seen.packages)
		r.seen.packages++
	}
}

// files reads a list of files, of the document or of a package.
func (r *reader) files(parent sbom.ID) {
	if !r.Array() {
		return
	}
	index := &r.seen.files
	if parent != sbom.None {
		index = new(int32)
	}
	r.Resume(*index)
	for r.Element() {
		r.element(sbom.KindFile, parent, *index)
		*index++
	}
}

// element reads a package or a file and returns its reference.
func (r *reader) element(kind sbom.Kind, parent sbom.ID, index int32) scan.Ref {
	if !r.Object() {
		return scan.NoRef
	}
	start := r.Line()
	id := r.NewNode()
	e := element{id: id, node: r.Node(id), ref: scan.NoRef, held: len(r.held)}
	e.node.Kind, e.node.Parent, e.node.Index = kind, parent, index
	e.node.List = sbom.ListPackages
	if kind == sbom.KindFile {
		e.node.List = sbom.ListFiles
	}
	for r.Member() {
		r.elementField(&e, kind)
	}
	r.holds(&e, index, start)
	e.node.MarkUnknown(0)
	switch {
	case kind != sbom.KindFile:
		r.owner = id
	case r.lines && r.owner != sbom.None:
		r.Doc.Contains = append(r.Doc.Contains, sbom.Edge{From: r.owner, To: id})
	}
	if e.node.Name == "" {
		r.NoteFrom(start, diag.Warning, "spdx/name", "give the element its name", "the element has no name")
	}
	if e.ref == scan.NoRef {
		r.NoteFrom(start, diag.Warning, "spdx/spdxid", "give the element an SPDXID", "the element has no SPDXID; nothing can refer to it")
	}
	return e.ref
}

func (r *reader) elementField(e *element, kind sbom.Kind) {
	switch name := r.Name(); {
	case string(name) == "Package" || string(name) == "File": // see wrapped
		if r.Object() {
			for r.Member() {
				r.ownField(e, kind)
			}
		}
	default:
		r.ownField(e, kind)
	}
}

func (r *reader) ownField(e *element, kind sbom.Kind) {
	if kind == sbom.KindFile {
		r.fileField(e)
	} else {
		r.packageField(e)
	}
}

// holds links the element with the files that it names as its own.
func (r *reader) holds(e *element, index int32, start int32) {
	for i, f := range r.held[e.held:] {
		if e.ref != scan.NoRef {
			at := scan.Path{List: scan.NamePackages, Entry: index, Field: scan.NameHasFiles, Item: int32(i), Line: start}
			r.relate(meanings["CONTAINS"], end{ref: e.ref}, f, at)
		}
	}
	r.held = r.held[:e.held]
}

// commonField reads a member that packages and files share.
func (r *reader) commonField(e *element, where string) {
	n := e.node
	switch string(r.Name()) {
	case "copyrightText":
		n.Copyright = r.copyright(n)
	case "comment":
		if s := r.Str(); s != "" {
			r.Details(n).Comment = s
		}
	case "annotations":
		r.annotations(e.id)
	case "relationships": // RDF and tag-value state them within an element
		r.relationships()
	case "licenseInfoFromFiles", "licenseInfoInFiles", "licenseInfoInFile":
		r.leave(fieldFromFiles)
	case "licenseComments":
		r.leave(fieldLicenseComments)
	case "attributionTexts":
		r.leave(fieldAttribution)
	default:
		r.unknown(where)
	}
}

func (r *reader) elementID(e *element) {
	b := r.Bytes()
	if !validID(b) {
		r.Note(diag.Warning, "spdx/spdxid", "write SPDXRef- and letters, digits, points and hyphens",
			"%q is no SPDXID; it is used as it is", b)
	}
	e.ref = r.Ref(b)
	r.Bind(e.ref, e.id)
	e.node.Ref = r.RefName(e.ref)
}

func validID(b []byte) bool {
	rest, ok := bytes.CutPrefix(b, []byte("SPDXRef-"))
	if !ok || len(rest) == 0 {
		return false
	}
	for _, c := range rest {
		if l := c | 0x20; (l < 'a' || l > 'z') && (c < '0' || c > '9') && c != '.' && c != '-' {
			return false
		}
	}
	return true
}

// says reports whether the bytes state a value. NOASSERTION marks the field as
// one that is stated not to be known.
func says(b []byte, n *sbom.Node, field sbom.Unknown) bool {
	if !unstated(b) {
		return true
	}
	if len(b) == len(noAssertion) {
		n.Unknown |= field
	}
	return false
}

// stated reads a field of text in which NOASSERTION and NONE are no value.
func (r *reader) stated(n *sbom.Node, field sbom.Unknown) string {
	b := r.Bytes()
	if !says(b, n, field) {
		return ""
	}
	return r.Keep(b)
}

// copyright is stated for a text that repeats from element to element.
func (r *reader) copyright(n *sbom.Node) string {
	b := r.Bytes()
	if !says(b, n, sbom.UnknownCopyright) {
		return ""
	}
	return r.InternBytes(b)
}
