// SPDX-License-Identifier: Apache-2.0

package version

import "strings"

const (
	maxNumbers = 5
	maxDigits  = 18 // what surely fits into 64 bits
)

// numbers are the numbers between dots that a version begins with. Where two
// versions differ in them, and both are of a known form, no more is needed to
// order the two.
type numbers struct {
	n    uint8  // 0: not of a known form
	rest bool   // something follows: a pre-release, a post-release, a build
	end  uint16 // where the rest begins
	at   [maxNumbers]uint64
}

// exact says whether the numbers are the whole version.
func (n *numbers) exact() bool { return n.n > 0 && !n.rest }

// numbersOf reads the numbers of a version, none where its form is not known.
func (s scheme) numbersOf(text string) (n numbers) {
	most := s.mostNumbers()
	if most == 0 || len(text) > MaxLength {
		return n
	}
	i := 0
	if len(text) > 0 && text[0] == 'v' && s.dropsV() {
		i = 1
	}
	for count := 0; count < most; count++ {
		start := i
		var value uint64
		for i < len(text) && text[i] >= '0' && text[i] <= '9' && i-start <= maxDigits {
			value = value*10 + uint64(text[i]-'0')
			i++
		}
		digits := i - start
		// apk compares numbers with leading zeros as text.
		if digits == 0 || digits > maxDigits || digits > 1 && text[start] == '0' {
			return numbers{}
		}
		n.at[count] = value
		if i == len(text) {
			n.n = uint8(count + 1)
			return n
		}
		// What follows is the next number, or the rest.
		if text[i] != '.' || i+1 < len(text) && (text[i+1] < '0' || text[i+1] > '9') {
			break
		}
		if i++; count+1 == most {
			return numbers{} // more numbers than the scheme counts
		}
		n.n = uint8(count + 1)
	}
	n.n++
	if n.n > uint8(most) || !s.knownRest(text[i:]) {
		return numbers{}
	}
	n.rest, n.end = true, uint16(i)
	return n
}

// mostNumbers is how many numbers the scheme compares before anything else; 0
// where there is no short way.
func (s scheme) mostNumbers() int {
	switch s {
	case none:
		return 0
	case semVer, pub:
		return 3
	case nuGet:
		return 4
	}
	return maxNumbers
}

// dropsV says whether a leading v means nothing.
func (s scheme) dropsV() bool {
	return s == semVer || s == pub || s == nuGet || s == hackage || s == pypi
}

// knownRest says whether what follows the numbers cannot change how numbers
// that differ are ordered.
func (s scheme) knownRest(rest string) bool {
	switch s {
	case semVer, pub, nuGet:
		return len(rest) < MaxLength/2 && (rest[0] == '-' || rest[0] == '+') && plain(rest)
	case alpine: // the build of a package
		return len(rest) > 2 && rest[:2] == "-r" && allDigits(rest[2:])
	case maven: // a qualifier: -SNAPSHOT, .Final, -beta9
		letters := strings.TrimRight(rest, "0123456789")
		return len(letters) > 1 && len(rest) < MaxLength/2 && (rest[0] == '-' || rest[0] == '.') && allLetters(letters[1:])
	case pypi:
		for _, word := range [...]string{"a", "b", "rc", ".post", ".dev"} {
			if len(rest) > len(word) && rest[:len(word)] == word {
				return allDigits(rest[len(word):])
			}
		}
	}
	return false
}

// plain says whether text has nothing but what pre-releases and builds are made
// of, so that a requirement or a template is not among them.
func plain(text string) bool {
	for i := range len(text) {
		c := text[i]
		if (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-' && c != '+' && c != '.' && c != '_' {
			return false
		}
	}
	return true
}

func allLetters(text string) bool {
	for i := range len(text) {
		if c := text[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

func allDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return len(text) <= maxDigits
}

// compare orders two versions by their numbers; ok is false where that takes
// more than the numbers.
func (s scheme) compare(a, b *numbers) (order int, ok bool) {
	if a.n == 0 || b.n == 0 {
		return 0, false
	}
	longest := int(max(a.n, b.n))
	if s == debian || s == redHat || s == packagist {
		longest = int(min(a.n, b.n)) // what is not there is less than 0
	}
	for i := range longest {
		if a.at[i] != b.at[i] {
			if a.at[i] < b.at[i] {
				return -1, true
			}
			return 1, true
		}
	}
	if a.rest || b.rest {
		return 0, false
	}
	switch s {
	case debian, redHat, packagist, cran, hackage:
		return int(a.n) - int(b.n), true
	}
	return 0, true
}
