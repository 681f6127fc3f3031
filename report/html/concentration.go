// SPDX-License-Identifier: Apache-2.0

package html

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// grouping is a way to group, in words.
type grouping struct {
	by, title, one, many string
	always               bool // a picture that is open from the start
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

// bases says what is shared out.
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

type concentrations struct {
	Scope  string
	Hidden [][]part
	First  []figure
	More   []figure
	Table  *table
	Notes  []string
	None   bool
}

func (b *builder) concentrations() concentrations {
	scope := b.scope()
	out := concentrations{Scope: "the whole system", Hidden: b.hidden(scope), Notes: b.marks(scope)}
	if scope != b.a.Subject.ID {
		out.Scope = phrase.Text(scope)
	}
	for _, g := range groupings {
		for _, basis := range bases {
			c := b.row(scope, g.by, basis.basis)
			if c == nil {
				continue
			}
			f := b.concentrated(c, g, basis.words)
			if g.always && basis.always {
				out.First = append(out.First, f)
			} else {
				out.More = append(out.More, f)
			}
		}
	}
	out.None = len(out.First)+len(out.More) == 0
	out.Table = b.otherScopes(scope)
	return out
}

// scope is the widest scope that was measured.
func (b *builder) scope() string {
	has := func(scope string) bool {
		return slices.ContainsFunc(b.a.Concentration, func(c result.Concentration) bool { return c.Scope == scope })
	}
	if has(b.a.Subject.ID) || len(b.a.Concentration) == 0 {
		return b.a.Subject.ID
	}
	for _, kind := range []string{"system:", "entity:"} {
		for _, c := range b.a.Concentration {
			if strings.HasPrefix(c.Scope, kind) {
				return c.Scope
			}
		}
	}
	return b.a.Concentration[0].Scope
}

func (b *builder) row(scope, by, basis string) *result.Concentration {
	for i := range b.a.Concentration {
		if c := &b.a.Concentration[i]; c.Scope == scope && c.By == by && c.Basis == basis {
			return c
		}
	}
	return nil
}

// concentrated draws the largest shares of one grouping.
func (b *builder) concentrated(c *result.Concentration, g grouping, basis string) figure {
	path := func(field ...string) []string {
		return append([]string{"concentration", c.Scope, c.By, c.Basis}, field...)
	}
	f := figure{ID: b.anchor("c", strings.Join(path(), "/")), Title: "By " + g.title + ", " + basis}
	f.Lead = []part{
		b.number(effective(c.Effective, g), path("effective")...),
		plainText("; "), b.number(phrase.Count(c.N, g.one, g.many), path()...), plainText(" known. Index "),
		b.number(phrase.Between(c.HHI, phrase.AsFraction)+" of 1", path("hhi")...),
		plainText("; the largest has "), b.number(phrase.Share(c.CR1), path("cr1")...),
		plainText(", the three largest "), b.number(phrase.Share(c.CR3), path("cr3")...), plainText("."),
	}
	f.Lead[0].Text = upper(f.Lead[0].Text)
	t := table{ID: f.ID + "-t", Caption: f.Title, Cols: cols(upper(g.one), "#Share")}
	bars := &bars{Max: 1, Ticks: percentTicks}
	for i, s := range c.Shares {
		who := b.memberPart(c.By, s.Key)
		if i < maxShares {
			bars.add(who, s.Share, shortShare(s.Share), "")
		}
		if i < 50 {
			t.Rows = append(t.Rows, []cell{words(who), num(b.number(phrase.Share(s.Share), path("shares", s.Key)...), key(s.Share))})
		}
	}
	rest := len(c.Shares) - len(t.Rows)
	if c.Rest != nil {
		rest += c.Rest.N
	}
	if c.Unattributed.Hi > 0 {
		who := plainText(noGroup(c.By))
		bars.add(who, c.Unattributed, shortShare(c.Unattributed), "open")
		t.Rows = append(t.Rows, []cell{words(dim(who.Text)), num(b.number(phrase.Share(c.Unattributed), path("unattributed")...), key(c.Unattributed))})
	}
	if rest > 0 {
		t.Note = "And " + phrase.Thousands(rest) + phrase.NBSP + "with less."
	}
	if left := c.N - min(len(c.Shares), maxShares); left > 0 {
		f.Note = "And " + phrase.Thousands(left) + phrase.NBSP + "with less."
	}
	if len(c.Missing) > 0 {
		f.Note = strings.TrimSpace(f.Note + " Not stated: " + phrase.List(phrase.Apply(c.Missing, phrase.Text), 5, 0) + ".")
	}
	f.Desc = bars.describe("share")
	f.Bars, f.Table = bars.place(), t
	return f
}

// otherScopes is one row for each scope, grouping and basis.
func (b *builder) otherScopes(widest string) *table {
	t := &table{ID: "scopes", Caption: "Every scope, grouping and basis",
		Cols: cols("Scope", "By", "Basis", "#Groups", "#Index (0 to 1)", "#As many equal", "#Largest", "Who")}
	left := 0
	for i := range b.a.Concentration {
		c := &b.a.Concentration[i]
		if c.Scope == widest {
			continue
		}
		if len(t.Rows) >= maxScopes {
			left++
			continue
		}
		// One explanation for the row: it has all its numbers, and the shares
		// that they are computed from.
		why := func(text string) part {
			return b.number(text, "concentration", c.Scope, c.By, c.Basis)
		}
		who := cell{}
		if len(c.Shares) > 0 {
			who = words(b.memberPart(c.By, c.Shares[0].Key))
		}
		kind, _, _ := strings.Cut(c.Scope, ":")
		t.Rows = append(t.Rows, []cell{
			words(b.subjectPart(c.Scope), dim(" "+phrase.Clean(kind, phrase.MaxName))), line(phrase.Spell(phrase.Clean(c.By, phrase.MaxName))), line(phrase.Clean(c.Basis, phrase.MaxName)), num(why(phrase.Thousands(c.N)), strconv.Itoa(c.N)),
			num(why(shortBetween(c.HHI, phrase.AsFraction)), key(c.HHI)), num(why(shortBetween(c.Effective, phrase.AsNumber)), key(c.Effective)),
			num(why(shortShare(c.CR1)), key(c.CR1)), who,
		})
	}
	t.Note = moreRows(left, "rows")
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// effective says of how many equal groups this is as concentrated as.
func effective(i result.Interval, g grouping) string {
	w := phrase.Between(i, phrase.AsNumber)
	if least, ok := strings.CutPrefix(w, "at least "); ok {
		w = least + " or more"
	}
	if w == "1" {
		return "as concentrated as a single " + g.one
	}
	return "as concentrated as " + w + phrase.NBSP + "equal " + g.many
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
	"no-sbom":                      "A product has no SBOM: its components are not in these numbers.",
	"no-dependency-edges":          "An SBOM states no dependencies: what rests on what is not known.",
	"sbom-completeness-incomplete": "An SBOM says that it is incomplete.",
	"sbom-completeness-unknown":    "An SBOM says that nobody knows whether it is complete.",
}

// marks says what the numbers of a scope are conditional on.
func (b *builder) marks(scope string) []string {
	var marks, out []string
	for _, c := range b.a.Concentration {
		if c.Scope == scope {
			marks = append(marks, c.Marks...)
		}
	}
	slices.Sort(marks)
	for _, m := range slices.Compact(marks) {
		w := markWords[m]
		if w == "" {
			w = phrase.Text(m)
		}
		out = append(out, w)
	}
	return out
}

// hidden says what common owners add to the concentration.
func (b *builder) hidden(scope string) [][]part {
	var out [][]part
	for _, w := range b.families() {
		out = append(out, []part{plainText(w)})
	}
	for _, basis := range bases {
		c := b.row(scope, "owner", basis.basis)
		if c == nil || c.Hidden == nil || c.Hidden.Hi < 0.0005 || !basis.always {
			continue
		}
		add, much, end := "Common owners add ", phrase.Between(*c.Hidden, phrase.AsFraction), "."
		if c.Hidden.Lo < 0.0005 {
			add, much, end = "Common owners may add up to ", phrase.AsFraction.Up(c.Hidden.Hi), ": who controls some suppliers is not established."
		}
		out = append(out, []part{plainText(add), b.number(much, "concentration", scope, "owner", basis.basis, "hidden"),
			plainText(" to the concentration index of the " + basis.words + ", on a scale from zero to one" + end)})
	}
	return out
}

// families says which owners certainly control several suppliers.
func (b *builder) families() []string {
	members := map[string][]string{}
	var owners []string
	for _, c := range b.a.Control {
		if !c.Certain || len(c.Controllers) != 1 || c.Controllers[0] == c.Party {
			continue
		}
		if p := b.Parties[c.Party]; p == nil || len(p.Products) == 0 && p.Components == 0 {
			continue // a holding between, not a supplier
		}
		owner := c.Controllers[0]
		if members[owner] == nil {
			owners = append(owners, owner)
		}
		members[owner] = append(members[owner], b.Party(c.Party))
	}
	slices.Sort(owners)
	var out []string
	for _, owner := range owners {
		if m := members[owner]; len(m) > 1 {
			out = append(out, b.Party(owner)+" controls "+phrase.List(m, 8, 0)+".")
		}
	}
	return out
}

func basisWord(basis string) string {
	for _, b := range bases {
		if b.basis == basis {
			return b.words
		}
	}
	return phrase.Clean(basis, phrase.MaxName)
}
