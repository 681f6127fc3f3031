// SPDX-License-Identifier: Apache-2.0

// Package spdx reads SPDX documents into the normal model of package sbom.
//
// Like package cyclonedx it reads a stream of tokens and goes on where it can;
// the severities of its diagnostics mean the same.
package spdx

import (
	"bytes"
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
}

// Read reads an SPDX JSON document of versions 2.2 and 2.3; other 2.x versions
// are read alike, with a diagnostic. The list equals the document's
// Diagnostics. An error means that a limit was reached or nothing could be
// read; defects are diagnostics.
func Read(in io.Reader, opts Options) (*sbom.Document, diag.List, error) {
	r := &reader{Builder: scan.FromJSON(in, scan.Options{File: opts.File, Limits: opts.Limits})}
	r.Doc.Format, r.Doc.Serialization = sbom.SPDX, "json"
	r.document()
	return r.finish()
}

// reader reads one document. Its methods each read one value of the format.
type reader struct {
	*scan.Builder
	self    scan.Ref // the document's own SPDXID
	parties scan.Slab[sbom.Party]
	hashes  scan.Slab[sbom.Hash]
	claims  []claim
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
	var seen counters
	for r.Member() {
		switch string(r.Name()) {
		case "spdxVersion":
			r.version()
		case "SPDXID":
			r.documentID()
		case "name":
			r.Doc.Name = r.Str()
		case "documentNamespace":
			r.Doc.Identifier = r.Str()
		case "creationInfo":
			seen.creation = true
			r.creationInfo()
		case "packages":
			seen.packages = r.packages(seen.packages)
		case "files":
			seen.files = r.files(seen.files)
		case "relationships":
			seen.relations = r.relationships(seen.relations)
		default:
			r.documentField(&seen)
		}
	}
	if r.Doc.SpecVersion == "" {
		r.NoteFrom(start, diag.Warning, "spdx/version", "state spdxVersion", "spdxVersion is missing; the document is read as 2.3")
	}
	if r.Doc.Identifier == "" {
		r.NoteFrom(start, diag.Warning, "spdx/namespace", "give the document a documentNamespace", "documentNamespace is missing")
	}
	if !seen.creation {
		r.NoteFrom(start, diag.Warning, "spdx/creation-info", "state who made the document and when", "creationInfo is missing")
	}
}

// counters number the entries of lists that could occur twice.
type counters struct {
	packages, files, relations, describes int32
	creation                              bool
}

func (r *reader) documentField(seen *counters) {
	switch string(r.Name()) {
	case "documentDescribes":
		r.EachString(func(b []byte) {
			r.Link(scan.Describes, scan.NoRef, r.target(b), 0, r.At(scan.NameDocumentDescribes, seen.describes, scan.NoName, -1))
			seen.describes++
		})
	case "externalDocumentRefs":
		r.externalDocuments()
	case "snippets":
		r.snippets()
	case "dataLicense":
		if l := r.Bytes(); string(l) != "CC0-1.0" {
			r.Note(diag.Info, "spdx/data-license", "write CC0-1.0", "dataLicense is %q, the specification has CC0-1.0", l)
		}
	case "annotations", "hasExtractedLicensingInfos", "comment", "revieweds", "documentComment", "@context", "$schema":
	default:
		r.unknown("the document")
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
	case "2.0", "2.1":
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

func (r *reader) creationInfo() {
	if !r.Object() {
		return
	}
	for r.Member() {
		switch string(r.Name()) {
		case "created":
			r.Doc.Created = r.Str()
			if t := r.Doc.Created; !scan.TimeValid(t) {
				r.Note(diag.Warning, "sbom/timestamp", "write an RFC 3339 time such as 2026-03-01T12:00:00Z", "%q is no date and time; it is kept as stated", t)
			}
		case "creators":
			r.EachString(r.creator)
		case "comment", "licenseListVersion":
		default:
			r.unknown("creationInfo")
		}
	}
}

func (r *reader) creator(b []byte) {
	p, ok := r.party(b)
	switch {
	case !ok:
	case p.Kind == sbom.PartyTool:
		r.Doc.Tools = append(r.Doc.Tools, p.Name)
	default:
		r.Doc.Authors = append(r.Doc.Authors, p)
	}
}

// externalDocuments binds the names of other documents, so that a reference
// to one as a whole is not taken for dangling.
func (r *reader) externalDocuments() {
	if !r.Array() {
		return
	}
	for r.Element() {
		if !r.Object() {
			continue
		}
		for r.Member() {
			if string(r.Name()) == "externalDocumentId" {
				r.BindOutside(r.Ref(r.Bytes()))
			}
		}
	}
}

// snippets are not kept; their identifiers are known.
func (r *reader) snippets() {
	if !r.Array() {
		return
	}
	r.Note(diag.Info, "spdx/not-kept", "", "snippets are not kept: risk assessment does not use them")
	for r.Element() {
		if !r.Object() {
			continue
		}
		for r.Member() {
			if string(r.Name()) == "SPDXID" {
				r.BindOther(r.Ref(r.Bytes()))
			}
		}
	}
}

// target numbers a reference; one into another document is outside.
func (r *reader) target(id []byte) scan.Ref {
	ref := r.Ref(id)
	if bytes.HasPrefix(id, []byte("DocumentRef-")) {
		r.BindOutside(ref)
	}
	return ref
}

func (r *reader) unknown(where string) {
	r.Note(diag.Info, "spdx/unknown-field", "check the spelling", "%s has no field %q in SPDX 2; it is not read", where, r.Name())
}

func (r *reader) finish() (*sbom.Document, diag.List, error) {
	r.complete()
	return r.Finish()
}
