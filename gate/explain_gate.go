// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"fmt"

	"github.com/kedja/kedja/result"
)

// indexGate makes the answer of the gate and its counts askable, where there
// is one.
func (e *Explainer) indexGate() {
	g := e.a.Gate
	if g == nil {
		return
	}
	const rule = "Fail where a finding that counts fails, else warn where one counts or an input could not be read, else pass. Neither what a waiver accepts counts nor what the baseline has in the same or a worse state."
	e.add("gate", "gate", func() result.Explanation {
		return number("answer of the gate", g.State, fmt.Sprintf("%d failures, %d warnings; the baseline excuses %d, waivers %d.", g.Failures, g.Warnings, g.Excused.N(), g.Waived))
	}, func() []result.Explanation {
		b := branch{e: e}
		for _, m := range e.gateMembers(func(s State) bool { return string(s) == g.State }, shownParts) {
			b.refs(m.id)
		}
		b.add(measure("gate", rule, "section 1", e.gateTerms()))
		return b.out
	})
	for _, c := range []struct {
		name, title string
		n           int
		state       State
	}{{"failures", "reasons to fail", g.Failures, Fail}, {"warnings", "reasons to warn", g.Warnings, Warn}} {
		e.add("gate", "gate/"+c.name, func() result.Explanation { return number(c.title, itoa(c.n), "") }, func() []result.Explanation {
			return e.counted(e.gateMembers(func(s State) bool { return s == c.state }, len(e.a.Findings)), "count of reasons", rule, "section 1", e.gateTerms())
		})
	}
	e.add("gate", "gate/excused", func() result.Explanation {
		return number("findings that the baseline excuses", itoa(g.Excused.N()), fmt.Sprintf("%d failed, %d warnings, %d unknown.", g.Excused.Fail, g.Excused.Warn, g.Excused.Unknown))
	}, func() []result.Explanation {
		var members []member
		for _, id := range g.Excused.Findings {
			members = append(members, member{id: id})
		}
		return e.counted(members, "count of findings", "Findings that the baseline has, unwaived, in the same or a worse state and for as many subjects.", "section 1", e.gateTerms())
	})
}

// gateMembers are the findings that make the gate what the filter asks, the
// worst first.
func (e *Explainer) gateMembers(want func(State) bool, most int) []member {
	g := e.a.Gate
	o := Options{FailOn: g.FailOn, FailOnUnknown: g.FailOnUnknown}
	excused := map[string]bool{}
	for _, id := range g.Excused.Findings {
		excused[id] = true
	}
	var out []member
	for i := range e.a.Findings {
		if f := &e.a.Findings[i]; len(out) < most && f.Waiver == "" && !excused[f.ID] && want(o.state(f)) {
			out = append(out, member{id: f.ID})
		}
	}
	return out
}

// gateTerms are what the gate was asked with.
func (e *Explainer) gateTerms() []result.Explanation {
	g := e.a.Gate
	unknown := "warns"
	if g.FailOnUnknown {
		unknown = "fails"
	}
	out := []result.Explanation{
		parameter("--fail-on", or(g.FailOn, "every severity"), "A failed finding below it counts as a warning."),
		parameter("--fail-on-warn", or(g.FailOnWarn, "not given"), "The lowest severity at which a warning stops the gate."),
		parameter("--fail-on-unknown", unknown, "What cannot be decided for lack of facts."),
	}
	if g.Baseline != nil {
		out = append(out, result.Explanation{Kind: result.ExplainInput, Title: g.Baseline.Name, Value: "sha256 " + g.Baseline.SHA256, Text: "The baseline."})
	}
	return out
}
