// SPDX-License-Identifier: Apache-2.0

package concentration

import (
	"math"
	"slices"
	"sort"

	"github.com/kedja/kedja/result"
)

// levels answers questions about masses that are all moved as near to one
// common level t as their ranges allow. Among all masses of one sum these
// are the most equal ones (they are majorised by every other), so the
// smallest index, the largest entropy and the smallest concentration ratio
// all lie on this one curve.
type levels struct {
	lo, hi       []float64 // rising
	loSum, hiSum []float64 // loSum[i] is the sum of lo[:i]
	breaks       []float64 // positive finite ends of true ranges, rising, distinct
}

// newLevels takes the masses of groups and of lumps, each lump a group of
// its own. Masses that can only be 0 are left out.
func newLevels(b *body) *levels {
	l := &levels{}
	add := func(m result.Interval) {
		if m.Hi == 0 {
			return
		}
		l.lo, l.hi = append(l.lo, m.Lo), append(l.hi, m.Hi)
		l.breaks = append(l.breaks, m.Lo, m.Hi)
	}
	for _, g := range b.groups {
		add(g.mass)
	}
	for _, m := range b.lumps {
		add(m)
	}
	slices.Sort(l.lo)
	slices.Sort(l.hi)
	slices.Sort(l.breaks)
	l.breaks = slices.Compact(l.breaks)
	l.breaks = slices.DeleteFunc(l.breaks, func(x float64) bool { return x == 0 || math.IsInf(x, 1) })
	if len(l.breaks) == 0 {
		l.breaks = []float64{1} // every mass may be anything: all levels are alike
	}
	identity := func(x float64) float64 { return x }
	l.loSum, l.hiSum = prefix(l.lo, identity), prefix(l.hi, identity)
	return l
}

func prefix(xs []float64, f func(float64) float64) []float64 {
	out := make([]float64, len(xs)+1)
	for i, x := range xs {
		out[i+1] = out[i] + f(x)
	}
	return out
}

// split counts the masses held up by their lower end above t (the first
// above of them from the end of lo) and held down by their upper end below
// it; the others lie at t.
func (l *levels) split(t float64) (above, below int) {
	above = len(l.lo) - sort.Search(len(l.lo), func(i int) bool { return l.lo[i] > t })
	below = sort.SearchFloat64s(l.hi, t)
	return above, below
}

// sumOf is the total mass at level t.
func (l *levels) sumOf(t float64) float64 {
	n := len(l.lo)
	above, below := l.split(t)
	return l.loSum[n] - l.loSum[n-above] + l.hiSum[below] + t*float64(n-above-below)
}

// top is the mass of the k largest at level t.
func (l *levels) top(t float64, k int) float64 {
	n := len(l.lo)
	above, below := l.split(t)
	k = min(k, n)
	if above >= k {
		return l.loSum[n] - l.loSum[n-k]
	}
	total := l.loSum[n] - l.loSum[n-above]
	level := min(k-above, n-above-below)
	total += t * float64(level)
	rest := k - above - level
	return total + l.hiSum[below] - l.hiSum[below-rest]
}

// effective is the largest effective number on the curve, of order 2 with
// phi(x) = x and of order 1 with phi = ln. Setting the derivative to zero
// gives for both: Σ c·(phi(c) − phi(t)) = 0 over the masses c that do not
// lie at t, and the number is then total/t. The left side falls with t.
func (l *levels) effective(phi, inverse func(float64) float64) float64 {
	weigh := func(x float64) float64 {
		if x == 0 || math.IsInf(x, 1) {
			return 0
		}
		return x * phi(x)
	}
	loW, hiW := prefix(l.lo, weigh), prefix(l.hi, weigh)
	n := len(l.lo)
	// fixed sums over the masses that do not lie strictly between the ends
	// of a segment: mass and weighted mass.
	fixed := func(above, below int) (m, w float64) {
		return l.loSum[n] - l.loSum[n-above] + l.hiSum[below], loW[n] - loW[n-above] + hiW[below]
	}
	i := sort.Search(len(l.breaks), func(i int) bool {
		m, w := fixed(l.split(l.breaks[i]))
		return w-phi(l.breaks[i])*m <= 0
	})
	i = min(i, len(l.breaks)-1) // rounding alone can push the search past the last break
	b, before := l.breaks[i], 0.0
	if i > 0 {
		before = l.breaks[i-1]
	}
	above := n - sort.SearchFloat64s(l.lo, b)
	below := sort.Search(n, func(j int) bool { return l.hi[j] > before })
	t := b
	if m, w := fixed(above, below); m > 0 {
		t = math.Min(math.Max(inverse(w/m), before), b)
	}
	if !(t > 0) {
		t = b
	}
	return l.sumOf(t) / t
}

// lowRatio is the smallest share that the k largest can have. Between two
// breaks it is a quotient of linear functions of t, hence monotone: only the
// breaks, and level 0, have to be looked at.
func (l *levels) lowRatio(k int) float64 {
	low := 1.0
	if m := l.loSum[len(l.lo)]; m > 0 {
		low = l.top(0, k) / m
	}
	for _, t := range l.breaks {
		low = math.Min(low, l.top(t, k)/l.sumOf(t))
	}
	return low
}
