// SPDX-License-Identifier: Apache-2.0

package outline

import (
	"encoding/binary"
	"math/bits"
)

// What the functions that read at a place of the window return instead of the
// place behind what they read.
const (
	more = -1 // the window ends before
	odd  = -2 // it is not for this package
)

const (
	every   = 0x0101010101010101 // eight bytes of 1
	highest = 0x80 * every
)

// maxDepth bounds the objects and lists in each other, some below the default
// of sbom.Limits.
const maxDepth = 500

// space returns the place of the first byte from p on that is no white space.
func space(buf []byte, p int) int {
	for p < len(buf) && (buf[p] == ' ' || buf[p] == '\n' || buf[p] == '\t' || buf[p] == '\r') {
		p++
	}
	return p
}

// quoted returns the place behind the quote that ends the string whose text
// begins at p. What is in the string is of no matter: a reader takes it all. But
// where a line break is escaped, readers differ in which line is the next.
func quoted(buf []byte, p int) int {
	for p+8 <= len(buf) {
		w := binary.LittleEndian.Uint64(buf[p:])
		quote, slash := w^('"'*every), w^('\\'*every)
		// A borrow makes wrong marks above a right one only.
		special := ((quote-every)&^quote | (slash-every)&^slash) & highest
		if special == 0 {
			p += 8
			continue
		}
		p += bits.TrailingZeros64(special) >> 3
		if buf[p] == '"' {
			return p + 1
		}
		if p++; p < len(buf) && buf[p] < ' ' {
			return odd
		}
		p++
	}
	for p < len(buf) {
		switch buf[p] {
		case '"':
			return p + 1
		case '\\':
			if p++; p < len(buf) && buf[p] < ' ' {
				return odd
			}
		}
		p++
	}
	return more
}

// text does what [quoted] does, and tells whether the text is as it stands: it
// has no escape and nothing but ASCII.
func text(buf []byte, p int) (next int, plain bool) {
	start, all := p, uint64(0)
	for p+8 <= len(buf) {
		w := binary.LittleEndian.Uint64(buf[p:])
		quote, slash := w^('"'*every), w^('\\'*every)
		special := ((quote-every)&^quote | (slash-every)&^slash) & highest
		if special == 0 {
			all |= w
			p += 8
			continue
		}
		n := bits.TrailingZeros64(special)
		all |= w & (1<<(n&^7) - 1)
		if p += n >> 3; buf[p] == '"' {
			return p + 1, all&highest == 0
		}
		return quoted(buf, start), false
	}
	return quoted(buf, start), false
}

// name returns the place behind the colon of the member whose name is next.
func name(buf []byte, p int) int {
	if p = space(buf, p); p >= len(buf) {
		return more
	}
	if buf[p] != '"' {
		return odd
	}
	if p = quoted(buf, p+1); p < 0 {
		return p
	}
	return colon(buf, p)
}

func colon(buf []byte, p int) int {
	if p < len(buf) && buf[p] == ':' {
		return p + 1
	}
	switch p = space(buf, p); {
	case p >= len(buf):
		return more
	case buf[p] != ':':
		return odd
	}
	return p + 1
}

// word returns the place behind a number, true, false or null.
func word(buf []byte, p int) int {
	start := p
	for p < len(buf) {
		if c := buf[p]; c == ',' || c == '}' || c == ']' || c == ' ' || c == '\n' || c == '\r' || c == '\t' {
			break
		}
		p++
	}
	switch w := buf[start:p]; {
	case p == len(buf):
		return more
	case string(w) == "true" || string(w) == "false" || string(w) == "null" || number(w):
		return p
	}
	return odd
}

// number reports whether the text is a number of RFC 8259, section 6.
func number(w []byte) bool {
	if len(w) > 0 && w[0] == '-' {
		w = w[1:]
	}
	n := digits(w)
	if n == 0 || n > 1 && w[0] == '0' {
		return false
	}
	if w = w[n:]; len(w) > 0 && w[0] == '.' {
		if n = digits(w[1:]); n == 0 {
			return false
		}
		w = w[1+n:]
	}
	if len(w) == 0 || w[0]|0x20 != 'e' {
		return len(w) == 0
	}
	if w = w[1:]; len(w) > 0 && (w[0] == '+' || w[0] == '-') {
		w = w[1:]
	}
	n = digits(w)
	return n > 0 && n == len(w)
}

func digits(w []byte) int {
	n := 0
	for n < len(w) && w[n] >= '0' && w[n] <= '9' {
		n++
	}
	return n
}

// skip returns the place behind the value that is next, in an object or list
// of the depth.
func (s *scanner) skip(p, depth int) int {
	buf, open, stack := s.buf, 0, s.stack[depth:]
	for {
		if p = space(buf, p); p >= len(buf) {
			return more
		}
		switch c := buf[p]; c {
		case '"':
			p = quoted(buf, p+1)
		case '{', '[':
			if open == len(stack) {
				return odd
			}
			stack[open] = c + 2 // the bracket that closes it
			open++
			if p = space(buf, p+1); p >= len(buf) {
				return more
			}
			if buf[p] != c+2 {
				if c == '{' {
					if p = name(buf, p); p < 0 {
						return p
					}
				}
				continue
			}
		default:
			p = word(buf, p)
		}
		if p < 0 {
			return p
		}
		if open, p = s.after(p, open, stack); p < 0 || open == 0 {
			return p
		}
	}
}

// after goes on behind a value: past the ends of what it is the last in, and to
// where the next value begins. Of what is open it returns how much is left.
func (s *scanner) after(p, open int, stack []byte) (left, next int) {
	buf := s.buf
	for open > 0 {
		if p = space(buf, p); p >= len(buf) {
			return open, more
		}
		c, end := buf[p], stack[open-1]
		p++
		switch {
		case c == end:
			open--
		case c != ',':
			return open, odd
		case end == '}':
			return open, name(buf, p)
		default:
			return open, p
		}
	}
	return 0, p
}
