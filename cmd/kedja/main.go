// SPDX-License-Identifier: Apache-2.0

// Kedja judges the supply-chain risk of ICT products, systems and tenders:
// run "kedja --help", or read docs/cli.md.
//
// This package is flags, files, progress and exit codes; the work is done by
// package kedja and those below it.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first signal asks for an orderly end; a second one ends at once.
	context.AfterFunc(ctx, stop)
	p := &program{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
		env: os.Getenv, now: time.Now, terminal: terminal,
	}
	os.Exit(p.run(ctx, os.Args[1:]))
}
