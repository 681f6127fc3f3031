// SPDX-License-Identifier: Apache-2.0

package merge

import (
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// claim settles what is complete: the inventory, and of every node that
// several documents list its dependencies and its parts.
func (m *merger) claim() {
	m.out.Completeness = m.docs[0].Completeness
	for _, d := range m.docs[1:] {
		m.out.Completeness = weakest(m.out.Completeness, d.Completeness)
	}
	m.claimOf("dependencies", m.depends, func(n *sbom.Node) *sbom.Completeness { return &n.Completeness })
	m.claimOf("parts", m.contains, func(n *sbom.Node) *sbom.Completeness { return &n.Assembly })
}

// weakest joins the claims of two documents about their inventories: the
// whole is not known to be complete when one of them says nothing.
func weakest(a, b sbom.Completeness) sbom.Completeness {
	for _, c := range []sbom.Completeness{sbom.Incomplete, sbom.CompletenessUnknown, sbom.CompletenessUnstated} {
		if a == c || b == c {
			return c
		}
	}
	return sbom.Complete
}

// claimOf joins the claims about the ends of one kind of edge.
func (m *merger) claimOf(what string, edges []edge, of func(*sbom.Node) *sbom.Completeness) {
	open := make(map[sbom.ID]bool) // said to be complete by some documents and by others not
	for id := range m.out.Nodes {
		members := m.members(sbom.ID(id))
		if len(members) < 2 {
			continue
		}
		var says [4]bool
		for _, g := range members {
			_, _, n := m.node(g)
			if c := *of(n); int(c) < len(says) {
				says[c] = true
			}
		}
		claim := of(&m.out.Nodes[id])
		switch {
		case says[sbom.Incomplete]:
			*claim = sbom.Incomplete
		case says[sbom.CompletenessUnknown]:
			*claim = sbom.CompletenessUnknown
		case says[sbom.Complete]:
			*claim = sbom.Complete
			open[sbom.ID(id)] = says[sbom.CompletenessUnstated]
		}
	}
	m.contradict(what, open, edges, of)
}

// contradict takes back the claim that what a node leads to is complete where
// a document that does not make it lists more.
func (m *merger) contradict(what string, open map[sbom.ID]bool, edges []edge, of func(*sbom.Node) *sbom.Completeness) {
	if len(open) == 0 {
		return
	}
	type pair struct{ from, to sbom.ID }
	listed := make(map[pair]bool)
	claims := func(e edge) bool {
		_, _, n := m.node(e.from)
		return *of(n) == sbom.Complete
	}
	for _, e := range edges {
		if open[m.merged[e.from]] && claims(e) {
			listed[pair{m.merged[e.from], m.merged[e.to]}] = true
		}
	}
	var more tally
	for _, e := range edges {
		from, to := m.merged[e.from], m.merged[e.to]
		if !open[from] || from == to || claims(e) || listed[pair{from, to}] {
			continue
		}
		open[from] = false
		*of(&m.out.Nodes[from]) = sbom.CompletenessUnknown
		more.count(func() diag.Position { return m.at(e.from) })
	}
	if more.n > 0 {
		m.notes.add(diag.Warning, more.at, "merge/completeness", "correct the composition that says complete",
			"the %s of a component are complete by one document, but another one lists further ones: whether they are is not known; there are %d such components", what, more.n)
	}
}
