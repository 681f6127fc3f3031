// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/report"
	"github.com/kedja/kedja/result"
)

// viewFormats are the formats of what is derived from results.
var viewFormats = []string{"text", "markdown", "json"}

func (p *program) explain() *cobra.Command {
	c := &cobra.Command{
		Use:   "explain RESULT [ID]",
		Short: "Say why a number or finding of a stored result is as it is",
		Long: `Explain goes from a finding, by its id, or from a number, by its path of keys,
down to what it rests on: the parts, the formula, the rule with its law, the
stated facts with file and line, what is missing and whom to ask, parameters
and assumptions. Where a threshold decides, it says what would pass.

Without an id it lists what can be asked for. With --baseline the changes of
concentration since an earlier result can be asked for too: trend/…`,
		Example: `  kedja explain out.json
  kedja explain out.json 7109ce61872b522f
  kedja explain out.json concentration/system:nordmark-5g/supplier/spend/hhi -o markdown
  kedja explain out.json --baseline last-month.json trend/system:nordmark-5g/owner/spend/hhi`,
		Args: resultArgs(1, 2, aResult),
	}
	formats := append(slices.Clone(viewFormats), "html")
	p.set.output(c.Flags(), formats...)
	p.set.fullFlag(c.Flags())
	completeOutput(c, formats...)
	var baseline string
	c.Flags().StringVar(&baseline, "baseline", "", "an earlier result, as `FILE`; changes since then can be asked for")
	return verb(c, func(_ context.Context, args []string) error {
		outputs, err := p.set.parseOutputs(formats...)
		if err != nil {
			return err
		}
		a, err := p.readResult(args[0])
		if err != nil {
			return err
		}
		p.sayIncomplete(args[0], a)
		e := gate.NewExplainer(a)
		if baseline != "" {
			old, err := p.readResult(baseline)
			if err != nil {
				return err
			}
			e.Since(old)
		}
		if len(args) == 1 {
			if slices.ContainsFunc(outputs, func(o output) bool { return o.format == "html" }) {
				return usagef("-o html shows one explanation; name what to explain")
			}
			return p.write(outputs, func(w io.Writer, format string, _ bool) error { return p.listAskable(w, format, e) })
		}
		x, err := e.Explain(args[1])
		if err != nil {
			return usagef("%s: %s; kedja explain %s lists all", args[0], harmless(err.Error()), args[0])
		}
		return p.view(outputs,
			func(w io.Writer) error { return report.ExplainHTML(w, &x) },
			func(w io.Writer, o report.Options) error { return report.ExplainText(w, &x, o) },
			func(w io.Writer, o report.Options) error { return report.ExplainMarkdown(w, &x, o) },
			func(w io.Writer) error { return result.EncodeExplanation(w, &x) })
	})
}

// sayIncomplete tells what was wrong with the inputs of a result: numbers are
// wider for it than the files seem to say.
func (p *program) sayIncomplete(name string, a *result.Assessment) {
	if !a.Incomplete {
		return
	}
	wrong := a.Diagnostics.Errors()
	fmt.Fprintf(p.stderr, "kedja: %s is incomplete: its inputs have %s; what could not be read or used counts as unknown\n", printable(name), plural(len(wrong), "error"))
	p.complain(wrong, "the result has them all, under diagnostics")
}

// view writes something derived from results to the outputs.
func (p *program) view(outputs []output, html func(io.Writer) error, text, markdown func(io.Writer, report.Options) error, json func(io.Writer) error) error {
	columns, colour := p.colour()
	return p.write(outputs, func(w io.Writer, format string, toTerminal bool) error {
		o := report.Options{Full: p.set.full}
		switch format {
		case "json":
			return json(w)
		case "html":
			return html(w)
		case "markdown":
			return markdown(w, o)
		}
		if toTerminal {
			o.Width, o.Color = columns, colour
		}
		return text(w, o)
	})
}

// askable is what can be asked for, as JSON.
type askable struct {
	Group string   `json:"group"`
	IDs   []string `json:"ids"`
}

// shownIDs is how many ids of a group are listed by default.
const shownIDs = 10

// listAskable lists what can be asked for, by sort.
func (p *program) listAskable(out io.Writer, format string, e *gate.Explainer) error {
	if format == "json" {
		list := []askable{}
		for _, g := range e.Groups() {
			list = append(list, askable{g.Name, g.IDs})
		}
		return writeJSON(out, list)
	}
	w := bufio.NewWriter(out)
	for _, g := range e.Groups() {
		head, bullet := "%s (%d)\n", "  "
		if format == "markdown" {
			head, bullet = "### %s (%d)\n\n", "    " // a block of code
		}
		fmt.Fprintf(w, head, g.Name, len(g.IDs))
		for i, id := range g.IDs {
			if i == shownIDs && !p.set.full {
				fmt.Fprintf(w, bullet+"… and %d more; --full lists all\n", len(g.IDs)-i)
				break
			}
			line := id
			if x, ok := e.Lookup(id); ok && x.Kind == result.ExplainFinding {
				line += "  " + x.Value + ": " + x.Title
			}
			fmt.Fprintln(w, bullet+harmless(line))
		}
		fmt.Fprintln(w)
	}
	return w.Flush()
}

// harmless makes ids, which hold names of inputs, one line that steers no
// terminal and does not turn its direction.
func harmless(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}
