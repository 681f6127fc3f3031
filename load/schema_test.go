// SPDX-License-Identifier: Apache-2.0

package load_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/kedja/kedja/load"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// compiled is the schema of a kind, as a validator of the JSON Schema
// community reads it.
func compiled(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	for _, k := range kinds() {
		if k.Name != name {
			continue
		}
		text, err := load.Schema(k)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		c.DefaultDraft(jsonschema.Draft7) // the schema names its own draft
		if err := c.AddResource("kind.json", doc); err != nil {
			t.Fatal(err)
		}
		s, err := c.Compile("kind.json")
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	t.Fatalf("no kind %s", name)
	return nil
}

func TestSchemaAcceptsTheWorld(t *testing.T) {
	for file, kind := range map[string]string{
		"system.yaml": "System", "suppliers/teliqon.yaml": "Supplier", "suppliers/others.json": "Supplier",
	} {
		data, err := os.ReadFile("testdata/world/" + file)
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled(t, kind).Validate(load.Plain(string(data))); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// TestSchemaAgreesWithTheReader holds records that both accept and records
// that both refuse.
func TestSchemaAgreesWithTheReader(t *testing.T) {
	for in, good := range map[string]bool{
		"id: a":                        true,
		"name: a":                      false,
		"id: 1.10":                     true,
		"id: [a]":                      false,
		"id: a\nheadquarter: SE":       false,
		"id: a\nheadquarters:":         true,
		"id: a\nowners: none":          true,
		"id: a\nowners: []":            false,
		"id: a\nowners: nobody":        false,
		"id: a\nowners: [{share: 1}]":  false,
		"id: a\nowners: [null]":        false,
		"id: a\nroles: none":           false,
		"id: a\nsitesComplete: maybe":  false,
		"id: a\npractices: {psirt: 1}": false,
		"id: a\nowners: [{party: b, share: [0.1, 0.2]}]": true,
		"id: a\nowners: [{party: b, share: [0, 1, 2]}]":  false,
		"id: a\nowners: [{party: b, share: half}]":       false,
		"id: a\nsources: {s1: {title: x, pages: 3}}":     false,
		"id: a\npractices: {patchDays: {critical: 14}}":  true,
	} {
		text := "apiVersion: kedja/v1\nkind: Supplier\n" + in + "\n"
		_, diags, err := load.Bytes("in.yaml", []byte(text), kinds(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(diags) == 0; got != good {
			t.Errorf("%s\nthe reader says %v (%v), want %v", strings.TrimSpace(in), got, diags, good)
		}
		verdict := compiled(t, "Supplier").Validate(load.Plain(text))
		if got := verdict == nil; got != good {
			t.Errorf("%s\nthe schema says %v (%v), want %v", strings.TrimSpace(in), got, verdict, good)
		}
	}
}

func TestSchemaOfNeeds(t *testing.T) {
	s := compiled(t, "System")
	for needs, good := range map[string]bool{
		"[amf, {anyOf: [a, b]}, {atLeast: 2, of: [a, b, c]}]": true,
		"[{any: [a]}]": false,
		"[[a]]":        false,
	} {
		err := s.Validate(load.Plain("kind: System\nid: a\nassets: [{id: core, needs: " + needs + "}]"))
		if got := err == nil; got != good {
			t.Errorf("%s: %v", needs, err)
		}
	}
}

func TestSchemaIsTheSameEveryTime(t *testing.T) {
	for _, k := range kinds() {
		first, err := load.Schema(k)
		if err != nil {
			t.Fatal(err)
		}
		for range 5 {
			if again, _ := load.Schema(k); !bytes.Equal(first, again) {
				t.Fatalf("%s: two runs differ", k.Name)
			}
		}
	}
}

// TestDocumentedSchemas compares docs/schema with the Go types. After a change
// of a type run: go test ./load -run TestDocumentedSchemas -update
func TestDocumentedSchemas(t *testing.T) {
	for _, k := range kinds() {
		got, err := load.Schema(k)
		if err != nil {
			t.Fatal(err)
		}
		file := "../docs/schema/" + strings.ToLower(k.Name) + ".schema.json"
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(want, got) {
			t.Errorf("%s is not what the type %s says; run this test with -update", file, k.Name)
		}
	}
}
