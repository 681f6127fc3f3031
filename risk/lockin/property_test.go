// SPDX-License-Identifier: Apache-2.0

package lockin_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/risk/lockin"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

func maybeRange(t *rapid.T, most float64) *supplier.Range {
	if rapid.Bool().Draw(t, "unknown") {
		return nil
	}
	lo := rapid.Float64Range(0, most).Draw(t, "lo")
	return &supplier.Range{Lo: lo, Hi: rapid.Float64Range(lo, most).Draw(t, "hi")}
}

func maybeBool(t *rapid.T) *bool {
	return rapid.SampledFrom([]*bool{nil, new(true), new(false)}).Draw(t, "stated")
}

func someAlternative(t *rapid.T) (system.Alternative, lockin.Standing) {
	return system.Alternative{
		Party:    rapid.SampledFrom([]string{"ostbit", "vantar", "teliqon"}).Draw(t, "party"),
		Maturity: maybeRange(t, 1), Capacity: maybeRange(t, 2),
	}, lockin.Standing{SameController: maybeBool(t), RestsOn: maybeBool(t), Excluded: maybeBool(t)}
}

// anyInput draws what may be known of a product and a contract.
func anyInput(t *rapid.T) lockin.Input {
	p := free()
	p.Migration = system.Migration{Months: maybeRange(t, 40), Cost: maybeRange(t, 100), ProcurementMonths: maybeRange(t, 12)}
	p.Alternatives, p.AltsAll = supplier.List[system.Alternative]{}, rapid.Bool().Draw(t, "complete")
	in := lockin.Input{AsOf: asOf, Supplier: "teliqon", Product: p, DataAct: maybeBool(t)}
	for range rapid.IntRange(0, 3).Draw(t, "alternatives") {
		a, s := someAlternative(t)
		p.Alternatives.Items, in.Standing = append(p.Alternatives.Items, a), append(in.Standing, s)
	}
	p.Alternatives.None = len(p.Alternatives.Items) == 0 && rapid.Bool().Draw(t, "none")
	p.ExitPlan = system.ExitPlan{Exists: maybeBool(t)}
	c := &system.Contract{Convenience: maybeBool(t), AnnualValue: maybeRange(t, 100), ExitCharges: maybeRange(t, 10)}
	if rapid.Bool().Draw(t, "has notice") {
		c.NoticeMonths = new(rapid.Float64Range(0, 24).Draw(t, "notice"))
	}
	if rapid.Bool().Draw(t, "has end") {
		c.End = supplier.Date{Time: asOf.AddDate(0, 0, rapid.IntRange(-100, 2000).Draw(t, "end"))}
	}
	in.Contract = c
	return in
}

// TestRefinement: settling one unknown never leaves the old interval.
func TestRefinement(t *testing.T) {
	narrow := func(t *rapid.T, r *supplier.Range, most float64) *supplier.Range {
		lo, hi := 0.0, most
		if r != nil {
			lo, hi = r.Lo, r.Hi
		}
		x := rapid.Float64Range(lo, hi).Draw(t, "new lo")
		return &supplier.Range{Lo: x, Hi: rapid.Float64Range(x, hi).Draw(t, "new hi")}
	}
	settle := func(t *rapid.T, b *bool) *bool {
		if b != nil {
			return b
		}
		return new(rapid.Bool().Draw(t, "settled"))
	}
	rapid.Check(t, func(t *rapid.T) {
		in := anyInput(t)
		before := lockin.Measure(in)
		p, c := *in.Product, *in.Contract
		p.Alternatives.Items, in.Standing = slices.Clone(p.Alternatives.Items), slices.Clone(in.Standing)
		switch rapid.IntRange(0, 9).Draw(t, "which") {
		case 0:
			p.Migration.Months = narrow(t, p.Migration.Months, 60)
		case 1:
			p.Migration.Cost = narrow(t, p.Migration.Cost, 500)
		case 2:
			c.AnnualValue = narrow(t, c.AnnualValue, 500)
		case 3:
			c.ExitCharges = narrow(t, c.ExitCharges, 500)
		case 4:
			c.Convenience = settle(t, c.Convenience)
		case 5:
			in.DataAct = settle(t, in.DataAct)
		case 6:
			p.ExitPlan.Exists = settle(t, p.ExitPlan.Exists)
		case 7:
			p.AltsAll = true
		case 8:
			if c.NoticeMonths == nil {
				c.NoticeMonths = new(rapid.Float64Range(0, 24).Draw(t, "notice"))
			}
		case 9:
			for i := range in.Standing {
				in.Standing[i].RestsOn = settle(t, in.Standing[i].RestsOn)
				p.Alternatives.Items[i].Maturity = narrow(t, p.Alternatives.Items[i].Maturity, 1)
			}
		}
		in.Product, in.Contract = &p, &c
		after := lockin.Measure(in)
		for i, d := range after.Dimensions {
			b := before.Dimensions[i].Value
			if d.Value.Lo < b.Lo-1e-12 || d.Value.Hi > b.Hi+1e-12 {
				t.Fatalf("%s %v left %v: %s", d.Name, d.Value, b, d.Why)
			}
		}
	})
}

// TestCombineIsTheWorst: no bundle is worse than the combination, which does
// not depend on their order.
func TestCombineIsTheWorst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rs []lockin.Result
		for range rapid.IntRange(1, 4).Draw(t, "bundles") {
			rs = append(rs, lockin.Measure(anyInput(t)))
		}
		all := lockin.Combine(rs)
		for _, r := range rs {
			if r.Index.Lo > all.Index.Lo || r.Index.Hi > all.Index.Hi {
				t.Fatalf("%v is above %v", r.Index, all.Index)
			}
		}
		slices.Reverse(rs)
		if diff := cmp.Diff(all.Index, lockin.Combine(rs).Index); diff != "" {
			t.Fatal(diff)
		}
	})
}
