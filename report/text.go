// SPDX-License-Identifier: Apache-2.0

package report

import (
	"io"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
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
	t := &texter{newPrinter(w, o), newProse(a, o)}
	for _, section := range sections {
		section(t)
	}
	return t.w.Flush()
}

// sections lists what a text report has, in order: what decides first.
var sections = []func(*texter){
	(*texter).heading,
	(*texter).binding,
	(*texter).findings,
	(*texter).notAsked,
	(*texter).scenarios,
	(*texter).risk,
	(*texter).concentration,
	(*texter).hidden,
	(*texter).subcontracting,
	(*texter).dependency,
	(*texter).singlePoints,
	(*texter).importance,
	(*texter).integrity,
	(*texter).cycles,
	(*texter).lockIn,
	(*texter).alternatives,
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
	*prose
}

// rest says that rows were left out.
func (t *texter) rest(left int, what string) {
	if left > 0 {
		t.para(2, 4, span{dim, "and " + phrase.Thousands(left) + phrase.NBSP + "more " + what})
	}
}

var stateStyles = map[string]style{"pass": green, "warn": yellow, "fail": red, "unknown": cyan}

func (t *texter) heading() {
	head := []span{{bold, t.title()}}
	if entity := t.entity(); entity != "" {
		head = append(head, span{plain, entity})
	}
	for _, mark := range t.headMarks() {
		head = append(head, span{dim, mark})
	}
	t.para(0, 2, head...)
	t.gate()
	t.verdict()
	if t.a.Incomplete {
		t.para(0, 2, span{red, "INCOMPLETE:"}, span{plain, incompleteWords})
	}
	if words := t.leftOut(); words != "" {
		t.para(0, 2, span{yellow, "FINDINGS ONLY:"}, span{plain, words})
	}
}

func (t *texter) verdict() {
	v := t.a.Verdict
	if v.State == "" {
		t.para(0, 2, span{bold, "VERDICT: none"})
		return
	}
	state := phrase.Clean(v.State, phrase.MaxName)
	t.para(0, 2, span{bold, "VERDICT:"}, span{stateStyles[v.State], strings.ToUpper(state)},
		span{plain, "· " + strings.Join(t.tally(), " · ")})
}

func (t *texter) more() {
	t.w.WriteByte('\n')
	words := "Everything, with the facts behind each number: -o json=result.json. The rules and their sources: kedja policy list."
	if !t.o.Full {
		words = "All rows: --full. " + words
	}
	t.para(0, 2, span{dim, words})
}
