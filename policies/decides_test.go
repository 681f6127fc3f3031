// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"strings"
	"testing"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
)

// TestDecides: a finding carries the number that decides it, with the
// parameter and how it would pass.
func TestDecides(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"eu5g"}, Params: map[string]string{"eu5g/QUALITY-0002.lacking": "2"}})
	no := false
	rep := evaluate(t, s, Context{}, Subject{
		Scope: "supplier", ID: "supplier:a", Name: "A", Assets: []string{"eu5g:nfv-mano"},
		Input: risk.SupplierInput{Supplier: risk.SupplierFacts{ID: "a", Direct: true, Practices: risk.PracticeFacts{CVDPolicy: &no, PSIRT: &no, SBOMProvided: &no}}},
	})
	found := false
	for _, f := range rep.Findings {
		if f.Rule != "eu5g/QUALITY-0002" {
			continue
		}
		found = true
		if want := (result.Decides{Param: "lacking", Value: result.Exactly(3), Passes: "below"}); f.Decides == nil || *f.Decides != want {
			t.Errorf("decides: %+v", f.Decides)
		}
	}
	if !found {
		t.Error("nothing is found")
	}
}

// TestDecidesIsChecked: what a rule says of it must hold.
func TestDecidesIsChecked(t *testing.T) {
	body := "finding contains {\"key\": \"\", \"n\": 4} if count(input.supplier.roles) > data.params[\"user/RULE-0001\"].limit\n"
	for decides, want := range map[string]string{
		"{param: limit, by: n, passes: below}":  "",
		"{param: limits, by: n, passes: below}": "no parameter",
		"{param: limit, by: n, passes: under}":  "passes one of",
	} {
		_, err := compileUser(t, strings.Replace(plainHead, "#   remedy", "#   decides: "+decides+"\n#   remedy", 1)+body)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v", decides, err)
		}
	}
}
