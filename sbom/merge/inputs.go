// SPDX-License-Identifier: Apache-2.0

package merge

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// merger is one merging under way. Nodes of all documents are numbered
// through: node id of document d is base[d]+id, of type num.
type merger struct {
	opts   Options
	docs   []*sbom.Document // in canonical order, each once
	copies [][]string       // of each document, files with the same bytes
	base   []num            // of each document, and the total
	home   []int32          // of each node, its document

	sets   sets
	purls  []int32 // of each set's first node, the number of its package URL, or -1
	links  *links
	bonds  map[num]bool // components that a BOM-Link made one with a root
	out    *sbom.Document
	merged []sbom.ID // of each node, what it became
	first  []int32   // of each merged node, where its members begin; and the total
	member []num     // nodes by merged node, in canonical order

	depends, contains []edge
	below             map[sbom.ID]bool // roots that a relation from another document leads to
	roots             []sbom.ID        // of each document
	root              sbom.ID

	unmarked  int // licences that are too far down a list to say how they were found
	notes     notes
	conflicts conflicts
}

// num numbers a node of all documents together.
type num int32

const noNum num = -1

// take puts the documents in order and numbers their nodes.
func (m *merger) take(docs []*sbom.Document) error {
	if len(docs) == 0 {
		return errors.New("there is no document to merge")
	}
	for i, d := range docs {
		if d == nil {
			return fmt.Errorf("document %d of those to merge is missing", i+1)
		}
		if err := whole(d); err != nil {
			return err
		}
	}
	m.distinct(ordered(docs))
	total := 0
	for _, d := range m.docs {
		m.base = append(m.base, num(total))
		total += len(d.Nodes)
		if total > maxNodes {
			return fmt.Errorf("the documents have more than %d nodes together", maxNodes)
		}
	}
	m.base = append(m.base, num(total))
	m.home = make([]int32, total)
	for i := range m.docs {
		for g := m.base[i]; g < m.base[i+1]; g++ {
			m.home[g] = int32(i)
		}
	}
	return nil
}

// ordered returns the documents in canonical order. Those that have no digest,
// because they were made and not read, are told apart by all they say.
func ordered(docs []*sbom.Document) []*sbom.Document {
	out := slices.Clone(docs)
	said := make(map[*sbom.Document][]byte)
	say := func(d *sbom.Document) []byte {
		text, ok := said[d]
		if !ok {
			text = content(d)
			said[d] = text
		}
		return text
	}
	slices.SortStableFunc(out, func(a, b *sbom.Document) int {
		if c := cmp.Or(
			cmp.Compare(a.Identifier, b.Identifier),
			cmp.Compare(a.SHA256, b.SHA256),
			cmp.Compare(a.File, b.File),
		); c != 0 || a == b || a.SHA256 != "" {
			return c
		}
		return bytes.Compare(say(a), say(b))
	})
	return out
}

// content writes all that a document says.
func content(d *sbom.Document) []byte {
	text, err := json.Marshal(d)
	if err != nil {
		// A score that is no number: no reader makes one.
		return nil
	}
	return text
}

// distinct takes documents of the same bytes once.
func (m *merger) distinct(docs []*sbom.Document) {
	for i, d := range docs {
		if i > 0 && same(docs[i-1], d) {
			last := len(m.docs) - 1
			m.copies[last] = append(m.copies[last], d.File)
			m.notes.add(diag.Info, diag.Position{File: d.File}, "merge/repeated-document", "",
				"the document is the same as %s and counts once", cmp.Or(m.docs[last].File, "another one"))
			continue
		}
		if last := len(m.docs) - 1; last >= 0 && d.Identifier != "" && m.docs[last].Identifier == d.Identifier {
			m.notes.add(diag.Warning, diag.Position{File: d.File}, "merge/repeated-identifier", "give every document, and every revision of it, as an input only once",
				"the document has the identifier %q of %s, but other content; both are kept, and references lead into the first, unless they name the revision",
				clip(d.Identifier), cmp.Or(m.docs[last].File, "another one"))
		}
		m.docs = append(m.docs, d)
		m.copies = append(m.copies, nil)
	}
}

