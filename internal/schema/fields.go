// SPDX-License-Identifier: Apache-2.0

package schema

import (
	"encoding"
	"reflect"
	"strings"
	"time"
)

// Noneable is a list of which absence is meaningful: unknown, none, or some
// entries. ItemsPointer returns a pointer to the slice of entries.
type Noneable interface {
	SetNone()
	ItemsPointer() any
}

// Texts is a value written as one number or as the two ends of a range.
type Texts interface{ UnmarshalTexts([]string) error }

// Describer is a type that writes its own schema.
type Describer interface{ JSONSchema() map[string]any }

var (
	noneableType    = reflect.TypeFor[Noneable]()
	textsType       = reflect.TypeFor[Texts]()
	describerType   = reflect.TypeFor[Describer]()
	marshalerType   = reflect.TypeFor[encoding.TextMarshaler]()
	unmarshalerType = reflect.TypeFor[encoding.TextUnmarshaler]()
	timeType        = reflect.TypeFor[time.Time]()
)

// has reports whether t or a pointer to it has the methods of the interface.
func has(t, methods reflect.Type) bool {
	return t.Implements(methods) || reflect.PointerTo(t).Implements(methods)
}

// Field is a struct field as JSON sees it.
type Field struct {
	Name     string // the name in JSON
	Type     reflect.Type
	Index    []int // for reflect.Value.FieldByIndex
	Optional bool  // tagged omitempty or omitzero
}

// Fields returns the JSON fields of a struct type in the order of the source,
// those of embedded structs in their place. Where two have the same name the
// less deeply embedded one counts, as in encoding/json.
func Fields(t reflect.Type) []Field {
	var all []Field
	collect(t, nil, &all)
	depth := map[string]int{}
	for _, f := range all {
		if d, ok := depth[f.Name]; !ok || len(f.Index) < d {
			depth[f.Name] = len(f.Index)
		}
	}
	out := all[:0]
	for _, f := range all {
		if depth[f.Name] == len(f.Index) {
			out = append(out, f)
		}
	}
	return out
}

func collect(t reflect.Type, at []int, out *[]Field) {
	for i := range t.NumField() {
		f := t.Field(i)
		tag := f.Tag.Get("json")
		name, options, _ := strings.Cut(tag, ",")
		if tag == "-" {
			continue
		}
		index := append(at[:len(at):len(at)], i)
		if f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct {
			collect(f.Type, index, out)
			continue
		}
		if !f.IsExported() {
			continue
		}
		if name == "" {
			name = f.Name
		}
		*out = append(*out, Field{Name: name, Type: f.Type, Index: index, Optional: omits(options)})
	}
}

func omits(options string) bool {
	for o := range strings.SplitSeq(options, ",") {
		if o == "omitempty" || o == "omitzero" {
			return true
		}
	}
	return false
}

// IsForm reports whether the type is a struct that is written as a mapping of
// named fields, perhaps beside a short form in text. A struct that only keeps
// the parts of a text (a date, a range) names no field in a json tag.
func IsForm(t reflect.Type) bool {
	if t.Kind() != reflect.Struct {
		return false
	}
	if !has(t, unmarshalerType) && !has(t, textsType) {
		return true
	}
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.IsExported() && name != "" && name != "-" {
			return true
		}
	}
	return false
}
