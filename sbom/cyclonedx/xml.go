// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"bytes"
	"io"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
	"github.com/kedja/kedja/sbom/internal/xmltext"
)

// ReadXML reads a CycloneDX XML document of versions 1.0 to 1.7; see [Read].
// Pointers are those of the JSON document that says the same, lines those of
// the start tags. Document type declarations are refused. What stands in
// namespaces of others is not read, with a diagnostic.
func ReadXML(in io.Reader, opts Options) (*sbom.Document, diag.List, error) {
	src := scan.OpenRaw(in, opts.Limits)
	return read(src, newXMLTokens(src, src.Hint, opts.Limits), opts, "xml")
}

// start takes in a start tag.
func (t *xmlTokens) start() {
	if t.skip > 0 {
		t.skip++
		return
	}
	if len(t.frames) == 0 {
		t.root()
		return
	}
	if t.loose.line > 0 {
		t.stray(t.loose.line)
	}
	if role := t.role(t.x.Space()); role != xmlOurs {
		t.skip = 1
		t.alien(role)
		return
	}
	t.below(&t.frames[len(t.frames)-1])
}

// below takes in a child of the element.
func (t *xmlTokens) below(f *xmlFrame) {
	name := t.x.Bytes(t.x.Name())
	if f.state == xmlDone {
		t.misplaced(name)
		return
	}
	switch f.form.kind {
	case xmlObject:
		t.member(f, name)
	case xmlList:
		t.entry(f, name)
	case xmlOnly:
		if it := f.form.child(name); it == nil {
			t.misplaced(name)
		} else {
			f.state = xmlDone
			t.begin(it.form, false, false)
		}
	case xmlTools:
		if f.form = t.toolObject; string(name) == "tool" {
			f.form = t.toolList
		}
		t.below(f)
	case xmlDependency, xmlNested:
		t.dependency(f, name)
	case xmlString: // a name that is written as an organization
		f.form = t.organization
		t.member(f, name)
	default:
		t.misplaced(name)
	}
}

// misplaced passes over an element that cannot be where it is.
func (t *xmlTokens) misplaced(name []byte) {
	t.skip = 1
	t.note("element "+string(name), diag.Warning, "xml/element", "have the producer follow the schema of the format",
		"the element <%s> cannot stand here and is not read", name)
}

// root takes in the document element.
func (t *xmlTokens) root() {
	name, line := t.x.Bytes(t.x.Name()), t.x.Line()
	uri := t.x.Namespace(t.x.Space())
	version, known := versionOf(uri)
	if string(name) != "bom" {
		t.err = &scan.SyntaxError{Line: int(line), Text: "the document is a <" + string(name) + ">, one of CycloneDX is a <bom>",
			Remedy: "give a CycloneDX or SPDX document"}
		return
	}
	t.add(scan.KindObject, line)
	t.put(scan.KindName, t.bomFormat, line)
	t.put(scan.KindString, t.cycloneDX, line)
	if known {
		if len(version) == 3 && version[:2] == "1." && version[2] >= '0' && version[2] <= '7' {
			t.version = int(version[2] - '0')
		}
		t.put(scan.KindName, t.specVersion, line)
		t.put(scan.KindString, t.keep([]byte(version)), line)
	} else {
		t.role(t.x.Space())
		t.roles[t.x.Space()] = xmlOurs
		t.note("root", diag.Warning, "xml/namespace", `write xmlns="http://cyclonedx.org/schema/bom/1.7" or the version that it is`,
			"the namespace of the document is %q, which is none of CycloneDX; it is read all the same", uri)
	}
	t.frames = append(t.frames, xmlFrame{form: t.forms["document"], line: line, state: xmlOpen})
	t.attributes()
}

