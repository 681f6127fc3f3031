// SPDX-License-Identifier: Apache-2.0

package risk

// This file holds what a rule sees as input, one type per scope
// (contract: rule input). Facts are unwrapped and plain; unknown is absent;
// provenance stays outside. The JSON Schemas of these types are given to the
// Rego compiler, so a typo in a rule's input path does not compile.

// Range is an interval as rules see it. Hi is absent where unbounded.
type Range struct {
	Lo float64  `json:"lo"`
	Hi *float64 `json:"hi,omitempty"`
}

// ComponentInput is what a rule of scope component sees.
type ComponentInput struct {
	Component   ComponentFacts   `json:"component"`
	Supplier    *SupplierFacts   `json:"supplier,omitempty"` // absent: unattributed
	Attribution AttributionFacts `json:"attribution"`
	Assets      []AssetRef       `json:"assets"`
	System      SystemFacts      `json:"system"`
	Entity      EntityFacts      `json:"entity"`
}

// SupplierInput is what a rule of scope supplier sees.
type SupplierInput struct {
	Supplier  SupplierFacts           `json:"supplier"`
	Countries map[string]CountryFacts `json:"countries"` // those the supplier touches and that have a record
	Exposure  ExposureFacts           `json:"exposure"`
	Assets    []AssetRef              `json:"assets"` // it serves
	Evidence  map[string]string       `json:"evidence,omitempty"`
	System    SystemFacts             `json:"system"`
	Entity    EntityFacts             `json:"entity"`
}

// ProductInput is what a rule of scope product sees.
type ProductInput struct {
	Product  ProductFacts   `json:"product"`
	Supplier *SupplierFacts `json:"supplier,omitempty"`
	// Countries are those of the product's origins that have a record.
	Countries map[string]CountryFacts `json:"countries"`
	Contracts []ContractFacts         `json:"contracts,omitempty"`
	LockIn    *LockInFacts            `json:"lockIn,omitempty"`
	SBOM      *DocumentFacts          `json:"sbom,omitempty"`
	Assets    []AssetRef              `json:"assets"`
	Evidence  map[string]string       `json:"evidence,omitempty"` // entry: met | partly | notMet
	System    SystemFacts             `json:"system"`
	Entity    EntityFacts             `json:"entity"`
}

// AssetInput is what a rule of scope asset sees.
type AssetInput struct {
	Asset         AssetFacts                               `json:"asset"`
	Concentration map[string]map[string]ConcentrationFacts `json:"concentration"` // by, basis
	SinglePoints  []SinglePointFacts                       `json:"singlePoints"`  // modes stop, noSupply, and all: both together
	CutSets       map[string]int                           `json:"cutSets"`       // size "1".."3": how many, by supplier
	Suppliers     []AssetSupplier                          `json:"suppliers"`
	Evidence      map[string]string                        `json:"evidence,omitempty"` // entry: met | partly | notMet
	System        SystemFacts                              `json:"system"`
	Entity        EntityFacts                              `json:"entity"`
}

// ContractInput is what a rule of scope contract sees.
type ContractInput struct {
	Contract ContractFacts     `json:"contract"`
	Supplier *SupplierFacts    `json:"supplier,omitempty"`
	Assets   []AssetRef        `json:"assets"`
	Evidence map[string]string `json:"evidence,omitempty"` // entry: met | partly | notMet
	System   SystemFacts       `json:"system"`
	Entity   EntityFacts       `json:"entity"`
}

// DocumentInput is what a rule of scope document (one SBOM) sees.
type DocumentInput struct {
	Document DocumentFacts `json:"document"`
	Product  *ProductFacts `json:"product,omitempty"`
	System   SystemFacts   `json:"system"`
	Entity   EntityFacts   `json:"entity"`
}

// SystemInput is what rules of scope system and entity see.
type SystemInput struct {
	Concentration map[string]map[string]ConcentrationFacts `json:"concentration"`
	Evidence      map[string]string                        `json:"evidence,omitempty"` // entry: met | partly | notMet
	Incidents     []IncidentClock                          `json:"incidents"`
	Coverage      CoverageFacts                            `json:"coverage"`
	System        SystemFacts                              `json:"system"`
	Entity        EntityFacts                              `json:"entity"`
}

