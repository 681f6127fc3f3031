// SPDX-License-Identifier: Apache-2.0

package html

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

type suppliers struct {
	Pages     []supplier
	Brief     *table
	BriefLeft string
}

// supplier is the page of one party.
type supplier struct {
	ID, Name, PartyID string
	Risk              []part
	Marks             []part // findings by outcome, on the fold
	Counts            []part // the same, each with its explanation
	About             [][]part
	Control           *figure
	Others            *table // who matters beside the controllers
	ControlText       string
	Designations      []designation
	Factors           *table
	Used              *table
	Components        []part
	LockIn            *figure
	LockInLead        []part
	Findings          []about
	FindingsLeft      int
	Stops             [][]part
}

// about is a finding about a party.
type about struct{ Outcome, Severity, Message part }

// designation is an authority's act. Bare ones lack what it takes to be
// repeated.
type designation struct {
	Bare         bool
	Status, Text string
	Binding      bool
	Why          string
	Assets       string
}

// placeSuppliers decides which parties get a page: those of whom there is
// more to say than a count of components, the gravest first.
func (b *builder) placeSuppliers() {
	rank := map[string]float64{}
	told := map[string]bool{}
	for i := range b.a.Scores {
		if id, ok := strings.CutPrefix(b.a.Scores[i].Subject, "supplier:"); ok {
			told[id], rank[id] = true, 1+b.a.Scores[i].Risk.Hi
		}
	}
	for _, f := range b.a.Findings {
		if id, ok := strings.CutPrefix(f.Subject, "supplier:"); ok {
			told[id] = true
		}
	}
	for _, c := range b.a.Control {
		if c.Kind != "notEstablished" {
			told[c.Party] = true
		}
	}
	for _, l := range b.lockInRows() {
		told[l.Supplier] = true
	}
	for i := range b.a.Parties {
		p := &b.a.Parties[i]
		if p.Recorded || len(p.Products) > 0 || len(p.Designations) > 0 || told[p.ID] {
			b.order = append(b.order, p)
		} else {
			b.brief = append(b.brief, p)
		}
	}
	slices.SortStableFunc(b.order, func(x, y *result.Party) int {
		return cmp.Or(cmp.Compare(rank[y.ID], rank[x.ID]), cmp.Compare(len(y.Products), len(x.Products)), cmp.Compare(y.Components, x.Components))
	})
	n := shown(len(b.order), maxSuppliers, topSuppliers)
	b.cut = n < len(b.order)
	b.brief = append(b.order[n:len(b.order):len(b.order)], b.brief...)
	b.order = b.order[:n]
	slices.SortStableFunc(b.brief, func(x, y *result.Party) int { return cmp.Compare(y.Components, x.Components) })
	for _, p := range b.order {
		b.pages[p.ID] = b.anchor("s", p.ID)
	}
}

func (b *builder) suppliers() suppliers {
	var out suppliers
	for _, p := range b.order {
		out.Pages = append(out.Pages, b.supplier(p))
	}
	if len(b.brief) == 0 {
		return out
	}
	t := &table{ID: "others", Caption: "Parties of whom only components are known", Cols: cols("Party", "Kind", "#Components")}
	if b.cut {
		t.Caption = "Further parties: those with the highest risk stand above"
	}
	for _, p := range b.brief[:min(len(b.brief), maxBrief)] {
		t.Rows = append(t.Rows, []cell{line(b.Party(p.ID)), line(partyKind(p)), num(b.count(p.Components, "parties", p.ID, "components"), strconv.Itoa(p.Components))})
	}
	t.Note = moreRows(len(b.brief)-len(t.Rows), "parties")
	out.Brief = t
	return out
}

func partyKind(p *result.Party) string {
	kind := phrase.Spell(phrase.Clean(p.Kind, phrase.MaxName))
	if kind == "" && strings.HasPrefix(p.ID, "ns:") {
		kind = "package namespace"
	}
	return cmp.Or(kind, "known by name only")
}

