// SPDX-License-Identifier: Apache-2.0

package html

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// question is a missing fact with all whom one could ask for it.
type question struct {
	Fact     string
	Ask      []part
	Subjects int // that lack the fact: the most of any one rule
	Rules    []string
	Severity string // worst of the rules
	Shown    string // the fact, cleaned
	Grade    string // the severity, cleaned
	Keeps    part   // how many rules it keeps open, where the summary says it
	ask      []source
}

// source is somebody to ask. Those whom the user has a record of, or buys
// from, come first: they will answer.
type source struct {
	part part
	near bool
}

type questions struct {
	Count int
	First []*question // for the summary
	Table table
}

// questions groups what could not be decided by the fact that is missing, and
// says whom to ask: each fact once, however many rules want it.
func (b *builder) questions() questions {
	all := b.collectQuestions()
	t := table{ID: "questions-table", Caption: "Facts that nobody stated, and whom to ask for them", Hide: true,
		Cols: cols("Missing fact", "Ask", "#Missing", "Keeps open", "Severity")}
	for _, q := range all {
		q.Shown, q.Grade = phrase.Text(q.Fact), phrase.Clean(q.Severity, phrase.MaxName)
	}
	for _, q := range all[:min(len(all), 5)] {
		q.Keeps = b.number(phrase.Count(len(q.Rules), "rule", "rules"), "missing", q.Fact)
	}
	for _, q := range all[:min(len(all), maxRows)] {
		rules := partsOf(q.Rules, func(r string) part { return part{Text: phrase.Clean(r, phrase.MaxName), Href: b.ruleAnchor(r)} })
		t.Rows = append(t.Rows, []cell{
			line(q.Shown), words(listed(q.Ask, 6, 0)...),
			num(b.count(q.Subjects, "missing", q.Fact), ""), words(listed(rules, 6, 0)...), severityCell(q.Severity),
		})
	}
	t.Note = moreRows(len(all)-len(t.Rows), "missing facts")
	return questions{Count: len(all), First: all[:min(len(all), 5)], Table: t}
}

// collectQuestions puts the fact that keeps the gravest rule open first.
func (b *builder) collectQuestions() []*question {
	byFact := map[string]*question{}
	var all []*question
	for i := range b.a.Findings {
		f := &b.a.Findings[i]
		if f.Outcome != result.Unknown || f.Waiver != "" {
			continue
		}
		for _, fact := range f.Missing {
			q := byFact[fact]
			if q == nil {
				q = &question{Fact: fact}
				byFact[fact] = q
				all = append(all, q)
			}
			b.addTo(q, f)
		}
	}
	for _, q := range all {
		slices.Sort(q.Rules)
		q.Rules = slices.Compact(q.Rules)
		slices.SortStableFunc(q.ask, func(x, y source) int {
			return cmp.Or(cmp.Compare(nearRank(x), nearRank(y)), cmp.Compare(x.part.Text, y.part.Text))
		})
		for _, s := range q.ask {
			q.Ask = append(q.Ask, s.part)
		}
	}
	slices.SortFunc(all, func(p, q *question) int {
		return cmp.Or(
			cmp.Compare(result.SeverityRank(q.Severity), result.SeverityRank(p.Severity)),
			cmp.Compare(len(q.Rules), len(p.Rules)),
			cmp.Compare(q.Subjects, p.Subjects),
			cmp.Compare(p.Fact, q.Fact),
		)
	})
	return all
}

func (b *builder) addTo(q *question, f *result.Finding) {
	if len(q.Rules) == 0 || result.SeverityRank(f.Severity) > result.SeverityRank(q.Severity) {
		q.Severity = f.Severity
	}
	q.Rules = append(q.Rules, f.Rule)
	q.Subjects = max(q.Subjects, f.Count, 1)
	subjects := f.Examples
	if len(subjects) == 0 {
		subjects = []string{f.Subject}
	}
	for _, s := range subjects {
		who := b.whoKnows(q.Fact, s)
		if !slices.ContainsFunc(q.ask, func(x source) bool { return x.part.Text == who.part.Text }) {
			q.ask = append(q.ask, who)
		}
	}
}

func nearRank(s source) int {
	if s.near {
		return 0
	}
	return 1
}

// own are the kinds of fact that the user decides or owns: nobody else knows
// them.
var own = []string{"asset", "assets", "system", "entity", "contract", "contracts", "evidence", "exposure"}

// whoKnows is the party that a fact about the subject can be had from.
func (b *builder) whoKnows(fact, subject string) source {
	kind, id, _ := strings.Cut(subject, ":")
	about, _, _ := strings.Cut(fact, ".")
	if slices.Contains(own, about) {
		kind = about
	}
	if strings.HasPrefix(fact, "supplier.designations") {
		return source{plainText("the authorities, or their published acts"), true}
	}
	switch kind {
	case "supplier", "owner":
		return b.partyToAsk(id)
	case "product":
		if p := b.Products[id]; p != nil && p.Party != "" {
			return b.partyToAsk(p.Party)
		}
		// Who supplies it is for the buyer to say.
	case "component":
		if c := b.Components[id]; c != nil && c.Party != "" {
			return b.partyToAsk(c.Party)
		}
		return source{plainText("whoever made the SBOM with " + b.Component(id)), false}
	case "document":
		return source{plainText("whoever made " + b.Subject(subject)), false}
	case "country":
		return source{plainText("public sources on " + b.Subject(subject)), false}
	}
	if b.a.Subject.Entity != "" {
		return source{plainText("your own people at " + phrase.Text(b.a.Subject.Entity)), true}
	}
	return source{plainText("your own people"), true}
}

func (b *builder) partyToAsk(id string) source {
	p := b.Parties[id]
	return source{b.partyPart(id), p != nil && (p.Recorded || len(p.Products) > 0)}
}
