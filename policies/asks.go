// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"fmt"
	"slices"
	"strings"
)

// evidenceFact is the beginning of facts that are a person's evidence for an
// entry of the catalogue.
const evidenceFact = "evidence."

// checkAsks lists the entries for which the rule asks for evidence; it cites
// each of them.
func (r *rule) checkAsks(in *asksMeta, cat Catalogue, bad func(string, ...any)) {
	if in == nil {
		return
	}
	if len(in.Entries) == 0 || !slices.Contains(bearers, in.Of) {
		bad("asks: name entries and whom they are about, one of %s", strings.Join(bearers, ", "))
		return
	}
	for e := range cat.All() {
		if e.Evidence == "" || e.Of != in.Of || !matchesAny(in.Entries, []string{e.ID}) {
			continue
		}
		r.asks = append(r.asks, e)
		if !slices.Contains(r.Measures, e.ID) {
			r.Measures = append(r.Measures, e.ID)
		}
	}
	if len(r.asks) == 0 {
		bad("asks: no entry of the catalogue about %s that matches %s says what evidence it wants", in.Of, strings.Join(in.Entries, ", "))
	}
	for _, e := range r.asks {
		r.Asks = append(r.Asks, e.ID)
	}
}

// asksData is what the rule sees of the entries, as data.asks["RULE"].
func (r *rule) asksData() []any {
	out := []any{}
	for _, e := range r.asks {
		out = append(out, map[string]any{"id": e.ID, "title": e.Title})
	}
	return out
}

// wanted puts in words which evidence is missing; ok is false for facts that
// are no evidence.
func (w *writer) wanted(fact, name string) (message string, ok bool) {
	id, is := strings.CutPrefix(fact, evidenceFact)
	if !is {
		return "", false
	}
	e, known := w.set.catalogue.Entry(id)
	if !known || e.Evidence == "" {
		return "", false
	}
	return fmt.Sprintf("%s: not established for %s; evidence wanted: %s", e.Title, name, e.Evidence), true
}
