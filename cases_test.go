// SPDX-License-Identifier: Apache-2.0

package kedja_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/result"
)

// judged writes the files to a folder of their own and assesses the named
// inputs among them.
func judged(t *testing.T, files map[string]string, inputs ...string) *result.Assessment {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	if len(inputs) == 0 {
		inputs = []string{"system.yaml"}
	}
	for i := range inputs {
		inputs[i] = filepath.Join(dir, inputs[i])
	}
	in, ds, err := kedja.Load(inputs, nil)
	if err != nil {
		t.Fatalf("%v\n%v", err, ds)
	}
	a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// records joins records to one file.
func records(rs ...string) string {
	var b strings.Builder
	for i, r := range rs {
		if i > 0 {
			b.WriteString("---\n")
		}
		b.WriteString("apiVersion: kedja/v1\n" + strings.TrimLeft(r, "\n"))
	}
	return b.String()
}

// outcomes says how a rule ended for a subject: fail, warn, unknown, or ""
// for a pass; folded findings count for their examples.
func outcome(a *result.Assessment, rule, subject string) result.Outcome {
	for _, f := range a.Findings {
		if f.Rule == rule && (f.Subject == subject || slices.Contains(f.Examples, subject)) {
			return f.Outcome
		}
	}
	return ""
}

const designated = `
kind: Supplier
id: x
name: X
designations:
  - {regime: "national:SE", status: high-risk, scope: {assets: ["eu5g:*"]}, authority: Board (fictional), legalBasis: Act (fictional), from: 2026-01-01}
`

func core(entity, more string) string {
	return `
kind: System
id: s
` + entity + `
assets:
  - {id: core, class: "eu5g:core-network-functions", needs: [p]}
products:
  - {id: p, kind: system, supplier: x` + more + `}
`
}

func TestNationalActNeedsTheEntitysCountry(t *testing.T) {
	for entity, want := range map[string]result.Outcome{
		"entity: {id: e, country: SE}": result.Fail,
		"entity: {id: e, country: DE}": "",
		"entity: {id: e}":              result.Unknown,
	} {
		a := judged(t, map[string]string{"system.yaml": records(core(entity, ""), designated)})
		if got := outcome(a, "eu5g/SUPPLIER-0004", "supplier:x"); got != want {
			t.Errorf("%s: %q, want %q", entity, got, want)
		}
	}
}

// One service stated elsewhere says nothing of who has access to the
// supplier's own product.
func TestAccessStaysUnknown(t *testing.T) {
	system := `
kind: System
id: s
entity: {id: e, country: SE}
assets:
  - {id: core, class: "eu5g:core-network-functions", needs: [p, q]}
products:
  - {id: p, kind: system, supplier: x}
  - {id: q, kind: system, supplier: y, services: [{party: x, kind: support, access: none}]}
`
	a := judged(t, map[string]string{"system.yaml": records(system, designated)})
	if got := outcome(a, "eu5g/ACCESS-0002", "supplier:x"); got != result.Unknown {
		t.Errorf("got %q, want unknown", got)
	}
}

// A clearance replaces what would be derived, in the assets it covers.
func TestClearanceActs(t *testing.T) {
	supplier := func(status string) string {
		return `
kind: Supplier
id: x
name: X
established: SE
stateLinks: [{country: XA, kind: military}]
designations:
  - {regime: "national:SE", status: ` + status + `, authority: Board (fictional), legalBasis: Act (fictional), from: 2026-01-01}
`
	}
	country := "kind: Country\ncode: XA\nmemberships: {eu: false}\n"
	score := func(a *result.Assessment) result.Interval {
		for _, s := range a.Scores {
			if s.Subject == "supplier:x" {
				return s.Consequences["integrity"].Likelihood
			}
		}
		t.Fatal("no score")
		return result.Interval{}
	}
	system := core("entity: {id: e, country: SE}", "")
	derived := judged(t, map[string]string{"system.yaml": records(system, supplier("annulled"), country)})
	cleared := judged(t, map[string]string{"system.yaml": records(system, supplier("cleared"), country)})
	if d, c := score(derived), score(cleared); d.Lo != 1 || c.Lo != 0 {
		t.Errorf("likelihood %v derived, %v cleared", d, c)
	}
	level := func(a *result.Assessment) (l result.Interval) {
		for _, f := range a.Factors {
			if f.Subject == "supplier:x" && f.ID == "srp.interference.gov_link" {
				l = f.Level
			}
		}
		return l
	}
	if level(cleared) != level(derived) || level(cleared).Lo != 4 {
		t.Errorf("the derived level does not stay visible: %v", level(cleared))
	}
}

// A waiver next to some other record is nobody's.
func TestRecordsBesideTheSystemOnly(t *testing.T) {
	waiver := "kind: Waiver\nid: w\nrule: \"*\"\nsubject: \"*\"\nreason: accepted-risk\nstatement: s\nowner: o\napprovedBy: a\nexpires: 2027-01-01\n"
	a := judged(t, map[string]string{
		"sys/system.yaml":    records(core("entity: {id: e, country: SE}", "")),
		"other/extra.yaml":   records(designated),
		"other/waivers.yaml": records(waiver),
	}, "sys/system.yaml", "other/extra.yaml")
	if len(a.Waivers.Applied)+len(a.Waivers.Unused) != 0 || a.Verdict.Waived != 0 {
		t.Errorf("a foreign waiver counts: %+v", a.Waivers)
	}
}

func TestFilesNamedTwiceAreReadOnce(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "system.yaml")
	text := records(core("entity: {id: e, country: SE}", ", sbom: a.json"), designated)
	bom := `{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"x"}]}`
	if err := errors.Join(os.WriteFile(path, []byte(text), 0o600), os.WriteFile(filepath.Join(dir, "a.json"), []byte(bom), 0o600)); err != nil {
		t.Fatal(err)
	}
	in, ds, err := kedja.Load([]string{path, path, filepath.Join(dir, ".", "a.json")}, &kedja.LoadOptions{Suppliers: []string{path}})
	if err != nil || in.Incomplete || len(in.Documents) != 1 || len(in.Suppliers) != 1 {
		t.Errorf("%v, incomplete %v\n%v", err, in.Incomplete, ds.Errors())
	}
}

