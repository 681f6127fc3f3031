// SPDX-License-Identifier: Apache-2.0

package table

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/importer"
)

// Mapping says what the columns of a table are (kind: TableMapping).
type Mapping struct {
	// ID is the column that tells parties apart.
	ID Field `json:"id"`
	// Fields are the fields of supplier records by their path: name,
	// identifiers/vat, owners/share.
	Fields map[string]Field `json:"fields"`
	// Source describes the table; each fact names its row of it.
	Source supplier.Source `json:"source,omitzero"`

	Separator string `json:"separator,omitempty"` // one character, or tab; default: found out
	Skip      int    `json:"skip,omitempty"`      // lines above the names of the columns
	// DecimalComma says that numbers are written 1.234,5.
	DecimalComma bool `json:"decimalComma,omitempty"`
	// Dates is how days are written, of YYYY, MM and DD; default YYYY-MM-DD.
	Dates string `json:"dates,omitempty"`
	// Unknown are words that stand where nothing is known: n/a, ?.
	Unknown []string `json:"unknown,omitempty"`

	supplier.Origin `json:"-"`
}

// Field is where a value comes from. Its short form is the name of a column.
type Field struct {
	Column string `json:"column,omitempty"`
	Value  string `json:"value,omitempty"` // for every row, instead of a column
	// Split takes the text apart into several values at this character.
	Split string `json:"split,omitempty"`
	// Map replaces words: {Schweden: SE}.
	Map map[string]string `json:"map,omitempty"`
	// Prefix is put before each value, as erp: before numbers.
	Prefix string `json:"prefix,omitempty"`
	// Percent says that shares are written as percentages.
	Percent bool `json:"percent,omitempty"`
}

// UnmarshalText reads the short form.
func (f *Field) UnmarshalText(b []byte) error {
	f.Column = string(b)
	return nil
}

// Validate reports a field that says nothing, or two things.
func (f Field) Validate() error {
	if (f.Column == "") == (f.Value == "") {
		return fmt.Errorf("a field has a column, or a value for all rows")
	}
	return nil
}

// Kind is the kind of record of mappings, for package load.
func Kind() load.Kind {
	return load.Kind{Name: "TableMapping", New: func() any { return &Mapping{} }}
}

// ReadMapping reads a mapping. name is what messages call the file. The list
// holds what is wrong in it, by line and column; a mapping with errors is nil.
func ReadMapping(name string, data []byte) (*Mapping, diag.List, error) {
	records, list, err := load.Bytes(name, data, []load.Kind{Kind()}, nil)
	if err != nil {
		return nil, list, err
	}
	if len(records) != 1 && list.Err() == nil {
		list.Errorf("table/mapping", diag.Position{File: name}, "the file holds %d mappings, not one", len(records))
	}
	if list.Err() != nil {
		return nil, list, nil
	}
	m := records[0].Value.(*Mapping)
	m.Origin = supplier.Origin{File: records[0].File, Line: records[0].Line, Positions: records[0].Positions}
	list = append(list, m.Check()...)
	if list.Err() != nil {
		return nil, list, nil
	}
	return m, list, nil
}

// Check reports fields that records do not have, and forms that cannot be.
func (m *Mapping) Check() diag.List {
	var ds diag.List
	known := Paths()
	for _, field := range slices.Sorted(maps.Keys(m.Fields)) {
		if fieldOf(field) != nil || entryField(field) {
			continue
		}
		remedy := "fields: " + strings.Join(known, ", ")
		if near := diag.Closest(field, known); near != "" {
			remedy = "did you mean " + near + "?"
		}
		at := m.At("/fields/" + strings.ReplaceAll(field, "/", "~1"))
		ds.Add(diag.Diagnostic{Code: "table/field", Position: at, Message: "supplier records have no field " + field + " that a table can fill", Remedy: remedy})
	}
	if m.Separator != "" && m.Separator != "tab" && utf8.RuneCountInString(m.Separator) != 1 || m.Separator == "\"" || m.Separator == "\n" || m.Separator == "\r" {
		ds.Errorf("table/separator", m.At("/separator"), "the separator %q is not one character, or tab", m.Separator)
	}
	if m.Skip < 0 {
		ds.Errorf("table/skip", m.At("/skip"), "%d lines cannot be skipped", m.Skip)
	}
	if layout := m.layout(); !strings.Contains(layout, "2006") || !strings.Contains(layout, "01") || !strings.Contains(layout, "02") {
		ds.Errorf("table/dates", m.At("/dates"), "%q does not say how days are written; use YYYY, MM and DD, as in DD.MM.YYYY", m.Dates)
	}
	ds.Sort()
	return ds
}

func (m *Mapping) csv() importer.CSVOptions {
	o := importer.CSVOptions{Skip: m.Skip}
	switch {
	case m.Separator == "tab":
		o.Separator = '\t'
	case m.Separator != "":
		o.Separator, _ = utf8.DecodeRuneInString(m.Separator)
	}
	return o
}

// layout is the form of days for package time.
func (m *Mapping) layout() string {
	if m.Dates == "" {
		return time.DateOnly
	}
	return strings.NewReplacer("YYYY", "2006", "MM", "01", "DD", "02").Replace(m.Dates)
}
