// SPDX-License-Identifier: Apache-2.0

package kedja

import (
	"time"

	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/profiles"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/sbom/read"
	"github.com/kedja/kedja/scenario/event"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// Kinds is the table of records that people write, for packages load and
// schema.
func Kinds() []load.Kind {
	return []load.Kind{
		{Name: "System", New: func() any { return &system.System{} }},
		{Name: "Supplier", New: func() any { return &supplier.Supplier{} }},
		{Name: "Country", New: func() any { return &supplier.Country{} }},
		{Name: "Waiver", New: func() any { return &gate.Waiver{} }},
		{Name: "Curation", New: func() any { return &supplier.Curation{} }},
		{Name: "Evidence", New: func() any { return &system.Evidence{} }},
		{Name: "Scenario", New: func() any { return &event.Scenario{} }},
	}
}

// beside are the files and folders next to a system file that are taken
// without a flag.
var beside = [...]string{"suppliers", "countries", "waivers.yaml", "curation.yaml", "evidence.yaml"}

type loader struct {
	opts LoadOptions
	in   *Input
	base string          // folder that names in results are relative to
	seen map[string]bool // absolute paths of files read
	read int             // files from which something could be read

	systemPath string // of the file that holds the system; "" for standard input
}

func loadInputs(inputs []string, opts *LoadOptions) (*Input, diag.List, error) {
	l := loader{in: &Input{}, seen: map[string]bool{}}
	if opts != nil {
		l.opts = *opts
	}
	if len(inputs) == 0 {
		return nil, nil, errors.New("no input: name an SBOM or a system file")
	}
	files := l.open(inputs)
	defer closeAll(files)
	slices.SortStableFunc(files, func(a, b *file) int { return cmp.Compare(a.path, b.path) })
	l.base = baseFolder(files)
	var boms []*file
	for _, f := range files {
		f.name = l.relative(f.path)
		if f.err != nil {
			l.fail("input/unreadable", diag.Position{File: f.name}, plain(f.err), "check the path")
			continue
		}
		if l.had(f) {
			continue // named twice
		}
		if f.what.Kind == read.KindRecord {
			before := l.in.System
			l.take(l.records(f))
			if l.in.System != before {
				l.systemPath = f.path
			}
		} else {
			boms = append(boms, f)
		}
	}
	l.besides()
	l.asked(l.opts.Suppliers, "Supplier", "Curation", "Evidence")
	l.asked(l.opts.Countries, "Country")
	l.asked(l.opts.Waivers, "Waiver")
	l.products()
	l.extra(boms)
	if slices.Contains(l.opts.Countries, profiles.Builtin) {
		l.builtin()
	}
	l.vulnerabilities()
	l.check()
	l.finish()
	if l.read == 0 {
		_ = l.in.Close() // nobody gets it who could
		return nil, l.in.Diagnostics, cmp.Or(l.in.Diagnostics.Err(), errors.New("nothing could be read"))
	}
	return l.in, l.in.Diagnostics, nil
}

func (l *loader) progress(format string, args ...any) {
	if l.opts.Progress != nil {
		l.opts.Progress(fmt.Sprintf(format, args...))
	}
}

// fail records that something asked for could not be read.
func (l *loader) fail(code string, at diag.Position, err error, remedy string) {
	l.in.Incomplete = true
	for _, d := range diag.FromError(err, code, at) {
		if d.File == "" {
			d.File = at.File
		}
		d.Remedy = cmp.Or(d.Remedy, remedy)
		l.in.Diagnostics.Add(d)
	}
}

// baseFolder is the folder of the system file, else of the first record,
// else of the first input. The files are sorted, so that the order of
// arguments does not change results.
func baseFolder(files []*file) string {
	best, rank := ".", 0
	for _, f := range files {
		if f.path == "" {
			continue
		}
		n := 1
		if f.what.Kind == read.KindRecord {
			n = 2
			if strings.HasSuffix(f.what.Name, " System") {
				n = 3
			}
		}
		if n > rank {
			best, rank = filepath.Dir(f.path), n
		}
	}
	return best
}

// relative is the slash path that results and diagnostics say.
func (l *loader) relative(p string) string {
	if p == "" {
		return "stdin"
	}
	base, err1 := filepath.Abs(l.base)
	full, err2 := filepath.Abs(p)
	if rel, err := filepath.Rel(base, full); errors.Join(err1, err2, err) == nil {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(p)
}

// records reads the records of one file.
func (l *loader) records(f *file) []load.Record {
	l.progress("reading %s", f.name)
	records, ds, err := load.Bytes(f.name, f.data, Kinds(), nil)
	l.in.Diagnostics = append(l.in.Diagnostics, ds...)
	if err != nil {
		l.fail("input/unreadable", diag.Position{File: f.name}, err, "")
		return nil
	}
	if ds.Err() != nil {
		l.in.Incomplete = true
	}
	var kinds []string
	for _, r := range records {
		kinds = append(kinds, r.Kind)
	}
	slices.Sort(kinds)
	sum := sha256.Sum256(f.data)
	l.note(f, strings.Join(slices.Compact(kinds), "+"), hex.EncodeToString(sum[:]))
	if len(records) > 0 {
		l.read++
	}
	return records
}

// had reports whether the file was read already, under whatever spelling.
func (l *loader) had(f *file) bool { return f.path != "" && l.seen[absolute(f.path)] }

// absolute is the one spelling of a path that files are told apart by.
func absolute(p string) string {
	if full, err := filepath.Abs(p); err == nil {
		p = full
	}
	if real, err := filepath.EvalSymlinks(p); err == nil {
		p = real
	}
	return p
}

// besides takes the records that lie next to the system file, and next to no
// other: a folder that only a supplier record was named from may hold
// anything.
func (l *loader) besides() {
	if l.in.System == nil || l.systemPath == "" {
		return
	}
	for _, name := range beside {
		l.take(l.folder(filepath.Join(filepath.Dir(l.systemPath), name), false))
	}
}

// folder reads a record file, or all record files of a folder in order of
// path. Symbolic links lead nowhere outside it.
func (l *loader) folder(p string, required bool) []load.Record {
	info, err := os.Stat(p)
	if err != nil {
		if required || !errors.Is(err, fs.ErrNotExist) {
			l.fail("input/unreadable", diag.Position{File: l.relative(p)}, plain(err), "check the path")
		}
		return nil
	}
	if !info.IsDir() { // named by the user: taken wherever it leads
		f := &file{path: p, name: l.relative(p)}
		if l.had(f) {
			return nil
		}
		if f.data, err = os.ReadFile(p); err != nil {
			l.fail("input/unreadable", diag.Position{File: f.name}, plain(err), "")
			return nil
		}
		return l.records(f)
	}
	dir := p
	root, err := os.OpenRoot(dir)
	if err != nil {
		l.fail("input/unreadable", diag.Position{File: l.relative(p)}, plain(err), "")
		return nil
	}
	defer root.Close()
	names := l.recordFiles(root, p)
	var out []load.Record
	for _, name := range names {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if l.seen[absolute(full)] {
			continue
		}
		f := &file{path: full, name: l.relative(full)}
		if f.data, err = root.ReadFile(name); err != nil {
			l.fail("input/unreadable", diag.Position{File: f.name}, plain(err), "")
			continue
		}
		out = append(out, l.records(f)...)
	}
	return out
}

func (l *loader) recordFiles(root *os.Root, p string) []string {
	var names []string
	err := fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case d.IsDir(), strings.HasPrefix(d.Name(), "."), !d.Type().IsRegular() && d.Type()&fs.ModeSymlink == 0:
			return nil // a pipe would wait for ever
		}
		switch path.Ext(name) {
		case ".yaml", ".yml", ".json":
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		l.fail("input/unreadable", diag.Position{File: l.relative(p)}, plain(err), "")
	}
	return names
}

// take sorts the records into the input.
func (l *loader) take(records []load.Record) {
	for _, r := range records {
		switch v := r.Value.(type) {
		case *system.System:
			if l.in.System != nil {
				l.fail("system/second", diag.Position{File: r.File, Line: r.Line},
					fmt.Errorf("a second System, %s, after %s", v.ID, l.in.System.ID), "assess one system at a time")
				continue
			}
			l.in.System = v
		case *supplier.Supplier:
			l.in.Suppliers = append(l.in.Suppliers, v)
		case *supplier.Country:
			l.in.Countries = append(l.in.Countries, v)
		case *supplier.Curation:
			l.in.Curations = append(l.in.Curations, v)
		case *system.Evidence:
			l.in.Evidence = append(l.in.Evidence, v)
		case *gate.Waiver:
			if !r.Incomplete { // what is wrong with it has been said
				l.in.Waivers = append(l.in.Waivers, *v)
			}
		case *event.Scenario:
			l.in.Scenarios = append(l.in.Scenarios, v)
		}
	}
}

// products reads the SBOMs that the system's products name, below the folder
// of the system record.
func (l *loader) products() {
	s := l.in.System
	if s == nil {
		return
	}
	dir := filepath.Join(l.base, filepath.FromSlash(path.Dir(s.File)))
	root, err := os.OpenRoot(dir)
	if err != nil {
		l.fail("input/unreadable", diag.Position{File: l.relative(dir)}, plain(err), "")
		return
	}
	defer root.Close()
	for i := range s.Products {
		p := &s.Products[i]
		if p.SBOM == "" {
			continue
		}
		at := s.At(fmt.Sprintf("/products/%d/sbom", i))
		full := filepath.Join(dir, filepath.FromSlash(p.SBOM))
		stream, size, err := openRegular(root.Open(filepath.FromSlash(p.SBOM)))
		if err != nil {
			l.fail("system/sbom", at, fmt.Errorf("the SBOM %s of %s %w", p.SBOM, p.ID, sbomError(err)),
				"name a file in or below the folder of the system file")
			continue
		}
		l.document(&file{path: full, name: l.relative(full), stream: stream, size: size}, p.ID)
		stream.Close()
	}
}

func sbomError(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("does not exist")
	}
	if strings.HasSuffix(err.Error(), "path escapes from parent") { // os.Root has no error of its own for it
		return errors.New("lies outside the folder of the system file")
	}
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("cannot be read: %w", pe.Err)
	}
	return fmt.Errorf("cannot be read: %w", err)
}