// A vulnerability of the product as a whole is not lost.
func TestVulnerabilityOfTheRoot(t *testing.T) {
	bom := `{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":{"bom-ref":"r","type":"application","name":"app"}},
"components":[{"type":"library","name":"x","bom-ref":"x"}],
"vulnerabilities":[{"id":"CVE-2026-0001","ratings":[{"severity":"critical"}],"analysis":{"state":"exploitable"},"affects":[{"ref":"r"}]}]}`
	a := judged(t, map[string]string{"a.json": bom}, "a.json")
	if len(a.Vulnerabilities) != 1 || a.Vulnerabilities[0].Component != "product:app" || !a.Diagnostics.Has("sbom/vulnerable-product") {
		t.Errorf("%+v\n%v", a.Vulnerabilities, a.Diagnostics)
	}
}

// What an SBOM excludes serves nobody: its maker stands behind no asset.
func TestExcludedComponentsServeNobody(t *testing.T) {
	bom := `{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"c","scope":"excluded","supplier":{"name":"X"}},{"type":"library","name":"d"}]}`
	system := `
kind: System
id: s
entity: {id: e, country: SE}
assets:
  - {id: core, class: "eu5g:core-network-functions", needs: [q]}
products:
  - {id: q, kind: software, supplier: y, sbom: q.json}
`
	a := judged(t, map[string]string{"system.yaml": records(system, designated), "q.json": bom})
	if got := outcome(a, "eu5g/SUPPLIER-0004", "supplier:x"); got != "" {
		t.Errorf("got %q", got)
	}
}

