// SPDX-License-Identifier: Apache-2.0

// Package system describes what is assessed: the entity, its assets, the
// products they need, the contracts behind them, and the evidence that a
// person supplied.
package system

import (
	"encoding/json"
	"fmt"

	"github.com/kedja/kedja/supplier"
)

// System is what is being assessed (kind: System).
type System struct {
	ID        string     `json:"id"`
	Name      string     `json:"name,omitempty"`
	Currency  string     `json:"currency,omitempty"` // ISO 4217, once per file
	Entity    Entity     `json:"entity,omitzero"`
	Assets    []Asset    `json:"assets,omitempty"`
	Products  []Product  `json:"products,omitempty"`
	Contracts []Contract `json:"contracts,omitempty"`
	Incidents []Incident `json:"incidents,omitempty"`

	supplier.Provenance
	supplier.Origin `json:"-"`
}

// Asset is something the entity must keep working.
type Asset struct {
	ID          string             `json:"id"`
	Name        string             `json:"name,omitempty"`
	Class       string             `json:"class,omitempty"`       // key-asset catalogue entry, namespaced; free text allowed
	Criticality supplier.Severity  `json:"criticality,omitempty"` // default from the class, else the assumption moderate
	Tolerance   Tolerance          `json:"tolerance,omitzero"`
	Needs       []Need             `json:"needs,omitempty"`  // all of the list
	Shares      map[string]float64 `json:"shares,omitempty"` // by product; the declared basis
}

// Tolerance is how long the asset may be without what it needs.
type Tolerance struct {
	RTOHours *float64 `json:"rtoHours,omitempty"`
	Days     *float64 `json:"days,omitempty"`
}

// Need is one requirement group: a single product, asset or service by id;
// or any of several (k = 1); or at least k of several.
type Need struct {
	ID      string   `json:"-"`
	AnyOf   []string `json:"anyOf,omitempty"`
	AtLeast int      `json:"atLeast,omitempty"`
	Of      []string `json:"of,omitempty"`
}

// UnmarshalText reads the short form: one id.
func (n *Need) UnmarshalText(b []byte) error {
	n.ID = string(b)
	return nil
}

// MarshalJSON writes the form that was read: an id, or a group.
func (n Need) MarshalJSON() ([]byte, error) {
	if n.ID != "" {
		return json.Marshal(n.ID)
	}
	type group Need
	return json.Marshal(group(n))
}

// Validate reports a group that is none of the three forms.
func (n Need) Validate() error {
	switch {
	case n.ID != "":
		return nil
	case len(n.AnyOf) > 0 && len(n.Of) == 0 && n.AtLeast == 0:
		return nil
	case n.AtLeast > 0 && len(n.Of) > 0 && len(n.AnyOf) == 0:
		if n.AtLeast > len(n.Of) {
			return fmt.Errorf("atLeast: %d of %d can never hold", n.AtLeast, len(n.Of))
		}
		return nil
	}
	return fmt.Errorf("a need is an id, {anyOf: [ids]}, or {atLeast: k, of: [ids]}")
}

// Members returns the group as k of members.
func (n Need) Members() (k int, members []string) {
	switch {
	case n.ID != "":
		return 1, []string{n.ID}
	case len(n.AnyOf) > 0:
		return 1, n.AnyOf
	}
	return n.AtLeast, n.Of
}

// Product is a product or service that assets need.
type Product struct {
	ID        string            `json:"id"`
	Name      string            `json:"name,omitempty"`
	Kind      string            `json:"kind,omitempty"`     // system | software | hardware | service
	Supplier  string            `json:"supplier,omitempty"` // party id; default the SBOM root's
	SBOM      string            `json:"sbom,omitempty"`     // path below the record's folder
	Spend     *supplier.Range   `json:"spend,omitempty"`    // a year, in the file's currency
	Units     *supplier.Range   `json:"units,omitempty"`
	Origins   []Origin          `json:"origins,omitempty"` // places of manufacture
	Services  []Service         `json:"services,omitempty"`
	Contracts []string          `json:"contracts,omitempty"`
	Interface supplier.List[IF] `json:"interfaces,omitzero"`
	IFAll     bool              `json:"interfacesComplete,omitempty"`

	DataExport    supplier.List[DataSet]     `json:"dataExport,omitzero"`
	DataExportAll bool                       `json:"dataExportComplete,omitempty"`
	Migration     Migration                  `json:"migration,omitzero"`
	Alternatives  supplier.List[Alternative] `json:"alternatives,omitzero"`
	AltsAll       bool                       `json:"alternativesComplete,omitempty"`
	ExitPlan      ExitPlan                   `json:"exitPlan,omitzero"`
	ServicesAll   bool                       `json:"servicesComplete,omitempty"`

	// PlacedOnMarket and SupportUntil are when the maker first sold the
	// version in use, and the last day on which it gives security updates.
	PlacedOnMarket supplier.Date `json:"placedOnMarket,omitzero"`
	SupportUntil   supplier.Date `json:"supportUntil,omitzero"`
	// Architectures are the technical models that some rules are about:
	// open-ran, cloud-native, virtualised.
	Architectures supplier.List[string] `json:"architectures,omitzero"`
	Emerging      *bool                 `json:"emerging,omitempty"` // technology that is not yet mature

	Source string `json:"source,omitempty"`
}

