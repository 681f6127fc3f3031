// SPDX-License-Identifier: Apache-2.0

package spdx3

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// creation is a CreationInfo.
type creation struct {
	ref              scan.Ref
	version, created string
	comment          string
	by, using        []scan.Ref
	byAt, usingAt    use
	at               diag.Position
}

func (r *reader) creation(it *item) {
	c := creation{
		ref: it.ref, version: it.str(propSpecVersion), created: it.str(propCreated), comment: it.str(propComment),
		by: slices.Clone(it.to(propCreatedBy)), using: slices.Clone(it.to(propCreatedUsing)),
		byAt: r.used(it, propCreatedBy, 0), usingAt: r.used(it, propCreatedUsing, 0), at: r.Place(r.Pointer(), it.line),
	}
	switch {
	case c.created == "":
		r.NoteFrom(it.line, diag.Warning, "spdx3/creation-info", "state when the elements were made", "created is missing")
	default:
		r.time(it, propCreated)
	}
	if len(c.by) == 0 {
		r.NoteFrom(it.line, diag.Warning, "spdx3/creation-info", "state who made the elements", "createdBy is missing")
	}
	r.creations = append(r.creations, c)
}

// sameCreation reports whether an inline CreationInfo repeats the last one:
// documents without references state it in every element.
func (r *reader) sameCreation(it *item) bool {
	if len(r.creations) == 0 {
		return false
	}
	c := &r.creations[len(r.creations)-1]
	return c.version == it.str(propSpecVersion) && c.created == it.str(propCreated) && c.comment == it.str(propComment) &&
		slices.Equal(c.by, it.to(propCreatedBy)) && slices.Equal(c.using, it.to(propCreatedUsing))
}

// made is the first use of a CreationInfo by its reference.
type made struct {
	from, ref scan.Ref
	at        use
}

// use remembers which CreationInfo an element refers to. All elements refer to
// one of a few.
func (r *reader) use(it *item) {
	ref := first(it.to(propCreationInfo))
	if ref == scan.NoRef || ref == r.lastMade {
		return
	}
	r.lastMade, r.lastMadeName = ref, ""
	if len(r.prefixes) == 0 {
		r.lastMadeName = r.RefName(ref)
	}
	if r.madeBy == nil {
		r.madeBy = make(map[scan.Ref]bool)
	}
	if !r.madeBy[ref] && r.slot(ref).class != classCreation {
		r.madeBy[ref] = true
		r.made = append(r.made, made{it.ref, ref, r.used(it, propCreationInfo, 0)})
	}
}

// collection is a SpdxDocument, Sbom or Bom.
type collection struct {
	class                        class
	ref                          scan.Ref
	id, name, comment            string
	creation, license            scan.Ref
	roots, elements              []scan.Ref
	lifecycles                   []string
	rootAt, elementAt, licenseAt use
	at                           diag.Position
	visited                      bool
}

func (r *reader) collection(it *item) {
	c := collection{
		class: it.class, ref: it.ref, id: it.id, name: it.str(propName),
		comment:  joined(joined(it.str(propSummary), it.str(propDescription)), it.str(propComment)),
		creation: first(it.to(propCreationInfo)), license: first(it.to(propDataLicense)),
		roots: slices.Clone(it.to(propRootElement)), elements: slices.Clone(it.to(propElement)),
		rootAt: r.used(it, propRootElement, 0), elementAt: r.used(it, propElement, 0), licenseAt: r.used(it, propDataLicense, 0),
		at: r.Place(r.Pointer(), it.line),
	}
	for _, s := range it.list(propSBOMType) {
		c.lifecycles = append(c.lifecycles, dashed(value(s)))
	}
	r.collections = append(r.collections, c)
	r.Doc.References = append(r.Doc.References, it.references...)
	r.imports = append(r.imports, it.imports...)
	r.imported = append(r.imported, it.to(propImport)...) // by reference, or as the bare identifier
	if len(it.hashes) > 0 {
		r.tallyAt(tallyNotKept, "verifiedUsing of a document", "", c.at)
	}
}

