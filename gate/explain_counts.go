// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"fmt"
	"maps"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
)

// member is one of the things that a count counts. How many it stands for is
// 1, but for folded findings.
type member struct {
	id string // to ask for
	n  int
}

// counted explains a count: its first members, how they were counted, and
// what the count rests on.
func (e *Explainer) counted(members []member, title, rule, section string, grounds []result.Explanation) []result.Explanation {
	b := branch{e: e}
	for _, m := range members[:min(shownParts, len(members))] {
		b.refs(m.id)
	}
	if n := len(members); n > shownParts {
		rule += fmt.Sprintf(" The first %d of %d are named here.", shownParts, n)
	}
	b.add(measure(title, rule, section, e.orAll(grounds)))
	return b.out
}

// indexVerdictCounts makes the four counts of the verdict askable.
func (e *Explainer) indexVerdictCounts() {
	v := &e.a.Verdict
	for _, c := range []struct {
		name, title, rule string
		n                 int
		has               func(*result.Finding) bool
	}{
		{"fail", "findings that fail", "Findings with this outcome that nobody waived; a folded finding counts once.", v.Fail,
			func(f *result.Finding) bool { return f.Waiver == "" && f.Outcome == result.Fail }},
		{"warn", "findings that warn", "Findings with this outcome that nobody waived; a folded finding counts once.", v.Warn,
			func(f *result.Finding) bool { return f.Waiver == "" && f.Outcome == result.Warn }},
		{"unknown", "findings that are open", "Findings that wait for a fact and that nobody waived: one for each rule and missing fact, however many subjects lack it.", v.Unknown,
			func(f *result.Finding) bool { return f.Waiver == "" && f.Outcome == result.Unknown }},
		{"waived", "findings that were waived", "Findings that a waiver in force accepts, whatever their outcome.", v.Waived,
			func(f *result.Finding) bool { return f.Waiver != "" }},
	} {
		e.add("verdict", "verdict/"+c.name, func() result.Explanation { return number(c.title, itoa(c.n), "") }, func() []result.Explanation {
			var members []member
			for i := range e.a.Findings {
				if f := &e.a.Findings[i]; c.has(f) {
					members = append(members, member{id: f.ID})
				}
			}
			return e.counted(members, "count of findings", c.rule, "section 1", e.allPacks())
		})
	}
}

// allPacks are the policy packs that the rules came in.
func (e *Explainer) allPacks() []result.Explanation {
	var out []result.Explanation
	for i := range e.a.Policies {
		out = append(out, e.pack(e.a.Policies[i].Pack))
	}
	return out
}

// indexSubjectCounts counts, for each subject, its findings by outcome.
func (e *Explainer) indexSubjectCounts() {
	type key struct {
		subject string
		outcome result.Outcome
	}
	members := map[key][]member{}
	var order []key
	for i := range e.a.Findings {
		f := &e.a.Findings[i]
		k := key{f.Subject, f.Outcome}
		if f.Waiver != "" {
			continue
		}
		if members[k] == nil {
			order = append(order, k)
		}
		members[k] = append(members[k], member{id: f.ID})
	}
	for _, k := range order {
		e.add("findings", "findings/"+k.subject+"/"+string(k.outcome), func() result.Explanation {
			return number("findings on "+e.subject(k.subject)+", "+string(k.outcome), itoa(len(members[k])), "")
		}, func() []result.Explanation {
			return e.counted(members[k], "count of findings", "Findings on the subject itself with this outcome that nobody waived; one that is folded over several subjects counts for the system.", "section 1", e.allPacks())
		})
	}
}

// missingFact is a fact that keeps rules open, with those that lack it.
type missingFact struct {
	subjects int // the most of any one rule
	findings []member
	rules    []string
	examples []string
}

// shownLacking is how many of the subjects that lack a fact are named: of all
// of them the same is said.
const shownLacking = 4

// indexMissing counts, for each missing fact, the subjects that lack it.
func (e *Explainer) indexMissing() {
	all := map[string]*missingFact{}
	for i := range e.a.Findings {
		f := &e.a.Findings[i]
		if f.Outcome != result.Unknown || f.Waiver != "" {
			continue
		}
		subjects := f.Examples
		if len(subjects) == 0 {
			subjects = []string{f.Subject}
		}
		for _, fact := range f.Missing {
			m := all[fact]
			if m == nil {
				m = &missingFact{}
				all[fact] = m
			}
			m.subjects = max(m.subjects, f.Count, 1)
			m.findings = append(m.findings, member{id: f.ID})
			if !slices.Contains(m.rules, f.Rule) {
				m.rules = append(m.rules, f.Rule)
			}
			for _, s := range subjects {
				if len(m.examples) < shownLacking && !slices.Contains(m.examples, s) {
					m.examples = append(m.examples, s)
				}
			}
		}
	}
	for _, fact := range slices.Sorted(maps.Keys(all)) {
		m := all[fact]
		e.add("missing", "missing/"+fact, func() result.Explanation {
			return number("subjects of which "+fact+" is not stated", itoa(m.subjects), fmt.Sprintf("It keeps %d rules open.", len(m.rules)))
		}, func() []result.Explanation {
			var lacking []result.Explanation
			if !e.measured(fact) {
				for _, s := range m.examples {
					lacking = append(lacking, e.missing(s, fact))
				}
			}
			return e.counted(m.findings, "count of subjects", "The subjects that one rule cannot judge for want of the fact, of the rule with the most: the same subjects are wanted by several rules.", "section 1", lacking)
		})
	}
}

// indexDiagnostics counts the problems with the inputs by their grade.
func (e *Explainer) indexDiagnostics() {
	for _, grade := range []diag.Severity{diag.Error, diag.Warning, diag.Info} {
		var list []*diag.Diagnostic
		for i := range e.a.Diagnostics {
			if d := &e.a.Diagnostics[i]; d.Severity == grade {
				list = append(list, d)
			}
		}
		e.add("diagnostics", "diagnostics/"+grade.String(), func() result.Explanation {
			return number("problems with the inputs, "+grade.String(), itoa(len(list)), "")
		}, func() []result.Explanation {
			b := branch{e: e}
			for _, d := range list[:min(shownParts, len(list))] {
				b.add(e.problem(d))
			}
			text := "What readers of the inputs and the checks of records said, each once."
			if n := len(list); n > shownParts {
				text += fmt.Sprintf(" The first %d of %d are named here.", shownParts, n)
			}
			b.add(measure("count of problems", text, "section 1", e.orAll(nil)))
			return b.out
		})
	}
}

// problem is a node for what was said of an input.
func (e *Explainer) problem(d *diag.Diagnostic) result.Explanation {
	at := result.Evidence{File: d.Position.File, Pointer: d.Position.Pointer, Line: d.Position.Line}
	if at.File != "" && (at.Pointer != "" || at.Line > 0) {
		return result.Explanation{Kind: result.ExplainFact, Title: d.Message, Value: d.Code, At: at}
	}
	if e.inputs[at.File] != nil {
		return e.input(at.File, d.Message)
	}
	return parameter(d.Code, d.Severity.String(), d.Message)
}

// standsAt is where a component stands in its SBOM.
func (e *Explainer) standsAt(id string) (result.Explanation, bool) {
	c := e.components[trimKind(id)]
	if c == nil || c.At.File == "" || c.At.Pointer == "" && c.At.Line == 0 {
		return result.Explanation{}, false
	}
	return result.Explanation{Kind: result.ExplainFact, Title: "component " + e.component(id), Value: or(c.PURL, c.Version), At: c.At}, true
}
