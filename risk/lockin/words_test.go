// SPDX-License-Identifier: Apache-2.0

package lockin_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/lockin"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

func TestDORA(t *testing.T) {
	all := func(x float64) []result.Dimension {
		var out []result.Dimension
		for _, name := range lockin.Names() {
			out = append(out, result.Dimension{Name: name, Value: result.Exactly(x)})
		}
		return out
	}
	with := func(dimensions []result.Dimension, name string, lo, hi float64) []result.Dimension {
		for i := range dimensions {
			if dimensions[i].Name == name {
				dimensions[i].Value = span(lo, hi)
			}
		}
		return dimensions
	}
	same := func(s string) [2]string { return [2]string{s, s} }
	tests := []struct {
		name       string
		dimensions []result.Dimension
		want       result.DORA
	}{
		{"free", all(0), result.DORA{Substitutability: same("easilySubstitutable"), Reintegration: same("easy"), ExitPlan: "yes"}},
		{"locked", all(1), result.DORA{Substitutability: same("notSubstitutable"), Reason: "both", Reintegration: same("highlyComplex"), ExitPlan: "no"}},
		{"no alternative and all else free", with(all(0), lockin.Alternatives, 1, 1),
			result.DORA{Substitutability: same("notSubstitutable"), Reason: "noRealAlternatives", Reintegration: same("easy"), ExitPlan: "yes"}},
		{"one alternative that could take all", with(all(0), lockin.Alternatives, .5, .5),
			result.DORA{Substitutability: same("easilySubstitutable"), Reintegration: same("easy"), ExitPlan: "yes"}},
		{"a year to migrate", with(all(0), lockin.MigrationTime, .5, .5),
			result.DORA{Substitutability: same("mediumComplexity"), Reintegration: same("difficult"), ExitPlan: "yes"}},
		{"costs alone leave a way", with(all(0), lockin.MigrationCost, 1, 1),
			result.DORA{Substitutability: same("highlyComplex"), Reason: "migrationDifficulty", Reintegration: same("easy"), ExitPlan: "yes"}},
		{"whether it can be left is open", with(all(0), lockin.Alternatives, 0, 1),
			result.DORA{Substitutability: [2]string{"easilySubstitutable", "notSubstitutable"}, Reason: "noRealAlternatives", Reintegration: same("easy"), ExitPlan: "yes"}},
		{"nothing known", nil,
			result.DORA{Substitutability: [2]string{"easilySubstitutable", "notSubstitutable"}, Reason: "both", Reintegration: [2]string{"easy", "highlyComplex"}, ExitPlan: "unknown"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, lockin.DORA(tt.dimensions)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestSwitchingOf(t *testing.T) {
	cloud := func(change func(*lockin.Input)) lockin.Input {
		in := lockin.Input{AsOf: asOf, Product: &system.Product{ID: "crm", Kind: "service"}, Contract: &system.Contract{ID: "k"}, DataAct: new(true)}
		if change != nil {
			change(&in)
		}
		return in
	}
	open := result.Switching{Product: "crm", Contract: "k", Applies: "yes", NoticeMonths: span(0, 2), TransitionDays: span(0, 30), RetrievalDays: span(30, inf), Charges: "reduced"}
	want := func(change func(*result.Switching)) *result.Switching {
		s := open
		change(&s)
		return &s
	}
	tests := []struct {
		name string
		in   lockin.Input
		want *result.Switching
	}{
		{"nothing stated", cloud(nil), &open},
		{"all stated; the notice is the act's at most", cloud(func(in *lockin.Input) {
			in.Contract.NoticeMonths, in.Contract.TransitionDays, in.Contract.RetrievalDays = new(6.0), new(20.0), new(14.0)
		}), want(func(s *result.Switching) {
			s.NoticeMonths, s.TransitionDays, s.RetrievalDays = span(2, 2), span(20, 20), span(14, 14)
		})},
		{"no contract recorded, and whether the act applies neither", cloud(func(in *lockin.Input) { in.Contract, in.DataAct = nil, nil }),
			want(func(s *result.Switching) { s.Contract, s.Applies = "", "unknown" })},
		{"no switching charges any more", cloud(func(in *lockin.Input) { in.AsOf = day("2027-01-12") }), want(func(s *result.Switching) { s.Charges = "none" })},
		{"the act does not apply", cloud(func(in *lockin.Input) { in.DataAct = new(false) }), nil},
		{"not yet", cloud(func(in *lockin.Input) { in.AsOf = day("2025-09-11") }), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, lockin.SwitchingOf(tt.in)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestCompleteAndEmpty: a list that is declared complete and holds nothing
// says that there is no alternative.
func TestCompleteAndEmpty(t *testing.T) {
	in := freeInput()
	in.Product.Alternatives, in.Product.AltsAll = supplier.List[system.Alternative]{}, true
	if got := value(t, lockin.Measure(in), lockin.Alternatives).Value; got != result.Exactly(1) {
		t.Errorf("alternatives %v, want 1", got)
	}
}

func ExampleDORA() {
	words := lockin.DORA([]result.Dimension{
		{Name: lockin.Alternatives, Value: result.Exactly(.625)},
		{Name: lockin.MigrationTime, Value: result.Interval{Lo: .375, Hi: .75}},
		{Name: lockin.MigrationCost, Value: result.Exactly(.4)},
		{Name: lockin.Data, Value: result.Exactly(.5)},
		{Name: lockin.ExitPlan, Value: result.Exactly(0)},
	})
	fmt.Println(words.Substitutability, words.Reason, words.ExitPlan)
	// Output: [mediumComplexity highlyComplex] migrationDifficulty yes
}
