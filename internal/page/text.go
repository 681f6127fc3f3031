// SPDX-License-Identifier: Apache-2.0

package page

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// width is the columns that the text is written for.
const width = 110

// narrow bounds the words that a column keeps whole.
const narrow = 16

// WriteText writes the page for a terminal or a plain file.
func WriteText(w io.Writer, p Page) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s\n%s\n", Clean(p.Title), Clean(p.Line))
	for _, s := range p.Sections {
		if s.empty() {
			continue
		}
		fmt.Fprintf(b, "\n%s\n", Clean(s.Title))
		paragraphs(b, s.Before)
		table(b, s.Header, s.Rows)
		paragraphs(b, s.After)
	}
	return b.Flush()
}

func paragraphs(b *bufio.Writer, lines []string) {
	for _, l := range lines {
		for _, part := range wrap(Clean(l), width-2) {
			fmt.Fprintf(b, "  %s\n", part)
		}
	}
}

// table writes rows under their header, cells wrapped so that the whole fits.
func table(b *bufio.Writer, header []string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	cells := make([][]string, 0, len(rows)+1)
	for _, row := range append([][]string{header}, rows...) {
		line := make([]string, len(row))
		for i, c := range row {
			line[i] = Clean(c)
		}
		cells = append(cells, line)
	}
	widths := fit(cells)
	for _, row := range cells {
		parts := make([][]string, len(row))
		lines := 1
		for i, c := range row {
			parts[i] = wrap(c, widths[i])
			lines = max(lines, len(parts[i]))
		}
		for k := range lines {
			var line strings.Builder
			for i := range row {
				text := ""
				if k < len(parts[i]) {
					text = parts[i][k]
				}
				line.WriteString("  " + text + strings.Repeat(" ", max(widths[i]-utf8.RuneCountInString(text), 0)))
			}
			b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
		}
	}
}

// fit gives the columns their natural widths, and takes from the widest ones
// what is too much.
func fit(cells [][]string) []int {
	widths, least := make([]int, len(cells[0])), make([]int, len(cells[0]))
	for _, row := range cells {
		for i, c := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(c))
			for word := range strings.FieldsSeq(c) {
				least[i] = max(least[i], min(utf8.RuneCountInString(word), narrow))
			}
		}
	}
	for {
		sum, widest := 0, -1
		for i, n := range widths {
			sum += n + 2
			if n > least[i] && (widest < 0 || n > widths[widest]) {
				widest = i
			}
		}
		if sum <= width || widest < 0 {
			return widths
		}
		widths[widest]--
	}
}

// wrap breaks a text into lines of at most n characters, at spaces and
// slashes where it can.
func wrap(s string, n int) []string {
	var out []string
	for utf8.RuneCountInString(s) > n {
		runes := []rune(s)
		at := n
		for i := n; i > 0; i-- {
			if runes[i] == ' ' || runes[i-1] == '/' && i > n/3 {
				at = i
				break
			}
		}
		out = append(out, strings.TrimRight(string(runes[:at]), " "))
		s = strings.TrimLeft(string(runes[at:]), " ")
	}
	return append(out, s)
}
