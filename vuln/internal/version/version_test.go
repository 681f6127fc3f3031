// SPDX-License-Identifier: Apache-2.0

package version

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/osv-scalibr/semantic"
	"pgregory.net/rapid"
)

// every ecosystem stands for one scheme.
var every = []string{"npm", "Alpine:v3.20", "CRAN", "Debian:12", "Hackage", "Maven", "NuGet", "Packagist", "Pub",
	"PyPI", "Red Hat:enterprise_linux:9::baseos", "RubyGems"}

func TestCompare(t *testing.T) {
	tests := []struct{ ecosystem, order string }{
		{"npm", "1.0.0-alpha < 1.0.0-alpha.1 < 1.0.0-beta < 1.0.0-rc.1 < 1.0.0 = 1.0.0+build < 1.0.1 < 1.10.0 < 2"},
		{"Go", "v0.0.0-20200101000000-0123456789ab < v0.0.0-20210101000000-0123456789ab < 0.1.0 = v0.1.0 < v1.2.3+incompatible < v1.2.4"},
		{"crates.io", "0.9.99 < 0.10.0-pre < 0.10.0"},
		{"PyPI", "1.0.dev1 < 1.0a1 < 1.0b2 < 1.0rc1 < 1.0 = 1.0.0 < 1.0.post1 < 1.1 < 1!0.1"},
		{"Maven", "1-alpha1 < 1-beta < 1-rc1 = 1-cr1 < 1-SNAPSHOT < 1 = 1.0 = 1-ga = 1.0.0.RELEASE < 1-sp < 1-jre < 1-1 < 1.1 < 1.10"},
		{"NuGet", "1.0.0-beta < 1.0.0-BETA2 < 1.0.0 = 1.0.0.0 < 1.0.0.1 < 1.0.1"},
		{"RubyGems", "1.0.a < 1.0.b1 < 1.0.pre < 1 = 1.0.0 < 1.0.1 < 1.2.10"},
		{"Packagist", "1.0-dev < 1.0-alpha < 1.0-beta < 1.0-RC1 < 1.0 < 1.0.0 < 1.0.1 = v1.0.1"},
		{"Debian:12", "1.0~rc1-1 < 1.0 < 1.0-1 < 1.0-1+deb12u1 < 1.0-1+deb12u2 < 1.0-1.1 < 1.0.1 < 1:0.1"},
		{"Ubuntu:22.04:LTS", "2.35-0ubuntu3 < 2.35-0ubuntu3.1 < 2.35-0ubuntu3.10"},
		{"Alpine:v3.20", "1.2_rc1 < 1.2 < 1.2-r1 < 1.2-r10 < 1.2_p1-r0 < 1.2a < 1.2.1-r0"},
		{"Red Hat:enterprise_linux:9::baseos", "1.0~rc1-1.el9 < 1.0-1.el9 < 1.0-1.el9_2 < 1.0^git1-1.el9 < 1.1-1.el9 < 1:0.5-1.el9"},
		{"Rocky Linux:9", "3.0.7-6.el9_2 < 3.0.7-16.el9"},
		{"CRAN", "1.0 < 1.0.0 < 1.0-1 = 1.0.1 < 1.10"},
		{"Hackage", "1.0 < 1.0.0 < 1.0.1 < 1.10"},
		{"Pub", "1.0.0-dev < 1.0.0 < 1.0.0+1 < 1.0.0+2 < 1.0.1"},
	}
	for _, tc := range tests {
		words := strings.Fields(tc.order)
		for i := 0; i+2 < len(words); i += 2 {
			a, b := words[i], words[i+2]
			want := map[string]int{"<": -1, "=": 0}[words[i+1]]
			for _, x := range []struct {
				a, b string
				want int
			}{{a, b, want}, {b, a, -want}} {
				v := Of(tc.ecosystem, x.a)
				got, err := v.Compare(x.b)
				if err != nil || sign(got) != x.want {
					t.Errorf("%s: %s to %s is %d, %v, want %d", tc.ecosystem, x.a, x.b, got, err, x.want)
				}
			}
		}
	}
}

