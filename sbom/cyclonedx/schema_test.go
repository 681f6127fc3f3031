// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"strings"
	"testing"
)

// TestSchemaTable parses the committed table: every shape and enumeration that
// it names must be there.
func TestSchemaTable(t *testing.T) {
	root, err := parseSchema(schemaText)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for s := range root.all() {
		n++
		if len(s.fields) == 0 {
			t.Errorf("shape %s is named and not defined", s.name)
		}
		for _, f := range s.fields {
			if got := s.field([]byte(f.name)); got != f {
				t.Errorf("looking up %s in %s gives %v", f.name, s.name, got)
			}
			if f.required&^f.in != 0 || f.in&^allVersions != 0 {
				t.Errorf("%s of %s is required in versions without it", f.name, s.name)
			}
		}
		if s.field([]byte("no such field")) != nil {
			t.Errorf("%s has a field of any name", s.name)
		}
	}
	if n < 140 {
		t.Errorf("only %d shapes can be reached from the document", n)
	}
}

// TestSchemaErrors gives the parser tables with a mistake.
func TestSchemaErrors(t *testing.T) {
	for _, c := range []struct{ table, want string }{
		{"field string", "neither shape nor enum"},
		{"shape document\n  a string 9", "no versions"},
		{"shape document\n  a string 5-4", "no versions"},
		{"shape document\n  a string 5 6", "4 words"},
		{"shape document\n  a rope", "no type"},
		{"shape document\n  a string:rope", "no format"},
		{"shape document\n  a integer:1", "no range"},
		{"shape document\n  a [string", "no ]"},
		{"shape document\n  <one a b", "no >"},
		{"shape document\n  a #other", "shape other has 0 members"},
		{"shape document\n  a enum:other", "enum other has no value"},
		{"shape document\n  a string\nenum e\n  x @y", "no versions"},
	} {
		if _, err := parseSchema(c.table); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v, want an error with %q", c.table, err, c.want)
		}
	}
}

// TestFormats gives each format a text that follows it and texts that do not.
func TestFormats(t *testing.T) {
	for format, texts := range map[string][]string{
		"date-time":  {"2026-03-01T12:00:00Z", "2026-03-01", "yesterday", ""},
		"date":       {"2026-03-01", "2026-13-01", "2026-03-01T12:00:00Z"},
		"serial":     {"urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79", "urn:uuid:3E671687-395B-41F5-A30F-A58921A69B79", "3e671687-395b-41f5-a30f-a58921a69b79", "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b7x"},
		"digest":     {"0123456789abcdefABCDEF0123456789", "0123456789abcdefABCDEF012345678", "0123456789abcdefABCDEF012345678g", "", "0123456789abcdefABCDEF012345678\xe9"},
		"mime":       {"application/vnd.x+json", "TEXT", "text/", "/plain", "a/b/c", "Text/plain"},
		"locale":     {"en-US", "english", "en_US", "EN", "en-us"},
		"cre":        {"CRE:764-507", "CRE:764", "CRE:-507", "CRE:764-", "cre:764-507", "CRE:7--5", ""},
		"country":    {"XA", "xa", "XAA", ""},
		"patent":     {"US 10.123/A1", "A", "-AB", "a_b", "0123456789012345678901234567890"},
		"license-id": {"MIT", "LicenseRef-x", "Apache-2", ""},
	} {
		for i, s := range texts {
			if got := formats[format]([]byte(s)); got != (i == 0) {
				t.Errorf("%s: %q is %v", format, s, got)
			}
		}
	}
	for name := range formats {
		if formatRemedies[name] == "" {
			t.Errorf("nothing is said of how to write a %s", name)
		}
	}
}

// TestProtoTable parses the committed table of Protocol Buffers.
func TestProtoTable(t *testing.T) {
	bom, err := parseProto(protoText)
	if err != nil {
		t.Fatal(err)
	}
	if f := bom.byName["components"]; f == nil || f != bom.byNumber[5] || !f.list || f.kind != protoObject {
		t.Errorf("the components of a document are %+v", f)
	}
	for _, c := range []struct{ table, want string }{
		{"1 a a string", "neither message nor enum"},
		{"message Bom\n  x a a string", "invalid syntax"},
		{"message Bom\n  1 a a rope", "no kind"},
		{"message Bom\n  1 a a string more", "5 words"},
		{"message Bom\n  1 a a #Other", "message Other has no field"},
		{"message Bom\n  1 a a enum:Other", "enum Other has no value"},
	} {
		if _, err := parseProto(c.table); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v, want an error with %q", c.table, err, c.want)
		}
	}
}
