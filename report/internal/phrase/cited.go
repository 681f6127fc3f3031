// SPDX-License-Identifier: Apache-2.0

package phrase

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// Cited lists the entries of the catalogue that findings of a rule rest on.
// A rule that asks for the evidence of many entries has the one that a
// finding is about as its key; where all keys are entries, the findings rest
// on these alone.
func Cited(r *result.Rule, keys ...string) []string {
	var out []string
	for _, key := range keys {
		key = strings.TrimPrefix(key, "evidence.") // the missing fact, of an open finding
		if !slices.Contains(r.Measures, key) {
			return r.Measures
		}
		if !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	if len(out) == 0 {
		return r.Measures
	}
	return out
}
