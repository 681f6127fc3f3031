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

// findings are the rows that can be filtered.
type findings struct {
	Rows       []finding
	Severities []string
	Packs      []string
	Hazards    []choice // of the scenarios that findings bear on
	None       string
	Left       []part // what is not shown, by rule
	LeftCount  int
}

// finding is one row.
type finding struct {
	ID            string
	State         string // outcome, or waived: what the filter asks
	Outcome       part
	Severity      part
	SeverityWord  string
	Rank, Order   int
	Message       string
	Title         string
	Subject       part
	Rule          part
	Pack          string
	Hazards       string // separated by spaces
	Waiver        string
	Known         bool // the baseline of the gate has it
	Why           string
	Missing       []string
	Examples      []part
	Evidence      []stated
	EvidenceLeft  int
	Sources       []cited
	Remedy        string
	SubjectDetail string
}

// stated is a fact with its place and, where the result keeps it, its value.
type stated struct {
	Fact, Value, Place, Source string
}

// cited is a source of a rule with its standing.
type cited struct {
	Name     part
	Title    string
	Standing part
}

func (b *builder) findings() findings {
	out := findings{}
	var last []string
	var hazards map[string][]string
	out.Hazards, hazards = b.hazards()
	left := map[string]int{}
	var leftRules []string
	for i := range b.a.Findings {
		f := &b.a.Findings[i]
		if i >= b.shownFindings() {
			if left[f.Rule] == 0 {
				leftRules = append(leftRules, f.Rule)
			}
			left[f.Rule]++
			out.LeftCount++
			continue
		}
		row := b.finding(f)
		row.ID = b.findingAnchor(i)
		row.Order = i
		if i > 0 && b.a.Findings[i-1].Rule == f.Rule && slices.Equal(citedIDs(row.Sources), last) {
			for j := range row.Sources { // said in the row above, and behind the link
				if row.Sources[j].Name.Href != "" {
					row.Sources[j].Title = ""
				}
			}
		}
		last = citedIDs(row.Sources)
		row.Hazards = strings.Join(hazards[f.ID], " ")
		out.Rows = append(out.Rows, row)
		if !slices.Contains(out.Packs, row.Pack) {
			out.Packs = append(out.Packs, row.Pack)
		}
		if !slices.Contains(out.Severities, row.SeverityWord) {
			out.Severities = append(out.Severities, row.SeverityWord)
		}
	}
	slices.Sort(out.Packs)
	slices.SortFunc(out.Severities, func(x, y string) int {
		return cmp.Or(cmp.Compare(result.SeverityRank(y), result.SeverityRank(x)), cmp.Compare(x, y))
	})
	slices.SortStableFunc(leftRules, func(x, y string) int { return cmp.Or(cmp.Compare(left[y], left[x]), cmp.Compare(x, y)) })
	out.Left = listed(partsOf(leftRules, func(r string) part {
		return part{Text: phrase.Clean(r, phrase.MaxName) + phrase.NBSP + "(" + strconv.Itoa(left[r]) + ")", Href: b.ruleAnchor(r)}
	}), 20, 0)
	switch {
	case len(b.a.Findings) > 0:
	case len(b.a.Rules) == 0:
		out.None = "No rule applied: nothing was judged."
	default:
		out.None = "No rule failed or warned, of " + phrase.Count(len(b.a.Rules), "rule", "rules") + " that applied."
	}
	return out
}

func citedIDs(all []cited) []string {
	out := make([]string, len(all))
	for i, c := range all {
		out[i] = c.Name.Text
	}
	return out
}

func (b *builder) finding(f *result.Finding) finding {
	row := finding{
		State: string(f.Outcome), Outcome: outcomeTag(string(f.Outcome)),
		Severity: severityTag(f.Severity), SeverityWord: phrase.Clean(f.Severity, phrase.MaxName), Rank: result.SeverityRank(f.Severity),
		Message: phrase.Text(f.Message), Subject: b.subjectPart(f.Subject), SubjectDetail: phrase.Text(phrase.About(f)),
		Rule: part{Text: phrase.Clean(f.Rule, phrase.MaxName), Href: b.ruleAnchor(f.Rule)}, Pack: phrase.Clean(f.Pack, phrase.MaxName), Waiver: phrase.Clean(f.Waiver, phrase.MaxName),
		Why: b.explain(f.ID), Missing: phrase.Apply(f.Missing, phrase.Text),
	}
	if f.Waiver != "" {
		row.State = "waived"
	}
	row.Known = f.Waiver == "" && b.inBaseline[f.ID]
	if f.Count > 1 {
		row.Examples = listed(partsOf(f.Examples, b.subjectPart), 10, f.Count)
	}
	const shown = 8
	for _, e := range f.Evidence[:min(shown, len(f.Evidence))] {
		row.Evidence = append(row.Evidence, b.stated(f.Subject, e))
	}
	row.EvidenceLeft = len(f.Evidence) - len(row.Evidence)
	if r := b.Rules[f.Rule]; r != nil {
		row.Title, row.Remedy, row.Sources = phrase.Text(r.Title), phrase.Text(r.Remedy), b.sources(r, f.Key)
	}
	return row
}

