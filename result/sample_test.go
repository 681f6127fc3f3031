// SPDX-License-Identifier: Apache-2.0

package result_test

import (
	"math"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
)

// sample is a small assessment in which every list has an entry.
func sample() *result.Assessment {
	spend, cvss, iv := 1.2e6, 9.8, result.Interval{Lo: 0.1, Hi: 0.4}
	dim := result.Dimension{Name: "data", Value: result.Exactly(1), Weight: 1, Why: "kpi cannot be exported"}
	evidence := []result.Evidence{{Fact: "supplier.designations", File: "suppliers/teliqon.yaml", Pointer: "/designations/0", Line: 31}}
	use := result.WaiverUse{ID: "w-1", Rule: "eu5g/*", Subject: "supplier:x", Reason: "mitigated", Expires: "2027-01-31"}
	return &result.Assessment{
		Engine: result.Engine{Name: "kedja", Version: "0.1.0"}, AsOf: "2026-06-01T00:00:00Z", TLP: "AMBER",
		Params:   map[string]string{"eu5g/SUPPLIER-0004.sensitivity": "high"},
		Inputs:   []result.Input{{Name: "system.yaml", Kind: "System", SHA256: "00"}},
		Policies: []result.Policy{{Pack: "eu5g", Version: "1.0.0", SHA256: "00"}},
		Subject:  result.Subject{ID: "system:ran", Name: "RAN", Sectors: []string{"nis2:digital-infrastructure"}, Currency: "EUR"},
		Verdict:  result.Verdict{State: "fail", Fail: 1},
		Parties: []result.Party{{ID: "teliqon", Roles: []string{"manufacturer"}, Products: []string{"amf"},
			Designations: []result.Designation{{Regime: "national:SE", Status: "high-risk", Binding: true, Assets: []string{"core"}}}}},
		Products:    []result.Product{{ID: "amf", Kind: "system", Spend: &spend, Assets: []string{"core"}}},
		Assets:      []result.Asset{{ID: "core", Criticality: "critical", Products: []string{"amf"}}},
		Components:  []result.Component{{ID: "pkg:npm/a@1", Name: "a", At: evidence[0]}},
		Coverage:    result.Coverage{Components: result.ComponentCoverage{N: 3, Attributed: 2, ByStep: map[string]int{"supplier": 2}}},
		Assumptions: []result.Assumption{{Fact: "asset.criticality", Value: "moderate", Why: "not stated"}},
		Tiers:       []result.Tier{{Scope: "system:ran", Net: []result.TierRow{{Party: "teliqon", Share: iv}}, HHINet: iv, Shift: result.Exactly(0)}},
		LockIn: []result.LockIn{{Scope: "system:ran", Supplier: "teliqon", Index: &iv, Largest: &dim, Dimensions: []result.Dimension{dim}, ExitHorizonMonths: &iv, Rework: &iv,
			DORA:      &result.DORA{Substitutability: [2]string{"mediumComplexity", "notSubstitutable"}, Reason: "both", Reintegration: [2]string{"easy", "difficult"}, ExitPlan: "yes"},
			Switching: []result.Switching{{Product: "amf", Contract: "amf-2024", Applies: "yes", NoticeMonths: iv, TransitionDays: iv, RetrievalDays: result.Interval{Lo: 30, Hi: math.Inf(1)}, Charges: "reduced"}},
			Marks:     []string{"no-sbom"}}},
		Alternatives: []result.Alternatives{{Product: "amf", Supplier: "teliqon", Owner: "qanta",
			Candidates:  []result.Alternative{{Product: "smf", Supplier: "fjord", Owner: "fjord", Why: "w", Certainty: "certain"}},
			NotProposed: []result.Alternative{{Product: "upf", Supplier: "vantar", Why: "designated", Certainty: "possible"}}, More: 1}},
		SinglePoints: []result.SinglePoint{{Asset: "core", By: "supplier", Mode: "stop", Key: "teliqon", Certainty: "certain",
			MattersAfter: &result.MattersAfter{ToleranceDays: &spend, StopsAfterDays: iv, Days: iv}}},
		Cycles: []result.Cycle{{Scope: "system:ran-north", Size: 3, Path: result.Way{"component:pkg:npm/b@1", "component:pkg:npm/a@1"}}}, CyclesRest: 2,
		Integrity: []result.Integrity{{Key: "teliqon", By: "supplier", Weight: 1, Assets: 1, Examples: []string{"core"}, Components: 3, Certainty: "certain"}},
		Importance: []result.Importance{{Asset: "core", Mode: "stop", P: iv, Suppliers: []result.ImportanceRow{
			{Key: "teliqon", P: 0.1, Birnbaum: iv, FussellVesely: &iv}, {Key: "vantar", P: 0.1, Birnbaum: result.Interval{Lo: 0.3, Hi: 0.35}}}}},
		CutSets:     []result.CutSet{{Asset: "core", By: "supplier", Mode: "stop", Size: 1, Keys: []string{"teliqon"}, Certainty: "certain"}},
		Restartable: []result.Restartable{{Asset: "core", Mode: "stop", Keys: []string{"a", "b"}}},
		Concentration: []result.Concentration{{Scope: "system:ran", By: "owner", Basis: "count", N: 2, HHI: iv,
			Effective: result.Interval{Lo: 1, Hi: math.Inf(1)}, Gini: &iv, Hidden: &iv,
			Shares: []result.Share{{Key: "qanta", Share: iv}}, Rest: &result.Rest{N: 1, Share: 0.2, SumSq: 0.04}, Missing: []string{"x"}, Marks: []string{"y"}}},
		Control: []result.Control{{Party: "teliqon", Kind: "sole", Certain: true, Controllers: []string{"qanta"}, Countries: []string{"XA"},
			Significant: []result.SignificantHolding{{Holder: "qanta", Share: iv, Votes: iv, Through: []string{"vantar"}, Certain: true}, {Share: iv, Votes: iv}},
			Decisive:    []result.Influence{{Holder: "state:XA", By: "golden-share", Through: "qanta", Certain: true, Evidence: evidence}},
			Integrated:  []result.IntegratedShare{{Owner: "qanta", Share: iv}}, Path: []result.PathStep{{Holder: "qanta", Party: "teliqon", Votes: iv, At: evidence[0]}}}},
		Factors:  []result.Factor{{Subject: "supplier:teliqon", ID: "srp.interference", Level: iv, Rule: "eu5g/R", Facts: []string{"f"}}},
		Findings: []result.Finding{{ID: "0011223344556677", Rule: "eu5g/SUPPLIER-0004", Outcome: result.Fail, Severity: "critical", Evidence: evidence, Missing: []string{"m"}, Examples: []string{"e"}}},
		Rules:    []result.Rule{{ID: "eu5g/SUPPLIER-0004", Measures: []string{"eu5g:SM03"}}},
		Measures: []result.Measure{{ID: "eu5g:SM03", Status: "recommendation", Provenance: "secondary"}},
		Facts:    []result.Fact{{Subject: "supplier:teliqon", Path: "headquarters", Value: "SE"}},
		Scores: []result.Score{{Subject: "supplier:teliqon", Risk: result.Interval{Lo: 10, Hi: 50}, Level: [2]string{"low", "high"},
			Consequences:  map[string]result.Consequence{"availability": {Likelihood: iv, Impact: iv, Risk: iv}},
			Contributions: result.Contributions{AtLo: []result.Contribution{{Name: "impact", Value: 10}}, AtHi: []result.Contribution{{Name: "impact", Value: 50}}}}},
		Flows:           []result.Flow{{From: "asset:core", To: "product:amf", Weight: 1}},
		Vulnerabilities: []result.Vulnerability{{ID: "CVE-2026-0001", Component: "a", CVSS: &cvss}},
		Fixes:           []result.Fix{{Component: "component:a", To: "2", Clears: []string{"CVE-2026-0001"}, Left: []string{"CVE-2026-0002"}}},
		Quality:         []result.Quality{{File: "amf.json", Format: "CycloneDX", SpecVersion: "1.6", Fields: map[string]int{"purl": 3}}},
		Waivers:         result.Waivers{Applied: []result.WaiverUse{use}, Expired: []result.WaiverUse{use}, Expiring: []result.WaiverUse{use}, Unused: []result.WaiverUse{use}},
		Diagnostics:     diag.List{{Severity: diag.Warning, Code: "sbom/no-components", Position: diag.Position{File: "a.json"}, Message: "m"}},
	}
}
