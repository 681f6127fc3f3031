// SPDX-License-Identifier: Apache-2.0

package report

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

const (
	shownRules    = 10
	shownFindings = 3 // of one rule
	shownEvidence = 3
	shownSources  = 3
	shownExamples = 5
)

// findings writes what failed and what warns, rule by rule; what is unknown
// has a section of its own.
func (t *texter) findings() {
	open, waived := t.judged()
	t.head("FINDINGS", "worst first")
	if len(open) == 0 {
		words, style := t.nothingFound()
		t.para(2, 2, span{style, words})
	}
	groups := slices.Collect(chunks(open, sameRule))
	n := t.cut(len(groups), shownRules)
	for i, g := range groups[:n] {
		if i > 0 {
			t.w.WriteByte('\n')
		}
		t.group(g)
	}
	if left := slices.Concat(groups[n:]...); len(left) > 0 {
		t.rest(len(left), "findings: "+phrase.List(byRule(left), shownExamples, 0))
	}
	if len(waived) > 0 && !t.o.ShowSuppressed {
		t.para(2, 4, span{dim, phrase.Count(len(waived), "waived finding is", "waived findings are") + " not shown"})
		return
	}
	for g := range chunks(waived, sameRule) {
		t.w.WriteByte('\n')
		t.group(g)
	}
}

// judged are the findings that failed or warn, and the waived ones.
func (t *prose) judged() (open, waived []*result.Finding) {
	for i := range t.a.Findings {
		f := &t.a.Findings[i]
		switch {
		case f.Waiver != "":
			waived = append(waived, f)
		case f.Outcome != result.Unknown:
			open = append(open, f)
		}
	}
	return open, waived
}

// nothingFound says why there is no open finding: no rule is no good news.
func (t *prose) nothingFound() (string, style) {
	if len(t.a.Rules) == 0 {
		return "No rule applied: nothing was judged.", yellow
	}
	return "No rule failed or warned, of " + phrase.Count(len(t.a.Rules), "rule", "rules") + " that applied.", plain
}

func sameRule(f, g *result.Finding) bool {
	return f.Outcome == g.Outcome && f.Severity == g.Severity && f.Rule == g.Rule
}

// chunks cuts a list where neighbours are not alike.
func chunks[T any](all []T, alike func(T, T) bool) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		for len(all) > 0 {
			n := 1
			for n < len(all) && alike(all[0], all[n]) {
				n++
			}
			if !yield(all[:n]) {
				return
			}
			all = all[n:]
		}
	}
}

// group writes the findings of one rule with its sources and remedy.
func (t *texter) group(findings []*result.Finding) {
	const at = 10
	first := findings[0]
	head := []span{{bold, phrase.Clean(first.Severity, phrase.MaxName)}, {plain, "· " + phrase.Clean(first.Rule, phrase.MaxName)}}
	r := t.names.Rules[first.Rule]
	if r != nil && r.Title != "" {
		head = append(head, span{bold, "· " + phrase.Text(r.Title)})
	}
	if r != nil && r.Deprecated {
		head = append(head, span{yellow, "(deprecated)"})
	}
	t.item(2, at, span{stateStyles[string(first.Outcome)], strings.ToUpper(phrase.Clean(string(first.Outcome), phrase.MaxName))}, head...)
	n := t.cut(len(findings), shownFindings)
	for _, f := range findings[:n] {
		t.finding(f, at)
	}
	if left := findings[n:]; len(left) > 0 {
		subjects := phrase.Apply(distinct(left, func(f *result.Finding) string { return f.Subject }), phrase.Text)
		t.para(at, at+2, span{dim, "and " + phrase.Thousands(len(left)) + phrase.NBSP + "more: " + phrase.List(subjects, shownExamples, 0)})
	}
	if r == nil {
		return
	}
	sources := t.sources(r, findings)
	n = t.cut(len(sources), shownSources)
	for _, source := range sources[:n] {
		t.item(at, at+7, span{dim, "source"}, source...)
	}
	if left := len(sources) - n; left > 0 {
		t.para(at+7, at+7, span{dim, "and " + phrase.Count(left, "more source", "more sources")})
	}
	if r.Remedy != "" {
		t.item(at, at+7, span{dim, "do"}, span{plain, phrase.Text(r.Remedy)})
	}
}

