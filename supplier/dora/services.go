// SPDX-License-Identifier: Apache-2.0

package dora

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/importer"
	"github.com/kedja/kedja/system"
)

// contract is an arrangement under construction.
type contract struct {
	system.Contract
	supplier string
	currency string
	at       diag.Position
}

// serviceKey tells services apart: what one provider does under one
// arrangement.
type serviceKey struct{ contract, party, kind string }

type service struct {
	system.Product
	functions []string // ids of assets that rely on it
	at        diag.Position
}

// functionKey tells functions apart: their identifiers are each entity's own.
type functionKey struct{ id, lei string }

// contractRow takes the general information on an arrangement (B_02.01).
func (r *reader) contractRow(v *row) bool {
	k := r.contract(v, v.get("0010"))
	if k == nil {
		return false
	}
	value := v.get("0050")
	if value == "" {
		return true
	}
	x, err := strconv.ParseFloat(strings.ReplaceAll(value, " ", ""), 64)
	if err != nil || x < 0 || math.IsInf(x, 0) || math.IsNaN(x) {
		r.Warnf("dora/amount", v.at, "write a number with a point for decimals", "%q is no amount; the cost of %s stays unknown", value, k.ID)
		return true
	}
	k.AnnualValue, k.currency = supplier.Exact(x), v.country("0040")
	return true
}

// contract returns the arrangement with the reference number.
func (r *reader) contract(v *row, number string) *contract {
	if number == "" {
		r.Errorf("dora/no-contract", v.at, "fill in the column", "the row of %s has no reference number of an arrangement and was left out", v.template)
		return nil
	}
	k := r.contracts[number]
	if k == nil {
		k = &contract{at: v.at}
		k.ID = importer.SafeID(number)
		k.Source = r.systemSource(v)
		r.contracts[number] = k
	}
	return k
}

// begin makes sure that there is a system to write into.
func (r *reader) begin(v *row) {
	if r.System == nil {
		r.System = &system.System{ID: "register-of-information"}
		r.Warnf("dora/no-entity", v.at, "import b_01.01.csv too", "the files do not say who maintains the register")
	}
	if r.System.Sources == nil {
		r.System.Sources = map[string]*supplier.Source{}
	}
}

// systemSource notes the row as a source of the system.
func (r *reader) systemSource(v *row) string {
	r.begin(v)
	id := strings.ReplaceAll(strings.ReplaceAll(v.template, "_", ""), ".", "")
	if r.System.Sources[id] == nil {
		src := r.source(v)
		src.Title = fmt.Sprintf("DORA register of information, %s", v.template)
		src.Retrieved = r.Options.Retrieved
		r.System.Sources[id] = &src
	}
	return id
}

// signer takes the provider that signed an arrangement (B_03.02).
func (r *reader) signer(v *row) bool {
	k := r.contract(v, v.get("0010"))
	s := r.party(v, "0020", "0030")
	if k == nil || s == nil {
		return false
	}
	if k.supplier != "" && k.supplier != s.ID {
		r.Infof("dora/several-signers", v.at, "", "several providers signed %s; the record names %s", k.ID, k.supplier)
		return true
	}
	k.supplier = s.ID
	return true
}

// service returns the service of a provider under an arrangement.
func (r *reader) service(v *row, number, party, kind string) *service {
	k := r.contract(v, number)
	if k == nil {
		return nil
	}
	if k.supplier == "" {
		k.supplier = party
	}
	key := serviceKey{k.ID, party, kind}
	s := r.services[key]
	if s == nil {
		name := kind
		if t, ok := services[kind]; ok {
			name = t.name
		}
		s = &service{at: v.at}
		s.Product = system.Product{
			Name: cmp.Or(name, "a service under "+k.ID), Kind: productKind(kind), Supplier: party, Contracts: []string{k.ID}, Source: r.systemSource(v),
		}
		r.services[key] = s
	}
	return s
}

