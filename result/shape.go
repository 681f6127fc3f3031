// SPDX-License-Identifier: Apache-2.0

package result

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
)

// maxProblems ends the search for further problems in one document.
const maxProblems = 50

// checkShape compares valid JSON with the types of the result and reports
// every value of the wrong type and every unknown field, with its place.
// The decoder of the standard library would stop at the first and, inside
// intervals, not know where it is.
func checkShape(data []byte, newer bool) diag.List {
	s := shape{data: data, dec: json.NewDecoder(bytes.NewReader(data)), newer: newer,
		fields: map[reflect.Type]map[string]reflect.Type{}, told: map[string]bool{}}
	s.dec.UseNumber()
	s.value(reflect.TypeFor[Assessment]())
	s.list.Sort()
	return s.list
}

type shape struct {
	data   []byte
	dec    *json.Decoder
	newer  bool // of a newer minor version: unknown fields are expected
	fields map[reflect.Type]map[string]reflect.Type
	told   map[string]bool // unknown fields by pattern: one row of a list speaks for all
	path   []step
	list   diag.List
}

// step is one reference token of a JSON pointer.
type step struct {
	name string // of a field or map key
	i    int    // of a list, where name is empty
	any  bool   // an index or map key: others are alike
}

// value checks the next value against a type.
func (s *shape) value(t reflect.Type) {
	at := s.offset()
	token, err := s.dec.Token()
	if token == nil && err == nil && t == reflect.TypeFor[Interval]() {
		s.problem(at, "want a list of two values, have null")
	}
	if err != nil || token == nil || len(s.list) >= maxProblems {
		return // the end, or null: absent
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch delim, _ := token.(json.Delim); {
	case delim == '{' && t.Kind() == reflect.Struct && t != reflect.TypeFor[Interval]():
		s.object(t)
	case delim == '{' && t.Kind() == reflect.Map:
		s.members(t.Elem())
	case delim == '[' && t == reflect.TypeFor[Interval]():
		s.pair(reflect.TypeFor[*float64](), at)
	case delim == '[' && t.Kind() == reflect.Array:
		s.pair(t.Elem(), at)
	case delim == '[' && t.Kind() == reflect.Slice:
		for i := 0; s.dec.More() && len(s.list) < maxProblems; i++ {
			s.below(step{i: i, any: true}, t.Elem())
		}
		s.dec.Token()
	default:
		if problem := scalar(t, token); problem != "" {
			s.problem(at, problem)
		}
		if delim != 0 {
			s.leave()
		}
	}
}

// below checks the next value one step further down.
func (s *shape) below(to step, t reflect.Type) {
	s.path = append(s.path, to)
	s.value(t)
	s.path = s.path[:len(s.path)-1]
}

// object checks the fields of a struct, whose opening brace was read.
func (s *shape) object(t reflect.Type) {
	fields := s.fieldsOf(t)
	for s.dec.More() && len(s.list) < maxProblems {
		at := s.offset()
		name, _ := s.dec.Token()
		key, _ := name.(string)
		if field, ok := fields[key]; ok {
			s.below(step{name: key}, field)
			continue
		}
		s.unknown(at, key)
		s.skip()
	}
	s.dec.Token()
}

// members checks the values of a map, whose opening brace was read.
func (s *shape) members(t reflect.Type) {
	for s.dec.More() && len(s.list) < maxProblems {
		name, _ := s.dec.Token()
		key, _ := name.(string)
		s.below(step{name: key, any: true}, t)
	}
	s.dec.Token()
}

// pair checks a list of exactly two values, whose opening bracket was read.
func (s *shape) pair(t reflect.Type, at int64) {
	n := 0
	for ; s.dec.More() && len(s.list) < maxProblems; n++ {
		s.below(step{i: n, any: true}, t)
	}
	s.dec.Token()
	if n != 2 {
		s.problem(at, fmt.Sprintf("want a list of two values, have %d", n))
	}
}

// skip passes over one whole value.
func (s *shape) skip() {
	var raw json.RawMessage
	if err := s.dec.Decode(&raw); err != nil {
		s.dec = json.NewDecoder(strings.NewReader("")) // nothing more to check
	}
}

// leave passes over the rest of the list or object just entered.
func (s *shape) leave() {
	for depth := 1; depth > 0; {
		token, err := s.dec.Token()
		if err != nil {
			return
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
}

// offset is where the next token begins.
func (s *shape) offset() int64 {
	at := s.dec.InputOffset()
	for at < int64(len(s.data)) && strings.IndexByte(" \t\r\n,:", s.data[at]) >= 0 {
		at++
	}
	return at
}

// pointer is the JSON pointer of the current place. As a pattern it has * for
// every index and map key.
func (s *shape) pointer(pattern bool) string {
	var b strings.Builder
	for _, to := range s.path {
		b.WriteByte('/')
		switch {
		case pattern && to.any:
			b.WriteByte('*')
		case to.any && to.name == "":
			b.WriteString(strconv.Itoa(to.i))
		default:
			b.WriteString(strings.NewReplacer("~", "~0", "/", "~1").Replace(to.name))
		}
	}
	return b.String()
}

func (s *shape) problem(at int64, message string) {
	if len(s.list) >= maxProblems {
		return // the search has ended and the place may be wrong
	}
	pos := position(s.data, at)
	pos.Pointer = s.pointer(false)
	s.list.Add(diag.Diagnostic{Code: "result/type", Position: pos, Message: message, Remedy: remedyKind})
}

func (s *shape) unknown(at int64, key string) {
	s.path = append(s.path, step{name: key})
	defer func() { s.path = s.path[:len(s.path)-1] }()
	pattern := s.pointer(true)
	if s.told[pattern] || len(s.list) >= maxProblems {
		return
	}
	s.told[pattern] = true
	pos := position(s.data, at)
	pos.Pointer = s.pointer(false)
	d := diag.Diagnostic{Severity: diag.Info, Code: "result/newer-field", Position: pos,
		Message: "a field of a newer version of the format is left out"}
	if !s.newer {
		d = diag.Diagnostic{Severity: diag.Warning, Code: "result/unknown-field", Position: pos,
			Message: "this version of the format has no such field; it is left out"}
	}
	s.list.Add(d)
}

// fieldsOf returns the JSON fields of a struct, embedded ones included.
func (s *shape) fieldsOf(t reflect.Type) map[string]reflect.Type {
	if known, ok := s.fields[t]; ok {
		return known
	}
	fields := map[string]reflect.Type{}
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name != "" && name != "-" {
			fields[name] = f.Type
		}
	}
	s.fields[t] = fields
	return fields
}

// scalar says what is wrong with a token as a value of the type.
func scalar(t reflect.Type, token json.Token) string {
	if reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		u, _ := reflect.New(t).Interface().(encoding.TextUnmarshaler)
		text, ok := token.(string)
		if !ok {
			return "want a text, have " + describe(token)
		}
		if err := u.UnmarshalText([]byte(text)); err != nil {
			return err.Error()
		}
		return ""
	}
	number, _ := token.(json.Number)
	var err error = io.EOF
	want := "a list"
	switch t.Kind() {
	case reflect.String:
		_, ok := token.(string)
		want, err = "a text", failUnless(ok)
	case reflect.Bool:
		_, ok := token.(bool)
		want, err = "true or false", failUnless(ok)
	case reflect.Int:
		want = "a whole number"
		_, err = strconv.ParseInt(string(number), 10, 64)
	case reflect.Uint64:
		want = "a whole number from 0"
		_, err = strconv.ParseUint(string(number), 10, 64)
	case reflect.Float64:
		want = "a number"
		_, err = strconv.ParseFloat(string(number), 64)
	case reflect.Struct, reflect.Map:
		if t != reflect.TypeFor[Interval]() {
			want = "an object"
		}
	}
	if err != nil {
		return "want " + want + ", have " + describe(token)
	}
	return ""
}

func failUnless(ok bool) error {
	if ok {
		return nil
	}
	return io.EOF
}

func describe(token json.Token) string {
	switch x := token.(type) {
	case json.Delim:
		if x == '{' {
			return "an object"
		}
		return "a list"
	case string:
		return fmt.Sprintf("the text %.40q", x)
	}
	return fmt.Sprintf("%.40v", token)
}
