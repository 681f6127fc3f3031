// SPDX-License-Identifier: Apache-2.0

package phrase

import (
	"strings"
	"unicode"
)

// The longest texts, in characters: names and messages come from inputs that
// somebody else wrote.
const (
	MaxText = 400
	MaxName = 60
)

// Clean makes a text from an input harmless on a terminal: one line, nothing
// that moves the cursor, changes colours or the direction of writing, nothing
// invisible, no tower of accents, at most max characters. What is taken out
// shows as U+FFFD, white space as one space.
func Clean(s string, max int) string {
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