// serviceRow takes the specific information on an arrangement (B_02.02).
func (r *reader) serviceRow(v *row) bool {
	p := r.party(v, "0030", "0040")
	if p == nil {
		return false
	}
	kind := serviceType(v.get("0060"))
	s := r.service(v, v.get("0010"), p.ID, kind)
	if s == nil {
		return false
	}
	r.terms(v, r.contracts[v.get("0010")])
	r.places(v, p, s, kind)
	if f := v.get("0050"); f != "" {
		id, ok := r.functions[functionKey{f, v.get("0020")}]
		switch {
		case !ok:
			r.Warnf("dora/function", v.at, "add it to b_06.01", "the function %s of %s is not in b_06.01; no asset needs the service", f, v.get("0020"))
		case v.code("0180") == "not significant":
			r.Infof("dora/reliance", v.at, "", "the function %s does not rely on the service significantly; no need was written", id)
		default:
			s.functions = append(s.functions, id)
		}
	}
	return true
}

// terms takes the dates and terms of the arrangement. A month is days times
// 12 / 365.2425, as everywhere.
func (r *reader) terms(v *row, k *contract) {
	set := func(field *supplier.Date, column, what string) {
		d := r.Date(v.get(column), what+" of "+k.ID, v.at)
		if field.IsZero() {
			*field = d
		} else if !d.IsZero() && !d.Equal(field.Time) {
			r.Infof("dora/dates", v.at, "", "%s of %s is %s in another row; the first was kept", what, k.ID, d)
		}
	}
	set(&k.Start, "0070", "the start")
	set(&k.End, "0080", "the end")
	k.Start, k.End = r.Period(k.Start, k.End, "the arrangement "+k.ID, v.at)
	if days := v.get("0100"); days != "" && k.NoticeMonths == nil {
		x, err := strconv.ParseFloat(days, 64)
		if err != nil || x < 0 || x > 100_000 {
			r.Warnf("dora/notice", v.at, "write the number of days", "the notice period %q is no number of days", days)
		} else {
			months := math.Round(x*12/365.2425*1000) / 1000
			k.NoticeMonths = &months
		}
	}
	if law := importer.Country(v.country("0120")); law != "" {
		k.Law = law
	}
}

// places takes where the service comes from and where data lie.
func (r *reader) places(v *row, p *supplier.Supplier, s *service, kind string) {
	from := v.country("0130")
	if from != "" && importer.Country(from) == "" {
		r.Warnf("import/country", v.at, "use an ISO 3166-1 alpha-2 code", "%q is no country code; where the service comes from stays unknown", from)
	}
	work := system.Service{Party: p.ID, Kind: services[kind].kind, From: importer.Country(from)}
	if v.code("0140") == "yes" {
		work.Access = "data"
	}
	if work.Kind == "" && (work.From != "" || work.Access != "") {
		work.Kind = "managed-service"
	}
	if work.Kind != "" && !slices.Contains(s.Services, work) {
		s.Services = append(s.Services, work)
	}
	for _, c := range []string{"0150", "0160"} {
		country := importer.Country(v.country(c))
		if country == "" || slices.ContainsFunc(p.Sites.Items, func(x supplier.Site) bool { return x.Kind == "hosting" && x.Country == country }) {
			continue
		}
		p.Sites.Items = append(p.Sites.Items, supplier.Site{Kind: "hosting", Country: country, Source: r.Source(p, r.source(v))})
	}
}

// function takes a function (B_06.01).
func (r *reader) function(v *row) bool {
	id, lei := v.get("0010"), v.get("0040")
	if id == "" {
		r.Errorf("dora/no-function", v.at, "fill in the column", "the function has no identifier; the row was left out")
		return false
	}
	key := functionKey{id, lei}
	if r.functions[key] != "" {
		r.Infof("dora/function-twice", v.at, "", "the function %s of %s is listed again, for another activity; the first row was kept", id, lei)
		return true
	}
	r.begin(v)
	a := system.Asset{ID: importer.SafeID(id), Name: v.get("0030"), Class: "dora:function"}
	if slices.ContainsFunc(r.System.Assets, func(b system.Asset) bool { return b.ID == a.ID }) {
		a.ID = importer.SafeID(id, lei)
	}
	if v.code("0050") == "yes" {
		a.Class = "dora:critical-or-important-function"
	}
	switch v.code("0100") {
	case "low":
		a.Criticality = supplier.Low
	case "medium":
		a.Criticality = supplier.Moderate
	case "high":
		a.Criticality = supplier.High
	}
	// 0 means that no objective is defined.
	if h, err := strconv.ParseFloat(v.get("0080"), 64); err == nil && h > 0 && h < 1e6 {
		a.Tolerance.RTOHours = &h
	}
	r.functions[key] = a.ID
	r.System.Assets = append(r.System.Assets, a)
	return true
}

