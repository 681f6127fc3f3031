// SPDX-License-Identifier: Apache-2.0

package inquiry

import (
	"reflect"
	"strings"

	"github.com/kedja/kedja/supplier"
)

// field is a fact that can be asked for: the field of a record.
type field struct {
	path string // inside the record or the entry: practices/psirt
	text string
	form Form
	own  bool // a Supplier's field that the user finds out, not the supplier
	// at is where a Supplier holds it; nil for the fields of other records.
	at func(*supplier.Supplier) any
}

func bound(x float64) *float64 { return &x }

// count is the form of a number that is not negative.
func count(unit string) Form { return Form{Type: Number, Unit: unit, Min: bound(0)} }

// span is the form of a number that is not negative, or of its bounds.
func span(unit string) Form { return Form{Type: Range, Unit: unit, Min: bound(0)} }

func share() Part { return Part{Name: "share", Type: Range} }

func word(name string, words ...string) Part {
	return Part{Name: name, Type: Word, Words: words, Required: true}
}

func country() Part { return Part{Name: "country", Type: Country, Required: true} }

func party() Part { return Part{Name: "party", Type: "a name or id", Required: true} }

// rights are what an owner may do by other means than votes.
func rights() Part { return Part{Name: "rights", Type: List, Words: supplier.Rights()} }

func text(name string, required bool) Part { return Part{Name: name, Type: "text", Required: required} }

func date(name string, required bool) Part { return Part{Name: name, Type: Date, Required: required} }

// supplierFields are the facts about a party, in the order of the form.
func supplierFields() []field {
	return append(append(identityFields(), controlFields()...), conductFields()...)
}

func identityFields() []field {
	return []field{
		{path: "legalName", text: "Name under which the party is registered", form: Form{Type: Text}, at: func(s *supplier.Supplier) any { return &s.LegalName }},
		{path: "partyKind", text: "Kind of legal person", at: func(s *supplier.Supplier) any { return &s.Kind },
			form: Form{Type: Word, Words: []string{"company", "foundation", "person", "state", "community", "public-body", "trust", "fund", "arrangement"}}},
		{path: "jurisdiction", text: "Country, or part of one, in whose register the party stands", at: func(s *supplier.Supplier) any { return &s.Jurisdiction },
			form: Form{Type: Country, Note: "for a part of a country with law of its own its ISO 3166-2 code"}},
		{path: "established", text: "Country by whose law the party is established", form: Form{Type: Country}, at: func(s *supplier.Supplier) any { return &s.Established }},
		{path: "headquarters", text: "Country of the headquarters", form: Form{Type: Country}, at: func(s *supplier.Supplier) any { return &s.Headquarters }},
		{path: "sites", text: "Places of manufacture, development, support and hosting", at: func(s *supplier.Supplier) any { return &s.Sites },
			form: Form{Type: List, None: true, Entry: []Part{word("kind", "manufacture", "development", "support", "hosting"), country(), share()},
				Note: "share is of that kind of work"}},
		{path: "sitesComplete", text: "Whether the list of places is complete", form: complete(), at: func(s *supplier.Supplier) any { return &s.SitesAll }},
	}
}

// complete is the form of a declaration that a list goes no further.
func complete() Form {
	return Form{Type: Word, Words: []string{"true"}, Note: "once what was missing in the list is added"}
}

func controlFields() []field {
	return []field{
		{path: "owners", text: "Holders of shares or votes, each with its share", at: func(s *supplier.Supplier) any { return &s.Owners },
			form: Form{Type: List, None: true, Entry: []Part{party(), share(), {Name: "votes", Type: Range}, rights(), date("from", false), date("to", false)},
				Note: "a state is state:XX with its two letters, a natural person person:1, person:2 … without a name; votes only where they differ from the share; rights are those beside the votes, a veto as veto-budget where it is over one thing"}},
		{path: "unlistedHolderMax", text: "Largest share that any single holder outside the list of owners can have", at: func(s *supplier.Supplier) any { return &s.UnlistedHolderMax },
			form: Form{Type: Number, Min: bound(0), Max: bound(1), Note: "0 says that the list is complete"}},
		{path: "stateLinks", text: "Ties to a state other than ownership", at: func(s *supplier.Supplier) any { return &s.StateLinks },
			form: Form{Type: List, None: true, Entry: []Part{country(), word("kind", "golden-share", "board", "subsidy", "military", "intelligence-duty")}}},
		{path: "subcontractors", text: "Subcontractors, each with its share of the work", at: func(s *supplier.Supplier) any { return &s.Subcontractors },
			form: Form{Type: List, None: true, Entry: []Part{party(), share(), text("service", false)}}},
		{path: "subcontractorsComplete", text: "Whether the list of subcontractors is complete", form: complete(), at: func(s *supplier.Supplier) any { return &s.SubcontractorsAll }},
	}
}

