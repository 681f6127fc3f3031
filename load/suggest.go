// SPDX-License-Identifier: Apache-2.0

package load

import "strings"

// closest returns the name that was probably meant by a misspelt one, "" when
// none is near. Of equally near ones the first counts.
func closest(misspelt string, names []string) string {
	const longest = 64 // of a name that is compared at all
	if len(misspelt) > longest {
		return ""
	}
	a := strings.ToLower(misspelt)
	// A third of the letters may be wrong, as spelling checkers have it.
	best, nearest := "", 1+max(1, len(a)/3)
	for _, name := range names {
		if d := distance(a, strings.ToLower(name)); d < nearest {
			best, nearest = name, d
		}
	}
	return best
}

// distance is the number of bytes to insert, delete, replace or swap with
// their neighbour that turn a into b (restricted Damerau-Levenshtein).
func distance(a, b string) int {
	var older, prev []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		older, prev, row = prev, row, make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], older[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
