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
// What the version in use has, and a version that was looked up has not by the
// records of all sources that know of it, that version clears, although no record
// names it as fixed: of records that end with the last version affected.
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
		said := make([]said, len(of))
		for _, s := range sources {
			answers, _, err := s.Match(ctx, queries)
			if err != nil {
				return nil, fmt.Errorf("ask for vulnerabilities of newer versions: %w", err)
			}
			for i := range answers {
				said[i].add(&answers[i], originFiles(s))
			}
		}
		for i, t := range of {
			t.take(&said[i])
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

// said is what sources say of one version.
type said struct {
	found []vuln.Found
	told  []string // files of the sources that could tell of it
	mute  []string // and of those that could not
}

func (s *said) add(a *vuln.Answer, files []string) {
	s.found = append(s.found, a.Found...)
	if a.State == vuln.Checked {
		s.told = append(s.told, files...)
	} else {
		s.mute = append(s.mute, files...)
	}
}

// knows reports whether all sources that were asked and know of a vulnerability
// could tell, and there is one.
func (s *said) knows(k *vuln.Known) bool {
	in := func(files []string) bool {
		return slices.ContainsFunc(k.Sources, func(f string) bool { return slices.Contains(files, f) })
	}
	return in(s.told) && !in(s.mute)
}

// tried is what sources say of one version, in the end.
type tried struct {
	to     string
	stay   map[string]bool // IDs of what is open in the version in use: true where it has them, false where it has them not
	brings []string
	worst  int // severity rank of all of them, 0 for none
}

// take notes what is known of the version that was asked about, and finds the
// next.
func (t *trial) take(s *said) {
	to := t.next
	t.next = ""
	if len(s.told) == 0 {
		return
	}
	x := tried{to: to, stay: map[string]bool{}}
	for _, k := range openOf(t.known) {
		if s.knows(k) {
			x.stay[k.ID] = false
		}
	}
	after := to
	for i := range s.found {
		f := &s.found[i]
		k := t.same(f)
		if f.Possible {
			if k != nil && !x.stay[k.ID] {
				delete(x.stay, k.ID) // it may have it: what is named as fixed decides
			}
			continue
		}
		switch {
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
