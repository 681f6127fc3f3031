// SPDX-License-Identifier: Apache-2.0

package report

import (
	"strings"

	"github.com/kedja/kedja/result"
)

func (t *differText) singlePoints() diffSection {
	s := diffSection{title: "SINGLE POINTS", note: tallyChanges(t.d.SinglePoints, func(c *result.SinglePointChange) string { return c.Change })}
	for i := range t.d.SinglePoints {
		c := &t.d.SinglePoints[i]
		p := &c.Point
		words := t.names.asset(p.Asset) + " " + modeEffect(p.Mode) + " when " + t.names.member(p.By, p.Key) + " is lost"
		if p.Count > 1 {
			words += " (a class of " + thousands(p.Count) + ")"
		}
		certainty := clean(p.Certainty, maxName)
		if c.Was != "" {
			certainty = clean(c.Was, maxName) + " → " + certainty
		}
		s.rows = append(s.rows, diffRow{change: c.Change, words: words, detail: "by " + spell(clean(p.By, maxName)) + ", " + certainty})
	}
	return s
}

func modeEffect(mode string) string {
	switch mode {
	case "stop":
		return "stops at once"
	case "noSupply":
		return "gets no further supply"
	case "noCare":
		return "gets no updates and fixes"
	}
	return clean(mode, maxName)
}

func (t *differText) control() diffSection {
	s := diffSection{title: "CONTROL OF SUPPLIERS"}
	for i := range t.d.Control {
		c := &t.d.Control[i]
		r := diffRow{change: result.ChangeChanged, words: text(c.Name) + ": " + t.controlWords(c.Old) + " → " + t.controlWords(c.New)}
		switch {
		case c.Old == nil:
			r.change, r.words = result.ChangeNew, text(c.Name)+": "+t.controlWords(c.New)
		case c.New == nil:
			r.change, r.words = result.ChangeGone, text(c.Name)+": "+t.controlWords(c.Old)
		}
		s.rows = append(s.rows, r)
	}
	return s
}

func (t *differText) controlWords(k *result.ControlState) string {
	if k == nil {
		return "not in the result"
	}
	words := spell(clean(k.Kind, maxName))
	if len(k.Controllers) > 0 {
		words = list(apply(k.Controllers, t.names.party), shownExamples, 0)
		if k.Kind != "sole" {
			words += ", " + spell(clean(k.Kind, maxName))
		}
	}
	if len(k.Countries) > 0 {
		words += " (" + strings.Join(apply(k.Countries, text), ", ") + ")"
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
		r := diffRow{change: c.Change, words: clean(c.Code, maxName) + ", as country of " + list(apply(c.As, countryRole), shownExamples, 0)}
		if len(c.Parties) > 0 {
			r.detail = "with " + list(apply(c.Parties, t.names.party), shownExamples, 0)
		}
		s.rows = append(s.rows, r)
	}
	return s
}

func countryRole(as string) string {
	if as == "established" {
		return "establishment"
	}
	return clean(as, maxName)
}

func (t *differText) parties() diffSection {
	s := diffSection{title: "SUPPLIERS AND OWNERS", note: tallyChanges(t.d.Parties, func(c *result.PartyChange) string { return c.Change })}
	for _, c := range t.d.Parties {
		r := diffRow{change: c.Change}
		switch c.Change {
		case result.ChangeNew:
			r.words = text(c.New)
		case result.ChangeGone:
			r.words = text(c.Old)
		default:
			r.words = text(c.Old) + " → " + text(c.New)
			if c.OldID != "" {
				r.words = text(c.New)
				r.detail = "was known as " + text(c.OldID) + ", is now " + text(c.ID)
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
		about := " by " + spell(clean(c.By, maxName)) + ", " + basisWords(c.Basis) + ": "
		switch {
		case c.Old == nil:
			r.words = about + t.rowWords(c, c.New)
		case c.New == nil:
			r.words = about + t.rowWords(c, c.Old)
		default:
			r.words = about + "HHI " + moved(c.Old.HHI, c.New.HHI) + "; largest " + moved(c.Old.CR1, c.New.CR1) + "; in no known group " + moved(c.Old.Unattributed, c.New.Unattributed)
			if c.Old.Largest != c.New.Largest {
				r.detail = "the largest was " + t.names.member(c.By, c.Old.Largest) + ", is " + t.names.member(c.By, c.New.Largest)
			}
		}
		key := r.change + r.words + r.detail
		if told[key] && !t.o.Full {
			alike++
			continue
		}
		told[key] = true
		r.words = text(c.Scope) + r.words
		s.rows = append(s.rows, r)
	}
	if alike > 0 {
		s.rest = count(alike, "row of an asset or product says", "rows of assets and products say") + " the same"
	}
	if unseen > 0 {
		s.rest = strings.TrimPrefix(s.rest+"; "+count(unseen, "row differs", "rows differ")+" only behind the third digit", "; ")
	}
	return s
}

// shows reports whether a change of a row can be seen in the digits shown.
func shows(o, n *result.ConcentrationState) bool {
	return o.HHI.String() != n.HHI.String() || o.CR1.String() != n.CR1.String() ||
		o.Unattributed.String() != n.Unattributed.String() || o.Largest != n.Largest
}

func (t *differText) rowWords(c *result.ConcentrationChange, k *result.ConcentrationState) string {
	words := "HHI " + k.HHI.String() + "; largest " + k.CR1.String()
	if k.Largest != "" {
		words += " (" + t.names.member(c.By, k.Largest) + ")"
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
		s.note = count(len(c.Added), "added", "added") + ", " + count(len(c.Removed), "removed", "removed") + ", " +
			count(len(c.Updated), "in another version", "in another version")
	}
	add := func(change string, x *result.Component) {
		name := clean(x.Name, maxName)
		if x.Version != "" {
			name += "@" + clean(x.Version, maxName)
		}
		r := diffRow{change: change, words: name}
		if x.Party != "" {
			r.detail = "of " + t.names.party(x.Party)
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
		s.rows = append(s.rows, diffRow{change: result.ChangeChanged, words: clean(u.Name, maxName) + " " + clean(u.Old, maxName) + " → " + clean(u.New, maxName)})
	}
	return s
}
