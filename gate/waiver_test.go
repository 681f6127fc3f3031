// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
)

func day(t testing.TB, s string) Date {
	t.Helper()
	var d Date
	if err := d.UnmarshalText([]byte(s)); err != nil {
		t.Fatal(err)
	}
	return d
}

// waiver is a sound waiver that holds until the end of 2026.
func waiver(t testing.TB, id, rule, subject string) Waiver {
	return Waiver{ID: id, Rule: rule, Subject: subject, Reason: AcceptedRisk, Statement: "replaced in spring",
		Owner: "network", ApprovedBy: "board", Expires: day(t, "2026-12-31")}
}

func TestValidate(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Waiver)
		want   string // pointer and message; "" is sound
	}{
		{"sound", func(*Waiver) {}, ""},
		{"no id", func(w *Waiver) { w.ID = "" }, "/id: the waiver has no id"},
		{"blank statement", func(w *Waiver) { w.Statement = " \t" }, "/statement: the waiver has no statement"},
		{"no owner", func(w *Waiver) { w.Owner = "" }, "/owner: the waiver has no owner"},
		{"not approved", func(w *Waiver) { w.ApprovedBy = "" }, "/approvedBy: the waiver has no approvedBy"},
		{"for ever", func(w *Waiver) { w.Expires = Date{} }, "/expires: the waiver has no expires; set the last day"},
		{"own reason", func(w *Waiver) { w.Reason = "because" }, `/reason: unknown reason "because"; use one of accepted-risk`},
		{"star inside", func(w *Waiver) { w.Rule = "eu5g/*-0004" }, "/rule: the pattern"},
		{"marking", func(w *Waiver) { w.TLP = "SECRET" }, `/tlp: unknown marking "SECRET"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := waiver(t, "w-1", "eu5g/*", "supplier:teliqon")
			tt.change(&w)
			err := w.Validate()
			if tt.want == "" {
				if err != nil {
					t.Errorf("got %v", err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestValidateReportsEverything(t *testing.T) {
	list, ok := errors.AsType[diag.List]((&Waiver{}).Validate())
	if !ok || len(list) != 8 { // the required fields
		t.Errorf("got %v", list)
	}
}

func TestWaiverAsJSON(t *testing.T) {
	const file = `{"id": "w-17", "rule": "eu5g/*", "subject": "supplier:teliqon", "reason": "mitigated",
 "statement": "s", "owner": "o", "approvedBy": "p", "expires": "2027-01-31", "ticket": "NET-4"}`
	var w Waiver
	if err := json.Unmarshal([]byte(file), &w); err != nil {
		t.Fatal(err)
	}
	want := Waiver{ID: "w-17", Rule: "eu5g/*", Subject: "supplier:teliqon", Reason: Mitigated,
		Statement: "s", Owner: "o", ApprovedBy: "p", Expires: day(t, "2027-01-31"), Ticket: "NET-4"}
	if diff := cmp.Diff(want, w); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestOrigin(t *testing.T) {
	var w Waiver
	at := diag.Position{File: "waivers.yaml", Pointer: "/expires", Line: 10, Column: 10}
	w.SetOrigin("waivers.yaml", 2, map[string]diag.Position{"/expires": at})
	if got := w.At("/expires"); got != at {
		t.Errorf("expires is at %v", got)
	}
	if got := w.At("/tlp").String(); got != "waivers.yaml:2" {
		t.Errorf("an absent field is at %s", got)
	}
}

func TestMatches(t *testing.T) {
	for _, tt := range []struct {
		pattern, s string
		want       bool
	}{
		{"eu5g/SUPPLIER-0004", "eu5g/SUPPLIER-0004", true},
		{"eu5g/SUPPLIER-0004", "eu5g/SUPPLIER-00041", false},
		{"eu5g/*", "eu5g/SUPPLIER-0004", true},
		{"eu5g/*", "eu5g2/SUPPLIER-0004", false},
		{"*", "", true},
		{"", "", true},
		{"a.c", "abc", false}, // not a regular expression
	} {
		if got := matches(tt.pattern, tt.s); got != tt.want {
			t.Errorf("matches(%q, %q) = %v", tt.pattern, tt.s, got)
		}
	}
}

func TestCoversVersions(t *testing.T) {
	f := &result.Finding{Rule: "r", Subject: "component:pkg:npm/a@1.2.3"}
	for subject, want := range map[string]bool{
		"component:pkg:npm/a":       true, // any version
		"component:pkg:npm/a@1.2.3": true,
		"component:pkg:npm/a@1.2.4": false,
		"component:pkg:npm/*":       true,
		"component:pkg:npm/ab":      false,
	} {
		w := Waiver{Rule: "r", Subject: subject}
		if got := w.covers(f, nil); got != want {
			t.Errorf("%s covers %s: %v", subject, f.Subject, got)
		}
	}
}

// TestCoversKeys: a waiver for one vulnerability is for no other.
func TestCoversKeys(t *testing.T) {
	f := &result.Finding{Rule: "baseline/VULN-0003", Subject: "component:pkg:npm/a@1.2.3", Key: "CVE-2026-0001"}
	for key, want := range map[string]bool{"": true, "CVE-2026-0001": true, "CVE-2026-0002": false, "CVE-2026-000": false, "CVE-2026-*": true} {
		w := Waiver{Rule: "baseline/*", Subject: "component:pkg:npm/a", Key: key}
		if got := w.covers(f, nil); got != want {
			t.Errorf("key %q covers %s: %v", key, f.Key, got)
		}
	}
}

func TestHoldsTheWholeLastDay(t *testing.T) {
	w := Waiver{Expires: day(t, "2027-01-31")}
	stockholm := time.FixedZone("CET", 3600)
	for _, tt := range []struct {
		at   time.Time
		want bool
	}{
		{time.Date(2027, 1, 31, 0, 0, 0, 0, time.UTC), true},
		{time.Date(2027, 1, 31, 23, 59, 59, 0, time.UTC), true},
		{time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC), false},
		{time.Date(2027, 2, 1, 0, 30, 0, 0, stockholm), true}, // still January in UTC
	} {
		if got := w.holds(tt.at); got != tt.want {
			t.Errorf("at %s: %v", tt.at, got)
		}
	}
}

func TestDateText(t *testing.T) {
	var d Date
	if err := d.UnmarshalText([]byte("31.1.2027")); err == nil || !strings.Contains(err.Error(), "write YYYY-MM-DD") {
		t.Errorf("got %v", err)
	}
	for _, s := range []string{"2024-02-29", ""} {
		if s != "" {
			d = day(t, s)
		} else {
			d = Date{}
		}
		got, err := d.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s, string(got)); diff != "" {
			t.Error(diff)
		}
	}
}
