// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln/files"
)

// ballastBytes keep the memory that is in use from being what collections of
// garbage follow.
const ballastBytes = 32 << 20

var matchFormats = [...]string{"text", "json", "csv"}

func (p *program) vulnMatch() *cobra.Command {
	c := &cobra.Command{
		Use:   "match SBOM... --osv FILE",
		Short: "Look up which known vulnerabilities the components of SBOMs have",
		Long: `Match asks an index of OSV records, and what osv-scanner found before, about
every component of SBOMs of any format, and about what each SBOM describes. It
lists the vulnerabilities with the version that clears each, those of which it
cannot be told whether this version has them, and what could not be checked and
why: that a component could not be looked up does not make it clean.

Lists of exploited vulnerabilities, scores of EPSS and VEX are applied where
they are given; analyses inside an SBOM always are. What statements close is
listed apart, and that a statement applied to nothing is said.

Match exits 0 whatever it finds; kedja gate is what judges. It exits 65 where a
file could not be read, 3 where there is no component.`,
		Example: `  kedja vuln match --osv osv.idx sbom.json
  kedja vuln match --osv osv.idx --kev vulndata/lists --epss vulndata/lists --vex vex/ a.cdx.json b.spdx.json
  kedja vuln match --vulns osv-scanner.json -o csv=found.csv sbom.json`,
		Args: someArgs("an SBOM"),
	}
	p.set.vulnerabilities(c.Flags())
	p.set.output(c.Flags(), matchFormats[:]...)
	p.set.clockFlag(c.Flags())
	c.Flags().BoolVar(&p.set.full, "full", false, "list everything: rows after the first, and components without findings")
	completeOutput(c, matchFormats[:]...)
	return verb(c, func(ctx context.Context, args []string) error { return p.matchVulnerabilities(ctx, args) })
}

func (p *program) matchVulnerabilities(ctx context.Context, sboms []string) error {
	outputs, err := p.set.parseOutputs(matchFormats[:]...)
	if err != nil {
		return err
	}
	if len(p.set.osv)+len(p.set.vulns) == 0 {
		return usagef("say what to look the components up in: --osv with an index (kedja vuln index builds one), or --vulns with a result of osv-scanner")
	}
	asOf, err := p.clock()
	if err != nil {
		return err
	}
	// With little in use, collecting garbage would cost more than it frees:
	// nothing is written here, so that it takes no memory.
	ballast := make([]byte, ballastBytes)
	defer runtime.KeepAlive(ballast)
	g := p.progress()
	defer g.stop()
	m := &matching{asOf: asOf, full: p.set.full}
	load := p.loading(ctx, outputs)
	status, failed, err := p.readNamed(ctx, sboms, m, load)
	m.data = load()
	defer m.data.Close() // mapped for reading, and temporary files
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	// What half of the data does not know would look like what nobody knows.
	if list := m.data.Problems; list.Err() != nil {
		p.complain(m.data.Diagnostics.Errors(), "correct these first")
		if list.Has(files.WrongKind) {
			return &exit{exitUsage, list}
		}
		return &exit{exitInput, list}
	}
	if m.components() == 0 && failed == nil {
		return code(status, p.nothingAsked(status))
	}
	p.sayBuilt(m.data.Diagnostics)
	g.tell("matching")
	if failed != nil {
		return dataError(failed)
	}
	r, err := m.run(ctx, status != exitPass)
	g.stop()
	if err != nil {
		return dataError(err)
	}
	p.complain(r.Diagnostics, "-o json has them all")
	if err := p.write(outputs, func(w io.Writer, format string, _ bool) error {
		switch format {
		case "json":
			r.Sources = m.origins()
			return r.writeJSON(w)
		case "csv":
			return r.writeCSV(w)
		}
		return r.writeText(w, p.set.full)
	}); err != nil {
		return err
	}
	if r.Incomplete {
		fmt.Fprintln(p.stderr, "kedja: an SBOM could not be read; the result is marked incomplete")
	}
	return code(status)
}

// loading begins to read what components are looked up in. What it returns
// waits for that.
func (p *program) loading(ctx context.Context, outputs []output) func() *files.Files {
	loaded := make(chan *files.Files, 1)
	go func() {
		data := files.Load(ctx, p.set.vulnerabilityFiles(), filepath.ToSlash)
		if slices.ContainsFunc(outputs, func(o output) bool { return o.format == "json" }) {
			data.Origins() // takes the digests beside the reading
		}
		loaded <- data
	}()
	return sync.OnceValue(func() *files.Files { return <-loaded })
}

// nothingAsked says that there is no component, where not something else was
// said already.
func (p *program) nothingAsked(status int) int {
	if status == exitPass {
		fmt.Fprintln(p.stderr, "kedja: no component in what was given; give an SBOM with components")
		return exitNothing
	}
	return status
}

// dataError gives an error of a file that knows of vulnerabilities its code.
func dataError(err error) error {
	if _, ok := errors.AsType[*exit](err); ok || errors.Is(err, context.Canceled) {
		return err
	}
	if d, ok := errors.AsType[diag.Diagnostic](err); ok {
		return &exit{exitInput, diag.List{d}}
	}
	return &exit{exitInput, err}
}

// origins names the files that the result rests on. It takes their digests,
// which takes longer than to match a large SBOM, so only what repeats them asks.
func (m *matching) origins() []MatchSource {
	out := []MatchSource{}
	for _, o := range m.data.Origins() {
		out = append(out, sourceOf(o.Origin))
	}
	return out
}
