// SPDX-License-Identifier: Apache-2.0

package inquiry

import (
	"strings"
	"unicode"
)

// The longest texts, in characters: names come from inputs that somebody else
// wrote.
const (
	maxText = 400
	maxName = 120
	maxLine = 4 * maxText // of what this package says itself
)

// clean makes a text harmless: one line, nothing invisible, nothing that
// moves a cursor or turns the direction of writing, at most max characters.
func clean(s string, max int) string {
	var b strings.Builder
	n, marks, space := 0, 0, false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case unicode.Is(unicode.M, r):
			if marks++; marks > 2 {
				continue
			}
		default:
			marks = 0
		}
		if n >= max {
			b.WriteRune('…')
			break
		}
		if space {
			b.WriteByte(' ')
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

// apart keeps two characters from being read together by what looks for
// links, mentions and references after Markdown has been taken off.
const apart = "<!-- -->"

// markdown writes a text so that readers of GitHub-flavoured Markdown show it
// as it is.
func markdown(s string) string {
	s = clean(s, maxLine)
	var b strings.Builder
	for i := range len(s) {
		c, before, rest := s[i], s[:i], s[i+1:]
		switch {
		case c == '<':
			b.WriteString("&lt;")
		case c == '>':
			b.WriteString("&gt;")
		case c == '&':
			b.WriteString("&amp;")
		case c == '$':
			b.WriteString("<span>$</span>")
		case c == '@', c == '#' && startsWithDigit(rest), c == ':' && (strings.HasPrefix(rest, "//") || shortcode(rest)):
			b.WriteString(string(c) + apart)
		case c == '.' && strings.HasSuffix(strings.ToLower(before), "www"), c == '-' && startsWithDigit(rest) && strings.HasSuffix(strings.ToLower(before), "gh"):
			b.WriteString(apart + string(c))
		case strings.IndexByte("\\`*_[]~#|", c) >= 0, before == "" && strings.IndexByte("+-=", c) >= 0,
			(c == '.' || c == ')') && before != "" && strings.Trim(before, "0123456789") == "":
			b.WriteByte('\\')
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// shortcode reports whether :rest is an emoji such as :tada:.
func shortcode(rest string) bool {
	name, _, ok := strings.Cut(rest, ":")
	return ok && name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return r != '_' && r != '+' && r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

func startsWithDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// cell makes a text harmless in a spreadsheet too: what would begin a formula
// begins with an apostrophe, which spreadsheets do not show.
func cell(s string) string {
	s = clean(s, maxLine)
	bare := strings.TrimLeft(s, " '\"\ufffd")
	for _, c := range []string{"=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%"} {
		if strings.HasPrefix(bare, c) {
			return "'" + s
		}
	}
	return s
}
