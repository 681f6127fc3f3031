// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"bytes"

	"github.com/kedja/kedja/sbom/internal/scan"
)

// flowLevel is an open collection in brackets or braces.
type flowLevel struct {
	list  bool
	named bool // braces: a name stands without its value yet
	comma bool // a comma or the end has to follow
}

// flow reads the collection in brackets or braces at the cursor, which may go
// over several lines.
func (y *yamlText) flow() error {
	start := y.line
	var open []flowLevel
	for {
		if err := y.flowSpace(start); err != nil {
			return err
		}
		var err error
		switch c := y.cur[y.col]; c {
		case '{', '[':
			if n := len(open); n > 0 {
				if err := y.flowValue(&open[n-1]); err != nil {
					return err
				}
			}
			y.add(scan.Kind(c))
			open = append(open, flowLevel{list: c == '['})
			y.col++
		case '}', ']':
			top := &open[len(open)-1]
			if top.list != (c == ']') {
				return y.syntax("%q closes what it did not open", c)
			}
			y.flowNull(top)
			y.add(scan.Kind(c))
			y.col++
			if open = open[:len(open)-1]; len(open) == 0 {
				return nil
			}
		case ',':
			top := &open[len(open)-1]
			if !top.comma && !top.named {
				return y.syntax("a comma without a value before it")
			}
			y.flowNull(top)
			top.comma = false
			y.col++
		default:
			err = y.flowScalar(&open[len(open)-1])
		}
		if err != nil {
			return err
		}
	}
}

// flowSpace goes to the next sign, on whatever line it is.
func (y *yamlText) flowSpace(start int32) error {
	for y.space(); y.rest(); y.space() {
		if !y.advance() {
			if y.lines.err != nil {
				return y.lines.err
			}
			y.line = start
			return y.syntax("the bracket that is opened here is not closed")
		}
		y.col = 0
		if len(y.batch.Tokens) > maxFlow {
			return y.syntax("more than %d values in one pair of brackets; read it as JSON", maxFlow)
		}
	}
	return nil
}

// maxFlow bounds the tokens of one collection in brackets: they are held
// together. Documents that are one such collection are JSON.
const maxFlow = 1 << 20

// flowNull writes the value of a name that has none.
func (y *yamlText) flowNull(l *flowLevel) {
	if l.named {
		y.add(scan.KindNull)
		l.named, l.comma = false, true
	}
}

// flowValue says that a value begins.
func (y *yamlText) flowValue(l *flowLevel) error {
	if l.comma || (!l.list && !l.named) {
		return y.syntax("a comma or a colon is missing before %q", clip(y.cur[y.col:]))
	}
	l.named, l.comma = false, true
	return nil
}

// flowScalar reads a scalar, which is a name when it stands first in braces.
func (y *yamlText) flowScalar(l *flowLevel) error {
	y.properties()
	if y.col >= len(y.cur) {
		return nil
	}
	name := !l.list && !l.named
	if !name {
		if err := y.flowValue(l); err != nil {
			return err
		}
	} else if l.comma {
		return y.syntax("a comma is missing before %q", clip(y.cur[y.col:]))
	}
	from, line := len(y.text), y.line
	kind := scan.KindString
	quoted := false
	switch c := y.cur[y.col]; {
	case c == '"' || c == '\'':
		quoted = true
		if err := y.quoted(); err != nil {
			return err
		}
	case c == '*' && !name:
		y.alias()
		y.col += flowEnd(y.cur[y.col:])
		return nil
	default:
		n := flowEnd(y.cur[y.col:])
		if n == 0 {
			return y.syntax("%q where a value is expected", clip(y.cur[y.col:]))
		}
		y.text = append(y.text, bytes.TrimRight(y.cur[y.col:y.col+n], " \t")...)
		y.col += n
		kind = plainKind(y.text[from:])
	}
	if !name {
		y.put(kind, from, line)
		return nil
	}
	y.put(scan.KindName, from, line)
	l.named = true
	if y.space(); y.col < len(y.cur) && y.cur[y.col] == ':' && (quoted || endsFlow(y.cur, y.col+1)) {
		y.col++
	} else {
		y.flowNull(l)
	}
	return nil
}

// flowEnd returns where a plain scalar in a flow collection ends.
func flowEnd(b []byte) int {
	for i, c := range b {
		switch {
		case c == ',' || c == '[' || c == ']' || c == '{' || c == '}':
			return i
		case c == ':' && endsFlow(b, i+1):
			return i
		case c == '#' && i > 0 && b[i-1] <= ' ':
			return i
		}
	}
	return len(b)
}

// endsFlow reports whether what stands at i makes a colon before it a sign.
func endsFlow(b []byte, i int) bool {
	return i >= len(b) || bytes.IndexByte([]byte(" \t,[]{}"), b[i]) >= 0
}
