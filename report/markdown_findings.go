// SPDX-License-Identifier: Apache-2.0

package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

const (
	shownWorst        = 3
	shownDependencies = 3
	shownQuestions    = 5 // in the summary
)

func (m *marker) verdict() {
	state := strings.ToUpper(phrase.Clean(m.a.Verdict.State, phrase.MaxName))
	switch {
	case m.a.Gate != nil:
		m.block("## ", escape("GATE: "+phrase.GateState(m.a.Gate)), ": ", escape(m.title()))
		m.gate()
	case state == "":
		m.block("## No verdict: ", escape(m.title()))
	default:
		m.block("## ", escape(state), ": ", escape(m.title()))
	}
	words := m.headMarks()
	if entity := m.entity(); entity != "" {
		words = slices.Insert(words, 0, entity)
	}
	if state != "" {
		words = append(m.tally(), words...)
	}
	if state != "" && m.a.Gate != nil {
		words = slices.Insert(words, 0, "Verdict: "+state)
	}
	if len(words) > 0 {
		m.block(join(escaped(words), " · "))
	}
	if m.a.Incomplete {
		m.block("**Incomplete:** ", escape(incompleteWords), ".")
	}
	if words := m.leftOut(); words != "" {
		m.block("**Findings only:** ", escape(words), ".")
	}
}

func (m *marker) summary() {
	m.worst()
	m.largest()
	questions := m.names.Questions(m.a)
	if len(questions) == 0 {
		return
	}
	m.label("What is unknown, and whom to ask")
	n := m.shown(len(questions), shownQuestions)
	var items []md
	for _, q := range questions[:n] {
		items = append(items, code(phrase.Text(q.Fact))+": "+escape(m.toAsk(q))+"; "+escape(keepsOpen(q)))
	}
	m.items(items, len(questions)-n, "missing facts")
}

// worst writes the gravest rules that failed or warn, each with one finding
// and the remedy.
func (m *marker) worst() {
	m.label("Worst findings")
	open, _ := m.judged()
	if len(open) == 0 {
		words, _ := m.nothingFound()
		m.block(escape(words))
		return
	}
	groups := slices.Collect(chunks(open, sameRule))
	var items []md
	n := min(len(groups), shownWorst) // a summary stays one in a full report
	for _, g := range groups[:n] {
		f := g[0]
		item := strong(escape(string(f.Outcome)+", "+phrase.Clean(f.Severity, phrase.MaxName))) + ": " + escape(phrase.Text(f.Message))
		if len(g) > 1 {
			item += escape("; and " + phrase.Thousands(len(g)-1) + " more of this kind")
		}
		item += " (" + code(phrase.Clean(f.Rule, phrase.MaxName)) + ")"
		if r := m.names.Rules[f.Rule]; r != nil && r.Remedy != "" {
			item += "<br>" + strong("Do:") + " " + escape(phrase.Text(r.Remedy))
		}
		items = append(items, item)
	}
	m.items(items, len(groups)-n, "rules that failed or warn")
}

// dependency is a supplier with its shares of the whole.
type dependency struct {
	party  string
	least  result.Interval // the largest share, by its lower end
	shares []string        // in words
}

// dependencies ranks the suppliers by the share that is certain, whatever it
// is a share of.
func (m *prose) dependencies() []*dependency {
	byParty := map[string]*dependency{}
	var out []*dependency
	for _, b := range phrase.Bases {
		c := m.row("supplier", b.Basis)
		if c == nil || !b.Always {
			continue
		}
		for _, s := range c.Shares {
			d := byParty[s.Key]
			if d == nil {
				d = &dependency{party: s.Key, least: s.Share}
				byParty[s.Key] = d
				out = append(out, d)
			}
			if cmp.Or(cmp.Compare(s.Share.Lo, d.least.Lo), cmp.Compare(s.Share.Hi, d.least.Hi)) > 0 {
				d.least = s.Share
			}
			if words := phrase.Share(s.Share); words != "not known" {
				d.shares = append(d.shares, words+" of the "+b.Words)
			}
		}
	}
	slices.SortFunc(out, func(x, y *dependency) int {
		return cmp.Or(cmp.Compare(y.least.Lo, x.least.Lo), cmp.Compare(y.least.Hi, x.least.Hi), cmp.Compare(x.party, y.party))
	})
	return out
}

func (m *marker) largest() {
	all := m.dependencies()
	if len(all) == 0 {
		return
	}
	m.label("Largest dependencies")
	n := min(len(all), shownDependencies)
	var items []md
	for _, d := range all[:n] {
		words := d.shares
		for _, c := range m.a.Control {
			if c.Party == d.party {
				words = append(words, m.controllers(c), countryOf(c))
			}
		}
		if assets := m.stoppedBy(d.party); len(assets) > 0 {
			words = append(words, "its loss alone stops or starves "+phrase.List(assets, shownExamples, 0))
		}
		items = append(items, strong(escape(m.names.Party(d.party)))+": "+escape(strings.Join(words, "; ")))
	}
	m.items(items, len(all)-n, "suppliers")
}

// stoppedBy are the assets that certainly do not survive the loss of the
// supplier: slow losses aside.
func (m *prose) stoppedBy(party string) []string {
	var points []result.SinglePoint
	for _, p := range m.a.SinglePoints {
		if p.By == "supplier" && p.Key == party && p.Certainty == "certain" && p.Mode != "noCare" {
			points = append(points, p)
		}
	}
	return phrase.Apply(distinct(points, func(p result.SinglePoint) string { return p.Asset }), m.names.Asset)
}

