// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
	"slices"

	"github.com/kedja/kedja/internal/schema"
	"github.com/open-policy-agent/opa/v1/ast"
)

// An SBOM has very many components, but only some hundreds of different ones
// as far as a rule can see. A projection cuts a rule's input down to what the
// rule reads: inputs with equal projections get equal answers, so each is
// evaluated once.

// projection is how to cut values of one Go type. The zero fields and names
// stand for the whole value, unless presence is set.
type projection struct {
	typ      reflect.Type
	presence bool // only whether there is a value
	partial  bool // only parts
	parts    []part
}

// part is a field of a struct or an entry of a map.
type part struct {
	name     string
	term     *ast.Term // of the name
	index    []int     // of a struct field
	optional bool      // left out of JSON when empty
	of       *projection
}

// project builds the projection of a type on what is read of it. Whole values
// of struct types get the parts of all their fields.
func project(t reflect.Type, r *reads) (*projection, error) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	p := &projection{typ: t, presence: r.presence && !r.whole && len(r.children) == 0}
	if p.presence {
		return p, nil
	}
	switch t.Kind() {
	case reflect.Struct:
		return p, p.addFields(t, r)
	case reflect.Map:
		if !r.whole {
			p.partial = true
			for _, name := range r.names() {
				if err := p.add(part{name: name}, t.Elem(), r.children[name]); err != nil {
					return nil, err
				}
			}
			return p, nil
		}
		return p, p.add(part{}, t.Elem(), r)
	case reflect.Slice:
		return p, p.add(part{}, t.Elem(), &reads{whole: true})
	case reflect.Bool, reflect.String, reflect.Int, reflect.Float64:
		return p, nil
	}
	return nil, fmt.Errorf("a rule's input cannot hold a %s", t)
}

func (p *projection) addFields(t reflect.Type, r *reads) error {
	p.partial = true
	for _, f := range schema.Fields(t) {
		of := r.children[f.Name]
		if r.whole {
			of = &reads{whole: true}
		}
		if of == nil {
			continue
		}
		if err := p.add(part{name: f.Name, index: f.Index, optional: f.Optional}, f.Type, of); err != nil {
			return err
		}
	}
	return nil
}

func (p *projection) add(x part, t reflect.Type, r *reads) error {
	of, err := project(t, r)
	if err != nil {
		return err
	}
	x.of, x.term = of, ast.StringTerm(x.name)
	p.parts = append(p.parts, x)
	return nil
}

// value returns the part of v that x stands for, without pointers; ok is
// false where JSON would leave it out or write null, both of which are
// unknown.
func (x *part) value(v reflect.Value) (reflect.Value, bool) {
	if x.index == nil {
		return known(v.MapIndex(reflect.ValueOf(x.name)))
	}
	v = v.FieldByIndex(x.index)
	if x.optional && empty(v) {
		return v, false
	}
	return known(v)
}

// known follows pointers; ok is false for null.
func known(v reflect.Value) (reflect.Value, bool) {
	for v.IsValid() && v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if !v.IsValid() {
		return v, false
	}
	k := v.Kind()
	return v, (k != reflect.Slice && k != reflect.Map) || !v.IsNil()
}

// empty is what omitempty leaves out. Structs are always written.
func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}

// The tags of the encoding that tells projected values apart.
const (
	tagAbsent = iota
	tagPresent
	tagFalse
	tagTrue
	tagText
	tagNumber
	tagList
	tagMap
	tagParts
)

// appendKey appends an encoding of the projected value; two values have the
// same one exactly when they project to the same.
func (p *projection) appendKey(b []byte, v reflect.Value) []byte {
	switch {
	case p.presence:
		return append(b, tagPresent)
	case p.partial:
		b = append(b, tagParts)
		for i := range p.parts {
			if w, ok := p.parts[i].value(v); ok {
				b = p.parts[i].of.appendKey(b, w)
				continue
			}
			b = append(b, tagAbsent)
		}
		return b
	}
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return append(b, tagTrue)
		}
		return append(b, tagFalse)
	case reflect.String:
		return appendText(append(b, tagText), v.String())
	case reflect.Int:
		return binary.BigEndian.AppendUint64(append(b, tagNumber), uint64(v.Int()))
	case reflect.Float64:
		return binary.BigEndian.AppendUint64(append(b, tagNumber), math.Float64bits(v.Float()))
	case reflect.Slice:
		b = binary.AppendUvarint(append(b, tagList), uint64(v.Len()))
		for i := range v.Len() {
			b = p.parts[0].of.appendKey(b, v.Index(i))
		}
	case reflect.Map:
		keys := sortedKeys(v)
		b = binary.AppendUvarint(append(b, tagMap), uint64(len(keys)))
		for _, k := range keys {
			w, _ := known(v.MapIndex(reflect.ValueOf(k)))
			b = p.parts[0].of.appendKey(appendText(b, k), w)
		}
	}
	return b
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// sortedKeys lists the keys of a map that have a value.
func sortedKeys(v reflect.Value) []string {
	keys := make([]string, 0, v.Len())
	for _, k := range v.MapKeys() {
		if _, ok := known(v.MapIndex(k)); ok {
			keys = append(keys, k.String())
		}
	}
	slices.Sort(keys)
	return keys
}

