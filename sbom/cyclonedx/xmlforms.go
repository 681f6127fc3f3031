// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/kedja/kedja/sbom/internal/xmltext"
)

// xmlFormsText is the table of what each element of the XML becomes in JSON;
// its head says how to read it.
//
//go:embed xmlforms.txt
var xmlFormsText string

// xmlKind is the kind of JSON value that an element becomes.
type xmlKind uint8

const (
	xmlString xmlKind = iota
	xmlRaw
	xmlBool
	xmlNumber
	xmlRef // a string, from the attribute ref
	xmlObject
	xmlList
	xmlOnly       // what its only child becomes
	xmlTools      // a list of tools, or an object of components and services
	xmlDependency // an entry of the dependency list
	xmlNested     // a dependency within one
)

// xmlForm says what elements of one type become.
type xmlForm struct {
	kind    xmlKind
	attrs   []xmlItem
	items   []xmlItem    // the children there may be
	text    xmltext.Span // the member that the element's own text becomes
	rawText bool
	table   []uint8 // of the items by hash, from 1; its length is a power of two
}

// xmlItem is a child or an attribute.
type xmlItem struct {
	name    string
	member  xmltext.Span // in the names
	bit     uint64       // of a child, in the form
	form    *xmlForm
	repeats uint8 // not 0: a list from version 1.repeats on
	wrapped bool  // the entry is an object with the member only
	inline  bool  // what it holds becomes part of what it stands in
}

// child returns the item for a child of that name, or nil.
func (f *xmlForm) child(name []byte) *xmlItem {
	if len(f.table) == 0 {
		return nil
	}
	mask := uint(len(f.table) - 1)
	for h := hashName(name); ; h++ {
		n := f.table[h&mask]
		if n == 0 {
			return nil
		}
		if it := &f.items[n-1]; it.name == string(name) {
			return it
		}
	}
}

func (f *xmlForm) attr(name []byte) *xmlItem {
	for i := range f.attrs {
		if f.attrs[i].name == string(name) {
			return &f.attrs[i]
		}
	}
	return nil
}

func (f *xmlForm) index() {
	if len(f.items) == 0 {
		return
	}
	size := 2
	for size < 2*len(f.items) {
		size *= 2
	}
	f.table = make([]uint8, size)
	for i := range f.items {
		f.items[i].bit = 1 << i
		h := hashName(f.items[i].name)
		for f.table[h&uint(size-1)] != 0 {
			h++
		}
		f.table[h&uint(size-1)] = uint8(i + 1)
	}
}

// xmlForms is the table, parsed.
type xmlForms struct {
	forms map[string]*xmlForm
	names string // of members, one after the other: spans of items point here
	at    map[string]xmltext.Span

	bomFormat, specVersion, cycloneDX xmltext.Span
	ref, dependsOn, provides          xmltext.Span
	licenses, nested, organization    *xmlForm
	toolList, toolObject              *xmlForm
}

// xmlTable returns the table, which is parsed when the first XML is read. A
// test holds that it can be.
var xmlTable = sync.OnceValue(func() *xmlForms {
	f, _ := parseXMLForms(xmlFormsText)
	return f
})

// span returns where the name is in the names.
func (t *xmlForms) span(name string) xmltext.Span {
	s, ok := t.at[name]
	if !ok {
		s = xmltext.Span{Off: uint32(len(t.names)), Len: uint32(len(name))}
		t.names += name
		t.at[name] = s
	}
	return s
}

// form returns the form of the name, which the table may define later.
func (t *xmlForms) form(name string) *xmlForm {
	if t.forms[name] == nil {
		t.forms[name] = new(xmlForm)
	}
	return t.forms[name]
}

func newXMLForms() *xmlForms {
	t := &xmlForms{forms: make(map[string]*xmlForm), at: make(map[string]xmltext.Span)}
	for name, kind := range map[string]xmlKind{
		"text": xmlString, "raw": xmlRaw, "bool": xmlBool, "number": xmlNumber, "ref": xmlRef, "tools": xmlTools,
		"dependency": xmlDependency, "nested": xmlNested,
	} {
		t.forms[name] = &xmlForm{kind: kind}
	}
	t.bomFormat, t.specVersion, t.cycloneDX = t.span("bomFormat"), t.span("specVersion"), t.span("CycloneDX")
	t.ref, t.dependsOn, t.provides = t.span("ref"), t.span("dependsOn"), t.span("provides")
	t.licenses, t.nested, t.organization = t.form("licenses"), t.form("nested"), t.form("organization")
	t.toolList, t.toolObject = t.form("tool-list"), t.form("tool-object")
	list := t.form("dependencies")
	list.kind = xmlList
	list.items = []xmlItem{{name: "dependency", form: t.forms["dependency"]}}
	list.index()
	return t
}

