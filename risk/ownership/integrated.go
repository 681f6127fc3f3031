// SPDX-License-Identifier: Apache-2.0

package ownership

import (
	"cmp"
	"math"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
)

// MaxIntegrated is the largest number of pairs of owner and owned party for
// which [Integrated] works out the shares; [IntegratedIn] has no such limit.
const MaxIntegrated = 2_000_000

// Integrated gives for every party the integrated shares of its stated
// direct and indirect owners, by upper then lower end falling, then owner:
// the sum over all ownership walks from the owner that do not return to it,
// which is the probability that a walk from the party up to its holders ever
// meets the owner. Never above 1, loops and cross-holdings included.
// Ranges and unlisted shares give an interval.
//
// Every owner is followed through what it holds only, loop by loop, and
// inside a loop by iteration to 1e-12; so the work grows with the pairs that
// there are, not with the square of the parties. A loop that such an iteration
// cannot finish gets wider intervals and the warning
// ownership/not-converged. A group of parties that own one another wholly
// gets the error ownership/closed-group: nobody outside has a share in it.
// Source: Brioschi, Buzzacchi & Colombo 1989; Vitali, Glattfelder & Battiston
// 2011.
func Integrated(in Input) (map[string][]result.IntegratedShare, diag.List) {
	var diags diag.List
	n := newNetwork(in)
	n.reportClosed(&diags)
	s := newSolver(n)
	pairs := 0
	for i := range n.ids {
		if pairs += len(s.below(i)); pairs > MaxIntegrated {
			diags.Warnf("ownership/too-many", diag.Position{}, "integrated shares of %d parties are not worked out: there are more than %d pairs of owner and owned", len(n.ids), MaxIntegrated)
			diags.Sort()
			return nil, diags
		}
	}
	out := map[string][]result.IntegratedShare{}
	for i := range n.ids {
		s.solve(i, func(j int, share result.Interval) {
			out[n.ids[j]] = append(out[n.ids[j]], result.IntegratedShare{Owner: n.ids[i], Share: share})
		})
	}
	for _, list := range out {
		byShare(list)
	}
	s.report(&diags)
	diags.Sort()
	return out, diags
}

// IntegratedIn gives the integrated shares in one party, as [Integrated] does
// for all, however large the network around it is.
func IntegratedIn(in Input, party string) ([]result.IntegratedShare, diag.List) {
	var diags diag.List
	n := newNetwork(Above(in, party))
	n.reportClosed(&diags)
	at := slices.Index(n.ids, party)
	if at < 0 {
		return nil, diags
	}
	s := newSolver(n)
	var out []result.IntegratedShare
	for i := range n.ids {
		s.solve(i, func(j int, share result.Interval) {
			if j == at {
				out = append(out, result.IntegratedShare{Owner: n.ids[i], Share: share})
			}
		})
	}
	byShare(out)
	s.report(&diags)
	diags.Sort()
	return out, diags
}

func byShare(list []result.IntegratedShare) {
	slices.SortFunc(list, func(x, y result.IntegratedShare) int {
		return cmp.Or(cmp.Compare(y.Share.Hi, x.Share.Hi), cmp.Compare(y.Share.Lo, x.Share.Lo), cmp.Compare(x.Owner, y.Owner))
	})
}

// The iteration ends when what is still to come is estimated to be less than
// the tolerance; or after so many steps, which only loops that own one
// another almost wholly reach.
const (
	tolerance = 1e-12
	maxSteps  = 20_000_000
	maxRounds = 1_000_000
)

// solver follows one owner after the other through the network.
type solver struct {
	n *network
	// stranger is the probability of ever meeting somebody whom no record
	// names: what it is to an owner of which there is no stated holding.
	stranger []float64
	lo, hi   []float64
	seen     []int // by party: the search in which it was last found
	search   int
	found    []int
	stuck    map[int]bool // loops that were not finished
}

func newSolver(n *network) *solver {
	size := len(n.ids)
	s := &solver{n: n, stranger: make([]float64, size), lo: make([]float64, size), seen: make([]int, size), stuck: map[int]bool{}}
	s.climb(-1, n.order, s.stranger, n.most, 1)
	s.hi = slices.Clone(s.stranger)
	return s
}

// below is the parties that an owner holds directly or indirectly, in order;
// it is valid until the next call.
func (s *solver) below(owner int) []int {
	s.found = s.found[:0]
	s.search++
	s.seen[owner] = s.search
	add := func(i int) {
		for _, j := range s.n.down[i] {
			if s.seen[j] != s.search {
				s.seen[j] = s.search
				s.found = append(s.found, j)
			}
		}
	}
	add(owner)
	for k := 0; k < len(s.found); k++ {
		add(s.found[k])
	}
	slices.SortFunc(s.found, func(x, y int) int { return cmp.Compare(s.n.place[x], s.n.place[y]) })
	return s.found
}

