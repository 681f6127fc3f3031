// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"errors"
	"io"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
	"github.com/kedja/kedja/sbom/internal/xmltext"
)

// ReadXML reads an SPDX 2 document in plain XML; see [Read]. In it every JSON
// member is an element, and every entry of a list is one of the list's name.
func ReadXML(in io.Reader, opts Options) (*sbom.Document, diag.List, error) {
	src := scan.OpenRaw(in, opts.Limits)
	tokens := newXML(src, opts.Limits)
	b := scan.NewBuilder(src, tokens, scan.Options{File: opts.File, Limits: opts.Limits, Syntax: "xml"})
	return newReader(b, "xml").read()
}

func newXMLText(in io.Reader, limits sbom.Limits) *xmltext.Reader {
	limits = limits.WithDefaults()
	return xmltext.New(in, xmltext.Options{Longest: limits.StringBytes, Depth: limits.Depth})
}

// xmlText turns plain XML into the tokens of the JSON that says the same.
type xmlText struct {
	x     *xmltext.Reader
	batch *scan.Batch
	open  []xmlLevel
	skip  int // elements that are passed over
	more  bool
}

// xmlLevel is an open element.
type xmlLevel struct {
	form xmlForm
	list int   // of the member whose list is open: an index of xmlLists, 0 is none
	line int32 // of its tag
}

// xmlForm is what an element has turned out to be.
type xmlForm uint8

const (
	xmlUnknown xmlForm = iota
	xmlObject
	xmlString
)

// xmlLists are the members of which the value is a list.
var xmlLists = func() map[string]int {
	m := map[string]int{}
	for i, name := range []string{
		"packages", "files", "relationships", "snippets", "annotations", "revieweds", "externalDocumentRefs",
		"hasExtractedLicensingInfos", "documentDescribes", "creators", "externalRefs", "checksums", "hasFiles",
		"licenseInfoFromFiles", "licenseInfoInFiles", "licenseInfoInSnippets", "attributionTexts", "fileTypes",
		"fileContributors", "fileDependencies", "artifactOfs", "seeAlsos", "crossRefs", "ranges",
		"packageVerificationCodeExcludedFiles",
	} {
		m[name] = i + 1
	}
	return m
}()

func newXML(in io.Reader, limits sbom.Limits) *xmlText {
	return &xmlText{x: newXMLText(in, limits)}
}

const xmlTokens = 4096 // in one batch, roughly

// Detached lets tokens be made beside the reader.
func (t *xmlText) Detached() {}

// Next implements [scan.Tokens]. A batch ends where the reader's window moves.
func (t *xmlText) Next(b *scan.Batch) error {
	b.Tokens, b.Notes = b.Tokens[:0], b.Notes[:0]
	t.batch = b
	for len(b.Tokens) < xmlTokens {
		if t.more {
			t.more = false
			t.x.Fill(0)
		}
		switch kind := t.x.Next(); kind {
		case xmltext.Start:
			t.start()
		case xmltext.Text:
			t.text()
		case xmltext.End:
			t.end()
		case xmltext.More:
			t.more = true
			if len(b.Tokens) > 0 {
				return t.finish(nil)
			}
		default:
			return t.finish(xmlError(t.x.Err()))
		}
	}
	return t.finish(nil)
}

// finish completes a batch; the error waits for the next one when there are
// tokens before it.
func (t *xmlText) finish(err error) error {
	b := t.batch
	b.Text = t.x.Window()
	b.Notes = append(b.Notes, xmlNotes(t.x)...)
	switch {
	case len(b.Tokens) > 0:
		return nil
	case err == nil:
		return io.EOF
	}
	return err
}

// xmlError turns the error of the XML reader into those of [scan.Tokens]; it
// keeps what the input's reader said.
func xmlError(err error) error {
	e, ok := errors.AsType[*xmltext.Error](err)
	switch {
	case !ok:
		return err
	case e.Limit > 0:
		return &scan.LimitError{Line: e.Line, What: "length of a text or depth of elements", Limit: int64(e.Limit)}
	}
	return &scan.SyntaxError{Line: e.Line, Text: e.Text, Remedy: e.Remedy}
}

