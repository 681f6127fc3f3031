// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/kedja/kedja/sbom"
)

// organization writes a party where CycloneDX has an organization. nil stays
// nil.
func (w *encoder) organization(at sbom.ID, p *sbom.Party) *cdx.OrganizationalEntity {
	if p == nil {
		return nil
	}
	if p.Kind == sbom.PartyPerson || p.Kind == sbom.PartyTool {
		w.log.Changed(at, "persons and tools as suppliers or makers", "CycloneDX has organizations there")
	}
	o := &cdx.OrganizationalEntity{Name: p.Name, URL: some(w.addresses(at, p.URLs))}
	var contacts []cdx.OrganizationalContact
	if email := w.email(at, p.Email); email != "" {
		contacts = append(contacts, cdx.OrganizationalContact{Email: email})
	}
	if more := p.More; more != nil {
		o.BOMRef = w.partyRef(more.Ref)
		o.Address = address(more.Address)
		for _, c := range more.Contacts {
			contacts = append(contacts, cdx.OrganizationalContact{Name: c.Name, Email: w.email(at, c.Email), Phone: c.Phone})
		}
		w.identifiersOfParty(at, more)
	}
	if p.Country != "" {
		if o.Address == nil {
			o.Address = new(cdx.PostalAddress)
		}
		o.Address.Country = p.Country
	}
	o.Contact = some(joined(contacts))
	return o
}

// joined puts the e-mail address of the party and the contact whose address
// it is, of which readers make two, into one again.
func joined(list []cdx.OrganizationalContact) []cdx.OrganizationalContact {
	for i := 1; i < len(list); i++ {
		if list[0].Name == "" && list[i].Email == list[0].Email {
			return list[1:]
		}
	}
	return list
}

func address(a sbom.Address) *cdx.PostalAddress {
	if a == (sbom.Address{}) {
		return nil
	}
	return &cdx.PostalAddress{
		Region: a.Region, Locality: a.Locality, PostOfficeBoxNumber: a.PostOfficeBox,
		PostalCode: a.PostalCode, StreetAddress: a.Street,
	}
}

// partyRef returns the reference of a party the first time it is written: a
// reference is of one element, and a party may be that of many components.
func (w *encoder) partyRef(ref string) string {
	if ref == "" || w.taken[ref] {
		return ""
	}
	w.taken[ref] = true
	return ref
}

func (w *encoder) identifiersOfParty(at sbom.ID, more *sbom.PartyDetails) {
	for range more.Identifiers {
		w.log.Lost(at, "identifiers of parties", "")
	}
}

// contacts writes parties where CycloneDX has persons.
func (w *encoder) contacts(at sbom.ID, list []sbom.Party) []cdx.OrganizationalContact {
	var out []cdx.OrganizationalContact
	for i := range list {
		p := &list[i]
		if p.Kind != sbom.PartyPerson {
			w.log.Changed(at, "authors that are not said to be persons", "CycloneDX has persons there")
		}
		c := cdx.OrganizationalContact{Name: p.Name, Email: w.email(at, p.Email)}
		if p.Country != "" || len(p.URLs) > 0 {
			w.log.Lost(at, "addresses of authors", "")
		}
		if more := p.More; more != nil {
			c.BOMRef = w.partyRef(more.Ref)
			for _, other := range more.Contacts {
				if c.Phone == "" && other.Phone != "" {
					c.Phone = other.Phone
				} else {
					w.log.Lost(at, "further contacts of authors", "")
				}
			}
			if more.Address != (sbom.Address{}) {
				w.log.Lost(at, "addresses of authors", "")
			}
			w.identifiersOfParty(at, more)
		}
		out = append(out, c)
	}
	return out
}

// parties writes who stands behind a component. The originator of SPDX is who
// made it: its manufacturer where it is an organization, an author where it is
// a person.
func (w *encoder) parties(id sbom.ID, n *sbom.Node, c *cdx.Component) {
	c.Supplier = w.organization(id, n.Supplier)
	c.Publisher = n.Publisher
	manufacturer, authors := n.Manufacturer, n.Authors
	if o := n.Originator; o != nil {
		switch {
		case o.Kind == sbom.PartyPerson:
			authors = append([]sbom.Party{*o}, authors...)
			w.log.Changed(id, "originators that are persons", "CycloneDX calls them authors")
		case manufacturer == nil:
			manufacturer = o
			w.log.Changed(id, "originators", "CycloneDX calls them manufacturers")
		default:
			w.log.Lost(id, "originators beside a manufacturer", "")
		}
	}
	c.Manufacturer = w.organization(id, manufacturer)
	if len(authors) == 1 && authors[0].Kind == sbom.PartyUnknown && authors[0].Email == "" && authors[0].More == nil {
		c.Author = authors[0].Name // the older field says no more than a name
	} else {
		c.Authors = some(w.contacts(id, authors))
	}
	if n.Provider != nil {
		w.log.Lost(id, "providers of components", "CycloneDX has them for services only")
	}
}

// annotator takes apart "Organization: Name (email)", as SPDX has it. ok is
// false when the text does not say what the annotator is.
func annotator(s string) (a *cdx.Annotator, ok bool) {
	kind, name, _ := strings.Cut(s, ":")
	name, email := strings.TrimSpace(name), ""
	if head, tail, found := strings.Cut(name, " ("); found && strings.HasSuffix(tail, ")") && strings.Contains(tail, "@") {
		name, email = head, strings.TrimSuffix(tail, ")")
	}
	switch strings.ToLower(strings.TrimSpace(kind)) {
	case "organization":
		o := &cdx.OrganizationalEntity{Name: name}
		if email != "" {
			o.Contact = &[]cdx.OrganizationalContact{{Email: email}}
		}
		return &cdx.Annotator{Organization: o}, true
	case "person":
		return &cdx.Annotator{Individual: &cdx.OrganizationalContact{Name: name, Email: email}}, true
	case "tool":
		return &cdx.Annotator{Component: &cdx.Component{Type: cdx.ComponentTypeApplication, Name: name}}, true
	}
	return &cdx.Annotator{Individual: &cdx.OrganizationalContact{Name: s}}, false
}
