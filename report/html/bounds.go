// SPDX-License-Identifier: Apache-2.0

package html

import (
	"slices"
	"strconv"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// bounds are the sources that bind the entity, or may.
type bounds struct {
	Table table
	Not   []part // those that do not
}

func (b *builder) bounds() *bounds {
	all := b.Bounds(b.a)
	n := phrase.Binding(all)
	if n == 0 {
		return nil
	}
	out := &bounds{Table: table{ID: "bounds-table", Caption: "Whom the sources bind", Hide: true, Cols: cols("Source", "Answer", "Why", "Not stated", "Ask")}}
	for _, x := range all[:min(n, maxRows)] {
		source := []part{{Text: x.Name, Class: "code"}}
		if x.Law != "" {
			source = append(source, part{Text: x.Law, Class: "said", Br: true})
		}
		out.Table.Rows = append(out.Table.Rows, []cell{
			words(source...), words(b.boundTag(&x), part{Text: upper(x.Words), Href: b.explain("bounds", x.Pack, x.Source), Br: true}), words(said(x.Reason)),
			words(listed(partsOf(x.Missing, plainText), 6, 0)...), words(listed(partsOf(x.Ask, plainText), 3, 0)...),
		})
	}
	out.Table.Note = moreRows(n-len(out.Table.Rows), "sources")
	for _, x := range all[n:] {
		out.Not = append(out.Not, part{Text: x.Name, Href: b.explain("bounds", x.Pack, x.Source)})
	}
	out.Not = listed(out.Not, 30, 0)
	return out
}

func (b *builder) boundTag(x *phrase.Bound) part {
	if x.Answer == phrase.Binds {
		return tag("info", "Yes")
	}
	return tag("unknown", "Unknown")
}

// scenarios are the risks and scenarios of the sources.
type scenarios struct {
	Rows []scenario
	Note string
}

// scenario is one of them with what bears on it.
type scenario struct {
	ID, Title           string
	Hazards             []string
	Standing            part
	Fail, Warn, Unknown part
	Keys                [3]string
	Order               int
	Findings            []bearing
	Left                int
	Rules               []part
	Why                 string
}

// bearing is a finding that bears on a scenario.
type bearing struct {
	Outcome part
	Message part
}

// shownBearing is how many findings a scenario names.
const shownBearing = 12

func (b *builder) scenarios() *scenarios {
	all := phrase.Scenarios(b.a)
	if len(all) == 0 {
		return nil
	}
	out := &scenarios{}
	index := make(map[string]int, len(b.a.Findings))
	for i := range b.a.Findings {
		index[b.a.Findings[i].ID] = i
	}
	for i, s := range all[:min(len(all), maxRows)] {
		row := scenario{ID: phrase.Clean(s.ID, phrase.MaxName), Title: phrase.Text(s.Title), Hazards: phrase.Hazards(s), Standing: standing(s.Status, s.Provenance), Order: i,
			Fail: b.outcomes(s.Counts.Fail, "fail", "scenarios", s.ID), Warn: b.outcomes(s.Counts.Warn, "warn", "scenarios", s.ID), Unknown: b.outcomes(s.Counts.Unknown, "unknown", "scenarios", s.ID),
			Why: b.explain("scenarios", s.ID)}
		row.Keys = [3]string{strconv.Itoa(s.Counts.Fail), strconv.Itoa(s.Counts.Warn), strconv.Itoa(s.Counts.Unknown)}
		row.Findings, row.Left = b.bearing(s, index)
		row.Rules = listed(partsOf(s.Rules, func(r string) part {
			return part{Text: phrase.Clean(r, phrase.MaxName), Href: b.ruleAnchor(r)}
		}), 12, 0)
		out.Rows = append(out.Rows, row)
	}
	out.Note = moreRows(len(all)-len(out.Rows), "risks and scenarios")
	return out
}

// bearing lists the findings of a scenario in the order of the page.
func (b *builder) bearing(s *result.Scenario, index map[string]int) (out []bearing, left int) {
	var at []int
	for _, id := range s.Findings {
		if i, ok := index[id]; ok {
			at = append(at, i)
		}
	}
	slices.Sort(at)
	n := min(len(at), shownBearing)
	for _, i := range at[:n] {
		f := &b.a.Findings[i]
		out = append(out, bearing{outcomeTag(string(f.Outcome)), part{Text: phrase.Text(f.Message), Href: b.findingAnchor(i), Class: "said"}})
	}
	return out, len(s.Findings) - n
}

// hazards are the sorts of cause that the findings bear on, each in words:
// what the filter of findings offers, and of each finding.
func (b *builder) hazards() (offered []choice, of map[string][]string) {
	of = map[string][]string{}
	for i := range b.a.Scenarios {
		s := &b.a.Scenarios[i]
		for _, h := range s.Hazards {
			h = hazardValue(h)
			for _, id := range s.Findings {
				if !slices.Contains(of[id], h) {
					of[id] = append(of[id], h)
				}
			}
			if c := (choice{h, phrase.Hazard(h)}); len(s.Findings) > 0 && !slices.Contains(offered, c) {
				offered = append(offered, c)
			}
		}
	}
	slices.SortFunc(offered, func(x, y choice) int {
		if x.Value < y.Value {
			return -1
		}
		return 1
	})
	for _, list := range of {
		slices.Sort(list)
	}
	return offered, of
}

// hazardValue is a hazard as a word of a list.
func hazardValue(name string) string { return slug(name) }
