// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"slices"

	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/internal/ecosystem"
)

// Needs returns the ecosystems whose exports an index needs to answer the
// queries, by the names that OSV gives them, sorted, without releases. Queries
// of which OSV has nothing ask for none.
func Needs(queries []vuln.Query) []string {
	var out []string
	for i := range queries {
		if queries[i].PURL == "" {
			continue
		}
		for _, t := range ecosystem.Of(queries[i].PURL, queries[i].Version).Targets {
			if at, found := slices.BinarySearch(out, t.Ecosystem); !found && !t.Extra {
				out = slices.Insert(out, at, t.Ecosystem)
			}
		}
	}
	return out
}