// stated is a piece of evidence; the fact of the same place tells its value.
func (b *builder) stated(subject string, e result.Evidence) stated {
	s := stated{Fact: phrase.Text(e.Fact), Place: place(e)}
	if e.Provenance == "unverified" {
		s.Source = "unverified"
	}
	for _, f := range b.Facts[subject] {
		if f.Path == e.Fact && f.File == e.File && f.Line == e.Line {
			s.Value, s.Source = factValue(f), cmp.Or(factSource(f), s.Source)
			break
		}
	}
	return s
}

func factValue(f *result.Fact) string { return phrase.Clean(f.Value, 160) }

// factSource says who stated a fact and how sure they are.
func factSource(f *result.Fact) string {
	out := ""
	if f.Source != "" {
		out = "source " + phrase.Clean(f.Source, phrase.MaxName)
		if f.SourceTitle != "" {
			out += " (" + phrase.Clean(f.SourceTitle, phrase.MaxName) + ")"
		}
		if f.Provenance == "unverified" || f.Provenance == "inferred" {
			out += ", " + f.Provenance
		}
	}
	if f.Confidence != "" {
		if out != "" {
			out += ", "
		}
		out += phrase.Clean(f.Confidence, phrase.MaxName) + " confidence"
	}
	return out
}

// sources says which law or toolbox a rule rests on, how binding it is, and
// how well it is sourced. Where the key of a finding is an entry, that one is
// its source, however many the rule cites.
func (b *builder) sources(r *result.Rule, key string) []cited {
	var out []cited
	for _, id := range phrase.Cited(r, key) {
		m := b.Measures[id]
		if m == nil {
			m = &result.Measure{ID: id, Status: r.Status, Provenance: r.Provenance}
		}
		title := phrase.Text(m.Title)
		if m.Source != "" {
			title += ", " + phrase.Text(m.Source)
		}
		out = append(out, cited{part{Text: phrase.Clean(m.ID, phrase.MaxName), Href: b.measureAnchor(id)}, title, standing(m.Status, m.Provenance)})
	}
	if len(out) == 0 {
		out = append(out, cited{part{Text: "The rule itself"}, "", standing(r.Status, r.Provenance)})
	}
	return out
}

// standing is how binding a source is and how well it is known. What was not
// checked against its source must say so wherever it shows.
func standing(status, provenance string) part {
	s := part{Text: phrase.Clean(status, phrase.MaxName), Class: "dim"}
	if status == "proposal" {
		s.Text = "proposal, not law"
	}
	if s.Text == "" {
		s.Text = "status not stated"
	}
	switch provenance {
	case "primary":
		s.Text += "; primary source"
	case "secondary":
		s.Text += "; secondary source"
	case "inferred":
		s.Class, s.Text = "caution", s.Text+"; inferred: not said in this form by the source"
	case "unverified":
		s.Class, s.Text = "caution", s.Text+"; unverified: not checked against the source"
	default:
		s.Class, s.Text = "caution", s.Text+"; provenance not stated"
	}
	return s
}

func (b *builder) ruleAnchor(id string) string {
	if b.Rules[id] == nil {
		return ""
	}
	return b.anchor("rule", id)
}

func (b *builder) measureAnchor(id string) string {
	if b.Measures[id] == nil {
		return ""
	}
	return b.anchor("law", id)
}

// severityCell sorts by the scale, not by the alphabet.
func severityCell(severity string) cell {
	return cell{Parts: []part{severityTag(severity)}, Key: strconv.Itoa(result.SeverityRank(severity))}
}

// choice is a value that the filter of findings offers.
type choice struct{ Value, Word string }

func outcomeFilter() []choice {
	return []choice{{"fail", "Fail"}, {"warn", "Warning"}, {"unknown", "Unknown"}, {"waived", "Waived"}}
}
