// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/portfolio"
)

var portfolioFormats = [...]string{"text", "json", "markdown", "csv"}

func (p *program) portfolio() *cobra.Command {
	c := &cobra.Command{
		Use:   "portfolio FILE|FOLDER|PATTERN|-...",
		Short: "Measure very many SBOMs at once: on whom and what they lean together",
		Long: `Portfolio reads any number of SBOMs of any format, and System records, in one
process: on which suppliers, controllers, countries and components they lean,
how many of them directly and at any tier, how concentrated that is, which
components are in use in many versions, and how much the SBOMs say. Where
systems name their entity, the same for each entity.

A folder stands for the SBOMs and records below it, a pattern may have ** for
any folders, and - is a list of files on standard input, one a line. The same
SBOM counts once, wherever it lies. Portfolio exits 0 whatever it finds, 65
where a file could not be read; the result then is that of the others.`,
		Example: `  kedja portfolio sboms/
  kedja portfolio 'sboms/**/*.cdx.json' --suppliers suppliers -o json=portfolio.json
  find . -name '*.spdx.json' | kedja portfolio - -o csv=portfolio.csv -o markdown=portfolio.md
  kedja portfolio sboms --baseline portfolio.json`,
		Args: someArgs("files, folders or patterns of SBOMs"),
	}
	f := c.Flags()
	f.StringArrayVar(&p.set.suppliers, "suppliers", nil, "supplier records: a `FILE` or folder, repeatable")
	p.set.output(f, portfolioFormats[:]...)
	p.set.clockFlag(f)
	f.StringVar(&p.set.baseline, "baseline", "", "an earlier result of portfolio, as `FILE`, to compare with")
	f.BoolVar(&p.set.includeDev, "include-dev", false, "count components that are excluded, or that only development and test need")
	f.BoolVar(&p.set.full, "full", false, "list all groups instead of the fifty largest of each kind")
	completeOutput(c, portfolioFormats[:]...)
	return verb(c, p.lean)
}

// lean runs the verb portfolio.
func (p *program) lean(ctx context.Context, args []string) error {
	outputs, err := p.set.parseOutputs(portfolioFormats[:]...)
	if err != nil {
		return err
	}
	o := portfolio.Options{Suppliers: p.set.suppliers, IncludeDev: p.set.includeDev, Full: p.set.full, Stdin: p.stdin, Found: p.protectFound}
	if o.AsOf, err = p.clock(); err != nil {
		return err
	}
	if o.Baseline, err = p.earlier(); err != nil {
		return err
	}
	g := p.progress()
	defer g.stop()
	o.Progress = g.tell
	r, list, err := portfolio.Run(ctx, args, o)
	g.stop()
	if errors.Is(err, kedja.ErrNothing) && list.Err() != nil {
		p.complain(list, "correct these first")
		return &exit{exitInput, errors.New("nothing was measured, and something that was asked for could not be read")}
	}
	if err != nil {
		return err
	}
	p.complain(list, "-o json has them all")
	if err := p.write(outputs, func(w io.Writer, format string, _ bool) error {
		switch format {
		case "json":
			return portfolio.WriteJSON(w, r)
		case "markdown":
			return portfolio.WriteMarkdown(w, r)
		case "csv":
			return portfolio.WriteCSV(w, r)
		}
		return portfolio.WriteText(w, r)
	}); err != nil {
		return err
	}
	if r.Incomplete {
		fmt.Fprintln(p.stderr, "kedja: something that was asked for could not be read; the result is marked incomplete")
		return code(exitInput)
	}
	return nil
}

// earlier reads the result of --baseline.
func (p *program) earlier() (*portfolio.Result, error) {
	name := p.set.baseline
	if name == "" {
		return nil, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, usagef("the baseline %s cannot be read: %w", name, cause(err))
	}
	r, err := portfolio.Decode(data)
	if err != nil {
		return nil, usagef("the baseline %s is no earlier result of kedja portfolio: %w", name, err)
	}
	return r, nil
}
