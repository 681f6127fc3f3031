// SPDX-License-Identifier: Apache-2.0

package report

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

// scale is a way to write a number, with the unit of its last digit: the ends
// of an interval are rounded outward to it, so that what is written holds
// the interval.
type scale struct {
	write func(float64) string
	unit  func(float64) float64
}

var (
	inPercent = scale{percent, func(x float64) float64 {
		if x < 0.0995 || x > 0.99 {
			return 0.001
		}
		return 0.01
	}}
	asNumber = scale{number, func(x float64) float64 {
		if math.Abs(x) < 10 {
			return 0.1
		}
		return 1
	}}
	asFraction = scale{fraction, func(float64) float64 { return 0.01 }}
)

// slack is what an end may lie beyond its written form: floats, not facts.
const slack = 1e-6

func (s scale) down(x float64) string {
	u := s.unit(x)
	return s.write(math.Floor(x/u+slack) * u)
}

func (s scale) up(x float64) string {
	u := s.unit(x)
	return s.write(math.Ceil(x/u-slack) * u)
}

// share writes an interval of shares so that a buyer understands it.
func share(i result.Interval) string {
	switch {
	case i.Lo <= 0 && i.Hi >= 1:
		return "not known"
	case i.Lo <= 0 && i.Hi > 0:
		return "at most " + inPercent.up(i.Hi)
	case i.Hi >= 1 && i.Lo < 1:
		return "at least " + inPercent.down(i.Lo)
	}
	return between(i, inPercent)
}

// between writes both ends of an interval, rounded outward, or its one value.
func between(i result.Interval, s scale) string {
	lo, hi := math.IsInf(i.Lo, -1), math.IsInf(i.Hi, 1)
	switch {
	case lo && hi:
		return "not known"
	case hi:
		return "at least " + s.down(i.Lo)
	case lo:
		return "at most " + s.up(i.Hi)
	case i.Lo == i.Hi:
		return s.write(i.Lo)
	}
	return "between " + s.down(i.Lo) + " and " + s.up(i.Hi)
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
