// SPDX-License-Identifier: Apache-2.0

package bods

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/importer"
)

// entityOf keeps what the records have a place for.
func entityOf(d *details) *party {
	p := &party{
		name: importer.Clean(string(d.Name)), founded: string(d.Founding), dissolved: string(d.Dissolution),
		country: cmp.Or(d.Jurisdiction.Code, d.IncorporatedIn.Code, d.Jurisdiction.Name, d.IncorporatedIn.Name),
	}
	switch fold(d.EntityType.Type) {
	case "state":
		p.kind, p.legal = "state", true
	case "statebody":
		p.kind = "public-body"
	case "arrangement":
		p.kind = "arrangement"
		if fold(d.EntityType.Subtype) == "trust" {
			p.kind = "trust"
		}
	case "anonymousentity":
		p.unknown = reason("an anonymous entity", d.NoEntity)
	case "unknownentity":
		p.unknown = reason("an unknown entity", d.NoEntity)
	}
	for _, n := range d.AlternateNames {
		p.aliases = append(p.aliases, string(n))
	}
	for _, a := range d.Addresses {
		if fold(string(a.Type)) == "business" && p.residence == "" {
			p.residence = a.Country.Code // where it works, not where its mail goes
		}
	}
	p.identify(d.Identifiers)
	return p
}

// personOf keeps what the records have a place for. A person has no seat:
// the law that it is under is its nationality, where there is one, and the
// place its residence.
func personOf(d *details) *party {
	p := &party{kind: "person"}
	for _, n := range d.Names {
		full := importer.Clean(string(n.Full))
		switch fold(string(n.Type)) {
		case "former", "birth":
			p.former = append(p.former, full)
		case "legal", "individual", "":
			if p.name == "" {
				p.name = full
				continue
			}
			fallthrough
		default:
			p.aliases = append(p.aliases, full)
		}
	}
	if p.name == "" && len(p.aliases) > 0 {
		p.name, p.aliases = p.aliases[0], p.aliases[1:]
	}
	if len(d.Nationalities) == 1 {
		p.country = cmp.Or(d.Nationalities[0].Code, d.Nationalities[0].Name)
	}
	p.residence = d.Residence.Country.Code
	for _, a := range d.Addresses {
		if fold(string(a.Type)) == "residence" && p.residence == "" {
			p.residence = a.Country.Code
		}
	}
	switch fold(string(d.PersonType)) {
	case "anonymousperson":
		p.kind, p.unknown = "", reason("an anonymous person", d.NoPerson)
	case "unknownperson":
		p.kind, p.unknown = "", reason("an unknown person", d.NoPerson)
	}
	p.identify(d.Identifiers)
	return p
}

// reason says why nobody says who it is.
func reason(who string, u *unspecified) string {
	if u != nil && u.Reason != "" {
		return who + ": " + spell(string(u.Reason))
	}
	return who
}

// spell writes a word of a code list as people do: subjectUnableToConfirm
// becomes subject unable to confirm.
func spell(word string) string {
	word = hump.ReplaceAllString(word, "$1 $2")
	return strings.ToLower(strings.ReplaceAll(word, "-", " "))
}

var hump = regexp.MustCompile(`([a-z])([A-Z])`)

// identify keeps identifiers in order: the Legal Entity Identifier first,
// then by scheme and value.
func (p *party) identify(list []identifier) {
	for _, i := range list {
		scheme, value := importer.Clean(string(i.Scheme)), importer.Clean(string(i.ID))
		if value == "" {
			continue
		}
		if strings.EqualFold(scheme, "XI-LEI") || strings.EqualFold(scheme, "LEI") {
			scheme, value = "lei", strings.ToUpper(value)
		}
		if scheme = importer.Slug(cmp.Or(scheme, string(i.SchemeName))); scheme != "" {
			p.identifiers = append(p.identifiers, [2]string{scheme, value})
		}
	}
	slices.SortFunc(p.identifiers, func(x, y [2]string) int {
		lei := func(s string) int {
			if s == "lei" {
				return 0
			}
			return 1
		}
		return cmp.Or(lei(x[0])-lei(y[0]), cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1]))
	})
	p.identifiers = slices.Compact(p.identifiers)
}

// register are schemes of the list of organisation registers: a country, or
// XI and XM for international ones, and the register.
var register = regexp.MustCompile(`^[a-z]{2,3}-[a-z0-9-]+$`)

// id is what the party is called in the records. Identifiers of registers
// are the same in every data set, so that one party is one record.
func (p *party) id(key string) string {
	if p.kind == "person" {
		if len(p.identifiers) > 0 {
			return supplier.PersonID("", "bods "+p.identifiers[0][0]+" "+p.identifiers[0][1])
		}
		return supplier.PersonID("", "bods "+key)
	}
	if p.legal {
		if c := importer.Country(p.country); c != "" {
			return "state:" + c
		}
	}
	for _, i := range p.identifiers {
		switch {
		case p.unknown != "": // nobody says who it is
		case i[0] == "lei" && supplier.CheckIdentifier("lei", i[1]) == nil:
			return importer.LEI(i[1])
		case i[0] != "lei" && register.MatchString(i[0]):
			return importer.SafeID(i[0], i[1])
		}
	}
	return importer.SafeID("bods", key)
}
