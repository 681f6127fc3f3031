// SPDX-License-Identifier: Apache-2.0

package importer

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/kedja/kedja/diag"
)

// EachJSON reads the records of a file of any of the forms in which data sets
// are published: a list of objects, objects one a line, objects one after the
// other, or one object around lists. It holds one record in memory.
//
// wrappers names the fields of such an outer object that hold the records; a
// field that holds a single object counts as a list of one. Empty means that
// an outer object is a record itself.
//
// A line that is no JSON is reported and left out; within other forms nothing
// can be read after a mistake, and what came before it is kept. do returns an
// error to stop.
func EachJSON(f File, wrappers []string, report func(diag.Diagnostic), do func(at diag.Position, raw json.RawMessage) error) error {
	j := &jsonRecords{name: f.Name, wrappers: wrappers, report: report, do: do}
	in := bufio.NewReaderSize(f.Reader, 64<<10)
	if start, _ := in.Peek(len(bom)); bytes.Equal(start, bom) {
		_, _ = in.Discard(len(bom))
	}
	c, skipped, err := firstByte(in)
	switch {
	case err == io.EOF:
		j.wrong(diag.Position{File: f.Name}, "import/empty", "the file is empty", "check that it was downloaded whole")
		return nil
	case err != nil:
		return fmt.Errorf("%s: %w", f.Name, err)
	case c == '{' && len(wrappers) == 0:
		err = j.lines(in, skipped)
	default:
		err = j.stream(in, skipped)
	}
	if errors.Is(err, ErrStop) {
		return nil
	}
	return err
}

// firstByte looks at the first byte that is no space and counts the lines
// before it.
func firstByte(in *bufio.Reader) (c byte, lines int, err error) {
	for {
		if c, err = in.ReadByte(); err != nil {
			return 0, lines, err
		}
		switch c {
		case '\n':
			lines++
		case ' ', '\t', '\r':
		default:
			return c, lines, in.UnreadByte()
		}
	}
}

type jsonRecords struct {
	name     string
	wrappers []string
	report   func(diag.Diagnostic)
	do       func(diag.Position, json.RawMessage) error
}

func (j *jsonRecords) wrong(at diag.Position, code, message, remedy string) {
	j.report(diag.Diagnostic{Code: code, Position: at, Message: message, Remedy: remedy})
}

// lines reads objects one a line. Where the first line is no whole object the
// file is in another form.
func (j *jsonRecords) lines(in *bufio.Reader, line int) error {
	for first := true; ; first = false {
		text, err := readLine(in)
		line++
		if err != nil && err != io.EOF {
			if errors.Is(err, errTooLong) {
				j.wrong(diag.Position{File: j.name, Line: line}, "import/too-long", err.Error(), "the rest of the file was not read")
				return nil
			}
			return fmt.Errorf("%s: %w", j.name, err)
		}
		at := diag.Position{File: j.name, Line: line}
		switch raw := bytes.TrimSpace(text); {
		case len(raw) == 0:
		case json.Valid(raw):
			if err := j.do(at, raw); err != nil {
				return err
			}
		case first:
			return j.stream(io.MultiReader(bytes.NewReader(text), in), line-1)
		default:
			j.wrong(at, "import/syntax", "the line is no JSON object", "the line was left out; correct it")
		}
		if err == io.EOF {
			return nil
		}
	}
}

func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		line = append(line, part...)
		if err != bufio.ErrBufferFull {
			return line, err
		}
		if len(line) > MaxRecord {
			return nil, errTooLong
		}
	}
}

// stream reads values one after the other, and lists item by item.
func (j *jsonRecords) stream(in io.Reader, before int) error {
	lines := newLineReader(in)
	lines.line += before
	s := &jsonStream{jsonRecords: j, lines: lines, d: json.NewDecoder(lines)}
	s.d.UseNumber()
	for n := 0; ; n++ {
		err := s.value(n)
		if err == io.EOF {
			return nil
		}
		if stop, ok := errors.AsType[stopped](err); ok {
			return stop.error
		}
		if err != nil {
			return s.failed(err)
		}
	}
}

type jsonStream struct {
	*jsonRecords
	lines *lineReader
	d     *json.Decoder
}

// stopped is an error that the caller's function returned.
type stopped struct{ error }

