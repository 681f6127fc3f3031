// SPDX-License-Identifier: Apache-2.0

package phrase

import (
	"math"
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

var substitutability = map[string]string{
	"easilySubstitutable": "easily substitutable", "mediumComplexity": "substitutable with medium complexity",
	"highlyComplex": "highly complex to substitute", "notSubstitutable": "not substitutable",
}

var reintegration = map[string]string{
	"easy": "easy to take back", "difficult": "difficult to take back", "highlyComplex": "highly complex to take back",
}

var reasons = map[string]string{
	"noRealAlternatives": "no real alternatives", "migrationDifficulty": "migration is difficult",
	"both": "no real alternatives, and migration is difficult",
}

// DORA says what a register of information under the Regulation would state
// of a supplier: template B_07.01.
func DORA(d *result.DORA) string {
	words := span(d.Substitutability, substitutability)
	if r := reasons[d.Reason]; r != "" {
		words += " (" + r + ")"
	}
	words += "; " + span(d.Reintegration, reintegration) + "; exit plan: " + Answer(d.ExitPlan)
	return words
}

// span is one word, or from the first to the second.
func span(ends [2]string, words map[string]string) string {
	spell := func(word string) string {
		if w := words[word]; w != "" {
			return w
		}
		return Spell(Clean(word, MaxName))
	}
	if ends[0] == ends[1] {
		return spell(ends[0])
	}
	return "from " + spell(ends[0]) + " to " + spell(ends[1])
}

// Switching says what a customer who switches is given, as articles 25 and 29
// of the Data Act have it.
func Switching(s *result.Switching) string {
	words := "notice " + period(s.NoticeMonths, "month", "months") + "; transition " + period(s.TransitionDays, "day", "days") +
		"; data to be had for " + period(s.RetrievalDays, "day", "days") + "; charges "
	switch s.Charges {
	case "none":
		words += "none"
	case "":
		words += "not known"
	default:
		words += Spell(Clean(s.Charges, MaxName))
	}
	if s.Applies != "yes" {
		words += "; if the Act applies, which is not established"
	}
	return words
}

func period(i result.Interval, one, many string) string {
	switch {
	case i.Lo <= 0 && math.IsInf(i.Hi, 1):
		return "not known"
	case i.Lo <= 0 && i.Hi > 0:
		i.Lo = math.Inf(-1)
	}
	unit := many
	if i.Lo == 1 && i.Hi == 1 {
		unit = one
	}
	return Between(i, AsNumber) + NBSP + unit
}

// Switched lists the terms of switching of all rows, those of contracts
// first, each once.
func Switched(rows []*result.LockIn) []Switch {
	var out []Switch
	seen := map[[2]string]bool{}
	for _, l := range rows {
		for i := range l.Switching {
			s := &l.Switching[i]
			if key := [2]string{s.Product, s.Contract}; !seen[key] || s.Contract == "" {
				seen[key] = true
				out = append(out, Switch{l, s})
			}
		}
	}
	rank := func(s Switch) int {
		r := 0
		if s.Applies != "yes" {
			r += 2
		}
		if s.Contract == "" {
			r++
		}
		return r
	}
	slices.SortStableFunc(out, func(x, y Switch) int { return rank(x) - rank(y) })
	return out
}

// Switch is what a switch from a supplier is like by one contract or service.
type Switch struct {
	Of *result.LockIn
	*result.Switching
}

// About names what is switched from.
func (n *Names) About(s Switch) string {
	words := n.Party(s.Of.Supplier)
	var of []string
	if s.Product != "" {
		of = append(of, n.Subject("product:"+s.Product))
	}
	if s.Contract != "" {
		of = append(of, "contract "+Clean(s.Contract, MaxName))
	}
	if len(of) > 0 {
		words += ", " + strings.Join(of, ", ")
	}
	return words
}

// Finance reports whether the words of the rules for finance are wanted: they
// bind the entity, or may.
func Finance(a *result.Assessment) bool {
	return slices.ContainsFunc(a.Bounds, func(b result.Bound) bool {
		return b.Source == "dora" && b.Answer != NotBound
	})
}
