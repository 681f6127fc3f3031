// SPDX-License-Identifier: Apache-2.0

package concentration

import (
	"cmp"
	"math"
	"slices"

	"github.com/kedja/kedja/result"
)

// Item is one thing with a mass. An empty Key is a lump: it belongs to one
// group, but nobody knows which. Items with the same key add up; lumps do
// not. Hi may be +Inf where the size is not stated; negative masses count
// as 0.
type Item struct {
	Key  string
	Mass result.Interval
}

// Result is the concentration of one list of items.
type Result struct {
	N         int             // distinct known keys, those of mass 0 too
	HHI       result.Interval // Σ s², 0..1
	Effective result.Interval // 1/HHI: as many equal groups give the same index
	Entropy   result.Interval // exp(−Σ s ln s): effective number of order 1
	CR1       result.Interval // share of the largest group
	CR3       result.Interval // share of the three largest
	Gini      result.Interval // inequality among the groups; never to be read alone

	Unattributed result.Interval // share of the mass in no known group
	Shares       []result.Share  // every known group, by upper then lower end falling, then key
	Total        result.Interval // in the unit of the masses
}

// Measure measures the concentration of the items. It reports false when no
// item can have a mass: there is nothing to take a share of.
func Measure(items []Item) (Result, bool) { return Gather(items).Measure() }

func (b *body) measure() (Result, bool) {
	total := result.Interval{Lo: b.groupSum.Lo + b.lumpSum.Lo, Hi: b.groupSum.Hi + b.lumpSum.Hi}
	if !(total.Hi > 0) {
		return Result{}, false
	}
	r := Result{
		N:            len(b.groups),
		Unattributed: share(b.lumpSum, b.groupSum),
		Shares:       b.shares(),
		Total:        total,
		Gini:         b.gini(),
	}
	var l *levels
	if !b.exact {
		l = newLevels(b)
	}
	r.HHI, r.Entropy = b.indices(l)
	r.Effective = result.Interval{Lo: 1 / r.HHI.Hi, Hi: 1 / r.HHI.Lo}
	r.CR1, r.CR3 = b.ratio(l, 1), b.ratio(l, 3)
	return r, true
}

// group is a known key with the sum of its masses.
type group struct {
	key  string
	mass result.Interval
}

func (g group) ranged() bool { return g.mass.Lo != g.mass.Hi }

// body is the items gathered into groups and lumps, each sorted by mass so
// that sums do not depend on the order or the names of the input.
type body struct {
	groups            []group
	lumps             []result.Interval
	groupSum, lumpSum result.Interval
	exact             bool // no mass has a range
}

func gather(items []Item) body { return Gather(items).body() }

// compareMass orders by falling upper, then falling lower end.
func compareMass(x, y result.Interval) int {
	switch {
	case x.Hi > y.Hi:
		return -1
	case x.Hi < y.Hi:
		return 1
	}
	return cmp.Compare(y.Lo, x.Lo)
}

func plus(x, y result.Interval) result.Interval {
	return result.Interval{Lo: x.Lo + y.Lo, Hi: x.Hi + y.Hi}
}

// sum adds with Neumaier's compensation, so that the order of the input is
// not seen in the digits that are printed.
type sum struct{ lo, loRest, hi, hiRest float64 }

func (s *sum) add(m result.Interval) {
	s.lo, s.loRest = neumaier(s.lo, s.loRest, m.Lo)
	s.hi, s.hiRest = neumaier(s.hi, s.hiRest, m.Hi)
}

func (s *sum) interval() result.Interval {
	m := result.Interval{Lo: s.lo + s.loRest, Hi: s.hi + s.hiRest}
	if math.IsInf(s.hi, 1) {
		m.Hi = s.hi
	}
	return m
}

func neumaier(s, rest, x float64) (float64, float64) {
	t := s + x
	if math.Abs(s) >= math.Abs(x) {
		return t, rest + ((s - t) + x)
	}
	return t, rest + ((x - t) + s)
}

// share is part/(part+other) over both ranges, where the whole is positive.
func share(part, other result.Interval) result.Interval {
	if part.Hi == 0 {
		return result.Interval{}
	}
	if other.Hi == 0 {
		return result.Exactly(1)
	}
	return result.Interval{Lo: result.Fraction(part.Lo, other.Hi), Hi: result.Fraction(part.Hi, other.Lo)}
}

// shares are the shares of the known groups: at least what is surely theirs
// while all else is as large as can be, at most that with every lump.
func (b *body) shares() []result.Share {
	out := make([]result.Share, len(b.groups))
	prefix := outerSums(b.groups)
	for i, g := range b.groups {
		others := prefix(i)
		s := result.Interval{
			Lo: share(result.Exactly(g.mass.Lo), result.Exactly(others.Hi+b.lumpSum.Hi)).Lo,
			Hi: share(result.Exactly(g.mass.Hi+b.lumpSum.Hi), result.Exactly(others.Lo)).Hi,
		}
		if g.mass.Lo == 0 && g.mass.Hi > 0 && others.Hi+b.lumpSum.Hi == 0 {
			s.Lo = 1 // the only group there is, whatever its size
		}
		if b.exact && len(b.lumps) == 0 {
			s = result.Exactly(g.mass.Lo / b.groupSum.Lo)
		}
		out[i] = result.Share{Key: g.key, Share: s}
	}
	slices.SortFunc(out, func(x, y result.Share) int {
		if c := compareMass(x.Share, y.Share); c != 0 {
			return c
		}
		return cmp.Compare(x.Key, y.Key)
	})
	return out
}

// outerSums gives the sum of all groups but one. It adds what stands before
// and after instead of subtracting, which would cancel.
func outerSums(groups []group) func(i int) result.Interval {
	before := make([]result.Interval, len(groups)+1)
	after := make([]result.Interval, len(groups)+1)
	for i, g := range groups {
		before[i+1] = plus(before[i], g.mass)
	}
	for i := len(groups) - 1; i >= 0; i-- {
		after[i] = plus(after[i+1], groups[i].mass)
	}
	return func(i int) result.Interval { return plus(before[i], after[i+1]) }
}

// Rest keeps the first shares of a list and sums up the others: how many,
// and the sum and the sum of squares of what is surely theirs (their lower
// ends). Rest is nil when nothing is left over; a negative keep keeps all.
func Rest(shares []result.Share, keep int) ([]result.Share, *result.Rest) {
	if keep < 0 || keep >= len(shares) {
		return shares, nil
	}
	rest := &result.Rest{N: len(shares) - keep}
	for _, s := range shares[keep:] {
		rest.Share += s.Share.Lo
		rest.SumSq += s.Share.Lo * s.Share.Lo
	}
	return shares[:keep:keep], rest
}
