// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"bytes"
	"time"

	"github.com/kedja/kedja/sbom/internal/scan"
)

// formats check the strings for which the schema has a pattern or format.
var formats = map[string]func([]byte) bool{
	"date-time": func(s []byte) bool { return scan.TimeValid(string(s)) },
	"date": func(s []byte) bool {
		_, err := time.Parse(time.DateOnly, string(s))
		return err == nil
	},
	"serial":  isSerial[[]byte],
	"digest":  isDigest,
	"mime":    isMIME,
	"locale":  isLocale,
	"cre":     isCRE,
	"country": func(s []byte) bool { return len(s) == 2 && upper(s[0]) && upper(s[1]) },
	"patent":  isPatent,
	"license-id": func(s []byte) bool {
		return !bytes.Contains(s, []byte("Ref-")) && scan.LicenseStatus(string(s)) != scan.LicenseUnlisted
	},
}

func lowerHex(c byte) bool { return digit(c) || (c >= 'a' && c <= 'f') }
func digit(c byte) bool    { return c >= '0' && c <= '9' }
func small(c byte) bool    { return c >= 'a' && c <= 'z' }
func upper(c byte) bool    { return c >= 'A' && c <= 'Z' }

// isSerial reports whether s is urn:uuid: and a UUID in lower case.
func isSerial[T string | []byte](s T) bool {
	const form = "urn:uuid:xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
	if len(s) != len(form) {
		return false
	}
	for i := range len(s) {
		if form[i] == 'x' {
			if !lowerHex(s[i]) {
				return false
			}
		} else if s[i] != form[i] {
			return false
		}
	}
	return true
}

func isDigest(s []byte) bool {
	switch len(s) {
	case 32, 40, 64, 96, 128:
	default:
		return false
	}
	for _, c := range s {
		if hexDigits[c>>6]&(1<<(c&63)) == 0 {
			return false
		}
	}
	return true
}

// hexDigits is the set of the digits of either case.
var hexDigits = [4]uint64{0x03ff_0000_0000_0000, 0x7e_0000_007e}

func isMIME(s []byte) bool {
	slash := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c == '/':
			slash++
			if i == 0 || i == len(s)-1 {
				return false
			}
		case small(c) || digit(c) || c == '-' || c == '+' || c == '.':
		default:
			return false
		}
	}
	return slash == 1
}

// isLocale reports whether s is a language, or one and a country: en, en-US.
func isLocale(s []byte) bool {
	if len(s) != 2 && len(s) != 5 || !small(s[0]) || !small(s[1]) {
		return false
	}
	return len(s) == 2 || s[2] == '-' && upper(s[3]) && upper(s[4])
}

// isCRE reports whether s is CRE:digits-digits, a requirement of OpenCRE.
func isCRE(s []byte) bool {
	const head = "CRE:"
	if len(s) < len(head) || string(s[:len(head)]) != head {
		return false
	}
	dashes, last := 0, byte('-')
	for i := len(head); i < len(s); i++ {
		if c := s[i]; c == '-' && last != '-' {
			dashes++
		} else if !digit(c) {
			return false
		}
		last = s[i]
	}
	return dashes == 1 && last != '-'
}

// isPatent reports whether s can be the number of a patent: 2 to 30 letters,
// digits and some signs between the first and the last.
func isPatent(s []byte) bool {
	if len(s) < 2 || len(s) > 30 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		switch {
		case digit(c) || small(c) || upper(c):
		case i == 0 || i == len(s)-1:
			return false
		case c == '-' || c == '/' || c == '.' || c == '(' || c == ')' || c == ' ' || c >= '\t' && c <= '\r':
		default:
			return false
		}
	}
	return true
}
