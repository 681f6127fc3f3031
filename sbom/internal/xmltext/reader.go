// SPDX-License-Identifier: Apache-2.0

// Package xmltext splits XML into elements and texts while it is read, in
// constant memory and without an allocation per element.
//
// It is made for files of strangers. Document type declarations are refused,
// so no entity is ever expanded; names, nesting and lengths are bounded; what
// is merely untidy (an ampersand that stands alone, a byte that is no
// character) is repaired with a note. Comments and processing instructions
// are passed over.
//
// Texts are views of a window over the input. They stay valid until
// [Reader.Fill], which the caller decides when to call:
//
//	for {
//		switch x.Next() {
//		case xmltext.Start:
//			use(x.Bytes(x.Name()), x.Attrs())
//		case xmltext.Text:
//			use(x.Bytes(x.Text()))
//		case xmltext.More:
//			x.Fill(0)
//		case xmltext.EOF, xmltext.Failed:
//			return x.Err()
//		}
//	}
package xmltext

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
)

// Kind is what [Reader.Next] found.
type Kind uint8

// The kinds of finding.
const (
	EOF    Kind = iota // the document has ended
	Start              // a start tag; an empty element's is followed by End
	Text               // the text between two tags, never only white space of the file's layout
	End                // an end tag
	More               // the window holds nothing complete: call Fill
	Failed             // the rest cannot be read; see Err
)

// Span is a place in the window: the bytes from Off, Len of them.
type Span struct{ Off, Len uint32 }

func span(from, to int) Span { return Span{uint32(from), uint32(to - from)} }

// Attr is one attribute of a start tag. Declarations of namespaces are none.
type Attr struct {
	Space int32 // namespace, for [Reader.Namespace]; 0 is none
	Name  Span  // without prefix
	Value Span
}

// Options are the settings of a reader. The zero value is fine.
type Options struct {
	// Prefix is put before the text in the window, for callers that want to
	// address texts of their own in the same way.
	Prefix string

	Window  int // bytes of the window; 128 KiB
	Longest int // bytes that one text, tag or comment may have; 64 MiB
	Depth   int // nesting of elements; 512

	// Strict refuses what is otherwise repaired: entities that are not
	// declared and ampersands that stand alone.
	Strict bool
}

// Note is something odd that was repaired.
type Note struct {
	Line int
	Code string // encoding | characters | entity | namespace | trailing
	Text string // one sentence without a full stop
}

// Error says where and why the input cannot be read on.
type Error struct {
	Line   int
	Text   string // completes "not valid XML: ", or names the limit
	Remedy string // what to do, "" where nothing special is
	Limit  int    // the limit that was gone over, 0 when none was
}

func (e *Error) Error() string {
	if e.Limit > 0 {
		return fmt.Sprintf("line %d: over the limit: %s is more than %d", e.Line, e.Text, e.Limit)
	}
	return fmt.Sprintf("line %d: %s", e.Line, e.Text)
}

// Reader reads one document. Make one with [New].
type Reader struct {
	in      source
	opts    Options
	buf     []byte
	base    int // where the text begins
	pos     int // of what comes next
	end     int // of the window
	eof     bool
	err     error
	line    int32 // of counted
	counted int

	open   []element
	names  []byte // of the open elements, as written
	spaces spaces
	closed bool  // the tag just read was of an empty element
	rooted bool  // the root element was seen
	done   bool  // what follows is not read
	broken error // what the input's reader said

	name  Span
	space int32
	text  Span
	at    int32 // line of the last finding
	attrs []Attr
	raw   []rawAttr
	notes []Note
	noted map[string]bool
}

// element is an open element: where its name is in Reader.names and what
// declarations were in force before it.
type element struct {
	name     uint32
	len      uint32
	space    int32
	bindings int32
	fallback int32
}

const (
	defaultWindow  = 128 << 10
	defaultLongest = 64 << 20
	defaultDepth   = 512
	maxNotes       = 100
	maxBound       = 1024 // prefixes in force: each name with a prefix is compared with them
	minRead        = 16   // room that a read needs
)

// New returns a reader at the start of the input. The first Next asks for
// Fill.
func New(r io.Reader, opts Options) *Reader {
	if opts.Window <= 0 {
		opts.Window = defaultWindow
	}
	if opts.Longest <= 0 {
		opts.Longest = defaultLongest
	}
	opts.Longest = min(opts.Longest, math.MaxInt32)
	if opts.Depth <= 0 {
		opts.Depth = defaultDepth
	}
	x := &Reader{opts: opts, line: 1, noted: make(map[string]bool)}
	x.in.r = r
	x.base = len(opts.Prefix) + 1 // no text is at 0
	x.buf = make([]byte, x.base+opts.Window)
	copy(x.buf, opts.Prefix)
	x.pos, x.end, x.counted = x.base, x.base, x.base
	x.spaces.init()
	return x
}

// Window is what the spans of the findings since the last Fill refer to. The
// caller must not write to it.
func (x *Reader) Window() []byte { return x.buf[:x.end] }

// Bytes returns the bytes of a span; they are valid until Fill.
func (x *Reader) Bytes(s Span) []byte { return x.buf[s.Off : s.Off+s.Len] }