func conductFields() []field {
	return []field{
		{path: "certificates", text: "Security certificates held", at: func(s *supplier.Supplier) any { return &s.Certificates },
			form: Form{Type: List, None: true, Entry: []Part{text("scheme", true), text("level", false), text("scope", false), date("validFrom", false), date("validTo", false)}}},
		{path: "practices/cvdPolicy", text: "Whether there is a policy of coordinated vulnerability disclosure", form: Form{Type: Boolean}, at: func(s *supplier.Supplier) any { return &s.Practices.CVDPolicy }},
		{path: "practices/psirt", text: "Whether a team handles vulnerabilities of the products (PSIRT)", form: Form{Type: Boolean}, at: func(s *supplier.Supplier) any { return &s.Practices.PSIRT }},
		{path: "practices/sbomProvided", text: "Whether an SBOM comes with the products", form: Form{Type: Boolean}, at: func(s *supplier.Supplier) any { return &s.Practices.SBOMProvided }},
		{path: "practices/secureDevelopment", text: "Standard or procedure of secure development", form: Form{Type: Text, None: true}, at: func(s *supplier.Supplier) any { return &s.Practices.SecureDevelopment }},
		{path: "practices/patchDays", text: "Days from the report of a vulnerability to its fix, by severity", at: func(s *supplier.Supplier) any { return &s.Practices.PatchDays },
			form: Form{Type: Mapping, Entry: []Part{days("low"), days("moderate"), days("high"), days("critical")}}},
		{path: "practices/supportYears", text: "Years for which a product gets security updates", form: count("years"), at: func(s *supplier.Supplier) any { return &s.Practices.SupportYears }},
		{path: "incidents", text: "Security incidents of the past five years", at: func(s *supplier.Supplier) any { return &s.Incidents },
			form: Form{Type: List, None: true, Entry: []Part{date("date", true), text("kind", true),
				{Name: "severity", Type: Word, Words: []string{"low", "moderate", "high", "critical"}}, word("state", "alleged", "confirmed", "refuted"), text("reply", false)}}},
		{path: "supplyAssurance/stockDays", text: "Days for which deliveries go on from stock when supply stops", form: count("days"), at: func(s *supplier.Supplier) any { return &s.SupplyAssurance.StockDays }},
		{path: "supplyAssurance/singleSourceMaterials", text: "Materials that come from a single source", form: Form{Type: List, None: true}, at: func(s *supplier.Supplier) any { return &s.SupplyAssurance.SingleSourceMaterials }},
		{path: "supplyAssurance/endOfSale", text: "Announced end of sale", form: Form{Type: Date, None: true}, at: func(s *supplier.Supplier) any { return &s.SupplyAssurance.EndOfSale }},
		{path: "designations", own: true, text: "Acts of authorities about the party, as published", at: func(s *supplier.Supplier) any { return &s.Designations },
			form: Form{Type: List, None: true, Entry: []Part{text("regime", true),
				word("status", "high-risk", "restricted", "excluded", "exempted", "cleared", "suspended", "annulled"),
				text("authority", true), text("legalBasis", true), date("from", true), date("to", false), text("source", true)},
				Note: "none only after a look at the published acts"}},
		{path: "roles", own: true, text: "What the party does for the system", form: Form{Type: List}, at: func(s *supplier.Supplier) any { return &s.Roles }},
	}
}

func days(severity string) Part { return Part{Name: severity, Type: "days"} }

// supplierField finds the field that a path belongs to: itself, or the one
// that holds it. Several answer to the name of what holds them.
func supplierField(path string) []field {
	var below []field
	for _, f := range supplierFields() {
		if f.path == path || strings.HasPrefix(path, f.path+"/") {
			return []field{f}
		}
		if strings.HasPrefix(f.path, path+"/") {
			below = append(below, f)
		}
	}
	return below
}

// stated reports whether the record says anything about the field.
func (f *field) stated(s *supplier.Supplier) bool {
	return f.at != nil && !reflect.ValueOf(f.at(s)).Elem().IsZero()
}
