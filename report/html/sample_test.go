// SPDX-License-Identifier: Apache-2.0

package html_test

import (
	"fmt"
	"math"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
)

func iv(lo, hi float64) result.Interval { return result.Interval{Lo: lo, Hi: hi} }

func ref[T any](x T) *T { return &x }

// sample is a fictional operator's assessment, with every section of a report
// in use.
func sample() *result.Assessment {
	a := &result.Assessment{
		Engine: result.Engine{Name: "kedja", Version: "0.1.0"}, AsOf: "2026-06-15T00:00:00Z", TLP: "AMBER",
		Subject: result.Subject{ID: "system:nordmark-5g", Name: "Nordmark 5G network", Entity: "Nordmark", Country: "SE", Currency: "EUR"},
		Verdict: result.Verdict{State: "fail", Fail: 5, Warn: 1, Unknown: 3, Waived: 1},
		Inputs: []result.Input{
			{Name: "sboms/amf.cdx.json", Kind: "SBOM"}, {Name: "sboms/mano.spdx.json", Kind: "SBOM"},
			{Name: "suppliers/teliqon.yaml", Kind: "Supplier"}, {Name: "system.yaml", Kind: "System"},
		},
		Policies: []result.Policy{{Pack: "baseline", Version: "1.0.0"}, {Pack: "eu5g", Version: "1.0.0"}, {Pack: "nis2", Version: "1.0.0"}},
	}
	sampleThings(a)
	sampleFindings(a)
	sampleMeasures(a)
	sampleData(a)
	return a
}

func sampleThings(a *result.Assessment) {
	a.Parties = []result.Party{
		{ID: "zerenka", Name: "Zerenka Systems", Recorded: true, Products: []string{"mano-suite", "gnb-north"}, Designations: []result.Designation{
			{Regime: "national:SE", Status: "high-risk", Authority: "Fictional Telecom Agency", LegalRef: "decision 2026:7", From: "2026-01-01", Binding: true},
			{Regime: "national:XB", Status: "excluded", Authority: "Office of XB", LegalRef: "order 4", From: "2025-05-01", Why: "another country's act"},
			{Regime: "rumour", Status: "high-risk"},
		}},
		{ID: "teliqon", Name: "Teliqon AB", Recorded: true, Products: []string{"amf", "upf-a"}},
		{ID: "ostbit", Name: "Ostbit Oy", Recorded: true, Products: []string{"upf-b"}},
		{ID: "fjordops", Name: "Fjordops", Recorded: true, Products: []string{"core-ops"}},
		{ID: "vantar", Name: "Vantar GmbH"},
		{ID: "kvistnet", Name: "Kvistnet", Recorded: true},
		{ID: "qanta", Name: "Qanta Holding", Recorded: true},
	}
	a.Products = []result.Product{
		{ID: "amf", Name: "Access and mobility management", Party: "teliqon"}, {ID: "core-ops", Party: "fjordops"},
		{ID: "mano-suite", Name: "Zerenka Conductor", Party: "zerenka"}, {ID: "ix", Name: "Transit"},
	}
	a.Assets = []result.Asset{{ID: "core", Name: "5G core", Criticality: "critical"}, {ID: "ran", Criticality: "high"}}
	a.Components = []result.Component{{ID: "pkg:npm/left-pad@1.3.0", Name: "left-pad", Version: "1.3.0"}}
	a.Control = []result.Control{
		{Party: "teliqon", Kind: "sole", Certain: true, Controllers: []string{"qanta"}, Countries: []string{"SE"}},
		{Party: "ostbit", Kind: "sole", Certain: true, Controllers: []string{"qanta"}, Countries: []string{"SE"}},
		{Party: "zerenka", Kind: "sole", Certain: true, Controllers: []string{"state:XA"}, Countries: []string{"XA"}},
		{Party: "fjordops", Kind: "notEstablished", Controllers: []string{"qanta", "vantar"}},
		{Party: "qanta", Kind: "dispersed", Certain: true, Countries: []string{"SE"}},
		{Party: "vantar", Kind: "notEstablished"}, {Party: "kvistnet", Kind: "circular", Controllers: []string{"kvistnet", "vantar"}, Countries: []string{"FI", "SE"}}, {Party: "ns:deb/debian", Kind: "notEstablished"},
	}
	a.Parties = append(a.Parties, result.Party{ID: "ns:deb/debian"})
}

