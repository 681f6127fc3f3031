// SPDX-License-Identifier: Apache-2.0

// Package phrase puts numbers and names of a result into words, alike in every
// report for people. What it returns is clean: one line, nothing invisible,
// of bounded length.
package phrase

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/kedja/kedja/result"
)

// NBSP is a no-break space: it holds a number and its unit together.
const NBSP = "\u00a0"

// Percent writes a share of 0..1 for people: whole percents, one more digit
// below ten and just below a hundred, where it matters.
func Percent(x float64) string {
	p := 100 * x
	switch {
	case p <= 0:
		return "0" + NBSP + "%"
	case p < 0.1:
		return "<0.1" + NBSP + "%"
	case p > 99.9 && p < 100:
		return ">99.9" + NBSP + "%"
	case p < 9.95 || p > 99 && p < 100:
		return Decimals(p, 1) + NBSP + "%"
	}
	return Decimals(p, 0) + NBSP + "%"
}

// Scale is a way to write a number, with the unit of its last digit: the ends
// of an interval are rounded outward to it, so that what is written holds
// the interval.
type Scale struct {
	write func(float64) string
	unit  func(float64) float64
}

// The scales that reports write in: shares as percentages, counts and months,
// numbers of 0..1.
var (
	InPercent = Scale{Percent, func(x float64) float64 {
		if x < 0.0995 || x > 0.99 {
			return 0.001
		}
		return 0.01
	}}
	AsNumber = Scale{Number, func(x float64) float64 {
		if math.Abs(x) < 10 {
			return 0.1
		}
		return 1
	}}
	AsFraction = Scale{Fraction, func(float64) float64 { return 0.01 }}
)

// slack is what an end may lie beyond its written form: floats, not facts.
const slack = 1e-6

// Down writes the number rounded down to the unit.
func (s Scale) Down(x float64) string {
	u := s.unit(x)
	return s.write(math.Floor(x/u+slack) * u)
}

// Exact writes the number to the nearest unit.
func (s Scale) Exact(x float64) string { return s.write(x) }

// Up writes the number rounded up to the unit.
func (s Scale) Up(x float64) string {
	u := s.unit(x)
	return s.write(math.Ceil(x/u-slack) * u)
}

// Share writes an interval of shares so that a buyer understands it.
func Share(i result.Interval) string {
	switch {
	case i.Lo <= 0 && i.Hi >= 1:
		return "not known"
	case i.Lo <= 0 && i.Hi > 0:
		return "at most " + InPercent.Up(i.Hi)
	case i.Hi >= 1 && i.Lo < 1:
		return "at least " + InPercent.Down(i.Lo)
	}
	return Between(i, InPercent)
}

// Between writes both ends of an interval, rounded outward, or its one value.
func Between(i result.Interval, s Scale) string {
	lo, hi := math.IsInf(i.Lo, -1), math.IsInf(i.Hi, 1)
	switch {
	case lo && hi:
		return "not known"
	case hi:
		return "at least " + s.Down(i.Lo)
	case lo:
		return "at most " + s.Up(i.Hi)
	case i.Lo == i.Hi:
		return s.write(i.Lo)
	}
	return "between " + s.Down(i.Lo) + " and " + s.Up(i.Hi)
}

// Number writes a count-like number: one digit after the point below ten.
func Number(x float64) string {
	if math.Abs(x) < 9.95 {
		return Decimals(x, 1)
	}
	return Decimals(x, 0)
}

// Fraction writes a number of 0..1 with two digits.
func Fraction(x float64) string {
	if x > 0 && x < 0.005 {
		return "<0.01"
	}
	return Decimals(x, 2)
}

// Decimals writes at most n digits after the point, without trailing zeros.
func Decimals(x float64, n int) string {
	s := strconv.FormatFloat(x, 'f', n, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" {
		return "0"
	}
	return s
}

// Count writes a number of things: "1 warning", "4 warnings".
func Count(n int, one, many string) string {
	if n == 1 {
		return "1" + NBSP + one
	}
	return Thousands(n) + NBSP + many
}

// Thousands groups the digits of a large number.
func Thousands(n int) string {
	s := strconv.Itoa(n)
	if len(s) <= 4 {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		if i > 0 && r != '-' && (len(s)-i)%3 == 0 {
			b.WriteString(NBSP)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Spell takes a field name apart: migrationTime is migration time.
func Spell(name string) string {
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

// List joins at most max texts and says how many more there are. total is
// their number where some are not even given; 0 is as many as are given.
func List(texts []string, max, total int) string {
	if total < len(texts) {
		total = len(texts)
	}
	shown := texts[:min(max, len(texts))]
	out := strings.Join(shown, ", ")
	if rest := total - len(shown); rest > 0 {
		out += " and " + Thousands(rest) + NBSP + "more"
	}
	return out
}
