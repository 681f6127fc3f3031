// SPDX-License-Identifier: Apache-2.0

package resilience

import (
	"cmp"
	"math"
	"slices"
)

// Failing says when a leaf fails, in any unit of time from 0.
type Failing struct {
	Leaf int
	At   float64
}

// Clock plays losses forward: leaves fail one after another, as stocks run
// out, and assets stop in their course. It keeps the structure between uses
// and is not safe for concurrent use.
type Clock struct{ r *run }

// Clock returns a clock of the system.
func (s *System) Clock() *Clock { return &Clock{s.index().run()} }

// Stops says for every asset when it stops: at the first moment at which the
// leaves that failed by then stop it (greatest fixed point), +Inf where they
// never do, 0 where it does not work with everything there. Leaves that are
// not named, or whose time is +Inf or NaN, do not fail; of a leaf that is
// named twice the earlier time counts.
func (c *Clock) Stops(failing []Failing) []float64 {
	events := slices.DeleteFunc(slices.Clone(failing), func(f Failing) bool {
		return f.Leaf < 0 || f.Leaf >= c.r.x.leaves || math.IsNaN(f.At) || math.IsInf(f.At, 1)
	})
	slices.SortFunc(events, func(a, b Failing) int {
		return cmp.Or(cmp.Compare(a.Leaf, b.Leaf), cmp.Compare(a.At, b.At))
	})
	events = slices.CompactFunc(events, func(a, b Failing) bool { return a.Leaf == b.Leaf })
	slices.SortFunc(events, func(a, b Failing) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Leaf, b.Leaf))
	})
	c.r.reset()
	c.r.spread()
	out := make([]float64, c.r.x.assets)
	for a, ok := range c.r.works {
		if ok {
			out[a] = math.Inf(1)
		}
	}
	for _, e := range events {
		c.r.lose(c.r.x.ofLeaf[e.Leaf])
		c.r.spreadEach(func(asset int32) { out[asset] = e.At })
	}
	return out
}

// spreadEach is spread, telling of every asset that stops.
func (r *run) spreadEach(stopped func(asset int32)) {
	for len(r.queue) > 0 {
		a := r.queue[len(r.queue)-1]
		r.queue = r.queue[:len(r.queue)-1]
		stopped(a)
		r.lose(r.x.ofAsset[a])
	}
}
