// SPDX-License-Identifier: Apache-2.0

package importer

import (
	"errors"
	"math"
	"strings"

	"github.com/kedja/kedja/supplier"
)

// errNoPart says that a text is no part of a whole.
var errNoPart = errors.New("no part of a whole")

// parseRange reads a number or a range of which 10 to the power of scale is
// the whole.
func parseRange(text string, scale int) (*supplier.Range, error) {
	text = strings.ReplaceAll(Clean(text), "%", "")
	text = strings.NewReplacer("–", "-", "—", "-", "≥", ">=", "≤", "<=", " ", "", ",", ".").Replace(text)
	for _, sign := range []string{">=", "<=", ">", "<"} {
		rest, ok := strings.CutPrefix(text, sign)
		if !ok {
			continue
		}
		x, ok := unit(rest, scale)
		if !ok {
			return nil, errNoPart
		}
		switch sign {
		case ">=":
			return &supplier.Range{Lo: x, Hi: 1}, nil
		case "<=":
			return &supplier.Range{Hi: x}, nil
		case ">":
			return Between(x, 1, true, false)
		}
		return Between(0, x, false, true)
	}
	if lo, hi, ok := strings.Cut(text, "-"); ok && lo != "" {
		x, ok1 := unit(lo, scale)
		y, ok2 := unit(hi, scale)
		if !ok1 || !ok2 {
			return nil, errNoPart
		}
		return Between(x, y, false, false)
	}
	x, ok := unit(text, scale)
	if !ok {
		return nil, errNoPart
	}
	return supplier.Exact(x), nil
}

// unit reads a part between 0 and 1.
func unit(text string, scale int) (float64, bool) {
	x, ok := Part(text, scale)
	if !ok || !(x >= 0 && x <= 1) {
		return 0, false
	}
	return x, true
}

// Between is the range from lo to hi, of which an excluded end lies outside.
func Between(lo, hi float64, noLo, noHi bool) (*supplier.Range, error) {
	if !(lo >= 0 && hi <= 1 && lo <= hi) || lo == hi && (noLo || noHi) {
		return nil, errNoPart
	}
	r := supplier.Range{Lo: lo, Hi: hi}
	if noLo {
		r.Lo = math.Min(lo+Exclusive, hi)
	}
	if noHi {
		r.Hi = math.Max(hi-Exclusive, r.Lo)
	}
	return &r, nil
}
