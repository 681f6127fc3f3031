// SPDX-License-Identifier: Apache-2.0

package spdx3

import (
	"strings"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// settleImports makes the list of other documents, one entry for each place
// that elements are said to be found at.
func (r *reader) settleImports() {
	for _, ref := range r.imported {
		if ref == scan.NoRef {
			continue
		}
		if s := r.slot(ref); s.class.part() {
			r.imports = append(r.imports, r.parts[s.at].imports...)
		} else {
			r.imports = append(r.imports, externalMap{ref: ref, id: r.RefName(ref)})
		}
	}
	known := make(map[string]int)
	for _, m := range r.imports {
		r.foreign(m)
		uri := m.location
		if uri == "" {
			uri = r.namespaceOf(m.id)
		}
		if i, ok := known[uri]; ok {
			d := &r.Doc.Documents[i]
			if len(d.Hashes) == 0 {
				d.Hashes = m.hashes
			}
			continue
		}
		known[uri] = len(r.Doc.Documents)
		r.Doc.Documents = append(r.Doc.Documents, sbom.ExternalDocument{Ref: r.documentRef(m, uri), URI: uri, Hashes: m.hashes})
	}
}

// foreign says that an element is in another document.
func (r *reader) foreign(m externalMap) {
	if m.ref == scan.NoRef {
		return
	}
	r.grow(m.ref)
	if s := &r.slots[m.ref]; s.class == classNone {
		s.class = classOutside
	}
}

// namespaceOf is the address of the document that an identifier belongs to.
func (r *reader) namespaceOf(id string) string {
	prefix, _, _ := strings.Cut(id, ":")
	for _, ns := range r.namespaces {
		if ns.Name == prefix && prefix != "" {
			return ns.Value
		}
	}
	uri, _, _ := strings.Cut(id, "#")
	return uri
}

// documentRef is the name that the document has in SPDX 2, which converters
// leave in the prefix of its namespace or of the identifier.
func (r *reader) documentRef(m externalMap, uri string) string {
	if ref, _, ok := strings.Cut(m.id, ":"); ok && strings.HasPrefix(ref, "DocumentRef-") {
		return ref
	}
	for _, ns := range r.namespaces {
		if strings.HasPrefix(ns.Name, "DocumentRef-") && strings.TrimRight(ns.Value, "#/") == strings.TrimRight(uri, "#/") {
			return ns.Name
		}
	}
	return ""
}

// elsewhere reports whether an identifier that the document lacks belongs to
// a document that it names: by the address before the #, or as DocumentRef-…
func (r *reader) elsewhere(ref scan.Ref) bool {
	if ref == scan.NoRef {
		return false
	}
	id := r.RefName(ref)
	head, rest, cut := strings.Cut(id, "#")
	if strings.HasPrefix(rest, "DocumentRef-") { // a name of SPDX 2 behind a prefix of the context
		id = rest
	}
	if prefix, _, ok := strings.Cut(id, ":"); ok && strings.HasPrefix(prefix, "DocumentRef-") {
		head, cut = prefix, true
	}
	if !cut {
		return false
	}
	if r.documents == nil {
		r.documents = make(map[string]bool)
		for _, d := range r.Doc.Documents {
			r.documents[strings.TrimRight(d.URI, "#/")] = d.URI != ""
			r.documents[d.Ref] = d.Ref != ""
		}
	}
	return r.documents[strings.TrimRight(head, "#/")]
}

// leadsOut counts a reference into another document.
func (r *reader) leadsOut(ref scan.Ref, u use) {
	if r.leading[ref] {
		return
	}
	if r.leading == nil {
		r.leading = make(map[scan.Ref]bool)
	}
	r.leading[ref] = true
	r.tallyAt(tallyOutside, "", r.RefName(ref), r.at(u))
}
