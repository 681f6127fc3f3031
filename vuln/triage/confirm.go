// SPDX-License-Identifier: Apache-2.0

package triage

import (
	"context"
	"fmt"
	"slices"

	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/internal/alias"
	"github.com/kedja/kedja/vuln/internal/ecosystem"
)

// rounds bounds how many versions of one component are looked at.
const rounds = 8

// Confirm asks the sources about the versions that fixes lead to. Where one of
// these has vulnerabilities itself, the version that clears them too is looked
// at next, and so on: the fix goes to the first version that nothing is known
// of, else to that which is left with the least, by the worst severity, then by
// number, and says what it brings. A version of which no source can tell stays
// as it was, not looked up.
//
// Statements (VEX) are about versions in use, and are not applied to others; a
// vulnerability that is settled for the version in use does not count as one
// that a newer version brings.
func Confirm(ctx context.Context, fixes []Fix, components []Component, outcomes []Outcome, sources []vuln.Source) ([]Fix, error) {
	trials := make([]trial, len(fixes))
	for i := range fixes {
		n := fixes[i].Component
		q := components[n].ordered()
		trials[i] = trial{fix: fixes[i], of: q, order: orderOf(q), known: outcomes[n].Known, next: fixes[i].To}
	}
	for range rounds {
		var queries []vuln.Query
		var of []*trial
		for i := range trials {
			t := &trials[i]
			if at, ok := ecosystem.At(t.of.PURL, t.next); ok && t.next != "" && t.order != "" {
				queries, of = append(queries, vuln.Query{Name: t.of.Name, PURL: at, Version: t.next, Where: t.of.Where}), append(of, t)
			}
		}
		if len(queries) == 0 {
			break
		}
		found, told := make([][]vuln.Found, len(of)), make([]bool, len(of))
		for _, s := range sources {
			answers, _, err := s.Match(ctx, queries)
			if err != nil {
				return nil, fmt.Errorf("ask for vulnerabilities of newer versions: %w", err)
			}
			for i := range answers {
				found[i] = append(found[i], answers[i].Found...)
				told[i] = told[i] || answers[i].State == vuln.Checked
			}
		}
		for i, t := range of {
			t.take(found[i], told[i])
		}
	}
	out := fixes[:0:0]
	for i := range trials {
		if f := trials[i].best(); len(f.Clears) > 0 {
			out = append(out, f)
		}
	}
	sortFixes(out, components)
	return out, nil
}

// trial is one component for which versions are tried.
type trial struct {
	fix   Fix
	of    *vuln.Query
	order string
	known []vuln.Known
	tried []tried
	next  string // version to ask about; empty: none
}

// tried is what sources say of one version.
type tried struct {
	to     string
	stay   map[string]bool // IDs of what is open in the version in use
	brings []string
	worst  int // severity rank of all of them, 0 for none
}

// take notes what is known of the version that was asked about, and finds the
// next.
func (t *trial) take(found []vuln.Found, told bool) {
	to := t.next
	t.next = ""
	if !told {
		return
	}
	x := tried{to: to, stay: map[string]bool{}}
	after := to
	for i := range found {
		f := &found[i]
		if f.Possible {
			continue
		}
		switch k := t.same(f); {
		case k != nil && !k.Status.Open():
			continue
		case k != nil && !k.Possible:
			x.stay[k.ID] = true
		default:
			x.brings = append(x.brings, f.ID)
		}
		x.worst = max(x.worst, vuln.SeverityRank(f.Severity), 1)
		if f.Fixed != "" && larger(t.order, f.Fixed, after) {
			after = f.Fixed
		}
	}
	slices.Sort(x.brings)
	x.brings = slices.Compact(x.brings)
	t.tried = append(t.tried, x)
	if after != to {
		t.next = after
	}
}

// same is the vulnerability of the version in use that goes by one of the names.
func (t *trial) same(f *vuln.Found) *vuln.Known {
	asked := vuln.Known{Found: *f}
	for i := range t.known {
		groups := alias.Groups([][]string{t.known[i].Names(), asked.Names()})
		if groups[0] == groups[1] {
			return &t.known[i]
		}
	}
	return nil
}

// best is the fix by the version that is left with the least, the first of them.
func (t *trial) best() Fix {
	if len(t.tried) == 0 {
		return t.fix
	}
	open := openOf(t.known)
	var best Fix
	var least [2]int
	for i, x := range t.tried {
		f := Fix{Component: t.fix.Component, To: x.to, LookedUp: true, Brings: x.brings}
		f.fill(t.order, open, x.stay)
		if left := [2]int{x.worst, len(f.Left) + len(x.brings)}; i == 0 || slices.Compare(left[:], least[:]) < 0 {
			best, least = f, left
		}
	}
	return best
}
