// SPDX-License-Identifier: Apache-2.0

package merge

import (
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// follow makes components and the roots of the documents that describe them
// one.
func (m *merger) follow() {
	m.links = newLinks(m.docs, m.base)
	m.bonds = make(map[num]bool)
	var list []bond
	for g := range num(len(m.home)) {
		if _, _, n := m.node(g); joins(n) && len(n.References) > 0 {
			list = m.bondsOf(g, n, list)
		}
	}
	if len(list) > 0 {
		m.tie(list)
	}
	m.compare()
}

// bond is a BOM-Link from a component to what a document describes.
type bond struct{ part, root num }

func (m *merger) bondsOf(g num, n *sbom.Node, list []bond) []bond {
	for _, ref := range n.References {
		if ref.Type != refTypeBOM || !strings.HasPrefix(ref.URL, linkScheme) {
			continue
		}
		to := m.links.resolve(int(m.home[g]), ref.URL)
		if to.node == noNum || to.doc == int(m.home[g]) {
			continue
		}
		if _, _, root := m.node(to.node); joins(root) {
			list = append(list, bond{g, to.node})
		}
	}
	return list
}

// tie makes one what BOM-Links say is one, as far as no two things of one
// document become one by it.
func (m *merger) tie(list []bond) {
	within := m.documentsOf(list)
	var differ, several tally
	for _, b := range list {
		part, root := m.sets.find(b.part), m.sets.find(b.root)
		switch {
		case part == root:
			m.bonds[b.part] = true
		case !m.agree(part, root):
			differ.count(func() diag.Position { return m.at(b.part) })
		case meet(within[part], within[root]):
			several.count(func() diag.Position { return m.at(b.part) })
		default:
			m.bonds[b.part] = true
			m.bind(part, root, within)
		}
	}
	if t := differ; t.n > 0 {
		m.notes.add(diag.Warning, t.at, "merge/bom-link", "correct the package URL, or the reference",
			"components whose BOM-Link leads to a document of something with another package URL are kept apart from it; there are %d", t.n)
	}
	if t := several; t.n > 0 {
		m.notes.add(diag.Warning, t.at, "merge/bom-link", "let one component refer to a document",
			"components whose BOM-Link leads to the same document as that of another one are kept apart from what it describes; there are %d", t.n)
	}
}

// documentsOf returns the documents that have nodes in the sets of the bonds.
func (m *merger) documentsOf(list []bond) map[num]map[int32]bool {
	within := make(map[num]map[int32]bool)
	for _, b := range list {
		within[m.sets.find(b.part)] = make(map[int32]bool)
		within[m.sets.find(b.root)] = make(map[int32]bool)
	}
	for g := range num(len(m.home)) {
		if docs := within[m.sets.find(g)]; docs != nil {
			docs[m.home[g]] = true
		}
	}
	return within
}

// meet reports whether two sets have an element in common.
func meet(a, b map[int32]bool) bool {
	if len(b) < len(a) {
		a, b = b, a
	}
	for x := range a {
		if b[x] {
			return true
		}
	}
	return false
}

// agree reports whether two sets of nodes can be one: not when both have
// package URLs that differ.
func (m *merger) agree(a, b num) bool {
	x, y := m.purls[a], m.purls[b]
	return x < 0 || y < 0 || x == y
}

// bind makes two sets one that agree.
func (m *merger) bind(a, b num, within map[num]map[int32]bool) {
	key := max(m.purls[a], m.purls[b])
	docs, others := within[a], within[b]
	if len(docs) < len(others) {
		docs, others = others, docs
	}
	for doc := range others {
		docs[doc] = true
	}
	set := m.sets.unite(a, b)
	m.purls[set], within[set] = key, docs
}
