// SPDX-License-Identifier: Apache-2.0

package measures

import (
	"math"
	"slices"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/resilience"
)

const hoursPerDay = 24

// toleranceDays is how long the asset may be without what it needs: for a
// stop its recovery time objective, for want of supply its days, for both
// together the shorter; each in place of the other where only one is stated.
// Nil where neither is.
func (m *Measurer) toleranceDays(asset int, mode string) *float64 {
	t := m.g.Assets[asset].Tolerance
	days := t.Days
	if t.RTOHours != nil && (mode == Stop || days == nil || mode == All && *t.RTOHours < *days*hoursPerDay) {
		days = new(*t.RTOHours / hoursPerDay)
	}
	return days
}

// stock is how many days after the loss of the party its deliveries are
// missed: at once in mode stop, after its stock in mode noSupply.
func (m *Measurer) stock(party int32, mode string) result.Interval {
	if mode == Stop {
		return result.Exactly(0)
	}
	if party != risk.None {
		if r := m.g.Parties[party].Record; r != nil && r.SupplyAssurance.StockDays != nil {
			return result.Exactly(max(*r.SupplyAssurance.StockDays, 0))
		}
	}
	return result.Interval{Lo: 0, Hi: math.Inf(1)}
}

// drain is what a key takes of one leaf, and when.
type drain struct {
	leaf int
	at   result.Interval
}

// mattersAfter adds the asset's tolerance to the time at which it stops. Nil
// where nothing is known: no tolerance, and in mode noSupply no stock.
func (m *Measurer) mattersAfter(asset int, mode string, stops result.Interval) *result.MattersAfter {
	out := &result.MattersAfter{ToleranceDays: m.toleranceDays(asset, mode), StopsAfterDays: stops, Days: stops}
	if out.ToleranceDays != nil {
		out.Days.Lo += *out.ToleranceDays
		out.Days.Hi += *out.ToleranceDays
		return out
	}
	if mode == Stop || stops == (result.Interval{Lo: 0, Hi: math.Inf(1)}) {
		return nil
	}
	out.Days.Hi = math.Inf(1)
	return out
}

// onset knows, for one grouping and one of the modes stop, noSupply and all, when
// what is lost with a key is missed.
type onset struct {
	m        *Measurer
	mode     string
	stocks   bool               // some party behind a product states a stock
	certain  map[string][]drain // by key
	possible map[string][]drain // the certain ones too
	anybody  []drain
	clock    *resilience.Clock
	lo, hi   []float64 // by asset
}

func (m *Measurer) newOnset(by, mode string, s *resilience.System) *onset {
	o := &onset{m: m, mode: mode, certain: map[string][]drain{}, possible: map[string][]drain{}, clock: s.Clock()}
	modes := []string{mode}
	if mode == All {
		modes = []string{Stop, NoSupply}
	}
	for i := range m.g.Products {
		for _, one := range modes {
			for _, party := range m.behind(int32(i), one) {
				for _, h := range m.Hands(party) {
					o.drain(by, h, drain{i, m.missed(party, h, one)})
				}
			}
		}
	}
	return o
}

// drain enters what is lost with the hand under its keys.
func (o *onset) drain(by string, h Hand, d drain) {
	o.stocks = o.stocks || d.at.Lo > 0 || !math.IsInf(d.at.Hi, 1)
	leaf := resilience.Leaf{}
	o.m.enter(&leaf, by, h)
	for _, k := range leaf.Certain {
		o.certain[k] = append(o.certain[k], d)
		o.possible[k] = append(o.possible[k], d)
	}
	for _, k := range leaf.Possible {
		o.possible[k] = append(o.possible[k], d)
	}
	if leaf.AnyKey {
		o.anybody = append(o.anybody, d)
	}
}

// missed is when the deliveries of the party are missed once the hand is lost:
// at once in mode stop.
func (m *Measurer) missed(party int32, h Hand, mode string) result.Interval {
	if mode == Stop {
		return result.Exactly(0)
	}
	return m.Missed(party, h)
}

// after says when the loss of the keys of a cut set matters to its asset.
func (o *onset) after(c resilience.Cut) *result.MattersAfter {
	stops := result.Interval{Lo: 0, Hi: math.Inf(1)}
	switch {
	case o.mode == Stop:
		stops.Hi = 0
	case o.stocks:
		o.play(c.Keys, c.Certain)
		stops = result.Interval{Lo: o.lo[c.Asset], Hi: o.hi[c.Asset]}
	}
	return o.m.mattersAfter(c.Asset, o.mode, stops)
}

// play works out when each asset stops at the earliest and at the latest. At
// the earliest, all that the keys may take is missed as soon as it can be. At
// the latest only what they surely take is, as late as can be; where the cut
// is only possible, the asset stops by the time when all that it may rest on
// is missed.
func (o *onset) play(keys []string, certain bool) {
	early, late := slices.Clone(o.anybody), []drain(nil)
	for _, k := range keys {
		early = append(early, o.possible[k]...)
		late = append(late, o.certain[k]...)
	}
	o.lo = o.clock.Stops(failing(early, func(d drain) float64 { return d.at.Lo }))
	if certain {
		o.hi = o.clock.Stops(failing(late, func(d drain) float64 { return d.at.Hi }))
		return
	}
	end := 0.0
	for _, d := range early {
		end = max(end, d.at.Hi)
	}
	o.hi = slices.Repeat([]float64{end}, len(o.lo))
}

func failing(drains []drain, at func(drain) float64) []resilience.Failing {
	out := make([]resilience.Failing, len(drains))
	for i, d := range drains {
		out[i] = resilience.Failing{Leaf: d.leaf, At: at(d)}
	}
	return out
}

// componentAfter says when the loss of any one component of a class, which
// stop the same, matters to the asset: after the stock of the party behind it.
func (m *Measurer) componentAfter(asset int, mode string, stocks map[string]result.Interval, keys []string) *result.MattersAfter {
	if mode == NoCare {
		return nil
	}
	stops := stocks[keys[0]]
	for _, k := range keys[1:] {
		stops = stops.Union(stocks[k])
	}
	return m.mattersAfter(asset, mode, stops)
}

// componentStocks is the stock of every component that is lost in the mode.
func (m *Measurer) componentStocks(mode string) map[string]result.Interval {
	out := map[string]result.Interval{}
	for i := range m.g.Components {
		if c := &m.g.Components[i]; mode != NoCare && lostWith(c.Kind) == mode {
			out["component:"+c.ID] = m.stock(c.Party, mode)
		}
	}
	return out
}
