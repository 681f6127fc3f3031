// SPDX-License-Identifier: Apache-2.0

package report

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

var modes = []struct{ mode, words string }{
	{"stop", "Stops at once"},
	{"noSupply", "No new deliveries, spares or capacity"},
	{"all", "Services and deliveries lost together, where neither alone is enough"},
	{"noCare", "No updates and no security fixes (felt over time)"},
}

type loss struct{ by, one, many string }

var losses = []loss{
	{"supplier", "supplier", "suppliers"}, {"owner", "owner", "owners"},
	{"controlCountry", "country of control", "countries of control"}, {"component", "component", "components"},
}

const shownKeys = 6

// singlePoints writes what stops an asset on its own, by loss mode.
func (t *texter) singlePoints() {
	if t.without("singlePoints") {
		return
	}
	t.head("SINGLE POINTS", "one loss that an asset does not survive")
	if len(t.a.SinglePoints) == 0 {
		t.para(2, 2, span{plain, "None found in what is recorded."})
	}
	for _, m := range modes {
		points := slices.DeleteFunc(slices.Clone(t.a.SinglePoints), func(p result.SinglePoint) bool { return p.Mode != m.mode })
		if len(points) == 0 {
			continue
		}
		t.para(2, 4, span{bold, m.words + ":"})
		for _, asset := range distinct(points, func(p result.SinglePoint) string { return p.Asset }) {
			t.stops(points, asset, m.mode == "noCare" && !t.o.Full)
		}
	}
	t.restartable()
	t.cutSets()
}

// stops writes one asset with all that stops it. Care dependencies are many
// and slow: a short report only counts them.
func (t *texter) stops(points []result.SinglePoint, asset string, short bool) {
	var words []span
	if when, same := whenOf(points, asset); same {
		words = append(words, span{plain, when + ":"})
	}
	for _, l := range losses {
		certain, possible, n := t.lost(points, asset, l)
		switch {
		case short && n > 0:
			words = append(words, span{plain, phrase.Count(n, l.one, l.many) + ";"})
			continue
		case short:
			continue
		}
		if len(certain) > 0 {
			words = append(words, span{dim, l.one}, span{plain, phrase.List(certain, t.cut(len(certain), shownKeys), 0) + ";"})
		}
		if len(possible) > 0 {
			words = append(words, span{dim, l.one + ", possibly:"}, span{cyan, phrase.List(possible, t.cut(len(possible), shownKeys), 0) + ";"})
		}
	}
	if len(words) > 0 {
		last := &words[len(words)-1]
		last.text = strings.TrimSuffix(last.text, ";")
		t.item(4, 40, span{plain, together(t.names.Asset(asset))}, words...)
	}
}

// lost names what stops the asset on its own, and counts what certainly does.
func (t *prose) lost(points []result.SinglePoint, asset string, l loss) (certain, possible []string, n int) {
	_, same := whenOf(points, asset)
	for _, p := range points {
		switch {
		case p.Asset != asset || p.By != l.by:
		case p.Certainty == "certain":
			certain = append(certain, t.point(p, l.one, l.many)+when(&p, same))
			n += max(1, p.Count)
		default:
			possible = append(possible, t.point(p, l.one, l.many)+when(&p, same || !t.o.Full))
		}
	}
	return certain, possible, n
}

// whenOf says when what stops the asset matters, where that is the same for
// all of it.
func whenOf(points []result.SinglePoint, asset string) (words string, same bool) {
	return phrase.When(slices.DeleteFunc(slices.Clone(points), func(p result.SinglePoint) bool { return p.Asset != asset }))
}

// when says when a loss matters, where that is known and not said of all.
func when(p *result.SinglePoint, same bool) string {
	if same || p.MattersAfter == nil {
		return ""
	}
	return " (" + strings.TrimPrefix(p.MattersAfter.String(), "matters ") + ")"
}

// point names what is lost: one thing, or a class of things that stop the
// same.
func (t *prose) point(p result.SinglePoint, one, many string) string {
	if p.Count < 2 {
		if p.Key == "unlisted" && p.By == "controlCountry" {
			return "a country that nobody stated"
		}
		return t.names.Member(p.By, p.Key)
	}
	words := phrase.Count(p.Count, one, many)
	if len(p.Examples) > 0 {
		examples := phrase.Apply(p.Examples[:min(2, len(p.Examples))], func(id string) string { return t.names.Member(p.By, id) })
		words += " such as " + strings.Join(examples, " and ")
	}
	return words
}

// restartable names what would run on after a loss, or runs now, but could
// not be started again: assets that wait for one another.
func (t *texter) restartable() {
	causes, assets := t.loops()
	for _, cause := range causes {
		all := assets[cause]
		t.para(2, 4, span{yellow, cause}, span{plain, phrase.List(all, t.cut(len(all), shownKeys), 0) + "; what they need forms a loop."})
	}
}