func (b *builder) supplier(p *result.Party) supplier {
	s := supplier{ID: b.pages[p.ID], Name: b.Party(p.ID), PartyID: phrase.Clean(p.ID, phrase.MaxName)}
	subject := "supplier:" + p.ID
	for i := range b.a.Scores {
		if score := &b.a.Scores[i]; score.Subject == subject {
			s.Risk = append(levelParts(score), plainText(" "), b.number(shortBetween(score.Risk, phrase.AsNumber), "scores", subject, "risk"))
		}
	}
	s.About = b.about(p)
	for i := range b.a.Control {
		if c := &b.a.Control[i]; c.Party == p.ID {
			s.ControlText = upper(b.controlWords(c)) + "."
			s.Control = b.controlFigure(c)
			s.Others = b.others(c)
		}
	}
	for _, d := range p.Designations {
		s.Designations = append(s.Designations, b.designation(d))
	}
	s.Factors = b.factors(subject)
	s.Used = b.whereUsed(p)
	s.Components = b.componentsOf(p)
	s.LockIn, s.LockInLead = b.lockInOf(p.ID)
	s.Marks, s.Counts, s.Findings, s.FindingsLeft = b.findingsOf(subject)
	s.Stops = b.stopsOf(p.ID)
	return s
}

// about lists what is recorded of the party itself.
func (b *builder) about(p *result.Party) [][]part {
	var out [][]part
	add := func(word, value string) {
		if value != "" {
			out = append(out, []part{plainText(word), plainText(value)})
		}
	}
	add("Kind", phrase.Spell(phrase.Clean(p.Kind, phrase.MaxName)))
	add("Roles", phrase.List(phrase.Apply(p.Roles, phrase.Text), 6, 0))
	add("Established in", cmp.Or(phrase.Clean(p.Established, phrase.MaxName), "not stated"))
	add("Headquarters in", cmp.Or(phrase.Clean(p.Headquarters, phrase.MaxName), "not stated"))
	known := "by name only: no record of yours"
	if p.Recorded {
		known = "a record of yours"
	}
	add("Known from", known)
	add("Id", phrase.Clean(p.ID, phrase.MaxName))
	return out
}

// designation repeats an authority's act. Without authority, act and date the
// words of the status are not printed: they would be ours.
func (b *builder) designation(d result.Designation) designation {
	if d.Authority == "" || d.LegalRef == "" || d.From == "" {
		return designation{Bare: true}
	}
	out := designation{Status: phrase.Text(d.Status), Binding: d.Binding, Why: phrase.Text(d.Why)}
	out.Text = "by " + phrase.Text(d.Authority) + ", " + phrase.Text(d.LegalRef) + ", from " + phrase.Text(d.From)
	if d.To != "" {
		out.Text += " to " + phrase.Text(d.To)
	}
	out.Text += " (" + phrase.Text(d.Regime) + ")"
	if len(d.Assets) > 0 {
		out.Assets = phrase.List(phrase.Apply(d.Assets, b.Asset), 10, 0)
	}
	return out
}

