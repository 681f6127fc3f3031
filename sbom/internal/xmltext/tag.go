// SPDX-License-Identifier: Apache-2.0

package xmltext

import "bytes"

// rawAttr is an attribute before its prefix is resolved.
type rawAttr struct{ from, colon, to, value, end int }

// inName marks the bytes of names. Beyond ASCII all are taken: which letters
// of which script may stand in a name has changed between versions of XML.
var inName = func() (t [256]bool) {
	for c := range t {
		lower := c | 0x20
		t[c] = c >= 0x80 || lower >= 'a' && lower <= 'z' || c >= '0' && c <= '9' ||
			c == '-' || c == '.' || c == '_' || c == ':'
	}
	return t
}()

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// nameAt returns the end of the name at i and where its prefix ends, or -1.
func nameAt(b []byte, i int) (end, colon int) {
	for colon = -1; i < len(b) && inName[b[i]]; i++ {
		if b[i] == ':' && colon < 0 {
			colon = i
		}
	}
	return i, colon
}

// begins reports whether a name can begin with the byte.
func begins(c byte) bool { return inName[c] && c != '-' && c != '.' && (c < '0' || c > '9') }

// startTag reads the tag at pos. A tag that the window does not hold whole is
// read again from its start when there is more of it.
func (x *Reader) startTag() Kind {
	b := x.buf[:x.end]
	nameFrom := x.pos + 1
	i, colon := nameAt(b, nameFrom)
	nameTo := i
	if i < len(b) && !begins(b[nameFrom]) {
		return x.fail(x.pos, "no tag begins with <%s; write &lt; for a <", x.shown(nameFrom, max(nameTo, nameFrom+1)))
	}
	x.raw = x.raw[:0]
	for {
		for i < len(b) && isSpace(b[i]) {
			i++
		}
		if i+1 >= len(b) && (i >= len(b) || b[i] == '/') {
			return x.starved()
		}
		switch {
		case b[i] == '>':
			return x.started(nameFrom, colon, nameTo, i+1)
		case b[i] == '/' && b[i+1] == '>':
			x.closed = true
			return x.started(nameFrom, colon, nameTo, i+2)
		}
		next, kind := x.attribute(b, i, nameTo)
		if kind != Start {
			return kind
		}
		i = next
	}
}

// attribute reads the attribute at i and returns where it ends.
func (x *Reader) attribute(b []byte, i, tagName int) (next int, kind Kind) {
	a := rawAttr{from: i}
	a.to, a.colon = nameAt(b, i)
	i = a.to
	for i < len(b) && isSpace(b[i]) {
		i++
	}
	if i >= len(b) {
		return 0, x.starved()
	}
	if b[i] != '=' || a.to == a.from {
		return 0, x.fail(i, "the tag <%s> has something that is no attribute", x.shown(x.pos+1, tagName))
	}
	for i++; i < len(b) && isSpace(b[i]); i++ {
	}
	if i >= len(b) {
		return 0, x.starved()
	}
	quote := b[i]
	if quote != '"' && quote != '\'' {
		return 0, x.fail(i, "the value of the attribute %s is not in quotes", x.shown(a.from, a.to))
	}
	a.value = i + 1
	n := bytes.IndexByte(b[a.value:], quote)
	if n < 0 {
		return 0, x.starved()
	}
	a.end = a.value + n
	if bytes.IndexByte(b[a.value:a.end], '<') >= 0 {
		return 0, x.fail(i, "the value of the attribute %s has a <", x.shown(a.from, a.to))
	}
	x.raw = append(x.raw, a)
	return a.end + 1, Start
}

// shown returns a name for a message, cut to a length that can be read.
func (x *Reader) shown(from, to int) string {
	const longest = 60
	if to-from > longest {
		return string(x.buf[from:from+longest]) + "…"
	}
	return string(x.buf[from:to])
}

// started opens the element whose tag has been read.
func (x *Reader) started(from, colon, to, next int) Kind {
	x.at = x.lineOf(x.pos)
	if len(x.open) == 0 && x.rooted {
		return x.trailing()
	}
	if len(x.open) >= x.opts.Depth {
		x.err = &Error{Line: int(x.at), Text: "nesting depth", Limit: x.opts.Depth}
		return Failed
	}
	x.rooted = true
	e := element{
		name: uint32(len(x.names)), len: uint32(to - from),
		bindings: int32(len(x.spaces.bound)), fallback: x.spaces.fallback,
	}
	x.names = append(x.names, x.buf[from:to]...)
	if len(x.raw) > 0 && !x.attributes(next) {
		return Failed
	} else if len(x.raw) == 0 {
		x.attrs = x.attrs[:0]
	}
	if e.space = x.spaces.fallback; colon > from && colon+1 < to {
		e.space = x.spaceOf(x.buf[from:colon])
		from = colon + 1
	}
	x.open = append(x.open, e)
	x.name, x.space, x.pos = span(from, to), e.space, next
	return Start
}

