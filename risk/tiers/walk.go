// SPDX-License-Identifier: Apache-2.0

package tiers

import (
	"cmp"
	"math"
	"slices"
)

// outside is the target that stands for everybody who is not named.
const outside int32 = -1

const (
	settled = 1e-13 // when what is still to come no longer matters
	rounds  = 20_000
)

// walk works out, for one target at a time, the chance of every party to meet
// it.
type walk struct {
	c      *Chain
	lo, hi []float64 // by party, of the target met last
	gain   []edge
}

func newWalk(c *Chain) *walk {
	return &walk{c: c, lo: make([]float64, len(c.nodes)), hi: make([]float64, len(c.nodes))}
}

// meet fills lo and hi for the target.
func (w *walk) meet(target int32) {
	w.solve(w.lo, target, w.least, false)
	w.solve(w.hi, target, w.most, true)
}

// solve takes the parties subcontractors first; those that work for one
// another are iterated upwards from 0. An upper end that does not settle is
// 1, which is never too low.
func (w *walk) solve(y []float64, target int32, step func(v int32, y []float64) float64, upper bool) {
	clear(y)
	for b := range len(w.c.block) - 1 {
		members := w.c.order[w.c.block[b]:w.c.block[b+1]]
		if v := members[0]; len(members) == 1 && !w.loops(v) {
			if v == target {
				y[v] = 1
			} else {
				y[v] = step(v, y)
			}
			continue
		}
		if !w.iterate(y, members, target, step) && upper {
			for _, v := range members {
				y[v] = 1
			}
		}
	}
}

func (w *walk) loops(v int32) bool {
	return slices.ContainsFunc(w.c.nodes[v].edges, func(e edge) bool { return e.to == v && e.hi > 0 })
}

// iterate reports whether the values settled. What is still to come is
// estimated from the ratio of the last two changes.
func (w *walk) iterate(y []float64, members []int32, target int32, step func(int32, []float64) float64) bool {
	before := math.Inf(1)
	for range rounds {
		change := 0.0
		for _, v := range members {
			x := 1.0
			if v != target {
				x = math.Max(y[v], math.Min(1, step(v, y)))
			}
			change = math.Max(change, x-y[v])
			y[v] = x
		}
		if change == 0 {
			return true
		}
		if ratio := change / before; before < math.Inf(1) && ratio < 1 && change*ratio/(1-ratio) < settled {
			return true
		}
		before = change
	}
	return false
}

// least is the smallest chance: what need not go on stays.
func (w *walk) least(v int32, y []float64) float64 {
	sum := 0.0
	for _, e := range w.c.nodes[v].edges {
		sum += e.lo * y[e.to]
	}
	return sum
}

// most is the largest chance: what is open goes to whoever is not listed,
// which can be the target itself, then to those who meet it most.
func (w *walk) most(v int32, y []float64) float64 {
	n := &w.c.nodes[v]
	sum := w.least(v, y)
	left := 1 - n.sumLo
	give := math.Min(n.free, left)
	sum, left = sum+give, left-give
	if left <= 0 {
		return sum
	}
	w.gain = w.gain[:0]
	for _, e := range n.edges {
		if e.hi > e.lo && y[e.to] > 0 {
			w.gain = append(w.gain, e)
		}
	}
	slices.SortFunc(w.gain, func(a, b edge) int { return cmp.Or(cmp.Compare(y[b.to], y[a.to]), cmp.Compare(a.to, b.to)) })
	for _, e := range w.gain {
		give = math.Min(e.hi-e.lo, left)
		sum, left = sum+give*y[e.to], left-give
	}
	return sum
}

// stays is the chance to stop at the target once it is met: what it does
// itself over what does not come back to it.
func (w *walk) stays(target int32) (lo, hi float64) {
	n := &w.c.nodes[target]
	back := 0.0
	for _, e := range n.edges {
		back += e.lo * w.hi[e.to]
	}
	if own := 1 - n.sumLo; own > slack {
		hi = math.Min(1, own/math.Max(1-back, own))
	}
	// At least: what is open goes to strangers who never bring it back, then
	// to those who bring back least.
	left := 1 - n.sumLo
	left -= math.Min(n.free, left)
	back = w.least(target, w.lo)
	w.gain = append(w.gain[:0], n.edges...)
	slices.SortFunc(w.gain, func(a, b edge) int {
		return cmp.Or(cmp.Compare(w.lo[a.to], w.lo[b.to]), cmp.Compare(a.to, b.to))
	})
	for _, e := range w.gain {
		give := math.Min(e.hi-e.lo, left)
		back, left = back+give*w.lo[e.to], left-give
	}
	if left > slack {
		lo = math.Min(1, left/math.Max(1-back, left))
	}
	return math.Min(lo, hi), hi
}
