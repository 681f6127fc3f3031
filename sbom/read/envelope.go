// SPDX-License-Identifier: Apache-2.0

package read

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// isDSSE knows the envelope of https://github.com/secure-systems-lab/dsse and
// the Sigstore bundle around one.
func isDSSE(s *sample) bool {
	return (s.has("payload") && s.has("payloadType")) || s.member("dsseEnvelope") == "{"
}

func isStatement(s *sample) bool { return s.has("predicateType") && s.has("predicate") }

// isAnswer knows what GitHub's API answers: the SBOM is the member sbom.
func isAnswer(s *sample) bool { return s.member("sbom") == "{" }

// readEnvelope reads the SBOM that an envelope, a statement or an answer is
// around. Of several in one file, as lines of JSON, the first SBOM is read.
func readEnvelope(o opening, r sized) (*sbom.Document, diag.List, error) {
	src := scan.Open(r, o.limits)
	text, err := io.ReadAll(src)
	sum, size := src.Close(err != nil)
	if err != nil {
		return nil, nil, o.unreadable(err)
	}
	var first error
	rest := text
	for len(bytes.TrimSpace(rest)) > 0 {
		value, err := members(rest)
		if err != nil {
			break
		}
		start := len(text) - len(rest)
		doc, err := o.unwrap(blank(text, start, start+value.end), value)
		if doc != nil {
			doc.SHA256, doc.Size = sum, size
			if more := len(bytes.TrimSpace(rest[value.end:])); more > 0 {
				add(doc, diag.Diagnostic{Severity: diag.Warning, Code: "json/trailing-data", Remedy: "give what follows as a file of its own",
					Message: fmt.Sprintf("%d bytes follow after the end of the document and are not read", more)})
			}
			return doc, doc.Diagnostics, nil
		}
		if first == nil {
			first = err
		}
		rest = rest[value.end:]
	}
	if first == nil {
		first = diag.Diagnostic{Code: "sbom/damaged", Position: diag.Position{File: o.name},
			Message: "the envelope is not valid JSON", Remedy: "get the complete file from its producer"}
	}
	return nil, nil, first
}

// object is where the members of a JSON object lie in the text.
type object struct {
	text []byte // from the first byte of the object on
	at   map[string][2]int
	end  int
}

