// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// organization reads an organizational entity. A plain string, which several
// generators write, is its name. What names nobody is nil: unknown.
func (r *reader) organization() *sbom.Party {
	if r.Kind() == '"' {
		name := r.Intern()
		r.Note(diag.Warning, "cyclonedx/party", `write an object: {"name": …}`,
			"expected an organization, found a string, which is taken as its name")
		return r.party(sbom.Party{Kind: sbom.PartyOrganization, Name: name})
	}
	if r.Kind() == '[' {
		return r.firstOrganization()
	}
	if !r.Object() {
		return nil
	}
	p := sbom.Party{Kind: sbom.PartyOrganization}
	for r.Member() {
		switch string(r.Name()) {
		case "name":
			p.Name = r.Intern()
		case "url":
			p.URLs = r.urls()
		case "contact":
			r.partyContacts(&p)
		case "address":
			r.object(func() { r.address(&p) })
		case "bom-ref":
			more(&p).Ref = r.otherRef()
		default:
			r.unread()
		}
	}
	return r.party(p)
}

// otherRef reads a bom-ref of something that is no node.
func (r *reader) otherRef() string {
	ref := r.Ref(r.Bytes())
	r.BindOther(ref)
	return r.RefName(ref)
}

// more returns the details of a party, made when it has none.
func more(p *sbom.Party) *sbom.PartyDetails {
	if p.More == nil {
		p.More = new(sbom.PartyDetails)
	}
	return p.More
}

func (r *reader) firstOrganization() *sbom.Party {
	var first *sbom.Party
	r.Array()
	for n := 0; r.Element(); n++ {
		if p := r.organization(); first == nil {
			first = p
		} else if p != nil {
			r.Note(diag.Error, "cyclonedx/party", "name one organization", "only one organization is read here")
		}
	}
	r.Note(diag.Warning, "cyclonedx/party", "write an object", "expected an organization, found a list; the first is taken")
	return first
}

// party stores a party, or nil when it names nobody.
func (r *reader) party(p sbom.Party) *sbom.Party {
	switch p.Name {
	case "", "NOASSERTION", "NONE":
		p.Name = ""
	}
	if p.Name == "" && p.Email == "" && len(p.URLs) == 0 {
		return nil
	}
	if p.More != nil || len(p.URLs) > 1 {
		return &r.partySlab.One(p)[0]
	}
	key := partyKey{kind: p.Kind, name: p.Name, email: p.Email, country: p.Country}
	if len(p.URLs) == 1 {
		key.url = p.URLs[0]
	}
	known := r.partiesMet[key]
	if known == nil {
		known = &r.partySlab.One(p)[0]
		if len(r.partiesMet) < maxParties {
			r.partiesMet[key] = known
		}
	}
	return known
}

// partyKey tells parties of few words apart. A supplier of many components is
// stored once.
type partyKey struct {
	kind                      sbom.PartyKind
	name, email, url, country string
}

// maxParties bounds the table of a file of distinct suppliers.
const maxParties = 1 << 14

// urls reads the addresses of an organization, storing short lists once.
func (r *reader) urls() []string {
	list := r.scratch[:0]
	r.EachString(func(b []byte) { list = append(list, r.InternBytes(b)) })
	r.scratch = list
	if len(list) == 0 {
		return nil
	}
	if len(list) > 1 {
		return append([]string(nil), list...)
	}
	one := r.urlLists[list[0]]
	if one == nil {
		one = r.AppendList(nil, list[0])
		if len(r.urlLists) < maxParties {
			r.urlLists[list[0]] = one
		}
	}
	return one
}

// partyContacts keeps the first e-mail address of a list of contacts as that
// of the party, and who else is named or has a telephone.
func (r *reader) partyContacts(p *sbom.Party) {
	for _, c := range r.contacts(nil, sbom.PartyPerson) {
		if p.Email == "" {
			p.Email = c.Email
		}
		contact := sbom.Contact{Name: c.Name, Email: c.Email}
		if c.More != nil {
			contact.Phone = c.More.Contacts[0].Phone
		}
		if contact.Name != "" || contact.Phone != "" || contact.Email != p.Email {
			d := more(p)
			d.Contacts = append(d.Contacts, contact)
		}
	}
}

// contacts reads a list of contacts, or a single one.
func (r *reader) contacts(list []sbom.Party, kind sbom.PartyKind) []sbom.Party {
	if k := r.Kind(); k == '{' || k == '"' {
		p, ok := r.contact(kind)
		r.Note(diag.Warning, "cyclonedx/party", "write a list", "expected a list of contacts, found one")
		if ok {
			list = r.partySlab.Append(list, p)
		}
		return list
	}
	if !r.Array() {
		return list
	}
	for r.Element() {
		if p, ok := r.contact(kind); ok {
			list = r.partySlab.Append(list, p)
		}
	}
	return list
}

// contact reads a person or desk. A telephone is kept as a contact of its own
// among the details.
func (r *reader) contact(kind sbom.PartyKind) (sbom.Party, bool) {
	p := sbom.Party{Kind: kind}
	if r.Kind() == '"' {
		p.Name = r.Intern()
		r.Note(diag.Warning, "cyclonedx/party", `write an object: {"name": …}`, "expected a contact, found a string, which is taken as the name")
		return p, p.Name != ""
	}
	if !r.Object() {
		return p, false
	}
	for r.Member() {
		switch string(r.Name()) {
		case "name":
			p.Name = r.Intern()
		case "email":
			p.Email = r.Intern()
		case "phone":
			if phone := r.Intern(); phone != "" {
				more(&p).Contacts = []sbom.Contact{{Phone: phone}}
			}
		case "bom-ref":
			r.otherRef()
		default:
			r.unread()
		}
	}
	return p, p.Name != "" || p.Email != "" || p.More != nil
}

// address reads a member of a postal address.
func (r *reader) address(p *sbom.Party) {
	a := &more(p).Address
	switch string(r.Name()) {
	case "country":
		p.Country = r.Intern()
	case "region":
		a.Region = r.Intern()
	case "locality":
		a.Locality = r.Intern()
	case "postOfficeBoxNumber":
		a.PostOfficeBox = r.Intern()
	case "postalCode":
		a.PostalCode = r.Intern()
	case "streetAddress":
		a.Street = r.Intern()
	case "bom-ref":
		r.otherRef()
	default:
		r.unread()
	}
}

// nameOf reads a name that some generators write as an object or list.
func (r *reader) nameOf() string {
	if k := r.Kind(); k == '{' || k == '[' {
		if p := r.organization(); p != nil {
			r.Note(diag.Warning, "cyclonedx/party", "write a string", "expected a name, found an object; its name is taken")
			return p.Name
		}
		return ""
	}
	return r.Intern()
}