// finding writes what is wrong, with what and where it is stated.
func (t *texter) finding(f *result.Finding, at int) {
	about := phrase.Text(phrase.About(f))
	if t.o.Full {
		about += ", id " + phrase.Clean(f.ID, phrase.MaxName)
	}
	words := []span{{plain, "– " + phrase.Text(f.Message)}, {dim, "[" + about + "]"}}
	if facts := phrase.Unverified(f); len(facts) > 0 {
		words = append(words, span{yellow, "rests on what nobody verified: " + phrase.List(facts, shownEvidence, 0)})
	}
	if f.Waiver != "" {
		words = append(words, span{yellow, "waived by " + phrase.Clean(f.Waiver, phrase.MaxName)})
	}
	if t.excused(f) {
		words = append(words, span{dim, excusedWords})
	}
	t.para(at, at+2, words...)
	if f.Count > 1 && len(f.Examples) > 0 {
		t.item(at+2, at+7, span{dim, "e.g."}, span{plain, phrase.List(phrase.Apply(f.Examples, phrase.Text), shownExamples, f.Count)})
	}
	if why := t.evidence(f.Evidence); why != "" {
		t.item(at+2, at+7, span{dim, "why"}, span{plain, why})
	}
}

// evidence names facts by file and line.
func (t *prose) evidence(all []result.Evidence) string {
	all = slices.Clone(all) // what somebody stated first, then how the system is exposed to it
	slices.SortStableFunc(all, func(a, b result.Evidence) int {
		return cmp.Compare(derived(a.Fact), derived(b.Fact))
	})

	var out []string
	for _, e := range all {
		place := phrase.Text(e.File)
		switch {
		case place != "" && e.Line > 0:
			place += ":" + strconv.Itoa(e.Line)
		case place != "" && e.Pointer != "":
			place += " " + phrase.Text(e.Pointer)
		}
		fact := phrase.Text(e.Fact)
		if e.Provenance == "unverified" {
			fact += ", unverified"
		}
		switch {
		case place == "":
			place = fact
		case fact != "":
			place += " (" + fact + ")"
		}
		if place != "" {
			out = append(out, place)
		}
	}
	return phrase.List(out, t.cut(len(out), shownEvidence), 0)
}

// sources says which law or toolbox a rule rests on, how binding it is, and
// how well it is sourced.
func (t *prose) sources(r *result.Rule, findings []*result.Finding) [][]span {
	var out [][]span
	keys := make([]string, len(findings))
	for i, f := range findings {
		keys[i] = f.Key
	}
	for _, id := range phrase.Cited(r, keys...) {
		m := t.names.Measures[id]
		if m == nil {
			m = &result.Measure{ID: id, Status: r.Status, Provenance: r.Provenance}
		}
		words := phrase.Clean(m.ID, phrase.MaxName)
		if m.Title != "" {
			words += " " + phrase.Text(m.Title)
		}
		if m.Source != "" {
			words += ", " + phrase.Text(m.Source)
		}
		out = append(out, []span{{plain, words + ";"}, standing(m.Status, m.Provenance)})
	}
	if len(out) == 0 {
		out = append(out, []span{standing(r.Status, r.Provenance)})
	}
	return out
}

