// SPDX-License-Identifier: Apache-2.0

package report

import (
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// diffSection is one part of a difference in words. Everything in it is
// clean.
type diffSection struct {
	title, note string
	rows        []diffRow
	rest        string // what has no rows, if anything
	more        string // what is left out, if anything
}

// diffRow is one change.
type diffRow struct {
	change string // new, gone …
	words  string
	detail string
}

const shownChanges = 15

// DiffText writes a difference for people.
func DiffText(w io.Writer, d *result.Diff, o Options) error {
	p := newPrinter(w, o)
	t := newDifferText(d, o)
	p.para(0, 2, span{bold, t.title()})
	p.para(0, 2, span{plain, t.verdict()})
	for _, s := range t.sections() {
		p.head(s.title, s.note)
		for _, r := range s.rows {
			spans := []span{{plain, r.words}}
			if r.detail != "" {
				spans = append(spans, span{dim, "– " + r.detail})
			}
			p.item(2, 12, span{changeStyle(r.change), r.change}, spans...)
		}
		if s.more != "" {
			p.para(2, 4, span{dim, s.more})
		}
	}
	return p.w.Flush()
}

func changeStyle(change string) style {
	switch change {
	case result.ChangeNew, result.ChangeRose:
		return red
	case result.ChangeGone, result.ChangeFell, result.ChangeRefined:
		return green
	}
	return yellow
}

// DiffMarkdown writes a difference in GitHub-flavoured Markdown.
func DiffMarkdown(w io.Writer, d *result.Diff, o Options) error {
	t := newDifferText(d, o)
	var b strings.Builder
	b.WriteString("### " + string(escape(t.title())) + "\n\n" + string(escape(t.verdict())) + "\n\n")
	for _, s := range t.sections() {
		title := capital(s.title)
		if s.note != "" {
			title += ": " + s.note
		}
		b.WriteString("#### " + string(escape(title)) + "\n\n")
		for _, r := range s.rows {
			b.WriteString("- *" + string(escape(r.change)) + "* " + string(escape(r.words)))
			if r.detail != "" {
				b.WriteString(" – " + string(escape(r.detail)))
			}
			b.WriteByte('\n')
		}
		if s.more != "" {
			b.WriteString("- " + string(escape(s.more)) + "\n")
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// capital writes a heading in capitals as a sentence.
func capital(title string) string {
	low := strings.ToLower(title)
	return strings.ToUpper(low[:1]) + low[1:]
}

// differText puts a difference into words.
type differText struct {
	d     *result.Diff
	names *phrase.Names
	o     Options
}

func newDifferText(d *result.Diff, o Options) *differText {
	var named result.Assessment
	for _, id := range slices.Sorted(maps.Keys(d.Names)) {
		named.Parties = append(named.Parties, result.Party{ID: id, Name: d.Names[id]})
	}
	return &differText{d, phrase.NewNames(&named), o}
}

func (t *differText) title() string {
	return "Changes from " + sideWords(&t.d.Old) + " to " + sideWords(&t.d.New)
}

func sideWords(s *result.DiffSide) string {
	name := phrase.Text(s.Name)
	if name == "" {
		name = phrase.Text(s.Subject)
	}
	day, _, _ := strings.Cut(s.AsOf, "T")
	return name + " as of " + phrase.Clean(day, phrase.MaxName)
}

func (t *differText) verdict() string {
	if t.d.Empty() {
		return "Nothing that the results say has changed."
	}
	o, n := &t.d.Old.Verdict, &t.d.New.Verdict
	from := func(words string, a, b int) string {
		if a == b {
			return phrase.Thousands(b) + phrase.NBSP + words
		}
		return phrase.Thousands(a) + " → " + phrase.Thousands(b) + phrase.NBSP + words
	}
	state := phrase.Clean(n.State, phrase.MaxName)
	if o.State != n.State {
		state = phrase.Clean(o.State, phrase.MaxName) + " → " + state
	}
	return "Verdict: " + state + " · " + strings.Join([]string{from("failed", o.Fail, n.Fail), from("warnings", o.Warn, n.Warn),
		from("unknown", o.Unknown, n.Unknown), from("waived", o.Waived, n.Waived)}, " · ")
}

// sections lists the parts of the difference that have something to say.
func (t *differText) sections() []diffSection {
	all := []diffSection{
		t.causes(), t.notes(), t.bounds(), t.findings(), t.vulnerabilities(), t.singlePoints(), t.control(), t.countries(), t.parties(), t.concentration(), t.components(),
	}
	var out []diffSection
	for _, s := range all {
		if len(s.rows) == 0 && s.rest == "" {
			continue
		}
		for i := range s.rows {
			s.rows[i].change = phrase.Clean(s.rows[i].change, phrase.MaxName)
		}
		if n := len(s.rows); !t.o.Full && n > shownChanges {
			s.rows = s.rows[:shownChanges]
			s.more = "and " + phrase.Thousands(n-shownChanges) + " more; --full and -o json have all"
		}
		if s.rest != "" {
			s.more = strings.TrimPrefix(s.more+"; "+s.rest, "; ")
		}
		out = append(out, s)
	}
	return out
}

func (t *differText) causes() diffSection {
	s := diffSection{title: "WHAT WENT IN", note: "each change below comes from one of these"}
	for _, c := range t.d.Causes {
		r := diffRow{change: result.ChangeChanged, words: phrase.Text(c.Label())}
		switch {
		case c.Old == "":
			r.change = result.ChangeNew
			if c.Kind == "parameters" {
				r.detail = "now " + phrase.Text(c.New)
			}
		case c.New == "":
			r.change = result.ChangeGone
			if c.Kind == "parameters" {
				r.detail = "was " + phrase.Text(c.Old)
			}
		case c.Kind != "data" && c.Kind != "policy":
			r.detail = phrase.Text(c.Old) + " → " + phrase.Text(c.New)
		case c.Kind == "policy":
			o, _, _ := strings.Cut(c.Old, " ")
			n, _, _ := strings.Cut(c.New, " ")
			if r.detail = phrase.Text(o) + " → " + phrase.Text(n); o == n {
				r.detail = "the version " + phrase.Text(o) + " with other content"
			}
		}
		s.rows = append(s.rows, r)
	}
	return s
}

func (t *differText) notes() diffSection {
	s := diffSection{title: "NOTE"}
	for _, n := range t.d.Notes {
		s.rows = append(s.rows, diffRow{change: "note", words: phrase.Text(n)})
	}
	return s
}

func (t *differText) findings() diffSection {
	s := diffSection{title: "FINDINGS", note: tallyChanges(t.d.Findings, func(f *result.FindingChange) string { return f.Change })}
	for i := range t.d.Findings {
		c := &t.d.Findings[i]
		f := &c.Finding
		state := stateWords(&result.FindingState{Outcome: f.Outcome, Severity: f.Severity, Waiver: f.Waiver, Count: f.Count})
		if c.Was != nil {
			state = stateWords(c.Was) + " → " + state
		}
		r := diffRow{change: c.Change, words: state + " " + phrase.Clean(f.Rule, phrase.MaxName) + ": " + phrase.Text(f.Message)}
		if len(c.Causes) > 0 {
			r.detail = "cause: " + phrase.List(phrase.Apply(c.Causes, phrase.Text), shownExamples, 0)
		} else {
			r.detail = "no cause that the results show"
		}
		s.rows = append(s.rows, r)
	}
	return s
}

func stateWords(f *result.FindingState) string {
	words := phrase.Clean(string(f.Outcome), phrase.MaxName) + " (" + phrase.Clean(f.Severity, phrase.MaxName)
	if f.Waiver != "" {
		words += ", waived"
	}
	if f.Count > 1 {
		words += ", " + phrase.Thousands(f.Count) + " subjects"
	}
	return words + ")"
}

// tallyChanges counts rows: 3 new, 1 gone.
func tallyChanges[T any](rows []T, change func(*T) string) string {
	n := map[string]int{}
	var order []string
	for i := range rows {
		c := change(&rows[i])
		if n[c]++; n[c] == 1 {
			order = append(order, c)
		}
	}
	return strings.Join(phrase.Apply(order, func(c string) string { return phrase.Thousands(n[c]) + phrase.NBSP + phrase.Clean(c, phrase.MaxName) }), ", ")
}
