// SPDX-License-Identifier: Apache-2.0

package report

import (
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
)

// binding writes whom the sources bind.
func (m *marker) binding() {
	var items []md
	all := m.bounds()
	n := m.shown(len(all), shownFacts)
	for i := range all[:n] {
		b := &all[i]
		item := code(b.Name)
		if b.Law != "" {
			item += escape(", " + b.Law)
		}
		item += ": " + strong(escape(b.Words))
		if b.Reason != "" {
			item += "; " + escape(b.Reason)
		}
		if missing := missingBound(b); missing != "" {
			item += "; " + escape(missing)
		}
		items = append(items, item)
	}
	m.items(items, len(all)-n, "sources")
}

// notAsked lists the rules that are asked from another day on, or that a pack
// disables.
func (m *marker) notAsked() {
	var items []md
	for _, words := range phrase.NotAsked(m.a) {
		items = append(items, escape(words))
	}
	m.items(items, 0, "rules")
}

// scenarios writes the risks and scenarios that the sources name, with what
// bears on them.
func (m *marker) scenarios() {
	all := phrase.Scenarios(m.a)
	if len(all) == 0 {
		return
	}
	n := m.shown(len(all), shownScenarios)
	count := func(n int) md { return escape(phrase.Thousands(n)) }
	var rows [][]md
	for _, s := range all[:n] {
		title := escape(phrase.Text(s.Title))
		if mark := provenanceMark(s.Provenance); mark != "" {
			title += " (" + strong(escape(mark)) + ")"
		}
		rows = append(rows, []md{code(phrase.Clean(s.ID, phrase.MaxName)), title, escape(strings.Join(phrase.Hazards(s), ", ")),
			count(s.Counts.Fail), count(s.Counts.Warn), count(s.Counts.Unknown)})
	}
	m.block(escape(upperFirst(phrase.ScenarioNote) + "."))
	m.table([]md{"Entry", "Risk or scenario", "Hazards", "Fail", "Warn", "Unknown"}, rows, len(all)-n, "risks and scenarios")
}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
