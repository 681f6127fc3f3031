// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/report"
	"github.com/kedja/kedja/result"
)

// What the gate answered is in the result, and every report and the line on
// standard error have the same counts.
func TestRecord(t *testing.T) {
	rows := []string{"a fail high", "b fail low", "c warn low", "d unknown high", "e fail high 0 w-1"}
	tests := []struct {
		name    string
		options Options
		want    result.Gate
		line    string
		text    string
	}{
		{"by default", Options{},
			result.Gate{State: "fail", Stop: true, Failures: 2, Warnings: 2, Unknown: 1, Waived: 1},
			"fail: 2 failures, 2 warnings (1 unknown); waivers accept 1",
			"GATE: FAIL · 2 failures · 2 warnings (1 unknown) · waivers accept 1\n  every failed finding fails; warnings do not stop it; what is unknown warns\nVERDICT: FAIL · 2 failed · 1 warning · 1 unknown · 1 waived\n"},
		{"a threshold", Options{FailOn: "critical", FailOnWarn: true},
			result.Gate{State: "warn", Stop: true, FailOn: "critical", FailOnWarn: "low", Warnings: 4, BelowFailOn: 2, Unknown: 1, Waived: 1},
			"warn: 0 failures, 4 warnings (2 failed below critical, 1 unknown); waivers accept 1",
			"GATE: WARN, stops · 0 failures · 4 warnings (2 failed below critical, 1 unknown) · waivers accept 1\n  failed findings fail from severity critical on; warnings stop it; what is unknown warns\nVERDICT: FAIL · 2 failed · 1 warning · 1 unknown · 1 waived · without the thresholds and the baseline of the gate\n"},
		{"a threshold of warnings that none reaches", Options{FailOn: "critical", FailOnWarn: true, WarnFrom: "critical"},
			result.Gate{State: "warn", FailOn: "critical", FailOnWarn: "critical", Warnings: 4, BelowFailOn: 2, Unknown: 1, Waived: 1},
			"warn: 0 failures, 4 warnings (2 failed below critical, 1 unknown); waivers accept 1",
			"GATE: WARN, lets pass · 0 failures · 4 warnings (2 failed below critical, 1 unknown) · waivers accept 1\n  failed findings fail from severity critical on; warnings stop it from severity critical on; what is unknown warns\nVERDICT"},
		{"unknowns fail", Options{FailOnUnknown: true, FailOn: "high"},
			result.Gate{State: "fail", Stop: true, FailOn: "high", FailOnUnknown: true, Failures: 2, Warnings: 2, BelowFailOn: 1, Unknown: 1, Waived: 1},
			"fail: 2 failures (1 unknown), 2 warnings (1 failed below high); waivers accept 1",
			"GATE: FAIL · 2 failures (1 unknown) · 2 warnings (1 failed below high) · waivers accept 1\n  failed findings fail from severity high on; warnings do not stop it; what is unknown fails\nVERDICT"},
		{"a baseline", Options{Baseline: findings("b fail low", "a fail high", "c warn low", "d unknown high")},
			result.Gate{State: "pass", Waived: 1, Excused: result.Excused{Fail: 2, Warn: 1, Unknown: 1, Findings: []string{"a", "b", "c", "d"}}, Baseline: &result.Input{Name: "main.json"}},
			"pass; the baseline excuses 4 (2 failed, 1 warning, 1 unknown); waivers accept 1",
			"GATE: PASS · the baseline excuses 4 (2 failed, 1 warning, 1 unknown) · waivers accept 1\n  every failed finding fails; warnings do not stop it; what is unknown warns; what the baseline main.json has does not count\nVERDICT: FAIL"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := findings(rows...)
			FillVerdict(a)
			d := Decide(a, tt.options)
			d.Record(a, tt.options, tt.want.Baseline)
			if diff := cmp.Diff(&tt.want, a.Gate); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got := report.GateLine(a.Gate); got != tt.line {
				t.Errorf("the line is %q, want %q", got, tt.line)
			}
			var text strings.Builder
			if err := report.Text(&text, a, report.Options{Width: 300}); err != nil {
				t.Fatal(err)
			}
			if got := strings.ReplaceAll(text.String(), "\u00a0", " "); !strings.Contains(got, tt.text) {
				t.Errorf("the text is\n%s\nwithout\n%s", got, tt.text)
			}
		})
	}
}

// What is excused is marked where findings are listed, in each report.
func TestRecordMarksWhatTheBaselineHas(t *testing.T) {
	a := findings("a fail high", "b fail low")
	FillVerdict(a)
	o := Options{Baseline: findings("a fail high")}
	d := Decide(a, o)
	d.Record(a, o, &result.Input{Name: "main.json"})
	for format, want := range map[string]string{
		"text":     "message a [] in the baseline of the gate",
		"markdown": "message a<br>in the baseline of the gate",
		"html":     `<span class="tag info">in the baseline</span>`,
		"json":     `"findings": [` + "\n    \"a\"",
	} {
		f, _ := report.Find(format)
		var b strings.Builder
		if err := f.Render(&b, a, report.Options{Width: 300}); err != nil {
			t.Fatal(err)
		}
		if got := strings.ReplaceAll(b.String(), "\u00a0", " "); strings.Count(got, want) != 1 {
			t.Errorf("%s has %d of %q:\n%s", format, strings.Count(got, want), want, got)
		}
	}
}

// An explanation says by what the gate answered; its counts name the findings.
func TestExplainGate(t *testing.T) {
	a := findings("a fail high", "b fail low", "c warn low")
	FillVerdict(a)
	o := Options{FailOn: "high", Baseline: findings("c warn low")}
	d := Decide(a, o)
	d.Record(a, o, &result.Input{Name: "main.json", SHA256: "00"})
	e := NewExplainer(a)
	for id, want := range map[string]string{"gate": "fail", "gate/failures": "1", "gate/warnings": "1", "gate/excused": "1"} {
		x, ok := e.Lookup(id)
		if !ok || x.Value != want {
			t.Errorf("%s is %q, want %q", id, x.Value, want)
		}
	}
	if _, ok := NewExplainer(findings("a fail high")).Lookup("gate"); ok {
		t.Error("a result that nobody put before the gate explains its answer")
	}
}
