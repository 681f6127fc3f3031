// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/report"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/sbom/read"
)

func (p *program) gate() *cobra.Command {
	var own *cobra.Command
	c := &cobra.Command{
		Use:   "gate INPUT...",
		Short: "Assess, or read a stored result, and exit by the verdict",
		Long: `Gate assesses its inputs as "kedja assess" does, or takes one result that
-o json=FILE stored, and exits by the verdict: 0 pass, 1 fail, 2 only warnings
with --fail-on-warn (with --fail-on-warn=high only where one is high or
critical). A rule says whether what it finds fails or warns; --fail-on lets what
fails warn where it is less severe, and never makes a warning fail. What is unknown counts as a warning, or with
--fail-on-unknown as a failure. Waived findings do not count, nor do those
that an earlier result, the --baseline, has in the same or a worse state.`,
		Example: `  kedja gate examples/nordmark/system.yaml --fail-on high
  kedja gate out.json --waivers waivers.yaml --fail-on-warn
  kedja gate sbom.json --baseline main.json -o json=out.json`,
		Args: someArgs("an SBOM, a system file or a stored result"),
	}
	own = c
	p.set.assessment(c.Flags())
	p.set.gateFlags(c.Flags())
	p.set.findingsFlag(c.Flags())
	completeOutput(c, formatNames()...)
	complete(c, "fail-on", result.Severities()...)
	complete(c, "fail-on-warn", result.Severities()...)
	c.Flags().Lookup("fail-on-warn").NoOptDefVal = everyWarning
	return verb(c, func(ctx context.Context, args []string) error {
		if err := p.set.checkGate(args); err != nil {
			return err
		}
		outputs, err := p.set.parseOutputs(formatNames()...)
		if err != nil {
			return err
		}
		if err := p.set.checkFindingsOnly(outputs); err != nil {
			return err
		}
		baseline, from, err := p.baseline()
		if err != nil {
			return err
		}
		a, err := p.resultOf(ctx, args, own)
		if err != nil {
			return err
		}
		s := &p.set
		o := gate.Options{FailOn: s.failOn, FailOnWarn: s.failOnWarn != "", WarnFrom: s.failOnWarn, FailOnUnknown: s.failOnUnknown, Baseline: baseline}
		d := gate.Decide(a, o)
		d.Record(a, o, from)
		if err := p.writeAssessment(outputs, a); err != nil {
			return err
		}
		p.sayDecision(d, a.Gate)
		return code(p.inputCode(a), decisionCode(d))
	})
}

// decisionCode is the exit code of the gate's answer.
func decisionCode(d gate.Decision) int {
	switch {
	case d.State == gate.Fail:
		return exitFail
	case d.Stop:
		return exitWarn
	}
	return exitPass
}

// maxReasons caps the reasons that are printed beside the result.
const maxReasons = 10

// sayDecision tells what decided, worst first, with the counts of the reports.
func (p *program) sayDecision(d gate.Decision, g *result.Gate) {
	if d.Stop && !p.set.quiet {
		for i, r := range d.Reasons {
			if i == maxReasons {
				fmt.Fprintf(p.stderr, "… and %s more\n", plural(len(d.Reasons)-i, "reason"))
				break
			}
			where := strings.TrimSpace(strings.Join([]string{r.Severity, r.Rule}, " "))
			if where != "" {
				where = " [" + where + "]"
			}
			fmt.Fprintln(p.stderr, printable(fmt.Sprintf("%s: %s%s", r.State, r.Text, where)))
		}
	}
	fmt.Fprintln(p.stderr, "gate: "+report.GateLine(g))
}

// baseline reads the earlier result, and says which it is; nil when none was
// named.
func (p *program) baseline() (*result.Assessment, *result.Input, error) {
	name := p.set.baseline
	if name == "" {
		return nil, nil, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, &exit{exitInput, fmt.Errorf("%s: the baseline cannot be read: %w; give a result as written by -o json=FILE", name, cause(err))}
	}
	a, err := p.decode(name, data)
	sum := sha256.Sum256(data)
	return a, &result.Input{Name: filepath.Base(name), Kind: result.Kind, SHA256: hex.EncodeToString(sum[:])}, err
}

// decode reads a stored result.
func (p *program) decode(name string, data []byte) (*result.Assessment, error) {
	a, list, err := result.Decode(data)
	for i := range list {
		list[i].File = filepath.ToSlash(name)
	}
	if err != nil {
		return nil, &exit{exitInput, list}
	}
	p.complain(list, "use a newer program")
	return a, nil
}

