// SPDX-License-Identifier: Apache-2.0

package spdx3

import (
	"bytes"
	"math/bits"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// item is an object of the document while it is read: an element or a part of
// one. What it is may be said last, so every property is taken as it comes.
type item struct {
	itemHead
	text  [textEnd - textFirst]string
	lists [listEnd - listFirst][]string
	refs  [refEnd - refFirst][]scan.Ref
}

type itemHead struct {
	class class
	kind  string // the name of its type, where that matters
	ref   scan.Ref
	alias scan.Ref // of an item that has both @id and spdxId
	id    string   // as written
	line  int32
	props int  // properties beside the identifier
	value bool // it is a text with @value, which is in reader.hold

	set      uint64 // bit by entry of text: it is stated
	referred uint32 // bit by entry of refs: it is stated
	arrays   uint32 // bit by entry of refs: it is stated as a list
	inside   bool   // it stands within another item

	// Parts that stand within the item.
	hashes      []sbom.Hash
	codes       []sbom.Hash // package verification codes
	identifiers []identifier
	references  []sbom.ExternalReference
	imports     []externalMap
}

// identifier is one entry of externalIdentifier or contentIdentifier.
type identifier struct {
	scheme, value string
	line          int32
}

// externalMap says where an element of another document can be found.
type externalMap struct {
	ref      scan.Ref
	id       string
	location string
	hashes   []sbom.Hash
	line     int32
}

// part is what stands in the graph by itself and belongs into an element.
type part struct {
	hashes, codes []sbom.Hash
	identifiers   []identifier
	references    []sbom.ExternalReference
	imports       []externalMap
}

func (it *item) str(p prop) string    { return it.text[p-textFirst] }
func (it *item) list(p prop) []string { return it.lists[p-listFirst] }
func (it *item) to(p prop) []scan.Ref { return it.refs[p-refFirst] }
func (it *item) add(p prop, ref scan.Ref) {
	it.referred |= 1 << (p - refFirst)
	it.refs[p-refFirst] = append(it.refs[p-refFirst], ref)
}
func (it *item) bare() bool { return it.class == classNone && it.props == 0 }

// unkept reports whether the item is of a class that is not kept as a whole.
func (it *item) unkept() bool {
	switch it.class {
	case classSnippet, classBuild, classIgnored:
		return true
	case classAssessment:
		return assessmentTypes[it.kind] == "hasAssessmentFor" && methods[it.kind] == ""
	}
	return false
}

// first returns the first reference of a list.
func first(list []scan.Ref) scan.Ref {
	for _, ref := range list {
		if ref != scan.NoRef {
			return ref
		}
	}
	return scan.NoRef
}

// push returns an empty item for the next deeper object. Items are used again:
// a document has one for each level, not for each object.
func (r *reader) push() *item {
	if r.depth == len(r.pool) {
		r.pool = append(r.pool, new(item))
	}
	it := r.pool[r.depth]
	r.depth++
	it.clear()
	return it
}

// clear empties the item. Most items set few properties, and what is not set
// is not written to again.
func (it *item) clear() {
	for set := it.set; set != 0; set &= set - 1 {
		it.text[bits.TrailingZeros64(set)] = ""
	}
	for i := range it.lists {
		it.lists[i] = it.lists[i][:0]
	}
	for set := it.referred; set != 0; set &= set - 1 {
		i := bits.TrailingZeros32(set)
		it.refs[i] = it.refs[i][:0]
	}
	it.itemHead = itemHead{ref: scan.NoRef, alias: scan.NoRef}
}

func (r *reader) pop() { r.depth-- }

// member reads the announced member of an item.
func (r *reader) member(it *item) {
	s, full := spell(r.Name())
	if full {
		r.expanded = true
	}
	if s.old && s.prop > propNotKept {
		r.tally(tallyOldName, string(r.Name()), s.name)
	}
	if s.prop > propType {
		it.props++
	}
	switch p := s.prop; {
	case p == propID:
		r.identify(it)
	case p == propType:
		r.kindOf(it)
	case p == propNone:
		r.unknown(it)
	case p == propNotKept:
		if !it.unkept() {
			r.tally(tallyNotKept, s.name, "")
		}
	case p == propSilent:
	case p < textEnd:
		r.textInto(it, p)
	case p < listEnd:
		r.textsInto(it, p)
	default:
		r.values(it, p)
	}
}

// unknown notes a property that is not of SPDX 3. What JSON-LD calls @value
// makes the object a value.
func (r *reader) unknown(it *item) {
	if string(r.Name()) == "@value" {
		it.value = true
		r.hold = append(r.hold[:0], r.scalar()...)
		return
	}
	it.props++
	r.tally(tallyUnknownField, string(r.Name()), "")
}

// identify reads a spdxId, which is the @id of JSON-LD. Some documents give
// an element both.
func (r *reader) identify(it *item) {
	spdx := string(r.Name()) == "spdxId"
	b := r.scalar()
	ref := r.target(b)
	if ref == scan.NoRef || ref == it.ref {
		return
	}
	if it.ref != scan.NoRef && !spdx {
		it.alias = ref
		return
	}
	it.alias, it.ref = it.ref, ref
	if len(r.prefixes) == 0 {
		it.id = r.RefName(ref)
	} else {
		it.id = r.Keep(b)
	}
}

// target numbers a reference. Abbreviations of the context are written out,
// because a document may use both forms.
func (r *reader) target(id []byte) scan.Ref {
	if colon := bytes.IndexByte(id, ':'); len(r.prefixes) > 0 && colon > 0 {
		for _, p := range r.prefixes {
			if p.name == string(id[:colon]) {
				r.iri = append(append(r.iri[:0], p.iri...), id[colon+1:]...)
				return r.Ref(r.iri)
			}
		}
	}
	return r.Ref(id)
}

// kindOf reads the type, of which the expanded form has a list.
func (r *reader) kindOf(it *item) {
	if r.Kind() == scan.KindArray {
		if !r.Array() {
			return
		}
		for r.Element() {
			r.kindOf(it)
		}
		return
	}
	b := r.Bytes()
	if len(b) == 0 {
		return
	}
	c := classOf(b)
	if it.class == classNone || it.class == classUnknown {
		it.class = c
		if c == classUnknown || c == classAssessment || c == classElement {
			it.kind = compactIfIRI(r.InternBytes(b))
		}
	}
}

func compactIfIRI(s string) string {
	if bytes.IndexByte([]byte(s), ':') >= 0 {
		return compact(s)
	}
	return s
}
