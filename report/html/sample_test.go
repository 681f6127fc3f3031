// SPDX-License-Identifier: Apache-2.0

package html_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/kedja/kedja/result"
)

func iv(lo, hi float64) result.Interval { return result.Interval{Lo: lo, Hi: hi} }

func ref[T any](x T) *T { return &x }

// sampleFile is a fictional operator's assessment with every section of a
// report in use, the same for all reports.
var sampleFile = sync.OnceValues(func() ([]byte, error) { return os.ReadFile(filepath.Join("..", "testdata", "sample.json")) })

// sample is a copy of the assessment in [sampleFile].
func sample() *result.Assessment {
	data, err := sampleFile()
	if err != nil {
		panic(err)
	}
	a, _, err := result.Decode(data)
	if err != nil {
		panic(err)
	}
	return a
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
