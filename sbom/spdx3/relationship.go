// SPDX-License-Identifier: Apache-2.0

package spdx3

import (
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// relation is a Relationship; reader.ends holds where it leads.
type relation struct {
	from         scan.Ref
	first, n     int32
	verdict      int32 // -1 is none
	place, line  int32
	kind         uint16
	scope        sbom.Scope
	completeness sbom.Completeness
	amended      bool // an assessment that a later one replaces, or that is withdrawn
	whole        bool // its place is that of the whole element, not of a property
	listed       bool // to is a list
}

// relationship takes in a relationship and reports whether it has what it
// needs.
func (r *reader) relationship(it *item) bool {
	x := relation{
		from: first(it.to(propFrom)), first: int32(len(r.ends)), n: int32(len(it.to(propTo))), verdict: -1,
		place: r.place, line: it.line, whole: it.inside || r.expanded, listed: it.arrays&(1<<(propTo-refFirst)) != 0,
	}
	written := it.str(propRelationType)
	if written == "" && it.class == classAssessment {
		written = assessmentTypes[it.kind]
	}
	if x.from == scan.NoRef || written == "" {
		r.NoteFrom(it.line, diag.Error, "spdx3/relationship", "state from, relationshipType and to", "the relationship lacks an end or a type; it is not read")
		return false
	}
	x.kind = r.uses.of(written)
	r.qualify(it, &x)
	rt := &r.uses.list[x.kind]
	if it.class == classOldDependency && rt.role == depends {
		x.kind = r.uses.of(oldDependency)
		r.uses.list[x.kind].role, r.uses.list[x.kind].name = old, rt.name
	}
	if it.class == classAssessment || rt.role == assesses {
		x.verdict = int32(len(r.verdicts))
		r.verdicts = append(r.verdicts, r.verdict(it))
	}
	if len(r.ends)+len(it.to(propTo)) > r.limits.Edges {
		r.Limit("number of references", r.limits.Edges)
		return false
	}
	r.ends = append(r.ends, it.to(propTo)...)
	x.amended = it.str(propWithdrawn) != ""
	r.relations = append(r.relations, x)
	return true
}

// oldDependency is the type that relations of a class of the release
// candidates are counted under.
const oldDependency = "dependsOn of a SoftwareDependencyRelationship"

// qualify reads when the relation holds and how much of it is listed.
func (r *reader) qualify(it *item, x *relation) {
	var ok bool
	s := value(it.str(propScope))
	if x.scope, ok = scopes[s]; !ok {
		r.NoteFrom(it.line, diag.Warning, "spdx3/scope", "use a value of the specification", "%q is no LifecycleScopeType; it is not read", s)
	}
	if s == "design" || s == "other" {
		r.tallyAt(tallyNotKept, "scope "+s, "", r.Place(r.Pointer(), it.line))
	}
	c := value(it.str(propCompleteness))
	if x.completeness, ok = completenesses[c]; !ok {
		r.NoteFrom(it.line, diag.Warning, "spdx3/completeness", "use a value of the specification", "%q is no RelationshipCompleteness; it is not read", c)
	}
	if len(it.to(propFrom)) > 1 {
		r.NoteFrom(it.line, diag.Warning, "spdx3/several-values", "write one relationship for each from", "the relationship has several starts; the first is taken")
	}
}

// use is the place of the i-th end of a relation; its start is -1.
func (x *relation) use(i int) use {
	u := use{place: x.place, line: x.line, item: -1, field: propFrom}
	if i >= 0 {
		u.field = propTo
		if x.listed {
			u.item = int32(i)
		}
	}
	if x.whole {
		u.field = propNone
	}
	return u
}

// element is the place of the relation as a whole.
func (x *relation) element() use { return use{place: x.place, line: x.line, item: -1} }

// to are the references that the relation leads to.
func (r *reader) to(x *relation) []scan.Ref { return r.ends[x.first : x.first+x.n] }

// target is what one end of a relation turns out to be.
type target uint8

const (
	isNode target = iota
	isNone
	isUnsaid  // NOASSERTION
	isOutside // in another document
	isOther   // an element that is no node
	isMissing
)

// end looks up one end of a relation.
func (r *reader) end(ref scan.Ref) (sbom.ID, target) {
	switch s := r.slot(ref); {
	case s.class.node():
		return sbom.ID(s.at), isNode
	case s.class == classOutside:
		return sbom.None, isOutside
	case s.class == classElement:
		if none, ok := individual(r.licenses[s.at].text); ok {
			return sbom.None, said(none)
		}
		return sbom.None, isOther
	case s.class != classNone:
		return sbom.None, isOther
	}
	if none, ok := individual(r.RefName(ref)); ok {
		return sbom.None, said(none)
	}
	if r.elsewhere(ref) {
		return sbom.None, isOutside
	}
	return sbom.None, isMissing
}

func said(none bool) target {
	if none {
		return isNone
	}
	return isUnsaid
}

// called says in a word what a reference names.
func (r *reader) called(ref scan.Ref) string {
	switch c := r.slot(ref).class; {
	case c.node():
		return "a component"
	case c == classOutside || (c == classNone && r.elsewhere(ref)):
		return "an element of another document"
	case c >= classAgent && c <= classTool:
		return "an agent or tool"
	case c == classDocument || c == classSBOM || c == classBOM:
		return "a document"
	case c == classVulnerability:
		return "a vulnerability"
	case c.license():
		return "a licence"
	case c == classBuild:
		return "a build"
	case c == classSnippet:
		return "a snippet"
	}
	return "another element"
}

// settleLicense gives the start of the relation its licences.
func (r *reader) settleLicense(x *relation, rt *relationType) {
	from, what := r.end(x.from)
	switch what {
	case isMissing:
		r.dangling(scan.NoRef, x.from, r.at(x.use(-1)))
	case isOther:
		r.unkept(x, rt, x.from, scan.NoRef)
	}
	for i, ref := range r.to(x) {
		text, ok := r.licenseText(ref, x.from, x.use(i), 0)
		if !ok || from == sbom.None {
			continue
		}
		n := r.Node(from)
		if rt.role == declares {
			r.licensed(n, text, &n.Declared)
		} else {
			r.licensed(n, text, &n.Concluded)
		}
	}
}

// settleDescribes keeps what the document is said to describe.
func (r *reader) settleDescribes(x *relation) {
	_, what := r.end(x.from)
	if what == isNode {
		r.settleRelation(x, &r.uses.list[x.kind])
		return
	}
	if what == isMissing {
		r.dangling(scan.NoRef, x.from, r.at(x.use(-1)))
	}
	for i, ref := range r.to(x) {
		if ref == scan.NoRef {
			continue
		}
		switch _, to := r.end(ref); to {
		case isNode:
			r.described = append(r.described, ref)
		case isMissing:
			r.dangling(x.from, ref, r.at(x.use(i)))
		case isOutside:
			r.leadsOut(ref, x.use(i))
		}
	}
}
