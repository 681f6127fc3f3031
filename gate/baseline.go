// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// excuses are the unwaived findings of a baseline. The zero value has none.
type excuses struct {
	byID   map[string]earlier
	folded map[[2]string]*folding      // over several subjects, by rule and key
	named  map[[3]string][]earlier     // on what has other subjects in the next result, by rule, name and key, worst first
	was    func(subject string) string // the names of things in the baseline
	is     func(subject string) string // and in the result
}

// earlier is a finding of the baseline.
type earlier struct {
	outcome result.Outcome
	count   int
	lasting bool // its id is made of what the subject is called
}

// folding is a finding of the baseline over several subjects, with how many of
// them have not been met yet.
type folding struct {
	*result.Finding
	left int
}

// known lists what the baseline excuses in the result.
func known(baseline, a *result.Assessment) *excuses {
	e := &excuses{}
	if baseline == nil {
		return e
	}
	e.byID, e.folded = map[string]earlier{}, map[[2]string]*folding{}
	for i := range baseline.Findings {
		f := &baseline.Findings[i]
		if f.Waiver != "" {
			continue
		}
		x := earlier{f.Outcome, count(f), f.Lasting != ""}
		if other, ok := e.byID[f.ID]; ok {
			if rank(other.outcome) > rank(x.outcome) {
				x.outcome = other.outcome
			}
			x.count = max(x.count, other.count)
		}
		e.byID[f.ID] = x
		if count(f) > 1 {
			e.folded[[2]string{f.Rule, f.Key}] = &folding{f, f.Count}
		}
	}
	e.was, e.is = calledIn(baseline), calledIn(a)
	e.nameAll(baseline, a)
	return e
}

// nameAll finds the findings on SBOMs and on components without a package URL
// that the result does not have by their ids: in results from before findings
// had lasting subjects these were made of file names and digests.
func (e *excuses) nameAll(baseline, a *result.Assessment) {
	again := map[string]bool{}
	for i := range a.Findings {
		again[a.Findings[i].ID] = true
	}
	e.named = map[[3]string][]earlier{}
	for i := range baseline.Findings {
		f := &baseline.Findings[i]
		if f.Waiver == "" && !again[f.ID] && renames(f.Subject) {
			k := [3]string{f.Rule, e.was(f.Subject), f.Key}
			e.named[k] = append(e.named[k], e.byID[f.ID])
		}
	}
	for _, list := range e.named {
		slices.SortStableFunc(list, func(x, y earlier) int { return cmp.Compare(rank(y.outcome), rank(x.outcome)) })
	}
}

// renames reports whether a subject has another id whenever an SBOM is made
// anew.
func renames(subject string) bool {
	kind, id, _ := strings.Cut(subject, ":")
	return kind == "document" || kind == "component" && !strings.HasPrefix(id, "pkg:")
}

// calledIn returns what subjects are called in the result, as
// [result.LastingSubjects] but without types: older results do not have them.
func calledIn(a *result.Assessment) func(subject string) string {
	var called func(subject string) string // most results are never asked
	return func(subject string) string {
		if called == nil {
			bare := result.Assessment{Quality: a.Quality, Components: slices.Clone(a.Components)}
			for i := range bare.Components {
				bare.Components[i].Type = ""
			}
			called = result.LastingSubjects(&bare)
		}
		return called(subject)
	}
}

// of is what the baseline has of a finding. What it has of a thing that only
// its name tells apart, it has once for each.
func (e *excuses) of(f *result.Finding) (earlier, bool) {
	if x, ok := e.byID[f.ID]; ok {
		return x, true
	}
	if e.byID == nil || count(f) > 1 {
		return earlier{}, false
	}
	if renames(f.Subject) {
		k := [3]string{f.Rule, e.is(f.Subject), f.Key}
		if list := e.named[k]; len(list) > 0 && !(list[0].lasting && f.Lasting != "") {
			e.named[k] = list[1:]
			return list[0], true
		}
	}
	return e.unfolded(f)
}

// unfolded is what the baseline has of a finding that was on several subjects
// and is on one of them only.
func (e *excuses) unfolded(f *result.Finding) (earlier, bool) {
	before := e.folded[[2]string{f.Rule, f.Key}]
	if before == nil || before.left == 0 {
		return earlier{}, false
	}
	if len(before.Examples) >= before.Count { // all of them
		name := e.is(f.Subject)
		if !slices.ContainsFunc(before.Examples, func(s string) bool { return e.was(s) == name }) {
			return earlier{}, false
		}
	}
	before.left--
	return earlier{outcome: before.Outcome, count: 1}, true
}
