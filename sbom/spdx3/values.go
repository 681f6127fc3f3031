// SPDX-License-Identifier: Apache-2.0

package spdx3

import (
	"strconv"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// textInto reads a text. Relationships are many, and what people say of them
// is not kept.
func (r *reader) textInto(it *item, p prop) {
	if p <= propComment && (it.class == classRelationship || it.class == classAssessment) {
		r.tally(tallyNotKept, "the "+textNames[p]+" of relationships", "")
		return
	}
	b := r.scalar()
	it.set |= 1 << (p - textFirst)
	switch p {
	case propName, propHashValue, propIdentifier, propPURL, propStatement, propExternalID, propDownload:
		it.text[p-textFirst] = r.Keep(b)
	default:
		it.text[p-textFirst] = r.InternBytes(b)
	}
}

var textNames = [...]string{propName: "name", propSummary: "summary", propDescription: "description", propComment: "comment"}

// textsInto reads a list of texts, or one.
func (r *reader) textsInto(it *item, p prop) {
	if r.Kind() == scan.KindArray {
		if !r.Array() {
			return
		}
		for r.Element() {
			r.textsInto(it, p)
		}
		return
	}
	if b := r.scalar(); len(b) > 0 {
		it.lists[p-listFirst] = append(it.lists[p-listFirst], r.InternBytes(b))
	}
}

// scalar reads one text in any form of JSON-LD: a string or number, an object
// with @value or @id, a list of one of these. The bytes are valid until the
// next call that reads.
func (r *reader) scalar() []byte {
	switch r.Kind() {
	case scan.KindNumber:
		s, _ := r.Number()
		r.hold = append(r.hold[:0], s...)
		return r.hold
	case scan.KindArray:
		return r.only()
	case scan.KindObject:
		return r.wrapped()
	}
	return r.Bytes()
}

// only reads a list of which the model keeps one value.
func (r *reader) only() []byte {
	r.hold = r.hold[:0]
	if !r.Array() {
		return nil
	}
	n := 0
	for r.Element() {
		if n++; n > 1 {
			continue
		}
		b := r.scalar()
		if len(b) > 0 && (len(r.hold) == 0 || &b[0] != &r.hold[0]) {
			r.hold = append(r.hold[:0], b...)
		}
	}
	if n > 1 {
		r.Note(diag.Warning, "spdx3/several-values", "write one value", "the property has %d values where one is allowed; the first is taken", n)
	}
	return r.hold
}

// wrapped reads an object that stands for a text.
func (r *reader) wrapped() []byte {
	r.hold = r.hold[:0]
	if !r.Object() {
		return nil
	}
	for r.Member() {
		switch string(r.Name()) {
		case "@value", "@id", "spdxId", "@list", "@set":
			if b := r.scalar(); len(b) > 0 && (len(r.hold) == 0 || &b[0] != &r.hold[0]) {
				r.hold = append(r.hold[:0], b...)
			}
		}
	}
	return r.hold
}

// values reads references, or what stands in their place.
func (r *reader) values(it *item, p prop) {
	switch r.Kind() {
	case scan.KindArray:
		it.arrays |= 1 << (p - refFirst)
		if !r.Array() {
			return
		}
		for n := 1; r.Element(); n++ {
			r.values(it, p)
			for len(it.to(p)) < n { // a part or a null: what follows keeps its index
				it.add(p, scan.NoRef)
			}
		}
	case scan.KindObject:
		r.inline(it, p)
	case scan.KindNull:
		r.Null()
	default:
		b := r.Bytes()
		if p == propCreationInfo && string(b) == r.lastMadeName && len(b) > 0 { // in nearly every element
			it.add(p, r.lastMade)
		} else if ref := r.target(b); ref != scan.NoRef {
			it.add(p, ref)
		}
	}
}

// inline reads an object in the place of a reference: the reference as an
// object, a part, or an element that is stated where it is used.
func (r *reader) inline(parent *item, p prop) {
	if !r.Object() {
		return
	}
	it := r.push()
	it.line, it.inside = r.Line(), true
	wrapper := false
	for r.Member() {
		switch string(r.Name()) {
		case "@list", "@set", "@graph":
			wrapper = true
			r.values(parent, p)
		default:
			r.member(it)
		}
	}
	switch {
	case wrapper && it.bare():
	case it.value:
		if ref := r.target(r.hold); ref != scan.NoRef {
			parent.add(p, ref)
		}
	case it.bare():
		if it.ref != scan.NoRef {
			parent.add(p, it.ref)
		}
	default:
		r.finish(it, parent, p)
	}
	r.pop()
}

// anonymous gives an inline element without an identifier one by its place.
func (r *reader) anonymous() scan.Ref {
	return r.Ref([]byte("#" + r.Pointer()))
}

// pointer is that of an element of the graph.
func (r *reader) pointer(place int32) string {
	n := "/" + strconv.Itoa(int(place))
	switch {
	case place == whole:
		return ""
	case r.list == sbom.ListTop:
		return n
	}
	return "/@graph" + n
}