// assessment takes the assessment of a service (B_07.01).
func (r *reader) assessment(v *row) bool {
	p := r.party(v, "0020", "0030")
	if p == nil {
		return false
	}
	s := r.service(v, v.get("0010"), p.ID, serviceType(v.get("0040")))
	if s == nil {
		return false
	}
	switch v.code("0080") {
	case "yes":
		s.ExitPlan.Exists = new(true)
	case "no":
		s.ExitPlan.Exists = new(false)
	}
	switch found := v.code("0110"); {
	case found == "yes" && v.get("0120") != "":
		for _, name := range strings.FieldsFunc(v.get("0120"), func(c rune) bool { return c == ';' || c == '\n' }) {
			name = importer.Clean(name)
			if id := strings.ToUpper(name); supplier.CheckIdentifier("lei", id) == nil {
				name = r.named(v, importer.LEI(id), id, "LEI").ID
			}
			if name != "" {
				s.Alternatives.Items = append(s.Alternatives.Items, system.Alternative{Party: name, Source: s.Source})
			}
		}
	case found == "yes":
		r.Infof("dora/alternatives", v.at, "name them in b_07.01.0120", "alternatives to %s are identified but not named", p.ID)
	case found == "no":
		r.Infof("dora/alternatives", v.at, "", "no alternative to %s is identified; whether there is one stays unknown", p.ID)
	}
	return true
}

// system writes contracts, services and what relies on them.
func (r *reader) system() {
	if r.System == nil {
		return
	}
	sys := r.System
	ids := map[string]bool{}
	for _, a := range sys.Assets {
		ids[a.ID] = true
	}
	needs := map[string][]string{}
	for _, key := range slices.SortedFunc(maps.Keys(r.services), func(x, y serviceKey) int {
		return cmp.Or(cmp.Compare(x.contract, y.contract), cmp.Compare(x.kind, y.kind), cmp.Compare(x.party, y.party))
	}) {
		s := r.services[key]
		stem := importer.SafeID(strings.Trim(key.contract+"-"+strings.ToLower(importer.Slug(key.kind)), "-"))
		s.ID = stem
		for n := 2; ids[s.ID]; n++ {
			s.ID = fmt.Sprintf("%s-%d", stem, n)
		}
		ids[s.ID] = true
		slices.SortFunc(s.Services, func(x, y system.Service) int {
			return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Access, y.Access))
		})
		sys.Products = append(sys.Products, s.Product)
		for _, f := range s.functions {
			if !slices.Contains(needs[f], s.ID) {
				needs[f] = append(needs[f], s.ID)
			}
		}
	}
	for i := range sys.Assets {
		for _, id := range needs[sys.Assets[i].ID] {
			sys.Assets[i].Needs = append(sys.Assets[i].Needs, system.Need{ID: id})
		}
	}
	slices.SortFunc(sys.Assets, func(x, y system.Asset) int { return cmp.Compare(x.ID, y.ID) })
	r.money()
}

// money writes the contracts. A record has one currency: that of most
// amounts; the others are left out.
func (r *reader) money() {
	count := map[string]int{}
	for _, k := range r.contracts {
		if k.AnnualValue != nil && k.currency != "" {
			count[k.currency]++
		}
	}
	for _, c := range slices.Sorted(maps.Keys(count)) {
		if r.System.Currency == "" || count[c] > count[r.System.Currency] {
			r.System.Currency = c
		}
	}
	for _, number := range slices.Sorted(maps.Keys(r.contracts)) {
		k := r.contracts[number]
		if k.supplier == "" {
			r.Errorf("dora/no-provider", k.at, "name the provider in b_03.02 or b_02.02", "nobody provides anything under %s; the arrangement was left out", k.ID)
			continue
		}
		if k.AnnualValue != nil && k.currency != r.System.Currency {
			r.Warnf("dora/currency", k.at, "convert it to "+r.System.Currency, "the cost of %s is in %s and was left out: a record has one currency", k.ID, cmp.Or(k.currency, "no stated currency"))
			k.AnnualValue = nil
		}
		k.Supplier = k.supplier
		r.System.Contracts = append(r.System.Contracts, k.Contract)
	}
}
