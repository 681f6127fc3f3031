// SPDX-License-Identifier: Apache-2.0

package report

import (
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// GateLine is the answer of the gate in one line, with the counts that every
// report has: "warn: 0 failures, 8 warnings (2 unknown); the baseline excuses
// 4 (1 failed, 3 warnings, 0 unknown)".
func GateLine(g *result.Gate) string {
	counts := phrase.GateCounts(g)
	line := phrase.Clean(g.State, phrase.MaxName)
	if g.Failures+g.Warnings > 0 {
		line += ": " + counts[0] + ", " + counts[1]
		counts = counts[2:]
	}
	for _, c := range counts {
		line += "; " + c
	}
	return strings.ReplaceAll(line, phrase.NBSP, " ")
}

// excused reports whether the baseline of the gate has the finding.
func (t *prose) excused(f *result.Finding) bool { return t.known[f.ID] && f.Waiver == "" }

const excusedWords = "in the baseline of the gate"

// knownOf are the ids of the findings that the baseline of the gate excuses.
func knownOf(g *result.Gate) map[string]bool {
	if g == nil || len(g.Excused.Findings) == 0 {
		return nil
	}
	out := make(map[string]bool, len(g.Excused.Findings))
	for _, id := range g.Excused.Findings {
		out[id] = true
	}
	return out
}

// gate writes what the gate answered, which is what the exit code says.
func (t *texter) gate() {
	g := t.a.Gate
	if g == nil {
		return
	}
	words := []span{{bold, "GATE:"}, {stateStyles[g.State], phrase.GateState(g)}}
	if counts := phrase.GateCounts(g); len(counts) > 0 {
		words = append(words, span{plain, "· " + strings.Join(counts, " · ")})
	}
	t.para(0, 2, words...)
	t.para(2, 4, span{dim, phrase.GateTerms(g)})
}

// gate writes the same below the heading, which has the state.
func (m *marker) gate() {
	words := append(phrase.GateCounts(m.a.Gate), phrase.GateTerms(m.a.Gate))
	m.block(join(escaped(words), " · "))
}
