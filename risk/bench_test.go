// SPDX-License-Identifier: Apache-2.0

package risk_test

import (
	"fmt"
	"testing"

	"github.com/kedja/kedja/risk"
)

// benchGraph is one product of n components with five dependencies each.
func benchGraph(b *testing.B, n int) *risk.Graph {
	edges := [][2]int{{-1, 0}}
	for i := range n - 1 {
		for k := range 5 {
			edges = append(edges, [2]int{i, min(n-1, i+1+(i*31+k*7919)%(n/10))})
		}
	}
	return build(b, document("app", n, edges))
}

func BenchmarkExclusive(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			g := benchGraph(b, n)
			party := g.Party("ns:npm/@org1")
			b.ReportAllocs()
			for b.Loop() {
				g.Exclusive(0, func(p int32) bool { return p == party })
			}
		})
	}
}

func BenchmarkReach(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			g := benchGraph(b, n)
			b.ReportAllocs()
			for b.Loop() {
				if _, ok := g.Reach(g.Products[0].Components); !ok {
					b.Fatal("over budget")
				}
			}
		})
	}
}
