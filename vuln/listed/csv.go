// SPDX-License-Identifier: Apache-2.0

package listed

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
)

// table reads a file of rows: EPSS, whose rows are many and plain, or a list.
func (d *reader) table(r *bufio.Reader) error {
	first := 1 // line that the heading stands in
	comment := ""
	for {
		start, err := r.Peek(1)
		if err != nil && err != io.EOF {
			return err
		}
		if len(start) == 0 || start[0] != '#' {
			break
		}
		line, err := readLine(r)
		if err != nil {
			return err
		}
		comment += string(line)
		first++
	}
	// Peek gives at most what the buffer holds, which is more than a heading.
	start, err := r.Peek(maxHeading)
	if err != nil && err != io.EOF {
		return err
	}
	heading, _, _ := strings.Cut(string(start), "\n")
	columns := strings.Split(strings.ToLower(strings.TrimSpace(heading)), ",")
	for i, c := range columns {
		columns[i] = key(c)
	}
	if slices.Contains(columns, "cve") && slices.Contains(columns, "epss") {
		return d.epss(r, first, comment)
	}
	return d.rowsOf(r, first)
}

const maxHeading = 4 << 10

// readLine returns the next line without its end; one that is longer than any
// line of a table is an error.
func readLine(r *bufio.Reader) ([]byte, error) {
	line, err := r.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		return nil, errors.New("a line has more than 64 KiB; this is no table of scores")
	}
	if err == io.EOF && len(line) > 0 {
		err = nil
	}
	for len(line) > 0 && (line[len(line)-1] == '\n' || line[len(line)-1] == '\r') {
		line = line[:len(line)-1]
	}
	return line, err
}

// rowsOf reads a list as a table.
func (d *reader) rowsOf(r *bufio.Reader, first int) error {
	c := csv.NewReader(r)
	c.FieldsPerRecord = -1
	c.LazyQuotes = true
	if heading, _ := r.Peek(maxHeading); strings.Count(firstLine(heading), ";") > strings.Count(firstLine(heading), ",") {
		c.Comma = ';' // as spreadsheets of half of Europe write it
	}
	heading, err := c.Read()
	if _, ok := errors.AsType[*csv.ParseError](err); ok || err == io.EOF {
		return d.unknown("the file has no heading", whichFiles)
	}
	if err != nil {
		return err
	}
	columns := make([]string, len(heading))
	for i, h := range heading {
		columns[i] = key(h)
	}
	if err := d.tableFormat(columns, heading, first); err != nil {
		return err
	}
	for {
		record, err := c.Read()
		if err == io.EOF {
			return nil
		}
		d.rows++
		if e, ok := errors.AsType[*csv.ParseError](err); ok {
			d.file.lost++
			d.add(diag.Error, "listed/syntax", diag.Position{File: d.file.name, Line: e.Line + first - 1, Column: e.Column}, e.Err.Error(), "put a text with quotes or line ends in quotes")
			continue
		}
		if err != nil {
			return err
		}
		line, column := c.FieldPos(0)
		if strings.TrimSpace(strings.Join(record, "")) == "" {
			continue // as spreadsheets leave below a table
		}
		row := row{at: diag.Position{File: d.file.name, Line: line + first - 1, Column: column}, fields: map[string]field{}}
		if len(record) > len(columns) {
			d.warn("listed/columns", row.at, "the row has %d fields, the heading %d", len(record), len(columns))
		}
		for i, text := range record[:min(len(record), len(columns))] {
			line, column := c.FieldPos(i)
			row.fields[columns[i]] = field{text: strings.TrimSpace(text), at: diag.Position{File: d.file.name, Line: line + first - 1, Column: column}}
		}
		d.entry(row)
	}
}

func firstLine(b []byte) string {
	line, _, _ := strings.Cut(string(b), "\n")
	return line
}

// tableFormat tells whose list a table is by its columns.
func (d *reader) tableFormat(columns, heading []string, line int) error {
	has := func(name string) bool { return slices.Contains(columns, name) }
	switch {
	case has("cveid") && (has("euvdid") || has("originsource")):
		d.file.format, d.file.list = EU, EU
	case has("cveid") && has("requiredaction") && has("duedate"):
		d.file.format, d.file.list = CISA, CISA
	case slices.ContainsFunc(idFields, has):
		d.file.format, d.file.list = Table, listName(d.file.name)
	default:
		return diag.Diagnostic{Code: "listed/unknown-format", Position: diag.Position{File: d.file.name, Line: line, Column: 1},
			Message: fmt.Sprintf("the heading %q has no column of CVE ids", short(strings.Join(heading, ","))), Remedy: "name the column cve; " + whichFiles}
	}
	return nil
}
