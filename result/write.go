// SPDX-License-Identifier: Apache-2.0

package result

import (
	"bytes"
	"encoding/json"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// writer writes a value as indented JSON while it walks it, so that a large
// result is never held as text. It writes what the encoder of the standard
// library would, laid out as by indent; a test holds both together.
type writer struct {
	to  io.Writer // nil: all stays in buf
	buf []byte
	err error
}

// pieces is how much is written at once.
const pieces = 64 << 10

func (w *writer) flush() {
	if w.to == nil || w.err != nil {
		return
	}
	_, w.err = w.to.Write(w.buf)
	w.buf = w.buf[:0]
}

func (w *writer) newline(depth int) {
	if w.to != nil && len(w.buf) >= pieces {
		w.flush()
	}
	w.buf = append(w.buf, '\n')
	for range depth {
		w.buf = append(w.buf, ' ')
	}
}

// value writes v, which stands depth levels deep.
func (w *writer) value(p *plan, v reflect.Value, depth int) {
	if p.opaque {
		w.other(v, depth)
		return
	}
	switch p.t.Kind() {
	case reflect.Struct:
		if p.t == intervalType {
			i := v.Interface().(Interval)
			w.buf = append(appendNumber(append(w.buf, '['), i.Lo), ", "...)
			w.buf = append(appendNumber(w.buf, i.Hi), ']')
			return
		}
		w.object(p, v, depth)
	case reflect.Pointer:
		if v.IsNil() {
			w.buf = append(w.buf, "null"...)
			return
		}
		w.value(p.elem, v.Elem(), depth)
	case reflect.Slice, reflect.Array:
		if v.Kind() == reflect.Slice && v.IsNil() {
			w.buf = append(w.buf, "null"...)
			return
		}
		w.list(p, v, depth)
	case reflect.Map:
		w.members(p, v, depth)
	case reflect.String:
		w.text(v.String())
	case reflect.Bool:
		w.buf = strconv.AppendBool(w.buf, v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		w.buf = strconv.AppendInt(w.buf, v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		w.buf = strconv.AppendUint(w.buf, v.Uint(), 10)
	default: // floats: the rules for exponents are the library's
		w.other(v, depth)
	}
}

func (w *writer) object(p *plan, v reflect.Value, depth int) {
	w.buf = append(w.buf, '{')
	some := false
	for i := range p.fields {
		f := &p.fields[i]
		if f.name == "" {
			continue
		}
		x := v.Field(i)
		if f.omitEmpty && emptyJSON(x) || f.omitZero && x.IsZero() {
			continue
		}
		if some {
			w.buf = append(w.buf, ',')
		}
		some = true
		w.newline(depth + 1)
		w.buf = append(w.buf, f.name...)
		w.value(f.plan, x, depth+1)
	}
	if some {
		w.newline(depth)
	}
	w.buf = append(w.buf, '}')
}

// emptyJSON is what omitempty leaves out.
func emptyJSON(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}

func (w *writer) list(p *plan, v reflect.Value, depth int) {
	w.buf = append(w.buf, '[')
	for i := range v.Len() {
		switch {
		case i > 0 && p.elem.flat:
			w.buf = append(w.buf, ", "...)
		case i > 0:
			w.buf = append(w.buf, ',')
		}
		if !p.elem.flat {
			w.newline(depth + 1)
		}
		w.value(p.elem, v.Index(i), depth+1)
	}
	if v.Len() > 0 && !p.elem.flat {
		w.newline(depth)
	}
	w.buf = append(w.buf, ']')
}

func (w *writer) members(p *plan, v reflect.Value, depth int) {
	if v.IsNil() {
		w.buf = append(w.buf, "null"...)
		return
	}
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	w.buf = append(w.buf, '{')
	for i, k := range keys {
		if i > 0 {
			w.buf = append(w.buf, ',')
		}
		w.newline(depth + 1)
		w.text(k.String())
		w.buf = append(w.buf, ": "...)
		w.value(p.elem, v.MapIndex(k), depth+1)
	}
	if len(keys) > 0 {
		w.newline(depth)
	}
	w.buf = append(w.buf, '}')
}

// text writes a string. Nearly all are plain ASCII, of which nothing needs an
// escape.
func (w *writer) text(s string) {
	if !plainText(s) {
		var b bytes.Buffer
		b.Grow(len(s) + 16)
		encoded, err := compactJSON(s)
		w.fail(err)
		writeString(&b, encoded)
		w.buf = append(w.buf, b.Bytes()...)
		return
	}
	w.buf = append(append(append(w.buf, '"'), s...), '"')
}

// plainText reports whether the string stands in JSON as it is.
func plainText(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= 0x7f || c == '#' {
			return false
		}
	}
	return true
}

// compactJSON is what the encoder of the standard library writes.
func compactJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// other writes what the standard library has rules of its own for.
func (w *writer) other(v reflect.Value, depth int) {
	data, err := compactJSON(v.Interface())
	w.fail(err)
	w.buf = append(w.buf, indent(data, depth)...)
}

func (w *writer) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

// unwritable returns the error of the first number that JSON cannot hold. It
// is looked for first, so that nothing of such a result is written.
func unwritable(p *plan, v reflect.Value) error {
	if !p.floats {
		return nil
	}
	switch {
	case p.opaque, v.Kind() == reflect.Float64, v.Kind() == reflect.Float32:
		_, err := json.Marshal(v.Interface())
		return err
	case v.Kind() == reflect.Struct:
		for i := range p.fields {
			if p.fields[i].name == "" {
				continue
			}
			if err := unwritable(p.fields[i].plan, v.Field(i)); err != nil {
				return err
			}
		}
	case v.Kind() == reflect.Slice, v.Kind() == reflect.Array:
		for i := range v.Len() {
			if err := unwritable(p.elem, v.Index(i)); err != nil {
				return err
			}
		}
	case v.Kind() == reflect.Map:
		for _, k := range v.MapKeys() {
			if err := unwritable(p.elem, v.MapIndex(k)); err != nil {
				return err
			}
		}
	case v.Kind() == reflect.Pointer && !v.IsNil():
		return unwritable(p.elem, v.Elem())
	}
	return nil
}
