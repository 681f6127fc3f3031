// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"fmt"
	"io"
	"strings"

	spdxjson "github.com/spdx/tools-golang/json"
	"github.com/spdx/tools-golang/spdx/v2/common"
	v23 "github.com/spdx/tools-golang/spdx/v2/v2_3"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/loss"
)

// WriteOptions are the settings of [Write]. The zero value is fine.
type WriteOptions struct {
	// ToolVersion is the version of kedja, which is named among the creators
	// of the document.
	ToolVersion string
}

// Write writes the document as SPDX 2.3 JSON, whatever it was read from. The
// list holds one diagnostic for each kind of thing that is lost
// (convert/lost), written in another form (convert/changed) or made up because
// SPDX demands it (convert/invented), with the count and the first places, and
// what the reader had to leave out. An error means that nothing of use was
// written.
//
// Equal documents give equal bytes. The namespace is the source's identifier
// where that is a URI, else a UUID made from the digest of the source; a
// document that states no time of creation is given 1970-01-01T00:00:00Z.
// SPDX identifiers are made from the source's references: valid ones stay.
//
// SPDX 2 knows packages and files only: services and what depends on them are
// lost, everything else is a package, but for files that have the SHA-1 which
// SPDX demands of them.
func Write(w io.Writer, doc *sbom.Document, opts WriteOptions) (diag.List, error) {
	out := newEncoder(doc, opts)
	if err := spdxjson.Write(out.document(), w, spdxjson.Indent("  "), spdxjson.EscapeHTML(false)); err != nil {
		return nil, fmt.Errorf("writing SPDX: %w", err)
	}
	return out.log.List(), nil
}

// unknownTime is written as the time of creation, which SPDX demands, where a
// document states none: a date that nobody takes for a real one.
const unknownTime = "1970-01-01T00:00:00Z"

// encoder turns one document into the vocabulary of tools-golang.
type encoder struct {
	doc   *sbom.Document
	log   *loss.Log
	opts  WriteOptions
	ids   []common.ElementID // of each node, with its prefix; "" is not written
	files []bool             // whether the node is written as a file
	facts []standing

	made   map[string]string // what stands for licences that are no expressions
	others []*v23.OtherLicense
	known  map[string]bool // LicenseRef-… that others has

	remark     map[sbom.ID][]v23.Annotation
	advisories map[sbom.ID][]*v23.PackageExternalReference
	contained  map[sbom.ID][]string // the SHA-1s of the files in a package
	spellings  map[kind]spelling
	documents  []v23.ExternalDocumentRef
}

// standing is what the relations say of a node.
type standing struct {
	depends, contains bool // it does so
	needed, within    bool // something does so with it
}

func newEncoder(doc *sbom.Document, opts WriteOptions) *encoder {
	w := &encoder{
		doc: doc, log: loss.New(doc, "SPDX 2.3"), opts: opts,
		files: make([]bool, len(doc.Nodes)), facts: make([]standing, len(doc.Nodes)),
		made: map[string]string{}, known: map[string]bool{}, remark: map[sbom.ID][]v23.Annotation{},
	}
	for id, n := range doc.All() {
		w.files[id] = n.Kind == sbom.KindFile && hasSHA1(n)
	}
	for _, e := range doc.Depends {
		w.facts[e.From].depends, w.facts[e.To].needed = true, true
	}
	for _, e := range doc.Contains {
		w.facts[e.From].contains, w.facts[e.To].within = true, true
	}
	w.identify()
	w.documents = w.externalDocuments()
	w.spellings = spellings()
	w.contained = w.contents()
	w.advisories = w.warnings()
	return w
}

func hasSHA1(n *sbom.Node) bool {
	for _, h := range n.Hashes {
		if h.Alg == "SHA-1" {
			return true
		}
	}
	return false
}

func (w *encoder) document() *v23.Document {
	d := w.doc
	out := &v23.Document{
		SPDXVersion: v23.Version, DataLicense: w.dataLicense(), SPDXIdentifier: docID,
		DocumentName: w.documentName(), DocumentNamespace: w.namespace(), DocumentComment: d.Comment,
		CreationInfo: w.creation(), ExternalDocumentReferences: w.documents,
	}
	out.Annotations = w.annotations()
	for id, n := range d.All() {
		switch {
		case n.Kind == sbom.KindService:
			w.log.Lost(id, "services", "")
		case w.files[id]:
			out.Files = append(out.Files, w.file(id, n))
		default:
			out.Packages = append(out.Packages, w.pkg(id, n))
		}
	}
	w.rootFirst(out.Packages)
	out.Relationships = w.relationships()
	out.OtherLicenses = w.others
	w.unkept()
	return out
}

// rootFirst puts the described package at the head of the list.
func (w *encoder) rootFirst(list []*v23.Package) {
	if w.doc.Root == sbom.None {
		return
	}
	for i, p := range list {
		if p.PackageSPDXIdentifier == w.ids[w.doc.Root] {
			copy(list[1:i+1], list[:i])
			list[0] = p
			return
		}
	}
}

