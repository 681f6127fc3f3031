// SPDX-License-Identifier: Apache-2.0

package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

const shownFacts = 12

// question is a missing fact with all whom one could ask for it.
type question struct {
	fact     string
	ask      []source
	subjects int // that lack the fact: the most of any one rule
	rules    []string
	severity string // worst of the rules
}

// source is somebody to ask. Those whom the user has a record of, or buys
// from, come first: they will answer.
type source struct {
	name string
	near bool
}

// unknown groups what could not be decided by the fact that is missing, and
// says whom to ask: each fact once, however many rules want it.
func (t *texter) unknown() {
	questions := t.questions()
	if len(questions) == 0 && len(t.a.Rules) == 0 {
		return
	}
	t.head("UNKNOWN, AND WHOM TO ASK", "missing is not the same as wrong")
	if len(questions) == 0 {
		t.para(2, 2, span{plain, t.nothingAsked()})
	}
	n := t.cut(len(questions), shownFacts)
	for _, q := range questions[:n] {
		t.item(2, 34, span{cyan, phrase.Text(q.fact)}, span{plain, t.toAsk(q) + ";"}, span{dim, keepsOpen(q)})
	}
	t.rest(len(questions)-n, "missing facts")
}

// nothingAsked is said where no rule waits for a fact: that nothing is asked
// does not mean that all is known.
func (t *prose) nothingAsked() string {
	words := "No rule that applies here waits for a fact."
	if f := t.a.Coverage.Facts; f.Known < f.Needed {
		words += " Of the " + phrase.Count(f.Needed, "fact", "facts") + " that rules looked at, " + phrase.Thousands(f.Needed-f.Known) +
			" are not known: records of the suppliers would say more."
	}
	return words
}

// toAsk says whom one could ask.
func (t *prose) toAsk(q *question) string {
	var who []string
	for _, s := range q.ask {
		who = append(who, s.name)
	}
	words := "ask " + phrase.List(who, t.cut(len(who), shownExamples), 0)
	if q.subjects > len(q.ask) {
		words += " (missing " + phrase.Count(q.subjects, "time", "times") + ")"
	}
	return words
}

// keepsOpen says which rules cannot be decided.
func keepsOpen(q *question) string {
	words := "keeps open " + phrase.List(phrase.Apply(q.rules, func(r string) string { return phrase.Clean(r, phrase.MaxName) }), 3, 0)
	if q.severity != "" {
		words += ", " + phrase.Clean(q.severity, phrase.MaxName)
	}
	return words
}

// questions collects the missing facts, the one that keeps the gravest rule
// open first.
func (t *prose) questions() []*question {
	byFact := map[string]*question{}
	var all []*question
	for i := range t.a.Findings {
		f := &t.a.Findings[i]
		if f.Outcome != result.Unknown || f.Waiver != "" {
			continue
		}
		for _, fact := range f.Missing {
			q := byFact[fact]
			if q == nil {
				q = &question{fact: fact}
				byFact[fact] = q
				all = append(all, q)
			}
			t.addTo(q, f)
		}
	}
	for _, q := range all {
		slices.Sort(q.rules)
		q.rules = slices.Compact(q.rules)
		slices.SortStableFunc(q.ask, func(a, b source) int {
			if a.near != b.near {
				return cmp.Compare(rankNear(a), rankNear(b))
			}
			return cmp.Compare(a.name, b.name)
		})
	}
	slices.SortFunc(all, func(p, q *question) int {
		return cmp.Or(
			cmp.Compare(result.SeverityRank(q.severity), result.SeverityRank(p.severity)),
			cmp.Compare(len(q.rules), len(p.rules)),
			cmp.Compare(q.subjects, p.subjects),
			cmp.Compare(p.fact, q.fact),
		)
	})
	return all
}

func (t *prose) addTo(q *question, f *result.Finding) {
	if len(q.rules) == 0 || result.SeverityRank(f.Severity) > result.SeverityRank(q.severity) {
		q.severity = f.Severity
	}
	q.rules = append(q.rules, f.Rule)
	q.subjects = max(q.subjects, f.Count, 1)
	subjects := f.Examples
	if len(subjects) == 0 {
		subjects = []string{f.Subject}
	}
	for _, s := range subjects {
		if who := t.whoKnows(q.fact, s); !slices.Contains(q.ask, who) {
			q.ask = append(q.ask, who)
		}
	}
}

func rankNear(s source) int {
	if s.near {
		return 0
	}
	return 1
}

// whoKnows is the party that a fact about the subject can be had from. What
// the user decides or owns, nobody else knows.
func (t *prose) whoKnows(fact, subject string) source {
	kind, id, _ := strings.Cut(subject, ":")
	about, _, _ := strings.Cut(fact, ".")
	if slices.Contains([]string{"asset", "assets", "system", "entity", "contract", "contracts", "evidence", "exposure"}, about) {
		kind = about
	}
	if strings.HasPrefix(fact, "supplier.designations") {
		return source{"the authorities, or their published acts", true}
	}
	switch kind {
	case "supplier", "owner":
		return t.partyToAsk(id)
	case "product":
		if p := t.names.Products[id]; p != nil && p.Party != "" {
			return t.partyToAsk(p.Party)
		}
		// Who supplies it is for the buyer to say.
	case "component":
		if c := t.names.Components[id]; c != nil && c.Party != "" {
			return t.partyToAsk(c.Party)
		}
		return source{"whoever made the SBOM with " + t.names.Component(id), false}
	case "document":
		return source{"whoever made " + t.names.Subject(subject), false}
	case "country":
		return source{"public sources on " + t.names.Subject(subject), false}
	}
	if t.a.Subject.Entity != "" {
		return source{"your own people at " + phrase.Text(t.a.Subject.Entity), true}
	}
	return source{"your own people", true}
}

func (t *prose) partyToAsk(id string) source {
	p := t.names.Parties[id]
	return source{t.names.Party(id), p != nil && (p.Recorded || len(p.Products) > 0)}
}
