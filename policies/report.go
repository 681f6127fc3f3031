// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/result"
)

// judged is a subject with its input unwrapped and the state of each fact
// that rules of its scope ask for.
type judged struct {
	Subject
	input reflect.Value
	facts []uint8 // as Set.needs of the scope
}

// The states of a fact.
const (
	notAsked = iota
	isKnown
	isMissing
)

// Evaluate asks every rule of every subject that it is made for and applies
// to. The order of the subjects does not matter. An error means that a rule
// could not be evaluated; it names the rule and the subject.
func (s *Set) Evaluate(ctx context.Context, c Context, subjects iter.Seq[Subject]) (*Report, error) {
	if c.AsOf.IsZero() {
		return nil, errors.New("policies: Context.AsOf is not set: rules take effect by date")
	}
	list, err := s.prepare(subjects)
	if err != nil {
		return nil, err
	}
	bounds, err := s.bind(ctx, list, c.AsOf.UTC().Format(time.DateOnly))
	if err != nil {
		return nil, err
	}
	all := s.askAll(list, bounds)
	for _, a := range all {
		if a.err != nil {
			return nil, fmt.Errorf("rule %s: %w", a.rule.ID, a.err)
		}
	}
	tasks, err := s.tasks(all)
	if err != nil {
		return nil, err
	}
	if err := s.run(ctx, tasks); err != nil {
		return nil, err
	}
	w := &writer{set: s, bounds: bounds, context: c, day: bounds.day, subjects: list}
	w.findings = make([]result.Finding, 0, expected(all))
	for _, a := range all {
		if err := w.write(a); err != nil {
			return nil, err
		}
	}
	return w.finish(), nil
}

