// SPDX-License-Identifier: Apache-2.0

package kedja

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/listed"
	"github.com/kedja/kedja/vuln/osv"
	"github.com/kedja/kedja/vuln/osvresult"
	"github.com/kedja/kedja/vuln/vex"
)

// Vulnerabilities is what components are compared with beyond what their SBOMs
// say. The zero value compares with nothing, and results say so.
type Vulnerabilities struct {
	Sources    []vuln.Source   // databases and results of scanners
	Statements []*vex.Document // whether products are affected
	Lists      []*listed.File  // of exploited vulnerabilities, and forecasts
	closers    []func() error
}

// Close gives back what [Load] holds open: the index of vulnerabilities is
// mapped into memory. The input must not be assessed after it.
func (in *Input) Close() error {
	var errs []error
	for _, c := range in.Vulnerabilities.closers {
		errs = append(errs, c())
	}
	in.Vulnerabilities.closers = nil
	return errors.Join(errs...)
}

// source is a database under the name that results have for its file.
type source struct {
	vuln.Source
	name string
}

func (s source) Origins() []vuln.Origin { return []vuln.Origin{{File: s.name}} }

// vulnerabilities reads what components are to be compared with. What a file
// is, its content says; the flags say what is meant.
func (l *loader) vulnerabilities() {
	v := &l.in.Vulnerabilities
	for _, p := range clean(l.opts.OSV) {
		l.database(p)
	}
	for _, f := range l.dataFiles(l.opts.Vulns) {
		r, list, err := osvresult.Read(f.name, bytes.NewReader(f.data))
		if l.told(f, "osv-scanner", list, err) {
			v.Sources = append(v.Sources, source{r, f.name})
		}
	}
	for _, f := range l.dataFiles(l.opts.VEX) {
		d, list, err := vex.Read(context.Background(), f.name, bytes.NewReader(f.data))
		if l.told(f, "VEX", list, err) {
			v.Statements = append(v.Statements, d)
		}
	}
	for _, group := range []struct {
		kind  string
		paths []string
	}{{"KEV", l.opts.KEV}, {"EPSS", l.opts.EPSS}} {
		for _, f := range l.dataFiles(group.paths) {
			d, list, err := listed.Read(f.name, bytes.NewReader(f.data))
			if l.told(f, group.kind, list, err) {
				v.Lists = append(v.Lists, d)
			}
		}
	}
}

// told takes what reading a file had to say, and notes the file. It reports
// whether it could be read.
func (l *loader) told(f *file, kind string, list diag.List, err error) bool {
	for _, d := range list {
		if d.Severity == diag.Error {
			l.in.Incomplete = true
		}
		l.in.Diagnostics.Add(d)
	}
	if err != nil {
		l.fail("input/unreadable", diag.Position{File: f.name}, err, "check what the file is: "+kind+" is expected")
		return false
	}
	l.note(f, kind)
	return true
}

// clean are paths sorted, each once.
func clean(paths []string) []string {
	out := make([]string, len(paths))
	for i, p := range paths {
		out[i] = filepath.Clean(p)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// dataFiles reads the files named, and those in the folders named.
func (l *loader) dataFiles(paths []string) []*file {
	var out []*file
	for _, p := range clean(paths) {
		err := filepath.WalkDir(p, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() || name != p && !d.Type().IsRegular() {
				return nil
			}
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			out = append(out, &file{path: name, name: l.relative(name), data: data})
			return nil
		})
		if err != nil {
			l.fail("input/unreadable", diag.Position{File: l.relative(p)}, plain(err), "check the path")
		}
	}
	return out
}

// database opens an index of vulnerabilities. Exports are made one first, which
// takes its time again and again.
func (l *loader) database(p string) {
	name := l.relative(p)
	at := diag.Position{File: name}
	export, err := isExport(p)
	if err != nil {
		l.fail("input/unreadable", at, plain(err), "check the path")
		return
	}
	index := p
	if export {
		l.progress("indexing %s", name)
		made, remove, list, err := l.index(p)
		l.in.Diagnostics = append(l.in.Diagnostics, list...)
		l.in.Incomplete = l.in.Incomplete || list.Err() != nil
		if err != nil {
			l.fail("input/unreadable", at, err, "give OSV exports (zip or JSON), or an index made by kedja vuln index")
			return
		}
		index = made
		l.in.Vulnerabilities.closers = append(l.in.Vulnerabilities.closers, remove)
		l.in.Diagnostics.Add(diag.Diagnostic{
			Severity: diag.Info, Code: "vuln/not-indexed", Position: at,
			Message: "the export was indexed for this run alone", Remedy: "make the index once: kedja vuln index " + name + " -o osv.idx",
		})
	}
	x, list, err := osv.Open(index)
	if err != nil {
		l.fail("input/unreadable", at, err, "make the index again: kedja vuln index EXPORT... -o "+name)
		return
	}
	if !export { // of an export the list was told already
		l.in.Diagnostics = append(l.in.Diagnostics, list...)
		l.in.Incomplete = l.in.Incomplete || list.Err() != nil
	}
	// Remove the temporary file after the index is closed.
	l.in.Vulnerabilities.closers = append([]func() error{x.Close}, l.in.Vulnerabilities.closers...)
	l.in.Vulnerabilities.Sources = append(l.in.Vulnerabilities.Sources, source{x, name})
	for i, o := range x.Origins() {
		file := result.Input{Name: name, Kind: "OSV", SHA256: o.SHA256}
		switch {
		case i == 0 && export:
			continue // the index was made of what follows
		case i > 0 && export:
			file.Name = l.relative(o.File)
		case i > 0: // as the index names it
			file.Name = name + "!" + filepath.ToSlash(o.File)
		}
		l.in.Files = append(l.in.Files, file)
	}
}

// index makes a temporary index of an export.
func (l *loader) index(p string) (file string, remove func() error, list diag.List, err error) {
	dir, err := os.MkdirTemp("", "kedja-osv-")
	if err != nil {
		return "", nil, nil, err
	}
	remove = func() error { return os.RemoveAll(dir) }
	file = filepath.Join(dir, "osv.idx")
	if _, list, err = osv.Build(context.Background(), file, osv.BuildOptions{Sources: []string{p}}); err != nil {
		return "", nil, list, errors.Join(err, remove())
	}
	return file, remove, list, nil
}

// isExport reports whether the path is not an index yet: a folder, a zip or a
// JSON record.
func isExport(p string) (bool, error) {
	info, err := os.Stat(p)
	if err != nil || info.IsDir() {
		return true, err
	}
	f, err := os.Open(p)
	if err != nil {
		return false, err
	}
	defer f.Close()
	var head [4]byte
	n, err := io.ReadFull(f, head[:])
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return false, err
	}
	text := bytes.TrimLeft(head[:n], "\xef\xbb\xbf \t\r\n")
	return bytes.HasPrefix(head[:n], []byte("PK")) || bytes.HasPrefix(text, []byte("{")), nil
}
