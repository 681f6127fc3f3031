// SPDX-License-Identifier: Apache-2.0

package ecosystem

import (
	"reflect"
	"strings"
	"testing"

	packageurl "github.com/package-url/packageurl-go"
	"pgregory.net/rapid"
)

// TestPlain compares with packageurl.FromString what is taken apart without it.
func TestPlain(t *testing.T) {
	parts := []string{"a", "B", "_", ".", "/", "/", "@", "@", "%40", "%2F", "?x=y", "#v2", "1.0", "-", " ", "ä", "\xff", ":", "+"}
	types := []string{"", "", "", "", "a", "npm/", "maven/", "pypi/", "golang/", "cargo/", "nuget/", "gem/", "NPM/", "deb/", "swift/"}
	taken := 0
	rapid.Check(t, func(t *rapid.T) {
		purl := rapid.SampledFrom([]string{"pkg:npm/%40", "pkg:npm/", "pkg:golang/", "pkg:pypi/", "pkg:", "PKG:", "pkg:/", ""}).Draw(t, "scheme") +
			rapid.SampledFrom(types).Draw(t, "type") + strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 8).Draw(t, "parts"), "")
		got, ok := plain(purl)
		if !ok {
			return
		}
		taken++
		want, err := packageurl.FromString(purl)
		if len(want.Qualifiers) == 0 {
			want.Qualifiers = nil
		}
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%q is %#v, want %#v, %v", purl, got, want, err)
		}
		if target, ok := OfPlain(purl, " 2 "); ok && !reflect.DeepEqual(Of(purl, " 2 "), Result{Targets: []Target{target}}) {
			t.Fatalf("%q stands for %#v, want %#v", purl, target, Of(purl, " 2 "))
		}
	})
	if taken == 0 {
		t.Error("no package URL was plain")
	}
	for _, purl := range []string{"pkg:npm/%40scope/a@1", "pkg:npm/@scope/a@1", "pkg:npm/a", "pkg:pypi/A_b@1", "pkg:golang/x.org/Y/z@v1.2.3", "pkg:maven/g.h/a@1"} {
		if _, ok := plain(purl); !ok {
			t.Errorf("%s is left to others", purl)
		}
	}
}
