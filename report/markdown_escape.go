// SPDX-License-Identifier: Apache-2.0

package report

import (
	"math"
	"strconv"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
)

// md is finished Markdown. Only constants of this package, [escape], [code]
// and [inHTML] make it, so that no text of an input becomes markup.
type md string

// apart separates two characters without a trace. GitHub looks for mentions,
// references, links and emoji after it has taken backslashes and character
// references away; only another node between the characters stops it.
const apart = "<!-- -->"

// escape writes a text so that every reader of GitHub-flavoured Markdown
// shows it as it is: in a paragraph, an item or the cell of a table. Control
// characters and line breaks go first, as in the text report.
func escape(s string) md {
	return quote(s, func(b *strings.Builder, c byte) { b.WriteByte('\\'); b.WriteByte(c) })
}

// inHTML is escape for the inside of an HTML block, where a backslash is only
// a backslash.
func inHTML(s string) md {
	return quote(s, func(b *strings.Builder, c byte) { b.WriteString("&#" + strconv.Itoa(int(c)) + ";") })
}

// code writes a text in a code span. What could end the span or the cell it
// stands in is written as text; and so is ##, which begins commands of CI
// services anywhere in a line of a log.
func code(s string) md {
	s = phrase.Clean(s, math.MaxInt)
	if s == "" || strings.ContainsAny(s, "`|") || strings.Contains(s, "##") {
		return escape(s)
	}
	return md("`" + s + "`")
}

// codes is list with every text in a code span.
func codes(texts []string, total int) md {
	shown := texts[:min(shownExamples, len(texts))]
	var out []md
	for _, s := range shown {
		out = append(out, code(s))
	}
	words := join(out, ", ")
	if left := max(total, len(texts)) - len(shown); left > 0 {
		words += " " + more(left, "")
	}
	return words
}

// quote cleans a text, lets mark write each character that Markdown gives a
// meaning, and sets apart what GitHub would make a link of.
func quote(s string, mark func(*strings.Builder, byte)) md {
	s = phrase.Clean(s, math.MaxInt)
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
		case c == '@', c == '#' && digits(rest) > 0, c == ':' && (strings.HasPrefix(rest, "//") || shortcode(rest)):
			b.WriteString(string(c) + apart)
		case c == '.' && endsIn(before, "www"), c == '-' && digits(rest) > 0 && endsIn(before, "gh"):
			b.WriteString(apart + string(c))
		case c == '$': // GitHub's own advice for a dollar that is no formula
			b.WriteString("<span>$</span>")
		case strings.IndexByte("\\`*_[]~#|", c) >= 0 || beginsBlock(before, c, rest):
			mark(&b, c)
		default:
			b.WriteByte(c)
		}
	}
	return md(b.String())
}

// beginsBlock reports whether the character at the beginning of a line would
// make a list or the underline of a heading.
func beginsBlock(before string, c byte, rest string) bool {
	switch c {
	case '+', '-', '=':
		return before == ""
	case '.', ')':
		return before != "" && digits(before) == len(before) && (rest == "" || rest[0] == ' ')
	}
	return false
}

// digits counts the digits that a text begins with.
func digits(s string) int {
	return len(s) - len(strings.TrimLeft(s, "0123456789"))
}

// shortcode reports whether :rest is an emoji such as :tada:.
func shortcode(rest string) bool {
	name, _, ok := strings.Cut(rest, ":")
	return ok && name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-") == ""
}

// endsIn reports whether the last word of a text is the given one.
func endsIn(s, word string) bool {
	rest, ok := strings.CutSuffix(strings.ToLower(s[max(0, len(s)-len(word)-1):]), word)
	return ok && (rest == "" || !strings.ContainsAny(rest, "abcdefghijklmnopqrstuvwxyz0123456789"))
}

// strong is Markdown in bold.
func strong(m md) md {
	if m == "" {
		return ""
	}
	return "**" + m + "**"
}

// join puts Markdown together.
func join(parts []md, between md) md {
	var b strings.Builder
	for i, p := range parts {
		if i > 0 {
			b.WriteString(string(between))
		}
		b.WriteString(string(p))
	}
	return md(b.String())
}

// escaped escapes every text.
func escaped(texts []string) []md {
	out := make([]md, len(texts))
	for i, s := range texts {
		out[i] = escape(s)
	}
	return out
}
