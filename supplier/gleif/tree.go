// SPDX-License-Identifier: Apache-2.0

package gleif

import (
	"bytes"
	"cmp"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier/importer"
)

// The golden copies say the same in three syntaxes with the same names; they
// are read to a tree of names and texts, and from there by one mapping.

// tree is an element: its text, and what it holds by name. Attributes are
// held like elements.
type tree struct {
	text string
	kids map[string][]*tree
}

func (t *tree) add(name string) *tree {
	if t.kids == nil {
		t.kids = map[string][]*tree{}
	}
	k := &tree{}
	t.kids[name] = append(t.kids[name], k)
	return k
}

// all returns the elements at a path of names.
func (t *tree) all(path ...string) []*tree {
	if t == nil {
		return nil
	}
	found := []*tree{t}
	for _, name := range path {
		var next []*tree
		for _, f := range found {
			next = append(next, f.kids[name]...)
		}
		found = next
	}
	return found
}

// get returns the text of the first element at a path of names.
func (t *tree) get(path ...string) string {
	for _, f := range t.all(path...) {
		if f.text != "" {
			return importer.Clean(f.text)
		}
	}
	return ""
}

// hand takes a record of any of the three kinds.
func (r *reader) hand(t *tree, at diag.Position) {
	if inner := t.all("RelationshipRecord"); len(inner) > 0 {
		t = inner[0]
	}
	deleted := t.get("Extension", "Deletion") != "" || t.get("Extension", "Deletion", "DeletedAt") != "" || t.get("DeletedAt") != ""
	rel, category := t.all("Relationship"), cmp.Or(t.get("ExceptionCategory"), t.get("Exception", "Category"))
	switch {
	case len(rel) > 0 && deleted:
		r.withdrawn(Relationships, at)
	case len(rel) > 0:
		r.relationship(relationshipOf(rel[0], t), at)
	case category != "" && deleted:
		r.withdrawn(Exceptions, at)
	case category != "":
		e := exception{LEI: t.get("LEI"), Category: category}
		for _, reason := range append(t.all("ExceptionReason"), t.all("Exception", "Reason")...) {
			e.Reasons = append(e.Reasons, reason.text)
		}
		r.exception(e, at)
	case len(t.all("Entity")) > 0:
		r.record(entityOf(t), at)
	default:
		r.Read(Other)
		r.Errorf("gleif/kind", at, "the object was left out", "the object is no LEI record, relationship record or reporting exception")
	}
}

func entityOf(t *tree) entity {
	e := entity{
		LEI: t.get("LEI"), Name: t.get("Entity", "LegalName"),
		Jurisdiction: t.get("Entity", "LegalJurisdiction"),
		LegalCountry: t.get("Entity", "LegalAddress", "Country"), HQCountry: t.get("Entity", "HeadquartersAddress", "Country"),
		Category: t.get("Entity", "EntityCategory"), Status: t.get("Entity", "EntityStatus"),
		Authority:    t.get("Entity", "RegistrationAuthority", "RegistrationAuthorityID"),
		AuthorityID:  t.get("Entity", "RegistrationAuthority", "RegistrationAuthorityEntityID"),
		Registration: t.get("Registration", "RegistrationStatus"), Validation: t.get("Registration", "ValidationSources"),
		Created: t.get("Entity", "EntityCreationDate"), Updated: t.get("Registration", "LastUpdateDate"),
	}
	names := append(t.all("Entity", "OtherEntityNames", "OtherEntityName"),
		t.all("Entity", "TransliteratedOtherEntityNames", "TransliteratedOtherEntityName")...)
	for _, n := range names {
		e.addName(n.text, n.get("type"))
	}
	for _, s := range append(t.all("Entity", "SuccessorEntity", "SuccessorLEI"), t.all("Entity", "SuccessorEntities", "SuccessorEntity", "SuccessorLEI")...) {
		e.Successors = append(e.Successors, importer.Clean(s.text))
	}
	return e
}

// addName sorts another name by its type.
func (e *entity) addName(name, kind string) {
	if kind == "PREVIOUS_LEGAL_NAME" {
		e.Former = append(e.Former, name)
		return
	}
	e.Aliases = append(e.Aliases, name)
}

