// SPDX-License-Identifier: Apache-2.0

package report

import (
	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// vulnerabilities writes how many components were looked up, what was found,
// and what to look at first.
func (m *marker) vulnerabilities() {
	k := phrase.Vulnerabilities(m.a)
	if k == nil {
		return
	}
	m.block(escape(lookedUp(k)))
	reasons := k.NotLookedUp()
	n := m.shown(len(reasons), shownReasons)
	var items []md
	for _, r := range reasons[:n] {
		items = append(items, escape(phrase.Thousands(r.N)+" "+r.Of+" "+doing(r.Do)))
	}
	m.items(items, len(reasons)-n, "reasons")
	items = nil
	for _, words := range weakSummary(k) {
		items = append(items, escape(words))
	}
	m.items(items, 0, "")
	m.fixes()
	m.weak(k.Unsettled(), "open or not established")
	if m.o.Full && len(k.Settled) > 0 {
		m.details("Settled by statements", func() { m.weak(k.Settled, "") })
	}
}

func (m *marker) fixes() {
	if len(m.a.Fixes) == 0 {
		return
	}
	m.block(escape(fixesHead))
	n := m.shown(len(m.a.Fixes), shownFixes)
	var items []md
	for i := range m.a.Fixes[:n] {
		component, words := m.names.Fix(&m.a.Fixes[i])
		items = append(items, escape(component+": "+words))
	}
	m.items(items, len(m.a.Fixes)-n, "components")
}

func (m *marker) weak(list []*result.Vulnerability, what string) {
	n := m.shown(len(list), shownWeak)
	var rows [][]md
	for _, v := range list[:n] {
		w := m.names.Weak(v)
		first := escape(w.Severity)
		if w.Likely != "" {
			first += "<br>" + escape("EPSS "+w.Likely)
		}
		var more []md
		for _, words := range []string{w.Exploited, w.Stated, w.Called} {
			if words != "" {
				more = append(more, escape(words))
			}
		}
		if w.Doubt != "" {
			more = append(more, escape("cannot be told whether it has it: "+w.Doubt))
		}
		rows = append(rows, []md{code(w.ID), escape(w.Component), first, escape(w.Fixed), join(more, "<br>"), escape(w.Reaches)})
	}
	m.table([]md{"Vulnerability", "Component", "Severity", "Fixed in", "Known of it", "Reaches"}, rows, len(list)-n, what)
}
