// SPDX-License-Identifier: Apache-2.0

package gate_test

import (
	"strings"
	"testing"

	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/result"
)

// TestExplainWhatDependsAndReaches: each of these numbers names its formula,
// its thresholds or assumptions, and the facts below it.
func TestExplainWhatDependsAndReaches(t *testing.T) {
	a := small()
	limit := 0.3
	a.Params["measure.importance.p"] = "0.1"
	value := iv(0.45, 0.7)
	a.Dependency = []result.Dependency{{
		Scope: "asset:core", Basis: "spend", EUControlled: iv(0.3, 0.45), HHI: iv(0.4, 0.4), Strategic: "unknown",
		Indicators: []result.Indicator{{Name: "CDI2", Value: &value, Threshold: 0.5, Holds: "unknown"}},
		HighRisk:   result.HighRiskShare{Share: iv(0.5, 0.5), Suppliers: iv(1, 1), Of: 2, Parties: []string{"acme"}, Cap: &limit, Exceeds: "yes"},
	}}
	a.Tiers = []result.Tier{{Scope: "asset:core", Net: []result.TierRow{{Party: "acme", Share: iv(0.5, 0.5)}}, Touch: []result.TierRow{{Party: "acme", Share: iv(0.6, 0.6)}}}}
	a.Integrity = []result.Integrity{{Key: "acme", By: "supplier", Weight: 0.75, Assets: 1, Examples: []string{"core"}, Components: 3, Certainty: "certain"}}
	a.Alternatives = []result.Alternatives{{Product: "a", Supplier: "acme", Candidates: []result.Alternative{{Product: "b", Supplier: "ns:deb/x", Why: "both are software", Certainty: "possible"}}}}
	a.CutSets = []result.CutSet{{Asset: "core", By: "supplier", Mode: "stop", Size: 1, Keys: []string{"acme"}, Certainty: "certain"}}
	part := iv(1, 1)
	a.Importance = []result.Importance{{Asset: "core", Mode: "stop", P: iv(0.1, 0.1), Suppliers: []result.ImportanceRow{{Key: "acme", P: 0.1, Birnbaum: iv(1, 1), FussellVesely: &part}}}}
	days := 2.0
	a.SinglePoints = []result.SinglePoint{{Asset: "core", By: "supplier", Mode: "noSupply", Key: "acme", Certainty: "certain",
		MattersAfter: &result.MattersAfter{ToleranceDays: &days, StopsAfterDays: iv(10, 10), Days: iv(12, 12)}}}
	e := gate.NewExplainer(a)
	for id, want := range map[string][]string{
		"dependency/asset:core/CDI2":     {"= [0.45, 0.7]", "parameter: threshold of CDI2 = 0.5", "fact: product.spend of product a = 40 @system.yaml:9"},
		"dependency/asset:core/highRisk": {"= 0.5", "parameter: cap = 0.3"},
		"dependency/asset:core":          {"= unknown", "#dependency/asset:core/CDI2", "#dependency/asset:core/euControlled"},
		"tiers/asset:core/touch/acme":    {"= 0.6", "#concentration/asset:core/supplier/spend/shares/acme"},
		"integrity/supplier/certain/acme": {
			"what a compromise of Acme AB could reach = 1 assets, 3 components", "fact: product.supplier of product a = acme"},
		"alternatives/a":            {"= 1 of the entity's own", "measure: product b of deb/x"},
		"importance/core/stop":      {"= 0.1", "#importance/core/stop/acme", "#cutSets/core/supplier/stop/acme", "parameter: measure.importance.p = 0.1"},
		"importance/core/stop/acme": {"(Birnbaum)", "parameter: probability that Acme AB is lost = 0.1"},
		"singlePoints/core/supplier/noSupply/acme": {
			"measure: when a loss matters", "missing: supplier.supplyAssurance.stockDays of Acme AB"},
	} {
		x, err := e.Explain(id)
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		got := outline(x)
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s does not say %q:\n%s", id, w, got)
			}
		}
	}
}
