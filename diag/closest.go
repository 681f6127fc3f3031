// SPDX-License-Identifier: Apache-2.0

package diag

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// maxWord is the longest word that is compared at all.
const maxWord = 128

// Closest returns the candidate that was probably meant by a misspelt word,
// "" when none is near: at most a third of its letters may be wrong, whatever
// their case. Of equally near ones the first counts.
func Closest(misspelt string, candidates []string) string {
	if len(misspelt) > maxWord {
		return ""
	}
	word := strings.ToLower(misspelt)
	best, nearest := "", 1+max(1, len([]rune(word))/3)
	for _, c := range candidates {
		if len(c) > maxWord {
			continue
		}
		d := levenshtein.ComputeDistance(word, strings.ToLower(c))
		if d == 2 && letters(word) == letters(strings.ToLower(c)) {
			d = 1 // two letters swapped
		}
		if d < nearest {
			best, nearest = c, d
		}
	}
	return best
}

// letters is the word's letters in order.
func letters(word string) string {
	r := []rune(word)
	slices.Sort(r)
	return string(r)
}
