// SPDX-License-Identifier: Apache-2.0

package spdx3

import (
	"slices"
	"strconv"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// settleRelations gives every relation its meaning, now that all ends are
// known.
func (r *reader) settleRelations() {
	r.amend()
	for i := range r.relations {
		x := &r.relations[i]
		rt := &r.uses.list[x.kind]
		r.odd(x, rt)
		switch rt.role {
		case declares, concludes:
			r.settleLicense(x, rt)
		case assesses, associates:
			r.settleVerdict(x, rt)
		case describes:
			r.settleDescribes(x)
		default:
			r.settleRelation(x, rt)
		}
	}
}

// odd notes a type that SPDX 3 does not have.
func (r *reader) odd(x *relation, rt *relationType) {
	at := x.element()
	switch {
	case rt.known:
	case rt.written == oldDependency:
		r.tallyOnce(tallyOldRelation, "the type SoftwareDependencyRelationship was given up before SPDX 3.0; its relations are kept, but not counted as dependencies", "LifecycleScopedRelationship", at)
	case rt.role == old:
		r.tallyOnce(tallyOldRelation, strconv.Quote(rt.written)+" is a name of SPDX 2; the relations are kept, but not counted as dependencies or containment", rt.name, at)
	case rt.name != value(rt.written):
		r.tallyOnce(tallyOldRelation, strconv.Quote(rt.written)+" is a name of SPDX 2; it is read as "+rt.name, rt.name, at)
	default:
		r.tallyOnce(tallyOldRelation, strconv.Quote(rt.written)+" is no type of relationship; it is kept as stated", "a type of the specification", at)
	}
}

func (r *reader) tallyOnce(kind tallyKind, name, more string, u use) {
	if t := r.tallies[tallyKey{kind, name}]; t != nil {
		t.n++
		return
	}
	r.tallyAt(kind, name, more, r.at(u))
}

// settleRelation makes edges, relations and relations into other documents.
func (r *reader) settleRelation(x *relation, rt *relationType) {
	from, what := r.end(x.from)
	if what == isMissing {
		r.dangling(scan.NoRef, x.from, r.at(x.use(-1)))
	}
	scope := x.scope
	if rt.scope != sbom.ScopeUnstated {
		scope = rt.scope
	}
	none, empty := false, true
	for i, ref := range r.to(x) {
		if ref == scan.NoRef {
			continue
		}
		empty = false
		to, whatTo := r.end(ref)
		switch {
		case whatTo == isMissing:
			r.dangling(x.from, ref, r.at(x.use(i)))
		case whatTo == isNone:
			none = true
		case whatTo == isUnsaid:
			r.complete(from, rt, sbom.CompletenessUnknown)
		case what == isNode && whatTo == isNode:
			r.edge(x, rt, from, to, ref, scope)
		case what == isOutside && whatTo == isNode, what == isNode && whatTo == isOutside:
			r.abroad(x, rt, i, from, to, scope)
		case what != isMissing:
			r.unkept(x, rt, x.from, ref)
		}
	}
	c := x.completeness
	if none && c == sbom.CompletenessUnstated {
		c = sbom.Complete
	}
	if c == sbom.Complete && scope != sbom.ScopeUnstated && scope != sbom.ScopeRuntime {
		return // all that is needed to build says nothing of what is needed to run
	}
	if rt.name == "dependsOn" || rt.name == "contains" {
		r.complete(from, rt, c)
	}
	if empty && c == sbom.CompletenessUnstated {
		r.NoteAt(diag.Warning, r.at(x.element()), "spdx3/relationship", "state to, or completeness", "the relationship leads nowhere and does not say whether that is complete")
	}
}

// complete keeps the strictest claim: what is said to be incomplete stays so,
// and a set that is said to be complete is, however further ones are listed.
func (r *reader) complete(id sbom.ID, rt *relationType, c sbom.Completeness) {
	if id == sbom.None || c == sbom.CompletenessUnstated {
		return
	}
	n := r.Node(id)
	claim := &n.Completeness
	switch rt.role {
	case contains:
		claim = &n.Assembly
	case depends:
	default:
		return
	}
	rank := [...]int{sbom.CompletenessUnstated: 0, sbom.CompletenessUnknown: 1, sbom.Complete: 2, sbom.Incomplete: 3}
	if rank[c] > rank[*claim] {
		*claim = c
	}
}

// edge keeps a relation between two nodes.
func (r *reader) edge(x *relation, rt *relationType, from, to sbom.ID, ref scan.Ref, scope sbom.Scope) {
	switch rt.role {
	case depends:
		r.Link(scan.Depends, x.from, ref, scope, scan.Path{Line: x.line})
	case contains:
		r.Link(scan.Contains, x.from, ref, scope, scan.Path{Line: x.line})
	default:
		if m := r.Node(from).More; rt.role == trains && m != nil && m.Model != nil {
			if name := r.Node(to).Ref; rt.name == "trainedOn" && !slices.Contains(m.Model.Datasets, name) {
				m.Model.Datasets = append(m.Model.Datasets, name)
			}
		}
		rel := sbom.Relation{Type: rt.name, From: from, To: to, Scope: scope}
		if !r.related[rel] {
			if r.related == nil {
				r.related = make(map[sbom.Relation]bool)
			}
			r.related[rel] = true
			r.Doc.Relations = append(r.Doc.Relations, rel)
		}
	}
}

// abroad keeps a relation with an element of another document.
func (r *reader) abroad(x *relation, rt *relationType, i int, from, to sbom.ID, scope sbom.Scope) {
	e := sbom.OutsideEdge{From: from, Type: rt.name, Scope: scope}
	foreign, u := r.to(x)[i], x.use(i)
	if from == sbom.None {
		e.From, e.Reversed = to, true
		foreign, u = x.from, x.use(-1)
	}
	e.To = r.RefName(foreign)
	if rt.role == depends {
		e.Type = "dependsOn"
	}
	at := r.at(u)
	e.Pointer, e.Line = at.Pointer, at.Line
	r.Doc.Outside = append(r.Doc.Outside, e)
	r.leadsOut(foreign, u)
}

// unkept counts a relation with what is no node.
func (r *reader) unkept(x *relation, rt *relationType, from, to scan.Ref) {
	if rt.name == "amendedBy" && r.slot(from).class == classAssessment {
		return // see amend
	}
	at := x.element()
	what := "relations of type " + rt.name + " from " + r.called(from)
	if to != scan.NoRef {
		what += " to " + r.called(to)
	}
	r.tallyOnce(tallyRelation, what, "", at)
}