// solve gives the shares of one owner in all that it holds.
func (s *solver) solve(owner int, give func(party int, share result.Interval)) {
	below := s.below(owner)
	for _, j := range below {
		s.lo[j], s.hi[j] = 0, 0
	}
	s.lo[owner], s.hi[owner] = 1, 1
	s.climb(owner, below, s.lo, s.n.least, 0)
	s.climb(owner, below, s.hi, s.n.most, 1)
	for _, j := range below {
		share := result.Interval{Lo: s.lo[j], Hi: math.Max(s.lo[j], s.hi[j])}
		if share.Hi-share.Lo < tolerance*10 {
			share = result.Exactly(share.Lo)
		}
		give(j, share)
	}
	for _, j := range below {
		s.lo[j], s.hi[j] = 0, s.stranger[j]
	}
	s.lo[owner], s.hi[owner] = 0, s.stranger[owner]
}

// climb works out y upwards from 0 for the parties, which stand in order,
// under the choice of shares that step makes. What cannot be finished stays
// too low, or becomes the bound where that is the safe side.
func (s *solver) climb(owner int, parties []int, y []float64, step func(c *column, y []float64) float64, bound float64) {
	for len(parties) > 0 {
		k := 1
		for k < len(parties) && s.n.loop[parties[k]] == s.n.loop[parties[0]] {
			k++
		}
		group := parties[:k]
		parties = parties[k:]
		if k == 1 && !s.n.loops(group[0]) {
			if j := group[0]; j != owner {
				y[j] = math.Min(1, step(&s.n.columns[j], y))
			}
			continue
		}
		if s.around(owner, group, y, step) {
			continue
		}
		s.stuck[s.n.loop[group[0]]] = true
		for _, j := range group {
			y[j] = math.Max(y[j], bound)
		}
	}
}

// around iterates one loop; false says that it was not finished. Rounds shrink
// what is moved by a steady factor in the end, and what is still to come is
// the rest of that geometric series.
func (s *solver) around(owner int, group []int, y []float64, step func(c *column, y []float64) float64) bool {
	before, still := 0.0, 0
	for range min(maxRounds, maxSteps/len(group)) {
		moved := 0.0
		for _, j := range group {
			if j == owner {
				continue
			}
			next := math.Min(1, step(&s.n.columns[j], y))
			moved = math.Max(moved, next-y[j])
			y[j] = math.Max(y[j], next)
		}
		factor := moved / before
		if before = moved; moved <= tolerance/1000 {
			return true
		}
		if factor < 1 && moved*factor/(1-factor) <= tolerance {
			if still++; still == 3 {
				return true
			}
			continue
		}
		still = 0
	}
	return false
}

// report names the loops that were not finished.
func (s *solver) report(diags *diag.List) {
	for j, id := range s.n.ids {
		if k := s.n.loop[j]; s.stuck[k] {
			delete(s.stuck, k)
			diags.Add(diag.Diagnostic{
				Severity: diag.Warning, Code: "ownership/not-converged", Position: position(s.n.columns[j].holders[0].at),
				Message: "integrated shares in the loop of holdings around " + id + " are only bounded: it owns itself almost wholly",
				Remedy:  "check the shares; an owner outside the loop may be missing",
			})
		}
	}
}

// least gives what is open to the holders that lead to the owner least, or
// to nobody where the list need not be complete.
func (n *network) least(c *column, y []float64) float64 {
	total := base(c, y)
	if c.complete {
		total += c.spread(c.rest, func(i, j int) int { return cmp.Compare(y[i], y[j]) }, y)
	}
	return total
}

// most gives it to the owner where it may be an unlisted holder, then to the
// holders that lead to it most.
func (n *network) most(c *column, y []float64) float64 {
	unlisted := math.Min(c.unlisted, c.rest)
	return base(c, y) + unlisted +
		c.spread(c.rest-unlisted, func(i, j int) int { return cmp.Compare(y[j], y[i]) }, y)
}

func base(c *column, y []float64) float64 {
	total := 0.0
	for _, h := range c.holders {
		total += h.lo * y[h.holder]
	}
	return total
}

// spread raises the holders in order to their upper ends until the rest is
// used up.
func (c *column) spread(rest float64, order func(i, j int) int, y []float64) float64 {
	if len(c.open) == 0 || rest <= 0 {
		return 0
	}
	open := slices.Clone(c.open)
	slices.SortStableFunc(open, func(a, b capital) int { return order(a.holder, b.holder) })
	total := 0.0
	for _, h := range open {
		part := math.Max(0, math.Min(rest, h.hi-h.lo))
		total, rest = total+part*y[h.holder], rest-part
	}
	return total
}
