// SPDX-License-Identifier: Apache-2.0

package xmltext

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

var (
	commentOpen  = []byte("<!--")
	commentClose = []byte("-->")
	cdataOpen    = []byte("<![CDATA[")
	cdataClose   = []byte("]]>")
	piOpen       = []byte("<?")
	piClose      = []byte("?>")
)

// run reads the text from pos to the next tag. Pieces that comments and CDATA
// sections divide are moved together in the window. A run that the window
// does not hold whole is left as it is; what was taken of it before is never
// text.
func (x *Reader) run() Kind {
	b := x.buf[:x.end]
	from := x.pos
	if n := bytes.IndexByte(b[from:], '<'); n >= 0 && from+n+1 < len(b) {
		if c := b[from+n+1]; c != '!' && c != '?' {
			return x.plain(from, from+n)
		}
	}
	switch tag := x.tagAfter(from); {
	case tag == -1:
		return x.starvedRun()
	case tag < -1:
		return Failed
	default:
		return x.pieces(tag)
	}
}

// plain makes text of a run of characters only, unless it is white space.
func (x *Reader) plain(from, tag int) Kind {
	first := from
	for first < tag && isSpace(x.buf[first]) {
		first++
	}
	if first == tag {
		x.pos = tag
		return x.Next()
	}
	return x.found(from, tag, tag, first)
}

// tagAfter returns where the tag that ends the run at i begins: -1 when the
// window does not hold it, less when the run cannot be read.
func (x *Reader) tagAfter(i int) int {
	b := x.buf[:x.end]
	for {
		n := bytes.IndexByte(b[i:], '<')
		if n < 0 {
			return -1
		}
		i += n
		if i+1 >= len(b) {
			return -1
		}
		var last []byte
		switch rest := b[i:]; {
		case rest[1] == '?':
			last = piClose
		case rest[1] != '!':
			return i
		case bytes.HasPrefix(rest, commentOpen):
			last, i = commentClose, i+len(commentOpen)
		case bytes.HasPrefix(rest, cdataOpen):
			last, i = cdataClose, i+len(cdataOpen)
		case len(rest) < len(cdataOpen) && !x.eof:
			return -1
		case bytes.HasPrefix(rest, []byte("<!DOCTYPE")), bytes.HasPrefix(rest, []byte("<!ENTITY")):
			x.fail(i, "it has a document type declaration (DTD), which is refused, because entities that are declared there can read other files and grow without bound")
			x.remedy("remove the DOCTYPE, which no SBOM needs, and write out what its entities stand for")
			return -2
		default:
			x.fail(i, "a declaration stands where none is allowed")
			return -2
		}
		n = bytes.Index(b[i:], last)
		if n < 0 {
			return -1
		}
		i += n + len(last)
	}
}

// starvedRun is starved for a run: white space at the end of the document is
// no text that ends in the middle.
func (x *Reader) starvedRun() Kind {
	if !x.eof || len(x.open) > 0 {
		return x.starved()
	}
	rest := bytes.TrimLeft(x.buf[x.pos:x.end], " \t\r\n")
	x.pos = x.end - len(rest)
	for {
		var last []byte
		switch {
		case bytes.HasPrefix(rest, commentOpen):
			last = commentClose
		case bytes.HasPrefix(rest, piOpen):
			last = piClose
		case len(rest) > 0 && x.rooted:
			return x.trailing()
		default:
			return x.starved()
		}
		n := bytes.Index(rest, last)
		if n < 0 {
			return x.starved()
		}
		rest = bytes.TrimLeft(rest[n+len(last):], " \t\r\n")
		x.pos = x.end - len(rest)
	}
}

// found makes text of the bytes from from to to, all characters; next is what
// comes after the run, first its first byte that is no white space.
func (x *Reader) found(from, to, next, first int) Kind {
	if len(x.open) == 0 {
		if x.rooted {
			x.pos = first
			return x.trailing()
		}
		return x.fail(first, "there is text before the first element")
	}
	x.at = x.lineOf(first)
	if x.in.returns {
		x.lineOf(next) // before line ends are changed
		to = x.unbreak(from, to)
	}
	if bytes.IndexByte(x.buf[from:to], '&') >= 0 {
		x.lineOf(next) // a reference to a line feed begins no line
		var ok bool
		if to, ok = x.resolve(from, to, from); !ok {
			return Failed
		}
	}
	x.text, x.pos = span(from, to), next
	return Text
}

