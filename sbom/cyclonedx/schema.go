// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	_ "embed"
	"iter"
	"math"
	"strconv"
	"strings"
	"sync"

	"github.com/kedja/kedja/sbom/internal/scan"
)

// schemaText is the published schema as a table; its head says how to read it.
//
//go:embed schema.txt
var schemaText string

// schema returns the shape of a document. The table is parsed once, when the
// first document is read.
var schema = sync.OnceValue(func() *shape {
	root, err := parseSchema(schemaText)
	if err != nil {
		return &shape{} // a test parses the table; this has no field, so nothing is checked
	}
	return root
})

// versions is a set of minor versions of 1.x: bit v is 1.v.
type versions uint8

// allVersions are those that have a JSON schema.
const allVersions versions = 1<<2 | 1<<3 | 1<<4 | 1<<5 | 1<<6 | 1<<7

// newestOf returns the newest version of the set.
func (v versions) newest() int {
	for i := 7; i > 0; i-- {
		if v&(1<<i) != 0 {
			return i
		}
	}
	return 0
}

// oldest returns the oldest version of the set.
func (v versions) oldest() int {
	for i := range 8 {
		if v&(1<<i) != 0 {
			return i
		}
	}
	return 0
}

// shape is what an object may look like.
type shape struct {
	name     string
	open     versions // in which other members are allowed
	fields   []*field
	required []*field
	groups   []group

	table []*field // of the fields by hash; its length is a power of two
}

// field is a member of a shape.
type field struct {
	name     string
	bit      uint64
	sum      uint64 // tells the name from others
	in       versions
	required versions
	variants []variant
}

// variant is the rule for a field's value in some versions.
type variant struct {
	in versions
	*rule
}

// group says which members go together.
type group struct {
	in      versions
	exactly bool     // one of the sets, else at least one
	sets    []uint64 // of field bits
	text    string
}

// rule says what a value may be. A nil part means that it is not of that kind.
type rule struct {
	any     bool
	shapes  []*shape // an object of one of them
	exactly bool     // of just one
	item    *rule    // a list of them
	unique  bool     // the items of a list differ
	filled  bool     // a list has one at least
	text    *textRule
	number  *numberRule
	boolean bool
}

// textRule is what a string may be.
type textRule struct {
	min, max int                 // characters
	format   string              // date-time, digest …
	valid    func([]byte) bool   // checks the format
	words    map[string]versions // when not nil, one of them
	name     string              // of the enumeration
}

// numberRule is what a number may be.
type numberRule struct {
	min, max float64
	whole    bool
}

// hashName spreads the names of a shape's fields.
func hashName[T string | []byte](name T) uint {
	if len(name) == 0 {
		return 0
	}
	return uint(len(name))*7 + uint(name[0]) + uint(name[len(name)-1])*31 + uint(name[len(name)/2])*5
}

// fnv is the 64-bit FNV-1a hash.
func fnv(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// field returns the field of the name, or nil.
func (s *shape) field(name []byte) *field {
	if len(s.table) == 0 {
		return nil
	}
	mask := uint(len(s.table) - 1)
	for h := hashName(name); ; h++ {
		f := s.table[h&mask]
		if f == nil || f.name == string(name) {
			return f
		}
	}
}

// rule returns what a value of the kind may be for the field in the newest of
// the versions that allow the kind, and the versions for which that holds.
// When none does, that is the newest rule, and all of the versions.
func (f *field) rule(v versions, k scan.Kind) (*rule, versions) {
	if len(f.variants) == 1 {
		return f.variants[0].rule, v & f.variants[0].in
	}
	var newest *rule
	for i := len(f.variants) - 1; i >= 0; i-- {
		r := &f.variants[i]
		if r.in&v == 0 {
			continue
		}
		if r.allows(k) {
			return r.rule, r.in & v
		}
		if newest == nil {
			newest = r.rule
		}
	}
	return newest, v
}

// allows reports whether a value of the kind may follow the rule.
func (r *rule) allows(k scan.Kind) bool {
	switch k {
	case scan.KindObject:
		return r.any || len(r.shapes) > 0
	case scan.KindArray:
		return r.any || r.item != nil
	case scan.KindString:
		return r.any || r.text != nil
	case scan.KindNumber:
		return r.any || r.number != nil
	case scan.KindTrue, scan.KindFalse:
		return r.any || r.boolean
	}
	return r.any
}

// all yields the shape and all that its members can have, each once.
func (s *shape) all() iter.Seq[*shape] {
	return func(yield func(*shape) bool) {
		seen := map[*shape]bool{s: true}
		queue := []*shape{s}
		for len(queue) > 0 {
			s, queue = queue[0], queue[1:]
			if !yield(s) {
				return
			}
			for _, f := range s.fields {
				for _, v := range f.variants {
					for r := v.rule; r != nil; r = r.item {
						for _, next := range r.shapes {
							if !seen[next] {
								seen[next] = true
								queue = append(queue, next)
							}
						}
					}
				}
			}
		}
	}
}

// finish makes the tables of a shape whose fields are known.
func (s *shape) finish() {
	size := 4
	for size < 3*len(s.fields) {
		size *= 2
	}
	s.table = make([]*field, size)
	for i, f := range s.fields {
		f.bit = 1 << i
		f.sum = fnv(f.name)
		h := hashName(f.name)
		for s.table[h&uint(size-1)] != nil {
			h++
		}
		s.table[h&uint(size-1)] = f
		if f.required != 0 {
			s.required = append(s.required, f)
		}
	}
}

// parseVersions reads 5-, -4, 5 or 3-6.
func parseVersions(s string) (versions, bool) {
	from, to, ranged := strings.Cut(s, "-")
	if !ranged {
		to = from
	}
	lo, hi := 2, 7
	var err error
	if from != "" {
		lo, err = strconv.Atoi(from)
	}
	if err == nil && to != "" {
		hi, err = strconv.Atoi(to)
	}
	if err != nil || lo < 2 || hi > 7 || lo > hi {
		return 0, false
	}
	var v versions
	for i := lo; i <= hi; i++ {
		v |= 1 << i
	}
	return v, true
}

// parseRange reads MIN..MAX, either of which may be missing.
func parseRange(s string) (lo, hi float64, ok bool) {
	from, to, ok := strings.Cut(s, "..")
	lo, hi = math.Inf(-1), math.Inf(1)
	var err error
	if from != "" {
		lo, err = strconv.ParseFloat(from, 64)
		ok = ok && err == nil
	}
	if to != "" {
		hi, err = strconv.ParseFloat(to, 64)
		ok = ok && err == nil
	}
	return lo, hi, ok
}
