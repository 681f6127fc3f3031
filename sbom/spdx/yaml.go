// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// ReadYAML reads an SPDX 2 document in YAML; see [Read]. Of YAML 1.2 it
// understands what generators and people write: block and flow collections,
// every kind of scalar, comments. Anchors are passed over; aliases, which a
// document of a stranger could be blown up with, are not read.
func ReadYAML(in io.Reader, opts Options) (*sbom.Document, diag.List, error) {
	src := scan.Open(in, opts.Limits)
	tokens := newYAML(src, opts.Limits)
	b := scan.NewBuilder(src, tokens, scan.Options{File: opts.File, Limits: opts.Limits, Syntax: "yaml"})
	return newReader(b, "yaml").read()
}

// yamlText turns YAML into the tokens of the JSON that says the same. It
// reads line by line and keeps no more than the line, the open collections
// and one scalar.
type yamlText struct {
	*lines
	limit int // bytes of one scalar

	batch *scan.Batch
	text  []byte // of the tokens of the batch
	open  []yamlLevel
	col   int // of what comes next in the current line
	root  bool
	ended bool
}

// yamlLevel is an open block collection.
type yamlLevel struct {
	indent  int // column of its keys or hyphens
	list    bool
	waiting bool // a key or a hyphen stands without its value yet
}

const yamlTokens = 2048 // in one batch, roughly

func newYAML(src io.Reader, limits sbom.Limits) *yamlText {
	limit := limits.WithDefaults().StringBytes
	return &yamlText{lines: newLines(src, limit), limit: limit}
}

// Detached lets tokens be made beside the reader.
func (y *yamlText) Detached() {}

// Next implements [scan.Tokens].
func (y *yamlText) Next(b *scan.Batch) error {
	b.Tokens, b.Notes = b.Tokens[:0], b.Notes[:0]
	y.batch, y.text = b, y.text[:0]
	var err error
	for err == nil && !y.ended && len(b.Tokens) < yamlTokens {
		if y.advance() {
			err = y.block()
		} else if err = y.lines.err; err == nil {
			err = y.finish()
		}
	}
	b.Text = y.text
	switch {
	case err != nil && len(b.Tokens) > 0:
		y.lines.err = err // is met again
		return nil
	case err != nil:
		return err
	case len(b.Tokens) == 0:
		return io.EOF
	}
	return nil
}

// finish closes what is open at the end of the text.
func (y *yamlText) finish() error {
	y.ended = true
	if !y.root {
		return &scan.SyntaxError{Line: int(y.line), Text: "the text holds no value", Remedy: "give a document that describes packages"}
	}
	for len(y.open) > 0 {
		y.pop()
	}
	return nil
}

func (y *yamlText) syntax(format string, args ...any) error {
	return &scan.SyntaxError{Line: int(y.line), Text: fmt.Sprintf(format, args...)}
}

func (y *yamlText) note(sev diag.Severity, code, remedy, format string, args ...any) {
	y.batch.Notes = append(y.batch.Notes, diag.Diagnostic{
		Severity: sev, Code: code, Position: diag.Position{Line: int(y.line)},
		Message: fmt.Sprintf(format, args...), Remedy: remedy,
	})
}

func (y *yamlText) add(kind scan.Kind) {
	y.batch.Tokens = append(y.batch.Tokens, scan.Token{Line: y.line, Kind: kind})
}

// put adds a token of the text that was appended since from.
func (y *yamlText) put(kind scan.Kind, from int, line int32) {
	flags := uint8(0)
	if !utf8.Valid(y.text[from:]) {
		flags = notUTF8
		y.note(diag.Warning, "sbom/invalid-utf8", "have the producer write UTF-8", "the value is not valid UTF-8; what cannot be decoded is read as U+FFFD")
	}
	y.batch.Tokens = append(y.batch.Tokens, scan.Token{
		Off: uint32(from), Len: uint32(len(y.text) - from), Line: line, Kind: kind, Flags: flags})
}

// block reads the current line, and those that belong to a scalar which
// begins in it.
func (y *yamlText) block() error {
	y.col = 0
	for y.col < len(y.cur) && y.cur[y.col] == ' ' {
		y.col++
	}
	switch {
	case y.rest():
		return nil
	case y.cur[y.col] == '\t':
		return y.syntax("a tab stands where the line is to be indented with spaces")
	case y.col == 0 && y.cur[0] == '%' && !y.root:
		return nil
	case y.col == 0 && isMarker(y.cur, "..."):
		return y.finish()
	case y.col == 0 && isMarker(y.cur, "---"):
		if y.root {
			y.note(diag.Warning, "yaml/trailing-data", "give it as a file of its own", "a second document begins here; it is not read")
			return y.finish()
		}
		y.col = 3
		if y.space(); y.rest() {
			return nil
		}
	}
	y.close(y.col, isDash(y.cur[y.col:]))
	return y.content()
}

