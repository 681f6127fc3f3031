// SPDX-License-Identifier: Apache-2.0

package outline

import (
	"bytes"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// about reads the metadata, for the component that the document describes.
func (s *scanner) about(p int) int {
	found := false
	return s.object(p, func(key []byte, p int) int {
		if string(key) != "component" {
			return s.skip(p, 2)
		}
		if found {
			return odd
		}
		found = true
		next := s.component(p, 2, "", -1)
		if next > 0 {
			s.doc.Name = s.batch[s.unit].Name
		}
		return next
	})
}

// object reads an object, each of its members by field, which is given the
// place of the value. Where the value is wrong field says so.
func (s *scanner) object(p int, field func(key []byte, p int) int) int {
	if p = space(s.buf, p); s.buf[p] != '{' {
		return s.lacks(p)
	}
	if p = space(s.buf, p+1); s.buf[p] == '}' {
		return p + 1
	}
	for {
		key, value := s.called(p)
		if value < 0 {
			return value
		}
		if p = field(key, space(s.buf, value)); p < 0 {
			return p
		}
		p = space(s.buf, p)
		switch s.buf[p] {
		case '}':
			return p + 1
		case ',':
			p = space(s.buf, p+1)
		default:
			return s.lacks(p)
		}
	}
}

// The members of a component that are read, to tell which occurs twice.
const (
	hasRef = 1 << iota
	hasGroup
	hasName
	hasVersion
	hasPURL
	hasCPE
	hasScope
	hasParts
)

// component reads the component at p, in a list or object of the depth, and
// those that are in it. A negative index is that of no list.
func (s *scanner) component(p, depth int, in string, index int32) int {
	if s.buf[p] != '{' || depth > maxDepth-8 {
		return s.lacks(p)
	}
	at, seen := len(s.batch), 0
	c := Component{In: in, Index: index, Line: s.newlines(p)}
	if index < 0 {
		c.Index, c.List = 0, sbom.ListMetadata
	}
	s.batch = append(s.batch, c)
	p = s.object(p, func(key []byte, p int) (next int) {
		has, to := 0, (*string)(nil)
		switch c := &s.batch[at]; string(key) {
		case "bom-ref":
			has, to = hasRef, &c.Ref
		case "group":
			has, to = hasGroup, &c.Group
		case "name":
			has, to = hasName, &c.Name
		case "version":
			has, to = hasVersion, &c.Version
		case "cpe":
			has, to = hasCPE, &c.CPE
		case "purl":
			has = hasPURL
			c.PURL, next = s.same(p, c.Ref)
		case "scope":
			has = hasScope
			c.Scope, next = s.scope(p)
		case "components":
			has, next = hasParts, s.parts(p, depth+1, at)
		case "properties":
			return s.properties(p, depth+1)
		case "identifiers":
			return odd // further package URLs
		default:
			return s.skip(p, depth+1)
		}
		if seen&has != 0 {
			return odd
		}
		seen |= has
		if to != nil {
			*to, next = s.same(p, "")
		}
		return next
	})
	return p
}

// parts reads the components in a component of the unit.
func (s *scanner) parts(p, depth, of int) int {
	if s.buf[p] != '[' {
		return s.null(p)
	}
	if p = space(s.buf, p+1); s.buf[p] == ']' {
		return p + 1
	}
	in := s.batch[of].Pointer()
	for index := int32(0); ; index++ {
		if p = s.component(p, depth+1, in, index); p < 0 {
			return p
		}
		p = space(s.buf, p)
		switch s.buf[p] {
		case ']':
			return p + 1
		case ',':
			p = space(s.buf, p+1)
		default:
			return s.lacks(p)
		}
	}
}

// properties passes over properties, unless one may name the component.
func (s *scanner) properties(p, depth int) int {
	next := s.skip(p, depth)
	if next < 0 {
		return next
	}
	value := s.buf[p:next]
	if bytes.Contains(value, []byte(`\u`)) {
		value = scan.Unescape(value)
	}
	if bytes.Contains(value, []byte("kedja:")) {
		return odd
	}
	return next
}

func (s *scanner) scope(p int) (sbom.Scope, int) {
	text, next := s.str(p)
	switch string(text) {
	case "required":
		return sbom.ScopeRequired, next
	case "optional":
		return sbom.ScopeOptional, next
	case "excluded":
		return sbom.ScopeExcluded, next
	}
	return sbom.ScopeUnstated, next
}

// null passes null, which says nothing.
func (s *scanner) null(p int) int {
	next := s.word(p)
	if next > 0 && s.buf[p] != 'n' {
		return odd
	}
	return next
}

// same reads a string, or the same text that is kept already.
func (s *scanner) same(p int, kept string) (string, int) {
	text, next := s.str(p)
	if string(text) == kept {
		return kept, next
	}
	return s.text.Keep(text), next
}

// str reads a string; null is an empty one. The text is valid until the next
// call.
func (s *scanner) str(p int) (found []byte, end int) {
	if s.buf[p] != '"' {
		return nil, s.null(p)
	}
	before := s.mark
	if end = s.quoted(); end < 0 {
		return nil, end
	}
	found = s.buf[p+1 : end-1]
	if s.mark > before+2 || !s.ascii && !ascii(found) {
		found = scan.Unquote(found)
	}
	return found, end
}
