// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// bearsOn reports whether a finding on the evidence for an entry has to do
// with the scenario: that entry links to it. A rule that asks for many entries
// cites the scenarios of all of them.
func (w *writer) bearsOn(f *result.Finding, scenario string) bool {
	asked, ok := w.set.catalogue.Entry(strings.TrimPrefix(f.Key, evidenceFact))
	if !ok || !slices.ContainsFunc(w.set.rules, func(r *rule) bool { return r.ID == f.Rule && slices.Contains(r.Asks, asked.ID) }) {
		return true
	}
	return slices.Contains(asked.Links, scenario)
}

// scenarios collects the findings of all rules that bear on the same risk or
// scenario of a source, in the order of ids.
func (w *writer) scenarios(rep *Report) []result.Scenario {
	var out []result.Scenario
	for e := range w.set.catalogue.All() {
		if e.Kind != "risk" && e.Kind != "scenario" {
			continue
		}
		s := result.Scenario{ID: e.ID, Title: e.Title, Source: e.Source, Status: e.Status, Provenance: e.Provenance, Hazards: e.Hazards}
		for i := range rep.Rules {
			if slices.Contains(rep.Rules[i].Measures, e.ID) {
				s.Rules = append(s.Rules, rep.Rules[i].ID)
			}
		}
		if len(s.Rules) == 0 {
			continue
		}
		for i := range rep.Findings {
			f := &rep.Findings[i]
			if _, ok := slices.BinarySearch(s.Rules, f.Rule); !ok || !w.bearsOn(f, e.ID) {
				continue
			}
			s.Findings = append(s.Findings, f.ID)
			switch f.Outcome {
			case result.Fail:
				s.Counts.Fail++
			case result.Warn:
				s.Counts.Warn++
			case result.Unknown:
				s.Counts.Unknown++
			}
		}
		slices.Sort(s.Findings)
		out = append(out, s)
	}
	return out
}