func relationshipOf(rel, t *tree) relationship {
	out := relationship{
		Start: rel.get("StartNode", "NodeID"), End: rel.get("EndNode", "NodeID"),
		Type: rel.get("RelationshipType"), Status: rel.get("RelationshipStatus"),
		Registration: t.get("Registration", "RegistrationStatus"), Validation: t.get("Registration", "ValidationSources"),
		Update: t.get("Registration", "LastUpdateDate"),
	}
	for _, p := range append(rel.all("RelationshipPeriods", "RelationshipPeriod"), rel.all("Period")...) {
		kind := p.get("PeriodType") + p.get("periodType")
		if kind == "RELATIONSHIP_PERIOD" {
			out.From, out.To = p.get("StartDate")+p.get("startDate"), p.get("EndDate")+p.get("endDate")
		}
	}
	return out
}

// eachJSON reads golden copies ({"records": …}, {"relations": …},
// {"exceptions": …}) and answers of the API ({"data": …}).
func eachJSON(f importer.File, r *reader) error {
	return importer.EachJSON(f, []string{"records", "relations", "exceptions", "data"}, r.Report, func(at diag.Position, raw json.RawMessage) error {
		var api answer
		if bytes.Contains(raw, []byte(`"attributes"`)) && json.Unmarshal(raw, &api) == nil && api.Type != "" {
			r.answer(&api, at)
			return nil
		}
		var value any
		if err := json.Unmarshal(raw, &value); err != nil {
			r.Read(Other)
			r.Errorf("gleif/kind", at, "the object was left out", "the object cannot be taken apart: %v", err)
			return nil
		}
		root := &tree{}
		root.grow(value)
		r.hand(root, at)
		return nil
	})
}

// grow takes over a value of the JSON form of the XML format: texts stand
// under $, attributes under names that begin with @. Names that an extension
// adds have a prefix, which does not count.
func (t *tree) grow(value any) {
	switch v := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			inner := v[name]
			if name == "$" {
				t.text = fmt.Sprint(inner)
				continue
			}
			items, ok := inner.([]any)
			if !ok {
				items = []any{inner}
			}
			name = strings.TrimPrefix(name, "@")
			name = name[strings.LastIndexByte(name, ':')+1:]
			for _, item := range items {
				t.add(name).grow(item)
			}
		}
	case nil:
	case []any:
		for _, inner := range v {
			t.grow(inner)
		}
	default:
		t.text = fmt.Sprint(v)
	}
}

// eachXML reads records of the XML formats, whatever their namespace.
func eachXML(f importer.File, r *reader) error {
	limit := &importer.Limit{R: f.Reader}
	in := &watched{r: limit}
	d := xml.NewDecoder(in)
	d.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errCharset }
	for n := 0; ; {
		at := func() diag.Position {
			line, _ := d.InputPos()
			return diag.Position{File: f.Name, Line: line}
		}
		limit.Reset()
		token, err := d.Token()
		if err == io.EOF {
			if n == 0 {
				r.Errorf("gleif/kind", diag.Position{File: f.Name}, "give a golden copy of level 1, level 2 or the reporting exceptions", "the file has no record")
			}
			return nil
		}
		start, ok := token.(xml.StartElement)
		if err == nil && ok {
			switch start.Name.Local {
			case "LEIRecord", "RelationshipRecord", "Exception":
				n++
				place := at()
				root := &tree{}
				if err = root.parse(d, 0); err == nil {
					r.hand(root, place)
				}
			}
		}
		if err != nil {
			if in.err == nil {
				r.Errorf("import/syntax", at(), "what follows was not read; check that the file is whole", "the file is no XML from here: %v", err)
				return nil
			}
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
}

// watched tells what is wrong with reading from what is wrong with the XML,
// for which the decoder has errors of many types.
type watched struct {
	r   io.Reader
	err error
}

func (w *watched) Read(b []byte) (int, error) {
	n, err := w.r.Read(b)
	if err != nil && err != io.EOF {
		w.err = err
	}
	return n, err
}

var (
	errDeep    = errors.New("elements are nested too deep")
	errCharset = errors.New("only UTF-8 is read")
)

// parse reads an element up to its end.
func (t *tree) parse(d *xml.Decoder, depth int) error {
	if depth > 50 {
		return errDeep
	}
	for {
		token, err := d.Token()
		if err != nil {
			return err
		}
		switch v := token.(type) {
		case xml.CharData:
			t.text += string(v)
		case xml.StartElement:
			kid := t.add(v.Name.Local)
			for _, a := range v.Attr {
				kid.add(a.Name.Local).text = a.Value
			}
			if err := kid.parse(d, depth+1); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}
