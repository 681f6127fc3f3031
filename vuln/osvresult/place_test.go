// SPDX-License-Identifier: Apache-2.0

package osvresult

import "testing"

func TestSameVersion(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"1.2.3", "v1.2.3", true},
		{"1:2.0-1", "2.0-1", true},
		{"1:2.0-1", "2:2.0-1", false},
		{"1.2.3", "1.2.30", false},
		{"vista", "ista", false},
		{"", "1", false},
	} {
		if got := sameVersion(c.a, c.b); got != c.want {
			t.Errorf("sameVersion(%q, %q) = %v", c.a, c.b, got)
		}
	}
}
