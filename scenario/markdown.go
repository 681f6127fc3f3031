// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// WriteMarkdown writes the report as GitHub-flavoured Markdown.
func WriteMarkdown(w io.Writer, r *Report) error {
	b := bufio.NewWriter(w)
	head, line := r.title()
	fmt.Fprintf(b, "# %s\n\n%s\n", escape(head), escape(line))
	for _, s := range r.sections() {
		fmt.Fprintf(b, "\n## %s\n\n", escape(s.title))
		for _, l := range s.before {
			fmt.Fprintf(b, "- %s\n", escape(l))
		}
		if len(s.rows) > 0 {
			if len(s.before) > 0 {
				b.WriteByte('\n')
			}
			markdownRow(b, s.header)
			fmt.Fprintf(b, "|%s\n", strings.Repeat(" --- |", len(s.header)))
			for _, row := range s.rows {
				markdownRow(b, row)
			}
		}
		for i, l := range s.after {
			if i == 0 && len(s.rows) > 0 {
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
	for _, r := range clean(s) {
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
