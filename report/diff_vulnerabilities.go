// SPDX-License-Identifier: Apache-2.0

package report

import (
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// vulnerabilities says which came, went, and stand otherwise.
func (t *differText) vulnerabilities() diffSection {
	s := diffSection{title: "VULNERABILITIES", note: tallyChanges(t.d.Vulnerabilities, func(c *result.VulnerabilityChange) string { return c.Change })}
	exploited := 0
	for i := range t.d.Vulnerabilities {
		c := &t.d.Vulnerabilities[i]
		r := diffRow{change: c.Change, words: phrase.Clean(c.ID, phrase.MaxName) + " in " + phrase.Clean(c.Name, phrase.MaxName) + ": "}
		switch {
		case c.Old == nil:
			r.words += weakState(c.New)
		case c.New == nil:
			r.words += weakState(c.Old)
		default:
			r.words += weakState(c.Old) + " → " + weakState(c.New)
		}
		if c.BecameExploited {
			exploited++
			if c.Old != nil {
				r.detail = "it has come to be known as exploited"
			}
		}
		s.rows = append(s.rows, r)
	}
	if exploited > 0 {
		s.note += "; " + phrase.Thousands(exploited) + phrase.NBSP + "newly known to be exploited"
	}
	return s
}

func weakState(v *result.VulnerabilityState) string {
	if v == nil {
		return "not in the result"
	}
	words := []string{"open"}
	switch v.Standing {
	case result.StandsPossible:
		words[0] = "cannot be told"
	case result.StandsSettled:
		words[0] = "settled"
	}
	if v.VEX != "" {
		words[0] += " (" + phrase.Words(v.VEX) + ")"
	}
	if v.Severity == "" {
		words = append(words, "not graded")
	} else {
		words = append(words, phrase.Clean(v.Severity, phrase.MaxName))
	}
	if v.Exploited != nil && *v.Exploited {
		words = append(words, "exploited")
	}
	if v.Fixed != "" {
		words = append(words, "fixed in "+phrase.Clean(v.Fixed, phrase.MaxName))
	}
	return strings.Join(words, ", ")
}
