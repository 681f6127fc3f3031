// SPDX-License-Identifier: Apache-2.0

package phrase_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// TestQuestions asks each missing fact once, of whoever can know it, those
// with a record first.
func TestQuestions(t *testing.T) {
	a := &result.Assessment{
		Subject: result.Subject{ID: "system:s", Entity: "Operator"},
		Parties: []result.Party{{ID: "acme", Name: "Acme", Recorded: true}, {ID: "aaa", Name: "Aaa"}},
		Findings: []result.Finding{
			{Rule: "house/A-0001", Outcome: result.Unknown, Severity: "low", Subject: "system:s", Missing: []string{"supplier.owners"}, Count: 9, Examples: []string{"supplier:aaa", "supplier:acme"}},
			{Rule: "house/B-0001", Outcome: result.Unknown, Severity: "high", Subject: "supplier:acme", Missing: []string{"supplier.owners", "supplier.designations"}},
			{Rule: "house/C-0001", Outcome: result.Unknown, Severity: "low", Subject: "asset:core", Missing: []string{"asset.tolerance"}},
			{Rule: "house/F-0001", Outcome: result.Unknown, Severity: "low", Subject: "component:c", Missing: []string{"component.vulnerabilities.severity"}},
			{Rule: "house/D-0001", Outcome: result.Unknown, Severity: "critical", Subject: "asset:core", Missing: []string{"asset.class"}, Waiver: "w"},
			{Rule: "house/E-0001", Outcome: result.Fail, Severity: "critical", Subject: "asset:core"},
		},
	}
	var got []string
	for _, q := range phrase.NewNames(a).Questions(a) {
		var ask []string
		for _, s := range q.Ask {
			ask = append(ask, s.Words)
		}
		got = append(got, fmt.Sprintf("%s: %q, %d, %v, %s", q.Fact, ask, q.Subjects, q.Rules, q.Severity))
	}
	want := []string{
		`supplier.owners: ["Acme" "Aaa"], 9, [house/A-0001 house/B-0001], high`,
		`supplier.designations: ["the authorities, or their published acts"], 1, [house/B-0001], high`,
		`asset.tolerance: ["your own people at Operator"], 1, [house/C-0001], low`,
		`component.vulnerabilities.severity: ["a database of vulnerabilities that knows it, or its maker for a statement"], 1, [house/F-0001], low`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestHidden is the sentence on common owners: what is certain, what is
// possible, and nothing where they add nothing that shows.
func TestHidden(t *testing.T) {
	for _, tt := range []struct {
		hidden *result.Interval
		want   string
	}{
		{nil, ""},
		{&result.Interval{}, ""},
		{&result.Interval{Lo: 0.041, Hi: 0.109}, "Common owners add between 0.04 and 0.11 to the concentration index (0 to 1) of the yearly spend."},
		{&result.Interval{Hi: 0.101}, "Common owners may add up to 0.11 to the concentration index (0 to 1) of the yearly spend: who controls some suppliers is not established."},
	} {
		before, much, after := phrase.Hidden(&result.Concentration{By: "owner", Basis: "spend", Hidden: tt.hidden})
		if got := before + much + after; got != tt.want {
			t.Errorf("%v: %q, want %q", tt.hidden, got, tt.want)
		}
	}
}
