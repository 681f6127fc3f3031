// SPDX-License-Identifier: Apache-2.0

package affected

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/internal/version"
)

var kinds = map[string]EventKind{"introduced": Introduced, "fixed": Fixed, "last_affected": LastAffected, "limit": Limit}

// events reads "introduced 0, fixed 1.2".
func events(t testing.TB, text string) (out []Event) {
	for _, word := range strings.Split(text, ", ") {
		kind, v, _ := strings.Cut(word, " ")
		if text == "" {
			break
		}
		if kinds[kind] == OtherEvent && kind != "other" {
			t.Fatalf("no kind of event: %q", kind)
		}
		out = append(out, Event{kinds[kind], v})
	}
	return out
}

// entry reads "ECOSYSTEM introduced 0, fixed 1.2; versions 1.0 1.1".
func entry(t testing.TB, text string) (p Package) {
	types := map[string]RangeType{"ECOSYSTEM": EcosystemRange, "SEMVER": SemVerRange, "GIT": GitRange, "OTHER": OtherRange}
	for _, part := range strings.Split(text, "; ") {
		kind, rest, _ := strings.Cut(part, " ")
		switch {
		case kind == "versions":
			p.Versions = strings.Fields(rest)
		case kind != "":
			p.Ranges = append(p.Ranges, Range{Type: types[kind], Events: events(t, rest)})
		}
	}
	return p
}

// covers is what Covers answers before and after Arrange, which must agree.
func covers(t testing.TB, p *Package, ecosystem, text string) string {
	t.Helper()
	answer := func() string {
		v := version.Of(ecosystem, text)
		o, reason := p.Covers(&v)
		return strings.TrimSpace(o.String() + " " + string(reason))
	}
	before := answer()
	p.Arrange(ecosystem)
	if after := answer(); after != before {
		t.Errorf("%s %s of %+v: %s before Arrange and %s after", ecosystem, text, p, before, after)
	}
	return before
}

