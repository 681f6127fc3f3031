// SPDX-License-Identifier: Apache-2.0

// Package supplier knows the parties behind products: companies,
// foundations, maintainers, state bodies; their owners, places and practices,
// the countries they touch and the acts of authorities about them. It joins
// components to parties and says by which way.
//
// Absent facts are unknown, never false: see [List] and the pointer fields
// of [Supplier].
package supplier

// Supplier is one party (kind: Supplier). Where CycloneDX 2.0 has a name for
// a field of its party, the field has that name.
type Supplier struct {
	ID          string            `json:"id"`
	Name        string            `json:"name,omitempty"`
	LegalName   string            `json:"legalName,omitempty"`
	Kind        string            `json:"partyKind,omitempty"` // company | foundation | person | state | community
	Aliases     []string          `json:"aliases,omitempty"`
	FormerNames []string          `json:"formerNames,omitempty"`
	Identifiers map[string]string `json:"identifiers,omitempty"` // by scheme: lei, duns, eori, vat, euid, ein … an open list
	Match       Match             `json:"match,omitzero"`
	Roles       []string          `json:"roles,omitempty"`

	Jurisdiction string     `json:"jurisdiction,omitempty"` // country of registration, or its part: SE, US-DE (ISO 3166-2)
	Founded      Date       `json:"foundingDate,omitzero"`
	Dissolved    Date       `json:"dissolutionDate,omitzero"`
	Established  string     `json:"established,omitempty"`  // ISO 3166-1 alpha-2
	Headquarters string     `json:"headquarters,omitempty"` // ISO 3166-1 alpha-2
	Sites        List[Site] `json:"sites,omitzero"`
	SitesAll     bool       `json:"sitesComplete,omitempty"`

	Owners List[Owner] `json:"owners,omitzero"`
	// UnlistedHolderMax bounds the share of any single holder outside
	// Owners: 0 = the list is complete, nil = unknown (may be 1).
	UnlistedHolderMax *float64          `json:"unlistedHolderMax,omitempty"`
	StateLinks        List[StateLink]   `json:"stateLinks,omitzero"`
	Subcontractors    List[Subcontract] `json:"subcontractors,omitzero"`
	SubcontractorsAll bool              `json:"subcontractorsComplete,omitempty"`
	Relations         List[Relation]    `json:"relations,omitzero"`

	Certificates    List[Certificate] `json:"certificates,omitzero"`
	Practices       Practices         `json:"practices,omitzero"`
	Incidents       List[Incident]    `json:"incidents,omitzero"`
	SupplyAssurance SupplyAssurance   `json:"supplyAssurance,omitzero"`
	Designations    List[Designation] `json:"designations,omitzero"`

	Provenance
	Origin `json:"-"`
}

// Match says which components and names belong to the party.
type Match struct {
	PURL       []string `json:"purl,omitempty"`    // patterns, a trailing * matches any rest
	Domains    []string `json:"domains,omitempty"` // DNS domains of the party
	CPEVendors []string `json:"cpeVendors,omitempty"`
}

// Site is a place where the party works.
type Site struct {
	Kind    string `json:"kind"` // manufacture | development | support | hosting
	Country string `json:"country"`
	Share   *Range `json:"share,omitempty"` // 0..1 of that kind of work
	From    Date   `json:"from,omitzero"`
	To      Date   `json:"to,omitzero"`
	Source  string `json:"source,omitempty"`
}

// Owner is a holder of shares of the party. Votes default to Share (an
// assumption). State holders are named state:XA.
type Owner struct {
	Party  string   `json:"party"`
	Share  *Range   `json:"share,omitempty"`  // 0..1
	Votes  *Range   `json:"votes,omitempty"`  // 0..1
	Rights []string `json:"rights,omitempty"` // see [Rights]
	From   Date     `json:"from,omitzero"`
	To     Date     `json:"to,omitzero"`
	Source string   `json:"source,omitempty"`
}

// StateLink ties the party to a state by something other than ownership.
type StateLink struct {
	Country string `json:"country"`
	Kind    string `json:"kind"` // golden-share | board | subsidy | military | intelligence-duty
	From    Date   `json:"from,omitzero"`
	To      Date   `json:"to,omitzero"`
	Source  string `json:"source,omitempty"`
}

// Subcontract is a share of the party's work done by another.
type Subcontract struct {
	Party   string `json:"party"`
	Share   *Range `json:"share,omitempty"`
	Service string `json:"service,omitempty"`
	From    Date   `json:"from,omitzero"`
	To      Date   `json:"to,omitzero"`
	Source  string `json:"source,omitempty"`
}

