// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/kedja/kedja/result"
)

// Explainer answers why the numbers and findings of one assessment are as
// they are. It is made once for many questions: each answer looks up what it
// names and computes no measure again. It may be used by several goroutines.
type Explainer struct {
	*facts
	groups  []ExplainGroup
	entries map[string]entry
	// restsOn lists, for the id of a number, the findings that it decides.
	restsOn map[string][]string
}

// ExplainGroup is one sort of thing that can be asked for.
type ExplainGroup struct {
	Name string   // the first word of the ids, or finding
	IDs  []string // in the order of the result
}

// entry is one thing that can be asked for. The head is what stands where
// another explanation refers to it; the parts are worked out on demand.
type entry struct {
	head  func() result.Explanation
	parts func() []result.Explanation
}

// Explain answers one question about an assessment: see [Explainer.Explain].
// For many questions make one [NewExplainer].
func Explain(a *result.Assessment, id string) (result.Explanation, error) {
	return NewExplainer(a).Explain(id)
}

// Explainable lists every id that [Explain] answers for the assessment.
func Explainable(a *result.Assessment) []string {
	var out []string
	for _, g := range NewExplainer(a).Groups() {
		out = append(out, g.IDs...)
	}
	return out
}

// NewExplainer indexes an assessment, which must not change afterwards.
func NewExplainer(a *result.Assessment) *Explainer {
	normal := *a
	normal.Normalize() // the order of all lists
	e := &Explainer{facts: newFacts(&normal), entries: map[string]entry{}, restsOn: map[string][]string{}}
	e.indexVerdict()
	e.indexVerdictCounts()
	e.indexGate()
	e.indexBounds()
	e.indexFindings()
	e.indexSubjectCounts()
	e.indexRules()
	e.indexScenarios()
	e.indexMissing()
	e.indexScores()
	e.indexFactors()
	e.indexConcentration()
	e.indexTiers()
	e.indexTierRows()
	e.indexDependency()
	e.indexLockIn()
	e.indexAlternatives()
	e.indexResilience()
	e.indexIntegrity()
	e.indexCycles()
	e.indexImportance()
	e.indexControl()
	e.indexProducts()
	e.indexParties()
	e.indexFlows()
	e.indexCoverage()
	e.indexQuality()
	e.indexDiagnostics()
	e.indexVulnerabilities()
	e.indexTables()
	e.indexFolded()
	for i := range e.a.Findings {
		f := &e.a.Findings[i]
		for _, d := range e.decides(f) {
			if !slices.Contains(e.restsOn[d.id], f.ID) {
				e.restsOn[d.id] = append(e.restsOn[d.id], f.ID)
			}
		}
	}
	return e
}

// add makes something askable. Of several with one id the first counts: the
// keys of a result are unique, and where they are not, a lookup by key cannot
// tell them apart.
func (e *Explainer) add(group, id string, head func() result.Explanation, parts func() []result.Explanation) {
	if _, ok := e.entries[id]; ok || id == "" {
		return
	}
	e.entries[id] = entry{head, parts}
	n := len(e.groups)
	if n == 0 || e.groups[n-1].Name != group {
		e.groups = append(e.groups, ExplainGroup{Name: group})
		n++
	}
	e.groups[n-1].IDs = append(e.groups[n-1].IDs, id)
}

// Groups lists what can be asked for, by sort.
func (e *Explainer) Groups() []ExplainGroup { return e.groups }

// Has reports whether the id can be asked for.
func (e *Explainer) Has(id string) bool {
	_, ok := e.entries[id]
	return ok
}

// Explain answers why: for a finding by its id, for a number by its path of
// keys, such as concentration/system:ran-north/supplier/count/hhi. Numbers
// that it rests on are named with their own id and without their parts. Each
// branch ends in an input, a stated fact with its place, a missing fact with
// who would state it, a parameter, an assumption, or another id.
//
// The error names the ids that are most like an unknown one.
func (e *Explainer) Explain(id string) (result.Explanation, error) {
	x, ok := e.Lookup(id)
	if ok {
		return x, nil
	}
	if list, _, _ := strings.Cut(id, "/"); slices.Contains(e.a.LeftOut, list) {
		return x, fmt.Errorf("the result has no %.120q: only what rules ask for was worked out, and %s was left out; assess without --findings-only", id, list)
	}
	near := e.near(id)
	if len(near) == 0 {
		return x, fmt.Errorf("the result has no %.120q and nothing to explain", id)
	}
	return x, fmt.Errorf("the result has no %.120q; it has %s", id, strings.Join(near, ", "))
}

// Lookup is [Explainer.Explain] without proposals for unknown ids.
func (e *Explainer) Lookup(id string) (result.Explanation, bool) {
	found, ok := e.entries[id]
	if !ok {
		return result.Explanation{}, false
	}
	x := found.head()
	x.ID = id
	if x.Kind == result.ExplainNumber && strings.HasPrefix(x.Value, "[") {
		if x.Text != "" && !strings.HasSuffix(x.Text, ".") {
			x.Text += "."
		}
		x.Text = strings.TrimSpace(x.Text + " An interval, because something that it rests on is not known.")
	}
	x.Children = found.parts()
	x.Children = append(x.Children, e.decided(id)...)
	x.Children = append(x.Children, e.files(x.Children)...)
	return x, true
}

// decided refers to the findings that a number decides.
func (e *Explainer) decided(id string) []result.Explanation {
	b := branch{e: e}
	b.refs(e.restsOn[id]...)
	return b.out
}

// files lists, with digests, the files that the facts of a tree are stated
// in, as far as the tree does not name them itself.
func (e *Explainer) files(tree []result.Explanation) []result.Explanation {
	stated, named := map[string]bool{}, map[string]bool{}
	var walk func(list []result.Explanation)
	walk = func(list []result.Explanation) {
		for i := range list {
			x := &list[i]
			if x.Kind == result.ExplainInput {
				named[x.At.File] = true
			} else {
				stated[x.At.File] = true
			}
			walk(x.Children)
		}
	}
	walk(tree)
	var out []result.Explanation
	for i := range e.a.Inputs {
		if name := e.a.Inputs[i].Name; stated[name] && !named[name] {
			out = append(out, e.input(name, ""))
		}
	}
	return out
}

// nearest is how many ids are proposed for an unknown one.
const nearest = 3

// near lists the ids that are most like an unknown one.
func (e *Explainer) near(id string) []string {
	type candidate struct {
		id       string
		distance int
	}
	const longest = 200 // more tells no ids apart and costs its square
	if len(id) > longest {
		id = id[:longest]
	}
	var best []candidate
	for _, g := range e.groups {
		for _, other := range g.IDs {
			if len(other) > 2*longest {
				continue
			}
			d := levenshtein.ComputeDistance(strings.ToLower(id), strings.ToLower(other))
			if strings.HasPrefix(other, id) {
				d = 0 // a path that was cut short
			}
			best = append(best, candidate{other, d})
		}
	}
	slices.SortStableFunc(best, func(a, b candidate) int { return cmp.Compare(a.distance, b.distance) })
	var out []string
	for _, c := range best[:min(nearest, len(best))] {
		out = append(out, c.id)
	}
	return out
}
