// SPDX-License-Identifier: Apache-2.0

package triage

import (
	"cmp"
	"slices"

	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/internal/alias"
)

// unite joins what several places say of the same vulnerabilities, whatever the
// order they come in; see [alias.Groups] for which these are. A version that
// fixes it is kept where all places that are sure of the vulnerability name one:
// the latest of them in the order of the ecosystem.
func unite(order string, list []vuln.Known) []vuln.Known {
	if len(list) < 2 {
		return list
	}
	slices.SortStableFunc(list, compare)
	names := make([][]string, len(list))
	for i := range list {
		names[i] = list[i].Names()
	}
	var out []vuln.Known
	place := map[int]int{}
	for i, lead := range alias.Groups(names) {
		k, seen := place[lead]
		if !seen {
			place[lead] = len(out)
			out = append(out, list[i])
			continue
		}
		fixed := fixedBoth(order, &out[k], &list[i])
		out[k].Join(&list[i])
		out[k].Fixed = fixed
	}
	return out
}

// fixedBoth is the version that clears what two places say; empty: none is
// known. An SBOM or a statement says nothing of fixes, and so takes none away.
func fixedBoth(order string, a, b *vuln.Known) string {
	switch {
	case len(a.Records) == 0 || a.Possible && !b.Possible:
		return cmp.Or(b.Fixed, a.Fixed)
	case len(b.Records) == 0 || b.Possible && !a.Possible:
		return cmp.Or(a.Fixed, b.Fixed)
	case a.Fixed == "" || b.Fixed == "":
		return ""
	case larger(order, b.Fixed, a.Fixed):
		return b.Fixed
	}
	return a.Fixed
}

// compare orders what is joined, so that the order of inputs does not matter.
func compare(a, b vuln.Known) int {
	return cmp.Or(cmp.Compare(a.ID, b.ID), slices.Compare(a.Sources, b.Sources), slices.Compare(a.Aliases, b.Aliases), slices.Compare(a.Records, b.Records),
		cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Status, b.Status), cmp.Compare(a.Fixed, b.Fixed), cmp.Compare(a.Summary, b.Summary))
}
