// SPDX-License-Identifier: Apache-2.0

// Package schema writes JSON Schemas (2020-12) from Go types, so that the
// documented file formats and the types that read and write them cannot
// drift apart.
//
// One type may look different to different readers: a person may leave facts
// out or say that there are none, a program writes every field, a rule sees
// plain facts. [Mode] chooses. Types are recognised by their methods, never by
// name: a list that may be none by SetNone and ItemsPointer, a range by
// UnmarshalTexts, text by encoding.TextMarshaler or TextUnmarshaler. A type
// with a method JSONSchema() map[string]any describes itself.
package schema

import (
	"bytes"
	"encoding/json"
	"reflect"
)

// Draft is the dialect named in the schemas of modes [Data] and [Record].
const Draft = "https://json-schema.org/draft/2020-12/schema"

// Mode is who reads or writes the value that a schema describes.
type Mode uint8

const (
	// Data is what programs write: fields without omitempty or omitzero are
	// required, a pointer that is always written may be null.
	Data Mode = iota
	// Record is what people write: null stands for unknown, a list has an
	// entry or is the word none, text may be written without quotes.
	Record
	// Rule is what a policy rule sees: nothing is required, since an unknown
	// fact is absent; ranges are {lo, hi}; every type stands where it is used.
	// The schema keeps to what OPA's compiler understands.
	Rule
)

// Options configure [Of]. Nil is mode Data without id and title.
type Options struct {
	Mode  Mode
	ID    string // $id, left out when empty and in mode Rule
	Title string // title, left out when empty
}

// Of returns the schema of v's type as a JSON object. v is a value, a pointer
// to one, or a reflect.Type.
func Of(v any, opts *Options) map[string]any {
	if opts == nil {
		opts = &Options{}
	}
	t, ok := v.(reflect.Type)
	if !ok {
		t = reflect.TypeOf(v)
	}
	g := &generator{mode: opts.Mode, names: map[reflect.Type]string{}, defs: map[string]any{}}
	out := g.root(t)
	if opts.Mode != Rule {
		out["$schema"] = Draft
	}
	if opts.ID != "" && opts.Mode != Rule {
		out["$id"] = opts.ID
	}
	if opts.Title != "" {
		out["title"] = opts.Title
	}
	if len(g.defs) > 0 {
		out["$defs"] = g.defs
	}
	return out
}

// Encode writes a schema with sorted keys, two spaces of indent and a final
// newline; equal schemas give equal bytes.
func Encode(s map[string]any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(s); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// Nullable returns the schema of the values of s and null.
func Nullable(s map[string]any) map[string]any {
	null := map[string]any{"type": "null"}
	if len(s) == 0 {
		return s // anything, null included
	}
	if alternatives, ok := s["anyOf"].([]any); ok && len(s) == 1 {
		return map[string]any{"anyOf": append(alternatives[:len(alternatives):len(alternatives)], null)}
	}
	_, isConst := s["const"]
	_, isEnum := s["enum"]
	if isConst || isEnum || s["type"] == nil {
		return map[string]any{"anyOf": []any{s, null}}
	}
	out := make(map[string]any, len(s))
	for k, v := range s {
		out[k] = v
	}
	if types, ok := s["type"].([]any); ok {
		out["type"] = append(types[:len(types):len(types)], "null")
	} else {
		out["type"] = []any{s["type"], "null"}
	}
	return out
}
