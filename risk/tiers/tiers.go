// SPDX-License-Identifier: Apache-2.0

package tiers

import (
	"cmp"
	"math"
	"slices"

	"github.com/kedja/kedja/result"
)

// Exposure is how much of a scope goes to each supplier before anybody
// subcontracts: shares of one whole, each with what is open about it.
type Exposure struct {
	Scope        string
	Shares       []result.Share  // by supplier
	Unattributed result.Interval // goes to suppliers that nobody knows
	HHI          result.Interval // of these shares
}

// Limit is the work, in steps, that [Chain.Tiers] does at most: every party
// below the exposures is followed through the whole chain.
const Limit = 1 << 29

// Tiers gives the subcontracting view of every exposure, in their order. It
// reports false where that would cost more than [Limit].
func (c *Chain) Tiers(exposures []Exposure) ([]result.Tier, bool) {
	views := make([]view, len(exposures))
	targets := make([]bool, len(c.nodes))
	width, count := len(c.nodes), 0
	for i := range exposures {
		views[i] = c.view(&exposures[i])
		width += len(views[i].e)
		for v, ok := range views[i].named {
			if ok && !targets[v] {
				targets[v] = true
				count++
			}
		}
	}
	for i := range c.nodes {
		width += len(c.nodes[i].edges)
	}
	if count*width > Limit {
		return nil, false
	}
	w := newWalk(c)
	w.meet(outside)
	for i := range views {
		views[i].abroad = views[i].meets(w.lo, w.hi).Hi
	}
	for v := range targets {
		if !targets[v] {
			continue
		}
		w.meet(int32(v))
		lo, hi := w.stays(int32(v))
		for i := range views {
			views[i].row(int32(v), w, lo, hi)
		}
	}
	out := make([]result.Tier, len(views))
	for i := range views {
		out[i] = views[i].tier(&exposures[i])
	}
	return out, true
}

// part is a share of the exposure.
type part struct {
	v      int32
	lo, hi float64
}

// view is one exposure as it is worked out.
type view struct {
	c         *Chain
	e         []part
	unknown   result.Interval
	open      float64 // what the lower ends leave
	named     []bool  // suppliers and those below them that somebody names
	abroad    float64 // the most that parties without a name can do
	net, seen []result.TierRow
}

func (c *Chain) view(x *Exposure) view {
	v := view{c: c, unknown: clean(x.Unattributed), named: make([]bool, len(c.nodes)), open: 1}
	if x.Unattributed.Hi <= 0 {
		v.unknown = result.Interval{}
	}
	v.open -= v.unknown.Lo
	var queue []int32
	for _, s := range x.Shares {
		share := clean(s.Share)
		at, ok := c.at[s.Key]
		if !ok {
			continue
		}
		v.e = append(v.e, part{at, share.Lo, share.Hi})
		v.open -= share.Lo
		v.named[at] = true
		queue = append(queue, at)
	}
	slices.SortFunc(v.e, func(a, b part) int { return cmp.Compare(a.v, b.v) })
	v.open = math.Max(0, v.open)
	if v.open < slack {
		v.open = 0
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, e := range c.nodes[queue[0]].edges {
			if !v.named[e.to] {
				v.named[e.to] = true
				queue = append(queue, e.to)
			}
		}
	}
	return v
}

// meets is the share of the exposure that meets a target which the parties
// meet with the chances lo to hi, over every split of what is open.
func (v *view) meets(lo, hi []float64) result.Interval {
	at := func(y []float64) func(p part) float64 { return func(p part) float64 { return y[p.v] } }
	return result.Interval{
		Lo: v.extreme(at(lo), 0, -1),
		Hi: math.Min(1, v.extreme(at(hi), 1, +1)),
	}
}

// extreme is the smallest (sign −1) or largest (+1) Σ e·value over the
// exposures that the ranges allow, where suppliers that nobody knows have the
// value of unknown.
func (v *view) extreme(value func(part) float64, unknown, sign float64) float64 {
	sum := v.unknown.Lo * unknown
	for _, p := range v.e {
		sum += p.lo * value(p)
	}
	if v.open == 0 {
		return sum
	}
	type slot struct{ value, room float64 }
	slots := []slot{{unknown, v.unknown.Hi - v.unknown.Lo}}
	for _, p := range v.e {
		slots = append(slots, slot{value(p), p.hi - p.lo})
	}
	slices.SortStableFunc(slots, func(a, b slot) int {
		return cmp.Or(cmp.Compare(sign*b.value, sign*a.value), cmp.Compare(b.room, a.room))
	})
	left := v.open
	for _, s := range slots {
		give := math.Min(s.room, left)
		sum, left = sum+give*s.value, left-give
	}
	return sum
}

