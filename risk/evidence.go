// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// answered is what a person's evidence says of one entry of the catalogue.
type answered struct {
	state string
	by    *system.Evidence
}

// evidenceIndex is the evidence that holds on the day, by subject and entry.
type evidenceIndex map[string]map[string]answered

// states are in falling order of good.
var states = []string{"met", "partly", "notMet"}

// indexEvidence orders the evidence. Of several answers to one entry the
// newest counts, of equally old ones the worse. An answer to one entry also
// answers the entries that the catalogue lets it answer, where nobody has
// answered these themselves; of several such answers the worst counts.
func indexEvidence(list []*system.Evidence, answers map[string][]string, holds func(*system.Evidence) bool) evidenceIndex {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b *system.Evidence) int {
		return cmp.Or(a.Date.Compare(b.Date.Time), cmp.Compare(slices.Index(states, a.State), slices.Index(states, b.State)))
	})
	out := evidenceIndex{}
	for _, e := range sorted {
		if !holds(e) || !slices.Contains(states, e.State) {
			continue
		}
		subject := e.Subject
		if kind, _, _ := strings.Cut(subject, ":"); subject == "" || kind == "entity" || kind == "system" {
			subject = "system"
		}
		if out[subject] == nil {
			out[subject] = map[string]answered{}
		}
		out[subject][e.Entry] = answered{e.State, e}
	}
	for _, own := range out {
		derived := map[string]answered{}
		for entry, a := range own {
			for _, other := range answers[entry] {
				if _, ok := own[other]; ok {
					continue
				}
				old, ok := derived[other]
				worse := cmp.Compare(slices.Index(states, a.state), slices.Index(states, old.state))
				if !ok || worse > 0 || worse == 0 && cmp.Or(cmp.Compare(a.by.Entry, old.by.Entry), a.by.At("").Compare(old.by.At(""))) < 0 {
					derived[other] = a
				}
			}
		}
		for entry, a := range derived {
			own[entry] = a
		}
	}
	return out
}

// of is the answers on a subject as rules see them, nil for none.
func (x evidenceIndex) of(subject string) map[string]string {
	if len(x[subject]) == 0 {
		return nil
	}
	out := make(map[string]string, len(x[subject]))
	for entry, a := range x[subject] {
		out[entry] = a.state
	}
	return out
}

// evidenceBehind returns the record that answers an entry for a subject of
// findings, nil for none.
func (in *Inputs) evidenceBehind(subject, entry string) *system.Evidence {
	kind, _, _ := strings.Cut(subject, ":")
	if kind == "system" || kind == "entity" {
		subject = "system"
	}
	return in.evidence[subject][entry].by
}

// evidenceFact is the place of the answer to an entry.
func (in *Inputs) evidenceFact(subject, entry string) []diag.Position {
	if e := in.evidenceBehind(subject, entry); e != nil {
		return []diag.Position{e.At("/state")}
	}
	return nil
}

func (in *Inputs) holds(e *system.Evidence) bool {
	return supplier.Within(in.g.AsOf, e.Date, e.Until)
}