// prepare checks the subjects and puts them in order.
func (s *Set) prepare(subjects iter.Seq[Subject]) ([]judged, error) {
	pieces := [][]judged{nil} // each twice as large as the one before: none is copied while the list grows
	n := 0
	var states []uint8
	for x := range subjects {
		want := inputs[x.Scope]
		if want == nil {
			return nil, fmt.Errorf("subject %s: there is no scope %q", x.ID, x.Scope)
		}
		v := reflect.ValueOf(x.Input)
		for v.Kind() == reflect.Pointer && !v.IsNil() {
			v = v.Elem()
		}
		if !v.IsValid() || v.Type() != want {
			return nil, fmt.Errorf("subject %s of scope %s needs an input of type %s, not %T", x.ID, x.Scope, want, x.Input)
		}
		asked := len(s.needs[x.Scope])
		if len(states) < asked {
			states = make([]uint8, max(asked, 64<<10))
		}
		last := &pieces[len(pieces)-1]
		if len(*last) == cap(*last) {
			pieces = append(pieces, make([]judged, 0, max(64, 2*len(*last))))
			last = &pieces[len(pieces)-1]
		}
		*last = append(*last, judged{Subject: x, input: v, facts: states[:asked:asked]})
		states = states[asked:]
		n++
	}
	list := make([]judged, 0, n)
	for _, piece := range pieces {
		list = append(list, piece...)
	}
	// The order decides nothing but which of several equal examples is shown.
	sortRows(list, func(a, b *judged) int {
		if c := strings.Compare(a.Scope, b.Scope); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return list, nil
}

// askAll projects the subjects for every rule, on all processors.
func (s *Set) askAll(list []judged, bounds *bounds) []*asked {
	all := make([]*asked, len(s.rules))
	tables := s.tabulate(list)
	var work []func()
	for i, r := range s.rules {
		work = append(work, func() { all[i] = s.ask(r, list, tables[r.Scope], bounds) })
	}
	inParallel(work)
	return all
}

// expected is how many findings there are before they are folded, about.
func expected(all []*asked) int {
	n := 0
	for _, a := range all {
		if a.rule.Fold {
			continue
		}
		for _, j := range a.jobs {
			n += len(a.distinct[j].answer.finding)
		}
	}
	return n
}

// writer turns answers into findings and factors.
type writer struct {
	set      *Set
	bounds   *bounds
	context  Context
	day      string
	subjects []judged
	findings []result.Finding
	factors  []result.Factor
	rules    []result.Rule
	notAsked []result.NotAsked
	text     []byte // of the finding being written
}

// write takes the answers of one rule.
func (w *writer) write(a *asked) error {
	r := a.rule
	if a.off {
		w.notAsked = append(w.notAsked, r.notAsked(w.day))
	}
	if len(a.subjects) == 0 {
		return nil
	}
	a.keepInForce(w.day)
	out := result.Rule{
		ID: r.ID, Pack: r.Pack, Title: r.Title, Severity: r.Severity, Remedy: r.Remedy,
		Measures: slices.Clone(r.Measures), Status: r.Status, Provenance: r.Provenance, Params: paramTexts(r.Params),
		Aliases: slices.Clone(r.Aliases), Deprecated: r.Deprecated,
	}
	folded := &folder{writer: w, rule: r}
	for i, at := range a.subjects {
		x := &w.subjects[at]
		job := a.distinct[a.jobs[i]]
		answer := &job.answer
		if x.Apart && r.Factor {
			if err := w.addFactors(r, x, answer.factor); err != nil {
				return err
			}
			continue
		}
		missing := w.missing(r, x)
		if len(missing)+len(answer.finding)+len(answer.factor)+len(answer.undecided) == 0 {
			out.Counts.Pass++
			continue
		}
		if err := w.addFactors(r, x, answer.factor); err != nil {
			return err
		}
		open, beside := job.undecided()
		if b := w.bounds.answer(r, at); b.answer == "unknown" && len(answer.finding) > 0 {
			// Whoever is not bound is not at fault.
			out.Counts.Unknown++
			folded.unknown(x, b.missing, false)
			folded.unknown(x, beside, true)
			continue
		}
		switch {
		case len(answer.finding) > 0:
			folded.unknown(x, beside, true)
			outcome := x.outcome(r)
			for _, f := range job.findings() {
				folded.add(outcome, x, f)
			}
			if outcome == result.Fail {
				out.Counts.Fail++
			} else {
				out.Counts.Warn++
			}
		case len(missing)+len(open) > 0:
			out.Counts.Unknown++
			if r.finding || r.undecided {
				folded.unknown(x, missing, false)
				folded.unknown(x, open, true)
			}
		default:
			out.Counts.Pass++
		}
	}
	folded.finish()
	w.rules = append(w.rules, out)
	return nil
}

// outcome is that of a finding of the rule on the subject.
func (x *judged) outcome(r *rule) result.Outcome {
	if x.Lower != "" {
		return result.Warn
	}
	return r.Outcome
}

// lower is the severity one below, that of the lowest itself.
func lower(severity string) string {
	return severities[max(slices.Index(severities, severity)-1, 0)]
}

// paramTexts writes parameters as a user would give them, nil for none.
func paramTexts(params []Param) map[string]string {
	if len(params) == 0 {
		return nil
	}
	out := make(map[string]string, len(params))
	for _, p := range params {
		out[p.Name] = text(p.Value)
		if x, ok := p.Value.(float64); ok {
			out[p.Name] = plain(x) // without exponent
		}
	}
	return out
}

// missing lists the facts that the rule needs and the subject does not have.
func (w *writer) missing(r *rule, x *judged) []string {
	var out []string
	for i, at := range r.needAt {
		if x.facts[at] == notAsked {
			x.facts[at] = isMissing
			if present(x.input, r.needs[i]) {
				x.facts[at] = isKnown
			}
		}
		if x.facts[at] == isMissing {
			out = append(out, r.Needs[i])
		}
	}
	return out
}

// addFactors writes the factors of one subject; of several of one rule and id
// the largest counts, as within a cause.
func (w *writer) addFactors(r *rule, x *judged, factors []map[string]any) error {
	if len(factors) == 0 {
		return nil
	}
	byID := map[string]result.Factor{}
	for _, f := range factors {
		id := text(f["id"])
		level, ok := levelOf(f["level"])
		if id == "" || !ok {
			return fmt.Errorf("rule %s over %s: a factor needs an id and a level of 0 to 4, not %v", r.ID, x.ID, f)
		}
		next := result.Factor{Subject: x.ID, ID: id, Level: level, Rule: r.ID, Facts: texts(f["evidence"])}
		if old, ok := byID[id]; ok {
			next.Level = next.Level.Max(old.Level)
			next.Facts = append(next.Facts, old.Facts...)
		}
		slices.Sort(next.Facts)
		next.Facts = slices.Compact(next.Facts)
		byID[id] = next
	}
	for _, id := range slices.Sorted(maps.Keys(byID)) {
		w.factors = append(w.factors, byID[id])
	}
	return nil
}

func levelOf(v any) (result.Interval, bool) {
	i, ok := interval(v)
	return i, ok && 0 <= i.Lo && i.Lo <= i.Hi && i.Hi <= 4
}

// finish sorts and sums up.
func (w *writer) finish() *Report {
	rep := &Report{
		Findings: merge(w.findings), Factors: w.factors, Rules: w.rules, Policies: slices.Clone(w.set.packs), Bounds: w.bounds.rows(w.set), NotAsked: w.notAsked,
	}
	slices.SortFunc(rep.Factors, func(a, b result.Factor) int {
		return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Rule, b.Rule))
	})
	for i := range w.subjects {
		for _, state := range w.subjects[i].facts {
			if state != notAsked {
				rep.Needed++
			}
			if state == isKnown {
				rep.Known++
			}
		}
	}
	cited := map[string]bool{}
	for _, r := range w.rules {
		for _, id := range r.Measures {
			cited[id] = true
		}
	}
	for _, id := range slices.Sorted(maps.Keys(cited)) {
		e, _ := w.set.catalogue.Entry(id)
		rep.Measures = append(rep.Measures, result.Measure{
			ID: e.ID, Title: e.Title, Source: e.Source, Status: e.Status, Provenance: e.Provenance,
		})
	}
	rep.Scenarios = w.scenarios(rep)
	return rep
}
