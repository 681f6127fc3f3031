// SPDX-License-Identifier: Apache-2.0

package lockin_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/lockin"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// figures are all intervals of a result, with the words as numbers.
func figures(r lockin.Result) map[string]result.Interval {
	out := map[string]result.Interval{"index": r.Index, "contractMonths": r.ContractMonths, "exitHorizon": r.ExitHorizonMonths}
	for _, d := range r.Dimensions {
		out[d.Name] = d.Value
	}
	place := func(words []string, w [2]string) result.Interval {
		return result.Interval{Lo: float64(slices.Index(words, w[0])), Hi: float64(slices.Index(words, w[1]))}
	}
	d := lockin.DORA(r.Dimensions)
	out["substitutability"] = place(lockin.Substitutability(), d.Substitutability)
	out["reintegration"] = place(lockin.Reintegration(), d.Reintegration)
	return out
}

// noHigher fails where a figure rose at either end.
func noHigher(t *rapid.T, before, after lockin.Result) {
	t.Helper()
	old := figures(before)
	for name, now := range figures(after) {
		if was := old[name]; now.Lo > was.Lo+1e-12 || now.Hi > was.Hi+1e-12 {
			t.Fatalf("%s rose from %v to %v", name, was, now)
		}
	}
}

// inside fails where a figure left the interval that it had.
func inside(t *rapid.T, before, after lockin.Result) {
	t.Helper()
	old := figures(before)
	for name, now := range figures(after) {
		if was := old[name]; now.Lo < was.Lo-1e-12 || now.Hi > was.Hi+1e-12 {
			t.Fatalf("%s %v left %v", name, now, was)
		}
	}
}

// richInput draws, beside what anyInput draws, interfaces, data and parts.
func richInput(t *rapid.T) lockin.Input {
	in := anyInput(t)
	p := in.Product
	weight := func() *float64 {
		return rapid.SampledFrom([]*float64{nil, new(0.0), new(.5), new(3.0)}).Draw(t, "weight")
	}
	p.Interface, p.IFAll = supplier.List[system.IF]{}, rapid.Bool().Draw(t, "all interfaces")
	for range rapid.IntRange(0, 3).Draw(t, "interfaces") {
		p.Interface.Items = append(p.Interface.Items, system.IF{Kind: rapid.SampledFrom([]string{"open-standard", "documented", "proprietary", ""}).Draw(t, "kind"), Weight: weight()})
	}
	p.DataExport, p.DataExportAll = supplier.List[system.DataSet]{}, rapid.Bool().Draw(t, "all data sets")
	for range rapid.IntRange(0, 3).Draw(t, "data sets") {
		p.DataExport.Items = append(p.DataExport.Items, system.DataSet{Format: rapid.SampledFrom([]string{"open", "structured-proprietary", "none", ""}).Draw(t, "format"), Weight: weight()})
	}
	in.Parts = nil
	if rapid.Bool().Draw(t, "parts known") {
		ends := func(name string) result.Interval {
			lo := rapid.IntRange(0, 30).Draw(t, name)
			return result.Interval{Lo: float64(lo), Hi: float64(rapid.IntRange(lo, 40).Draw(t, name))}
		}
		in.Parts = &lockin.Parts{Own: ends("own"), Direct: ends("direct"), Exclusive: ends("exclusive"), All: 100}
	}
	return in
}

// copied makes an input that can be changed without the other one.
func copied(in lockin.Input) lockin.Input {
	p, c := *in.Product, *in.Contract
	p.Alternatives.Items, p.Interface.Items, p.DataExport.Items = slices.Clone(p.Alternatives.Items), slices.Clone(p.Interface.Items), slices.Clone(p.DataExport.Items)
	in.Product, in.Contract, in.Standing = &p, &c, slices.Clone(in.Standing)
	return in
}

// TestAddedAlternative: one more alternative raises no figure at any end.
func TestAddedAlternative(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := richInput(t)
		before := lockin.Measure(in)
		in = copied(in)
		a, s := someAlternative(t)
		in.Product.Alternatives.None = false
		in.Product.Alternatives.Items, in.Standing = append(in.Product.Alternatives.Items, a), append(in.Standing, s)
		noHigher(t, before, lockin.Measure(in))
	})
}

// TestAdverseFacts: a fact that makes leaving harder lowers no figure.
func TestAdverseFacts(t *testing.T) {
	more := func(t *rapid.T, r *supplier.Range) *supplier.Range {
		if r == nil {
			return nil
		}
		up := rapid.Float64Range(0, 50).Draw(t, "up")
		return &supplier.Range{Lo: r.Lo + up, Hi: r.Hi + up}
	}
	rapid.Check(t, func(t *rapid.T) {
		in := richInput(t)
		before := lockin.Measure(in)
		in = copied(in)
		p, c := in.Product, in.Contract
		switch rapid.IntRange(0, 9).Draw(t, "which") {
		case 0:
			p.Migration = system.Migration{Months: more(t, p.Migration.Months), Cost: more(t, p.Migration.Cost), ProcurementMonths: more(t, p.Migration.ProcurementMonths)}
		case 1:
			c.ExitCharges = more(t, c.ExitCharges)
		case 2:
			if c.AnnualValue != nil { // the same cost weighs more
				c.AnnualValue = &supplier.Range{Lo: c.AnnualValue.Lo / 2, Hi: c.AnnualValue.Hi / 2}
			}
		case 3:
			p.ExitPlan = system.ExitPlan{Exists: new(false)}
		case 4:
			for i := range in.Standing {
				in.Standing[i].Excluded = new(true)
			}
		case 5:
			for i := range p.Alternatives.Items {
				p.Alternatives.Items[i].Maturity = supplier.Exact(0)
			}
		case 6:
			c.Convenience = new(false)
		case 7:
			if in.DataAct != nil {
				in.DataAct = new(false)
			}
		case 8:
			if c.NoticeMonths != nil {
				c.NoticeMonths = new(*c.NoticeMonths + rapid.Float64Range(0, 24).Draw(t, "longer"))
			}
		case 9:
			for i := range p.Interface.Items {
				p.Interface.Items[i].Kind = "proprietary"
			}
			for i := range p.DataExport.Items {
				p.DataExport.Items[i].Format = "none"
			}
		}
		noHigher(t, lockin.Measure(in), before)
	})
}

