// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// claim is one composition: what it says of the named elements.
type claim struct {
	completeness sbom.Completeness
	dependencies []scan.Ref
	assemblies   []scan.Ref
	elsewhere    bool // it names vulnerabilities or elements of other documents
}

// compositions reads the list, numbering from index, and returns the next
// number.
func (r *reader) compositions(index int32) int32 {
	if !r.Array() {
		return index
	}
	for ; r.Element(); index++ {
		if !r.Object() {
			continue
		}
		var c claim
		for r.Member() {
			switch string(r.Name()) {
			case "aggregate":
				c.completeness = r.aggregate()
			case "assemblies":
				c.assemblies = r.mentioned(&c, index, scan.NameAssemblies)
			case "dependencies":
				c.dependencies = r.mentioned(&c, index, scan.NameDependencies)
			case "vulnerabilities":
				c.elsewhere = true
				r.unread()
			case "bom-ref":
				r.otherRef()
			default:
				r.unread()
			}
		}
		r.claims = append(r.claims, c)
	}
	return index
}

func (r *reader) mentioned(c *claim, index int32, field scan.Name) []scan.Ref {
	var refs []scan.Ref
	item := int32(0)
	r.EachString(func(b []byte) {
		to := r.targetOf(b)
		switch {
		case to.link != "":
			c.elsewhere = true
			r.linked(to.link, nil)
		case !to.whole:
			r.Link(scan.Mentions, to.ref, scan.NoRef, 0, r.At(scan.NameCompositions, index, field, item))
			refs = append(refs, to.ref)
		}
		item++
	})
	return refs
}

func (r *reader) aggregate() sbom.Completeness {
	switch a := r.Bytes(); string(a) {
	case "complete":
		return sbom.Complete
	case "incomplete", "incomplete_first_party_only", "incomplete_first_party_proprietary_only",
		"incomplete_first_party_opensource_only", "incomplete_third_party_only",
		"incomplete_third_party_proprietary_only", "incomplete_third_party_opensource_only":
		return sbom.Incomplete
	case "unknown":
		return sbom.CompletenessUnknown
	case "not_specified", "":
		return sbom.CompletenessUnstated
	default:
		r.Note(diag.Error, "cyclonedx/aggregate", "use a value of the specification", "%q is no kind of completeness; it is not read", a)
		return sbom.CompletenessUnstated
	}
}

// complete hands the compositions to what they are about. One about the
// assembly of the described component, or about nothing in particular, is
// about the document as a whole.
func (r *reader) complete() {
	for _, c := range r.claims {
		whole := len(c.assemblies) == 0 && len(c.dependencies) == 0 && !c.elsewhere
		for _, ref := range c.dependencies {
			if id := r.Lookup(ref); id != sbom.None {
				n := r.Node(id)
				n.Completeness = weaker(n.Completeness, c.completeness)
			}
		}
		for _, ref := range c.assemblies {
			if id := r.Lookup(ref); id != sbom.None {
				n := r.Node(id)
				n.Assembly = weaker(n.Assembly, c.completeness)
				whole = whole || id == r.Doc.Root
			}
		}
		if whole {
			r.Doc.Completeness = weaker(r.Doc.Completeness, c.completeness)
		}
	}
}

// weaker joins two claims about one thing: known gaps count more than doubt,
// doubt more than a claim to be complete.
func weaker(a, b sbom.Completeness) sbom.Completeness {
	for _, c := range []sbom.Completeness{sbom.Incomplete, sbom.CompletenessUnknown, sbom.Complete} {
		if a == c || b == c {
			return c
		}
	}
	return sbom.CompletenessUnstated
}