// A service party may be written by name, as a supplier may.
func TestServicePartyByName(t *testing.T) {
	system := core("entity: {id: e, country: SE}", `, services: [{party: Fjord Ops AS, kind: managed-service}]`)
	a := judged(t, map[string]string{"system.yaml": records(system, "kind: Supplier\nid: fjordops\nname: Fjord Ops AS\n")})
	if !slices.ContainsFunc(a.SinglePoints, func(p result.SinglePoint) bool {
		return p.By == "supplier" && p.Mode == "stop" && p.Key == "fjordops" && p.Certainty == "certain"
	}) {
		t.Errorf("%+v", a.SinglePoints)
	}
}

// Control that two share is at home where both are; while one home is not
// stated it is not established.
func TestJointControlOfUnknownCountry(t *testing.T) {
	sup := "kind: Supplier\nid: x\nunlistedHolderMax: 0\nowners: [{party: h1, share: 0.5}, {party: h2, share: 0.5}]\n"
	h1 := "kind: Supplier\nid: h1\npartyKind: foundation\nestablished: SE\n"
	for h2, want := range map[string]bool{"kind: Supplier\nid: h2\npartyKind: foundation\n": false, "kind: Supplier\nid: h2\npartyKind: foundation\nestablished: SE\n": true} {
		a := judged(t, map[string]string{"system.yaml": records(core("entity: {id: e}", ""), sup, h1, h2)})
		got := slices.ContainsFunc(a.SinglePoints, func(p result.SinglePoint) bool {
			return p.By == "controlCountry" && p.Key == "SE" && p.Certainty == "certain"
		})
		if got != want || (a.Coverage.ControlCountry.Known == 1) != want {
			t.Errorf("%q: certain %v, known %d", h2, got, a.Coverage.ControlCountry.Known)
		}
	}
}

// The score does not depend on how many rows are shown.
func TestScoresDoNotDependOnFull(t *testing.T) {
	var bom strings.Builder
	bom.WriteString(`{"bomFormat":"CycloneDX","specVersion":"1.6","components":[`)
	for i := range 120 {
		fmt.Fprintf(&bom, `{"type":"library","name":"a%d","supplier":{"name":"S%[1]d"}},{"type":"library","name":"b%[1]d","supplier":{"name":"S%[1]d"}},`, i)
	}
	bom.WriteString(`{"type":"library","name":"z","supplier":{"name":"X"}}]}`)
	dir := t.TempDir()
	if err := errors.Join(
		os.WriteFile(filepath.Join(dir, "system.yaml"), []byte(records(core("entity: {id: e}", ", sbom: a.json"), "kind: Supplier\nid: x\nname: X\n")), 0o600),
		os.WriteFile(filepath.Join(dir, "a.json"), []byte(bom.String()), 0o600)); err != nil {
		t.Fatal(err)
	}
	var scores []string
	for _, full := range []bool{false, true} {
		in, _, err := kedja.Load([]string{filepath.Join(dir, "system.yaml")}, nil)
		if err != nil {
			t.Fatal(err)
		}
		a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: asOf, Full: full})
		if err != nil {
			t.Fatal(err)
		}
		scores = append(scores, fmt.Sprintf("%+v", a.Scores))
		if !full && a.Concentration[0].Rest == nil {
			t.Error("the case is too small: nothing was cut")
		}
	}
	if scores[0] != scores[1] || scores[0] == "[]" {
		t.Errorf("scores differ, or there are none:\n%s\n%s", scores[0], scores[1])
	}
}

// An asset that did not work before is nobody's loss.
func TestBrokenAssetIsNobodysLoss(t *testing.T) {
	system := `
kind: System
id: s
assets:
  - {id: core, class: "eu5g:core-network-functions", criticality: critical, needs: [pp]}
  - {id: side, criticality: low, needs: [p]}
products:
  - {id: p, kind: system, supplier: x}
`
	a := judged(t, map[string]string{"system.yaml": records(system, "kind: Supplier\nid: x\n")})
	for _, s := range a.Scores {
		if s.Subject == "supplier:x" && s.Consequences["availability"].Impact.Hi > 0.25 {
			t.Errorf("impact on availability %v", s.Consequences["availability"].Impact)
		}
	}
	if !a.Diagnostics.Has("system/broken") || !a.Incomplete {
		t.Errorf("nothing is said of it: %v", a.Diagnostics)
	}
}

