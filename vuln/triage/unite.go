// SPDX-License-Identifier: Apache-2.0

package triage

import (
	"cmp"
	"slices"

	"github.com/kedja/kedja/vuln"
)

// unite joins what several places say of the same vulnerabilities. Two are the
// same where they share a name, directly or through others, whatever the order
// they come in. Where both name CVEs, one of these must be the same: a notice
// of a distribution that covers several CVEs makes no one vulnerability of
// them.
func unite(list []vuln.Known) []vuln.Known {
	if len(list) < 2 {
		return list
	}
	slices.SortStableFunc(list, compare)
	names := make([][]string, len(list))
	byName := map[string][]int{}
	for i := range list {
		names[i] = list[i].Names()
		for _, n := range names[i] {
			byName[n] = append(byName[n], i)
		}
	}
	group := make([]int, len(list)) // union–find, the smallest leads
	for i := range group {
		group[i] = i
	}
	lead := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	for i := range list {
		for _, n := range names[i] {
			for _, j := range byName[n] {
				if a, b := lead(i), lead(j); j < i && a != b && same(names[i], names[j]) {
					group[max(a, b)] = min(a, b)
				}
			}
		}
	}
	var out []vuln.Known
	place := map[int]int{}
	for i := range list {
		k, seen := place[lead(i)]
		if !seen {
			place[lead(i)] = len(out)
			out = append(out, list[i])
			continue
		}
		out[k].Join(&list[i])
	}
	return out
}

// same reports whether two that share a name are one vulnerability.
func same(a, b []string) bool {
	a, b = cves(a), cves(b)
	return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(n string) bool { return slices.Contains(b, n) })
}

func cves(names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(n string) bool { return !vuln.IsCVE(n) })
}

// compare orders what is joined, so that the order of inputs does not matter.
func compare(a, b vuln.Known) int {
	return cmp.Or(cmp.Compare(a.ID, b.ID), slices.Compare(a.Sources, b.Sources), slices.Compare(a.Aliases, b.Aliases), slices.Compare(a.Records, b.Records),
		cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Status, b.Status), cmp.Compare(a.Fixed, b.Fixed), cmp.Compare(a.Summary, b.Summary))
}
