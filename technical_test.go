// SPDX-License-Identifier: Apache-2.0

package kedja_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/result"
)

// The world of these tests: a shop needs one product, whose SBOM has a chain of
// three components, app → b → a. The record KX-1 is of a and of b before 2.0.0,
// and is known to be exploited.
const (
	shop = `
kind: System
id: s
entity: {id: e, country: SE}
assets: [{id: shop, criticality: high, needs: [portal]}]
products: [{id: portal, kind: software, supplier: tel, sbom: portal.json}]
`
	shopSBOM = `{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
"metadata": {"component": {"bom-ref": "r", "type": "application", "name": "portal", "version": "1"}},
"components": [
 {"bom-ref": "app", "type": "library", "name": "app", "version": "1.0.0", "purl": "pkg:npm/%40c/app@1.0.0"},
 {"bom-ref": "b", "type": "library", "name": "b", "version": "1.0.0", "purl": "pkg:npm/%40b/b@1.0.0"},
 {"bom-ref": "a", "type": "library", "name": "a", "version": "1.0.0", "purl": "pkg:npm/%40a/a@1.0.0"}],
"dependencies": [{"ref": "r", "dependsOn": ["app"]}, {"ref": "app", "dependsOn": ["b"]}, {"ref": "b", "dependsOn": ["a"]}]}`
	shopOSV = `{"id": "KX-1", "modified": "2026-01-01T00:00:00Z", "published": "2026-01-01T00:00:00Z", "aliases": ["CVE-2026-90001"],
"affected": [
 {"package": {"ecosystem": "npm", "name": "@a/a"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "2.0.0"}]}]},
 {"package": {"ecosystem": "npm", "name": "@b/b"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "2.0.0"}]}]}],
"severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}]}`
	maker = "kind: Supplier\nid: maker\nname: Maker\nmatch: {purl: [\"pkg:npm/%40a/*\"]}\n"
)

// lookedUp assesses files with the records and the list among them. Files that
// are not given are those of the shop.
func lookedUp(t *testing.T, files map[string]string, inputs ...string) *result.Assessment {
	t.Helper()
	for name, text := range map[string]string{
		"system.yaml": records(shop, "kind: Supplier\nid: tel\nname: Tel\n"), "portal.json": shopSBOM, "osv/KX-1.json": shopOSV, "kev.csv": "cve,date\n",
	} {
		if files[name] == "" {
			files[name] = text
		}
	}
	if len(inputs) == 0 {
		inputs = []string{"system.yaml"}
	}
	return lookedUpWith(t, kedja.Options{AsOf: asOf}, files, inputs...)
}

func scoreOf(a *result.Assessment, subject string) *result.Score {
	i := slices.IndexFunc(a.Scores, func(s result.Score) bool { return s.Subject == subject })
	if i < 0 {
		return nil
	}
	return &a.Scores[i]
}

// A vulnerability that is known to be exploited moves the score of the supplier
// of its component, of the asset and of the system, whoever supplies the product.
func TestExploitedVulnerabilityMovesScores(t *testing.T) {
	files := func(list string) map[string]string {
		return map[string]string{"system.yaml": records(shop, maker, "kind: Supplier\nid: tel\nname: Tel\n"), "kev.csv": list}
	}
	before, after := lookedUp(t, files("cve,date\n")), lookedUp(t, files("cve,date\nCVE-2026-90001,2026-02-01\n"))
	for _, subject := range []string{"supplier:maker", "asset:shop", "system:s"} {
		old, now := scoreOf(before, subject), scoreOf(after, subject)
		if old == nil || now == nil {
			t.Errorf("%s has no score", subject)
			continue
		}
		if b, a := old.Consequences["integrity"].Risk, now.Consequences["integrity"].Risk; a.Lo <= b.Lo {
			t.Errorf("%s: risk to integrity %v, with the list %v", subject, b, a)
		}
	}
}

// An SBOM alone, with a record of who stands behind a component, has scores too.
func TestSBOMAloneHasScores(t *testing.T) {
	a := lookedUp(t, map[string]string{"maker.yaml": records(maker), "kev.csv": "cve,date\nCVE-2026-90001,2026-02-01\n"}, "portal.json", "maker.yaml")
	if s := scoreOf(a, "supplier:maker"); s == nil || s.Consequences["integrity"].Risk.Lo == 0 {
		t.Errorf("%+v", a.Scores)
	}
}

