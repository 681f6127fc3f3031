// SPDX-License-Identifier: Apache-2.0

package gate_test

import (
	"strings"
	"testing"

	"github.com/kedja/kedja/gate"
)

// TestExplainTrend: a change goes down to both values and to what differs.
func TestExplainTrend(t *testing.T) {
	old, now := small(), small()
	now.AsOf = "2027-06-01T00:00:00Z"
	now.Concentration[0].HHI = iv(0.7, 0.7)
	now.Inputs[1].SHA256 = "b2"
	e := gate.NewExplainer(now)
	if e.Has("trend/asset:core/supplier/spend/hhi") {
		t.Error("a trend without an earlier result")
	}
	e.Since(old)
	x, err := e.Explain("trend/asset:core/supplier/spend/hhi")
	if err != nil {
		t.Fatal(err)
	}
	if x.Value != "[0.02, 0.38]" || strings.Contains(x.Text, "no change is established") {
		t.Errorf("%s: %s", x.Value, x.Text)
	}
	got := outline(x)
	for _, want := range []string{
		"number: concentration (HHI) now = 0.7 #concentration/asset:core/supplier/spend/hhi",
		"parameter: concentration (HHI) in the earlier result = [0.32, 0.68]",
		"input: acme.yaml = sha256 b2",
		"parameter: date = 2027-06-01T00:00:00Z",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("missing %s in\n%s", want, got)
		}
	}
	if y, err := e.Explain("trend/asset:core/supplier/spend/cr1"); err != nil || y.Value != "[-0.3, 0.3]" || !strings.Contains(y.Text, "no change is established") {
		t.Errorf("%v %s: %s", err, y.Value, y.Text)
	}
}