// members finds the members of the object that begins the text.
func members(text []byte) (object, error) {
	o := object{text: text, at: map[string][2]int{}}
	d := jsontext.NewDecoder(bytes.NewBuffer(text), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	if t, err := d.ReadToken(); err != nil || t.Kind() != '{' {
		return o, fmt.Errorf("no object: %w", err)
	}
	for d.PeekKind() == '"' {
		name, err := d.ReadToken()
		if err != nil {
			return o, err
		}
		key := name.String()
		v, err := d.ReadValue()
		if err != nil {
			return o, err
		}
		end := int(d.InputOffset())
		o.at[key] = [2]int{end - len(v), end}
	}
	_, err := d.ReadToken()
	o.end = int(d.InputOffset())
	return o, err
}

// str returns a member that is a string.
func (o object) str(name string) string {
	at, ok := o.at[name]
	if !ok || o.text[at[0]] != '"' {
		return ""
	}
	b, _ := jsontext.AppendUnquote(nil, o.text[at[0]:at[1]])
	return string(b)
}

// blank returns the text with white space in place of all that is outside the
// range, line feeds kept, so that lines stay what they are.
func blank(text []byte, start, end int) []byte {
	out := append([]byte(nil), text[:end]...)
	for i := range out[:start] {
		if out[i] != '\n' {
			out[i] = ' '
		}
	}
	return out
}

// unwrap reads the SBOM in one object. The text holds that object alone.
func (o opening) unwrap(text []byte, v object) (*sbom.Document, error) {
	offset := len(text) - v.end
	switch {
	case v.at["dsseEnvelope"] != [2]int{}:
		// Pointers lead into the payload, so this member is in none of them.
		at := v.at["dsseEnvelope"]
		doc, _, err := o.inside(bytes.NewReader(v.text[at[0]:at[1]]), 0)
		return doc, err
	case v.at["sbom"] != [2]int{} && v.at["predicateType"] == [2]int{}:
		return o.nested(text, v, offset, "sbom")
	case v.at["payload"] != [2]int{}:
		return o.payload(v)
	}
	return o.statement(text, v, offset)
}

// nested reads the SBOM in a member; pointers lead through it.
func (o opening) nested(text []byte, v object, offset int, name string) (*sbom.Document, error) {
	at := v.at[name]
	doc, _, err := o.inside(bytes.NewReader(blank(text, offset+at[0], offset+at[1])), 0)
	if err != nil {
		return nil, err
	}
	rebase(doc, "/"+name)
	return doc, nil
}

// payload reads the SBOM in a DSSE envelope. Who signed it is not looked at,
// and that is said.
func (o opening) payload(v object) (*sbom.Document, error) {
	encoded := v.str("payload")
	data, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		data, err = base64.RawURLEncoding.DecodeString(strings.TrimRight(encoded, "="))
	}
	if err != nil {
		return nil, diag.Diagnostic{Code: "sbom/damaged", Position: diag.Position{File: o.name, Pointer: "/payload"},
			Message: "the payload of the DSSE envelope is not base64", Remedy: "get the complete file from its producer"}
	}
	doc, _, err := o.inside(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	add(doc, diag.Diagnostic{Severity: diag.Info, Code: "sbom/signature",
		Message: "the SBOM is the payload of a DSSE envelope; its signature is not verified; lines and pointers are those of the decoded payload",
		Remedy:  "verify the signature with the tool of its issuer before relying on the contents"})
	return doc, nil
}

// statement reads the SBOM that an in-toto statement is about.
func (o opening) statement(text []byte, v object, offset int) (*sbom.Document, error) {
	kind := v.str("predicateType")
	at, ok := v.at["predicate"]
	if !ok || v.text[at[0]] != '{' {
		return nil, o.noPredicate(kind)
	}
	// Cosign's own form has the SBOM as the member Data, a string or an object.
	if inner, err := members(v.text[at[0]:at[1]]); err == nil {
		switch data := inner.str("Data"); {
		case data != "":
			doc, _, err := o.inside(strings.NewReader(data), int64(len(data)))
			return doc, err
		case inner.at["Data"] != [2]int{}:
			d := inner.at["Data"]
			doc, _, err := o.inside(bytes.NewReader(blank(text, offset+at[0]+d[0], offset+at[0]+d[1])), 0)
			if err == nil {
				rebase(doc, "/predicate/Data")
			}
			return doc, err
		}
	}
	doc, err := o.nested(text, v, offset, "predicate")
	if err != nil {
		if d, ok := err.(diag.Diagnostic); ok && d.Code == "sbom/not-an-sbom" {
			return nil, o.noPredicate(kind)
		}
		return nil, err
	}
	return doc, nil
}

func (o opening) noPredicate(kind string) error {
	return diag.Diagnostic{Code: "sbom/not-an-sbom", Position: diag.Position{File: o.name},
		Message: fmt.Sprintf("found an in-toto statement of the type %q, which holds no SBOM", short(kind)),
		Remedy:  "give the attestation of the type https://cyclonedx.org/bom or https://spdx.dev/Document"}
}

// rebase makes the pointers of a document lead through what is around it.
func rebase(doc *sbom.Document, base string) {
	doc.Base = base + doc.Base
	for i := range doc.Diagnostics {
		if d := &doc.Diagnostics[i]; d.Pointer != "" {
			d.Pointer = base + d.Pointer
		}
	}
	for i := range doc.Dangling {
		doc.Dangling[i].Pointer = base + doc.Dangling[i].Pointer
	}
	for i := range doc.Outside {
		doc.Outside[i].Pointer = base + doc.Outside[i].Pointer
	}
}
