// SPDX-License-Identifier: Apache-2.0

package html

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/kedja/kedja/result"
)

// percent writes a share of 0..1 for people: whole percents, one more digit
// below ten and just below a hundred, where it matters.
func percent(x float64) string {
	p := 100 * x
	switch {
	case p <= 0:
		return "0" + nbsp + "%"
	case p < 0.1:
		return "<0.1" + nbsp + "%"
	case p > 99.9 && p < 100:
		return ">99.9" + nbsp + "%"
	case p < 9.95 || p > 99 && p < 100:
		return decimals(p, 1) + nbsp + "%"
	}
	return decimals(p, 0) + nbsp + "%"
}

// share writes an interval of shares so that a buyer understands it.
func share(i result.Interval) string {
	switch {
	case i.Lo <= 0 && i.Hi >= 1:
		return "not known"
	case i.Lo <= 0 && i.Hi > 0:
		return "at most " + percent(i.Hi)
	case i.Hi >= 1 && i.Lo < 1:
		return "at least " + percent(i.Lo)
	}
	return between(i, percent)
}

// between writes both ends of an interval, or the one value they show as.
func between(i result.Interval, write func(float64) string) string {
	lo, hi := math.IsInf(i.Lo, -1), math.IsInf(i.Hi, 1)
	switch {
	case lo && hi:
		return "not known"
	case hi:
		return "at least " + write(i.Lo)
	case lo:
		return "at most " + write(i.Hi)
	}
	from, to := write(i.Lo), write(i.Hi)
	if from == to {
		return from
	}
	return "between " + from + " and " + to
}

// number writes a count-like number: one digit after the point below ten.
func number(x float64) string {
	if math.Abs(x) < 9.95 {
		return decimals(x, 1)
	}
	return decimals(x, 0)
}

// fraction writes a number of 0..1 with two digits.
func fraction(x float64) string {
	if x > 0 && x < 0.005 {
		return "<0.01"
	}
	return decimals(x, 2)
}

// decimals writes at most n digits after the point, without trailing zeros.
func decimals(x float64, n int) string {
	s := strconv.FormatFloat(x, 'f', n, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" {
		return "0"
	}
	return s
}

// count writes a number of things: "1 warning", "4 warnings".
func count(n int, one, many string) string {
	if n == 1 {
		return "1" + nbsp + one
	}
	return thousands(n) + nbsp + many
}

// thousands groups the digits of a large number.
func thousands(n int) string {
	s := strconv.Itoa(n)
	if len(s) <= 4 {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		if i > 0 && r != '-' && (len(s)-i)%3 == 0 {
			b.WriteString(nbsp)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// spell takes a field name apart: migrationTime is migration time.
func spell(name string) string {
	var b strings.Builder
	for _, r := range name {
		if unicode.IsUpper(r) {
			b.WriteByte(' ')
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// list joins at most max texts and says how many more there are. total is
// their number where some are not even given; 0 is as many as are given.
func list(texts []string, max, total int) string {
	if total < len(texts) {
		total = len(texts)
	}
	shown := texts[:min(max, len(texts))]
	out := strings.Join(shown, ", ")
	if rest := total - len(shown); rest > 0 {
		out += " and " + thousands(rest) + nbsp + "more"
	}
	return out
}

const nbsp = "\u00a0"

func itoa(n int) string { return strconv.Itoa(n) }
