// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"testing"
	"time"
)

// TestProposalsBindNobody: a designation under the Cybersecurity Act 2, which
// is a proposal, acts nowhere, whether it restricts or exempts; one under
// another regime does.
func TestProposalsBindNobody(t *testing.T) {
	from := Date{time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	at := from.AddDate(0, 6, 0)
	for regime, want := range map[string]bool{"csa2": false, "csa2:104": false, "csa2-like": true, "national:SE": true, "eu": true} {
		for _, status := range []string{"high-risk", "exempted"} {
			d := Designation{Regime: regime, Status: status, From: from}
			got, why := d.Binding(at, "SE")
			if got != want || d.Proposed() == want || !d.InForce(at) {
				t.Errorf("%s under %s: binding %v (%s)", status, regime, got, why)
			}
			if !want && why != "under a proposal, which binds nobody" {
				t.Errorf("%s: %q", regime, why)
			}
		}
	}
}
