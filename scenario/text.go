// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"io"

	"github.com/kedja/kedja/internal/page"
)

// WriteText writes the report for a terminal or a plain file.
func WriteText(w io.Writer, r *Report) error { return page.WriteText(w, r.page()) }

// WriteMarkdown writes the report as GitHub-flavoured Markdown.
func WriteMarkdown(w io.Writer, r *Report) error { return page.WriteMarkdown(w, r.page()) }

func (r *Report) page() page.Page {
	head, line := r.title()
	return page.Page{Title: head, Line: line, Sections: r.sections()}
}
