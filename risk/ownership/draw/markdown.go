// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Markdown writes the explanation as a page for a dossier or a ticket.
func Markdown(out io.Writer, v *View) error {
	w := bufio.NewWriter(out)
	fmt.Fprintf(w, "# Who controls %s\n\n", escape(v.full(v.Control.Party)))
	fmt.Fprintf(w, "- Control: %s\n", escape(v.control()))
	if end := v.ultimate(); end != "" {
		fmt.Fprintf(w, "- Ultimate controller: %s\n", escape(end))
	}
	fmt.Fprintf(w, "- Country of control: %s\n", escape(v.country()))
	if v.AsOf != "" {
		fmt.Fprintf(w, "- As of: %s\n", escape(v.AsOf))
	}
	fmt.Fprintf(w, "\n## Holders\n\n")
	if len(v.Holdings) == 0 {
		words := v.nobody(v.Control.Party)
		fmt.Fprintf(w, "N%s.\n", escape(words[1:]))
	} else {
		fmt.Fprintf(w, "| holder | of | holds | the answer rests on it | stated in |\n|---|---|---|---|---|\n")
	}
	for i, s := range v.Holdings {
		if i == most {
			fmt.Fprintf(w, "\n… and %d more\n", len(v.Holdings)-most)
			break
		}
		mark := ""
		if s.OnPath {
			mark = "yes"
		}
		fmt.Fprintf(w, "| %s | %s | %s | %s | %s |\n", escape(v.head(s.Holder)), escape(v.full(s.Party)), escape(stakeWords(s)), mark, escape(grounds(s.At, s.Source)))
	}
	for _, s := range v.sections() {
		if len(s.lines) == 0 {
			continue
		}
		fmt.Fprintf(w, "\n## %s\n\n", escape(s.title))
		for _, l := range s.lines {
			fmt.Fprintf(w, "- %s\n", escape(l))
		}
	}
	return w.Flush()
}

// escape keeps a text from being anything but text in Markdown or in HTML.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch r {
		case '&':
			b.WriteString("&amp;")
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '\\', '`', '*', '_', '[', ']', '|', '#', '!', '~', '@', '$':
			b.WriteRune('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return strings.ReplaceAll(b.String(), "://", ":\u200b//") // no link that nobody meant
}
