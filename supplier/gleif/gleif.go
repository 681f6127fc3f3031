// SPDX-License-Identifier: Apache-2.0

// Package gleif imports data of the Global Legal Entity Identifier
// Foundation: level 1, who is who (LEI records), and level 2, who owns whom
// (relationship records and reporting exceptions). It reads the golden copies
// as CSV, JSON and XML, answers of the GLEIF API, and Turtle.
//
// Level 2 says who consolidates whose accounts. That is not who holds the
// votes: relationships become relations of their own kinds, never owners.
package gleif

import (
	"bufio"
	"bytes"
	"cmp"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier/importer"
)

// The kinds that are counted.
const (
	Records       = "LEI records"
	Relationships = "relationship records"
	Exceptions    = "reporting exceptions"
	Other         = "other objects"
)

// Read imports the files together. With Options.Only it takes the parties
// with these ids (lei:…) and those above them; the relationships must then
// be among the files. An error means that a file could not be read.
//
// It holds all records. Of the whole register these are over three million:
// use [Stream].
func Read(files []importer.File, o *importer.Options) (*importer.Result, error) {
	s, err := Stream(files, o)
	if err != nil {
		return nil, err
	}
	return s.Result(), nil
}

// Stream is [Read] for registers of any size: it keeps what the files say in
// little space, and makes the records one at a time.
func Stream(files []importer.File, o *importer.Options) (*importer.Stream, error) {
	r := newReader(o)
	in := make([]*input, len(files))
	for i, f := range files {
		in[i] = open(f)
	}
	// Relationships first: they say which parents belong to the parties asked for.
	slices.SortStableFunc(in, func(x, y *input) int { return cmp.Compare(x.rank, y.rank) })
	for _, f := range in {
		if f.rank > 0 && !r.decided {
			r.closure()
		}
		if err := f.each(r); err != nil {
			return nil, err
		}
	}
	r.closure()
	r.filter()
	if r.skipped > 0 {
		r.Infof("gleif/not-asked", diag.Position{}, "", "%d records, relationships and exceptions are of parties that were not asked for", r.skipped)
	}
	return r.stream(), nil
}

// input is a file and the form that it has.
type input struct {
	importer.File
	rank int // 0 relationships, 1 anything else
	each func(*reader) error
}

// open looks at the beginning of a file for its form.
func open(f importer.File) *input {
	b := bufio.NewReaderSize(f.Reader, 64<<10)
	f.Reader = b
	start, _ := b.Peek(4 << 10)
	in := &input{File: f, rank: 1}
	for _, sign := range []string{"Relationship.StartNode", `"relations"`, "RelationshipData", "relationship-records"} {
		if bytes.Contains(start, []byte(sign)) && !bytes.Contains(start, []byte(`"lei-records"`)) {
			in.rank = 0
		}
	}
	start = bytes.TrimLeft(bytes.TrimPrefix(start, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case bytes.HasPrefix(start, []byte("<")) && !bytes.HasPrefix(start, []byte("<http")):
		in.each = func(r *reader) error { return eachXML(f, r) }
	case bytes.HasPrefix(start, []byte("{")), bytes.HasPrefix(start, []byte("[")):
		in.each = func(r *reader) error { return eachJSON(f, r) }
	case bytes.HasPrefix(start, []byte("@")), bytes.HasPrefix(start, []byte("#")), bytes.HasPrefix(start, []byte("<")), bytes.HasPrefix(bytes.ToLower(start), []byte("prefix")):
		in.each = func(r *reader) error { return eachTurtle(f, r) }
	default:
		in.each = func(r *reader) error { return eachCSV(f, r) }
	}
	return in
}