// Relation ties the party to another without saying who holds its votes:
// consolidation in the accounts, for one, is no control. The kinds are an
// open list; CycloneDX 2.0 has parent and delegatedBy, registers of legal
// entities consolidatedBy, ultimatelyConsolidatedBy, branchOf, fundManagedBy,
// subfundOf, feederOf, memberOf and succeeds.
type Relation struct {
	Kind   string `json:"kind"`
	Party  string `json:"party"`
	From   Date   `json:"from,omitzero"`
	To     Date   `json:"to,omitzero"`
	Note   string `json:"note,omitempty"`
	Source string `json:"source,omitempty"`
}

// Certificate is a certificate held.
type Certificate struct {
	Scheme    string `json:"scheme"`
	Level     string `json:"level,omitempty"`
	Scope     string `json:"scope,omitempty"`
	ValidFrom Date   `json:"validFrom,omitzero"`
	ValidTo   Date   `json:"validTo,omitzero"`
	Source    string `json:"source,omitempty"`
}

// Practices are the party's security practices; nil and "" are unknown.
type Practices struct {
	CVDPolicy         *bool              `json:"cvdPolicy,omitempty"`
	PSIRT             *bool              `json:"psirt,omitempty"`
	SBOMProvided      *bool              `json:"sbomProvided,omitempty"`
	SecureDevelopment string             `json:"secureDevelopment,omitempty"` // a standard, or none
	PatchDays         map[string]float64 `json:"patchDays,omitempty"`         // by severity
	SupportYears      *float64           `json:"supportYears,omitempty"`
}

// Incident is an event in the party's history. Alleged ones are neither
// scored nor shared.
type Incident struct {
	Date     Date     `json:"date"`
	Kind     string   `json:"kind"`
	Severity Severity `json:"severity,omitempty"`
	State    string   `json:"state"` // alleged | confirmed | refuted
	Reply    string   `json:"reply,omitempty"`
	ReviewBy Date     `json:"reviewBy,omitzero"`
	Source   string   `json:"source,omitempty"`
}

// SupplyAssurance is the ability to keep delivering.
type SupplyAssurance struct {
	StockDays             *float64     `json:"stockDays,omitempty"`
	SingleSourceMaterials List[string] `json:"singleSourceMaterials,omitzero"`
	EndOfSale             string       `json:"endOfSale,omitempty"` // a date, or none
}

// Designation is an authority's act about the party. kedja prints it only
// with authority, act and date, and never makes one.
type Designation struct {
	Regime    string           `json:"regime"`
	Status    string           `json:"status"` // high-risk | restricted | excluded | exempted | cleared | suspended | annulled
	Scope     DesignationScope `json:"scope,omitzero"`
	Authority string           `json:"authority,omitempty"`
	LegalRef  string           `json:"legalBasis,omitempty"`
	From      Date             `json:"from,omitzero"`
	To        Date             `json:"to,omitzero"`
	Source    string           `json:"source,omitempty"`
}

// DesignationScope says what the act covers; empty is everything.
type DesignationScope struct {
	Assets []string `json:"assets,omitempty"` // class patterns, a trailing * matches any rest
}

// Country is facts about a jurisdiction (kind: Country).
type Country struct {
	Code        string             `json:"code"` // ISO 3166-1 alpha-2; AA, QM-QZ, XA-XZ, ZZ are user-assigned
	Name        string             `json:"name,omitempty"`
	Memberships map[string]bool    `json:"memberships,omitempty"` // eu, eea, nato, gpa
	Agreements  map[string]bool    `json:"agreements,omitempty"`  // dataProtectionAdequacy, securityInformation, procurementAccess, budapestConvention …
	Law         map[string]bool    `json:"law,omitempty"`         // compelledAssistance, independentReview, extraterritorial
	Indices     map[string]float64 `json:"indices,omitempty"`     // percentiles, 0..100
	Concern     List[Concern]      `json:"concern,omitzero"`

	Provenance
	Origin `json:"-"`
}

// Concern is an authority's act about a country, never ours.
type Concern struct {
	Regime    string `json:"regime"`
	Authority string `json:"authority,omitempty"`
	LegalRef  string `json:"legalBasis,omitempty"`
	From      Date   `json:"from,omitzero"`
	To        Date   `json:"to,omitzero"`
	Source    string `json:"source,omitempty"`
}

// Curation is a person's decision who a component comes from
// (kind: Curation).
type Curation struct {
	ID     string `json:"id"`
	PURL   string `json:"purl"` // pattern, a trailing * matches any rest
	Party  string `json:"party"`
	Reason string `json:"reason,omitempty"`
	Author string `json:"author,omitempty"`

	Provenance
	Origin `json:"-"`
}
