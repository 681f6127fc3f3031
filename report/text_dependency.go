// SPDX-License-Identifier: Apache-2.0

package report

import (
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// This file writes what subcontracting changes, how far the system depends on
// control from outside the EU, and how far a compromise could reach.

const shownHands = 6

// subcontracting says who does the work in the end. A system in which nobody
// passes work on has no such section.
func (t *texter) subcontracting() {
	row := phrase.Tier(t.a, t.scope())
	if row == nil {
		return
	}
	t.head("SUBCONTRACTING", "who does the work in the end, of the yearly spend")
	t.para(2, 4, span{plain, t.net(row)})
	hands := phrase.Hands(row)
	n := t.cut(len(hands), shownHands)
	for _, h := range hands[:n] {
		t.item(4, 40, span{plain, together(t.names.Party(h.Party))}, span{plain, h.Words()})
	}
	t.rest(len(hands)-n, "parties")
	for _, words := range t.passedOn() {
		t.para(2, 4, span{plain, words})
	}
}

// net says how concentrated the work is after subcontracting, and what that
// changes.
func (t *prose) net(row *result.Tier) string {
	words, number := phrase.Shift(row.Shift)
	return "After subcontracting the concentration index (0 to 1) is " + phrase.Between(row.HHINet, phrase.AsFraction) + "; " + words + " " + number + "."
}

// passedOn says the same of each asset, in a full report.
func (t *prose) passedOn() (out []string) {
	for i := range t.a.Tiers {
		if row := &t.a.Tiers[i]; t.o.Full && row.Scope != t.scope() && phrase.Passes(row) {
			out = append(out, t.names.Subject(row.Scope)+": "+t.net(row))
		}
	}
	return out
}

// dependency says what goes to suppliers under control from outside the EU,
// and to designated ones.
func (t *texter) dependency() {
	d := phrase.Dependency(t.a, t.scope())
	if d == nil {
		return
	}
	t.head("STRATEGIC DEPENDENCY", "of "+t.scopeWords()+", by yearly spend")
	t.para(2, 4, span{bold, "Under control from within the EU:"}, span{plain, phrase.Share(d.EUControlled)})
	t.para(2, 4, span{bold, sentence(phrase.Strategic(d))})
	for _, words := range indicators(d) {
		t.para(4, 6, span{plain, words})
	}
	if words := t.designated(&d.HighRisk); words != "" {
		t.para(2, 4, span{yellow, words})
	}
	for _, words := range t.strategicAssets() {
		t.para(2, 4, span{plain, words})
	}
	if len(d.Missing) > 0 {
		t.para(2, 4, span{cyan, "not stated: " + phrase.List(phrase.Apply(d.Missing, phrase.Text), t.cut(len(d.Missing), shownExamples), 0)})
	}
}

// indicators lists those of a row with their values and what these say.
func indicators(d *result.Dependency) (out []string) {
	for _, x := range phrase.Indicators(d) {
		words := x.Test
		if x.Value != "" {
			words = x.Value + "; " + words
		}
		out = append(out, x.Title+" ("+phrase.Clean(x.Name, phrase.MaxName)+"): "+words)
	}
	return out
}

// sentence begins a text with a capital and ends it with a point.
func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] + "." }

// designated says what goes to suppliers that an authority designated, "" for
// nothing.
func (t *prose) designated(h *result.HighRiskShare) string {
	share, count, test := t.names.Designated(h)
	if share == "" {
		return ""
	}
	words := "Suppliers under a binding adverse designation: " + share + " of the spend, " + count
	if test != "" {
		words += "; " + test
	}
	return words + "."
}

// strategicAssets names the assets of which the dependency is strategic by
// itself, and those of which that is open.
func (t *prose) strategicAssets() (out []string) {
	var yes, open []string
	for i := range t.a.Dependency {
		d := &t.a.Dependency[i]
		if !strings.HasPrefix(d.Scope, "asset:") {
			continue
		}
		switch d.Strategic {
		case "yes":
			yes = append(yes, t.names.Subject(d.Scope))
		case "no":
		default:
			open = append(open, t.names.Subject(d.Scope))
		}
	}
	for _, l := range []struct {
		words  string
		assets []string
	}{{"By itself strategic for ", yes}, {"Not established for ", open}} {
		if len(l.assets) > 0 {
			out = append(out, l.words+phrase.List(l.assets, t.cut(len(l.assets), shownKeys), 0)+".")
		}
	}
	return out
}

const shownReach = 5

