// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"strings"
	"time"
)

// PURLProblem says why the text is no package URL, "" when it is one. It
// checks the parts that matching rests on: scheme, type and name.
func PURLProblem(purl string) string {
	rest, ok := strings.CutPrefix(purl, "pkg:")
	if !ok {
		return `it does not begin with "pkg:"`
	}
	rest = strings.TrimLeft(rest, "/")
	rest, _, _ = strings.Cut(rest, "#")
	rest, _, _ = strings.Cut(rest, "?")
	kind, rest, ok := strings.Cut(rest, "/")
	if !ok || kind == "" {
		return "it has no type and name"
	}
	if c := kind[0]; !isLetter(c) {
		return "its type does not begin with a letter"
	}
	for i := range len(kind) {
		if c := kind[i]; !isLetter(c) && !isDigit(c) && c != '.' && c != '+' && c != '-' {
			return "its type has a character that is not allowed"
		}
	}
	name := strings.TrimRight(rest, "/")
	name = name[strings.LastIndexByte(name, '/')+1:]
	if at := strings.LastIndexByte(name, '@'); at >= 0 {
		name = name[:at]
	}
	if name == "" || strings.Trim(name, ".") == "" {
		return "it has no name"
	}
	if strings.ContainsAny(name, " \t\r\n;<>\"") {
		return "its name has a character that is not allowed"
	}
	return ""
}

// CPEValid reports whether the text has the shape of a CPE 2.2 URI or a CPE
// 2.3 formatted string.
func CPEValid(cpe string) bool {
	if rest, ok := strings.CutPrefix(cpe, "cpe:/"); ok {
		return rest != "" && strings.ContainsRune("hoaHOA", rune(rest[0]))
	}
	rest, ok := strings.CutPrefix(cpe, "cpe:2.3:")
	if !ok {
		return false
	}
	colons := 0 // 11 attributes, so 10 colons between them; "\:" is part of a value
	for i := 0; i < len(rest); i++ {
		switch rest[i] {
		case '\\':
			i++
		case ':':
			colons++
		}
	}
	return colons == 10 && strings.ContainsRune("aho*-", rune(rest[0]))
}

// hexDigits returns the length of a digest in hexadecimal digits; 0 is any.
// ok is false for names that are in no dialect's list.
func hexDigits(alg string) (n int, ok bool) {
	switch alg {
	case "ADLER32":
		return 8, true
	case "MD2", "MD4", "MD5":
		return 32, true
	case "SHA-1":
		return 40, true
	case "SHA-224":
		return 56, true
	case "SHA-256", "SHA3-256", "BLAKE2b-256", "Streebog-256":
		return 64, true
	case "SHA-384", "SHA3-384", "BLAKE2b-384":
		return 96, true
	case "SHA-512", "SHA3-512", "BLAKE2b-512", "Streebog-512":
		return 128, true
	case "MD6", "BLAKE3":
		return 0, true
	}
	return 0, false
}

var algNames = []string{"MD2", "MD4", "MD5", "MD6", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512",
	"SHA3-256", "SHA3-384", "SHA3-512", "BLAKE2b-256", "BLAKE2b-384", "BLAKE2b-512", "BLAKE3",
	"Streebog-256", "Streebog-512", "ADLER32"}

// canonicalAlg maps the spelling of SPDX, upper case without punctuation, to
// that of CycloneDX.
var canonicalAlg = func() map[string]string {
	m := make(map[string]string, len(algNames))
	for _, name := range algNames {
		m[plainAlg(name)] = name
	}
	return m
}()

func plainAlg(s string) string {
	return strings.ToUpper(strings.NewReplacer("-", "", "_", "", " ", "").Replace(s))
}

// HashAlg returns the CycloneDX spelling of a digest's name: "SHA256",
// "sha-256" and "SHA-256" are all "SHA-256". ok is false for names that no
// dialect knows.
func HashAlg(name string) (alg string, ok bool) {
	switch name { // what nearly every document uses
	case "SHA1":
		return "SHA-1", true
	case "SHA256":
		return "SHA-256", true
	case "SHA512":
		return "SHA-512", true
	}
	if _, ok = hexDigits(name); ok {
		return name, true
	}
	alg, ok = canonicalAlg[plainAlg(name)]
	return alg, ok
}

// HashValid reports whether the value is hexadecimal and as long as the
// algorithm, in CycloneDX spelling, makes it.
func HashValid(alg, value string) bool {
	if want, _ := hexDigits(alg); value == "" || (want != 0 && len(value) != want) {
		return false
	}
	bad := byte(0)
	for i := range len(value) {
		bad |= notHex[value[i]]
	}
	return bad == 0
}

// notHex is 0 for the hexadecimal digits.
var notHex = func() (t [256]byte) {
	for c := range t {
		if _, ok := hexDigit(byte(c)); !ok {
			t[c] = 1
		}
	}
	return t
}()

// TimeValid reports whether the text is an RFC 3339 date and time.
func TimeValid(s string) bool {
	_, err := time.Parse(time.RFC3339, s)
	return err == nil
}

// URLValid reports whether the text can name a place to fetch from: it has a
// scheme, or is an scp-like git address (git@host:path).
func URLValid(s string) bool {
	for i := range len(s) {
		if c := s[i]; c == ' ' || c == '\t' || c == '\r' || c == '\n' {
			return false
		}
	}
	scheme, rest, ok := strings.Cut(s, ":")
	if !ok || scheme == "" || rest == "" {
		return false
	}
	for i := range len(scheme) {
		if c := scheme[i]; !isLetter(c) && (i == 0 || (!isDigit(c) && c != '+' && c != '-' && c != '.')) {
			return strings.Contains(scheme, "@")
		}
	}
	return true
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
