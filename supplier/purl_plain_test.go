// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"testing"

	"pgregory.net/rapid"
)

// What is taken apart without the library is what the library says of it, and
// what is spelled plainly is taken apart.
func TestPlainPURL(t *testing.T) {
	segment := rapid.StringMatching(`[a-z0-9][a-zA-Z0-9._%@:+~-]{0,6}|[a-z]{1,4}|[._@-]{0,2}`)
	plain := rapid.StringMatching(`[a-z0-9][a-z0-9.-]{0,6}`)
	rapid.Check(t, func(t *rapid.T) {
		kinds := append([]string{"cpan", "swift", "julia", "huggingface", "oci", "NPM", ""}, plainTypes[:]...)
		of, must := segment, rapid.Bool().Draw(t, "plain")
		if must {
			of, kinds = plain, plainTypes[:]
		}
		s := "pkg:" + rapid.SampledFrom(kinds).Draw(t, "type")
		for range rapid.IntRange(1, 4).Draw(t, "segments") {
			s += "/" + of.Draw(t, "segment")
		}
		if must {
			s += rapid.StringMatching(`|@v?[0-9][0-9A-Za-z._-]{0,8}`).Draw(t, "version")
		} else {
			s += rapid.StringMatching(`|@v?[0-9A-Za-z._-]{0,8}|@[0-9.+:~%@]{0,5}|@1\.0\?arch=x|@1#p`).Draw(t, "version")
		}
		p, ok := plainPURL(s)
		if !ok {
			if must {
				t.Fatalf("%q is not taken apart", s)
			}
			return
		}
		if want, ok := parsePURL(s); !ok || p != want {
			t.Fatalf("%q: %+v, the library says %v %+v", s, p, ok, want)
		}
	})
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
