// SPDX-License-Identifier: Apache-2.0

package phrase

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// ScenarioNote says what a list of risks and scenarios is, and what it is
// not.
const ScenarioNote = "what the rules that bear on each found; not how likely it is"

// Scenarios lists the risks and scenarios of the sources, the ones with the
// gravest findings first. Those of a source that asks for assets of its classes
// are left out where there are none: that no rule found anything would read as
// if something had been looked at.
func Scenarios(a *result.Assessment) []*result.Scenario {
	out := make([]*result.Scenario, 0, len(a.Scenarios))
	beside := map[string]bool{}
	for i := range a.Scenarios {
		s := &a.Scenarios[i]
		source, _, _ := strings.Cut(s.ID, ":")
		nothing, known := beside[source]
		if !known {
			nothing = without(a, source)
			beside[source] = nothing
		}
		if !nothing || s.Counts != (result.ScenarioCounts{}) {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(x, y *result.Scenario) int {
		return cmp.Or(cmp.Compare(y.Counts.Fail, x.Counts.Fail), cmp.Compare(y.Counts.Warn, x.Counts.Warn),
			cmp.Compare(y.Counts.Unknown, x.Counts.Unknown), cmp.Compare(x.ID, y.ID))
	})
	return out
}

// Tally counts what bears on a scenario by outcome. That nothing was found is
// not said to be good news: so many rules looked, and no more.
func Tally(s *result.Scenario) string {
	var out []string
	for _, c := range []struct {
		n         int
		one, many string
	}{{s.Counts.Fail, "failed", "failed"}, {s.Counts.Warn, "warning", "warnings"}, {s.Counts.Unknown, "unknown", "unknown"}} {
		if c.n > 0 {
			out = append(out, Count(c.n, c.one, c.many))
		}
	}
	if len(out) == 0 {
		return "no finding; " + Count(len(s.Rules), "rule bears on it", "rules bear on it")
	}
	return strings.Join(out, ", ")
}

// Hazards are the sorts of cause that a scenario names.
func Hazards(s *result.Scenario) []string { return Apply(s.Hazards, Hazard) }

// Hazard is a sort of cause in words: system-failure is system failure.
func Hazard(name string) string { return strings.ReplaceAll(Clean(name, MaxName), "-", " ") }
