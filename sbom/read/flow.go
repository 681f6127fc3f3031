// SPDX-License-Identifier: Apache-2.0

package read

import (
	"bytes"
	"strings"
)

// flow returns the value of a field of a YAML mapping between braces that
// begins the text, "" where there is none or it is no single value. It looks
// no further than it must to tell a record from other files: package load
// reads records.
func flow(text []byte, key string) string {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	for {
		text = bytes.TrimLeft(text, " \t\r\n")
		if rest, ok := bytes.CutPrefix(text, []byte("---")); ok {
			text = rest
			continue
		}
		if len(text) == 0 || text[0] != '#' && text[0] != '%' {
			break
		}
		_, text, _ = bytes.Cut(text, []byte("\n"))
	}
	if len(text) == 0 || text[0] != '{' {
		return ""
	}
	depth, name, named := 0, "", false // named: what follows is the value of name
	for len(text) > 0 {
		switch c := text[0]; c {
		case ' ', '\t', '\r', '\n':
			text = text[1:]
		case '#':
			_, text, _ = bytes.Cut(text, []byte("\n"))
		case '{', '[', '}', ']':
			if depth++; c == '}' || c == ']' {
				depth -= 2
			}
			if depth == 0 {
				return ""
			}
			text = text[1:]
		case ',':
			named = named && depth > 1
			text = text[1:]
		case ':':
			named = named || depth == 1
			text = text[1:]
		default:
			var word string
			word, text = flowWord(text)
			switch {
			case depth > 1:
			case !named:
				name = word
			case name == key:
				return word
			}
		}
	}
	return ""
}

// flowWord cuts off a quoted or plain scalar, which takes at least one byte.
func flowWord(text []byte) (word string, rest []byte) {
	if q := text[0]; q == '"' || q == '\'' {
		for i := 1; i < len(text); i++ {
			switch {
			case q == '"' && text[i] == '\\':
				i++
			case text[i] == q:
				return string(text[1:i]), text[i+1:]
			}
		}
		return "", nil
	}
	end := 1
	for end < len(text) {
		c, before := text[end], text[end-1]
		next := byte(' ')
		if end+1 < len(text) {
			next = text[end+1]
		}
		if strings.IndexByte(",[]{}\r\n", c) >= 0 || c == ':' && strings.IndexByte(" \t\r\n,[]{}", next) >= 0 || c == '#' && before == ' ' {
			break
		}
		end++
	}
	return strings.TrimSpace(string(text[:end])), text[end:]
}
