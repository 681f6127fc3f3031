// SPDX-License-Identifier: Apache-2.0

// Package loss keeps the list of what a writer of SBOMs could not say in its
// format, and makes the values that a format demands and a document need not
// have: identifiers and times, without a clock and without chance.
package loss

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// The codes of the diagnostics.
const (
	CodeLost     = "convert/lost"     // it is not in what was written, or only where nobody looks for it
	CodeChanged  = "convert/changed"  // it is there in another form
	CodeInvented = "convert/invented" // the format demands what the document does not say
)

// places is how many places one diagnostic names.
const places = 3

// Log collects losses: one diagnostic for each kind of them, with the count
// and the first places.
type Log struct {
	doc    *sbom.Document
	target string
	index  map[kind]int
	kinds  []entry
}

type kind struct{ code, what, why string }

type entry struct {
	kind
	count  int
	places int // nodes that it is said of, one after the other
	last   sbom.ID
	first  []sbom.ID
}

// New returns an empty log for writing the document as the target, such as
// "SPDX 2.3".
func New(doc *sbom.Document, target string) *Log {
	return &Log{doc: doc, target: target, index: map[kind]int{}}
}

// Lost notes one thing that is lost, at a node or, with [sbom.None], at the
// document. What names the kind of thing in the plural; why is empty when the
// target has no place for it.
func (l *Log) Lost(at sbom.ID, what, why string) { l.add(CodeLost, at, what, why) }

// Changed notes one thing that is written in another form, which how says.
func (l *Log) Changed(at sbom.ID, what, how string) { l.add(CodeChanged, at, what, how) }

// Invented notes one thing that the target demands and the document lacks;
// how says what is written.
func (l *Log) Invented(at sbom.ID, what, how string) { l.add(CodeInvented, at, what, how) }

func (l *Log) add(code string, at sbom.ID, what, why string) {
	k := kind{code, what, why}
	i, ok := l.index[k]
	if !ok {
		i = len(l.kinds)
		l.index[k] = i
		l.kinds = append(l.kinds, entry{kind: k})
	}
	e := &l.kinds[i]
	if e.count++; e.places > 0 && e.last == at {
		return
	}
	e.places++
	e.last = at
	if len(e.first) < places && !slices.Contains(e.first, at) {
		e.first = append(e.first, at)
	}
}

// List returns the losses in order, and with them what the reader of the
// document said that the model does not hold.
func (l *Log) List() diag.List {
	var out diag.List
	if l.doc.Cut {
		out.Add(diag.Diagnostic{Severity: diag.Warning, Code: CodeLost, Position: diag.Position{File: l.doc.File},
			Message: "the source breaks off before its end; what followed is lost"})
	}
	for _, e := range l.kinds {
		out.Add(l.diagnostic(e))
	}
	for _, d := range l.doc.Diagnostics {
		if strings.HasSuffix(d.Code, "/not-kept") || d.Code == "sbom/relation-not-kept" || d.Code == "sbom/several-roots" {
			out.Add(d)
		}
	}
	out.Sort()
	return out
}

func (l *Log) diagnostic(e entry) diag.Diagnostic {
	d := diag.Diagnostic{Severity: diag.Warning, Code: e.code, Position: l.doc.Position(e.first[0])}
	switch e.code {
	case CodeLost:
		d.Message = fmt.Sprintf("%s: %d lost; ", e.what, e.count)
		if e.why == "" {
			d.Message += l.target + " has no place for them"
		}
	case CodeChanged:
		d.Severity = diag.Info
		d.Message = fmt.Sprintf("%s: %d in another form; ", e.what, e.count)
	case CodeInvented:
		d.Message = fmt.Sprintf("%s: %d not stated, but demanded by %s; ", e.what, e.count, l.target)
	}
	d.Message += e.why
	if at := l.places(e); at != "" {
		d.Message += " (" + at + ")"
	}
	return d
}

// places names the first places when there are several.
func (l *Log) places(e entry) string {
	if e.places == 1 {
		return ""
	}
	var names []string
	for _, id := range e.first {
		if p := l.doc.Pointer(id); p != "" {
			names = append(names, p)
		}
	}
	if len(names) < 2 {
		return ""
	}
	s := "at " + strings.Join(names, ", ")
	if more := e.places - len(names); more > 0 {
		s += fmt.Sprintf(" and %d more", more)
	}
	return s
}