// TestEveryCompletion: whatever is open turns out, no figure leaves its
// interval.
func TestEveryCompletion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := richInput(t)
		before := lockin.Measure(in)
		in = copied(in)
		complete(t, &in)
		after := lockin.Measure(in)
		for _, d := range after.Dimensions {
			if d.Name != lockin.ContractTerm && d.Value.Lo != d.Value.Hi {
				t.Fatalf("%s is still open: %v", d.Name, d.Value)
			}
		}
		inside(t, before, after)
	})
}

// complete settles everything that is open. Only how long a contract runs on
// when it is too late for every date stays so.
func complete(t *rapid.T, in *lockin.Input) {
	point := func(r *supplier.Range, most float64) *supplier.Range {
		lo, hi := 0.0, most
		if r != nil {
			lo, hi = r.Lo, r.Hi
		}
		return supplier.Exact(rapid.Float64Range(lo, hi).Draw(t, "point"))
	}
	settle := func(b *bool) *bool {
		if b != nil {
			return b
		}
		return new(rapid.Bool().Draw(t, "settled"))
	}
	p, c := in.Product, in.Contract
	if !p.AltsAll && !p.Alternatives.None {
		for range rapid.IntRange(0, 3).Draw(t, "further alternatives") {
			a, s := someAlternative(t)
			p.Alternatives.Items, in.Standing = append(p.Alternatives.Items, a), append(in.Standing, s)
		}
		p.AltsAll = true
	}
	for i := range p.Alternatives.Items {
		a, s := &p.Alternatives.Items[i], &in.Standing[i]
		a.Maturity, a.Capacity = point(a.Maturity, 1), point(a.Capacity, 3)
		s.SameController, s.RestsOn, s.Excluded = settle(s.SameController), settle(s.RestsOn), settle(s.Excluded)
	}
	if !p.IFAll || len(p.Interface.Items) == 0 {
		p.Interface.Items = append(p.Interface.Items, system.IF{Kind: "proprietary", Weight: new(2.0)}, system.IF{})
		p.IFAll = true
	}
	for i := range p.Interface.Items {
		if f := &p.Interface.Items[i]; f.Kind == "" {
			f.Kind = rapid.SampledFrom([]string{"open-standard", "documented", "proprietary"}).Draw(t, "kind")
		}
	}
	if !p.DataExportAll || len(p.DataExport.Items) == 0 {
		p.DataExport.Items = append(p.DataExport.Items, system.DataSet{})
		p.DataExportAll = true
	}
	for i := range p.DataExport.Items {
		if d := &p.DataExport.Items[i]; d.Format == "" {
			d.Format = rapid.SampledFrom([]string{"open", "structured-proprietary", "none"}).Draw(t, "format")
		}
	}
	p.Migration = system.Migration{Months: point(p.Migration.Months, 60), Cost: point(p.Migration.Cost, 500), ProcurementMonths: point(p.Migration.ProcurementMonths, 24)}
	if p.ExitPlan.Exists = settle(p.ExitPlan.Exists); *p.ExitPlan.Exists {
		p.ExitPlan.TestedOn = supplier.Date{Time: asOf.AddDate(0, 0, -rapid.IntRange(0, 1500).Draw(t, "tested"))}
	}
	c.AnnualValue, c.ExitCharges = point(c.AnnualValue, 500), point(c.ExitCharges, 500)
	if c.NoticeMonths == nil {
		c.NoticeMonths = new(rapid.Float64Range(0, 24).Draw(t, "notice"))
	}
	if c.End.IsZero() {
		c.End = supplier.Date{Time: asOf.AddDate(0, 0, rapid.IntRange(0, 2000).Draw(t, "end"))}
	}
	c.Convenience, in.DataAct = settle(c.Convenience), settle(in.DataAct)
	if in.Parts == nil {
		in.Parts = &lockin.Parts{Own: result.Exactly(rapid.Float64Range(0, 100).Draw(t, "own")), All: 100}
	}
	for _, part := range []*result.Interval{&in.Parts.Own, &in.Parts.Direct, &in.Parts.Exclusive} {
		*part = result.Exactly(math.Round(rapid.Float64Range(part.Lo, part.Hi).Draw(t, "part")))
	}
}

// TestNamesAndOrder: other names and another order change no figure.
func TestNamesAndOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := richInput(t)
		before := figures(lockin.Measure(in))
		in = copied(in)
		rename := map[string]string{"teliqon": "a1", "ostbit": "z9", "vantar": "m5"}
		in.Supplier, in.Product.ID, in.Contract.ID = rename[in.Supplier], "other", "k"
		for i := range in.Product.Alternatives.Items {
			in.Product.Alternatives.Items[i].Party = rename[in.Product.Alternatives.Items[i].Party]
		}
		slices.Reverse(in.Product.Alternatives.Items)
		slices.Reverse(in.Standing)
		slices.Reverse(in.Product.Interface.Items)
		slices.Reverse(in.Product.DataExport.Items)
		if diff := cmp.Diff(before, figures(lockin.Measure(in)), near); diff != "" {
			t.Fatalf("(-before +after):\n%s", diff)
		}
	})
}
