// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
	"github.com/kedja/kedja/sbom/internal/xmltext"
)

// xmlTokens turns CycloneDX XML into the tokens of the JSON that says the
// same. Which element becomes what is in the table xmlforms.txt; what stands
// elsewhere than it should is noted and the rest goes on.
//
// Texts are views of the window over the input, whose prefix has the names of
// members, so that next to nothing is copied.
type xmlTokens struct {
	*xmlForms
	x      *xmltext.Reader
	batch  *scan.Batch
	frames []xmlFrame
	skip   int  // open elements that are passed over
	dry    bool // the window has nothing more
	loose  loose
	err    error

	version int // minor version of the document
	roles   []xmlRole
	noted   map[string]bool

	extra []byte // texts that are not in the window
	joint []byte // the window and them

	refs  []byte    // of nested dependencies
	edges []xmlEdge // of nested dependencies
}

// xmlFrame is an open element.
type xmlFrame struct {
	form    *xmlForm
	list    *xmlItem // of the form, whose list is open
	seen    uint64   // items of the form that occurred
	line    int32
	state   xmlState
	wrapped bool
	used    bool         // the nested dependency has some of its own
	ref     xmltext.Span // of a nested dependency, in refs
}

type xmlState uint8

const (
	xmlNew  xmlState = iota // nothing has been said of its value
	xmlOpen                 // its object or list is open
	xmlBare                 // its parent's object or list is open, and its own
	xmlDone                 // its value is complete
)

// xmlRole is what a namespace is to a document.
type xmlRole uint8

const (
	xmlUnknown xmlRole = iota
	xmlOurs
	xmlSigned // XML signatures
	xmlAlien
	xmlQuiet // of XML itself
)

const (
	xmlBatch  = 2048 // tokens of a batch; these and their text fit the cache of a core
	xmlWindow = 128 << 10
	xmlNoted  = 200 // different notes of one document
)

func newXMLTokens(in io.Reader, hint int64, limits sbom.Limits) *xmlTokens {
	limits = limits.WithDefaults()
	window := int64(xmlWindow)
	if hint > 0 {
		window = min(window, hint+64)
	}
	t := &xmlTokens{xmlForms: xmlTable(), dry: true, version: newest, noted: make(map[string]bool)}
	t.x = xmltext.New(in, xmltext.Options{
		Prefix: t.names, Window: int(window), Longest: limits.StringBytes, Depth: limits.Depth,
	})
	return t
}

// Detached lets tokens be made beside the reader.
func (t *xmlTokens) Detached() {}

// Next implements [scan.Tokens].
func (t *xmlTokens) Next(b *scan.Batch) error {
	if cap(b.Tokens) < xmlBatch {
		b.Tokens = make([]scan.Token, 0, xmlBatch+xmlBatch/8)
	}
	b.Tokens, b.Notes = b.Tokens[:0], b.Notes[:0]
	t.batch, t.extra = b, t.extra[:0]
	for len(b.Tokens) == 0 {
		if t.err != nil {
			return t.err
		}
		if t.dry {
			t.x.Fill(0)
			t.dry = false
		}
		t.run()
		t.repairs()
	}
	if b.Text = t.x.Window(); len(t.extra) > 0 {
		t.joint = append(append(t.joint[:0], b.Text...), t.extra...)
		b.Text = t.joint
	}
	return nil
}

// run makes tokens until the batch is full or the window has nothing more.
func (t *xmlTokens) run() {
	for len(t.batch.Tokens) < xmlBatch {
		switch t.x.Next() {
		case xmltext.Start:
			t.start()
		case xmltext.Text:
			t.characters()
		case xmltext.End:
			t.end()
		case xmltext.More:
			t.dry = true
			return
		case xmltext.EOF:
			t.err = io.EOF
			return
		case xmltext.Failed:
			t.err = t.failure()
			return
		}
		if t.err != nil {
			return
		}
	}
}

func (t *xmlTokens) failure() error {
	e, ok := errors.AsType[*xmltext.Error](t.x.Err())
	switch {
	case !ok:
		return t.x.Err()
	case e.Limit > 0:
		return &scan.LimitError{Line: e.Line, What: e.Text, Limit: int64(e.Limit)}
	}
	return &scan.SyntaxError{Line: e.Line, Text: e.Text, Remedy: e.Remedy}
}

// repairs passes on what the tokenizer repaired.
func (t *xmlTokens) repairs() {
	for _, n := range t.x.Notes() {
		d := diag.Diagnostic{Severity: diag.Warning, Code: "xml/" + n.Code, Message: n.Text}
		d.Line = n.Line
		switch n.Code {
		case "encoding":
			d.Severity, d.Code = diag.Info, "sbom/encoding"
		case "characters":
			d.Code = "sbom/invalid-utf8"
		case "namespace":
			d.Remedy = "declare the prefix with xmlns:, or leave it out"
		case "entity":
			d.Remedy = "write &amp; for an ampersand, and characters as such or by number"
		case "trailing":
			d.Code, d.Remedy = "xml/trailing-data", "remove what follows, or give it as a file of its own"
		}
		t.batch.Notes = append(t.batch.Notes, d)
	}
}

