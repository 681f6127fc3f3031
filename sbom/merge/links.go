// SPDX-License-Identifier: Apache-2.0

package merge

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// links finds what references lead to in the other documents.
type links struct {
	docs       []*sbom.Document
	identified map[string][]int     // documents by identifier
	refs       []map[string]sbom.ID // of each document, once asked for
	global     map[string]num       // nodes of SPDX 3 documents by their URI, once asked for
	named      []named              // of each document, once asked for
	base       []num
}

// named are the documents that one names, by their names in it and by URI: the
// first of a name, and the first of a URI that has a digest.
type named struct{ refs, digests map[string]string }

func newLinks(docs []*sbom.Document, base []num) *links {
	l := &links{docs: docs, base: base, identified: make(map[string][]int), refs: make([]map[string]sbom.ID, len(docs)), named: make([]named, len(docs))}
	for i, d := range docs {
		name := identifier(d.Identifier)
		if d.Format == sbom.CycloneDX {
			name = strings.ToLower(name) // a UUID, even where its scheme is missing
		}
		if name == "" {
			continue
		}
		l.identified[name] = append(l.identified[name], i)
		// SPDX 3 names a document as one element of its namespace.
		if space, _, ok := strings.Cut(name, "#"); ok && space != "" && spdx3(d) {
			l.identified[space] = append(l.identified[space], i)
		}
	}
	return l
}

func spdx3(d *sbom.Document) bool {
	return d.Format == sbom.SPDX && strings.HasPrefix(strings.TrimPrefix(d.SpecVersion, "SPDX-"), "3")
}

// identifier is what the name of a document is compared by: UUIDs are equal in
// any case, and RDF ends a namespace in #.
func identifier(s string) string {
	if len(s) > len(uuidScheme) && strings.EqualFold(s[:len(uuidScheme)], uuidScheme) {
		return strings.ToLower(s[len(uuidScheme):])
	}
	return strings.TrimSuffix(s, "#")
}

const (
	uuidScheme = "urn:uuid:"
	linkScheme = "urn:cdx:" // of a BOM-Link: urn:cdx:serial/version#ref
	docRef     = "DocumentRef-"
	spdxRoot   = "SPDXRef-DOCUMENT"
	dependsOn  = "dependsOn"
	contains   = "contains"
	describes  = "describes"
	refTypeBOM = "bom"
)

// target is what a reference leads to. Without a document it is none of those
// given; with one but without a node, the document has no such element.
type target struct {
	doc  int
	node num
}

var nowhere = target{doc: -1, node: noNum}

// resolve follows a reference of document from.
func (l *links) resolve(from int, to string) target {
	switch {
	case strings.HasPrefix(to, linkScheme):
		link, element, _ := strings.Cut(to, "#")
		return l.element(l.linked(from, link), element)
	case strings.HasPrefix(to, docRef):
		name, element, _ := strings.Cut(to, ":")
		uri := l.namesOf(from).refs[name]
		return l.element(l.document(from, identifier(uri), uri), element)
	}
	if g, ok := l.elements()[to]; ok {
		return target{doc: l.home(g), node: g}
	}
	name, element, _ := strings.Cut(to, "#")
	return l.element(l.document(from, identifier(name), name), element)
}

// linked returns the document of a BOM-Link: of those with the serial number
// and the digest, if one is stated, the first of the revision, else the first
// that states no revision, else the first.
func (l *links) linked(from int, link string) int {
	serial, version := bomLink(link)
	list := l.identified[serial]
	if version > 0 && len(list) > 1 && l.digest(from, link) == "" {
		for _, revision := range []int{version, 0} {
			for _, i := range list {
				if i != from && l.docs[i].Revision == revision {
					return i
				}
			}
		}
	}
	return l.document(from, serial, link)
}

// bomLink takes apart urn:cdx:serial/version. The version is 0 when there is
// none.
func bomLink(link string) (serial string, version int) {
	serial, number, _ := strings.Cut(link[len(linkScheme):], "/")
	if n, err := strconv.Atoi(number); err == nil && n > 0 {
		version = n
	}
	return strings.ToLower(serial), version
}

// document returns the first document of the name that has the digest which
// the referring one states, else the first that is not the referring one.
func (l *links) document(from int, name, uri string) int {
	list := l.identified[name] // the empty name is nobody's
	if len(list) > 1 {
		for _, i := range list {
			if digest := l.digest(from, uri); digest != "" && strings.EqualFold(l.docs[i].SHA256, digest) {
				return i
			}
		}
	}
	for _, i := range list {
		if i != from {
			return i
		}
	}
	return -1
}

