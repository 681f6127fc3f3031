// SPDX-License-Identifier: Apache-2.0

package load

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/internal/schema"
)

// decoder fills one record and notes where its fields stand.
type decoder struct {
	*reader
	kindName  string
	positions map[string]diag.Position
}

// target names what is being filled: for messages in the words of the file
// (owners[0].share), for programs by JSON pointer.
type target struct {
	what    string
	pointer string
	inside  bool // below the record
}

func (t target) field(name string) target {
	what := name
	if t.inside {
		what = t.what + "." + name
	}
	escaped := strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1")
	return target{what, t.pointer + "/" + escaped, true}
}

func (t target) item(i int) target {
	return target{fmt.Sprintf("%s[%d]", t.what, i), t.pointer + "/" + strconv.Itoa(i), true}
}

func (d *decoder) note(pointer string, at place) {
	d.positions[pointer] = diag.Position{File: d.file, Pointer: pointer, Line: at.line, Column: at.column}
}

func (d *decoder) wrong(n *node, t target, want, remedy string) {
	d.add("load/type", n.at, fmt.Sprintf("%s must be %s, not %s", t.what, want, n.what()), remedy)
}

// value fills v, which can be set, from the node, which is not null.
func (d *decoder) value(n *node, v reflect.Value, t target) {
	if v.Kind() == reflect.Pointer {
		p := reflect.New(v.Type().Elem())
		d.value(n, p.Elem(), t)
		v.Set(p)
		return
	}
	before := len(d.diags)
	d.dispatch(n, v, t)
	if c, ok := v.Addr().Interface().(interface{ Validate() error }); ok {
		d.invalid(n, c.Validate(), t, d.diags[before:])
	}
}

func (d *decoder) dispatch(n *node, v reflect.Value, t target) {
	switch p := v.Addr().Interface().(type) {
	case schema.Noneable:
		d.noneable(n, p, t)
		return
	case schema.Texts:
		d.texts(n, p, t)
		return
	case encoding.TextUnmarshaler:
		if n.form == scalar {
			d.text(n, p, t)
			return
		}
		if n.form == sequence || !schema.IsForm(v.Type()) {
			d.wrong(n, t, "a single value", "")
			return
		}
	}
	switch v.Kind() {
	case reflect.Struct:
		d.structure(n, v, t)
	case reflect.Map:
		d.table(n, v, t)
	case reflect.Slice:
		if n.form == scalar && n.text == "none" {
			d.wrong(n, t, "a list", "leave the field out; only facts that may be unknown can be none")
			return
		}
		d.list(n, v, t, "leave the field out")
	case reflect.Interface:
		d.free(n, v, t)
	default:
		d.scalar(n, v, t)
	}
}

func (d *decoder) text(n *node, p encoding.TextUnmarshaler, t target) {
	if err := p.UnmarshalText([]byte(n.text)); err != nil {
		d.add("load/value", n.at, t.what+": "+err.Error(), "")
	}
}

// invalid reports what a value's own check found. A list with pointers inside
// the value is placed by them. Where reading the value found errors before, only
// what is wrong with other fields that the file has is new.
func (d *decoder) invalid(n *node, err error, t target, before diag.List) {
	if err == nil {
		return
	}
	list, ok := errors.AsType[diag.List](err)
	if !ok {
		if len(before) == 0 {
			d.add("load/invalid", n.at, t.what+": "+err.Error(), "")
		}
		return
	}
	before = slices.Clone(before)
	for _, e := range list {
		if len(before) > 0 {
			at, stated := d.positions[t.pointer+e.Pointer]
			if !stated || slices.ContainsFunc(before, func(b diag.Diagnostic) bool { return b.Line == at.Line && b.Column == at.Column }) {
				continue
			}
		}
		if e.Line == 0 {
			e.Position = d.near(t.pointer+e.Pointer, n)
			e.Pointer = ""
		}
		d.diags.Add(e)
	}
}

// near is the place of a field, or of the nearest one around it.
func (d *decoder) near(pointer string, n *node) diag.Position {
	for p := pointer; ; {
		if at, ok := d.positions[p]; ok {
			return at
		}
		i := strings.LastIndexByte(p, '/')
		if i < 0 {
			return d.at(n.at)
		}
		p = p[:i]
	}
}

func (d *decoder) noneable(n *node, p schema.Noneable, t target) {
	if n.form == scalar {
		if n.text != "none" {
			d.wrong(n, t, "a list, or none", listOfOne(n))
			return
		}
		p.SetNone()
		return
	}
	d.list(n, reflect.ValueOf(p.ItemsPointer()).Elem(), t, "write none if there are none, or leave the field out if that is unknown")
}