// note adds a diagnostic about the element, one for each key.
func (t *xmlTokens) note(key string, sev diag.Severity, code, remedy, format string, args ...any) {
	if t.noted[key] || len(t.noted) >= xmlNoted {
		return
	}
	t.noted[key] = true
	t.noteAt(t.x.Line(), sev, code, remedy, format, args...)
}

// noteAt adds a diagnostic about what is on the line.
func (t *xmlTokens) noteAt(line int32, sev diag.Severity, code, remedy, format string, args ...any) {
	d := diag.Diagnostic{Severity: sev, Code: code, Message: fmt.Sprintf(format, args...), Remedy: remedy}
	d.Line = int(line)
	t.batch.Notes = append(t.batch.Notes, d)
}

func (t *xmlTokens) add(kind scan.Kind, line int32) {
	t.batch.Tokens = append(t.batch.Tokens, scan.Token{Kind: kind, Line: line})
}

func (t *xmlTokens) put(kind scan.Kind, text xmltext.Span, line int32) {
	t.batch.Tokens = append(t.batch.Tokens, scan.Token{Kind: kind, Off: text.Off, Len: text.Len, Line: line})
}

// keep makes a text that is not in the window one of the batch.
func (t *xmlTokens) keep(text []byte) xmltext.Span {
	at := uint32(len(t.x.Window()) + len(t.extra))
	t.extra = append(t.extra, text...)
	return xmltext.Span{Off: at, Len: uint32(len(text))}
}

// literal puts a value of the kind.
func (t *xmlTokens) literal(kind xmlKind, s xmltext.Span, line int32) {
	if kind == xmlRaw {
		t.put(scan.KindString, s, line)
		return
	}
	b := t.x.Bytes(s)
	for s.Len > 0 && b[0] <= ' ' {
		s.Off, s.Len, b = s.Off+1, s.Len-1, b[1:]
	}
	for s.Len > 0 && b[s.Len-1] <= ' ' {
		s.Len, b = s.Len-1, b[:s.Len-1]
	}
	k := scan.KindString
	switch kind {
	case xmlBool:
		switch string(b) {
		case "true", "1":
			k = scan.KindTrue
		case "false", "0":
			k = scan.KindFalse
		}
	case xmlNumber:
		if isNumber(b) {
			k = scan.KindNumber
		}
	}
	t.put(k, s, line)
}

// isNumber reports whether the bytes are a number of JSON.
func isNumber(b []byte) bool {
	b = bytes.TrimPrefix(b, []byte("-"))
	digits := func() (n int) {
		for len(b) > n && b[n] >= '0' && b[n] <= '9' {
			n++
		}
		b = b[n:]
		return n
	}
	leading := len(b) > 1 && b[0] == '0'
	if n := digits(); n == 0 || (leading && n > 1) {
		return false
	}
	if len(b) > 0 && b[0] == '.' {
		if b = b[1:]; digits() == 0 {
			return false
		}
	}
	if len(b) > 0 && b[0]|0x20 == 'e' {
		b = b[1:]
		if len(b) > 0 && (b[0] == '+' || b[0] == '-') {
			b = b[1:]
		}
		if digits() == 0 {
			return false
		}
	}
	return len(b) == 0
}

// The namespaces that matter.
const (
	bomSpace        = "cyclonedx.org/schema/bom/"
	dependencySpace = "http://cyclonedx.org/schema/ext/dependency-graph/1.0"
	signatureSpace  = "http://www.w3.org/2000/09/xmldsig#"
	instanceSpace   = "http://www.w3.org/2001/XMLSchema-instance"
	xmlSpace        = "http://www.w3.org/XML/1998/namespace"
)

// role returns what the namespace is to the document.
func (t *xmlTokens) role(space int32) xmlRole {
	for int(space) >= len(t.roles) {
		t.roles = append(t.roles, xmlUnknown)
	}
	if t.roles[space] == xmlUnknown {
		t.roles[space] = roleOf(t.x.Namespace(space))
	}
	return t.roles[space]
}

func roleOf(uri string) xmlRole {
	if _, ok := versionOf(uri); ok {
		return xmlOurs
	}
	switch uri {
	case "", dependencySpace:
		return xmlOurs
	case signatureSpace:
		return xmlSigned
	case instanceSpace, xmlSpace:
		return xmlQuiet
	}
	return xmlAlien
}

// versionOf returns the version of CycloneDX that the namespace stands for.
func versionOf(uri string) (version string, ok bool) {
	rest, ok := strings.CutPrefix(uri, "http://")
	if !ok {
		rest, _ = strings.CutPrefix(uri, "https://")
	}
	version, ok = strings.CutPrefix(rest, bomSpace)
	return strings.TrimSuffix(version, "/"), ok
}