// alien takes in an element of another namespace.
func (t *xmlTokens) alien(role xmlRole) {
	if role == xmlSigned {
		t.note("signature", diag.Info, "xml/signature", "", "there is an XML signature, which is not verified")
		f := &t.frames[len(t.frames)-1]
		if it := f.form.child([]byte("Signature")); it != nil && f.form.kind == xmlObject {
			line := t.x.Line()
			t.open(f)
			t.put(scan.KindName, it.member, line)
			t.add(scan.KindObject, line)
			for _, name := range []string{"algorithm", "value"} { // what JSON demands of one
				t.put(scan.KindName, t.keep([]byte(name)), line)
				t.put(scan.KindString, t.keep([]byte(signatureSpace)), line)
			}
			t.add(scan.KindObjectEnd, line)
		}
		return
	}
	uri := t.x.Namespace(t.x.Space())
	t.note("space "+uri, diag.Info, "xml/extension", "", "what is in the namespace %q is not read", uri)
}

// open begins the element's object or list, or goes on with it: a list of
// children that repeat is closed.
func (t *xmlTokens) open(f *xmlFrame) {
	switch f.state {
	case xmlNew:
		kind := scan.KindObject
		if f.form.kind == xmlList {
			kind = scan.KindArray
		}
		t.add(kind, f.line)
		f.state = xmlOpen
	case xmlOpen, xmlBare:
		if f.list != nil {
			t.add(scan.KindArrayEnd, t.x.Line())
			f.list = nil
		}
	}
}

// member takes in a child that is a member of an object.
func (t *xmlTokens) member(f *xmlFrame, name []byte) {
	line := t.x.Line()
	it := f.form.child(name)
	switch {
	case it == nil: // for the reader to say that there is no such member
		t.open(f)
		t.put(scan.KindName, t.x.Name(), line)
		t.add(scan.KindObject, line)
		t.add(scan.KindObjectEnd, line)
		t.skip = 1
		return
	case it.inline:
		t.open(f)
	case it.repeats == 0 || int(it.repeats) > max(t.version, 1):
		t.once(f, it)
		t.open(f)
		t.put(scan.KindName, it.member, line)
	case f.list != it:
		t.once(f, it) // readers may count on one list
		t.open(f)
		t.put(scan.KindName, it.member, line)
		t.add(scan.KindArray, line)
		f.list = it
	}
	t.begin(it.form, false, it.inline)
}

// once notes a child that an object already has.
func (t *xmlTokens) once(f *xmlFrame, it *xmlItem) {
	if f.seen&it.bit == 0 {
		f.seen |= it.bit
		return
	}
	t.noteAt(t.x.Line(), diag.Warning, "xml/repeated", "have the producer write it once",
		"the element <%s> occurs twice in one element; lists are joined, of other values the last one counts", it.name)
}

// entry takes in a child that is an entry of a list.
func (t *xmlTokens) entry(f *xmlFrame, name []byte) {
	it := f.form.child(name)
	if it == nil {
		t.misplaced(name)
		return
	}
	t.open(f)
	f.seen |= it.bit
	if it.wrapped {
		t.add(scan.KindObject, t.x.Line())
		t.put(scan.KindName, it.member, t.x.Line())
	}
	t.begin(it.form, it.wrapped, it.inline)
}

// begin begins the value of an element of the form.
func (t *xmlTokens) begin(form *xmlForm, wrapped, bare bool) {
	line := t.x.Line()
	if form.kind == xmlRef {
		t.put(scan.KindString, t.refOf(), line)
		if wrapped {
			t.add(scan.KindObjectEnd, line)
		}
		t.skip = 1
		return
	}
	f := xmlFrame{form: form, line: line, wrapped: wrapped}
	if bare {
		f.state = xmlBare
	}
	if form.kind == xmlDependency {
		t.put(scan.KindObject, xmltext.Span{}, line)
		t.put(scan.KindName, t.ref, line)
		t.put(scan.KindString, t.refOf(), line)
		f.state = xmlOpen
	}
	t.frames = append(t.frames, f)
	if len(t.x.Attrs()) > 0 {
		t.attributes()
	}
}

// refOf returns the attribute ref of the element.
func (t *xmlTokens) refOf() xmltext.Span {
	for _, a := range t.x.Attrs() {
		if a.Space == 0 && string(t.x.Bytes(a.Name)) == "ref" {
			return a.Value
		}
	}
	return xmltext.Span{}
}

