// SPDX-License-Identifier: Apache-2.0

package dependency_test

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/dependency"
)

func item(supplier, country string, eu dependency.Answer, mass, capacity float64) dependency.Item {
	return dependency.Item{
		Supplier: supplier, Country: country, EU: eu, Mass: result.Exactly(mass), Capacity: result.Exactly(capacity), Adverse: dependency.No,
	}
}

// example is the world of docs/method.md.
func example() []dependency.Item {
	items := []dependency.Item{
		item("a", "XA", dependency.No, 50, 0.2),
		item("b", "XB", dependency.No, 20, 1),
		item("c", "SE", dependency.Yes, 30, 0),
	}
	items[0].Adverse = dependency.Yes
	return items
}

func TestMethodPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/method.md")
	if err != nil {
		t.Fatal(err)
	}
	p := dependency.Default()
	p.Cap = new(0.3)
	d, _ := dependency.Measure(example(), p)
	open := example()
	open[1].EU = dependency.Unknown
	o, _ := dependency.Measure(open, p)
	for _, want := range []string{
		"CDI1 = " + d.Indicators[0].Value.String(),
		"CDI2 = " + d.Indicators[1].Value.String(),
		"CDI3 = " + d.Indicators[2].Value.String(),
		"EU-controlled share = " + d.EUControlled.String(),
		"HHI by country of control = " + d.HHI.String(),
		"strategic: " + d.Strategic,
		"share of designated suppliers = " + d.HighRisk.Share.String(),
		"over the cap of 0.3: " + d.HighRisk.Exceeds,
		"CDI1, b open = " + o.Indicators[0].Value.String(),
		"CDI2, b open = " + o.Indicators[1].Value.String(),
		"CDI3, b open = " + o.Indicators[2].Value.String(),
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("docs/method.md does not say %q", want)
		}
	}
}

func TestMeasure(t *testing.T) {
	inf := math.Inf(1)
	for _, tt := range []struct {
		name      string
		items     []dependency.Item
		values    string
		holds     string
		strategic string
	}{
		{"all inside the EU: no value", []dependency.Item{item("a", "SE", dependency.Yes, 5, 0)}, "null null null", "no no no", "no"},
		{"all outside, no alternative: CDI3 has no finite value", []dependency.Item{item("a", "XA", dependency.No, 5, 0)}, "1 1 null", "yes yes yes", "yes"},
		{"alternatives can take all of it twice", []dependency.Item{item("a", "XA", dependency.No, 5, 2)}, "1 1 0.5", "yes yes no", "no"},
		{"two of three thresholds", []dependency.Item{item("a", "XA", dependency.No, 1, 0), item("b", "SE", dependency.Yes, 9, 0)}, "1 0.1 null", "yes no yes", "no"},
		{"membership unknown", []dependency.Item{item("a", "XA", dependency.Unknown, 5, 0.5)}, "1 [0, 1] 2", "unknown unknown unknown", "unknown"},
		{"an unstated spend outside", []dependency.Item{item("a", "SE", dependency.Yes, 5, 0), {Supplier: "b", Country: "XA", EU: dependency.No, Mass: result.Interval{Hi: inf}}},
			"1 [0, 1] null", "unknown unknown unknown", "unknown"},
		{"capacity not recorded", []dependency.Item{{Supplier: "a", Country: "XA", EU: dependency.No, Mass: result.Exactly(1), Capacity: result.Interval{Hi: inf}}}, "1 1 [0, ∞]", "yes yes unknown", "unknown"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, ok := dependency.Measure(tt.items, dependency.Default())
			if !ok {
				t.Fatal("nothing measured")
			}
			var values, holds []string
			for _, x := range d.Indicators {
				v := "null"
				if x.Value != nil && (d.EUControlled.Lo < 1) {
					v = x.Value.String()
				}
				values, holds = append(values, v), append(holds, x.Holds)
			}
			if got := strings.Join(values, " "); got != tt.values {
				t.Errorf("values %s, want %s", got, tt.values)
			}
			if got := strings.Join(holds, " "); got != tt.holds || d.Strategic != tt.strategic {
				t.Errorf("holds %s, strategic %s, want %s, %s", got, d.Strategic, tt.holds, tt.strategic)
			}
		})
	}
	if _, ok := dependency.Measure(nil, dependency.Default()); ok {
		t.Error("nothing is something")
	}
}

