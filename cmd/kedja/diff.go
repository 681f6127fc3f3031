// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/report"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/sbom/read"
)

func (p *program) diff() *cobra.Command {
	c := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Say what changed between two stored results, or two SBOMs",
		Long: `Diff compares two results that -o json=FILE stored: components, suppliers,
who controls them, countries, concentration, single points and findings, and
which of the inputs, policies, parameters, engine and date differ.

An SBOM or a system file is assessed first, with all components and with one
date for both sides; of results made without --full only the components that
they name can be compared. Diff exits 0 whatever it finds.`,
		Example: `  kedja diff last-month.json out.json
  kedja diff v1.cdx.json v2.cdx.json --as-of 2026-11-20 -o markdown`,
		Args: resultArgs(2, 2, "two sides, each a stored result, an SBOM or a system file"),
	}
	p.set.output(c.Flags(), viewFormats...)
	p.set.fullFlag(c.Flags())
	p.set.clockFlag(c.Flags())
	p.set.records(c.Flags())
	p.set.vulnerabilities(c.Flags())
	completeOutput(c, viewFormats...)
	return verb(c, func(ctx context.Context, args []string) error {
		outputs, err := p.set.parseOutputs(viewFormats...)
		if err != nil {
			return err
		}
		old, new, err := p.sides(ctx, c, args)
		if err != nil {
			return err
		}
		d := gate.Diff(old, new)
		err = p.view(outputs, nil,
			func(w io.Writer, o report.Options) error { return report.DiffText(w, &d, o) },
			func(w io.Writer, o report.Options) error { return report.DiffMarkdown(w, &d, o) },
			func(w io.Writer) error { return result.EncodeDiff(w, &d) })
		if err != nil {
			return err
		}
		if old.Incomplete || new.Incomplete {
			return code(p.inputCode(&result.Assessment{Incomplete: true}))
		}
		return nil
	})
}

// sides reads or makes the two results.
func (p *program) sides(ctx context.Context, c *cobra.Command, args []string) (old, new *result.Assessment, err error) {
	if args[0] == "-" && args[1] == "-" {
		return nil, nil, usagef("standard input can be read once only; give - once")
	}
	var sides [2]*result.Assessment
	for i, name := range args {
		data, err := p.slurp(name)
		if err != nil {
			return nil, nil, err
		}
		if read.Detect(data).Kind != read.KindResult {
			continue
		}
		if sides[i], err = p.decode(name, data); err != nil {
			return nil, nil, err
		}
		if p.set.asOf == "" { // the other side, if it is assessed, is of the same day
			p.set.asOf = sides[i].AsOf
		}
	}
	if sides[0] != nil && sides[1] != nil {
		for _, flag := range []string{"as-of", "suppliers", "countries", "osv", "vulns", "vex", "kev", "epss"} {
			if c.Flags().Changed(flag) {
				return nil, nil, usagef("--%s changes nothing in stored results; give the inputs they were made of instead", flag)
			}
		}
		return sides[0], sides[1], nil
	}
	full := p.set.full
	p.set.full = true // all components, so that they can be compared
	for _, a := range sides {
		if a != nil && len(a.Components) < a.Coverage.Components.N {
			p.set.full = false // what the stored result does not name has not come or gone
		}
	}
	defer func() { p.set.full = full }()
	for i, name := range args {
		if sides[i] == nil {
			if sides[i], err = p.judge(ctx, []string{name}); err != nil {
				return nil, nil, err
			}
		}
	}
	return sides[0], sides[1], nil
}
