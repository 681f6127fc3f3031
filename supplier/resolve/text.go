// SPDX-License-Identifier: Apache-2.0

package resolve

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"unicode"
)

// TextOptions configures [Report.Text].
type TextOptions struct {
	Full bool // all parties, proposals and reasons instead of the first
}

// shown is how many rows of each table the text has without Full.
const shown = 20

// Text writes the report for people.
func (r *Report) Text(w io.Writer, o TextOptions) error {
	t := table{tabwriter.NewWriter(w, 0, 0, 2, ' ', 0), o.Full}
	c := r.Coverage
	fmt.Fprintf(t, "%s\n", strings.TrimSpace(clean(strings.Join(r.Documents, ", "))))
	fmt.Fprintf(t, "%d of %d parts have a party, %d of a party with a record\n", c.Attributed, c.Parts, c.Recorded)
	fmt.Fprintf(t, "\nway\tparts\tshare\tconfidence\n")
	for _, s := range c.Steps {
		fmt.Fprintf(t, "  %s\t%d\t%s\t%s\n", s.Step, s.Parts, percent(s.Parts, c.Parts), number(s.Confidence))
	}
	if len(r.Unattributed) > 0 {
		fmt.Fprintf(t, "\nwithout a party, because\tparts\tfor example\n")
		for _, x := range r.Unattributed[:t.rows(len(r.Unattributed))] {
			fmt.Fprintf(t, "  %s\t%d\t%s\n", clean(x.Why), x.Parts, clean(strings.Join(x.Examples, ", ")))
		}
		t.rest(len(r.Unattributed))
	}
	if len(r.Parties) > 0 {
		fmt.Fprintf(t, "\nparty\tparts\tconfidence\trecord\tknown as\n")
		for _, p := range r.Parties[:t.rows(len(r.Parties))] {
			fmt.Fprintf(t, "  %s\t%d\t%s\t%s\t%s\n", clean(p.ID), p.Parts, number(p.Confidence), yes(p.Recorded), clean(p.knownAs()))
		}
		t.rest(len(r.Parties))
	}
	r.proposals(t)
	if len(r.Notes) > 0 {
		fmt.Fprintf(t, "\nto look at\n")
		for _, d := range r.Notes[:t.rows(len(r.Notes))] {
			fmt.Fprintf(t, "  %s\n", clean(d.Error()))
		}
		t.rest(len(r.Notes))
	}
	return t.Flush()
}

func (r *Report) proposals(t table) {
	if len(r.Proposals) == 0 {
		return
	}
	fmt.Fprintf(t, "\nmay be one party\t\tscore\tbecause\n")
	for _, p := range r.Proposals[:t.rows(len(r.Proposals))] {
		verdict := "look"
		if p.Likely() {
			verdict = "likely"
		}
		other := called(p.Other, p.OtherName)
		if p.Recorded {
			other = "record " + clean(p.Other)
		}
		fmt.Fprintf(t, "  %s\t%s\t%.2f %s\t%s\n", called(p.Party, p.Name), other, p.Score, verdict, clean(p.Why()))
	}
	t.rest(len(r.Proposals))
}

// called is how a proposal calls a party: by its name, or by its namespace.
func called(id, name string) string {
	if strings.HasPrefix(id, "ns:") {
		return clean(id)
	}
	return clean(name)
}

func (p Party) knownAs() string {
	if p.Recorded || len(p.Spellings) == 0 {
		return p.Name
	}
	return strings.Join(p.Spellings[:min(len(p.Spellings), 3)], "; ")
}

type table struct {
	*tabwriter.Writer
	full bool
}

func (t table) rows(n int) int {
	if t.full {
		return n
	}
	return min(n, shown)
}

func (t table) rest(n int) {
	if rest := n - t.rows(n); rest > 0 {
		fmt.Fprintf(t, "  … and %d more; --full lists all\n", rest)
	}
}

// CSV writes one row for each part. A cell that a spreadsheet would take for
// a formula begins with an apostrophe.
func (r *Report) CSV(w io.Writer) error {
	c := csv.NewWriter(w)
	rows := [][]string{{"document", "name", "version", "purl", "party", "partyName", "step", "confidence", "why", "pointer", "line"}}
	for _, p := range r.Parts {
		rows = append(rows, []string{
			cell(p.Document), cell(p.Name), cell(p.Version), cell(p.PURL), cell(p.Party), cell(p.PartyName),
			p.Step, number(p.Confidence), cell(p.Why), cell(p.Pointer), strconv.Itoa(p.Line),
		})
	}
	return c.WriteAll(rows)
}

func cell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }

func percent(n, of int) string {
	if of == 0 {
		return "-"
	}
	return strconv.FormatFloat(100*float64(n)/float64(of), 'f', 1, 64) + " %"
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// clean makes one harmless line of text from others: nothing in it moves the
// columns, steers a terminal or turns the direction of writing.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsGraphic(r):
			return unicode.ReplacementChar
		}
		return r
	}, s)
}