// resultOf is the stored result that the arguments name, or a new assessment.
func (p *program) resultOf(ctx context.Context, args []string, c *cobra.Command) (*result.Assessment, error) {
	for i, name := range args {
		data, err := p.storedResult(name)
		if err != nil {
			return nil, err
		}
		if data == nil {
			if isPipe(name) && !slices.Contains(args, "-") {
				args = slices.Clone(args)
				args[i] = "-"
			}
			continue
		}
		if name == "-" {
			name = "stdin"
		}
		if len(args) > 1 {
			return nil, usagef("%s is a stored result, which stands alone; give it without other inputs", name)
		}
		return p.stored(name, data, c)
	}
	return p.judge(ctx, args)
}

// storedResult reads the file if it is a stored result, and gives nil for
// everything else: an SBOM may be large, and is read where it is used.
func (p *program) storedResult(name string) ([]byte, error) {
	if name == "-" {
		head := bufio.NewReaderSize(p.stdin, read.HeadBytes)
		p.stdin = head
		first, err := head.Peek(read.HeadBytes)
		if err != nil && err != io.EOF {
			return nil, &exit{exitInput, fmt.Errorf("standard input: %w", err)}
		}
		if d, settled := read.DetectHead(first); settled && d.Kind != read.KindResult {
			return nil, nil
		}
		return resultIn(p.peek())
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, nil // said with the other inputs
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		return nil, nil
	}
	if !info.Mode().IsRegular() {
		return p.piped(name, f)
	}
	head := make([]byte, read.HeadBytes)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, nil
	}
	if d, settled := read.DetectHead(head[:n]); settled && d.Kind != read.KindResult {
		return nil, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, nil
	}
	return resultIn(data, nil)
}

// isPipe reports whether the name is neither a file nor a folder.
func isPipe(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.IsDir() && !info.Mode().IsRegular()
}

// piped reads a pipe that goes by a name, as the shell's <(...) makes them. It
// can be read once only: what is no result takes the place of standard input.
func (p *program) piped(name string, r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, &exit{exitInput, fmt.Errorf("%s: %w", name, cause(err))}
	}
	stored, _ := resultIn(data, nil)
	if stored == nil {
		p.stdin = bytes.NewReader(data)
	}
	return stored, nil
}

// resultIn gives the data back if it is a stored result.
func resultIn(data []byte, err error) ([]byte, error) {
	if err != nil || read.Detect(data).Kind != read.KindResult {
		return nil, err
	}
	return data, nil
}

// stored reads a result and applies waivers to it where some are given.
func (p *program) stored(name string, data []byte, c *cobra.Command) (*result.Assessment, error) {
	for _, flag := range []string{"suppliers", "countries", "osv", "vulns", "vex", "kev", "epss", "policies", "policies-key", "untrusted-policies", "pack", "param", "include-dev", "persons", "findings-only"} {
		if f := c.Flags().Lookup(flag); f != nil && f.Changed {
			return nil, usagef("--%s changes nothing in a stored result; give the inputs it was made of instead", flag)
		}
	}
	a, err := p.decode(name, data)
	if err != nil {
		return nil, err
	}
	if len(a.Products) == 0 && len(a.Components) == 0 {
		return nil, kedja.ErrNothing
	}
	clock, err := p.clock() // waivers run out by the calendar, whenever the result was made
	if err != nil {
		return nil, err
	}
	if len(p.set.waivers) == 0 {
		p.complain(gate.Refresh(a, clock), "renew the waivers or resolve the findings")
		return a, nil
	}
	waivers, list, err := readWaivers(p.set.waivers)
	if err != nil {
		return nil, &exit{exitInput, err}
	}
	if err := list.Err(); err != nil {
		return nil, &exit{exitInput, list}
	}
	p.complain(append(list, gate.Apply(a, waivers, clock)...), "correct these first")
	return a, nil
}

// readWaivers reads the waivers of files and folders.
func readWaivers(paths []string) ([]gate.Waiver, diag.List, error) {
	var out []gate.Waiver
	var diags diag.List
	for _, name := range slices.Compact(slices.Sorted(slices.Values(paths))) {
		records, list, err := load.Path(name, kedja.Kinds(), nil)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: the waivers cannot be read: %w; check the path", name, cause(err))
		}
		diags = append(diags, list...)
		for _, r := range records {
			w, ok := r.Value.(*gate.Waiver)
			if !ok {
				return nil, nil, errors.New(diag.Position{File: r.File, Line: r.Line}.String() + ": a record of kind " + r.Kind + " changes nothing in a stored result; assess the inputs again")
			}
			out = append(out, *w)
		}
	}
	return out, diags, nil
}
