// SPDX-License-Identifier: Apache-2.0

package gate_test

import (
	"testing"
	"time"

	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/result"
)

func TestRefresh(t *testing.T) {
	stored := func() *result.Assessment {
		use := result.WaiverUse{ID: "w", Rule: "r", Expires: "2026-03-31", Findings: []string{"f"}}
		return &result.Assessment{
			Findings: []result.Finding{{ID: "f", Rule: "r", Outcome: result.Fail, Severity: "high", Waiver: "w"}},
			Waivers:  result.Waivers{Applied: []result.WaiverUse{use}, Expiring: []result.WaiverUse{use}},
			Verdict:  result.Verdict{State: "pass"}, // whatever the file says
		}
	}
	lastDay := time.Date(2026, 3, 31, 23, 0, 0, 0, time.UTC)
	a := stored()
	if ds := gate.Refresh(a, lastDay); len(ds) != 0 || a.Verdict.Waived != 1 || a.Verdict.State != "pass" {
		t.Errorf("on the last day: %+v, %v", a.Verdict, ds)
	}
	a = stored()
	ds := gate.Refresh(a, lastDay.AddDate(0, 0, 1))
	if !ds.Has("waiver/expired") || a.Verdict.State != "fail" || a.Findings[0].Waiver != "" || len(a.Waivers.Expired) != 1 || len(a.Waivers.Applied)+len(a.Waivers.Expiring) != 0 {
		t.Errorf("the day after: %+v, %+v, %v", a.Verdict, a.Waivers, ds)
	}
}
