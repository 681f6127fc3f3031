// SPDX-License-Identifier: Apache-2.0

package scenario_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/supplier"
)

// sold is paid for to adro and bexo by halves. Either lets the other do a part
// of its work, and adro runs what the core needs.
const sold = `
kind: System
id: sold
currency: EUR
entity: {id: e, name: E, country: SE}
assets:
  - {id: core, criticality: critical, needs: [p]}
products:
  - {id: p, kind: service, supplier: adro, spend: 50}
  - {id: q, kind: service, supplier: bexo, spend: 50}
---
kind: Supplier
id: adro
established: SE
owners: none
subcontractors: [{party: bexo, share: 0.2}]
subcontractorsComplete: true
---
kind: Supplier
id: bexo
established: SE
owners: none
subcontractors: none
---
kind: Supplier
id: away
established: XA
partyKind: foundation
owners: none
`

func changed(t *testing.T, event string, starts ...string) []string {
	t.Helper()
	in := input(t, sold)
	in.Countries = []*supplier.Country{
		{Code: "SE", Memberships: map[string]bool{"eu": true}}, {Code: "XA", Memberships: map[string]bool{"eu": false}},
	}
	var out []string
	for _, c := range run(t, in, event).Measures {
		for _, start := range starts {
			if strings.HasPrefix(c.ID, start) {
				out = append(out, fmt.Sprintf("%s %v → %v", c.ID, c.Before, c.After))
			}
		}
	}
	return out
}

// TestSaleOutOfTheUnion: the sale of adro halves the share that is under
// control from within the Union, and there are indicators now.
func TestSaleOutOfTheUnion(t *testing.T) {
	want := []string{
		"dependency/system:sold/CDI1 <nil> → 1",
		"dependency/system:sold/CDI2 <nil> → 0.5",
		"dependency/system:sold/CDI3 <nil> → [0, ∞]", // nobody states alternatives
		"dependency/system:sold/euControlled 1 → 0.5",
	}
	if diff := cmp.Diff(want, changed(t, "sell supplier:adro=owner:away", "dependency/system")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestExclusionIsCompared: the act designates what half of the spend goes to.
func TestExclusionIsCompared(t *testing.T) {
	want := []string{"dependency/system:sold/highRisk 0 → 0.5"}
	if diff := cmp.Diff(want, changed(t, "exclude supplier:adro", "dependency/system")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestLossIsComparedInReachAndTiers: without p nobody can reach the core, and
// bexo does all that is paid for.
func TestLossIsComparedInReachAndTiers(t *testing.T) {
	want := []string{
		"integrity/owner/farthest 1 → 0",
		"integrity/supplier/farthest 1 → 0",
		"tiers/system:sold/hhiNet 0.52 → 1",
		"tiers/system:sold/net/largest 0.6 → 1",
		"tiers/system:sold/touch/largest 0.6 → 1",
	}
	if diff := cmp.Diff(want, changed(t, "remove supplier:adro", "integrity/", "tiers/system")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
