// SPDX-License-Identifier: Apache-2.0

package listed

import (
	"strconv"
	"strings"
	"time"
)

// cve is a CVE id in one number: the year above, the rest below. A map of
// numbers holds a day's EPSS scores in a third of the memory of names.
type cve uint64

const numberBits = 50 // 15 digits; cve.org has assigned no more than 7

// parseCVE reads "CVE-2024-12345": four digits of year and four or more of
// number, which has leading zeros only to fill up the four.
func parseCVE(s string) (cve, bool) {
	if len(s) < len("CVE-1999-0001") || !strings.EqualFold(s[:4], "CVE-") || s[8] != '-' {
		return 0, false
	}
	year, ok := digits(s[4:8])
	if !ok {
		return 0, false
	}
	tail := s[9:]
	number, ok := digits(tail)
	if !ok || len(tail) > 15 || len(tail) > 4 && tail[0] == '0' {
		return 0, false
	}
	return cve(year<<numberBits | number), true
}

func digits(s string) (uint64, bool) {
	var n uint64
	for i := range len(s) {
		c := s[i] - '0'
		if c > 9 || i > 18 {
			return 0, false
		}
		n = n*10 + uint64(c)
	}
	return n, true
}

func (c cve) String() string {
	number := strconv.FormatUint(uint64(c)&(1<<numberBits-1), 10)
	for len(number) < 4 {
		number = "0" + number
	}
	return "CVE-" + strconv.FormatUint(10000+uint64(c)>>numberBits, 10)[1:] + "-" + number
}

// The layouts of dates that lists use. CISA writes the first; the EU KEV the
// second, and its former table the third; EUVD the last one.
const (
	slashed   = "2006/01/02"
	dayFirst  = "02/01/06"
	euvdStyle = "Jan 2, 2006, 3:04:05 PM"
)

// parseDate returns the day as YYYY-MM-DD.
func parseDate(s string, layouts ...string) (string, bool) {
	// Java puts a narrow space before PM.
	s = strings.ReplaceAll(s, "\u202f", " ")
	for _, layout := range append(layouts, time.DateOnly, time.RFC3339, "2006-01-02T15:04:05-0700") {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC().Format(time.DateOnly), true
		}
	}
	return "", false
}
