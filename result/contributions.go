// SPDX-License-Identifier: Apache-2.0

package result

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// roundParts rounds the contributions to one end of a risk so that they add
// up to that end exactly, in decimal, as printed.
//
// All parts are rounded to the last digit that the end has (its sixth
// significant one), not each to six digits of its own: only numbers on one
// grid can add up. The largest part takes the rest. A difference that is too
// large to come from rounding is left alone, for it is somebody's error and
// must stay visible.
func roundParts(parts []Contribution, end float64) []Contribution {
	parts = slices.Clone(parts)
	if len(parts) == 0 || math.IsInf(end, 0) {
		return roundEach(parts)
	}
	e := gridExponent(end)
	rest := onGrid(end, e)
	for _, p := range parts {
		n := onGrid(p.Value, e)
		if !(math.Abs(n) < maxGrid) {
			return roundEach(parts) // not numbers on this grid
		}
		rest -= n
	}
	for i := range parts {
		parts[i].Value = onGrid(parts[i].Value, e)
	}
	slices.SortFunc(parts, func(x, y Contribution) int {
		return cmp.Or(cmp.Compare(y.Value, x.Value), strings.Compare(x.Name, y.Name))
	})
	// Half a unit for each part, one for the end (rounded outward).
	if math.Abs(rest) <= float64(len(parts))/2+1 {
		parts[0].Value += rest
	}
	for i := range parts {
		parts[i].Value = offGrid(parts[i].Value, e)
	}
	return parts
}

func roundEach(parts []Contribution) []Contribution {
	for i := range parts {
		parts[i].Value = Round(parts[i].Value)
	}
	return parts
}

// maxGrid bounds the multiples of a grid: whole numbers below it are exact,
// sums of thousands of them too.
const maxGrid = 1e12

// gridExponent is the power of ten of the last digit of x.
func gridExponent(x float64) int {
	if x == 0 {
		return 1 - digits
	}
	_, exponent, _ := strings.Cut(strconv.FormatFloat(x, 'e', digits-1, 64), "e")
	e, _ := strconv.Atoi(exponent)
	return e - (digits - 1)
}

// onGrid is the nearest multiple of 10^e, in units of it.
func onGrid(x float64, e int) float64 {
	if e <= 0 {
		return math.RoundToEven(x * math.Pow10(-e))
	}
	return math.RoundToEven(x / math.Pow10(e))
}

// offGrid is n·10^e, the double nearest to that decimal number.
func offGrid(n float64, e int) float64 {
	x, _ := strconv.ParseFloat(strconv.FormatFloat(n, 'f', 0, 64)+"e"+strconv.Itoa(e), 64)
	return x + 0
}
