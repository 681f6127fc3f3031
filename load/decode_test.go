// SPDX-License-Identifier: Apache-2.0

package load_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/load"
)

// toy has what the real records do not, or not yet.
type toy struct {
	Kind   string            `json:"kind"`
	Count  int8              `json:"count,omitempty"`
	Size   uint              `json:"size,omitempty"`
	Params map[string]any    `json:"params,omitempty"`
	Levels map[level]float64 `json:"levels,omitempty"`
	Parts  []part            `json:"parts,omitempty"`
	Hook   func()            `json:"hook,omitempty"`
}

type level string

func (l *level) UnmarshalText(b []byte) error {
	if len(b) != 1 {
		return errors.New("a level is one letter")
	}
	*l = level(b)
	return nil
}

type part struct {
	Share float64 `json:"share,omitempty"`
	Name  string  `json:"name,omitempty"`
}

// Validate gives two defects at once, by pointer.
func (p part) Validate() error {
	var l diag.List
	if p.Share > 1 {
		l.Errorf("toy/share", diag.Position{Pointer: "/share"}, "a share is at most 1")
		l.Warnf("toy/name", diag.Position{Pointer: "/name"}, "name the part")
	}
	if len(l) == 0 {
		return nil
	}
	return l
}

func toys() []load.Kind {
	return []load.Kind{{Name: "Toy", New: func() any { return new(toy) }}}
}

func TestTypesOfGo(t *testing.T) {
	records, diags, err := load.Bytes("toy.yaml", []byte(`
apiVersion: kedja/v1
kind: Toy
count: -1_0
size: 7
params: {a: 1.5, b: [x, true, "2"], c: {d: null}, e: +3e2}
levels: {a: 1, b: ~}
`), toys(), nil)
	if err != nil || len(diags) > 0 {
		t.Fatal(diags, err)
	}
	want := &toy{
		Kind: "Toy", Count: -10, Size: 7,
		Params: map[string]any{"a": 1.5, "b": []any{"x", true, "2"}, "c": map[string]any{}, "e": 300.0},
		Levels: map[level]float64{"a": 1},
	}
	if diff := cmp.Diff(want, records[0].Value, cmp.Comparer(func(a, b func()) bool { return (a == nil) == (b == nil) })); diff != "" {
		t.Errorf("value (-want +got):\n%s", diff)
	}
}

func TestDefectsOfTypes(t *testing.T) {
	_, diags, err := load.Bytes("toy.yaml", []byte(`apiVersion: kedja/v1
kind: Toy
count: 128
size: -1
levels: { ab: 1}
parts:
  - {name: x, share: 2}
  - share: 3
hook: x
"params:nothing":
`), toys(), nil)
	if err != nil {
		t.Fatal(err)
	}
	got := make([]string, len(diags))
	for i, d := range diags {
		got[i] = d.Error()
	}
	want := []string{
		"toy.yaml:3:8: count must be a whole number, not \"128\"; that is out of its range, or not whole [load/type]",
		"toy.yaml:4:7: size must be a whole number from 0, not \"-1\"; that is out of its range, or not whole [load/type]",
		"toy.yaml:5:11: the name levels.ab: a level is one letter [load/value]",
		"toy.yaml:7:12: warning: name the part [toy/name]",
		"toy.yaml:7:22: a share is at most 1 [toy/share]",
		"toy.yaml:8:5: warning: name the part [toy/name]",
		"toy.yaml:8:12: a share is at most 1 [toy/share]",
		"toy.yaml:9:7: hook has a type that cannot be read: func(); report this [load/internal]",
		"toy.yaml:10:1: Toy has no field \"params:nothing\"; put a space after the colon [load/unknown-field]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what is said (-want +got):\n%s", diff)
	}
}
