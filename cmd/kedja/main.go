// SPDX-License-Identifier: Apache-2.0

// Command kedja judges the supply-chain risk of ICT products, systems and tenders:
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

// grace is how long an orderly end may take after a signal.
const grace = time.Second

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first signal asks for an orderly end. A second one ends at once, and
	// so does the program itself when it hangs in reading a pipe.
	context.AfterFunc(ctx, func() {
		stop()
		time.Sleep(grace)
		os.Exit(exitInterrupted)
	})
	p := &program{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
		env: os.Getenv, now: time.Now, terminal: terminal,
	}
	os.Exit(p.run(ctx, os.Args[1:]))
}
