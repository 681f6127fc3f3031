// SPDX-License-Identifier: Apache-2.0

package golden

import (
	"encoding/json"
	"testing"
)

// shapes are what takes the place of a value: every kind of JSON value.
var shapes = []any{nil, true, 7, "text", "", []any{}, []any{nil}, []any{"a", "a"}, map[string]any{}, map[string]any{"name": []any{}}}

// Mutate reads the input of every file that matches the pattern again and
// again, each time with another value of it replaced by one of another shape.
// Whatever stands where, the reader must give a document.
func Mutate(t *testing.T, pattern string, read Reader) {
	t.Helper()
	readings := 0
	for _, file := range match(t, pattern) {
		var root any
		if json.Unmarshal(Open(t, file).Member(t, "input"), &root) != nil {
			continue // truncated by design
		}
		each(root, func() {
			data, err := json.Marshal(root)
			if err != nil {
				t.Fatal(err)
			}
			doc, _, err := read("mutant", data)
			if err != nil || doc == nil {
				t.Errorf("%s: %v\n%s", file, err, data)
			}
			readings++
		})
	}
	if readings < 1000 {
		t.Errorf("only %d mutants were read", readings)
	}
}

// each calls f with every value below v replaced by every shape in turn.
func each(v any, f func()) {
	try := func(old any, set func(any)) {
		for _, s := range shapes {
			set(s)
			f()
		}
		set(old)
		each(old, f)
	}
	switch v := v.(type) {
	case map[string]any:
		for name, old := range v {
			try(old, func(x any) { v[name] = x })
		}
	case []any:
		for i, old := range v {
			try(old, func(x any) { v[i] = x })
		}
	}
}
