// SPDX-License-Identifier: Apache-2.0

package quality

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// TextOptions says how [Report.Text] writes. The zero value is the short form
// for a line of 100 characters.
type TextOptions struct {
	Width int  // of a line in characters; 0 is 100, at least 40
	Full  bool // every field and every named example, not the required ones and three
}

// shownExamples is how many subjects a short text names for a gap.
const shownExamples = 3

// Text writes the report for people: per profile the score, the fields in
// columns, and what to add where. Names come from inputs; nothing in them can
// begin a line or steer a terminal.
func (r *Report) Text(w io.Writer, o TextOptions) error {
	if o.Width == 0 {
		o.Width = 100
	}
	t := &texter{bufio.NewWriter(w), max(o.Width, 40), o.Full}
	t.heading(r)
	for i := range r.Results {
		t.result(&r.Results[i])
	}
	return t.w.Flush()
}

type texter struct {
	w     *bufio.Writer
	width int
	full  bool
}

func (t *texter) heading(r *Report) {
	parts := []string{"SBOM QUALITY"}
	if r.File != "" {
		parts = append(parts, clean(r.File, maxPath))
	}
	if r.Format != "" {
		parts = append(parts, strings.TrimSpace(string(r.Format)+" "+clean(r.SpecVersion, maxName)))
	}
	parts = append(parts, counted(r.Components, "component"))
	if r.Services > 0 {
		parts = append(parts, counted(r.Services, "service"))
	}
	t.para(0, 2, strings.Join(parts, " · "))
}

func (t *texter) result(r *Result) {
	t.w.WriteByte('\n')
	t.para(0, 2, r.Profile+" · "+r.Source.Title+" ("+r.Source.Publisher+", "+r.Source.Date+")")
	t.para(2, 4, r.summary())
	if r.Score != nil && r.Reason != "" {
		t.para(2, 4, "Note: "+r.Reason+".")
	}
	if r.Source.Status == "draft" {
		t.para(2, 4, "The source is a draft.")
	}
	for _, level := range levels {
		t.level(r, level)
	}
	t.gaps(r)
}

// summary is the score in one sentence.
func (r *Result) summary() string {
	if r.Score == nil {
		return "No score: " + r.Reason + "."
	}
	words := "Score " + percent(r.Score)
	for _, l := range r.Levels {
		if l.Level != Required {
			continue
		}
		words += fmt.Sprintf(": %d of %s stated throughout", l.Met, counted(l.Fields, "required field"))
		if l.NotExpressible > 0 {
			words += fmt.Sprintf(", %d without a place in this format", l.NotExpressible)
		}
	}
	return words + " · document " + percent(r.Document) + " · components " + percent(r.Components)
}

// level writes the fields of one level as a table; short texts have the
// required ones only.
func (t *texter) level(r *Result, level Level) {
	if level != Required && !t.full {
		return
	}
	column := min(48, t.width/2)
	first := true
	for i := range r.Fields {
		f := &r.Fields[i]
		if f.Level != level {
			continue
		}
		if first {
			t.para(2, 2, string(level))
			first = false
		}
		t.row(f.Title, f.amount(), column)
	}
}

// row writes a label and, beginning in the column, a text beside it.
func (t *texter) row(label, text string, column int) {
	t.w.WriteString("    ")
	used := 4
	for word := range strings.FieldsSeq(label) {
		n := utf8.RuneCountInString(word)
		if used > 4 && used+1+n >= column {
			t.w.WriteString("\n      ")
			used = 6
		} else if used > 4 {
			t.w.WriteByte(' ')
			used++
		}
		t.w.WriteString(word)
		used += n
	}
	t.w.WriteString(strings.Repeat(" ", max(1, column-used)))
	t.flow(max(used+1, column), column, text)
}

