// SPDX-License-Identifier: Apache-2.0

package report

import "testing"

func TestCells(t *testing.T) {
	for s, want := range map[string]int{"abc": 3, "ö": 1, "o\u0308": 1, "日本": 4, "\U0001f4a3": 2, "…": 1, "": 0} {
		if got := cells(s); got != want {
			t.Errorf("%q takes %d cells, want %d", s, got, want)
		}
	}
}
