// SPDX-License-Identifier: Apache-2.0

package vex

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln/vex/internal/tokens"
)

// openVEX reads an OpenVEX document of the versions 0.0.1 to 0.2.0: products
// and vulnerabilities as texts or as objects, subcomponents with the statement
// or with the product.
type openVEX struct {
	*tokens.Reader
	doc     *Document
	subject []Product // what an in-toto statement around the document is about
	context string
	depth   int // of subcomponents in each other
}

var contextVersion = regexp.MustCompile(`/v?(\d+(?:\.\d+)*)/?$`)

func readOpenVEX(file, base string, text []byte, subject []Product) (*Document, diag.List, error) {
	r := &openVEX{Reader: tokens.New(file, base, text), doc: &Document{Format: OpenVEX, File: file}, subject: subject}
	r.Object(r.member)
	if m := contextVersion.FindStringSubmatch(r.context); m != nil {
		r.doc.SpecVersion = m[1]
	}
	if r.context == "" {
		r.NoteAt(diag.Warning, "vex/no-context", diag.Position{File: file}, "state the @context of OpenVEX",
			"the document does not state that it is OpenVEX; it is read as such because it lists statements")
	}
	return finish(r.doc, r.Reader, r.inherit)
}

func (r *openVEX) member(name string) {
	d := r.doc
	switch name {
	case "@context":
		r.context = strings.Join(new(outline).contexts(r.Reader), " ")
	case "@id":
		d.ID = r.Text()
	case "author":
		d.Author = r.Text()
	case "role":
		d.Role = r.Text()
	case "version":
		d.Version = r.Text()
	case "timestamp":
		d.Timestamp = readTime(r.Reader)
	case "last_updated":
		d.LastUpdated = readTime(r.Reader)
	case "statements":
		r.Array(func(int) { r.statement() })
	}
}

func (r *openVEX) statement() {
	s := Statement{Format: OpenVEX}
	var shared []Product // subcomponents of every product, as of version 0.0.1
	at, ok := r.Placed(func(name string) {
		switch name {
		case "vulnerability":
			s.Vulnerability = r.vulnerability()
		case "products":
			s.Products = r.products()
		case "subcomponents":
			shared = r.products()
		case "status":
			s.Stated = r.Text()
		default:
			r.words(&s, name)
		}
	})
	if !ok {
		return
	}
	s.Position = at
	if len(s.Products) == 0 {
		s.Products = slices.Clone(r.subject)
	}
	for i := range s.Products {
		s.Products[i].Subcomponents = append(s.Products[i].Subcomponents, shared...)
	}
	r.doc.Statements = append(r.doc.Statements, s)
}

func (r *openVEX) words(s *Statement, name string) {
	switch name {
	case "justification":
		s.StatedJustification = r.Text()
	case "impact_statement":
		s.Impact = r.Text()
	case "action_statement":
		s.Action = r.Text()
	case "status_notes", "statement": // the second is of the first drafts
		if s.Notes == "" {
			s.Notes = r.Text()
		}
	case "supplier":
		s.Supplier = r.Text()
	case "timestamp":
		s.Timestamp = readTime(r.Reader)
	case "last_updated":
		s.LastUpdated = readTime(r.Reader)
	}
}

func (r *openVEX) vulnerability() Vulnerability {
	if r.Kind() == '"' {
		return Vulnerability{ID: strings.TrimSpace(r.Text())}
	}
	var v Vulnerability
	var iri string
	r.Object(func(name string) {
		switch name {
		case "@id":
			iri = r.Text()
		case "name":
			v.ID = strings.TrimSpace(r.Text())
		case "aliases":
			v.Aliases = r.Texts()
		}
	})
	if v.ID == "" { // the last part of an address is the name in the usual databases
		v.ID = iri[strings.LastIndexByte(iri, '/')+1:]
	}
	slices.Sort(v.Aliases)
	v.Aliases = slices.Compact(v.Aliases)
	return v
}

func (r *openVEX) products() []Product {
	switch r.Kind() { // one without a list around it
	case '"':
		return []Product{named(r.Text())}
	case '{':
		return []Product{r.product()}
	}
	var list []Product
	r.Array(func(int) {
		switch r.Kind() {
		case '"':
			list = append(list, named(r.Text()))
		case '{':
			list = append(list, r.product())
		default:
			r.Object(nil)
		}
	})
	return list
}

func (r *openVEX) product() Product {
	var p Product
	var id string
	var identifiers []string
	r.depth++
	defer func() { r.depth-- }()
	r.Object(func(name string) {
		switch name {
		case "@id":
			id = r.Text()
		case "identifiers":
			r.Object(func(string) { identifiers = append(identifiers, r.Text()) })
		case "hashes":
			r.Object(func(alg string) { p.addHash(alg, r.Text()) })
		case "subcomponents":
			if r.depth > maxChain {
				r.NoteAt(diag.Warning, "vex/limit", r.At(), "name the part directly", "parts are more than %d deep in each other; those below are not read", maxChain)
				return
			}
			p.Subcomponents = r.products()
		}
	})
	p.addName(id)
	for _, s := range identifiers {
		p.addName(s)
	}
	return p
}

// named returns a product that has one name.
func named(name string) Product {
	var p Product
	p.addName(name)
	return p
}

// inherit gives a statement what its document says for all.
func (r *openVEX) inherit(s *Statement) {
	if s.Timestamp.IsZero() {
		s.Timestamp = r.doc.Timestamp
	}
	if s.Timestamp.IsZero() && s.LastUpdated.IsZero() {
		s.LastUpdated = r.doc.LastUpdated
	}
}

// readTime reads a time; what is none is noted and is zero.
func readTime(r *tokens.Reader) time.Time {
	text := r.Text()
	if text == "" {
		return time.Time{}
	}
	t, exact, ok := parseTime(text)
	switch {
	case !ok:
		r.Note(diag.Warning, "vex/time", "write it as 2006-01-02T15:04:05Z", "%q is no time; it is not read", text)
	case !exact:
		r.Note(diag.Info, "vex/time", "write it as 2006-01-02T15:04:05Z", "%q is no time of RFC 3339; it is read as %s", text, t.Format(time.RFC3339))
	}
	return t
}
