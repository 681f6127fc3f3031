// SPDX-License-Identifier: Apache-2.0

package osvresult

import (
	"cmp"
	"strings"
)

// compareVersions orders two versions for one purpose, to choose among the
// fixed versions of a package that is known to be affected. Numbers count as
// numbers; a word after them (rc1, -beta) comes before the version without it,
// other words by their bytes. Whether a version is affected is never decided
// by it: osv-scanner did that, with the rules of the ecosystem.
func compareVersions(a, b string) int {
	ea, a := epoch(plainVersion(a))
	eb, b := epoch(plainVersion(b))
	if c := compareNumbers(ea, eb); c != 0 {
		return c
	}
	x, y := pieces(a), pieces(b)
	for i := 0; i < len(x) || i < len(y); i++ {
		var p, q string
		if i < len(x) {
			p = x[i]
		}
		if i < len(y) {
			q = y[i]
		}
		if c := comparePieces(p, q); c != 0 {
			return c
		}
	}
	return 0
}

// pieces cuts a version into runs of digits and runs of letters.
func pieces(s string) []string {
	if i := strings.IndexByte(s, '+'); i >= 0 && !strings.ContainsAny(s[:i], "-~") {
		s = s[:i] + "." + s[i+1:]
	}
	var out []string
	start := 0
	for i := 1; i <= len(s); i++ {
		if i == len(s) || kindOf(s[i]) != kindOf(s[i-1]) {
			if kindOf(s[start]) != sign {
				out = append(out, s[start:i])
			}
			start = i
		}
	}
	return out
}

type pieceKind uint8

const (
	sign pieceKind = iota
	digit
	letter
)

func kindOf(c byte) pieceKind {
	switch {
	case c >= '0' && c <= '9':
		return digit
	case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		return letter
	}
	return sign
}

// comparePieces orders: word of a version to come, nothing, other word, number.
func comparePieces(p, q string) int {
	rank := func(s string) int {
		switch {
		case s == "":
			return 1
		case kindOf(s[0]) == digit:
			if strings.Trim(s, "0") == "" {
				return 1 // 1.0 is 1
			}
			return 3
		case early(s):
			return 0
		}
		return 2
	}
	if c := cmp.Compare(rank(p), rank(q)); c != 0 {
		return c
	}
	if rank(p) == 3 {
		return compareNumbers(p, q)
	}
	if rank(p) == 1 {
		return 0
	}
	return cmp.Compare(strings.ToLower(p), strings.ToLower(q))
}

// early reports whether a word marks a version that comes before the one
// without it.
func early(word string) bool {
	switch strings.ToLower(word) {
	case "a", "alpha", "b", "beta", "c", "cr", "rc", "m", "milestone", "pre", "preview", "dev", "snapshot", "next", "canary", "nightly":
		return true
	}
	return false
}

// compareNumbers compares digits of any length.
func compareNumbers(a, b string) int {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}
