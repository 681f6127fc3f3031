// SPDX-License-Identifier: Apache-2.0

package merge

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// chooseRoot makes the node that the whole describes the root, and the roots
// of the documents its parts.
func (m *merger) chooseRoot() {
	m.root = sbom.None
	if m.opts.Name != "" {
		m.root = 0
		m.containRoots()
		return
	}
	var tops []sbom.ID
	for _, id := range m.roots {
		if id != sbom.None && !m.listed(id) && !slices.Contains(tops, id) {
			tops = append(tops, id)
			if len(tops) > 1 {
				break
			}
		}
	}
	if len(tops) == 1 {
		m.root = tops[0]
		return
	}
	why := "the documents describe several things, none of which is part of another"
	switch {
	case len(tops) == 0 && slices.ContainsFunc(m.roots, func(id sbom.ID) bool { return id != sbom.None }):
		why = "each document describes what is part of another one"
	case len(tops) == 0:
		why = "no document says what it describes"
	}
	m.notes.add(diag.Info, diag.Position{}, "merge/no-root", "give the whole a name", "%s; the whole has no root", why)
}

// listed reports whether a root is a part in another document, or one leads to
// it from there.
func (m *merger) listed(id sbom.ID) bool {
	return m.below[id] || slices.ContainsFunc(m.members(id), func(g num) bool {
		d, of, _ := m.node(g)
		return d.Root != of && m.roots[m.home[g]] != id
	})
}

// containRoots puts the roots of all documents below that of the whole.
func (m *merger) containRoots() {
	seen := make(map[sbom.ID]bool)
	for i, id := range m.roots {
		switch {
		case id == sbom.None:
			m.notes.add(diag.Info, diag.Position{File: m.docs[i].File}, "merge/no-root", "state what the document describes",
				"the document has no root; what it lists is not below that of the whole")
		case !seen[id]:
			seen[id] = true
			m.out.Contains = append(m.out.Contains, sbom.Edge{From: m.root, To: id})
		}
	}
}

// place puts every node into the list of its kind.
func (m *merger) place() {
	var components, services, files int32
	for id := range m.out.Nodes {
		n := &m.out.Nodes[id]
		n.Parent, n.Line = sbom.None, 0
		if n.Kind == sbom.KindRoot && sbom.ID(id) != m.root {
			n.Kind = sbom.KindComponent
		}
		var next *int32
		switch {
		case m.opts.Name != "" && id == 0:
			n.Kind = sbom.KindRoot
			n.List, n.Index = sbom.ListMetadata, 0
			continue
		case n.Kind == sbom.KindRoot:
			n.List, n.Index = sbom.ListMetadata, 0
			continue
		case n.Kind == sbom.KindService:
			n.List, next = sbom.ListServices, &services
		case n.Kind == sbom.KindFile:
			n.List, next = sbom.ListFiles, &files
		default:
			n.List, next = sbom.ListComponents, &components
		}
		n.Index = *next
		*next++
	}
	m.out.Root = m.root
}

// carry brings over remarks and vulnerabilities. Equal ones of several
// documents are one.
func (m *merger) carry() {
	remarks := make(map[string]int)
	for i, d := range m.docs {
		for _, a := range d.Annotations {
			a.Subjects = m.ids(i, a.Subjects)
			if len(a.Subjects) == 0 && len(m.docs) > 1 && m.roots[i] != sbom.None {
				// It is about that document; the nearest to it in the whole is
				// what the document describes.
				a.Subjects = []sbom.ID{m.roots[i]}
			}
			key := fmt.Sprintf("%q", []string{a.Annotator, a.Time, a.Type, a.Text, fmt.Sprint(a.Subjects)})
			if from, known := remarks[key]; known && from != i {
				continue
			}
			remarks[key] = i
			m.out.Annotations = append(m.out.Annotations, a)
		}
	}
	advisories := make(map[string]int)
	for i, d := range m.docs {
		for _, v := range d.Vulnerabilities {
			m.affected(i, &v)
			v.Index, v.Line = 0, 0
			key := fmt.Sprintf("%#v", v) // it holds no pointers
			if from, known := advisories[key]; known && from != i {
				continue
			}
			advisories[key] = i
			v.Index = int32(len(m.out.Vulnerabilities))
			m.out.Vulnerabilities = append(m.out.Vulnerabilities, v)
		}
	}
}

// affected turns what a vulnerability affects into nodes of the whole.
func (m *merger) affected(doc int, v *sbom.Vulnerability) {
	v.Affects = m.ids(doc, v.Affects)
	var found []sbom.ID
	outside := v.AffectsOutside
	v.AffectsOutside = nil
	for _, ref := range outside {
		if to := m.links.resolve(doc, ref); to.node != noNum {
			found = append(found, m.merged[to.node])
		} else {
			v.AffectsOutside = append(v.AffectsOutside, ref)
		}
	}
	v.Affects = unite(v.Affects, found)
	limits := v.Limits
	v.Limits = nil
	for _, l := range limits {
		if l.Outside == "" {
			l.Of = m.merged[m.base[doc]+num(l.Of)]
		} else if to := m.links.resolve(doc, l.Outside); to.node != noNum {
			l.Of, l.Outside = m.merged[to.node], ""
		}
		v.Limits = append(v.Limits, l)
	}
}