func sampleFindings(a *result.Assessment) {
	a.Findings = []result.Finding{
		{ID: "00000000000000a1", Rule: "eu5g/SUPPLIER-0004", Outcome: result.Fail, Severity: "critical", Subject: "supplier:zerenka", Key: "mano",
			Message:  "Zerenka Systems is designated high-risk by the Fictional Telecom Agency and serves mano (eu5g:nfv-mano)",
			Evidence: []result.Evidence{{Fact: "supplier.designations", File: "suppliers/zerenka.yaml", Line: 31}}},
		{ID: "00000000000000a2", Rule: "eu5g/ASSET-0002", Outcome: result.Fail, Severity: "high", Subject: "asset:core",
			Message: "5G core stops when Fjordops is lost, and nobody else operates it"},
		{ID: "00000000000000b1", Rule: "eu5g/ASSET-0002", Outcome: result.Fail, Severity: "high", Subject: "asset:ran", Key: "a", Message: "ran stops when Vantar is lost"},
		{ID: "00000000000000b2", Rule: "eu5g/ASSET-0002", Outcome: result.Fail, Severity: "high", Subject: "asset:ran", Key: "b", Message: "ran stops when Ostbit is lost"},
		{ID: "00000000000000b3", Rule: "eu5g/ASSET-0002", Outcome: result.Fail, Severity: "high", Subject: "asset:transport", Message: "transport stops when Kvistnet is lost"},
		{ID: "00000000000000a3", Rule: "baseline/SBOM-0003", Outcome: result.Warn, Severity: "moderate", Subject: "system:nordmark-5g", Count: 212,
			Message: "212 components have no hash", Examples: []string{"component:pkg:npm/left-pad@1.3.0", "component:pkg:deb/debian/zlib1g@1.2"},
			Evidence: []result.Evidence{{Fact: "component.hashes"}}},
		{ID: "00000000000000a4", Rule: "nis2/SUPPLIER-0001", Outcome: result.Warn, Severity: "high", Subject: "supplier:fjordops",
			Message: "The contract of Fjordops gives no right to audit", Waiver: "w-1"},
		{ID: "00000000000000a5", Rule: "nis2/SUPPLIER-0001", Outcome: result.Unknown, Severity: "high", Subject: "system:nordmark-5g", Count: 14,
			Message: "not established", Missing: []string{"supplier.practices.cvdPolicy"}, Examples: []string{"supplier:ostbit", "supplier:vantar", "supplier:ns:deb/debian"}},
		{ID: "00000000000000a6", Rule: "eu5g/SUPPLIER-0005", Outcome: result.Unknown, Severity: "critical", Subject: "supplier:fjordops",
			Message: "not established", Missing: []string{"supplier.control", "supplier.designations"}},
		{ID: "00000000000000a7", Rule: "nis2/PRODUCT-0002", Outcome: result.Unknown, Severity: "low", Subject: "product:ix",
			Message: "not established", Missing: []string{"contracts.clauses", "product.supplier"}},
	}
	a.Rules = []result.Rule{
		{ID: "eu5g/SUPPLIER-0004", Title: "A designated supplier serves a key asset", Remedy: "Restrict or replace it in the assets named.", Measures: []string{"eu5g:SM03"}, Status: "recommendation", Provenance: "secondary"},
		{ID: "eu5g/ASSET-0002", Title: "A key asset rests on one party", Remedy: "Qualify a second party for the same work.", Measures: []string{"eu5g:SM05"}, Status: "recommendation", Provenance: "unverified"},
		{ID: "baseline/SBOM-0003", Remedy: "Ask the makers for SBOMs with hashes.", Status: "guidance", Provenance: "inferred"},
		{ID: "nis2/SUPPLIER-0001", Measures: []string{"nis2:21.3"}, Status: "binding", Provenance: "primary"},
	}
	a.Measures = []result.Measure{
		{ID: "eu5g:SM03", Title: "Assessing the risk profile of suppliers and applying restrictions", Source: "EU 5G toolbox, January 2020", Status: "recommendation", Provenance: "secondary"},
		{ID: "eu5g:SM05", Title: "Ensuring the diversity of suppliers", Source: "EU 5G toolbox, January 2020", Status: "recommendation", Provenance: "unverified"},
		{ID: "nis2:21.3", Title: "Vulnerabilities specific to each direct supplier", Source: "Directive (EU) 2022/2555", Status: "binding", Provenance: "primary"},
	}
	a.Scores = []result.Score{
		{Subject: "system:nordmark-5g", Risk: iv(41.25, 63), Level: [2]string{"moderate", "high"}, From: "supplier:zerenka"},
		{Subject: "supplier:zerenka", Risk: iv(41.25, 63), Level: [2]string{"moderate", "high"}, Contributions: result.Contributions{
			AtHi: []result.Contribution{{Name: "interference", Value: 40}, {Name: "impact", Value: 20}, {Name: "lock-in", Value: 3}}}},
		{Subject: "supplier:teliqon", Risk: result.Exactly(8.5), Level: [2]string{"low", "low"}},
	}
}

