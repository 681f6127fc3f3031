// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
)

// function is the class of assets that most duties of DORA are about.
const function = "dora:critical-or-important-function"

// doraSubjects is one subject of each scope that DORA's rules look at, with
// everything wrong that records can say, for one entity.
func doraSubjects(e risk.EntityFacts) []Subject {
	no, nothing, old := false, 0, 100.0
	ref := []risk.AssetRef{{ID: "pay", Class: function, Criticality: "high"}, {ID: "ledger", Class: function, Criticality: "high"}}
	one := 1.0
	return []Subject{
		{Scope: "entity", ID: "entity:e", Assets: []string{function}, Input: &risk.SystemInput{Entity: e, Evidence: map[string]string{"dora:28.3": "notMet"}}},
		{Scope: "product", ID: "product:p", Assets: []string{function}, Input: &risk.ProductInput{
			Entity: e, Product: risk.ProductFacts{ID: "p", Kind: "service", ExitPlan: &no, Alternatives: &nothing, ExitTested: &old}, Assets: ref,
		}},
		{Scope: "supplier", ID: "supplier:s", Assets: []string{function}, Input: &risk.SupplierInput{
			Entity: e, Supplier: risk.SupplierFacts{ID: "s", Direct: true}, Assets: ref,
			Exposure: risk.ExposureFacts{LockIn: &risk.LockInFacts{Dimensions: map[string]risk.Range{"alternatives": {Lo: 1, Hi: &one}}}},
		}},
		{Scope: "contract", ID: "contract:k", Assets: []string{function}, Input: &risk.ContractInput{
			Entity: e, Contract: risk.ContractFacts{ID: "k", Convenience: &no, Clauses: map[string]bool{"auditRight": false, "terminationForBreach": false}}, Assets: ref,
		}},
		{Scope: "asset", ID: "asset:pay", Assets: []string{function}, Input: &risk.AssetInput{
			Entity: e, Asset: risk.AssetFacts{ID: "pay", Class: function, Criticality: "high"},
			SinglePoints: []risk.SinglePointFacts{{Asset: "pay", By: "supplier", Mode: "stop", Key: "s", Name: "S", Certainty: "certain"}},
		}},
	}
}

// TestDORABindsFinancialEntities: who is no financial entity hears nothing of
// what is wrong; who may be one hears what would tell.
func TestDORABindsFinancialEntities(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"dora"}})
	for _, c := range []struct {
		name    string
		sectors []string
		want    result.Outcome // of what is wrong; "" is silence
	}{
		{"a bank", []string{"dora:credit-institutions"}, result.Warn},
		{"a bank that names its sector of NIS2 alone", []string{"nis2:banking"}, result.Unknown},
		{"an energy company", []string{"nis2:energy"}, ""},
		{"a provider within a financial group", []string{"dora:ict-intra-group-service-provider"}, ""},
		{"nobody knows", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			rep := evaluate(t, s, Context{}, doraSubjects(risk.EntityFacts{ID: "e", Sectors: c.sectors})...)
			wrong := map[string]result.Outcome{}
			for _, f := range rep.Findings {
				for _, id := range []string{"EXIT-0001", "EXIT-0003", "SUBSTITUTE-0001", "CONCENTRATION-0002", "CONCENTRATION-0004", "TERMINATION-0001", "CLAUSE-0001"} {
					if f.Rule == "dora/"+id && (f.Outcome != result.Unknown || slices.Contains(f.Missing, "entity.sectors")) {
						wrong[id] = f.Outcome
					}
				}
			}
			want := map[string]result.Outcome{}
			if c.want != "" {
				for _, id := range []string{"EXIT-0001", "EXIT-0003", "SUBSTITUTE-0001", "CONCENTRATION-0002", "CONCENTRATION-0004", "TERMINATION-0001", "CLAUSE-0001"} {
					want[id] = c.want
				}
			}
			if diff := cmp.Diff(want, wrong); diff != "" {
				t.Error(diff)
			}
			var asked []string
			for _, r := range rep.Rules {
				asked = append(asked, r.ID)
			}
			if c.want == "" && !slices.Equal(asked, []string{"dora/SCOPE-0001"}) {
				t.Errorf("rules were asked of an entity that DORA does not bind: %v", asked)
			}
		})
	}
}

// TestDORAKnowsNoNationality swaps two countries together with their records:
// the answers stay. Of a provider in a third country something is asked, and
// nothing is found.
func TestDORAKnowsNoNationality(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"dora"}})
	in := func(home, member string) (out []string) {
		x := &risk.SupplierInput{
			Entity:    risk.EntityFacts{ID: "e", Sectors: []string{"dora:credit-institutions"}},
			Supplier:  risk.SupplierFacts{ID: "s", Direct: true, Established: home, Headquarters: home, Subcontractors: &[]risk.SubcontractFacts{}, Control: risk.ControlFacts{Kind: "sole", Certain: true}},
			Exposure:  risk.ExposureFacts{LockIn: &risk.LockInFacts{Dimensions: map[string]risk.Range{}}},
			Countries: map[string]risk.CountryFacts{"XA": {Code: "XA", Memberships: map[string]bool{"eu": member == "XA"}}, "XB": {Code: "XB", Memberships: map[string]bool{"eu": member == "XB"}}},
			Evidence:  map[string]string{"dora:28.5": "met"},
		}
		for _, f := range evaluate(t, s, Context{}, Subject{Scope: "supplier", ID: "supplier:s", Assets: []string{function}, Input: x}).Findings {
			if f.Outcome != result.Unknown {
				t.Errorf("%s: %s", f.Rule, f.Message)
			}
			out = append(out, f.Rule+" "+strings.Join(f.Missing, ","))
		}
		return out
	}
	if diff := cmp.Diff(in("XA", "XA"), in("XB", "XB")); diff != "" {
		t.Errorf("in a Member State:\n%s", diff)
	}
	if diff := cmp.Diff(in("XA", "XB"), in("XB", "XA")); diff != "" {
		t.Errorf("in a third country:\n%s", diff)
	}
	if diff := cmp.Diff([]string{"dora/THIRD-0002 evidence.dora:31.12", "dora/THIRD-0001 evidence.dora:29.2.third-country"}, in("XA", "XB")); diff != "" {
		t.Error(diff)
	}
}

// TestDORAAndDataActAreCovered: every entry of their sources is decided by a
// rule, or a person is asked for evidence.
func TestDORAAndDataActAreCovered(t *testing.T) {
	rows, err := Coverage()
	if err != nil {
		t.Fatal(err)
	}
	entries := map[string]int{}
	for _, c := range rows {
		if c.Pack != "dora" && c.Pack != "dataact" {
			continue
		}
		source, _, _ := strings.Cut(c.Entry.ID, ":")
		entries[source]++
		if c.How() == "nothing" {
			t.Errorf("nothing answers for %s", c.Entry.ID)
		}
		if c.Entry.Evidence != "" && !c.Asked {
			t.Errorf("nobody asks for the evidence of %s", c.Entry.ID)
		}
	}
	for _, source := range []string{"dora", "dr1502", "its2956", "dataact"} {
		if entries[source] == 0 {
			t.Errorf("the source %s has no entry", source)
		}
	}
}
