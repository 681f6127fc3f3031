// SPDX-License-Identifier: Apache-2.0

package kedja_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/report"
	"github.com/kedja/kedja/result"
)

// The world of docs/method.md, section 8, "Of a component itself": an asset of
// critical importance needs one product with two components, of which nobody
// knows who supplies them. Both have the vulnerability KW-1, which has no fix.
const (
	pair = `
kind: System
id: s
entity: {id: e, country: SE}
assets: [{id: core, criticality: critical, needs: [p]}]
products: [{id: p, kind: software, supplier: tel, sbom: portal.json}]
`
	pairSBOM = `{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
"metadata": {"component": {"bom-ref": "r", "type": "application", "name": "p", "version": "1"}},
"components": [
 {"bom-ref": "a", "type": "library", "name": "weak-a", "version": "1.0.0", "purl": "pkg:npm/weak-a@1.0.0"},
 {"bom-ref": "b", "type": "library", "name": "weak-b", "version": "1.0.0", "purl": "pkg:npm/weak-b@1.0.0"}],
"dependencies": [{"ref": "r", "dependsOn": ["a", "b"]}]}`
	pairOSV = `{"id": "KW-1", "modified": "2026-01-01T00:00:00Z", "published": "2026-01-01T00:00:00Z", "aliases": ["CVE-2026-90002"],
"affected": [
 {"package": {"ecosystem": "npm", "name": "weak-a"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]},
 {"package": {"ecosystem": "npm", "name": "weak-b"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]}],
"severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}]}`
	listed  = "cve,date\nCVE-2026-90002,2026-02-01\n"
	devScop = `"name": "weak-a", "scope": "excluded",`
)

// pairFiles is the world with another SBOM and list; "" is the one above, and
// an empty list.
func pairFiles(bom, list string) map[string]string {
	if bom == "" {
		bom = pairSBOM
	}
	return map[string]string{"system.yaml": records(pair, "kind: Supplier\nid: tel\nname: Tel\n"), "portal.json": bom, "osv/KX-1.json": pairOSV, "kev.csv": list}
}

// excluded has weak-a left out of what is delivered; safe has no vulnerability.
func excluded() string { return strings.Replace(pairSBOM, `"name": "weak-a",`, devScop, 1) }
func safe() string     { return strings.ReplaceAll(pairSBOM, "pkg:npm/weak", "pkg:npm/safe") }

const weakA = "component:pkg:npm/weak-a@1.0.0"

// A component has a score of its own, by the formula of docs/method.md.
func TestWeakComponentOfMethodPage(t *testing.T) {
	page, err := os.ReadFile("docs/method.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ row, bom, list string }{
		{"counts, is on the list", "", listed}, {"counts, is on no list", "", "cve,date\nCVE-2020-90001,2026-02-01\n"}, {"is excluded, is on the list", excluded(), listed},
	} {
		s := scoreOf(lookedUp(t, pairFiles(c.bom, c.list)), weakA)
		if s == nil {
			t.Errorf("%s: no score", c.row)
			continue
		}
		i := s.Consequences["integrity"]
		row := fmt.Sprintf("| %s | %s | %s | %s |", c.row, sixDigits(i.Likelihood), sixDigits(i.Impact), sixDigits(i.Risk))
		if !strings.Contains(string(page), row) {
			t.Errorf("docs/method.md does not say %q", row)
		}
	}
}

func sixDigits(i result.Interval) string {
	if i.Exact() {
		return fmt.Sprintf("%.6g", i.Lo)
	}
	return fmt.Sprintf("[%.6g, %.6g]", i.Lo, i.Hi)
}

// The exploited vulnerability of components that nobody is known to supply
// moves the lower end of the asset's and the system's risk, and its fix moves
// it back. Two components with the same vulnerability are no worse than the
// worst of them.
func TestUnattributedVulnerabilityMovesScores(t *testing.T) {
	both, none := lookedUp(t, pairFiles("", listed)), lookedUp(t, pairFiles(safe(), listed))
	for _, subject := range []string{"asset:core", "system:s"} {
		s := scoreOf(both, subject)
		if s == nil || s.Risk.Lo != 75 || s.FromLo != weakA {
			t.Errorf("%s: %+v, want a lower end of 75 from %s", subject, s, weakA)
		}
		if old := scoreOf(none, subject); old == nil || old.Risk.Lo != 0 {
			t.Errorf("%s without vulnerabilities: %+v", subject, old)
		}
	}
	if a := lookedUp(t, pairFiles("", listed), "portal.json"); scoreOf(a, "asset:main") == nil || scoreOf(a, "asset:main").Risk.Lo == 0 {
		t.Errorf("an SBOM alone: %+v", a.Scores)
	}
	if a := lookedUp(t, pairFiles(safe(), listed), "portal.json"); len(a.Scores) != 0 {
		t.Errorf("an SBOM alone without vulnerabilities: %+v", a.Scores)
	}
}

