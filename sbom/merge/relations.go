// SPDX-License-Identifier: Apache-2.0

package merge

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// edge is a relation between two nodes of the documents.
type edge struct {
	from, to num
	scope    sbom.Scope
}

// relate gathers the relations, follows those that lead from one document into
// another, and makes them relations of the whole.
func (m *merger) relate() {
	for i, d := range m.docs {
		base := m.base[i]
		for _, e := range d.Depends {
			m.depends = append(m.depends, edge{base + num(e.From), base + num(e.To), e.Scope})
		}
		for _, e := range d.Contains {
			m.contains = append(m.contains, edge{base + num(e.From), base + num(e.To), e.Scope})
		}
	}
	r := relations{m: m, seen: make(map[sbom.Relation]bool)}
	for i, d := range m.docs {
		for _, rel := range d.Relations {
			r.add(rel.Type, m.base[i]+num(rel.From), m.base[i]+num(rel.To), rel.Scope)
		}
	}
	r.followOutside()
	m.out.Depends = m.edges(m.depends, &r.loops)
	m.out.Contains = m.edges(m.contains, &r.loops)
	r.note()
	m.dangle()
}

// relations are those of the whole that have no meaning in the model, and
// those that lead out of it.
type relations struct {
	m     *merger
	seen  map[sbom.Relation]bool
	names documentNames

	loops      tally // relations that would lead from a thing to itself
	missing    tally // references into a document given to what it does not have
	unanchored tally // relations of a document as a whole
}

func (r *relations) add(kind string, from, to num, scope sbom.Scope) {
	m := r.m
	rel := sbom.Relation{Type: kind, From: m.merged[from], To: m.merged[to], Scope: scope}
	if rel.From == rel.To && from != to {
		r.loops.count(func() diag.Position { return m.at(from) })
		return
	}
	if !r.seen[rel] {
		r.seen[rel] = true
		m.out.Relations = append(m.out.Relations, rel)
	}
}

// followOutside turns relations into documents given into relations of the
// whole, and keeps the others with the documents they lead into.
func (r *relations) followOutside() {
	m := r.m
	m.below = make(map[sbom.ID]bool)
	r.names = newDocumentNames()
	for i, d := range m.docs {
		for _, x := range d.Documents {
			if m.links.resolveDocument(i, x) < 0 {
				r.names.keep(i, x)
			}
		}
	}
	for i, d := range m.docs {
		for _, e := range d.Outside {
			to := m.links.resolve(i, e.To)
			switch {
			case to.node != noNum && e.From != sbom.None:
				r.inside(i, e, to.node)
				continue
			case to.node != noNum:
				r.unanchored.count(func() diag.Position { return diag.Position{File: d.File, Pointer: e.Pointer, Line: e.Line} })
			case to.doc >= 0:
				r.missing.count(func() diag.Position { return diag.Position{File: d.File, Pointer: e.Pointer, Line: e.Line} })
			}
			r.outside(i, e)
		}
	}
	m.out.Documents = r.names.list
}

// inside adds a relation from one document into another one.
func (r *relations) inside(doc int, e sbom.OutsideEdge, other num) {
	m := r.m
	own := m.base[doc] + num(e.From)
	from, to := own, other
	if e.Reversed {
		from, to = to, from
	}
	if m.merged[from] == m.merged[to] && m.bonds[own] && e.Type == describes {
		return // it is what made the two one
	}
	if (e.Type == dependsOn || e.Type == contains) && m.merged[from] != m.merged[to] {
		m.below[m.merged[to]] = true
	}
	switch e.Type {
	case dependsOn:
		m.depends = append(m.depends, edge{from, to, e.Scope})
	case contains:
		m.contains = append(m.contains, edge{from, to, e.Scope})
	default:
		r.add(e.Type, from, to, e.Scope)
	}
}

// outside keeps a relation that leads out of the documents given. Place and
// line of its source mean nothing in the whole.
func (r *relations) outside(doc int, e sbom.OutsideEdge) {
	m := r.m
	if e.From != sbom.None {
		e.From = m.merged[m.base[doc]+num(e.From)]
	}
	e.To = r.names.rename(m, doc, e.To)
	e.Pointer, e.Line = "", 0
	if !r.names.seen[e] {
		r.names.seen[e] = true
		m.out.Outside = append(m.out.Outside, e)
	}
}

func (r *relations) note() {
	notes := &r.m.notes
	if t := r.loops; t.n > 0 {
		notes.add(diag.Info, t.at, "merge/self-loop", "",
			"relations that lead from a thing to itself now that it is one are not kept; there are %d", t.n)
	}
	if t := r.missing; t.n > 0 {
		notes.add(diag.Warning, t.at, "merge/missing-element", "give the revision of the document that was meant",
			"references to elements that documents given do not have stay outside; there are %d", t.n)
	}
	if t := r.unanchored; t.n > 0 {
		notes.add(diag.Info, t.at, "merge/document-relation", "",
			"relations into documents given that are not a component's but a document's stay outside; there are %d", t.n)
	}
}

