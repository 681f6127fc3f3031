// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"testing"

	"github.com/kedja/kedja/result"
)

// TestFactThatDecides: where a fact of a record decides a finding, the
// explanation says what would pass.
func TestFactThatDecides(t *testing.T) {
	a := &result.Assessment{
		Rules: []result.Rule{{ID: "cra/SUPPORT-0001", Params: map[string]string{"years": "5"}}},
		Findings: []result.Finding{{
			ID: "f", Rule: "cra/SUPPORT-0001", Subject: "product:p", Outcome: result.Warn,
			Decides: &result.Decides{Param: "years", Value: result.Exactly(2), Passes: "at or above"},
		}},
	}
	x, err := Explain(a, "f")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range x.Children {
		if c.Kind == result.ExplainCounterfactual {
			if c.Value != "passes at or above 5; is 2" {
				t.Errorf("it says %q", c.Value)
			}
			return
		}
	}
	t.Error("nothing says what would pass")
}
