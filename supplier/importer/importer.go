// SPDX-License-Identifier: Apache-2.0

// Package importer is what the importers of supplier data have in common:
// the shape of what they return, streaming readers of JSON and CSV that keep
// positions, and a writer that turns the result into records which people
// read, complete and keep.
//
// An importer takes data over; it judges nothing. Each fact keeps its source
// with statement or row, what a format says and the records have no place for
// is counted and said, and what is not stated stays unknown. Natural persons
// become opaque ids.
package importer

import (
	"cmp"
	"io"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// File is one input: what messages call it, and its bytes.
type File struct {
	Name   string // slash path
	Reader io.Reader
}

// Options configures an import. The zero value is ready to use.
type Options struct {
	// Persons writes the names of natural persons. Without it they appear by
	// opaque id only.
	Persons bool
	// Retrieved is the day on which the user got the data; zero is unknown.
	// It is kept with sources that do not say when they were retrieved.
	Retrieved supplier.Date
	// Regimes says under which regime the acts of a list count, by the list's
	// name: "national:XA" binds entities of that country only. It is for lists
	// whose authority an importer cannot tell, and wins where it can.
	Regimes map[string]string
	// Only restricts the parties to those with these ids, and those
	// above them. Empty takes all. Package gleif follows it.
	Only []string
}

// Result is what was imported.
type Result struct {
	Suppliers   []*supplier.Supplier // by id
	System      *system.System       // nil where the format describes none
	Counts      []Count              // by kind
	Diagnostics diag.List            // sorted
}

// Count says of one kind of statement, record or row how many were read and
// from how many something was taken over. A difference is explained by
// diagnostics.
type Count struct {
	Kind  string `json:"kind"`
	Read  int    `json:"read"`
	Taken int    `json:"taken"`
}

// CountOf returns the count of a kind, zero where there is none.
func (r *Result) CountOf(kind string) Count {
	i, ok := slices.BinarySearchFunc(r.Counts, kind, func(c Count, k string) int { return cmp.Compare(c.Kind, k) })
	if !ok {
		return Count{Kind: kind}
	}
	return r.Counts[i]
}

// Supplier returns the record of a party, nil where there is none.
func (r *Result) Supplier(id string) *supplier.Supplier {
	i, ok := slices.BinarySearchFunc(r.Suppliers, id, func(s *supplier.Supplier, id string) int { return cmp.Compare(s.ID, id) })
	if !ok {
		return nil
	}
	return r.Suppliers[i]
}
