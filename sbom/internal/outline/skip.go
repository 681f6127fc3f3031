// SPDX-License-Identifier: Apache-2.0

package outline

// What the functions that read at a place of the window return instead of the
// place behind what they read.
const (
	more = -1 // the window ends before
	odd  = -2 // it is not for this package
)

// maxDepth bounds the objects and lists in each other, some below the default
// of sbom.Limits.
const maxDepth = 500

// space returns the place of the first byte from p on that is no white space.
// Behind the window there is none.
func space(buf []byte, p int) int {
	for buf[p] <= ' ' && (buf[p] == ' ' || buf[p] == '\n' || buf[p] == '\t' || buf[p] == '\r') {
		p++
	}
	return p
}

// lacks tells of a place where something else should be whether the window
// ends there.
func (s *scanner) lacks(p int) int {
	if p >= s.end {
		return more
	}
	return odd
}

// quoted returns the place behind the quote that ends the string that
// opens with the next mark. What is in the string is of no
// matter: a reader takes it all. But where a line break is escaped, readers
// differ in which line is the next.
func (s *scanner) quoted() int {
	end := int(s.marks[s.mark+1])
	if s.buf[end] != '"' {
		return s.escaped()
	}
	s.mark += 2
	return end + 1
}

// escaped is [scanner.quoted] where no quote is the next mark.
func (s *scanner) escaped() int {
	for i := s.mark + 1; ; i++ {
		p := int(s.marks[i])
		switch {
		case p >= s.end:
			return more
		case s.buf[p] == '"':
			s.mark = i + 1
			return p + 1
		case p+1 < s.end && s.buf[p+1] < ' ':
			return odd
		case int(s.marks[i+1]) == p+1:
			i++
		}
	}
}

// ascii reports whether there is nothing else in a text.
func ascii(text []byte) bool {
	for _, c := range text {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// name returns the place behind the colon of the member whose name is next.
func (s *scanner) name(p int) int {
	if p = space(s.buf, p); s.buf[p] != '"' {
		return s.lacks(p)
	}
	if p = s.quoted(); p < 0 {
		return p
	}
	return s.colon(p)
}

func (s *scanner) colon(p int) int {
	if s.buf[p] == ':' {
		return p + 1
	}
	if p = space(s.buf, p); s.buf[p] != ':' {
		return s.lacks(p)
	}
	return p + 1
}

// word returns the place behind a number, true, false or null.
func (s *scanner) word(p int) int {
	start := p
	for p < s.end {
		if c := s.buf[p]; c == ',' || c == '}' || c == ']' || c == ' ' || c == '\n' || c == '\r' || c == '\t' {
			break
		}
		p++
	}
	switch w := s.buf[start:p]; {
	case p >= s.end:
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
		switch c := buf[p]; {
		case c == '"':
			p = s.quoted()
		case c == '{' || c == '[':
			if open == len(stack) {
				return odd
			}
			stack[open] = c + 2 // the bracket that closes it
			open++
			if p = space(buf, p+1); buf[p] == c+2 {
				break
			}
			if c == '{' {
				p = s.name(p)
			}
			if p < 0 {
				return p
			}
			continue
		case c <= ' ' && p < space(buf, p):
			p = space(buf, p)
			continue
		default:
			p = s.word(p)
		}
		if p < 0 || open == 0 {
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
		c, end := buf[p], stack[open-1]
		if c <= ' ' {
			p = space(buf, p)
			c = buf[p]
		}
		switch {
		case c == ',' && end == '}':
			return open, s.name(p + 1)
		case c == ',':
			return open, p + 1
		case c != end:
			return open, s.lacks(p)
		}
		p++
		open--
	}
	return 0, p
}
