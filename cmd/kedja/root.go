// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/kedja/kedja"
)

// program is what a run has of the world outside.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	env            func(string) string
	now            func() time.Time
	// terminal reports whether w is a terminal, and how wide it is.
	terminal func(w io.Writer) (columns int, ok bool)

	set       settings
	replacing bool // packs of the user's stand for built-in ones of the same name

	bases []string // folders that the files in messages may be relative to
	typed []string // files and folders that arguments and flags name
}

// terminal looks at a real file.
func terminal(w io.Writer) (columns int, ok bool) {
	f, isFile := w.(*os.File)
	if !isFile || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	columns, _, err := term.GetSize(int(f.Fd()))
	return columns, err == nil
}

// run is the whole program: it returns the exit code.
func (p *program) run(ctx context.Context, args []string) (code int) {
	defer func() {
		if reason := recover(); reason != nil {
			code = p.crashed(reason)
		}
	}()
	root := p.command()
	root.SetArgs(args)
	verb, err := root.ExecuteContextC(ctx)
	return p.conclude(verb.CommandPath(), err)
}

// command is the tree of verbs.
func (p *program) command() *cobra.Command {
	root := p.group(&cobra.Command{
		Use:   "kedja",
		Short: "Judge the supply-chain risk of ICT products and systems",
		Long: `Kedja joins what a product is made of (SBOMs), who stands behind each part
(supplier and country records) and what law and toolboxes ask for (rules) to
one assessment.

Exit codes: 0 pass, 1 the gate failed, 2 only warnings (with --fail-on-warn),
3 nothing was assessed, 64 wrong usage or configuration, 65 an input could not
be read, 70 internal error.`,
		Example: `  kedja assess examples/nordmark/system.yaml -o text -o json=out.json
  kedja assess sbom.json
  kedja gate --fail-on high out.json`,
		Version: kedja.Version,
	})
	root.SetIn(p.stdin)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	root.SilenceErrors, root.SilenceUsage = true, true
	p.set.common(root.PersistentFlags())
	root.PersistentPreRunE = func(c *cobra.Command, args []string) error { return ended(p.prepare(c, args)) }
	root.AddCommand(p.assess(), p.gate(), p.explain(), p.diff(), p.convert(), p.skeletons(), p.lint(), p.scenario(), p.portfolio(), p.vuln(), p.sbom(), p.supplier(), p.policy(), p.schema(), p.version(), p.sandboxed())
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return plainFlag(err) })
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() == "completion" {
			p.group(c) // an unknown shell is a mistake as an unknown verb is
		}
	}
	return root
}

// plainFlag says what is wrong with a number without the words of the language
// that kedja is written in.
func plainFlag(err error) error {
	if text, _, ok := strings.Cut(err.Error(), ": strconv."); ok {
		return errors.New(text + ": it is no number")
	}
	return err
}

// group makes a command that only holds others: naming none of them is a
// mistake, not a success.
func (p *program) group(c *cobra.Command) *cobra.Command {
	c.Args = cobra.ArbitraryArgs
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usagef("name what to do")
		}
		hint := ""
		if near := c.SuggestionsFor(args[0]); len(near) > 0 {
			hint = ", did you mean " + near[0] + "?"
		}
		return usagef("%s has no verb %q%s", c.CommandPath(), args[0], hint)
	}
	c.SuggestionsMinimumDistance = 2
	return c
}

// verb makes a command that does something.
func verb(c *cobra.Command, do func(ctx context.Context, args []string) error) *cobra.Command {
	c.RunE = func(c *cobra.Command, args []string) error { return ended(do(c.Context(), args)) }
	return c
}
