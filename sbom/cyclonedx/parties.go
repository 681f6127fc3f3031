// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import "github.com/kedja/kedja/sbom"

// The drafts of 2.0 name the parties of a component in one list, each with the
// roles that it has, in place or by the reference of one that is named
// elsewhere.

// roles are what a party can be to a component; other roles are not kept.
type roles struct{ supplier, manufacturer, author, publisher, provider bool }

// actor is a party of 2.0.
type actor struct {
	party sbom.Party
	roles roles
	named string // the reference, when the party is named elsewhere
	of    sbom.ID
}

// parties reads the list of a node and fills in those named in place.
func (r *reader) parties(n *sbom.Node, id sbom.ID) {
	if !r.Array() {
		return
	}
	for r.Element() {
		if r.Kind() == '"' {
			r.named = append(r.named, actor{named: r.Str(), of: id})
			continue
		}
		a := r.actor()
		if a.party.More != nil && a.party.More.Ref != "" {
			r.actors[a.party.More.Ref] = a
		}
		r.act(n, a)
	}
}

// act gives the party to the node in its roles.
func (r *reader) act(n *sbom.Node, a actor) {
	p := r.party(a.party)
	if p == nil {
		return
	}
	if a.roles.supplier && n.Supplier == nil {
		n.Supplier = p
	}
	if a.roles.manufacturer && n.Manufacturer == nil {
		n.Manufacturer = p
	}
	if a.roles.provider && n.Provider == nil {
		n.Provider = p
	}
	if a.roles.publisher && n.Publisher == "" {
		n.Publisher = p.Name
	}
	if a.roles.author {
		n.Authors = r.partySlab.Append(n.Authors, *p)
	}
}

// meet fills in the parties that are named elsewhere in the document.
func (r *reader) meet() {
	for _, a := range r.named {
		if known, ok := r.actors[a.named]; ok {
			r.act(r.Node(a.of), known)
		}
	}
}

func (r *reader) actor() (a actor) {
	r.object(func() {
		switch string(r.Name()) {
		case "bom-ref":
			more(&a.party).Ref = r.otherRef()
		case "roles":
			r.objects(func() {
				if string(r.Name()) == "role" {
					r.role(&a.roles)
				} else {
					r.unread()
				}
			})
		case "organization":
			a.party.Kind = sbom.PartyOrganization
			r.object(func() { r.legalEntity(&a.party) })
		case "person":
			a.party.Kind = sbom.PartyPerson
			r.object(func() { r.person(&a.party) })
		default:
			r.unread()
		}
	})
	return a
}

func (r *reader) role(has *roles) {
	switch string(r.Bytes()) {
	case "supplier":
		has.supplier = true
	case "manufacturer":
		has.manufacturer = true
	case "author":
		has.author = true
	case "publisher":
		has.publisher = true
	case "provider":
		has.provider = true
	default:
		r.drop("role")
	}
}

// legalEntity reads a member of an organization of 2.0. The legal name gives
// way to the one it goes by.
func (r *reader) legalEntity(p *sbom.Party) {
	switch string(r.Name()) {
	case "name":
		p.Name = r.Intern()
	case "legalName":
		if name := r.Intern(); p.Name == "" {
			p.Name = name
		} else {
			r.known(p, "legalName", name)
		}
	case "jurisdiction":
		r.known(p, "jurisdiction", r.Intern())
	case "identifiers":
		if !r.Array() {
			return
		}
		for r.Element() {
			id := r.identity()
			r.known(p, id.Scheme, id.Value)
		}
	case "url":
		r.objects(func() { r.listed("url", &p.URLs) })
	case "addresses":
		if !r.Array() {
			return
		}
		for i := 0; r.Element(); i++ {
			if i > 0 {
				r.drop("addresses")
				continue
			}
			r.object(func() { r.place2(p) })
		}
	default:
		r.unread()
	}
}

func (r *reader) known(p *sbom.Party, scheme, value string) {
	if value != "" {
		d := more(p)
		d.Identifiers = append(d.Identifiers, sbom.Identifier{Scheme: scheme, Value: value})
	}
}

// listed adds the member to the list when it has the name.
func (r *reader) listed(name string, list *[]string) {
	if string(r.Name()) != name {
		return // the label of the entry: homepage, work …
	}
	if s := r.Intern(); s != "" {
		*list = append(*list, s)
	}
}

func (r *reader) person(p *sbom.Party) {
	switch string(r.Name()) {
	case "name":
		p.Name = r.Intern()
	case "email":
		var all []string
		r.objects(func() { r.listed("address", &all) })
		if len(all) > 0 {
			p.Email = all[0]
		}
	case "url":
		r.objects(func() { r.listed("url", &p.URLs) })
	case "address":
		r.object(func() { r.place2(p) })
	default:
		r.unread()
	}
}

// place2 reads a member of an address of 2.0, which has a code for the
// country or a part of it.
func (r *reader) place2(p *sbom.Party) {
	if string(r.Name()) != "isoCode" {
		r.address(p)
		return
	}
	if country := countryOf(r.Intern()); country != "" {
		p.Country = country
	}
}
