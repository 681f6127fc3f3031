// SPDX-License-Identifier: Apache-2.0

package schema_test

import (
	"errors"
	"flag"
	"os"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/kedja/kedja/internal/schema"
)

var update = flag.Bool("update", false, "rewrite testdata")

// bridge is a record with every kind of field that the generator knows.
type bridge struct {
	ID       string `json:"id"`
	Built    date   `json:"built,omitzero"`
	Seen     time.Time
	Spans    items[span]        `json:"spans,omitzero"`
	Load     *tonnes            `json:"load"`
	Lanes    int                `json:"lanes,omitempty"`
	Toll     *bool              `json:"toll,omitempty"`
	Shape    shape              `json:"shape,omitempty"`
	Names    map[string]string  `json:"names,omitempty"`
	Parts    map[string]*span   `json:"parts,omitempty"`
	Near     *bridge            `json:"near,omitempty"`
	Repairs  []repair           `json:"repairs,omitempty"`
	Extra    any                `json:"extra,omitempty"`
	Photo    []byte             `json:"photo,omitempty"`
	Weights  [2]float32         `json:"weights"`
	Anything struct{ X uint16 } `json:"anything"`
	Secret   string             `json:"-"`

	common
	Inner `json:"inner"`
}

type common struct {
	Source string `json:"source,omitempty"`
	ID     string `json:"id"` // hidden by bridge's own
}

// Inner is embedded under a name of its own.
type Inner struct {
	Depth uint `json:"depth"`
}

type date struct{ time.Time }

func (d *date) UnmarshalText(b []byte) error { return errors.ErrUnsupported }

type items[T any] struct {
	None  bool
	Items []T
}

func (l *items[T]) SetNone()          { l.None = true }
func (l *items[T]) ItemsPointer() any { return &l.Items }

type tonnes struct{ Lo, Hi float64 }

func (*tonnes) UnmarshalTexts([]string) error { return errors.ErrUnsupported }
func (*tonnes) UnmarshalText([]byte) error    { return errors.ErrUnsupported }

type span struct {
	Metres float64 `json:"metres"`
}

type shape string

func (shape) JSONSchema() map[string]any {
	return map[string]any{"type": "string", "enum": []any{"arch", "beam"}}
}

// repair has a short form.
type repair struct {
	By   string `json:"by,omitempty"`
	Cost *int   `json:"cost"`
}

func (*repair) UnmarshalText([]byte) error { return errors.ErrUnsupported }

func TestModes(t *testing.T) {
	for mode, name := range map[schema.Mode]string{
		schema.Data: "data", schema.Record: "record", schema.Rule: "rule",
	} {
		t.Run(name, func(t *testing.T) {
			got, err := schema.Encode(schema.Of(&bridge{}, &schema.Options{Mode: mode, ID: "https://kedja.example/bridge", Title: "Bridge"}))
			if err != nil {
				t.Fatal(err)
			}
			file := "testdata/" + name + ".json"
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("schema (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFieldsFollowTheSource(t *testing.T) {
	type a struct {
		X int `json:"x"`
	}
	type b struct {
		a
		X string `json:"x,omitempty"`
		Y int    `json:",omitzero"`
	}
	var got []string
	for _, f := range schema.Fields(reflect.TypeFor[b]()) {
		s := f.Name + " " + f.Type.String()
		if f.Optional {
			s += " optional"
		}
		got = append(got, s)
	}
	if diff := cmp.Diff([]string{"x string optional", "Y int optional"}, got); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
}

func TestNullable(t *testing.T) {
	for _, c := range []struct{ in, want map[string]any }{
		{map[string]any{}, map[string]any{}},
		{map[string]any{"type": "string"}, map[string]any{"type": []any{"string", "null"}}},
		{map[string]any{"const": "none"}, map[string]any{"anyOf": []any{map[string]any{"const": "none"}, map[string]any{"type": "null"}}}},
		{map[string]any{"$ref": "#/$defs/x"}, map[string]any{"anyOf": []any{map[string]any{"$ref": "#/$defs/x"}, map[string]any{"type": "null"}}}},
	} {
		if diff := cmp.Diff(c.want, schema.Nullable(c.in)); diff != "" {
			t.Errorf("%v (-want +got):\n%s", c.in, diff)
		}
	}
}
