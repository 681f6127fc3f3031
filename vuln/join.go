// SPDX-License-Identifier: Apache-2.0

package vuln

import (
	"cmp"
	"slices"
	"strings"
)

// IsCVE reports whether a name is the identifier of a CVE record.
func IsCVE(name string) bool { return strings.HasPrefix(name, "CVE-") }

// Names are all names of the vulnerability, sorted.
func (f *Found) Names() []string {
	out := slices.Concat([]string{f.ID}, f.Records, f.Aliases)
	slices.Sort(out)
	return slices.Compact(out)
}

// statusRank orders statuses from the best to the worst. Nothing stated is the
// least.
func statusRank(s Status) int {
	return slices.Index([]Status{NotAffected, Fixed, UnderInvestigation, Affected}, s)
}

// Worse returns the worse of two statuses. Nothing stated gives way to
// everything.
func (s Status) Worse(o Status) Status {
	if statusRank(o) > statusRank(s) {
		return o
	}
	return s
}

// SeverityRank orders the words of [Found.Severity]: -1 for none stated, 0 for
// "none" to 4 for "critical".
func SeverityRank(word string) int {
	return slices.Index([]string{"none", "low", "moderate", "high", "critical"}, word)
}

// Join adds what another place says of the same vulnerability: all its names
// and sources, the worst severity, score and status. A place that is sure that
// the component has it goes before one that cannot tell.
func (k *Known) Join(o *Known) {
	names := append(k.Names(), o.Names()...)
	k.Records = sorted(append(slices.Clone(k.Records), o.Records...))
	k.ID = BestName(names, k.Records)
	k.Aliases = sorted(slices.DeleteFunc(names, func(n string) bool { return n == k.ID || slices.Contains(k.Records, n) }))
	k.Sources = sorted(append(slices.Clone(k.Sources), o.Sources...))
	if k.Possible && !o.Possible {
		k.Possible, k.Reason = false, ""
	}
	k.Summary = cmp.Or(k.Summary, o.Summary)
	if SeverityRank(o.Severity) > SeverityRank(k.Severity) {
		k.Severity = o.Severity
	}
	if o.CVSS != nil && (k.CVSS == nil || *o.CVSS > *k.CVSS) {
		k.CVSS, k.Vector = o.CVSS, o.Vector
	}
	k.Matched = append(slices.Clone(k.Matched), o.Matched...)
	slices.SortFunc(k.Matched, Match.Compare)
	k.Matched = slices.Compact(k.Matched)
	k.Published, k.Modified = earliest(k.Published, o.Published), max(k.Modified, o.Modified)
	k.Fixed = cmp.Or(k.Fixed, o.Fixed)
	if k.Reachable == nil || o.Reachable != nil && *o.Reachable {
		k.Reachable, k.ReachableWhy = o.Reachable, o.ReachableWhy
	}
	k.Disagree = k.Disagree || o.Disagree || k.Status != "" && o.Status != "" && k.Status != o.Status
	if worse := k.Status.Worse(o.Status); worse != k.Status {
		k.Status, k.Justification = worse, o.Justification
	}
	k.Statements = append(slices.Clip(k.Statements), o.Statements...)
	slices.SortStableFunc(k.Statements, func(a, b Remark) int { return cmp.Compare(statusRank(b.Status), statusRank(a.Status)) })
}

// BestName is the name that a vulnerability is best known by: its CVE where
// exactly one is known, else the smallest record, else the smallest name.
func BestName(names, records []string) string {
	cves := sorted(slices.DeleteFunc(slices.Clone(names), func(n string) bool { return !IsCVE(n) }))
	switch {
	case len(cves) == 1:
		return cves[0]
	case len(records) > 0:
		return slices.Min(records)
	}
	return slices.Min(names)
}

func earliest(a, b string) string {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

func sorted(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}
