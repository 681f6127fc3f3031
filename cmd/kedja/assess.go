// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
)

func (p *program) assess() *cobra.Command {
	c := &cobra.Command{
		Use:   "assess INPUT...",
		Short: "Assess SBOMs or a system: findings, concentration, lock-in, single points",
		Long: `Assess reads SBOMs, or a system file with all that it names, and writes the
assessment. What kind an input is, its content says; - is standard input.

Several SBOMs without a system file are one system that needs them all. Beside
a system file, the folders suppliers and countries and the files waivers.yaml,
curation.yaml and evidence.yaml are read too.

Assess exits 0 whatever it finds; "kedja gate" exits by the verdict.`,
		Example: `  kedja assess sbom.json
  kedja assess examples/nordmark/system.yaml -o text -o json=out.json
  syft -o cyclonedx-json dir:. | kedja assess - --suppliers records/`,
		Args: someArgs("an SBOM or a system file"),
	}
	p.set.assessment(c.Flags())
	p.set.findingsFlag(c.Flags())
	completeOutput(c, formatNames()...)
	return verb(c, func(ctx context.Context, args []string) error {
		outputs, err := p.set.parseOutputs(formatNames()...)
		if err != nil {
			return err
		}
		if err := p.set.checkFindingsOnly(outputs); err != nil {
			return err
		}
		a, err := p.judge(ctx, args)
		if err != nil {
			return err
		}
		if err := p.writeAssessment(outputs, a); err != nil {
			return err
		}
		return code(p.inputCode(a))
	})
}

// inputCode is the exit code that an assessment's inputs call for.
func (p *program) inputCode(a *result.Assessment) int {
	if !a.Incomplete {
		return exitPass
	}
	fmt.Fprintln(p.stderr, "kedja: something that was asked for could not be read; the result is marked incomplete")
	return exitInput
}

// judge loads and assesses the inputs, and says what a person should know
// about them.
func (p *program) judge(ctx context.Context, inputs []string) (*result.Assessment, error) {
	opts, err := p.options()
	if err != nil {
		return nil, err
	}
	g := p.progress()
	defer g.stop()
	var notCompiled error
	compiled := make(chan struct{})
	go func() { // while the inputs are read
		defer close(compiled)
		opts.Rules, notCompiled = kedja.CompileRules(ctx, opts)
	}()
	in, err := p.load(inputs, g)
	<-compiled
	if err != nil {
		return nil, err
	}
	defer in.Close() // mapped for reading, and temporary files
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	opts.Progress = g.tell
	var a *result.Assessment
	if err = notCompiled; err == nil {
		a, err = kedja.Assess(ctx, in, opts)
	}
	g.stop()
	switch list, isList := errors.AsType[diag.List](err); {
	case errors.Is(err, kedja.ErrNothing):
		p.complain(in.Diagnostics, "correct these first")
		if in.Incomplete {
			return nil, &exit{exitInput, fmt.Errorf("nothing was assessed, and something that was asked for could not be read")}
		}
		return nil, err
	case isList: // what is wrong with packs and parameters
		return nil, &exit{exitUsage, list}
	case err != nil:
		return nil, err
	}
	p.sayBuilt(in.Diagnostics)
	p.complain(a.Diagnostics, "-o json=FILE has them all, under diagnostics")
	p.sayBesides(in, inputs)
	return a, nil
}

// load reads the inputs of an assessment.
func (p *program) load(inputs []string, g *progress) (*kedja.Input, error) {
	piped := 0
	for _, name := range inputs {
		if name == "-" {
			piped++
		} else {
			p.bases = append(p.bases, filepath.Dir(name))
		}
	}
	if piped > 1 {
		return nil, usagef("standard input can be read once only; give - once")
	}
	s := &p.set
	in, list, err := kedja.Load(inputs, &kedja.LoadOptions{
		Suppliers: s.suppliers, Countries: s.countries, Waivers: s.waivers,
		OSV: s.osv, Vulns: s.vulns, VEX: s.vex, KEV: s.kev, EPSS: s.epss, Stdin: p.stdin, Progress: g.tell,
	})
	if in != nil {
		p.bases = append([]string{in.Base}, p.bases...)
	}
	if err != nil {
		g.stop()
		p.complain(list, "correct these first")
		if list.Err() == nil {
			fmt.Fprintf(p.stderr, "kedja: %v\n", err)
		}
		return nil, &exit{code: exitInput}
	}
	if err := p.protectRead(in); err != nil {
		_ = in.Close() // it was only read
		return nil, err
	}
	return in, nil
}

// sayBesides tells which records were read without being asked for.
func (p *program) sayBesides(in *kedja.Input, inputs []string) {
	if in.System == nil {
		return
	}
	asked := map[string]bool{}
	s := &p.set
	for _, list := range [][]string{inputs, s.suppliers, s.countries, s.waivers, s.osv, s.vulns, s.vex, s.kev, s.epss} {
		for _, name := range list {
			asked[filepath.ToSlash(filepath.Clean(name))] = true
			if rel, ok := below(in.Base, name); ok || rel != name {
				asked[rel] = true
			}
		}
	}
	var names []string
	count := map[string]int{}
	for _, f := range in.Files {
		if f.Kind == "SBOM" || f.Kind == "OSV" || f.Name == "stdin" || covered(asked, f.Name) {
			continue
		}
		top, _, below := strings.Cut(f.Name, "/")
		if below {
			top += "/"
		}
		if count[top]++; count[top] == 1 {
			names = append(names, top)
		}
	}
	if len(names) == 0 {
		return
	}
	for i, name := range names {
		if strings.HasSuffix(name, "/") {
			names[i] = fmt.Sprintf("%s (%s)", name, plural(count[name], "file"))
		}
	}
	p.note("read beside the system file too: %s", strings.Join(names, ", "))
}

// covered reports whether the file or a folder above it was asked for.
func covered(asked map[string]bool, name string) bool {
	for ; name != "." && name != "/"; name = path.Dir(name) {
		if asked[name] {
			return true
		}
	}
	return asked["."]
}

// peek reads standard input, so that its kind can be told before it is used.
func (p *program) peek() ([]byte, error) {
	data, err := io.ReadAll(p.stdin)
	if err != nil {
		return nil, &exit{exitInput, fmt.Errorf("standard input: %w", err)}
	}
	p.stdin = bytes.NewReader(data)
	return data, nil
}