// amount puts the counts of a field in words.
func (f *Field) amount() string {
	total := f.Present + f.DeclaredUnknown + f.Unusable + f.Missing
	var parts []string
	switch {
	case total == 0 && f.NotExpressible > 0:
		parts = append(parts, "no place in this format")
	case total == 0:
		parts = append(parts, "does not apply")
	case f.Scope == OfDocument && f.Present == 1:
		parts = append(parts, "stated")
	case f.Scope == OfDocument && f.Missing == 1:
		parts = append(parts, "not stated")
	case f.Scope == OfDocument && f.Unusable == 1:
		parts = append(parts, "not as asked for")
	case f.Scope == OfDocument:
		parts = append(parts, "declared unknown")
	default:
		good, unknown := f.Present, "declared unknown"
		if f.UnknownCounts {
			good, unknown = good+f.DeclaredUnknown, "of them declared unknown"
		}
		parts = append(parts, fmt.Sprintf("%d of %d, %s", good, total, percent(f.Share)))
		parts = appendCount(parts, f.DeclaredUnknown, unknown)
	}
	if f.Scope != OfDocument && total > 0 {
		parts = appendCount(parts, f.Unusable, "not as asked for")
		parts = appendCount(parts, f.NotExpressible, "without a place")
		parts = appendCount(parts, f.NotApplicable, "need not")
	}
	return strings.Join(parts, "; ")
}

func appendCount(parts []string, n int, what string) []string {
	if n == 0 {
		return parts
	}
	return append(parts, strconv.Itoa(n)+" "+what)
}

// gaps writes what to add where.
func (t *texter) gaps(r *Result) {
	first := true
	for i := range r.Fields {
		f := &r.Fields[i]
		if f.Fix == "" || f.Level != Required && !t.full {
			continue
		}
		if first {
			t.para(2, 2, "to do")
			first = false
		}
		t.para(4, 6, f.Fix)
		t.examples(f)
	}
}

func (t *texter) examples(f *Field) {
	shown := shownExamples
	if t.full {
		shown = MaxExamples
	}
	var parts []string
	for _, p := range f.Examples[:min(shown, len(f.Examples))] {
		if p.Pointer == "" {
			continue
		}
		words := p.Pointer
		if p.Line > 0 {
			words += " line " + strconv.Itoa(p.Line)
		}
		if p.Name != "" {
			words += " " + clean(p.Name, maxName)
		}
		parts = append(parts, words)
	}
	if len(parts) == 0 {
		return
	}
	if rest := f.short() - len(parts); rest > 0 {
		parts = append(parts, "and "+strconv.Itoa(rest)+" more")
	}
	t.para(6, 8, strings.Join(parts, ", "))
}

// percent writes a share; what is not all reads below 100 %.
func percent(share *float64) string {
	if share == nil {
		return "–"
	}
	return strconv.Itoa(int(*share*100+1e-9)) + "\u00a0%"
}

// para writes text broken into lines: the first after indent spaces, the
// others after hang.
func (t *texter) para(indent, hang int, text string) {
	t.w.WriteString(strings.Repeat(" ", indent))
	t.flow(indent, hang, text)
}

// flow writes words from a column on, and a newline.
func (t *texter) flow(column, hang int, text string) {
	first := true
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' }) {
		n := utf8.RuneCountInString(word)
		switch {
		case first:
		case column+1+n > t.width:
			t.w.WriteString("\n" + strings.Repeat(" ", hang))
			column = hang
		default:
			t.w.WriteByte(' ')
			column++
		}
		t.w.WriteString(strings.ReplaceAll(word, "\u00a0", " "))
		column += n
		first = false
	}
	t.w.WriteByte('\n')
}

// How much of a name and of a path from an input is shown, in characters.
const maxName, maxPath = 80, 400

// clean makes a name from an input safe to show: one line, nothing invisible,
// nothing that a CI service takes for a command, not endless.
func clean(s string, most int) string {
	n := 0
	s = strings.Map(func(r rune) rune {
		n++
		switch {
		case n > most:
			return -1
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsGraphic(r):
			return r
		}
		return unicode.ReplacementChar
	}, s)
	if n > most {
		s += "…"
	}
	return strings.NewReplacer("##[", "#\ufffd[", "##vso[", "#\ufffdvso[").Replace(s)
}
