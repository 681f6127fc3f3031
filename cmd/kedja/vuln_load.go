// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln"
	exploited "github.com/kedja/kedja/vuln/listed"
	"github.com/kedja/kedja/vuln/osv"
	"github.com/kedja/kedja/vuln/osvresult"
	"github.com/kedja/kedja/vuln/vex"
)

// vulnData is what the files say.
type vulnData struct {
	sources    []vulnSource
	lists      *exploited.Lists
	statements []*vex.Document
	list       diag.List
	notes      []string

	closers []func() error
}

// vulnSource is a source and what the user calls it.
type vulnSource struct {
	vuln.Source
	file string
}

// Origins names the file and nothing more: results repeat with each finding
// what says so, and digests take their time.
func (s vulnSource) Origins() []vuln.Origin { return []vuln.Origin{{File: s.file}} }

func (d *vulnData) close() {
	for _, c := range d.closers {
		_ = c() // mapped for reading, and temporary files
	}
}

// loadVulnData reads all files. One that cannot be read ends it: what half of the data
// does not know would look like what nobody knows. It says nothing itself, so
// that it can run beside the reading of SBOMs.
func loadVulnData(ctx context.Context, v *settings) (*vulnData, error) {
	d := &vulnData{}
	for _, name := range v.osv {
		if err := d.openOSV(ctx, name); err != nil {
			return d, err
		}
	}
	err := eachFile(ctx, v.vulns, []string{".json"}, func(name string, r io.Reader, _ bool) error {
		found, list, err := osvresult.Read(name, r)
		if d.list = append(d.list, list...); err == nil {
			d.sources = append(d.sources, vulnSource{found, name})
		}
		return err
	})
	if err != nil {
		return d, err
	}
	if err := d.readLists(ctx, v); err != nil {
		return d, err
	}
	return d, eachFile(ctx, v.vex, []string{".json", ".xml"}, func(name string, r io.Reader, _ bool) error {
		doc, list, err := vex.Read(ctx, name, r)
		if d.list = append(d.list, list...); err == nil {
			d.statements = append(d.statements, doc)
		}
		return err
	})
}

// readLists reads the files of --kev and --epss. In a folder each takes what
// is its own; a file that was named for the wrong one is a mistake.
func (d *vulnData) readLists(ctx context.Context, v *settings) error {
	var files []*exploited.File
	read := func(names []string, epss bool) error {
		return eachFile(ctx, names, []string{".json", ".csv", ".gz"}, func(name string, r io.Reader, inFolder bool) error {
			f, list, err := exploited.Read(name, r)
			if err != nil {
				return err
			}
			if (f.Format() == exploited.EPSS) != epss {
				switch {
				case inFolder:
					return nil
				case epss:
					return usagef("%s is a list of exploited vulnerabilities; give it with --kev", name)
				}
				return usagef("%s has scores of EPSS; give it with --epss", name)
			}
			d.list = append(d.list, list...)
			files = append(files, f)
			return nil
		})
	}
	if err := read(v.kev, false); err != nil {
		return err
	}
	if err := read(v.epss, true); err != nil {
		return err
	}
	d.lists = exploited.Join(files...)
	return nil
}

// eachFile opens the files, and those in the folders, in order of their names,
// that have one of the endings.
func eachFile(ctx context.Context, names, endings []string, do func(name string, r io.Reader, inFolder bool) error) error {
	open := func(name string, inFolder bool) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		f, err := os.Open(name)
		if err != nil {
			return unreadable(name, err)
		}
		defer f.Close()
		return do(filepath.ToSlash(name), cancelled{ctx, f}, inFolder)
	}
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil {
			return unreadable(name, err)
		}
		if !info.IsDir() {
			if err := open(name, false); err != nil {
				return err
			}
			continue
		}
		read := 0
		err = filepath.WalkDir(name, func(file string, e fs.DirEntry, err error) error {
			if err != nil {
				return unreadable(file, err)
			}
			if !e.Type().IsRegular() || !slices.Contains(endings, strings.ToLower(filepath.Ext(file))) {
				return nil
			}
			read++
			return open(file, true)
		})
		if err != nil {
			return err
		}
		if read == 0 {
			return diag.Diagnostic{Code: "vuln/empty-folder", Position: diag.Position{File: filepath.ToSlash(name)},
				Message: "the folder has no file that ends in " + strings.Join(endings, ", "), Remedy: "name the file itself"}
		}
	}
	return nil
}

// openOSV opens an index, or builds one for this run alone.
func (d *vulnData) openOSV(ctx context.Context, name string) error {
	info, err := os.Stat(name)
	if err != nil {
		return unreadable(name, err)
	}
	if !info.IsDir() && !isExport(name) {
		x, _, err := osv.Open(name) // what could not be read is repeated where it is asked for
		if err != nil {
			return err
		}
		d.closers = append(d.closers, x.Close)
		d.sources = append(d.sources, vulnSource{x, filepath.ToSlash(name)})
		return nil
	}
	from, err := exportsOf(name)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "kedja-osv-")
	if err != nil {
		return fmt.Errorf("index for this run: %w", err)
	}
	remove := func() error { return os.RemoveAll(dir) }
	file := filepath.Join(dir, "osv.idx")
	_, list, err := osv.Build(ctx, file, osv.BuildOptions{Sources: from})
	if d.list = append(d.list, list...); err != nil {
		return errors.Join(err, remove())
	}
	x, _, err := osv.Open(file)
	if err != nil {
		return errors.Join(err, remove())
	}
	d.closers = append(d.closers, x.Close, remove)
	if x.Stats().Records == 0 {
		return diag.Diagnostic{Code: "vuln/no-records", Position: diag.Position{File: filepath.ToSlash(name)},
			Message: "holds not one OSV record", Remedy: "give an index of kedja vuln index, or exports of OSV; SBOMs stand without a flag"}
	}
	d.sources = append(d.sources, vulnSource{builtHere{x}, filepath.ToSlash(name)})
	d.notes = append(d.notes, fmt.Sprintf("%s is no index, so one was built for this run; build it once with kedja vuln index %s -o osv.idx, then give --osv osv.idx", name, name))
	return nil
}

// builtHere is an index of this run: its own file is gone after it, and only
// what it was built from is worth naming.
type builtHere struct{ *osv.Index }

func (b builtHere) Origins() []vuln.Origin {
	if all := b.Index.Origins(); len(all) > 0 {
		return all[1:]
	}
	return nil
}

// isExport says whether a file begins as what an index is built from.
func isExport(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 64)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false
	}
	text := string(head[:n])
	return strings.HasPrefix(text, "PK\x03\x04") || strings.HasPrefix(text, "PK\x05\x06") || strings.HasPrefix(strings.TrimSpace(strings.TrimPrefix(text, "\ufeff")), "{")
}
