// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"bytes"
	"unicode/utf8"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// notUTF8 is the flag by which [scan.Scanner] knows text with bytes that are
// no UTF-8.
const notUTF8 = scan.Escaped << 1

// put writes the value of a tag, which stands in the buffer. Values of several
// words that are frequent stay one text, which the reader takes apart.
func (t *tagValue) put(g *tag, from, to int) {
	if g == nil || g.form == formNothing {
		return
	}
	if !t.at(g) {
		return
	}
	switch g.form {
	case formString:
		t.member(g.name, from, to)
	case formBool:
		t.bool(g.name, from, to)
	case formListed:
		t.listed(g.name, from, to)
	case formLine:
		t.within(g.name)
		t.value(from, to)
	case formStart:
		t.element(lists[g.where])
		t.member(g.name, from, to)
	case formItem:
		t.item(lists[g.where])
		t.member(g.name, from, to)
	case formID:
		t.id(from, to)
	default:
		t.compound(g, from, to)
	}
}

// compound writes the tags of which the value has several parts or that stand
// deeper.
func (t *tagValue) compound(g *tag, from, to int) {
	switch g.form {
	case formCreation, formCreator:
		t.name(nameCreationInfo)
		t.add(scan.KindObject)
		if g.form == formCreator {
			t.listed(g.name, from, to)
		} else {
			t.member(g.name, from, to)
		}
		t.add(scan.KindObjectEnd)
	case formDocument:
		t.item(g.name)
		from = t.word(nameExternalDocumentID, from, to)
		from = t.word(nameSPDXDocument, from, to)
		if from < to {
			t.name(nameChecksum)
			t.add(scan.KindObject)
			t.checksum(from, to)
			t.add(scan.KindObjectEnd)
		}
	}
}

// at goes to where the tag belongs: it closes what is open and cannot hold it.
// It returns false, with a diagnostic, for a tag that stands outside of
// anything it could belong to.
func (t *tagValue) at(g *tag) bool {
	if g.form == formStart || g.form == formItem || g.form == formID || g.where == inRelation && g.form == formLine {
		return true
	}
	ok := true
	switch g.where {
	case inDocument:
		t.closeList()
	case inPackage, inFile:
		if ok = t.elem && t.list == lists[g.where]; ok && g.form != formLine {
			t.closeInner()
		}
	case inRelation, inReference: // a comment follows the line that it is about
		if ok = t.inner == lists[g.where] && !t.entry; ok {
			t.item(t.inner)
		}
	default:
		ok = t.entry && t.inner == lists[g.where]
	}
	if !ok {
		t.note(diag.Warning, "tag-value/order", "put it after what it belongs to",
			"the tag is of %s, and none stands before it; it is not read", whereNames[g.where])
	}
	return ok
}

// value writes a piece of the buffer as a string.
func (t *tagValue) value(from, to int) {
	flags := uint8(0)
	if t.dirty && !utf8.Valid(t.buf[from:to]) {
		flags = notUTF8
		t.note(diag.Warning, "sbom/invalid-utf8", "have the producer write UTF-8", "the value is not valid UTF-8; what cannot be decoded is read as U+FFFD")
	}
	t.batch.Tokens = append(t.batch.Tokens, scan.Token{
		Off: uint32(from), Len: uint32(to - from), Line: t.writer.line, Kind: scan.KindString, Flags: flags})
}

func (t *tagValue) member(n name, from, to int) {
	t.name(n)
	t.value(from, to)
}

func (t *tagValue) listed(n name, from, to int) {
	t.name(n)
	t.add(scan.KindArray)
	t.value(from, to)
	t.add(scan.KindArrayEnd)
}

func (t *tagValue) bool(n name, from, to int) {
	t.name(n)
	switch v := t.buf[from:to]; {
	case bytes.EqualFold(v, []byte("true")):
		t.add(scan.KindTrue)
	case bytes.EqualFold(v, []byte("false")):
		t.add(scan.KindFalse)
	default:
		t.value(from, to)
	}
}

// id writes the identifier of what is open: an element, else the document. In
// SPDX 2.0 the subject of an annotation goes by the same tag.
func (t *tagValue) id(from, to int) {
	if t.entry && t.inner == nameAnnotations && (t.named || !t.elem) {
		t.member(nameElementID, from, to)
		return
	}
	if t.elem {
		t.named = true
		t.closeInner()
	} else {
		t.closeList()
		t.closeInner()
	}
	t.member(nameSPDXID, from, to)
}

// checksum writes the members of "ALGORITHM: digest".
func (t *tagValue) checksum(from, to int) {
	n := bytes.IndexByte(t.buf[from:to], ':')
	if n < 0 {
		n = bytes.IndexByte(t.buf[from:to], ' ')
	}
	if n < 0 {
		t.member(nameChecksumValue, from, to)
		return
	}
	a, b := t.trim(from, from+n)
	t.member(nameAlgorithm, a, b)
	t.rest(nameChecksumValue, from+n+1, to)
}

// word writes the text up to the next space and returns where the rest begins.
func (t *tagValue) word(n name, from, to int) int {
	from, _ = t.trim(from, to)
	end := from
	for end < to && t.buf[end] > ' ' {
		end++
	}
	if end > from {
		t.member(n, from, end)
	}
	return end
}

func (t *tagValue) rest(n name, from, to int) {
	if from, to = t.trim(from, to); from < to {
		t.member(n, from, to)
	}
}
