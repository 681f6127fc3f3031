// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// State is the gate's answer. The zero value is no answer.
type State string

// The states, best first.
const (
	Pass State = "pass"
	Warn State = "warn"
	Fail State = "fail"
)

func (s State) rank() int { return slices.Index([]State{Pass, Warn, Fail}, s) }

// Options is how strict the gate is. The zero value is the default: every
// failed finding fails, warnings and unknowns warn.
type Options struct {
	// FailOn is the lowest severity at which a failed finding fails the gate;
	// below it counts as a warning. Default (and any word that is not on the
	// scale of [result.Severities]): every failed finding fails.
	FailOn string
	// FailOnWarn makes the gate stop at warnings too: see [Decision.Stop].
	FailOnWarn bool
	// WarnFrom is the lowest severity at which a warning stops the gate under
	// FailOnWarn; one without a severity always does. Default (and any word
	// that is not on the scale): every warning.
	WarnFrom string
	// FailOnUnknown makes unknown findings fail.
	FailOnUnknown bool
	// Baseline is an earlier result; what it has unwaived in the same or a
	// worse state does not count again. Default: everything counts. Findings
	// that the baseline has waived do count, since a waiver ends. What cannot
	// be told apart it excuses as often as it has it.
	Baseline *result.Assessment
}

// Decision is the gate's answer with its reasons.
type Decision struct {
	State State `json:"state"`
	// Stop reports whether the gate stops: in the state fail, and in the
	// state warn under FailOnWarn, if one of the reasons is as severe as
	// WarnFrom says.
	Stop bool `json:"stop"`
	// Reasons are all that counts, worst first. Empty when the state is pass.
	Reasons []Ground `json:"reasons"`
	// New are the unwaived findings that count and that the baseline does not
	// have in this state; without a baseline all that count.
	New []result.Finding `json:"new"`
	// Known counts the unwaived findings that the baseline excuses.
	Known int `json:"known"`
	// Excused are these findings.
	Excused result.Excused `json:"excused"`
}

// Ground is one reason of a decision.
type Ground struct {
	State    State          `json:"state"` // what it makes of the gate: warn or fail
	Kind     GroundKind     `json:"kind"`
	Finding  string         `json:"finding,omitempty"` // id
	Outcome  result.Outcome `json:"outcome,omitempty"` // of the finding
	Rule     string         `json:"rule,omitempty"`
	Subject  string         `json:"subject,omitempty"`
	Severity string         `json:"severity,omitempty"`
	Text     string         `json:"text"`
}

// GroundKind is why something counts.
type GroundKind string

// The kinds of grounds.
const (
	Found      GroundKind = "finding"    // a finding, new where there is a baseline
	Worse      GroundKind = "worse"      // in the baseline with a milder outcome
	Growth     GroundKind = "growth"     // in the baseline for fewer subjects
	Incomplete GroundKind = "incomplete" // an input was not read
)

