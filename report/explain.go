// SPDX-License-Identifier: Apache-2.0

package report

import (
	"io"
	"strconv"
	"strings"

	"github.com/kedja/kedja/report/html"
	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// explainLine is one node of an explanation in words, clean.
type explainLine struct {
	depth                     int
	kind                      string // what sort of node
	title, value, text, place string
	standing                  span   // of rules and sources of law
	id                        string // to ask for
}

// explainKinds calls the sorts of nodes what people call them.
var explainKinds = map[string]string{
	result.ExplainNumber: "number", result.ExplainFinding: "finding", result.ExplainRule: "rule", result.ExplainLaw: "source",
	result.ExplainMeasure: "computed", result.ExplainFact: "stated", result.ExplainMissing: "missing", result.ExplainInput: "file",
	result.ExplainParameter: "parameter", result.ExplainAssumption: "assumed", result.ExplainCounterfactual: "to pass",
}

// maxDepth bounds the depth of a tree; ours have five levels.
const maxDepth = 20

// explainLines lays a tree out in lines, the children after their parent.
func explainLines(x *result.Explanation, o Options) []explainLine {
	var out []explainLine
	var walk func(x *result.Explanation, depth int, last bool)
	walk = func(x *result.Explanation, depth int, last bool) {
		if depth > maxDepth {
			return
		}
		children := x.Children
		line := explained(x, depth, o)
		if x.Kind == result.ExplainLaw && len(children) == 1 && children[0].Kind == result.ExplainInput && !last {
			children = nil // the pack that it came in stands once, below the last source
		}
		out = append(out, line)
		for i := range children {
			walk(&children[i], depth+1, i+1 == len(children) || children[i+1].Kind != children[i].Kind)
		}
	}
	walk(x, 0, true)
	return out
}

// maxShown is the length of values: whole records stand in files.
const maxShown = 160

func explained(x *result.Explanation, depth int, o Options) explainLine {
	line := explainLine{
		depth: depth, kind: explainKinds[x.Kind], title: phrase.Text(x.Title), value: phrase.Text(x.Value), text: phrase.Text(x.Text), id: phrase.Text(x.ID),
	}
	if line.kind == "" {
		line.kind = phrase.Clean(x.Kind, phrase.MaxName)
	}
	if !o.Full {
		line.value = phrase.Clean(x.Value, maxShown)
		if digest, ok := strings.CutPrefix(line.value, "sha256 "); ok && len(digest) > 16 {
			line.value = "sha256 " + digest[:16] + "…"
		}
	}
	switch x.Kind {
	case result.ExplainFact:
		line.place = placeWords(&x.At)
		if x.Source != "" {
			line.place += ", source " + phrase.Text(x.Source)
		}
	case result.ExplainMeasure, result.ExplainLaw:
		line.place = phrase.Text(x.Source)
	}
	if x.Kind == result.ExplainLaw || x.Kind == result.ExplainRule {
		line.standing = standing(x.Status, x.Provenance)
	}
	return line
}

// placeWords is a place in a file: name:line, with the pointer where it says
// more.
func placeWords(at *result.Evidence) string {
	place := phrase.Text(at.File)
	if at.Line > 0 {
		place += ":" + strconv.Itoa(at.Line)
	}
	if at.Pointer != "" {
		place += " (" + phrase.Text(at.Pointer) + ")"
	}
	return place
}

// ExplainText writes an explanation for people: a tree by indentation. Texts
// of inputs are harmless in it as in [Text].
func ExplainText(w io.Writer, x *result.Explanation, o Options) error {
	p := newPrinter(w, o)
	for _, l := range explainLines(x, o) {
		spans := []span{{dim, l.kind + " ·"}, {bold, l.title}}
		if l.depth > 0 {
			spans[1].style = plain
		}
		if l.value != "" {
			spans[1].text += ":"
			spans = append(spans, span{kindStyle(l), l.value})
		}
		if l.standing.text != "" {
			spans = append(spans, span{l.standing.style, "(" + l.standing.text + ")"})
		}
		if l.text != "" {
			spans = append(spans, span{dim, "– " + l.text})
		}
		if l.place != "" {
			spans = append(spans, span{plain, "[" + l.place + "]"})
		}
		if l.id != "" && l.depth > 0 {
			spans = append(spans, span{dim, "→ " + l.id})
		}
		p.para(2*l.depth, 2*l.depth+4, spans...)
	}
	return p.w.Flush()
}

func kindStyle(l explainLine) style {
	switch l.kind {
	case "missing":
		return cyan
	case "finding":
		state, _, _ := strings.Cut(l.value, ",")
		return stateStyles[state]
	case "number", "to pass":
		return bold
	}
	return plain
}

// ExplainMarkdown writes an explanation as a nested list in GitHub-flavoured
// Markdown. Texts of inputs are harmless in it as in [Markdown].
func ExplainMarkdown(w io.Writer, x *result.Explanation, o Options) error {
	var b strings.Builder
	for _, l := range explainLines(x, o) {
		words := escape(l.title)
		if l.value != "" {
			words += ": " + strong(escape(l.value))
		}
		if l.standing.text != "" {
			words += " (" + escape(l.standing.text) + ")"
		}
		if l.text != "" {
			words += " – " + escape(l.text)
		}
		if l.place != "" {
			words += " (" + escape(l.place) + ")"
		}
		if l.depth == 0 {
			b.WriteString("### " + string(words) + "\n\n")
			if l.id != "" {
				b.WriteString(string(code(l.id)) + "\n\n")
			}
			continue
		}
		if l.id != "" {
			words += " " + code(l.id)
		}
		b.WriteString(strings.Repeat("  ", l.depth-1) + "- *" + string(escape(l.kind)) + "* " + string(words) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// ExplainHTML writes an explanation as a page of its own.
func ExplainHTML(w io.Writer, x *result.Explanation) error { return html.Explanation(w, x) }
