// SPDX-License-Identifier: Apache-2.0

package html

import (
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// The most rows of what follows; the result as JSON has all.
const (
	maxHands   = 12
	maxReach   = 15
	maxOthers  = 10
	maxFailing = 20
)

// dependency says what goes to suppliers under control from outside the EU
// and to designated ones, and who does the work in the end. Nil where neither
// is measured.
func (b *builder) dependency() *section {
	s := section{Lead: "What goes to suppliers under control from outside the EU, and who does the work in the end, of the yearly spend."}
	scope := phrase.Scope(b.a)
	if d := phrase.Dependency(b.a, scope); d != nil {
		b.strategic(&s, d)
	}
	if t := phrase.Tier(b.a, scope); t != nil {
		b.hands(&s, t)
	}
	if len(s.Tables)+len(s.Notes) == 0 {
		return nil
	}
	return &s
}

func (b *builder) strategic(s *section, d *result.Dependency) {
	path := func(field ...string) []string { return append([]string{"dependency", d.Scope}, field...) }
	s.Notes = append(s.Notes, []part{
		plainText("Under control from within the EU: "), b.number(phrase.Share(d.EUControlled), path("euControlled")...),
		plainText(". Concentration index by country of control: "), b.number(phrase.Between(d.HHI, phrase.AsFraction)+" of 1", path("hhi")...), plainText("."),
	})
	if share, count, test := b.Designated(&d.HighRisk); share != "" {
		p := []part{plainText("Suppliers under a binding adverse designation: "), b.number(share+" of the spend, "+count, path("highRisk")...)}
		if test != "" {
			p = append(p, plainText("; "), b.number(test, path("highRisk")...))
		}
		s.Notes = append(s.Notes, append(p, plainText(".")))
	}
	t := table{ID: "dependency-table", Caption: "Indicators of strategic dependency: " + phrase.Strategic(d), Cols: cols("Indicator", "#Value", "What it says")}
	for _, x := range phrase.Indicators(d) {
		value := dim("none")
		if x.Value != "" {
			value = b.number(x.Value, path(x.Name)...)
		}
		k := ""
		if x.Indicator.Value != nil {
			k = key(*x.Indicator.Value)
		}
		t.Rows = append(t.Rows, []cell{
			words(part{Text: upper(x.Title) + " (" + phrase.Clean(x.Name, phrase.MaxName) + ")"}),
			num(value, k), words(b.number(x.Test, path(x.Name)...)),
		})
	}
	s.Tables = append(s.Tables, t)
	b.strategicAssets(s, d.Scope)
	if len(d.Missing) > 0 {
		s.Notes = append(s.Notes, []part{dim("Not stated: "), said(phrase.List(phrase.Apply(d.Missing, phrase.Text), 6, 0))})
	}
}

// strategicAssets has a row for each asset.
func (b *builder) strategicAssets(s *section, system string) {
	t := table{ID: "dependency-assets", Caption: "Dependency by asset", Cols: cols("Asset", "Strategic", "#Within the EU", "#Designated")}
	left := 0
	for i := range b.a.Dependency {
		d := &b.a.Dependency[i]
		switch {
		case d.Scope == system || !strings.HasPrefix(d.Scope, "asset:"):
			continue
		case len(t.Rows) >= maxRows/4:
			left++
			continue
		}
		t.Rows = append(t.Rows, []cell{
			line(b.Subject(d.Scope)), words(b.number(phrase.Answer(d.Strategic), "dependency", d.Scope)),
			num(b.number(phrase.Share(d.EUControlled), "dependency", d.Scope), key(d.EUControlled)),
			num(b.number(phrase.Share(d.HighRisk.Share), "dependency", d.Scope), key(d.HighRisk.Share)),
		})
	}
	t.Note = moreRows(left, "assets")
	if len(t.Rows) > 0 {
		s.Folded = append(s.Folded, t)
	}
}

// hands says who does the work, and through whose hands it passes.
func (b *builder) hands(s *section, row *result.Tier) {
	verb, shift := phrase.Shift(row.Shift)
	s.Notes = append(s.Notes, []part{
		plainText("After subcontracting the concentration index is "), b.number(phrase.Between(row.HHINet, phrase.AsFraction)+" of 1", "tiers", row.Scope, "hhiNet"),
		plainText("; " + verb + " "), b.number(shift, "tiers", row.Scope, "shift"), plainText("."),
	})
	t := table{ID: "tiers-table", Caption: "Who does the work, and through whose hands it passes", Cols: cols("Party", "#Does", "#Has a hand in")}
	all := phrase.Hands(row)
	for _, h := range all[:min(len(all), maxHands)] {
		share := func(i *result.Interval, view string) cell {
			if i == nil {
				return num(dim("not listed"), "-1")
			}
			return num(b.number(phrase.Share(*i), "tiers", row.Scope, view, h.Party), key(*i))
		}
		t.Rows = append(t.Rows, []cell{words(b.partyPart(h.Party)), share(h.Net, "net"), share(h.Touch, "touch")})
	}
	t.Note = moreRows(len(all)-len(t.Rows), "parties")
	s.Tables = append(s.Tables, t)
}

// reach says how far a compromise of each supplier could go, nil where that
// is not measured. Those with a record come first.
func (b *builder) reach() *table {
	t := &table{ID: "reach", Caption: "Reach of a compromise: what rests on a supplier's work or access; redundancy does not help", Cols: cols("Supplier", "#Assets", "Such as", "#Components")}
	var dealt, others []phrase.Reach
	for _, r := range phrase.Reaches(b.a, "supplier") {
		if p := b.Parties[r.Key]; p != nil && (p.Recorded || len(p.Products) > 0) {
			dealt = append(dealt, r)
		} else {
			others = append(others, r)
		}
	}
	left := len(dealt) - min(len(dealt), maxReach) + len(others) - min(len(others), maxOthers)
	for _, list := range [][]phrase.Reach{dealt[:min(len(dealt), maxReach)], others[:min(len(others), maxOthers)]} {
		for i := range list {
			t.Rows = append(t.Rows, b.reached(&list[i]))
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	t.Note = strings.TrimSpace(moreRows(left, "suppliers") + " " + phrase.ReachNote(b.a))
	return t
}

func (b *builder) reached(r *phrase.Reach) []cell {
	certainty := "certain"
	var assets, parts int
	if r.Certain != nil {
		assets, parts = r.Certain.Assets, r.Certain.Components
	}
	most := r.Certain
	if r.Possible != nil {
		most, certainty = r.Possible, "possible"
	}
	extent := func(lo, hi int) cell {
		text := phrase.Thousands(lo)
		if hi > lo {
			text += "–" + phrase.Thousands(hi)
		}
		return num(b.number(text, "integrity", "supplier", certainty, r.Key), key(result.Interval{Lo: float64(lo), Hi: float64(hi)}))
	}
	names := listed(partsOf(most.Examples, func(id string) part { return plainText(b.Asset(id)) }), 3, most.Assets)
	return []cell{words(b.partyPart(r.Key)), extent(assets, most.Assets), words(names...), extent(parts, most.Components)}
}

// importance says how likely each asset fails and by whom, nil where no
// probabilities were assumed.
func (b *builder) importance() *table {
	all := phrase.Failures(b.a)
	if len(all) == 0 {
		return nil
	}
	t := &table{ID: "importance", Caption: "Importance, " + phrase.ImportanceNote, Cols: cols("Asset", "How", "#Probability", "Importance (Birnbaum), and share of the failures")}
	for _, x := range all[:min(len(all), maxFailing)] {
		var by []part
		for i := range x.Suppliers[:min(len(x.Suppliers), 3)] {
			s := &x.Suppliers[i]
			birnbaum, share := phrase.Part(s)
			name := b.partyPart(s.Key)
			name.Br = i > 0
			by = append(by, name, plainText(": "), b.number(birnbaum+", "+share, "importance", x.Asset, x.Mode, s.Key))
		}
		if n := len(x.Suppliers) - min(len(x.Suppliers), 3) + x.Rest; n > 0 {
			by = append(by, left(n, ""))
		}
		t.Rows = append(t.Rows, []cell{line(b.Asset(x.Asset)), line(phrase.ModeWords(x.Mode)), num(b.number(phrase.Chance(x), "importance", x.Asset, x.Mode), key(x.P)), words(by...)})
	}
	t.Note = moreRows(len(all)-len(t.Rows), "assets and ways to fail")
	return t
}

// alternatives says what is in use already that could stand in.
func (b *builder) alternatives() *table {
	if len(b.a.Alternatives) == 0 {
		return nil
	}
	t := &table{ID: "alternatives", Caption: "Alternatives in use: hints where to look, not qualified; no measure counts them", Cols: cols("Product", "Could stand in", "Not proposed")}
	for i := range b.a.Alternatives[:min(len(b.a.Alternatives), maxRows/4)] {
		x := &b.a.Alternatives[i]
		candidate := func(c *result.Alternative) part { return part{Text: b.Candidate(c), Class: "said"} }
		var yes, no []part
		for j := range x.Candidates {
			yes = append(yes, candidate(&x.Candidates[j]))
		}
		for j := range x.NotProposed {
			p := candidate(&x.NotProposed[j])
			p.Text += ": " + phrase.Text(x.NotProposed[j].Why)
			no = append(no, p)
		}
		name := b.Subject("product:" + x.Product)
		first := words(b.number(name, "alternatives", x.Product))
		t.Rows = append(t.Rows, []cell{first, words(listed(yes, 4, len(yes)+x.More)...), words(listed(no, 3, 0)...)})
	}
	t.Note = moreRows(len(b.a.Alternatives)-len(t.Rows), "products")
	return t
}

// leaving adds the words of law about leaving: those of the register of
// information where the rules for finance may bind, and those of the Data Act.
func (b *builder) leaving(s *section, rows []*result.LockIn) {
	dora := table{ID: "register", Caption: "In the words of the register of information (DORA, B_07.01)", Cols: cols("Supplier", "Words of the template")}
	for _, l := range rows {
		if l.DORA != nil && phrase.Finance(b.a) && len(dora.Rows) < maxRows/4 {
			dora.Rows = append(dora.Rows, []cell{words(b.partyPart(l.Supplier)), words(b.number(phrase.DORA(l.DORA), "lockIn", l.Scope, l.Supplier, "dora"))})
		}
	}
	if len(dora.Rows) > 0 {
		s.Folded = append(s.Folded, dora)
	}
	terms := phrase.Switched(rows)
	if len(terms) == 0 {
		return
	}
	t := table{ID: "switching", Caption: "Switching under the Data Act", Cols: cols("Supplier and contract", "Terms")}
	for _, x := range terms[:min(len(terms), maxRows/4)] {
		path := []string{"lockIn", x.Of.Scope, x.Of.Supplier, "switching"}
		for _, id := range []string{x.Product, x.Contract} {
			if id != "" {
				path = append(path, id)
			}
		}
		t.Rows = append(t.Rows, []cell{words(said(b.About(x))), words(b.number(phrase.Switching(x.Switching), path...))})
	}
	t.Note = moreRows(len(terms)-len(t.Rows), "contracts and services")
	s.Folded = append(s.Folded, t)
}
