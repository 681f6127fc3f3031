// SPDX-License-Identifier: Apache-2.0

package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// suppliers writes who the suppliers are, who decides over them from where,
// and what authorities have decided about them.
func (m *marker) suppliers() {
	rows, others := m.controlRows()
	n := m.shown(len(rows), 15)
	var out [][]md
	for _, c := range rows[:n] {
		row := []md{escape(m.names.Party(c.Party)), escape(m.controllers(c)), escape(countryOf(c)), "", ""}
		if others := m.others(&c); others != "" {
			row[1] = join([]md{row[1], escape(others)}, "<br>")
		}
		if p := m.names.Parties[c.Party]; p != nil {
			row[3] = m.designations(p.Designations)
			products := phrase.Apply(p.Products, func(id string) string { return m.names.Subject("product:" + id) })
			row[4] = escape(phrase.List(products, m.shown(len(products), shownExamples), 0))
		}
		out = append(out, row)
	}
	m.table([]md{"Supplier or owner", "Control", "Country", "Designations", "Products"}, out, len(rows)-n, "parties")
	if others > 0 {
		m.block(escape("Control not established for " + phrase.Count(others, "other party", "other parties") + " without a record."))
	}
	if m.o.Full {
		m.holdings()
	}
}

func (m *marker) designations(all []result.Designation) md {
	n := m.shown(len(all), 3)
	var out []md
	for _, d := range all[:n] {
		words, _ := designation(d)
		out = append(out, escape(words))
	}
	if left := len(all) - n; left > 0 {
		out = append(out, more(left, ""))
	}
	return join(out, "<br>")
}

// holdings folds the ways from controllers down to parties, and the shares
// over all ways.
func (m *marker) holdings() {
	m.details("Holdings behind the control", func() {
		var paths, shares [][]md
		for _, c := range m.a.Control {
			for _, s := range c.Path {
				paths = append(paths, []md{escape(m.names.Party(c.Party)), escape(m.names.Party(s.Holder)), escape(m.names.Party(s.Party)),
					escape(phrase.Share(s.Votes)), escape(m.evidence([]result.Evidence{s.At}))})
			}
			for _, s := range c.Integrated {
				shares = append(shares, []md{escape(m.names.Party(c.Party)), escape(m.names.Party(s.Owner)), escape(phrase.Share(s.Share))})
			}
		}
		m.table([]md{"Control of", "Holder", "holds of", "Votes", "Stated in"}, paths, 0, "")
		m.table([]md{"Party", "Owner", "Share over all holdings"}, shares, 0, "")
	})
}

func (m *marker) concentration() {
	if m.without("concentration") {
		return
	}
	m.block(escape("Of " + m.scopeWords() + "."))
	var rows [][]md
	for _, g := range phrase.Groupings {
		for _, b := range phrase.Bases {
			if c := m.row(g.By, b.Basis); c != nil && (m.o.Full || g.Always && b.Always) {
				rows = append(rows, m.concentrated(c, g, b.Words))
			}
		}
	}
	if len(rows) == 0 {
		m.block("Nothing to measure: no components and no spend.")
	}
	m.table([]md{"By", "Share of", "Concentration", "Largest"}, rows, 0, "")
	var notes []md
	for _, s := range slices.Concat(m.families(), m.commonOwners()) {
		notes = append(notes, escape(s))
	}
	for _, s := range m.conditions() {
		notes = append(notes, strong("Note:")+" "+escape(s))
	}
	n := m.shown(len(notes), 10)
	m.items(notes[:n], len(notes)-n, "notes")
}

