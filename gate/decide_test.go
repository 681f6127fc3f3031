// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/result"
)

// findings writes an assessment in short: "id outcome severity".
func findings(rows ...string) *result.Assessment {
	a := &result.Assessment{}
	for _, row := range rows {
		var f result.Finding
		fmt.Sscan(row, &f.ID, &f.Outcome, &f.Severity, &f.Count, &f.Waiver)
		f.Rule, f.Message = "r/"+f.ID, "message "+f.ID
		a.Findings = append(a.Findings, f)
	}
	return a
}

func TestDecide(t *testing.T) {
	tests := []struct {
		name     string
		findings []string
		options  Options
		want     State
		stop     bool
	}{
		{"nothing found", nil, Options{}, Pass, false},
		{"a failure fails", []string{"a fail low"}, Options{}, Fail, true},
		{"a warning warns", []string{"a warn critical"}, Options{}, Warn, false},
		{"an unknown warns", []string{"a unknown critical"}, Options{}, Warn, false},
		{"an outcome of a later version is unknown", []string{"a abstained low"}, Options{}, Warn, false},
		{"a waived failure passes", []string{"a fail critical 0 w-1"}, Options{FailOnWarn: true}, Pass, false},
		{"warnings stop a strict gate", []string{"a warn low"}, Options{FailOnWarn: true}, Warn, true},
		{"unknowns stop a strict gate", []string{"a unknown low"}, Options{FailOnWarn: true}, Warn, true},
		{"a warning at the threshold of warnings", []string{"a warn low", "b warn high"}, Options{FailOnWarn: true, WarnFrom: "high"}, Warn, true},
		{"warnings below their threshold", []string{"a warn moderate", "b unknown low"}, Options{FailOnWarn: true, WarnFrom: "high"}, Warn, false},
		{"an unknown at the threshold of warnings", []string{"a unknown critical"}, Options{FailOnWarn: true, WarnFrom: "high"}, Warn, true},
		{"a failure that only warns, at the threshold of warnings", []string{"a fail high"}, Options{FailOn: "critical", FailOnWarn: true, WarnFrom: "high"}, Warn, true},
		{"a warning without severity", []string{"a warn"}, Options{FailOnWarn: true, WarnFrom: "critical"}, Warn, true},
		{"a threshold of warnings that are not asked for", []string{"a warn critical"}, Options{WarnFrom: "low"}, Warn, false},
		{"unknowns fail on demand", []string{"a unknown low"}, Options{FailOnUnknown: true}, Fail, true},
		{"below the threshold", []string{"a fail moderate"}, Options{FailOn: "high"}, Warn, false},
		{"at the threshold", []string{"a fail high"}, Options{FailOn: "high"}, Fail, true},
		{"above the threshold", []string{"a fail critical"}, Options{FailOn: "high"}, Fail, true},
		{"not graded", []string{"a fail"}, Options{FailOn: "critical"}, Fail, true},
		{"threshold off the scale", []string{"a fail low"}, Options{FailOn: "awful"}, Fail, true},
		{"the worst counts", []string{"a unknown low", "b fail low", "c warn low"}, Options{}, Fail, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := Decide(findings(tt.findings...), tt.options)
			if d.State != tt.want || d.Stop != tt.stop {
				t.Errorf("got %s (stop %v), want %s (stop %v)", d.State, d.Stop, tt.want, tt.stop)
			}
			if (d.State == Pass) != (len(d.Reasons) == 0) {
				t.Errorf("state %s with reasons %v", d.State, d.Reasons)
			}
		})
	}
}

