// SPDX-License-Identifier: Apache-2.0

package schema

import (
	"encoding/json"
	"path"
	"reflect"
	"strings"
)

// generator writes the schemas of one document. Named structs become
// definitions, except in mode Rule.
type generator struct {
	mode  Mode
	names map[reflect.Type]string // struct types by definition
	defs  map[string]any
	open  []reflect.Type // mode Rule: the structs around the current one
}

// root writes the outermost type in place, so that a reader finds its fields
// at the top.
func (g *generator) root(t reflect.Type) map[string]any {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if _, ok := g.special(t); !ok && t.Kind() == reflect.Struct && g.mode != Rule {
		return g.object(t)
	}
	return g.schema(t)
}

func (g *generator) schema(t reflect.Type) map[string]any {
	if t.Kind() == reflect.Pointer {
		return g.schema(t.Elem())
	}
	if s, ok := g.special(t); ok {
		return s
	}
	switch t.Kind() {
	case reflect.Bool:
		return typed("boolean")
	case reflect.String:
		return g.text()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return typed("integer")
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return map[string]any{"type": "integer", "minimum": 0}
	case reflect.Float32, reflect.Float64:
		return typed("number")
	case reflect.Slice, reflect.Array:
		if t.Elem().Kind() == reflect.Uint8 {
			return typed("string") // base64, as encoding/json has it
		}
		return g.list(t.Elem())
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": g.value(t.Elem())}
	case reflect.Struct:
		return g.structure(t)
	}
	return map[string]any{} // interfaces: anything
}

func typed(name string) map[string]any { return map[string]any{"type": name} }

// text is a string. In records the source text counts, so that a validator
// that reads 01234567 as a number or NO as a boolean must let it pass.
func (g *generator) text() map[string]any {
	if g.mode == Record {
		return map[string]any{"type": []any{"string", "number", "boolean"}}
	}
	return typed("string")
}

func (g *generator) list(elem reflect.Type) map[string]any {
	s := map[string]any{"type": "array", "items": g.schema(elem)}
	if g.mode == Record {
		s["minItems"] = 1
	}
	return s
}

// value is a map's value, which in a record may be unknown.
func (g *generator) value(t reflect.Type) map[string]any {
	if g.mode == Record {
		return Nullable(g.schema(t))
	}
	return g.schema(t)
}

// special writes the types that are recognised by their methods.
func (g *generator) special(t reflect.Type) (map[string]any, bool) {
	switch {
	case t.Kind() == reflect.Pointer || t.Kind() == reflect.Interface:
		return nil, false
	case has(t, describerType):
		return reflect.New(t).Interface().(Describer).JSONSchema(), true
	case t == timeType:
		return map[string]any{"type": "string", "format": "date-time"}, true
	case t == reflect.TypeFor[json.RawMessage]():
		return map[string]any{}, true
	case reflect.PointerTo(t).Implements(noneableType):
		return g.noneable(t), true
	case has(t, textsType):
		return g.span(), true
	case has(t, marshalerType):
		if g.mode == Rule && IsForm(t) && t.Kind() == reflect.Struct && has(t, unmarshalerType) {
			return nil, false
		}
		return typed("string"), true
	case has(t, unmarshalerType):
		return g.parsed(t)
	}
	return nil, false
}

func (g *generator) noneable(t reflect.Type) map[string]any {
	items := reflect.TypeOf(reflect.New(t).Interface().(Noneable).ItemsPointer())
	list := g.list(items.Elem().Elem())
	if g.mode == Rule {
		return list
	}
	return map[string]any{"anyOf": []any{map[string]any{"const": "none"}, list}}
}

// span is a number or the interval in which it lies; the upper end may be
// unknown.
func (g *generator) span() map[string]any {
	number := typed("number")
	if g.mode == Rule {
		return map[string]any{
			"type":                 "object",
			"properties":           map[string]any{"lo": number, "hi": number},
			"additionalProperties": false,
		}
	}
	return map[string]any{"anyOf": []any{number, map[string]any{
		"type":        "array",
		"prefixItems": []any{number, Nullable(number)},
		"items":       false,
		"minItems":    1,
	}}}
}

// parsed is a type that reads itself from text, and perhaps from fields too.
func (g *generator) parsed(t reflect.Type) (map[string]any, bool) {
	form := IsForm(t)
	switch {
	case !form:
		return typed("string"), true
	case g.mode == Record:
		return map[string]any{"anyOf": []any{typed("string"), g.structure(t)}}, true
	}
	return nil, false
}

// structure refers to the definition of a named struct, making it on the way.
func (g *generator) structure(t reflect.Type) map[string]any {
	if g.mode == Rule || t.Name() == "" {
		for _, around := range g.open {
			if around == t {
				return map[string]any{} // a type inside itself: anything from here
			}
		}
		g.open = append(g.open, t)
		defer func() { g.open = g.open[:len(g.open)-1] }()
		return g.object(t)
	}
	name, ok := g.names[t]
	if !ok {
		name = g.name(t)
		g.names[t] = name
		g.defs[name] = nil // taken, also while it is being written
		g.defs[name] = g.object(t)
	}
	return map[string]any{"$ref": "#/$defs/" + name}
}

// name gives a definition the type's name; of two types with one name, the
// later one in the order of the fields has its package before it.
func (g *generator) name(t reflect.Type) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '-':
			return r
		}
		return '_'
	}, t.Name())
	if _, taken := g.defs[name]; taken {
		name = path.Base(t.PkgPath()) + "." + name
	}
	for _, taken := g.defs[name]; taken; _, taken = g.defs[name] {
		name += "_"
	}
	return name
}

func (g *generator) object(t reflect.Type) map[string]any {
	properties := map[string]any{}
	required := []any{}
	for _, f := range Fields(t) {
		s := g.schema(f.Type)
		switch {
		case g.mode == Record && f.Optional:
			s = Nullable(s)
		case g.mode == Data && !f.Optional && f.Type.Kind() == reflect.Pointer:
			s = Nullable(s)
		}
		properties[f.Name] = s
		// A pointer is how Go says that there may be nothing.
		if g.mode != Rule && !f.Optional && f.Type.Kind() != reflect.Pointer {
			required = append(required, f.Name)
		}
	}
	s := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}
