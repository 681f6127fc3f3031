// SPDX-License-Identifier: Apache-2.0

package gleif

import (
	"encoding/binary"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier/importer"
)

// The whole register has over three million records. What is kept of one until
// its record is written takes some hundred bytes here, without a pointer for
// the garbage collector to follow; as structs and maps it takes kilobytes.

// key is an LEI with right check digits.
type key [20]byte

func keyOf(lei string) (k key) {
	copy(k[:], lei)
	return k
}

func (k key) String() string { return string(k[:]) }

func compareKeys(x, y key) int { return strings.Compare(string(x[:]), string(y[:])) }

// lexicon gives texts that come back, such as codes and days, a number.
type lexicon struct {
	texts   []string
	numbers map[string]uint32
}

func (l *lexicon) number(text string) uint32 {
	n, ok := l.numbers[text]
	if !ok {
		if l.numbers == nil {
			l.numbers = map[string]uint32{}
		}
		n = uint32(len(l.texts))
		text = strings.Clone(text) // a row would stay in memory for it
		l.texts = append(l.texts, text)
		l.numbers[text] = n
	}
	return n
}

// place is where a record stands.
type place struct {
	file, line uint32
	pointer    string
}

func (r *reader) place(at diag.Position) place {
	return place{r.words.number(at.File), uint32(max(at.Line, 0)), strings.Clone(at.Pointer)}
}

func (r *reader) position(p place) diag.Position {
	return diag.Position{File: r.words.texts[p.file], Line: int(p.line), Pointer: p.pointer}
}

// day shortens a moment to its day, of which there are few different ones.
// What is no day stays as it is, to be reported.
func day(s string) string {
	if d, ok := importer.Date(s); ok {
		return d.String()
	}
	return s
}

// kept is where in the store the record of an LEI begins.
type kept struct {
	key
	chunk, offset uint32
}

// store holds records one behind the other.
type store struct {
	chunks  [][]byte
	index   []kept
	scratch []byte
}

const chunkSize = 1 << 20

// keep adds an entity.
func (r *reader) keep(e entity, at diag.Position) {
	s := &r.store
	b := encoder{r: r, b: s.scratch[:0]}
	b.entity(&e, r.place(at))
	s.scratch = b.b
	last := len(s.chunks) - 1
	if last < 0 || cap(s.chunks[last])-len(s.chunks[last]) < len(b.b) {
		s.chunks = append(s.chunks, make([]byte, 0, max(chunkSize, len(b.b))))
		last++
	}
	s.index = append(s.index, kept{keyOf(e.LEI), uint32(last), uint32(len(s.chunks[last]))})
	s.chunks[last] = append(s.chunks[last], b.b...)
}

// entity returns what was kept.
func (r *reader) entity(k kept) (e entity, at diag.Position) {
	d := decoder{r: r, b: r.store.chunks[k.chunk][k.offset:]}
	var p place
	e, p = d.entity()
	e.LEI = k.String()
	return e, r.position(p)
}

// mostCommon is how long a text may be, and mostWords how many there may be,
// to be expected again.
const (
	mostCommon = 40
	mostWords  = 1 << 20
)

type encoder struct {
	r *reader
	b []byte
}

func (e *encoder) number(n uint64) { e.b = binary.AppendUvarint(e.b, n) }

// text writes a text as it is.
func (e *encoder) text(s string) {
	e.number(uint64(len(s))<<1 | 1)
	e.b = append(e.b, s...)
}

// word writes a text that comes back by its number.
func (e *encoder) word(s string) {
	if len(s) > mostCommon || len(e.r.words.texts) >= mostWords {
		e.text(s)
		return
	}
	e.number(uint64(e.r.words.number(s)) << 1)
}

func (e *encoder) texts(list []string) {
	e.number(uint64(len(list)))
	for _, s := range list {
		e.text(s)
	}
}

func (e *encoder) entity(v *entity, at place) {
	e.number(uint64(at.file))
	e.number(uint64(at.line))
	e.text(at.pointer)
	e.text(v.Name)
	e.text(v.AuthorityID)
	for _, s := range []string{
		v.Jurisdiction, v.LegalCountry, v.HQCountry, v.Category, v.Status, v.Authority, v.Registration, v.Validation,
		day(v.Created), day(v.Updated),
	} {
		e.word(s)
	}
	for _, list := range [][]string{v.Aliases, v.Former, v.BIC} {
		e.texts(list)
	}
}

// decoder reads what encoder wrote; it is never given anything else.
type decoder struct {
	r *reader
	b []byte
}

func (d *decoder) number() uint64 {
	n, size := binary.Uvarint(d.b)
	d.b = d.b[size:]
	return n
}

func (d *decoder) text() string {
	n := d.number()
	if n&1 == 0 {
		return d.r.words.texts[n>>1]
	}
	s := string(d.b[:n>>1])
	d.b = d.b[n>>1:]
	return s
}

func (d *decoder) texts() []string {
	var list []string
	for range d.number() {
		list = append(list, d.text())
	}
	return list
}

func (d *decoder) entity() (e entity, at place) {
	at = place{file: uint32(d.number()), line: uint32(d.number())}
	at.pointer = d.text()
	e.Name, e.AuthorityID = d.text(), d.text()
	for _, s := range []*string{
		&e.Jurisdiction, &e.LegalCountry, &e.HQCountry, &e.Category, &e.Status, &e.Authority, &e.Registration, &e.Validation,
		&e.Created, &e.Updated,
	} {
		*s = d.text()
	}
	for _, list := range []*[]string{&e.Aliases, &e.Former, &e.BIC} {
		*list = d.texts()
	}
	return e, at
}

// of returns the items of a sorted list that belong to the key.
func of[T any](list []T, keyOf func(*T) key, k key) []T {
	from, _ := slices.BinarySearchFunc(list, k, func(x T, k key) int { return compareKeys(keyOf(&x), k) })
	to := from
	for to < len(list) && keyOf(&list[to]) == k {
		to++
	}
	return list[from:to]
}

// sortBy orders a list by key; what belongs to one key stays in the order in
// which it was read. Published files are in order already.
func sortBy[T any](list []T, keyOf func(*T) key) {
	order := func(x, y T) int { return compareKeys(keyOf(&x), keyOf(&y)) }
	if !slices.IsSortedFunc(list, order) {
		slices.SortStableFunc(list, order)
	}
}

func (k *kept) of() key       { return k.key }
func (l *link) of() key       { return l.start }
func (x *exempted) of() key   { return x.key }
func (m *mention) of() key    { return m.key }
func (s *succession) of() key { return s.key }
