// SPDX-License-Identifier: Apache-2.0

package report

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// This file writes what the result rests on.

func (m *marker) diagnostics() {
	if len(m.a.Diagnostics) == 0 {
		return
	}
	all, note := m.problems()
	m.block(escape(note + "."))
	n := m.shown(len(all), 8)
	var rows [][]md
	for _, d := range all[:n] {
		rows = append(rows, []md{escape(d.Severity.String()), escape(phrase.Text(d.Position.String())), escape(problem(d)), code(phrase.Clean(d.Code, phrase.MaxName))})
	}
	m.table([]md{"Kind", "Where", "What is wrong, and what to do", "Code"}, rows, len(all)-n, "problems")
}

func (m *marker) quality() {
	var items []md
	for _, s := range m.covered() {
		items = append(items, spans([]span{s}))
	}
	m.items(items, 0, "")
	m.boms()
}

func (m *marker) boms() {
	n := m.shown(len(m.a.Quality), 12)
	var rows [][]md
	for _, q := range m.a.Quality[:n] {
		words := bom(q)
		rows = append(rows, []md{code(phrase.Text(q.File)), escape(words[0]), escape(words[1]), join(escaped(words[2:]), "<br>")})
	}
	m.table([]md{"SBOM", "Format", "Size", "Share of components that have each field"}, rows, len(m.a.Quality)-n, "SBOMs")
}

func (m *marker) waivers() {
	all := m.waiverRows()
	n := m.shown(len(all), 10)
	var rows [][]md
	for _, w := range all[:n] {
		rows = append(rows, []md{spans([]span{w.state}), escape(w.what), escape(w.note)})
	}
	m.table([]md{"State", "Waiver", "Note"}, rows, len(all)-n, "waivers")
}

func (m *marker) assumptions() {
	if len(m.a.Assumptions) == 0 {
		return
	}
	n := m.shown(len(m.a.Assumptions), 8)
	m.details(inHTML(phrase.Count(len(m.a.Assumptions), "default", "defaults")+" stood in for facts that nobody stated"), func() {
		var rows [][]md
		for _, x := range m.a.Assumptions[:n] {
			rows = append(rows, []md{code(phrase.Text(x.Fact)), escape(phrase.Text(x.Value)), escape(phrase.Text(x.Why))})
		}
		m.table([]md{"Fact", "Value", "Why"}, rows, len(m.a.Assumptions)-n, "assumptions")
	})
}

// methodNotes say how to read the numbers; docs/method.md has the rest.
var methodNotes = []md{
	"Two numbers are the ends of an interval that holds the true value under every completion of what is unknown.",
	"Missing is not established: it counts neither for nor against anybody.",
	"A designation is an authority's act, quoted with authority, legal basis and date. Everything else about a supplier is an indicator for review.",
	"A source that was not checked says so. A recommendation or proposal binds nobody by itself, and none of this is legal advice.",
}

func (m *marker) sourcesAndMethod() {
	m.items(methodNotes, 0, "")
	if len(m.a.Measures) > 0 {
		n := m.shown(len(m.a.Measures), 15)
		m.details(inHTML(phrase.Count(len(m.a.Measures), "legal or technical source", "legal and technical sources")), func() {
			var rows [][]md
			for _, x := range m.a.Measures[:n] {
				rows = append(rows, []md{code(phrase.Clean(x.ID, phrase.MaxName)), escape(phrase.Text(x.Title)), escape(phrase.Text(x.Source)), spans([]span{standing(x.Status, x.Provenance)})})
			}
			m.table([]md{"Entry", "Title", "Source", "Status and provenance"}, rows, len(m.a.Measures)-n, "sources")
		})
	}
	if m.o.Full {
		m.rules()
	}
}

// rules folds how often each rule ended in what, and its parameters.
func (m *marker) rules() {
	m.details("Rules and their parameters", func() {
		var rows [][]md
		for _, r := range m.a.Rules {
			rows = append(rows, []md{code(phrase.Clean(r.ID, phrase.MaxName)), escape(phrase.Text(r.Title)), escape(strings.Join(counted(r.Counts), ", ")), m.params(r.Params)})
		}
		m.table([]md{"Rule", "Title", "Outcomes", "Parameters"}, rows, 0, "")
	})
}

func counted(c result.Counts) []string {
	return []string{strconv.Itoa(c.Pass) + " pass", strconv.Itoa(c.Warn) + " warn", strconv.Itoa(c.Fail) + " fail", strconv.Itoa(c.Unknown) + " unknown"}
}

func (m *marker) params(params map[string]string) md {
	var out []md
	for _, k := range slices.Sorted(maps.Keys(params)) {
		out = append(out, code(phrase.Clean(k, phrase.MaxName)+"="+phrase.Text(params[k])))
	}
	return join(out, "<br>")
}

func (m *marker) inputs() {
	m.block(escape(m.rests()))
	if len(m.a.Params) > 0 {
		m.block("Parameters of this run: ", m.params(m.a.Params))
	}
	if set := phrase.Overrides(m.a); len(set) > 0 {
		m.block(escape("Parameters that packs set: " + strings.Join(set, ", ") + "."))
	}
	n := m.shown(len(m.a.Inputs), 40)
	m.details("Digests", func() {
		var rows [][]md
		for _, in := range m.a.Inputs[:n] {
			rows = append(rows, []md{code(phrase.Text(in.Name)), escape(phrase.Clean(in.Kind, phrase.MaxName)), code(phrase.Clean(in.SHA256, maxDigest))})
		}
		for _, p := range m.a.Policies {
			rows = append(rows, []md{code(phrase.Clean(p.Pack, phrase.MaxName)), escape("policy pack " + phrase.Clean(p.Version, phrase.MaxName)), code(phrase.Clean(p.SHA256, maxDigest))})
		}
		m.table([]md{"Input", "Kind", "SHA-256"}, rows, len(m.a.Inputs)-n, "inputs")
	})
	words := "Everything, with the facts behind each number: `-o json=result.json`."
	if !m.o.Full {
		words = "All rows: `--full`. " + words
	}
	m.block(md(words))
}

const maxDigest = 64
