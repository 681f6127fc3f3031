// SPDX-License-Identifier: Apache-2.0

package outline

import "bytes"

// document reads the whole input.
func (s *scanner) document() bool {
	if !s.read(s.open('{')) {
		return false
	}
	for first := true; ; first = false {
		if !s.read(func(p int) int { return s.member(p, first) }) {
			return false
		}
		if s.key == "" {
			break
		}
		if !s.value() {
			return false
		}
	}
	if len(s.batch) > 0 {
		s.each(s.batch)
	}
	return s.trailing()
}

// open passes the bracket that begins an object or list.
func (s *scanner) open(bracket byte) func(p int) int {
	return func(p int) int {
		if p = space(s.buf, p); s.buf[p] != bracket {
			return s.lacks(p)
		}
		return p + 1
	}
}

// member passes the name of the next member of the document, with its colon,
// and keeps the name in key. After the last one key is empty.
func (s *scanner) member(p int, first bool) int {
	s.key = ""
	p = space(s.buf, p)
	switch c := s.buf[p]; {
	case c == '}':
		return p + 1
	case first:
	case c != ',':
		return s.lacks(p)
	default:
		p = space(s.buf, p+1)
	}
	key, p := s.called(p)
	if p < 0 {
		return p
	}
	if s.key = string(key); s.key == "" {
		return odd
	}
	if p = space(s.buf, p); p >= s.end { // what the value is, is looked at
		return more
	}
	return p
}

// called reads the name of a member with its colon. An escape in it is odd: it
// may be in the name of what is read.
func (s *scanner) called(p int) (key []byte, next int) {
	if s.buf[p] != '"' {
		return nil, s.lacks(p)
	}
	before := s.mark
	end := s.quoted()
	if end < 0 {
		return nil, end
	}
	if s.mark > before+2 {
		return nil, odd
	}
	return s.buf[p+1 : end-1], s.colon(end)
}

// value reads the value of a member of the document.
func (s *scanner) value() bool {
	list := s.buf[s.pos] == '['
	switch s.key {
	case "specVersion":
		return s.first(&s.version) && s.read(func(p int) (next int) {
			s.doc.SpecVersion, next = s.same(p, "")
			return next
		})
	case "metadata":
		return s.first(&s.metadata) && s.read(s.about)
	case "components":
		return s.first(&s.components) && s.list(func(p int, index int32) int { return s.component(p, 2, "", index) })
	case "vulnerabilities":
		// They say more of components than what these are called.
		return s.list(func(int, int32) int { return odd })
	}
	if !list {
		return s.read(func(p int) int { return s.skip(p, 1) })
	}
	return s.list(s.other())
}

// first reports whether a member was not there before.
func (s *scanner) first(seen *bool) bool {
	twice := *seen
	*seen = true
	return !twice
}

// other returns what passes over an entry of a list. Where it may count
// against a limit, it is counted as if it did.
func (s *scanner) other() func(p int, index int32) int {
	pass := func(p int, _ int32) int { return s.skip(p, 2) }
	count, sign := &s.edges, byte(',')
	switch s.key {
	case "dependencies", "compositions":
	case "services":
		count, sign = &s.services, '{'
	default:
		return pass
	}
	return func(p int, index int32) int {
		next := pass(p, index)
		if next > 0 {
			*count += 1 + bytes.Count(s.buf[p:next], []byte{sign})
		}
		return next
	}
}

// list reads a list whose entries are units.
func (s *scanner) list(entry func(p int, index int32) int) bool {
	if s.buf[s.pos] != '[' {
		return false
	}
	s.pos++
	ended := false
	for index := int32(0); ; index++ {
		if !s.read(func(p int) int {
			p = space(s.buf, p)
			switch c := s.buf[p]; {
			case c == ']':
				ended = true
				return p + 1
			case index == 0:
			case c != ',':
				return s.lacks(p)
			default:
				p = space(s.buf, p+1)
			}
			if p >= s.end {
				return more
			}
			return entry(p, index)
		}) {
			return false
		}
		if ended {
			return true
		}
	}
}

// trailing reports whether only white space follows.
func (s *scanner) trailing() bool {
	for {
		s.pos = space(s.buf, s.pos)
		if s.pos < s.end {
			return false
		}
		if s.begin = s.mark; !s.fill() {
			return true
		}
	}
}
