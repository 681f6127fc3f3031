// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// scenarioOutcomes are the counts of a scenario.
var scenarioOutcomes = []struct {
	outcome result.Outcome
	of      func(*result.ScenarioCounts) int
}{
	{result.Fail, func(c *result.ScenarioCounts) int { return c.Fail }},
	{result.Warn, func(c *result.ScenarioCounts) int { return c.Warn }},
	{result.Unknown, func(c *result.ScenarioCounts) int { return c.Unknown }},
}

// indexScenarios makes the risks and scenarios of sources askable, with the
// findings that bear on them.
func (e *Explainer) indexScenarios() {
	outcomes := make(map[string]result.Outcome, len(e.a.Findings))
	for i := range e.a.Findings {
		outcomes[e.a.Findings[i].ID] = e.a.Findings[i].Outcome
	}
	for i := range e.a.Scenarios {
		s := &e.a.Scenarios[i]
		base := "scenarios/" + s.ID
		e.add("scenarios", base, func() result.Explanation {
			text := ""
			if len(s.Hazards) > 0 {
				text = "Hazards: " + strings.Join(s.Hazards, ", ") + "."
			}
			return number("findings that bear on "+s.ID+": "+s.Title, itoa(s.Counts.Fail+s.Counts.Warn+s.Counts.Unknown), text)
		}, func() []result.Explanation { return e.scenarioParts(s, outcomes) })
		for _, o := range scenarioOutcomes {
			e.add("scenarios", base+"/"+string(o.outcome), func() result.Explanation {
				return number("findings that bear on "+s.ID+", "+string(o.outcome), itoa(o.of(&s.Counts)), "")
			}, func() []result.Explanation {
				var members []member
				for _, id := range s.Findings {
					if outcomes[id] == o.outcome {
						members = append(members, member{id: id})
					}
				}
				b := branch{e: e}
				b.refs(base)
				b.add(e.counted(members, "count of findings", scenarioRule, "section 1", e.scenarioPacks(s))...)
				return b.out
			})
		}
	}
}

const scenarioRule = "Findings with this outcome, waived ones with them, of the rules that cite the entry; a folded finding counts once."

// scenarioParts explains a scenario: its entry, the rules that bear on it and
// what they found, the gravest first.
func (e *Explainer) scenarioParts(s *result.Scenario, outcomes map[string]result.Outcome) []result.Explanation {
	b := branch{e: e}
	for _, o := range scenarioOutcomes {
		b.refs("scenarios/" + s.ID + "/" + string(o.outcome))
	}
	shown := 0
	for _, o := range scenarioOutcomes {
		for _, id := range s.Findings {
			if outcomes[id] == o.outcome && shown < shownParts {
				shown++
				b.refs(id)
			}
		}
	}
	for _, id := range s.Rules {
		b.refs("rules/" + id)
	}
	packs := e.scenarioPacks(s)
	b.add(result.Explanation{Kind: result.ExplainLaw, Title: s.ID + ": " + s.Title, Source: s.Source, Status: s.Status, Provenance: s.Provenance, Children: packs})
	text := "What the rules that cite the entry found is collected. It says neither how likely the scenario is nor that it will come about; without findings it only says that these rules found nothing."
	if n := len(s.Findings); n > shown {
		text += " The " + itoa(shown) + " gravest of " + itoa(n) + " findings are named here."
	}
	b.add(measure("findings that bear on a scenario", text, "section 1", e.orAll(packs)))
	return b.out
}

// scenarioPacks are the packs of the rules that bear on a scenario.
func (e *Explainer) scenarioPacks(s *result.Scenario) []result.Explanation {
	var names []string
	for _, id := range s.Rules {
		if pack, _, _ := strings.Cut(id, "/"); !slices.Contains(names, pack) {
			names = append(names, pack)
		}
	}
	var out []result.Explanation
	for _, name := range names {
		out = append(out, e.pack(name))
	}
	return out
}
