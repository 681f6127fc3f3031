// SPDX-License-Identifier: Apache-2.0

package report

import (
	"strings"
	"unicode"
)

// The longest texts, in characters: names and messages come from inputs that
// somebody else wrote.
const (
	maxText = 400
	maxName = 60
)

// clean makes a text from an input harmless on a terminal: one line, nothing
// that moves the cursor, changes colours or the direction of writing, nothing
// invisible, no tower of accents, at most max characters. What is taken out
// shows as U+FFFD, white space as one space.
func clean(s string, max int) string {
	var b strings.Builder
	n, marks, space := 0, 0, false
	for _, r := range s { // invalid UTF-8 comes as U+FFFD
		if unicode.IsSpace(r) && r != '\u0085' {
			space = b.Len() > 0
			continue
		}
		if unicode.Is(unicode.M, r) {
			if marks++; marks > 2 {
				continue
			}
		} else {
			marks = 0
		}
		if n >= max || space && n+1 >= max {
			b.WriteRune('…')
			break
		}
		if space {
			b.WriteByte(' ')
			n++
			space = false
		}
		if !unicode.IsGraphic(r) || unicode.In(r, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) {
			r = unicode.ReplacementChar
		}
		b.WriteRune(r)
		n++
	}
	return b.String()
}

// cells is the width of a text on a terminal, roughly: wide characters of
// East Asia and pictures take two, marks none.
func cells(s string) int {
	n := 0
	for _, r := range s {
		n += width(r)
	}
	return n
}

// wide lists the ranges of East_Asian_Width W and F (Unicode, UAX #11) that
// matter in names.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x1100, Hi: 0x115f, Stride: 1}, {Lo: 0x2e80, Hi: 0x303e, Stride: 1},
		{Lo: 0x3041, Hi: 0xa4cf, Stride: 1}, {Lo: 0xac00, Hi: 0xd7a3, Stride: 1},
		{Lo: 0xf900, Hi: 0xfaff, Stride: 1}, {Lo: 0xfe30, Hi: 0xfe6f, Stride: 1},
		{Lo: 0xff00, Hi: 0xff60, Stride: 1}, {Lo: 0xffe0, Hi: 0xffe6, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x1f300, Hi: 0x1f64f, Stride: 1}, {Lo: 0x1f900, Hi: 0x1f9ff, Stride: 1},
		{Lo: 0x20000, Hi: 0x3fffd, Stride: 1},
	},
}

func width(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.Is(unicode.M, r):
		return 0
	case unicode.Is(wide, r):
		return 2
	}
	return 1
}
