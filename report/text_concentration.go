// SPDX-License-Identifier: Apache-2.0

package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// grouping is a way to group, in words.
type grouping struct {
	by, title, one, many string
	always               bool // shown in a short report too
}

var groupings = []grouping{
	{"supplier", "supplier", "supplier", "suppliers", true},
	{"owner", "owner", "owner", "owners", true},
	{"controlCountry", "country of control", "country", "countries", true},
	{"ecosystem", "package ecosystem", "ecosystem", "ecosystems", true},
	{"manufactureCountry", "country of manufacture", "country", "countries", false},
	{"establishedCountry", "country of establishment", "country", "countries", false},
	{"component", "component", "component", "components", false},
}

// bases says what is shared out; the first ones are shown in a short report.
var bases = []struct {
	basis, words string
	always       bool
}{
	{"spend", "yearly spend", true},
	{"count", "number of components", true},
	{"criticality", "components weighted by the criticality of the assets that need them", false},
	{"reach", "components weighted by how much rests on them", false},
	{"units", "units", false},
	{"declared", "declared shares", false},
}

const shownShares = 4

// concentration writes the rows of the whole system: how many equal parties
// it is as good as, and who has most.
func (t *texter) concentration() {
	t.head("CONCENTRATION", "of "+t.scopeWords())
	any := false
	for _, g := range groupings {
		for _, b := range bases {
			if !t.o.Full && !(g.always && b.always) {
				continue
			}
			if c := t.row(g.by, b.basis); c != nil {
				t.concentrated(c, g, b.words)
				any = true
			}
		}
	}
	if !any {
		t.para(2, 2, span{plain, "Nothing to measure: no components and no spend."})
	}
	t.marks()
}

// scope is the widest scope that was measured.
func (t *prose) scope() string {
	has := func(scope string) bool {
		return slices.ContainsFunc(t.a.Concentration, func(c result.Concentration) bool { return c.Scope == scope })
	}
	if has(t.a.Subject.ID) || len(t.a.Concentration) == 0 {
		return t.a.Subject.ID
	}
	for _, kind := range []string{"system:", "entity:"} {
		for _, c := range t.a.Concentration {
			if strings.HasPrefix(c.Scope, kind) {
				return c.Scope
			}
		}
	}
	return t.a.Concentration[0].Scope
}

func (t *prose) scopeWords() string {
	scope := t.scope()
	if scope == t.a.Subject.ID {
		return "the whole system"
	}
	return phrase.Text(scope)
}

func (t *prose) row(by, basis string) *result.Concentration {
	scope := t.scope()
	for i := range t.a.Concentration {
		if c := &t.a.Concentration[i]; c.Scope == scope && c.By == by && c.Basis == basis {
			return c
		}
	}
	return nil
}

func (t *texter) concentrated(c *result.Concentration, g grouping, basis string) {
	t.para(2, 4, span{bold, "By " + g.title + ", " + basis + ":"},
		span{plain, effective(c.Effective, g) + "; " + phrase.Count(c.N, g.one, g.many) + " known"})
	n := t.cut(len(c.Shares), shownShares)
	for _, s := range c.Shares[:n] {
		t.item(4, 40, span{plain, together(t.names.Member(c.By, s.Key))}, span{plain, phrase.Share(s.Share)})
	}
	rest := len(c.Shares) - n
	if c.Rest != nil {
		rest += c.Rest.N
	}
	if c.Unattributed.Hi > 0 {
		t.item(4, 40, span{dim, together(noGroup(c.By))}, span{dim, phrase.Share(c.Unattributed)})
	}
	if rest > 0 {
		t.para(4, 4, span{dim, "and " + phrase.Thousands(rest) + phrase.NBSP + "with less"})
	}
	if len(c.Missing) > 0 {
		t.para(4, 6, span{cyan, "not stated: " + phrase.List(phrase.Apply(c.Missing, phrase.Text), shownExamples, 0)})
	}
}

// effective says of how many equal groups this is as concentrated as.
func effective(i result.Interval, g grouping) string {
	words := phrase.Between(i, phrase.AsNumber)
	if least, ok := strings.CutPrefix(words, "at least "); ok {
		words = least + " or more"
	}
	if words == "1" {
		return "as concentrated as a single " + g.one
	}
	return "as concentrated as " + words + phrase.NBSP + "equal " + g.many
}

// noGroup names what is in no known group.
func noGroup(by string) string {
	switch by {
	case "supplier":
		return "supplier not known"
	case "owner", "controlCountry":
		return "control not established"
	case "ecosystem", "component":
		return "no package URL"
	}
	return "country not stated"
}

var markWords = map[string]string{
	"no-sbom":                      "a product has no SBOM: its components are not in these numbers",
	"no-dependency-edges":          "an SBOM states no dependencies: what rests on what is not known",
	"sbom-completeness-incomplete": "an SBOM says that it is incomplete",
	"sbom-completeness-unknown":    "an SBOM says that nobody knows whether it is complete",
}

// marks says what all the numbers above are conditional on.
func (t *texter) marks() {
	for _, words := range t.conditions() {
		t.para(2, 4, span{yellow, "note:"}, span{plain, words})
	}
}

// conditions lists in words what the numbers of the scope depend on.
func (t *prose) conditions() []string {
	var marks []string
	for _, c := range t.a.Concentration {
		if c.Scope == t.scope() {
			marks = append(marks, c.Marks...)
		}
	}
	slices.Sort(marks)
	return phrase.Apply(slices.Compact(marks), func(m string) string { return cmp.Or(markWords[m], phrase.Text(m)) })
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
	for _, b := range bases {
		c := t.row("owner", b.basis)
		if c == nil || c.Hidden == nil || c.Hidden.Hi < 0.0005 || !b.always && !t.o.Full {
			continue
		}
		words := "Common owners add " + phrase.Between(*c.Hidden, phrase.AsFraction) + " to the concentration index (0 to 1) of " + basisWords(c.Basis)
		if c.Hidden.Lo < 0.0005 {
			words = "Common owners may add up to " + phrase.Fraction(c.Hidden.Hi) + " to the concentration index (0 to 1) of " + basisWords(c.Basis) +
				": who controls some suppliers is not established"
		}
		out = append(out, words+".")
	}
	return out
}

func basisWords(basis string) string {
	for _, b := range bases {
		if b.basis == basis {
			return "the " + b.words
		}
	}
	return phrase.Clean(basis, phrase.MaxName)
}

// families says which owners certainly control several suppliers.
func (t *prose) families() []string {
	members := map[string][]string{}
	var owners []string
	for _, c := range t.a.Control {
		if !c.Certain || len(c.Controllers) != 1 || c.Controllers[0] == c.Party {
			continue
		}
		if p := t.names.Parties[c.Party]; p == nil || len(p.Products) == 0 && p.Components == 0 {
			continue // a holding between, not a supplier
		}
		owner := c.Controllers[0]
		if members[owner] == nil {
			owners = append(owners, owner)
		}
		members[owner] = append(members[owner], t.names.Party(c.Party))
	}
	slices.Sort(owners)
	var out []string
	for _, owner := range owners {
		if m := members[owner]; len(m) > 1 {
			out = append(out, t.names.Party(owner)+" controls "+phrase.List(m, t.cut(len(m), 6), 0)+".")
		}
	}
	return out
}