// Decide answers whether the result passes. Waived findings do not count; run
// [Apply] first.
//
// A failed finding makes the state fail, a warning and an unknown make it
// warn, and so does a result that is incomplete: what was not read may hold
// anything.
func Decide(a *result.Assessment, o Options) Decision {
	d := Decision{State: Pass, Reasons: make([]Ground, 0, len(a.Findings)+1), New: make([]result.Finding, 0, len(a.Findings))}
	old := known(o.Baseline, a)
	for i := range a.Findings {
		f := &a.Findings[i]
		if f.Waiver != "" {
			continue
		}
		g := Ground{State: o.state(f), Kind: Found, Finding: f.ID, Outcome: f.Outcome, Rule: f.Rule,
			Subject: f.Subject, Severity: f.Severity, Text: f.Message}
		before, ok := old.of(f)
		switch {
		case !ok:
			d.New = append(d.New, *f)
		case rank(f.Outcome) > rank(before.outcome):
			d.New = append(d.New, *f)
			g.Kind = Worse
			g.Text = fmt.Sprintf("%s (in the baseline: %s)", f.Message, before.outcome)
		case count(f) > before.count:
			g.Kind = Growth
			g.Text = fmt.Sprintf("%s (now for %d, in the baseline for %d)", f.Message, count(f), before.count)
		default:
			d.excuse(f)
			continue
		}
		d.Reasons = append(d.Reasons, g)
	}
	if a.Incomplete {
		d.Reasons = append(d.Reasons, Ground{State: Warn, Kind: Incomplete,
			Text: "the assessment is incomplete: an input could not be read"})
	}
	slices.SortStableFunc(d.Reasons, compareGrounds)
	byRank := func(f, g result.Finding) int { return compareFindings(&f, &g) }
	if !slices.IsSortedFunc(d.New, byRank) { // as a result's are, and they are large
		slices.SortStableFunc(d.New, byRank)
	}
	if len(d.Reasons) > 0 {
		d.State = d.Reasons[0].State
	}
	d.Stop = d.State == Fail || slices.ContainsFunc(d.Reasons, o.stops)
	return d
}

// stops reports whether a warning stops the gate.
func (o *Options) stops(g Ground) bool {
	return g.State == Warn && o.FailOnWarn && result.SeverityRank(g.Severity) >= threshold(o.WarnFrom)
}

// threshold is the rank of a severity on the scale, 0 of any other word.
func threshold(severity string) int { return slices.Index(result.Severities(), severity) + 1 }

// state is what one finding makes of the gate.
func (o *Options) state(f *result.Finding) State {
	switch f.Outcome {
	case result.Fail:
		if result.SeverityRank(f.Severity) >= threshold(o.FailOn) {
			return Fail
		}
		return Warn
	case result.Warn:
		return Warn
	}
	if o.FailOnUnknown {
		return Fail
	}
	return Warn
}

// count is the number of subjects that a finding speaks of.
func count(f *result.Finding) int { return max(1, f.Count) }

// rank grades outcomes, best first; whatever is neither warn nor fail is
// unknown.
func rank(o result.Outcome) int {
	switch o {
	case result.Fail:
		return 2
	case result.Warn:
		return 1
	}
	return 0
}

func compareGrounds(g, h Ground) int {
	return cmp.Or(
		cmp.Compare(h.State.rank(), g.State.rank()),
		cmp.Compare(result.SeverityRank(h.Severity), result.SeverityRank(g.Severity)),
		strings.Compare(g.Rule, h.Rule),
		strings.Compare(g.Subject, h.Subject),
		strings.Compare(g.Finding, h.Finding),
		strings.Compare(g.Text, h.Text),
	)
}

func compareFindings(f, g *result.Finding) int {
	return cmp.Or(
		cmp.Compare(rank(g.Outcome), rank(f.Outcome)),
		cmp.Compare(result.SeverityRank(g.Severity), result.SeverityRank(f.Severity)),
		strings.Compare(f.Rule, g.Rule),
		strings.Compare(f.Subject, g.Subject),
		strings.Compare(f.Key, g.Key),
		strings.Compare(f.ID, g.ID),
	)
}

// Verdict is the gate's answer under its default strictness, with the
// findings counted.
func Verdict(a *result.Assessment) result.Verdict {
	var v result.Verdict
	state, lenient := Pass, Options{}
	if a.Incomplete {
		state = Warn
	}
	for i := range a.Findings {
		f := &a.Findings[i]
		if s := lenient.state(f); f.Waiver == "" && s.rank() > state.rank() {
			state = s
		}
		switch {
		case f.Waiver != "":
			v.Waived++
		case f.Outcome == result.Fail:
			v.Fail++
		case f.Outcome == result.Warn:
			v.Warn++
		default:
			v.Unknown++
		}
	}
	v.State = string(state)
	return v
}

// FillVerdict sets a.Verdict.
func FillVerdict(a *result.Assessment) { a.Verdict = Verdict(a) }
