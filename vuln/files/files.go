// SPDX-License-Identifier: Apache-2.0

// Package files reads what a user names to compare components with: databases
// of vulnerabilities, results of scanners, statements, lists and forecasts. A
// name is that of a file or of a folder; what a file is, its content says.
package files

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/listed"
	"github.com/kedja/kedja/vuln/osv"
	"github.com/kedja/kedja/vuln/osvresult"
	"github.com/kedja/kedja/vuln/vex"
)

// Paths are the names that a user gives, each of a file or a folder.
type Paths struct {
	OSV   []string // indexes of vulnerabilities, or exports of OSV
	Vulns []string // results of osv-scanner
	VEX   []string // statements whether products are affected
	KEV   []string // lists of exploited vulnerabilities
	EPSS  []string // forecasts of exploitation
}

// The kinds of files, as results name them.
const (
	KindOSV   = "OSV"
	KindVulns = "osv-scanner"
	KindVEX   = "VEX"
	KindKEV   = "KEV"
	KindEPSS  = "EPSS"
)

// WrongKind is the code of the problem that a file was named for what it is not.
const WrongKind = "vuln/wrong-kind"

// Files is what was read.
type Files struct {
	Sources    []vuln.Source // their origins name the file alone
	Statements []*vex.Document
	Lists      []*listed.File

	// Diagnostics is what reading had to say; Problems are the files that could
	// not be read at all.
	Diagnostics, Problems diag.List

	name    func(path string) string
	origins []func() []Origin
	closers []func() error
}

// Origin is a file that answers rest on.
type Origin struct {
	vuln.Origin
	Kind string
	// In is the index that was made of the file, or the folder of exports that
	// holds it; empty: File was read.
	In string
}

// Load reads the files. Names of files in what it returns are made by name from
// their paths. Close what it returns after the last question.
func Load(ctx context.Context, p Paths, name func(path string) string) *Files {
	f := &Files{name: name}
	for _, path := range distinct(p.OSV) {
		f.problem(path, f.database(ctx, path))
	}
	f.each(ctx, p.Vulns, KindVulns, []string{".json"}, func(name string, r io.Reader) (string, diag.List, error) {
		found, list, err := osvresult.Read(name, r)
		if err == nil {
			f.Sources = append(f.Sources, source{found, name})
		}
		return osvresult.Format, list, err
	})
	f.each(ctx, p.VEX, KindVEX, []string{".json", ".xml"}, func(name string, r io.Reader) (string, diag.List, error) {
		d, list, err := vex.Read(ctx, name, r)
		if err != nil {
			return "", list, err
		}
		f.Statements = append(f.Statements, d)
		return string(d.Format), list, nil
	})
	f.lists(ctx, p.KEV, KindKEV)
	f.lists(ctx, p.EPSS, KindEPSS)
	return f
}

// Close gives back what is held open: indexes are mapped into memory.
func (f *Files) Close() error {
	var errs []error
	for _, c := range f.closers {
		errs = append(errs, c())
	}
	f.closers = nil
	return errors.Join(errs...)
}

// Origins names what was read, with digests. That of an index is worked out
// here, which takes longer than to ask it.
func (f *Files) Origins() []Origin {
	var out []Origin
	for _, o := range f.origins {
		out = append(out, o()...)
	}
	return out
}

// source is a database under the name that results have for its file.
type source struct {
	vuln.Source
	file string
}

func (s source) Origins() []vuln.Origin { return []vuln.Origin{{File: s.file}} }

// At is the database as of a day, where it knows of days.
func (s source) At(t time.Time) vuln.Source {
	return source{vuln.At([]vuln.Source{s.Source}, t)[0], s.file}
}

// Session is nil where the database has no sessions.
func (s source) Session() vuln.Session {
	if of, ok := s.Source.(vuln.Sessions); ok {
		return of.Session()
	}
	return nil
}

// distinct are paths cleaned and sorted, each once.
func distinct(paths []string) []string {
	out := make([]string, len(paths))
	for i, p := range paths {
		out[i] = filepath.Clean(p)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// problem keeps why a file could not be read.
func (f *Files) problem(path string, err error) {
	if err == nil {
		return
	}
	name := f.name(path)
	for _, d := range diag.FromError(err, "vuln/unreadable", diag.Position{File: name}) {
		if d.File == "" {
			d.File = name
		}
		f.Problems.Add(d)
	}
}

// lists reads lists of one kind. In a folder it takes what is of that kind;
// named alone, a file of the other kind is a mistake.
func (f *Files) lists(ctx context.Context, paths []string, kind string) {
	alone := distinct(paths)
	f.each(ctx, paths, kind, []string{".json", ".csv", ".gz"}, func(name string, r io.Reader) (string, diag.List, error) {
		l, list, err := listed.Read(name, r)
		if err != nil {
			return "", list, err
		}
		if (l.Format() == listed.EPSS) == (kind == KindEPSS) {
			f.Lists = append(f.Lists, l)
			return l.Format(), list, nil
		}
		if !slices.ContainsFunc(alone, func(p string) bool { return f.name(p) == name }) {
			return "", nil, errOther
		}
		d := diag.Diagnostic{Code: WrongKind, Position: diag.Position{File: name}, Message: "this is a list of exploited vulnerabilities", Remedy: "give it with --kev"}
		if kind == KindKEV {
			d.Message, d.Remedy = "this has scores of EPSS", "give it with --epss"
		}
		return "", nil, d
	})
}

// errOther says that a file in a folder is for somebody else.
var errOther = errors.New("of another kind")

// reading reads one file and returns the name of its format.
type reading func(name string, r io.Reader) (format string, list diag.List, err error)

// each reads the files named, and those in the folders named that have one of
// the endings, in the order of their paths.
func (f *Files) each(ctx context.Context, paths []string, kind string, endings []string, read reading) {
	for _, path := range distinct(paths) {
		n := 0
		err := filepath.WalkDir(path, func(file string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return plain(err)
			case ctx.Err() != nil:
				return ctx.Err()
			case e.IsDir(), file != path && (!e.Type().IsRegular() || !slices.Contains(endings, strings.ToLower(filepath.Ext(file)))):
				return nil
			}
			n++
			f.problem(file, f.one(file, kind, read))
			return nil
		})
		if err == nil && n == 0 {
			err = diag.Diagnostic{Code: "vuln/empty-folder", Message: "the folder has no file that ends in " + strings.Join(endings, ", "), Remedy: "name the file itself"}
		}
		f.problem(path, err)
	}
}

func (f *Files) one(path, kind string, read reading) error {
	file, err := os.Open(path)
	if err != nil {
		return plain(err)
	}
	defer file.Close()
	name := f.name(path)
	r := &summed{r: file, sum: sha256.New()}
	format, list, err := read(name, r)
	if errors.Is(err, errOther) {
		return nil
	}
	f.Diagnostics = append(f.Diagnostics, list...)
	if err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, r); err != nil { // what the reader left of it
		return plain(err)
	}
	o := Origin{Kind: kind, Origin: vuln.Origin{File: name, Format: format, SHA256: hex.EncodeToString(r.sum.Sum(nil))}}
	f.origins = append(f.origins, func() []Origin { return []Origin{o} })
	return nil
}

