// SPDX-License-Identifier: Apache-2.0

package report

import (
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

const (
	shownScenarios = 12
	boundsNote     = "as the policy packs read what is stated of the entity"
)

// bounds lists the sources that bind the entity, and those of which that is
// not known with what is missing. The others are in a full report.
func (t *prose) bounds() []phrase.Bound {
	all := t.names.Bounds(t.a)
	if t.o.Full {
		return all
	}
	return all[:phrase.Binding(all)]
}

// missingBound says what it would take to know whom a source binds.
func missingBound(b *phrase.Bound) string {
	if b.Answer != phrase.MayBind || len(b.Missing) == 0 {
		return ""
	}
	return "not stated: " + strings.Join(b.Missing, ", ") + "; ask " + strings.Join(b.Ask, ", ")
}

// binding writes whom the sources bind: under which law the findings below
// were asked for.
func (t *texter) binding() {
	all := t.bounds()
	if len(all) == 0 {
		return
	}
	t.head("WHOM THE SOURCES BIND", boundsNote)
	for i := range all {
		b := &all[i]
		style := bold
		switch b.Answer {
		case phrase.MayBind:
			style = cyan
		case phrase.NotBound:
			style = dim
		}
		spans := []span{{style, b.Words}}
		if b.Reason != "" {
			spans[0].text += ":"
			spans = append(spans, span{plain, b.Reason})
		}
		if missing := missingBound(b); missing != "" {
			spans[len(spans)-1].text += ";"
			spans = append(spans, span{plain, missing})
		}
		if b.Law != "" {
			spans = append(spans, span{dim, "(" + b.Law + ")"})
		}
		t.item(2, 20, span{plain, b.Name}, spans...)
	}
}

// notAsked lists the rules that are asked from another day on, or that a pack
// disables.
func (t *texter) notAsked() {
	all := phrase.NotAsked(t.a)
	if len(all) == 0 {
		return
	}
	t.head("RULES NOT ASKED", phrase.NotAskedNote)
	for _, words := range all {
		t.para(2, 4, span{plain, words})
	}
}

// scenarios writes the risks and scenarios that the sources name, with what
// bears on them.
func (t *texter) scenarios() {
	all := phrase.Scenarios(t.a)
	if len(all) == 0 {
		return
	}
	t.head("RISK SCENARIOS", phrase.ScenarioNote)
	n := t.cut(len(all), shownScenarios)
	for _, s := range all[:n] {
		spans := []span{{bold, phrase.Text(s.Title) + ":"}, {scenarioStyle(s), phrase.Tally(s)}}
		if hazards := phrase.Hazards(s); len(hazards) > 0 {
			spans = append(spans, span{dim, "(" + strings.Join(hazards, ", ") + ")"})
		}
		if mark := provenanceMark(s.Provenance); mark != "" {
			spans = append(spans, span{yellow, mark})
		}
		t.item(2, 14, span{plain, phrase.Clean(s.ID, phrase.MaxName)}, spans...)
	}
	t.rest(len(all)-n, "risks and scenarios")
}

func scenarioStyle(s *result.Scenario) style {
	switch {
	case s.Counts.Fail > 0:
		return red
	case s.Counts.Warn > 0:
		return yellow
	case s.Counts.Unknown > 0:
		return cyan
	}
	return plain
}

// provenanceMark is what must be said of an entry that nobody checked against
// its source, or that the source does not have in this form.
func provenanceMark(provenance string) string {
	switch provenance {
	case "primary", "secondary":
		return ""
	case "inferred", "unverified":
		return provenance
	}
	return "provenance not stated"
}
