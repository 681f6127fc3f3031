// SPDX-License-Identifier: Apache-2.0

// Package scan is what the readers of the SBOM dialects share: decoding of
// text, a tolerant stream of JSON values on jsontext, storage of strings,
// collection of diagnostics, resolution of references and the checks of
// values (purl, licence, hash) that every dialect knows.
package scan

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"unicode/utf16"
	"unicode/utf8"
)

// Source is an input as UTF-8 text.
type Source struct {
	Text     []byte // UTF-8 without byte order mark; aliases the input where it can
	Encoding string // what was undone: "UTF-8 with byte order mark", "UTF-16LE" …; "" for plain UTF-8
	SHA256   string // of the input as it came
	Size     int64
	lines    []int32 // number of line feeds before each block
}

// block is the distance in bytes between two entries of the line index: small
// enough to count the rest in well under a microsecond.
const block = 4096

// Open decodes and hashes an input.
func Open(raw []byte) *Source {
	sum := sha256.Sum256(raw)
	s := &Source{SHA256: hex.EncodeToString(sum[:]), Size: int64(len(raw))}
	s.Text, s.Encoding = Decode(raw)
	n := int32(0)
	for start := 0; start < len(s.Text); start += block {
		s.lines = append(s.lines, n)
		n += int32(bytes.Count(s.Text[start:min(start+block, len(s.Text))], []byte{'\n'}))
	}
	return s
}

// Line returns the line, from 1, of the byte at the offset.
func (s *Source) Line(offset int64) int {
	if len(s.lines) == 0 || offset < 0 {
		return 1
	}
	offset = min(offset, int64(len(s.Text)))
	b := min(int(offset/block), len(s.lines)-1)
	return 1 + int(s.lines[b]) + bytes.Count(s.Text[b*block:offset], []byte{'\n'})
}

// Decode turns UTF-16 and text with a byte order mark into plain UTF-8, and
// names what it undid. Bytes that are no UTF-8 are left to the parser.
func Decode(raw []byte) (text []byte, encoding string) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		return raw[3:], "UTF-8 with byte order mark"
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return utf16Text(raw[2:], binary.LittleEndian), "UTF-16LE"
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return utf16Text(raw[2:], binary.BigEndian), "UTF-16BE"
	case len(raw) > 3 && raw[0] != 0 && raw[1] == 0 && raw[2] != 0 && raw[3] == 0:
		return utf16Text(raw, binary.LittleEndian), "UTF-16LE"
	case len(raw) > 3 && raw[0] == 0 && raw[1] != 0 && raw[2] == 0 && raw[3] != 0:
		return utf16Text(raw, binary.BigEndian), "UTF-16BE"
	}
	return raw, ""
}

func utf16Text(raw []byte, order binary.ByteOrder) []byte {
	out := make([]byte, 0, len(raw)/2+len(raw)/8)
	for len(raw) >= 2 {
		r := rune(order.Uint16(raw))
		raw = raw[2:]
		if utf16.IsSurrogate(r) && len(raw) >= 2 {
			if pair := utf16.DecodeRune(r, rune(order.Uint16(raw))); pair != utf8.RuneError {
				r, raw = pair, raw[2:]
			}
		}
		out = utf8.AppendRune(out, r) // a lone surrogate becomes U+FFFD
	}
	return out
}
