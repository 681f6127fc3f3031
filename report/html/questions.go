// SPDX-License-Identifier: Apache-2.0

package html

import "github.com/kedja/kedja/report/internal/phrase"

// question is a missing fact with all whom one could ask for it.
type question struct {
	*phrase.Question
	Ask   []part
	Shown string // the fact, cleaned
	Grade string // the severity, cleaned
	Keeps part   // how many rules it keeps open, where the summary says it
}

type questions struct {
	Count int
	First []*question // for the summary
	Table table
}

// shownQuestions is how many missing facts the summary has.
const shownQuestions = 5

// questions lists the missing facts, each with whom to ask.
func (b *builder) questions() questions {
	var all []*question
	for i, q := range b.Questions(b.a) {
		x := &question{Question: q, Shown: phrase.Text(q.Fact), Grade: phrase.Clean(q.Severity, phrase.MaxName)}
		for _, s := range q.Ask {
			who := plainText(s.Words)
			if s.Party != "" {
				who = b.partyPart(s.Party)
			}
			x.Ask = append(x.Ask, who)
		}
		if i < shownQuestions {
			x.Keeps = b.number(phrase.Count(len(q.Rules), "rule", "rules"), "missing", q.Fact)
		}
		all = append(all, x)
	}
	t := table{ID: "questions-table", Caption: "Facts that nobody stated, and whom to ask for them", Hide: true,
		Cols: cols("Missing fact", "Ask", "#Missing", "Keeps open", "Severity")}
	for _, q := range all[:min(len(all), maxRows)] {
		rules := partsOf(q.Rules, func(r string) part { return part{Text: phrase.Clean(r, phrase.MaxName), Href: b.ruleAnchor(r)} })
		t.Rows = append(t.Rows, []cell{
			line(q.Shown), words(listed(q.Ask, 6, 0)...),
			num(b.count(q.Subjects, "missing", q.Fact), ""), words(listed(rules, 6, 0)...), severityCell(q.Severity),
		})
	}
	t.Note = moreRows(len(all)-len(t.Rows), "missing facts")
	return questions{Count: len(all), First: all[:min(len(all), shownQuestions)], Table: t}
}
