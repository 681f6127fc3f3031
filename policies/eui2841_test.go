// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kedja/kedja/risk"
)

// TestRulesOnUnionEntitiesFollowTheDates compares the day from which a rule
// of eui2841 takes effect with the days by which what it asks for was due.
func TestRulesOnUnionEntitiesFollowTheDates(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"eui2841"}})
	dated := 0
	for _, r := range s.rules {
		for _, e := range r.asks {
			if e.From == "" {
				continue
			}
			dated++
			if r.From > e.From {
				t.Errorf("%s takes effect on %q, and asks for %s, due on %s", r.ID, r.From, e.ID, e.From)
			}
		}
	}
	if dated < 40 {
		t.Errorf("only %d entries asked for have a date", dated)
	}
}

// TestUnionEntitiesAlone asks the pack of an entity of every other kind:
// nothing is found, however bad the facts.
func TestUnionEntitiesAlone(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"eui2841"}})
	late, yes := 500.0, true
	for _, sectors := range [][]string{{"eui:union-entity"}, {"nis2:energy"}, {"dora:credit-institution"}, {"eui:other"}, nil} {
		entity := risk.EntityFacts{ID: "e", Sectors: sectors, Roles: []string{"competent-authority"}}
		rep, err := s.Evaluate(t.Context(), Context{AsOf: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}, slices.Values([]Subject{
			{Scope: "entity", ID: "entity:e", Sectors: sectors, Input: &risk.SystemInput{
				Entity: entity, Evidence: map[string]string{"eui:8.2.m": "notMet"},
				Incidents: []risk.IncidentClock{{ID: "i", Name: "i", Kind: "incident", Significant: &yes, Hours: &late, EarlyWarning: &late}},
			}},
			{Scope: "supplier", ID: "supplier:s", Sectors: sectors, Input: &risk.SupplierInput{
				Entity: entity, Supplier: risk.SupplierFacts{ID: "s", Direct: true, Practices: risk.PracticeFacts{SecureDevelopment: "none"}},
			}},
			{Scope: "contract", ID: "contract:c", Sectors: sectors, Input: &risk.ContractInput{
				Entity: entity, Contract: risk.ContractFacts{ID: "c", Clauses: map[string]bool{"threatSharing": false}},
			}},
		}))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range rep.Findings {
			got = append(got, f.Rule)
		}
		switch union := slices.Contains(sectors, "eui:union-entity"); {
		case union && len(got) == 0:
			t.Error("a Union entity is not asked")
		case !union && sectors != nil && len(got) > 0:
			t.Errorf("%v: %v", sectors, got)
		case sectors == nil && strings.Join(got, " ") != "eui2841/SCOPE-0001":
			t.Errorf("without a sector: %v", got)
		}
	}
}
