// SPDX-License-Identifier: Apache-2.0

package concentration

import (
	"cmp"
	"math"
	"slices"

	"github.com/kedja/kedja/result"
)

// indices are the index and the effective number of order 1.
func (b *body) indices(l *levels) (hhi, entropy result.Interval) {
	if b.exact && len(b.lumps) == 0 {
		v := b.known()
		h, e := v.read(0)
		return result.Exactly(h), result.Exactly(math.Exp(e))
	}
	if b.exact {
		v := b.known()
		for _, m := range b.lumps { // every lump a group of its own
			v = v.with(m.Lo)
		}
		h, e := v.read(0)
		hhi.Lo, entropy.Hi = h, math.Exp(e)
	} else {
		hhi.Lo = 1 / l.effective(func(x float64) float64 { return x }, func(x float64) float64 { return x })
		entropy.Hi = l.effective(math.Log, math.Exp)
	}
	hhi.Hi, entropy.Lo = b.highest()
	// Rounding must not turn the ends round where they meet.
	hhi.Hi = math.Max(hhi.Hi, hhi.Lo)
	entropy.Lo = math.Min(entropy.Lo, entropy.Hi)
	return hhi, entropy
}

// highest is the largest index and the smallest effective number of order 1.
func (b *body) highest() (hhi, entropy float64) {
	if math.IsInf(b.groupSum.Hi+b.lumpSum.Hi, 1) {
		return 1, 1 // something may outgrow all the rest
	}
	ranged := 0
	for _, g := range b.groups {
		if g.ranged() {
			ranged++
		}
	}
	if ranged > MaxExactRanges {
		hhi = b.bound()
		return hhi, 1 / hhi // the order 1 number is never below the order 2 number
	}
	v := b.known()
	s := search{lumps: b.lumpSum, hhi: 0, entropy: math.Inf(1)}
	for _, g := range b.groups {
		if g.ranged() {
			s.ranged = append(s.ranged, g.mass)
		}
	}
	s.visit(v, 0)
	return math.Min(s.hhi, 1), math.Exp(s.entropy)
}

// vertex sums up masses: their number of each order and the largest.
type vertex struct{ mass, squares, logs, largest float64 }

func (v vertex) with(m float64) vertex {
	v.mass += m
	v.squares += m * m
	v.logs += xlogx(m)
	v.largest = math.Max(v.largest, m)
	return v
}

// read is the index and the logarithm of the order 1 number when the lumps
// of mass u all join the largest group. Every other place for them gives
// shares that this one majorises.
func (v vertex) read(u float64) (hhi, entropy float64) {
	total, top := v.mass+u, v.largest+u
	squares := v.squares - v.largest*v.largest + top*top
	logs := v.logs - xlogx(v.largest) + xlogx(top)
	return squares / total / total, math.Max(0, math.Log(total)-logs/total)
}

func xlogx(x float64) float64 {
	if x == 0 {
		return 0
	}
	return x * math.Log(x)
}

// known is the vertex of the groups without a range.
func (b *body) known() vertex {
	var v vertex
	for _, g := range b.groups {
		if !g.ranged() {
			v = v.with(g.mass.Lo)
		}
	}
	return v
}

// search tries every vertex of the box of masses: the root of the index is
// a norm over a linear function, hence quasi-convex, and largest at a vertex.
// The entropy number is quasi-concave and smallest there.
type search struct {
	ranged       []result.Interval
	lumps        result.Interval
	hhi, entropy float64
}

func (s *search) visit(v vertex, i int) {
	if i < len(s.ranged) {
		s.visit(v.with(s.ranged[i].Lo), i+1)
		s.visit(v.with(s.ranged[i].Hi), i+1)
		return
	}
	s.take(v, s.lumps.Lo)
	if s.lumps.Lo != s.lumps.Hi {
		s.take(v, s.lumps.Hi)
	}
}

func (s *search) take(v vertex, u float64) {
	if v.mass+u == 0 {
		return
	}
	h, e := v.read(u)
	s.hhi, s.entropy = math.Max(s.hhi, h), math.Min(s.entropy, e)
}