// row adds the target's share of net and touch.
func (v *view) row(target int32, w *walk, lo, hi float64) {
	if !v.named[target] {
		return
	}
	touch := v.meets(w.lo, w.hi)
	net := result.Interval{Lo: touch.Lo * lo, Hi: touch.Hi * hi}
	if touch = tidy(touch); touch.Hi > 0 {
		v.seen = append(v.seen, result.TierRow{Party: v.c.ids[target], Share: touch})
	}
	if net = tidy(net); net.Hi > 0 {
		v.net = append(v.net, result.TierRow{Party: v.c.ids[target], Share: net})
	}
}

// tidy makes ends that differ by rounding alone one.
func tidy(x result.Interval) result.Interval {
	if x.Hi-x.Lo <= 1e-12 {
		return result.Exactly(math.Max(x.Lo, x.Hi))
	}
	return x
}

func (v *view) tier(x *Exposure) result.Tier {
	for _, rows := range [][]result.TierRow{v.net, v.seen} {
		slices.SortFunc(rows, func(a, b result.TierRow) int {
			return cmp.Or(cmp.Compare(b.Share.Lo, a.Share.Lo), cmp.Compare(b.Share.Hi, a.Share.Hi), cmp.Compare(a.Party, b.Party))
		})
	}
	hhi := spread(v.net, v.abroad)
	return result.Tier{Scope: x.Scope, Net: v.net, Touch: v.seen, HHINet: hhi, Shift: v.shift(hhi, x.HHI)}
}

// shift is the index of net less the one of the exposure. Against an exact
// exposure that is the one interval less the one number. Otherwise the
// difference of the ends is cut at twice what can move at all: Σ n² − Σ e² =
// Σ (n − e)(n + e), in which no more than that mass differs.
func (v *view) shift(net, before result.Interval) result.Interval {
	moved := math.Min(1, v.extreme(func(p part) float64 {
		n := &v.c.nodes[p.v]
		sum := n.free
		for _, e := range n.edges {
			sum += e.hi
		}
		return math.Min(1, sum)
	}, 1, +1))
	d := result.Interval{Lo: net.Lo - before.Hi, Hi: net.Hi - before.Lo}
	d = result.Interval{Lo: math.Max(d.Lo, -2*moved), Hi: math.Min(d.Hi, 2*moved)}
	if math.Abs(d.Lo) < 1e-12 && math.Abs(d.Hi) < 1e-12 {
		return result.Exactly(0)
	}
	return tidy(d)
}

// spread is the index of the shares of net, of which each lies in its range
// and all sum to 1 with at most abroad for parties without a name.
func spread(rows []result.TierRow, abroad float64) result.Interval {
	var lo, squares float64
	for _, r := range rows {
		lo += r.Share.Lo
		squares += r.Share.Lo * r.Share.Lo
	}
	open := 1 - lo
	if open < slack {
		return result.Exactly(math.Min(1, squares))
	}
	least := math.Max(squares, level(rows, 1-math.Min(open, abroad)))
	return result.Interval{Lo: math.Min(1, least), Hi: math.Max(least, math.Min(1, steepest(rows, abroad, squares, open)))}
}

// level is the sum of squares when the shares, as equal as their ranges
// allow, sum to the total. What goes abroad can be split among so many that
// it adds nothing.
func level(rows []result.TierRow, total float64) float64 {
	at := func(t float64) (sum, squares float64) {
		for _, r := range rows {
			x := math.Min(math.Max(t, r.Share.Lo), r.Share.Hi)
			sum, squares = sum+x, squares+x*x
		}
		return sum, squares
	}
	below, above := 0.0, 1.0
	for range 60 {
		t := (below + above) / 2
		if sum, _ := at(t); sum <= total {
			below = t
		} else {
			above = t
		}
	}
	_, squares := at(below)
	return squares
}

// steepest bounds the sum of squares from above: on a range, n² lies below
// the chord, so what is open goes where the chord is steepest.
func steepest(rows []result.TierRow, abroad, squares, open float64) float64 {
	type chord struct{ slope, room float64 }
	chords := []chord{{abroad, abroad}}
	for _, r := range rows {
		chords = append(chords, chord{r.Share.Lo + r.Share.Hi, r.Share.Hi - r.Share.Lo})
	}
	slices.SortFunc(chords, func(a, b chord) int { return cmp.Or(cmp.Compare(b.slope, a.slope), cmp.Compare(b.room, a.room)) })
	for _, c := range chords {
		give := math.Min(c.room, open)
		squares, open = squares+give*c.slope, open-give
	}
	return squares
}
