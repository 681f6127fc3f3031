// SPDX-License-Identifier: Apache-2.0

package page

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// WriteMarkdown writes the page as GitHub-flavoured Markdown.
func WriteMarkdown(w io.Writer, p Page) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "# %s\n\n%s\n", escape(p.Title), escape(p.Line))
	for _, s := range p.Sections {
		if s.empty() {
			continue
		}
		fmt.Fprintf(b, "\n## %s\n\n", escape(s.Title))
		for _, l := range s.Before {
			fmt.Fprintf(b, "- %s\n", escape(l))
		}
		if len(s.Rows) > 0 {
			if len(s.Before) > 0 {
				b.WriteByte('\n')
			}
			markdownRow(b, s.Header)
			fmt.Fprintf(b, "|%s\n", strings.Repeat(" --- |", len(s.Header)))
			for _, row := range s.Rows {
				markdownRow(b, row)
			}
		}
		for i, l := range s.After {
			if i == 0 && len(s.Rows) > 0 {
				b.WriteByte('\n')
			}
			fmt.Fprintf(b, "- %s\n", escape(l))
		}
	}
	return b.Flush()
}

func markdownRow(b *bufio.Writer, cells []string) {
	b.WriteByte('|')
	for _, c := range cells {
		fmt.Fprintf(b, " %s |", escape(c))
	}
	b.WriteByte('\n')
}

// escape writes a text so that readers of Markdown show it as it is.
func escape(s string) string {
	var b strings.Builder
	for _, r := range Clean(s) {
		switch r {
		case '&':
			b.WriteString("&amp;")
			continue
		case '<':
			b.WriteString("&lt;")
			continue
		case '@': // no mention, no address
			b.WriteString("@<!-- -->")
			continue
		case '\\', '`', '*', '_', '{', '}', '[', ']', '#', '|', '~', '!', '>':
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return strings.ReplaceAll(b.String(), "://", ":<!-- -->//")
}