func (m *marker) findings() {
	open, waived := m.judged()
	titles := map[result.Outcome]string{result.Fail: "Failed", result.Warn: "Warnings"}
	for some := range chunks(open, func(f, g *result.Finding) bool { return titles[f.Outcome] == titles[g.Outcome] }) {
		m.outcome(cmp.Or(titles[some[0].Outcome], "Of another outcome"), some)
	}
	if len(open) == 0 {
		words, _ := m.nothingFound()
		m.block(escape(words))
	}
	if m.o.ShowSuppressed {
		m.outcome("Waived", waived)
	} else if len(waived) > 0 {
		m.block(escape(phrase.Count(len(waived), "waived finding is", "waived findings are") + " not shown"))
	}
	m.unknown()
}

// outcome writes the findings of one outcome, and for each rule what they
// rest on.
func (m *marker) outcome(title string, findings []*result.Finding) {
	if len(findings) == 0 {
		return
	}
	m.label(escape(title + " (" + phrase.Thousands(len(findings)) + ")"))
	groups := slices.Collect(chunks(findings, sameRule))
	n := m.shown(len(groups), shownRules)
	var rows [][]md
	for _, g := range groups[:n] {
		rows = append(rows, m.rows(g)...)
	}
	left := slices.Concat(groups[n:]...)
	m.table([]md{"Severity", "Rule", "Finding", "About"}, rows, len(left), "findings: "+phrase.List(byRule(left), shownExamples, 0))
	for _, g := range groups[:n] {
		m.reasons(g)
	}
}

func (m *marker) rows(g []*result.Finding) (rows [][]md) {
	head := []md{escape(phrase.Clean(g[0].Severity, phrase.MaxName)), code(phrase.Clean(g[0].Rule, phrase.MaxName))}
	n := m.shown(len(g), shownFindings)
	for _, f := range g[:n] {
		words := escape(phrase.Text(f.Message))
		if f.Count > 1 && len(f.Examples) > 0 {
			words += "<br>e.g. " + codes(phrase.Apply(f.Examples, phrase.Text), f.Count)
		}
		if facts := phrase.Unverified(f); len(facts) > 0 {
			words += "<br>" + strong("rests on what nobody verified") + ": " + codes(facts, 0)
		}
		if f.Waiver != "" {
			words += "<br>" + strong("waived") + " by " + code(phrase.Clean(f.Waiver, phrase.MaxName))
		}
		if m.excused(f) {
			words += "<br>" + escape(excusedWords)
		}
		about := code(phrase.Text(phrase.About(f)))
		if m.o.Full && f.ID != "" {
			about += "<br>id " + code(phrase.Clean(f.ID, phrase.MaxName))
		}
		rows = append(rows, append(slices.Clone(head), words, about))
	}
	if left := g[n:]; len(left) > 0 {
		subjects := phrase.Apply(distinct(left, func(f *result.Finding) string { return f.Subject }), phrase.Text)
		rows = append(rows, append(slices.Clone(head), more(len(left), ""), codes(subjects, 0)))
	}
	return rows
}

// reasons folds the evidence, sources and remedy of the findings of one rule.
func (m *marker) reasons(g []*result.Finding) {
	rule := phrase.Clean(g[0].Rule, phrase.MaxName)
	r := m.names.Rules[g[0].Rule]
	if r != nil && r.Title != "" {
		rule += ": " + phrase.Text(r.Title)
	}
	if r != nil && r.Deprecated {
		rule += " (deprecated)"
	}
	m.details(inHTML(rule), func() {
		var items []md
		why := distinct(g, func(f *result.Finding) string { return m.evidence(f.Evidence) })
		why = slices.DeleteFunc(why, func(s string) bool { return s == "" })
		n := m.shown(len(why), shownFindings)
		for _, words := range why[:n] {
			items = append(items, strong("Why:")+" "+escape(words))
		}
		if left := len(why) - n; left > 0 {
			items = append(items, strong("Why:")+" "+more(left, ""))
		}
		if r == nil {
			m.items(items, 0, "")
			return
		}
		sources := m.sources(r, g)
		n = m.shown(len(sources), shownSources)
		for _, s := range sources[:n] {
			items = append(items, strong("Source:")+" "+spans(s))
		}
		if left := len(sources) - n; left > 0 {
			items = append(items, strong("Source:")+" "+more(left, ""))
		}
		if r.Remedy != "" {
			items = append(items, strong("Do:")+" "+escape(phrase.Text(r.Remedy)))
		}
		m.items(items, 0, "")
	})
}

// spans writes the words of the text report; emphasis stays.
func spans(all []span) md {
	var out []md
	for _, s := range all {
		words := escape(s.text)
		if s.style == yellow || s.style == bold {
			words = strong(words)
		}
		out = append(out, words)
	}
	return join(out, " ")
}

// unknown writes what could not be judged, by the fact that is missing.
func (m *marker) unknown() {
	questions := m.names.Questions(m.a)
	if len(questions) == 0 {
		return
	}
	m.label(escape("Unknown (" + phrase.Count(len(questions), "missing fact", "missing facts") + ")"))
	m.block("Missing is not the same as wrong.")
	n := m.shown(len(questions), shownFacts)
	var rows [][]md
	for _, q := range questions[:n] {
		rows = append(rows, []md{escape(phrase.Clean(q.Severity, phrase.MaxName)), code(phrase.Text(q.Fact)), escape(m.toAsk(q)), escape(keepsOpen(q))})
	}
	m.table([]md{"Severity", "Missing fact", "Whom to ask", "Effect"}, rows, len(questions)-n, "missing facts")
}
