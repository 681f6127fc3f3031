// SPDX-License-Identifier: Apache-2.0

package dependency

import (
	"cmp"
	"math"
	"slices"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/concentration"
)

// Answer is yes, no or unknown (the zero value).
type Answer uint8

// The three answers.
const (
	Unknown Answer = iota
	No
	Yes
)

func (a Answer) String() string { return [...]string{"unknown", "no", "yes"}[min(a, Yes)] }

// Item is what goes to one supplier for one product.
type Item struct {
	Supplier string // "" is not known
	Mass     result.Interval
	// Country of control, "" where that is not established or several share
	// it. EU says whether control lies within the EU.
	Country string
	EU      Answer
	// Capacity of the alternatives under control from within the EU, as a
	// multiple of the item: 1 could take all of it.
	Capacity result.Interval
	// Adverse: a binding adverse designation of the supplier covers it.
	Adverse Answer
}

// Params are the thresholds. An indicator holds above its threshold.
type Params struct {
	CDI1, CDI2, CDI3 float64
	// Cap is the share that designated suppliers may have; nil sets none.
	Cap *float64
}

// Default are the thresholds of the method, without a cap.
func Default() Params { return Params{CDI1: 0.4, CDI2: 0.5, CDI3: 1} }

// Measure computes the indicators of the items. It reports false when none of
// them can have a mass. The order of the items changes nothing. Every
// interval holds its value under every completion: each mass in its range,
// each unknown supplier, country and membership any. Several items of one
// country of unknown membership are taken to lie inside or outside the EU one
// by one, which can make the intervals wider than they need be, never narrower.
func Measure(items []Item, p Params) (result.Dependency, bool) {
	items = sorted(items)
	byCountry := make([]concentration.Item, len(items))
	for i, it := range items {
		byCountry[i] = concentration.Item{Key: it.Country, Mass: it.Mass}
	}
	whole, ok := concentration.Measure(byCountry)
	if !ok {
		return result.Dependency{}, false
	}
	extra := share(items, func(it *Item) Answer { return not(it.EU) })
	d := result.Dependency{
		Basis: "spend", HHI: whole.HHI, EUControlled: result.Interval{Lo: 1 - extra.Hi, Hi: 1 - extra.Lo},
		HighRisk: highRisk(items, p.Cap),
	}
	d.Indicators = []result.Indicator{
		indicator("CDI1", p.CDI1, outer(items), extra),
		indicator("CDI2", p.CDI2, &extra, extra),
		indicator("CDI3", p.CDI3, demand(items), extra),
	}
	d.Strategic = all(d.Indicators).String()
	return d, true
}

// sorted copies the items in an order that depends on masses before names, so
// that renaming changes no digit.
func sorted(items []Item) []Item {
	items = slices.Clone(items)
	for i := range items {
		items[i].Mass, items[i].Capacity = items[i].Mass.Amount(), items[i].Capacity.Amount()
	}
	slices.SortStableFunc(items, func(x, y Item) int {
		return cmp.Or(cmp.Compare(y.Mass.Hi, x.Mass.Hi), cmp.Compare(y.Mass.Lo, x.Mass.Lo), cmp.Compare(x.EU, y.EU),
			cmp.Compare(y.Capacity.Hi, x.Capacity.Hi), cmp.Compare(y.Capacity.Lo, x.Capacity.Lo), cmp.Compare(x.Adverse, y.Adverse))
	})
	return items
}

func not(a Answer) Answer {
	switch a {
	case Yes:
		return No
	case No:
		return Yes
	}
	return Unknown
}

// share is the share of the items of which something is so: at least those
// that surely are, as small as can be, with all else as large as can be.
func share(items []Item, is func(*Item) Answer) result.Interval {
	var in, out result.Interval // surely so, surely not
	var open float64
	for i := range items {
		m := items[i].Mass
		switch is(&items[i]) {
		case Yes:
			in.Lo, in.Hi = in.Lo+m.Lo, in.Hi+m.Hi
		case No:
			out.Lo, out.Hi = out.Lo+m.Lo, out.Hi+m.Hi
		default:
			open += m.Hi
		}
	}
	switch {
	case in.Hi+open == 0:
		return result.Exactly(0)
	case out.Hi+open == 0:
		return result.Exactly(1)
	}
	x := result.Interval{Lo: result.Fraction(in.Lo, out.Hi+open), Hi: result.Fraction(in.Hi+open, out.Lo)}
	if x.Lo > x.Hi || x.Hi-x.Lo < 1e-15 {
		return result.Exactly(x.Hi)
	}
	return x
}

// outer is the index by country of control over what goes outside the EU. An
// item that may be inside counts from nothing to all.
func outer(items []Item) *result.Interval {
	var in []concentration.Item
	for i := range items {
		it := &items[i]
		x := concentration.Item{Key: it.Country, Mass: it.Mass}
		switch it.EU {
		case Yes:
			continue
		case Unknown:
			x.Mass.Lo = 0
		}
		in = append(in, x)
	}
	r, ok := concentration.Measure(in)
	if !ok {
		return nil
	}
	return &r.HHI
}

