// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"maps"
	"slices"
	"strings"

	"github.com/spdx/tools-golang/spdx/v2/common"
	v23 "github.com/spdx/tools-golang/spdx/v2/v2_3"

	"github.com/kedja/kedja/sbom"
)

// scoped are the types of dependencies that say when they hold. They run from
// what is needed to what needs it.
var scoped = [...]string{
	sbom.ScopeOptional: "OPTIONAL_DEPENDENCY_OF",
	sbom.ScopeRuntime:  "RUNTIME_DEPENDENCY_OF",
	sbom.ScopeProvided: "PROVIDED_DEPENDENCY_OF",
	sbom.ScopeBuild:    "BUILD_DEPENDENCY_OF",
	sbom.ScopeDev:      "DEV_DEPENDENCY_OF",
	sbom.ScopeTest:     "TEST_DEPENDENCY_OF",
}

// relationships writes what is described, then dependencies, containment,
// other relations, relations into other documents and what is complete.
func (w *encoder) relationships() []*v23.Relationship {
	r := &relations{w: w}
	r.describes()
	for _, e := range w.doc.Depends {
		r.depends(e)
	}
	for _, e := range w.doc.Contains {
		if r.both(e.From, e.To, "relations of containment with services") {
			r.add(w.ids[e.From], "CONTAINS", w.ids[e.To], "")
		}
	}
	r.other()
	r.outside()
	r.complete()
	return r.list
}

type relations struct {
	w    *encoder
	list []*v23.Relationship
}

func (r *relations) add(from common.ElementID, kind string, to common.ElementID, comment string) {
	r.list = append(r.list, &v23.Relationship{
		RefA: common.DocElementID{ElementRefID: from}, RefB: common.DocElementID{ElementRefID: to},
		Relationship: kind, RelationshipComment: comment,
	})
}

// both reports whether both ends are written.
func (r *relations) both(from, to sbom.ID, what string) bool {
	if r.w.ids[from] != "" && r.w.ids[to] != "" {
		return true
	}
	r.w.log.Lost(from, what, "SPDX 2 has no services")
	return false
}

// describes says what the document is about. SPDX demands it: where the
// source names nothing, it is what nothing else needs or contains.
func (r *relations) describes() {
	w := r.w
	if root := w.doc.Root; root != sbom.None && w.ids[root] != "" {
		r.add(docID, "DESCRIBES", w.ids[root], "")
		return
	}
	var tops, all []sbom.ID
	for id := range w.doc.All() {
		if w.ids[id] == "" || w.files[id] {
			continue
		}
		if all = append(all, id); !w.facts[id].needed && !w.facts[id].within {
			tops = append(tops, id)
		}
	}
	if len(tops) == 0 {
		tops = all[:min(1, len(all))] // a circle: one end is as good as another
	}
	for _, id := range tops {
		w.log.Invented(id, "subjects of the document", "they are the packages that no other one needs or contains")
		r.add(docID, "DESCRIBES", w.ids[id], "")
	}
}

func (r *relations) depends(e sbom.Edge) {
	w := r.w
	if !r.both(e.From, e.To, "dependencies of and on services") {
		return
	}
	scope := e.Scope
	if scope == sbom.ScopeUnstated {
		scope = w.doc.Node(e.To).Scope
	}
	if int(scope) < len(scoped) && scoped[scope] != "" {
		r.add(w.ids[e.To], scoped[scope], w.ids[e.From], "")
		return
	}
	if e.Scope != sbom.ScopeUnstated {
		w.log.Lost(e.To, "scopes of dependencies", "SPDX 2 does not have them")
	}
	r.add(w.ids[e.From], "DEPENDS_ON", w.ids[e.To], "")
}

// kind is a type of relation in the model.
type kind struct {
	name  string
	scope sbom.Scope
}

// spelling is the type of SPDX 2 for it, and whether that runs the other way.
type spelling struct {
	name     string
	reversed bool
}