func TestHighRisk(t *testing.T) {
	items := []dependency.Item{
		item("a", "XA", dependency.No, 2, 0), item("a", "XA", dependency.No, 2, 0), item("b", "SE", dependency.Yes, 4, 0),
		{Mass: result.Exactly(2)},
	}
	items[1].Adverse = dependency.Yes
	p := dependency.Default()
	p.Cap = new(0.5)
	d, _ := dependency.Measure(items, p)
	want := result.HighRiskShare{
		Share: result.Interval{Lo: .2, Hi: .4}, Suppliers: result.Interval{Lo: 1, Hi: 2}, Of: 2, Parties: []string{"a"}, Cap: new(0.5), Exceeds: "no",
	}
	if diff := cmp.Diff(want, d.HighRisk); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// draw is a few items with small whole masses, some of it open.
func draw(t *rapid.T) []dependency.Item {
	n := rapid.IntRange(1, 5).Draw(t, "items")
	out := make([]dependency.Item, n)
	eu := map[string]dependency.Answer{"SE": dependency.Yes, "XA": dependency.No, "XB": dependency.No, "XC": dependency.Unknown}
	for i := range out {
		lo := float64(rapid.IntRange(0, 3).Draw(t, "mass"))
		capLo := float64(rapid.IntRange(0, 2).Draw(t, "capacity")) / 2
		c := rapid.SampledFrom([]string{"", "SE", "XA", "XB", "XC"}).Draw(t, "country")
		out[i] = dependency.Item{
			Supplier: string(rune('a' + i)), Country: c, EU: eu[c],
			Mass:     result.Interval{Lo: lo, Hi: lo + float64(rapid.IntRange(0, 1).Draw(t, "width"))},
			Capacity: result.Interval{Lo: capLo, Hi: capLo + float64(rapid.IntRange(0, 1).Draw(t, "room"))/2},
			Adverse:  rapid.SampledFrom([]dependency.Answer{dependency.No, dependency.Yes, dependency.Unknown}).Draw(t, "adverse"),
		}
	}
	return out
}

// settled calls f with every completion of the items: masses and capacities at
// their ends, unknown countries inside the EU or outside as one of the others.
func settled(items []dependency.Item, f func([]dependency.Item)) {
	out := slices.Clone(items)
	var visit func(i int, xc dependency.Answer)
	visit = func(i int, xc dependency.Answer) {
		if i == len(out) {
			f(out)
			return
		}
		it := items[i]
		type home struct {
			country string
			eu      dependency.Answer
		}
		homes := []home{{it.Country, it.EU}}
		switch it.Country {
		case "":
			homes = []home{{"SE", dependency.Yes}, {"XA", dependency.No}, {"XZ" + it.Supplier, dependency.No}}
		case "XC":
			homes = []home{{"XC", xc}}
		}
		for _, m := range []float64{it.Mass.Lo, it.Mass.Hi} {
			for _, k := range []float64{it.Capacity.Lo, it.Capacity.Hi} {
				for _, h := range homes {
					for _, a := range []dependency.Answer{dependency.No, dependency.Yes} {
						if it.Adverse != dependency.Unknown {
							a = it.Adverse
						}
						out[i] = dependency.Item{Supplier: it.Supplier, Country: h.country, EU: h.eu, Mass: result.Exactly(m), Capacity: result.Exactly(k), Adverse: a}
						visit(i+1, xc)
						if it.Adverse != dependency.Unknown {
							break
						}
					}
				}
				if it.Capacity.Exact() {
					break
				}
			}
			if it.Mass.Exact() {
				break
			}
		}
	}
	visit(0, dependency.Yes)
	visit(0, dependency.No)
}

// direct is the measures of settled items by their definitions; values that
// there are none of are NaN.
func direct(items []dependency.Item) (cdi [3]float64, adverse float64) {
	by := map[string]float64{}
	var total, extra, capacity float64
	for _, it := range items {
		total += it.Mass.Lo
		if it.Adverse == dependency.Yes {
			adverse += it.Mass.Lo
		}
		if it.EU == dependency.No {
			by[it.Country] += it.Mass.Lo
			extra += it.Mass.Lo
			capacity += it.Mass.Lo * it.Capacity.Lo
		}
	}
	for _, m := range by {
		cdi[0] += m / extra * m / extra
	}
	cdi[1], cdi[2] = extra/total, extra/capacity
	if extra == 0 {
		cdi[0], cdi[2] = math.NaN(), math.NaN()
	}
	return cdi, adverse / total
}

// TestEveryCompletion: the intervals hold what every completion gives, the
// answers are never contradicted, and the ends of CDI2, CDI3 and of the share
// of designated suppliers are reached, that of CDI3 unless several suppliers
// share a country of unknown membership.
func TestEveryCompletion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := draw(t)
		if len(items) > 4 {
			items = items[:4]
		}
		p := dependency.Default()
		d, ok := dependency.Measure(items, p)
		reached := map[string]*result.Interval{}
		see := func(what string, i result.Interval, x float64) {
			if x < i.Lo-1e-9 || x > i.Hi+1e-9 {
				t.Fatalf("%s %g lies outside %v\n%+v", what, x, i, items)
			}
			if s := reached[what]; s == nil {
				reached[what] = &result.Interval{Lo: x, Hi: x}
			} else {
				*s = s.Union(result.Exactly(x))
			}
		}
		settled(items, func(items []dependency.Item) {
			cdi, adverse := direct(items)
			if math.IsNaN(cdi[1]) {
				return
			}
			if !ok {
				t.Fatal("not measured")
			}
			see("adverse", d.HighRisk.Share, adverse)
			see("EU", d.EUControlled, 1-cdi[1])
			holds := true
			for k, x := range d.Indicators {
				above := !math.IsNaN(cdi[k]) && cdi[k] > x.Threshold
				if cdi[1] == 0 {
					above = false
				}
				if holds = holds && above; x.Holds == "yes" && !above || x.Holds == "no" && above && cdi[k] > x.Threshold+1e-9 {
					t.Fatalf("%s holds %s, a completion gives %g\n%+v", x.Name, x.Holds, cdi[k], items)
				}
				if x.Value != nil && !math.IsNaN(cdi[k]) {
					see(x.Name, *x.Value, cdi[k])
				}
			}
			if d.Strategic == "yes" && !holds || d.Strategic == "no" && holds {
				t.Fatalf("strategic %s, a completion gives %v\n%+v", d.Strategic, holds, items)
			}
		})
		shared := 0
		for _, it := range items {
			if it.Country == "XC" {
				shared++
			}
		}
		for what, s := range reached {
			i := d.HighRisk.Share
			switch what {
			case "adverse":
			case "CDI2":
				i = *d.Indicators[1].Value
			case "CDI3":
				if shared > 1 {
					continue // each counts as if its membership were its own: an outer bound
				}
				i = *d.Indicators[2].Value
			default:
				continue
			}
			if math.Abs(i.Lo-s.Lo) > 1e-9 || math.Abs(i.Hi-s.Hi) > 1e-9 {
				t.Fatalf("%s %v, reached %v\n%+v", what, i, *s, items)
			}
		}
	})
}

