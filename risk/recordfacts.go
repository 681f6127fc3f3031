// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"cmp"
	"slices"
	"time"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// EntityFacts is the buyer or operator.
type EntityFacts struct {
	ID            string    `json:"id,omitempty"`
	Country       string    `json:"country,omitempty"`
	Sectors       []string  `json:"sectors,omitempty"`
	Employees     *float64  `json:"employees,omitempty"`
	Turnover      *float64  `json:"turnover,omitempty"`
	BalanceSheet  *float64  `json:"balanceSheet,omitempty"`
	Roles         []string  `json:"roles,omitempty"`
	Services      *[]string `json:"services,omitempty"` // absent: nobody stated which services it provides
	ServicesAll   bool      `json:"servicesComplete"`
	Circumstances *[]string `json:"circumstances,omitempty"`
}

// entityFacts are the facts of the entity. Figures of its size are there only
// in euro, in which the law's limits are.
func entityFacts(e *system.Entity, currency string) EntityFacts {
	f := EntityFacts{
		ID: e.ID, Country: e.Country, Sectors: e.Sectors, Employees: e.Employees, Turnover: e.Turnover, BalanceSheet: e.BalanceSheet,
		Roles: e.Roles, Services: stated(e.Services), ServicesAll: e.ServicesAll || e.Services.None, Circumstances: stated(e.Circumstances),
	}
	if cmp.Or(e.Currency, currency) != "EUR" {
		f.Turnover, f.BalanceSheet = nil, nil
	}
	return f
}

// stated is a list as rules see it: nil where nobody stated anything, empty
// where there is known to be none.
func stated(l supplier.List[string]) *[]string {
	if !l.Known() {
		return nil
	}
	out := append([]string{}, l.Items...)
	return &out
}

// IncidentClock is an incident with the hours since the entity knew of it, at
// the as-of date, and the hours that its reports took. An absent figure of a
// report is one that was not sent, or of which nobody stated when.
type IncidentClock struct {
	ID           string   `json:"id"`
	Name         string   `json:"name"`
	Subject      string   `json:"subject,omitempty"`
	Kind         string   `json:"kind"`
	Significant  *bool    `json:"significant,omitempty"`
	Hours        *float64 `json:"hours,omitempty"` // since awareness
	EarlyWarning *float64 `json:"earlyWarningHours,omitempty"`
	Notification *float64 `json:"notificationHours,omitempty"`
	// FinalDays is the time from the notification to the final report;
	// FinalOpenDays from the notification to the as-of date while there is
	// no final report.
	FinalDays     *float64 `json:"finalDays,omitempty"`
	FinalOpenDays *float64 `json:"finalOpenDays,omitempty"`
	// HandledDays is the time since the incident was handled, absent while it
	// goes on; FixDays that since a fix of the vulnerability was available.
	HandledDays *float64 `json:"handledDays,omitempty"`
	FixDays     *float64 `json:"fixDays,omitempty"`
}