// Of a name in an SBOM what databases say of its components is shown, and it has
// no score.
func TestNamesHaveTechnicalFactors(t *testing.T) {
	a := lookedUp(t, map[string]string{"kev.csv": "cve,date\nCVE-2026-90001,2026-02-01\n"})
	var got []string
	for _, f := range a.Factors {
		if f.Subject == "supplier:ns:npm/@a" {
			got = append(got, f.ID)
		}
	}
	if want := "vuln.exploited vuln.severe vuln.unfixed"; strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", got, want)
	}
	if s := scoreOf(a, "supplier:ns:npm/@a"); s != nil {
		t.Errorf("a score: %+v", s)
	}
}

// The version that a fix leads to is looked up too: where the database has
// another vulnerability of it, the version that clears both is taken.
func TestFixIsNotVulnerableItself(t *testing.T) {
	second := strings.NewReplacer("KX-1", "KX-2", "90001", "90002", `"0"`, `"2.0.0"`, `"2.0.0"`, `"3.0.0"`).Replace(shopOSV)
	a := lookedUp(t, map[string]string{"osv/KX-2.json": second})
	for _, f := range a.Fixes {
		if f.To != "3.0.0" || len(f.Clears) != 1 || len(f.Brings) != 0 || !f.LookedUp {
			t.Errorf("%+v", f)
		}
	}
	if len(a.Fixes) != 2 {
		t.Errorf("%d fixes", len(a.Fixes))
	}
}

// What rests on a component counts: of two suppliers with the same critical
// vulnerability that one weighs more on whose component more components rest.
// The numbers are those of docs/method.md, section 8.
func TestExposureCounts(t *testing.T) {
	level := func(bom string, subject string) string {
		a := lookedUp(t, map[string]string{"portal.json": bom})
		for _, f := range a.Factors {
			if f.Subject == subject && f.ID == "vuln.severe" {
				return f.Level.String()
			}
		}
		return "none"
	}
	page, err := os.ReadFile("docs/method.md")
	if err != nil {
		t.Fatal(err)
	}
	chain, _, _ := strings.Cut(shopSBOM, `"dependencies"`)
	alone := strings.TrimRight(chain, ",\n") + "}"
	optional := strings.Replace(shopSBOM, `"name": "b", "version"`, `"scope": "optional", "name": "b", "version"`, 1)
	for _, c := range []struct{ bom, subject, want string }{
		{shopSBOM, "supplier:ns:npm/@a", "4"},
		{shopSBOM, "supplier:ns:npm/@b", "3.67"},
		{optional, "supplier:ns:npm/@b", "2.75"},
		{strings.Replace(alone, `"name": "b", "version"`, `"scope": "optional", "name": "b", "version"`, 1), "supplier:ns:npm/@b", "[2.5, 3]"}, // who needs whom is not stated
	} {
		got := level(c.bom, c.subject)
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.subject, got, c.want)
		}
		if c.bom == shopSBOM && !strings.Contains(string(page), got) {
			t.Errorf("docs/method.md does not say %s", got)
		}
	}
}

// The explanation of a technical factor names the component, the vulnerability
// and why its severity counts less.
func TestTechnicalFactorIsExplained(t *testing.T) {
	optional := strings.Replace(shopSBOM, `"name": "a", "version"`, `"scope": "optional", "name": "a", "version"`, 1)
	a := lookedUp(t, map[string]string{"system.yaml": records(shop, maker, "kind: Supplier\nid: tel\nname: Tel\n"), "portal.json": optional})
	x, err := gate.NewExplainer(a).Explain("factors/supplier:maker/vuln.severe")
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(x)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"CVE-2026-90001", "pkg:npm/%40a/a@1.0.0", "its SBOM calls the component optional", "level 3"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	if strings.Contains(string(text), `"components\":`) {
		t.Errorf("facts as they are stored: %s", text)
	}
}

// A dated release within the days allowed shows that a supplier is active; an
// older one, or none, shows nothing.
func TestDatedReleases(t *testing.T) {
	spdx := func(date string) string {
		return `{"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": "d", "documentNamespace": "https://x.example/d",
"creationInfo": {"created": "2026-01-01T00:00:00Z", "creators": ["Tool: t"]}, "packages": [
 {"SPDXID": "SPDXRef-r", "name": "portal", "versionInfo": "1", "downloadLocation": "NOASSERTION"},
 {"SPDXID": "SPDXRef-a", "name": "a", "versionInfo": "1.0.0", "downloadLocation": "NOASSERTION"` + date + `,
  "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "pkg:npm/%40a/a@1.0.0"}]}],
"relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-r"},
 {"spdxElementId": "SPDXRef-r", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": "SPDXRef-a"}]}`
	}
	for _, c := range []struct {
		day  time.Time
		want string
	}{
		{time.Time{}, "[0, 3]"}, {asOf.AddDate(0, -6, 0), "0"}, {asOf.AddDate(-3, 0, 0), "[0, 3]"}, {asOf.AddDate(0, 1, 0), "[0, 3]"},
	} {
		date := ""
		if !c.day.IsZero() {
			date = `, "releaseDate": "` + c.day.Format(time.RFC3339) + `"`
		}
		a := lookedUp(t, map[string]string{"system.yaml": records(shop, maker, "kind: Supplier\nid: tel\nname: Tel\n"), "portal.json": spdx(date)})
		i := slices.IndexFunc(a.Factors, func(f result.Factor) bool { return f.Subject == "supplier:maker" && f.ID == "vuln.abandoned" })
		if i < 0 || a.Factors[i].Level.String() != c.want {
			t.Errorf("%s: %+v, want %s", date, a.Factors, c.want)
		}
	}
}

