// SPDX-License-Identifier: Apache-2.0

// Package result is the one document that an assessment ends in. It is
// versioned, complete (every report is a function of it) and read back
// without loss.
//
// The field names are the contract with scripts: they are added to, never
// renamed. schemaVersion is major.minor; minor only adds.
package result

import "github.com/kedja/kedja/diag"

// SchemaVersion is the version of the result format that this package
// writes.
const SchemaVersion = "1.1"

// Kind is the value of the kind field of a stored assessment.
const Kind = "Assessment"

// Assessment is the result of assessing one system.
type Assessment struct {
	Kind          string `json:"kind"`
	SchemaVersion string `json:"schemaVersion"`
	Engine        Engine `json:"engine"`
	AsOf          string `json:"asOf"` // RFC 3339, UTC: the clock of the assessment
	Incomplete    bool   `json:"incomplete"`
	// LeftOut names the lists of this result that were not worked out, because
	// only the findings were asked for: that they are empty says nothing.
	LeftOut   []string          `json:"leftOut,omitempty"`
	TLP       string            `json:"tlp,omitempty"` // strictest marking of what the result rests on
	Seed      uint64            `json:"seed"`          // 0: nothing random was used
	Params    map[string]string `json:"params,omitempty"`
	Inputs    []Input           `json:"inputs"`
	Policies  []Policy          `json:"policies"`
	Bounds    []Bound           `json:"bounds,omitempty"`
	Scenarios []Scenario        `json:"scenarios,omitempty"`
	Subject   Subject           `json:"subject"`
	Verdict   Verdict           `json:"verdict"`
	// Gate is there where "kedja gate" wrote the result.
	Gate *Gate `json:"gate,omitempty"`

	Parties    []Party     `json:"parties"`
	Products   []Product   `json:"products"`
	Assets     []Asset     `json:"assets"`
	Components []Component `json:"components"` // those named elsewhere in the result

	Coverage    Coverage     `json:"coverage"`
	Assumptions []Assumption `json:"assumptions"`

	Concentration    []Concentration `json:"concentration"`
	Tiers            []Tier          `json:"tiers"`
	Dependency       []Dependency    `json:"dependency,omitempty"`
	LockIn           []LockIn        `json:"lockIn"`
	Alternatives     []Alternatives  `json:"alternatives,omitempty"`
	SinglePoints     []SinglePoint   `json:"singlePoints"`
	CutSets          []CutSet        `json:"cutSets"`
	CutSetsTruncated bool            `json:"cutSetsTruncated"`
	Restartable      []Restartable   `json:"restartable"`
	Integrity        []Integrity     `json:"integrity,omitempty"`
	// IntegrityTruncated says that of parties without a record only the
	// farthest reaching are listed.
	IntegrityTruncated bool         `json:"integrityTruncated,omitempty"`
	Importance         []Importance `json:"importance,omitempty"` // only where probabilities were given
	// Cycles are the largest groups of components that depend on one another,
	// CyclesRest how many more there are.
	Cycles     []Cycle   `json:"cycles,omitempty"`
	CyclesRest int       `json:"cyclesRest,omitempty"`
	Control    []Control `json:"control"`

	Factors  []Factor  `json:"factors"`
	Findings []Finding `json:"findings"`
	Rules    []Rule    `json:"rules"`
	// NotAsked are rules made for a subject of the result that were asked of
	// none, because of the day or because a pack disables them.
	NotAsked []NotAsked `json:"notAsked,omitempty"`
	Measures []Measure  `json:"measures"`
	Facts    []Fact     `json:"facts"`
	Scores   []Score    `json:"scores"`
	Flows    []Flow     `json:"flows"`

	Vulnerabilities []Vulnerability `json:"vulnerabilities"`
	Fixes           []Fix           `json:"fixes,omitempty"` // what to take up first
	Quality         []Quality       `json:"quality"`
	Waivers         Waivers         `json:"waivers"`
	Diagnostics     diag.List       `json:"diagnostics"`
}

// Engine names what made the result.
type Engine struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Input is one file that the result rests on.
type Input struct {
	Name   string `json:"name"` // slash path relative to the first input's folder
	Kind   string `json:"kind"` // SBOM, System, Supplier, Country …; several joined by +
	SHA256 string `json:"sha256"`
}

