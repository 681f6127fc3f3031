// SPDX-License-Identifier: Apache-2.0

package report

import (
	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

const shownShares = 4

// concentration writes the rows of the whole system: how many equal parties
// it is as good as, and who has most.
func (t *texter) concentration() {
	if t.without("concentration") {
		return
	}
	t.head("CONCENTRATION", "of "+t.scopeWords())
	any := false
	for _, g := range phrase.Groupings {
		for _, b := range phrase.Bases {
			if !t.o.Full && !(g.Always && b.Always) {
				continue
			}
			if c := t.row(g.By, b.Basis); c != nil {
				t.concentrated(c, g, b.Words)
				any = true
			}
		}
	}
	if !any {
		t.para(2, 2, span{plain, "Nothing to measure: no components and no spend."})
	}
	t.marks()
}

func (t *texter) concentrated(c *result.Concentration, g phrase.Grouping, basis string) {
	t.para(2, 4, span{bold, "By " + g.Title + ", " + basis + ":"},
		span{plain, g.Effective(c.Effective) + "; " + phrase.Count(c.N, g.One, g.Many) + " known"})
	n := t.cut(len(c.Shares), shownShares)
	for _, s := range c.Shares[:n] {
		t.item(4, 40, span{plain, together(t.names.Member(c.By, s.Key))}, span{plain, phrase.Share(s.Share)})
	}
	rest := len(c.Shares) - n
	if c.Rest != nil {
		rest += c.Rest.N
	}
	if c.Unattributed.Hi > 0 {
		t.item(4, 40, span{dim, together(phrase.NoGroup(c.By))}, span{dim, phrase.Share(c.Unattributed)})
	}
	if rest > 0 {
		t.para(4, 4, span{dim, "and " + phrase.Thousands(rest) + phrase.NBSP + "with less"})
	}
	if len(c.Missing) > 0 {
		t.para(4, 6, span{cyan, "not stated: " + phrase.List(phrase.Apply(c.Missing, phrase.Text), shownExamples, 0)})
	}
}

// marks says what all the numbers above are conditional on.
func (t *texter) marks() {
	for _, words := range t.conditions() {
		t.para(2, 4, span{yellow, "note:"}, span{plain, words})
	}
}

// hidden says what common owners add to the concentration.
func (t *texter) hidden() {
	sentences := append(t.families(), t.commonOwners()...)
	if len(sentences) == 0 {
		return
	}
	t.head("HIDDEN CONCENTRATION", "suppliers that answer to the same owner")
	for _, s := range sentences {
		t.para(2, 4, span{plain, s})
	}
}

// commonOwners says what common owners add to the concentration index.
func (t *prose) commonOwners() []string {
	var out []string
	for _, b := range phrase.Bases {
		before, much, after := phrase.Hidden(t.row("owner", b.Basis))
		if much != "" && (b.Always || t.o.Full) {
			out = append(out, before+much+after)
		}
	}
	return out
}

// families says which owners certainly control several suppliers.
func (t *prose) families() []string {
	var out []string
	for _, f := range t.names.Families(t.a) {
		out = append(out, f.Owner+" controls "+phrase.List(f.Members, t.cut(len(f.Members), 6), 0)+".")
	}
	return out
}

// scope is the widest scope that was measured.
func (t *prose) scope() string { return phrase.Scope(t.a) }

func (t *prose) scopeWords() string { return phrase.ScopeWords(t.a, t.scope()) }

func (t *prose) row(by, basis string) *result.Concentration {
	return phrase.Row(t.a, t.scope(), by, basis)
}

// conditions lists in words what the numbers of the scope depend on.
func (t *prose) conditions() []string { return phrase.Conditions(t.a, t.scope()) }
