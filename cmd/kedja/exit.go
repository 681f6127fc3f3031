// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/policies"
)

// The exit codes. They are a contract with scripts and mean the same for
// every verb.
const (
	exitPass        = 0
	exitFail        = 1   // the gate failed; lint --strict found warnings
	exitWarn        = 2   // only warnings, with --fail-on-warn
	exitNothing     = 3   // nothing was assessed
	exitUsage       = 64  // wrong usage or configuration
	exitInput       = 65  // an input could not be read
	exitInternal    = 70  // a mistake of the program
	exitInterrupted = 130 // stopped by a signal, as shells count it
)

// precedence lists the exit codes from the one that outdoes all others.
var precedence = [...]int{exitInterrupted, exitInternal, exitUsage, exitInput, exitNothing, exitFail, exitWarn, exitPass}

// worst is the code that outdoes the others.
func worst(codes ...int) int {
	for _, c := range precedence {
		if slices.Contains(codes, c) {
			return c
		}
	}
	return exitPass
}

// exit is how a verb ends when it does not end well. A nil err means that
// everything has been said.
type exit struct {
	code int
	err  error
}

func (e *exit) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit code %d", e.code)
	}
	return e.err.Error()
}

func (e *exit) Unwrap() error { return e.err }

func usagef(format string, args ...any) error {
	return &exit{exitUsage, fmt.Errorf(format, args...)}
}

// code ends with the worst of the codes, everything having been said.
func code(codes ...int) error {
	if c := worst(codes...); c != exitPass {
		return &exit{code: c}
	}
	return nil
}

// ended gives an error of a verb its exit code.
func ended(err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*exit](err); ok {
		return err
	}
	switch {
	case errors.Is(err, context.Canceled):
		return &exit{exitInterrupted, errors.New("interrupted; nothing was written")}
	case errors.Is(err, kedja.ErrNothing):
		return &exit{exitNothing, fmt.Errorf("%w; give an SBOM with components, or a system file with products", err)}
	}
	if rule, ok := errors.AsType[*policies.RuleError](err); ok && rule.Own {
		return &exit{exitUsage, fmt.Errorf("%w; change the rule, or do without its pack", err)}
	}
	return &exit{exitInternal, err}
}

// conclude says what went wrong and returns the exit code. What is no *exit
// comes from the parser of the command line.
func (p *program) conclude(verb string, err error) int {
	if err == nil {
		return exitPass
	}
	e, ok := errors.AsType[*exit](err)
	if !ok {
		fmt.Fprintf(p.stderr, "kedja: %s; see %s --help\n", printable(err.Error()), verb)
		return exitUsage
	}
	if e.err == nil {
		return e.code
	}
	if list, ok := errors.AsType[diag.List](e.err); ok {
		p.complain(list, "correct these first")
		return e.code
	}
	switch e.code {
	case exitUsage:
		fmt.Fprintf(p.stderr, "kedja: %s; see %s --help\n", printable(e.err.Error()), verb)
	case exitInternal:
		fmt.Fprintf(p.stderr, "kedja: internal error: %s; %s\n", printable(e.err.Error()), pleaseReport)
	default:
		fmt.Fprintf(p.stderr, "kedja: %s\n", printable(e.err.Error()))
	}
	return e.code
}

const pleaseReport = "please report it at https://github.com/kedja/kedja/issues with the output of kedja version and, if you can share it, the input"

// crashed turns a panic into the message and code of an internal error.
func (p *program) crashed(reason any) int {
	fmt.Fprintf(p.stderr, "kedja: internal error: %v\n%s\nThis is a mistake in kedja: %s.\n", reason, debug.Stack(), pleaseReport)
	return exitInternal
}
