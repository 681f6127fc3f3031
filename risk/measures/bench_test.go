// SPDX-License-Identifier: Apache-2.0

package measures_test

import (
	"fmt"
	"testing"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/measures"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// large is one product of 100 000 components of 5 000 parties, of which every
// seventh component has none, every third party a controller that is shared
// by three, and every fifth an unknown one.
func large(tb testing.TB) *measures.Measurer {
	tb.Helper()
	const components, parties = 100_000, 5_000
	catalog, _ := supplier.NewCatalog(nil, nil, nil, nil)
	g := &risk.Graph{System: &system.System{ID: "s"}, Catalog: catalog}
	control := map[string]result.Control{}
	for i := range parties {
		id := fmt.Sprintf("name:supplier %d", i)
		g.Parties = append(g.Parties, risk.Party{ID: id, Record: &supplier.Supplier{ID: id, Established: [...]string{"SE", "FI", "XA", ""}[i%4]}})
		switch {
		case i%5 == 0:
			control[id] = result.Control{Party: id, Kind: "notEstablished"}
		case i%3 == 0:
			control[id] = result.Control{Party: id, Kind: "sole", Certain: true, Controllers: []string{fmt.Sprintf("owner-%d", i/9)}}
		default:
			control[id] = result.Control{Party: id, Kind: "sole", Certain: true, Controllers: []string{id}}
		}
	}
	p := risk.Product{Product: &system.Product{ID: "p", Kind: "software"}, Party: risk.None, Document: risk.None}
	for i := range components {
		u, _ := supplier.ParsePURL(fmt.Sprintf("pkg:%s/org-%d/lib-%d@%d.0", [...]string{"npm", "golang", "maven", "pypi"}[i%4], i%5000, i, i%9))
		c := risk.Component{ID: u.String(), PURL: u, HasPURL: true, Counted: true, Party: int32(i * 7919 % parties), Weight: 0.5}
		if i%7 == 0 {
			c.Party = risk.None
		}
		g.Components = append(g.Components, c)
		p.Components = append(p.Components, int32(i))
	}
	g.Products = []risk.Product{p}
	return measures.New(g, control)
}

// BenchmarkConcentration is all rows of a system whose counts of reach are
// known; the counting itself has a benchmark of its own.
func BenchmarkConcentration(b *testing.B) {
	m := large(b)
	b.ReportAllocs()
	for b.Loop() {
		m.Concentration(func(components []int32) ([]int32, bool) {
			counts := make([]int32, len(components))
			for i := range counts {
				counts[i] = int32(1 + 100_000/(1+i*31%100_000))
			}
			return counts, true
		})
	}
}