// bound is an index that no completion exceeds. On a range, m² lies below
// the chord (lo+hi)·m − lo·hi; the largest sum of chords for a given total
// M is a fractional knapsack, a concave function F(M) with one piece per
// group in the order of falling lo+hi. The lumps u join a group of at most
// the largest upper end H, so the index is at most
// ((u+H)² + max(F(M)−H², 0)) / (M+u)², which is maximised piece by piece.
func (b *body) bound() float64 {
	largest := 0.0
	if b.lumpSum.Hi > 0 {
		largest = b.groups[0].mass.Hi
	}
	v := vertex{}
	var ranged []result.Interval
	for _, g := range b.groups {
		v = v.with(g.mass.Lo)
		if g.ranged() {
			ranged = append(ranged, g.mass)
		}
	}
	slices.SortStableFunc(ranged, func(x, y result.Interval) int {
		return cmp.Compare(y.Lo+y.Hi, x.Lo+x.Hi)
	})
	best := 0.0
	for _, u := range []float64{b.lumpSum.Lo, b.lumpSum.Hi} {
		best = math.Max(best, boundWith(v, ranged, u, largest))
	}
	return math.Min(best, 1)
}

// boundWith walks the pieces of F for one size of the lumps.
func boundWith(v vertex, ranged []result.Interval, u, h float64) float64 {
	value := func(f, n float64) float64 {
		if n <= 0 {
			return 0
		}
		return ((u+h)*(u+h) + math.Max(f-h*h, 0)) / n / n
	}
	f, n := v.squares, v.mass+u
	best := value(f, n)
	for _, m := range ranged {
		slope, width := m.Lo+m.Hi, m.Hi-m.Lo
		// (c + slope·n)/n² has its one maximum at −2c/slope where c < 0.
		if c := (u+h)*(u+h) - h*h + f - slope*n; c < 0 {
			if at := -2 * c / slope; at > n && at < n+width {
				best = math.Max(best, value(f+slope*(at-n), at))
			}
		}
		f, n = f+slope*width, n+width
		best = math.Max(best, value(f, n))
	}
	return best
}

// ratio is the share of the k largest groups.
func (b *body) ratio(l *levels, k int) result.Interval {
	if b.exact && len(b.lumps) == 0 {
		top := 0.0
		for _, g := range b.groups[:min(k, len(b.groups))] { // sorted by falling mass
			top += g.mass.Lo
		}
		if k >= len(b.groups) {
			return result.Exactly(1)
		}
		return result.Exactly(top / b.groupSum.Lo)
	}
	r := result.Interval{Hi: b.highRatio(k)}
	if b.exact {
		r.Lo = b.topApart(k) / (b.groupSum.Lo + b.lumpSum.Lo)
	} else {
		r.Lo = l.lowRatio(k)
	}
	return result.Interval{Lo: math.Min(r.Lo, r.Hi), Hi: r.Hi}
}

// topApart is the mass of the k largest groups while every lump is one of its
// own. Both lists are sorted by falling mass.
func (b *body) topApart(k int) float64 {
	top, g, u := 0.0, 0, 0
	for range min(k, len(b.groups)+len(b.lumps)) {
		if u == len(b.lumps) || g < len(b.groups) && b.groups[g].mass.Lo >= b.lumps[u].Lo {
			top += b.groups[g].mass.Lo
			g++
		} else {
			top += b.lumps[u].Lo
			u++
		}
	}
	return top
}

// highRatio is the largest share of k groups: they and the lumps at their
// upper ends, all else at the lower ones. Which k groups those are is found
// by Dinkelbach's iteration on the quotient, which ends after finitely many
// rounds because each round takes a better set.
func (b *body) highRatio(k int) float64 {
	if k >= len(b.groups) || math.IsInf(b.groupSum.Hi+b.lumpSum.Hi, 1) {
		return 1
	}
	if b.exact {
		top := b.lumpSum.Hi
		for _, g := range b.groups[:k] {
			top += g.mass.Hi
		}
		return top / (b.groupSum.Hi + b.lumpSum.Hi)
	}
	best := 0.0
	masses := make([]result.Interval, len(b.groups))
	for i, g := range b.groups {
		masses[i] = g.mass
	}
	const rounds = 64 // far above what superlinear convergence needs
	for range rounds {
		gain := func(m result.Interval) float64 { return (1-best)*m.Hi + best*m.Lo }
		slices.SortStableFunc(masses, func(x, y result.Interval) int {
			return cmp.Or(cmp.Compare(gain(y), gain(x)), compareMass(x, y))
		})
		top, rest := b.lumpSum.Hi, 0.0
		for i, m := range masses {
			if i < k {
				top += m.Hi
			} else {
				rest += m.Lo
			}
		}
		next := result.Fraction(top, rest)
		if next <= best {
			break
		}
		best = next
	}
	return best
}
