// SPDX-License-Identifier: Apache-2.0

package vex

import (
	"bytes"
	"encoding/base64"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln/vex/internal/tokens"
)

// maxEnvelopes bounds envelopes in each other.
const maxEnvelopes = 3

// readStatement reads the OpenVEX document that is the predicate of an in-toto
// statement. Where its statements name no product, what the in-toto statement
// is about is meant.
func readStatement(file, base string, text []byte) (*Document, diag.List, error) {
	r := tokens.New(file, base, text)
	var subject []Product
	var predicate []byte
	r.Object(func(name string) {
		switch name {
		case "subject":
			r.Array(func(int) { subject = append(subject, subjectOf(r)) })
		case "predicate":
			if v, ok := r.Raw(); ok && len(v) > 0 && v[0] == '{' {
				predicate = v
			}
		}
	})
	if predicate == nil {
		return nil, nil, diag.Diagnostic{Code: "vex/not-vex", Position: diag.Position{File: file, Pointer: base},
			Message: "the in-toto statement holds no OpenVEX document", Remedy: "get the complete file from its producer"}
	}
	// Lines before the document are kept, so that positions are of the file.
	before := bytes.Count(text[:bytes.Index(text, predicate)], []byte{'\n'})
	padded := append(bytes.Repeat([]byte{'\n'}, before), predicate...)
	return readOpenVEX(file, base+"/predicate", padded, subject)
}

func subjectOf(r *tokens.Reader) Product {
	var p Product
	r.Object(func(name string) {
		switch name {
		case "name", "uri":
			p.addName(r.Text())
		case "digest":
			r.Object(func(alg string) { p.addHash(alg, r.Text()) })
		}
	})
	return p
}

// readSealed reads what a DSSE envelope is around. The signature is not
// checked: whom to trust is for those to say who take the file. ok is false
// where the content is no statement of OpenVEX.
func readSealed(file string, text []byte, envelopes int) (doc *Document, list diag.List, err error, ok bool) {
	r := tokens.New(file, "", text)
	var payload string
	r.Object(func(name string) {
		if name == "payload" {
			payload = r.Text()
		}
	})
	inner, bad := base64.StdEncoding.DecodeString(strings.TrimSpace(payload))
	if bad != nil {
		if inner, bad = base64.URLEncoding.DecodeString(strings.TrimSpace(payload)); bad != nil {
			return nil, nil, nil, false
		}
	}
	if o := lookAt(inner); !o.openVEX() && !o.openVEXPredicate && !o.has("document") || !jsontext.Value(inner).IsValid(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)) {
		return nil, nil, nil, false
	}
	doc, list, err = readText(file, "/payload", inner, envelopes+1)
	return doc, list, err, true
}
