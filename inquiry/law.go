// SPDX-License-Identifier: Apache-2.0

package inquiry

import (
	"cmp"
	"slices"
	"strings"
)

// law is the entries of one source of law or guidance.
type law struct {
	source, status, provenance string
	ids                        []string
}

// laws groups the entries behind a question by their source, what binds
// first.
func laws(q *Question) []law {
	var out []law
	for _, r := range q.Reasons {
		for _, e := range r.Entries {
			i := slices.IndexFunc(out, func(l law) bool {
				return l.source == e.Source && l.status == e.Status && l.provenance == e.Provenance
			})
			if i < 0 {
				i = len(out)
				out = append(out, law{e.Source, e.Status, e.Provenance, nil})
			}
			if !slices.Contains(out[i].ids, e.ID) {
				out[i].ids = append(out[i].ids, e.ID)
			}
		}
	}
	for i := range out {
		slices.Sort(out[i].ids)
	}
	slices.SortFunc(out, func(a, b law) int {
		return cmp.Or(cmp.Compare(standing(a.status), standing(b.status)), cmp.Compare(a.source, b.source), cmp.Compare(a.provenance, b.provenance))
	})
	return out
}

// standing ranks what a source binds to.
func standing(status string) int {
	order := []string{"binding", "recommendation", "guidance"}
	if i := slices.Index(order, status); i >= 0 {
		return i
	}
	return len(order)
}

// words is the source with its entries, its status, and how it was read.
func (l law) words() string {
	return l.source + ": " + strings.Join(l.ids, ", ") + " (" + l.status + reading(l.provenance) + ")"
}

// reading says how an entry of the catalogue was read, "" for the source
// itself.
func reading(provenance string) string {
	switch provenance {
	case "primary":
		return ""
	case "secondary":
		return ", read in secondary sources"
	case "inferred":
		return ", inferred"
	}
	return ", not verified"
}
