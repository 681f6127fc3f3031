// SPDX-License-Identifier: Apache-2.0

package html

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// vulnerabilities says how many components were looked up, what was found, and
// what to look at first. Nil where nothing was found and no database asked.
func (b *builder) vulnerabilities() *section {
	k := phrase.Vulnerabilities(b.a)
	if k == nil {
		return nil
	}
	s := section{Lead: "Known ones of the components and products, by the data that was given."}
	s.Notes = append(s.Notes, b.lookedUp(k))
	if n := len(k.Open) + len(k.Possible) + len(k.Settled); n == 0 {
		s.Notes = append(s.Notes, []part{plainText("Nothing was found.")})
	} else {
		s.Notes = append(s.Notes, b.weakCounts(k), b.exploited(k))
	}
	if t := b.unlooked(k); len(t.Rows) > 0 {
		s.Tables = append(s.Tables, t)
	}
	if len(b.a.Fixes) > 0 {
		s.Tables = append(s.Tables, b.fixes())
	}
	if list := k.Unsettled(); len(list) > 0 {
		s.Tables = append(s.Tables, b.weakTable("weak", "Open or not established, the worst first", list))
	}
	if len(k.Settled) > 0 {
		s.Folded = append(s.Folded, b.weakTable("settled", "Settled by statements", k.Settled))
	}
	return &s
}

func (b *builder) lookedUp(k *phrase.Vulnerable) []part {
	var out []part
	if words := k.Asked(); words != "" {
		out = append(out, b.number(words, "coverage", "vulnerabilities"), plainText(" could be looked up."))
	}
	if besides := k.AskedBesides(); besides != "" {
		if len(out) > 0 {
			besides = " " + besides
		}
		out = append(out, plainText(besides))
	}
	if later := k.Later(); later != "" {
		out = append(out, plainText(" "+upper(later)+"."))
	}
	if len(k.NotLookedUp()) > 0 {
		out = append(out, plainText(" That nothing was found for the others says nothing."))
	}
	return out
}

func (b *builder) weakCounts(k *phrase.Vulnerable) []part {
	open := phrase.Thousands(len(k.Open)) + phrase.NBSP + "open"
	if words := k.Graded(); words != "" {
		open += ": " + words
	}
	out := []part{b.number(open, "vulnerabilities", "open")}
	if words := k.Extent(k.Open); words != "" {
		out = append(out, plainText(" ("), b.number(words, "vulnerabilities", "open"), plainText(")"))
	}
	return append(out, plainText("; "), b.number(phrase.Thousands(len(k.Possible)), "vulnerabilities", "possible"), plainText(" of which it cannot be told whether the component has them; "),
		b.number(phrase.Thousands(len(k.Settled)), "vulnerabilities", "settled"), plainText(" settled by statements."))
}

func (b *builder) exploited(k *phrase.Vulnerable) []part {
	u := k.Used()
	if !u.Listed {
		return []part{tag("unknown", "Unknown"), plainText(" " + upper(phrase.NoList) + ".")}
	}
	return []part{b.number(u.String(), "vulnerabilities", "exploited"), plainText(".")}
}

// unlooked says why components could not be looked up.
func (b *builder) unlooked(k *phrase.Vulnerable) table {
	t := table{ID: "unlooked", Caption: "Components that could not be looked up", Cols: cols("Components", "#How many", "What helps")}
	for _, r := range k.NotLookedUp() {
		t.Rows = append(t.Rows, []cell{line(upper(r.Of)), num(b.count(r.N, "coverage", "vulnerabilities", r.Reason), strconv.Itoa(r.N)), line(upper(r.Do))})
	}
	return t
}

// fixes lists the newer versions that clear most.
func (b *builder) fixes() table {
	t := table{ID: "fixes", Caption: "Newer versions to take up first, by what records say is fixed where", Cols: cols("Component", "Version", "#Clears", "The worst of them", "#Exploited", "#Stay open", "#Brings itself")}
	for i := range b.a.Fixes[:min(len(b.a.Fixes), maxFixes)] {
		f := &b.a.Fixes[i]
		count := func(n int) cell { return num(b.count(n, "fixes", f.Component), strconv.Itoa(n)) }
		exploited := num(dim("not known"), "-1")
		if f.Exploited != nil {
			exploited = count(*f.Exploited)
		}
		t.Rows = append(t.Rows, []cell{words(said(b.Subject(f.Component))), words(version(phrase.Clean(f.To, phrase.MaxName))), count(len(f.Clears)), severityCell(f.Severity), exploited, count(len(f.Left)), count(len(f.Brings))})
	}
	t.Note = moreRows(len(b.a.Fixes)-len(t.Rows), "components")
	return t
}

const maxFixes = 20

// weakTable has a row for each vulnerability of a component.
func (b *builder) weakTable(id, caption string, list []*result.Vulnerability) table {
	t := table{ID: id, Caption: caption, Cols: cols("Id", "Component", "Severity", "#CVSS", "#EPSS", "Known of it", "Fixed in", "Assets")}
	for i, v := range list[:min(len(list), maxRows)] {
		w := b.Weak(v)
		path := []string{"vulnerabilities", v.Component, v.ID}
		first := words(part{Text: w.ID, Class: "code", Href: b.explain(path...)})
		first.Key = strconv.Itoa(i)
		score, likely := cell{Num: true, Key: "-1"}, cell{Num: true, Key: "-1"}
		if v.CVSS != nil {
			score = num(b.number(phrase.Decimals(*v.CVSS, 1), path...), phrase.Decimals(*v.CVSS, 1))
		}
		if v.EPSS != nil {
			likely = num(b.number(phrase.Percent(*v.EPSS), path...), strconv.FormatFloat(*v.EPSS, 'g', 6, 64))
		}
		t.Rows = append(t.Rows, []cell{first, words(said(w.Component)), severityCell(v.Severity), score, likely, words(knownOf(&w)...), filled(version(w.Fixed)), filled(said(w.Reaches))})
	}
	t.Note = moreRows(len(list)-len(t.Rows), "vulnerabilities")
	t.dropEmpty()
	return t
}

// filled is a cell that is empty where its text is.
func filled(p part) cell {
	if p.Text == "" {
		return cell{}
	}
	return words(p)
}

// dropEmpty leaves out the columns in which no row has anything.
func (t *table) dropEmpty() {
	for c := len(t.Cols) - 1; c > 0; c-- {
		if slices.ContainsFunc(t.Rows, func(row []cell) bool { return len(row[c].Parts) > 0 }) {
			continue
		}
		t.Cols = slices.Delete(t.Cols, c, c+1)
		for i := range t.Rows {
			t.Rows[i] = slices.Delete(t.Rows[i], c, c+1)
		}
	}
}

// knownOf says what lists, statements and analyses have of a vulnerability,
// each in a line of its own.
func knownOf(w *phrase.Weak) []part {
	var out []part
	if w.Exploited != "" {
		out = append(out, tag("fail", "exploited"), said(" "+strings.TrimPrefix(w.Exploited, "known to be exploited ")))
	}
	add := func(p part) {
		p.Br = len(out) > 0
		out = append(out, p)
	}
	if w.Doubt != "" {
		add(said("cannot be told whether it has it: " + w.Doubt))
	}
	if w.Stated != "" {
		add(said("stated: " + w.Stated))
	}
	if w.Called != "" {
		add(said(w.Called))
	}
	return out
}