// TestRefinement: learning a fact never leaves the old interval.
func TestRefinement(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := draw(t)
		before, ok := dependency.Measure(items, dependency.Default())
		finer := slices.Clone(items)
		i := rapid.IntRange(0, len(finer)-1).Draw(t, "which")
		it := &finer[i]
		switch rapid.IntRange(0, 3).Draw(t, "what") {
		case 0:
			it.Mass = result.Exactly(it.Mass.Lo)
		case 1:
			it.Capacity = result.Exactly(it.Capacity.Hi)
		case 2:
			if it.Country == "" {
				it.Country, it.EU = "XA", dependency.No
			}
		case 3:
			for k := range finer {
				if finer[k].Country == "XC" {
					finer[k].EU = dependency.No
				}
			}
		}
		after, still := dependency.Measure(finer, dependency.Default())
		if !ok || !still {
			return
		}
		within := func(what string, a, b result.Interval) {
			if a.Lo < b.Lo-1e-9 || a.Hi > b.Hi+1e-9 {
				t.Fatalf("%s %v left %v\nbefore %+v\nafter  %+v", what, a, b, items, finer)
			}
		}
		within("EU", after.EUControlled, before.EUControlled)
		within("HHI", after.HHI, before.HHI)
		within("high risk", after.HighRisk.Share, before.HighRisk.Share)
		for k, x := range after.Indicators {
			if v := before.Indicators[k].Value; v != nil && x.Value != nil {
				within(x.Name, *x.Value, *v)
			}
			if was := before.Indicators[k].Holds; was != "unknown" && x.Holds != was {
				t.Fatalf("%s held %s, now %s\nbefore %+v\nafter  %+v", x.Name, was, x.Holds, items, finer)
			}
		}
	})
}

// TestRenamingAndReordering: names and order change nothing.
func TestRenamingAndReordering(t *testing.T) {
	country := map[string]string{"": "", "SE": "FI", "XA": "XZ", "XB": "XY", "XC": "XX"}
	rapid.Check(t, func(t *rapid.T) {
		items := draw(t)
		other := slices.Clone(items)
		for i := range other {
			other[i].Country = country[other[i].Country]
		}
		a, _ := dependency.Measure(items, dependency.Default())
		b, _ := dependency.Measure(rapid.Permutation(other).Draw(t, "order"), dependency.Default())
		if diff := cmp.Diff(a, b); diff != "" {
			t.Fatalf("(-a +b):\n%s", diff)
		}
	})
}

func ExampleMeasure() {
	d, _ := dependency.Measure([]dependency.Item{
		{Supplier: "a", Country: "XA", EU: dependency.No, Mass: result.Exactly(50), Capacity: result.Exactly(0.2)},
		{Supplier: "b", Country: "SE", EU: dependency.Yes, Mass: result.Exactly(30)},
	}, dependency.Default())
	for _, x := range d.Indicators {
		fmt.Println(x.Name, x.Value, "above", x.Threshold, x.Holds)
	}
	fmt.Println("strategic:", d.Strategic)
	// Output:
	// CDI1 1 above 0.4 yes
	// CDI2 0.625 above 0.5 yes
	// CDI3 5 above 1 yes
	// strategic: yes
}
