// SPDX-License-Identifier: Apache-2.0

package alias_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/kedja/kedja/vuln/internal/alias"
)

func TestGroups(t *testing.T) {
	for _, c := range []struct {
		name, records string // separated by |
		want          []int
	}{
		{"nothing shared", "CVE-1 | GHSA-1 | GO-1", []int{0, 1, 2}},
		{"an alias", "GHSA-1 CVE-1 | GO-1 CVE-1", []int{0, 0}},
		{"records without a CVE", "GHSA-1 GO-1 | GO-1 | PYSEC-1", []int{0, 0, 2}},
		{"a record without a CVE joins that which names it", "GO-1 GHSA-1 | GHSA-1 CVE-1", []int{0, 0}},
		{"a chain without CVEs joins whole", "GO-1 X-1 | X-1 Y-1 | Y-1 CVE-1", []int{0, 0, 0}},
		{"a notice of two CVEs is no bridge", "DSA-1 CVE-1 CVE-2 | D-1 CVE-1 | D-2 CVE-2", []int{0, 1, 2}},
		{"two notices of the same CVEs are one", "DSA-1 CVE-1 CVE-2 | USN-1 CVE-2 CVE-1", []int{0, 0}},
		{"a record without a CVE is no bridge", "X CVE-1 | X CVE-2 | X", []int{0, 1, 2}},
	} {
		var names [][]string
		for _, r := range strings.Split(c.records, "|") {
			names = append(names, strings.Fields(r))
		}
		if got := alias.Groups(names); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, not %v", c.name, got, c.want)
		}
	}
}

// TestOrderDoesNotMatter: records are in one group in whatever order they come,
// and no group has records with different CVEs.
func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"CVE-1", "CVE-2", "CVE-3", "A", "B", "C", "D", "E"})
		records := rapid.SliceOfN(rapid.SliceOfNDistinct(name, 1, 3, rapid.ID), 1, 8).Draw(t, "records")
		order := make([]int, len(records))
		for i := range order {
			order[i] = i
		}
		order = rapid.Permutation(order).Draw(t, "order")
		moved := make([][]string, len(records))
		for to, from := range order {
			moved[to] = records[from]
		}
		a, b := alias.Groups(records), alias.Groups(moved)
		if beside := alias.Groups(append(slices.Clone(records), []string{"nothing"})); !slices.Equal(beside[:len(a)], a) {
			t.Fatalf("%v: %v, beside a record of something else %v", records, a, beside)
		}
		for i := range order {
			for j := range order {
				if (b[i] == b[j]) != (a[order[i]] == a[order[j]]) {
					t.Fatalf("%v and %v are together in one order only", moved[i], moved[j])
				}
				x, y := alias.CVEs(moved[i]), alias.CVEs(moved[j])
				if b[i] == b[j] && len(x) > 0 && len(y) > 0 && !slices.Equal(x, y) {
					t.Fatalf("%v and %v are one", moved[i], moved[j])
				}
			}
		}
	})
}