// digest returns the SHA-256 that a document states for another one.
func (l *links) digest(from int, uri string) string { return l.namesOf(from).digests[uri] }

func (l *links) namesOf(doc int) named {
	if l.named[doc].refs == nil {
		n := named{refs: make(map[string]string), digests: make(map[string]string)}
		for _, x := range l.docs[doc].Documents {
			if _, taken := n.refs[x.Ref]; !taken && x.Ref != "" && x.URI != "" {
				n.refs[x.Ref] = x.URI
			}
			for _, h := range x.Hashes {
				if _, taken := n.digests[x.URI]; !taken && h.Alg == "SHA-256" {
					n.digests[x.URI] = h.Value
				}
			}
		}
		l.named[doc] = n
	}
	return l.named[doc]
}

// element returns an element of a document; without a name, and by the name
// SPDX has for it, the document stands for its root.
func (l *links) element(doc int, name string) target {
	if doc < 0 {
		return nowhere
	}
	d := l.docs[doc]
	if name == "" || name == spdxRoot {
		if d.Root == sbom.None {
			return target{doc: doc, node: noNum}
		}
		return target{doc: doc, node: l.base[doc] + num(d.Root)}
	}
	id, ok := l.refsOf(doc)[name]
	if !ok {
		// Within a URI a reference may be escaped.
		if plain, err := url.PathUnescape(name); err == nil {
			id, ok = l.refsOf(doc)[plain]
		}
	}
	if !ok {
		return target{doc: doc, node: noNum}
	}
	return target{doc: doc, node: l.base[doc] + num(id)}
}

// refsOf returns the nodes of a document by reference: the first that has it.
func (l *links) refsOf(doc int) map[string]sbom.ID {
	if l.refs[doc] == nil {
		refs := make(map[string]sbom.ID, len(l.docs[doc].Nodes))
		for id, n := range l.docs[doc].All() {
			if _, taken := refs[n.Ref]; !taken && n.Ref != "" {
				refs[n.Ref] = id
			}
		}
		l.refs[doc] = refs
	}
	return l.refs[doc]
}

// elements returns the nodes of SPDX 3 documents, whose references are URIs
// that hold in every document.
func (l *links) elements() map[string]num {
	if l.global != nil {
		return l.global
	}
	l.global = make(map[string]num)
	for i, d := range l.docs {
		if !spdx3(d) {
			continue
		}
		for id, n := range d.All() {
			if _, taken := l.global[n.Ref]; !taken && n.Ref != "" && !strings.HasPrefix(n.Ref, "_:") {
				l.global[n.Ref] = l.base[i] + num(id)
			}
		}
	}
	return l.global
}

func (l *links) home(g num) int {
	i, _ := slices.BinarySearch(l.base, g+1)
	return i - 1
}

// called names a document in a message.
func (m *merger) called(doc int) string {
	d := m.docs[doc]
	switch {
	case d.File != "":
		return d.File
	case d.Identifier != "":
		return d.Identifier
	}
	return d.Name
}

// compare holds the documents given against the revisions and digests that
// others state of them.
func (m *merger) compare() {
	for i, d := range m.docs {
		for _, x := range d.Documents {
			to := m.links.resolveDocument(i, x)
			if strings.HasPrefix(x.URI, linkScheme) && to >= 0 {
				m.revision(i, to, x.URI)
			}
			if want := m.links.digest(i, x.URI); to >= 0 && want != "" && m.docs[to].SHA256 != "" && !strings.EqualFold(want, m.docs[to].SHA256) {
				m.notes.add(diag.Warning, diag.Position{File: d.File}, "merge/other-digest", "give the document that was meant",
					"the document refers to %q by SHA-256 %s…, but %s has another one; it is used all the same", clip(x.URI), want[:min(12, len(want))], m.called(to))
			}
		}
	}
}

// revision says of a BOM-Link that the document it leads to is another state
// of the one that it names.
func (m *merger) revision(from, to int, link string) {
	_, want := bomLink(link)
	if got := m.docs[to].Revision; want > 0 && got > 0 && got != want {
		m.notes.add(diag.Warning, diag.Position{File: m.docs[from].File}, "merge/other-revision", "give the revision that was meant, or correct the reference",
			"the document refers to revision %d of %q, but %s is revision %d; it is used all the same", want, clip(link), m.called(to), got)
	}
}

// resolveDocument returns the document that another one names, or -1.
func (l *links) resolveDocument(from int, x sbom.ExternalDocument) int {
	if x.URI == "" {
		return -1
	}
	if strings.HasPrefix(x.URI, linkScheme) {
		return l.linked(from, x.URI)
	}
	return l.document(from, identifier(x.URI), x.URI)
}
