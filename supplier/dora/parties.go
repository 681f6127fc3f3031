// SPDX-License-Identifier: Apache-2.0

package dora

import (
	"strconv"
	"strings"

	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/importer"
	"github.com/kedja/kedja/system"
)

// maintainer takes the entity that maintains the register (B_01.01).
func (r *reader) maintainer(v *row) bool {
	if r.System != nil {
		r.Warnf("dora/second-register", v.at, "import one register at a time", "a second entity maintains a register; it was taken as a party only")
	} else {
		r.date = v.get("0060")
		r.System = &system.System{ID: "register-of-information"}
	}
	lei, name, country := v.get("0010"), v.get("0020"), v.country("0030")
	s := r.financial(v, lei, name, country, "0040")
	if s == nil {
		return false
	}
	if r.System.Entity.ID == "" {
		r.System.Name = "Services in the register of information of " + name
		r.System.Entity = system.Entity{ID: s.ID, Name: name, Country: importer.Country(country)}
		if kind := r.entityType(v.get("0040")); kind != "" {
			r.System.Entity.Sectors = []string{kind}
		}
		r.System.Provenance.Source = "register"
		src := r.source(v)
		src.Retrieved = r.Options.Retrieved
		r.System.Sources = map[string]*supplier.Source{"register": &src}
		r.System.AsOf = src.Date
	}
	return true
}

// entityTypes are the members of the dictionary for types of entity.
var entityTypes = map[string]string{
	"ct:x12": "credit institutions", "ct:x599": "investment firms", "ct:x643": "central counterparties",
	"ct:x639": "asset management companies", "ct:x301": "account information service providers",
	"ct:x302": "electronic money institutions", "ct:x303": "crypto-asset service providers",
	"ct:x304": "central security depository", "ct:x305": "trading venues", "ct:x306": "trade repositories",
	"ct:x300": "payment institution", "ct:x316": "other financial entity", "ct:x315": "securitisation repository",
	"ct:x314": "crowdfunding service providers", "ct:x313": "administrator of critical benchmarks",
	"ct:x312": "credit rating agency", "ct:x311": "institutions for occupational retirement provision",
	"ct:x320": "insurance intermediaries", "ct:x309": "insurance and reinsurance undertakings",
	"ct:x308": "data reporting service providers", "ct:x307": "managers of alternative investment funds",
	"ct:x318": "non-financial entity", "ct:x317": "ICT intra-group service provider", "ct:x310": "issuers of asset-referenced tokens",
}

func (r *reader) entityType(v string) string {
	code := strings.TrimPrefix(strings.ToLower(v), "eba_")
	if name, ok := entityTypes[code]; ok {
		v = name
	}
	if v == "" {
		return ""
	}
	return "dora:" + importer.Slug(v)
}

// financial writes an entity of the group.
func (r *reader) financial(v *row, lei, name, country, kind string) *supplier.Supplier {
	id := r.partyID(v, lei, "LEI")
	if id == "" {
		return nil
	}
	s := r.Party(id)
	source := r.Source(s, r.source(v))
	r.Identify(s, "lei", lei, source, v.at)
	r.Set(s, "name", &s.Name, name, source, v.at)
	r.SetCountry(s, "established", &s.Established, country, source, v.at)
	if k := r.entityType(v.get(kind)); k != "" {
		s.Roles = append(s.Roles, k)
	}
	return s
}

// entity takes an entity within the scope of the register (B_01.02).
func (r *reader) entity(v *row) bool {
	s := r.financial(v, v.get("0010"), v.get("0020"), v.country("0030"), "0040")
	if s == nil {
		return false
	}
	if parent := v.get("0060"); parent != "" && parent != v.get("0010") {
		if id := r.partyID(v, parent, "LEI"); id != "" {
			r.named(v, id, parent, "LEI")
			r.Relate(s, supplier.Relation{Kind: "parent", Party: id, Source: r.Source(s, r.source(v))}, v.at)
		}
	}
	return true
}

// branch takes a branch (B_01.03).
func (r *reader) branch(v *row) bool {
	code := v.get("0010")
	if code == "" {
		r.Errorf("dora/no-code", v.at, "fill in the column", "the branch has no identification code; the row was left out")
		return false
	}
	kind := "BRANCH"
	if supplier.CheckIdentifier("lei", code) == nil {
		kind = "LEI"
	}
	s := r.Party(r.partyID(v, code, kind))
	source := r.Source(s, r.source(v))
	r.Set(s, "name", &s.Name, v.get("0030"), source, v.at)
	r.SetCountry(s, "headquarters", &s.Headquarters, v.country("0040"), source, v.at)
	if head := v.get("0020"); head != "" {
		if id := r.partyID(v, head, "LEI"); id != "" {
			r.named(v, id, head, "LEI")
			r.Relate(s, supplier.Relation{Kind: "branchOf", Party: id, Source: source}, v.at)
		}
	}
	return true
}

