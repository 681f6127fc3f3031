// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"cmp"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestSortRows(t *testing.T) {
	type row struct{ Key, Place int }
	rapid.Check(t, func(t *rapid.T) {
		var rows []row
		for i, key := range rapid.SliceOfN(rapid.IntRange(0, 9), 0, 40).Draw(t, "keys") {
			rows = append(rows, row{key, i})
		}
		want := slices.Clone(rows)
		slices.SortStableFunc(want, func(a, b row) int { return cmp.Compare(a.Key, b.Key) })
		sortRows(rows, func(a, b *row) int { return cmp.Compare(a.Key, b.Key) })
		if diff := gocmp.Diff(want, rows); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}
