// SPDX-License-Identifier: Apache-2.0

package vex_test

import (
	"testing"
	"time"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/vuln/vex"
)

// TestVersionsListedAsUnaffected: an SBOM that lists the version of a component
// as unaffected says that it is not affected, unless another entry could mean
// that version as well.
func TestVersionsListedAsUnaffected(t *testing.T) {
	limit := func(version, rng, status string) sbom.Limit {
		return sbom.Limit{Of: 1, Version: version, Range: rng, Status: status}
	}
	for _, c := range []struct {
		name   string
		limits []sbom.Limit
		want   vex.Status
	}{
		{"nothing is listed", nil, vex.Unknown},
		{"this version", []sbom.Limit{limit("1", "", "unaffected")}, vex.NotAffected},
		{"another version", []sbom.Limit{limit("2", "", "unaffected")}, vex.Unknown},
		{"another is affected", []sbom.Limit{limit("1", "", "unaffected"), limit("2", "", "")}, vex.NotAffected},
		{"both", []sbom.Limit{limit("1", "", "unaffected"), limit("1", "", "affected")}, vex.Unknown},
		{"a range may hold it", []sbom.Limit{limit("", "vers:npm/<3", "affected"), limit("1", "", "unaffected")}, vex.Unknown},
		{"not known", []sbom.Limit{limit("1", "", "unknown")}, vex.Unknown},
	} {
		d := &sbom.Document{File: "a.json", Identifier: "urn:uuid:11111111-1111-4111-8111-111111111111", Revision: 1, Format: sbom.CycloneDX, Created: "2026-01-01T00:00:00Z", Root: 0, Nodes: []sbom.Node{
			{Kind: sbom.KindRoot, Ref: "app", Name: "app", Parent: sbom.None}, {Ref: "a", Name: "a", Version: "1", PURLs: []string{"pkg:npm/a@1"}, Parent: sbom.None},
		}, Vulnerabilities: []sbom.Vulnerability{{ID: "CVE-2026-0001", Affects: []sbom.ID{1}, Limits: c.limits}}}
		own, _ := vex.FromSBOM(d)
		set := vex.NewSet(time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), own)
		got := set.Of(vex.ThingOf(d, 1), []vex.Thing{vex.ThingOf(d, 0)}, "CVE-2026-0001").Status
		if got != c.want {
			t.Errorf("%s: %q, not %q", c.name, got, c.want)
		}
	}
}