// partyID is the id of a party by its code and the type of that: LEI, EUID,
// or a country and a type of code (SE_CRN). Codes without a type that look
// like an LEI are one.
func (r *reader) partyID(v *row, code, kind string) string {
	code = strings.TrimSpace(code)
	if _, rest, ok := strings.Cut(kind, ":"); ok {
		kind = rest
	}
	isLEI := supplier.CheckIdentifier("lei", strings.ToUpper(code)) == nil
	switch {
	case code == "":
		r.Errorf("dora/no-code", v.at, "fill in the column", "the row of %s does not identify a party and was left out", v.template)
		return ""
	case isLEI && !strings.Contains(kind, "_"):
		return importer.LEI(strings.ToUpper(code))
	case strings.EqualFold(kind, "LEI"):
		r.Warnf("dora/lei", v.at, "correct it", "%q is no LEI: %v", code, supplier.CheckIdentifier("lei", code))
	}
	return importer.SafeID("dora", strings.ToLower(kind), code)
}

// scheme is the name under which records have a code: the types of the
// templates are a country, an underscore and CRN, VAT, PNR or NIN, or EUID.
func scheme(kind string) string {
	if strings.EqualFold(kind, "EUID") {
		return "euid"
	}
	if country, t, ok := strings.Cut(kind, "_"); ok && strings.EqualFold(t, "VAT") && len(country) == 2 {
		return "vat"
	}
	return importer.Slug(kind)
}

// named makes sure that a party which a row refers to has a record.
func (r *reader) named(v *row, id, code, kind string) *supplier.Supplier {
	if s := r.Known(id); s != nil {
		return s
	}
	s := r.Party(id)
	source := r.Source(s, r.source(v))
	if strings.HasPrefix(id, "lei:") {
		r.Identify(s, "lei", strings.ToUpper(code), source, v.at)
	} else if k := scheme(kind); k != "" && k != "lei" && k != "branch" && !personal(kind) {
		r.Identify(s, k, code, source, v.at)
	}
	return s
}

// personal reports whether a type of code is one of natural persons:
// passport and national identity numbers.
func personal(kind string) bool {
	_, t, _ := strings.Cut(kind, "_")
	return strings.EqualFold(t, "PNR") || strings.EqualFold(t, "NIN")
}

// party is the party that a row refers to by code and type.
func (r *reader) party(v *row, code, kind string) *supplier.Supplier {
	c, k := v.get(code), v.get(kind)
	if personal(k) {
		return r.named(v, supplier.PersonID("", "dora "+k+" "+c), c, k)
	}
	id := r.partyID(v, c, k)
	if id == "" {
		return nil
	}
	return r.named(v, id, c, k)
}

// provider takes an ICT third-party service provider (B_05.01).
func (r *reader) provider(v *row) bool {
	s := r.party(v, "0010", "0020")
	if s == nil {
		return false
	}
	source := r.Source(s, r.source(v))
	s.Roles = append(s.Roles, "ict-service-provider")
	individual := v.code("0040") == "individual" || personal(v.get("0020"))
	if individual {
		r.Set(s, "partyKind", &s.Kind, "person", source, v.at)
	}
	name := v.get("0030")
	if !individual || r.Options.Persons {
		r.Set(s, "name", &s.Name, name, source, v.at)
	}
	r.SetCountry(s, "headquarters", &s.Headquarters, v.country("0050"), source, v.at)
	if v.get("0080") == "" || v.get("0080") == v.get("0010") {
		return true
	}
	if parent := r.party(v, "0080", "0090"); parent != nil && parent != s {
		// An ultimate parent undertaking by accounting law; who holds the
		// votes is another question.
		r.Relate(s, supplier.Relation{Kind: "ultimateParent", Party: parent.ID, Source: source}, v.at)
	}
	return true
}

// chain takes a link of the supply chain (B_05.02): the party at rank n
// works for the one at rank n-1.
func (r *reader) chain(v *row) bool {
	s := r.party(v, "0030", "0040")
	if s == nil {
		return false
	}
	kind := serviceType(v.get("0020"))
	rank, err := strconv.Atoi(v.get("0050"))
	switch {
	case err != nil || rank < 1:
		r.Errorf("dora/rank", v.at, "write 1 for the direct provider, more for subcontractors", "the rank %q is no number from 1; the row was left out", v.get("0050"))
		return false
	case rank == 1:
		r.service(v, v.get("0010"), s.ID, kind)
		return true
	case v.get("0060") == "":
		r.Errorf("dora/recipient", v.at, "fill in b_05.02.0060", "%s has rank %d, but the row does not say for whom it works; it was left out", s.ID, rank)
		return false
	}
	recipient := r.party(v, "0060", "0070")
	if recipient == nil || recipient == s {
		return false
	}
	what := kind
	if t, ok := services[kind]; ok {
		what = t.name
	}
	for _, have := range recipient.Subcontractors.Items {
		if have.Party == s.ID && have.Service == what {
			return true // the same under another contract
		}
	}
	recipient.Subcontractors.Items = append(recipient.Subcontractors.Items, supplier.Subcontract{
		Party: s.ID, Service: what, Source: r.Source(recipient, r.source(v)),
	})
	return true
}

// intraGroup takes an entity of the group that provides services (B_03.03).
func (r *reader) intraGroup(v *row) bool {
	id := r.partyID(v, v.get("0020"), "LEI")
	if id == "" {
		return false
	}
	s := r.named(v, id, v.get("0020"), "LEI")
	s.Roles = append(s.Roles, "ict-intra-group-provider")
	if k := r.contracts[v.get("0010")]; k != nil && k.supplier == "" {
		k.supplier = s.ID
	}
	return true
}
