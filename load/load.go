// SPDX-License-Identifier: Apache-2.0

// Package load reads the records that people write: YAML or JSON, several
// kinds in one stream, strictly, with the position of every field.
//
// The kinds of records are handed in as a table; the package knows none of
// them. A kind's Go type says by its json tags which fields there are and
// which of them are required (those without omitempty or omitzero), and by
// its methods what may stand in their place:
//
//   - SetNone and ItemsPointer: a list that may be the word none
//   - UnmarshalTexts([]string) error: a number, or a list of them
//   - encoding.TextUnmarshaler: a scalar
//   - Validate() error: a check after decoding
//   - SetOrigin(file, line, positions): wants to know where it was read
//
// Strings are the scalar's source text: 01234567 keeps its zero, 1.10 its
// last digit, and the country NO is not false. Absent and null are unknown;
// an empty list is an error, because it does not say which of unknown and
// none was meant. A mapping takes no field twice and none that its type does
// not have. What is wrong is reported all at once, by file, line and column.
//
// Anchors and aliases are resolved, within the limits of [Options]; tags,
// merge keys and keys that are not plain words are refused.
package load

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/internal/schema"
)

// APIVersion is the version of the record formats that this package reads.
const APIVersion = "kedja/v1"

// Kind is one kind of record.
type Kind struct {
	Name string     // the value of the field kind
	New  func() any // returns a pointer to a new, empty struct
}

// Record is one document that was read.
type Record struct {
	Kind  string
	Value any // what Kind.New made, filled
	// Incomplete says that the record has errors, so that parts of Value are
	// missing. Such records are returned so that others can refer to them.
	Incomplete bool

	File      string
	Line      int                      // of the record's first field
	Positions map[string]diag.Position // by JSON pointer inside the record
}

// Options are the limits of reading. Nil and zero fields mean the defaults.
type Options struct {
	MaxBytes int64 // of one file; default 16 MiB
	MaxDepth int   // of nesting; default 64
	// MaxNodes bounds the values of one document after aliases are resolved.
	// Default 1 000 000.
	MaxNodes int
	MaxFiles int // in one folder; default 100 000
}

// maxFields bounds one mapping written in block style. The parser below works
// recursively from field to field and copies on each, so that its stack and
// its work grow with the number of fields in one mapping, not of the file.
const maxFields = 10_000

func (o *Options) orDefaults() Options {
	var out Options
	if o != nil {
		out = *o
	}
	out.MaxBytes = cmp.Or(max(out.MaxBytes, 0), 16<<20)
	out.MaxDepth = cmp.Or(max(out.MaxDepth, 0), 64)
	out.MaxNodes = cmp.Or(max(out.MaxNodes, 0), 1_000_000)
	out.MaxFiles = cmp.Or(max(out.MaxFiles, 0), 100_000)
	return out
}

// Bytes reads the records of one file. The name is what positions say. What
// is wrong with the content is in the list; the records that could be read are
// returned beside it. An error means that the table of kinds is unusable.
func Bytes(name string, data []byte, kinds []Kind, opts *Options) ([]Record, diag.List, error) {
	if err := checkKinds(kinds); err != nil {
		return nil, nil, err
	}
	r := reader{file: name, kinds: kinds, opts: opts.orDefaults(), types: map[reflect.Type][]schema.Field{}}
	r.read(data)
	r.diags.Sort()
	return r.records, slices.Compact(r.diags), nil
}

func checkKinds(kinds []Kind) error {
	seen := map[string]bool{}
	for _, k := range kinds {
		switch {
		case k.Name == "" || k.New == nil:
			return fmt.Errorf("load: a kind needs a name and a New function")
		case seen[k.Name]:
			return fmt.Errorf("load: kind %s is in the table twice", k.Name)
		}
		seen[k.Name] = true
	}
	return nil
}

// reader reads one file.
type reader struct {
	file    string
	kinds   []Kind
	opts    Options
	diags   diag.List
	records []Record

	types     map[reflect.Type][]schema.Field
	versioned bool // an apiVersion was seen, or its absence was said
}

func (r *reader) read(data []byte) {
	if int64(len(data)) > r.opts.MaxBytes {
		r.add("load/too-large", place{}, fmt.Sprintf("the file is larger than %d bytes", r.opts.MaxBytes),
			"split the file; SBOMs are inputs of their own, not records")
		return
	}
	text, ok := r.normalise(data)
	if !ok {
		return
	}
	parts := split(text)
	if len(parts) == 0 {
		r.add("load/no-record", place{}, "the file holds no record", "start one with the field kind")
	}
	for _, p := range parts {
		if n := r.parse(p); n != nil {
			r.record(n)
		}
	}
}

// place is a line and a column from 1, zero where unknown.
type place struct{ line, column int }

func (r *reader) at(p place) diag.Position {
	return diag.Position{File: r.file, Line: p.line, Column: p.column}
}

// errorsSince reports whether an error was found after the list had n entries.
func (r *reader) errorsSince(n int) bool {
	return slices.ContainsFunc(r.diags[n:], func(d diag.Diagnostic) bool { return d.Severity == diag.Error })
}

func (r *reader) add(code string, at place, message, remedy string) {
	r.diags.Add(diag.Diagnostic{Code: code, Position: r.at(at), Message: message, Remedy: remedy})
}
