// SPDX-License-Identifier: Apache-2.0

package vex

import (
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln/vex/internal/tokens"
)

// csaf reads a document of CSAF 2.0 or 2.1, VEX or advisory. What it says of
// products is resolved at the end, for the file may have them in any order.
type csaf struct {
	*tokens.Reader
	doc   *Document
	tree  tree
	flaws []flaw
}

// flaw is an entry of vulnerabilities.
type flaw struct {
	at            diag.Position
	vulnerability Vulnerability
	status        []standing
	justified     []remark // flags: label
	impacts       []remark // threats of category impact
	actions       []remark // remediations
}

// standing is one list of product_status.
type standing struct {
	word string
	ids  []string
	at   diag.Position
}

// remark is what is said of some products of a vulnerability; of all of them
// where it names none.
type remark struct {
	text        string
	ids, groups []string
}

func readCSAF(file, base string, text []byte) (*Document, diag.List, error) {
	r := &csaf{Reader: tokens.New(file, base, text), doc: &Document{Format: CSAF, File: file}, tree: newTree()}
	r.Object(func(name string) {
		switch name {
		case "document":
			r.Object(r.head)
		case "product_tree":
			r.readTree()
		case "vulnerabilities":
			r.Array(func(int) { r.flaw() })
		}
	})
	for i := range r.flaws {
		r.statements(&r.flaws[i])
	}
	return finish(r.doc, r.Reader, func(s *Statement) {
		s.Timestamp = r.doc.Timestamp
		s.LastUpdated = r.doc.LastUpdated
	})
}

func (r *csaf) head(name string) {
	d := r.doc
	switch name {
	case "category":
		d.Category = r.Text()
	case "csaf_version":
		d.SpecVersion = r.Text()
	case "publisher":
		r.Object(func(name string) {
			switch name {
			case "name":
				d.Author = r.Text()
			case "category":
				d.Role = r.Text()
			}
		})
	case "tracking":
		r.Object(r.tracking)
	}
}

func (r *csaf) tracking(name string) {
	d := r.doc
	switch name {
	case "id":
		d.ID = r.Text()
	case "version":
		d.Version = r.Text()
	case "status":
		d.State = fold(r.Text())
	case "initial_release_date":
		d.Timestamp = readTime(r.Reader)
	case "current_release_date":
		d.LastUpdated = readTime(r.Reader)
	}
}

func (r *csaf) flaw() {
	var f flaw
	var scoped []string // ids that are of some products only
	at, ok := r.Placed(func(name string) {
		switch name {
		case "cve":
			f.vulnerability.ID = strings.TrimSpace(r.Text())
		case "ids":
			r.Array(func(int) { r.id(&f, &scoped) })
		case "product_status":
			r.Object(func(word string) {
				ids := r.Texts()
				f.status = append(f.status, standing{word: word, ids: ids, at: r.At()})
			})
		case "flags":
			r.remarks(&f.justified, "label")
		case "threats":
			r.threats(&f)
		case "remediations":
			r.remarks(&f.actions, "details")
		}
	})
	if !ok {
		return
	}
	f.at = at
	v := &f.vulnerability
	v.Aliases = sortedUnique(v.Aliases)
	if v.ID == "" && len(v.Aliases) == 0 {
		v.Aliases = sortedUnique(scoped)
	}
	if v.ID == "" && len(v.Aliases) > 0 {
		v.ID, v.Aliases = v.Aliases[0], v.Aliases[1:]
	}
	r.flaws = append(r.flaws, f)
}

// id reads a name that the vulnerability has in some system.
func (r *csaf) id(f *flaw, scoped *[]string) {
	var text string
	limited := false
	r.Object(func(name string) {
		switch name {
		case "text":
			text = strings.TrimSpace(r.Text())
		case "product_ids", "group_ids":
			limited = true
		}
	})
	switch {
	case text == "":
	case limited:
		*scoped = append(*scoped, text)
	default:
		f.vulnerability.Aliases = append(f.vulnerability.Aliases, text)
	}
}

// remarks reads a list of what is said of some products. A remediation's
// category stands before its text.
func (r *csaf) remarks(to *[]remark, text string) {
	r.Array(func(int) {
		var m remark
		var category string
		if r.Object(func(name string) {
			switch name {
			case text:
				m.text = strings.TrimSpace(r.Text())
			case "category":
				category = r.Text()
			case "product_ids":
				m.ids = r.Texts()
			case "group_ids":
				m.groups = r.Texts()
			}
		}) {
			if category != "" {
				m.text = strings.TrimSuffix(category+": "+m.text, ": ")
			}
			*to = append(*to, m)
		}
	})
}

// threats keeps those that say what the vulnerability does to products.
func (r *csaf) threats(f *flaw) {
	var all []remark
	r.remarks(&all, "details")
	for _, m := range all {
		if text, ok := strings.CutPrefix(m.text, "impact: "); ok {
			m.text = text
			f.impacts = append(f.impacts, m)
		}
	}
}

// statements makes of a vulnerability one statement for each status and for
// what is said of the products that have it: products of which the same is
// said are together.
func (r *csaf) statements(f *flaw) {
	justified, impacts, actions := r.spread(f.justified), r.spread(f.impacts), r.spread(f.actions)
	for _, st := range f.status {
		if fold(st.word) == "recommended" {
			// What to move to; whether it is affected other lists say.
			r.NoteAt(diag.Info, "vex/recommended", st.at, "", "the list of recommended versions is no statement whether they are affected")
			continue
		}
		index := map[[3]string]int{} // statement of the same texts
		for _, id := range sortedUnique(st.ids) {
			texts := [3]string{justified.first(id), impacts.all(id), actions.all(id)}
			i, known := index[texts]
			if !known {
				i = len(r.doc.Statements)
				index[texts] = i
				fresh := Statement{Vulnerability: f.vulnerability, Stated: st.word, Position: st.at, StatedJustification: texts[0], Action: texts[2]}
				if status, _ := statusOf(CSAF, st.word); status == NotAffected {
					fresh.Impact = texts[1]
				} else {
					fresh.Notes = texts[1]
				}
				r.doc.Statements = append(r.doc.Statements, fresh)
			}
			s := &r.doc.Statements[i]
			s.Products = append(s.Products, r.tree.product(id, r, st.at))
		}
		if len(st.ids) == 0 && r.Err() == nil {
			r.NoteAt(diag.Warning, "vex/no-product", st.at, "list the products", "the list %q names no product", st.word)
		}
	}
}

// spread orders remarks by product.
func (r *csaf) spread(list []remark) spreadRemarks {
	of := spreadRemarks{by: map[string][]string{}}
	for _, m := range list {
		if len(m.ids)+len(m.groups) == 0 {
			of.every = append(of.every, m.text)
			continue
		}
		ids := append([]string(nil), m.ids...)
		for _, g := range m.groups {
			ids = append(ids, r.tree.groups[g]...)
		}
		for _, id := range sortedUnique(ids) {
			of.by[id] = append(of.by[id], m.text)
		}
	}
	return of
}

type spreadRemarks struct {
	every []string
	by    map[string][]string
}

// first returns the one that counts of remarks of which there may be one: a
// product's own before that of all.
func (s spreadRemarks) first(id string) string {
	for _, list := range [][]string{s.by[id], s.every} {
		if len(list) > 0 {
			return list[0]
		}
	}
	return ""
}

func (s spreadRemarks) all(id string) string {
	return strings.Join(append(append([]string(nil), s.by[id]...), s.every...), "\n")
}