// Name returns the name of the element that was started, without its prefix.
func (x *Reader) Name() Span { return x.name }

// Space returns the namespace of the element that was started or ended.
func (x *Reader) Space() int32 { return x.space }

// Namespace returns the URI of a namespace. A prefix that is not declared is
// taken as the URI.
func (x *Reader) Namespace(space int32) string { return x.spaces.uris[space] }

// Text returns the text that was found, with its entities resolved.
func (x *Reader) Text() Span { return x.text }

// Attrs returns the attributes of the start tag; the slice is valid until the
// next start tag.
func (x *Reader) Attrs() []Attr { return x.attrs }

// Line returns the line, from 1, on which the last start tag or text begins.
func (x *Reader) Line() int32 { return x.at }

// Depth returns the number of elements that are open.
func (x *Reader) Depth() int { return len(x.open) }

// Err returns why Next returned Failed: an [*Error], or what the input's
// reader said.
func (x *Reader) Err() error { return x.err }

// Notes returns what was repaired since the last call, one note of each kind
// and name.
func (x *Reader) Notes() []Note {
	n := x.notes
	x.notes = nil
	return n
}

func (x *Reader) note(key, code, format string, args ...any) {
	if x.noted[key] || len(x.noted) >= maxNotes {
		return
	}
	x.noted[key] = true
	x.notes = append(x.notes, Note{Line: int(x.lineOf(x.pos)), Code: code, Text: fmt.Sprintf(format, args...)})
}

func (x *Reader) fail(at int, format string, args ...any) Kind {
	if x.err == nil {
		x.err = &Error{Line: int(x.lineOf(at)), Text: fmt.Sprintf(format, args...)}
	}
	return Failed
}

// remedy says what to do about the error that ended the reading.
func (x *Reader) remedy(text string) {
	if e, ok := errors.AsType[*Error](x.err); ok {
		e.Remedy = text
	}
}

// lineOf returns the line of an offset in the window that is not before the
// last one asked for.
func (x *Reader) lineOf(at int) int32 {
	if at > x.counted {
		x.line += int32(bytes.Count(x.buf[x.counted:at], newline))
		x.counted = at
	}
	return x.line
}

var newline = []byte{'\n'}

// Fill reads on. Of what was found it keeps what begins at the offset keep or
// after it (0 is nothing), and returns by how much that moved towards the
// start of the window.
func (x *Reader) Fill(keep uint32) (moved uint32) {
	base, from := x.base, x.pos
	if k := int(keep); k >= base && k < from {
		from = k
	}
	x.lineOf(x.pos)
	n := copy(x.buf[base:], x.buf[from:x.end])
	shift := from - base
	x.pos, x.end, x.counted = x.pos-shift, base+n, x.counted-shift
	if room := len(x.buf) - x.end; room < max(x.opts.Window/2, minRead) && !x.grow() {
		return uint32(shift)
	}
	x.read()
	return uint32(shift)
}

// grow makes the window larger, up to the limit.
func (x *Reader) grow() bool {
	most := x.base + x.opts.Longest + max(x.opts.Window, 2*minRead)
	if len(x.buf) >= most {
		x.err = &Error{Line: int(x.line), Text: "length of a string", Limit: x.opts.Longest}
		return false
	}
	buf := make([]byte, min(2*len(x.buf)+minRead, most))
	copy(buf, x.buf[:x.end])
	x.buf = buf
	return true
}

// read fills the window. What the source repaired is noted.
func (x *Reader) read() {
	for x.end+minRead <= len(x.buf) && !x.eof {
		n, err := x.in.read(x.buf[x.end:])
		x.end += n
		if x.eof = err != nil; err != io.EOF {
			x.broken = err
		}
	}
	if x.in.encoding != "" {
		x.note("encoding", "encoding", "the file is %s and was decoded", x.in.encoding)
	}
	if x.in.unknown != "" {
		x.note("unknown encoding", "encoding", "the encoding %q is not known; the file is read as UTF-8", x.in.unknown)
	}
	if x.in.repaired {
		x.note("characters", "characters", "the file has bytes that are no character of its encoding; they are read as U+FFFD")
	}
}

// Next goes to the next finding.
func (x *Reader) Next() Kind {
	switch {
	case x.err != nil:
		return Failed
	case x.closed:
		x.closed = false
		return x.pop()
	case x.done:
		return EOF
	}
	b := x.buf[:x.end]
	if x.pos >= len(b) {
		return x.starved()
	}
	if b[x.pos] != '<' {
		return x.run()
	}
	if x.pos+1 >= len(b) {
		return x.starved()
	}
	switch b[x.pos+1] {
	case '/':
		return x.endTag()
	case '!', '?':
		return x.run()
	}
	return x.startTag()
}

// starved is the finding when the window ends before what it holds does.
func (x *Reader) starved() Kind {
	switch {
	case !x.eof:
		return More
	case x.broken != nil:
		x.err = x.broken
		return Failed
	case !x.rooted && (x.pos >= x.end || x.buf[x.pos] != '<'):
		return x.fail(x.end, "there is no element")
	case len(x.open) > 0 || x.pos < x.end:
		return x.fail(x.end, "the text ends in the middle")
	}
	return EOF
}
