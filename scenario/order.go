// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/kedja/kedja/result"
)

// The units of effort.
const (
	Months = "months" // procurement and migration
	Cost   = "cost"   // of the migration, in the system's currency
)

// Order is the replacement of missing products one after the other.
//
// The risk that is left is the sum of the criticality weights (0.25, 0.5,
// 0.75, 1) of the assets that still stand still. The order keeps the sum over
// all steps of effort times the risk left meanwhile small: the area under the
// curve of risk over effort. With one asset a product and no shared needs
// this is risk removed per effort, highest first (Smith 1956).
type Order struct {
	Effort string  `json:"effort"` // months | cost
	Steps  []Step  `json:"steps"`
	Risk   float64 `json:"risk"` // before the first step
	// Area of the order, and a bound below which no order comes, both at the
	// upper ends of the efforts. Gap is how far the order may be from the
	// best, as a share of it; 0 is exact.
	Area       float64 `json:"area"`
	LowerBound float64 `json:"lowerBound"`
	Gap        float64 `json:"gap"`
	Exact      bool    `json:"exact"`
	// Firm says that the order at the lower ends of all efforts is the same.
	Firm bool `json:"firm"`
	// Assumed lists products whose effort nobody bounded. For the order alone
	// they were taken for the largest effort stated among the others.
	Assumed []string `json:"assumed,omitempty"`
}

// Step is the replacement of one product.
type Step struct {
	Product string          `json:"product"`
	Effort  result.Interval `json:"effort"`
	// Removed is the risk that the step removes, Left what is left after it.
	Removed float64  `json:"removed"`
	Left    float64  `json:"left"`
	Works   []string `json:"works"` // assets that work again with this step
	// Firm says that the step has this place at the lower ends of the efforts
	// too.
	Firm bool `json:"firm"`
	// Spare marks products after which no risk is left: they only bring
	// redundancy back.
	Spare bool `json:"spare,omitempty"`
}

// maxExact is how many products are ordered exactly.
const maxExact = 12

// job is the ordering problem: items with efforts, and the assets that stand
// still without some of them.
type job struct {
	n       int
	down    func(replaced []bool) []bool // assets that still stand still
	weights []float64                    // of assets
}

func (j *job) risk(replaced []bool) float64 {
	var sum float64
	for a, down := range j.down(replaced) {
		if down {
			sum += j.weights[a]
		}
	}
	return sum
}

// order sequences the missing products of a view.
func (w *world) order(items []int32, v view) Order {
	o := Order{Effort: w.opts.Effort, Steps: []Step{}}
	if o.Effort == "" {
		o.Effort = Months
	}
	efforts := make([]result.Interval, len(items))
	at := map[int32]int{}
	for i, p := range items {
		at[p] = i
		if o.Effort == Cost {
			efforts[i] = stated(w.g.Products[p].Migration.Cost)
		} else {
			efforts[i] = w.replaceMonths(p)
		}
	}
	j := job{n: len(items), weights: make([]float64, len(w.g.Assets))}
	for a := range w.g.Assets {
		j.weights[a] = w.g.Assets[a].Criticality.Weight()
	}
	j.down = func(replaced []bool) []bool {
		return w.down(func(p int32) bool { i, ok := at[p]; return ok && !replaced[i] })
	}
	hi, lo, assumed := ends(efforts)
	for _, i := range assumed {
		o.Assumed = append(o.Assumed, w.g.Products[items[i]].ID)
	}
	sequence, exact := j.sequence(hi)
	other, _ := j.sequence(lo)
	o.Exact, o.Firm = exact, slices.Equal(sequence, other)
	o.Risk = j.risk(make([]bool, j.n))
	o.Area = j.area(sequence, hi)
	o.LowerBound = o.Area
	if !exact {
		o.LowerBound = math.Min(j.bound(hi), o.Area)
	}
	if o.LowerBound > 0 {
		o.Gap = o.Area/o.LowerBound - 1
	} else if o.Area > 0 {
		o.Gap = 1
	}
	o.Area, o.LowerBound, o.Gap = result.Round(o.Area), result.Round(o.LowerBound), result.Round(o.Gap)
	w.steps(&o, &j, items, efforts, sequence, other)
	return o
}

// steps tells the sequence with what each step brings back.
func (w *world) steps(o *Order, j *job, items []int32, efforts []result.Interval, sequence, other []int) {
	replaced := make([]bool, j.n)
	before := j.down(replaced)
	left := o.Risk
	for k, i := range sequence {
		replaced[i] = true
		after := j.down(replaced)
		s := Step{Product: w.g.Products[items[i]].ID, Effort: efforts[i].Rounded(), Works: []string{}, Firm: other[k] == i, Spare: !slices.Contains(before, true)}
		for a := range after {
			if before[a] && !after[a] {
				s.Works = append(s.Works, w.g.Assets[a].ID)
			}
		}
		now := j.risk(replaced)
		s.Removed, s.Left = left-now, now
		left, before = now, after
		o.Steps = append(o.Steps, s)
	}
}