// unkept notes what of the document itself has no place.
func (w *encoder) unkept() {
	d := w.doc
	if d.TLP != "" {
		w.log.Lost(sbom.None, "TLP markings of the document", "SPDX 2 has none; mark the file by other means")
	}
	for range d.Lifecycles {
		w.log.Lost(sbom.None, "lifecycle phases", "")
	}
	if d.Revision > 1 {
		w.log.Lost(sbom.None, "revision numbers of the document", "SPDX 2 has none; every revision is to have a namespace of its own")
	}
	for range d.References {
		w.log.Lost(sbom.None, "external references of the document", "SPDX 2 has them of packages")
	}
	for range d.Dangling {
		w.log.Lost(sbom.None, "references to elements that the document lacks", "they lead nowhere")
	}
	if s := d.Supplier; s != nil && !w.suppliesRoot() && (d.Root == sbom.None || !same(d.Node(d.Root).Supplier, s)) {
		w.log.Lost(sbom.None, "suppliers of what the document describes", "the package has another one, or there is no such package")
	}
}

// suppliesRoot reports whether the document's supplier is written as that of
// the described package.
func (w *encoder) suppliesRoot() bool {
	d := w.doc
	return d.Supplier != nil && d.Root != sbom.None && d.Node(d.Root).Supplier == nil && d.Node(d.Root).Kind != sbom.KindService
}

func same(a, b *sbom.Party) bool {
	return a != nil && b != nil && a.Name == b.Name && a.Email == b.Email
}

func (w *encoder) dataLicense() string {
	found := false
	for _, l := range w.doc.Licenses {
		if l == v23.DataLicense {
			found = true
		} else {
			w.log.Lost(sbom.None, "licences of the document itself", "every SPDX 2 document is under CC0-1.0")
		}
	}
	if !found {
		w.log.Invented(sbom.None, "licences of the document itself", "every SPDX 2 document is under CC0-1.0; do not publish it if you may not say so")
	}
	return v23.DataLicense
}

func (w *encoder) documentName() string {
	d := w.doc
	switch {
	case d.Name != "":
		return d.Name
	case d.Root != sbom.None && d.Node(d.Root).Name != "":
		return d.Node(d.Root).Name
	}
	w.log.Invented(sbom.None, "names of the document", "it is NOASSERTION")
	return noAssertion
}

const noAssertion = "NOASSERTION"

// namespace is the identifier of the source where it is a URI without a
// fragment.
func (w *encoder) namespace() string {
	id := w.doc.Identifier
	scheme, rest, ok := strings.Cut(id, ":")
	if ok && rest != "" && isScheme(scheme) && !strings.ContainsAny(id, "# \t\r\n") {
		return id
	}
	if id != "" {
		w.log.Lost(sbom.None, "identifiers of the document", "it is no URI without a fragment; the namespace is made from the digest of the source")
	}
	return "urn:uuid:" + loss.UUID(w.doc, "spdx")
}

func isScheme(s string) bool {
	for i := range len(s) {
		c := s[i] | 0x20
		if (c < 'a' || c > 'z') && (i == 0 || (s[i] < '0' || s[i] > '9') && !strings.ContainsRune("+-.", rune(s[i]))) {
			return false
		}
	}
	return s != ""
}

func (w *encoder) creation() *v23.CreationInfo {
	c := &v23.CreationInfo{Created: unknownTime}
	if w.doc.Created == "" {
		w.log.Invented(sbom.None, "times of creation", "it is "+unknownTime)
	} else if t := w.time(sbom.None, w.doc.Created); t != "" {
		c.Created = t
	}
	add := func(p *sbom.Party) {
		kind, name := w.actor(sbom.None, p)
		if name != "" {
			c.Creators = append(c.Creators, common.Creator{CreatorType: kind, Creator: name})
		}
	}
	for i := range w.doc.Authors {
		add(&w.doc.Authors[i])
	}
	if m := w.doc.Manufacturer; m != nil {
		add(m)
	}
	own := strings.TrimSpace("kedja " + w.opts.ToolVersion)
	for _, t := range w.doc.Tools {
		if t != own && t != "" {
			c.Creators = append(c.Creators, common.Creator{CreatorType: "Tool", Creator: t})
		}
	}
	c.Creators = append(c.Creators, common.Creator{CreatorType: "Tool", Creator: own})
	return c
}

// time returns a time in the form that SPDX demands, "" when it is none.
func (w *encoder) time(at sbom.ID, t string) string {
	utc, exact, ok := loss.UTC(t)
	switch {
	case t == "":
	case !ok:
		w.log.Lost(at, "dates and times", "they are not of RFC 3339")
	case !exact:
		w.log.Changed(at, "dates and times with parts of a second", "SPDX 2 has whole seconds")
	}
	return utc
}

// externalDocuments lists the documents that others can be named by. SPDX
// demands a checksum of each.
func (w *encoder) externalDocuments() []v23.ExternalDocumentRef {
	var out []v23.ExternalDocumentRef
	for _, d := range w.doc.Documents {
		sums := w.checksums(sbom.None, d.Hashes)
		if !strings.HasPrefix(d.Ref, "DocumentRef-") || len(sums) == 0 || d.URI == "" {
			w.log.Lost(sbom.None, "names of other documents", "SPDX demands a DocumentRef- and a checksum of each")
			continue
		}
		if len(sums) > 1 {
			w.log.Lost(sbom.None, "second and further hashes of other documents", "")
		}
		out = append(out, v23.ExternalDocumentRef{DocumentRefID: common.DocumentID(d.Ref), URI: d.URI, Checksum: sums[0]})
	}
	return out
}
