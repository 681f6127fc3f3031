// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/policies"
	"github.com/kedja/kedja/report"
	"github.com/kedja/kedja/result"
)

// compiled compiles the packs that the flags choose.
func (p *program) compiled(ctx context.Context) (*policies.Set, error) {
	params, err := parseParams(p.set.params)
	if err != nil {
		return nil, err
	}
	user, confine, err := p.ownPolicies()
	if err != nil {
		return nil, err
	}
	set, err := policies.Compile(ctx, &policies.Options{Packs: p.set.packs, Params: params, User: user, Confine: confine})
	return set, p.wrong(err)
}

// wrong is what is wrong with packs and parameters: wrong usage.
func (p *program) wrong(err error) error {
	if list, ok := errors.AsType[diag.List](err); ok {
		return &exit{exitUsage, list}
	}
	return err
}

func (p *program) policyTest() *cobra.Command {
	c := &cobra.Command{
		Use:   "test [FOLDER...]",
		Short: "Run the Rego tests of folders of packs, with coverage; without a folder, of the built-in packs",
		Long: `Test runs every rule that begins with test_ in files *_test.rego, beside the
built-in libs, and lists the lines of rules that no test reaches. It exits 1 when
a test fails or a line is not reached, 65 when a file cannot be read or parsed.`,
		Example: `  kedja policy test my-policies/
  kedja policy test -o json`,
	}
	p.set.output(c.Flags(), "text", "json")
	completeOutput(c, "text", "json")
	return verb(c, func(ctx context.Context, args []string) error {
		outputs, err := p.set.parseOutputs("text", "json")
		if err != nil {
			return err
		}
		folders, err := p.folders(args)
		if err != nil {
			return err
		}
		if len(folders) == 0 {
			folders = []fs.FS{nil}
		}
		all, ok := testedJSON{Tests: []testJSON{}, Uncovered: []diag.Position{}}, true
		for i, f := range folders {
			t, list, err := policies.Test(ctx, f)
			if err != nil {
				return err
			}
			if list != nil {
				return &exit{exitInput, list}
			}
			name := "built-in"
			if i < len(args) {
				name = args[i]
			}
			for k := range t.Tests {
				t.Tests[k].At.File = p.here(t.Tests[k].At.File)
			}
			for k := range t.Uncovered {
				t.Uncovered[k].File = p.here(t.Uncovered[k].File)
			}
			all.add(name, t)
			ok = ok && t.OK()
		}
		if err := p.write(outputs, func(w io.Writer, format string, _ bool) error {
			if format == "json" {
				return writeJSON(w, all)
			}
			return all.text(w)
		}); err != nil {
			return err
		}
		if !ok {
			return code(exitFail)
		}
		return nil
	})
}

// testedJSON is "policy test -o json".
type testedJSON struct {
	Passed    int             `json:"passed"`
	Failed    int             `json:"failed"`
	Coverage  []coverageJSON  `json:"coverage"`
	Tests     []testJSON      `json:"tests"`
	Uncovered []diag.Position `json:"uncovered"`
}

type coverageJSON struct {
	Packs   string  `json:"packs"`
	Percent float64 `json:"percent"`
}

type testJSON struct {
	Name   string `json:"name"`
	File   string `json:"file"`
	Line   int    `json:"line"`
	Passed bool   `json:"passed"`
	Why    string `json:"why,omitempty"`
}

func (x *testedJSON) add(name string, t *policies.Tested) {
	for _, c := range t.Tests {
		x.Tests = append(x.Tests, testJSON{c.Name, c.At.File, c.At.Line, c.Passed, c.Failed})
		if c.Passed {
			x.Passed++
		} else {
			x.Failed++
		}
	}
	x.Uncovered = append(x.Uncovered, t.Uncovered...)
	x.Coverage = append(x.Coverage, coverageJSON{name, t.Coverage})
}

func (x *testedJSON) text(w io.Writer) error {
	for _, t := range x.Tests {
		if !t.Passed {
			fmt.Fprintf(w, "%s:%d: %s: %s\n", t.File, t.Line, t.Name, printable(t.Why))
		}
	}
	for _, at := range x.Uncovered {
		fmt.Fprintf(w, "%s: no test reaches this line\n", at)
	}
	for _, c := range x.Coverage {
		fmt.Fprintf(w, "%s: %.1f %% of the lines are reached\n", printable(c.Packs), c.Percent)
	}
	_, err := fmt.Fprintf(w, "%d passed, %d failed\n", x.Passed, x.Failed)
	return err
}

func (p *program) policyDiff() *cobra.Command {
	var inputs []string
	c := &cobra.Command{
		Use:   "diff A B --input INPUT",
		Short: "Say which findings change from one version of packs to another",
		Long: `Diff assesses one input twice, with the packs of folder A and with those of folder
B beside the built-in ones, and compares the findings. A pack of a folder that has
the name of a built-in one stands for it on that side, and so do libs and entries
of the catalogue. A or B may be a bundle, or the word builtin: the built-in packs
alone. Diff exits 0 whatever it finds.`,
		Example: `  kedja policy diff our-policies-v1/ our-policies-v2/ --input system.yaml
  kedja policy diff builtin our-policies/ --input sbom.json -o markdown`,
		Args: resultArgs(2, 2, "two sides, each a folder or bundle of packs, or the word builtin"),
	}
	f := c.Flags()
	f.StringArrayVar(&inputs, "input", nil, "the SBOM or system `FILE` to assess, repeatable")
	p.set.records(f)
	p.set.vulnerabilities(f)
	f.StringArrayVar(&p.set.packs, "pack", nil, "evaluate this pack only, by `NAME`, repeatable")
	f.StringArrayVar(&p.set.params, "param", nil, "set a parameter on both sides: `RULE.NAME=VALUE`, repeatable")
	f.StringVar(&p.set.policiesKey, "policies-key", "", "both sides are bundles signed for the public key in this PEM `FILE`")
	p.set.clockFlag(f)
	p.set.fullFlag(f)
	p.set.output(f, viewFormats...)
	completeOutput(c, viewFormats...)
	return verb(c, func(ctx context.Context, args []string) error {
		outputs, err := p.set.parseOutputs(viewFormats...)
		if err != nil {
			return err
		}
		if len(inputs) == 0 {
			return usagef("--input is missing: name the SBOM or system to assess with both")
		}
		full := p.set.full
		p.set.full = true // all findings, so that they can be compared
		p.replacing = true
		var sides [2]*result.Assessment
		for i, folder := range args {
			p.set.policies = nil
			if folder != "builtin" {
				p.set.policies = []string{folder}
			}
			if sides[i], err = p.judge(ctx, inputs); err != nil {
				if errors.Is(err, kedja.ErrNothing) {
					return err
				}
				return fmt.Errorf("%s: %w", folder, err)
			}
		}
		p.set.full = full
		d := gate.Diff(sides[0], sides[1])
		return p.view(outputs, nil,
			func(w io.Writer, o report.Options) error { return report.DiffText(w, &d, o) },
			func(w io.Writer, o report.Options) error { return report.DiffMarkdown(w, &d, o) },
			func(w io.Writer) error { return result.EncodeDiff(w, &d) })
	})
}