// demand is what goes outside the EU over the EU-controlled capacity for it,
// Σ m / Σ m·κ, which is one over the mean of κ weighted with m. The mean is
// largest with the masses of large κ at their upper and the others at their
// lower ends, so that only the places to cut have to be tried. nil where no
// finite number is the value.
func demand(items []Item) *result.Interval {
	var out []Item
	for _, it := range items {
		if it.EU == Yes || it.Mass.Hi == 0 {
			continue
		}
		if it.EU == Unknown {
			it.Mass.Lo = 0
		}
		out = append(out, it)
	}
	if len(out) == 0 {
		return nil
	}
	most := mean(out, func(it *Item) float64 { return it.Capacity.Hi }, +1)
	least := mean(out, func(it *Item) float64 { return it.Capacity.Lo }, -1)
	if most == 0 {
		return nil
	}
	return &result.Interval{Lo: 1 / most, Hi: 1 / least}
}

// mean is the largest (sign +1) or smallest (−1) mean of κ over the masses.
func mean(items []Item, kappa func(*Item) float64, sign float64) float64 {
	items = slices.Clone(items)
	slices.SortStableFunc(items, func(x, y Item) int { return cmp.Compare(sign*kappa(&y), sign*kappa(&x)) })
	var rest, restWeighted float64
	for i := range items {
		if k := kappa(&items[i]); items[i].Mass.Lo > 0 {
			if math.IsInf(k, 1) && sign > 0 {
				return k
			}
			if !math.IsInf(k, 1) {
				restWeighted += items[i].Mass.Lo * k
			}
			rest += items[i].Mass.Lo
		}
	}
	best := kappa(&items[0]) // of nothing else, where nothing else must be
	if rest > 0 {
		best = restWeighted / rest
	}
	for i := range items {
		m, k := items[i].Mass, kappa(&items[i])
		if m.Hi == m.Lo {
			continue
		}
		if math.IsInf(m.Hi, 1) || math.IsInf(k, 1) { // it can outweigh all the rest
			if sign*(k-best) > 0 {
				best = k
			}
			return best
		}
		restWeighted, rest = restWeighted+(m.Hi-m.Lo)*k, rest+m.Hi-m.Lo
		if x := restWeighted / rest; sign*(x-best) > 0 {
			best = x
		}
	}
	return best
}

// indicator compares a value with its threshold. Without anything that goes
// outside the EU there is no value, and nothing holds.
func indicator(name string, threshold float64, value *result.Interval, extra result.Interval) result.Indicator {
	x := result.Indicator{Name: name, Threshold: threshold, Holds: Unknown.String()}
	switch {
	case extra.Hi == 0:
		x.Holds, x.Why = No.String(), "nothing goes to suppliers under control from outside the EU"
		return x
	case value == nil:
		x.Why = "there is no EU-controlled capacity: no number is large enough"
		if extra.Lo > 0 {
			x.Holds = Yes.String()
		}
		return x
	}
	x.Value = value
	switch {
	case extra.Lo == 0 && value.Lo > threshold:
		x.Why = "it may be that nothing goes to suppliers under control from outside the EU"
	case value.Lo > threshold:
		x.Holds = Yes.String()
	case value.Hi <= threshold:
		x.Holds = No.String()
	}
	return x
}

// all is whether all indicators hold.
func all(xs []result.Indicator) Answer {
	out := Yes
	for _, x := range xs {
		switch x.Holds {
		case No.String():
			return No
		case Unknown.String():
			out = Unknown
		}
	}
	return out
}

// highRisk is the share, and the number, of designated suppliers.
func highRisk(items []Item, limit *float64) result.HighRiskShare {
	h := result.HighRiskShare{Share: share(items, func(it *Item) Answer { return it.Adverse }), Cap: limit}
	known := map[string]Answer{}
	strangers := 0
	for i := range items {
		it := &items[i]
		if it.Supplier == "" {
			strangers++
			continue
		}
		if was, ok := known[it.Supplier]; !ok || it.Adverse == Yes || it.Adverse == Unknown && was == No {
			known[it.Supplier] = it.Adverse
		}
	}
	h.Of = len(known)
	for id, a := range known {
		switch a {
		case Yes:
			h.Parties = append(h.Parties, id)
			h.Suppliers.Lo++
			h.Suppliers.Hi++
		case Unknown:
			h.Suppliers.Hi++
		}
	}
	h.Suppliers.Hi += float64(strangers)
	slices.Sort(h.Parties)
	if limit != nil {
		switch {
		case h.Share.Lo > *limit:
			h.Exceeds = Yes.String()
		case h.Share.Hi <= *limit:
			h.Exceeds = No.String()
		default:
			h.Exceeds = Unknown.String()
		}
	}
	return h
}
