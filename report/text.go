// SPDX-License-Identifier: Apache-2.0

package report

import (
	"io"
	"strings"

	"github.com/kedja/kedja/result"
)

// Text writes the result for people: first the verdict and the worst
// findings with reason, source and remedy, then what the measures say, what
// is unknown and whom to ask, and what the result rests on.
//
// Names and messages come from inputs; nothing in them can move the cursor,
// change colours or begin a line. Lines are not longer than the width, except
// for words that cannot be broken.
func Text(w io.Writer, a *result.Assessment, o Options) error {
	normal := *a
	normal.Normalize() // the order of everything below
	t := &texter{newPrinter(w, o), &normal, newNames(&normal), o}
	for _, section := range sections {
		section(t)
	}
	return t.w.Flush()
}

// sections lists what a text report has, in order: what decides first.
var sections = []func(*texter){
	(*texter).title,
	(*texter).findings,
	(*texter).risk,
	(*texter).concentration,
	(*texter).hidden,
	(*texter).singlePoints,
	(*texter).lockIn,
	(*texter).control,
	(*texter).unknown,
	(*texter).vulnerabilities,
	(*texter).coverage,
	(*texter).quality,
	(*texter).waivers,
	(*texter).assumptions,
	(*texter).diagnostics,
	(*texter).inputs,
	(*texter).more,
}

// texter writes one result as text.
type texter struct {
	*printer
	a     *result.Assessment
	names *names
	o     Options
}

// cut is the number of rows to show of n.
func (t *texter) cut(n, limit int) int {
	if t.o.Full {
		return n
	}
	return min(n, limit)
}

// rest says that rows were left out.
func (t *texter) rest(left int, what string) {
	if left > 0 {
		t.para(2, 4, span{dim, "and " + thousands(left) + nbsp + "more " + what})
	}
}

var stateStyles = map[string]style{"pass": green, "warn": yellow, "fail": red, "unknown": cyan}

func (t *texter) title() {
	s := t.a.Subject
	name := text(s.Name)
	if name == "" {
		name = text(s.ID)
	}
	if name == "" {
		name = "(no name)"
	}
	head := []span{{bold, name}}
	if s.Entity != "" {
		entity := "of " + text(s.Entity)
		if s.Country != "" {
			entity += " (" + clean(s.Country, maxName) + ")"
		}
		head = append(head, span{plain, entity})
	}
	day, _, _ := strings.Cut(t.a.AsOf, "T")
	if day != "" {
		head = append(head, span{dim, "as of " + clean(day, maxName)})
	}
	if t.a.TLP != "" {
		head = append(head, span{dim, "TLP:" + clean(t.a.TLP, maxName)})
	}
	t.para(0, 2, head...)
	t.verdict()
	if t.a.Incomplete {
		t.para(0, 2, span{red, "INCOMPLETE:"}, span{plain, "an input could not be read, so more may be wrong than is said here; see problems with the inputs below"})
	}
}

func (t *texter) verdict() {
	v := t.a.Verdict
	if v.State == "" {
		t.para(0, 2, span{bold, "VERDICT: none"})
		return
	}
	state := clean(v.State, maxName)
	parts := []string{
		count(v.Fail, "failed", "failed"), count(v.Warn, "warning", "warnings"),
		count(v.Unknown, "unknown", "unknown"), count(v.Waived, "waived", "waived"),
	}
	t.para(0, 2, span{bold, "VERDICT:"}, span{stateStyles[v.State], strings.ToUpper(state)},
		span{plain, "· " + strings.Join(parts, " · ")})
}

func (t *texter) more() {
	t.w.WriteByte('\n')
	words := "Everything, with the facts behind each number: -o json=result.json. The rules and their sources: kedja policy list."
	if !t.o.Full {
		words = "All rows: --full. " + words
	}
	t.para(0, 2, span{dim, words})
}