func (m *marker) concentrated(c *result.Concentration, g phrase.Grouping, basis string) []md {
	var most []md
	n := m.shown(len(c.Shares), shownShares)
	for _, s := range c.Shares[:n] {
		most = append(most, escape(m.names.Member(c.By, s.Key)+": "+phrase.Share(s.Share)))
	}
	if c.Unattributed.Hi > 0 {
		most = append(most, escape(phrase.NoGroup(c.By)+": "+phrase.Share(c.Unattributed)))
	}
	rest := len(c.Shares) - n
	if c.Rest != nil {
		rest += c.Rest.N
	}
	if rest > 0 {
		most = append(most, more(rest, "with less"))
	}
	words := []md{escape(g.Effective(c.Effective)), escape(phrase.Count(c.N, g.One, g.Many) + " known")}
	if m.o.Full {
		words = append(words, escape("concentration index (HHI, 0 to 1) "+phrase.Between(c.HHI, phrase.AsFraction)))
	}
	if len(c.Missing) > 0 {
		words = append(words, escape("not stated: "+phrase.List(phrase.Apply(c.Missing, phrase.Text), shownExamples, 0)))
	}
	return []md{escape(g.Title), escape(basis), join(words, "<br>"), join(most, "<br>")}
}

// chain writes the supply chain: one row for each product, with the assets
// that need it, and who stands behind it.
func (m *marker) chain() {
	to, from := map[string][]string{}, map[string][]string{}
	weight := map[string]float64{}
	var products []string
	for _, f := range m.a.Flows {
		to[f.From] = append(to[f.From], f.To)
		from[f.To] = append(from[f.To], f.From)
		if strings.HasPrefix(f.To, "product:") {
			if weight[f.To] == 0 {
				products = append(products, f.To)
			}
			weight[f.To] += f.Weight
		}
	}
	if len(products) == 0 {
		return
	}
	slices.SortFunc(products, func(a, b string) int { return cmp.Or(cmp.Compare(weight[b], weight[a]), cmp.Compare(a, b)) })
	m.block("What the assets need, heaviest first: each asset counts with its criticality.")
	n := m.shown(len(products), 12)
	var rows [][]md
	for _, p := range products[:n] {
		suppliers := to[p]
		owners := onward(suppliers, to)
		rows = append(rows, []md{m.links(from[p]), m.links([]string{p}), m.links(suppliers), m.links(owners), m.links(onward(owners, to))})
	}
	m.table([]md{"Assets", "Product", "Supplier", "Controller", "Country of control"}, rows, len(products)-n, "products")
}

// onward is where the strands from all of them lead.
func onward(ids []string, to map[string][]string) (out []string) {
	for _, id := range ids {
		for _, next := range to[id] {
			if !slices.Contains(out, next) {
				out = append(out, next)
			}
		}
	}
	return out
}

// links names the ends of strands.
func (m *marker) links(ids []string) md {
	names := phrase.Apply(ids, func(id string) string {
		switch id {
		case "supplier:unattributed":
			return "supplier not known"
		case "owner:notEstablished", "country:notEstablished":
			return "not established"
		}
		return m.names.Subject(id)
	})
	return escape(phrase.List(names, m.shown(len(names), shownKeys), 0))
}

// singlePoints writes a table for each loss mode, a row for each asset.
func (m *marker) singlePoints() {
	if m.without("singlePoints") {
		return
	}
	m.block("One loss that an asset does not survive.")
	if len(m.a.SinglePoints) == 0 {
		m.block("None found in what is recorded.")
	}
	columns := []md{"Asset"}
	for _, l := range losses {
		columns = append(columns, escape(strings.ToUpper(l.one[:1])+l.one[1:]))
	}
	for _, mode := range modes {
		points := slices.DeleteFunc(slices.Clone(m.a.SinglePoints), func(p result.SinglePoint) bool { return p.Mode != mode.mode })
		if len(points) == 0 {
			continue
		}
		m.label(escape(mode.words))
		assets := distinct(points, func(p result.SinglePoint) string { return p.Asset })
		n := m.shown(len(assets), 12)
		var rows [][]md
		for _, asset := range assets[:n] {
			rows = append(rows, m.stops(points, asset, mode.mode == "noCare" && !m.o.Full))
		}
		m.table(columns, rows, len(assets)-n, "assets")
	}
	m.joint()
}