// attributes takes the declarations of namespaces out of the raw attributes
// and resolves the prefixes of the others. next is where the tag ends.
func (x *Reader) attributes(next int) bool {
	b := x.buf
	x.attrs = x.attrs[:0]
	lines := x.lineOf(next) != x.at
	prefixed := false
	for _, a := range x.raw {
		v, ok := x.value(a, lines)
		if !ok {
			return false
		}
		if name := b[a.from:a.to]; len(name) >= 5 && string(name[:5]) == "xmlns" {
			if len(name) == 5 {
				x.spaces.fallback = x.spaces.number(b[v.Off : v.Off+v.Len])
				continue
			} else if a.colon == a.from+5 && a.colon+1 < a.to {
				if len(x.spaces.bound) >= maxBound {
					x.err = &Error{Line: int(x.at), Text: "number of namespace prefixes", Limit: maxBound}
					return false
				}
				x.spaces.bind(b[a.colon+1:a.to], b[v.Off:v.Off+v.Len])
				continue
			}
		}
		if !begins(b[a.from]) {
			x.fail(a.from, "an attribute cannot be called %s", x.shown(a.from, a.to))
			return false
		}
		out := Attr{Name: span(a.from, a.to), Value: v}
		if a.colon > a.from && a.colon+1 < a.to {
			prefixed = true
			out.Space = -int32(a.colon - a.from)
		}
		x.attrs = append(x.attrs, out)
	}
	if prefixed { // only now are all declarations of the tag known
		for i := range x.attrs {
			if a := &x.attrs[i]; a.Space < 0 {
				n := uint32(-a.Space)
				a.Space = x.spaceOf(b[a.Name.Off : a.Name.Off+n])
				a.Name = Span{a.Name.Off + n + 1, a.Name.Len - n - 1}
			}
		}
	}
	return true
}

// value resolves the entities of an attribute's value. White space is a space
// there, as the specification has it.
func (x *Reader) value(a rawAttr, lines bool) (Span, bool) {
	to := a.end
	if lines || x.in.tabs {
		to = x.flatten(a.value, a.end)
	}
	ok := true
	if bytes.IndexByte(x.buf[a.value:to], '&') >= 0 {
		to, ok = x.resolve(a.value, to, a.value)
	}
	return span(a.value, to), ok
}

// flatten makes a space of every line end and tab.
func (x *Reader) flatten(from, to int) int {
	b, w := x.buf, from
	for i := from; i < to; i++ {
		c := b[i]
		if c == '\r' && i+1 < to && b[i+1] == '\n' {
			continue
		}
		if c == '\n' || c == '\t' || c == '\r' {
			c = ' '
		}
		b[w] = c
		w++
	}
	return w
}

// endTag reads the end tag at pos.
func (x *Reader) endTag() Kind {
	b := x.buf[:x.end]
	from := x.pos + 2
	if len(x.open) == 0 {
		if x.rooted {
			x.at = x.lineOf(x.pos)
			return x.trailing()
		}
		return x.fail(x.pos, "an element ends that was never begun")
	}
	e := &x.open[len(x.open)-1]
	want := x.names[e.name:]
	to := from + len(want)
	if to < len(b) && b[to] == '>' && string(b[from:to]) == string(want) {
		x.pos = to + 1
		return x.pop()
	}
	to, _ = nameAt(b, from)
	i := to
	for i < len(b) && isSpace(b[i]) {
		i++
	}
	switch {
	case i >= len(b):
		return x.starved()
	case string(b[from:to]) != string(want):
		return x.fail(from, "the element <%s> is ended by </%s>", clip(want), x.shown(from, to))
	case b[i] != '>':
		return x.fail(from, "the tag </%s> has something after its name", clip(want))
	}
	x.pos = i + 1
	return x.pop()
}

func clip(b []byte) string { return string(b[:min(len(b), 60)]) }

// pop closes the innermost element.
func (x *Reader) pop() Kind {
	last := len(x.open) - 1
	e := x.open[last]
	x.open = x.open[:last]
	x.names = x.names[:e.name]
	x.spaces.restore(e)
	x.space = e.space
	return End
}

// trailing ends the reading at what follows after the root element.
func (x *Reader) trailing() Kind {
	x.note("trailing", "trailing", "something follows after the end of the document and is not read")
	x.done = true
	return EOF
}