// integrity says how far a compromise of each supplier could reach.
func (t *texter) integrity() {
	dealt, others := t.reaching("supplier")
	if len(dealt)+len(others) == 0 {
		return
	}
	t.head("REACH OF A COMPROMISE", "what rests on a supplier's work or access; redundancy does not help")
	t.reaches(dealt, "suppliers")
	if len(dealt) > 0 && len(others) > 0 {
		t.para(2, 4, span{bold, "Of those without a record:"})
	}
	t.reaches(others, "without a record")
	if owners := phrase.Reaches(t.a, "owner"); t.o.Full && len(owners) > 0 {
		t.para(2, 4, span{bold, "By owner:"})
		t.reaches(owners, "owners")
	}
	if note := phrase.ReachNote(t.a); note != "" {
		t.para(2, 4, span{dim, note})
	}
}

// reaching splits the suppliers or owners by whether the user has a record of
// them or buys from them.
func (t *prose) reaching(by string) (dealt, others []phrase.Reach) {
	for _, r := range phrase.Reaches(t.a, by) {
		if p := t.names.Parties[r.Key]; p != nil && (p.Recorded || len(p.Products) > 0) {
			dealt = append(dealt, r)
		} else {
			others = append(others, r)
		}
	}
	return dealt, others
}

func (t *texter) reaches(rows []phrase.Reach, what string) {
	n := t.cut(len(rows), shownReach)
	for i := range rows[:n] {
		r := &rows[i]
		t.item(2, 34, span{plain, together(t.names.Party(r.Key))}, span{plain, t.names.Reached(r) + "; " + r.Parts()})
	}
	t.rest(len(rows)-n, what)
}

const shownAlternatives = 5

// alternatives says what the entity uses already that could stand in for a
// product.
func (t *texter) alternatives() {
	if len(t.a.Alternatives) == 0 {
		return
	}
	t.head("ALTERNATIVES IN USE", "hints where to look, not qualified; no measure counts them")
	n := t.cut(len(t.a.Alternatives), shownAlternatives)
	for i := range t.a.Alternatives[:n] {
		x := &t.a.Alternatives[i]
		t.item(2, 34, span{plain, together(t.names.Subject("product:" + x.Product))}, span{plain, t.standIns(x)})
	}
	t.rest(len(t.a.Alternatives)-n, "products")
}

// standIns names the candidates of a row, and those that are none with why.
func (t *prose) standIns(x *result.Alternatives) string {
	var words []string
	if len(x.Candidates) > 0 {
		n := t.cut(len(x.Candidates), 3)
		words = append(words, phrase.List(t.names.Candidates(x.Candidates, n), n, len(x.Candidates)))
	} else {
		words = append(words, "none that is independent")
	}
	n := t.cut(len(x.NotProposed), 2)
	for i := range x.NotProposed[:n] {
		no := &x.NotProposed[i]
		words = append(words, "not "+t.names.Candidate(no)+": "+phrase.Text(no.Why))
	}
	if left := len(x.NotProposed) - n + x.More; left > 0 {
		words = append(words, phrase.Thousands(left)+phrase.NBSP+"more looked at")
	}
	return strings.Join(words, "; ")
}

const shownSwitching = 3

// switching says what a switch is like: in the words of the register of
// information where the rules for finance may bind, and of the Data Act.
func (t *texter) switching(rows []*result.LockIn) {
	if registered := t.registered(rows); len(registered) > 0 {
		t.para(2, 4, span{bold, "In the words of the register of information (DORA, B_07.01):"})
		n := t.cut(len(registered), shownKeys)
		for _, l := range registered[:n] {
			t.item(4, 34, span{plain, together(t.names.Party(l.Supplier))}, span{plain, phrase.DORA(l.DORA)})
		}
		t.rest(len(registered)-n, "suppliers")
	}
	terms := phrase.Switched(rows)
	if len(terms) == 0 {
		return
	}
	t.para(2, 4, span{bold, "Switching under the Data Act (articles 25 and 29):"})
	n := t.cut(len(terms), shownSwitching)
	for _, s := range terms[:n] {
		t.para(4, 6, span{plain, t.names.About(s) + ":"}, span{plain, phrase.Switching(s.Switching)})
	}
	t.rest(len(terms)-n, "contracts and services")
}

// registered are the rows with words of the register, where these are wanted.
func (t *prose) registered(rows []*result.LockIn) []*result.LockIn {
	var out []*result.LockIn
	for _, l := range rows {
		if l.DORA != nil && (t.o.Full || phrase.Finance(t.a)) {
			out = append(out, l)
		}
	}
	return out
}
