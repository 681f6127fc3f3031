// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
)

// ExpiresSoon is how many days before its last day a waiver is listed as
// expiring.
const ExpiresSoon = 30

// Apply marks the findings that waivers cover at the moment asOf, fills
// a.Waivers and brings a.Verdict up to date. It replaces what an earlier
// Apply did to the assessment.
//
// Where several waivers cover a finding, the most specific one is named:
// exact subject before pattern, longer subject pattern before shorter, then
// the same for the rule, then the one that holds longest, then the smaller
// id. Expired and defective waivers never cover anything. Outcomes stay.
//
// The list says what a person should know: defective, doubled, expired,
// unused and over-broad waivers.
func Apply(a *result.Assessment, waivers []Waiver, asOf time.Time) diag.List {
	var list diag.List
	if asOf.IsZero() {
		list.Add(diag.Diagnostic{Code: "waiver/no-clock", Message: "waivers need the date of the assessment", Remedy: "give one"})
		return list
	}
	uses := usable(waivers, asOf, &list)
	before := map[string][]string{} // the ids that rules had
	for i := range a.Rules {
		if r := &a.Rules[i]; len(r.Aliases) > 0 {
			before[r.ID] = r.Aliases
		}
	}
	for i := range a.Findings {
		mark(&a.Findings[i], uses, before[a.Findings[i].Rule])
	}
	a.Waivers = sums(uses, asOf, &list)
	FillVerdict(a)
	list.Sort()
	return list
}

// use is a waiver with the findings it covers.
type use struct {
	*Waiver
	expired  bool
	findings []string // ids
}

// usable sorts the waivers by specificity and drops the defective ones.
func usable(waivers []Waiver, asOf time.Time, list *diag.List) []*use {
	waivers = slices.Clone(waivers)
	slices.SortStableFunc(waivers, compare)
	var uses []*use
	seen := map[string]*Waiver{}
	for i := range waivers {
		w := &waivers[i]
		if err := w.Validate(); err != nil {
			for _, d := range diag.FromError(err, "waiver/invalid", w.At("")) {
				d.Position = w.At(d.Pointer)
				list.Add(d)
			}
			continue
		}
		if first, ok := seen[w.ID]; ok {
			list.Add(diag.Diagnostic{Code: "waiver/duplicate", Position: w.At("/id"),
				Message: fmt.Sprintf("a second waiver has the id %s (the other: %s); it is not applied", w.ID, first.At("/id")),
				Remedy:  "give each waiver an id of its own"})
			continue
		}
		seen[w.ID] = w
		if w.Rule == "*" && w.Subject == "*" {
			list.Add(diag.Diagnostic{Severity: diag.Warning, Code: "waiver/over-broad", Position: w.At(""),
				Message: fmt.Sprintf("the waiver %s accepts every finding there is", w.ID),
				Remedy:  "name the rule or the subject that is meant"})
		}
		uses = append(uses, &use{Waiver: w, expired: !w.holds(asOf)})
	}
	return uses
}

// compare puts the more specific waiver first; the rest makes the order
// total.
func compare(v, w Waiver) int {
	return cmp.Or(
		compareSpecificity(v.Subject, w.Subject),
		compareSpecificity(v.Rule, w.Rule),
		w.Expires.Time.Compare(v.Expires.Time),
		strings.Compare(v.ID, w.ID),
		strings.Compare(v.Subject, w.Subject),
		strings.Compare(v.Rule, w.Rule),
		strings.Compare(string(v.Reason), string(w.Reason)),
		strings.Compare(v.Owner, w.Owner),
		strings.Compare(v.File, w.File),
		cmp.Compare(v.Line, w.Line),
	)
}

// compareSpecificity puts names before patterns and longer patterns before
// shorter ones.
func compareSpecificity(p, q string) int {
	pattern := func(s string) int {
		if strings.HasSuffix(s, "*") {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(pattern(p), pattern(q)), cmp.Compare(len(q), len(p)))
}

// mark names the waiver of a finding. An expired waiver that would have
// covered it remembers it, so that the report can say what came back.
func mark(f *result.Finding, uses []*use, aliases []string) {
	f.Waiver = ""
	for _, u := range uses {
		if u.expired && u.covers(f, aliases) {
			u.findings = append(u.findings, f.ID)
		}
	}
	for _, u := range uses {
		if !u.expired && u.covers(f, aliases) {
			f.Waiver = u.ID
			u.findings = append(u.findings, f.ID)
			return
		}
	}
}

// sums lists what became of each waiver.
func sums(uses []*use, asOf time.Time, list *diag.List) result.Waivers {
	out := result.Waivers{Applied: []result.WaiverUse{}, Expired: []result.WaiverUse{},
		Expiring: []result.WaiverUse{}, Unused: []result.WaiverUse{}}
	slices.SortFunc(uses, func(u, v *use) int { return strings.Compare(u.ID, v.ID) })
	for _, u := range uses {
		slices.Sort(u.findings)
		row := result.WaiverUse{ID: u.ID, Rule: u.Rule, Subject: u.Subject, Key: u.Key, Reason: string(u.Reason),
			Owner: u.Owner, Expires: u.Expires.String(), Findings: slices.Compact(u.findings)}
		if u.expired {
			out.Expired = append(out.Expired, row)
			if len(row.Findings) > 0 {
				list.Add(diag.Diagnostic{Severity: diag.Warning, Code: "waiver/expired", Position: u.At("/expires"),
					Message: fmt.Sprintf("the waiver %s expired on %s; findings that it covered count again: %d", u.ID, u.Expires, len(row.Findings)),
					Remedy:  "resolve them, or have them accepted again"})
			}
			continue
		}
		if len(row.Findings) > 0 {
			out.Applied = append(out.Applied, row)
		} else {
			out.Unused = append(out.Unused, row)
			remedy := "remove it"
			if ofOneSBOM(u.Subject) {
				remedy = "its subject is a component of one SBOM, byte by byte; if that was made anew, name the component by what it is called, as explain says of the finding, else remove it"
			}
			list.Add(diag.Diagnostic{Severity: diag.Info, Code: "waiver/unused", Position: u.At(""),
				Message: fmt.Sprintf("no finding needs the waiver %s", u.ID), Remedy: remedy})
		}
		if !Day(asOf).Time.AddDate(0, 0, ExpiresSoon).Before(u.Expires.Time) {
			out.Expiring = append(out.Expiring, row)
		}
	}
	return out
}

// ofOneSBOM reports whether a subject is the id of a component that holds the
// digest of its SBOM, which no other SBOM has.
func ofOneSBOM(subject string) bool {
	id, ok := strings.CutPrefix(subject, "component:")
	digest, _, cut := strings.Cut(id, "#")
	return ok && cut && len(digest) == 12 && strings.Trim(digest, "0123456789abcdef") == ""
}
