// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"fmt"

	"github.com/kedja/kedja/result"
)

// ruleOutcomes are the counts of a rule, each with how it is counted.
var ruleOutcomes = []struct {
	name string // pass, or the outcome of the findings behind the count
	rule string
	of   func(*result.Counts) int
}{
	{"pass", "Subjects of which all that the rule needs is known and in which it finds nothing; they are counted and not listed.", func(c *result.Counts) int { return c.Pass }},
	{"warn", "Subjects in which the rule finds something that is to be looked at. A subject with several such findings counts once, and so does each subject of a folded finding.", func(c *result.Counts) int { return c.Warn }},
	{"fail", "Subjects in which the rule finds something that must not be. A subject with several such findings counts once, and so does each subject of a folded finding.", func(c *result.Counts) int { return c.Fail }},
	{"unknown", "Subjects that the rule cannot judge for want of a fact. One that lacks several facts counts once.", func(c *result.Counts) int { return c.Unknown }},
}

// indexRules makes it askable how many subjects each rule judged, and how.
func (e *Explainer) indexRules() {
	type key struct {
		rule    string
		outcome result.Outcome
	}
	members := map[key][]member{}
	for i := range e.a.Findings {
		f := &e.a.Findings[i]
		k := key{f.Rule, f.Outcome}
		members[k] = append(members[k], member{f.ID, max(f.Count, 1)})
	}
	e.add("rules", "rules", func() result.Explanation {
		return number("rules that applied", itoa(len(e.a.Rules)), "")
	}, func() []result.Explanation {
		var rules []member
		for i := range e.a.Rules {
			rules = append(rules, member{id: "rules/" + e.a.Rules[i].ID})
		}
		return e.counted(rules, "count of rules", "Rules of the packs given whose scope has a subject here and whose conditions to apply hold.", "section 1", e.allPacks())
	})
	for i := range e.a.Rules {
		r := &e.a.Rules[i]
		e.add("rules", "rules/"+r.ID, func() result.Explanation {
			n := r.Counts.Pass + r.Counts.Warn + r.Counts.Fail + r.Counts.Unknown
			return number("subjects judged by "+r.ID, itoa(n), r.Title)
		}, func() []result.Explanation {
			b := branch{e: e}
			for _, o := range ruleOutcomes {
				b.refs("rules/" + r.ID + "/" + o.name)
			}
			b.add(e.rule(r.ID, r.Pack))
			return b.out
		})
		for _, o := range ruleOutcomes {
			list := members[key{r.ID, result.Outcome(o.name)}]
			e.add("rules", "rules/"+r.ID+"/"+o.name, func() result.Explanation {
				return number("subjects of "+r.ID+", "+o.name, itoa(o.of(&r.Counts)), "")
			}, func() []result.Explanation { return e.ruleCountParts(r, o.rule, list) })
		}
	}
}

// ruleCountParts names the findings behind a count of a rule.
func (e *Explainer) ruleCountParts(r *result.Rule, text string, list []member) []result.Explanation {
	if len(list) > 0 {
		subjects := 0
		for _, m := range list {
			subjects += m.n
		}
		text += fmt.Sprintf(" Findings with this outcome, waived ones with them: %d on %d subjects, where one subject may have several.", len(list), subjects)
	}
	out := e.counted(list, "count of subjects", text, "section 1", []result.Explanation{e.pack(r.Pack)})
	return append(out, e.rule(r.ID, r.Pack))
}
