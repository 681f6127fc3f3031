// SPDX-License-Identifier: Apache-2.0

package lockin

import (
	"fmt"
	"math"
	"strconv"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/supplier"
)

// The scales of the dimensions that are times: at and above these months a
// dimension is 1.
const (
	fullMigrationMonths = 24
	fullContractMonths  = 36
	testedWithinMonths  = 24 // a test of the exit plan counts for this long
)

// interval is a stated range, or all non-negative numbers.
func interval(r *supplier.Range) result.Interval {
	if r == nil {
		return result.Interval{Lo: 0, Hi: math.Inf(1)}
	}
	lo := math.Max(r.Lo, 0)
	return result.Interval{Lo: lo, Hi: math.Max(r.Hi, lo)}
}

func capped(i result.Interval, most float64) result.Interval {
	return result.Interval{Lo: math.Min(i.Lo, most), Hi: math.Min(i.Hi, most)}
}

func plus(i, j result.Interval) result.Interval {
	return result.Interval{Lo: i.Lo + j.Lo, Hi: i.Hi + j.Hi}
}

// alternatives is 1/(1+s), s the maturity times capacity of the alternatives
// that would really be others. What is unknown of one counts from nothing to
// all; a list that is not declared complete may go on. An empty one that is
// declared complete says that there are none.
func alternatives(in Input) dimension {
	if in.Product == nil || !in.Product.Alternatives.Known() && !in.Product.AltsAll {
		return open("whether there are alternatives is not recorded")
	}
	list := in.Product.Alternatives.Items
	if len(list) == 0 {
		return exactly(1, "there is no alternative")
	}
	var sum result.Interval
	qualified := 0
	for i, a := range list {
		var st Standing
		if i < len(in.Standing) {
			st = in.Standing[i]
		}
		if a.Party == in.Supplier {
			st.SameController = new(true)
		}
		maturity, capacity := capped(interval(a.Maturity), 1), capped(interval(a.Capacity), 1)
		worth := result.Interval{Lo: maturity.Lo * capacity.Lo, Hi: maturity.Hi * capacity.Hi}
		excluded, sure := st.excluded()
		if excluded {
			continue
		}
		if !sure {
			worth.Lo = 0
		}
		sum = plus(sum, worth)
		qualified++
	}
	why := fmt.Sprintf("%d of %d alternatives count, together %s of what is needed", qualified, len(list), sum)
	if !in.Product.AltsAll {
		sum.Hi = math.Inf(1)
		why += "; the list is not declared complete"
	}
	return dimension{result.Interval{Lo: 1 / (1 + sum.Hi), Hi: 1 / (1 + sum.Lo)}, why}
}

// excluded reports whether the alternative surely does not count, and else
// whether it surely does.
func (s Standing) excluded() (excluded, sure bool) {
	sure = true
	for _, reason := range []*bool{s.SameController, s.RestsOn, s.Excluded} {
		switch {
		case reason == nil:
			sure = false
		case *reason:
			return true, true
		}
	}
	return false, sure
}

// weighed is a list of things each of which is open to a degree: nil is
// unknown.
type weighed struct {
	openness *float64
	weight   *float64
}

// closedness is 1 − the weighted share of what is open.
func closedness(items []weighed) result.Interval {
	var lo, hi, weights float64
	for _, it := range items {
		w := 1.0
		if it.weight != nil {
			w = math.Max(*it.weight, 0)
		}
		weights += w
		if it.openness == nil {
			hi += w
			continue
		}
		lo, hi = lo+w*(1-*it.openness), hi+w*(1-*it.openness)
	}
	if weights == 0 {
		return result.Interval{}
	}
	return result.Interval{Lo: lo / weights, Hi: hi / weights}
}

// degree looks a kind up; an unknown kind has no degree.
func degree(kind string, scale map[string]float64) *float64 {
	if d, ok := scale[kind]; ok {
		return &d
	}
	return nil
}