func sign(n int) int { return max(-1, min(1, n)) }

func TestRefusals(t *testing.T) {
	tests := []struct {
		ecosystem, text string
		want            error // nil: a version
	}{
		{"npm", "1.2.3", nil},
		{"npm", "", ErrNoVersion},
		{"npm", "latest", ErrNotVersion},
		{"npm", "^1.2.3", ErrNotVersion},
		{"npm", "~1.2.3", ErrNotVersion},
		{"npm", ">=1.2.3", ErrNotVersion},
		{"npm", "1.x", ErrNotVersion},
		{"npm", "*", ErrNotVersion},
		{"npm", "1.2.3 || 2", ErrNotVersion},
		{"npm", "file:../x", ErrNotVersion},
		{"npm", "workspace:1.0", ErrNotVersion},
		{"Go", "(devel)", ErrNotVersion},
		{"Go", "v1.2.3+incompatible", nil},
		{"Go", "main", ErrNotVersion},
		{"Maven", "${project.version}", ErrNotVersion},
		{"Maven", "Finchley.SR2", nil},
		{"Maven", "r09", nil},
		{"Maven", "unspecified", ErrNotVersion},
		{"Maven", "[1.0,2.0)", ErrNotVersion},
		{"PyPI", "2.0b1", nil},
		{"PyPI", "unknown", ErrNotVersion},
		{"PyPI", ">=2,<3", ErrNotVersion},
		{"Packagist", "dev-main", ErrNotVersion},
		{"Packagist", "v5.4.0", nil},
		{"RubyGems", "~> 1.2", ErrNotVersion},
		{"SwiftURL", "unspecified", ErrNotVersion},
		{"Debian:12", "2:1.0-1", nil},
		{"Debian:12", "x:1.0-1", ErrNotVersion},
		{"Debian:12", "1a:1.0-1", semantic.ErrInvalidVersion},
		{"Red Hat", "1.0^git1-1.el9", nil},
		{"CRAN", "1.0", nil},
		{"CRAN", "1.0beta", semantic.ErrInvalidVersion},
		{"Hackage", "1.0-x", semantic.ErrInvalidVersion},
		{"GitHub Actions", "v45.0.7", nil},
		{"GitHub Actions", "v4", ErrNotVersion},
		{"GitHub Actions", "v4.1", ErrNotVersion},
		{"GitHub Actions", "", ErrNoVersion},
		{"GitHub Actions", "8f4b7f84864484a7bf31766abe9204da3cbe65b3", ErrNotVersion},
		{"npm", "8f4b7f84864484a7bf31766abe9204da3cbe65b3", ErrNotVersion},
		{"Maven", "8f4b7f84864484a7bf31766abe9204da3cbe65b3", ErrNotVersion},
		{"opam", "1.0", ErrNoOrder},
		{"GIT", "v1.0", ErrNoOrder},
		{"Linux", "6.1", ErrNoOrder},
		{"", "1.0", ErrNoOrder},
		{"npm", strings.Repeat("1", MaxLength+1), ErrNotVersion},
		{"PyPI", strings.Repeat("1.", MaxLength), ErrNotVersion},
	}
	for _, tc := range tests {
		v := Of(tc.ecosystem, tc.text)
		if !errors.Is(v.Err(), tc.want) {
			t.Errorf("%s %.40q: %v, want %v", tc.ecosystem, tc.text, v.Err(), tc.want)
		}
		if v.Err() != nil && len(v.Err().Error()) > 200 {
			t.Errorf("%s: a message of %d bytes", tc.ecosystem, len(v.Err().Error()))
		}
		if v.Text() != tc.text || v.HasOrder() == errors.Is(tc.want, ErrNoOrder) {
			t.Errorf("%s %.40q: text %q, has order %v", tc.ecosystem, tc.text, v.Text(), v.HasOrder())
		}
		if _, err := v.Compare("1.0"); (err != nil) != (tc.want != nil) {
			t.Errorf("%s %.40q to 1.0: %v", tc.ecosystem, tc.text, err)
		}
	}
}

