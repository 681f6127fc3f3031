// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln"
)

// Session returns what answers query after query on one goroutine, beside
// others. Close of the index ends it.
func (x *Index) Session() vuln.Session { return &session{newMatcher(x)} }

type session struct{ *matcher }

// Ask answers a query as [Index.Match] does.
func (s *session) Ask(q *vuln.Query) (vuln.Answer, error) {
	if s.index.sections == nil {
		return vuln.Answer{}, errors.New("the index of vulnerabilities is closed")
	}
	a := s.answer(q)
	if s.err != nil {
		return vuln.Answer{}, fmt.Errorf("%s: %w", s.index.file, s.err)
	}
	return a, nil
}

// Diagnostics are those of what was asked about.
func (s *session) Diagnostics() diag.List { return s.index.wideDefects(s.touched) }

// filter tells of most texts that they are not in a set.
type filter struct {
	seed maphash.Seed
	bits []uint64 // a power of two
}

// newFilter makes a filter for so many texts.
func newFilter(texts int) *filter {
	words := 64
	for words*4 < texts { // 16 bits or more for each: of 100 that are not in the set, it misses one or two
		words *= 2
	}
	return &filter{seed: maphash.MakeSeed(), bits: make([]uint64, words)}
}

// place is where a text has its two bits.
func (f *filter) place(text string) (word, bits uint64) {
	h := maphash.String(f.seed, text)
	return h >> 12 & uint64(len(f.bits)-1), 1<<(h&63) | 1<<(h>>6&63)
}

func (f *filter) add(text string) {
	word, bits := f.place(text)
	f.bits[word] |= bits
}

// has reports whether the text may be in the set.
func (f *filter) has(text string) bool {
	word, bits := f.place(text)
	return f.bits[word]&bits == bits
}

// loadNames makes a filter of the names of all packages.
func (x *Index) loadNames() *filter {
	table := x.sections[sectionPackages]
	f := newFilter(len(table) / packageBytes)
	for ; len(table) >= packageBytes; table = table[packageBytes:] {
		if name, ok := x.text(binary.LittleEndian.Uint32(table[4:])); ok {
			f.add(name)
		}
	}
	return f
}