// ComponentFacts are the facts of one component.
type ComponentFacts struct {
	Name     string     `json:"name"`
	Version  string     `json:"version,omitempty"`
	PURL     *PURLFacts `json:"purl,omitempty"`
	Kind     string     `json:"kind"` // software | hardware | service
	Type     string     `json:"type,omitempty"`
	Scope    string     `json:"scope,omitempty"`
	Licenses []string   `json:"licenses,omitempty"`
	Hashes   []string   `json:"hashes,omitempty"` // algorithms
	Direct   *bool      `json:"direct,omitempty"` // absent: the SBOM has no dependency edges
	Depth    *int       `json:"depth,omitempty"`
	Reach    *int       `json:"reach,omitempty"` // components that reach it, itself included
	// Vulnerabilities are the known ones, and Lookup what became of asking
	// databases for them; absent: nobody asked.
	// Supported says whether the component still gets security updates at the
	// as-of date, by what its SBOMs say of support; absent where they say
	// nothing, or contradict themselves. SupportUntil is the last day stated.
	Supported       *bool                 `json:"supported,omitempty"`
	SupportUntil    string                `json:"supportUntil,omitempty"`
	Vulnerabilities *[]VulnerabilityFacts `json:"vulnerabilities,omitempty"`
	Lookup          *LookupFacts          `json:"lookup,omitempty"`
	// LookedUp says whether there are Vulnerabilities, if only an empty list;
	// Asked whether a database was asked.
	LookedUp bool `json:"lookedUp"`
	Asked    bool `json:"asked"`
}

// PURLFacts is a package URL taken apart.
type PURLFacts struct {
	Type      string `json:"type"`
	Namespace string `json:"namespace,omitempty"`
	Name      string `json:"name"`
}

// AttributionFacts says how the supplier was found.
type AttributionFacts struct {
	Step       string  `json:"step"` // curation … authors, or unattributed
	Confidence float64 `json:"confidence"`
}

// SupplierFacts are the facts of one party. Designations are those that bind
// this entity at the as-of date.
type SupplierFacts struct {
	ID              string              `json:"id"`
	Kind            string              `json:"kind,omitempty"`
	Recorded        bool                `json:"recorded"` // the user has a record of it
	Direct          bool                `json:"direct"`   // it holds a product, service or contract of the system
	Roles           []string            `json:"roles,omitempty"`
	Established     string              `json:"established,omitempty"`
	Headquarters    string              `json:"headquarters,omitempty"`
	Sites           *[]SiteFacts        `json:"sites,omitempty"`
	StateLinks      *[]StateLinkFacts   `json:"stateLinks,omitempty"`
	Certificates    *[]CertificateFacts `json:"certificates,omitempty"` // valid ones
	Practices       PracticeFacts       `json:"practices"`
	Incidents       *[]IncidentFacts    `json:"incidents,omitempty"` // confirmed ones
	SupplyAssurance AssuranceFacts      `json:"supplyAssurance"`
	Subcontractors  *[]SubcontractFacts `json:"subcontractors,omitempty"`
	Designations    *[]DesignationFacts `json:"designations,omitempty"` // absent: nobody stated whether there are any
	Proposals       *[]DesignationFacts `json:"proposals,omitempty"`    // in force under a proposal (regime csa2…), which binds nobody
	Control         ControlFacts        `json:"control"`
	// Technical is what known vulnerabilities say of its components; absent: no
	// database was asked.
	Technical *TechnicalFacts `json:"technical,omitempty"`
	// LookedUp says whether there is Technical.
	LookedUp bool `json:"lookedUp"`
	// SupportEnded counts its components and products whose support is stated to
	// have ended; SupportAsked says whether there are any, or there is Technical.
	SupportEnded int  `json:"supportEnded"`
	SupportAsked bool `json:"supportAsked"`
}

// SiteFacts is one site.
type SiteFacts struct {
	Kind    string `json:"kind"`
	Country string `json:"country"`
}

// StateLinkFacts is one link to a state.
type StateLinkFacts struct {
	Country string `json:"country"`
	Kind    string `json:"kind"`
}