func TestDecideAgainstBaseline(t *testing.T) {
	baseline := findings("known fail high", "milder warn high", "folded unknown low 12", "waived fail high 0 w-1", "gone fail high", "better fail low")
	now := findings("known fail high", "milder fail high", "folded unknown low 40", "waived fail high", "new warn low", "better warn low")
	d := Decide(now, Options{Baseline: baseline})
	want := Decision{
		State: Fail, Stop: true, Known: 2,
		Excused: result.Excused{Fail: 1, Warn: 1, Findings: []string{"known", "better"}},
		Reasons: []Ground{
			{State: Fail, Kind: Worse, Finding: "milder", Outcome: result.Fail, Rule: "r/milder", Severity: "high", Text: "message milder (in the baseline: warn)"},
			{State: Fail, Kind: Found, Finding: "waived", Outcome: result.Fail, Rule: "r/waived", Severity: "high", Text: "message waived"},
			{State: Warn, Kind: Growth, Finding: "folded", Outcome: result.Unknown, Rule: "r/folded", Severity: "low", Text: "message folded (now for 40, in the baseline for 12)"},
			{State: Warn, Kind: Found, Finding: "new", Outcome: result.Warn, Rule: "r/new", Severity: "low", Text: "message new"},
		},
		New: []result.Finding{now.Findings[1], now.Findings[3], now.Findings[4]},
	}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDecideSameAsBaselinePasses(t *testing.T) {
	a := findings("a fail critical", "b unknown low 40")
	if d := Decide(a, Options{Baseline: a, FailOnUnknown: true}); d.State != Pass || d.Known != 2 {
		t.Errorf("got %+v", d)
	}
}

func TestDecideIncomplete(t *testing.T) {
	a := &result.Assessment{Incomplete: true}
	if d := Decide(a, Options{}); d.State != Warn || d.Reasons[0].Kind != Incomplete {
		t.Errorf("got %+v", d)
	}
	if d := Decide(a, Options{FailOnWarn: true, WarnFrom: "critical"}); !d.Stop {
		t.Error("what was not read may be as severe as anything, and does not stop the gate")
	}
	// What was not read is not excused by a baseline that was not read either.
	if d := Decide(a, Options{Baseline: a}); d.State != Warn {
		t.Errorf("got %+v", d)
	}
}

func TestVerdict(t *testing.T) {
	a := findings("a fail low", "b fail low 0 w-1", "c warn low", "d unknown low 30", "e unknown low")
	FillVerdict(a)
	if diff := cmp.Diff(result.Verdict{State: "fail", Fail: 1, Warn: 1, Unknown: 2, Waived: 1}, a.Verdict); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(result.Verdict{State: "pass"}, Verdict(&result.Assessment{})); diff != "" {
		t.Errorf("of nothing (-want +got):\n%s", diff)
	}
}

func ExampleDecide() {
	a := &result.Assessment{Findings: []result.Finding{
		{ID: "5a", Rule: "eu5g/SUPPLIER-0004", Outcome: result.Fail, Severity: "moderate", Message: "Teliqon serves a key asset"},
		{ID: "5b", Rule: "nis2/SUPPLIER-0001", Outcome: result.Unknown, Severity: "high", Message: "Vantar's headquarters are not stated"},
	}}
	d := Decide(a, Options{FailOn: "high"})
	fmt.Println(d.State, d.Stop)
	for _, r := range d.Reasons {
		fmt.Println(r.State, r.Rule, r.Text)
	}
	// Output:
	// warn false
	// warn nis2/SUPPLIER-0001 Vantar's headquarters are not stated
	// warn eu5g/SUPPLIER-0004 Teliqon serves a key asset
}

// The verdict is what Decide says by default.
func TestVerdictIsDecideByDefault(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := &result.Assessment{Incomplete: rapid.Bool().Draw(t, "incomplete")}
		for range rapid.IntRange(0, 4).Draw(t, "findings") {
			a.Findings = append(a.Findings, result.Finding{
				Outcome:  rapid.SampledFrom([]result.Outcome{result.Fail, result.Warn, result.Unknown}).Draw(t, "outcome"),
				Severity: rapid.SampledFrom(append(result.Severities(), "")).Draw(t, "severity"),
				Waiver:   rapid.SampledFrom([]string{"", "w"}).Draw(t, "waiver"),
			})
		}
		if got, want := Verdict(a).State, string(Decide(a, Options{}).State); got != want {
			t.Errorf("the verdict is %s, Decide says %s", got, want)
		}
	})
}
