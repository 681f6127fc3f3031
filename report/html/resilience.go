// SPDX-License-Identifier: Apache-2.0

package html

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// modes are the ways in which a loss is felt.
var modes = []struct{ mode, words string }{
	{"stop", "Stops at once"},
	{"noSupply", "No new deliveries, spares or capacity"},
	{"all", "Services and deliveries lost together, where neither alone is enough"},
	{"noCare", "No updates and no security fixes (felt over time)"},
}

func modeWords(mode string) string {
	for _, m := range modes {
		if m.mode == mode {
			return m.words
		}
	}
	return phrase.Clean(mode, phrase.MaxName)
}

var losses = []struct{ by, one, many string }{
	{"supplier", "supplier", "suppliers"}, {"owner", "owner", "owners"},
	{"controlCountry", "country of control", "countries of control"}, {"component", "component", "components"},
}

type resilience struct {
	None    bool
	Modes   []table
	Restart []string
	CutSets *table
	Reach   *table
	Chances *table
}

// resilience lists what stops an asset on its own, by loss mode.
func (b *builder) resilience() resilience {
	out := resilience{None: len(b.a.SinglePoints) == 0}
	for _, m := range modes {
		if t := b.mode(m.mode, m.words); len(t.Rows) > 0 {
			out.Modes = append(out.Modes, t)
		}
	}
	out.Restart = b.restartable()
	out.CutSets = b.cutSets()
	out.Reach, out.Chances = b.reach(), b.importance()
	return out
}

// mode is a row for each asset and each kind of loss.
func (b *builder) mode(mode, title string) table {
	t := table{ID: b.anchor("mode", mode), Caption: title, Cols: cols("Asset", "Loss of", "Certainly", "Possibly")}
	type at struct{ asset, by string }
	certain, possible := map[at][]part{}, map[at][]part{}
	var order []at
	for _, p := range b.a.SinglePoints {
		if p.Mode != mode {
			continue
		}
		k := at{p.Asset, p.By}
		if certain[k] == nil && possible[k] == nil {
			order = append(order, k)
		}
		part := b.point(p)
		if p.Certainty == "certain" {
			certain[k] = append(certain[k], part)
		} else {
			possible[k] = append(possible[k], part)
		}
	}
	slices.SortStableFunc(order, func(x, y at) int { return cmp.Compare(x.asset, y.asset) })
	for _, k := range order[:min(len(order), maxRows)] {
		shown := 10
		if k.by == "component" {
			shown = 3 // classes, each with examples
		}
		t.Rows = append(t.Rows, []cell{line(b.Asset(k.asset)), line(lossWord(k.by)), words(listed(certain[k], shown, 0)...), words(listed(possible[k], shown, 0)...)})
	}
	t.Note = moreRows(len(order)-len(t.Rows), "rows")
	return t
}

func lossWord(by string) string {
	for _, l := range losses {
		if l.by == by {
			return l.one
		}
	}
	return phrase.Clean(by, phrase.MaxName)
}

// point names what is lost: one thing, or a class of things that stop the
// same.
func (b *builder) point(p result.SinglePoint) part {
	name := b.Member(p.By, p.Key)
	if p.Count > 1 {
		for _, l := range losses {
			if l.by == p.By {
				name = phrase.Count(p.Count, l.one, l.many)
			}
		}
		if len(p.Examples) > 0 {
			name += " such as " + phrase.List(phrase.Apply(p.Examples[:min(2, len(p.Examples))], func(id string) string { return b.Member(p.By, id) }), 2, 0)
		}
	} else if p.Key == "unlisted" && p.By == "controlCountry" {
		name = "a country that nobody stated"
	}
	if p.MattersAfter != nil {
		name += " (" + strings.TrimPrefix(p.MattersAfter.String(), "matters ") + ")"
	}
	if href := b.explain("singlePoints", p.Asset, p.By, p.Mode, p.Key); href != "" {
		return part{Text: name, Class: "n", Href: href}
	}
	if p.Count < 2 {
		return part{Text: name, Href: b.memberPart(p.By, p.Key).Href}
	}
	return plainText(name)
}

// restartable names what would run on after a loss, or runs now, but could
// not be started again: assets that wait for one another.
func (b *builder) restartable() []string {
	assets := map[string][]string{}
	var causes, out []string
	for _, r := range b.a.Restartable {
		cause := "Now already, once stopped, not to be started again: "
		if len(r.Keys) > 0 {
			cause = "Without " + phrase.List(phrase.Apply(r.Keys, b.Thing), 6, 0) + ", once stopped, not to be started again: "
		}
		if assets[cause] == nil {
			causes = append(causes, cause)
		}
		if name := b.Asset(r.Asset); !slices.Contains(assets[cause], name) {
			assets[cause] = append(assets[cause], name)
		}
	}
	for _, cause := range causes {
		out = append(out, cause+phrase.List(assets[cause], 12, 0)+"; what they need forms a loop.")
	}
	return out
}

// when says when a joint loss matters.
func (b *builder) when(c *result.CutSet) cell {
	if c.MattersAfter == nil {
		return words(dim("not known"))
	}
	text := strings.TrimPrefix(c.MattersAfter.String(), "matters after ")
	return cell{Parts: []part{b.number(text, "cutSets", c.Asset, c.By, c.Mode, strings.Join(c.Keys, "+"))}, Key: key(c.MattersAfter.Days)}
}

// cutSets lists the sets of two and three.
func (b *builder) cutSets() *table {
	t := &table{ID: "cutsets", Caption: "Losses that stop an asset only together", Cols: cols("Asset", "Lost together", "Kind", "How it is felt", "Matters after", "Certainty")}
	left := 0
	for _, c := range b.a.CutSets {
		if c.Size < 2 {
			continue
		}
		if len(t.Rows) >= maxRows {
			left++
			continue
		}
		keys := partsOf(c.Keys, func(k string) part { return b.memberPart(c.By, k) })
		t.Rows = append(t.Rows, []cell{line(b.Asset(c.Asset)), words(joined(keys, " + ")...), line(lossWord(c.By)), line(modeWords(c.Mode)), b.when(&c), line(phrase.Clean(c.Certainty, phrase.MaxName))})
	}
	t.Note = moreRows(left, "sets")
	if b.a.CutSetsTruncated {
		t.Note = strings.TrimSpace(t.Note + " There are more sets, which were not listed.")
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}
