// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/vuln"
)

func (p *program) vuln() *cobra.Command {
	c := p.group(&cobra.Command{
		Use: "vuln", Short: "Find known vulnerabilities of components, without a network",
		Long: `Vuln looks components of SBOMs up in OSV records that you have: fetch them (the
only verb of kedja that uses a network) or bring them by other means, put them
into one index file, and match as often as you like.`,
		Example: `  kedja vuln fetch vulndata --from sbom.json --lists
  kedja vuln index vulndata -o osv.idx
  kedja vuln match --osv osv.idx --kev vulndata/lists --epss vulndata/lists sbom.json`,
	})
	c.AddCommand(p.vulnIndex(), p.vulnMatch(), p.vulnFetch())
	return c
}

// asked is one component that databases are asked about.
type asked struct {
	doc  *sbom.Document
	id   sbom.ID
	root bool // what the SBOM describes, where that is none of its components
}

// askedOf lists the components of an SBOM, and before them what it describes
// where that has a name to ask by.
func askedOf(doc *sbom.Document) []asked {
	var out []asked
	root := doc.Root
	if root != sbom.None {
		n := doc.Node(root)
		if len(n.PURLs)+len(n.CPEs) > 0 {
			out = append(out, asked{doc, root, true})
		}
	}
	for id := range doc.Components() {
		if id == root && len(out) > 0 {
			out = out[1:]
		}
		out = append(out, asked{doc: doc, id: id})
	}
	return out
}

// queriesOf makes the questions of components.
func queriesOf(list []asked) []vuln.Query {
	out := make([]vuln.Query, 0, len(list))
	for _, a := range list {
		out = append(append(out, queryOf(a.doc, a.id)), othersOf(a.doc, a.id)...)
	}
	return out
}

// queryOf asks by the first package URL that is one, else by the first string
// that is given as one.
func queryOf(doc *sbom.Document, id sbom.ID) vuln.Query {
	n := doc.Node(id)
	q := vuln.Query{Name: n.Name, Version: n.Version, Where: doc.Position(id)}
	if len(n.PURLs) > 0 {
		q.PURL = n.PURLs[0]
	}
	if len(n.PURLs) > 1 {
		at := slices.IndexFunc(n.PURLs, func(s string) bool { _, ok := supplier.ParsePURL(s); return ok })
		q.PURL = n.PURLs[max(at, 0)]
	}
	if len(n.CPEs) > 0 {
		q.CPE = n.CPEs[0]
	}
	return q
}

// othersOf asks by the further package URLs, as an assessment does.
func othersOf(doc *sbom.Document, id sbom.ID) []vuln.Query {
	n := doc.Node(id)
	if len(n.PURLs) < 2 {
		return nil
	}
	first := queryOf(doc, id)
	var out []vuln.Query
	for _, s := range n.PURLs {
		_, ok := supplier.ParsePURL(s)
		if !ok || s == first.PURL || slices.ContainsFunc(out, func(q vuln.Query) bool { return q.PURL == s }) {
			continue
		}
		q := first
		q.PURL = s
		out = append(out, q)
	}
	return out
}
