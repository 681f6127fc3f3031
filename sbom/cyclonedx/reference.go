// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// references reads the external references of a node, or of the document when
// n is nil.
func (r *reader) references(list []sbom.ExternalReference, n *sbom.Node, id sbom.ID) []sbom.ExternalReference {
	if !r.Array() {
		return list
	}
	for r.Element() {
		ref, hashes, ok := r.reference()
		if !ok {
			continue
		}
		list = r.refSlab.Append(list, ref)
		if ref.Type == "distribution" && n != nil && n.DownloadURL == "" {
			n.DownloadURL = ref.URL
		}
		if isLink(ref.URL) && !r.own(ref.URL) {
			r.linked(ref.URL, hashes)
			r.outside = append(r.outside, outside{
				from: id, ref: scan.NoRef, to: ref.URL, kind: "describes", reversed: true, pointer: r.Pointer(), line: int(r.Line()),
			})
		}
	}
	return list
}

// fetched reports whether a reference of the kind says where to get the thing
// itself.
func fetched(kind string) bool { return kind == "distribution" || kind == "source-distribution" }

func (r *reader) reference() (ref sbom.ExternalReference, hashes []sbom.Hash, ok bool) {
	if !r.Object() {
		return ref, nil, false
	}
	start := r.Line()
	var comment string
	for r.Member() {
		switch string(r.Name()) {
		case "type":
			ref.Type = r.Intern()
		case "url":
			ref.URL = r.Str()
		case "hashes":
			hashes = r.hashList(nil)
		case "comment":
			comment = r.Intern()
		default:
			r.unread()
		}
	}
	if comment != "" || len(hashes) > 0 {
		ref.Detail = &r.refDetails.One(sbom.ReferenceDetail{Comment: comment, Hashes: hashes})[0]
	}
	if fetched(ref.Type) {
		if ref.URL != "" && !scan.URLValid(ref.URL) {
			r.NoteFrom(start, diag.Warning, "sbom/url", "give the address to fetch it from", "%q is no URL; it is kept as stated", ref.URL)
		}
		if weak(hashes) {
			r.NoteFrom(start, diag.Warning, "sbom/weak-hash", "add a SHA-256 or stronger",
				"the only hash of what is distributed is one that can be forged")
		}
	}
	return ref, hashes, ref.Type != "" || ref.URL != ""
}

// weak reports whether every hash is of a kind for which two inputs of one
// digest can be made.
func weak(hashes []sbom.Hash) bool {
	for _, h := range hashes {
		if h.Alg != "MD5" && h.Alg != "SHA-1" {
			return false
		}
	}
	return len(hashes) > 0
}

// linkScheme begins a BOM-Link, urn:cdx:serial/version#ref: the name of a
// document, or with # of an element in it.
const linkScheme = "urn:cdx:"

var linkBytes = []byte(linkScheme)

func isLink(s string) bool { return strings.HasPrefix(s, linkScheme) }

// own reports whether a BOM-Link leads into this document.
func (r *reader) own(link string) bool {
	serial, _, _ := strings.Cut(link[len(linkScheme):], "#")
	serial, _, _ = strings.Cut(serial, "/")
	return serial != "" && strings.HasSuffix(r.serial, serial)
}

// linked lists another document that a BOM-Link names.
func (r *reader) linked(link string, hashes []sbom.Hash) {
	uri, _, _ := strings.Cut(link, "#")
	i, known := r.documents[uri]
	if !known {
		i = len(r.Doc.Documents)
		r.documents[uri] = i
		r.Doc.Documents = append(r.Doc.Documents, sbom.ExternalDocument{URI: uri})
		r.Note(diag.Info, "sbom/external-reference", "give the other document as an input too, to have its contents assessed",
			"%q is in another document", link)
	}
	if d := &r.Doc.Documents[i]; len(d.Hashes) == 0 {
		d.Hashes = hashes
	}
}

// outside is a relation to an element of another document. Its start is a
// node, or a reference that is resolved at the end.
type outside struct {
	from     sbom.ID
	ref      scan.Ref
	to, kind string
	reversed bool
	pointer  string
	line     int
}

// leave records a relation whose other end is in another document. Relations
// between two other documents are none of this one's.
func (r *reader) leave(ref scan.Ref, to string, kind string, reversed bool) {
	r.linked(to, nil)
	r.outside = append(r.outside, outside{
		from: sbom.None, ref: ref, to: to, kind: kind, reversed: reversed, pointer: r.Pointer(), line: int(r.Line()),
	})
}

// leaving resolves the starts of the relations into other documents.
func (r *reader) leaving() {
	for _, o := range r.outside {
		from := o.from
		if from == sbom.None {
			from = r.Lookup(o.ref)
		}
		if from != sbom.None {
			r.Doc.Outside = append(r.Doc.Outside, sbom.OutsideEdge{
				From: from, To: o.to, Type: o.kind, Reversed: o.reversed, Pointer: o.pointer, Line: o.line,
			})
		}
	}
}
