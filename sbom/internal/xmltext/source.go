// SPDX-License-Identifier: Apache-2.0

package xmltext

import (
	"bytes"
	"encoding/binary"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// source gives the input as UTF-8 of characters that XML allows.
type source struct {
	r        io.Reader
	begun    bool
	encoding string // what was undone, "" for plain UTF-8
	unknown  string // a declared encoding that is not known
	repaired bool   // there were bytes that are no characters
	tabs     bool   // there are tabs, or line ends of Windows
	returns  bool   // there are line ends of Windows
	idle     int    // reads in a row that gave nothing
	cut      [utf8.UTFMax]byte
	cutLen   int    // bytes in cut: the start of a rune that the last read cut in two
	pending  []byte // repaired text for which there was no room
}

// head is how much is looked at to tell the encoding: the declaration comes
// first and is short.
const head = 512

// maxIdle is how often an input may say that it has nothing yet.
const maxIdle = 100

// read fills as much of b, which has room for minRead bytes, as one read of
// the input gives.
func (s *source) read(b []byte) (int, error) {
	if !s.begun {
		if err := s.begin(); err != nil {
			return 0, err
		}
	}
	if len(s.pending) > 0 {
		n := copy(b, s.pending)
		s.pending = s.pending[n:]
		return n, nil
	}
	held := copy(b, s.cut[:s.cutLen])
	n, err := s.r.Read(b[held:])
	if s.idle++; n > 0 {
		s.idle = 0
	}
	if n += held; err == nil {
		s.cutLen = copy(s.cut[:], b[n-partial(b[:n]):n])
		n -= s.cutLen
	} else {
		s.cutLen = 0
	}
	if err == nil && s.idle > maxIdle {
		err = io.ErrNoProgress
	}
	if odd := s.look(b[:n]); odd || !utf8.Valid(b[:n]) {
		return s.repair(b, n), s.late(err)
	}
	return n, err
}

// late holds an error back while there is text before it.
func (s *source) late(err error) error {
	if len(s.pending) > 0 && err != nil {
		s.r = failing{err}
		return nil
	}
	return err
}

// failing is an input that has come to its end.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// partial returns how many bytes at the end are the start of a rune.
func partial(b []byte) int {
	for n := 1; n <= min(len(b), utf8.UTFMax-1); n++ {
		if c := b[len(b)-n]; utf8.RuneStart(c) {
			if c >= utf8.RuneSelf && !utf8.FullRune(b[len(b)-n:]) {
				return n
			}
			return 0
		}
	}
	return 0
}

// look reports whether there are control characters that XML does not allow,
// and remembers whether there are tabs and line ends that need work.
func (s *source) look(b []byte) (odd bool) {
	const ones, low = 0x0101010101010101, 0x7f7f7f7f7f7f7f7f
	i := 0
	for ; i+8 <= len(b); i += 8 {
		w := binary.LittleEndian.Uint64(b[i:])
		printed := (w&low + ones*(0x80-' ')) | w // top bit of each byte from a space on
		x := w ^ ones*'\n'
		other := (x&low + low) | x // top bit of each byte that is no line feed
		if ^printed&other&^low != 0 {
			odd = s.controls(b[i:i+8]) || odd
		}
	}
	return s.controls(b[i:]) || odd
}

func (s *source) controls(b []byte) (odd bool) {
	for _, c := range b {
		switch {
		case c >= ' ' || c == '\n':
		case c == '\t':
			s.tabs = true
		case c == '\r':
			s.tabs, s.returns = true, true
		default:
			odd = true
		}
	}
	return odd
}

// repair puts U+FFFD in place of what is no character in the first n bytes of
// b, and returns how many there are then.
func (s *source) repair(b []byte, n int) int {
	s.repaired = true
	out := make([]byte, 0, n+n/4+utf8.UTFMax)
	for rest := b[:n]; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' {
			r = utf8.RuneError
		}
		out = utf8.AppendRune(out, r)
		rest = rest[size:]
	}
	n = copy(b, out)
	s.pending = out[n:]
	return n
}

// begin tells the encoding from the first bytes and undoes it.
func (s *source) begin() error {
	s.begun = true
	first := make([]byte, head)
	n, err := io.ReadFull(s.r, first)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		s.r = failing{err} // what came before is read first
	}
	first = first[:n]
	s.r = io.MultiReader(bytes.NewReader(first), s.r)
	switch utf16 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM); {
	case bytes.HasPrefix(first, []byte("\xef\xbb\xbf")):
		s.encoding = "UTF-8 with byte order mark"
		_, err = io.CopyN(io.Discard, s.r, 3)
		return err
	case bytes.HasPrefix(first, []byte("\xff\xfe")):
		s.decode("UTF-16LE", utf16)
	case bytes.HasPrefix(first, []byte("\xfe\xff")):
		s.decode("UTF-16BE", utf16)
	case len(first) > 3 && first[0] != 0 && first[1] == 0 && first[2] != 0 && first[3] == 0:
		s.decode("UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM))
	case len(first) > 3 && first[0] == 0 && first[1] != 0 && first[2] == 0 && first[3] != 0:
		s.decode("UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM))
	default:
		s.declared(first)
	}
	return nil
}

func (s *source) decode(name string, e encoding.Encoding) {
	s.encoding = name
	s.r = e.NewDecoder().Reader(s.r)
}

// declared undoes the encoding that the XML declaration names. The bytes have
// shown already that it is none of the Unicode encodings but UTF-8.
func (s *source) declared(first []byte) {
	text, ok := bytes.CutPrefix(bytes.TrimLeft(first, " \t\r\n"), []byte("<?xml"))
	if !ok {
		return
	}
	text, _, _ = bytes.Cut(text, piClose)
	_, text, ok = bytes.Cut(text, []byte("encoding"))
	if !ok {
		return
	}
	text = bytes.TrimLeft(text, " \t\r\n=")
	if len(text) == 0 || (text[0] != '"' && text[0] != '\'') {
		return
	}
	name, _, _ := bytes.Cut(text[1:], text[:1])
	switch upper := strings.ToUpper(string(name)); {
	case upper == "" || upper == "UTF-8" || upper == "UTF8" || upper == "US-ASCII" || upper == "ASCII" || strings.HasPrefix(upper, "UTF-16"):
	default:
		if e := table(upper); e != nil {
			s.decode(upper, e)
		} else {
			s.unknown = string(name[:min(len(name), 40)])
		}
	}
}

// table returns the table of an encoding with one byte a character, or nil.
func table(name string) encoding.Encoding {
	switch name {
	case "LATIN1", "LATIN-1", "L1", "ISO8859-1", "ISO_8859-1":
		return charmap.ISO8859_1
	case "CP1252":
		return charmap.Windows1252
	}
	for _, e := range charmap.All {
		if c, ok := e.(*charmap.Charmap); ok && strings.ToUpper(strings.ReplaceAll(c.String(), " ", "-")) == name {
			return c
		}
	}
	return nil
}
