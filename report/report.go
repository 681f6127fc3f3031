// SPDX-License-Identifier: Apache-2.0

// Package report writes a result for its readers: as text for people, as JSON
// for programs.
//
// A report is a function of the [result.Assessment] and nothing else: no
// clock, no environment, no terminal is asked. Equal results give equal
// bytes. [Formats] is the table of all of them.
package report

import (
	"io"

	"github.com/kedja/kedja/report/html"
	"github.com/kedja/kedja/result"
)

// Options say how a report for people looks. The zero value is the default.
type Options struct {
	Width int  // cells in a line; 0 is 100, less than 40 is 40
	Color bool // ANSI colours, for terminals only
	// Full shows every row; by default lists are cut after the first few, and
	// say how many more there are.
	Full bool
	// ShowSuppressed shows waived findings too.
	ShowSuppressed bool
	// Explain answers why for a finding's id or the path of a number; the
	// page links to what it says. Nil explains nothing. Package gate has it.
	Explain func(id string) (result.Explanation, bool)
}

// Format is one way to write a result.
type Format struct {
	Name      string // as in -o NAME
	Title     string // what it is for, in a few words
	MediaType string
	Extension string // of files, with the dot
	Render    func(io.Writer, *result.Assessment, Options) error
}

// Formats lists the formats, the default first. Nothing changes it.
var Formats = []Format{
	{"text", "for people, on a terminal", "text/plain; charset=utf-8", ".txt", Text},
	{"json", "everything, for programs and to be read back", "application/json", ".json",
		func(w io.Writer, a *result.Assessment, _ Options) error { return JSON(w, a) }},
	{"html", "one page to look at, with nothing outside of it", "text/html; charset=utf-8", ".html",
		func(w io.Writer, a *result.Assessment, o Options) error {
			return html.Render(w, a, html.Options{Explain: o.Explain})
		}},
	{"markdown", "for a pull request or a note in a file", "text/markdown; charset=utf-8", ".md", Markdown},
}

// Find returns the format of the name.
func Find(name string) (Format, bool) {
	for _, f := range Formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// JSON writes the result as it is stored; [result.Decode] reads it back
// without loss.
func JSON(w io.Writer, a *result.Assessment) error { return result.Encode(w, a) }