func isMarker(line []byte, marker string) bool {
	return bytes.HasPrefix(line, []byte(marker)) && (len(line) == 3 || line[3] == ' ' || line[3] == '\t')
}

func isDash(b []byte) bool {
	return b[0] == '-' && (len(b) == 1 || b[1] == ' ' || b[1] == '\t')
}

// space passes over white space within the line.
func (y *yamlText) space() {
	for y.col < len(y.cur) && (y.cur[y.col] == ' ' || y.cur[y.col] == '\t') {
		y.col++
	}
}

// rest reports whether nothing but white space and a comment is left.
func (y *yamlText) rest() bool {
	for i := y.col; i < len(y.cur); i++ {
		switch c := y.cur[i]; {
		case c == '#' && (i == 0 || y.cur[i-1] <= ' '):
			return true
		case c > ' ':
			return false
		}
	}
	return true
}

// close ends the collections that a line of the indentation is not in.
func (y *yamlText) close(indent int, dash bool) {
	for n := len(y.open); n > 0; n = len(y.open) {
		if top := y.open[n-1]; top.indent < indent || top.indent == indent && (!top.list || dash) {
			return
		}
		y.pop()
	}
}

func (y *yamlText) pop() {
	last := len(y.open) - 1
	top := y.open[last]
	if top.waiting {
		y.add(scan.KindNull)
	}
	y.open = y.open[:last]
	if top.list {
		y.add(scan.KindArrayEnd)
	} else {
		y.add(scan.KindObjectEnd)
	}
}

// content reads the nodes that begin in the line, from the outermost inwards:
// "- - key: value".
func (y *yamlText) content() error {
	for {
		start := y.col
		if isDash(y.cur[y.col:]) {
			if err := y.enter(start, true); err != nil {
				return err
			}
			y.col++
			if y.space(); y.rest() {
				return nil
			}
			continue
		}
		if y.cur[y.col] == '?' && (y.col+1 == len(y.cur) || y.cur[y.col+1] == ' ') {
			return y.syntax("keys after a question mark are not understood")
		}
		y.properties()
		if y.rest() {
			return nil
		}
		if !y.isKey() {
			return y.lone(start)
		}
		if err := y.enter(start, false); err != nil {
			return err
		}
		y.key()
		if y.space(); y.rest() {
			return nil
		}
		if y.properties(); y.rest() {
			return nil
		}
		return y.value()
	}
}

// enter begins an entry of the collection at the column, which is opened when
// it is new there.
func (y *yamlText) enter(column int, list bool) error {
	n := len(y.open)
	if n > 0 && y.open[n-1].indent == column && y.open[n-1].list == list {
		if y.open[n-1].waiting {
			y.add(scan.KindNull)
		}
		y.open[n-1].waiting = true
		return nil
	}
	if !y.room(column, list) {
		return y.syntax("the line is indented unlike anything it could belong to")
	}
	y.filled()
	kind := scan.KindObject
	if list {
		kind = scan.KindArray
	}
	y.add(kind)
	y.open = append(y.open, yamlLevel{indent: column, list: list, waiting: true})
	return nil
}

// room reports whether a value may begin at the column. A list may stand below
// its key without being indented.
func (y *yamlText) room(column int, list bool) bool {
	n := len(y.open)
	if n == 0 {
		return !y.root
	}
	top := y.open[n-1]
	return top.waiting && (column > top.indent || list && !top.list && column == top.indent)
}

// filled says that the value which was waited for is there.
func (y *yamlText) filled() {
	y.root = true
	if n := len(y.open); n > 0 {
		y.open[n-1].waiting = false
	}
}

// parent is the column that the lines of a scalar have to be to the right of.
func (y *yamlText) parent() int {
	if n := len(y.open); n > 0 {
		return y.open[n-1].indent
	}
	return -1
}

// lone reads a value that stands on a line of its own or after a hyphen.
func (y *yamlText) lone(column int) error {
	if !y.room(column, false) {
		return y.syntax("%q is neither a field nor an entry of a list", clip(y.cur[y.col:]))
	}
	return y.value()
}

// properties passes over anchors and tags.
func (y *yamlText) properties() {
	for y.col < len(y.cur) && (y.cur[y.col] == '&' || y.cur[y.col] == '!') {
		for y.col < len(y.cur) && y.cur[y.col] > ' ' {
			y.col++
		}
		y.space()
	}
}