// xmlParser parses the table.
type xmlParser struct {
	*xmlForms
	text string
	pos  int
}

// parseXMLForms parses the table. What was parsed before an error is usable.
func parseXMLForms(text string) (*xmlForms, error) {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "# ") && line != "#\n" {
			b.WriteString(line)
		}
	}
	p := &xmlParser{xmlForms: newXMLForms(), text: b.String()}
	defined := make(map[string]bool)
	for p.space(); p.pos < len(p.text); p.space() {
		name := p.word()
		form := p.form(name)
		if name == "" || defined[name] || form.kind != xmlString {
			return p.xmlForms, fmt.Errorf("offset %d: %q cannot be defined", p.pos, name)
		}
		defined[name] = true
		if err := p.body(form); err != nil {
			return p.xmlForms, fmt.Errorf("%s, offset %d: %w", name, p.pos, err)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.forms)) {
		if p.forms[name].kind == xmlString && name != "text" {
			return p.xmlForms, fmt.Errorf("the form %s is not defined", name)
		}
	}
	return p.xmlForms, nil
}

func (p *xmlParser) space() {
	for p.pos < len(p.text) && strings.IndexByte(" \n\t", p.text[p.pos]) >= 0 {
		p.pos++
	}
}

// word reads a name.
func (p *xmlParser) word() string {
	from := p.pos
	for p.pos < len(p.text) && strings.IndexByte(" \n\t{}[]():+*=>@#", p.text[p.pos]) < 0 {
		p.pos++
	}
	return p.text[from:p.pos]
}

// take reads the character if it comes next.
func (p *xmlParser) take(c byte) bool {
	if p.pos < len(p.text) && p.text[p.pos] == c {
		p.pos++
		return true
	}
	return false
}

// body reads what stands in brackets into the form.
func (p *xmlParser) body(form *xmlForm) error {
	p.space()
	last := byte(0)
	switch {
	case p.take('{'):
		form.kind, last = xmlObject, '}'
	case p.take('['):
		form.kind, last = xmlList, ']'
	case p.take('('):
		form.kind, last = xmlOnly, ')'
	default:
		return fmt.Errorf("a bracket is missing")
	}
	for p.space(); !p.take(last); p.space() {
		if err := p.item(form); err != nil {
			return err
		}
	}
	form.index()
	return nil
}

// item reads one child, attribute or text.
func (p *xmlParser) item(form *xmlForm) error {
	text, attr := p.take('#'), p.take('@')
	it := xmlItem{name: p.word()}
	if it.name == "" {
		return fmt.Errorf("a name is missing")
	}
	member := it.name
	if p.take('=') {
		member = p.word()
	} else if p.take('>') {
		it.wrapped, member = true, p.word()
	}
	it.member = p.span(member)
	if p.take('*') {
		it.repeats = 1
		if p.pos < len(p.text) && p.text[p.pos] >= '0' && p.text[p.pos] <= '9' {
			it.repeats = p.text[p.pos] - '0'
			p.pos++
		}
	}
	it.inline = p.take('+')
	if err := p.value(&it); err != nil {
		return err
	}
	switch {
	case text:
		form.text, form.rawText = it.member, it.form.kind == xmlRaw
	case attr:
		form.attrs = append(form.attrs, it)
	default:
		form.items = append(form.items, it)
	}
	return nil
}

// value reads the form of an item.
func (p *xmlParser) value(it *xmlItem) error {
	it.form = p.forms["text"]
	before := p.pos
	p.space()
	switch {
	case p.take(':'):
		it.form = p.form(p.word())
	case p.pos < len(p.text) && strings.IndexByte("{[(", p.text[p.pos]) >= 0:
		it.form = new(xmlForm)
		return p.body(it.form)
	default:
		p.pos = before
	}
	return nil
}