func TestCovers(t *testing.T) {
	const commits, noVersion, bad, unreadable = " " + string(vuln.CommitsOnly), " " + string(vuln.NoVersion), " " + string(vuln.BadVersion), " " + string(vuln.Unreadable)
	tests := []struct{ ecosystem, entry, versions string }{
		// One range, every kind of event.
		{"npm", "SEMVER introduced 0, fixed 1.2.3", "0.0.1 yes, 1.2.2 yes, 1.2.3-rc.1 yes, 1.2.3 no, 1.2.3+b no, 2.0.0 no"},
		{"npm", "SEMVER introduced 0", "0.0.1 yes, 9 yes, latest yes, <none> yes"},
		{"npm", "SEMVER introduced 1.0.0, fixed 1.2.3", "0.9.0 no, 1.0.0-rc.1 no, 1.0.0 yes, 1.2.3 no"},
		{"npm", "SEMVER introduced 1.0.0, last_affected 1.2.3", "1.2.3 yes, 1.2.3+b yes, 1.2.4 no"},
		{"npm", "SEMVER introduced 1.0.0, last_affected 1.0.0", "0.9.0 no, 1.0.0 yes, 1.0.1 no"},
		{"npm", "SEMVER introduced 1.0.0", "0.9.0 no, 1.0.0 yes, 99.0.0 yes"},
		{"npm", "SEMVER introduced 0, fixed 1.0.0, introduced 2.0.0, fixed 2.1.0", "0.1.0 yes, 1.0.0 no, 2.0.0 yes, 2.1.0 no"},
		{"npm", "SEMVER fixed 2.1.0, introduced 2.0.0, fixed 1.0.0, introduced 0", "0.1.0 yes, 1.0.0 no, 2.0.0 yes, 2.1.0 no"},
		{"npm", "SEMVER introduced 1.0.0, fixed 2.0.0, introduced 2.0.0, fixed 3.0.0", "1.0.0 yes, 2.0.0 yes, 3.0.0 no"},
		{"npm", "SEMVER introduced 1.0.0, introduced 2.0.0, fixed 3.0.0", "1.0.0 yes, 2.0.0 yes, 3.0.0 no"},
		{"npm", "SEMVER introduced 1.0.0, fixed 2.0.0, fixed 3.0.0", "1.0.0 yes, 2.0.0 no, 2.5.0 no, 3.0.0 no"},
		{"npm", "SEMVER introduced 0, fixed 0.0.0", "0.0.0-1 yes, 0.0.0 no, 1.0.0 no"},
		{"npm", "SEMVER fixed 3.0.0", "1.0.0 no, 3.0.0 no, <none> unknown" + noVersion},
		{"npm", "SEMVER ", "1.0.0 no, <none> unknown" + noVersion},
		{"npm", "SEMVER other 1.0.0, introduced 0, fixed 2.0.0", "1.0.0 yes, 2.0.0 no"},
		// Limits.
		{"npm", "SEMVER introduced 1.0.0, limit 2.0.0", "0.9.0 no, 1.0.0 yes, 1.9.9 yes, 2.0.0 no, 3.0.0 no"},
		{"npm", "SEMVER introduced 1.0.0, limit *", "0.9.0 no, 1.0.0 yes, 3.0.0 yes"},
		{"npm", "SEMVER introduced 1.0.0, limit 2.0.0, limit 3.0.0", "1.0.0 yes, 2.5.0 yes, 3.0.0 no"},
		{"npm", "SEMVER introduced 0, fixed 1.0.0, introduced 2.0.0, limit 1.5.0", "0.9.0 yes, 1.2.0 no, 2.0.0 no, 3.0.0 no"},
		// Several ranges, and lists.
		{"npm", "SEMVER introduced 0, fixed 1.0.0; SEMVER introduced 2.0.0, fixed 2.1.0", "0.9.0 yes, 1.5.0 no, 2.0.5 yes, 2.1.0 no"},
		{"npm", "SEMVER introduced 0, fixed 1.0.0; versions 1.5.0", "0.9.0 yes, 1.0.0 no, 1.5.0 yes, v1.5.0 yes"},
		{"npm", "versions 1.0.0 v1.1.0", "1.0.0 yes, v1.0.0 yes, 1.1.0 yes, v1.1.0 yes, 1.0.1 no, 1.0 no, <none> unknown" + noVersion},
		{"npm", "versions latest", "latest yes, 1.0.0 no"},
		{"npm", "", "1.0.0 no, <none> no"},
		// What cannot be ordered is unknown, never no.
		{"npm", "SEMVER introduced 0, fixed 1.2.3", "latest unknown" + bad + ", ^1.0.0 unknown" + bad + ", <none> unknown" + noVersion},
		{"npm", "SEMVER introduced 0, fixed unknown", "1.0.0 unknown" + bad},
		{"npm", "SEMVER introduced 0, fixed unknown; SEMVER introduced 1.0.0, fixed 2.0.0", "1.0.0 yes, 2.0.0 unknown" + bad},
		{"npm", "SEMVER introduced 0, fixed unknown; versions 1.0.0", "1.0.0 yes, 2.0.0 unknown" + bad},
		{"npm", "OTHER introduced 0", "1.0.0 unknown" + unreadable},
		{"npm", "OTHER introduced 0; SEMVER introduced 0, fixed 2.0.0", "1.0.0 yes, 2.0.0 unknown" + unreadable},
		// Commits.
		{"", "GIT introduced 0, fixed 8bb3a1c", "1.0.0 unknown" + commits + ", <none> unknown" + commits},
		{"GIT", "GIT introduced 0, fixed 8bb3a1c; versions v1.0 v1.1", "1.0 yes, v1.1 yes, v1.2 no, <none> unknown" + noVersion +
			", 0123456789012345678901234567890123456789 unknown" + commits},
		{"PyPI", "GIT introduced 0, fixed 8bb3a1c; ECOSYSTEM introduced 0, fixed 1.2", "1.1 yes, 1.2 no"},
		{"PyPI", "ECOSYSTEM introduced 0, fixed 1.2; GIT introduced 0, fixed 8bb3a1c; versions 1.0 1.1", "1.0 yes, 1.1.5 yes, 1.2 no"},
		// No order: lists, and semantic versioning where the range says so.
		{"opam", "ECOSYSTEM introduced 0, fixed 1.2; versions 1.0 1.1", "1.0 yes, 1.2 no"},
		{"opam", "ECOSYSTEM introduced 0, fixed 1.2", "1.0 unknown" + bad},
		{"opam", "ECOSYSTEM introduced 0", "1.0 yes"},
		{"opam", "SEMVER introduced 0, fixed 1.2.0", "1.0.0 yes, 1.2.0 no"},
		// Every order, in the shapes that records of the ecosystem have.
		{"Go", "SEMVER introduced 0, fixed 1.21.9, introduced 1.22.0-0, fixed 1.22.2", "1.21.8 yes, v1.21.9 no, 1.22.0-rc.1 yes, v1.22.1 yes, 1.22.2 no"},
		{"Go", "SEMVER introduced 0, fixed 0.0.0-20220314234659-1baeb1ce4c0b", "v0.0.0-20210921155107-089bfa567519 yes, v0.0.0-20220314234659-1baeb1ce4c0b no, v0.1.0 no, (devel) unknown" + bad},
		{"PyPI", "ECOSYSTEM introduced 0, fixed 2.0.0", "2.0.0rc1 yes, 2.0.0.dev1 yes, 2.0 no, 2.0.post1 no, v1.9 yes"},
		{"Maven", "ECOSYSTEM introduced 2.0-beta9, fixed 2.15.0", "2.0-alpha1 no, 2.0-beta9 yes, 2.14.1 yes, 2.15.0-rc1 yes, 2.15.0 no, ${log4j.version} unknown" + bad},
		{"Debian:12", "ECOSYSTEM introduced 0, fixed 2.36-9+deb12u7", "2.36-9+deb12u4 yes, 2.36-9+deb12u10 no, 2.37-1 no, 1:1.0-1 no"},
		{"Ubuntu:22.04:LTS", "ECOSYSTEM introduced 0, fixed 3.0.2-0ubuntu1.15", "3.0.2-0ubuntu1.9 yes, 3.0.2-0ubuntu1.15 no"},
		{"Alpine:v3.20", "ECOSYSTEM introduced 0, fixed 3.3.1-r1", "3.3.0-r2 yes, 3.3.1-r0 yes, 3.3.1-r1 no, 3.3.1_p1-r0 no"},
		{"Rocky Linux:9", "ECOSYSTEM introduced 0, fixed 1:3.0.7-25.el9_3", "1:3.0.7-24.el9 yes, 1:3.0.7-25.el9_3 no, 3.0.7-25.el9_3 yes"},
		{"RubyGems", "ECOSYSTEM introduced 5.0.0.beta1, fixed 5.2.4.3, introduced 6.0.0, fixed 6.0.3.1", "4.2 no, 5.0.0.rc1 yes, 5.2.4.3 no, 6.0.3 yes, 6.0.3.1 no"},
		{"Packagist", "ECOSYSTEM introduced 6.0.0-beta, fixed 6.4.1", "v6.0.0 yes, 6.4.0 yes, v6.4.1 no, dev-main unknown" + bad},
		{"NuGet", "ECOSYSTEM introduced 0, fixed 13.0.1", "12.0.3 yes, 13.0.1-beta1 yes, 13.0.1 no, 13.0.1.0 no"},
		{"CRAN", "ECOSYSTEM introduced 1.0-1, last_affected 1.2", "1.0-1 yes, 1.2 yes, 1.2.0 no, 1.2-x unknown" + bad},
		{"GitHub Actions", "ECOSYSTEM introduced 0, last_affected 45.0.7", "v45.0.7 yes, v46.0.1 no, main unknown" + bad},
	}
	for _, tc := range tests {
		for _, want := range strings.Split(tc.versions, ", ") {
			text, want, _ := strings.Cut(want, " ")
			if text == "<none>" {
				text = ""
			}
			p := entry(t, tc.entry)
			if got := covers(t, &p, tc.ecosystem, text); got != want {
				t.Errorf("%s: %s, version %q: %s, want %s", tc.ecosystem, tc.entry, text, got, want)
			}
		}
	}
}

