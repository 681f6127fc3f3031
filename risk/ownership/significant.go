// SPDX-License-Identifier: Apache-2.0

package ownership

import (
	"cmp"
	"math"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
)

// SignificantShare is the usual bound of a significant holding: 25 % of the
// capital or of the votes. Source: Regulation (EU) 2024/1624, arts 52 and 54,
// on beneficial owners.
const SignificantShare = .25

// Significant is a holder that, together with the parties that it controls,
// has a significant part of a party's capital or votes.
type Significant struct {
	Party string `json:"party"`
	// Holder is "" for anybody who is not named: the list of holders leaves
	// room for another one, and for more in the hands of those whom it names.
	Holder  string          `json:"holder,omitempty"`
	Share   result.Interval `json:"share"`             // of the capital, 0..1
	Votes   result.Interval `json:"votes"`             // exercisable ones, 0..1
	Through []string        `json:"through,omitempty"` // controlled parties by which it holds
	// Certain says that it has as much under every completion of what is not
	// known; otherwise under some.
	Certain bool `json:"certain"`
}

// SignificantHoldings lists for every party the holders with at least the
// threshold (0..1, see [SignificantShare]) of its capital or votes, by party,
// then lower and upper end of the votes falling, then holder.
//
// The rule is applied once and never chained: the holdings of controlled
// parties (more than half of their votes) count as the holder's own, those of
// parties in which it has a significant holding itself do not.
func SignificantHoldings(in Input, threshold float64) []Significant {
	out, _ := significantHoldings(in, threshold, math.MaxInt)
	return out
}

// significantHoldings does so while there are at most so many rows.
func significantHoldings(in Input, threshold float64, limit int) (out []Significant, all bool) {
	var unused diag.List // Control reports what is wrong
	g, n := build(in, &unused), newNetwork(in)
	s := significance{g: g, n: n, bound: threshold - noise}
	s.sure, s.stated, s.free = newCoalition(g, certain), newCoalition(g, stated), newCoalition(g, anyone)
	s.free.base()
	unnamed := make([]bool, len(g.nodes))
	for j := range g.nodes {
		if row := s.unnamed(int32(j)); !g.nodes[j].root && s.reaches(row.Votes.Hi, row.Share.Hi) {
			unnamed[j] = true
			s.out = append(s.out, row)
		}
	}
	for i := range int32(len(g.nodes)) {
		if len(g.out[i]) > 0 {
			s.holder(i, unnamed)
		}
		if len(s.out) > limit {
			return nil, false
		}
	}
	slices.SortFunc(s.out, func(x, y Significant) int {
		return cmp.Or(cmp.Compare(x.Party, y.Party), cmp.Compare(y.Votes.Lo, x.Votes.Lo), cmp.Compare(y.Votes.Hi, x.Votes.Hi), cmp.Compare(x.Holder, y.Holder))
	})
	return s.out, true
}

type significance struct {
	g                  *graph
	n                  *network
	bound              float64
	sure, stated, free *coalition
	out                []Significant
}

func (s *significance) reaches(votes, share float64) bool { return max(votes, share) >= s.bound }

// unnamed is what somebody who is not named can have. It must be asked before
// any holder.
func (s *significance) unnamed(j int32) Significant {
	row := Significant{Party: s.g.nodes[j].id}
	row.Votes.Hi = s.free.votes(j)
	row.Share.Hi = s.capital(j, s.free, true)
	if s.g.nodes[j].unlisted == 0 && s.free.hi[j] == 0 {
		row.Votes.Hi, row.Share.Hi = 0, 0
	}
	return row
}

func (s *significance) holder(i int32, unnamed []bool) {
	s.sure.from(i)
	s.stated.from(i)
	s.free.from(i)
	for _, j := range merge(s.stated.dirty, s.free.dirty) {
		if j == i || s.g.nodes[j].root {
			continue
		}
		row := Significant{Party: s.g.nodes[j].id, Holder: s.g.nodes[i].id}
		row.Votes = result.Interval{Lo: max(0, s.sure.votes(j)), Hi: max(0, s.free.votes(j))}
		row.Share = result.Interval{Lo: s.capital(j, s.sure, false), Hi: s.capital(j, s.free, true)}
		row.Certain = s.reaches(row.Votes.Lo, row.Share.Lo)
		byRecord := s.reaches(s.stated.votes(j), s.capital(j, s.stated, true))
		if !row.Certain && !byRecord && (unnamed[j] || !s.reaches(row.Votes.Hi, row.Share.Hi)) {
			continue
		}
		row.Through = s.through(i, j)
		s.out = append(s.out, row)
	}
}

// through is the parties that stand between, as far as they are recorded.
func (s *significance) through(i, j int32) (out []string) {
	for _, h := range s.g.nodes[j].holders {
		if h.holder != i && s.stated.member[h.holder] {
			out = append(out, s.g.nodes[h.holder].id)
		}
	}
	return out
}

// capital is the least or the most of a party's capital that a coalition has.
func (s *significance) capital(j int32, c *coalition, most bool) float64 {
	col := &s.n.columns[j]
	var lo, hi, others, othersHi float64
	for _, h := range col.holders {
		if h.holder == int(j) || c.member[h.holder] {
			if h.holder != int(j) {
				lo, hi = lo+h.lo, hi+h.hi
			}
			continue
		}
		others, othersHi = others+h.lo, othersHi+h.hi
	}
	switch {
	case !most && col.complete:
		return max(lo, 1-othersHi)
	case !most:
		return lo
	case c.mode == anyone:
		hi += col.unlisted
	}
	return min(hi, 1-others)
}
