// SPDX-License-Identifier: Apache-2.0

package load

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// normalise checks the encoding and gives every line the same ending. Columns
// stay what they are; a byte order mark is dropped.
func (r *reader) normalise(data []byte) (string, bool) {
	if name := wide(data); name != "" {
		r.add("load/encoding", place{1, 1}, "the file is "+name, "save it as UTF-8")
		return "", false
	}
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	text := strings.ReplaceAll(string(data), "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	line, start, ok := 1, 0, true
	for i, c := range text {
		switch {
		case c == '\n':
			line, start = line+1, i+1
		case c == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD"):
			r.add("load/encoding", place{line, i - start + 1}, "the text is not UTF-8", "save the file as UTF-8")
			return "", false
		case c < ' ' && c != '\t', c >= 0x7F && c < 0xA0 && c != 0x85:
			r.add("load/encoding", place{line, i - start + 1}, fmt.Sprintf("control character %U", c), "remove it, or write it with an escape between double quotes")
			ok = false
		}
	}
	return text, ok && r.bearable(text)
}

// bearable refuses what would keep the lexer busy for minutes, though nobody
// writes it: it copies a block scalar for every empty line at its end, and
// looks through the rest of the line for every tab between quotes.
func (r *reader) bearable(text string) bool {
	const emptyLines, tabCost = 100, 1e9
	empty, cost, n := 0, 0, 0
	for line := range strings.Lines(text) {
		n++
		cost += strings.Count(line, "\t") * len(line)
		if empty++; strings.TrimSpace(line) != "" {
			empty = 0
		}
		if empty > emptyLines {
			r.add("load/limit", place{n, 1}, fmt.Sprintf("more than %d empty lines in a row", emptyLines), "remove some")
			return false
		}
		if cost > tabCost {
			r.add("load/limit", place{n, 1}, "too many tabs in long lines", "break the line, or write spaces")
			return false
		}
	}
	return true
}

// wide names the UTF-16 or UTF-32 encoding of the data, by its byte order
// mark or by the zero bytes beside the first ASCII character.
func wide(data []byte) string {
	has := func(p string) bool { return bytes.HasPrefix(data, []byte(p)) }
	switch {
	case has("\x00\x00\xFE\xFF"), has("\xFF\xFE\x00\x00"):
		return "UTF-32"
	case has("\xFE\xFF"), has("\xFF\xFE"):
		return "UTF-16"
	case len(data) >= 4 && (data[0] == 0) != (data[1] == 0) && (data[2] == 0) != (data[3] == 0):
		return "UTF-16 without a byte order mark"
	}
	return ""
}

// part is the text of one document of a stream.
type part struct {
	text string
	line int // of its first line in the file, from 1
}

// split cuts a stream into its documents. A line that starts with --- or ...
// is a marker wherever it stands: YAML 1.2.2 §9.1.2 forbids it inside
// scalars. Cutting before parsing keeps a defect in one document from hiding
// the next. Documents without content are left out.
func split(text string) []part {
	var parts []part
	start, first, line, content := 0, 1, 1, false
	flush := func(end int) {
		if content {
			parts = append(parts, part{text[start:end], first})
		}
		content = false
	}
	for at := 0; at < len(text); line++ {
		next := at + len(text[at:])
		if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
			next = at + i + 1
		}
		l := text[at:next]
		switch {
		case marker(l, "---"):
			// A comment or directive above the marker belongs to no document.
			flush(at)
			start, first, content = at, line, hasContent(l[3:])
		case marker(l, "..."):
			flush(at)
			start, first = next, line+1
		case hasContent(l) && (content || !strings.HasPrefix(l, "%")):
			content = true
		}
		at = next
	}
	flush(len(text))
	return parts
}

func marker(line, m string) bool {
	rest, ok := strings.CutPrefix(line, m)
	return ok && (rest == "" || strings.ContainsAny(rest[:1], " \t\n"))
}

func hasContent(line string) bool {
	line = strings.TrimLeft(line, " \t\n")
	return line != "" && line[0] != '#'
}
