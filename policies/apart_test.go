// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"strings"
	"testing"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
)

// What stands apart is asked by rules with applies.apart only, whose findings
// are one severity lower, with the reason, and at most warnings.
func TestApart(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"baseline"}})
	exploited := true
	x := Subject{
		Scope: "component", ID: "component:a", Name: "a", Apart: true, Lower: "it is left out",
		Input: &risk.ComponentInput{Component: risk.ComponentFacts{
			Name: "a", LookedUp: true, Vulnerabilities: &[]risk.VulnerabilityFacts{{ID: "V-1", Exploited: &exploited}},
		}},
	}
	counted := x
	counted.ID, counted.Apart, counted.Lower = "component:b", false, ""
	rep := evaluate(t, s, Context{}, x, counted)
	severities := map[string]string{}
	for _, f := range rep.Findings {
		if f.Rule == "baseline/VULN-0003" {
			severities[f.Subject] = f.Severity
		}
		switch {
		case f.Subject != x.ID:
		case !strings.HasPrefix(f.Rule, "baseline/VULN-"):
			t.Errorf("%s is asked of what stands apart", f.Rule)
		case f.Outcome == result.Fail || !strings.HasSuffix(f.Message, "; one severity lower, because it is left out"):
			t.Errorf("%s %s: %s", f.Rule, f.Outcome, f.Message)
		}
	}
	if severities["component:a"] != "high" || severities["component:b"] != "critical" {
		t.Errorf("%v", severities)
	}
	for _, r := range rep.Rules {
		if n := r.Counts.Pass + r.Counts.Warn + r.Counts.Fail + r.Counts.Unknown; r.ID == "baseline/COMPONENT-0002" && n != 1 {
			t.Errorf("%s counts %d subjects", r.ID, n)
		}
	}
}
