// SPDX-License-Identifier: Apache-2.0

package version

import "strings"

// compareText orders versions whose numbers are not enough, in the schemes
// where that is frequent: the pre-releases of semantic versioning, which every
// pseudo-version of Go is, versions of dpkg, and the builds of apk. It allocates nothing, where
// package semantic makes a big.Int of each number. Text out of the ordinary is
// left to semantic: ok is false.
func (s scheme) compareText(a, b string, na, nb *numbers) (order int, ok bool) {
	switch {
	case s == semVer && na.n > 0 && nb.n > 0: // the numbers are the same
		return comparePreRelease(preRelease(a, na), preRelease(b, nb))
	case s == alpine && na.rest && nb.rest && sameNumbers(na, nb): // -r1 and -r2
		return compareDigits(a[na.end+2:], b[nb.end+2:]), true
	case s == debian && ordinary(a) && ordinary(b):
		return compareDebian(a, b)
	}
	return 0, false
}

func sameNumbers(a, b *numbers) bool { return a.n > 0 && a.n == b.n && a.at == b.at }

// preRelease returns what stands between the hyphen after the numbers and the
// plus sign.
func preRelease(text string, n *numbers) string {
	if !n.rest {
		return ""
	}
	text, _, _ = strings.Cut(text[n.end:], "+")
	return strings.TrimPrefix(text, "-")
}

func comparePreRelease(a, b string) (order int, ok bool) {
	if a == "" || b == "" {
		return truth(a == "") - truth(b == ""), true // none is after all
	}
	for {
		x, restA, moreA := strings.Cut(a, ".")
		y, restB, moreB := strings.Cut(b, ".")
		xNumber, okX := identifier(x)
		yNumber, okY := identifier(y)
		switch {
		case !okX || !okY:
			return 0, false
		case xNumber && yNumber:
			order = compareDigits(x, y)
		case xNumber || yNumber:
			order = truth(yNumber) - truth(xNumber)
		default:
			order = strings.Compare(x, y)
		}
		if order != 0 || !moreA || !moreB {
			if order == 0 {
				order = truth(moreA) - truth(moreB)
			}
			return order, true
		}
		a, b = restA, restB
	}
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// identifier says whether one part of a pre-release is a number; ok is false
// where semantic might find one in it that is none here: a sign, nothing.
func identifier(text string) (isNumber, ok bool) {
	if text == "" || text[0] == '-' || text[0] == '+' {
		return false, false
	}
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false, true
		}
	}
	return true, true
}

// compareDigits orders numbers of any length.
func compareDigits(a, b string) int {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// ordinary says whether text has only what versions of dpkg may have.
func ordinary(text string) bool {
	for i := range len(text) {
		c := text[i]
		if (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && !strings.ContainsRune("-+.~:", rune(c)) {
			return false
		}
	}
	return text != ""
}

// compareDebian orders versions as deb-version(7) says.
func compareDebian(a, b string) (order int, ok bool) {
	epochA, a, okA := epoch(a)
	epochB, b, okB := epoch(b)
	if !okA || !okB {
		return 0, false
	}
	if order = compareDigits(epochA, epochB); order != 0 {
		return order, true
	}
	a, revisionA := revision(a)
	b, revisionB := revision(b)
	if order = compareParts(a, b); order == 0 {
		order = compareParts(revisionA, revisionB)
	}
	return order, true
}

func epoch(text string) (epoch, rest string, ok bool) {
	epoch, rest, found := strings.Cut(text, ":")
	if !found {
		return "", text, true
	}
	isNumber, _ := identifier(epoch)
	return epoch, rest, isNumber
}

func revision(text string) (upstream, revision string) {
	if i := strings.LastIndexByte(text, '-'); i >= 0 {
		return text[:i], text[i+1:]
	}
	return text, "0"
}

// compareParts orders by turns of what is no digit and what is.
func compareParts(a, b string) int {
	for a != "" || b != "" {
		i, j := 0, 0
		for wordA, wordB := true, true; wordA || wordB; {
			wordA, wordB = i < len(a) && !isDigit(a[i]), j < len(b) && !isDigit(b[j])
			x, y := 2, 2 // the end: after a tilde, before all else
			if wordA {
				x = weight(a[i])
				i++
			}
			if wordB {
				y = weight(b[j])
				j++
			}
			if x != y {
				return x - y
			}
		}
		a, b = a[i:], b[j:]
		i, j = digits(a), digits(b)
		if order := compareDigits(a[:i], b[:j]); order != 0 {
			return order
		}
		a, b = a[i:], b[j:]
	}
	return 0
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// digits is how many digits text begins with.
func digits(text string) (n int) {
	for n < len(text) && isDigit(text[n]) {
		n++
	}
	return n
}

// weight orders what is no digit: a tilde, the end (2), letters, the rest.
func weight(c byte) int {
	switch {
	case c == '~':
		return 1
	case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z':
		return int(c)
	}
	return int(c) + 256
}
