// SPDX-License-Identifier: Apache-2.0

package gate_test

import (
	"strings"
	"testing"

	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/result"
)

// TestExplainSubcontractor: a single point who supplies nothing is explained
// by the subcontracts that lead there.
func TestExplainSubcontractor(t *testing.T) {
	e := gate.NewExplainer(&result.Assessment{
		Assets:       []result.Asset{{ID: "core"}},
		Products:     []result.Product{{ID: "p", Party: "adro"}},
		Flows:        []result.Flow{{From: "asset:core", To: "product:p", Weight: 1}, {From: "product:p", To: "supplier:adro", Weight: 1}},
		SinglePoints: []result.SinglePoint{{Asset: "core", By: "supplier", Mode: "stop", Key: "fenn", Certainty: "certain"}},
		Facts: []result.Fact{
			{Subject: "product:p", Path: "product.supplier", Value: "adro", File: "s.yaml", Line: 3},
			{Subject: "supplier:adro", Path: "supplier.subcontractors", Value: `[{"party":"bexo","share":1}]`, File: "s.yaml", Line: 7},
			{Subject: "supplier:bexo", Path: "supplier.subcontractors", Value: `[{"party":"fenn","share":1}]`, File: "s.yaml", Line: 9},
		},
	})
	x, err := e.Explain("singlePoints/core/supplier/stop/fenn")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"product.supplier of product p", "supplier.subcontractors of adro", "supplier.subcontractors of bexo"} {
		if got := outline(x); !strings.Contains(got, want) {
			t.Errorf("does not say %q:\n%s", want, got)
		}
	}
}
