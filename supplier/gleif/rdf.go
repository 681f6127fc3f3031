// SPDX-License-Identifier: Apache-2.0

package gleif

import (
	"fmt"
	"strings"

	"github.com/kedja/kedja/supplier/importer"
)

// eachTurtle reads data by GLEIF's ontologies of level 1, level 2 and the
// reporting exceptions.
func eachTurtle(f importer.File, r *reader) error {
	t, err := readTurtle(f.Reader)
	if problem := turtleProblem(err); problem != nil {
		at := (&resource{line: problem.line}).position(f.Name)
		r.Errorf("import/syntax", at, "what comes before was read", "the file is no Turtle from here: %v", problem)
	} else if err != nil {
		return fmt.Errorf("%s: %w", f.Name, err)
	}
	registered, recorded := map[string]*resource{}, map[string]*resource{}
	for _, s := range t.order {
		if s.is("LegalEntityIdentifier", "LegalEntityIdentifierRegistryEntry") {
			registered[s.first("identifiesAndRecords")] = s
		}
		if s.is("LegalEntityRelationshipRecord") {
			recorded[s.first("records")] = s
		}
	}
	for _, s := range t.order {
		at := s.position(f.Name)
		switch {
		case s.first("hasLegalName") != "":
			r.record(t.entity(s, registered[s.name]), at)
		case s.first("hasChild") != "" || s.first("hasParent") != "":
			r.relationship(t.relationship(s, recorded[s.name]), at)
		case s.first("hasReportingEntity") != "":
			r.exception(t.exception(s), at)
		}
	}
	return nil
}

// lei is the identifier in the name of a legal entity: L-549300….
func lei(name string) string { return strings.TrimPrefix(name, "L-") }

func (t *turtle) country(address string) string {
	if s := t.byName[address]; s != nil {
		return s.first("hasCountry")
	}
	return ""
}

// entity is a legal entity with its entry in the register, which may be nil.
func (t *turtle) entity(s, entry *resource) entity {
	e := entity{
		LEI: lei(s.name), Name: s.first("hasLegalName"), Jurisdiction: s.first("hasLegalJurisdiction"),
		LegalCountry: t.country(s.first("hasLegalAddress")), HQCountry: t.country(s.first("hasHeadquartersAddress")),
		Former: s.props["hasPreviousLegalName"],
	}
	for property := range otherNames {
		e.Aliases = append(e.Aliases, s.props[property]...)
	}
	if s.is("SoleProprietor") {
		e.Category = "SOLE_PROPRIETOR"
	}
	if s.first("hasEntityStatus") == "EntityStatusInactive" {
		e.Status = "INACTIVE"
	}
	if id := t.byName[s.first("hasRegistrationIdentifier")]; id != nil {
		e.Authority, e.AuthorityID = id.first("hasRegisteredAuthority"), id.first("hasEntityID")
	}
	if entry != nil {
		e.Registration = code(entry.first("hasRegistrationStatus"), "RegistrationStatus")
		e.Validation = code(entry.first("hasValidationSources"), "ValidationSourceKind")
		e.Updated = entry.first("hasLastUpdateDate")
	}
	return e
}

// otherNames are the properties with further names of an entity.
var otherNames = map[string]bool{
	"hasTradingOrOperatingName": true, "hasOtherLegalName": true, "hasAlternativeLanguageLegalName": true,
	"hasTransliteratedLegalName": true, "hasTradingName": true,
}

// code turns the name of an individual into the code of the other formats:
// ValidationSourceKindFullyCorroborated is FULLY_CORROBORATED.
func code(name, prefix string) string {
	var b strings.Builder
	for i, c := range strings.TrimPrefix(name, prefix) {
		if i > 0 && 'A' <= c && c <= 'Z' {
			b.WriteByte('_')
		}
		b.WriteRune(c)
	}
	return strings.ToUpper(b.String())
}

func (t *turtle) relationship(s, record *resource) relationship {
	out := relationship{Start: lei(s.first("hasChild")), End: lei(s.first("hasParent"))}
	for class, kind := range map[string]string{
		"DirectConsolidation": "IS_DIRECTLY_CONSOLIDATED_BY", "UltimateConsolidation": "IS_ULTIMATELY_CONSOLIDATED_BY",
		"InternationalBranchRelationship": "IS_INTERNATIONAL_BRANCH_OF",
	} {
		if s.is(class) {
			out.Type = kind
		}
	}
	if out.Type == "" {
		out.Type = s.first("a")
	}
	out.Status = code(s.first("hasRelationshipStatus"), "RelationshipStatus")
	if p := t.byName[s.first("hasRelationshipPeriod")]; p != nil {
		out.From, out.To = p.first("hasStart"), p.first("hasEnd")
	}
	if record != nil {
		out.Registration = code(record.first("hasRegistrationStatus"), "RegistrationStatus")
		out.Validation = code(record.first("hasValidationSources"), "ValidationSourceKind")
		out.Update = record.first("hasLastUpdateDate")
	}
	return out
}

func (t *turtle) exception(s *resource) exception {
	e := exception{
		LEI: lei(s.first("hasReportingEntity")), Category: "accounting consolidation parent",
	}
	for _, reason := range s.props["hasExceptionReason"] {
		e.Reasons = append(e.Reasons, code(reason, "ExceptionReasonKind"))
	}
	switch {
	case s.is("DirectConsolidationReportingException"):
		e.Category = "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT"
	case s.is("UltimateConsolidationReportingException"):
		e.Category = "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT"
	}
	return e
}