func sampleMeasures(a *result.Assessment) {
	const scope = "system:nordmark-5g"
	a.Concentration = []result.Concentration{
		{Scope: scope, By: "supplier", Basis: "spend", N: 6, Effective: iv(3.1, 3.9), Unattributed: iv(0.04, 0.12), Missing: []string{"product:ix/spend"}, Shares: []result.Share{
			{Key: "zerenka", Share: iv(0.38, 0.43)}, {Key: "teliqon", Share: iv(0.21, 0.25)}, {Key: "fjordops", Share: iv(0.09, 0.1)}, {Key: "ostbit", Share: iv(0, 0.06)}, {Key: "vantar", Share: iv(0.01, 0.02)}}},
		{Scope: scope, By: "supplier", Basis: "count", N: 61, Effective: iv(1.47, 3.13), Unattributed: result.Exactly(0.3), Marks: []string{"no-sbom"}, Shares: []result.Share{
			{Key: "ns:deb/debian", Share: iv(0.5, 0.8)}, {Key: "vantar", Share: iv(0.0004, 0.3)}}, Rest: &result.Rest{N: 59, Share: 0.1}},
		{Scope: scope, By: "owner", Basis: "spend", N: 4, Effective: iv(2.2, math.Inf(1)), Hidden: ref(iv(0.04, 0.11)), Shares: []result.Share{
			{Key: "state:XA", Share: iv(0.38, 0.43)}, {Key: "qanta", Share: iv(0.3, 1)}}},
		{Scope: scope, By: "controlCountry", Basis: "spend", N: 2, Effective: iv(1, 1.9), Unattributed: iv(0, 0.4), Shares: []result.Share{{Key: "XA", Share: iv(0.38, 0.9)}, {Key: "SE", Share: iv(0.1, 0.6)}}},
		{Scope: scope, By: "controlCountry", Basis: "count", N: 1, Effective: result.Exactly(1), Shares: []result.Share{{Key: "SE", Share: result.Exactly(1)}}},
		{Scope: scope, By: "ecosystem", Basis: "count", N: 3, Effective: result.Exactly(1.8), Shares: []result.Share{
			{Key: "deb", Share: result.Exactly(2. / 3)}, {Key: "npm", Share: result.Exactly(0.3)}, {Key: "pypi", Share: result.Exactly(0.0333)}}},
		{Scope: "asset:core", By: "supplier", Basis: "count", N: 1, Effective: result.Exactly(1)},
	}
	a.SinglePoints = []result.SinglePoint{
		{Asset: "core", By: "supplier", Mode: "stop", Key: "fjordops", Certainty: "certain"},
		{Asset: "core", By: "owner", Mode: "stop", Key: "unlisted", Certainty: "possible"},
		{Asset: "ran", By: "controlCountry", Mode: "noSupply", Key: "XA", Certainty: "certain"},
		{Asset: "core", By: "component", Mode: "noCare", Key: "component:pkg:npm/left-pad@1.3.0", Certainty: "certain", Count: 412,
			Examples: []string{"component:pkg:npm/left-pad@1.3.0", "component:pkg:deb/debian/zlib1g@1.2"}},
	}
	a.CutSets = []result.CutSet{{Asset: "core", By: "supplier", Mode: "stop", Size: 2, Keys: []string{"ostbit", "teliqon"}}}
	a.Restartable = []result.Restartable{{Asset: "core", Mode: "stop", Keys: []string{"fjordops"}}}
	a.LockIn = []result.LockIn{
		{Scope: scope, Supplier: "fjordops", Index: ref(result.Exactly(0.7)), Largest: &result.Dimension{Name: "alternatives", Value: result.Exactly(1), Why: "no alternative for core-ops"}},
		{Scope: scope, Supplier: "zerenka", Index: ref(iv(0.61, 0.78)), ExitHorizonMonths: ref(iv(14, 36)),
			Largest: &result.Dimension{Name: "migrationTime", Value: iv(0.75, 1), Why: "gnb-north: 18 to 36 months"}},
		{Scope: scope, Supplier: "ns:deb/debian"},
		{Scope: "product:amf", Supplier: "teliqon", Index: ref(result.Exactly(0.2))},
	}
}

