// SPDX-License-Identifier: Apache-2.0

package importer

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/kedja/kedja/diag"
)

// CSVOptions say how a file of comma-separated values is written. The zero
// value is a comma, and names of columns in the first line.
type CSVOptions struct {
	// Separator is the character between values; 0 finds out which of comma,
	// semicolon and tab the first line has most of.
	Separator rune
	// Skip is how many lines stand above the names of the columns.
	Skip int
}

// Row is one line of values.
type Row struct {
	At     diag.Position // its line
	Number int           // from 1, names of columns not counted
	header *header
	values []string
}

type header struct {
	names []string
	index map[string]int
}

// Get returns the value of a column without spaces around it, "" where the
// row has none. Names of columns are compared without regard to case.
func (r *Row) Get(column string) string {
	i, ok := r.header.index[strings.ToLower(column)]
	if !ok || i >= len(r.values) {
		return ""
	}
	return Clean(r.values[i])
}

// Value returns the value of the i-th column, from 0, as Get does.
func (r *Row) Value(i int) string {
	if i >= len(r.values) {
		return ""
	}
	return Clean(r.values[i])
}

// Has reports whether the file has the column.
func (r *Row) Has(column string) bool {
	_, ok := r.header.index[strings.ToLower(column)]
	return ok
}

// Columns returns the names of the columns as the file has them.
func (r *Row) Columns() []string { return r.header.names }

// Empty reports whether no column has a value.
func (r *Row) Empty() bool {
	for _, v := range r.values {
		if Clean(v) != "" {
			return false
		}
	}
	return true
}

// EachRow reads rows one after the other; it holds one in memory, and the
// row is valid only during the call. A row that cannot be taken apart is
// reported and left out. do returns an error to stop.
func EachRow(f File, o CSVOptions, report func(diag.Diagnostic), do func(*Row) error) error {
	row := Row{header: &header{index: map[string]int{}}}
	named := false
	return EachRecord(f, o, report, func(at diag.Position, values []string) error {
		row.At = at
		if !named {
			named = true
			row.name(values, report)
			return nil
		}
		row.Number++
		row.values = values
		if row.Empty() {
			return nil
		}
		if len(values) > len(row.header.names) {
			report(diag.Diagnostic{Severity: diag.Warning, Code: "import/columns", Position: at,
				Message: fmt.Sprintf("the row has %d values, but there are %d columns", len(values), len(row.header.names)),
				Remedy:  "what is too much was left out; put values that hold the separator between quotes"})
		}
		return do(&row)
	})
}

// EachRecord is EachRow for files whose columns have no names in the first
// line: it hands on the values as they are.
func EachRecord(f File, o CSVOptions, report func(diag.Diagnostic), do func(at diag.Position, values []string) error) error {
	lines := newLineReader(f.Reader)
	in := bufio.NewReaderSize(lines, 64<<10)
	if start, _ := in.Peek(len(bom)); bytes.Equal(start, bom) {
		_, _ = in.Discard(len(bom))
	}
	for range o.Skip {
		if _, err := in.ReadString('\n'); err != nil {
			break
		}
	}
	c := csv.NewReader(in)
	c.ReuseRecord, c.FieldsPerRecord = true, -1
	if c.Comma = o.Separator; c.Comma == 0 {
		first, _ := in.Peek(16 << 10)
		c.Comma = separator(first)
	}
	for n := 0; ; n++ {
		record, err := c.Read()
		lines.at(c.InputOffset())
		switch problem, wrong := errors.AsType[*csv.ParseError](err); {
		case err == io.EOF:
			if n == 0 {
				report(diag.Diagnostic{Code: "import/empty", Position: diag.Position{File: f.Name}, Message: "the file is empty", Remedy: "its first line names the columns"})
			}
			return nil
		case wrong:
			report(diag.Diagnostic{Code: "import/syntax", Position: diag.Position{File: f.Name, Line: problem.Line + o.Skip, Column: problem.Column},
				Message: "the row cannot be taken apart: " + problem.Err.Error(), Remedy: "the row was left out; check its quotes"})
			continue
		case errors.Is(err, errTooLong):
			report(diag.Diagnostic{Code: "import/too-long", Position: diag.Position{File: f.Name}, Message: err.Error(), Remedy: "what follows was not read; check the quotes"})
			return nil
		case err != nil:
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		line, _ := c.FieldPos(0)
		if err := do(diag.Position{File: f.Name, Line: line + o.Skip}, record); errors.Is(err, ErrStop) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// name takes the names of the columns.
func (r *Row) name(record []string, report func(diag.Diagnostic)) {
	for i, n := range record {
		n = Clean(n)
		r.header.names = append(r.header.names, n)
		key := strings.ToLower(n)
		if _, twice := r.header.index[key]; twice && n != "" {
			report(diag.Diagnostic{Severity: diag.Warning, Code: "import/columns", Position: r.At, Message: "there are two columns " + n, Remedy: "the first counts"})
			continue
		}
		r.header.index[key] = i
	}
}

// separator is the character of which the first line has most.
func separator(text []byte) rune {
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	best, most := ',', 0
	for _, c := range ",;\t|" {
		if n := strings.Count(string(text), string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}
