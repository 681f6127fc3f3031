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
			p.URLs = r.Strings()
		case "contact":
			p.Email = r.contactEmail()
		case "address":
			p.Country = r.country()
		case "bom-ref":
			r.BindOther(r.Ref(r.Bytes()))
		default:
			r.unknown("an organization")
		}
	}
	return r.party(p)
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
	return &r.parties.One(p)[0]
}

// contactEmail returns the first e-mail address of a list of contacts.
func (r *reader) contactEmail() string {
	for _, c := range r.contacts(nil, sbom.PartyPerson) {
		if c.Email != "" {
			return c.Email
		}
	}
	return ""
}

// contacts reads a list of contacts, or a single one.
func (r *reader) contacts(list []sbom.Party, kind sbom.PartyKind) []sbom.Party {
	if k := r.Kind(); k == '{' || k == '"' {
		p, ok := r.contact(kind)
		r.Note(diag.Warning, "cyclonedx/party", "write a list", "expected a list of contacts, found one")
		if ok {
			list = append(list, p)
		}
		return list
	}
	if !r.Array() {
		return list
	}
	for r.Element() {
		if p, ok := r.contact(kind); ok {
			list = append(list, p)
		}
	}
	return list
}

func (r *reader) contact(kind sbom.PartyKind) (sbom.Party, bool) {
	p := sbom.Party{Kind: kind}
	if r.Kind() == '"' {
		p.Name = r.Str()
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
		case "bom-ref":
			r.BindOther(r.Ref(r.Bytes()))
		case "phone":
		default:
			r.unknown("a contact")
		}
	}
	return p, p.Name != "" || p.Email != ""
}

// country returns the country of a postal address, as stated.
func (r *reader) country() string {
	country := ""
	if !r.Object() {
		return ""
	}
	for r.Member() {
		if string(r.Name()) == "country" {
			country = r.Intern()
		}
	}
	return country
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