// loops names the assets that wait for one another, by the loss that leaves
// them so.
func (t *prose) loops() (causes []string, assets map[string][]string) {
	assets = map[string][]string{}
	for _, r := range t.a.Restartable {
		cause := "Now already, once stopped, not to be started again:"
		if len(r.Keys) > 0 {
			cause = "Without " + phrase.List(phrase.Apply(r.Keys, t.names.Thing), shownKeys, 0) + ", once stopped, not to be started again:"
		}
		if assets[cause] == nil {
			causes = append(causes, cause)
		}
		if name := t.names.Asset(r.Asset); !slices.Contains(assets[cause], name) {
			assets[cause] = append(assets[cause], name)
		}
	}
	return causes, assets
}

func (t *texter) cutSets() {
	if words := t.jointLosses(); words != "" {
		t.para(2, 4, span{plain, words})
	}
	for _, words := range t.soonest() {
		t.para(4, 6, span{plain, words})
	}
}

// soonest names the joint losses that matter soonest.
func (t *prose) soonest() (out []string) {
	all := phrase.Soonest(t.a.CutSets)
	n := t.cut(len(all), 3)
	for _, c := range all[:n] {
		keys := phrase.Apply(c.Keys, func(k string) string { return t.names.Member(c.By, k) })
		words := t.names.Asset(c.Asset) + ": " + strings.Join(keys, " + ") + ", " + c.MattersAfter.String()
		if c.Certainty != "certain" {
			words += " (possibly)"
		}
		out = append(out, words)
	}
	if left := len(all) - n; left > 0 {
		out = append(out, "and "+phrase.Thousands(left)+phrase.NBSP+"more of which it is known when they matter")
	}
	return out
}

// jointLosses counts the losses of two and three that stop an asset.
func (t *prose) jointLosses() string {
	n := map[int]int{}
	for _, c := range t.a.CutSets {
		n[c.Size]++
	}
	if n[2]+n[3] == 0 {
		return ""
	}
	words := "Losses that stop an asset only together: " + phrase.Count(n[2], "pair", "pairs") + ", " + phrase.Count(n[3], "triple", "triples")
	if t.a.CutSetsTruncated {
		words += ", and more that were not listed"
	}
	return words + "."
}

// distinct lists the different values in order of first appearance.
func distinct[T any](list []T, key func(T) string) []string {
	var out []string
	seen := map[string]bool{}
	for _, x := range list {
		if k := key(x); !seen[k] {
			seen[k] = true
			out = append(out, k)
		}
	}
	return out
}

// lockIn writes how hard it is to leave each supplier, hardest first.
func (t *texter) lockIn() {
	if t.without("lockIn") {
		return
	}
	rows := t.lockInRows()
	t.head("LOCK-IN", "0 free to 1 locked; the largest dimension counts, a mean hides it")
	if len(rows) == 0 {
		t.para(2, 2, span{plain, "Not measured: no product, service or contract of a supplier is recorded."})
		return
	}
	n := t.cut(len(rows), 6)
	for _, l := range rows[:n] {
		words := []span{{bold, "index " + phrase.Between(*l.Index, phrase.AsFraction) + ";"}}
		if d := l.Largest; d != nil {
			words = append(words, span{plain, "largest: " + dimension(d)})
		}
		if h := l.ExitHorizonMonths; h != nil && (h.Lo > 0 || !math.IsInf(h.Hi, 1)) {
			words = append(words, span{plain, "; leaving takes " + phrase.Between(*h, phrase.AsNumber) + phrase.NBSP + "months"})
		}
		t.item(2, 34, span{plain, together(t.names.Party(l.Supplier))}, glue(words)...)
	}
	t.rest(len(rows)-n, "suppliers")
	t.switching(rows)
}

// dimension says how locked in one is in one way, and why.
func dimension(d *result.Dimension) string {
	words := phrase.Spell(phrase.Clean(d.Name, phrase.MaxName)) + " " + phrase.Between(d.Value, phrase.AsFraction)
	if d.Why != "" {
		words += " (" + phrase.Text(d.Why) + ")"
	}
	return words
}

// lockInRows are the rows of the widest scope that have an index.
func (t *prose) lockInRows() []*result.LockIn {
	widest := 0
	rank := func(scope string) int {
		kind, _, _ := strings.Cut(scope, ":")
		return slices.Index([]string{"product", "asset", "entity", "system"}, kind)
	}
	for _, l := range t.a.LockIn {
		if l.Index != nil {
			widest = max(widest, rank(l.Scope))
		}
	}
	var rows []*result.LockIn
	for i := range t.a.LockIn {
		if l := &t.a.LockIn[i]; l.Index != nil && rank(l.Scope) == widest {
			rows = append(rows, l)
		}
	}
	slices.SortStableFunc(rows, func(x, y *result.LockIn) int {
		return cmp.Or(cmp.Compare(y.Index.Hi, x.Index.Hi), cmp.Compare(y.Index.Lo, x.Index.Lo), cmp.Compare(x.Supplier, y.Supplier))
	})
	return rows
}

