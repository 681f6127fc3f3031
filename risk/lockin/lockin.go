// SPDX-License-Identifier: Apache-2.0

// Package lockin measures how hard it is to leave a supplier: nine
// dimensions from 0 (free) to 1 (locked), an index over them, and the months
// until one could be out.
//
// [Measure] takes one product with one contract; [Combine] takes the worst
// of several, dimension by dimension. A fact that nobody stated leaves its
// dimension open as far as the fact could move it; it is never left out and
// the weights are never changed for it. Formulas: docs/method.md, "Lock-in".
package lockin

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// The dimensions, in the order of every list of them.
const (
	Alternatives  = "alternatives"
	Interfaces    = "interfaces"
	Data          = "data"
	MigrationTime = "migrationTime"
	MigrationCost = "migrationCost"
	ContractTerm  = "contract"
	Integration   = "integration"
	Exclusivity   = "exclusivity"
	ExitPlan      = "exitPlan"
)

// Names lists the dimensions in order.
func Names() []string {
	return []string{Alternatives, Interfaces, Data, MigrationTime, MigrationCost, ContractTerm, Integration, Exclusivity, ExitPlan}
}

// DefaultWeight is the weight of a dimension in the index unless the input
// gives another: alternatives 2, migration time 1.5, every other one 1.
func DefaultWeight(dimension string) float64 {
	switch dimension {
	case Alternatives:
		return 2
	case MigrationTime:
		return 1.5
	}
	return 1
}

// Input is what is known of one supplier's product and of one contract
// behind it, at a moment.
type Input struct {
	AsOf     time.Time
	Supplier string // party id
	// Product is nil where nothing is recorded of a product: its
	// dimensions are then unknown.
	Product *system.Product
	// Contract is nil where none is recorded, which is unknown unless
	// NoContract says that there is none.
	Contract   *system.Contract
	NoContract bool
	// Standing holds, for each of the product's alternatives by index, what
	// the rest of the system says of it. Missing entries are unknown.
	Standing []Standing
	// DataAct says whether Regulation (EU) 2023/2854, chapter VI, gives a
	// right to switch. Nil is unknown, which leaves the contract open
	// downwards; [DataActOf] gives what the records themselves say.
	DataAct *bool
	// Reference is the reference value that the buyer announced in a
	// tender; nil takes the contract's annual value.
	Reference *supplier.Range
	Parts     *Parts             // nil: no component of the scope is known
	Weights   map[string]float64 // by dimension, in place of DefaultWeight
}

// Standing says why an alternative would not help. Nil is unknown.
type Standing struct {
	SameController *bool // controlled by whoever controls the supplier
	RestsOn        *bool // needs the supplier's components or subcontracts
	Excluded       *bool // by a designation that binds the entity
}

// Parts counts components of the scope. The intervals are exact where every
// component has a party; one that nobody is known to stand behind may be the
// supplier's and belongs to the upper ends.
type Parts struct {
	Own       result.Interval // the supplier's
	Direct    result.Interval // others that directly depend on one of these
	Exclusive result.Interval // no longer reached from the root without these
	All       int
}

// Result is the lock-in of one bundle or of several together.
type Result struct {
	Dimensions []result.Dimension // all nine, in the order of Names
	Index      result.Interval    // 0..1
	Largest    result.Dimension   // by upper end, then lower end, then order
	// ContractMonths is the time to the earliest exit; Hi may be +Inf.
	ContractMonths result.Interval
	// ExitHorizonMonths is the time until the supplier could be left: the
	// contract's exit, or procurement and migration if these take longer.
	ExitHorizonMonths result.Interval
	// Rework is the number of others' components that directly depend on
	// the supplier's, as far as known.
	Rework int
}