// incidents are the incidents that had become known at the as-of date.
func (in *Inputs) incidents() []IncidentClock {
	out := []IncidentClock{}
	now := in.g.AsOf
	for i := range in.g.System.Incidents {
		x := &in.g.System.Incidents[i]
		if x.AwareAt != nil && x.AwareAt.After(now) {
			continue
		}
		c := IncidentClock{
			ID: x.ID, Name: cmp.Or(x.Name, x.ID), Subject: x.Subject, Kind: cmp.Or(x.Kind, "incident"), Significant: x.Significant,
			Hours: hours(x.AwareAt, &system.Instant{Time: now}, now), EarlyWarning: hours(x.AwareAt, x.EarlyWarning, now),
			Notification: hours(x.AwareAt, x.Notified, now), FinalDays: days(x.Notified, x.FinalReport, now),
			HandledDays: days(x.Handled, &system.Instant{Time: now}, now), FixDays: days(x.FixAvailable, &system.Instant{Time: now}, now),
		}
		if c.FinalDays == nil {
			c.FinalOpenDays = days(x.Notified, &system.Instant{Time: now}, now)
		}
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b IncidentClock) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// hours is the time between two moments of which both had come by now.
func hours(from, to *system.Instant, now time.Time) *float64 {
	if from == nil || to == nil || from.After(now) || to.After(now) {
		return nil
	}
	h := to.Sub(from.Time).Hours()
	return &h
}

func days(from, to *system.Instant, now time.Time) *float64 {
	h := hours(from, to, now)
	if h != nil {
		*h /= 24
	}
	return h
}

// ProductFacts is a product.
type ProductFacts struct {
	ID       string         `json:"id"`
	Kind     string         `json:"kind"`
	Stated   bool           `json:"stated"` // a system record has it; otherwise an SBOM stands for it
	Services *[]AccessFacts `json:"services,omitempty"`
	HasSBOM  bool           `json:"hasSBOM"`
	ExitPlan *bool          `json:"exitPlan,omitempty"`
	// ExitTested is the months since the exit plan was tested.
	ExitTested *float64 `json:"exitTestedMonths,omitempty"`
	// Supported says whether the maker still gives security updates at the
	// as-of date; SupportMonths for how many months from then on, negative
	// after the end; SupportYears for how many years since it was sold.
	Supported     *bool     `json:"supported,omitempty"`
	SupportUntil  string    `json:"supportUntil,omitempty"`
	SupportMonths *float64  `json:"supportMonths,omitempty"`
	SupportYears  *float64  `json:"supportYears,omitempty"`
	Architectures *[]string `json:"architectures,omitempty"`
	// Origins are the places where it is made, as stated, with their shares;
	// absent: nobody stated any. What the shares leave of the whole is made
	// anywhere.
	Origins  *[]OriginFacts `json:"origins,omitempty"`
	Emerging *bool          `json:"emerging,omitempty"`
	// Spend is the entity's spend on it, a year; absent: nobody stated it.
	Spend *Range `json:"spend,omitempty"`
	// Alternatives is the number of qualified alternatives stated; absent:
	// nobody stated whether there are any.
	Alternatives *int `json:"alternatives,omitempty"`
	// Vulnerabilities are the known ones of the product itself, not those of its
	// components; absent: nobody looked. LookedUp says whether somebody did.
	Vulnerabilities *[]VulnerabilityFacts `json:"vulnerabilities,omitempty"`
	LookedUp        bool                  `json:"lookedUp"`
}

// OriginFacts is a country where a product is made.
type OriginFacts struct {
	Country string   `json:"country"`
	Share   *float64 `json:"share,omitempty"` // 0 to 1 of the product
}

// origins are the places of manufacture; one alone without a share is the
// whole.
func origins(list []system.Origin) *[]OriginFacts {
	if len(list) == 0 {
		return nil
	}
	out := make([]OriginFacts, 0, len(list))
	for _, o := range list {
		share := o.Share
		if share == nil && len(list) == 1 {
			share = new(float64)
			*share = 1
		}
		out = append(out, OriginFacts{Country: o.Country, Share: share})
	}
	return &out
}

const (
	daysOfYear  = 365.2425
	daysOfMonth = daysOfYear / 12
)

func (in *Inputs) productFacts(p *Product) ProductFacts {
	f := ProductFacts{
		ID: p.ID, Kind: p.Kind, Stated: !in.g.Implied, HasSBOM: p.Document != None, ExitPlan: p.ExitPlan.Exists,
		Architectures: stated(p.Architectures), Emerging: p.Emerging,
		Origins: origins(p.Origins),
	}
	f.Vulnerabilities = in.vulnerabilities(p.Vulnerabilities, p.Lookup)
	f.LookedUp = f.Vulnerabilities != nil
	if len(p.Services) > 0 || p.ServicesAll {
		services := []AccessFacts{}
		n := int32(slices.IndexFunc(in.g.Products, func(q Product) bool { return q.ID == p.ID }))
		for j := range p.Services {
			services = append(services, in.accessOf(n, int32(j)))
		}
		f.Services = &services
	}
	if t := p.ExitPlan.TestedOn; !t.IsZero() && !t.After(in.g.AsOf) {
		months := in.g.AsOf.Sub(t.Time).Hours() / 24 / daysOfMonth
		f.ExitTested = &months
	}
	if end := p.SupportUntil; !end.IsZero() {
		supported := supplier.Within(in.g.AsOf, supplier.Date{}, end)
		months := end.Sub(in.g.AsOf).Hours() / 24 / daysOfMonth
		f.Supported, f.SupportUntil, f.SupportMonths = &supported, end.String(), &months
		if start := p.PlacedOnMarket; !start.IsZero() {
			years := end.Sub(start.Time).Hours() / 24 / daysOfYear
			f.SupportYears = &years
		}
	}
	if p.Spend != nil {
		r := rangeOf(result.Interval(*p.Spend))
		f.Spend = &r
	}
	if p.Product.Alternatives.Known() {
		n := len(p.Product.Alternatives.Items)
		f.Alternatives = &n
	}
	return f
}

// ContractFacts is a contract; unstated clauses are absent.
type ContractFacts struct {
	ID             string          `json:"id"`
	Supplier       string          `json:"supplier"`
	SupplierName   string          `json:"supplierName"`
	End            string          `json:"end,omitempty"`
	Ended          *bool           `json:"ended,omitempty"` // at the as-of date
	NoticeMonths   *float64        `json:"noticeMonths,omitempty"`
	Convenience    *bool           `json:"terminationForConvenience,omitempty"`
	TransitionDays *float64        `json:"transitionDays,omitempty"`
	RetrievalDays  *float64        `json:"retrievalDays,omitempty"`
	ExitCharges    *Range          `json:"exitCharges,omitempty"`
	Law            string          `json:"law,omitempty"`
	Clauses        map[string]bool `json:"clauses"`
}

func (in *Inputs) contractFacts(k *system.Contract) ContractFacts {
	f := ContractFacts{
		ID: k.ID, Supplier: k.Supplier, SupplierName: in.name(k.Supplier), End: k.End.String(), NoticeMonths: k.NoticeMonths, Convenience: k.Convenience,
		TransitionDays: k.TransitionDays, RetrievalDays: k.RetrievalDays, Law: k.Law, Clauses: k.Clauses,
	}
	if k.ExitCharges != nil {
		r := rangeOf(result.Interval(*k.ExitCharges))
		f.ExitCharges = &r
	}
	if f.Clauses == nil {
		f.Clauses = map[string]bool{}
	}
	if !k.End.IsZero() {
		ended := !supplier.Within(in.g.AsOf, supplier.Date{}, k.End)
		f.Ended = &ended
	}
	return f
}
