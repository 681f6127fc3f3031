// SPDX-License-Identifier: Apache-2.0

package concentration_test

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/concentration"
)

var near = cmpopts.EquateApprox(1e-9, 1e-9)

func items(known map[string]float64, lumps ...float64) []concentration.Item {
	var out []concentration.Item
	for k, m := range known {
		out = append(out, concentration.Item{Key: k, Mass: result.Exactly(m)})
	}
	for _, m := range lumps {
		out = append(out, concentration.Item{Mass: result.Exactly(m)})
	}
	return out
}

func span(lo, hi float64) result.Interval { return result.Interval{Lo: lo, Hi: hi} }

func TestMeasure(t *testing.T) {
	inf := math.Inf(1)
	ranged := func(key string, lo, hi float64) concentration.Item {
		return concentration.Item{Key: key, Mass: span(lo, hi)}
	}
	tests := []struct {
		name         string
		items        []concentration.Item
		hhi, cr1     result.Interval
		unattributed result.Interval
	}{
		{"one supplier", items(map[string]float64{"a": 7}), span(1, 1), span(1, 1), span(0, 0)},
		{"three equal suppliers", items(map[string]float64{"a": 1, "b": 1, "c": 1}), span(1./3, 1./3), span(1./3, 1./3), span(0, 0)},
		{"three lumps may be one group or three", items(nil, 1, 1, 1), span(1./3, 1), span(1./3, 1), span(1, 1)},
		{"a lump may join the largest", items(map[string]float64{"a": 5, "b": 3}, 2), span(.38, .58), span(.5, .7), span(.2, .2)},
		{"two unstated sizes", []concentration.Item{ranged("a", 0, inf), ranged("b", 0, inf)}, span(.5, 1), span(.5, 1), span(0, 0)},
		{"one unstated size beside 4 and 2: the index is lowest with it at 10/3", []concentration.Item{ranged("a", 4, 4), ranged("b", 2, 2), ranged("c", 0, inf)}, span(20./6/(6+20./6), 1), span(4./10, 1), span(0, 0)},
		{"a range is lowest where it meets the others", []concentration.Item{ranged("a", 1, 9), ranged("b", 3, 3)}, span(.5, (81.+9)/144), span(.5, .75), span(0, 0)},
		{"a stated zero changes nothing", items(map[string]float64{"a": 1, "b": 1, "z": 0}), span(.5, .5), span(.5, .5), span(0, 0)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, ok := concentration.Measure(tt.items)
			if !ok {
				t.Fatal("nothing measured")
			}
			got := []result.Interval{r.HHI, r.CR1, r.Unattributed}
			if diff := cmp.Diff([]result.Interval{tt.hhi, tt.cr1, tt.unattributed}, got, near); diff != "" {
				t.Errorf("hhi, cr1, unattributed (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMeasureNothing(t *testing.T) {
	for _, in := range [][]concentration.Item{nil, items(map[string]float64{"a": 0}, 0)} {
		if r, ok := concentration.Measure(in); ok {
			t.Errorf("Measure(%v) = %v, want nothing", in, r)
		}
	}
}

// TestBadMasses: no mass can make a measure undefined.
func TestBadMasses(t *testing.T) {
	nan := math.NaN()
	r, ok := concentration.Measure([]concentration.Item{
		{Key: "a", Mass: span(nan, nan)}, {Key: "b", Mass: span(-3, 2)}, {Key: "c", Mass: span(5, 1)},
	})
	if !ok || math.IsNaN(r.HHI.Lo) || math.IsNaN(r.HHI.Hi) || r.HHI.Hi != 1 {
		t.Errorf("HHI = %v, %v", r.HHI, ok)
	}
}

func TestGini(t *testing.T) {
	r, _ := concentration.Measure(items(map[string]float64{"a": 1, "b": 2, "c": 3, "d": 4}))
	if diff := cmp.Diff(result.Exactly(.25), r.Gini, near); diff != "" {
		t.Errorf("Gini (-want +got):\n%s", diff)
	}
}

// TestManyRanges: beyond MaxExactRanges the upper end may be too high but
// never too low; two large ranges among small ones make the truth known.
func TestManyRanges(t *testing.T) {
	var in []concentration.Item
	for i := range 40 {
		in = append(in, concentration.Item{Key: fmt.Sprint("s", i), Mass: span(1, 2)})
	}
	in = append(in, concentration.Item{Key: "big", Mass: span(50, 100)})
	r, _ := concentration.Measure(in)
	truth := (100.*100 + 40) / (140 * 140) // big at its upper end, all else at the lower
	if r.HHI.Hi < truth*(1-1e-12) || r.HHI.Hi > truth*1.02 {
		t.Errorf("HHI.Hi = %v, truth %v", r.HHI.Hi, truth)
	}
	if r.Entropy.Lo > (1/truth)*(1+1e-12) {
		t.Errorf("Entropy.Lo = %v", r.Entropy.Lo)
	}
}

func TestRest(t *testing.T) {
	r, _ := concentration.Measure(items(map[string]float64{"a": 5, "b": 3, "c": 1, "d": 1}))
	kept, rest := concentration.Rest(r.Shares, 2)
	if len(kept) != 2 || kept[0].Key != "a" || kept[1].Key != "b" {
		t.Errorf("kept %v", kept)
	}
	if diff := cmp.Diff(&result.Rest{N: 2, Share: .2, SumSq: .02}, rest, near); diff != "" {
		t.Errorf("rest (-want +got):\n%s", diff)
	}
	if _, rest := concentration.Rest(r.Shares, 4); rest != nil {
		t.Errorf("nothing is left over, got %v", rest)
	}
}

func TestHidden(t *testing.T) {
	owned := func(certain bool) func(string) (string, bool) {
		return func(s string) (string, bool) {
			return map[string]string{"a": "o", "b": "o", "c": "p"}[s], certain
		}
	}
	in := items(map[string]float64{"a": 4, "b": 3, "c": 3})
	tests := []struct {
		name  string
		items []concentration.Item
		owner func(string) (string, bool)
		want  result.Interval
	}{
		{"a and b are one owner's: 2·0.4·0.3", in, owned(true), span(.24, .24)},
		{"anybody may own all three", in, owned(false), span(0, 1-.34)},
		{"a lump may be the owner's too", items(map[string]float64{"a": 4, "b": 3, "c": 2}, 1), owned(true), span(.24, .64+.04-.30)},
		{"one supplier hides nothing", items(map[string]float64{"a": 4}), owned(false), span(0, 0)},
		{"no mass hides nothing", nil, owned(true), span(0, 0)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, concentration.Hidden(tt.items, tt.owner), near); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestMethodPage repeats the worked examples of docs/method.md: the page
// must hold the numbers that the code computes.
func TestMethodPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/method.md")
	if err != nil {
		t.Fatal(err)
	}
	r, _ := concentration.Measure(items(map[string]float64{"A": 5, "B": 2}, 1, 1, 1))
	spend, _ := concentration.Measure([]concentration.Item{
		{Key: "A", Mass: span(4, 4)}, {Key: "B", Mass: span(2, 2)}, {Key: "C", Mass: span(0, math.Inf(1))},
	})
	hidden := concentration.Hidden(items(map[string]float64{"a": 4, "b": 3, "c": 3}), func(s string) (string, bool) {
		return map[string]string{"a": "o", "b": "o", "c": "p"}[s], true
	})
	for _, want := range []string{
		"HHI = " + r.HHI.String(),
		fmt.Sprintf("effective number = [%.4g, %.4g]", r.Effective.Lo, r.Effective.Hi),
		"entropy number = " + r.Entropy.String(),
		"CR1 = " + r.CR1.String(),
		"CR3 = " + r.CR3.String(),
		"unattributed = " + r.Unattributed.String(),
		"Gini = " + r.Gini.String(),
		"HHI with one unstated spend = " + spend.HHI.String(),
		"hidden = " + hidden.String(),
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("docs/method.md does not say %q", want)
		}
	}
}

func ExampleMeasure() {
	r, _ := concentration.Measure([]concentration.Item{
		{Key: "A", Mass: result.Exactly(5)},
		{Key: "B", Mass: result.Exactly(2)},
		{Mass: result.Exactly(1)}, // three components that nobody is known to stand behind
		{Mass: result.Exactly(1)},
		{Mass: result.Exactly(1)},
	})
	fmt.Println("HHI", r.HHI)
	fmt.Printf("as many as %.4g to %.4g equal suppliers\n", r.Effective.Lo, r.Effective.Hi)
	fmt.Println("largest:", r.Shares[0].Key, r.Shares[0].Share)
	// Output:
	// HHI [0.32, 0.68]
	// as many as 1.471 to 3.125 equal suppliers
	// largest: A [0.5, 0.8]
}

func BenchmarkMeasure(b *testing.B) {
	var in []concentration.Item
	for i := range 100_000 {
		it := concentration.Item{Key: fmt.Sprint("supplier-", i%5000), Mass: result.Exactly(1)}
		if i%7 == 0 {
			it.Key = ""
		}
		in = append(in, it)
	}
	b.ReportAllocs()
	for b.Loop() {
		concentration.Measure(in)
	}
}
