// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"bytes"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// target reads a reference. A BOM-Link (urn:cdx:serial/version#ref) into this
// document is the reference behind its #, one into another is outside.
func (r *reader) target() scan.Ref { return r.targetOf(r.Bytes()) }

func (r *reader) targetOf(b []byte) scan.Ref {
	link, ok := bytes.CutPrefix(b, []byte("urn:cdx:"))
	if !ok {
		return r.Ref(b)
	}
	serial, local, _ := bytes.Cut(link, []byte("#"))
	serial, _, _ = bytes.Cut(serial, []byte("/"))
	if len(local) > 0 && len(serial) > 0 && bytes.HasSuffix([]byte(r.serial), serial) {
		return r.Ref(local)
	}
	ref := r.Ref(b)
	r.BindOutside(ref)
	return ref
}

// dependencies reads the dependency list, numbering from index, and returns
// the next number.
func (r *reader) dependencies(index int32) int32 {
	if !r.Array() {
		return index
	}
	for ; r.Element(); index++ {
		r.dependency(index)
	}
	return index
}

// dependency reads one entry. `provides` says what a component implements: no
// dependency, and not read.
func (r *reader) dependency(index int32) {
	if !r.Object() {
		return
	}
	start := r.Line()
	from := scan.NoRef
	var early []scan.Ref // dependsOn before ref
	items := int32(0)
	for r.Member() {
		switch string(r.Name()) {
		case "ref":
			if from = r.target(); from != scan.NoRef {
				r.Link(scan.Mentions, from, scan.NoRef, 0, r.At(scan.NameDependencies, index, scan.NameRef, -1))
			}
		case "dependsOn":
			r.EachString(func(b []byte) {
				to := r.targetOf(b)
				if from == scan.NoRef {
					early = append(early, to)
				} else {
					r.Link(scan.Depends, from, to, 0, r.At(scan.NameDependencies, index, scan.NameDependsOn, items))
				}
				items++
			})
		case "provides":
		default:
			r.unknown("a dependency")
		}
	}
	if from == scan.NoRef {
		r.NoteFrom(start, diag.Error, "cyclonedx/dependency", "give the entry a ref", "the dependency has no ref; it is not read")
		return
	}
	for i, to := range early {
		r.Link(scan.Depends, from, to, 0, r.At(scan.NameDependencies, index, scan.NameDependsOn, int32(i)))
	}
}

// claim is one composition: what it says of the named elements.
type claim struct {
	completeness sbom.Completeness
	dependencies []scan.Ref
	assemblies   []scan.Ref
	elsewhere    bool // it is about vulnerabilities only
}

func (r *reader) compositions() {
	if !r.Array() {
		return
	}
	for i := int32(0); r.Element(); i++ {
		if !r.Object() {
			continue
		}
		var c claim
		for r.Member() {
			switch string(r.Name()) {
			case "aggregate":
				c.completeness = r.aggregate()
			case "assemblies":
				c.assemblies = r.mentioned(i, scan.NameAssemblies)
			case "dependencies":
				c.dependencies = r.mentioned(i, scan.NameDependencies)
			case "vulnerabilities":
				c.elsewhere = true
			case "bom-ref":
				r.BindOther(r.Ref(r.Bytes()))
			case "signature":
			default:
				r.unknown("a composition")
			}
		}
		r.claims = append(r.claims, c)
	}
}

func (r *reader) mentioned(index int32, field scan.Name) []scan.Ref {
	var refs []scan.Ref
	r.EachString(func(b []byte) {
		ref := r.targetOf(b)
		r.Link(scan.Mentions, ref, scan.NoRef, 0, r.At(scan.NameCompositions, index, field, int32(len(refs))))
		refs = append(refs, ref)
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
		for _, ref := range c.dependencies {
			if id := r.Lookup(ref); id != sbom.None {
				n := r.Doc.Node(id)
				n.Completeness = weaker(n.Completeness, c.completeness)
			}
		}
		whole := len(c.assemblies) == 0 && len(c.dependencies) == 0 && !c.elsewhere
		root := r.Doc.Root
		if root != sbom.None && slices.ContainsFunc(c.assemblies, func(ref scan.Ref) bool { return r.Lookup(ref) == root }) {
			whole = true
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
