// SPDX-License-Identifier: Apache-2.0

package policies

import "slices"

// sortRows sorts a list of large rows and keeps the order of equal ones. The
// lists of this package are mostly in order already, which is found out
// first; else each row moves once.
func sortRows[T any](list []T, compare func(a, b *T) int) {
	inOrder := true
	for i := 1; i < len(list) && inOrder; i++ {
		inOrder = compare(&list[i-1], &list[i]) <= 0
	}
	if inOrder {
		return
	}
	from := make([]int32, len(list)) // which row belongs here
	for i := range from {
		from[i] = int32(i)
	}
	slices.SortStableFunc(from, func(a, b int32) int { return compare(&list[a], &list[b]) })
	for i := range from {
		if from[i] < 0 {
			continue
		}
		first := list[i]
		at := int32(i)
		for from[at] != int32(i) { // around one circle of places
			next := from[at]
			list[at] = list[next]
			from[at] = -1
			at = next
		}
		list[at] = first
		from[at] = -1
	}
}