// term builds the projected value as Rego sees it. A present value of which
// only the presence counts is true.
func (p *projection) term(v reflect.Value) (*ast.Term, error) {
	switch {
	case p.presence:
		return ast.InternedTerm(true), nil
	case p.partial:
		return p.partsTerm(v)
	}
	switch v.Kind() {
	case reflect.Bool:
		return ast.InternedTerm(v.Bool()), nil
	case reflect.String:
		return ast.StringTerm(v.String()), nil
	case reflect.Int:
		return ast.InternedTerm(int(v.Int())), nil
	case reflect.Float64:
		f := v.Float()
		if math.IsNaN(f) || math.IsInf(f, 0) {
			return nil, fmt.Errorf("%v in a rule's input: unknown is absent there", f)
		}
		return ast.FloatNumberTerm(f), nil
	case reflect.Slice:
		terms := make([]*ast.Term, v.Len())
		for i := range terms {
			t, err := p.parts[0].of.term(v.Index(i))
			if err != nil {
				return nil, err
			}
			terms[i] = t
		}
		return ast.ArrayTerm(terms...), nil
	default:
		return p.mapTerm(v)
	}
}

func (p *projection) partsTerm(v reflect.Value) (*ast.Term, error) {
	pairs := make([][2]*ast.Term, 0, len(p.parts))
	for i := range p.parts {
		x := &p.parts[i]
		w, ok := x.value(v)
		if !ok {
			continue
		}
		t, err := x.of.term(w)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", x.name, err)
		}
		pairs = append(pairs, [2]*ast.Term{x.term, t})
	}
	return ast.ObjectTerm(pairs...), nil
}

func (p *projection) mapTerm(v reflect.Value) (*ast.Term, error) {
	keys := sortedKeys(v)
	pairs := make([][2]*ast.Term, 0, len(keys))
	for _, k := range keys {
		w, _ := known(v.MapIndex(reflect.ValueOf(k)))
		t, err := p.parts[0].of.term(w)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", k, err)
		}
		pairs = append(pairs, [2]*ast.Term{ast.StringTerm(k), t})
	}
	return ast.ObjectTerm(pairs...), nil
}

// present reports whether the fact at a path of JSON names is stated: neither
// absent nor null.
func present(v reflect.Value, path []part) bool {
	for i := range path {
		var ok bool
		if v, ok = path[i].value(v); !ok {
			return false
		}
	}
	return true
}

// Fact returns the value at a dotted path of JSON names in a rule's input; ok
// is false where rules see none: nobody stated it, or no input of the type has
// the path.
func Fact(input any, path string) (value any, ok bool) { return new(Facts).Value(input, path) }

// Facts answers as [Fact] does, for many inputs: it remembers the paths. It is
// not for several goroutines at once.
type Facts struct{ steps map[factPath][]part }

type factPath struct {
	t    reflect.Type
	path string
}

// Value is [Fact].
func (f *Facts) Value(input any, path string) (value any, ok bool) {
	v, ok := known(reflect.ValueOf(input))
	if !ok {
		return nil, false
	}
	key := factPath{v.Type(), path}
	steps, seen := f.steps[key]
	if !seen {
		steps, _ = parts(v.Type(), path) // at least one step, unless there is no such path
		if f.steps == nil {
			f.steps = map[factPath][]part{}
		}
		f.steps[key] = steps
	}
	if len(steps) == 0 {
		return nil, false
	}
	for i := range steps {
		if v, ok = steps[i].value(v); !ok {
			return nil, false
		}
	}
	return v.Interface(), true
}

// parts resolves a dotted path of JSON names into accessors.
func parts(t reflect.Type, path string) ([]part, bool) {
	var out []part
	for _, name := range splitPath(path) {
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		switch t.Kind() {
		case reflect.Struct:
			f, ok := field(t, name)
			if !ok {
				return nil, false
			}
			out = append(out, part{name: name, index: f.Index, optional: f.Optional})
			t = f.Type
		case reflect.Map:
			out = append(out, part{name: name})
			t = t.Elem()
		default:
			return nil, false
		}
	}
	return out, true
}
