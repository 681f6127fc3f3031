// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja/policies"
)

// limits are what a process with packs of strangers may use.
type limits struct {
	memory int64         // bytes, beside those that the program itself takes
	cpu    time.Duration // of all processors together, in whole seconds
	wall   time.Duration
}

// defaultLimits leave room for a hundred thousand components under rules of
// usual shape.
var defaultLimits = limits{memory: 1 << 30, cpu: time.Minute, wall: 2 * time.Minute}

// sandboxVerb is the hidden verb that the process with limits runs.
const sandboxVerb = "policy-sandbox"

// sandboxStack caps one stack of the process: nothing else stops a deep
// recursion before the memory is full.
const sandboxStack = 64 << 20

// sandbox starts this program again, to evaluate packs of strangers.
type sandbox struct {
	path string
	args []string
	limits
}

func newSandbox(l limits) (*sandbox, error) {
	if !canLimit {
		return nil, usagef("--untrusted-policies needs limits of memory and time, which kedja can set on Linux only; leave it out for packs that you trust")
	}
	path, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("the program itself, which --untrusted-policies starts again, cannot be found: %w", err)
	}
	args := []string{"kedja", sandboxVerb, strconv.FormatInt(l.memory, 10), strconv.FormatInt(int64(l.cpu/time.Second), 10)}
	return &sandbox{path: path, args: args, limits: l}, nil
}

// confine implements policies.Confine. The process gets nothing of this one
// but the request: no environment, no folder, no file but its two pipes.
func (s *sandbox) confine(ctx context.Context, request []byte, answer io.Writer) error {
	limited, stop := context.WithTimeout(ctx, s.wall)
	defer stop()
	c := exec.CommandContext(limited, s.path)
	c.Args = s.args
	c.Env = []string{}
	c.Dir = string(os.PathSeparator)
	c.Stdin = bytes.NewReader(request)
	c.Stdout = answer
	c.WaitDelay = time.Second
	err := c.Run()
	if err == nil || ctx.Err() != nil {
		return errors.Join(ctx.Err(), err)
	}
	if limited.Err() != nil {
		return fmt.Errorf("it took longer than %v and was stopped", s.wall)
	}
	status, ended := errors.AsType[*exec.ExitError](err)
	switch {
	case !ended:
		return err
	case status.UserTime()+status.SystemTime() >= s.cpu-time.Second/10:
		return fmt.Errorf("it took more than %v of processor time and was stopped", s.cpu)
	case status.ExitCode() == 2: // as the runtime of Go ends
		return fmt.Errorf("it needed more than %d MiB of memory, or a stack of more than %d MiB, and was stopped", s.memory>>20, sandboxStack>>20)
	}
	return fmt.Errorf("it ended badly (%v)", status)
}

// sandboxed is the verb of the process with limits.
func (p *program) sandboxed() *cobra.Command {
	c := &cobra.Command{
		Use: sandboxVerb + " MEMORY SECONDS", Hidden: true,
		Short:   "Evaluate packs of strangers, as --untrusted-policies has kedja do by itself",
		Example: "  kedja " + sandboxVerb + " 1073741824 60 < request > answer",
		Args:    cobra.ExactArgs(2),
	}
	return verb(c, func(ctx context.Context, args []string) error {
		memory, err1 := strconv.ParseInt(args[0], 10, 64)
		seconds, err2 := strconv.ParseInt(args[1], 10, 64)
		if err := errors.Join(err1, err2); err != nil || memory <= 0 || seconds <= 0 {
			return usagef("%s needs a number of bytes and one of seconds", sandboxVerb)
		}
		if err := setLimits(memory, seconds); err != nil {
			return err
		}
		debug.SetMemoryLimit(memory / 4 * 3)
		debug.SetMaxStack(sandboxStack)
		return policies.Serve(ctx, p.stdin, p.stdout)
	})
}