func interfaces(in Input) dimension {
	if in.Product == nil || !in.Product.Interface.Known() {
		return open("the interfaces are not recorded")
	}
	list := in.Product.Interface.Items
	if len(list) == 0 {
		return exactly(0, "it has no interfaces")
	}
	if !in.Product.IFAll {
		return open("the list of interfaces is not declared complete")
	}
	scale := map[string]float64{"open-standard": 1, "documented": .5, "proprietary": 0}
	var items []weighed
	for _, f := range list {
		items = append(items, weighed{degree(f.Kind, scale), f.Weight})
	}
	return dimension{closedness(items), count(len(list), "interface") + ", by how open each is"}
}

func data(in Input) dimension {
	if in.Product == nil || !in.Product.DataExport.Known() {
		return open("how data can be taken out is not recorded")
	}
	list := in.Product.DataExport.Items
	if len(list) == 0 {
		return exactly(0, "it holds no data")
	}
	if !in.Product.DataExportAll {
		return open("the list of data sets is not declared complete")
	}
	scale := map[string]float64{"open": 1, "structured-proprietary": .5, "none": 0}
	var items []weighed
	for _, d := range list {
		items = append(items, weighed{degree(d.Format, scale), d.Weight})
	}
	return dimension{closedness(items), count(len(list), "data set") + ", by the format each can leave in"}
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

func migrationTime(in Input) dimension {
	if in.Product == nil || in.Product.Migration.Months == nil {
		return open("the months of a migration are not recorded")
	}
	months := interval(in.Product.Migration.Months)
	value := capped(result.Interval{Lo: months.Lo / fullMigrationMonths, Hi: months.Hi / fullMigrationMonths}, 1)
	return dimension{value, fmt.Sprintf("a migration takes %s months", months)}
}

// migrationCost is c/(c+R): half where leaving costs as much as a year.
func migrationCost(in Input) dimension {
	var cost, charges, reference *supplier.Range
	if in.Product != nil {
		cost = in.Product.Migration.Cost
	}
	switch {
	case in.Contract != nil:
		charges, reference = in.Contract.ExitCharges, in.Contract.AnnualValue
	case in.NoContract:
		charges = supplier.Exact(0)
	}
	if in.Reference != nil {
		reference = in.Reference
	}
	c, r := plus(interval(cost), interval(charges)), interval(reference)
	why := fmt.Sprintf("leaving costs %s against a value of %s a year", c, r)
	if in.Reference != nil {
		why = fmt.Sprintf("leaving costs %s against the announced reference value %s", c, r)
	}
	return dimension{result.Interval{Lo: result.Fraction(c.Lo, r.Hi), Hi: result.Fraction(c.Hi, r.Lo)}, why}
}

func integration(p *Parts) dimension {
	if p == nil {
		return open("the components are not known")
	}
	touched := plus(p.Own, p.Direct)
	return dimension{ofAll(touched, p.All), fmt.Sprintf("%s of %s are its own or depend directly on these", touched, count(p.All, "component"))}
}

func exclusivity(p *Parts) dimension {
	if p == nil {
		return open("the components are not known")
	}
	return dimension{ofAll(p.Exclusive, p.All), fmt.Sprintf("%s of %s are reached only through its own", p.Exclusive, count(p.All, "component"))}
}

// ofAll is a share of the components; of none it is 0.
func ofAll(n result.Interval, all int) result.Interval {
	if all <= 0 {
		return result.Interval{}
	}
	return capped(result.Interval{Lo: math.Max(n.Lo, 0) / float64(all), Hi: math.Max(n.Hi, 0) / float64(all)}, 1)
}

func exitPlan(in Input) dimension {
	if in.Product == nil {
		return open("whether there is an exit plan is not recorded")
	}
	plan := in.Product.ExitPlan
	if plan.Exists != nil && !*plan.Exists {
		return exactly(1, "there is no exit plan")
	}
	if tested := plan.TestedOn; !tested.IsZero() {
		age := Months(tested.Time, in.AsOf)
		if age >= 0 && age <= testedWithinMonths {
			return exactly(0, "the exit plan was tested on "+tested.String())
		}
		return exactly(.5, "the exit plan exists; the test of "+tested.String()+" does not count")
	}
	if plan.Exists == nil {
		return open("whether there is an exit plan is not recorded")
	}
	return dimension{result.Interval{Lo: 0, Hi: .5}, "the exit plan exists; a test is not recorded"}
}
