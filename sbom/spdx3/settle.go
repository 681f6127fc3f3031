// SPDX-License-Identifier: Apache-2.0

package spdx3

import (
	"slices"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// settle joins what was read, now that every element is known.
func (r *reader) settle() {
	if _, limit := r.Failure(); limit {
		return
	}
	r.settleImports()
	r.settleDocument()
	r.settleOwned()
	r.settleRelations()
	r.settleFlaws()
	r.settleRemarks()
	r.settleElements()
	r.settleRoots()
	r.report()
}

// remark is an Annotation.
type remark struct {
	sbom.Annotation
	ref      scan.Ref
	subjects []scan.Ref
	creation scan.Ref
	at       use
}

func (r *reader) remark(it *item) {
	a := sbom.Annotation{Type: value(it.str(propAnnotationType)), Text: joined(it.str(propStatement), joined(it.str(propSummary), it.str(propComment)))}
	r.remarks = append(r.remarks, remark{
		Annotation: a, ref: it.ref, subjects: slices.Clone(it.to(propSubject)), creation: first(it.to(propCreationInfo)),
		at: r.used(it, propSubject, 0),
	})
}

// settleRemarks keeps annotations of nodes and of the document.
func (r *reader) settleRemarks() {
	for _, m := range r.remarks {
		kept := false
		for _, ref := range m.subjects {
			if ref == scan.NoRef {
				continue
			}
			id, what := r.end(ref)
			switch c := r.slot(ref).class; {
			case what == isNode:
				m.Subjects = append(m.Subjects, id)
				kept = true
			case c == classDocument || c == classSBOM || c == classBOM:
				kept = true
			case what == isMissing:
				r.dangling(m.ref, ref, r.at(m.at))
			case what == isOutside:
				r.leadsOut(ref, m.at)
			default:
				r.tallyAt(tallyNotKept, "an annotation of "+r.called(ref), "", r.at(m.at))
			}
		}
		if !kept {
			continue
		}
		if s := r.slot(m.creation); s.class == classCreation {
			c := &r.creations[s.at]
			m.Time = c.created
			if p := r.party(c.ref, first(c.by), c.byAt); p != nil {
				m.Annotator = p.Name
			}
		}
		r.Doc.Annotations = append(r.Doc.Annotations, m.Annotation)
	}
}

// settleElements checks that what the collections list is there.
func (r *reader) settleElements() {
	for i := range r.collections {
		c := &r.collections[i]
		u := c.elementAt
		for k, ref := range c.elements {
			if ref == scan.NoRef || r.slot(ref).class != classNone {
				continue
			}
			if u.item >= 0 {
				u.item = int32(k)
			}
			if _, what := r.end(ref); what == isMissing {
				r.dangling(c.ref, ref, r.at(u))
			}
		}
	}
}

// settleRoots finds what the document is about: its root elements, where one
// of them is a Sbom or Bom its root elements, then what the document is said
// to describe. The root elements of collections that the document does not
// name are asked last.
func (r *reader) settleRoots() {
	for i := range r.collections {
		if c := &r.collections[i]; c.class == classDocument {
			r.roots(c, 0)
		}
	}
	r.rooted = append(r.rooted, r.described...)
	if len(r.rooted) == 0 {
		for i := range r.collections {
			r.roots(&r.collections[i], 0)
		}
	}
	for _, ref := range r.rooted {
		r.Link(scan.Describes, scan.NoRef, ref, 0, scan.Path{})
	}
	for i := range r.collections { // those that were not asked may still lead nowhere
		r.roots(&r.collections[i], 0)
	}
}

// roots adds the nodes among the root elements of a collection.
func (r *reader) roots(c *collection, depth int) {
	if c.visited || depth > maxRootDepth {
		return
	}
	c.visited = true
	u := c.rootAt
	for k, ref := range c.roots {
		if u.item >= 0 {
			u.item = int32(k)
		}
		if ref == scan.NoRef {
			continue
		}
		_, what := r.end(ref)
		switch s := r.slot(ref); {
		case what == isNode:
			r.rooted = append(r.rooted, ref)
		case s.class == classDocument || s.class == classSBOM || s.class == classBOM:
			r.roots(&r.collections[s.at], depth+1)
		case what == isOutside:
			r.leadsOut(ref, u)
		case what == isMissing:
			r.dangling(c.ref, ref, r.at(u))
		}
	}
}

// maxRootDepth bounds collections within collections.
const maxRootDepth = 100
