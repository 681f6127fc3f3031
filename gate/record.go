// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"slices"

	"github.com/kedja/kedja/result"
)

// excuse counts a finding that the baseline has.
func (d *Decision) excuse(f *result.Finding) {
	d.Known++
	switch e := &d.Excused; f.Outcome {
	case result.Fail:
		e.Fail++
	case result.Warn:
		e.Warn++
	default:
		e.Unknown++
	}
	d.Excused.Findings = append(d.Excused.Findings, f.ID)
}

// Record writes the decision into the result that it is about, so that every
// report says the same as the exit code. The options are those of [Decide];
// baseline names the file of [Options.Baseline] and may be nil.
func (d *Decision) Record(a *result.Assessment, o Options, baseline *result.Input) {
	g := &result.Gate{State: string(d.State), Stop: d.Stop, FailOnUnknown: o.FailOnUnknown, Baseline: baseline, Excused: d.Excused}
	g.Excused.Findings = slices.Sorted(slices.Values(d.Excused.Findings))
	if threshold(o.FailOn) > 0 {
		g.FailOn = o.FailOn
	}
	if o.FailOnWarn {
		g.FailOnWarn = result.Severities()[max(1, threshold(o.WarnFrom))-1]
	}
	for i := range d.Reasons {
		r := &d.Reasons[i]
		if r.State == Fail {
			g.Failures++
		} else {
			g.Warnings++
		}
		switch {
		case r.Kind == Incomplete:
			g.Unread++
		case r.Outcome == result.Fail && r.State == Warn:
			g.BelowFailOn++
		case r.Outcome != result.Fail && r.Outcome != result.Warn:
			g.Unknown++
		}
	}
	for i := range a.Findings {
		if a.Findings[i].Waiver != "" {
			g.Waived++
		}
	}
	a.Gate = g
}
