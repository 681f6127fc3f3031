// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"fmt"
	"strings"

	"github.com/spdx/tools-golang/spdx/v2/common"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/loss"
)

// identify gives every node that is written its SPDX identifier: the source's
// reference where it is one, else one made from that reference, or from the
// name where there is none. What a reference became does not depend on the
// rest of the document, but for references that several elements have.
func (w *encoder) identify() {
	w.ids = make([]common.ElementID, len(w.doc.Nodes))
	taken := map[string]bool{docID: true}
	for id, n := range w.doc.All() {
		if n.Kind != sbom.KindService && validID([]byte(n.Ref)) && !taken[n.Ref] {
			w.ids[id] = common.ElementID(n.Ref)
			taken[n.Ref] = true
		}
	}
	numbers := map[string]int{}
	for id, n := range w.doc.All() {
		if n.Kind == sbom.KindService || w.ids[id] != "" {
			continue
		}
		base := elementBase(n)
		name := base
		for taken[name] {
			numbers[base]++
			name = fmt.Sprintf("%s-%d", base, numbers[base]+1)
		}
		taken[name] = true
		w.ids[id] = common.ElementID(name)
		if n.Ref != "" {
			w.log.Changed(id, "references of elements", "SPDX identifiers have letters, digits, points and hyphens only, and each one element")
		}
	}
}

// longestSlug is how much of a reference is found again in an identifier made
// from it, for people.
const longestSlug = 80

// elementBase is the identifier of an element whose reference is none. What
// had to be left out of the reference is made up for by a digest of it.
func elementBase(n *sbom.Node) string {
	if validID([]byte(n.Ref)) {
		return n.Ref // another element has it too
	}
	if plain := "SPDXRef-" + n.Ref; validID([]byte(plain)) {
		return plain
	}
	if n.Ref != "" {
		return "SPDXRef-" + hyphened(loss.Slug(strings.TrimPrefix(n.Ref, "SPDXRef-"), longestSlug)) + loss.Short(n.Ref)
	}
	what := n.Name + "@" + n.Version
	if len(n.PURLs) > 0 {
		what = n.PURLs[0]
	}
	return "SPDXRef-" + hyphened(loss.Slug(n.Name, longestSlug)) + loss.Short(what)
}

func hyphened(s string) string {
	if s == "" {
		return ""
	}
	return s + "-"
}

// actor returns the kind and the name of a party as SPDX has them in one
// line. The name is empty when the party has none of any kind.
func (w *encoder) actor(at sbom.ID, p *sbom.Party) (kind, name string) {
	switch p.Kind {
	case sbom.PartyPerson:
		kind = "Person"
	case sbom.PartyUnknown:
		kind = "Organization"
		w.log.Invented(at, "kinds of parties", "they are organizations")
	case sbom.PartyTool:
		kind = "Organization"
		w.log.Changed(at, "tools as suppliers, makers or authors", "they are organizations")
	default:
		kind = "Organization"
	}
	if p.Country != "" || len(p.URLs) > 0 || p.More != nil {
		w.log.Lost(at, "addresses, countries, contacts and other facts of parties", "SPDX 2 has a name and an e-mail address")
	}
	name, email := strings.TrimSpace(p.Name), strings.TrimSpace(p.Email)
	switch {
	case name != "" && email != "":
		return kind, name + " (" + email + ")"
	case name != "":
		return kind, name
	case email != "":
		w.log.Invented(at, "names of parties", "it is their e-mail or web address")
		return kind, email
	case len(p.URLs) > 0:
		w.log.Invented(at, "names of parties", "it is their e-mail or web address")
		return kind, p.URLs[0]
	}
	return kind, ""
}

// makers returns the supplier and the originator of a package. The originator
// is the maker where the source, as CycloneDX, knows makers and authors.
func (w *encoder) makers(id sbom.ID, n *sbom.Node) (*common.Supplier, *common.Originator) {
	supplier := n.Supplier
	if id == w.doc.Root && w.suppliesRoot() {
		supplier = w.doc.Supplier
		w.log.Changed(id, "suppliers of what the document describes", "they are suppliers of the package")
	}
	var s *common.Supplier
	if supplier != nil {
		if kind, name := w.actor(id, supplier); name != "" {
			s = &common.Supplier{SupplierType: kind, Supplier: name}
		}
	}
	var o *common.Originator
	if p := w.originator(id, n); p != nil {
		if kind, name := w.actor(id, p); name != "" {
			o = &common.Originator{OriginatorType: kind, Originator: name}
		}
	}
	if n.Publisher != "" && (supplier == nil || supplier.Name != n.Publisher) {
		w.log.Lost(id, "publishers", "")
	}
	if n.Provider != nil {
		w.log.Lost(id, "providers", "")
	}
	return s, o
}

func (w *encoder) originator(id sbom.ID, n *sbom.Node) *sbom.Party {
	found, authors := n.Originator, n.Authors
	if m := n.Manufacturer; found == nil && m != nil {
		found = m
		w.log.Changed(id, "manufacturers", "SPDX calls them originators")
	} else if m != nil {
		w.log.Lost(id, "manufacturers beside an originator", "")
	}
	if found == nil && len(authors) > 0 {
		found, authors = &authors[0], authors[1:]
		w.log.Changed(id, "authors of components", "SPDX calls the first of them the originator")
	}
	for range authors {
		w.log.Lost(id, "authors of components beside an originator", "")
	}
	return found
}
