// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// settle looks up the ends of what was read: relations without a meaning in
// the model, relations into other documents, subjects of annotations.
func (r *reader) settle() {
	for _, m := range r.remarks {
		if id := r.Lookup(m.ref); id != sbom.None {
			a := &r.Doc.Annotations[m.annotation]
			a.Subjects = append(a.Subjects, id)
		}
	}
	r.settleRelations()
	r.settleOutside()
	r.bothDirections()
}

func (r *reader) settleRelations() {
	seen := make(map[sbom.Relation]bool, len(r.relations))
	lost := 0
	for _, l := range r.relations {
		rel := sbom.Relation{Type: l.name, From: r.Lookup(l.from), To: r.Lookup(l.to), Scope: l.scope}
		if rel.From == sbom.None || rel.To == sbom.None {
			if r.itself(l.from) || r.itself(l.to) {
				lost++
			}
			continue
		}
		if !seen[rel] {
			seen[rel] = true
			r.Doc.Relations = append(r.Doc.Relations, rel)
		}
	}
	if lost > 0 {
		r.NoteAt(diag.Info, diag.Position{File: r.File, Pointer: "/relationships"}, "sbom/relation-not-kept", "",
			"relations of the document itself with its elements, other than that it describes them, are not kept; there are %d", lost)
	}
}

func (r *reader) settleOutside() {
	known := make(map[string]bool, len(r.Doc.Documents))
	for _, d := range r.Doc.Documents {
		known[d.Ref] = true
	}
	for _, x := range r.outside {
		id, to := r.Lookup(x.home), r.RefName(x.foreign)
		at := r.Place(pointer(x.at), x.at.Line)
		if name, _, _ := strings.Cut(to, ":"); !known[name] {
			known[name] = true
			r.NoteAt(diag.Warning, at, "spdx/external-document", "list the document in externalDocumentRefs",
				"%q is not among the externalDocumentRefs; what document it is cannot be told", name)
		}
		if id == sbom.None && !r.itself(x.home) {
			continue // dangling, or between two other documents; both are noted
		}
		r.Doc.Outside = append(r.Doc.Outside, sbom.OutsideEdge{
			From: id, To: to, Type: x.meaning.name, Reversed: x.reversed, Scope: x.meaning.scope, Pointer: at.Pointer, Line: at.Line,
		})
	}
}

// pointer returns the JSON pointer of a relation's place.
func pointer(p scan.Path) string {
	s := "/" + p.List.String() + "/" + strconv.Itoa(int(p.Entry))
	if p.Field != scan.NoName {
		s += "/" + p.Field.String() + "/" + strconv.Itoa(int(p.Item))
	}
	return s
}

// bothDirections notes relations that are stated from both ends, "A depends on
// B" and "B is a dependency of A": they are one edge.
func (r *reader) bothDirections() {
	if len(r.turned) == 0 || len(r.straight) == 0 {
		return
	}
	turned := make(map[[2]scan.Ref]bool, len(r.turned))
	for _, pair := range r.turned {
		turned[pair] = true
	}
	n := 0
	var first [2]scan.Ref
	for _, pair := range r.straight {
		if turned[pair] {
			if n == 0 {
				first = pair
			}
			n++
			delete(turned, pair)
		}
	}
	if n > 0 {
		r.NoteAt(diag.Info, diag.Position{File: r.File, Pointer: "/relationships"}, "spdx/both-directions", "",
			"relations stated in both directions are read once; there are %d, the first between %q and %q", n, r.RefName(first[0]), r.RefName(first[1]))
	}
}
