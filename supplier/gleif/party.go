// SPDX-License-Identifier: Apache-2.0

package gleif

import (
	"fmt"
	"path"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/importer"
)

// describe writes what an LEI record says into the party's record.
func (r *reader) describe(s *supplier.Supplier, e entity, at diag.Position) {
	r.Taken(Records)
	words := []string{"LEI record " + e.LEI}
	for _, w := range []string{e.Registration, e.Validation} {
		if w != "" {
			words = append(words, strings.ToLower(strings.ReplaceAll(w, "_", " ")))
		}
	}
	source := r.Source(s, r.source(strings.Join(words, ", "), e.Updated, e.Validation, at))
	r.Identify(s, "lei", e.LEI, source, at)
	r.Set(s, "partyKind", &s.Kind, kinds[e.Category], source, at)
	if r.named(&e) {
		r.name(s, e, source, at)
	} else {
		r.Infof("import/person", at, "--persons writes the name", "%s is a natural person in business, whose name was not written", s.ID)
	}
	r.places(s, e, source, at)
	if e.Status == "INACTIVE" {
		r.Infof("gleif/inactive", at, "ask what took its place", "%s is no longer active", s.ID)
	}
}

// named reports whether the record gets the names of the entity.
func (r *reader) named(e *entity) bool { return e.Category != "SOLE_PROPRIETOR" || r.Options.Persons }

// kinds are the categories of entities that say what kind of party it is. A
// GENERAL one may be a company, a foundation or an association.
var kinds = map[string]string{
	"SOLE_PROPRIETOR": "person", "FUND": "fund", "RESIDENT_GOVERNMENT_ENTITY": "public-body",
}

func (r *reader) name(s *supplier.Supplier, e entity, source string, at diag.Position) {
	r.Set(s, "name", &s.Name, e.Name, source, at)
	r.Set(s, "legalName", &s.LegalName, e.Name, source, at)
	for _, n := range e.Aliases {
		r.Alias(s, &s.Aliases, n)
	}
	for _, n := range e.Former {
		r.Alias(s, &s.FormerNames, n)
	}
	if e.AuthorityID != "" && strings.HasPrefix(e.Authority, "RA") && e.Authority != "RA999999" && e.Authority != "RA888888" {
		// The register by its code in GLEIF's list of registration
		// authorities; the two left out mean that there is none.
		r.Identify(s, strings.ToLower(e.Authority), e.AuthorityID, source, at)
	}
	for _, b := range e.BIC {
		if s.Identifiers["swift-bic"] == "" {
			r.Identify(s, "swift-bic", b, source, at)
		}
	}
}

func (r *reader) places(s *supplier.Supplier, e entity, source string, at diag.Position) {
	if j := strings.ToUpper(importer.Clean(e.Jurisdiction)); j != "" && supplier.ValidJurisdiction(j) {
		r.Set(s, "jurisdiction", &s.Jurisdiction, j, source, at)
		r.SetCountry(s, "established", &s.Established, e.Jurisdiction, source, at)
	} else {
		r.SetCountry(s, "established", &s.Established, e.LegalCountry, source, at)
	}
	r.SetCountry(s, "headquarters", &s.Headquarters, e.HQCountry, source, at)
	r.SetDate(s, "foundingDate", &s.Founded, e.Created, source, at)
}

// source describes a record as a source of facts. How far GLEIF's issuers
// compared it with others is its grade.
func (r *reader) source(what, updated, validation string, at diag.Position) supplier.Source {
	s := supplier.Source{Title: fmt.Sprintf("GLEIF: %s, in %s", what, path.Base(at.File))}
	s.Date, _ = importer.Date(updated)
	switch validation {
	case "FULLY_CORROBORATED":
		s.Grade = "third-party"
	case "PARTIALLY_CORROBORATED":
		s.Grade = "with-proof"
	case "ENTITY_SUPPLIED_ONLY":
		s.Grade = "self-declared"
	}
	return s
}
