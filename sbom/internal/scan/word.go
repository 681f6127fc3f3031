// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"bytes"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// inWord marks the bytes that numbers and literals are made of.
var inWord = func() (t [256]bool) {
	for c := range t {
		b := byte(c)
		t[c] = isLetter(b) || isDigit(b) || b == '-' || b == '+' || b == '.' || b == '_'
	}
	return t
}()

// wordKind returns the kind of a word, KindNone when JSON does not know it.
func wordKind(w []byte) Kind {
	switch string(w) {
	case "true":
		return KindTrue
	case "false":
		return KindFalse
	case "null":
		return KindNull
	}
	if isNumber(w) {
		return KindNumber
	}
	return KindNone
}

// isNumber reports whether the word is a number of RFC 8259, section 6.
func isNumber(w []byte) bool {
	if len(w) > 0 && w[0] == '-' {
		w = w[1:]
	}
	n := digits(w)
	if n == 0 || (n > 1 && w[0] == '0') {
		return false
	}
	w = w[n:]
	if len(w) > 0 && w[0] == '.' {
		if n = digits(w[1:]); n == 0 {
			return false
		}
		w = w[1+n:]
	}
	if len(w) > 0 && w[0]|0x20 == 'e' {
		w = w[1:]
		if len(w) > 0 && (w[0] == '+' || w[0] == '-') {
			w = w[1:]
		}
		if n = digits(w); n == 0 {
			return false
		}
		w = w[n:]
	}
	return len(w) == 0
}

func digits(w []byte) int {
	n := 0
	for n < len(w) && isDigit(w[n]) {
		n++
	}
	return n
}

// what names a byte for a message.
func what(c byte) string {
	if c < ' ' || c >= 0x7f {
		return fmt.Sprintf("the byte 0x%02x", c)
	}
	return fmt.Sprintf("%q", c)
}

func clip(b []byte) []byte { return b[:min(len(b), 40)] }

func hexDigit(c byte) (v rune, ok bool) {
	switch {
	case isDigit(c):
		return rune(c - '0'), true
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return rune(c|0x20-'a') + 10, true
	}
	return 0, false
}

// unescape appends the text with its JSON escapes undone. An escape that does
// not exist stays as it is written, half a surrogate pair becomes U+FFFD.
func unescape(dst, text []byte) []byte {
	for i := 0; i < len(text); {
		if text[i] != '\\' {
			dst = append(dst, text[i])
			i++
			continue
		}
		n := escapeLen(text[i:])
		switch n {
		case 2:
			dst = append(dst, unescaped(text[i+1]))
		case 6:
			r := codeUnit(text[i:])
			if utf16.IsSurrogate(r) {
				r2 := rune(utf8.RuneError)
				if escapeLen(text[i+6:]) == 6 {
					r2 = codeUnit(text[i+6:])
				}
				if r = utf16.DecodeRune(r, r2); r != utf8.RuneError {
					n = 12
				}
			}
			dst = utf8.AppendRune(dst, r)
		default:
			n = min(2, len(text)-i)
			dst = append(dst, text[i:i+n]...)
		}
		i += n
	}
	return dst
}

func unescaped(c byte) byte {
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return c
}

// codeUnit reads the four digits of \uXXXX.
func codeUnit(b []byte) (r rune) {
	for _, c := range b[2:6] {
		v, _ := hexDigit(c)
		r = r<<4 | v
	}
	return r
}

// Unescape returns a JSON text with the escapes of its strings undone.
func Unescape(text []byte) []byte { return unescape(make([]byte, 0, len(text)), text) }

// Unquote returns what the text between the quotes of a JSON string stands
// for. What is no UTF-8 becomes U+FFFD.
func Unquote(text []byte) []byte {
	b := Unescape(text)
	if !utf8.Valid(b) {
		b = bytes.ToValidUTF8(b, []byte("\ufffd"))
	}
	return b
}
