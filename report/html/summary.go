// SPDX-License-Identifier: Apache-2.0

package html

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// head is the title of the page.
type head struct {
	Name, Entity, Country, Day, TLP, Engine string
	Incomplete                              bool
}

func (b *builder) head() head {
	s := b.a.Subject
	day, _, _ := strings.Cut(b.a.AsOf, "T")
	name := cmp.Or(phrase.Text(s.Name), phrase.Text(s.ID), "(no name)")
	return head{
		Name: name, Entity: phrase.Text(s.Entity), Country: phrase.Clean(s.Country, phrase.MaxName), Day: phrase.Clean(day, phrase.MaxName),
		TLP: phrase.Clean(strings.ReplaceAll(b.a.TLP, "_AND_", "+"), phrase.MaxName), Engine: pair(b.a.Engine.Name, b.a.Engine.Version), Incomplete: b.a.Incomplete,
	}
}

// pair is a name with its version, held together.
func pair(name, version string) string {
	return strings.Trim(phrase.Clean(name, phrase.MaxName)+phrase.NBSP+phrase.Clean(version, phrase.MaxName), phrase.NBSP)
}

// summary is the first page: what a board member reads.
type summary struct {
	Gate             *gateAnswer // nil where nobody put the result before the gate
	State, StateWord string
	Sentence         []part
	Why              string
	Tiles            []tile
	Risk             []part
	Worst            []worst
	WorstNote        string
	Largest          []dependency
	LargestNote      []part
	Known            []meter
	First            []*question
	MoreQuestions    int
}

// tile is a count with its word.
type tile struct {
	Tag, Word string
	N         part
}

// worst is a rule with findings that are not waived.
type worst struct {
	Outcome, Severity, Rule part
	Title                   string
	Message                 string
	More                    int
	Remedy                  string
	Href                    string
}

// dependency is one of the suppliers with the largest share.
type dependency struct {
	Party part
	Share part
	Basis string
	Facts []part
}

// meter is a part of a whole.
type meter struct {
	Word  string
	Value part
	Width string // percent, for the picture
}

func (b *builder) summary(q questions) summary {
	v := b.a.Verdict
	s := summary{State: "none", StateWord: "None", First: q.First, MoreQuestions: q.Count - len(q.First)}
	if word := outcomeWords[v.State]; word != "" {
		s.State, s.StateWord = v.State, word
	} else if v.State != "" {
		s.StateWord = phrase.Clean(v.State, phrase.MaxName)
	}
	s.Tiles = []tile{
		{"fail", "failed", b.count(v.Fail, "verdict", "fail")}, {"warn", "warnings", b.count(v.Warn, "verdict", "warn")},
		{"unknown", "unknown", b.count(v.Unknown, "verdict", "unknown")}, {"waived", "waived", b.count(v.Waived, "verdict", "waived")},
	}
	s.Why = b.explain("verdict")
	s.Gate = b.gate()
	s.Sentence = b.verdictSentence(v, len(b.a.Rules))
	if why := phrase.GateDiffers(b.a.Gate); why != "" {
		s.Sentence = append(s.Sentence, plainText(" This is counted "+why+"."))
	}
	s.Risk = b.systemRisk()
	s.Worst, s.WorstNote = b.worst()
	s.Largest, s.LargestNote = b.largest()
	s.Known = b.known()
	return s
}

func (b *builder) verdictSentence(v result.Verdict, rules int) []part {
	if rules == 0 {
		return []part{plainText("No rule applied: nothing was judged.")}
	}
	of := []part{b.number(phrase.Count(rules, "rule", "rules"), "rules"), plainText(" applied")}
	switch v.State {
	case "pass":
		return append(of, plainText("; none of them failed."))
	case "fail":
		return append(of, plainText("; "), b.number(phrase.Count(v.Fail, "finding fails", "findings fail"), "verdict", "fail"), plainText(" and must be dealt with or waived."))
	case "warn":
		return append(of, plainText("; nothing failed, but there is something to look at."))
	}
	return append(of, plainText("."))
}

// gateAnswer is what the gate answered, above the verdict.
type gateAnswer struct {
	State, StateWord, Counts, Terms, Why string
}

func (b *builder) gate() *gateAnswer {
	g := b.a.Gate
	if g == nil {
		return nil
	}
	out := &gateAnswer{
		State: "none", StateWord: phrase.GateState(g), Why: b.explain("gate"),
		Counts: strings.Join(phrase.GateCounts(g), " · "), Terms: upper(phrase.GateTerms(g)) + ".",
	}
	if outcomeWords[g.State] != "" {
		out.State = g.State
	}
	return out
}

// systemRisk says the risk of the whole and what sets it.
func (b *builder) systemRisk() []part {
	for i := range b.a.Scores {
		s := &b.a.Scores[i]
		if !strings.HasPrefix(s.Subject, "system:") {
			continue
		}
		out := append([]part{plainText("Risk of the whole: ")}, levelParts(s)...)
		out = append(out, plainText(" ("), b.number(phrase.Between(s.Risk, phrase.AsNumber)+" of 100", "scores", s.Subject, "risk"), plainText(")"))
		switch {
		case s.From == "":
		case s.FromLo == "" || s.FromLo == s.From:
			out = append(out, plainText(", set by "), b.subjectPart(s.From))
		default:
			out = append(out, plainText(": at least by "), b.subjectPart(s.FromLo), plainText(", the upper end by "), b.subjectPart(s.From),
				plainText(", of which less is known"))
		}
		return append(out, plainText("."))
	}
	return nil
}

