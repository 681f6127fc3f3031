// SPDX-License-Identifier: Apache-2.0

package importer

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"
)

// TestPlainTextsAreWordsAndDays compares with the pattern that says it in one
// line, which is too slow for millions of texts.
func TestPlainTextsAreWordsAndDays(t *testing.T) {
	pattern := regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*$|^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
	for _, s := range []string{"", "a", "Teliqon AB", "Teliqon  AB", " a", "a ", "7", "2026-01-15", "2026-01-155", "2026-1-155", "a: b", "a #", "Å", "a_b./-", "-", "a\n", "`", "{", "@", "["} {
		if got, want := plain(s), pattern.MatchString(s); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom([]rune("aZ09 _./-:#\n{é`@[")), 0, 12, -1).Draw(t, "text")
		if got, want := plain(s), pattern.MatchString(s); got != want {
			t.Fatalf("%q: %v, want %v", s, got, want)
		}
	})
}
