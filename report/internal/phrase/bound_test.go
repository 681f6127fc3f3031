// SPDX-License-Identifier: Apache-2.0

package phrase

import (
	"testing"

	"github.com/kedja/kedja/result"
)

// A recommendation for a kind of asset that is not there is in full reports
// only, and its scenarios are not: that nothing was found there says nothing.
func TestWithoutAssetsOfASource(t *testing.T) {
	for _, tt := range []struct {
		name     string
		assets   []result.Asset
		findings []result.Finding
		want     int // bounds of a short report, and scenarios
	}{
		{"an SBOM alone", []result.Asset{{ID: "main"}}, nil, 0},
		{"assets of another kind", []result.Asset{{ID: "a", Class: "nis2:dns"}, {ID: "b", Class: "shop"}}, nil, 0},
		{"an asset of the source", []result.Asset{{ID: "a", Class: "shop"}, {ID: "b", Class: "eu5g:core-network-functions"}}, nil, 1},
		{"an asset whose class nobody stated", []result.Asset{{ID: "a"}, {ID: "b", Class: "shop"}}, nil, 1},
		{"a finding all the same", []result.Asset{{ID: "main"}}, []result.Finding{{Pack: "eu5g"}}, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := &result.Assessment{
				Bounds:    []result.Bound{{Pack: "eu5g", Source: "eu5g", Answer: Binds, Class: recommendation, Why: "asked of assets of its classes"}},
				Scenarios: []result.Scenario{{ID: "eu5g:R5", Rules: []string{"eu5g/R-1"}}},
				Assets:    tt.assets, Findings: tt.findings,
			}
			bounds := NewNames(a).Bounds(a)
			if got := Binding(bounds); got != tt.want || len(bounds) != 1 {
				t.Errorf("%d of %d bounds, want %d of 1", got, len(bounds), tt.want)
			}
			if got := len(Scenarios(a)); got != tt.want {
				t.Errorf("%d scenarios, want %d", got, tt.want)
			}
		})
	}
}
