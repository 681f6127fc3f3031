// SPDX-License-Identifier: Apache-2.0

// Command kedja-scan has osv-scanner find the packages of source trees,
// lockfiles or an image of a container, and writes them as CycloneDX with
// their vulnerabilities, for kedja to read.
//
//	kedja-scan [--offline-db DIR | --online] [--lockfile FILE]... DIR...
//	kedja-scan [--offline-db DIR | --online] --image FILE
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/cyclonedx"
	"github.com/kedja/kedja/vuln/osvscanner"
)

// The exit codes, as kedja has them: findings are no failure here.
const (
	exitOK      = 0
	exitEmpty   = 3   // no package was found
	exitUsage   = 64  // a flag is wrong
	exitInput   = 65  // something could not be read, or not be looked up
	exitStopped = 130 // by Ctrl-C; nothing was written
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr, created(os.Getenv("SOURCE_DATE_EPOCH"), time.Now)))
}

// created is the time that the SBOM bears, which SOURCE_DATE_EPOCH sets for
// builds that are to be the same twice.
func created(epoch string, now func() time.Time) string {
	t := now()
	if seconds, err := strconv.ParseInt(epoch, 10, 64); err == nil {
		t = time.Unix(seconds, 0)
	}
	return t.UTC().Format(time.RFC3339)
}

func run(ctx context.Context, args []string, out, errs io.Writer, created string) int {
	opts := osvscanner.Options{Created: created}
	flags := flag.NewFlagSet("kedja-scan", flag.ContinueOnError)
	flags.SetOutput(errs)
	flags.Usage = func() {
		fmt.Fprintln(errs, "usage: kedja-scan [flags] DIR...\n       kedja-scan [flags] --image FILE\n\nWrites CycloneDX 1.6 JSON to standard output. Uses no network without --online.\n\nflags:")
		flags.PrintDefaults()
	}
	flags.StringVar(&opts.Image, "image", "", "scan the archive of a container image, as \"docker save\" writes it")
	flags.Func("lockfile", "scan one lockfile or SBOM; may be repeated; KIND:FILE names the kind", func(s string) error {
		opts.Lockfiles = append(opts.Lockfiles, s)
		return nil
	})
	flags.StringVar(&opts.Database, "offline-db", "", "look packages up in the OSV exports of this folder")
	flags.BoolVar(&opts.Online, "online", false, "look packages up at osv.dev and deps.dev, which then learn of them")
	flags.StringVar(&opts.Config, "config", "", "osv-scanner.toml whose exceptions count; those in what is scanned never do")
	flags.BoolVar(&opts.IgnoredToo, "no-ignore", false, "scan files too that a .gitignore names")
	switch err := flags.Parse(args); {
	case err == flag.ErrHelp:
		return exitOK
	case err != nil:
		return exitUsage
	}
	opts.Dirs = flags.Args()
	if opts.Image == "" && len(opts.Dirs)+len(opts.Lockfiles) == 0 {
		flags.Usage()
		return exitUsage
	}
	result, err := osvscanner.Scan(ctx, opts)
	switch {
	case errors.Is(err, context.Canceled):
		return exitStopped
	case err != nil:
		fmt.Fprintln(errs, "kedja-scan:", err)
		return exitInput
	}
	return write(result, out, errs)
}

func write(result *osvscanner.Result, out, errs io.Writer) int {
	code := exitOK
	for _, d := range result.Diagnostics {
		fmt.Fprintln(errs, d.Error())
		if d.Severity == diag.Error {
			code = exitInput
		}
	}
	unknown := 0
	for id := range result.Document.Components() {
		if result.Answers[id].Reason != "" {
			unknown++
		}
	}
	components := len(result.Document.Nodes) - 1
	fmt.Fprintf(errs, "%d packages, %d of which osv-scanner could not check; %d vulnerabilities\n",
		components, unknown, len(result.Document.Vulnerabilities))
	if _, err := cyclonedx.Write(out, inWordsOfCycloneDX(result.Document), cyclonedx.WriteOptions{}); err != nil {
		fmt.Fprintln(errs, "kedja-scan:", err)
		return exitInput
	}
	if components == 0 && code == exitOK {
		return exitEmpty
	}
	return code
}

// inWordsOfCycloneDX returns the document with the scopes that CycloneDX has:
// what only development needs is excluded there.
func inWordsOfCycloneDX(doc *sbom.Document) *sbom.Document {
	out := *doc
	out.Nodes = slices.Clone(doc.Nodes)
	for i := range out.Nodes {
		switch n := &out.Nodes[i]; n.Scope {
		case sbom.ScopeDev, sbom.ScopeTest, sbom.ScopeBuild:
			n.Scope = sbom.ScopeExcluded
		case sbom.ScopeRuntime:
			n.Scope = sbom.ScopeRequired
		}
	}
	return &out
}
