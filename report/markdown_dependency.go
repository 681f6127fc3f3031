// SPDX-License-Identifier: Apache-2.0

package report

import (
	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// subcontracting writes who does the work in the end.
func (m *marker) subcontracting() {
	row := phrase.Tier(m.a, m.scope())
	if row == nil {
		return
	}
	m.block("Who does the work in the end, of the yearly spend.")
	hands := phrase.Hands(row)
	n := m.shown(len(hands), shownHands)
	share := func(i *result.Interval) md {
		if i == nil {
			return "not listed"
		}
		return escape(phrase.Share(*i))
	}
	var rows [][]md
	for _, h := range hands[:n] {
		rows = append(rows, []md{escape(m.names.Party(h.Party)), share(h.Net), share(h.Touch)})
	}
	m.table([]md{"Party", "Does", "Has a hand in"}, rows, len(hands)-n, "parties")
	items := []md{escape(m.net(row))}
	for _, words := range m.passedOn() {
		items = append(items, escape(words))
	}
	m.items(items, 0, "")
}

// dependency writes what goes to suppliers under control from outside the EU,
// and to designated ones.
func (m *marker) dependency() {
	d := phrase.Dependency(m.a, m.scope())
	if d == nil {
		return
	}
	m.block(escape("Of " + m.scopeWords() + ", by yearly spend. Under control from within the EU: " + phrase.Share(d.EUControlled) + ". " + sentence(phrase.Strategic(d))))
	var rows [][]md
	for _, x := range phrase.Indicators(d) {
		rows = append(rows, []md{escape(x.Title + " (" + phrase.Clean(x.Name, phrase.MaxName) + ")"), escape(x.Value), escape(x.Test)})
	}
	m.table([]md{"Indicator", "Value", "What it says"}, rows, 0, "")
	var items []md
	if words := m.designated(&d.HighRisk); words != "" {
		items = append(items, escape(words))
	}
	for _, words := range m.strategicAssets() {
		items = append(items, escape(words))
	}
	if len(d.Missing) > 0 {
		items = append(items, escape("Not stated: "+phrase.List(phrase.Apply(d.Missing, phrase.Text), m.shown(len(d.Missing), shownExamples), 0)+"."))
	}
	m.items(items, 0, "")
}

// integrity writes how far a compromise of each supplier could reach.
func (m *marker) integrity() {
	dealt, others := m.reaching("supplier")
	if len(dealt)+len(others) == 0 {
		return
	}
	m.block("What rests on a supplier's work or access; redundancy does not help.")
	m.reaches("Supplier", dealt, "suppliers")
	m.reaches("Without a record", others, "without a record")
	if m.o.Full {
		m.reaches("Owner", phrase.Reaches(m.a, "owner"), "owners")
	}
	if note := phrase.ReachNote(m.a); note != "" {
		m.block(escape(note))
	}
}

func (m *marker) reaches(head md, all []phrase.Reach, what string) {
	n := m.shown(len(all), shownReach)
	var rows [][]md
	for i := range all[:n] {
		r := &all[i]
		rows = append(rows, []md{escape(m.names.Party(r.Key)), escape(m.names.Reached(r)), escape(r.Parts())})
	}
	m.table([]md{head, "Assets", "Components"}, rows, len(all)-n, what)
}

// alternatives writes what the entity uses already that could stand in for a
// product.
func (m *marker) alternatives() {
	if len(m.a.Alternatives) == 0 {
		return
	}
	m.block("Hints where to look, not qualified; no measure counts them.")
	n := m.shown(len(m.a.Alternatives), shownAlternatives)
	var rows [][]md
	for i := range m.a.Alternatives[:n] {
		x := &m.a.Alternatives[i]
		rows = append(rows, []md{escape(m.names.Subject("product:" + x.Product)), escape(m.standIns(x))})
	}
	m.table([]md{"Product", "In use elsewhere"}, rows, len(m.a.Alternatives)-n, "products")
}

// switching writes what a switch is like in the words of law.
func (m *marker) switching(rows []*result.LockIn) {
	if all := m.registered(rows); len(all) > 0 {
		m.label(escape("In the words of the register of information (DORA, B_07.01)"))
		n := m.shown(len(all), shownKeys)
		var out [][]md
		for _, l := range all[:n] {
			out = append(out, []md{escape(m.names.Party(l.Supplier)), escape(phrase.DORA(l.DORA))})
		}
		m.table([]md{"Supplier", "Words of the template"}, out, len(all)-n, "suppliers")
	}
	if terms := phrase.Switched(rows); len(terms) > 0 {
		m.label("Switching under the Data Act (articles 25 and 29)")
		n := m.shown(len(terms), shownSwitching)
		var out [][]md
		for _, s := range terms[:n] {
			out = append(out, []md{escape(m.names.About(s)), escape(phrase.Switching(s.Switching))})
		}
		m.table([]md{"Supplier and contract", "Terms"}, out, len(terms)-n, "contracts and services")
	}
}