func TestFix(t *testing.T) {
	tests := []struct{ ecosystem, entry, versions string }{
		{"npm", "SEMVER introduced 0, fixed 1.2.3", "1.0.0 1.2.3, 1.2.3 -, latest -, <none> -"},
		{"npm", "SEMVER introduced 0", "1.0.0 -"},
		{"npm", "SEMVER introduced 0, last_affected 1.2.3", "1.0.0 -"},
		{"npm", "SEMVER introduced 0, fixed 1.0.5, introduced 2.0.0, fixed 2.1.0", "1.0.0 1.0.5, 2.0.0 2.1.0"},
		// The nearest fix of one range is in another.
		{"npm", "SEMVER introduced 0, fixed 1.5.0; SEMVER introduced 1.2.0, fixed 2.0.0", "1.0.0 2.0.0, 1.6.0 2.0.0"},
		{"npm", "SEMVER introduced 0, fixed 1.5.0; versions 1.5.0", "1.0.0 -"},
		{"npm", "SEMVER introduced 0, fixed 2.0.0; SEMVER introduced 0, fixed 1.5.0", "1.0.0 2.0.0, 1.9.0 2.0.0"},
		{"npm", "SEMVER fixed 3.0.0, introduced 2.0.0, fixed 1.5.0, introduced 0", "1.0.0 1.5.0, 2.0.0 3.0.0"},
		// Nothing is known of a fix that a range cannot be asked about.
		{"npm", "SEMVER introduced 0, fixed 1.5.0; SEMVER introduced 0, fixed soon", "1.0.0 -"},
		{"PyPI", "GIT introduced 0, fixed 8bb3a1c; ECOSYSTEM introduced 0, fixed 1.2.10, fixed 1.2.9", "1.0 1.2.9"},
		{"Debian:12", "ECOSYSTEM introduced 0, fixed 2.36-9+deb12u7", "2.36-9+deb12u4 2.36-9+deb12u7"},
		{"Go", "SEMVER introduced 0, fixed 1.21.9, introduced 1.22.0-0, fixed 1.22.2", "v1.20.0 1.21.9, v1.22.0 1.22.2"},
		{"opam", "SEMVER introduced 0, fixed 1.2.0", "1.0.0 1.2.0"},
		{"opam", "ECOSYSTEM introduced 0, fixed 1.2", "1.0 -"},
	}
	for _, tc := range tests {
		for _, want := range strings.Split(tc.versions, ", ") {
			text, want, _ := strings.Cut(want, " ")
			if text == "<none>" {
				text = ""
			}
			if want == "-" {
				want = ""
			}
			p := entry(t, tc.entry)
			for _, when := range []string{"as read", "arranged"} {
				v := version.Of(tc.ecosystem, text)
				if got := p.Fix(&v); got != want {
					t.Errorf("%s: %s, %s, version %q: fix %q, want %s", tc.ecosystem, tc.entry, when, text, got, want)
				}
				p.Arrange(tc.ecosystem)
			}
		}
	}
}

func ExamplePackage_Covers() {
	p := Package{Ranges: []Range{{Type: EcosystemRange, Events: []Event{{Introduced, "0"}, {Fixed, "2.36-9+deb12u7"}}}}}
	for _, text := range []string{"2.36-9+deb12u4", "2.36-9+deb12u10", ""} {
		v := version.Of("Debian:12", text)
		outcome, reason := p.Covers(&v)
		fmt.Printf("%q: %v %v, fixed in %q\n", text, outcome, reason, p.Fix(&v))
	}
	// Output:
	// "2.36-9+deb12u4": yes , fixed in "2.36-9+deb12u7"
	// "2.36-9+deb12u10": no , fixed in ""
	// "": unknown no-version, fixed in ""
}
