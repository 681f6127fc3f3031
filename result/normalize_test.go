// SPDX-License-Identifier: Apache-2.0

package result_test

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"reflect"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/result"
)

func TestRound(t *testing.T) {
	for _, tt := range []struct{ x, want float64 }{
		{0.1 + 0.2, 0.3},
		{1. / 3, 0.333333},
		{2. / 3, 0.666667},
		{123456.5, 123456}, // ties to even, as IEEE 754
		{1234567, 1.23457e6},
		{-1. / 3, -0.333333},
		{999999.9, 1e6},
		{0, 0},
	} {
		if got := result.Round(tt.x); got != tt.want {
			t.Errorf("Round(%v) = %v, want %v", tt.x, got, tt.want)
		}
	}
}

func TestRounded(t *testing.T) {
	third := 1. / 3
	for _, tt := range []struct {
		name     string
		in, want result.Interval
	}{
		{"exact to nearest", result.Exactly(third), result.Exactly(0.333333)},
		{"1/3 down, 1/3 up", result.Interval{Lo: third, Hi: third + 1e-9}, result.Interval{Lo: 0.333333, Hi: 0.333334}},
		{"2/3 down", result.Interval{Lo: 2. / 3, Hi: 1}, result.Interval{Lo: 0.666666, Hi: 1}},
		{"the noise of a sum is not an interval", result.Interval{Lo: 0.3, Hi: 0.1 + 0.2}, result.Exactly(0.3)},
		{"negative ends go outward too", result.Interval{Lo: -third, Hi: -third / 10}, result.Interval{Lo: -0.333334, Hi: -0.0333333}},
		{"carry", result.Interval{Lo: 0, Hi: 0.99999951}, result.Interval{Lo: 0, Hi: 1}},
		{"unbounded", result.Interval{Lo: third, Hi: math.Inf(1)}, result.Interval{Lo: 0.333333, Hi: math.Inf(1)}},
		{"no negative zero", result.Interval{Lo: math.Copysign(0, -1), Hi: 1}, result.Interval{Lo: 0, Hi: 1}},
	} {
		got := tt.in.Rounded()
		if got != tt.want || math.Signbit(got.Lo) != math.Signbit(tt.want.Lo) {
			t.Errorf("%s: %v became %v, want %v", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestRoundedHoldsTheValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, y := rapid.Float64Range(-1e9, 1e9).Draw(t, "x"), rapid.Float64Range(-1e9, 1e9).Draw(t, "y")
		in := result.Interval{Lo: min(x, y), Hi: max(x, y)}
		got := in.Rounded()
		// 1e-12 is what counts as the noise of floating-point sums.
		if in.Lo != in.Hi && (got.Lo > in.Lo+1e-12*math.Abs(in.Lo) || got.Hi < in.Hi-1e-12*math.Abs(in.Hi)) {
			t.Fatalf("%v is not inside %v", in, got)
		}
		if got.Rounded() != got {
			t.Fatalf("rounding again changes %v", got)
		}
	})
}

// Three causes of a third each at a risk of 50: 16.6667 three times would be
// 50.0001, so the first takes the rest.
func TestContributionsAddUp(t *testing.T) {
	third := 50. / 3
	a := &result.Assessment{Scores: []result.Score{{
		Risk: result.Exactly(50),
		Contributions: result.Contributions{
			AtLo: []result.Contribution{{Name: "b", Value: third}, {Name: "a", Value: third}, {Name: "c", Value: third}},
			AtHi: []result.Contribution{{Name: "small", Value: 0.00001234}, {Name: "large", Value: 49.99998766}},
		},
	}}}
	a.Normalize()
	want := result.Contributions{
		AtLo: []result.Contribution{{Name: "b", Value: 16.6667}, {Name: "c", Value: 16.6667}, {Name: "a", Value: 16.6666}},
		AtHi: []result.Contribution{{Name: "large", Value: 50}, {Name: "small", Value: 0}},
	}
	if diff := cmp.Diff(want, a.Scores[0].Contributions); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestContributionsAddUpInDecimal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := make([]result.Contribution, rapid.IntRange(1, 12).Draw(t, "parts"))
		sum := 0.
		for i := range parts {
			// Points of a score are products of a few levels and shares: none is
			// so small that six digits of it end beyond those of floats.
			value := rapid.OneOf(rapid.Just(0.), rapid.Float64Range(1e-9, 9)).Draw(t, "part")
			parts[i] = result.Contribution{Name: strconv.Itoa(i), Value: value}
			sum += parts[i].Value
		}
		risk := result.Interval{Lo: sum, Hi: sum + rapid.SampledFrom([]float64{0, 1}).Draw(t, "width")}
		a := &result.Assessment{Scores: []result.Score{{Risk: risk, Contributions: result.Contributions{AtLo: parts}}}}
		a.Normalize()
		s := a.Scores[0]
		if got, want := decimalSum(s.Contributions.AtLo), decimal(s.Risk.Lo); got.Cmp(want) != 0 {
			t.Fatalf("parts add up to %s, the end is %s", got.RatString(), want.RatString())
		}
	})
}

