// SPDX-License-Identifier: Apache-2.0

package html

import (
	"strconv"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

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
	scope := phrase.Scope(b.a)
	out := concentrations{Scope: phrase.ScopeWords(b.a, scope), Hidden: b.hidden(scope)}
	for _, words := range phrase.Conditions(b.a, scope) {
		out.Notes = append(out.Notes, upper(words)+".")
	}
	for _, g := range phrase.Groupings {
		for _, basis := range phrase.Bases {
			c := phrase.Row(b.a, scope, g.By, basis.Basis)
			if c == nil {
				continue
			}
			f := b.concentrated(c, g, basis.Words)
			if g.Always && basis.Always {
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

// concentrated draws the largest shares of one grouping.
func (b *builder) concentrated(c *result.Concentration, g phrase.Grouping, basis string) figure {
	path := func(field ...string) []string {
		return append([]string{"concentration", c.Scope, c.By, c.Basis}, field...)
	}
	f := figure{ID: b.anchor("c", strings.Join(path(), "/")), Title: "By " + g.Title + ", " + basis}
	f.Lead = []part{
		b.number(g.Effective(c.Effective), path("effective")...),
		plainText("; "), b.number(phrase.Count(c.N, g.One, g.Many), path()...), plainText(" known. Index "),
		b.number(phrase.Between(c.HHI, phrase.AsFraction)+" of 1", path("hhi")...),
		plainText("; the largest has "), b.number(phrase.Share(c.CR1), path("cr1")...),
		plainText(", the three largest "), b.number(phrase.Share(c.CR3), path("cr3")...), plainText("."),
	}
	f.Lead[0].Text = upper(f.Lead[0].Text)
	if total := b.totalSpend(); c.Basis == "spend" && c.Scope == b.a.Subject.ID && total != "" {
		f.Lead = append(f.Lead, plainText(" In all "), b.number(total, "spend", c.Scope), plainText(" a year."))
	}
	t := table{ID: f.ID + "-t", Caption: f.Title, Cols: cols(upper(g.One), "#Share")}
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
		who := plainText(phrase.NoGroup(c.By))
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

// hidden says which owners control several suppliers, and what that adds to
// the concentration.
func (b *builder) hidden(scope string) [][]part {
	var out [][]part
	for _, f := range b.Families(b.a) {
		out = append(out, []part{plainText(f.Owner + " controls " + phrase.List(f.Members, 8, 0) + ".")})
	}
	for _, basis := range phrase.Bases {
		before, much, after := phrase.Hidden(phrase.Row(b.a, scope, "owner", basis.Basis))
		if much != "" && basis.Always {
			out = append(out, []part{plainText(before), b.number(much, "concentration", scope, "owner", basis.Basis, "hidden"), {Text: after, Class: "scale"}})
		}
	}
	return out
}
