// SPDX-License-Identifier: Apache-2.0

package report

import (
	"reflect"
	"slices"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// bounds says whom sources bind that did not, or not in this way.
func (t *differText) bounds() diffSection {
	s := diffSection{title: "WHOM THE SOURCES BIND"}
	for i := range t.d.Bounds {
		c := &t.d.Bounds[i]
		r := diffRow{change: c.Change, words: phrase.SourceName(c.Pack, c.Source) + ": "}
		switch {
		case c.Old == nil:
			r.words += boundWords(c.New)
		case c.New == nil:
			r.words += boundWords(c.Old)
		default:
			r.words += boundWords(c.Old) + " → " + boundWords(c.New)
		}
		if c.New != nil && len(c.New.Missing) > 0 {
			r.detail = "not stated: " + phrase.List(phrase.Apply(c.New.Missing, phrase.Text), shownExamples, 0)
		}
		s.rows = append(s.rows, r)
	}
	return s
}

func boundWords(b *result.BoundState) string {
	switch {
	case b == nil:
		return "not in the result"
	case b.Answer == phrase.Binds && b.Class != "":
		return "binds as " + phrase.Clean(b.Class, phrase.MaxName)
	case b.Answer == phrase.Binds:
		return "binds"
	case b.Answer == phrase.NotBound:
		return "does not bind"
	}
	return "not established"
}

func (t *differText) singlePoints() diffSection {
	s := diffSection{title: "SINGLE POINTS", note: tallyChanges(t.d.SinglePoints, func(c *result.SinglePointChange) string { return c.Change })}
	for i := range t.d.SinglePoints {
		c := &t.d.SinglePoints[i]
		p := &c.Point
		words := t.names.Asset(p.Asset) + " " + modeEffect(p.Mode) + " when " + t.names.Member(p.By, p.Key) + " is lost"
		if p.Count > 1 {
			words += " (a class of " + phrase.Thousands(p.Count) + ")"
		}
		certainty := phrase.Clean(p.Certainty, phrase.MaxName)
		if c.Was != "" {
			certainty = phrase.Clean(c.Was, phrase.MaxName) + " → " + certainty
		}
		s.rows = append(s.rows, diffRow{change: c.Change, words: words, detail: "by " + phrase.Spell(phrase.Clean(p.By, phrase.MaxName)) + ", " + certainty})
	}
	return s
}

func modeEffect(mode string) string {
	switch mode {
	case "stop":
		return "stops at once"
	case "noSupply":
		return "gets no further supply"
	case "all":
		return "stops without services and deliveries together"
	case "noCare":
		return "gets no updates and fixes"
	}
	return phrase.Clean(mode, phrase.MaxName)
}

func (t *differText) control() diffSection {
	s := diffSection{title: "CONTROL OF SUPPLIERS"}
	for i := range t.d.Control {
		c := &t.d.Control[i]
		r := diffRow{change: result.ChangeChanged, words: phrase.Text(c.Name) + ": " + t.controlWords(c.Old) + " → " + t.controlWords(c.New)}
		if c.Old != nil && c.New != nil && reflect.DeepEqual(c.Old, c.New) {
			s.rows = append(s.rows, t.holders(c)...)
			continue
		}
		switch {
		case c.Old == nil:
			r.change, r.words = result.ChangeNew, phrase.Text(c.Name)+": "+t.controlWords(c.New)
		case c.New == nil:
			r.change, r.words = result.ChangeGone, phrase.Text(c.Name)+": "+t.controlWords(c.Old)
		}
		s.rows = append(append(s.rows, r), t.holders(c)...)
	}
	return s
}

// holders are the changes of who else matters for a party.
func (t *differText) holders(c *result.ControlChange) []diffRow {
	var out []diffRow
	for i, h := range c.Holders {
		if len(out) == shownChanges {
			out = append(out, diffRow{change: result.ChangeChanged, words: phrase.Text(c.Name) + ": " + phrase.Thousands(len(c.Holders)-i) + " more changes of holders"})
			break
		}
		if saidByControl(c, h) {
			continue
		}
		who, what := "somebody who is not named", "influence by "+phrase.Right(h.As)
		if h.Holder != "" {
			who = t.names.Party(h.Holder)
		}
		switch {
		case h.As == result.AsSignificant:
			what = "a significant holding"
		case isControl(h.As):
			what = "influence by control, " + phrase.Spell(h.As)
		}
		if h.Through != "" {
			what += " of " + t.names.Party(h.Through) + ", which it controls"
		}
		r := diffRow{change: h.Change, words: phrase.Text(c.Name) + ": " + who + ", " + what}
		switch {
		case h.Old != nil && h.New != nil:
			r.detail = holderWords(h.Old) + " → " + holderWords(h.New)
		case h.New != nil:
			r.detail = holderWords(h.New)
		case h.Old != nil:
			r.detail = holderWords(h.Old)
		}
		out = append(out, r)
	}
	return out
}

func isControl(as string) bool {
	return slices.Contains([]string{"sole", "joint", "circular", "deFacto", "notEstablished"}, as)
}

// saidByControl reports whether the line on who controls the party says the
// same: the influence of those who control it, or did.
func saidByControl(c *result.ControlChange, h result.HolderChange) bool {
	if !isControl(h.As) || c.Old == nil || c.New == nil || reflect.DeepEqual(c.Old, c.New) {
		return false
	}
	return h.Old != nil && slices.Contains(c.Old.Controllers, h.Holder) || h.New != nil && slices.Contains(c.New.Controllers, h.Holder)
}

// holderWords says how much it is, and whether it is certain.
func holderWords(h *result.HolderState) string {
	var words []string
	if h.Votes != nil {
		words = append(words, phrase.Share(*h.Votes)+" of the votes")
	}
	if h.Share != nil {
		words = append(words, phrase.Share(*h.Share)+" of the capital")
	}
	if h.Certain {
		return strings.Join(append(words, "certain"), ", ")
	}
	return strings.Join(append(words, "possible"), ", ")
}

func (t *differText) controlWords(k *result.ControlState) string {
	if k == nil {
		return "not in the result"
	}
	words := phrase.Spell(phrase.Clean(k.Kind, phrase.MaxName))
	if len(k.Controllers) > 0 {
		words = phrase.List(phrase.Apply(k.Controllers, t.names.Party), shownExamples, 0)
		if k.Kind != "sole" {
			words += ", " + phrase.Spell(phrase.Clean(k.Kind, phrase.MaxName))
		}
	}
	if len(k.Countries) > 0 {
		words += " (" + strings.Join(phrase.Apply(k.Countries, phrase.Text), ", ") + ")"
	}
	if !k.Certain {
		words += ", not certain"
	}
	return words
}

func (t *differText) countries() diffSection {
	s := diffSection{title: "COUNTRIES", note: tallyChanges(t.d.Countries, func(c *result.CountryChange) string { return c.Change })}
	for i := range t.d.Countries {
		c := &t.d.Countries[i]
		r := diffRow{change: c.Change, words: phrase.Clean(c.Code, phrase.MaxName) + ", as country of " + phrase.List(phrase.Apply(c.As, countryRole), shownExamples, 0)}
		if len(c.Parties) > 0 {
			r.detail = "with " + phrase.List(phrase.Apply(c.Parties, t.names.Party), shownExamples, 0)
		}
		s.rows = append(s.rows, r)
	}
	return s
}

func countryRole(as string) string {
	if as == "established" {
		return "establishment"
	}
	return phrase.Clean(as, phrase.MaxName)
}

func (t *differText) parties() diffSection {
	s := diffSection{title: "SUPPLIERS AND OWNERS", note: tallyChanges(t.d.Parties, func(c *result.PartyChange) string { return c.Change })}
	for _, c := range t.d.Parties {
		r := diffRow{change: c.Change}
		switch c.Change {
		case result.ChangeNew:
			r.words = phrase.Text(c.New)
		case result.ChangeGone:
			r.words = phrase.Text(c.Old)
		default:
			r.words = phrase.Text(c.Old) + " → " + phrase.Text(c.New)
			if c.OldID != "" {
				r.words = phrase.Text(c.New)
				r.detail = "was known as " + phrase.Text(c.OldID) + ", is now " + phrase.Text(c.ID)
			}
		}
		s.rows = append(s.rows, r)
	}
	return s
}

func (t *differText) concentration() diffSection {
	s := diffSection{title: "CONCENTRATION", note: tallyChanges(t.d.Concentration, func(c *result.ConcentrationChange) string { return c.Change })}
	unseen, alike := 0, 0
	told := map[string]bool{}
	for i := range t.d.Concentration {
		c := &t.d.Concentration[i]
		if !t.o.Full && c.Old != nil && c.New != nil && !shows(c.Old, c.New) {
			unseen++
			continue
		}
		r := diffRow{change: c.Change}
		about := " by " + phrase.Spell(phrase.Clean(c.By, phrase.MaxName)) + ", the " + phrase.BasisWords(c.Basis) + ": "
		switch {
		case c.Old == nil:
			r.words = about + t.rowWords(c, c.New)
		case c.New == nil:
			r.words = about + t.rowWords(c, c.Old)
		default:
			r.words = about + "HHI " + moved(c.Old.HHI, c.New.HHI) + "; largest " + moved(c.Old.CR1, c.New.CR1) + "; in no known group " + moved(c.Old.Unattributed, c.New.Unattributed)
			r.detail = t.trend(c)
		}
		key := r.change + r.words + r.detail
		if told[key] && !t.o.Full {
			alike++
			continue
		}
		told[key] = true
		r.words = phrase.Text(c.Scope) + r.words
		s.rows = append(s.rows, r)
	}
	if alike > 0 {
		s.rest = phrase.Count(alike, "row of an asset or product says", "rows of assets and products say") + " the same"
	}
	if unseen > 0 {
		s.rest = strings.TrimPrefix(s.rest+"; "+phrase.Count(unseen, "row differs", "rows differ")+" only behind the third digit", "; ")
	}
	return s
}

// trend says what a change of concentration comes to: whether one is
// established, who is the largest now, and what the results know more or less.
func (t *differText) trend(c *result.ConcentrationChange) string {
	var words []string
	if x := c.HHIChange; x != nil && x.Contains(0) && c.Old.HHI.String() != c.New.HHI.String() {
		words = append(words, "no change of the index is established")
	} else if x != nil && !x.Contains(0) {
		words = append(words, "a change of the index by "+x.String()+" is established")
	}
	if c.Old.Largest != c.New.Largest {
		words = append(words, "the largest was "+t.names.Member(c.By, c.Old.Largest)+", is "+t.names.Member(c.By, c.New.Largest))
	}
	if c.Note != "" {
		words = append(words, phrase.Text(c.Note))
	}
	return strings.Join(words, "; ")
}

// shows reports whether a change of a row can be seen in the digits shown.
func shows(o, n *result.ConcentrationState) bool {
	return o.HHI.String() != n.HHI.String() || o.CR1.String() != n.CR1.String() ||
		o.Unattributed.String() != n.Unattributed.String() || o.Largest != n.Largest
}

func (t *differText) rowWords(c *result.ConcentrationChange, k *result.ConcentrationState) string {
	words := "HHI " + k.HHI.String() + "; largest " + k.CR1.String()
	if k.Largest != "" {
		words += " (" + t.names.Member(c.By, k.Largest) + ")"
	}
	return words
}

// moved writes a number before and after.
func moved(old, new result.Interval) string {
	if old.String() == new.String() {
		return new.String()
	}
	return old.String() + " → " + new.String()
}

func (t *differText) components() diffSection {
	c := &t.d.Components
	s := diffSection{title: "COMPONENTS"}
	if !c.Empty() {
		s.note = phrase.Count(len(c.Added), "added", "added") + ", " + phrase.Count(len(c.Removed), "removed", "removed") + ", " +
			phrase.Count(len(c.Updated), "in another version", "in another version")
	}
	add := func(change string, x *result.Component) {
		name := phrase.Clean(x.Name, phrase.MaxName)
		if x.Version != "" {
			name += "@" + phrase.Clean(x.Version, phrase.MaxName)
		}
		r := diffRow{change: change, words: name}
		if x.Party != "" {
			r.detail = "of " + t.names.Party(x.Party)
		}
		s.rows = append(s.rows, r)
	}
	for i := range c.Added {
		add(result.ChangeNew, &c.Added[i])
	}
	for i := range c.Removed {
		add(result.ChangeGone, &c.Removed[i])
	}
	for _, u := range c.Updated {
		s.rows = append(s.rows, diffRow{change: result.ChangeChanged, words: phrase.Clean(u.Name, phrase.MaxName) + " " + phrase.Clean(u.Old, phrase.MaxName) + " → " + phrase.Clean(u.New, phrase.MaxName)})
	}
	return s
}
