// SPDX-License-Identifier: Apache-2.0

package result

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strings"
	"sync"
)

// plan is what normalising and writing need to know of a type. It is made
// once, so that neither reads struct tags for every row; and from the types,
// so that a field added later is never left out.
type plan struct {
	t      reflect.Type
	fields []planField // of a struct
	elem   *plan       // of a list, array, map or pointer
	// opaque: only the encoder of the standard library knows how it is
	// written.
	opaque bool
	// flat: a list of it stays on one line, as intervals do.
	flat bool
	// floats: it holds plain numbers, which may be ones that JSON cannot hold.
	floats bool
}

// planField is one field of a struct.
type planField struct {
	plan      *plan
	name      string // in quotes, with the colon; "" is not written
	omitEmpty bool
	omitZero  bool
}

var assessmentPlan = sync.OnceValue(func() *plan { return planOf(reflect.TypeFor[Assessment](), map[reflect.Type]*plan{}) })

var intervalType = reflect.TypeFor[Interval]()

// planOf makes the plan of a type; made are those under way or ready.
func planOf(t reflect.Type, made map[reflect.Type]*plan) *plan {
	if p := made[t]; p != nil {
		return p
	}
	p := &plan{t: t}
	made[t] = p
	if t == intervalType {
		return p
	}
	p.opaque = t.Kind() != reflect.Pointer && marshals(t)
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		p.elem = planOf(t.Elem(), made)
		p.opaque = p.opaque || t.Kind() == reflect.Map && (t.Key().Kind() != reflect.String || marshals(t.Key())) ||
			t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8
		p.floats = p.elem.floats
		p.flat = t.Kind() == reflect.Pointer && p.elem.flat
	case reflect.Struct:
		for f := range t.Fields() {
			name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
			x := planField{plan: planOf(f.Type, made), omitEmpty: strings.Contains(","+options, ",omitempty"), omitZero: strings.Contains(","+options, ",omitzero")}
			if name != "-" && f.IsExported() {
				x.name = `"` + name + `": `
			}
			_, hasIsZero := f.Type.MethodByName("IsZero")
			// What the encoder of the standard library has rules of its own for.
			p.opaque = p.opaque || f.Anonymous || name == "" || strings.Contains(options, "string") || (x.omitZero && hasIsZero)
			p.floats = p.floats || x.plan.floats
			p.fields = append(p.fields, x)
		}
	case reflect.Float64, reflect.Float32:
		p.flat, p.floats = true, true
	case reflect.Interface:
		p.opaque = true
	case reflect.String:
	default:
		p.flat = true
	}
	if p.opaque {
		p.flat, p.floats = false, true
	}
	return p
}

// marshals reports whether the type writes itself.
func marshals(t reflect.Type) bool {
	for _, m := range []reflect.Type{reflect.TypeFor[json.Marshaler](), reflect.TypeFor[encoding.TextMarshaler]()} {
		if t.Implements(m) || reflect.PointerTo(t).Implements(m) {
			return true
		}
	}
	return false
}