// factorOf is the level of a factor in words, "none" where there is no such.
func factorOf(a *result.Assessment, subject, id string) string {
	i := slices.IndexFunc(a.Factors, func(f result.Factor) bool { return f.Subject == subject && f.ID == id })
	if i < 0 {
		return "none"
	}
	return a.Factors[i].Level.String()
}

// A fix has been there at least since the records that name it were last
// changed, and at most since the vulnerability was published.
func TestFixNotTakenUp(t *testing.T) {
	for _, c := range []struct{ modified, want string }{
		{"2026-01-01T00:00:00Z", "2"}, {"2026-09-15T00:00:00Z", "[1, 2]"}, {"2026-11-10T00:00:00Z", "[0, 2]"},
	} {
		osv := strings.Replace(shopOSV, `"modified": "2026-01-01T00:00:00Z"`, `"modified": "`+c.modified+`"`, 1)
		a := lookedUp(t, map[string]string{"system.yaml": records(shop, maker, "kind: Supplier\nid: tel\nname: Tel\n"), "osv/KX-1.json": osv})
		if got := factorOf(a, "supplier:maker", "vuln.unfixed"); got != c.want {
			t.Errorf("changed %s: %s, want %s", c.modified, got, c.want)
		}
		if got := factorOf(a, "supplier:ns:npm/@b", "vuln.unfixed"); got != c.want {
			t.Errorf("changed %s, of a name in an SBOM: %s, want %s", c.modified, got, c.want)
		}
	}
}

// What is stated of the life of components and products is a factor of their
// supplier: of support without a database too.
func TestStatedEnds(t *testing.T) {
	stated := func(property string) string {
		return strings.Replace(shopSBOM, `"name": "a", "version"`, `"properties": [{"name": "cdx:lifecycle:milestone:`+property+`", "value": "2026-02-01"}], "name": "a", "version"`, 1)
	}
	notes := strings.Replace(shopSBOM, `"name": "a", "version"`, `"releaseNotes": {"type": "minor", "timestamp": "2026-05-01T00:00:00Z"}, "name": "a", "version"`, 1)
	for _, c := range []struct{ bom, id, want string }{
		{shopSBOM, "vuln.support", "[0, 3]"}, {stated("endOfSupport"), "vuln.support", "3"},
		{shopSBOM, "vuln.abandoned", "[0, 3]"}, {stated("endOfDevelopment"), "vuln.abandoned", "3"}, {stated("endOfBusinessOperations"), "vuln.abandoned", "3"},
		{stated("generalAvailability"), "vuln.abandoned", "0"}, {notes, "vuln.abandoned", "0"},
	} {
		a := lookedUp(t, map[string]string{"system.yaml": records(shop, maker, "kind: Supplier\nid: tel\nname: Tel\n"), "portal.json": c.bom})
		if got := factorOf(a, "supplier:maker", c.id); got != c.want {
			t.Errorf("%s: %s, want %s", c.id, got, c.want)
		}
	}
	ended := strings.Replace(shop, "supplier: tel,", "supplier: tel, supportUntil: 2026-01-31,", 1)
	for _, c := range []struct{ system, want string }{{ended, "3"}, {shop, "none"}} {
		a := lookedUpWith(t, kedja.Options{AsOf: asOf}, map[string]string{"system.yaml": records(c.system, "kind: Supplier\nid: tel\nname: Tel\n"), "portal.json": shopSBOM}, "system.yaml")
		if got := factorOf(a, "supplier:tel", "vuln.support"); got != c.want {
			t.Errorf("a product in use after its support: %s, want %s", got, c.want)
		}
		i := slices.IndexFunc(scoreOf(a, "supplier:tel").Contributions.AtLo, func(x result.Contribution) bool { return x.Name == "vuln.known" })
		if (i >= 0) != (c.want == "3") {
			t.Errorf("%s: the causes of its risk are %+v", c.want, scoreOf(a, "supplier:tel").Contributions.AtLo)
		}
	}
}
