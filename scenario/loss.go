// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"cmp"
	"math"
	"slices"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/measures"
	"github.com/kedja/kedja/scenario/event"
	"github.com/kedja/kedja/supplier"
)

// The two effects on an asset.
const (
	Lost     = "lost"     // it stops, at once or when stocks are used up
	Degraded = "degraded" // it runs on without updates and fixes
)

// Loss is one asset that the events stop or leave without care.
type Loss struct {
	Asset       string `json:"asset"`
	Name        string `json:"name,omitempty"`
	Class       string `json:"class,omitempty"`
	Criticality string `json:"criticality"`
	Effect      string `json:"effect"` // lost | degraded
	// Mode is the quickest in which it is so: stop at once, noSupply once
	// stocks are used up, noCare over time. The events of quicker modes count
	// in the slower ones too.
	Mode      string `json:"mode"`
	Certainty string `json:"certainty"`
	// Unlisted says that it is possible only because nobody knows who stands
	// behind a part, or where.
	Unlisted bool `json:"unlisted,omitempty"`
	// AfterDays is the time from the first event to the loss, BackDays the time
	// to replace enough of what is missing, begun on that day for all at once;
	// of lost assets only.
	AfterDays *result.Interval `json:"afterDays,omitempty"`
	BackDays  *result.Interval `json:"backDays,omitempty"`
	// ToleranceHours is how long the asset may be down; absent is not stated.
	ToleranceHours *float64 `json:"toleranceHours,omitempty"`
	// Exceeded is yes, no or unknown: whether it is down for longer.
	Exceeded string   `json:"exceeded,omitempty"`
	Products []string `json:"products"` // missing ones that it needs
}

// view is what is missing at a level of certainty, in a mode and all quicker
// ones.
type view struct {
	hold measures.Hold
	mode string
}

// missing is the products that are missing in the view, with the days after
// which each is.
func (w *world) missing(v view) map[int32]result.Interval {
	out := map[int32]result.Interval{}
	for _, t := range w.takes {
		if t.hold < v.hold || rank(t.mode) > rank(v.mode) {
			continue
		}
		d, ok := out[t.product]
		if ok {
			d = result.Interval{Lo: math.Min(d.Lo, t.after.Lo), Hi: math.Min(d.Hi, t.after.Hi)}
		} else {
			d = t.after
		}
		out[t.product] = d
	}
	return out
}

// down reports for every asset whether it works before and does not without
// the products.
func (w *world) down(lost func(product int32) bool) []bool {
	out := w.works.Works(lost)
	for a := range out {
		out[a] = w.sound[a] && !out[a]
	}
	return out
}

func in(set map[int32]result.Interval) func(int32) bool {
	return func(p int32) bool { _, ok := set[p]; return ok }
}

// losses lists the assets that are lost or degraded: a row for what is
// certain, and one more for what is possible and worse.
func (w *world) losses() []Loss {
	out := []Loss{}
	worst := make([]int, len(w.g.Assets)) // rank of the quickest mode so far
	for a := range worst {
		worst[a] = len(event.Modes())
	}
	for _, hold := range []measures.Hold{measures.Certain, measures.Possible, measures.Unlisted} {
		for _, mode := range event.Modes() {
			v := view{hold, mode}
			set := w.missing(v)
			for a, stopped := range w.down(in(set)) {
				if stopped && rank(mode) < worst[a] {
					worst[a] = rank(mode)
					out = append(out, w.loss(int32(a), v, set))
				}
			}
		}
	}
	slices.SortStableFunc(out, func(x, y Loss) int {
		return cmp.Or(cmp.Compare(effectRank(x.Effect), effectRank(y.Effect)), cmp.Compare(certaintyRank(&x), certaintyRank(&y)),
			-cmp.Compare(severity(x.Criticality), severity(y.Criticality)), cmp.Compare(x.Asset, y.Asset))
	})
	return out
}

func effectRank(effect string) int {
	if effect == Lost {
		return 0
	}
	return 1
}

func certaintyRank(l *Loss) int {
	switch {
	case l.Certainty == Certain:
		return 0
	case l.Unlisted:
		return 2
	}
	return 1
}

func severity(name string) supplier.Severity {
	var s supplier.Severity
	_ = s.UnmarshalText([]byte(name)) // "" is unknown, the zero severity
	return s
}

