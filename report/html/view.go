// SPDX-License-Identifier: Apache-2.0

package html

import "github.com/kedja/kedja/report/internal/phrase"

// This file has the few shapes that all sections are made of. Templates
// know nothing of results, only of these.

// part is a piece of text in a cell or sentence. All text was cleaned.
type part struct {
	Text  string
	Href  string // an id on this page
	ID    string // an id that links lead to
	Class string
	Tag   string // an outcome, level or state: shown with its own shape
	Br    bool   // begins a line of its own
}

// cell is one cell of a table. Key is what the column is sorted by, where
// that is not the text.
type cell struct {
	Parts []part
	Key   string
	Num   bool
}

type column struct {
	Text string
	Num  bool
}

// table is a table with a caption; the first cell of each row is its header.
type table struct {
	ID      string
	Caption string
	Hide    bool // the caption repeats a heading: for those who cannot see it
	Cols    []column
	Rows    [][]cell
	Note    string // what is left out
}

// figure is a picture with the table behind it.
type figure struct {
	ID, Title, Desc string
	Lead            []part // what the picture says, in a sentence
	Bars            *bars
	Flow            *sankey
	Path            *controlPicture
	Table           table
	Note            string
}

// section is one that is made of texts, pictures and tables alone.
type section struct {
	Lead    string // what the page says of itself: the ends of scales
	Figures []figure
	Tables  []table
	Folded  []table
	Notes   [][]part
}

func plainText(s string) part       { return part{Text: s} }
func dim(s string) part             { return part{Text: s, Class: "dim"} }
func said(s string) part            { return part{Text: s, Class: "said"} } // by an input, a rule or a law; numbers in it are not of the result
func version(s string) part         { return part{Text: s, Class: "version"} }
func tag(kind, text string) part    { return part{Tag: kind, Text: text} }
func words(parts ...part) cell      { return cell{Parts: parts} }
func line(s string) cell            { return cell{Parts: []part{{Text: s}}} }
func num(p part, key string) cell   { return cell{Parts: []part{p}, Key: key, Num: true} }
func cols(names ...string) []column { return columns(names) }

// columns turns names into columns; a leading # marks numbers.
func columns(names []string) []column {
	out := make([]column, len(names))
	for i, n := range names {
		out[i].Text = n
		if n[0] == '#' {
			out[i] = column{n[1:], true}
		}
	}
	return out
}

// joined puts a separator between parts.
func joined(parts []part, sep string) []part {
	var out []part
	for i, p := range parts {
		if i > 0 {
			out = append(out, part{Text: sep})
		}
		out = append(out, p)
	}
	return out
}

// severityTag shows a severity or level; what is not on the scale is shown
// as it is.
func severityTag(severity string) part {
	switch severity {
	case "low", "moderate", "high", "critical":
		return tag("l-"+severity, severity)
	case "":
		return dim("not graded")
	}
	return part{Text: phrase.Clean(severity, phrase.MaxName)}
}

var outcomeWords = map[string]string{"fail": "Fail", "warn": "Warning", "unknown": "Unknown", "pass": "Pass"}

func outcomeTag(outcome string) part {
	if word := outcomeWords[outcome]; word != "" {
		return tag(outcome, word)
	}
	return part{Text: phrase.Clean(outcome, phrase.MaxName)}
}
