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

// Clock plays many losses through one system: leaves fail, at once or one
// after another as stocks run out, and assets stop in their course. It keeps
// the structure between uses and is not safe for concurrent use.
type Clock struct {
	r     *run
	units partition
	at    []float64 // by leaf
}

// Clock returns a clock of the system.
func (s *System) Clock() *Clock {
	x := s.index()
	return &Clock{x.run(), x.units(), slices.Repeat([]float64{math.Inf(1)}, x.leaves)}
}

// Stops says for every asset when it stops: at the first moment at which the
// leaves that failed by then stop it (greatest fixed point), +Inf where they
// never do, 0 where it does not work with everything there. Leaves that are
// not named, or whose time is +Inf or NaN, do not fail; of a leaf that is
// named twice the earlier time counts.
func (c *Clock) Stops(failing []Failing) []float64 {
	var leaves []int
	for _, f := range failing {
		if f.Leaf < 0 || f.Leaf >= len(c.at) || !(f.At < c.at[f.Leaf]) { // NaN is not below
			continue
		}
		if math.IsInf(c.at[f.Leaf], 1) {
			leaves = append(leaves, f.Leaf)
		}
		c.at[f.Leaf] = f.At
	}
	slices.SortFunc(leaves, func(a, b int) int { return cmp.Compare(c.at[a], c.at[b]) })
	c.r.reset()
	c.r.spread()
	out := make([]float64, c.r.x.assets)
	for a, ok := range c.r.works {
		if ok {
			out[a] = math.Inf(1)
		}
	}
	for _, l := range leaves {
		c.r.lose(c.r.x.ofLeaf[l])
		c.r.spreadEach(func(asset int32) { out[asset] = c.at[l] })
	}
	for _, l := range leaves {
		c.at[l] = math.Inf(1)
	}
	return out
}

// Works is [System.Works] without the leaves, each named once. The slice is
// good until the clock is used again.
func (c *Clock) Works(lost []int) []bool {
	c.r.reset()
	for _, l := range lost {
		c.r.lose(c.r.x.ofLeaf[l])
	}
	c.r.spread()
	return c.r.works
}

// Restartable is [System.Restartable] without the leaves, each named once.
func (c *Clock) Restartable(lost []int) []Loop {
	for _, l := range lost {
		c.at[l] = 0
	}
	out := c.r.x.restartable(c.Works(lost), func(leaf int) bool { return c.at[leaf] == 0 }, c.units)
	for _, l := range lost {
		c.at[l] = math.Inf(1)
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
