// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/kedja/kedja/diag"
)

// Offset returns where the last token or value began.
func (s *Scanner) Offset() int64 { return s.start }

// Line returns the line of the last token or value.
func (s *Scanner) Line() int32 { return int32(s.Source.Line(s.start)) }

// Pointer returns the JSON pointer of the last value, of the object or array
// that was just entered or left, or of the member that was announced.
func (s *Scanner) Pointer() string { return string(s.dec.StackPointer()) }

// Here returns the position of the last token or value.
func (s *Scanner) Here() diag.Position { return s.Place(s.Pointer(), s.start) }

// Place returns the position of the pointer at the offset.
func (s *Scanner) Place(pointer string, offset int64) diag.Position {
	return diag.Position{File: s.File, Pointer: pointer, Line: s.Source.Line(offset)}
}

// Note adds a diagnostic about the last value.
func (s *Scanner) Note(sev diag.Severity, code, remedy, format string, args ...any) {
	s.NoteFrom(s.start, sev, code, remedy, format, args...)
}

// NoteFrom adds a diagnostic about the object that was just left and that
// began at the offset. After a failure nothing is noted: what is missing is
// missing because of it.
func (s *Scanner) NoteFrom(offset int64, sev diag.Severity, code, remedy, format string, args ...any) {
	if s.failure == nil && s.room(sev, code) {
		s.list.Add(diag.Diagnostic{
			Severity: sev, Code: code, Position: s.Place(s.Pointer(), offset),
			Message: fmt.Sprintf(format, args...), Remedy: remedy,
		})
	}
}

// NoteAt adds a diagnostic about a given place.
func (s *Scanner) NoteAt(sev diag.Severity, at diag.Position, code, remedy, format string, args ...any) {
	if s.room(sev, code) {
		s.list.Add(diag.Diagnostic{
			Severity: sev, Code: code, Position: at,
			Message: fmt.Sprintf(format, args...), Remedy: remedy,
		})
	}
}

// Failure returns what ended the reading before the end, or nil, and whether
// it was a limit.
func (s *Scanner) Failure() (d *diag.Diagnostic, limit bool) { return s.failure, s.limited }

// Limit ends the reading because a limit was reached.
func (s *Scanner) Limit(what string, limit int) {
	if s.failure != nil {
		return
	}
	s.limited = true
	s.failure = &diag.Diagnostic{
		Severity: diag.Error, Code: "sbom/limit", Position: s.place(),
		Message: fmt.Sprintf("over the limit: %s is more than %d", what, limit),
		Remedy:  "raise the limit in the options if the file is to be trusted",
	}
}

// place is Here with a pointer that a person can read: a file of 100 000
// brackets has a pointer of 100 000 steps.
func (s *Scanner) place() diag.Position {
	at := s.Here()
	at.Pointer = shorten(at.Pointer)
	return at
}

const maxPointer = 200

func shorten(pointer string) string {
	if len(pointer) <= maxPointer {
		return pointer
	}
	cut := strings.LastIndexByte(pointer[:maxPointer], '/')
	if cut <= 0 {
		cut = 0
	}
	return pointer[:cut]
}

// fail ends the reading because of the decoder's error.
func (s *Scanner) fail(err error) {
	if s.failure != nil {
		return
	}
	at, text := s.place(), strings.TrimPrefix(err.Error(), "jsontext: ")
	if e, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		at = s.Place(shorten(string(e.JSONPointer)), e.ByteOffset)
		text = strings.TrimPrefix(e.Err.Error(), "jsontext: ")
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		text = "the text ends in the middle"
	}
	s.failure = &diag.Diagnostic{
		Severity: diag.Error, Code: "json/syntax", Position: at,
		Message: "not valid JSON: " + text + "; nothing after this place is read",
		Remedy:  "get the complete file from its producer",
	}
}
