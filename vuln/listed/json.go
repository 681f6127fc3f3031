// SPDX-License-Identifier: Apache-2.0

package listed

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/kedja/kedja/diag"
)

// document walks a JSON file once and knows where it is.
type document struct {
	file string
	data []byte
	dec  *jsontext.Decoder
	line int // of the offset below
	from int // offset where that line begins
	upTo int // offset up to which lines are counted
}

// at is the position of an offset, which only grows from call to call.
func (j *document) at(offset int, pointer jsontext.Pointer) diag.Position {
	for j.upTo < offset {
		if j.data[j.upTo] == '\n' {
			j.line++
			j.from = j.upTo + 1
		}
		j.upTo++
	}
	return diag.Position{File: j.file, Pointer: string(pointer), Line: j.line, Column: offset - j.from + 1}
}

// next is the position of the token that comes next.
func (j *document) next(pointer jsontext.Pointer) diag.Position {
	offset := int(j.dec.InputOffset())
	for offset < len(j.data) && strings.IndexByte(" \t\r\n:,", j.data[offset]) >= 0 {
		offset++
	}
	return j.at(offset, pointer)
}

// json reads a list in JSON: an array of records, or an object that has it
// under vulnerabilities (CISA) or items (EUVD).
func (d *reader) json(data []byte) error {
	j := &document{file: d.file.name, data: data, line: 1,
		dec: jsontext.NewDecoder(bytes.NewBuffer(data), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))}
	err := d.document(j)
	if err == nil {
		if _, err = j.dec.ReadToken(); err == io.EOF {
			return nil
		}
	}
	if err == nil {
		err = errors.New("something follows the list")
	}
	if _, ok := errors.AsType[diag.Diagnostic](err); ok {
		return err
	}
	at := j.at(min(max(int(j.dec.InputOffset()), j.upTo), len(data)), j.dec.StackPointer())
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return diag.Diagnostic{Code: "listed/torn", Position: at, Message: "the file is torn: it ends in the middle", Remedy: "fetch it again"}
	}
	message := err.Error()
	if syntax, ok := errors.AsType[*jsontext.SyntacticError](err); ok && syntax.Err != nil {
		message = syntax.Err.Error()
	}
	return diag.Diagnostic{Code: "listed/syntax", Position: at, Message: "not valid JSON: " + message, Remedy: "fetch the file again"}
}

func (d *reader) document(j *document) error {
	if j.dec.PeekKind() == '[' {
		return d.records(j)
	}
	if _, err := j.dec.ReadToken(); err != nil {
		return err
	}
	count, found, version := -1, false, ""
	for j.dec.PeekKind() != '}' {
		name, err := j.dec.ReadToken()
		if err != nil {
			return err
		}
		switch member := name.String(); {
		case (member == "vulnerabilities" || member == "items") && j.dec.PeekKind() == '[':
			found = true
			if err := d.records(j); err != nil {
				return err
			}
		default:
			value, err := j.dec.ReadValue()
			if err != nil {
				return err
			}
			text := scalar(value)
			switch member {
			case "count":
				if n, err := strconv.Atoi(text); err == nil {
					count = n
				}
			case "dateReleased":
				d.file.released, _ = parseDate(text)
			case "catalogVersion": // a date as well: 2026.08.01
				version, _ = parseDate(strings.ReplaceAll(text, ".", "-"))
			}
		}
	}
	if _, err := j.dec.ReadToken(); err != nil {
		return err
	}
	if !found {
		return d.unknown("the JSON has no list of vulnerabilities", whichFiles)
	}
	d.file.released = cmp.Or(d.file.released, version)
	if count >= 0 && d.file.format == CISA && count != d.rows {
		d.file.lost += max(0, count-d.rows)
		d.warn("listed/count", diag.Position{File: d.file.name, Pointer: "/count"}, "the catalog says that it has %d entries, but %d are there", count, d.rows)
	}
	return nil
}

// records reads the array of records; the first that says so tells the format.
func (d *reader) records(j *document) error {
	if _, err := j.dec.ReadToken(); err != nil {
		return err
	}
	for j.dec.PeekKind() != ']' {
		if j.dec.PeekKind() != '{' {
			at := j.next("")
			if _, err := j.dec.ReadValue(); err != nil {
				return err
			}
			at.Pointer = string(j.dec.StackPointer())
			d.file.lost++
			d.add(diag.Error, "listed/bad-record", at, "the entry is not an object", "")
			d.rows++
			continue
		}
		r, err := j.record()
		if err != nil {
			return err
		}
		d.rows++
		if d.file.format == "" {
			if err := d.jsonFormat(r); err != nil {
				return err
			}
		}
		d.entry(r)
	}
	_, err := j.dec.ReadToken()
	if err == nil && d.file.format == "" {
		// An empty list does not say whose it is.
		d.file.format, d.file.list = CISA, CISA
	}
	return err
}

// jsonFormat tells whose list it is by the fields of a record.
func (d *reader) jsonFormat(r row) error {
	has := func(name string) bool { _, ok := r.fields[name]; return ok }
	switch {
	case has("cveid") && (has("euvdid") || has("originsource")):
		d.file.format = EU
	case has("cveid"):
		d.file.format = CISA
	case has("aliases") && (has("exploitedsince") || has("assigner")):
		d.file.format = EUVD
	case has("epss"):
		return d.unknown("this is EPSS in JSON", "give the table (epss_scores-….csv.gz) instead")
	default:
		return d.unknown(fmt.Sprintf("line %d: the records have neither cveID nor aliases and exploitedSince", r.at.Line), whichFiles)
	}
	d.file.list = d.file.format
	return nil
}

// record reads one object. Values that are lists of texts are joined; objects
// within are passed over.
func (j *document) record() (row, error) {
	r := row{fields: map[string]field{}}
	at := j.next("")
	if _, err := j.dec.ReadToken(); err != nil {
		return r, err
	}
	at.Pointer = string(j.dec.StackPointer())
	r.at = at
	for j.dec.PeekKind() != '}' {
		name, err := j.dec.ReadToken()
		if err != nil {
			return r, err
		}
		member := name.String()
		where := j.next(j.dec.StackPointer())
		value, err := j.dec.ReadValue()
		if err != nil {
			return r, err
		}
		r.fields[key(member)] = field{text: scalar(value), at: where}
	}
	_, err := j.dec.ReadToken()
	return r, err
}

// scalar is a value as text: a list of scalars joined, nothing for null and
// objects.
func scalar(v jsontext.Value) string {
	switch v.Kind() {
	case '"':
		text, err := jsontext.AppendUnquote(nil, v)
		if err != nil {
			return ""
		}
		return strings.TrimSpace(strings.ToValidUTF8(string(text), "\uFFFD"))
	case '0', 't', 'f':
		return string(v)
	case '[':
		dec := jsontext.NewDecoder(bytes.NewBuffer(v), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
		var parts []string
		if _, err := dec.ReadToken(); err != nil {
			return ""
		}
		for dec.PeekKind() != ']' {
			e, err := dec.ReadValue()
			if err != nil {
				break
			}
			if e.Kind() != '[' {
				parts = append(parts, scalar(e))
			}
		}
		return strings.Join(parts, ", ")
	}
	return ""
}