// settleDocument settles what the model says of the document as a whole.
func (r *reader) settleDocument() {
	var doc *collection
	for i := range r.collections {
		c := &r.collections[i]
		switch {
		case c.class == classDocument && doc == nil:
			doc = c
		case c.class == classDocument:
			r.NoteAt(diag.Warning, c.at, "spdx3/several-documents", "write one SpdxDocument in a file", "the file has several SpdxDocuments; the first, %q, is taken", doc.name)
		case c.class == classSBOM:
			for _, l := range c.lifecycles {
				if !slices.Contains(r.Doc.Lifecycles, l) {
					r.Doc.Lifecycles = append(r.Doc.Lifecycles, l)
				}
			}
		}
	}
	if failure, _ := r.Failure(); doc == nil && failure == nil { // else it may stand in what could not be read
		r.NoteAt(diag.Info, diag.Position{File: r.File}, "spdx3/document", "write a SpdxDocument element", "the file has no SpdxDocument; it is read all the same")
	}
	from := r.subject(doc)
	if from != nil {
		r.Doc.Name, r.Doc.Comment = from.name, from.comment
	}
	if doc != nil {
		r.Doc.Identifier = r.identity(doc)
		if l, ok := r.licenseText(doc.license, doc.ref, doc.licenseAt, 0); ok {
			r.Doc.Licenses = []string{l}
		}
	}
	r.settleCreation(from)
}

// identity is the identifier of the document. Where it is no IRI the
// namespace that the document gives itself serves better.
func (r *reader) identity(doc *collection) string {
	if !strings.Contains(doc.id, ":") {
		for _, ns := range r.namespaces {
			if ns.Name == "" {
				return ns.Value
			}
		}
	}
	return doc.id
}

// subject is the collection that speaks for the document: the SpdxDocument,
// with the name of its Sbom when it has none.
func (r *reader) subject(doc *collection) *collection {
	for i := range r.collections {
		c := &r.collections[i]
		switch {
		case c.class == classDocument:
		case doc == nil:
			return c
		case doc.name == "" && c.name != "":
			doc.name = c.name
		}
	}
	return doc
}

// settleCreation takes time, authors, tools and version from the creation
// information of the document, else from the first there is.
func (r *reader) settleCreation(from *collection) {
	for _, m := range r.made {
		if r.slot(m.ref).class != classCreation && !r.elsewhere(m.ref) {
			r.dangling(m.from, m.ref, r.at(m.at))
		}
	}
	if len(r.creations) == 0 {
		if failure, _ := r.Failure(); failure == nil {
			r.NoteAt(diag.Warning, diag.Position{File: r.File}, "spdx3/creation-info", "state who made the document and when, with which version of SPDX", "the file has no CreationInfo")
		}
		r.version("", diag.Position{File: r.File})
		return
	}
	c := &r.creations[0]
	if from != nil {
		if s := r.slot(from.creation); s.class == classCreation {
			c = &r.creations[s.at]
		}
	}
	r.Doc.Created = c.created
	r.Doc.Comment = joined(r.Doc.Comment, c.comment)
	r.version(c.version, c.at)
	others := 0
	for i := range r.creations {
		o := &r.creations[i]
		if o.version != c.version && o.version != "" {
			r.NoteAt(diag.Warning, o.at, "spdx3/version", "write one version", "specVersion is %q here and %q for the document, which counts", o.version, c.version)
		}
		if o != c && (o.created != c.created || !slices.Equal(o.by, c.by)) {
			others++
		}
	}
	if others > 0 {
		r.NoteAt(diag.Info, c.at, "spdx3/not-kept", "", "who made single elements, and when, is not kept where it differs from the document; there are %d further CreationInfos", others)
	}
	r.makers(c)
}

func (r *reader) makers(c *creation) {
	for i, list := range [][]scan.Ref{c.by, c.using} {
		u := []use{c.byAt, c.usingAt}[i]
		for k, ref := range list {
			if u.item >= 0 {
				u.item = int32(k)
			}
			switch p := r.party(c.ref, ref, u); {
			case p == nil:
			case p.Kind == sbom.PartyTool || i == 1:
				r.Doc.Tools = append(r.Doc.Tools, p.Name)
			default:
				r.Doc.Authors = append(r.Doc.Authors, *p)
			}
		}
	}
}

func (r *reader) version(v string, at diag.Position) {
	if v == "" {
		if i := strings.Index(r.context, "/rdf/3"); i >= 0 {
			v, _, _ = strings.Cut(r.context[i+len("/rdf/"):], "/")
			r.NoteAt(diag.Info, at, "spdx3/version", "state specVersion", "specVersion is missing; the context says %s", v)
		} else {
			r.NoteAt(diag.Warning, at, "spdx3/version", "state specVersion", "specVersion is missing; the document is read as 3.0.1")
		}
	}
	r.Doc.SpecVersion = v
	switch {
	case v == "" || v == "3.0" || v == "3.0.0" || v == "3.0.1":
	case strings.HasPrefix(v, "3."):
		r.NoteAt(diag.Warning, at, "spdx3/version", "", "version %s is not known; the document is read as far as its properties are those of 3.0.1", v)
	default:
		r.NoteAt(diag.Warning, at, "spdx3/version", "write 3.0.1", "specVersion %q is no version of SPDX 3; the document is read as 3.0.1", v)
	}
}
