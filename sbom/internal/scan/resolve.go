// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"strconv"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// resolve turns links into edges between nodes, and what leads nowhere into
// dangling references.
func (b *Builder) resolve() {
	d := b.Doc
	seen := make(map[[2]Ref]bool)
	d.Depends = make([]sbom.Edge, 0, b.links.n)
	var described []sbom.ID
	for i := range b.links.n {
		l := b.links.at(i)
		from, to := b.end(l, l.from, seen), b.end(l, l.to, seen)
		if l.kind == Describes && to != sbom.None {
			described = append(described, to)
		}
		if from == sbom.None || to == sbom.None {
			continue
		}
		switch e := (sbom.Edge{From: from, To: to, Scope: l.scope}); l.kind {
		case Depends:
			d.Depends = append(d.Depends, e)
		case Contains:
			d.Contains = append(d.Contains, e)
		}
	}
	b.links = column[link]{}
	d.Depends = distinct(len(d.Nodes), d.Depends)
	d.Contains = distinct(len(d.Nodes), d.Contains)
	b.root(described)
}

// root takes the first described package, else the first described node.
func (b *Builder) root(described []sbom.ID) {
	if b.Doc.Root != sbom.None || len(described) == 0 {
		return
	}
	b.Doc.Root = described[0]
	others := 0
	for _, id := range described {
		if b.Doc.Node(b.Doc.Root).Kind != sbom.KindComponent && b.Doc.Node(id).Kind == sbom.KindComponent {
			b.Doc.Root = id
		}
		if id != described[0] {
			others++
		}
	}
	if others > 0 {
		b.NoteAt(diag.Info, b.Doc.Position(b.Doc.Root), "sbom/several-roots", "",
			"the document describes several elements; %q, the first, is taken as its subject", b.Doc.Node(b.Doc.Root).Name)
	}
}

// end returns the node at one end of a link. What is missing is noted once
// for each pair of ends.
func (b *Builder) end(l *link, r Ref, seen map[[2]Ref]bool) sbom.ID {
	if r == NoRef {
		return sbom.None
	}
	id := b.targets[r]
	if id >= 0 {
		return id
	}
	if id == other {
		if l.kind == Depends || l.kind == Contains {
			b.NoteAt(diag.Info, b.Place(l.pointer(), l.line), "sbom/relation-not-kept", "",
				"%q is no component, service or file; the relation is not kept", b.names[r])
		}
		return sbom.None
	}
	from := l.from
	if r == l.from && l.from != l.to {
		from = NoRef // the start of the link is itself what is missing
	}
	key := [2]Ref{from, r}
	if seen[key] {
		return sbom.None
	}
	seen[key] = true
	at := b.Place(l.pointer(), l.line)
	if id == outside {
		b.NoteAt(diag.Info, at, "sbom/external-reference", "give the other document as an input too, to have its contents assessed",
			"%q is in another document", b.names[r])
		return sbom.None
	}
	b.Doc.Dangling = append(b.Doc.Dangling, sbom.Reference{
		From: b.RefName(from), To: b.names[r], Pointer: at.Pointer, Line: at.Line,
	})
	b.NoteAt(diag.Warning, at, "sbom/dangling-reference", "list the element, or correct the reference",
		"the document has no element %q", b.names[r])
	return sbom.None
}

func (l *link) pointer() string {
	s := "/" + l.list.String() + "/" + strconv.Itoa(int(l.entry))
	if l.field == NoName {
		return s
	}
	s += "/" + l.field.String()
	if l.item < 0 {
		return s
	}
	return s + "/" + strconv.Itoa(int(l.item))
}

// distinct drops edges whose ends an earlier edge has, in place and keeping
// the order. Edges are grouped by start so that one mark per node tells a
// repeated end, without a hash table of all pairs.
func distinct(nodes int, edges []sbom.Edge) []sbom.Edge {
	offsets := make([]int32, nodes+1)
	for _, e := range edges {
		offsets[e.From+1]++
	}
	for i := range nodes {
		offsets[i+1] += offsets[i]
	}
	order := make([]int32, len(edges))
	for i, e := range edges {
		order[offsets[e.From]] = int32(i)
		offsets[e.From]++
	}
	mark := make([]sbom.ID, nodes) // To → last From that reached it, plus 1
	repeated := make([]bool, len(edges))
	for _, i := range order {
		e := edges[i]
		repeated[i] = mark[e.To] == e.From+1
		mark[e.To] = e.From + 1
	}
	kept := edges[:0]
	for i, e := range edges {
		if !repeated[i] {
			kept = append(kept, e)
		}
	}
	return kept
}