// ids returns what nodes of a document became, each once.
func (m *merger) ids(doc int, list []sbom.ID) []sbom.ID {
	var out []sbom.ID
	seen := make(map[sbom.ID]bool, len(list))
	for _, id := range list {
		if id = m.merged[m.base[doc]+num(id)]; !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

// describe says of the whole what the documents say of themselves.
func (m *merger) describe() {
	d := m.out
	d.Format = sbom.CycloneDX
	if shared(m.docs, func(d *sbom.Document) string { return string(d.Format) }) == string(sbom.CycloneDX) {
		d.SpecVersion = shared(m.docs, func(d *sbom.Document) string { return d.SpecVersion })
		d.Serialization = shared(m.docs, func(d *sbom.Document) string { return d.Serialization })
	}
	if len(m.docs) == 1 && m.opts.Name == "" {
		only := m.docs[0]
		d.File, d.SHA256, d.Size, d.Identifier = only.File, only.SHA256, only.Size, only.Identifier
		d.Revision = only.Revision
	}
	d.Created = shared(m.docs, func(d *sbom.Document) string { return d.Created })
	d.Name = m.opts.Name
	if d.Name == "" {
		d.Name = shared(m.docs, func(d *sbom.Document) string { return d.Name })
	}
	if d.Name == "" && m.root != sbom.None {
		d.Name = d.Nodes[m.root].Name
	}
	for _, in := range m.docs {
		d.Cut = d.Cut || in.Cut
		d.TLP = stricter(d.TLP, in.TLP)
		d.Authors = uniteParties(d.Authors, in.Authors)
		d.Tools = unite(d.Tools, in.Tools)
		d.Lifecycles = unite(d.Lifecycles, in.Lifecycles)
		d.Licenses = unite(d.Licenses, in.Licenses)
		d.References = uniteReferences(d.References, in.References)
	}
	m.comment()
	m.owners()
}

// shared returns the value that all documents have, else "".
func shared(docs []*sbom.Document, of func(*sbom.Document) string) string {
	value := of(docs[0])
	for _, d := range docs[1:] {
		if of(d) != value {
			return ""
		}
	}
	return value
}

// markings are those of the Traffic Light Protocol from the least strict.
var markings = []string{"", "CLEAR", "GREEN", "AMBER", "AMBER_AND_STRICT", "RED"}

func stricter(a, b string) string {
	if slices.Index(markings, b) > slices.Index(markings, a) {
		return b
	}
	return a
}

// comment joins what authors say of their documents, each with its document.
func (m *merger) comment() {
	var list []string
	for _, d := range m.docs {
		if d.Comment != "" && !slices.Contains(list, d.Comment) {
			list = append(list, d.Comment)
		}
	}
	m.out.Comment = strings.Join(list, "\n\n")
}

// owners settles who supplied what the whole describes, and who made it. What
// a document says of its root's supplier is said of that root; a maker of
// documents that is not everyone's is one of the authors.
func (m *merger) owners() {
	if len(m.docs) == 1 {
		m.out.Supplier, m.out.Manufacturer = m.docs[0].Supplier, m.docs[0].Manufacturer
		if m.opts.Name == "" {
			return
		}
		m.out.Supplier = nil
	}
	makers := make(map[string]bool)
	for i, d := range m.docs {
		if d.Supplier != nil {
			m.supplied(i, d.Supplier)
		}
		key := ""
		if d.Manufacturer != nil {
			key = partyName(d.Manufacturer)
		}
		makers[key] = true
	}
	for _, d := range m.docs {
		switch {
		case d.Manufacturer == nil:
		case len(makers) == 1 && m.out.Manufacturer == nil:
			m.out.Manufacturer = d.Manufacturer
		case len(makers) == 1:
			m.out.Manufacturer = joinParty(m.out.Manufacturer, d.Manufacturer)
		default:
			m.out.Authors = uniteParties(m.out.Authors, []sbom.Party{*d.Manufacturer})
		}
	}
}

// supplied gives the supplier of what a document describes to that node.
func (m *merger) supplied(doc int, by *sbom.Party) {
	root := m.roots[doc]
	if root == sbom.None {
		m.notes.add(diag.Warning, diag.Position{File: m.docs[doc].File}, "merge/supplier", "state what the document describes",
			"the document states the supplier %q of what it describes, and not what that is; the supplier is not kept", clip(label(by)))
		return
	}
	if root == m.root {
		if m.out.Supplier == nil {
			m.out.Supplier = by
		} else if partyName(m.out.Supplier) == partyName(by) {
			m.out.Supplier = joinParty(m.out.Supplier, by)
		}
	}
	if n := &m.out.Nodes[root]; n.Supplier == nil {
		n.Supplier = by
	} else if g := m.base[doc] + num(m.docs[doc].Root); root != m.root && partyName(n.Supplier) != partyName(by) {
		// Only the root of the whole has room for both.
		m.conflict("supplier", diag.Warning, m.members(root)[0], g, label(n.Supplier), label(by))
	}
}

// finish hands the whole over.
func (m *merger) finish() *Result {
	m.rest()
	if m.unmarked > 0 {
		m.notes.add(diag.Info, diag.Position{}, "merge/licence-mark", "",
			"how licences past the sixteenth of a component were found is not kept; there are %d", m.unmarked)
	}
	m.notes.list.Sort()
	all := slices.Clone(m.notes.list)
	for i, d := range m.docs {
		for _, note := range d.Diagnostics {
			if !m.settled(i, note) {
				all = append(all, note)
			}
		}
	}
	all.Sort()
	m.out.Diagnostics = all
	return &Result{Document: m.out, Inputs: m.inputs(), Origins: m.origins(), Diagnostics: m.notes.list}
}

// settled reports whether a diagnostic asks for a document that is among those
// given: its message begins with the reference.
func (m *merger) settled(doc int, note diag.Diagnostic) bool {
	if note.Code != "sbom/external-reference" {
		return false
	}
	quoted, err := strconv.QuotedPrefix(note.Message)
	if err != nil {
		return false
	}
	ref, err := strconv.Unquote(quoted)
	return err == nil && m.links.resolve(doc, ref).node != noNum
}