// A contract with somebody else does not bind the entity to the supplier.
func TestOthersContractsDoNotLockIn(t *testing.T) {
	system := core("entity: {id: e}", ", contracts: [kx, ky]") + `contracts:
  - {id: kx, supplier: x, start: 2025-01-01, end: 2026-12-31, terminationForConvenience: true, noticeMonths: 0}
  - {id: ky, supplier: y, start: 2025-01-01, end: 2035-01-01, terminationForConvenience: false}
`
	a := judged(t, map[string]string{"system.yaml": records(system)})
	for _, l := range a.LockIn {
		for _, d := range l.Dimensions {
			if l.Scope == "system:s" && d.Name == "contract" && ((l.Supplier == "x") != (d.Value.Hi == 0)) {
				t.Errorf("%s: contract %v, %s", l.Supplier, d.Value, d.Why)
			}
		}
	}
}

// What only a development dependency needs is development too.
func TestDevelopmentIsTransitive(t *testing.T) {
	bom := `{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","name":"d","documentNamespace":"https://example.org/d","creationInfo":{"created":"2026-01-01T00:00:00Z","creators":["Tool: t"]},
"documentDescribes":["SPDXRef-r"],
"packages":[{"SPDXID":"SPDXRef-r","name":"r","downloadLocation":"NONE"},{"SPDXID":"SPDXRef-a","name":"a","downloadLocation":"NONE"},{"SPDXID":"SPDXRef-dev","name":"dev","downloadLocation":"NONE"},{"SPDXID":"SPDXRef-helper","name":"helper","downloadLocation":"NONE"},{"SPDXID":"SPDXRef-both","name":"both","downloadLocation":"NONE"}],
"relationships":[
{"spdxElementId":"SPDXRef-r","relationshipType":"DEPENDS_ON","relatedSpdxElement":"SPDXRef-a"},
{"spdxElementId":"SPDXRef-dev","relationshipType":"DEV_DEPENDENCY_OF","relatedSpdxElement":"SPDXRef-r"},
{"spdxElementId":"SPDXRef-dev","relationshipType":"DEPENDS_ON","relatedSpdxElement":"SPDXRef-helper"},
{"spdxElementId":"SPDXRef-dev","relationshipType":"DEPENDS_ON","relatedSpdxElement":"SPDXRef-both"},
{"spdxElementId":"SPDXRef-a","relationshipType":"DEPENDS_ON","relatedSpdxElement":"SPDXRef-both"}]}`
	a := judged(t, map[string]string{"a.json": bom}, "a.json")
	if a.Coverage.Components.N != 2 { // a and both
		t.Errorf("%d components count, want 2", a.Coverage.Components.N)
	}
}

// Two countries stated without shares are two countries.
func TestOriginsWithoutShares(t *testing.T) {
	system := core("entity: {id: e}", ", spend: 10, origins: [{country: SE}, {country: XA}]")
	a := judged(t, map[string]string{"system.yaml": records(system)})
	for _, c := range a.Concentration {
		if c.By == "manufactureCountry" && (math.Abs(c.HHI.Lo-0.5) > 1e-9 || c.HHI.Hi != 1) {
			t.Errorf("HHI %v, want [0.5, 1]", c.HHI)
		}
	}
}

func TestSharesAboveTheWholeAreErrors(t *testing.T) {
	system := core("entity: {id: e}", ", origins: [{country: SE, share: 1.5}]")
	sup := "kind: Supplier\nid: x\nsites: [{kind: manufacture, country: XA, share: 0.9}, {kind: manufacture, country: XB, share: 0.9}]\n"
	a := judged(t, map[string]string{"system.yaml": records(system, sup)})
	for _, code := range []string{"system/share-range", "supplier/shares-over-1"} {
		if !a.Diagnostics.Has(code) || !a.Incomplete {
			t.Errorf("%s is missing: %v", code, a.Diagnostics)
		}
	}
}
