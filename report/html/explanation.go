// SPDX-License-Identifier: Apache-2.0

package html

import (
	"bufio"
	"html/template"
	"io"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// answer is an explanation as a page of its own.
type answer struct {
	Policy string
	Style  template.CSS
	Title  string
	Value  string
	ID     string
	Node   *reason
}

// Explanation writes one explanation as a page of its own, under the same
// rules as the page of a result. Numbers that it rests on and that can be
// asked for themselves are named; their explanations are not on this page.
func Explanation(w io.Writer, x *result.Explanation) error {
	t, err := pages()
	if err != nil {
		return err
	}
	b := newBuilder(&result.Assessment{}, Options{})
	node, _, _ := b.whys.node(x, 0)
	node.Title, node.Value, node.Kind = "", "", ""
	page := answer{
		Policy: policy(pageStyle, ""), Style: template.CSS(pageStyle), // our own file, not an input
		Title: upper(phrase.Text(x.Title)), Value: phrase.Clean(x.Value, phrase.MaxName), ID: phrase.Text(x.ID), Node: node,
	}
	out := bufio.NewWriter(w)
	if err := t.ExecuteTemplate(out, "explanation.html", page); err != nil {
		return err
	}
	return out.Flush()
}
