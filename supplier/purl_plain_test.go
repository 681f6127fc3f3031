// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"testing"

	"pgregory.net/rapid"
)

// What is taken apart without the library is what the library says of it.
func TestPlainPURL(t *testing.T) {
	taken := 0
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom(append(plainTypes[:], "cpan", "swift", "julia", "huggingface", "oci", "NPM", "")).Draw(t, "type")
		segment := rapid.StringMatching(`[a-z0-9][a-zA-Z0-9._%@:+~-]{0,6}|[a-z]{1,4}|[._@-]{0,2}`)
		s := "pkg:" + kind
		for range rapid.IntRange(1, 4).Draw(t, "segments") {
			s += "/" + segment.Draw(t, "segment")
		}
		s += rapid.StringMatching(`|@v?[0-9A-Za-z._-]{0,8}|@[0-9.+:~%@]{0,5}|@1\.0\?arch=x|@1#p`).Draw(t, "version")
		p, ok := plainPURL(s)
		if !ok {
			return
		}
		taken++
		if want, ok := parsePURL(s); !ok || p != want {
			t.Fatalf("%q: %+v, the library says %v %+v", s, p, ok, want)
		}
	})
	if taken < 10 {
		t.Errorf("only %d taken apart: the test shows nothing", taken)
	}
}

func TestPlainPURLExamples(t *testing.T) {
	for s, want := range map[string]bool{
		"pkg:npm/left-pad@1.3.0":                   true,
		"pkg:golang/example.org/org/module@v1.2.3": true,
		"pkg:maven/org.example/lib@1.0.RELEASE":    true,
		"pkg:pypi/typing_extensions@4.1":           false, // an underscore is folded
		"pkg:npm/%40org/name@1":                    false,
		"pkg:golang/github.com/Org/module@v1":      false,
		"pkg:deb/debian/curl@8.0-1?arch=amd64":     false,
		"pkg:npm/name@":                            false,
		"pkg:npm/../name@1":                        false,
		"pkg:npm//name@1":                          false,
		"pkg:npm/name/@1":                          false,
		"npm/name@1":                               false,
	} {
		if _, ok := plainPURL(s); ok != want {
			t.Errorf("%s: taken apart %v, want %v", s, ok, want)
		}
	}
}