func (w *world) loss(a int32, v view, set map[int32]result.Interval) Loss {
	asset := &w.g.Assets[a]
	l := Loss{
		Asset: asset.ID, Name: asset.Name, Class: asset.Class, Criticality: asset.Criticality.String(),
		Effect: Lost, Mode: v.mode, Certainty: Possible, Unlisted: v.hold == measures.Unlisted, Products: []string{},
	}
	if v.hold == measures.Certain {
		l.Certainty = Certain
	}
	for _, p := range asset.AllProducts {
		if _, ok := set[p]; ok {
			l.Products = append(l.Products, w.g.Products[p].ID)
		}
	}
	if v.mode == event.NoCare {
		l.Effect = Degraded
		return l
	}
	after, back := w.after(a, set), w.back(a, set)
	down := result.Interval{Lo: math.Max(back.Lo-after.Hi, 0), Hi: math.Max(back.Hi-after.Lo, 0)}
	if math.IsInf(after.Hi, 1) {
		down.Lo = 0
	}
	l.ToleranceHours = tolerance(asset)
	l.Exceeded = exceeded(down, l.ToleranceHours)
	after, back = after.Rounded(), back.Rounded()
	l.AfterDays, l.BackDays = &after, &back
	return l
}

// tolerance is the stated hours without the asset, the stricter of two.
func tolerance(a *risk.Asset) *float64 {
	hours, days := a.Tolerance.RTOHours, a.Tolerance.Days
	switch {
	case days == nil:
		return hours
	case hours == nil:
		return new(24 * *days)
	}
	return new(math.Min(*hours, 24**days))
}

// exceeded compares the days that an asset is down with its tolerance.
func exceeded(down result.Interval, hours *float64) string {
	switch {
	case hours == nil:
		return "unknown"
	case down.Lo*24 > *hours:
		return "yes"
	case down.Hi*24 <= *hours:
		return "no"
	}
	return "unknown"
}

// after is when the asset stops: the earliest day by which enough of what it
// needs is missing. It falls with every product's own day, so its ends are
// those of the products.
func (w *world) after(a int32, set map[int32]result.Interval) result.Interval {
	at := func(end func(result.Interval) float64) float64 {
		return w.first(set, end, func(day float64) bool {
			return w.down(func(p int32) bool { d, ok := set[p]; return ok && end(d) <= day })[a]
		})
	}
	return result.Interval{Lo: at(lower), Hi: at(upper)}
}

// back is when the asset can work again: the earliest day by which enough of
// the missing products can be replaced, all of them begun at once.
func (w *world) back(a int32, set map[int32]result.Interval) result.Interval {
	times := map[int32]result.Interval{}
	for p := range set {
		times[p] = w.replaceDays(p)
	}
	at := func(end func(result.Interval) float64) float64 {
		return w.first(times, end, func(day float64) bool {
			return !w.down(func(p int32) bool { d, ok := times[p]; return ok && end(d) > day })[a]
		})
	}
	return result.Interval{Lo: at(lower), Hi: at(upper)}
}

func lower(i result.Interval) float64 { return i.Lo }
func upper(i result.Interval) float64 { return i.Hi }

// first is the smallest of the days at which the condition holds, which then
// holds on every later one.
func (w *world) first(set map[int32]result.Interval, end func(result.Interval) float64, holds func(day float64) bool) float64 {
	var days []float64
	for _, d := range set {
		days = append(days, end(d))
	}
	slices.Sort(days)
	days = slices.Compact(days)
	lo, hi := 0, len(days)
	for lo < hi {
		if mid := (lo + hi) / 2; holds(days[mid]) {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	if lo == len(days) {
		return infinity
	}
	return days[lo]
}

// replaceMonths is the months that procurement and migration of a product
// take.
func (w *world) replaceMonths(p int32) result.Interval {
	x := &w.g.Products[p].Migration
	a, b := stated(x.ProcurementMonths), stated(x.Months)
	return result.Interval{Lo: a.Lo + b.Lo, Hi: a.Hi + b.Hi}
}

func (w *world) replaceDays(p int32) result.Interval {
	m := w.replaceMonths(p)
	return result.Interval{Lo: m.Lo * daysOfMonth, Hi: m.Hi * daysOfMonth}
}

// stated is a recorded range, or all non-negative numbers.
func stated(r *supplier.Range) result.Interval {
	if r == nil {
		return unbounded()
	}
	lo := math.Max(r.Lo, 0)
	return result.Interval{Lo: lo, Hi: math.Max(r.Hi, lo)}
}
