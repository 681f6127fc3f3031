// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"bytes"

	"github.com/kedja/kedja/sbom/internal/scan"
)

// chomp says what happens to the line feeds at the end of a block scalar.
type chomp uint8

const (
	clipEnd  chomp = iota // one stays
	stripEnd              // none stays
	keepEnd               // all stay
)

// literal reads a block scalar, of which the sign stands at the cursor.
func (y *yamlText) literal(folded bool) error {
	from, line := len(y.text), y.line
	parent, indent, end := y.parent(), -1, clipEnd
	for y.col++; y.col < len(y.cur); y.col++ {
		switch c := y.cur[y.col]; {
		case c == '-':
			end = stripEnd
			continue
		case c == '+':
			end = keepEnd
			continue
		case c >= '1' && c <= '9':
			indent = max(parent, 0) + int(c-'0')
			continue
		}
		break
	}
	if !y.rest() {
		return y.syntax("%q follows the sign of a block scalar", clip(y.cur[y.col:]))
	}
	if err := y.blockLines(folded, parent, indent, end); err != nil {
		return err
	}
	y.put(scan.KindString, from, line)
	y.filled()
	return nil
}

// blockLines appends the lines of a block scalar. Without an indent, -1, its
// first line with text sets it.
func (y *yamlText) blockLines(folded bool, parent, indent int, end chomp) error {
	blank, first, deeper := 0, true, false
	for {
		next, ok := y.peek()
		if !ok {
			break
		}
		spaces := len(next) - len(bytes.TrimLeft(next, " "))
		if spaces == len(next) && (indent < 0 || spaces <= indent) {
			blank++
			y.advance()
			continue
		}
		if indent < 0 {
			if spaces <= parent {
				break
			}
			indent = spaces
		}
		if spaces < indent {
			break
		}
		text := next[indent:]
		more := text[0] == ' ' || text[0] == '\t'
		switch {
		case first:
		case folded && !more && !deeper && blank == 0:
			y.text = append(y.text, ' ')
		case !folded || more || deeper:
			blank++
		}
		y.text = append(y.text, bytes.Repeat([]byte{'\n'}, blank)...)
		y.text = append(y.text, text...)
		blank, first, deeper = 0, false, more
		if y.advance(); len(y.text) > y.limit {
			return y.long()
		}
	}
	switch {
	case end == keepEnd && first:
		y.text = append(y.text, bytes.Repeat([]byte{'\n'}, blank)...)
	case end == keepEnd:
		y.text = append(y.text, bytes.Repeat([]byte{'\n'}, blank+1)...)
	case end == clipEnd && !first:
		y.text = append(y.text, '\n')
	}
	return y.lines.err
}