func same(a, b *sbom.Document) bool {
	switch {
	case a == b:
		return true
	case a.SHA256 != "" || b.SHA256 != "":
		return a.SHA256 == b.SHA256 && a.Base == b.Base
	case a.Identifier != b.Identifier || a.File != b.File || len(a.Nodes) != len(b.Nodes) || len(a.Depends) != len(b.Depends):
		return false
	}
	x := content(a)
	return x != nil && bytes.Equal(x, content(b))
}

// whole reports what in a document is out of range, as no reader leaves it.
func whole(d *sbom.Document) error {
	n := sbom.ID(len(d.Nodes))
	ok := func(id sbom.ID) bool { return id >= 0 && id < n }
	broken := func(what string) error {
		return diag.Diagnostic{Code: "merge/broken", Position: diag.Position{File: d.File},
			Message: what + " of the document has no node at its end", Remedy: "merge documents as a reader returned them"}
	}
	if d.Root != sbom.None && !ok(d.Root) {
		return broken("the root")
	}
	for _, list := range [][]sbom.Edge{d.Depends, d.Contains} {
		for _, e := range list {
			if !ok(e.From) || !ok(e.To) {
				return broken("an edge")
			}
		}
	}
	for _, r := range d.Relations {
		if !ok(r.From) || !ok(r.To) {
			return broken("a relation")
		}
	}
	for i := range d.Nodes {
		if p := d.Nodes[i].Parent; p != sbom.None && !ok(p) {
			return broken("the nesting")
		}
	}
	for _, e := range d.Outside {
		if e.From != sbom.None && !ok(e.From) {
			return broken("a relation into another document")
		}
	}
	return wholeLists(d, ok, broken)
}

func wholeLists(d *sbom.Document, ok func(sbom.ID) bool, broken func(string) error) error {
	for _, a := range d.Annotations {
		if slices.ContainsFunc(a.Subjects, func(id sbom.ID) bool { return !ok(id) }) {
			return broken("an annotation")
		}
	}
	for i := range d.Vulnerabilities {
		if slices.ContainsFunc(d.Vulnerabilities[i].Affects, func(id sbom.ID) bool { return !ok(id) }) {
			return broken("a vulnerability")
		}
		if slices.ContainsFunc(d.Vulnerabilities[i].Limits, func(l sbom.Limit) bool { return l.Outside == "" && !ok(l.Of) }) {
			return broken("a vulnerability")
		}
	}
	return nil
}

// node returns a node by its number, with its document.
func (m *merger) node(g num) (*sbom.Document, sbom.ID, *sbom.Node) {
	d := m.docs[m.home[g]]
	id := sbom.ID(g - m.base[m.home[g]])
	return d, id, &d.Nodes[id]
}

// at returns where a node stands in its document.
func (m *merger) at(g num) diag.Position {
	d, id, _ := m.node(g)
	return d.Position(id)
}

// members returns the nodes that became the merged node.
func (m *merger) members(id sbom.ID) []num { return m.member[m.first[id]:m.first[id+1]] }

// inputs lists the documents with what became of their nodes.
func (m *merger) inputs() []Input {
	out := make([]Input, len(m.docs))
	for i, d := range m.docs {
		out[i] = Input{
			File: d.File, SHA256: d.SHA256, Identifier: d.Identifier, Name: d.Name,
			Format: d.Format, SpecVersion: d.SpecVersion, Created: d.Created, Revision: d.Revision,
			Copies: m.copies[i], Root: m.roots[i], Nodes: m.merged[m.base[i]:m.base[i+1]:m.base[i+1]],
		}
	}
	return out
}

// origins lists where each node comes from.
func (m *merger) origins() [][]Origin {
	all := make([]Origin, 0, len(m.member))
	out := make([][]Origin, len(m.out.Nodes))
	for id := range out {
		start := len(all)
		for _, g := range m.members(sbom.ID(id)) {
			d, of, n := m.node(g)
			all = append(all, Origin{Document: int(m.home[g]), Pointer: d.Pointer(of), Line: int(n.Line), Ref: n.Ref})
		}
		if len(all) > start {
			out[id] = all[start:len(all):len(all)]
		}
	}
	return out
}

// clip shortens a text from a document for a message.
func clip(s string) string {
	const limit = 80
	s = strings.TrimSpace(s)
	if len(s) <= limit {
		return s
	}
	return strings.ToValidUTF8(s[:limit], "") + "…"
}
