// SPDX-License-Identifier: Apache-2.0

package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
)

// Documents makes skeleton records of the parties that SBOMs name: CycloneDX
// organizational entities, SPDX 2 and 3 organisations, whoever is named as
// supplier, manufacturer, originator, publisher, provider or author. Names
// that differ in legal form, case or punctuation only are one party. It
// gives names, roles and identifiers; a person completes the rest.
func Documents(docs []*sbom.Document, o *Options) *Result {
	d := documents{Builder: NewBuilder(o), byName: map[string]*named{}, persons: map[[2]string]bool{}}
	docs = slices.Clone(docs)
	slices.SortStableFunc(docs, func(x, y *sbom.Document) int {
		return cmp.Or(cmp.Compare(x.File, y.File), cmp.Compare(x.SHA256, y.SHA256))
	})
	for _, doc := range docs {
		at := diag.Position{File: doc.File}
		d.see(doc, at, doc.Supplier, "supplier")
		d.see(doc, at, doc.Manufacturer, "sbom-author")
		for i := range doc.Authors {
			d.see(doc, at, &doc.Authors[i], "sbom-author")
		}
		for id, n := range doc.All() {
			at := doc.Position(id)
			d.see(doc, at, n.Supplier, "supplier")
			d.see(doc, at, n.Manufacturer, "manufacturer")
			d.see(doc, at, n.Originator, "originator")
			d.see(doc, at, n.Provider, "service-provider")
			if n.Publisher != "" {
				d.see(doc, at, &sbom.Party{Name: n.Publisher}, "publisher")
			}
			for i := range n.Authors {
				d.see(doc, at, &n.Authors[i], "author")
			}
		}
	}
	d.write()
	return d.Result()
}

type documents struct {
	*Builder
	byName  map[string]*named
	order   []*named
	persons map[[2]string]bool // names with addresses that are stated to be a person's
}

// named is a party under construction.
type named struct {
	key      string
	names    []string
	roles    []string
	with     [][2]string // names with addresses
	person   bool
	mentions []mention
}

// mention is one place that names the party.
type mention struct {
	party *sbom.Party
	doc   *sbom.Document
	at    diag.Position
}

// see takes up one naming of a party.
func (d *documents) see(doc *sbom.Document, at diag.Position, p *sbom.Party, role string) {
	if p == nil {
		return
	}
	kind := "parties named"
	d.Read(kind)
	name := Clean(p.Name)
	key := supplier.FoldName(name)
	// Authors whose kind nobody states are people more often than not.
	person := p.Kind == sbom.PartyPerson || p.Kind == sbom.PartyUnknown && strings.HasSuffix(role, "author")
	switch {
	case p.Kind == sbom.PartyTool:
		return
	case person && (key != "" || p.Email != ""):
		key = supplier.PersonID(name, p.Email)
	case key == "":
		return // NOASSERTION, unknown …: nobody is named
	}
	n := d.byName[key]
	if n == nil {
		n = &named{key: key, person: person}
		d.byName[key] = n
		d.order = append(d.order, n)
	}
	d.Taken(kind)
	if p.Email != "" {
		stated := [2]string{name, p.Email}
		if p.Kind == sbom.PartyPerson {
			d.persons[stated] = true
		} else if !slices.Contains(n.with, stated) {
			n.with = append(n.with, stated)
		}
	}
	n.roles = append(n.roles, role)
	if name != "" && !slices.Contains(n.names, name) {
		n.names = append(n.names, name)
	}
	if len(n.mentions) == 0 || p.More != nil || p.Country != "" {
		n.mentions = append(n.mentions, mention{p, doc, at})
	}
}

// write makes the records, organisations by name.
func (d *documents) write() {
	slices.SortFunc(d.order, func(x, y *named) int { return cmp.Compare(x.key, y.key) })
	for _, n := range d.order {
		// Called a person elsewhere, by one name with one address.
		called := slices.ContainsFunc(n.with, func(stated [2]string) bool { return d.persons[stated] })
		if (n.person || called) && !d.Options.Persons {
			d.Infof("import/person", n.mentions[0].at, "--persons writes them", "a natural person is named here, for whom no record was written")
			continue
		}
		id := n.key
		if !n.person {
			id = d.unused(Slug(n.key))
		}
		s := d.Party(id)
		slices.Sort(n.names)
		if len(n.names) > 0 {
			s.Name = n.names[0]
			s.Aliases = n.names[1:]
		}
		if n.person {
			s.Kind = "person"
		}
		s.Roles = n.roles
		for _, m := range n.mentions {
			d.details(s, m)
		}
	}
}

// details takes over what the document says beyond the name.
func (d *documents) details(s *supplier.Supplier, m mention) {
	day, _ := Date(m.doc.Created)
	source := d.Source(s, supplier.Source{
		Title: fmt.Sprintf("SBOM %s (%s %s)", m.doc.File, m.doc.Format, m.doc.SpecVersion),
		Date:  day, Grade: "self-declared",
	})
	if c := Country(m.party.Country); c != "" {
		// An address is a place, not said to be the seat.
		note := "the SBOM states an address in " + c
		if s.Notes == nil {
			s.Notes = map[string]string{}
		}
		s.Notes["name"] = cmp.Or(s.Notes["name"], note)
	}
	if m.party.More == nil {
		return
	}
	for _, i := range m.party.More.Identifiers {
		if scheme := Slug(i.Scheme); scheme != "" && !strings.Contains(i.Value, "@") {
			d.Identify(s, scheme, i.Value, source, m.at)
		}
	}
}

// Slug makes an id of a name: its letters and digits, in words joined by
// hyphens. A name in other letters gets a check sum.
func Slug(name string) string {
	ascii := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9')
	})
	id := strings.Join(ascii, "-")
	const most = 60
	if len(id) > most {
		id = strings.TrimRight(id[:most], "-")
	}
	if id == "" && name != "" {
		_, sum, _ := strings.Cut(supplier.PersonID("", name), ":")
		id = "party-" + sum
	}
	return id
}

// unused returns the id, or the first of its kind that no party has.
func (b *Builder) unused(id string) string {
	out := id
	for i := 2; b.parties[out] != nil; i++ {
		out = fmt.Sprintf("%s-%d", id, i)
	}
	return out
}
