// SPDX-License-Identifier: Apache-2.0

package report

import (
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

const (
	shownCycles = 5
	// shownSteps is how many components of a cycle are named.
	shownSteps = 8
)

// cycles writes the components that depend on one another.
func (t *texter) cycles() {
	if len(t.a.Cycles) == 0 {
		return
	}
	t.head("DEPENDENCY CYCLES", "components that depend on one another, with one shortest way round")
	n := t.cut(len(t.a.Cycles), shownCycles)
	for i := range t.a.Cycles[:n] {
		c := &t.a.Cycles[i]
		t.item(2, 18, span{plain, phrase.Count(c.Size, "component", "components")}, span{plain, t.around(c)})
	}
	t.rest(len(t.a.Cycles)-n+t.a.CyclesRest, "groups")
}

func (m *marker) cycles() {
	if len(m.a.Cycles) == 0 {
		return
	}
	m.block("Components that depend on one another, with one shortest way round.")
	n := m.shown(len(m.a.Cycles), shownCycles)
	var rows [][]md
	for i := range m.a.Cycles[:n] {
		c := &m.a.Cycles[i]
		rows = append(rows, []md{escape(phrase.Thousands(c.Size)), escape(m.around(c))})
	}
	m.table([]md{"Components", "Shortest cycle"}, rows, len(m.a.Cycles)-n+m.a.CyclesRest, "groups")
}

// around names the components of the cycle, the first again at the end.
func (t *prose) around(c *result.Cycle) string {
	var names []string
	for _, id := range c.Path[:min(shownSteps, len(c.Path))] {
		names = append(names, t.names.Component(id))
	}
	if left := len(c.Path) - len(names); left > 0 {
		names = append(names, "… "+phrase.Thousands(left)+phrase.NBSP+"more")
	}
	if len(c.Path) > 0 {
		names = append(names, names[0])
	}
	return strings.Join(names, " → ")
}
