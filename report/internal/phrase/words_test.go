// SPDX-License-Identifier: Apache-2.0

package phrase

import (
	"math"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/kedja/kedja/result"
)

func TestShare(t *testing.T) {
	for _, tt := range []struct {
		lo, hi float64
		want   string
	}{
		{0.32, 0.68, "between 32 % and 68 %"},
		{0.32, 0.32, "32 %"},
		{0.318, 0.322, "between 31 % and 33 %"}, // ends are rounded outward
		{0, 0, "0 %"},
		{1, 1, "100 %"},
		{0, 1, "not known"},
		{0, 0.684, "at most 69 %"},
		{0.3, 1, "at least 30 %"},
		{0.0333, 0.0333, "3.3 %"},
		{0.05, 0.05, "5 %"},
		{0.0004, 0.3, "between 0 % and 30 %"},
		{0.997, 0.997, "99.7 %"}, // not 100: somebody else has the rest
		{0.9999, 0.9999, ">99.9 %"},
		{math.Inf(-1), 0.2, "at most 20 %"},
	} {
		if got := strings.ReplaceAll(Share(result.Interval{Lo: tt.lo, Hi: tt.hi}), NBSP, " "); got != tt.want {
			t.Errorf("[%v, %v] is %q, want %q", tt.lo, tt.hi, got, tt.want)
		}
	}
}

func TestBetween(t *testing.T) {
	inf := math.Inf(1)
	for _, tt := range []struct {
		lo, hi float64
		want   string
	}{
		{1.47, 3.13, "between 1.4 and 3.2"},
		{2, 2, "2"},
		{2.2, inf, "at least 2.2"},
		{-inf, inf, "not known"},
		{9.96, 12.4, "between 9.9 and 13"},
		{-0.01, 0, "between -0.1 and 0"},
	} {
		if got := Between(result.Interval{Lo: tt.lo, Hi: tt.hi}, AsNumber); got != tt.want {
			t.Errorf("[%v, %v] is %q, want %q", tt.lo, tt.hi, got, tt.want)
		}
	}
}

func TestCountsAndLists(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{Count(1, "file", "files"), "1 file"},
		{Count(0, "file", "files"), "0 files"},
		{Count(1234567, "file", "files"), "1 234 567 files"},
		{Thousands(1234), "1234"},
		{Spell("migrationTime"), "migration time"},
		{List([]string{"a", "b", "c"}, 2, 0), "a, b and 1 more"},
		{List([]string{"a", "b"}, 5, 14), "a, b and 12 more"},
		{List([]string{"a"}, 5, 0), "a"},
		{List(nil, 5, 0), ""},
		{Fraction(0.001), "<0.01"},
		{Fraction(0.5), "0.5"},
	} {
		if got := strings.ReplaceAll(tt.got, NBSP, " "); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestClean(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"plain", "Teliqon AB (publ) – Öst & Söner", "Teliqon AB (publ) – Öst & Söner"},
		{"lines", " a\r\n\tb\u2028c \u00a0 d ", "a b c d"},
		{"escape sequence", "\x1b[31mred", "\ufffd[31mred"},
		{"C1 escape", "\u009b31m", "\ufffd31m"},
		{"next line", "a\u0085b", "a\ufffdb"},
		{"nul and bell", "a\x00\ab", "a\ufffd\ufffdb"},
		{"direction", "\u202eevil\u2066", "\ufffdevil\ufffd"},
		{"invisible", "a\u200bb\ufeffc\u2060d\u3164e", "a\ufffdb\ufffdc\ufffdd\ufffde"},
		{"tag characters", "a\U000e0041", "a\ufffd"},
		{"private use", "\ue000", "\ufffd"},
		{"broken UTF-8", "a\xffb", "a\ufffdb"},
		{"tower of accents", "a" + strings.Repeat("\u0301", 50), "a\u0301\u0301"},
		{"cut", strings.Repeat("ab", 40), strings.Repeat("ab", 30) + "…"},
		{"as long as allowed", strings.Repeat("x", MaxName), strings.Repeat("x", MaxName)},
		{"empty", "", ""},
	} {
		if got := Clean(tt.in, MaxName); got != tt.want {
			t.Errorf("%s: %q became %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestCleanIsHarmless(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.String().Draw(t, "in") + string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))
		got := Clean(in, 20)
		if !utf8.ValidString(got) || utf8.RuneCountInString(got) > 21 {
			t.Fatalf("%q became %q", in, got)
		}
		for _, r := range got {
			if !unicode.IsGraphic(r) || r != ' ' && unicode.IsSpace(r) {
				t.Fatalf("%q keeps %U", in, r)
			}
		}
		if again := Clean(got, 21); again != got {
			t.Fatalf("cleaning %q again gives %q", got, again)
		}
	})
}
