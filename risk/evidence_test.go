// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

func onDay(day int) supplier.Date {
	return supplier.Date{Time: time.Date(2026, 5, day, 0, 0, 0, 0, time.UTC)}
}

// TestEvidenceAnswersEntries: the newest answer counts, of equally old ones
// the worse; an answer carries over to the entries that the catalogue names,
// but never over an answer of their own.
func TestEvidenceAnswersEntries(t *testing.T) {
	answers := map[string][]string{"a:1": {"b:1", "c:1"}, "a:2": {"c:1"}}
	always := func(*system.Evidence) bool { return true }
	for _, c := range []struct {
		name string
		list []*system.Evidence
		want map[string]string
	}{
		{"none", nil, nil},
		{"carried over", []*system.Evidence{{Entry: "a:1", State: "met"}}, map[string]string{"a:1": "met", "b:1": "met", "c:1": "met"}},
		{"own answer first", []*system.Evidence{{Entry: "b:1", State: "notMet"}, {Entry: "a:1", State: "met"}},
			map[string]string{"a:1": "met", "b:1": "notMet", "c:1": "met"}},
		{"worst of two sources", []*system.Evidence{{Entry: "a:1", State: "met"}, {Entry: "a:2", State: "partly"}},
			map[string]string{"a:1": "met", "a:2": "partly", "b:1": "met", "c:1": "partly"}},
		{"newest", []*system.Evidence{{Entry: "b:1", State: "met", Date: onDay(2)}, {Entry: "b:1", State: "notMet", Date: onDay(1)}}, map[string]string{"b:1": "met"}},
		{"worse of one day", []*system.Evidence{{Entry: "b:1", State: "notMet", Date: onDay(1)}, {Entry: "b:1", State: "met", Date: onDay(1)}}, map[string]string{"b:1": "notMet"}},
		{"a state nobody reads", []*system.Evidence{{Entry: "b:1", State: "perhaps"}}, nil},
		{"about a supplier", []*system.Evidence{{Entry: "b:1", State: "met", Subject: "supplier:x"}}, nil},
		{"about the entity", []*system.Evidence{{Entry: "b:1", State: "met", Subject: "entity:e"}}, map[string]string{"b:1": "met"}},
	} {
		if diff := cmp.Diff(c.want, indexEvidence(c.list, answers, always).of("system")); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
	expired := func(e *system.Evidence) bool { return false }
	if got := indexEvidence([]*system.Evidence{{Entry: "b:1", State: "met"}}, answers, expired).of("system"); got != nil {
		t.Errorf("evidence that does not hold on the day: %v", got)
	}
}

// TestIncidentClocks: hours and days run from what is stated to what is
// stated, or to the as-of date; nothing that had not happened by then counts.
func TestIncidentClocks(t *testing.T) {
	at := func(day, hour int) *system.Instant {
		return &system.Instant{Time: time.Date(2026, 5, day, hour, 0, 0, 0, time.UTC)}
	}
	in := Inputs{g: &Graph{AsOf: at(20, 0).Time, System: &system.System{Incidents: []system.Incident{
		{ID: "late", AwareAt: at(10, 0), Notified: at(13, 6)},
		{ID: "future", AwareAt: at(21, 0)},
		{ID: "fresh", AwareAt: at(19, 0), EarlyWarning: at(19, 5), Handled: at(30, 0)},
		{ID: "unstated"},
	}}}}
	x := func(f float64) *float64 { return &f }
	want := []IncidentClock{
		{ID: "fresh", Name: "fresh", Kind: "incident", Hours: x(24), EarlyWarning: x(5)},
		{ID: "late", Name: "late", Kind: "incident", Hours: x(240), Notification: x(78), FinalOpenDays: x(6.75)},
		{ID: "unstated", Name: "unstated", Kind: "incident"},
	}
	if diff := cmp.Diff(want, in.incidents()); diff != "" {
		t.Error(diff)
	}
}