// stops is one asset with all that stops it; a short one counts only.
func (m *marker) stops(points []result.SinglePoint, asset string, short bool) []md {
	name := m.names.Asset(asset)
	if when, same := whenOf(points, asset); same {
		name += ", " + when
	}
	row := []md{escape(name)}
	for _, l := range losses {
		certain, possible, n := m.lost(points, asset, l)
		var cell []md
		switch {
		case short && n > 0:
			cell = append(cell, escape(phrase.Count(n, l.one, l.many)))
		case !short && len(certain) > 0:
			cell = append(cell, escape(phrase.List(certain, m.shown(len(certain), shownKeys), 0)))
		}
		if !short && len(possible) > 0 {
			cell = append(cell, "possibly "+escape(phrase.List(possible, m.shown(len(possible), shownKeys), 0)))
		}
		row = append(row, join(cell, "<br>"))
	}
	return row
}

// joint writes what could not be started again, and what stops an asset only
// together.
func (m *marker) joint() {
	causes, assets := m.loops()
	n := m.shown(len(causes), shownKeys)
	var items []md
	for _, cause := range causes[:n] {
		all := assets[cause]
		items = append(items, strong(escape(cause))+" "+escape(phrase.List(all, m.shown(len(all), shownKeys), 0)+"; what they need forms a loop."))
	}
	if words := m.jointLosses(); words != "" {
		items = append(items, escape(words))
	}
	for _, words := range m.soonest() {
		items = append(items, escape(words))
	}
	m.items(items, len(causes)-n, "losses")
}

func (m *marker) lockIn() {
	if m.without("lockIn") {
		return
	}
	m.block("0 free to 1 locked; the largest dimension counts, a mean hides it.")
	rows := m.lockInRows()
	if len(rows) == 0 {
		m.block("Not measured: no product, service or contract of a supplier is recorded.")
		return
	}
	n := m.shown(len(rows), 6)
	var out [][]md
	for _, l := range rows[:n] {
		row := []md{escape(m.names.Party(l.Supplier)), escape(phrase.Between(*l.Index, phrase.AsFraction)), "", ""}
		if l.Largest != nil {
			row[2] = escape(dimension(l.Largest))
		}
		if l.ExitHorizonMonths != nil {
			row[3] = escape(phrase.Between(*l.ExitHorizonMonths, phrase.AsNumber))
		}
		out = append(out, row)
	}
	m.table([]md{"Supplier", "Index", "Largest dimension", "Months to leave"}, out, len(rows)-n, "suppliers")
	if m.o.Full {
		m.dimensions(rows)
	}
	m.switching(rows)
}

func (m *marker) dimensions(rows []*result.LockIn) {
	m.details("All dimensions", func() {
		var out [][]md
		for _, l := range rows {
			for i := range l.Dimensions {
				out = append(out, []md{escape(m.names.Party(l.Supplier)), escape(dimension(&l.Dimensions[i]))})
			}
		}
		m.table([]md{"Supplier", "Dimension"}, out, 0, "")
	})
}

func (m *marker) risk() {
	system, others := m.scores()
	all := slices.Concat(system, others)
	if len(all) == 0 {
		return
	}
	m.block(escape(riskNote + "."))
	n := m.shown(len(all), 8)
	var rows [][]md
	for _, s := range all[:n] {
		rows = append(rows, []md{escape(m.scored(s)), escape(levels(s)), escape(phrase.Between(s.Risk, phrase.AsNumber)), escape(m.setBy(s).text)})
	}
	m.table([]md{"Subject", "Level", "Risk", "Why"}, rows, len(all)-n, "subjects")
	if m.o.Full {
		m.factors()
	}
}

// factors folds the indicators behind the scores.
func (m *marker) factors() {
	m.details("Indicators for review", func() {
		var rows [][]md
		for _, f := range m.a.Factors {
			rows = append(rows, []md{escape(m.names.Subject(f.Subject)), code(phrase.Clean(f.ID, phrase.MaxName)), escape(phrase.Between(f.Level, phrase.AsNumber)),
				escape(strings.Join(phrase.Apply(f.Facts, phrase.Text), ", ")), code(phrase.Clean(f.Rule, phrase.MaxName))})
		}
		m.table([]md{"Subject", "Indicator", "Level, 0 to 4", "On the facts", "Rule"}, rows, 0, "")
	})
}
