// SPDX-License-Identifier: Apache-2.0

package report

import (
	"bufio"
	"io"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
)

// style is how a piece of text looks where colours are wanted: an ANSI SGR
// parameter.
type style string

const (
	plain  style = ""
	bold   style = "1"
	dim    style = "2"
	red    style = "1;31"
	yellow style = "33"
	cyan   style = "36"
	green  style = "32"
)

// span is a piece of text in one style. It is broken at spaces; a no-break
// space holds words together and is written as a space.
type span struct {
	style
	text string
}

// together keeps the words of a short text on one line.
func together(s string) string { return strings.ReplaceAll(s, " ", phrase.NBSP) }

// printer breaks lines. Everything it is given was cleaned before.
type printer struct {
	w     *bufio.Writer
	width int
	color bool
}

func newPrinter(w io.Writer, o Options) *printer {
	width := o.Width
	if width == 0 {
		width = 100
	}
	return &printer{bufio.NewWriter(w), max(width, 40), o.Color}
}

// head begins a section.
func (p *printer) head(title, note string) {
	p.w.WriteByte('\n')
	spans := []span{{bold, title}}
	if note != "" {
		spans = append(spans, span{dim, "· " + note})
	}
	p.para(0, 2, spans...)
}

// para writes text broken into lines; the first begins after indent cells,
// the others after hang: at most two fifths of the width in.
func (p *printer) para(indent, hang int, spans ...span) {
	indent, hang = min(indent, p.width*2/5), min(hang, p.width*2/5)
	p.w.WriteString(spaces(indent))
	p.flow(indent, hang, spans)
}

// item writes a label and, beginning in the column at, a text beside it: at
// most two fifths of the width in. A label that reaches into the column has a
// line of its own.
func (p *printer) item(indent, at int, label span, spans ...span) {
	at = min(at, p.width*2/5)
	p.w.WriteString(spaces(indent))
	p.write(label.style, label.text)
	used := indent + cells(label.text)
	if used+1 > at {
		p.w.WriteByte('\n')
		used = 0
	}
	p.w.WriteString(spaces(at - used))
	p.flow(at, at, spans)
}

// flow writes words from a column on, and a newline.
func (p *printer) flow(column, hang int, spans []span) {
	first := true
	for _, s := range spans {
		for word := range strings.FieldsFuncSeq(s.text, func(r rune) bool { return r == ' ' }) {
			n := cells(word)
			switch {
			case first:
			case column+1+n > p.width:
				p.w.WriteString("\n" + spaces(hang))
				column = hang
			default:
				p.w.WriteByte(' ')
				column++
			}
			p.write(s.style, word)
			column += n
			first = false
		}
	}
	p.w.WriteByte('\n')
}

func (p *printer) write(s style, text string) {
	text = inert(strings.ReplaceAll(text, phrase.NBSP, " "))
	if !p.color || s == plain {
		p.w.WriteString(text)
		return
	}
	p.w.WriteString("\x1b[" + string(s) + "m" + text + "\x1b[0m")
}

// commands are what CI services obey anywhere in a line of a log.
var commands = strings.NewReplacer("##[", "#\ufffd[", "##vso[", "#\ufffdvso[")

// inert keeps a word from being a command of a CI service: GitHub's runner
// obeys ::command:: at the beginning of a line, spaces aside, and where lines
// break nobody knows before.
func inert(word string) string {
	if rest, ok := strings.CutPrefix(word, "::"); ok {
		word = "\ufffd:" + rest
	}
	return commands.Replace(word)
}

func spaces(n int) string { return strings.Repeat(" ", max(n, 0)) }
