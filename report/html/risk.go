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

// risk draws the score of each subject and splits it into its causes.
func (b *builder) risk() section {
	s := section{Lead: "From 0 to 100. The level decides; the number orders only within a level. Each end of an interval is split into its causes, which add up to it."}
	if len(b.a.Scores) == 0 {
		s.Notes = [][]part{{plainText("No subject was scored.")}}
		return s
	}
	scores := b.sortedScores()
	f := figure{ID: "risk-all", Title: "Risk by subject"}
	picture := &bars{Max: 100, Ticks: scoreTicks}
	t := table{ID: "risk-table", Caption: f.Title, Cols: cols("Subject", "Level", "#Risk", "#Availability", "#Integrity", "#Confidentiality", "Set by")}
	for i, x := range scores {
		if i >= maxRows {
			break
		}
		kind, _, _ := strings.Cut(x.Subject, ":")
		who := b.subjectPart(x.Subject)
		if i < 2*maxShares {
			picture.add(part{Text: phrase.Clean(who.Text, 23) + ", " + phrase.Clean(kind, 10)}, x.Risk, shortBetween(x.Risk, phrase.AsNumber), "")
		}
		row := []cell{words(who, dim(" "+phrase.Clean(kind, phrase.MaxName))), {Parts: levelParts(x), Key: strconv.Itoa(result.SeverityRank(x.Level[1])*10 + result.SeverityRank(x.Level[0]))},
			num(b.number(shortBetween(x.Risk, phrase.AsNumber), "scores", x.Subject, "risk"), key(x.Risk))}
		for _, c := range []string{"availability", "integrity", "confidentiality"} {
			row = append(row, b.consequence(x, c))
		}
		from := cell{}
		if x.From != "" {
			from = words(b.subjectPart(x.From))
		}
		t.Rows = append(t.Rows, append(row, from))
	}
	if left := len(scores) - len(picture.Rows); left > 0 {
		f.Note = "And " + phrase.Count(left, "subject", "subjects") + " with less, in the table."
	}
	t.Note = moreRows(len(scores)-len(t.Rows), "subjects")
	f.Desc = picture.describe("risk")
	f.Bars, f.Table = picture.place(), t
	s.Figures = []figure{f}
	s.Folded = b.contributions(scores)
	return s
}

// sortedScores has the system first, then the gravest.
func (b *builder) sortedScores() []*result.Score {
	scores := make([]*result.Score, len(b.a.Scores))
	for i := range b.a.Scores {
		scores[i] = &b.a.Scores[i]
	}
	system := func(s *result.Score) int {
		if strings.HasPrefix(s.Subject, "system:") {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(scores, func(x, y *result.Score) int {
		return cmp.Or(cmp.Compare(system(x), system(y)), cmp.Compare(y.Risk.Hi, x.Risk.Hi), cmp.Compare(y.Risk.Lo, x.Risk.Lo))
	})
	return scores
}

func (b *builder) consequence(s *result.Score, name string) cell {
	c, ok := s.Consequences[name]
	if !ok {
		return num(dim("–"), "-1")
	}
	return num(b.number(shortBetween(c.Risk, phrase.AsNumber), "scores", s.Subject, name), key(c.Risk))
}

// contributions splits the risk of the subjects that are at its source: what
// is set by another has that one's causes.
func (b *builder) contributions(scores []*result.Score) []table {
	var out []table
	for _, s := range scores {
		if len(s.Contributions.AtHi) == 0 || s.From != "" || len(out) >= 60 {
			continue
		}
		t := table{ID: b.anchor("causes", s.Subject), Caption: "Causes of the risk of " + b.Subject(s.Subject), Cols: cols("Cause", "#At the lower end", "#At the upper end")}
		low := map[string]float64{}
		for _, c := range s.Contributions.AtLo {
			low[c.Name] = c.Value
		}
		for _, c := range s.Contributions.AtHi {
			name := phrase.Clean(c.Name, phrase.MaxName)
			if strings.HasPrefix(name, "srp.") {
				name = factorName(name)
			}
			lo := dim("–")
			if x, ok := low[c.Name]; ok {
				lo = b.number(phrase.Decimals(x, 1), "scores", s.Subject, "causes", c.Name)
			}
			t.Rows = append(t.Rows, []cell{line(upper(phrase.Spell(name))), num(lo, ""), num(b.number(phrase.Decimals(c.Value, 1), "scores", s.Subject, "causes", c.Name), "")})
		}
		t.Rows = append(t.Rows, []cell{line("Together"), num(b.number(phrase.Decimals(s.Risk.Lo, 1), "scores", s.Subject, "risk"), ""), num(b.number(phrase.Decimals(s.Risk.Hi, 1), "scores", s.Subject, "risk"), "")})
		out = append(out, t)
	}
	return out
}