// texts fills a number or a list of numbers. The type knows how many there
// may be and whether the last may be null.
func (d *decoder) texts(n *node, p schema.Texts, t target) {
	items := []*node{n}
	if n.form == sequence {
		items = n.items
	}
	var texts []string
	for _, i := range items {
		switch {
		case i.form == scalar && (isNumber(i) || i != n && i.null()):
			texts = append(texts, strings.ReplaceAll(i.text, "_", ""))
		case i == n:
			d.wrong(n, t, "a number or a range [lo, hi]", unquote(n))
			return
		default:
			d.wrong(i, t, "a range of numbers", unquote(i))
			return
		}
	}
	if err := p.UnmarshalTexts(texts); err != nil {
		d.add("load/value", n.at, t.what+": "+err.Error(), "")
	}
}

// listOfOne is the remedy where an entry stands in place of a list.
func listOfOne(n *node) string {
	switch {
	case n.form == mapping:
		return "put a hyphen before it for a list of one"
	case strings.EqualFold(n.text, "none"):
		return "write none in small letters"
	}
	return "write [" + clip(n.text) + "] for a list of one"
}

func (d *decoder) list(n *node, v reflect.Value, t target, ifEmpty string) {
	if n.form != sequence {
		d.wrong(n, t, "a list", listOfOne(n))
		return
	}
	if len(n.items) == 0 {
		d.add("load/empty-list", n.at, t.what+" is an empty list, which does not say whether there are none", ifEmpty)
		return
	}
	out := reflect.MakeSlice(v.Type(), len(n.items), len(n.items))
	for i, item := range n.items {
		at := t.item(i)
		d.note(at.pointer, item.at)
		if item.null() {
			d.add("load/null-item", item.at, at.what+" is null, which says nothing", "remove the entry")
			continue
		}
		d.value(item, out.Index(i), at)
	}
	v.Set(out)
}

// noteField notes where a field stands: at its value, or at its name when the
// value is a collection, which may start on a later line.
func (d *decoder) noteField(f field, t target) {
	at := f.value.at
	if f.value.form != scalar {
		at = f.at
	}
	d.note(t.pointer, at)
}

// table fills a map. What is null is unknown, and stays out of the map.
func (d *decoder) table(n *node, v reflect.Value, t target) {
	if n.form != mapping {
		d.wrong(n, t, "a mapping of names to values", "")
		return
	}
	out := reflect.MakeMap(v.Type())
	for _, f := range n.fields {
		at := t.field(f.name)
		d.noteField(f, at)
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		d.value(&node{text: f.name, at: f.at}, key, target{what: "the name " + at.what, inside: true})
		if f.value.null() {
			continue
		}
		d.value(f.value, value, at)
		out.SetMapIndex(key, value)
	}
	v.Set(out)
}

func (d *decoder) structure(n *node, v reflect.Value, t target) {
	if n.form != mapping {
		d.wrong(n, t, "a mapping of fields", "")
		return
	}
	fields := d.fields(v.Type())
	given := map[string]bool{}
	for _, f := range n.fields {
		i := slices.IndexFunc(fields, func(s schema.Field) bool { return s.Name == f.name })
		if i < 0 {
			d.unknown(f, fields, t)
			continue
		}
		at := t.field(f.name)
		d.noteField(f, at)
		if f.value.null() {
			continue
		}
		given[f.name] = true
		if !fields[i].Optional && f.value.form == scalar && f.value.text == "" {
			d.add("load/missing-field", f.value.at, at.what+" is empty", "")
			continue
		}
		d.value(f.value, v.FieldByIndex(fields[i].Index), at)
	}
	for _, s := range fields {
		if !s.Optional && s.Type.Kind() != reflect.Pointer && !given[s.Name] {
			d.add("load/missing-field", n.at, fmt.Sprintf("%s lacks the field %s", t.what, s.Name), "add "+s.Name+": …")
		}
	}
}

func (d *decoder) unknown(f field, fields []schema.Field, t target) {
	names := make([]string, len(fields))
	for i, s := range fields {
		names[i] = s.Name
	}
	slices.Sort(names)
	remedy := "fields: " + strings.Join(names, ", ")
	if len(names) > 12 { // more than one reads in a message
		remedy = "kedja schema " + d.kindName + " lists the fields"
	}
	if s := diag.Closest(f.name, names); s != "" {
		remedy = fmt.Sprintf("did you mean %q?", s)
	}
	if strings.Contains(f.name, ":") && f.value.null() {
		remedy = "put a space after the colon"
	}
	d.add("load/unknown-field", f.at, fmt.Sprintf("%s has no field %q", t.what, clip(f.name)), remedy)
}
