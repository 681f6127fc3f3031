// SPDX-License-Identifier: Apache-2.0

package scenario_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// relay needs p or q, of two suppliers that both let fenn do all of their
// work; half of what cyra does for the portal passes fenn.
const relay = `
kind: System
id: relay
entity: {id: e, name: E, country: SE}
assets:
  - {id: core, criticality: critical, needs: [{anyOf: [p, q]}]}
  - {id: web, criticality: low, needs: [portal]}
products:
  - {id: p, kind: service, supplier: adro}
  - {id: q, kind: service, supplier: bexo}
  - {id: portal, kind: service, supplier: cyra}
---
kind: Supplier
id: adro
subcontractors: [{party: fenn, share: 1}]
subcontractorsComplete: true
---
kind: Supplier
id: bexo
subcontractors: [{party: fenn, share: 1}]
subcontractorsComplete: true
---
kind: Supplier
id: cyra
subcontractors: [{party: fenn, share: 0.5}]
subcontractorsComplete: true
---
kind: Supplier
id: fenn
sites: [{kind: hosting, country: XA, share: 1}, {kind: support, country: XA, share: 1}]
sitesComplete: true
subcontractors: none
`

// TestSubcontractorIsACommonCause: whatever takes fenn takes core, and perhaps
// web; and the report names it.
func TestSubcontractorIsACommonCause(t *testing.T) {
	for _, event := range []string{"remove supplier:fenn", "exclude supplier:fenn", "hazard country:XA"} {
		r := run(t, input(t, relay), event)
		var got []string
		for _, l := range lossLines(r) {
			if !strings.Contains(l, "unlisted") { // nobody states where the others work
				got = append(got, l)
			}
		}
		want := []string{
			"core lost stop certain after 0 back [0, ∞] exceeded unknown for p q",
			"web lost stop possible after 0 back [0, ∞] exceeded unknown for portal",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", event, diff)
		}
		if with := r.Products[0].Parties; !cmp.Equal(with, []string{"fenn"}) {
			t.Errorf("%s takes p with %v", event, with)
		}
	}
}

// TestCompromisedSubcontractor reaches what its principals supply.
func TestCompromisedSubcontractor(t *testing.T) {
	r := run(t, input(t, relay), "compromise supplier:fenn").Compromised[0]
	if diff := cmp.Diff([]string{"adro", "bexo", "cyra"}, r.Through); diff != "" || r.Certain.Assets != 2 || r.Certain.Products != 3 {
		t.Errorf("reaches %+v through %v", r.Certain, r.Through)
	}
}
