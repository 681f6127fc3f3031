// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"strings"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// remark says which element an annotation is about, to be looked up when all
// elements are known.
type remark struct {
	annotation int
	ref        scan.Ref
}

// annotations reads a list of annotations of a node, of the document where
// the node is None.
func (r *reader) annotations(of sbom.ID) {
	if !r.Array() {
		return
	}
	for r.Element() {
		r.annotation(of)
	}
}

// annotation reads one annotation. spdxElementId is not a member of the JSON
// schema: tag-value documents name the subject so, wherever the remark stands.
func (r *reader) annotation(of sbom.ID) {
	if !r.Object() {
		return
	}
	var a sbom.Annotation
	subject := noEnd
	for r.Member() {
		switch string(r.Name()) {
		case "annotator":
			a.Annotator = r.Intern()
		case "annotationDate":
			a.Time = r.time()
		case "annotationType":
			a.Type = strings.ToLower(r.Intern())
		case "comment":
			a.Text = r.Str()
		case "spdxElementId":
			subject = r.target(r.Bytes())
		default:
			r.unknown("an annotation")
		}
	}
	if a.Annotator == "" && a.Time == "" && a.Text == "" {
		return
	}
	r.remark(a, of, subject.ref)
}

func (r *reader) remark(a sbom.Annotation, of sbom.ID, subject scan.Ref) {
	if subject != scan.NoRef && !r.itself(subject) {
		r.remarks = append(r.remarks, remark{len(r.Doc.Annotations), subject})
	} else if of != sbom.None && subject == scan.NoRef {
		a.Subjects = []sbom.ID{of}
	}
	r.Doc.Annotations = append(r.Doc.Annotations, a)
}

// reviews reads the remarks of SPDX 2.0, which are all of the document.
func (r *reader) reviews() {
	if !r.Array() {
		return
	}
	for r.Element() {
		if !r.Object() {
			continue
		}
		a := sbom.Annotation{Type: "review"}
		for r.Member() {
			switch string(r.Name()) {
			case "reviewer":
				a.Annotator = r.Intern()
			case "reviewDate":
				a.Time = r.time()
			case "comment":
				a.Text = r.Str()
			default:
				r.unknown("a review")
			}
		}
		if a.Annotator != "" || a.Time != "" || a.Text != "" {
			r.Doc.Annotations = append(r.Doc.Annotations, a)
		}
	}
}
