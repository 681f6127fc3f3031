// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"fmt"

	"github.com/kedja/kedja/sbom"
)

// deepest is how deep components are nested in what is written: every level
// takes two of the nesting that readers allow, 512 in this one.
const deepest = 200

// tree says which node is written within which.
type tree struct {
	tops, services []sbom.ID // at the top level, in document order
	below          *sbom.Adjacency
}

// plant decides on the tree: the nesting of the source first, then the
// containment that it states, as far as that is a tree.
func (w *encoder) plant() tree {
	parent := make([]sbom.ID, len(w.doc.Nodes))
	for i := range parent {
		parent[i] = sbom.None
	}
	if !w.opts.Flat {
		for id, n := range w.doc.All() {
			// A reader makes every parent before its children; a document made
			// by hand must not make a loop.
			if n.Parent >= 0 && n.Parent < id && w.holds(n.Parent, id) {
				parent[id] = n.Parent
			}
		}
		for _, e := range w.doc.Contains {
			if w.valid(e.From) && w.valid(e.To) && parent[e.To] == sbom.None && w.holds(e.From, e.To) && !above(parent, e.To, e.From) {
				parent[e.To] = e.From
			}
		}
	}
	t := w.grow(parent)
	for _, e := range w.doc.Contains {
		if !w.valid(e.To) || parent[e.To] != e.From {
			why := "one component stands within one other, of the kinds that CycloneDX nests"
			if w.opts.Flat {
				why = "every component was asked for at the top level"
			}
			w.log.Lost(e.To, "relations of containment", why)
		}
	}
	return t
}

func (w *encoder) valid(id sbom.ID) bool { return id >= 0 && int(id) < len(w.doc.Nodes) }

// holds reports whether a node can be written within another one: services
// within services, all else within components, the root within nothing.
func (w *encoder) holds(outer, inner sbom.ID) bool {
	if outer == inner || inner == w.doc.Root {
		return false
	}
	return (w.doc.Node(outer).Kind == sbom.KindService) == (w.doc.Node(inner).Kind == sbom.KindService)
}

// above reports whether a node is the other one or stands above it, or so far
// down that this cannot be said cheaply.
func above(parent []sbom.ID, node, other sbom.ID) bool {
	for n := 0; other != sbom.None; n++ {
		if other == node || n > deepest {
			return true
		}
		other = parent[other]
	}
	return false
}

// grow lists the children of every node. What would stand too deep is put at
// the top.
func (w *encoder) grow(parent []sbom.ID) tree {
	depth := make([]int32, len(parent))
	edges := make([]sbom.Edge, 0, len(parent))
	var t tree
	for id, n := range w.doc.All() {
		w.depth(parent, depth, id)
		switch {
		case parent[id] != sbom.None:
			edges = append(edges, sbom.Edge{From: parent[id], To: id})
		case id == w.doc.Root:
		case n.Kind == sbom.KindService:
			t.services = append(t.services, id)
		default:
			t.tops = append(t.tops, id)
		}
	}
	t.below = sbom.NewAdjacency(len(parent), edges)
	return t
}

// depth finds how deep a node stands, from 1, and all above it. What would be
// too deep has no parent any more and begins anew.
func (w *encoder) depth(parent []sbom.ID, known []int32, id sbom.ID) {
	var way []sbom.ID
	for ; id != sbom.None && known[id] == 0; id = parent[id] {
		way = append(way, id)
	}
	d := int32(0)
	if id != sbom.None {
		d = known[id]
	}
	for i := len(way) - 1; i >= 0; i-- {
		if d++; d > deepest {
			parent[way[i]] = sbom.None
			d = 1
		}
		known[way[i]] = d
	}
}

// name gives the nodes their references: the source's where no other node has
// it, and one of their own to nodes that need one and have none.
func (w *encoder) name() {
	w.refs = make([]string, len(w.doc.Nodes))
	for id, n := range w.doc.All() {
		if n.Ref != "" && !w.taken[n.Ref] {
			w.refs[id] = n.Ref
			w.taken[n.Ref] = true
		}
	}
	needed := w.needed()
	type looks struct{ group, name, version, purl string }
	seen := map[looks]bool{}
	for id, n := range w.doc.All() {
		if w.refs[id] == "" && n.Ref == "" {
			l := looks{group: n.Group, name: n.Name, version: n.Version}
			if len(n.PURLs) > 0 {
				l.purl = n.PURLs[0]
			}
			needed[id] = needed[id] || seen[l] // CycloneDX forbids equal entries
			seen[l] = true
		}
		switch {
		case w.refs[id] != "":
		case n.Ref != "":
			w.refs[id] = w.fresh(n.Ref)
			w.log.Changed(id, "references that several elements have", "each element has one of its own")
		case needed[id]:
			w.refs[id] = w.fresh(base(n))
			w.log.Changed(id, "elements without a reference", "they have one, because something refers to them or another element looks the same")
		}
	}
}

// base is what a made reference begins with.
func base(n *sbom.Node) string {
	switch {
	case len(n.PURLs) > 0:
		return n.PURLs[0]
	case n.Version != "":
		return n.Name + "@" + n.Version
	case n.Name != "":
		return n.Name
	}
	return "element"
}

// fresh returns a reference that nothing has: base, or base with a number.
func (w *encoder) fresh(base string) string {
	ref := base
	for w.taken[ref] {
		w.numbers[base]++
		ref = fmt.Sprintf("%s#%d", base, w.numbers[base]+1)
	}
	w.taken[ref] = true
	return ref
}

// needed marks the nodes that something in the document refers to.
func (w *encoder) needed() []bool {
	d := w.doc
	marks := make([]bool, len(d.Nodes))
	mark := func(id sbom.ID) {
		if w.valid(id) {
			marks[id] = true
		}
	}
	for _, e := range d.Depends {
		mark(e.From)
		mark(e.To)
	}
	for _, r := range d.Relations {
		if r.Type == "provides" {
			mark(r.From)
			mark(r.To)
		}
	}
	for i := range d.Vulnerabilities {
		for _, id := range d.Vulnerabilities[i].Affects {
			mark(id)
		}
	}
	for i := range d.Annotations {
		for _, id := range d.Annotations[i].Subjects {
			mark(id)
		}
	}
	for _, e := range d.Outside {
		if e.Type == "dependsOn" && !e.Reversed {
			mark(e.From)
		}
	}
	for id, n := range d.All() {
		if n.Completeness != sbom.CompletenessUnstated || n.Assembly != sbom.CompletenessUnstated {
			mark(id)
		}
	}
	return marks
}
