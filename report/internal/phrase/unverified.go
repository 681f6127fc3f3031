// SPDX-License-Identifier: Apache-2.0

package phrase

import (
	"slices"

	"github.com/kedja/kedja/result"
)

// Unverified names the facts of a finding that a source states from memory,
// where nobody has looked it up.
func Unverified(f *result.Finding) []string {
	var out []string
	for _, e := range f.Evidence {
		if fact := Text(e.Fact); e.Provenance == "unverified" && !slices.Contains(out, fact) {
			out = append(out, fact)
		}
	}
	return out
}
