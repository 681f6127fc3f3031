// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"bytes"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

func (r *reader) creationInfo() {
	r.seen.creation = true
	if !r.Object() {
		return
	}
	for r.Member() {
		switch string(r.Name()) {
		case "created":
			r.Doc.Created = r.time()
		case "creators":
			r.creators()
		case "comment":
			r.creatorComment = r.Str()
		case "licenseListVersion":
			r.leave(fieldLicenseList)
		default:
			r.unknown("creationInfo")
		}
	}
}

// time reads a date and time, which is kept as stated.
func (r *reader) time() string {
	t := r.Str()
	if t != "" && !scan.TimeValid(t) {
		r.Note(diag.Warning, "sbom/timestamp", "write an RFC 3339 time such as 2026-03-01T12:00:00Z", "%q is no date and time; it is kept as stated", t)
	}
	return t
}

func (r *reader) creators() {
	if r.Kind() == '"' {
		r.EachString(r.creator)
		return
	}
	if !r.Array() {
		return
	}
	for r.Element() {
		r.creator(r.actorText())
	}
}

func (r *reader) creator(b []byte) {
	p, ok := r.party(r.Keep(bytes.TrimSpace(b)))
	switch {
	case !ok:
	case p.Kind == sbom.PartyTool:
		r.Doc.Tools = append(r.Doc.Tools, p.Name)
	default:
		r.Doc.Authors = append(r.Doc.Authors, p)
	}
}

// externalDocuments reads the list of documents that this one refers to.
func (r *reader) externalDocuments() {
	if !r.Array() {
		return
	}
	for r.Element() {
		if !r.Object() {
			continue
		}
		start := r.Line()
		var d sbom.ExternalDocument
		for r.Member() {
			switch string(r.Name()) {
			case "externalDocumentId":
				ref := r.Ref(r.Bytes())
				r.BindOutside(ref)
				d.Ref = r.RefName(ref)
			case "spdxDocument":
				d.URI = r.Str()
			case "checksum":
				if h, ok := r.checksum(); ok {
					d.Hashes = append(d.Hashes, h)
				}
			default:
				r.unknown("an external document reference")
			}
		}
		if d.Ref == "" || d.URI == "" {
			r.NoteFrom(start, diag.Warning, "spdx/external-document", "state externalDocumentId and spdxDocument",
				"the external document lacks its identifier or its namespace")
		}
		if d.Ref != "" || d.URI != "" {
			r.Doc.Documents = append(r.Doc.Documents, d)
		}
	}
}

// snippets are not kept; their identifiers are known.
func (r *reader) snippets() {
	if !r.Array() {
		return
	}
	for r.Element() {
		if !r.Object() {
			continue
		}
		if !r.Has("spdx/snippets") {
			r.Note(diag.Info, "spdx/snippets", "", "snippets are not kept: risk assessment does not use them")
		}
		for r.Member() {
			if string(r.Name()) == "SPDXID" {
				r.BindOther(r.Ref(r.Bytes()))
			}
		}
	}
}