func sampleData(a *result.Assessment) {
	a.Coverage = result.Coverage{
		Components:     result.ComponentCoverage{N: 1812, Attributed: 1268, ByStep: map[string]int{"supplier": 700, "namespace": 500, "match": 68, "unattributed": 544}},
		ControlCountry: result.Count{N: 66, Known: 5}, Facts: result.FactCoverage{Needed: 12345, Known: 9876, Unsourced: 3},
	}
	a.Quality = []result.Quality{
		{File: "sboms/amf.cdx.json", Format: "CycloneDX", SpecVersion: "1.6", Components: 1200, Dependencies: 3100, Attributed: 900, Fields: map[string]int{"purl": 1200, "hash": 988, "supplier": 3}},
		{File: "sboms/mano.spdx.json", Format: "SPDX", SpecVersion: "2.3", Completeness: "incomplete"},
	}
	a.Factors = []result.Factor{
		{Subject: "supplier:zerenka", ID: "srp.interference.gov_link", Level: iv(2, 4), Rule: "eu5g/SUPPLIER-0004", Facts: []string{"supplier.stateLinks"}},
		{Subject: "supplier:zerenka", ID: "srp.notices", Level: iv(0, 0), Rule: "eu5g/SUPPLIER-0004"},
	}
	a.Facts = []result.Fact{{Subject: "supplier:zerenka", Path: "supplier.stateLinks", Value: `["board"]`, File: "suppliers/zerenka.yaml", Line: 12, Source: "s0", Confidence: "high"}}
	a.Flows = []result.Flow{
		{From: "asset:core", To: "product:amf", Weight: 1}, {From: "asset:core", To: "product:core-ops", Weight: 1}, {From: "asset:ran", To: "product:mano-suite", Weight: 0.75},
		{From: "product:amf", To: "supplier:teliqon", Weight: 1}, {From: "product:core-ops", To: "supplier:fjordops", Weight: 1}, {From: "product:mano-suite", To: "supplier:zerenka", Weight: 0.75},
		{From: "supplier:teliqon", To: "owner:qanta", Weight: 1}, {From: "supplier:fjordops", To: "owner:notEstablished", Weight: 1}, {From: "supplier:zerenka", To: "owner:state:XA", Weight: 0.75},
		{From: "owner:qanta", To: "country:SE", Weight: 1}, {From: "owner:notEstablished", To: "country:notEstablished", Weight: 1}, {From: "owner:state:XA", To: "country:XA", Weight: 0.75},
	}
	a.Control[2].Path = []result.PathStep{{Holder: "state:XA", Party: "zerenka", Votes: iv(0.6, 0.7), At: result.Evidence{File: "suppliers/zerenka.yaml", Line: 9}}}
	a.Control[2].Integrated = []result.IntegratedShare{{Owner: "state:XA", Share: iv(0.6, 0.7)}}
	a.LockIn[1].Dimensions = []result.Dimension{{Name: "migrationTime", Value: iv(0.75, 1), Weight: 1.5, Why: "gnb-north: 18 to 36 months"}, {Name: "exitPlan", Value: iv(0, 1), Weight: 1}}
	a.Params = map[string]string{"eu5g/ASSET-0002.limit": "1"}
	a.Vulnerabilities = []result.Vulnerability{{ID: "CVE-2026-0001", Severity: "critical", Exploited: true}, {ID: "CVE-2026-0002"}}
	a.Waivers = result.Waivers{
		Applied:  []result.WaiverUse{{ID: "w-1", Rule: "nis2/*", Subject: "supplier:fjordops", Reason: "planned-replacement", Owner: "Head of network operations", Expires: "2026-07-01", Findings: []string{"00000000000000a4"}}},
		Expiring: []result.WaiverUse{{ID: "w-1", Expires: "2026-07-01"}},
		Expired:  []result.WaiverUse{{ID: "w-2", Rule: "eu5g/ASSET-0002", Subject: "asset:core", Reason: "accepted-risk", Expires: "2026-03-31", Findings: []string{"00000000000000a2"}}},
		Unused:   []result.WaiverUse{{ID: "w-3", Rule: "nis2/SUPPLIER-0001", Subject: "supplier:kvistnet", Reason: "mitigated", Expires: "2027-06-30"}},
	}
	a.Assumptions = []result.Assumption{{Fact: "asset ran: criticality", Value: "high", Why: "the default of its class"}}
	a.Diagnostics = diag.List{
		{Severity: diag.Warning, Code: "sbom/dangling", Position: diag.Position{File: "sboms/amf.cdx.json", Pointer: "/dependencies/3", Line: 812}, Message: "the reference x is not in the document", Remedy: "ask the maker for a complete SBOM"},
		{Severity: diag.Info, Code: "load/beside", Message: "waivers.yaml was taken"},
		{Severity: diag.Error, Code: "input/unreadable", Position: diag.Position{File: "sboms/gone.json"}, Message: "no such file"},
	}
}

