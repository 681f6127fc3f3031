// SPDX-License-Identifier: Apache-2.0

package quality

import "testing"

func TestIsExpression(t *testing.T) {
	for text, want := range map[string]bool{
		"MIT": true, "GPL-2.0+": true, "MIT OR Apache-2.0": true, "(MIT AND BSD-3-Clause) OR Zlib": true,
		"((MIT))": true, "GPL-2.0-only WITH Classpath-exception-2.0": true, "DocumentRef-x:LicenseRef-y": true, "mit and zlib": true,
		"": false, "MIT,": false, "The MIT License": false, "MIT OR": false, "OR MIT": false, "(MIT": false, "MIT)": false,
		"()": false, "MIT (BSD-3-Clause)": false, "https://opensource.org/license/mit": false, "Lizenz für alle": false,
	} {
		if got := isExpression(text); got != want {
			t.Errorf("isExpression(%q) = %v", text, got)
		}
	}
}

func TestText(t *testing.T) {
	for s, want := range map[string]status{
		"": missing, "  ": missing, "NOASSERTION": unknown, "noassertion": unknown, "Unknown": unknown, "n/a": unknown, " TBD ": unknown,
		"not available": unknown, "NONE": present, "1.0": present, "unknown-lib": present, "n": present, "rust": present,
	} {
		if got := text(s); got != want {
			t.Errorf("text(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestVersioned(t *testing.T) {
	for s, want := range map[string]bool{
		"syft-1.0.0": true, "scanner 1.2": true, "scanner@v3": true, "cdxgen 11": true,
		"scanner": false, "log4j": false, "x509-reader": false, "": false,
	} {
		if got := versioned(s); got != want {
			t.Errorf("versioned(%q) = %v", s, got)
		}
	}
}

func TestOlder(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"1.5", "1.6", true}, {"1.6", "1.6", false}, {"1.10", "1.9", false}, {"2.0-dev", "1.6", false}, {"1.7.1", "1.7", false},
		{"3.0", "3.0.1", true}, {"", "1.2", false}, {"new", "1.2", false}, {"1.2", "", false},
	} {
		if got := older(test.a, test.b); got != test.want {
			t.Errorf("older(%q, %q) = %v", test.a, test.b, got)
		}
	}
}