// factors is the risk profile of a subject: each level with what it rests on.
func (b *builder) factors(subject string) *table {
	t := &table{ID: b.anchor("factors", subject), Caption: "Indicators for review, 0 none to 4 critical", Cols: cols("Factor", "#Level", "Rests on", "Rule")}
	for i := range b.a.Factors {
		f := &b.a.Factors[i]
		if f.Subject != subject || len(t.Rows) >= maxRows {
			continue
		}
		t.Rows = append(t.Rows, []cell{
			line(factorName(f.ID)), num(b.number(shortBetween(f.Level, phrase.AsNumber), "factors", subject, f.ID), key(f.Level)),
			words(b.reasons(f)...), words(part{Text: phrase.Clean(f.Rule, phrase.MaxName), Href: b.ruleAnchor(f.Rule)}),
		})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// factorName drops the prefix that all factors have.
func factorName(id string) string {
	name := strings.TrimPrefix(phrase.Clean(id, phrase.MaxName), "srp.")
	return upper(strings.NewReplacer("_", " ", ".", ": ").Replace(name))
}

// reasons are the facts of a factor with value and place.
func (b *builder) reasons(f *result.Factor) []part {
	var out []part
	for _, path := range f.Facts {
		found := 0
		for _, fact := range b.Facts[f.Subject] {
			if fact.Path != path {
				continue
			}
			if found++; found > 2 {
				break
			}
			at := place(result.Evidence{File: fact.File, Pointer: fact.Pointer, Line: fact.Line})
			out = append(out, part{Text: phrase.Clean(path, phrase.MaxName), Br: len(out) > 0}, plainText(" = "), part{Text: phrase.Clean(fact.Value, 80), Class: "code"}, part{Text: " " + at, Class: "dim place"})
			if from := factSource(fact); from != "" {
				out = append(out, dim(", "+from))
			}
		}
		if found == 0 {
			out = append(out, part{Text: phrase.Clean(path, phrase.MaxName), Br: len(out) > 0})
		}
	}
	switch {
	case len(out) > 0:
	case f.Level.Lo < f.Level.Hi:
		out = []part{dim("not established: nobody stated the facts")}
	default:
		out = []part{dim("no fact speaks for a higher level")}
	}
	return out
}

// whereUsed lists the products of a party with the assets that need them.
func (b *builder) whereUsed(p *result.Party) *table {
	ids := slices.Clone(p.Products)
	for i := range b.a.Products {
		if b.a.Products[i].Party == p.ID && !slices.Contains(ids, b.a.Products[i].ID) {
			ids = append(ids, b.a.Products[i].ID)
		}
	}
	slices.Sort(ids)
	t := &table{ID: b.anchor("used", p.ID), Caption: "Where it is used", Cols: cols("Product", "Kind", "Needed by", "#Components", "#Yearly spend")}
	for _, id := range ids[:min(len(ids), 100)] {
		x := b.Products[id]
		if x == nil {
			t.Rows = append(t.Rows, []cell{line(phrase.Clean(id, phrase.MaxName)), {}, {}, {}, {}})
			continue
		}
		spend := b.spend(x)
		t.Rows = append(t.Rows, []cell{
			line(b.Subject("product:" + id)), line(phrase.Spell(phrase.Clean(x.Kind, phrase.MaxName))),
			line(phrase.List(phrase.Apply(x.Assets, b.Asset), 8, 0)), num(b.count(x.Components, "products", x.ID, "components"), strconv.Itoa(x.Components)), spend,
		})
	}
	t.Note = moreRows(len(ids)-len(t.Rows), "products")
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// componentsOf counts the components of a party and names those that the
// result names elsewhere.
func (b *builder) componentsOf(p *result.Party) []part {
	if p.Components == 0 {
		return nil
	}
	out := []part{b.number(phrase.Count(p.Components, "component", "components"), "parties", p.ID, "components"), plainText(" of the whole system")}
	var named []part
	for _, id := range b.ByParty[p.ID] {
		named = append(named, part{Text: b.Component(id), Class: "code"})
	}
	if len(named) > 0 {
		out = append(append(out, plainText(", among them ")), joined(named[:min(10, len(named))], ", ")...)
	}
	return append(out, plainText("."))
}

// findingsOf counts the findings about a subject and links to the worst.
func (b *builder) findingsOf(subject string) (marks, counts []part, rows []about, left int) {
	n := map[string]int{}
	for i := range b.a.Findings {
		f := &b.a.Findings[i]
		if f.Subject != subject || f.Waiver != "" {
			continue
		}
		n[string(f.Outcome)]++
		if i >= b.shownFindings() || len(rows) >= 8 {
			left++
			continue
		}
		rows = append(rows, about{outcomeTag(string(f.Outcome)), severityTag(f.Severity), part{Text: phrase.Text(f.Message), Href: b.findingAnchor(i), Class: "said"}})
	}
	for _, o := range []struct{ outcome, one, many string }{{"fail", "failed", "failed"}, {"warn", "warning", "warnings"}, {"unknown", "unknown", "unknown"}} {
		if n[o.outcome] > 0 {
			marks = append(marks, tag(o.outcome, phrase.Count(n[o.outcome], o.one, o.many)))
			if len(counts) > 0 {
				counts = append(counts, plainText(", "))
			}
			counts = append(counts, b.number(phrase.Count(n[o.outcome], o.one, o.many), "findings", subject, o.outcome))
		}
	}
	return marks, counts, rows, left
}

// stopsOf says which assets do not survive the loss of a party: a line for
// each way to feel it.
func (b *builder) stopsOf(id string) [][]part {
	var out [][]part
	for _, m := range modes {
		var assets []part
		for _, p := range b.a.SinglePoints {
			if p.Key != id || p.Mode != m.mode || p.By != "supplier" && p.By != "owner" || p.Certainty != "certain" {
				continue
			}
			if name := b.Asset(p.Asset); !slices.ContainsFunc(assets, func(x part) bool { return x.Text == name }) {
				assets = append(assets, b.number(name, "singlePoints", p.Asset, p.By, p.Mode, p.Key))
			}
		}
		if len(assets) > 0 {
			out = append(out, append([]part{dim(m.words + ": ")}, listed(assets, 20, 0)...))
		}
	}
	return out
}
