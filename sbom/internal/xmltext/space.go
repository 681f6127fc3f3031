// SPDX-License-Identifier: Apache-2.0

package xmltext

// xmlURI is what the prefix xml is bound to without a declaration.
const xmlURI = "http://www.w3.org/XML/1998/namespace"

// spaces numbers namespaces and knows which prefixes stand for them.
type spaces struct {
	uris     []string // by number; 0 is no namespace
	numbers  map[string]int32
	bound    []binding // in force, the innermost last
	fallback int32     // of elements without a prefix
}

type binding struct {
	prefix string
	space  int32
}

func (s *spaces) init() {
	s.uris = []string{""}
	s.numbers = map[string]int32{"": 0}
	s.bind([]byte("xml"), []byte(xmlURI))
}

func (s *spaces) number(uri []byte) int32 {
	if n, ok := s.numbers[string(uri)]; ok {
		return n
	}
	n := int32(len(s.uris))
	s.uris = append(s.uris, string(uri))
	s.numbers[s.uris[n]] = n
	return n
}

func (s *spaces) bind(prefix, uri []byte) {
	s.bound = append(s.bound, binding{string(prefix), s.number(uri)})
}

func (s *spaces) restore(e element) {
	if int(e.bindings) < len(s.bound) {
		s.bound = s.bound[:e.bindings]
	}
	s.fallback = e.fallback
}

// spaceOf returns the namespace of a prefix. One that is not declared stands
// for itself, as in encoding/xml.
func (x *Reader) spaceOf(prefix []byte) int32 {
	s := &x.spaces
	for i := len(s.bound) - 1; i >= 0; i-- {
		if s.bound[i].prefix == string(prefix) {
			return s.bound[i].space
		}
	}
	x.note("prefix "+clip(prefix), "namespace", "the prefix %q is not declared", clip(prefix))
	return s.number(prefix)
}
