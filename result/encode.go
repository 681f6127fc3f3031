// SPDX-License-Identifier: Apache-2.0

package result

import (
	"bytes"
	"fmt"
	"io"
	"reflect"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Encode writes the assessment as indented JSON with a final newline. What is
// written is normalised (see [Assessment.Normalize]); a itself is not
// changed. Equal assessments give equal bytes.
//
// The only numbers that cannot be written are plain ones that are infinite or
// NaN; they are an error.
func Encode(w io.Writer, a *Assessment) error { return encode(&writer{to: w}, a) }

// Marshal returns what [Encode] writes.
func Marshal(a *Assessment) ([]byte, error) {
	var w writer
	if err := encode(&w, a); err != nil {
		return nil, err
	}
	return w.buf, nil
}

func encode(w *writer, a *Assessment) error {
	if a == nil {
		return fmt.Errorf("there is no assessment to write")
	}
	if !a.normal() {
		normal := *a
		normal.Normalize()
		a = &normal
	}
	p, v := assessmentPlan(), reflect.ValueOf(a).Elem()
	if err := unwritable(p, v); err != nil {
		return fmt.Errorf("the assessment cannot be written as JSON: %w", err)
	}
	w.value(p, v, 0)
	w.buf = append(w.buf, '\n')
	w.flush()
	return w.err
}

// indent lays valid compact JSON out with one space a level. Unlike
// [json.Indent] it keeps lists of numbers on one line: intervals are what a
// person compares in two results.
// depth is that of the value itself.
func indent(src []byte, depth int) []byte {
	var out bytes.Buffer
	out.Grow(len(src) * 3 / 2)
	newline := func(change int) {
		depth += change
		out.WriteByte('\n')
		for range depth {
			out.WriteByte(' ')
		}
	}
	for i := 0; i < len(src); i++ {
		switch c := src[i]; c {
		case '"':
			end := stringEnd(src, i)
			writeString(&out, src[i:end])
			i = end - 1
		case '[', '{':
			if end := flatEnd(src, i); end > 0 {
				out.Write(bytes.ReplaceAll(src[i:end], []byte(","), []byte(", ")))
				i = end - 1
				continue
			}
			out.WriteByte(c)
			newline(+1)
		case ']', '}':
			newline(-1)
			out.WriteByte(c)
		case ',':
			out.WriteByte(c)
			newline(0)
		case ':':
			out.WriteString(": ")
		default:
			out.WriteByte(c)
		}
	}
	return out.Bytes()
}

// writeString writes a JSON string. Characters that a terminal or an editor
// would obey rather than show (DEL, C1 controls, bidirectional and other
// format characters) are escaped, which loses nothing.
func writeString(out *bytes.Buffer, s []byte) {
	for before := rune(0); len(s) > 0; {
		r, n := utf8.DecodeRune(s)
		switch {
		case r == '#' && before == '#': // ##[ begins a command in logs of CI services
			out.WriteString(`\u0023`)
		case r < utf8.RuneSelf && r != 0x7f, !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
			out.Write(s[:n])
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(out, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(out, `\u%04x`, r)
		}
		s, before = s[n:], r
	}
}

// stringEnd is the index after the string that begins at i.
func stringEnd(src []byte, i int) int {
	for i++; i < len(src) && src[i] != '"'; i++ {
		if src[i] == '\\' {
			i++
		}
	}
	return min(i+1, len(src))
}

// flatEnd is the index after the list of numbers or the empty object that
// begins at i, 0 if it is something else.
func flatEnd(src []byte, i int) int {
	n := bytes.IndexAny(src[i+1:], `"[{]}`)
	if n < 0 || (src[i+1+n] != ']' && src[i+1+n] != '}') {
		return 0
	}
	return i + 1 + n + 1
}
