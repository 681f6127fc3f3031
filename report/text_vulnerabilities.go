// SPDX-License-Identifier: Apache-2.0

package report

import (
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
)

// This file writes the known vulnerabilities of components and products.

// The rows without Options.Full.
const (
	shownWeak    = 8
	shownReasons = 4
	shownFixes   = 3
)

// vulnerabilities says how many components were looked up, what was found, and
// what to look at first. A result without both has no such section.
func (t *texter) vulnerabilities() {
	k := phrase.Vulnerabilities(t.a)
	if k == nil {
		return
	}
	t.head("VULNERABILITIES", "known ones of the components, the worst first")
	t.para(2, 4, span{plain, lookedUp(k)})
	reasons := k.NotLookedUp()
	n := t.cut(len(reasons), shownReasons)
	for _, r := range reasons[:n] {
		t.item(4, 10, span{cyan, phrase.Thousands(r.N)}, span{plain, r.Of}, span{dim, doing(r.Do)})
	}
	t.rest(len(reasons)-n, "reasons")
	for _, words := range weakSummary(k) {
		t.para(2, 4, span{plain, words})
	}
	t.fixes()
	rows := k.Unsettled()
	n = t.cut(len(rows), shownWeak)
	for _, v := range rows[:n] {
		w := t.names.Weak(v)
		look := plain
		if w.Exploited != "" {
			look = red
		}
		t.item(2, 20, span{look, w.ID}, span{bold, w.Component + ":"}, span{plain, strings.Join(weakWords(&w), "; ")})
	}
	t.rest(len(rows)-n, "open or not established")
	if !t.o.Full || len(k.Settled) == 0 {
		return
	}
	t.para(2, 4, span{bold, "Settled by statements:"})
	for _, v := range k.Settled {
		w := t.names.Weak(v)
		t.item(2, 20, span{plain, w.ID}, span{bold, w.Component + ":"}, span{plain, strings.Join(weakWords(&w), "; ")})
	}
}

// fixes says which newer versions clear most.
func (t *texter) fixes() {
	if len(t.a.Fixes) == 0 {
		return
	}
	t.para(2, 4, span{bold, fixesHead})
	n := t.cut(len(t.a.Fixes), shownFixes)
	for i := range t.a.Fixes[:n] {
		component, words := t.names.Fix(&t.a.Fixes[i])
		t.item(4, 40, span{plain, component}, span{plain, words})
	}
	t.rest(len(t.a.Fixes)-n, "components")
	if len(t.a.Vulnerabilities) > 0 {
		t.para(2, 4, span{bold, "The worst:"})
	}
}

const fixesHead = "Newer versions to take up first, by what records say is fixed where:"

func doing(do string) string {
	if do == "" {
		return ""
	}
	return "(" + do + ")"
}

// lookedUp says of how many components databases were asked.
func lookedUp(k *phrase.Vulnerable) string {
	words, besides := k.Asked(), k.AskedBesides()
	if words == "" {
		return besides
	}
	words += " could be looked up"
	if later := k.Later(); later != "" {
		words += "; " + later
	}
	words += "."
	if besides != "" {
		words += " " + besides
	}
	if len(k.NotLookedUp()) > 0 {
		return words + " That nothing was found for the others says nothing:"
	}
	return words
}

// weakSummary counts what was found and what is known to be exploited.
func weakSummary(k *phrase.Vulnerable) []string {
	n := len(k.Open) + len(k.Possible) + len(k.Settled)
	if n == 0 {
		return []string{"Nothing was found."}
	}
	open := phrase.Thousands(len(k.Open)) + phrase.NBSP + "open"
	if words := k.Graded(); words != "" {
		open += ": " + words
	}
	if words := k.Extent(k.Open); words != "" {
		open += " (" + words + ")"
	}
	out := []string{open + "; " + phrase.Thousands(len(k.Possible)) + " of which it cannot be told whether the component has them; " + phrase.Thousands(len(k.Settled)) + phrase.NBSP + "settled by statements."}
	u := k.Used()
	if !u.Listed {
		return append(out, sentence(phrase.NoList))
	}
	return append(out, u.String()+".")
}

// weakWords say what is known of one, but for its name and component.
func weakWords(w *phrase.Weak) []string {
	words := []string{w.Severity}
	add := func(before, text string) {
		if text != "" {
			words = append(words, before+text)
		}
	}
	add("", w.Exploited)
	add("cannot be told whether it has it: ", w.Doubt)
	add("EPSS"+phrase.NBSP, w.Likely)
	add("fixed in ", w.Fixed)
	add("stated: ", w.Stated)
	add("", w.Called)
	add("reaches ", w.Reaches)
	return words
}