func levelParts(s *result.Score) []part {
	out := []part{severityTag(s.Level[0])}
	if s.Level[1] != s.Level[0] {
		out = append(out, plainText(" to "), severityTag(s.Level[1]))
	}
	return out
}

// worst lists the rules that are worst off, each with its first finding.
func (b *builder) worst() ([]worst, string) {
	const shown = 5
	var out []worst
	at := map[string]int{}
	rest := 0
	for i := range b.a.Findings {
		f := &b.a.Findings[i]
		if f.Outcome == result.Unknown || f.Waiver != "" {
			continue
		}
		key := string(f.Outcome) + f.Severity + f.Rule
		if n, ok := at[key]; ok {
			out[n].More++
			continue
		}
		if len(out) == shown {
			rest++
			continue
		}
		at[key] = len(out)
		w := worst{Outcome: outcomeTag(string(f.Outcome)), Severity: severityTag(f.Severity), Message: phrase.Text(f.Message), Title: phrase.Clean(f.Rule, phrase.MaxName), Href: b.findingAnchor(i),
			Rule: part{Text: phrase.Clean(f.Rule, phrase.MaxName), Href: b.ruleAnchor(f.Rule)}}
		if r := b.Rules[f.Rule]; r != nil {
			w.Title, w.Remedy = cmp.Or(phrase.Text(r.Title), w.Title), phrase.Text(r.Remedy)
		}
		out = append(out, w)
	}
	if rest > 0 {
		return out, "And " + phrase.Count(rest, "finding", "findings") + " of other rules, below."
	}
	return out, ""
}

// findingAnchor is the id of a finding's row, "" of one that is only counted.
func (b *builder) findingAnchor(i int) string {
	if i >= b.shownFindings() {
		return ""
	}
	return b.anchor("f", findingKey(&b.a.Findings[i]))
}

func findingKey(f *result.Finding) string {
	return f.ID + "\x00" + string(f.Outcome) + f.Rule + "\x00" + f.Subject + "\x00" + f.Key
}

// largest lists the three suppliers with the largest share of the spend or,
// where that is not recorded, of the components.
func (b *builder) largest() ([]dependency, []part) {
	scope := phrase.Scope(b.a)
	for _, basis := range []string{"spend", "count"} {
		c := phrase.Row(b.a, scope, "supplier", basis)
		if c == nil || len(c.Shares) == 0 {
			continue
		}
		var out []dependency
		for _, s := range c.Shares[:min(3, len(c.Shares))] {
			d := dependency{
				Party: b.partyPart(s.Key), Basis: "of the " + phrase.BasisWords(basis),
				Share: b.number(phrase.Share(s.Share), "concentration", scope, "supplier", basis, "shares", s.Key),
			}
			d.Facts = b.dependencyFacts(s.Key)
			out = append(out, d)
		}
		var note []part
		if c.Unattributed.Hi > 0 {
			note = []part{plainText("For "), b.number(phrase.Share(c.Unattributed), "concentration", scope, "supplier", basis, "unattributed"),
				plainText(" of the " + phrase.BasisWords(basis) + " the supplier is not known.")}
		}
		return out, note
	}
	return nil, []part{plainText("Nothing to measure: no components and no spend.")}
}

// dependencyFacts says what hangs on one supplier.
func (b *builder) dependencyFacts(party string) []part {
	var facts []part
	for i := range b.a.Control {
		if c := &b.a.Control[i]; c.Party == party {
			facts = append(facts, part{Text: upper(b.controlWords(c)) + ".", Br: true})
		}
	}
	var stops []string
	for _, p := range b.a.SinglePoints {
		if p.By == "supplier" && p.Key == party && p.Certainty == "certain" && p.Mode != "noCare" && !slices.Contains(stops, b.Asset(p.Asset)) {
			stops = append(stops, b.Asset(p.Asset))
		}
	}
	if len(stops) > 0 {
		facts = append(facts, part{Text: "Lost, it stops " + phrase.List(stops, 3, 0) + ".", Br: true})
	}
	for _, l := range b.lockInRows() {
		if l.Supplier != party {
			continue
		}
		facts = append(facts, part{Text: "Lock-in ", Br: true}, b.number(phrase.Between(*l.Index, phrase.AsFraction)+" of 1", "lockIn", l.Scope, l.Supplier, "index"))
		if h := l.ExitHorizonMonths; h != nil {
			facts = append(facts, plainText("; leaving takes "), b.number(phrase.Between(*h, phrase.AsNumber), "lockIn", l.Scope, l.Supplier, "exitHorizonMonths"), plainText(phrase.NBSP+"months"))
		}
		facts = append(facts, plainText("."))
	}
	return facts
}

// known says how much of what was wanted is known.
func (b *builder) known() []meter {
	c := b.a.Coverage
	var out []meter
	add := func(word, path string, known, n int) {
		if n > 0 {
			share := float64(known) / float64(n)
			value := b.number(phrase.Thousands(known)+" of "+phrase.Thousands(n)+phrase.NBSP+"("+phrase.Percent(share)+")", "coverage", path)
			out = append(out, meter{word, value, percents(share)})
		}
	}
	add("components with a known supplier", "components", c.Components.Attributed, c.Components.N)
	add("direct suppliers with a known country of control", "controlCountry", c.ControlCountry.Known, c.ControlCountry.N)
	add("facts that rules asked for", "facts", c.Facts.Known, c.Facts.Needed)
	return out
}

// upper writes the first letter large.
func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
