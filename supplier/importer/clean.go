// SPDX-License-Identifier: Apache-2.0

package importer

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/kedja/kedja/supplier"
)

// maxText is how much of one text is taken over, in bytes.
const maxText = 2000

// Clean gives a text as records have it: on one line, without what cannot be
// seen, without spaces around it, and no longer than a person reads.
func Clean(s string) string {
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		plain = s[i] >= ' ' && s[i] < utf8.RuneSelf && s[i] != 0x7f
	}
	if !plain {
		s = strings.Map(func(r rune) rune {
			switch {
			case unicode.IsSpace(r):
				return ' '
			case r == unicode.ReplacementChar, !unicode.IsGraphic(r):
				return -1
			}
			return r
		}, strings.ToValidUTF8(s, ""))
	}
	s = strings.TrimSpace(s)
	if strings.Contains(s, "  ") {
		s = strings.Join(strings.Fields(s), " ")
	}
	if len(s) > maxText {
		s = strings.ToValidUTF8(s[:maxText], "") + "…"
	}
	return s
}

// SafeID makes an identifier of parts that others wrote: letters, digits and
// . _ : - only, parts joined by colons. Parts that had other characters get
// a check sum at the end, so that different ones stay different.
func SafeID(parts ...string) string {
	var b strings.Builder
	changed := false
	for i, p := range parts {
		if i > 0 {
			b.WriteByte(':')
		}
		for _, r := range p {
			switch {
			case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', strings.ContainsRune("._-", r):
				b.WriteRune(r)
			default:
				b.WriteByte('-')
				changed = true
			}
		}
	}
	id := b.String()
	const most = 120
	if len(id) > most {
		id, changed = id[:most], true
	}
	if changed {
		sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
		id += "-" + hex.EncodeToString(sum[:4])
	}
	return id
}

// LEI is the id of the party with the Legal Entity Identifier. All importers
// use it, so that records from different sources meet.
func LEI(lei string) string { return "lei:" + lei }

// Country returns the ISO 3166-1 code of a country or of a part of one
// (US-DE is in US), in upper case; "" where s is none.
func Country(s string) string {
	s = strings.ToUpper(Clean(s))
	if len(s) > 3 && s[2] == '-' {
		s = s[:2]
	}
	if !supplier.ValidCountry(s) {
		return ""
	}
	return s
}

// Date reads the day of a date or a moment, as ISO 8601 writes them. A month
// or a year alone is no day, and is not made one.
func Date(s string) (d supplier.Date, ok bool) {
	s = Clean(s)
	if len(s) > 10 && (s[10] == 'T' || s[10] == ' ') {
		// The day as written: a moment in UTC may lie on another.
		s = s[:10]
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1000 || t.Year() >= 9999 {
		return supplier.Date{}, false
	}
	return supplier.Date{Time: t}, true
}

// Part reads a number as a part of 1, with scale decimal places taken off:
// Part("12.5", 2) of a percentage is 0.125, without rounding twice.
func Part(number string, scale int) (float64, bool) {
	number = strings.TrimSpace(number)
	if number == "" || len(number) > 40 || strings.ContainsAny(number, "xXpP_nN") {
		return 0, false
	}
	if i := strings.IndexAny(number, "eE"); i >= 0 {
		x, err := strconv.Atoi(number[i+1:])
		if err != nil || x < -100 || x > 100 {
			return 0, false
		}
		number, scale = number[:i], scale-x
	}
	x, err := strconv.ParseFloat(number+"e"+strconv.Itoa(-scale), 64)
	if err != nil {
		return 0, false
	}
	return x, true
}

// Exclusive is how far inside an end lies that a source excludes ("more than
// 50 %"). It is above what sums of shares may be off by, so that more than
// half stays more than half, and below one share in ten thousand million.
const Exclusive = 1e-11
