// SPDX-License-Identifier: Apache-2.0

package report

import "github.com/kedja/kedja/report/internal/phrase"

const shownFacts = 12

// unknown groups what could not be decided by the fact that is missing, and
// says whom to ask: each fact once, however many rules want it.
func (t *texter) unknown() {
	questions := t.names.Questions(t.a)
	if len(questions) == 0 && len(t.a.Rules) == 0 {
		return
	}
	t.head("UNKNOWN, AND WHOM TO ASK", "missing is not the same as wrong")
	if len(questions) == 0 {
		t.para(2, 2, span{plain, t.nothingAsked()})
	}
	n := t.cut(len(questions), shownFacts)
	for _, q := range questions[:n] {
		t.item(2, 34, span{cyan, phrase.Text(q.Fact)}, span{plain, t.toAsk(q) + ";"}, span{dim, keepsOpen(q)})
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
func (t *prose) toAsk(q *phrase.Question) string {
	var who []string
	for _, s := range q.Ask {
		who = append(who, s.Words)
	}
	words := "ask " + phrase.List(who, t.cut(len(who), shownExamples), 0)
	if q.Subjects > len(q.Ask) {
		words += " (missing " + phrase.Count(q.Subjects, "time", "times") + ")"
	}
	return words
}

// keepsOpen says which rules cannot be decided.
func keepsOpen(q *phrase.Question) string {
	words := "keeps open " + phrase.List(phrase.Apply(q.Rules, func(r string) string { return phrase.Clean(r, phrase.MaxName) }), 3, 0)
	if q.Severity != "" {
		words += ", " + phrase.Clean(q.Severity, phrase.MaxName)
	}
	return words
}