// ends are the efforts to order by, at the upper and the lower ends. An
// effort without upper end is taken for the largest one that has an end; of
// none has one, for 1.
func ends(efforts []result.Interval) (hi, lo []float64, assumed []int) {
	most := 0.0
	for _, e := range efforts {
		if !math.IsInf(e.Hi, 1) {
			most = math.Max(most, e.Hi)
		}
	}
	if most == 0 {
		most = 1
	}
	for i, e := range efforts {
		lo = append(lo, e.Lo)
		if math.IsInf(e.Hi, 1) {
			assumed = append(assumed, i)
			hi = append(hi, math.Max(most, e.Lo))
			continue
		}
		hi = append(hi, e.Hi)
	}
	return hi, lo, assumed
}

// area is the sum over the steps of effort times the risk left meanwhile.
func (j *job) area(sequence []int, effort []float64) float64 {
	replaced := make([]bool, j.n)
	var sum float64
	for _, i := range sequence {
		sum += effort[i] * j.risk(replaced)
		replaced[i] = true
	}
	return sum
}

// sequence is the order of smallest area, exact for few items.
func (j *job) sequence(effort []float64) (order []int, exact bool) {
	if j.n <= maxExact {
		return j.best(effort), true
	}
	return j.greedy(effort), false
}

// best is dynamic programming over the subsets that are replaced already. Of
// several best orders it takes the first in the order of items; items after
// which nothing is left to do come last, the lightest first.
func (j *job) best(effort []float64) []int {
	n := 1 << j.n
	risk, cost, next := make([]float64, n), make([]float64, n), make([]int8, n)
	replaced := make([]bool, j.n)
	for set := n - 1; set >= 0; set-- {
		for i := range j.n {
			replaced[i] = set>>i&1 == 1
		}
		risk[set] = j.risk(replaced)
		next[set] = -1
		if risk[set] == 0 {
			continue
		}
		cost[set] = math.Inf(1)
		for i := range j.n {
			if replaced[i] {
				continue
			}
			if c := effort[i]*risk[set] + cost[set|1<<i]; next[set] < 0 || c < cost[set]-1e-9*math.Abs(cost[set]) {
				cost[set], next[set] = c, int8(i)
			}
		}
	}
	var out []int
	set := 0
	for bits.OnesCount(uint(set)) < j.n && next[set] >= 0 {
		out = append(out, int(next[set]))
		set |= 1 << next[set]
	}
	return append(out, rest(out, effort)...)
}

// rest are the items that are not in the sequence, the lightest first.
func rest(sequence []int, effort []float64) []int {
	var out []int
	for i := range effort {
		if !slices.Contains(sequence, i) {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(effort[a], effort[b]) })
	return out
}

// greedy takes, again and again, the asset whose mending removes most risk
// for its effort, and replaces what it needs, the lightest first.
func (j *job) greedy(effort []float64) []int {
	replaced := make([]bool, j.n)
	var out []int
	for {
		down, before := j.down(replaced), j.risk(replaced)
		var best []int
		ratio := -1.0
		for a, stands := range down {
			if !stands {
				continue
			}
			set := j.mend(a, replaced, effort)
			if len(set) == 0 {
				continue
			}
			trial := slices.Clone(replaced)
			var sum float64
			for _, i := range set {
				trial[i] = true
				sum += effort[i]
			}
			r := math.Inf(1)
			if sum > 0 {
				r = (before - j.risk(trial)) / sum
			}
			if r > ratio {
				best, ratio = set, r
			}
		}
		if best == nil {
			return append(out, rest(out, effort)...)
		}
		for _, i := range best {
			replaced[i] = true
		}
		out = append(out, best...)
	}
}

// mend is a set of further items from which none can be left out, with which
// the asset works: all others, the heaviest given up first.
func (j *job) mend(a int, replaced []bool, effort []float64) []int {
	trial := slices.Repeat([]bool{true}, j.n)
	if j.down(trial)[a] {
		return nil
	}
	order := rest(nil, effort)
	slices.Reverse(order)
	var out []int
	for _, i := range order {
		if replaced[i] {
			continue
		}
		trial[i] = false
		if j.down(trial)[a] {
			trial[i] = true
			out = append(out, i)
		}
	}
	slices.Reverse(out)
	return out
}

// bound is an area that no order is below. An asset cannot work before the
// efforts of all items have passed without which it stands still whatever
// else is replaced, nor before that of the lightest item that it lacks; in
// that time its weight is left.
func (j *job) bound(effort []float64) float64 {
	none := j.down(make([]bool, j.n))
	all := slices.Repeat([]bool{true}, j.n)
	needed := make([]float64, len(none))
	able := j.down(all)
	least := math.Inf(1)
	for i := range j.n {
		least = math.Min(least, effort[i])
		all[i] = false
		for a, stands := range j.down(all) {
			if stands && !able[a] {
				needed[a] += effort[i]
			}
		}
		all[i] = true
	}
	var sum float64
	for a, stands := range none {
		if stands {
			sum += j.weights[a] * math.Max(needed[a], least)
		}
	}
	return sum
}