// standing is how binding a source is and how well it is known. What was not
// checked against its source must say so wherever it shows.
func standing(status, provenance string) span {
	s := span{dim, phrase.Clean(status, phrase.MaxName)}
	if status == "proposal" {
		s.text = "proposal, not law"
	}
	if s.text == "" {
		s.text = "status not stated"
	}
	switch provenance {
	case "primary":
		s.text += "; primary source"
	case "secondary":
		s.text += "; secondary source"
	case "inferred":
		s.style, s.text = yellow, s.text+"; inferred: not said in this form by the source"
	case "unverified":
		s.style, s.text = yellow, s.text+"; unverified: not checked against the source"
	default:
		s.style, s.text = yellow, s.text+"; provenance not stated"
	}
	return s
}

// byRule counts findings: "eu5g/SUPPLIER-0004 (3)", most first.
func byRule(findings []*result.Finding) []string {
	n := map[string]int{}
	var rules []string
	for _, f := range findings {
		if n[f.Rule] == 0 {
			rules = append(rules, f.Rule)
		}
		n[f.Rule]++
	}
	slices.SortStableFunc(rules, func(a, b string) int { return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b)) })
	return phrase.Apply(rules, func(r string) string {
		return phrase.Clean(r, phrase.MaxName) + phrase.NBSP + "(" + strconv.Itoa(n[r]) + ")"
	})
}

// risk writes the score of the system and what sets it.
func (t *texter) risk() {
	if len(t.a.Scores) == 0 {
		return
	}
	t.head("RISK", riskNote)
	system, others := t.scores()
	for _, s := range system {
		t.score(s)
	}
	n := t.cut(len(others), 5)
	for _, s := range others[:n] {
		t.score(s)
	}
	t.rest(len(others)-n, "subjects")
}

const riskNote = "0 to 100; the number orders only within a level"

// scores are those of the system, and the others, gravest first.
func (t *prose) scores() (system, others []*result.Score) {
	for i := range t.a.Scores {
		s := &t.a.Scores[i]
		if strings.HasPrefix(s.Subject, "system:") {
			system = append(system, s)
		} else {
			others = append(others, s)
		}
	}
	slices.SortStableFunc(others, func(x, y *result.Score) int {
		return cmp.Or(cmp.Compare(y.Risk.Hi, x.Risk.Hi), cmp.Compare(y.Risk.Lo, x.Risk.Lo))
	})
	return system, others
}

func (t *texter) score(s *result.Score) {
	words := []span{{bold, together(levels(s))}, {plain, "(" + phrase.Between(s.Risk, phrase.AsNumber) + ")"}}
	if why := t.setBy(s); why.text != "" {
		words = append(words, why)
	}
	t.item(2, 34, span{plain, together(t.scored(s))}, words...)
}

// scored names what a score is of.
func (t *prose) scored(s *result.Score) string {
	kind, _, _ := strings.Cut(s.Subject, ":")
	return phrase.Clean(kind, phrase.MaxName) + " " + t.names.Subject(s.Subject)
}

func levels(s *result.Score) string {
	level := phrase.Clean(s.Level[0], phrase.MaxName)
	if s.Level[1] != s.Level[0] {
		level += " to " + phrase.Clean(s.Level[1], phrase.MaxName)
	}
	return level
}

// setBy says what makes a risk as high as it is.
func (t *prose) setBy(s *result.Score) span {
	if s.From != "" {
		if s.FromLo != "" && s.FromLo != s.From {
			return span{plain, "at least by " + t.names.Subject(s.FromLo) + "; the upper end by " + t.names.Subject(s.From) + ", of which less is known"}
		}
		return span{plain, "set by " + t.names.Subject(s.From)}
	}
	var most []string
	for _, c := range s.Contributions.AtHi[:min(3, len(s.Contributions.AtHi))] {
		if c.Value > 0 {
			most = append(most, phrase.Clean(c.Name, phrase.MaxName)+" "+phrase.Number(c.Value))
		}
	}
	if len(most) == 0 {
		return span{}
	}
	return span{dim, "at the upper end mostly " + strings.Join(most, ", ")}
}

// derived ranks facts that are read off the system behind those that a record
// states of the subject.
func derived(fact string) int {
	if strings.HasPrefix(fact, "exposure.") {
		return 1
	}
	return 0
}
