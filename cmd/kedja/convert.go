// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/sbom/read"
)

func (p *program) convert() *cobra.Command {
	c := &cobra.Command{
		Use:   "convert RESULT",
		Short: "Write a stored result in other formats",
		Long: `Convert reads a result that -o json=FILE stored and writes it in the formats
asked for. It assesses nothing: what it writes is what "kedja assess" would
have written.`,
		Example: `  kedja convert out.json
  kedja convert out.json -o markdown=note.md -o text=note.txt --full`,
		Args: resultArgs(1, 1, aResult),
	}
	p.set.output(c.Flags(), formatNames()...)
	p.set.fullFlag(c.Flags())
	completeOutput(c, formatNames()...)
	return verb(c, func(_ context.Context, args []string) error {
		outputs, err := p.set.parseOutputs(formatNames()...)
		if err != nil {
			return err
		}
		a, err := p.readResult(args[0])
		if err != nil {
			return err
		}
		return p.writeAssessment(outputs, a)
	})
}

// fullFlag is --full of verbs that only show.
func (s *settings) fullFlag(f flags) {
	f.BoolVar(&s.full, "full", false, "list all rows instead of the first few")
}

// aResult is what most verbs on results need.
const aResult = "a stored result, as written by -o json=FILE"

// resultArgs asks for so many arguments, the first of them what is needed.
func resultArgs(least, most int, need string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usagef("%s needs %s", c.CommandPath(), need)
		case len(args) > most:
			return usagef("%s has one argument too many: %q", c.CommandPath(), args[most])
		}
		return nil
	}
}

// slurp reads a file, or standard input for the name -.
func (p *program) slurp(name string) ([]byte, error) {
	if name == "-" {
		return p.peek()
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, &exit{exitInput, fmt.Errorf("%s: it cannot be read: %w; check the path", name, cause(err))}
	}
	return data, nil
}

// readResult reads a stored result.
func (p *program) readResult(name string) (*result.Assessment, error) {
	data, err := p.slurp(name)
	if err != nil {
		return nil, err
	}
	if kind := read.Detect(data).Kind; kind == read.KindSBOM {
		return nil, &exit{exitInput, fmt.Errorf("%s: this is an SBOM, not a stored result; make one with kedja assess %s -o json=out.json", name, name)}
	}
	if name == "-" {
		name = "stdin"
	}
	return p.decode(name, data)
}
