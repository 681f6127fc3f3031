// SPDX-License-Identifier: Apache-2.0

package osvscanner

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/google/osv-scanner/v2/pkg/models"
	"github.com/google/osv-scanner/v2/pkg/osvscanner"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/vuln"
)

// Options say what is scanned. At least one of Dirs, Lockfiles and Image is
// needed; an image goes alone.
type Options struct {
	Dirs []string // source trees, with everything below them

	// Lockfiles are single files: lockfiles, and SBOMs by their names, such as
	// bom.json, NAME.cdx.json and NAME.spdx.json. A name with a colon has the
	// kind of the file before the first one: "requirements.txt:deps.in".
	Lockfiles []string

	Image string // archive of a container image, as "docker save" writes it

	// Database is the folder of OSV's exports that packages are looked up in:
	// osv-scalibr/ECOSYSTEM/all.zip, as osv-scanner keeps them, or
	// ECOSYSTEM/all.zip. Packages of ecosystems that it lacks are unknown; with
	// "" that is all of them. It counts only offline and is never written to.
	Database string

	// Online looks packages up at osv.dev, and their dependencies at deps.dev,
	// and hence tells both what is used here. Otherwise no network is used.
	Online bool

	// Config is an osv-scanner.toml whose exceptions count; "" is none. Files of
	// that name in what is scanned never count.
	Config string

	// IgnoredToo scans files that a .gitignore names as well.
	IgnoredToo bool

	Created string // RFC 3339, for [sbom.Document.Created]; "" is not stated
}

// Result is what a scan found.
type Result struct {
	// Document lists the described thing as its root, and every package once,
	// sorted by name, version and package URL. Where a package was found is in
	// its SourceInfo. Vulnerabilities are embedded in it.
	Document *sbom.Document

	// Answers say, for each node of the document, what is known of its
	// vulnerabilities. That of the root is empty.
	Answers []vuln.Answer

	Origins     []vuln.Origin // what the answers rest on
	Diagnostics diag.List     // sorted
}

// Scan has osv-scanner find packages and their vulnerabilities.
//
// osv-scanner cannot be stopped. When the context ends, Scan returns at once
// with its error, and the scan goes on in the background until it is through:
// its result is dropped, its temporary folder removed then, and a next Scan
// waits for it, because the logger of osv-scanner is one for the process. For
// the same reason nobody else may scan with osv-scanner in this process at the
// same time.
//
// That packages are vulnerable is no error, and neither is that none were
// found: the document is empty then, and a diagnostic says so. An error means
// that what was asked for could not be scanned.
func Scan(ctx context.Context, opts Options) (*Result, error) {
	if err := opts.check(); err != nil {
		return nil, err
	}
	select {
	case turn <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	done := make(chan outcome, 1)
	go func() {
		defer func() { <-turn }()
		done <- scan(opts)
	}()
	select {
	case o := <-done:
		return o.result, o.err
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

type outcome struct {
	result *Result
	err    error
}

func (o *Options) check() error {
	switch {
	case o.Image != "" && len(o.Dirs)+len(o.Lockfiles) > 0:
		return errors.New("an image is scanned alone: leave out folders and lockfiles, or the image")
	case o.Image == "" && len(o.Dirs)+len(o.Lockfiles) == 0:
		return errors.New("nothing to scan: name a folder, a lockfile or an image")
	case o.Online && o.Database != "":
		return errors.New("packages are looked up online or in a database: leave out one of the two")
	}
	for _, dir := range o.Dirs {
		if info, err := os.Stat(dir); err != nil {
			return err
		} else if !info.IsDir() {
			return fmt.Errorf("%s is no folder: scan it as a lockfile", dir)
		}
	}
	return nil
}

// scan is the part that cannot be stopped.
func scan(opts Options) (o outcome) {
	scratch, err := os.MkdirTemp("", "kedja-scan-")
	if err != nil {
		return outcome{err: err}
	}
	defer func() {
		if err := os.RemoveAll(scratch); err != nil && o.err == nil {
			o.result.Diagnostics.Warnf("osvscanner/temporary", diag.Position{File: filepath.ToSlash(scratch)},
				"the temporary folder could not be removed: %v", err)
		}
	}()
	log, net := &recorder{}, newTransport(opts.Online)
	db, list, err := prepare(&opts, scratch)
	if err != nil {
		return outcome{err: err}
	}
	found, incomplete, err := run(actions(&opts, db, net), opts.Image != "", log)
	list = append(list, log.diagnostics(scratch)...)
	switch {
	case errors.Is(err, osvscanner.ErrNoPackagesFound):
		list.Warnf("osvscanner/no-packages", diag.Position{}, "osv-scanner found no package in what it scanned")
		found = models.VulnerabilityResults{}
	case err != nil && !errors.Is(err, osvscanner.ErrVulnerabilitiesFound):
		return outcome{err: fmt.Errorf("osv-scanner: %w", err)}
	}
	m := newMapper(&opts, db)
	m.incomplete = cmp.Or(incomplete, log.unmatched(), net.failure())
	if m.incomplete != "" {
		list.Errorf("osvscanner/unmatched", diag.Position{}, "vulnerabilities are not known: %s", m.incomplete)
	}
	result := m.result(&found)
	result.Diagnostics = append(list, result.Diagnostics...)
	result.Diagnostics.Sort()
	return outcome{result: result}
}

// prepare makes what osv-scanner needs in the temporary folder.
func prepare(opts *Options, scratch string) (*database, diag.List, error) {
	if opts.Config == "" {
		// With a file of its own osv-scanner looks for no others.
		opts.Config = filepath.Join(scratch, "osv-scanner.toml")
		if err := os.WriteFile(opts.Config, nil, 0o600); err != nil {
			return nil, nil, err
		}
	}
	if opts.Online {
		return &database{}, nil, nil
	}
	return assemble(scratch, opts.Database)
}