// Policy is one pack that was evaluated.
type Policy struct {
	Pack    string `json:"pack"`
	Version string `json:"version"`
	SHA256  string `json:"sha256"`
	// Params are what the pack sets, RULE.NAME to value; what the command line
	// sets wins.
	Params   map[string]string `json:"params,omitempty"`
	Disables []Disabling       `json:"disables,omitempty"`
}

// Disabling is a rule that a pack disables.
type Disabling struct {
	Rule   string `json:"rule"`
	Reason string `json:"reason"`
}

// Subject is what was assessed.
type Subject struct {
	ID      string   `json:"id"` // system:<id>
	Name    string   `json:"name,omitempty"`
	Entity  string   `json:"entity,omitempty"`
	Country string   `json:"country,omitempty"`
	Sectors []string `json:"sectors,omitempty"`
	// Currency of every amount of money in the result.
	Currency string `json:"currency,omitempty"`
}

// Verdict is the gate's answer under its default strictness, so that every
// report can lead with it.
type Verdict struct {
	State string `json:"state"` // pass | warn | fail
	Fail  int    `json:"fail"`  // unwaived findings by outcome
	Warn  int    `json:"warn"`
	// Unknown counts unknown findings; in the gate they are warnings.
	Unknown int `json:"unknown"`
	Waived  int `json:"waived"`
}

// Party is a supplier, owner or state named in the result.
type Party struct {
	ID           string        `json:"id"`
	Name         string        `json:"name,omitempty"`
	Kind         string        `json:"kind,omitempty"`
	Roles        []string      `json:"roles,omitempty"`
	Established  string        `json:"established,omitempty"`
	Headquarters string        `json:"headquarters,omitempty"`
	Recorded     bool          `json:"recorded"` // a record of the user's; else known by name only
	Designations []Designation `json:"designations,omitempty"`
	Components   int           `json:"components"` // attributed to it in the system scope
	Products     []string      `json:"products,omitempty"`
}

// Designation is an authority's act about a party, with whether it binds
// this entity at the as-of date and for which of its assets.
type Designation struct {
	Regime    string   `json:"regime"`
	Status    string   `json:"status"`
	Authority string   `json:"authority,omitempty"`
	LegalRef  string   `json:"legalBasis,omitempty"`
	From      string   `json:"from,omitempty"`
	To        string   `json:"to,omitempty"`
	Binding   bool     `json:"binding"`
	Why       string   `json:"why,omitempty"` // why it does not bind
	Assets    []string `json:"assets,omitempty"`
}

// Product is a product or service of the system.
type Product struct {
	ID         string   `json:"id"`
	Name       string   `json:"name,omitempty"`
	Kind       string   `json:"kind"`
	Party      string   `json:"party,omitempty"` // "" is unattributed
	Step       string   `json:"step,omitempty"`  // how the party was found
	Components int      `json:"components"`
	SBOM       string   `json:"sbom,omitempty"`
	Spend      *float64 `json:"spend,omitempty"`
	Assets     []string `json:"assets,omitempty"`
}

// Asset is an asset of the system.
type Asset struct {
	ID          string   `json:"id"`
	Name        string   `json:"name,omitempty"`
	Class       string   `json:"class,omitempty"`
	Criticality string   `json:"criticality"`
	Sensitivity string   `json:"sensitivity,omitempty"`
	Products    []string `json:"products,omitempty"`
}

// Component is a component that something else in the result names.
type Component struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
	PURL    string `json:"purl,omitempty"`
	// Type is what the SBOM says a component without a package URL is, such as
	// operating-system: it is part of what such a one is told apart by.
	Type  string   `json:"type,omitempty"`
	Party string   `json:"party,omitempty"`
	Step  string   `json:"step,omitempty"`
	At    Evidence `json:"at,omitzero"`
}

// Coverage says how much is known.
type Coverage struct {
	Components     ComponentCoverage `json:"components"`
	ControlCountry Count             `json:"controlCountry"`
	Facts          FactCoverage      `json:"facts"`
	// Vulnerabilities says of how many components it is established whether
	// they have known vulnerabilities; null where no database was asked.
	Vulnerabilities *LookupCoverage `json:"vulnerabilities,omitempty"`
}

// ComponentCoverage counts the components of the system scope.
type ComponentCoverage struct {
	N          int            `json:"n"`
	Attributed int            `json:"attributed"`
	ByStep     map[string]int `json:"byStep"`
	// NotCounted are those listed besides: files, what SBOMs exclude, and what
	// only development and test need.
	NotCounted int `json:"notCounted,omitempty"`
}

// Count is known out of n.
type Count struct {
	N     int `json:"n"`
	Known int `json:"known"`
}

