// SPDX-License-Identifier: Apache-2.0

package inquiry

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// example is a value that the form allows.
func example(f Form) string {
	switch f.Type {
	case Boolean:
		return "true"
	case Word:
		return f.Words[0]
	case Number, Range:
		return "1"
	case Date, Time:
		return "2026-01-01"
	case Country:
		return "XA"
	case List:
		if len(f.Words) > 0 {
			return "[" + f.Words[0] + "]"
		}
		if len(f.Entry) == 0 {
			return "[word]"
		}
		return "[" + exampleEntry(f.Entry) + "]"
	case Mapping:
		return exampleEntry(f.Entry)
	}
	return "text"
}

func exampleEntry(parts []Part) string {
	var out []string
	for _, p := range parts {
		v := "x"
		switch p.Type {
		case Word:
			v = p.Words[0]
		case Country:
			v = "XA"
		case Date, "a time":
			v = "2026-01-01"
		case Range, "days", "a number from 0 to 1":
			v = "0.5"
		case Boolean:
			v = "true"
		case List:
			v = "[" + strings.Join(p.Words, ", ") + "]"
		}
		out = append(out, p.Name+": "+v)
	}
	return "{" + strings.Join(out, ", ") + "}"
}

// TestSupplierFields holds the table to the record: each path, accessor and
// form is what a reader of records takes.
func TestSupplierFields(t *testing.T) {
	for _, f := range supplierFields() {
		values := []string{example(f.form)}
		if f.form.None {
			values = append(values, "none")
		}
		if f.form.Type == Word {
			values = f.form.Words
		}
		for _, v := range values {
			line := f.path + ": " + v
			if outer, inner, nested := strings.Cut(f.path, "/"); nested {
				line = fmt.Sprintf("%s: {%s: %s}", outer, inner, v)
			}
			got, ds, err := Read("x.yaml", []byte("apiVersion: kedja/v1\nkind: Supplier\nid: x\nsources: {x: {title: T}}\n"+line))
			if err != nil || ds.Err() != nil || len(got) != 1 {
				t.Errorf("%s is not read: %v %v", line, err, ds)
				continue
			}
			if !f.stated(got[0]) {
				t.Errorf("%s: the field is not the one that is filled", line)
			}
			if f.stated(&supplier.Supplier{}) {
				t.Errorf("%s: an empty record states it", f.path)
			}
		}
		if f.text == "" || strings.HasSuffix(f.text, ".") || strings.HasSuffix(f.text, "?") {
			t.Errorf("%s: the text %q is no noun", f.path, f.text)
		}
	}
}

// TestSystemFields holds the other table to the System's schema.
func TestSystemFields(t *testing.T) {
	text, err := load.Schema(load.Kind{Name: "System", New: func() any { return &system.System{} }})
	if err != nil {
		t.Fatal(err)
	}
	var s map[string]any
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	for path := range systemFields() {
		var at any = s
		for step := range strings.SplitSeq(path, "/") {
			properties, _ := follow(s, at)["properties"].(map[string]any)
			if at = properties[step]; at == nil {
				t.Errorf("the system has no field %s", path)
				break
			}
		}
	}
}

// follow is the object that a schema describes, through references, lists and
// alternatives.
func follow(root map[string]any, at any) map[string]any {
	m, ok := at.(map[string]any)
	if !ok {
		return nil
	}
	if ref, ok := m["$ref"].(string); ok {
		defs, _ := root["$defs"].(map[string]any)
		return follow(root, defs[strings.TrimPrefix(ref, "#/$defs/")])
	}
	if m["properties"] != nil {
		return m
	}
	if found := follow(root, m["items"]); found != nil {
		return found
	}
	list, _ := m["anyOf"].([]any)
	for _, x := range list {
		if found := follow(root, x); found != nil {
			return found
		}
	}
	return nil
}

// TestInfluenceAsksForRights: decisive influence rests on owners with their
// rights and on ties to states, so both are asked for where they are missing;
// owners of another time are no answer.
func TestInfluenceAsksForRights(t *testing.T) {
	var list supplier.List[supplier.Owner]
	list.Items = []supplier.Owner{{Party: "holm", Share: supplier.Exact(1), Rights: []string{"veto"}}}
	past := supplier.List[supplier.Owner]{Items: []supplier.Owner{{Party: "holm", Share: supplier.Exact(1), To: supplier.Date{Time: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)}}}}
	links := supplier.List[supplier.StateLink]{None: true}
	for _, c := range []struct {
		name   string
		record supplier.Supplier
		want   string
	}{
		{"nothing is stated", supplier.Supplier{}, "acme/owners acme/owners acme/stateLinks"},
		{"owners are", supplier.Supplier{Owners: list}, "holm/owners holm/established acme/stateLinks"},
		{"both are", supplier.Supplier{Owners: list, StateLinks: links}, "holm/owners holm/established"},
		{"owners of the past", supplier.Supplier{Owners: past, StateLinks: links}, "acme/owners"},
	} {
		c.record.ID = "acme"
		k := newAsker(&result.Assessment{AsOf: "2026-01-01T00:00:00Z"}, &kedja.Input{Suppliers: []*supplier.Supplier{&c.record}}, Options{})
		var got []string
		for _, x := range k.targets("supplier:acme", "supplier.control.decisive") {
			got = append(got, x.place.ID+x.place.Field)
			if strings.HasSuffix(x.place.Field, "owners") && !strings.Contains(x.field.form.String(), "[rights: list of board-majority | veto") {
				t.Errorf("the form has no rights: %s", x.field.form)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: asked for %s, want %s", c.name, s, c.want)
		}
	}
}

func TestFormWords(t *testing.T) {
	for want, f := range map[string]Form{
		"true or false":                              {Type: Boolean},
		"none, or a text":                            {Type: Text, None: true},
		"a, b or c":                                  {Type: Word, Words: []string{"a", "b", "c"}},
		"a number of days, at least 0":               count("days"),
		"a number from 0 to 1; 0 is none":            {Type: Number, Min: bound(0), Max: bound(1), Note: "0 is none"},
		"a number, at least 0; or [lowest, highest]": span(""),
		"a list of {kind: a | b, country: two letters, [share: a number from 0 to 1, or [lowest, highest]]}": {Type: List, Entry: []Part{word("kind", "a", "b"), country(), share()}},
		"none, or a list of a, b or c":                       {Type: List, None: true, Words: []string{"a", "b", "c"}},
		"a time, YYYY-MM-DDThh:mm:ssZ, or a day, YYYY-MM-DD": {Type: Time},
		"an SBOM": {Type: "an SBOM"},
	} {
		if got := f.String(); got != want {
			t.Errorf("got %q, not %q", got, want)
		}
	}
}
