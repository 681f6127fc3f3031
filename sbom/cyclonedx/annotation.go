// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// remark is an annotation whose subjects are resolved at the end.
type remark struct {
	sbom.Annotation
	refs []scan.Ref
	at   diag.Position
}

func (r *reader) annotations() {
	if !r.Array() {
		return
	}
	for r.Element() {
		a := remark{at: r.Here()}
		r.object(func() { r.annotation(&a) })
		r.remarks = append(r.remarks, a)
	}
}

func (r *reader) annotation(a *remark) {
	switch string(r.Name()) {
	case "subjects":
		r.EachString(func(b []byte) {
			to := r.targetOf(b)
			if to.link != "" {
				r.linked(to.link, nil)
			}
			if !to.whole {
				a.refs = append(a.refs, to.ref)
			}
		})
	case "annotator":
		r.object(func() {
			if by := r.annotator(); by != "" {
				a.Annotator = by
			}
		})
	case "timestamp":
		a.Time = r.Str()
	case "text":
		a.Text = r.Str()
	case "bom-ref":
		r.BindOther(r.Ref(r.Bytes()))
	default:
		r.unread()
	}
}

// annotator returns the name of an organization, a person, a component or a
// service.
func (r *reader) annotator() string {
	switch string(r.Name()) {
	case "organization":
		if p := r.organization(); p != nil {
			return p.Name
		}
	case "individual":
		if p, ok := r.contact(sbom.PartyPerson); ok {
			if p.Name == "" {
				return p.Email
			}
			return p.Name
		}
	case "component", "service":
		return r.tool()
	default:
		r.unread()
	}
	return ""
}

// annotate resolves what the annotations are about. One of which no subject is
// a node is left out: without subjects it would speak of the document.
func (r *reader) annotate() {
	for _, a := range r.remarks {
		for _, ref := range a.refs {
			if id := r.Lookup(ref); id != sbom.None && !slices.Contains(a.Subjects, id) {
				a.Subjects = append(a.Subjects, id)
			}
		}
		if len(a.Subjects) > 0 || len(a.refs) == 0 {
			r.Doc.Annotations = append(r.Doc.Annotations, a.Annotation)
			continue
		}
		r.NoteAt(diag.Info, a.at, "cyclonedx/not-kept", "", "the annotation is not kept: nothing that it is about is a component or service of this document")
	}
}
