// SPDX-License-Identifier: Apache-2.0

package osvresult

import "testing"

func TestCompareVersions(t *testing.T) {
	// Each is smaller than the next.
	for _, line := range [][]string{
		{"0.9", "1.0-alpha", "1.0-beta2", "1.0rc1", "1.0", "1.0.1", "1.0.9", "1.0.10", "1.2", "2", "1:0.1"},
		{"1.0-1", "1.0-1+deb12u1", "1.0-1+deb12u2", "1.0-2"},
		{"v1.3.1", "1.3.2"},
	} {
		for i, a := range line {
			for j, b := range line {
				got := compareVersions(a, b)
				if got < 0 != (i < j) || got > 0 != (i > j) {
					t.Errorf("compareVersions(%q, %q) = %d", a, b, got)
				}
			}
		}
	}
	if compareVersions("v1.0", "1.0.0") != 0 {
		t.Error("v1.0 is not 1.0.0")
	}
}

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