func TestContributionsThatDoNotAddUpStayVisible(t *testing.T) {
	parts := []result.Contribution{{Name: "a", Value: 10}, {Name: "b", Value: 5}}
	a := &result.Assessment{Scores: []result.Score{{Risk: result.Exactly(50), Contributions: result.Contributions{AtLo: parts}}}}
	a.Normalize()
	if diff := cmp.Diff(parts, a.Scores[0].Contributions.AtLo); diff != "" {
		t.Errorf("an error of 35 was taken for rounding:\n%s", diff)
	}
}

// decimal is the number as it is printed.
func decimal(x float64) *big.Rat {
	r, _ := new(big.Rat).SetString(strconv.FormatFloat(x, 'g', -1, 64))
	return r
}

func decimalSum(parts []result.Contribution) *big.Rat {
	sum := new(big.Rat)
	for _, p := range parts {
		sum.Add(sum, decimal(p.Value))
	}
	return sum
}

func TestNormalizeTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := draw(t)
		a.Normalize()
		again := *a // Normalize copies what it changes
		again.Normalize()
		if diff := cmp.Diff(a, &again); diff != "" {
			t.Fatalf("changed:\n%s", diff)
		}
	})
}

func TestNormalizeForgetsOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := draw(t)
		first, err := result.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		shuffle(reflect.ValueOf(a).Elem(), rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0)))
		second, err := result.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(first), string(second)); diff != "" {
			t.Fatalf("another order of the same gives:\n%s", diff)
		}
	})
}

// shuffle puts every list but paths into another order.
func shuffle(v reflect.Value, r *rand.Rand) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			shuffle(v.Field(i), r)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			shuffle(v.Elem(), r)
		}
	case reflect.Slice:
		for i := range v.Len() {
			shuffle(v.Index(i), r)
		}
		if t := v.Type(); t != reflect.TypeFor[[]result.PathStep]() && t != reflect.TypeFor[result.Way]() {
			r.Shuffle(v.Len(), reflect.Swapper(v.Interface()))
		}
	}
}

func TestNormalizeOrders(t *testing.T) {
	a := &result.Assessment{
		Findings: []result.Finding{
			{Rule: "r", Severity: "low", Outcome: result.Fail, Subject: "supplier:b"},
			{Rule: "r", Severity: "critical", Outcome: result.Unknown},
			{Rule: "r", Severity: "critical", Outcome: result.Warn},
			{Rule: "r", Severity: "low", Outcome: result.Fail, Subject: "supplier:a"},
			{Rule: "r", Severity: "high", Outcome: result.Fail},
		},
		Concentration: []result.Concentration{{Shares: []result.Share{
			{Key: "b", Share: result.Exactly(0.2)}, {Key: "c", Share: result.Exactly(0.6)}, {Key: "a", Share: result.Exactly(0.2)},
		}}},
		Control: []result.Control{{Path: []result.PathStep{{Holder: "z"}, {Holder: "a"}}}},
	}
	a.Normalize()
	var got []string
	for _, f := range a.Findings {
		got = append(got, fmt.Sprint(f.Outcome, " ", f.Severity, " ", f.Subject))
	}
	for _, s := range a.Concentration[0].Shares {
		got = append(got, s.Key)
	}
	for _, p := range a.Control[0].Path {
		got = append(got, p.Holder)
	}
	want := []string{
		"fail high ", "fail low supplier:a", "fail low supplier:b", "warn critical ", "unknown critical ",
		"c", "a", "b", "z", "a",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNormalizeLeavesTheCallersListsAlone(t *testing.T) {
	shared := []string{"b", "a"}
	a := &result.Assessment{Products: []result.Product{{Assets: shared}}}
	a.Normalize()
	if diff := cmp.Diff([]string{"b", "a"}, shared); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