// Origin is a place of manufacture with its share of the product.
type Origin struct {
	Country string   `json:"country"`
	Share   *float64 `json:"share,omitempty"` // 0..1; a single origin without a share is the whole
	Source  string   `json:"source,omitempty"`
}

// Service is work that a party does on or around the product, and the access
// it has.
type Service struct {
	Party  string `json:"party"`
	Kind   string `json:"kind"`             // managed-service | support | maintenance | hosting | licence-server
	Access string `json:"access,omitempty"` // none | user | privileged | data
	From   string `json:"from,omitempty"`   // country the access comes from
	Source string `json:"source,omitempty"`
}

// IF is an interface of the product.
type IF struct {
	Name   string   `json:"name"`
	Kind   string   `json:"kind"`             // open-standard | documented | proprietary
	Weight *float64 `json:"weight,omitempty"` // default 1
}

// DataSet is data held in the product and the way to get it out.
type DataSet struct {
	Name   string   `json:"name"`
	Format string   `json:"format"` // open | structured-proprietary | none
	Weight *float64 `json:"weight,omitempty"`
}

// Migration is what a change to another product takes.
type Migration struct {
	Months            *supplier.Range `json:"months,omitempty"`
	Cost              *supplier.Range `json:"cost,omitempty"`
	ProcurementMonths *supplier.Range `json:"procurementMonths,omitempty"`
}

// Alternative is a qualified other supplier.
type Alternative struct {
	Party    string          `json:"party"`
	Product  string          `json:"product,omitempty"`
	Maturity *supplier.Range `json:"maturity,omitempty"` // 0..1
	Capacity *supplier.Range `json:"capacity,omitempty"` // 1 = all that is needed
	Source   string          `json:"source,omitempty"`
}

// ExitPlan is a plan to leave. Exists nil is unknown.
type ExitPlan struct {
	Exists   *bool         `json:"exists,omitempty"`
	TestedOn supplier.Date `json:"testedOn,omitzero"`
}

// Contract is an agreement with a supplier.
type Contract struct {
	ID           string          `json:"id"`
	Supplier     string          `json:"supplier"`
	Start        supplier.Date   `json:"start,omitzero"`
	End          supplier.Date   `json:"end,omitzero"`
	Renewal      supplier.Date   `json:"renewal,omitzero"`
	NoticeMonths *float64        `json:"noticeMonths,omitempty"`
	Convenience  *bool           `json:"terminationForConvenience,omitempty"`
	AnnualValue  *supplier.Range `json:"annualValue,omitempty"`
	ExitCharges  *supplier.Range `json:"exitCharges,omitempty"`
	// The rights of a customer who switches, Regulation (EU) 2023/2854,
	// article 25.
	TransitionDays *float64        `json:"transitionDays,omitempty"`
	RetrievalDays  *float64        `json:"retrievalDays,omitempty"`
	Law            string          `json:"law,omitempty"`
	Clauses        map[string]bool `json:"clauses,omitempty"` // docs/records.md lists those that rules read
	Source         string          `json:"source,omitempty"`
}

// Evidence is a person's answer to a catalogue entry that data cannot decide
// (kind: Evidence).
type Evidence struct {
	ID       string        `json:"id,omitempty"`
	Entry    string        `json:"entry"`
	Subject  string        `json:"subject,omitempty"`
	State    string        `json:"state,omitempty"` // met | partly | notMet; absent or null: nobody has assessed it yet
	Date     supplier.Date `json:"date,omitzero"`
	Assessor string        `json:"assessor,omitempty"`
	Until    supplier.Date `json:"until,omitzero"`

	supplier.Provenance
	supplier.Origin `json:"-"`
}