// summed hashes what is read through it.
type summed struct {
	r   io.Reader
	sum hash.Hash
}

func (s *summed) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.sum.Write(p[:n])
	return n, err
}

// plain takes the operation and the path out of an error of a file: the
// position has them.
func plain(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return diag.Diagnostic{Code: "vuln/unreadable", Message: "cannot be read: " + p.Err.Error(), Remedy: "check the path"}
	}
	return err
}

// database opens an index. Exports are made one first, for this run alone.
func (f *Files) database(ctx context.Context, path string) error {
	export, err := isExport(path)
	if err != nil {
		return plain(err)
	}
	name := f.name(path)
	if !export {
		x, list, err := osv.Open(path)
		if err != nil {
			return errors.New(strings.TrimPrefix(err.Error(), path+": "))
		}
		f.Diagnostics = append(f.Diagnostics, list...)
		f.closers = append(f.closers, x.Close)
		f.Sources = append(f.Sources, source{x, name})
		f.origins = append(f.origins, func() []Origin { return f.indexed(x, name) })
		return nil
	}
	from, err := Exports(path)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "kedja-osv-")
	if err != nil {
		return err
	}
	remove := func() error { return os.RemoveAll(dir) }
	index := filepath.Join(dir, "osv.idx")
	_, list, err := osv.Build(ctx, index, osv.BuildOptions{Sources: from})
	if f.Diagnostics = append(f.Diagnostics, list...); err != nil {
		return errors.Join(err, remove())
	}
	x, _, err := osv.Open(index) // says again what building said
	if err != nil {
		return errors.Join(err, remove())
	}
	f.closers = append(f.closers, x.Close, remove)
	if x.Stats().Records == 0 {
		return diag.Diagnostic{Code: "vuln/no-records", Message: "holds not one OSV record", Remedy: "give an index of kedja vuln index, or exports of OSV; SBOMs stand without a flag"}
	}
	f.Diagnostics.Add(diag.Diagnostic{
		Severity: diag.Info, Code: "vuln/not-indexed", Position: diag.Position{File: name},
		Message: "this is no index of vulnerabilities; one was built for this run alone", Remedy: "build it once: kedja vuln index " + name + " -o osv.idx",
	})
	f.Sources = append(f.Sources, source{x, name})
	f.origins = append(f.origins, func() []Origin { return f.exported(x, path) })
	return nil
}

// indexed are an index and what it was made of, as the index names it.
func (f *Files) indexed(x *osv.Index, name string) []Origin {
	var out []Origin
	for i, o := range x.Origins() {
		if i == 0 {
			o.File = name
			out = append(out, Origin{Origin: o, Kind: KindOSV})
			continue
		}
		o.File = filepath.ToSlash(o.File)
		out = append(out, Origin{Origin: o, Kind: KindOSV, In: name})
	}
	return out
}

// exported are the exports that an index of this run was made of: the path, or
// what is in it.
func (f *Files) exported(x *osv.Index, path string) []Origin {
	info, err := os.Stat(path)
	folder := err == nil && info.IsDir()
	var out []Origin
	for i, o := range x.Origins() {
		one := Origin{Origin: o, Kind: KindOSV, In: f.name(path)}
		switch {
		case i == 0: // the index itself is gone after the run
			continue
		case !folder || o.Format == osv.FolderFormat && o.File == filepath.Base(path):
			one.File, one.In = one.In, ""
		}
		out = append(out, one)
	}
	return out
}

// isExport reports whether the path is not an index yet: a folder, or a file
// that begins as a zip or as JSON does.
func isExport(path string) (bool, error) {
	info, err := os.Stat(path)
	if err != nil || info.IsDir() {
		return err == nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer file.Close()
	head := make([]byte, 64)
	n, err := io.ReadFull(file, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return false, err
	}
	text := string(head[:n])
	return strings.HasPrefix(text, "PK\x03\x04") || strings.HasPrefix(text, "PK\x05\x06") || strings.HasPrefix(strings.TrimSpace(strings.TrimPrefix(text, "\ufeff")), "{"), nil
}
