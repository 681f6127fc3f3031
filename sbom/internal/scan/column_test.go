// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestColumn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newColumn[int](rapid.IntRange(0, 9000).Draw(t, "expected"))
		n := rapid.IntRange(0, 20_000).Draw(t, "values")
		var first *int
		for i := range n {
			c.add(i)
			if i == 0 {
				first = c.at(0)
			}
			if *c.at(i) != i || c.at(0) != first {
				t.Fatalf("value %d is not where it was put", i)
			}
		}
		want := make([]int, n)
		for i := range want {
			want[i] = i
		}
		if got := c.flat(); !slices.Equal(got, want) {
			t.Fatalf("%d values became %d others", n, len(got))
		}
	})
}
