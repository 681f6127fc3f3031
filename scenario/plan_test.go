// SPDX-License-Identifier: Apache-2.0

package scenario_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/scenario"
	"github.com/kedja/kedja/scenario/event"
)

// TestReplacement: with grove gone, either record system brings ward and lab
// back, and the office needs billing. By effort at its upper end, records-b
// (8 + 2 months) removes 1 + 0.75 of the risk of 2; records-a takes 9 months
// and removes the same: it comes first. Billing's effort is unknown.
func TestReplacement(t *testing.T) {
	r := run(t, input(t, small), "remove owner:grove")
	got := r.Replace[0]
	want := scenario.Replacement{
		Effect: "lost", Certainty: "certain",
		Products:  scenario.Set{IDs: []string{"billing", "records-a"}, LowerBound: 2},
		Suppliers: scenario.Set{IDs: []string{"amber"}, LowerBound: 1},
	}
	if diff := cmp.Diff(want.Products, got.Products); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want.Suppliers, got.Suppliers); diff != "" {
		t.Errorf("amber runs the billing too, and is enough: %s", diff)
	}
	o := got.Order
	// records-a: 9 months at risk 2, billing: taken for 10 at risk 0.25.
	if o.Area != 9*2+10*.25 || o.LowerBound != o.Area || !o.Exact || o.Risk != 2 {
		t.Errorf("area %g, bound %g, risk %g", o.Area, o.LowerBound, o.Risk)
	}
	// At the lower ends, records-b takes 6 months and billing none.
	if o.Firm || !slices.Equal(o.Assumed, []string{"billing"}) {
		t.Errorf("firm %v, assumed %v", o.Firm, o.Assumed)
	}
	var steps []string
	for _, s := range o.Steps {
		steps = append(steps, fmt.Sprintf("%s %s removes %g leaves %g: %v spare %v", s.Product, s.Effort, s.Removed, s.Left, s.Works, s.Spare))
	}
	if diff := cmp.Diff([]string{
		"records-a 9 removes 1.75 leaves 0.25: [lab ward] spare false",
		"billing [0, ∞] removes 0.25 leaves 0: [office] spare false",
		"records-b [6, 10] removes 0 leaves 0: [] spare true",
	}, steps); diff != "" {
		t.Error(diff)
	}
}

// TestPhaseOut: amber is excluded from 2027-01-01 with 12 months. The
// contract of records-a lets go at the end of 2028, 23.95 months on; the
// product could be replaced in 9. Billing belongs to dogwood: amber only works on
// it, without a contract.
func TestPhaseOut(t *testing.T) {
	p := run(t, input(t, small), "exclude supplier:amber@2027-01-01", "transition 12").PhaseOut
	var got []string
	for _, x := range p.Exits {
		got = append(got, fmt.Sprintf("%s %v by %s: contract %s, replaced %s to %s, exit %s to %s, late %s by %s",
			x.Product, x.Roles, x.Deadline, x.Contract.Latest, x.Replaced.Earliest, x.Replaced.Latest, x.Exit.Earliest, x.Exit.Latest, x.Late, x.MonthsLate))
	}
	if diff := cmp.Diff([]string{
		"records-a [supplier] by 2028-01-01: contract 2028-12-31, replaced 2027-10-02 to 2027-10-02, exit 2028-12-31 to 2028-12-31, late yes by 12",
		"billing [service] by 2028-01-01: contract 2027-01-01, replaced 2027-01-01 to , exit 2027-01-01 to , late unknown by [0, ∞]",
	}, got); diff != "" {
		t.Error(diff)
	}
	if p.Late != 1 || p.Unknown != 1 || p.Contracts != 1 {
		t.Errorf("late %d, unknown %d, held up by contracts %d", p.Late, p.Unknown, p.Contracts)
	}
	if r := run(t, input(t, small), "exclude supplier:amber"); r.PhaseOut != nil || len(r.Notes) == 0 {
		t.Error("a plan without a transition, or nothing said of it")
	}
}