// attributes makes members of the attributes of the element that was begun.
func (t *xmlTokens) attributes() {
	f := &t.frames[len(t.frames)-1]
	for _, a := range t.x.Attrs() {
		name := t.x.Bytes(a.Name)
		if a.Space != 0 {
			if t.role(a.Space) == xmlAlien {
				uri := t.x.Namespace(a.Space)
				t.note("space "+uri, diag.Info, "xml/extension", "", "what is in the namespace %q is not read", uri)
			}
			continue
		}
		it := f.form.attr(name)
		if it == nil {
			if f.form.kind != xmlDependency || string(name) != "ref" {
				t.note("attribute "+string(name), diag.Info, "xml/attribute", "check the spelling",
					"the attribute %s is none of the format here and is not read", name)
			}
			continue
		}
		t.open(f)
		t.put(scan.KindName, it.member, f.line)
		if it.form.kind == xmlString {
			t.put(scan.KindString, a.Value, f.line)
		} else {
			t.literal(it.form.kind, a.Value, f.line)
		}
	}
}

// characters takes in a text.
func (t *xmlTokens) characters() {
	if t.skip > 0 || len(t.frames) == 0 {
		return
	}
	f := &t.frames[len(t.frames)-1]
	switch {
	case f.state == xmlDone:
		t.stray(t.x.Line())
	case f.form.kind < xmlRef:
		t.literal(f.form.kind, t.x.Text(), t.x.Line())
		f.state = xmlDone
	case f.form.text.Len > 0:
		t.open(f)
		t.put(scan.KindName, f.form.text, t.x.Line())
		kind := xmlString
		if f.form.rawText {
			kind = xmlRaw
		}
		t.literal(kind, t.x.Text(), t.x.Line())
	case f.state == xmlNew: // unless children follow, the reader says that a string is none of what it expects
		t.loose.text = append(t.loose.text[:0], bytes.TrimSpace(t.x.Bytes(t.x.Text()))...)
		t.loose.line = t.x.Line()
	default:
		t.stray(t.x.Line())
	}
}

// loose is a text where elements are expected.
type loose struct {
	text []byte
	line int32 // 0 is none
}

func (t *xmlTokens) stray(line int32) {
	t.loose.line = 0
	if !t.noted["text"] {
		t.noted["text"] = true
		t.noteAt(line, diag.Warning, "xml/text", "have the producer follow the schema of the format",
			"there is text between elements, here and possibly elsewhere; it is not read")
	}
}

// end takes in an end tag.
func (t *xmlTokens) end() {
	if t.skip > 0 {
		t.skip--
		return
	}
	last := len(t.frames) - 1
	f := &t.frames[last]
	t.frames = t.frames[:last]
	t.finish(f)
	if f.wrapped {
		t.add(scan.KindObjectEnd, f.line)
	}
}

// finish ends the value of an element.
func (t *xmlTokens) finish(f *xmlFrame) {
	if f.state == xmlDone {
		return
	}
	if t.loose.line > 0 {
		t.put(scan.KindString, t.keep(t.loose.text), t.loose.line)
		t.loose.line = 0
		return
	}
	if f.form.kind == xmlTools { // an empty one: what it would be in this version
		if f.form = t.toolObject; t.version < 5 {
			f.form = t.toolList
		}
	}
	if f.form == t.licenses {
		t.mixed(f)
	}
	switch f.form.kind {
	case xmlString, xmlRaw, xmlBool, xmlNumber:
		t.put(scan.KindString, xmltext.Span{}, f.line)
	case xmlNested:
		t.leave(f)
	default:
		t.open(f)
		switch {
		case f.state == xmlBare:
		case f.form.kind == xmlList:
			t.add(scan.KindArrayEnd, t.x.Line())
		default:
			t.add(scan.KindObjectEnd, t.x.Line())
		}
	}
	if f.form.kind == xmlDependency {
		t.unnest()
	}
}

// mixed notes a licence choice that has both expressions and licences, which
// only 1.7 allows.
func (t *xmlTokens) mixed(f *xmlFrame) {
	licenses := t.licenses.child([]byte("license")).bit
	if t.version < 7 && f.seen&licenses != 0 && f.seen != licenses {
		t.noteAt(f.line, diag.Warning, "cyclonedx/license-choice", "write one expression, or a list of licences",
			"the list has an expression beside other entries; all are read")
	}
}
