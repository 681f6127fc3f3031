// SPDX-License-Identifier: Apache-2.0

package gate_test

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/concentration"
)

// measured is a result with the one row of suppliers that the items make.
func measured(digest string, items ...concentration.Item) *result.Assessment {
	r, ok := concentration.Measure(items)
	if !ok {
		return &result.Assessment{}
	}
	return &result.Assessment{
		Subject: result.Subject{ID: "system:s"}, Inputs: []result.Input{{Name: "s.cdx.json", Kind: "SBOM", SHA256: digest}},
		Concentration: []result.Concentration{{
			Scope: "system:s", By: "supplier", Basis: "count", N: r.N, HHI: r.HHI, CR1: r.CR1, Unattributed: r.Unattributed, Shares: r.Shares,
		}},
	}
}

func weighs(key string, mass float64) concentration.Item {
	return concentration.Item{Key: key, Mass: result.Exactly(mass)}
}

func TestTrendOfMethodPage(t *testing.T) {
	page, err := os.ReadFile("../docs/method.md")
	if err != nil {
		t.Fatal(err)
	}
	old := measured("1", weighs("A", 5), weighs("B", 2), weighs("", 1), weighs("", 1), weighs("", 1))
	new := measured("2", weighs("A", 5), weighs("B", 2), weighs("C", 3))
	rows := gate.Trend(old, new)
	if len(rows) != 1 || rows[0].HHIChange == nil {
		t.Fatalf("%+v", rows)
	}
	if want := "change of HHI = " + rows[0].HHIChange.String(); !strings.Contains(string(page), want) {
		t.Errorf("docs/method.md does not say %q", want)
	}
	if !strings.Contains(rows[0].Note, "more is attributed: 0 without a group, before 0.3") {
		t.Error(rows[0].Note)
	}
}

// TestTrendOfTheSame: over the same inputs the unknown is the same, and
// nothing changed; over others it need not be.
func TestTrendOfTheSame(t *testing.T) {
	items := []concentration.Item{weighs("A", 5), weighs("", 5)}
	zero := result.Interval{}
	if r := gate.Trend(measured("1", items...), measured("1", items...)); *r[0].HHIChange != zero || *r[0].CR1Change != zero || r[0].Change != "" || r[0].Note != "" {
		t.Errorf("same inputs: %+v", r[0])
	}
	if r := gate.Trend(measured("1", items...), measured("2", items...)); *r[0].HHIChange != (result.Interval{Lo: -.5, Hi: .5}) {
		t.Errorf("other inputs: %v", r[0].HHIChange)
	}
	if r := gate.Trend(&result.Assessment{}, measured("2", items...)); r[0].HHIChange != nil || r[0].Change != result.ChangeNew {
		t.Errorf("a new row: %+v", r[0])
	}
}

// TestTrendEveryCompletion: the change holds what any completion of the one
// result and any of the other give, and both of its ends are reached.
func TestTrendEveryCompletion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string) (items []concentration.Item, hhis []float64) {
			n := rapid.IntRange(1, 4).Draw(t, label)
			for range n {
				items = append(items, weighs(rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "key"), float64(rapid.IntRange(1, 3).Draw(t, "mass"))))
			}
			groups := map[string]float64{}
			var visit func(i int)
			visit = func(i int) {
				if i == n {
					sum, squares := 0.0, 0.0
					for _, m := range groups {
						sum, squares = sum+m, squares+m*m
					}
					hhis = append(hhis, squares/sum/sum)
					return
				}
				keys := []string{items[i].Key}
				if keys[0] == "" { // a known group, or one of those that lumps make
					keys = []string{"0", "1", "2", "3"}
					for _, it := range items {
						if it.Key != "" {
							keys = append(keys, it.Key)
						}
					}
				}
				for _, k := range keys {
					groups[k] += items[i].Mass.Lo
					visit(i + 1)
					groups[k] -= items[i].Mass.Lo
				}
			}
			visit(0)
			return items, hhis
		}
		oldItems, olds := draw("old")
		newItems, news := draw("new")
		got := gate.Trend(measured("1", oldItems...), measured("2", newItems...))[0].HHIChange
		seen := result.Interval{Lo: math.Inf(1), Hi: math.Inf(-1)}
		for _, o := range olds {
			for _, n := range news {
				seen = seen.Union(result.Exactly(n - o))
			}
		}
		const digits = 3e-6 // results have six digits
		if seen.Lo < got.Lo-digits || seen.Hi > got.Hi+digits || got.Lo < seen.Lo-digits || got.Hi > seen.Hi+digits {
			t.Fatalf("change %v, reached %v", got, seen)
		}
	})
}

func ExampleTrend() {
	old := measured("1", weighs("A", 5), weighs("B", 5))
	new := measured("2", weighs("A", 8), weighs("B", 2))
	for _, c := range gate.Trend(old, new) {
		fmt.Println(c.Scope, c.By, c.Basis, "HHI", c.Old.HHI, "→", c.New.HHI, "change", c.HHIChange)
	}
	// Output:
	// system:s supplier count HHI 0.5 → 0.68 change 0.18
}

// What one result was asked not to work out has not come or gone.
func TestTrendOfFindingsOnly(t *testing.T) {
	row := result.Concentration{Scope: "system:s", By: "supplier", Basis: "count", HHI: result.Exactly(0.5), CR1: result.Exactly(0.5)}
	whole := &result.Assessment{Concentration: []result.Concentration{row}}
	only := &result.Assessment{LeftOut: []string{"concentration"}}
	if rows := gate.Trend(only, whole); len(rows) != 0 {
		t.Errorf("a trend from what was left out: %+v", rows)
	}
	if rows := gate.Trend(whole, whole); len(rows) != 1 {
		t.Errorf("%d rows between two whole results, want 1", len(rows))
	}
}
