// SPDX-License-Identifier: Apache-2.0

// Package spdx reads SPDX documents into the normal model of package sbom.
//
// Like package cyclonedx it reads a stream of tokens and goes on where it can;
// the severities of its diagnostics mean the same. Tag-value, YAML, XML and
// RDF/XML are turned into the tokens of the JSON document that says the same,
// so there is one reader, and JSON pointers mean the same in each.
package spdx

import (
	"io"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// Options are the settings of a reader. The zero value is fine.
type Options struct {
	File   string      // name for positions and [sbom.Document.File]
	Limits sbom.Limits // zero fields have safe defaults

	// Brief leaves out texts that only people read: the descriptions of
	// packages. All else is read as ever.
	Brief bool
}

// Read reads an SPDX JSON document of versions 2.2 and 2.3; other 2.x versions
// are read alike, with a diagnostic. The list equals the document's
// Diagnostics. An error means that a limit was reached or nothing could be
// read; defects are diagnostics.
func Read(in io.Reader, opts Options) (*sbom.Document, diag.List, error) {
	return newReader(scan.FromJSON(in, scan.Options{File: opts.File, Limits: opts.Limits, Brief: opts.Brief}), "json").read()
}

func newReader(b *scan.Builder, serialization string) *reader {
	b.Doc.Format, b.Doc.Serialization = sbom.SPDX, serialization
	return &reader{Builder: b, owner: sbom.None, lastEnd: scan.NoRef}
}

func (r *reader) read() (*sbom.Document, diag.List, error) {
	r.document()
	return r.finish()
}

// reader reads one document. Its methods each read one value of the format.
type reader struct {
	*scan.Builder
	self  scan.Ref // the document's own SPDXID
	seen  counters
	lines bool    // it is tag-value: entries are lines, and a file belongs to the package before it
	owner sbom.ID // that package

	creatorComment string
	parties        scan.Slab[sbom.Party]
	actors         actors
	hashes         scan.Slab[sbom.Hash]
	references     scan.Slab[sbom.ExternalReference]
	held           []end // what the element that is being read contains

	claims    []claim
	relations []related
	outside   []abroad
	remarks   []remark
	straight  [][2]scan.Ref // dependencies and containments as stated
	turned    [][2]scan.Ref // those stated from the other end, turned round
	lost      unkept
	referred  int // how many references the node had before its last external one

	// What was looked up last: texts often repeat what stands just before.
	lastEnd     scan.Ref
	lastType    string
	lastMeaning meaning
	lastLicense string
}

// counters number the entries of lists that may occur in several pieces.
type counters struct {
	packages, files, relations, describes int32
	creation                              bool
}

// docID is the identifier that every document has by the specification.
const docID = "SPDXRef-DOCUMENT"

func (r *reader) document() {
	r.self = r.Ref([]byte(docID))
	r.BindOther(r.self)
	if !r.Object() {
		return
	}
	start := r.Line()
	for r.Member() {
		r.member()
	}
	if r.Doc.SpecVersion == "" {
		r.NoteFrom(start, diag.Warning, "spdx/version", "state spdxVersion", "spdxVersion is missing; the document is read as 2.3")
	}
	if r.Doc.Identifier == "" {
		r.NoteFrom(start, diag.Warning, "spdx/namespace", "give the document a documentNamespace", "documentNamespace is missing")
	}
	if !r.seen.creation {
		r.NoteFrom(start, diag.Warning, "spdx/creation-info", "state who made the document and when", "creationInfo is missing")
	}
}

// member reads a member of the document.
func (r *reader) member() {
	switch string(r.Name()) {
	case "packages":
		r.packages()
	case "files":
		r.files(sbom.None)
	case "relationships":
		r.relationships()
	case "documentDescribes":
		r.described()
	case "annotations":
		r.annotations(sbom.None)
	case "externalDocumentRefs":
		r.externalDocuments()
	case "snippets":
		r.snippets()
	case "Document":
		r.wrapped()
	default:
		r.headField()
	}
}

// wrapped reads a document as the tools for SPDX 2.1 in Python and Java wrote
// it before there was a JSON schema: every object in one of its type.
func (r *reader) wrapped() {
	r.Note(diag.Warning, "spdx/legacy-form", "have the document written by a current tool",
		"the document has the form of tools of before SPDX 2.2; it is read as far as that form is known, and pointers are those of the current form")
	if !r.Object() {
		return
	}
	for r.Member() {
		if string(r.Name()) == "Document" { // no deeper
			r.unknown("the document")
			continue
		}
		r.member()
	}
}

// headField reads a member of the document that is about itself.
func (r *reader) headField() {
	switch string(r.Name()) {
	case "spdxVersion", "specVersion":
		r.version()
	case "SPDXID", "id":
		r.documentID()
	case "name":
		r.Doc.Name = r.Str()
	case "documentNamespace", "namespace":
		r.Doc.Identifier = r.Str()
	case "creationInfo":
		r.creationInfo()
	case "comment":
		r.Doc.Comment = r.Str()
	case "documentComment": // the tag-value name
		r.Doc.Comment = r.Str()
		r.instead("comment")
	case "dataLicense":
		r.dataLicense()
	case "revieweds":
		r.reviews()
	case "hasExtractedLicensingInfos":
		r.leave(fieldExtracted)
	case "@context", "$schema":
	default:
		r.unknown("the document")
	}
}

// described reads documentDescribes, an older way of saying DESCRIBES. In the
// form of wrapped objects the packages themselves stand here.
func (r *reader) described() {
	if r.Kind() == '"' {
		r.EachString(r.describe)
		return
	}
	if !r.Array() {
		return
	}
	for r.Element() {
		if r.Kind() != '{' {
			r.describe(r.Bytes())
			continue
		}
		ref := r.element(sbom.KindComponent, sbom.None, r.seen.packages)
		r.seen.packages++
		r.Link(scan.Describes, scan.NoRef, ref, 0, r.describing())
	}
}

func (r *reader) describing() scan.Path {
	r.seen.describes++
	return r.At(scan.NameDocumentDescribes, r.seen.describes-1, scan.NoName, -1)
}

func (r *reader) describe(b []byte) {
	if len(b) > 0 {
		r.relate(meanings["DESCRIBES"], end{ref: r.self}, r.target(b), r.describing())
	}
}

func (r *reader) dataLicense() {
	l := r.InternBytes(r.Bytes())
	if l != "CC0-1.0" {
		r.Note(diag.Info, "spdx/data-license", "write CC0-1.0", "dataLicense is %q, the specification has CC0-1.0", l)
	}
	if l != "" {
		r.Doc.Licenses = append(r.Doc.Licenses, l)
	}
}

func (r *reader) version() {
	v := r.Str()
	number, ok := strings.CutPrefix(v, "SPDX-")
	if !ok && v != "" {
		r.Note(diag.Warning, "spdx/version", "write SPDX-2.3", "spdxVersion %q is not of the form SPDX-2.3", v)
	}
	r.Doc.SpecVersion = number
	switch number {
	case "2.2", "2.3":
	case "2.0", "2.1", "2.2.1", "2.2.2":
		r.Note(diag.Info, "spdx/version", "", "version %s is read as 2.2", number)
	default:
		r.Note(diag.Warning, "spdx/version", "use version 2.2 or 2.3",
			"spdxVersion %q is not known; the document is read as far as its fields are those of 2.3", v)
	}
}

func (r *reader) documentID() {
	id := r.Bytes()
	if string(id) != docID {
		r.Note(diag.Warning, "spdx/spdxid", "write SPDXRef-DOCUMENT", "the document's SPDXID is %q, not %s", id, docID)
	}
	if ref := r.Ref(id); ref != scan.NoRef {
		r.self = ref
		r.BindOther(ref)
	}
}

// itself reports whether the reference is that of the document.
func (r *reader) itself(ref scan.Ref) bool {
	return ref != scan.NoRef && (ref == r.self || r.RefName(ref) == docID)
}

// unknown notes a member that the format does not have.
func (r *reader) unknown(where string) {
	r.Note(diag.Info, "spdx/unknown-field", "check the spelling", "%s has no field %q in SPDX 2; it is not read", where, r.Name())
}

// instead notes a member that goes by another name; it must have been read.
func (r *reader) instead(right string) {
	r.Note(diag.Warning, "spdx/unknown-field", "write "+right, "the field has the name of another serialization; it is read as %s", right)
}

// finish settles what refers to elements that may stand later in the text.
func (r *reader) finish() (*sbom.Document, diag.List, error) {
	if c := r.creatorComment; c != "" && r.Doc.Comment != "" {
		r.Doc.Comment += "\n\n" + c
	} else if c != "" {
		r.Doc.Comment = c
	}
	r.complete()
	r.settle()
	r.lost.note(r)
	return r.Finish()
}
