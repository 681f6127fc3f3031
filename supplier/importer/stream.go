// SPDX-License-Identifier: Apache-2.0

package importer

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// Stream is a result whose records are made one at a time, for registers of
// millions of parties: what was read of them is kept in little space, and a
// record exists only until it is written.
type Stream struct {
	System *system.System // nil where the format describes none
	Len    int            // how many parties there are
	// ID is the id of the i-th party; ids rise with i.
	ID func(i int) string
	// Make returns the record of the i-th party. It is called once for each,
	// in order.
	Make func(i int) *supplier.Supplier
	// End returns, after the last party, what was counted and noticed: a
	// result without records.
	End func() *Result
}

// Stream is the result as a stream.
func (r *Result) Stream() *Stream {
	return &Stream{
		System: r.System, Len: len(r.Suppliers),
		ID:   func(i int) string { return r.Suppliers[i].ID },
		Make: func(i int) *supplier.Supplier { return r.Suppliers[i] },
		End: func() *Result {
			rest := *r
			rest.Suppliers = nil
			return &rest
		},
	}
}

// Result makes all records and holds them.
func (s *Stream) Result() *Result {
	var all []*supplier.Supplier
	for i := range s.Len {
		all = append(all, s.Make(i))
	}
	r := s.End()
	r.Suppliers = all
	return r
}

// Write writes the records as [Write] does, holding those of one file in
// memory, and returns beside the paths of the files what the result has
// besides records. Nothing is made or written where a file would be
// overwritten; the rest is nil where there is an error.
func (s *Stream) Write(dir string, o WriteOptions) (names []string, rest *Result, err error) {
	files := s.layout(o.PerFile)
	if !o.Replace {
		for _, f := range files {
			full := filepath.Join(dir, filepath.FromSlash(f.name))
			if _, err := os.Lstat(full); !errors.Is(err, fs.ErrNotExist) {
				return nil, nil, &ExistsError{full}
			}
		}
	}
	var b bytes.Buffer
	for _, f := range files {
		b.Reset()
		if f.to == 0 {
			if err := WriteRecord(&b, "System", s.System); err != nil {
				return names, nil, err
			}
		}
		for i := f.from; i < f.to; i++ {
			if err := WriteRecord(&b, "Supplier", s.Make(i)); err != nil {
				return names, nil, err
			}
		}
		if err := place(filepath.Join(dir, filepath.FromSlash(f.name)), b.Bytes()); err != nil {
			return names, nil, err
		}
		names = append(names, f.name)
	}
	return names, s.End(), nil
}