// Measure works out the nine dimensions of one product and contract.
func Measure(in Input) Result {
	exit := contractExit(in)
	var r Result
	r.ContractMonths = exit.months
	values := []dimension{
		alternatives(in), interfaces(in), data(in), migrationTime(in), migrationCost(in),
		exit.dimension(), integration(in.Parts), exclusivity(in.Parts), exitPlan(in),
	}
	about := subject(in)
	for i, name := range Names() {
		weight, ok := in.Weights[name]
		if !ok {
			weight = DefaultWeight(name)
		}
		r.Dimensions = append(r.Dimensions, result.Dimension{
			Name: name, Value: values[i].value, Weight: math.Max(weight, 0), Why: about + values[i].why,
		})
	}
	r.ExitHorizonMonths = horizon(in, exit.months)
	if in.Parts != nil {
		r.Rework = int(in.Parts.Direct.Lo)
	}
	r.summarise()
	return r
}

// dimension is a value with the sentence that explains it.
type dimension struct {
	value result.Interval
	why   string
}

func open(why string) dimension { return dimension{result.Interval{Lo: 0, Hi: 1}, why} }

func exactly(x float64, why string) dimension { return dimension{result.Exactly(x), why} }

// subject names the bundle at the head of a sentence.
func subject(in Input) string {
	s := ""
	if in.Product != nil && in.Product.ID != "" {
		s = "product " + in.Product.ID
	}
	if in.Contract != nil && in.Contract.ID != "" {
		if s != "" {
			s += ", "
		}
		s += "contract " + in.Contract.ID
	}
	if s == "" {
		return ""
	}
	return s + ": "
}

// summarise fills index and largest from the dimensions.
func (r *Result) summarise() {
	r.Index = Index(r.Dimensions)
	r.Largest = result.Dimension{}
	if len(r.Dimensions) > 0 {
		r.Largest = slices.MinFunc(r.Dimensions, func(a, b result.Dimension) int {
			return cmp.Or(cmp.Compare(b.Value.Hi, a.Value.Hi), cmp.Compare(b.Value.Lo, a.Value.Lo))
		})
	}
}

// Index is the weighted quadratic mean sqrt(Σ w·l² / Σ w) of the dimensions,
// 0..1. It rises with every dimension, so its ends come from their ends.
func Index(dimensions []result.Dimension) result.Interval {
	var lo, hi, weights float64
	for _, d := range dimensions {
		lo += d.Weight * d.Value.Lo * d.Value.Lo
		hi += d.Weight * d.Value.Hi * d.Value.Hi
		weights += d.Weight
	}
	if weights == 0 {
		return result.Interval{}
	}
	return result.Interval{Lo: math.Sqrt(lo / weights), Hi: math.Sqrt(hi / weights)}
}

// Combine takes the worst of several bundles of one supplier: each dimension
// is the maximum, with the sentence of the bundle that sets it; so are the
// exit horizon and the rework. Of nothing it is the zero Result.
func Combine(results []Result) Result {
	if len(results) == 0 {
		return Result{}
	}
	out := results[0]
	out.Dimensions = slices.Clone(out.Dimensions)
	for _, r := range results[1:] {
		for i := range min(len(out.Dimensions), len(r.Dimensions)) {
			a, b := out.Dimensions[i], r.Dimensions[i]
			out.Dimensions[i].Value = a.Value.Max(b.Value)
			if cmp.Or(cmp.Compare(b.Value.Hi, a.Value.Hi), cmp.Compare(b.Value.Lo, a.Value.Lo)) > 0 {
				out.Dimensions[i].Why = b.Why
			}
		}
		out.ContractMonths = out.ContractMonths.Max(r.ContractMonths)
		out.ExitHorizonMonths = out.ExitHorizonMonths.Max(r.ExitHorizonMonths)
		out.Rework = max(out.Rework, r.Rework)
	}
	out.summarise()
	return out
}

// Footprint is the two dimensions that a party has by its components alone,
// without product, service or contract. They carry no weight: such a party
// has no index.
func Footprint(p *Parts) []result.Dimension {
	i, e := integration(p), exclusivity(p)
	return []result.Dimension{
		{Name: Integration, Value: i.value, Why: i.why},
		{Name: Exclusivity, Value: e.value, Why: e.why},
	}
}
