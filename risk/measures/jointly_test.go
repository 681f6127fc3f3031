// SPDX-License-Identifier: Apache-2.0

package measures_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/measures"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// TestBothModesOfMethodPage repeats the example of docs/method.md: adro runs
// the one alternative and delivers the other, which it has 20 days in stock.
func TestBothModesOfMethodPage(t *testing.T) {
	m := measurer(t, &system.System{
		ID:     "s",
		Assets: []system.Asset{{ID: "core", Criticality: supplier.Critical, Tolerance: system.Tolerance{RTOHours: new(12.0), Days: new(3.0)}, Needs: []system.Need{{AnyOf: []string{"hosted", "box"}}}}},
		Products: []system.Product{
			{ID: "hosted", Kind: "service", Supplier: "adro"}, {ID: "box", Kind: "hardware", Supplier: "adro"},
		},
	}, &supplier.Supplier{ID: "adro", SupplyAssurance: supplier.SupplyAssurance{StockDays: new(20.0)}})
	r := m.Resilience()
	var lines []string
	for _, p := range r.SinglePoints {
		if p.By == "supplier" && p.Mode != measures.NoCare {
			lines = append(lines, fmt.Sprintf("%s: %s, %s, mode %s, %s", p.Asset, p.Key, p.Certainty, p.Mode, p.MattersAfter))
		}
	}
	want := []string{"core: adro, certain, mode all, matters after 20.5 days"}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	methodPage(t, want...)
	for _, e := range m.Exposures(nil, nil) {
		if got := e.Impact["availability"]; got != result.Exactly(1) {
			t.Errorf("%s: impact on availability %v, and it takes both", e.Subject, got)
		}
	}
	rows, err := m.Importance(func(string) float64 { return 0.1 })
	if err != nil || len(rows) != 1 || rows[0].Mode != measures.All || rows[0].P != result.Exactly(0.1) {
		t.Errorf("importance %+v, %v", rows, err)
	}
}
