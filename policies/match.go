// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"slices"
	"strings"
)

// matchesAny reports whether one of the values matches one of the patterns,
// which may end in *. No pattern matches everything.
func matchesAny(patterns, values []string) bool {
	if len(patterns) == 0 {
		return true
	}
	return slices.ContainsFunc(patterns, func(p string) bool {
		return slices.ContainsFunc(values, func(v string) bool { return matches(p, v) })
	})
}

func matches(pattern, value string) bool {
	if prefix, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(value, prefix)
	}
	return pattern == value
}