// document reads one SBOM.
func (l *loader) document(f *file, product string) {
	l.progress("reading %s", f.name)
	doc, ds, err := f.document()
	if err != nil {
		l.in.Diagnostics = append(l.in.Diagnostics, ds.Errors()...)
		l.fail("input/unreadable", diag.Position{File: f.name}, err, "")
		return
	}
	l.in.Diagnostics = append(l.in.Diagnostics, ds...)
	if doc.Cut {
		l.in.Incomplete = true // nobody knows what the rest says
	}
	l.read++
	l.note(f, "SBOM", doc.SHA256)
	l.in.Documents = append(l.in.Documents, Document{Product: product, SBOM: doc})
}

// extra takes the SBOMs that were given as inputs themselves. Beside a
// system file, each must be one that a product names.
func (l *loader) extra(boms []*file) {
	for _, f := range boms {
		if l.had(f) {
			continue // named twice, or by a product too
		}
		if l.in.System != nil {
			l.fail("system/unnamed-sbom", diag.Position{File: f.name}, errors.New("no product of the system names this SBOM"),
				"add it under sbom: of its product")
			continue
		}
		l.document(f, "")
	}
}

// check runs the records' own checks and those across records.
func (l *loader) check() {
	var ds diag.List
	for _, s := range l.in.Suppliers {
		ds = append(ds, l.judge(s)...)
	}
	for _, k := range l.in.Countries {
		ds = append(ds, l.judge(k)...)
	}
	for _, s := range l.in.Scenarios {
		ds = append(ds, s.Check()...)
	}
	if l.in.System != nil {
		ds = append(ds, l.judge(l.in.System)...)
	}
	_, across := newCatalog(l.in, time.Time{})
	ds = append(ds, across...)
	if ds.Err() != nil {
		l.in.Incomplete = true
	}
	l.in.Diagnostics = append(l.in.Diagnostics, ds...)
}

// judge checks a record. A value that cannot be true is unknown from here on.
func (l *loader) judge(r interface {
	Check() diag.List
	Reject() diag.List
}) diag.List {
	if l.opts.KeepErrors {
		return r.Check()
	}
	return r.Reject()
}

func (l *loader) finish() {
	slices.SortFunc(l.in.Files, func(a, b result.Input) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.SHA256, b.SHA256))
	})
	l.in.Files = slices.Compact(l.in.Files) // one SBOM may serve two products
	slices.SortStableFunc(l.in.Documents, func(a, b Document) int {
		return cmp.Or(cmp.Compare(a.SBOM.File, b.SBOM.File), cmp.Compare(a.SBOM.SHA256, b.SBOM.SHA256), cmp.Compare(a.Product, b.Product))
	})
	l.in.Diagnostics.Sort()
	l.in.Diagnostics = slices.Compact(l.in.Diagnostics)
	l.in.Base = l.base
}