// edges makes edges of the whole: one for each pair of ends, in the order in
// which the pairs first occur and with the widest scope.
func (m *merger) edges(list []edge, loops *tally) []sbom.Edge {
	out := make([]sbom.Edge, 0, len(list))
	offsets := make([]int32, len(m.out.Nodes)+1)
	for _, e := range list {
		from, to := m.merged[e.from], m.merged[e.to]
		if from == to && e.from != e.to {
			loops.count(func() diag.Position { return m.at(e.from) })
			continue
		}
		out = append(out, sbom.Edge{From: from, To: to, Scope: e.scope})
		offsets[from+1]++
	}
	for i := range m.out.Nodes {
		offsets[i+1] += offsets[i]
	}
	order := make([]int32, len(out))
	for i, e := range out {
		order[offsets[e.From]] = int32(i)
		offsets[e.From]++
	}
	// Edges are met grouped by start, so that one mark per node tells a
	// repeated end without a table of all pairs.
	mark := make([]int32, len(m.out.Nodes)) // the edge that reached it last, plus 1
	repeated := make([]bool, len(out))
	for _, i := range order {
		e := out[i]
		if j := mark[e.To]; j > 0 && out[j-1].From == e.From {
			repeated[i] = true
			out[j-1].Scope = wider(out[j-1].Scope, e.Scope)
			continue
		}
		mark[e.To] = i + 1
	}
	kept := out[:0]
	for i, e := range out {
		if !repeated[i] {
			kept = append(kept, e)
		}
	}
	return kept
}

// dangle carries over the references that lead nowhere.
func (m *merger) dangle() {
	seen := make(map[[2]string]bool)
	for i, d := range m.docs {
		for _, r := range d.Dangling {
			r.From = m.refIn(i, r.From)
			if key := [2]string{r.From, r.To}; !seen[key] {
				seen[key] = true
				r.Pointer, r.Line = "", 0
				m.out.Dangling = append(m.out.Dangling, r)
			}
		}
	}
}

// documentNames are the names that the whole has for documents that are not
// among those given.
type documentNames struct {
	list  []sbom.ExternalDocument
	byURI map[string]int            // with a name or without: SPDX and BOM-Links
	taken map[string]bool           // names that documents have
	names map[documentName]string   // what the name of a document in an input became
	seen  map[sbom.OutsideEdge]bool // relations that are kept already
}

type documentName struct {
	doc int
	ref string
}

func newDocumentNames() documentNames {
	return documentNames{
		byURI: make(map[string]int), taken: make(map[string]bool),
		names: make(map[documentName]string), seen: make(map[sbom.OutsideEdge]bool),
	}
}

// keep lists a document, under a name that no other one has.
func (n *documentNames) keep(doc int, x sbom.ExternalDocument) {
	key := x.URI
	if x.Ref != "" {
		key = docRef + key
	}
	i, known := n.byURI[key]
	if !known || x.URI == "" {
		stated := x.Ref
		for k := 2; x.Ref != "" && n.taken[x.Ref]; k++ {
			x.Ref = stated + "-" + strconv.Itoa(k)
		}
		i = len(n.list)
		n.byURI[key], n.taken[x.Ref] = i, true
		n.list = append(n.list, x)
		if stated != "" {
			n.names[documentName{doc, stated}] = x.Ref
		}
		return
	}
	if x.Ref != "" {
		n.names[documentName{doc, x.Ref}] = n.list[i].Ref
	}
	n.list[i].Hashes = uniteBy(n.list[i].Hashes, x.Hashes, foldHash, nil)
}

// rename gives a reference the name that its document has in the whole. A
// document that was given, but lacks the element, is listed now.
func (n *documentNames) rename(m *merger, doc int, to string) string {
	if strings.HasPrefix(to, linkScheme) {
		uri, _, _ := strings.Cut(to, "#")
		if _, known := n.byURI[uri]; !known {
			n.keep(doc, sbom.ExternalDocument{URI: uri})
		}
		return to
	}
	ref, element, isRef := strings.Cut(to, ":")
	if !strings.HasPrefix(to, docRef) || !isRef {
		return to
	}
	name, ok := n.names[documentName{doc, ref}]
	if !ok {
		if uri := m.links.namesOf(doc).refs[ref]; uri != "" {
			n.keep(doc, sbom.ExternalDocument{Ref: ref, URI: uri})
			name = n.names[documentName{doc, ref}]
		}
	}
	return cmp.Or(name, ref) + ":" + element
}
