// SPDX-License-Identifier: Apache-2.0

package scenario_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/scenario"
	"github.com/kedja/kedja/scenario/event"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// supposed reads the body of a scenario.
func supposed(t *testing.T, body string) *event.Scenario {
	t.Helper()
	records, ds, err := load.Bytes("s.yaml", []byte("apiVersion: kedja/v1\nkind: Scenario\nid: s\nasOf: 2026-11-20\n"+body), kedja.Kinds(), nil)
	if err != nil || ds.Err() != nil {
		t.Fatal(err, ds)
	}
	return records[0].Value.(*event.Scenario)
}

func oneProduct() *kedja.Input {
	return &kedja.Input{System: &system.System{ID: "s", Products: []system.Product{{ID: "p", Name: "Pumps", Kind: "thing", Supplier: "amber"}}},
		Suppliers: []*supplier.Supplier{{ID: "amber", Name: "Amber AB"}}}
}

// The example of docs/scenario.md and docs/method.md.
func TestCascadeOfPage(t *testing.T) {
	r, err := scenario.Run(t.Context(), oneProduct(), supposed(t, `
cascade:
  shocks:
    - {of: "supplier:foundry", loss: 0.8}
  inputs:
    - {of: "supplier:chips", from: "supplier:foundry", essential: true, substitution: 0.25}
    - {of: "supplier:radios", from: "supplier:chips", weight: 0.6, substitution: 0.5}
    - {of: "supplier:radios", from: "sector:networks", weight: 0.1, substitution: 0}
    - {of: "sector:networks", from: "supplier:radios", weight: 0.4, substitution: 0}
`), scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]result.Interval{}
	for _, x := range r.Cascade.Rows {
		got[x.Subject] = x.Loss
	}
	want := map[string]result.Interval{
		"supplier:foundry": result.Exactly(0.8), "supplier:chips": result.Exactly(0.6), "supplier:radios": result.Exactly(0.1875), "sector:networks": result.Exactly(0.075),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	var text strings.Builder
	if err := scenario.WriteText(&text, r); err != nil || !strings.Contains(text.String(), "Losses handed on") || !strings.Contains(text.String(), "the scenario's, not measured") {
		t.Errorf("%v in\n%s", err, &text)
	}
}

// What is not known gives both ends: of the substitute anything, of ranges
// their ends.
func TestCascadeOfRanges(t *testing.T) {
	r, err := scenario.Run(t.Context(), oneProduct(), supposed(t, `
cascade:
  shocks: [{of: "supplier:amber", loss: [0.5, 1]}]
  inputs:
    - {of: "product:p", from: "supplier:amber", essential: true}
    - {of: "sector:water", from: "product:p", weight: [0.2, 0.4], substitution: 0}
`), scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []scenario.CascadeRow{
		{Subject: "supplier:amber", Name: "Amber AB", Shock: result.Interval{Lo: 0.5, Hi: 1}, Loss: result.Interval{Lo: 0.5, Hi: 1}},
		{Subject: "product:p", Name: "Pumps", Loss: result.Interval{Lo: 0, Hi: 1}},
		{Subject: "sector:water", Loss: result.Interval{Lo: 0, Hi: 0.4}},
	}
	if diff := cmp.Diff(want, r.Cascade.Rows); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Everything that is wrong is said at once, with its place.
func TestCascadeRefuses(t *testing.T) {
	_, err := scenario.Run(t.Context(), oneProduct(), supposed(t, `
cascade:
  shocks:
    - {of: "product:q", loss: 2}
    - {of: amber}
  inputs:
    - {of: "product:p", from: "supplier:amber"}
    - {of: "product:p", from: "product:p", weight: 0.7}
    - {of: "product:p", from: "supplier:b", weight: [0.1, 0.4]}
    - {of: "product:p", from: "supplier:c", essential: true, weight: 0.1}
`), scenario.Options{})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{
		"/cascade/shocks/0/of", `the system has no product "q"`, "2 to 2 is no share", "/cascade/shocks/1", "the loss is not said", `"amber" is no subject`,
		"how much of product:p rests on supplier:amber is not said", "takes nothing from itself", "add up to 1.2", "has no weight",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in\n%v", want, err)
		}
	}
}