// CertificateFacts is one certificate valid at the as-of date.
type CertificateFacts struct {
	Scheme string `json:"scheme"`
	Level  string `json:"level,omitempty"`
	Scope  string `json:"scope,omitempty"`
}

// PracticeFacts are the security practices stated.
type PracticeFacts struct {
	CVDPolicy         *bool              `json:"cvdPolicy,omitempty"`
	PSIRT             *bool              `json:"psirt,omitempty"`
	SBOMProvided      *bool              `json:"sbomProvided,omitempty"`
	SecureDevelopment string             `json:"secureDevelopment,omitempty"`
	PatchDays         map[string]float64 `json:"patchDays,omitempty"`
	SupportYears      *float64           `json:"supportYears,omitempty"`
}

// IncidentFacts is one confirmed incident.
type IncidentFacts struct {
	Date     string `json:"date"`
	Kind     string `json:"kind"`
	Severity string `json:"severity,omitempty"`
}

// AssuranceFacts is the ability to deliver.
type AssuranceFacts struct {
	StockDays             *float64  `json:"stockDays,omitempty"`
	SingleSourceMaterials *[]string `json:"singleSourceMaterials,omitempty"`
	EndOfSale             string    `json:"endOfSale,omitempty"`
}

// SubcontractFacts is one subcontractor.
type SubcontractFacts struct {
	Party string `json:"party"`
	Share *Range `json:"share,omitempty"`
}

// DesignationFacts is an authority's act that binds this entity at the
// as-of date.
type DesignationFacts struct {
	Regime    string   `json:"regime"`
	Status    string   `json:"status"`
	Authority string   `json:"authority,omitempty"`
	LegalRef  string   `json:"legalBasis,omitempty"`
	From      string   `json:"from,omitempty"`
	Assets    []string `json:"assets"` // ids of the assets it covers
}

// ControlFacts says who controls the party.
type ControlFacts struct {
	Kind            string   `json:"kind"`
	Certain         bool     `json:"certain"`
	Controllers     []string `json:"controllers,omitempty"`
	Countries       []string `json:"countries,omitempty"`
	StateControlled *bool    `json:"stateControlled,omitempty"` // absent: not established
	// Significant are the holders that have or may have at least 25 % of the
	// capital or votes. Absent: nobody recorded any owner.
	Significant *[]SignificantFacts `json:"significant,omitempty"`
	// Decisive is who has or may have decisive influence, by control or by a
	// documented right. Absent: nobody recorded owners or links to states. It
	// is all that the records say: where Certain is false others may control.
	Decisive *[]InfluenceFacts `json:"decisive,omitempty"`
}

// SignificantFacts is one significant holding.
type SignificantFacts struct {
	Holder  string   `json:"holder,omitempty"`  // absent: anybody who is not named may have it
	Kind    string   `json:"kind,omitempty"`    // of the holder: company | person | state …
	Country string   `json:"country,omitempty"` // a state's own, else where the holder is established
	Share   Range    `json:"share"`
	Votes   Range    `json:"votes"`
	Through []string `json:"through,omitempty"`
	Certain bool     `json:"certain"`
}

// InfluenceFacts is the decisive influence of one holder by one means.
type InfluenceFacts struct {
	Holder  string `json:"holder"`
	Kind    string `json:"kind,omitempty"`
	Country string `json:"country,omitempty"`
	By      string `json:"by"` // a kind of control or a right: board-majority, veto, golden-share …
	Through string `json:"through,omitempty"`
	Certain bool   `json:"certain"`
}

// CountryFacts is a country's record; absent keys are unknown.
type CountryFacts struct {
	Code        string             `json:"code"`
	Memberships map[string]bool    `json:"memberships,omitempty"`
	Agreements  map[string]bool    `json:"agreements,omitempty"`
	Law         map[string]bool    `json:"law,omitempty"`
	Indices     map[string]float64 `json:"indices,omitempty"`
	// Concern is the acts of authorities about the country that are in force
	// at the as-of date, as the user states them: kedja states none itself.
	// Absent: nobody stated whether there are any.
	Concern *[]ConcernFacts `json:"concern,omitempty"`
}

// ConcernFacts is an authority's act about a country.
type ConcernFacts struct {
	Regime    string `json:"regime"`
	Authority string `json:"authority"`
	LegalRef  string `json:"legalBasis"`
	From      string `json:"from"`
}