// spellings turns the table of the reader round. Of several types with one
// meaning the first that runs the same way is taken, else the first, but
// PATCH_FOR, which the specification explains, before PATCH_APPLIED.
func spellings() map[kind]spelling {
	out := map[kind]spelling{}
	for _, name := range slices.Sorted(maps.Keys(meanings)) {
		m := meanings[name]
		k := kind{m.name, m.scope}
		if old, ok := out[k]; !ok || old.reversed && !m.reversed || name == "PATCH_FOR" {
			out[k] = spelling{name, m.reversed}
		}
	}
	out[kind{"dependsOn", sbom.ScopeUnstated}] = spelling{name: "DEPENDS_ON"}
	return out
}

// spell returns the type of SPDX 2. ok is false when there is none, and OTHER
// is it.
func (w *encoder) spell(name string, scope sbom.Scope) (s spelling, ok bool) {
	if s, ok = w.spellings[kind{name, scope}]; ok {
		return s, true
	}
	if m, known := meanings[name]; known && m.use == other {
		return spelling{name: name}, true
	}
	return spelling{name: "OTHER"}, false
}

// other writes the relations that the model gives no meaning to.
func (r *relations) other() {
	w := r.w
	for _, rel := range w.doc.Relations {
		if !r.both(rel.From, rel.To, "other relations with services") {
			continue
		}
		s, ok := w.spell(rel.Type, rel.Scope)
		if m := meanings[s.name]; ok && m.use != other {
			// A reader did not take it for what its name says.
			s, ok = spelling{name: "OTHER"}, false
		}
		comment := ""
		if !ok {
			comment = rel.Type
			w.log.Changed(rel.From, "types of relations", "SPDX 2 does not have them; they are OTHER, with the type as a comment")
		}
		from, to := rel.From, rel.To
		if s.reversed {
			from, to = to, from
		}
		r.add(w.ids[from], s.name, w.ids[to], comment)
	}
}

// outside writes the relations into documents that are named beforehand.
func (r *relations) outside() {
	w := r.w
	named := map[string]bool{}
	for _, d := range w.documents {
		named[string(d.DocumentRefID)] = true
	}
	for _, e := range w.doc.Outside {
		document, element, _ := strings.Cut(e.To, ":")
		from := common.ElementID(docID)
		if e.From != sbom.None {
			from = w.ids[e.From]
		}
		if element == "" {
			element = docID
		}
		if !named[document] || from == "" {
			w.log.Lost(e.From, "relations into other documents", "SPDX 2 has them with elements of SPDX documents")
			continue
		}
		s, ok := w.spell(e.Type, e.Scope)
		rel := &v23.Relationship{
			RefA: common.DocElementID{ElementRefID: from}, Relationship: s.name,
			RefB: common.DocElementID{DocumentRefID: common.DocumentID(document), ElementRefID: common.ElementID(element)},
		}
		if !ok {
			rel.RelationshipComment = e.Type
		}
		if s.reversed != e.Reversed {
			rel.RefA, rel.RefB = rel.RefB, rel.RefA
		}
		r.list = append(r.list, rel)
	}
}

// complete writes what is said of how complete the inventory is: that there
// is nothing more is NONE, that this is not known is NOASSERTION.
func (r *relations) complete() {
	w := r.w
	for id, n := range w.doc.All() {
		if w.ids[id] == "" {
			continue
		}
		r.claim(id, w.ids[id], "DEPENDS_ON", n.Completeness, w.facts[id].depends)
		r.claim(id, w.ids[id], "CONTAINS", n.Assembly, w.facts[id].contains)
	}
	r.claim(sbom.None, docID, "CONTAINS", w.doc.Completeness, true)
}

func (r *relations) claim(at sbom.ID, id common.ElementID, kind string, c sbom.Completeness, has bool) {
	value := noAssertion
	switch c {
	case sbom.CompletenessUnstated:
		return
	case sbom.Complete:
		if has {
			r.w.log.Lost(at, "claims of completeness", "SPDX 2 can say that there is nothing, not that nothing is missing")
			return
		}
		value = "NONE"
	case sbom.Incomplete:
		r.w.log.Changed(at, "claims that something is missing", "SPDX 2 can say that it is not known")
	}
	r.list = append(r.list, &v23.Relationship{
		RefA: common.DocElementID{ElementRefID: id}, RefB: common.DocElementID{SpecialID: value}, Relationship: kind,
	})
}
