// SPDX-License-Identifier: Apache-2.0

package result

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Interval contains the true value under every completion of what is
// unknown. Infinite ends are unbounded and written as null.
type Interval struct{ Lo, Hi float64 }

// Exactly is the interval of one known value.
func Exactly(x float64) Interval { return Interval{x, x} }

// Exact reports whether both ends are equal.
func (i Interval) Exact() bool { return i.Lo == i.Hi }

// Contains reports whether x lies in the interval.
func (i Interval) Contains(x float64) bool { return i.Lo <= x && x <= i.Hi }

// Union is the smallest interval that holds both.
func (i Interval) Union(j Interval) Interval {
	return Interval{math.Min(i.Lo, j.Lo), math.Max(i.Hi, j.Hi)}
}

// Max is the interval of the larger of two values.
func (i Interval) Max(j Interval) Interval {
	return Interval{math.Max(i.Lo, j.Lo), math.Max(i.Hi, j.Hi)}
}

// Amount is the interval as one of amounts: nothing below 0, an unbounded or
// undefined lower end is 0, an undefined upper end unbounded.
func (i Interval) Amount() Interval {
	if !(i.Lo > 0) || math.IsInf(i.Lo, 1) {
		i.Lo = 0
	}
	if math.IsNaN(i.Hi) {
		i.Hi = math.Inf(1)
	}
	i.Hi = math.Max(i.Hi, i.Lo)
	return i
}

// Fraction is x/(x+rest) of amounts, with its limits at infinity and 0/0 = 0.
func Fraction(x, rest float64) float64 {
	switch {
	case x == 0 || math.IsInf(rest, 1):
		return 0
	case math.IsInf(x, 1):
		return 1
	}
	return x / (x + rest)
}

// String is the value, or both ends in brackets, with three significant
// digits.
func (i Interval) String() string {
	lo, hi := short(i.Lo), short(i.Hi)
	if lo == hi && (i.Exact() || i.Hi-i.Lo < 5e-4) {
		return lo
	}
	return "[" + lo + ", " + hi + "]"
}

func short(x float64) string {
	switch {
	case math.IsInf(x, 1):
		return "∞"
	case math.IsInf(x, -1):
		return "-∞"
	}
	return strconv.FormatFloat(x, 'g', 3, 64)
}

// MarshalJSON writes [lo, hi].
func (i Interval) MarshalJSON() ([]byte, error) {
	b := append(make([]byte, 0, 32), '[')
	b = appendNumber(b, i.Lo)
	b = append(b, ',')
	b = appendNumber(b, i.Hi)
	return append(b, ']'), nil
}

func appendNumber(b []byte, x float64) []byte {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return append(b, "null"...)
	}
	if x == 0 {
		return append(b, '0') // never -0
	}
	if a := math.Abs(x); a >= 1e-6 && a < 1e15 {
		return strconv.AppendFloat(b, x, 'f', -1, 64)
	}
	return strconv.AppendFloat(b, x, 'g', -1, 64)
}

// UnmarshalJSON reads [lo, hi]; null ends are unbounded.
func (i *Interval) UnmarshalJSON(b []byte) error {
	var ends []*float64
	if err := json.Unmarshal(b, &ends); err != nil || len(ends) != 2 {
		return fmt.Errorf("an interval is [lo, hi], not %s", b)
	}
	i.Lo, i.Hi = math.Inf(-1), math.Inf(1)
	if ends[0] != nil {
		i.Lo = *ends[0]
	}
	if ends[1] != nil {
		i.Hi = *ends[1]
	}
	return nil
}

// JSONSchema describes the two-element array.
func (Interval) JSONSchema() map[string]any {
	return map[string]any{
		"type": "array", "minItems": 2, "maxItems": 2,
		"items":       map[string]any{"type": []any{"number", "null"}},
		"description": "[lo, hi]; null is unbounded",
	}
}

// digits is the precision of every number in a result.
const digits = 6

// noise is the relative difference below which a float is taken to be the
// decimal number beside it: sums of shares differ in the last bits from the
// number a person would write.
const noise = 1e-12

// Round rounds to the nearest number of six significant digits.
func Round(x float64) float64 { return roundTo(x, 0) }

// Rounded rounds to six significant digits: to nearest when both ends are
// equal, else outward.
func (i Interval) Rounded() Interval {
	if i.Lo == i.Hi {
		x := Round(i.Lo)
		return Interval{x, x}
	}
	return Interval{roundTo(i.Lo, -1), roundTo(i.Hi, +1)}
}

// roundTo rounds to nearest (0), down (-1) or up (+1).
func roundTo(x float64, direction int) float64 {
	if x == 0 || math.IsInf(x, 0) || math.IsNaN(x) {
		return x + 0
	}
	s := strconv.FormatFloat(x, 'e', digits-1, 64)
	near, _ := strconv.ParseFloat(s, 64)
	if math.Abs(near-x) <= noise*math.Abs(x) {
		return near
	}
	if direction == 0 || (direction < 0 && near <= x) || (direction > 0 && near >= x) {
		return near
	}
	mantissa, exponent, _ := strings.Cut(s, "e")
	n, _ := strconv.ParseInt(strings.Replace(mantissa, ".", "", 1), 10, 64)
	e, _ := strconv.Atoi(exponent)
	y, _ := strconv.ParseFloat(strconv.FormatInt(n+int64(direction), 10)+"e"+strconv.Itoa(e-(digits-1)), 64)
	return y
}
