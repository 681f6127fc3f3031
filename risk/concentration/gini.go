// SPDX-License-Identifier: Apache-2.0

package concentration

import (
	"math"
	"slices"
	"sort"

	"github.com/kedja/kedja/result"
)

// gini is the Gini coefficient of the masses of the groups,
// 2·Σ i·x_(i)/(n·Σ x) − (n+1)/n with x rising. It is exact without lumps
// and ranges; lumps give a sound outer interval, ranges the widest one.
func (b *body) gini() result.Interval {
	n, lumps := len(b.groups), len(b.lumps)
	if !b.exact {
		return result.Interval{Lo: 0, Hi: 1 - 1/float64(n+lumps)}
	}
	xs := make([]float64, n)
	for i, g := range b.groups {
		xs[n-1-i] = g.mass.Lo // rising
	}
	if lumps == 0 {
		return result.Exactly(giniOf(xs, 0))
	}
	return result.Interval{Lo: lowGini(xs, b.lumpSum.Lo, lumps), Hi: highGini(xs, b.lumpSum.Lo, lumps)}
}

// giniOf takes rising masses and a number of empty groups before them.
func giniOf(xs []float64, empty int) float64 {
	n := float64(len(xs) + empty)
	var ranked, total float64
	for i, x := range xs {
		ranked += float64(i+1+empty) * x
		total += x
	}
	return math.Max(0, 2*ranked/(n*total)-(n+1)/n)
}

// highGini puts all lumps on the largest group and counts as many empty
// groups as there could be new ones: both make the groups less equal than
// any completion.
func highGini(xs []float64, u float64, lumps int) float64 {
	if len(xs) == 0 {
		return 1 - 1/float64(lumps)
	}
	top := slices.Clone(xs)
	top[len(top)-1] += u
	return giniOf(top, lumps)
}

// lowGini pours the lumps over the smallest groups and j new ones, for every
// j: more equal than any completion with j new groups.
func lowGini(xs []float64, u float64, lumps int) float64 {
	n := len(xs)
	total := make([]float64, n+1)
	ranked := make([]float64, n+1) // Σ (i+1)·x_i over the first i
	for i, x := range xs {
		total[i+1] = total[i] + x
		ranked[i+1] = ranked[i] + float64(i+1)*x
	}
	low := 1.0
	for j := range lumps + 1 {
		if n+j == 0 {
			continue
		}
		// The first p known groups are filled to the level of the (p+1)th.
		p := sort.Search(n, func(p int) bool {
			return xs[p]*float64(p+j) >= total[p]+u
		})
		filled := float64(p + j)
		if filled == 0 {
			filled = 1 // p = 0 only when nothing can be poured
		}
		level := (total[p] + u) / filled
		count := float64(n + j)
		sum := level*filled*(filled+1)/2 + ranked[n] - ranked[p] + float64(j)*(total[n]-total[p])
		low = math.Min(low, 2*sum/(count*(total[n]+u))-(count+1)/count)
	}
	return math.Max(0, low)
}