// Only the assets that need the component are reached.
func TestWeakComponentReachesItsAssetsOnly(t *testing.T) {
	files := pairFiles("", listed)
	files["system.yaml"] = records(strings.NewReplacer("needs: [p]}", "needs: [p]}, {id: side, criticality: critical, needs: [q]}",
		"products: [", "products: [{id: q, kind: software, supplier: tel}, ").Replace(pair), "kind: Supplier\nid: tel\nname: Tel\n")
	a := lookedUp(t, files)
	if s := scoreOf(a, "asset:side"); s == nil || s.Risk.Lo != 0 {
		t.Errorf("asset:side: %+v", s)
	}
	if s := scoreOf(a, "asset:core"); s == nil || s.Risk.Lo != 75 {
		t.Errorf("asset:core: %+v", s)
	}
}

// What is excluded, or only development needs, has findings too: one severity
// lower, with the reason, and never a failure. Nothing else is found of it, and
// --include-dev takes it as any other.
func TestWeakComponentsThatDoNotCount(t *testing.T) {
	a := lookedUp(t, pairFiles(excluded(), listed))
	severity := map[string]string{}
	for _, f := range a.Findings {
		if f.Subject != weakA {
			continue
		}
		if !strings.HasPrefix(f.Rule, "baseline/VULN-") {
			t.Errorf("%s asks of what does not count", f.Rule)
		}
		if f.Outcome == result.Fail || !strings.Contains(f.Message, "one severity lower, because its SBOM excludes the component") {
			t.Errorf("%s: %s: %s", f.Rule, f.Outcome, f.Message)
		}
		severity[f.Rule] = f.Severity
	}
	if severity["baseline/VULN-0003"] != "high" || severity["baseline/VULN-0002"] != "low" {
		t.Errorf("severities %v", severity)
	}
	i := slices.IndexFunc(a.Vulnerabilities, func(v result.Vulnerability) bool { return v.Component == weakA })
	if i < 0 || a.Vulnerabilities[i].Weight == nil || a.Vulnerabilities[i].Weight.Hint == "" {
		t.Errorf("%+v", a.Vulnerabilities)
	}
	if n := a.Coverage.Components; n.N != 1 || n.NotCounted != 1 {
		t.Errorf("%+v", n)
	}
	full := lookedUpWith(t, kedja.Options{AsOf: asOf, IncludeDev: true}, pairFiles(excluded(), listed), "system.yaml")
	i = slices.IndexFunc(full.Findings, func(f result.Finding) bool { return f.Subject == weakA && f.Rule == "baseline/VULN-0003" })
	if i < 0 || full.Findings[i].Severity != "critical" || strings.Contains(full.Findings[i].Message, "lower") {
		t.Errorf("with --include-dev: %+v", full.Findings)
	}
}

// Reports do not say that no database was asked where one was, nor that an SBOM
// lists nothing where it does.
func TestReportsOfWhatDoesNotCount(t *testing.T) {
	all := strings.NewReplacer(`"name": "weak-a",`, devScop, `"name": "weak-b",`, `"name": "weak-b", "scope": "excluded",`).Replace(pairSBOM)
	a := lookedUp(t, pairFiles(all, listed), "portal.json")
	for format, write := range map[string]func(io.Writer, *result.Assessment, report.Options) error{"text": report.Text, "markdown": report.Markdown} {
		var b strings.Builder
		if err := write(&b, a, report.Options{}); err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(b.String()), " ")
		for _, false := range []string{"No database was asked", "it lists none"} {
			if strings.Contains(text, false) {
				t.Errorf("%s says %q", format, false)
			}
		}
		if want := "2 of 2 components that do not count"; !strings.Contains(text, want) {
			t.Errorf("%s does not say %q", format, want)
		}
	}
}

// What findings alone ask for is as it would be in the whole result.
func TestFindingsOnlyHasNoScoresOfComponents(t *testing.T) {
	a := lookedUpWith(t, kedja.Options{AsOf: asOf, FindingsOnly: true}, pairFiles(excluded(), listed), "system.yaml")
	if len(a.Scores) != 0 {
		t.Errorf("%+v", a.Scores)
	}
	if !slices.ContainsFunc(a.Findings, func(f result.Finding) bool { return f.Subject == weakA && f.Severity == "high" }) {
		t.Errorf("no finding of what does not count")
	}
}

// lookedUpWith assesses files, with the records and the list that are among them.
func lookedUpWith(t *testing.T, opts kedja.Options, files map[string]string, inputs ...string) *result.Assessment {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for i := range inputs {
		inputs[i] = filepath.Join(dir, inputs[i])
	}
	var data kedja.LoadOptions
	for name := range files {
		switch {
		case strings.HasPrefix(name, "osv/"):
			data.OSV = []string{filepath.Join(dir, "osv")}
		case name == "kev.csv":
			data.KEV = []string{filepath.Join(dir, name)}
		case name == "vex.json":
			data.VEX = []string{filepath.Join(dir, name)}
		}
	}
	in, ds, err := kedja.Load(inputs, &data)
	if err != nil {
		t.Fatalf("%v\n%v", err, ds)
	}
	defer in.Close()
	a, err := kedja.Assess(context.Background(), in, opts)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