// unbreak turns line ends of Windows and of old Macintoshes into line feeds.
func (x *Reader) unbreak(from, to int) int {
	if !x.in.returns || bytes.IndexByte(x.buf[from:to], '\r') < 0 {
		return to
	}
	b, w := x.buf, from
	for i := from; i < to; i++ {
		c := b[i]
		if c == '\r' {
			if c = '\n'; i+1 < to && b[i+1] == '\n' {
				i++
			}
		}
		b[w] = c
		w++
	}
	return w
}

// pieces makes text of a run that has comments, instructions or CDATA
// sections in it.
func (x *Reader) pieces(tag int) Kind {
	b := x.buf
	x.at = x.lineOf(x.pos)
	x.lineOf(tag)
	from, w, i, solid := x.pos, x.pos, x.pos, false
	for i < tag {
		n := bytes.IndexByte(b[i:tag], '<')
		if n < 0 {
			n = tag - i
		}
		if n > 0 {
			to := x.unbreak(i, i+n)
			to, ok := x.resolve(i, to, w)
			if !ok {
				return Failed
			}
			solid = solid || len(bytes.TrimLeft(b[w:to], " \t\r\n")) > 0
			w, i = to, i+n
			continue
		}
		switch rest := b[i:tag]; {
		case bytes.HasPrefix(rest, cdataOpen):
			i += len(cdataOpen)
			n = bytes.Index(b[i:tag], cdataClose)
			to := x.unbreak(i, i+n)
			w += copy(b[w:], b[i:to])
			i, solid = i+n+len(cdataClose), solid || n > 0
		case bytes.HasPrefix(rest, commentOpen):
			i += len(commentOpen)
			i += bytes.Index(b[i:tag], commentClose) + len(commentClose)
		default:
			i += bytes.Index(rest, piClose) + len(piClose)
		}
	}
	if !solid {
		x.pos = tag
		return x.Next()
	}
	if len(x.open) == 0 {
		if x.rooted {
			return x.trailing()
		}
		return x.fail(tag, "there is text before the first element")
	}
	x.text, x.pos = span(from, w), tag
	return Text
}

// resolve writes the characters from from to to at w, which is not after
// from, with their entities resolved, and returns where they end. No entity
// is shorter than what it stands for.
func (x *Reader) resolve(from, to, w int) (end int, ok bool) {
	b := x.buf
	for {
		n := bytes.IndexByte(b[from:to], '&')
		if n < 0 {
			return w + copy(b[w:], b[from:to]), true
		}
		w += copy(b[w:], b[from:from+n])
		from += n
		const longest = 64
		last := bytes.IndexByte(b[from:min(to, from+longest)], ';')
		if last < 0 {
			if x.opts.Strict {
				x.fail(from, "an ampersand is not written as &amp;")
				return 0, false
			}
			x.note("ampersand", "entity", "an ampersand is not written as &amp;; it is read as it stands")
			b[w] = '&'
			w, from = w+1, from+1
			continue
		}
		r, known := entity(b[from+1 : from+last])
		if !known {
			var skip int
			if r, skip, ok = x.unknown(b[from+1 : from+last]); !ok {
				return 0, false
			}
			last = skip
		}
		from += last + 1
		w += utf8.EncodeRune(b[w:w+utf8.UTFMax:w+utf8.UTFMax], r)
	}
}

// unknown says what to do with what begins like an entity and is none that is
// known: one that has a name becomes U+FFFD, of anything else the ampersand
// stays. skip is the distance from the ampersand to what it ends with.
func (x *Reader) unknown(name []byte) (r rune, skip int, ok bool) {
	end, _ := nameAt(bytes.TrimPrefix(name, []byte("#")), 0)
	named := end > 0 && end == len(bytes.TrimPrefix(name, []byte("#")))
	if x.opts.Strict {
		x.fail(x.pos, "the entity &%s; is not declared", clip(name))
		return 0, 0, false
	}
	if !named {
		x.note("ampersand", "entity", "an ampersand is not written as &amp;; it is read as it stands")
		return '&', 0, true
	}
	x.note("entity "+clip(name), "entity", "the entity &%s; is not declared; it is read as U+FFFD", clip(name))
	return utf8.RuneError, len(name) + 1, true
}

// entity returns the character that a reference stands for.
func entity(name []byte) (r rune, ok bool) {
	switch string(name) {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil || digits[0] == '+' || !isChar(rune(n)) || n > utf8.MaxRune {
		return 0, false
	}
	return rune(n), true
}

// isChar reports whether XML 1.0 allows the character in a document.
func isChar(r rune) bool {
	return r >= ' ' && r < 0xD800 || r == '\t' || r == '\n' || r == '\r' ||
		r > 0xDFFF && r < 0xFFFE || r > 0xFFFF && r <= utf8.MaxRune
}
