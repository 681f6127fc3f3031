// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"github.com/kedja/kedja/internal/schema"
	"github.com/kedja/kedja/result"
)

// normalize brings the numbers and rows into the form of results: six
// significant digits, intervals rounded outward, shares by falling lower end.
// It is the only place where numbers are rounded.
func (r *Result) normalize() {
	rounded(reflect.ValueOf(r).Elem(), false)
	for i := range r.Concentration {
		slices.SortStableFunc(r.Concentration[i].Shares, func(a, b result.Share) int {
			return cmp.Or(cmp.Compare(b.Share.Lo, a.Share.Lo), cmp.Compare(b.Share.Hi, a.Share.Hi), cmp.Compare(a.Key, b.Key))
		})
	}
}

// rounded works by reflection so that a field added later is never left out.
// optional says that the field is left out of the JSON when empty; other
// lists are written empty instead of null.
func rounded(v reflect.Value, optional bool) {
	if i, ok := v.Addr().Interface().(*result.Interval); ok {
		*i = i.Rounded()
		return
	}
	switch v.Kind() {
	case reflect.Float64:
		v.SetFloat(result.Round(v.Float()))
	case reflect.String:
		v.SetString(strings.ToValidUTF8(v.String(), "\uFFFD"))
	case reflect.Pointer:
		if !v.IsNil() {
			rounded(v.Elem(), false)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				rounded(v.Field(i), strings.Contains(f.Tag.Get("json"), ",omitempty"))
			}
		}
	case reflect.Slice:
		if v.IsNil() && !optional {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		for i := range v.Len() {
			rounded(v.Index(i), false)
		}
	}
}

// WriteJSON writes the result as docs/schema/portfolio.schema.json has it.
func WriteJSON(w io.Writer, r *Result) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(r)
}

// Decode reads a result that [WriteJSON] wrote, of this version or another of
// the same major.
func Decode(data []byte) (*Result, error) {
	var head struct {
		Kind          string `json:"kind"`
		SchemaVersion string `json:"schemaVersion"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return nil, fmt.Errorf("it is no JSON object: %w", err)
	}
	major, _, _ := strings.Cut(SchemaVersion, ".")
	switch {
	case head.Kind == "":
		return nil, errors.New(`it is no result of kedja: "kind" is missing`)
	case head.Kind != Kind:
		return nil, fmt.Errorf("it is of kind %s, not %s", head.Kind, Kind)
	case !strings.HasPrefix(head.SchemaVersion, major+"."):
		return nil, fmt.Errorf("it has schemaVersion %q, and this kedja reads %s.x", head.SchemaVersion, major)
	}
	r := &Result{}
	if err := json.Unmarshal(data, r); err != nil {
		return nil, err
	}
	return r, nil
}

// Schema returns the JSON Schema (2020-12) of the result.
func Schema() ([]byte, error) {
	s := schema.Of(Result{}, &schema.Options{Title: "kedja " + Kind + " " + SchemaVersion})
	if fields, ok := s["properties"].(map[string]any); ok {
		fields["kind"] = map[string]any{"const": Kind}
		fields["schemaVersion"] = map[string]any{"type": "string", "pattern": `^1\.[0-9]+$`}
	}
	return schema.Encode(s)
}
