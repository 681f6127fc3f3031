// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
)

var midYear = time.Date(2026, 6, 15, 12, 0, 0, 0, time.UTC)

// three is an assessment with a failed, a warning and an unknown finding.
func three() *result.Assessment {
	return &result.Assessment{Findings: []result.Finding{
		{ID: "f1", Rule: "eu5g/SUPPLIER-0004", Subject: "supplier:teliqon", Outcome: result.Fail, Severity: "critical"},
		{ID: "f2", Rule: "nis2/SUPPLIER-0001", Subject: "supplier:teliqon", Outcome: result.Warn, Severity: "moderate"},
		{ID: "f3", Rule: "eu5g/SUPPLIER-0004", Subject: "supplier:vantar", Outcome: result.Unknown, Severity: "critical"},
	}}
}

func TestApply(t *testing.T) {
	expired := waiver(t, "old", "nis2/*", "supplier:*")
	expired.Expires = day(t, "2026-06-14")
	soon := waiver(t, "soon", "eu5g/*", "supplier:vantar")
	soon.Expires = day(t, "2026-07-15") // the 30th day after the 15th of June
	waivers := []Waiver{expired, soon, waiver(t, "used", "eu5g/SUPPLIER-0004", "supplier:teliqon"), waiver(t, "idle", "dora/*", "supplier:teliqon")}
	a := three()
	a.Findings[1].Waiver = "from an earlier run"
	list := Apply(a, waivers, midYear)

	if diff := cmp.Diff([]string{"used", "", "soon"}, marks(a)); diff != "" {
		t.Errorf("marks (-want +got):\n%s", diff)
	}
	if a.Findings[0].Outcome != result.Fail {
		t.Error("a waiver changed the outcome")
	}
	want := map[string][]string{"applied": {"soon f3", "used f1"}, "expired": {"old f2"}, "expiring": {"soon f3"}, "unused": {"idle"}}
	got := map[string][]string{"applied": rows(a.Waivers.Applied), "expired": rows(a.Waivers.Expired),
		"expiring": rows(a.Waivers.Expiring), "unused": rows(a.Waivers.Unused)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("waivers (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(result.Verdict{State: "warn", Warn: 1, Waived: 2}, a.Verdict); diff != "" {
		t.Errorf("verdict (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"warning waiver/expired", "info waiver/unused"}, codes(list)); diff != "" {
		t.Errorf("diagnostics (-want +got):\n%s", diff)
	}
}

// TestApplyByAnOldID: a waiver on an id that the rule had before still holds.
func TestApplyByAnOldID(t *testing.T) {
	a := three()
	a.Rules = []result.Rule{{ID: "eu5g/SUPPLIER-0004", Aliases: []string{"eu5g/VENDOR-0001"}}}
	Apply(a, []Waiver{waiver(t, "old", "eu5g/VENDOR-0001", "supplier:teliqon"), waiver(t, "other", "eu5g/VENDOR-0002", "supplier:vantar")}, midYear)
	if diff := cmp.Diff([]string{"old", "", ""}, marks(a)); diff != "" {
		t.Error(diff)
	}
}

func TestApplyThirtyDays(t *testing.T) {
	for last, want := range map[string]int{"2026-06-15": 1, "2026-07-15": 1, "2026-07-16": 0} {
		w := waiver(t, "w", "eu5g/*", "supplier:*")
		w.Expires = day(t, last)
		a := three()
		Apply(a, []Waiver{w}, midYear)
		if len(a.Waivers.Expiring) != want || len(a.Waivers.Applied) != 1 {
			t.Errorf("last day %s: expiring %d, want %d", last, len(a.Waivers.Expiring), want)
		}
	}
}

func TestApplyMostSpecificWins(t *testing.T) {
	// Each waiver is more specific than the one before.
	ladder := []Waiver{
		waiver(t, "all", "*", "*"),
		waiver(t, "pack", "eu5g/*", "*"),
		waiver(t, "rule", "eu5g/SUPPLIER-0004", "*"),
		waiver(t, "suppliers", "*", "supplier:*"),
		waiver(t, "subject", "*", "supplier:teliqon"),
		waiver(t, "both", "eu5g/SUPPLIER-0004", "supplier:teliqon"),
	}
	for n := range ladder {
		waivers := slices.Clone(ladder[:n+1])
		for range 2 {
			a := three()
			Apply(a, waivers, midYear)
			if got := a.Findings[0].Waiver; got != ladder[n].ID {
				t.Errorf("of the first %d: %s covers, want %s", n+1, got, ladder[n].ID)
			}
			slices.Reverse(waivers)
		}
	}
}

func TestApplyExpiredSpecificLosesToHoldingBroad(t *testing.T) {
	exact := waiver(t, "exact", "eu5g/SUPPLIER-0004", "supplier:teliqon")
	exact.Expires = day(t, "2025-01-01")
	a := three()
	Apply(a, []Waiver{exact, waiver(t, "broad", "eu5g/*", "supplier:*")}, midYear)
	if got := a.Findings[0].Waiver; got != "broad" {
		t.Errorf("covered by %q", got)
	}
}

func TestApplyRefuses(t *testing.T) {
	noOwner := waiver(t, "bad", "*", "supplier:*")
	noOwner.Owner = ""
	noOwner.SetOrigin("waivers.yaml", 3, map[string]diag.Position{"/id": {File: "waivers.yaml", Pointer: "/id", Line: 4}})
	a := three()
	list := Apply(a, []Waiver{noOwner}, midYear)
	if diff := cmp.Diff([]string{"", "", ""}, marks(a)); diff != "" {
		t.Errorf("a defective waiver covers:\n%s", diff)
	}
	if len(list) != 1 || list[0].Severity != diag.Error || list[0].Position.String() != "waivers.yaml:3" {
		t.Errorf("got %v", list)
	}

	if list := Apply(three(), nil, time.Time{}); !list.Has("waiver/no-clock") {
		t.Errorf("without a clock: %v", list)
	}
	twice := []Waiver{waiver(t, "w", "eu5g/*", "supplier:teliqon"), waiver(t, "w", "nis2/*", "supplier:teliqon")}
	if list := Apply(three(), twice, midYear); !list.Has("waiver/duplicate") {
		t.Errorf("doubled id: %v", list)
	}
	if list := Apply(three(), []Waiver{waiver(t, "w", "*", "*")}, midYear); !slices.Contains(codes(list), "warning waiver/over-broad") {
		t.Errorf("over-broad: %v", list)
	}
}

func TestApplyForgetsOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		waivers := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Waiver {
			return Waiver{ID: rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(t, "id"),
				Rule:    rapid.SampledFrom([]string{"*", "eu5g/*", "eu5g/SUPPLIER-0004"}).Draw(t, "rule"),
				Subject: rapid.SampledFrom([]string{"*", "supplier:*", "supplier:teliqon"}).Draw(t, "subject"),
				Reason:  Mitigated, Statement: "s", Owner: "o", ApprovedBy: "p",
				Expires: Day(midYear.AddDate(0, 0, rapid.SampledFrom([]int{-1, 0, 40}).Draw(t, "days")))}
		}), 0, 5).Draw(t, "waivers")
		a, b := three(), three()
		listA := Apply(a, waivers, midYear)
		listB := Apply(b, rapid.Permutation(waivers).Draw(t, "order"), midYear)
		if diff := cmp.Diff(a, b); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(listA, listB); diff != "" {
			t.Fatal(diff)
		}
		again := Apply(a, waivers, midYear)
		if diff := cmp.Diff(listA, again); diff != "" {
			t.Fatalf("applying again:\n%s", diff)
		}
	})
}

func marks(a *result.Assessment) []string {
	var out []string
	for _, f := range a.Findings {
		out = append(out, f.Waiver)
	}
	return out
}

func rows(uses []result.WaiverUse) []string {
	var out []string
	for _, u := range uses {
		row := u.ID
		for _, f := range u.Findings {
			row += " " + f
		}
		out = append(out, row)
	}
	return out
}

func codes(l diag.List) []string {
	var out []string
	for _, d := range l {
		out = append(out, d.Severity.String()+" "+d.Code)
	}
	return out
}
