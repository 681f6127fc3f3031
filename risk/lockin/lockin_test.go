// SPDX-License-Identifier: Apache-2.0

package lockin_test

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/lockin"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

var (
	near = cmpopts.EquateApprox(0, 1e-9)
	asOf = day("2026-06-01")
	inf  = math.Inf(1)
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func date(s string) supplier.Date { return supplier.Date{Time: day(s)} }

func span(lo, hi float64) result.Interval { return result.Interval{Lo: lo, Hi: hi} }

func list[T any](items ...T) supplier.List[T] {
	return supplier.List[T]{None: len(items) == 0, Items: items}
}

func value(t *testing.T, r lockin.Result, name string) result.Dimension {
	t.Helper()
	for _, d := range r.Dimensions {
		if d.Name == name {
			return d
		}
	}
	t.Fatalf("no dimension %q", name)
	return result.Dimension{}
}

// free is a product that can be left at once and for nothing.
func free() *system.Product {
	return &system.Product{
		ID: "amf", Kind: "software",
		Interface:  list[system.IF](),
		DataExport: list[system.DataSet](),
		Migration:  system.Migration{Months: supplier.Exact(0), Cost: supplier.Exact(0), ProcurementMonths: supplier.Exact(0)},
		Alternatives: list(system.Alternative{
			Party: "ostbit", Maturity: supplier.Exact(1), Capacity: supplier.Exact(1),
		}),
		AltsAll:  true,
		ExitPlan: system.ExitPlan{Exists: new(true), TestedOn: date("2026-01-01")},
	}
}

var qualified = []lockin.Standing{{SameController: new(false), RestsOn: new(false), Excluded: new(false)}}

func freeInput() lockin.Input {
	return lockin.Input{
		AsOf: asOf, Supplier: "teliqon", Product: free(), NoContract: true,
		Standing: qualified, Parts: &lockin.Parts{All: 100},
	}
}

func TestNothingKnown(t *testing.T) {
	r := lockin.Measure(lockin.Input{AsOf: asOf, Supplier: "teliqon"})
	for _, d := range r.Dimensions {
		if diff := cmp.Diff(span(0, 1), d.Value); diff != "" || d.Why == "" {
			t.Errorf("%s, because %q:\n%s", d.Name, d.Why, diff)
		}
	}
	if diff := cmp.Diff([]result.Interval{span(0, 1), span(0, inf)}, []result.Interval{r.Index, r.ExitHorizonMonths}); diff != "" {
		t.Errorf("index, horizon (-want +got):\n%s", diff)
	}
}

// TestNoAlternative is the worked example of docs/method.md.
func TestNoAlternative(t *testing.T) {
	in := freeInput()
	in.Product.Alternatives = list[system.Alternative]()
	r := lockin.Measure(in)
	if diff := cmp.Diff(result.Exactly(math.Sqrt(2/10.5)), r.Index, near); diff != "" {
		t.Errorf("index (-want +got):\n%s", diff)
	}
	want := result.Dimension{Name: "alternatives", Value: result.Exactly(1), Weight: 2, Why: "product amf: there is no alternative"}
	if diff := cmp.Diff(want, r.Largest); diff != "" {
		t.Errorf("largest (-want +got):\n%s", diff)
	}
}

func TestAlternatives(t *testing.T) {
	alt := func(party string, maturity, capacity *supplier.Range) system.Alternative {
		return system.Alternative{Party: party, Maturity: maturity, Capacity: capacity}
	}
	one := supplier.Exact(1)
	yes, no := new(true), new(false)
	tests := []struct {
		name     string
		alts     []system.Alternative
		standing []lockin.Standing
		partial  bool
		want     result.Interval
	}{
		{"none", nil, nil, false, span(1, 1)},
		{"one full", []system.Alternative{alt("b", one, one)}, qualified, false, span(.5, .5)},
		{"more capacity than needed helps no further", []system.Alternative{alt("b", one, supplier.Exact(3))}, qualified, false, span(.5, .5)},
		{"unknown maturity", []system.Alternative{alt("b", nil, one)}, qualified, false, span(.5, 1)},
		{"unknown standing", []system.Alternative{alt("b", one, one)}, nil, false, span(.5, 1)},
		{"same controller", []system.Alternative{alt("b", one, one)}, []lockin.Standing{{yes, no, no}}, false, span(1, 1)},
		{"rests on the supplier", []system.Alternative{alt("b", one, one)}, []lockin.Standing{{nil, yes, nil}}, false, span(1, 1)},
		{"excluded by a designation", []system.Alternative{alt("b", one, one)}, []lockin.Standing{{no, no, yes}}, false, span(1, 1)},
		{"the supplier is no alternative to itself", []system.Alternative{alt("teliqon", one, one)}, qualified, false, span(1, 1)},
		{"the list may go on", []system.Alternative{alt("b", one, one)}, qualified, true, span(0, .5)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := freeInput()
			in.Product.Alternatives, in.Product.AltsAll = list(tt.alts...), !tt.partial
			in.Standing = tt.standing
			if diff := cmp.Diff(tt.want, value(t, lockin.Measure(in), lockin.Alternatives).Value, near); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestProductDimensions(t *testing.T) {
	tests := []struct {
		name, dimension string
		change          func(*lockin.Input)
		want            result.Interval
	}{
		{"open and proprietary by weight", lockin.Interfaces, func(in *lockin.Input) {
			in.Product.IFAll = true
			in.Product.Interface = list(system.IF{Kind: "open-standard"}, system.IF{Kind: "proprietary", Weight: new(2.0)}, system.IF{Kind: "documented"})
		}, span(1-1.5/4, 1-1.5/4)},
		{"an unknown kind of interface", lockin.Interfaces, func(in *lockin.Input) {
			in.Product.IFAll = true
			in.Product.Interface = list(system.IF{Kind: "open-standard"}, system.IF{Kind: ""})
		}, span(0, .5)},
		{"more interfaces than listed", lockin.Interfaces, func(in *lockin.Input) {
			in.Product.Interface = list(system.IF{Kind: "open-standard"})
		}, span(0, 1)},
		{"data by format", lockin.Data, func(in *lockin.Input) {
			in.Product.DataExportAll = true
			in.Product.DataExport = list(system.DataSet{Format: "open"}, system.DataSet{Format: "structured-proprietary"}, system.DataSet{Format: "none"})
		}, span(.5, .5)},
		{"nine to eighteen months", lockin.MigrationTime, func(in *lockin.Input) {
			in.Product.Migration.Months = &supplier.Range{Lo: 9, Hi: 18}
		}, span(.375, .75)},
		{"three years", lockin.MigrationTime, func(in *lockin.Input) {
			in.Product.Migration.Months = supplier.Exact(36)
		}, span(1, 1)},
		{"cost and charges against the annual value", lockin.MigrationCost, func(in *lockin.Input) {
			in.Product.Migration.Cost = &supplier.Range{Lo: 400, Hi: 900}
			in.Contract = &system.Contract{AnnualValue: supplier.Exact(1200), ExitCharges: supplier.Exact(200)}
		}, span(600./1800, 1100./2300)},
		{"the reference value of a tender", lockin.MigrationCost, func(in *lockin.Input) {
			in.Product.Migration.Cost = supplier.Exact(500)
			in.Reference = supplier.Exact(1500)
		}, span(.25, .25)},
		{"nothing to pay is free, whatever the value", lockin.MigrationCost, func(in *lockin.Input) {
			in.Reference = supplier.Exact(0)
		}, span(0, 0)},
		{"unknown charges", lockin.MigrationCost, func(in *lockin.Input) {
			in.Product.Migration.Cost = supplier.Exact(100)
			in.Contract = &system.Contract{AnnualValue: supplier.Exact(100)}
		}, span(.5, 1)},
		{"own and depending components", lockin.Integration, func(in *lockin.Input) {
			in.Parts = &lockin.Parts{Own: span(10, 15), Direct: span(5, 5), All: 100}
		}, span(.15, .2)},
		{"a scope without components", lockin.Exclusivity, func(in *lockin.Input) {
			in.Parts = &lockin.Parts{}
		}, span(0, 0)},
		{"tested two years ago to the day", lockin.ExitPlan, func(in *lockin.Input) {
			in.Product.ExitPlan.TestedOn = date("2024-06-01")
		}, span(0, 0)},
		{"tested too long ago", lockin.ExitPlan, func(in *lockin.Input) {
			in.Product.ExitPlan.TestedOn = date("2024-05-01")
		}, span(.5, .5)},
		{"exists, test unknown", lockin.ExitPlan, func(in *lockin.Input) {
			in.Product.ExitPlan = system.ExitPlan{Exists: new(true)}
		}, span(0, .5)},
		{"does not exist", lockin.ExitPlan, func(in *lockin.Input) {
			in.Product.ExitPlan = system.ExitPlan{Exists: new(false)}
		}, span(1, 1)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := freeInput()
			tt.change(&in)
			if diff := cmp.Diff(tt.want, value(t, lockin.Measure(in), tt.dimension).Value, near); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestContract(t *testing.T) {
	until := func(d string) float64 { return lockin.Months(asOf, day(d)) }
	yes, no := new(true), new(false)
	twelve := new(12.0)
	tests := []struct {
		name     string
		contract system.Contract
		dataAct  *bool
		want     result.Interval // months
	}{
		{"the renewal's notice can still be given", system.Contract{Renewal: date("2027-12-31"), End: date("2029-12-31"), NoticeMonths: twelve, Convenience: no}, no,
			span(until("2027-12-31"), until("2027-12-31"))},
		{"it is too late for the renewal", system.Contract{Renewal: date("2027-03-31"), End: date("2029-12-31"), NoticeMonths: twelve, Convenience: no}, no,
			span(until("2029-12-31"), until("2029-12-31"))},
		{"it is too late for any date", system.Contract{End: date("2026-12-31"), NoticeMonths: twelve, Convenience: no}, no,
			span(until("2026-12-31"), inf)},
		{"at any time with notice", system.Contract{End: date("2029-12-31"), NoticeMonths: new(3.0), Convenience: yes}, no, span(3, 3)},
		{"the end comes before the notice", system.Contract{End: date("2026-08-01"), NoticeMonths: new(1.0), Convenience: yes}, no, span(1, 1)},
		{"convenience not recorded", system.Contract{End: date("2029-12-31"), NoticeMonths: new(3.0)}, no, span(3, until("2029-12-31"))},
		{"notice not recorded", system.Contract{End: date("2029-12-31"), Convenience: no}, no, span(until("2029-12-31"), inf)},
		{"no date recorded", system.Contract{NoticeMonths: new(3.0), Convenience: no}, no, span(0, inf)},
		{"its last day", system.Contract{End: date("2026-06-01"), NoticeMonths: new(0.0), Convenience: no}, no, span(0, 0)},
		{"over", system.Contract{End: date("2026-05-31"), NoticeMonths: twelve, Convenience: no}, no, span(0, 0)},
		{"the Data Act gives a way out", system.Contract{End: date("2029-12-31"), NoticeMonths: twelve, Convenience: no}, yes,
			span(2+30*12/365.2425, 2+30*12/365.2425)},
		{"the Data Act may give one", system.Contract{End: date("2029-12-31"), NoticeMonths: twelve, Convenience: no}, nil,
			span(2+30*12/365.2425, until("2029-12-31"))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := freeInput()
			in.Contract, in.DataAct = &tt.contract, tt.dataAct
			r := lockin.Measure(in)
			if diff := cmp.Diff(tt.want, r.ContractMonths, near); diff != "" {
				t.Errorf("months (-want +got):\n%s", diff)
			}
			scaled := span(math.Min(1, tt.want.Lo/36), math.Min(1, tt.want.Hi/36))
			d := value(t, r, lockin.ContractTerm)
			if diff := cmp.Diff(scaled, d.Value, near); diff != "" || d.Why == "" {
				t.Errorf("dimension, %q (-want +got):\n%s", d.Why, diff)
			}
		})
	}
}

// TestBeforeTheDataAct: the act gives no right before the day it applies.
func TestBeforeTheDataAct(t *testing.T) {
	in := freeInput()
	in.AsOf, in.DataAct = day("2025-09-11"), new(true)
	in.Contract = &system.Contract{End: date("2029-12-31"), NoticeMonths: new(0.0), Convenience: new(false)}
	if got, want := lockin.Measure(in).ContractMonths.Hi, lockin.Months(in.AsOf, day("2029-12-31")); got != want {
		t.Errorf("%v months, want %v", got, want)
	}
}

func TestDataActOf(t *testing.T) {
	tests := []struct {
		name     string
		product  *system.Product
		contract *system.Contract
		want     *bool
	}{
		{"nothing recorded", nil, nil, nil},
		{"software is no data processing service", &system.Product{Kind: "software"}, nil, new(false)},
		{"a service may be one", &system.Product{Kind: "service"}, &system.Contract{}, nil},
		{"the contract says so", &system.Product{Kind: "service"}, &system.Contract{Clauses: map[string]bool{"dataAct": true}}, new(true)},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, lockin.DataActOf(tt.product, tt.contract)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestHorizon(t *testing.T) {
	in := freeInput()
	in.Contract = &system.Contract{End: date("2029-12-31"), NoticeMonths: new(12.0), Convenience: new(true)}
	in.Product.Migration = system.Migration{Months: &supplier.Range{Lo: 9, Hi: 18}, ProcurementMonths: supplier.Exact(6)}
	if diff := cmp.Diff(span(15, 24), lockin.Measure(in).ExitHorizonMonths, near); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCombine(t *testing.T) {
	a, b := freeInput(), freeInput()
	a.Product.ID, b.Product.ID = "amf", "smf"
	a.Product.Migration.Months = supplier.Exact(6)
	b.Product.Migration.Months = supplier.Exact(12)
	a.Product.ExitPlan = system.ExitPlan{Exists: new(false)}
	r := lockin.Combine([]lockin.Result{lockin.Measure(a), lockin.Measure(b)})
	got := []result.Dimension{value(t, r, lockin.MigrationTime), value(t, r, lockin.ExitPlan)}
	want := []result.Dimension{
		{Name: lockin.MigrationTime, Value: result.Exactly(.5), Weight: 1.5, Why: "product smf: a migration takes 12 months"},
		{Name: lockin.ExitPlan, Value: result.Exactly(1), Weight: 1, Why: "product amf: there is no exit plan"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(lockin.Index(r.Dimensions), r.Index); diff != "" {
		t.Errorf("index (-of its dimensions +got):\n%s", diff)
	}
	if diff := cmp.Diff(lockin.Result{}, lockin.Combine(nil)); diff != "" {
		t.Errorf("of nothing:\n%s", diff)
	}
}

func TestFootprint(t *testing.T) {
	got := lockin.Footprint(&lockin.Parts{Own: span(1, 1), Direct: span(2, 2), Exclusive: span(1, 1), All: 10})
	if len(got) != 2 || got[0].Value != result.Exactly(.3) || got[1].Value != result.Exactly(.1) {
		t.Errorf("%+v", got)
	}
}

func TestWeights(t *testing.T) {
	in := freeInput()
	in.Product.ExitPlan = system.ExitPlan{Exists: new(false)}
	in.Weights = map[string]float64{lockin.ExitPlan: 3}
	if diff := cmp.Diff(result.Exactly(math.Sqrt((2*.25+3)/12.5)), lockin.Measure(in).Index, near); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestMethodPage repeats the worked examples of docs/method.md.
func TestMethodPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/method.md")
	if err != nil {
		t.Fatal(err)
	}
	alone := freeInput()
	alone.Product.Alternatives = list[system.Alternative]()
	amf := example()
	r := lockin.Measure(amf)
	wants := []string{"index = " + lockin.Measure(alone).Index.String(), "index of amf = " + r.Index.String(), "exit horizon of amf = " + r.ExitHorizonMonths.String() + " months"}
	for _, d := range r.Dimensions {
		wants = append(wants, fmt.Sprintf("| %s | %s |", d.Name, d.Value))
	}
	words := lockin.DORA(r.Dimensions)
	wants = append(wants, "substitutability of amf = "+strings.Join(words.Substitutability[:], " to "), "reason of amf = "+words.Reason,
		"reintegration of amf = "+strings.Join(words.Reintegration[:], " to "))
	flat := strings.Join(strings.Fields(string(page)), " ")
	for _, want := range wants {
		if !strings.Contains(flat, want) {
			t.Errorf("docs/method.md does not say %q", want)
		}
	}
}

// example is the product amf of the method page.
func example() lockin.Input {
	p := &system.Product{
		ID: "amf", Kind: "software",
		Interface:     list(system.IF{Kind: "open-standard"}, system.IF{Kind: "proprietary", Weight: new(2.0)}),
		IFAll:         true,
		DataExport:    list(system.DataSet{Format: "open"}, system.DataSet{Format: "none"}),
		DataExportAll: true,
		Migration:     system.Migration{Months: &supplier.Range{Lo: 9, Hi: 18}, Cost: &supplier.Range{Lo: 400_000, Hi: 900_000}, ProcurementMonths: supplier.Exact(6)},
		Alternatives:  list(system.Alternative{Party: "ostbit", Maturity: supplier.Exact(.6), Capacity: supplier.Exact(1)}),
		AltsAll:       true,
		ExitPlan:      system.ExitPlan{Exists: new(true), TestedOn: date("2025-03-01")},
	}
	c := &system.Contract{
		ID: "amf-2024", Renewal: date("2027-12-31"), End: date("2029-12-31"), NoticeMonths: new(12.0), Convenience: new(false),
		AnnualValue: supplier.Exact(1_200_000), ExitCharges: supplier.Exact(200_000),
	}
	return lockin.Input{
		AsOf: asOf, Supplier: "teliqon", Product: p, Contract: c, DataAct: lockin.DataActOf(p, c), Standing: qualified,
		Parts: &lockin.Parts{Own: span(40, 50), Direct: span(10, 10), Exclusive: span(30, 30), All: 200},
	}
}

func ExampleMeasure() {
	r := lockin.Measure(lockin.Input{
		AsOf:     time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC),
		Supplier: "teliqon",
		Product: &system.Product{
			ID:           "amf",
			Kind:         "software",
			Alternatives: supplier.List[system.Alternative]{None: true},
			Migration:    system.Migration{Months: &supplier.Range{Lo: 9, Hi: 18}},
		},
		NoContract: true,
	})
	for _, d := range r.Dimensions[:4] {
		fmt.Println(d.Name, d.Value, d.Why)
	}
	fmt.Println("index", r.Index)
	// Output:
	// alternatives 1 product amf: there is no alternative
	// interfaces [0, 1] product amf: the interfaces are not recorded
	// data [0, 1] product amf: how data can be taken out is not recorded
	// migrationTime [0.375, 0.75] product amf: a migration takes [9, 18] months
	// index [0.459, 0.918]
}