// FactCoverage counts the facts that rules asked for.
type FactCoverage struct {
	Needed    int `json:"needed"`
	Known     int `json:"known"`
	Unsourced int `json:"unsourced"`
}

// Assumption is a default that stood in for a fact nobody stated.
type Assumption struct {
	Fact  string `json:"fact"`
	Value string `json:"value"`
	Why   string `json:"why"`
}

// Concentration is one grouping of one scope on one basis.
type Concentration struct {
	Scope        string    `json:"scope"`
	By           string    `json:"by"`
	Basis        string    `json:"basis"`
	N            int       `json:"n"` // known groups
	HHI          Interval  `json:"hhi"`
	Effective    Interval  `json:"effective"` // 1/HHI
	CR1          Interval  `json:"cr1"`
	CR3          Interval  `json:"cr3"`
	Unattributed Interval  `json:"unattributed"` // share of the mass in no known group
	Gini         *Interval `json:"gini,omitempty"`
	Shares       []Share   `json:"shares"`
	Rest         *Rest     `json:"rest,omitempty"`
	Hidden       *Interval `json:"hidden,omitempty"`  // by owner only
	Missing      []string  `json:"missing,omitempty"` // facts that keep the interval wide
	Marks        []string  `json:"marks,omitempty"`   // e.g. no-dependency-edges, incomplete-sbom
}

// Share is one group's share of the whole.
type Share struct {
	Key   string   `json:"key"`
	Share Interval `json:"share"`
}

// Rest sums up the groups that are not listed.
type Rest struct {
	N     int     `json:"n"`
	Share float64 `json:"share"`
	SumSq float64 `json:"sumSq"`
}

// Tier is the subcontracting view of a scope.
type Tier struct {
	Scope  string    `json:"scope"`
	Net    []TierRow `json:"net"`
	Touch  []TierRow `json:"touch"`
	HHINet Interval  `json:"hhiNet"`
	Shift  Interval  `json:"shift"`
}

// TierRow is one party's share in a tier view.
type TierRow struct {
	Party string   `json:"party"`
	Share Interval `json:"share"`
}

// LockIn is how hard it is to leave one supplier in one scope.
type LockIn struct {
	Scope             string      `json:"scope"`
	Supplier          string      `json:"supplier"`
	Index             *Interval   `json:"index,omitempty"` // absent for parties without product, service or contract
	Largest           *Dimension  `json:"largest,omitempty"`
	Dimensions        []Dimension `json:"dimensions"`
	ReworkFrontier    int         `json:"reworkFrontier"`
	ExitHorizonMonths *Interval   `json:"exitHorizonMonths,omitempty"`
	// Rework is the rework frontier with those that may belong to it.
	Rework    *Interval   `json:"rework,omitempty"`
	DORA      *DORA       `json:"dora,omitempty"`
	Switching []Switching `json:"switching,omitempty"`
	Marks     []string    `json:"marks,omitempty"` // e.g. no-dependency-edges
}

// Dimension is one way to be locked in: 0 free … 1 locked.
type Dimension struct {
	Name   string   `json:"name"`
	Value  Interval `json:"value"`
	Weight float64  `json:"weight,omitempty"`
	Why    string   `json:"why,omitempty"`
}

// Factor is one risk-profile factor of a subject.
type Factor struct {
	Subject string   `json:"subject"`
	ID      string   `json:"id"`
	Level   Interval `json:"level"` // 0 none … 4 critical
	Rule    string   `json:"rule"`
	Facts   []string `json:"facts,omitempty"`
}

// Finding is what one rule says of one subject.
type Finding struct {
	ID       string  `json:"id"`
	Rule     string  `json:"rule"`
	Pack     string  `json:"pack"`
	Outcome  Outcome `json:"outcome"` // fail | warn | unknown
	Severity string  `json:"severity"`
	Subject  string  `json:"subject"`
	// Lasting is the subject by what it is called, where the subject itself
	// changes whenever an SBOM is made anew or gets another file name: see
	// [LastingSubjects]. The id is made of it, and waivers may name it.
	Lasting  string     `json:"lasting,omitempty"`
	Key      string     `json:"key,omitempty"`
	Message  string     `json:"message"`
	Missing  []string   `json:"missing,omitempty"`
	Evidence []Evidence `json:"evidence,omitempty"`
	Waiver   string     `json:"waiver,omitempty"`
	Count    int        `json:"count,omitempty"` // subjects folded into this finding, when more than one
	Examples []string   `json:"examples,omitempty"`
	// Decides is the one number that decides the finding; absent where there is
	// no such number, or it is one of the measures of the result.
	Decides *Decides `json:"decides,omitempty"`
}

