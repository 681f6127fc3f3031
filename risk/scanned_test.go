// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/vuln"
)

// What only development needs, generators for npm and Composer say in a
// registered property. A scope that is stated goes before it.
func TestScopeOf(t *testing.T) {
	for _, tt := range []struct {
		name, value string
		stated      sbom.Scope
		want        sbom.Scope
	}{
		{"cdx:npm:package:development", "true", sbom.ScopeUnstated, sbom.ScopeDev},
		{"cdx:composer:package:isDevRequirement", "true", sbom.ScopeUnstated, sbom.ScopeDev},
		{"cdx:npm:package:development", "false", sbom.ScopeUnstated, sbom.ScopeUnstated},
		{"cdx:npm:package:development", "true", sbom.ScopeRequired, sbom.ScopeRequired},
		{"cdx:npm:package:bundled", "true", sbom.ScopeUnstated, sbom.ScopeUnstated},
		{"cdx:poetry:group", "dev", sbom.ScopeUnstated, sbom.ScopeUnstated},
	} {
		n := &sbom.Node{Scope: tt.stated, More: &sbom.Details{Properties: []sbom.Property{{Name: "cdx:npm:package:path", Value: "x"}, {Name: tt.name, Value: tt.value}}}}
		if got := scopeOf(n); got != tt.want {
			t.Errorf("%s %s, stated %v: %v, want %v", tt.name, tt.value, tt.stated, got, tt.want)
		}
	}
	if got := scopeOf(&sbom.Node{}); got != sbom.ScopeUnstated {
		t.Errorf("nothing stated: %v", got)
	}
}

// Only the words of kedja-scan say what became of a lookup.
func TestLookupIn(t *testing.T) {
	for value, want := range map[string]*vuln.Lookup{
		"checked":              {State: vuln.Checked, Stated: true},
		"unknown no-ecosystem": {Reason: vuln.NoEcosystem, Detail: "as the scan states that the SBOM came from", Stated: true},
		"unknown":              nil,
		"clean":                nil,
		"":                     nil,
	} {
		n := &sbom.Node{More: &sbom.Details{Properties: []sbom.Property{{Name: sbom.PropertyLookup, Value: value}}}}
		if diff := cmp.Diff(want, lookupIn(n)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", value, diff)
		}
	}
	if lookupIn(&sbom.Node{}) != nil {
		t.Error("an SBOM that says nothing of a scan states a lookup")
	}
}
