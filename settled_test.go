// SPDX-License-Identifier: Apache-2.0

package kedja_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/result"
)

// A statement about one of two products that contain a component settles the
// vulnerability there: it reaches what needs the other, and nothing else.
func TestSettledInOneProduct(t *testing.T) {
	const vex = `{"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/1", "author": "Tel", "timestamp": "2026-01-01T00:00:00Z", "version": 1,
"statements": [{"vulnerability": {"name": "CVE-2026-90001"}, "products": [{"@id": "pkg:generic/depot@1", "subcomponents": [{"@id": "pkg:npm/%40a/a"}]}],
"status": "not_affected", "justification": "component_not_present"}]}`
	contains := func(name string) string {
		return strings.ReplaceAll(`{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": {"component": {"bom-ref": "r", "type": "application", "name": "NAME", "version": "1", "purl": "pkg:generic/NAME@1"}},
"components": [{"bom-ref": "a", "type": "library", "name": "a", "version": "1.0.0", "purl": "pkg:npm/%40a/a@1.0.0"}], "dependencies": [{"ref": "r", "dependsOn": ["a"]}]}`, "NAME", name)
	}
	a := lookedUpWith(t, kedja.Options{AsOf: asOf}, map[string]string{
		"system.yaml": records(`
kind: System
id: s
entity: {id: e, country: SE}
assets: [{id: shop, criticality: high, needs: [portal]}, {id: store, criticality: low, needs: [depot]}]
products: [{id: portal, kind: software, supplier: tel, sbom: portal.json}, {id: depot, kind: software, supplier: tel, sbom: depot.json}]
`, "kind: Supplier\nid: tel\nname: Tel\n"),
		"portal.json": contains("portal"), "depot.json": contains("depot"), "osv/KX-1.json": shopOSV, "vex.json": vex,
	}, "system.yaml")
	if len(a.Vulnerabilities) != 1 || len(a.Fixes) != 1 {
		t.Fatalf("%d vulnerabilities, %d fixes", len(a.Vulnerabilities), len(a.Fixes))
	}
	v := a.Vulnerabilities[0]
	if v.Standing() != result.StandsOpen || !slices.Equal(v.Assets, []string{"shop"}) || !slices.Equal(v.SettledIn, []string{"depot"}) {
		t.Errorf("%s, reaches %v, settled in %v", v.Standing(), v.Assets, v.SettledIn)
	}
	// The shop is of criticality high, 3, of 4 with the store's 1; the one component
	// is all there is, and whether others need it does not matter.
	if v.Weight == nil || v.Weight.Exposure.Lo != 0.875 || v.Weight.Exposure.Hi != 0.875 {
		t.Errorf("weight %+v", v.Weight)
	}
	found := false
	for _, f := range a.Factors {
		of := f.ID == "vuln.severe" && f.Subject == v.Component
		found = found || of
		if of && (f.Level.Lo != v.Weight.Level.Lo || f.Level.Hi != v.Weight.Level.Hi) {
			t.Errorf("the factor of %s is %+v, and the only vulnerability weighs %+v", f.Subject, f.Level, v.Weight.Level)
		}
	}
	if !found {
		t.Errorf("no factor of %s", v.Component)
	}
	if f := a.Fixes[0]; !slices.Equal(f.Assets, []string{"shop"}) {
		t.Errorf("the fix is for %v", f.Assets)
	}
}
