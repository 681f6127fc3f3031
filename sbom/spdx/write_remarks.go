// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"strings"

	"github.com/spdx/tools-golang/spdx/v2/common"
	v23 "github.com/spdx/tools-golang/spdx/v2/v2_3"

	"github.com/kedja/kedja/sbom"
)

// annotations returns the remarks on the document, and keeps those on its
// elements for when the elements are written.
func (w *encoder) annotations() []*v23.Annotation {
	var out []*v23.Annotation
	for i := range w.doc.Annotations {
		a := &w.doc.Annotations[i]
		at := sbom.None
		if len(a.Subjects) > 0 {
			at = a.Subjects[0]
		}
		remark, ok := w.annotation(at, a)
		switch {
		case !ok:
		case len(a.Subjects) == 0:
			out = append(out, &remark)
		default:
			if len(a.Subjects) > 1 {
				w.log.Changed(at, "annotations of several elements", "each element has them")
			}
			for _, id := range a.Subjects {
				if w.ids[id] == "" {
					w.log.Lost(id, "annotations of services", "")
					continue
				}
				w.remark[id] = append(w.remark[id], remark)
			}
		}
	}
	return out
}

func (w *encoder) annotation(at sbom.ID, a *sbom.Annotation) (v23.Annotation, bool) {
	when := ""
	if a.Time != "" {
		when = w.time(at, a.Time)
	}
	if when == "" {
		when = unknownTime
		if t := w.doc.Created; t != "" {
			when = w.time(at, t)
		}
		w.log.Invented(at, "times of annotations", "it is that of the document")
	}
	kind := strings.ToUpper(a.Type)
	if kind != "REVIEW" && kind != "OTHER" {
		if kind != "" {
			w.log.Lost(at, "types of annotations", "SPDX 2 has REVIEW and OTHER")
		}
		kind = "OTHER"
	}
	if when == "" || a.Text == "" {
		w.log.Lost(at, "annotations without a time or a text", "SPDX demands them")
		return v23.Annotation{}, false
	}
	return v23.Annotation{
		Annotator: w.annotator(at, a.Annotator), AnnotationDate: when, AnnotationType: kind, AnnotationComment: a.Text,
	}, true
}

// annotator takes apart "Person: Name". Who is of no stated kind is a person.
func (w *encoder) annotator(at sbom.ID, s string) common.Annotator {
	head, name, ok := strings.Cut(s, ":")
	if name = strings.TrimSpace(name); ok && name != "" {
		switch head = strings.TrimSpace(head); head {
		case "Person", "Organization", "Tool":
			return common.Annotator{AnnotatorType: head, Annotator: name}
		}
	}
	w.log.Invented(at, "kinds of annotators", "they are persons, anonymous where no name is stated")
	if s == "" {
		s = "anonymous"
	}
	return common.Annotator{AnnotatorType: "Person", Annotator: s}
}

// warnings makes advisories of the packages of the vulnerabilities that may
// affect them. All else that is said of vulnerabilities is lost.
func (w *encoder) warnings() map[sbom.ID][]*v23.PackageExternalReference {
	out := map[sbom.ID][]*v23.PackageExternalReference{}
	for i := range w.doc.Vulnerabilities {
		v := &w.doc.Vulnerabilities[i]
		at := sbom.None
		if len(v.Affects) > 0 {
			at = v.Affects[0]
		}
		w.log.Lost(at, "ratings, analyses and descriptions of vulnerabilities", "SPDX 2 has addresses of advisories")
		address := advisory(v)
		switch v.State {
		case "", "exploitable", "in_triage":
		default: // an advisory on the package would say the reverse
			w.log.Lost(at, "vulnerabilities that do not affect", "SPDX 2 cannot say that")
			continue
		}
		if address == "" || at == sbom.None {
			w.log.Lost(at, "vulnerabilities without the address of an advisory, or of no element", "")
			continue
		}
		for _, id := range v.Affects {
			out[id] = append(out[id], &v23.PackageExternalReference{
				Category: common.CategorySecurity, RefType: common.TypeSecurityAdvisory, Locator: address, ExternalRefComment: v.ID,
			})
		}
	}
	return out
}

// advisory returns where the vulnerability can be read about: what its source
// is when that is the address of this one, else the place that its name is
// known by.
func advisory(v *sbom.Vulnerability) string {
	switch {
	case v.ID == "" || strings.ContainsAny(v.ID, " \t\r\n"):
	case strings.Contains(v.Source, "://") && strings.Contains(v.Source, v.ID):
		return v.Source
	case strings.HasPrefix(v.ID, "CVE-"):
		return "https://www.cve.org/CVERecord?id=" + v.ID
	case strings.HasPrefix(v.ID, "GHSA-"):
		return "https://github.com/advisories/" + v.ID
	}
	return ""
}