// large is the assessment of a system of n components with as many findings
// as that, and suppliers by the thousand.
func large(n int) *result.Assessment {
	a := sample()
	const scope = "system:nordmark-5g"
	party := func(i int) string { return fmt.Sprintf("supplier-%04d", i) }
	count := result.Concentration{Scope: scope, By: "supplier", Basis: "reach", N: n / 4, HHI: iv(0.001, 0.2), Effective: iv(5, 1000)}
	for i := range n / 4 {
		id, next := party(i), party(i+1)
		product := fmt.Sprintf("product-%04d", i)
		a.Parties = append(a.Parties, result.Party{ID: id, Name: fmt.Sprintf("Supplier number %d Limited", i), Recorded: true, Products: []string{product}, Components: 4})
		a.Products = append(a.Products, result.Product{ID: product, Name: fmt.Sprintf("Product %d", i), Kind: "software", Party: id, Assets: []string{"core", "ran"}})
		a.Control = append(a.Control, result.Control{Party: id, Kind: "sole", Certain: true, Controllers: []string{next}, Countries: []string{"XA"},
			Path: []result.PathStep{{Holder: next, Party: id, Votes: iv(0.51, 0.7)}}, Integrated: []result.IntegratedShare{{Owner: next, Share: iv(0.5, 0.7)}}})
		for _, f := range []string{"srp.access", "srp.interference.ownership", "srp.interference.legislation", "srp.notices", "srp.quality", "srp.supply_assurance"} {
			a.Factors = append(a.Factors, result.Factor{Subject: "supplier:" + id, ID: f, Level: iv(0, 4), Rule: "eu5g/SUPPLIER-0004", Facts: []string{"supplier.control"}})
		}
		lockIn := result.LockIn{Scope: scope, Supplier: id, Index: ref(iv(0.1, 0.9)), ExitHorizonMonths: ref(iv(3, 30))}
		for _, d := range []string{"alternatives", "contract", "data", "exclusivity", "exitPlan", "integration", "interfaces", "migrationCost", "migrationTime"} {
			lockIn.Dimensions = append(lockIn.Dimensions, result.Dimension{Name: d, Value: iv(0, 1), Weight: 1, Why: "product " + product + ": whether there are alternatives is not recorded"})
		}
		a.LockIn = append(a.LockIn, lockIn)
		a.Scores = append(a.Scores, result.Score{Subject: "supplier:" + id, Risk: iv(10, 90), Level: [2]string{"low", "critical"}, Contributions: result.Contributions{AtHi: []result.Contribution{{Name: "impact", Value: 90}}}})
		a.Flows = append(a.Flows, result.Flow{From: "asset:core", To: "product:" + product, Weight: 1}, result.Flow{From: "product:" + product, To: "supplier:" + id, Weight: 1},
			result.Flow{From: "supplier:" + id, To: "owner:" + next, Weight: 1}, result.Flow{From: "owner:" + next, To: "country:XA", Weight: 1})
		a.SinglePoints = append(a.SinglePoints, result.SinglePoint{Asset: "core", By: "supplier", Mode: "stop", Key: id, Certainty: "certain"})
		count.Shares = append(count.Shares, result.Share{Key: id, Share: iv(0.0001, 0.2)})
	}
	a.Concentration = append(a.Concentration, count)
	for i := range n {
		id := fmt.Sprintf("pkg:npm/component-%d@1.0.0", i)
		a.Components = append(a.Components, result.Component{ID: id, Name: fmt.Sprintf("component-%d", i), Version: "1.0.0", Party: party(i / 4)})
		a.Parties = append(a.Parties, result.Party{ID: fmt.Sprintf("ns:npm/@space-%d", i), Components: 1})
		a.Findings = append(a.Findings, result.Finding{ID: fmt.Sprintf("%016x", i), Rule: "eu5g/SUPPLIER-0004", Pack: "eu5g", Outcome: result.Fail, Severity: "high", Subject: "component:" + id,
			Message: fmt.Sprintf("component-%d has a known vulnerability that is being exploited, CVE-2026-%d", i, i), Evidence: []result.Evidence{{Fact: "component.vulnerabilities", File: "sboms/amf.cdx.json", Pointer: "/components/7", Line: i}}})
		a.Vulnerabilities = append(a.Vulnerabilities, result.Vulnerability{ID: fmt.Sprintf("CVE-2026-%d", i), Component: id, Severity: "high"})
		a.CutSets = append(a.CutSets, result.CutSet{Asset: "core", By: "supplier", Mode: "stop", Size: 2, Keys: []string{party(i / 4), party(i/4 + 1)}, Certainty: "certain"})
	}
	return a
}