// ExposureFacts is how much the system leans on a supplier.
type ExposureFacts struct {
	Shares        map[string]Range   `json:"shares"` // by basis, of the system scope
	SinglePointOf []SinglePointFacts `json:"singlePointOf"`
	LockIn        *LockInFacts       `json:"lockIn,omitempty"`
	Access        *[]AccessFacts     `json:"access,omitempty"` // absent: no product says who has access
}

// AccessFacts is a way in that a party has.
type AccessFacts struct {
	Party   string   `json:"party"`
	Product string   `json:"product"`
	Kind    string   `json:"kind"`
	Access  string   `json:"access,omitempty"`
	From    string   `json:"from,omitempty"`
	Assets  []string `json:"assets"`
}

// LockInFacts is the lock-in to a supplier.
type LockInFacts struct {
	Index      *Range           `json:"index,omitempty"`
	Dimensions map[string]Range `json:"dimensions"`
}

// AssetRef is an asset as others see it.
type AssetRef struct {
	ID          string `json:"id"`
	Class       string `json:"class,omitempty"`
	Criticality string `json:"criticality"`
	Sensitivity string `json:"sensitivity,omitempty"` // of the class in the key-asset catalogue; absent: no key asset
	// Through is empty where the asset names the product itself, else the
	// assets between, from this one on: "transport, mano".
	Through string `json:"through,omitempty"`
	// Cleared: a favourable designation of the supplier covers the asset.
	Cleared bool `json:"cleared"`
}

// AssetFacts is an asset itself.
type AssetFacts struct {
	ID          string   `json:"id"`
	Class       string   `json:"class,omitempty"`
	Criticality string   `json:"criticality"`
	Sensitivity string   `json:"sensitivity,omitempty"`
	RTOHours    *float64 `json:"rtoHours,omitempty"`
	Products    int      `json:"products"`
}

// AssetSupplier is a supplier behind an asset.
type AssetSupplier struct {
	ID           string             `json:"id"`
	Designations []DesignationFacts `json:"designations"`
}

// ConcentrationFacts is one concentration row.
type ConcentrationFacts struct {
	N            int    `json:"n"`
	HHI          Range  `json:"hhi"`
	CR1          Range  `json:"cr1"`
	Unattributed Range  `json:"unattributed"`
	Largest      string `json:"largest,omitempty"` // key of the largest known group
	LargestName  string `json:"largestName,omitempty"`
}

// SinglePointFacts is a single point of failure.
type SinglePointFacts struct {
	Asset       string `json:"asset"`
	Class       string `json:"class,omitempty"`
	Criticality string `json:"criticality"`
	By          string `json:"by"`
	Mode        string `json:"mode"`
	Key         string `json:"key"`
	Name        string `json:"name"`      // what a message calls the key
	Certainty   string `json:"certainty"` // certain | possible
}

// DocumentFacts is an SBOM as a document.
type DocumentFacts struct {
	Format       string   `json:"format"`
	SpecVersion  string   `json:"specVersion"`
	Created      string   `json:"created,omitempty"`
	Authors      []string `json:"authors,omitempty"`
	Tools        []string `json:"tools,omitempty"`
	Lifecycles   []string `json:"lifecycles,omitempty"`
	Supplier     string   `json:"supplier,omitempty"`
	Root         string   `json:"root,omitempty"`
	Completeness string   `json:"completeness,omitempty"`
	Components   int      `json:"components"`
	Dependencies int      `json:"dependencies"`
	Dangling     int      `json:"dangling"`
	Errors       int      `json:"errors"` // diagnostics of severity error
	// With counts the components that have each field: name, version,
	// supplier, identifier, hash, license, relationship, attributed. Every
	// key is there.
	With map[string]int `json:"with"`
}

// CoverageFacts is how much of the system is known.
type CoverageFacts struct {
	Components int `json:"components"`
	Attributed int `json:"attributed"`
}

// SystemFacts is the system itself.
type SystemFacts struct {
	ID       string `json:"id"`
	Products int    `json:"products"`
	Assets   int    `json:"assets"`
	Implied  bool   `json:"implied"` // no system file: one product, one asset
}
