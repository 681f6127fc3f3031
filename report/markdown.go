// SPDX-License-Identifier: Apache-2.0

package report

import (
	"io"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// maxMarkdown is the length of a short report in bytes. GitHub takes comments
// of 65 536 characters; the rest is for what a workflow writes around it.
const maxMarkdown = 60_000

// Markdown writes the result in GitHub-flavoured Markdown, for a comment on a
// pull request or a note in a file: the verdict and a summary, then findings,
// suppliers, measures, data and sources.
//
// A short report fits a comment: lists are cut after the first few, and a
// section that would still make it too long says that it is left out. With
// Options.Full everything is written. Names and messages come from inputs;
// they are shown as text, and nothing in them becomes markup, a mention, a
// reference or a link.
func Markdown(w io.Writer, a *result.Assessment, o Options) error {
	p := newProse(a, o)
	_, err := io.WriteString(w, compose(p))
	return err
}

// compose writes a short report with ever shorter lists until it fits; what
// does not fit even then is named and left out.
func compose(p *prose) string {
	for _, scale := range []int{1, 2, 4, 8} {
		out := ""
		for _, s := range markdownSections {
			out += s.markdown(p, scale)
		}
		if p.o.Full || len(out) <= maxMarkdown {
			return out
		}
	}
	// The sections behind must fit too, or at least their headings.
	out, behind := "", 0
	for _, s := range markdownSections {
		behind += len(s.leftOut())
	}
	for _, s := range markdownSections {
		behind -= len(s.leftOut())
		whole := s.markdown(p, 8)
		if len(out)+len(whole)+behind > maxMarkdown {
			whole = s.leftOut()
		}
		out += whole
	}
	return out
}

// markdownSections lists what a Markdown report has, in order.
var markdownSections = []markdownSection{
	{"", (*marker).verdict},
	{"Whom the sources bind", (*marker).binding},
	{"Summary", (*marker).summary},
	{"Findings", (*marker).findings},
	{"Rules not asked", (*marker).notAsked},
	{"Risk scenarios", (*marker).scenarios},
	{"Suppliers", (*marker).suppliers},
	{"Concentration", (*marker).concentration},
	{"Subcontracting", (*marker).subcontracting},
	{"Strategic dependency", (*marker).dependency},
	{"Supply chain", (*marker).chain},
	{"Single points", (*marker).singlePoints},
	{"Importance", (*marker).importance},
	{"Reach of a compromise", (*marker).integrity},
	{"Dependency cycles", (*marker).cycles},
	{"Lock-in", (*marker).lockIn},
	{"Alternatives in use", (*marker).alternatives},
	{"Risk", (*marker).risk},
	{"Vulnerabilities", (*marker).vulnerabilities},
	{"Problems with the inputs", (*marker).diagnostics},
	{"Data quality", (*marker).quality},
	{"Waivers", (*marker).waivers},
	{"Assumptions", (*marker).assumptions},
	{"Method and sources", (*marker).sourcesAndMethod},
	{"Inputs", (*marker).inputs},
}

type markdownSection struct {
	title string
	write func(*marker)
}

// markdown writes the section; one without content is not there at all.
func (s markdownSection) markdown(p *prose, scale int) string {
	m := &marker{prose: p, scale: scale}
	s.write(m)
	if m.b.Len() == 0 || s.title == "" {
		return m.b.String()
	}
	return "### " + s.title + "\n\n" + m.b.String()
}

func (s markdownSection) leftOut() string {
	title := s.title
	if title == "" {
		title = "Verdict"
	}
	return "### " + title + "\n\nLeft out, for a comment must not be longer; see the full report.\n\n"
}

// marker writes blocks of Markdown, each followed by an empty line.
type marker struct {
	*prose
	scale int // what limits of rows are divided by
	b     strings.Builder
}

// shown is the number of rows to show of n.
func (m *marker) shown(n, limit int) int { return m.cut(n, max(1, limit/m.scale)) }

func (m *marker) block(parts ...md) {
	for _, p := range parts {
		m.b.WriteString(string(p))
	}
	m.b.WriteString("\n\n")
}

// label is a heading within a section.
func (m *marker) label(title md) { m.block("#### ", title) }

// items writes a list, and how many more items there are.
func (m *marker) items(all []md, left int, what string) {
	for _, item := range all {
		m.b.WriteString("- " + string(item) + "\n")
	}
	if left > 0 {
		m.b.WriteString("- " + string(more(left, what)) + "\n")
	}
	if len(all) > 0 || left > 0 {
		m.b.WriteByte('\n')
	}
}

// more says that something was left out.
func more(left int, what string) md {
	return escape(strings.TrimSpace("and " + phrase.Thousands(left) + " more " + what))
}

// table writes rows under column heads, and below it how many more rows
// there are.
func (m *marker) table(columns []md, rows [][]md, left int, what string) {
	if len(rows) > 0 {
		m.line(columns)
		m.b.WriteString(strings.Repeat("| --- ", len(columns)) + "|\n")
		for _, row := range rows {
			m.line(row)
		}
		m.b.WriteByte('\n')
	}
	if left > 0 {
		m.block(more(left, what))
	}
}

func (m *marker) line(cells []md) {
	for _, c := range cells {
		m.b.WriteString("| " + string(c) + " ")
	}
	m.b.WriteString("|\n")
}

// details folds what body writes. Nothing is folded if it writes nothing.
func (m *marker) details(summary md, body func()) {
	before := m.b.Len()
	head := "<details><summary>" + string(summary) + "</summary>\n\n"
	m.b.WriteString(head)
	body()
	if m.b.Len() > before+len(head) {
		m.block("</details>")
		return
	}
	kept := m.b.String()[:before]
	m.b.Reset()
	m.b.WriteString(kept)
}
