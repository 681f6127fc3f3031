// SPDX-License-Identifier: Apache-2.0

// Package page draws reports that are sections of lines and tables, for
// terminals and as Markdown. It knows nothing of what they say.
package page

import (
	"strings"
	"unicode"
)

// Page is a report for people.
type Page struct {
	Title    string
	Line     string // below the title
	Sections []Section
}

// Section is one part of a page: a heading, lines before a table, the table,
// lines after it. Every format draws the same sections; empty ones are left
// out.
type Section struct {
	Title  string
	Before []string
	Header []string
	Rows   [][]string
	After  []string
}

func (s *Section) empty() bool { return len(s.Before)+len(s.Rows)+len(s.After) == 0 }

// maxText is the longest name or sentence that is written, in characters:
// names come from inputs that somebody else wrote.
const maxText = 400

// Clean makes a text one harmless line: names come from inputs that somebody
// else wrote.
func Clean(s string) string {
	n := 0
	s = strings.Map(func(r rune) rune {
		if n++; n > maxText {
			return -1
		}
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsGraphic(r) || unicode.In(r, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point):
			return unicode.ReplacementChar
		}
		return r
	}, s)
	if n > maxText {
		s += "…"
	}
	return strings.TrimSpace(s)
}