// xmlNotes turns what the XML reader repaired into diagnostics.
func xmlNotes(x *xmltext.Reader) []diag.Diagnostic {
	var out []diag.Diagnostic
	for _, n := range x.Notes() {
		d := diag.Diagnostic{Severity: diag.Warning, Code: "xml/" + n.Code, Message: n.Text,
			Position: diag.Position{Line: n.Line}, Remedy: "have the producer write valid XML"}
		switch n.Code {
		case "encoding":
			d.Severity, d.Code, d.Remedy = diag.Info, "sbom/encoding", ""
		case "characters":
			d.Code = "sbom/invalid-utf8"
		}
		out = append(out, d)
	}
	return out
}

func (t *xmlText) add(kind scan.Kind) {
	t.batch.Tokens = append(t.batch.Tokens, scan.Token{Line: t.x.Line(), Kind: kind})
}

func (t *xmlText) put(kind scan.Kind, s xmltext.Span) {
	t.batch.Tokens = append(t.batch.Tokens, scan.Token{Off: s.Off, Len: s.Len, Line: t.x.Line(), Kind: kind})
}

// start begins a member of the element that is open.
func (t *xmlText) start() {
	if t.skip > 0 {
		t.skip++
		return
	}
	if len(t.open) > 0 {
		top := &t.open[len(t.open)-1]
		if top.form == xmlString {
			t.mixed()
			t.skip = 1
			return
		}
		t.object(top)
		name := t.x.Name()
		list := xmlLists[string(t.x.Bytes(name))]
		if list == 0 || list != top.list {
			t.closeList(top)
			t.put(scan.KindName, name)
			if top.list = list; list > 0 {
				t.add(scan.KindArray)
			}
		}
	}
	t.open = append(t.open, xmlLevel{line: t.x.Line()})
}

func (t *xmlText) object(l *xmlLevel) {
	if l.form == xmlUnknown {
		l.form = xmlObject
		t.batch.Tokens = append(t.batch.Tokens, scan.Token{Line: l.line, Kind: scan.KindObject})
	}
}

func (t *xmlText) closeList(l *xmlLevel) {
	if l.list > 0 {
		t.add(scan.KindArrayEnd)
		l.list = 0
	}
}

func (t *xmlText) mixed() {
	t.batch.Notes = append(t.batch.Notes, diag.Diagnostic{
		Severity: diag.Warning, Code: "xml/mixed", Position: diag.Position{Line: int(t.x.Line())},
		Message: "an element has both text and elements in it; only what comes first is read", Remedy: "write one of the two",
	})
}

// text writes the text of an element. The white space around it is layout.
func (t *xmlText) text() {
	if t.skip > 0 {
		return
	}
	top := &t.open[len(t.open)-1]
	if top.form != xmlUnknown {
		t.mixed()
		return
	}
	top.form = xmlString
	if len(t.open) == 1 {
		top.form = xmlUnknown
		t.object(top)
		t.mixed()
		return
	}
	switch s := trimSpan(t.x); string(t.x.Bytes(s)) {
	case "true":
		t.put(scan.KindTrue, s)
	case "false":
		t.put(scan.KindFalse, s)
	default:
		t.put(scan.KindString, s)
	}
}

// trimSpan returns the text that was found without the white space around it.
func trimSpan(x *xmltext.Reader) xmltext.Span {
	s := x.Text()
	b := x.Bytes(s)
	for len(b) > 0 && b[0] <= ' ' {
		b = b[1:]
		s.Off++
	}
	for len(b) > 0 && b[len(b)-1] <= ' ' {
		b = b[:len(b)-1]
	}
	s.Len = uint32(len(b))
	return s
}

func (t *xmlText) end() {
	if t.skip > 0 {
		t.skip--
		return
	}
	top := &t.open[len(t.open)-1]
	if len(t.open) == 1 {
		t.object(top)
	}
	switch top.form {
	case xmlObject:
		t.closeList(top)
		t.add(scan.KindObjectEnd)
	case xmlUnknown:
		t.put(scan.KindString, xmltext.Span{})
	}
	t.open = t.open[:len(t.open)-1]
}