// failed reports a mistake in the JSON; trouble with reading is an error.
func (s *jsonStream) failed(err error) error {
	at := diag.Position{File: s.name, Line: s.lines.at(s.d.InputOffset())}
	syntax, isSyntax := errors.AsType[*json.SyntaxError](err)
	switch {
	case isSyntax:
		at.Line = max(at.Line, s.lines.at(syntax.Offset))
		s.wrong(at, "import/syntax", "the file is no JSON from here: "+syntax.Error(), "what follows was not read; check that the file is whole")
	case errors.Is(err, io.ErrUnexpectedEOF), err == io.EOF:
		s.wrong(at, "import/truncated", "the file ends in the middle of a value", "what came before was read; get the file again")
	case errors.Is(err, errTooLong):
		s.wrong(at, "import/too-long", err.Error(), "what follows was not read")
	default:
		return fmt.Errorf("%s: %w", s.name, err)
	}
	return nil
}

// value reads one value at the top: the n-th.
func (s *jsonStream) value(n int) error {
	token, err := s.d.Token()
	if err != nil {
		return err // io.EOF behind the last
	}
	pointer := ""
	if n > 0 {
		pointer = "#" + strconv.Itoa(n)
	}
	if token == json.Delim('{') && len(s.wrappers) > 0 {
		return unexpected(s.object(pointer))
	}
	return unexpected(s.held(token, pointer))
}

// held hands on what stands where records are expected: the items of a list,
// or one value. Its first token has been read.
func (s *jsonStream) held(token json.Token, pointer string) error {
	switch token {
	case json.Delim('['):
		return s.list(pointer)
	case json.Delim('{'):
		return s.rest(pointer)
	}
	s.notAnObject(s.position(pointer, s.d.InputOffset()), "a single value")
	return nil
}

func (s *jsonStream) notAnObject(at diag.Position, got string) {
	s.wrong(at, "import/not-an-object", "an object is expected here, not "+got, "the value was left out")
}

func (s *jsonStream) position(pointer string, offset int64) diag.Position {
	return diag.Position{File: s.name, Pointer: pointer, Line: s.lines.at(offset)}
}

func (s *jsonStream) list(pointer string) error {
	for i := 0; s.d.More(); i++ {
		var raw json.RawMessage
		if err := s.d.Decode(&raw); err != nil {
			return err
		}
		at := s.position(pointer+"/"+strconv.Itoa(i), s.d.InputOffset()-int64(len(raw)))
		if err := s.hand(at, raw); err != nil {
			return err
		}
	}
	_, err := s.d.Token()
	return err
}

// rest reads the fields of an object of which the brace has been read.
func (s *jsonStream) rest(pointer string) error {
	at := s.position(pointer, s.d.InputOffset())
	raw := []byte{'{'}
	err := s.fields(func(key string) error {
		var value json.RawMessage
		if err := s.d.Decode(&value); err != nil {
			return err
		}
		raw = appendField(raw, key, value)
		return nil
	})
	if err != nil {
		return err
	}
	return s.hand(at, append(raw, '}'))
}

// object looks into an outer object for the fields that hold records. One
// that has none of them is a record itself.
func (s *jsonStream) object(pointer string) error {
	at := s.position(pointer, s.d.InputOffset())
	raw, wraps := []byte{'{'}, false
	err := s.fields(func(key string) error {
		if slices.Contains(s.wrappers, key) {
			raw, wraps = nil, true
			token, err := s.d.Token()
			if err != nil {
				return err
			}
			return s.held(token, pointer+"/"+key)
		}
		var value json.RawMessage
		err := s.d.Decode(&value)
		s.lines.at(s.d.InputOffset())
		if raw = appendField(raw, key, value); wraps || err != nil {
			raw = nil
		}
		return err
	})
	if err != nil || wraps {
		return err
	}
	return s.hand(at, append(raw, '}'))
}

func appendField(raw []byte, key string, value []byte) []byte {
	if len(raw) > 1 {
		raw = append(raw, ',')
	}
	name, err := json.Marshal(key)
	if err != nil { // a string always encodes
		return raw
	}
	return append(append(append(raw, name...), ':'), value...)
}

func (s *jsonStream) fields(do func(key string) error) error {
	for s.d.More() {
		key, err := s.d.Token()
		if err != nil {
			return err
		}
		if err := do(fmt.Sprint(key)); err != nil {
			return err
		}
	}
	_, err := s.d.Token()
	return err
}

// hand gives one record to the caller.
func (s *jsonStream) hand(at diag.Position, raw []byte) error {
	if c := bytes.TrimSpace(raw); len(c) == 0 || c[0] != '{' {
		s.notAnObject(at, what(c))
		return nil
	}
	if err := s.do(at, raw); err != nil {
		return stopped{err}
	}
	return nil
}

// unexpected turns the end of input inside a value into what it is.
func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

func what(raw []byte) string {
	switch {
	case len(raw) == 0, raw[0] == 'n':
		return "null"
	case raw[0] == '[':
		return "a list"
	}
	return "a single value"
}
