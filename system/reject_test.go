// SPDX-License-Identifier: Apache-2.0

package system

import (
	"encoding/json"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
)

// TestReject holds every value that cannot be true to being unknown once it
// was reported, and everything beside it to staying as it was.
func TestReject(t *testing.T) {
	day := func(y int) supplier.Date { return supplier.Date{Time: time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)} }
	for _, c := range []struct {
		name    string
		product Product
		want    string // what is left of it
		message string
	}{
		{"spend", Product{Spend: &supplier.Range{Lo: -1200000, Hi: 5}, Units: supplier.Exact(3)}, `{"id":"p","units":3}`, "[-1200000, 5] is negative"},
		{"spend beyond sums", Product{Spend: supplier.Exact(1e155)}, `{"id":"p"}`, "1e+155 is more than 1e+18"},
		{"an open range", Product{Spend: &supplier.Range{Lo: 1, Hi: math.Inf(1)}}, `{"id":"p","spend":[1,null]}`, ""},
		{"a share of several", Product{Origins: []Origin{{Country: "XA", Share: new(0.3)}, {Country: "XB", Share: new(70.0)}}},
			`{"id":"p","origins":[{"country":"XA","share":0.3},{"country":"XB"}]}`, "the share 70 is outside 0..1"},
		{"a share of one, which is not the whole", Product{Origins: []Origin{{Country: "XA", Share: new(70.0)}}}, `{"id":"p"}`, "the share 70 is outside 0..1"},
		{"shares above the whole", Product{Origins: []Origin{{Country: "XA", Share: new(0.7)}, {Country: "XB", Share: new(0.7)}}},
			`{"id":"p","origins":[{"country":"XA"},{"country":"XB"}]}`, "the origins of p add up to 1.4, more than the whole"},
		{"no country", Product{Origins: []Origin{{Country: "Sweden"}, {Country: "XA"}}}, `{"id":"p"}`, `"Sweden" is not an ISO 3166-1 alpha-2 code`},
		{"maturity", Product{Alternatives: supplier.List[Alternative]{Items: []Alternative{{Party: "x", Maturity: supplier.Exact(8)}}}},
			`{"id":"p","alternatives":[{"party":"x"}]}`, "8 is outside 0..1"},
		{"access", Product{Services: []Service{{Party: "x", Kind: "support", Access: "root", From: "here"}}},
			`{"id":"p","services":[{"party":"x","kind":"support"}]}`, `"root" is not one of none, user, data, privileged`},
		{"months", Product{Migration: Migration{Months: supplier.Exact(-1), Cost: supplier.Exact(2)}}, `{"id":"p","migration":{"cost":2}}`, "-1 is negative"},
		{"support", Product{PlacedOnMarket: day(2026), SupportUntil: day(2025)}, `{"id":"p"}`, "support of p ends before it was sold"},
		{"a weight", Product{Interface: supplier.List[IF]{Items: []IF{{Name: "a", Kind: "documented", Weight: new(-1.0)}}}}, `{"id":"p"}`, "-1 is negative"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.product.ID = "p"
			s := &System{ID: "s", Products: []Product{c.product}}
			ds := s.Reject()
			got, err := json.Marshal(s.Products[0])
			if diff := cmp.Diff(c.want, string(got)); err != nil || diff != "" {
				t.Error(err, diff)
			}
			said := slices.ContainsFunc(ds, func(d diag.Diagnostic) bool { return d.Severity == diag.Error && d.Message == c.message })
			if said != (c.message != "") {
				t.Errorf("%q is not said in %v", c.message, ds)
			}
			if again := s.Reject(); again.Err() != nil {
				t.Errorf("errors are left: %v", again)
			}
		})
	}
}

// TestRejectElsewhere does the same beside products, and finds what is used
// though it is hardly meant.
func TestRejectElsewhere(t *testing.T) {
	day := func(y int) supplier.Date { return supplier.Date{Time: time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)} }
	s := &System{
		ID: "s", Currency: "EURO",
		Entity:   Entity{Employees: new(-3.0), Turnover: new(-4.1e8), BalanceSheet: new(-1.0), Country: "Sweden", Currency: "EUR"},
		Products: []Product{{ID: "p", Contracts: []string{"k"}}},
		Assets: []Asset{
			{ID: "a", Shares: map[string]float64{"p": 70}, Tolerance: Tolerance{RTOHours: new(-4.0), Days: new(1e9)}},
			{ID: "b", Shares: map[string]float64{"p": 0.6, "a": 0.6}},
		},
		Contracts: []Contract{{ID: "k", Supplier: "x", End: day(2028), Renewal: day(2029), NoticeMonths: new(99999999.0)}},
	}
	ds := s.Reject()
	got, err := json.Marshal(s)
	want := `{"id":"s","currency":"EURO","entity":{"currency":"EUR"},` +
		`"assets":[{"id":"a","tolerance":{"days":1000000000}},{"id":"b"}],"products":[{"id":"p","contracts":["k"]}],` +
		`"contracts":[{"id":"k","supplier":"x","end":"2028-01-01","renewal":"2029-01-01","noticeMonths":99999999}]}`
	if diff := cmp.Diff(want, string(got)); err != nil || diff != "" {
		t.Error(err, diff)
	}
	var warned []string
	for _, d := range ds {
		if d.Severity == diag.Warning {
			warned = append(warned, d.Message)
		}
	}
	if diff := cmp.Diff([]string{
		`"EURO" is not an ISO 4217 currency code`,
		"1000000000 days are more than a hundred years",
		"99999999 months are more than a hundred years",
		"the contract k is renewed on 2029-01-01, after it has ended on 2028-01-01",
	}, slices.Sorted(slices.Values(warned))); diff != "" {
		t.Error(diff)
	}
	if n := len(ds.Errors()); n != 7 {
		t.Errorf("%d errors: %v", n, ds.Errors())
	}
}
