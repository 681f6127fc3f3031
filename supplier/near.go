// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// maxNear is how many near matches are proposed per document.
const maxNear = 10

// nearMatches proposes, for parties that the document only names, records
// whose name is nearly the same: one is the other with words before or
// behind it, or they differ in a letter or two. Nothing is taken over: that
// is a person's decision.
func (a *attributor) nearMatches(parties []Attribution) diag.List {
	first := map[string]sbom.ID{}
	for i, at := range parties {
		if folded, ok := strings.CutPrefix(at.Party, "name:"); ok {
			if _, seen := first[folded]; !seen {
				first[folded] = sbom.ID(i)
			}
		}
	}
	recorded := slices.Sorted(maps.Keys(a.c.names))
	var ds diag.List
	for _, name := range slices.Sorted(maps.Keys(first)) {
		for _, other := range recorded {
			why := nearly(name, other)
			if why == "" {
				continue
			}
			if len(ds) == maxNear {
				return ds
			}
			ds.Add(diag.Diagnostic{
				Severity: diag.Info, Code: "attribution/near-match", Position: a.doc.Position(first[name]),
				Message: fmt.Sprintf("the supplier %q may be %s: %s", name, a.c.names[other], why),
				Remedy:  "add the name to the aliases of the record if it is",
			})
		}
	}
	return ds
}

// nearly says in what two folded names are alike, "" where they are not.
func nearly(a, b string) string {
	if len(a) < 4 || len(b) < 4 {
		return "" // short names are alike by chance
	}
	short, long := a, b
	if len(short) > len(long) {
		short, long = long, short
	}
	if strings.HasPrefix(long, short+" ") || strings.HasSuffix(long, " "+short) {
		return "one name is the other with more words"
	}
	if len(long)-len(short) <= 2 && short[0] == long[0] && len(short) >= 6 && levenshtein.ComputeDistance(a, b) <= 1+len(short)/12 {
		return "the names differ in a letter or two"
	}
	return ""
}