// drawVersion draws what looks like a version, of the alphabet that the schemes
// treat in special ways.
func drawVersion(t *rapid.T, label string) string {
	number := rapid.SampledFrom([]string{"0", "1", "2", "9", "10", "01", "00", "20210101", "123456789012345678901234567890"})
	parts := rapid.SliceOfN(number, 1, 6).Draw(t, label)
	text := rapid.SampledFrom([]string{"", "", "", "v", "1:", "0!"}).Draw(t, label+" prefix") + strings.Join(parts, ".")
	tails := []string{"", "", "", "-1", "-r1", "-rc.1", "-beta", "+build", "+1", "a", "a1", "rc1", ".post1", ".dev1", "~rc1", "^1",
		"_p1", "_rc2", ".a", "-SNAPSHOT", ".Final", ".el9", "-1.el9", "+deb12u1", "-0ubuntu1", ".", "..1", "-", ".rc.1", "b", "ä"}
	return text + rapid.SampledFrom(tails).Draw(t, label+" tail") + rapid.SampledFrom([]string{"", "", "", "1", ".2", "-1"}).Draw(t, label+" end")
}

// drawSimple draws versions that are mostly numbers, and alike.
func drawSimple(t *rapid.T, label string) string {
	number := rapid.SampledFrom([]string{"0", "0", "1", "1", "2", "10", "01", "999999999999999999", "1000000000000000000"})
	text := rapid.SampledFrom([]string{"", "", "", "v"}).Draw(t, label+" prefix") +
		strings.Join(rapid.SliceOfN(number, 1, 6).Draw(t, label), ".")
	return text + rapid.SampledFrom([]string{"", "", "", "", "-1", "-rc.1", "+b", "a1", "rc1", ".post1", ".dev1", ".", ".x", "-+",
		"-r0", "-r1", "-r10", "-r01", "-SNAPSHOT", "-beta9", ".Final", ".RELEASE", "-sp", "-jre", "-ga1", ".a1"}).Draw(t, label+" tail")
}

// drawText draws versions with much after the same number.
func drawText(t *rapid.T, label string) string {
	part := rapid.SampledFrom([]string{"0", "1", "01", "10", "a", "A", "rc", "20210101000000", ".", "-", "+", "~", ":", "0.20210101000000-0123abcdef", "deb12u1"})
	return rapid.SampledFrom([]string{"1.0.0-", "1.0.0", "1", "1:2-", "v0.0.0-"}).Draw(t, label) + strings.Join(rapid.SliceOfN(part, 0, 5).Draw(t, label+" parts"), "")
}

// What is decided without package semantic is decided as it would.
func TestShortWayIsTheLongWay(t *testing.T) {
	for _, ecosystem := range every {
		t.Run(ecosystem, func(t *testing.T) {
			s := schemeOf(ecosystem)
			rapid.Check(t, func(t *rapid.T) {
				draw := rapid.SampledFrom([]func(*rapid.T, string) string{drawSimple, drawVersion, drawText}).Draw(t, "how")
				a, b := draw(t, "a"), draw(t, "b")
				na, nb := s.numbersOf(a), s.numbersOf(b)
				got, ok := s.compare(&na, &nb)
				if !ok && s.check(a) == nil && s.check(b) == nil {
					got, ok = s.compareText(a, b, &na, &nb)
				}
				if !ok {
					return
				}
				if s.check(a) != nil || s.check(b) != nil {
					t.Fatalf("the short way takes %q or %q, which check refuses", a, b)
				}
				v, err := semantic.Parse(a, ecosystem)
				if err != nil {
					t.Fatalf("the short way takes %q: %v", a, err)
				}
				want, err := v.CompareStr(b)
				if err != nil || sign(got) != sign(want) {
					t.Fatalf("%q to %q is %d, semantic says %d, %v", a, b, got, want, err)
				}
			})
		})
	}
}
