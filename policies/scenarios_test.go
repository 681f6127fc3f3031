// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"slices"
	"testing"

	"github.com/kedja/kedja/result"
)

// TestScenariosCollectFindings: a risk of the toolbox lists the rules that
// bear on it and what they found; risks on which no rule was asked are left
// out.
func TestScenariosCollectFindings(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"eu5g"}})
	rep := evaluate(t, s, Context{}, designated())
	i := slices.IndexFunc(rep.Scenarios, func(x result.Scenario) bool { return x.ID == "eu5g:R5" })
	if i < 0 {
		t.Fatalf("no eu5g:R5 among %+v", rep.Scenarios)
	}
	x := rep.Scenarios[i]
	want := findingID("eu5g/SUPPLIER-0004", "supplier:teliqon", "core")
	if !slices.Contains(x.Rules, "eu5g/SUPPLIER-0004") || !slices.Contains(x.Findings, want) || x.Counts.Fail == 0 {
		t.Errorf("%+v lacks %s", x, want)
	}
	if n := x.Counts.Fail + x.Counts.Warn + x.Counts.Unknown; n != len(x.Findings) {
		t.Errorf("%d counted, %d listed", n, len(x.Findings))
	}
	if rep := evaluate(t, s, Context{}); len(rep.Scenarios) != 0 {
		t.Errorf("scenarios of nothing: %+v", rep.Scenarios)
	}
}