// Decides is a number that decides a finding against a parameter of its rule.
type Decides struct {
	Param  string   `json:"param"`
	Value  Interval `json:"value"`
	Passes string   `json:"passes"` // at or below | at or above | below the parameter
}

// Evidence is a fact that something rests on, and where it is stated.
type Evidence struct {
	Fact    string `json:"fact,omitempty"`
	File    string `json:"file,omitempty"`
	Pointer string `json:"pointer,omitempty"`
	Line    int    `json:"line,omitempty"`
	// Provenance is "unverified" where a source of the fact is: stated from
	// memory, and nobody has checked it.
	Provenance string `json:"provenance,omitempty"`
}

// Fact is a stated fact that a finding, factor or measure rests on.
type Fact struct {
	Subject string `json:"subject"`
	Path    string `json:"path"`
	Value   string `json:"value"`
	File    string `json:"file,omitempty"`
	Pointer string `json:"pointer,omitempty"`
	Line    int    `json:"line,omitempty"`
	// Source is the id of the source in the record, or several with commas
	// where parts of the fact have sources of their own.
	Source      string `json:"source,omitempty"`
	SourceTitle string `json:"sourceTitle,omitempty"` // of those that have one
	// Provenance says how the least sure of the sources was read: primary,
	// secondary, inferred or unverified; absent where none says so.
	Provenance string `json:"provenance,omitempty"`
	Confidence string `json:"confidence,omitempty"`
	TLP        string `json:"tlp,omitempty"`
}

// Score is the risk of one subject.
type Score struct {
	Subject       string                 `json:"subject"`
	Risk          Interval               `json:"risk"`  // 0..100
	Level         [2]string              `json:"level"` // low … critical, at the lower and upper end
	Consequences  map[string]Consequence `json:"consequences"`
	Contributions Contributions          `json:"contributions"`
	// Assets and system: the subject that sets the upper end of the risk,
	// and the one that sets the lower end, which is certain.
	From   string `json:"from,omitempty"`
	FromLo string `json:"fromLo,omitempty"`
}

// Consequence is availability, integrity or confidentiality.
type Consequence struct {
	Likelihood Interval `json:"likelihood"`
	Impact     Interval `json:"impact"`
	Risk       Interval `json:"risk"`
}

// Contributions splits each end of the risk; each list adds up to its end.
type Contributions struct {
	AtLo []Contribution `json:"atLo"`
	AtHi []Contribution `json:"atHi"`
}

// Contribution is one cause's part of a risk.
type Contribution struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
}

// Flow is a strand of the supply chain: asset → product → supplier →
// controller → country.
type Flow struct {
	From   string  `json:"from"`
	To     string  `json:"to"`
	Weight float64 `json:"weight"`
}

// Quality is how good one SBOM is.
type Quality struct {
	File         string `json:"file"`
	Product      string `json:"product,omitempty"`
	Format       string `json:"format"`
	SpecVersion  string `json:"specVersion"`
	Components   int    `json:"components"`
	Dependencies int    `json:"dependencies"`
	Completeness string `json:"completeness,omitempty"`
	// Fields counts the components that have each field.
	Fields map[string]int `json:"fields"`
	// Attributed counts the components with a party.
	Attributed int `json:"attributed"`
}

// Waivers is what became of the waivers given.
type Waivers struct {
	Applied  []WaiverUse `json:"applied"`
	Expired  []WaiverUse `json:"expired"`
	Expiring []WaiverUse `json:"expiring"` // within 30 days
	Unused   []WaiverUse `json:"unused"`
}

// WaiverUse is one waiver and the findings it covers.
type WaiverUse struct {
	ID       string   `json:"id"`
	Rule     string   `json:"rule"`
	Subject  string   `json:"subject"`
	Key      string   `json:"key,omitempty"`
	Reason   string   `json:"reason"`
	Owner    string   `json:"owner,omitempty"`
	Expires  string   `json:"expires"`
	Findings []string `json:"findings,omitempty"`
}

// Outcome is what a finding ends in. The zero value is unknown.
type Outcome string

// The outcomes. Pass is counted in [Rule.Counts], never listed.
const (
	Unknown Outcome = "unknown"
	Warn    Outcome = "warn"
	Fail    Outcome = "fail"
)