// glue puts a span that begins with a semicolon directly behind the one
// before.
func glue(spans []span) []span {
	for i := 1; i < len(spans); i++ {
		if rest, ok := strings.CutPrefix(spans[i].text, "; "); ok {
			spans[i-1].text = strings.TrimSuffix(spans[i-1].text, ";") + ";"
			spans[i].text = rest
		}
	}
	return spans
}

var controlWords = map[string]string{
	"sole":           "controlled by",
	"joint":          "jointly controlled by",
	"circular":       "in a circle of control with",
	"deFacto":        "in practice controlled by",
	"dispersed":      "no holder can control it",
	"notEstablished": "control not established",
}

// control says who controls the parties that the user recorded or buys from.
func (t *texter) control() {
	rows, others := t.controlRows()
	if len(rows)+others == 0 {
		return
	}
	t.head("CONTROL", "who decides over the suppliers, and from where")
	n := t.cut(len(rows), 15)
	for _, c := range rows[:n] {
		t.controlled(c)
	}
	t.rest(len(rows)-n, "parties")
	if others > 0 {
		t.para(2, 4, span{cyan, "control not established for " + phrase.Count(others, "other party", "other parties") + " without a record"})
	}
}

// controlRows are the rows about parties that the user recorded or buys from,
// and the number of the others that nothing is known of.
func (t *prose) controlRows() (rows []result.Control, others int) {
	for _, c := range t.a.Control {
		p := t.names.Parties[c.Party]
		if t.o.Full || p == nil || p.Recorded || len(p.Products) > 0 {
			rows = append(rows, c)
		} else if c.Kind == "notEstablished" {
			others++
		}
	}
	return rows, others
}

func (t *texter) controlled(c result.Control) {
	style := plain
	if c.Kind == "notEstablished" {
		style = cyan
	}
	t.item(2, 34, span{plain, together(t.names.Party(c.Party))}, span{style, t.controllers(c) + "; " + countryOf(c)})
	if others := t.others(&c); others != "" {
		t.para(34, 36, span{plain, others})
	}
	if p := t.names.Parties[c.Party]; p != nil {
		for _, d := range p.Designations {
			words, complete := designation(d)
			s := span{yellow, words}
			if !complete {
				s.style = dim
			}
			t.para(34, 36, s)
		}
	}
}

// controllers says who decides over a party.
func (t *prose) controllers(c result.Control) string {
	kind := controlWords[c.Kind]
	if kind == "" {
		kind = phrase.Clean(c.Kind, phrase.MaxName)
	}
	others := c.Controllers
	if c.Kind == "circular" {
		others = slices.DeleteFunc(slices.Clone(others), func(id string) bool { return id == c.Party })
	}
	who := phrase.Apply(others, t.names.Party)
	switch {
	case c.Kind == "notEstablished":
		if len(who) > 0 {
			kind += ", possibly by " + phrase.List(who, shownKeys, 0)
		}
	case len(who) == 1 && others[0] == c.Party:
		kind = "controls itself"
	case len(who) > 0:
		kind += " " + phrase.List(who, shownKeys, 0)
		if !c.Certain {
			kind += " (possibly)"
		}
	}
	return kind
}

// others says who matters for a party beside those who control it, "" where
// nobody does.
func (t *prose) others(c *result.Control) string {
	all := t.names.Others(c)
	if len(all) == 0 {
		return ""
	}
	var words []string
	for i := range all {
		words = append(words, t.names.Words(&all[i]))
	}
	shown := len(words)
	if !t.o.Full {
		shown = shownKeys
	}
	return "beside: " + phrase.List(words, shown, 0)
}

func countryOf(c result.Control) string {
	switch len(c.Countries) {
	case 0:
		return "country of control not established"
	case 1:
		return "country of control " + phrase.Text(c.Countries[0])
	}
	return "country of control one of " + phrase.List(phrase.Apply(c.Countries, phrase.Text), shownKeys, 0)
}

// designation is an authority's act in words. Without authority, act and date
// it is not complete, and the words of the status are not printed: they would
// be ours.
func designation(d result.Designation) (words string, complete bool) {
	if d.Authority == "" || d.LegalRef == "" || d.From == "" {
		return "a designation is recorded without its authority, legal basis or date", false
	}
	words = "designated " + phrase.Text(d.Status) + " by " + phrase.Text(d.Authority) + ", " + phrase.Text(d.LegalRef) + ", from " + phrase.Text(d.From)
	if d.To != "" {
		words += " to " + phrase.Text(d.To)
	}
	if !d.Binding {
		words += "; does not bind here"
		if d.Why != "" {
			words += ": " + phrase.Text(d.Why)
		}
	}
	return words, true
}
