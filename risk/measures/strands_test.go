// SPDX-License-Identifier: Apache-2.0

package measures_test

import (
	"fmt"
	"testing"

	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// TestStrandsOfMethodPage repeats the example of docs/method.md.
func TestStrandsOfMethodPage(t *testing.T) {
	m := measurer(t, &system.System{
		ID: "s",
		Assets: []system.Asset{
			{ID: "core", Criticality: supplier.Critical, Needs: []system.Need{{ID: "p"}}},
			{ID: "web", Criticality: supplier.Low, Needs: []system.Need{{ID: "p"}}},
		},
		Products: []system.Product{{ID: "p", Kind: "service", Supplier: "adro"}},
	},
		&supplier.Supplier{ID: "adro", Established: "SE", UnlistedHolderMax: new(0.0), Owners: supplier.List[supplier.Owner]{Items: []supplier.Owner{{Party: "holm", Share: supplier.Exact(1)}}}},
		&supplier.Supplier{ID: "holm", Established: "NO", Kind: "foundation"})
	flows := m.Flows()
	for _, f := range flows {
		methodPage(t, fmt.Sprintf("`%s → %s %g`", f.From, f.To, f.Weight))
	}
	if len(flows) != 5 {
		t.Errorf("%d strands: %v", len(flows), flows)
	}
}