// TestSale: with cedar sold to grove, every product but billing's operator
// has one owner. By spend nothing is known, so the count of single points
// says it: grove stops the lab already, and the ward through both.
func TestSale(t *testing.T) {
	r := run(t, input(t, small), "sell supplier:cedar=owner:grove")
	find := func(id string) scenario.Change {
		i := slices.IndexFunc(r.Measures, func(c scenario.Change) bool { return c.ID == id })
		if i < 0 {
			t.Fatalf("%s does not change; these do: %v", id, r.Measures)
		}
		return r.Measures[i]
	}
	// The lab has the owners cedar and grove as single points before, grove
	// alone after.
	c := find("singlePoints/lab/owner/certain")
	if *c.Before != result.Exactly(2) || *c.After != result.Exactly(1) || c.Direction != "fell" {
		t.Errorf("%+v", c)
	}
	if !slices.ContainsFunc(r.Diff.Control, func(c result.ControlChange) bool {
		return c.Party == "cedar" && slices.Equal(c.New.Controllers, []string{"grove"})
	}) {
		t.Errorf("cedar has the controllers %+v", r.Diff.Control)
	}
	// A day on which it has not happened yet is after everything else.
	later := run(t, input(t, small), "sell supplier:cedar=owner:grove@2027-03-01")
	if !strings.HasPrefix(later.At, "2027-03-01") || len(later.Measures) == 0 {
		t.Errorf("at %s, %d changes", later.At, len(later.Measures))
	}
}

// TestReach: amber makes records-a and has privileged access to billing.
// What rests on these is within reach: the ward, through it the lab, and the
// office. That there is an alternative for the ward does not help.
func TestReach(t *testing.T) {
	r := run(t, input(t, small), "compromise supplier:amber")
	want := []scenario.Reach{{
		Subject: "supplier:amber", Supplier: "amber", On: "2026-11-20", Certain: scenario.Extent{Assets: 3, Products: 2, Weight: 1 + .75 + .25},
		Assets: []string{"lab", "office", "ward"}, Products: []string{"billing", "records-a"},
	}}
	if diff := cmp.Diff(want, r.Compromised); diff != "" {
		t.Error(diff)
	}
}

// TestEverythingLost: measures of nothing are not made up.
func TestEverythingLost(t *testing.T) {
	r := run(t, input(t, small), "remove supplier:amber", "remove supplier:birch", "remove supplier:cedar", "remove supplier:dogwood")
	if r.Diff != nil || len(r.Measures) != 0 || !slices.ContainsFunc(r.Notes, func(n string) bool { return strings.HasPrefix(n, "nothing is left") }) {
		t.Errorf("%v, %v", r.Measures, r.Notes)
	}
}

// TestUnknownIDs: all of them at once, with what was probably meant.
func TestUnknownIDs(t *testing.T) {
	s := suppose(t, "remove supplier:ambr", "end-of-support product:record-a", "hazard country:XQ", "hazard country:QQQ",
		"shortage galium", "sell supplier:amber=owner:grov", "sell supplier:amber=owner:amber", "remove component:pkg:npm/x")
	_, err := scenario.Run(t.Context(), input(t, small), s, scenario.Options{Assess: kedja.Options{AsOf: asOf}})
	list, ok := errors.AsType[diag.List](err)
	if !ok {
		t.Fatal(err)
	}
	var got []string
	for _, d := range list {
		got = append(got, d.Message)
	}
	if diff := cmp.Diff([]string{
		`--hazard country:QQQ: "QQQ" is not an ISO 3166-1 alpha-2 code`,
		`--sell supplier:amber=owner:amber: a party cannot own itself`,
		`--remove component:pkg:npm/x: the system has no component "pkg:npm/x"`,
		`--hazard country:XQ: the system has no country "XQ", did you mean "XA"?`,
		`--shortage galium: the system has no material "galium", did you mean "gallium"?`,
		`--sell supplier:amber=owner:grov: the system has no owner "grov", did you mean "grove"?`,
		`--end-of-support product:record-a: the system has no product "record-a", did you mean "records-a"?`,
		`--remove supplier:ambr: the system has no supplier "ambr", did you mean "amber"?`,
	}, got); diff != "" {
		t.Error(diff)
	}
	if _, err := scenario.Run(t.Context(), input(t, small), suppose(t, "shortage gallium"), scenario.Options{}); err == nil {
		t.Error("a scenario without a clock")
	}
	if _, err := scenario.Run(t.Context(), input(t, small), &event.Scenario{ID: "none"}, scenario.Options{Assess: kedja.Options{AsOf: asOf}}); err == nil {
		t.Error("a scenario without events")
	}
}

// TestDaysOfEvents: amber has 30 days of stock from the first day on, birch is
// lost 41 days later and has 10 more: the ward runs for 51.
func TestDaysOfEvents(t *testing.T) {
	r := run(t, input(t, small), "remove supplier:amber:noSupply", "remove supplier:birch:noSupply@2026-12-31")
	if r.Losses[0].Asset != "ward" || *r.Losses[0].AfterDays != result.Exactly(51) {
		t.Errorf("%+v", r.Losses[0])
	}
}
