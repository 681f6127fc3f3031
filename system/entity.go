// SPDX-License-Identifier: Apache-2.0

package system

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
)

// Entity is the buyer or operator.
type Entity struct {
	ID           string   `json:"id,omitempty"`
	Name         string   `json:"name,omitempty"`
	Country      string   `json:"country,omitempty"`
	Sectors      []string `json:"sectors,omitempty"` // namespaced: nis2:energy, dora:credit-institution, eui:union-entity
	Employees    *float64 `json:"employees,omitempty"`
	Turnover     *float64 `json:"turnover,omitempty"`     // in Currency, a year
	BalanceSheet *float64 `json:"balanceSheet,omitempty"` // in Currency
	Currency     string   `json:"currency,omitempty"`     // of the two; default that of the file
	// Roles are what the entity is beside a buyer; see [EntityRoles].
	Roles []string `json:"roles,omitempty"`
	// Services are the kinds of service it provides that decide which law
	// binds it whatever its size; see [EntityServices].
	Services    supplier.List[string] `json:"services,omitzero"`
	ServicesAll bool                  `json:"servicesComplete,omitempty"`
	// Circumstances are what else decides it; see [Circumstances].
	Circumstances supplier.List[string] `json:"circumstances,omitzero"`
}

// EntityServices is the vocabulary of [Entity.Services]: the kinds of
// provider that Directive (EU) 2022/2555 (articles 2, 3 and 21(5)) and
// Implementing Regulation (EU) 2024/2690 (article 1) name.
func EntityServices() []string {
	return []string{"dns", "tld", "domain-registration", "cloud", "data-centre", "cdn", "msp", "mssp", "marketplace", "search-engine",
		"social-network", "trust", "qualified-trust", "public-communications", "central-government", "regional-government"}
}

// Circumstances is the vocabulary of [Entity.Circumstances]: what brings an
// entity under Directive (EU) 2022/2555 whatever its size (article 2(2) to
// (4)) or makes it essential (article 3(1)).
func Circumstances() []string {
	return []string{"sole-provider", "public-safety", "systemic-risk", "national-importance", "critical-entity", "identified-essential"}
}

// EntityRoles is the vocabulary of [Entity.Roles]. The role buyer says that
// it is none of the others.
func EntityRoles() []string {
	return []string{"buyer", "manufacturer", "contracting-authority", "competent-authority"}
}

// Architectures is the vocabulary of [Product.Architectures].
func Architectures() []string { return []string{"open-ran", "virtualised", "cloud-native"} }

// Incident is a security incident of the entity in its supply chain, with the
// clock of its reports.
type Incident struct {
	ID           string   `json:"id"`
	Name         string   `json:"name,omitempty"`
	Subject      string   `json:"subject,omitempty"` // supplier:ID, product:ID: where it came from
	Kind         string   `json:"kind,omitempty"`    // incident | exploited-vulnerability
	AwareAt      *Instant `json:"awareAt,omitempty"`
	Significant  *bool    `json:"significant,omitempty"`
	EarlyWarning *Instant `json:"earlyWarningAt,omitempty"`
	Notified     *Instant `json:"notifiedAt,omitempty"`
	Handled      *Instant `json:"handledAt,omitempty"`
	FinalReport  *Instant `json:"finalReportAt,omitempty"`
	FixAvailable *Instant `json:"fixAvailableAt,omitempty"` // of an exploited vulnerability
	Source       string   `json:"source,omitempty"`
}

// Instant is a moment in a record: RFC 3339, or a day, which is its first
// second in UTC.
type Instant struct{ time.Time }

// UnmarshalText reads an RFC 3339 time or YYYY-MM-DD.
func (t *Instant) UnmarshalText(b []byte) error {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if at, err := time.Parse(layout, string(b)); err == nil {
			t.Time = at.UTC()
			return nil
		}
	}
	return fmt.Errorf("%q is no time: write 2026-11-20T08:30:00Z or 2026-11-20", b)
}

// MarshalJSON writes the moment as RFC 3339 in UTC.
func (t Instant) MarshalJSON() ([]byte, error) { return json.Marshal(t.UTC().Format(time.RFC3339)) }

// JSONSchema is the form in JSON Schema.
func (Instant) JSONSchema() map[string]any {
	return map[string]any{"type": "string", "pattern": `^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?$`}
}

func (c *checker) entity() {
	e := &c.s.Entity
	c.unless(c.country("/entity/country", e.Country), func() { e.Country = "" })
	for _, n := range []struct {
		name string
		of   **float64
	}{{"employees", &e.Employees}, {"turnover", &e.Turnover}, {"balanceSheet", &e.BalanceSheet}} {
		c.unless(c.notNegative("/entity/"+n.name, *n.of), func() { *n.of = nil })
	}
	c.currency("/currency", c.s.Currency)
	c.currency("/entity/currency", e.Currency)
	if currency := cmp.Or(e.Currency, c.s.Currency); (e.Turnover != nil || e.BalanceSheet != nil) && currency != "EUR" {
		at, named := "/entity/turnover", currency
		if e.Turnover == nil {
			at = "/entity/balanceSheet"
		}
		if named == "" {
			named = "no stated currency"
		}
		c.warn(at, "system/entity-currency", "turnover and balance sheet are in "+named+"; the law's limits are in euro, so no rule reads them",
			"state them in euro with entity.currency: EUR")
	}
	for i, word := range e.Roles {
		c.oneOf(fmt.Sprintf("/entity/roles/%d", i), word, EntityRoles()...)
	}
	for i, word := range e.Services.Items {
		c.oneOf(fmt.Sprintf("/entity/services/%d", i), word, EntityServices()...)
	}
	for i, word := range e.Circumstances.Items {
		c.oneOf(fmt.Sprintf("/entity/circumstances/%d", i), word, Circumstances()...)
	}
}

// incident checks that the reports of an incident follow what they report.
func (c *checker) incident(i int) {
	x, at := &c.s.Incidents[i], fmt.Sprintf("/incidents/%d", i)
	if slices.ContainsFunc(c.s.Incidents[:i], func(o Incident) bool { return o.ID == x.ID }) {
		c.errorf(at+"/id", "system/duplicate-id", "the incident id %s is used twice", x.ID)
	}
	c.oneOf(at+"/kind", x.Kind, "incident", "exploited-vulnerability")
	if kind, _, ok := strings.Cut(x.Subject, ":"); x.Subject != "" && (!ok || !slices.Contains([]string{"supplier", "product", "component", "asset"}, kind)) {
		c.errorf(at+"/subject", "system/subject", "%q is no subject: write supplier:ID, product:ID, component:ID or asset:ID", x.Subject)
	}
	for _, later := range []struct {
		name string
		at   *Instant
	}{{"earlyWarningAt", x.EarlyWarning}, {"notifiedAt", x.Notified}, {"handledAt", x.Handled}, {"finalReportAt", x.FinalReport}} {
		if later.at != nil && x.AwareAt != nil && later.at.Before(x.AwareAt.Time) {
			c.ds.Add(diag.Diagnostic{Code: "system/incident-times", Position: c.s.At(at + "/" + later.name), Message: later.name + " lies before awareAt", Remedy: "correct one of the two"})
		}
	}
}
