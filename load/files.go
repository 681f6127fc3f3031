// SPDX-License-Identifier: Apache-2.0

package load

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
)

// Path reads the file, or every record file of the folder, at a path of the
// operating system. Positions name files by the path as given. A folder is
// read as by [FS]; nothing outside of it can be reached, also not by symbolic
// links.
func Path(name string, kinds []Kind, opts *Options) ([]Record, diag.List, error) {
	shown := filepath.ToSlash(name)
	info, err := os.Stat(name)
	if err != nil {
		return nil, nil, err
	}
	if info.IsDir() {
		root, err := os.OpenRoot(name)
		if err != nil {
			return nil, nil, err
		}
		defer root.Close()
		return folder(root.FS(), ".", shown, kinds, opts)
	}
	if !info.Mode().IsRegular() {
		return nil, nil, fmt.Errorf("%s is neither a file nor a folder", shown)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	data, err := limited(f, opts)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", shown, err)
	}
	return Bytes(shown, data, kinds, opts)
}

// FS reads the named file of fsys, or every file of the named folder and those
// below it that ends in .yaml, .yml or .json, in the order of their paths. What
// starts with a dot is left out. Use [os.Root] for folders of others: an
// [os.DirFS] follows symbolic links to the outside.
//
// An error means that the name itself could not be read; a file in a folder
// that could not is in the list.
func FS(fsys fs.FS, name string, kinds []Kind, opts *Options) ([]Record, diag.List, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, nil, err
	}
	if info.IsDir() {
		return folder(fsys, name, name, kinds, opts)
	}
	data, err := open(fsys, name, opts)
	if err != nil {
		return nil, nil, err
	}
	return Bytes(name, data, kinds, opts)
}

// folder reads the record files of a folder, which messages call shown.
func folder(fsys fs.FS, name, shown string, kinds []Kind, opts *Options) ([]Record, diag.List, error) {
	if err := checkKinds(kinds); err != nil {
		return nil, nil, err
	}
	o := opts.orDefaults()
	var diags diag.List
	var names []string
	err := fs.WalkDir(fsys, name, func(p string, e fs.DirEntry, err error) error {
		switch {
		case err != nil && p == name:
			return err
		case err != nil:
			diags.Errorf("load/file", diag.Position{File: display(shown, name, p)}, "the folder cannot be read: %v", reason(err))
		case p != name && strings.HasPrefix(e.Name(), "."):
			if e.IsDir() {
				return fs.SkipDir
			}
		case !e.IsDir() && isRecordFile(p):
			if names = append(names, p); len(names) > o.MaxFiles {
				return fmt.Errorf("%s: more than %d record files", shown, o.MaxFiles)
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	slices.Sort(names)
	var records []Record
	for _, p := range names {
		file := display(shown, name, p)
		data, err := open(fsys, p, opts)
		if err != nil {
			diags.Add(diag.Diagnostic{
				Code: "load/file", Position: diag.Position{File: file},
				Message: "the file cannot be read: " + reason(err).Error(),
				Remedy:  "files lie inside the folder, and links do not lead out of it",
			})
			continue
		}
		rs, ds, err := Bytes(file, data, kinds, opts)
		if err != nil {
			return nil, nil, err
		}
		records, diags = append(records, rs...), append(diags, ds...)
	}
	diags.Sort()
	return records, diags, nil
}

// display is how messages name a file of the folder.
func display(shown, folder, name string) string {
	if folder != "." {
		name = strings.TrimPrefix(strings.TrimPrefix(name, folder), "/")
	}
	return path.Join(shown, name)
}

// reason is the cause without the path, which the position has already.
func reason(err error) error {
	for {
		p, ok := err.(*fs.PathError)
		if !ok {
			return err
		}
		err = p.Err
	}
}

func isRecordFile(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".yaml", ".yml", ".json":
		return true
	}
	return false
}

func open(fsys fs.FS, name string, opts *Options) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		// Opening a pipe would wait for a writer.
		return nil, &fs.PathError{Op: "open", Path: name, Err: fmt.Errorf("not a regular file")}
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return limited(f, opts)
}

// limited reads at most one byte more than a file may have, so that Bytes can
// say that it is too large.
func limited(r io.Reader, opts *Options) ([]byte, error) {
	o := opts.orDefaults()
	var b bytes.Buffer
	_, err := io.Copy(&b, io.LimitReader(r, o.MaxBytes+1))
	return b.Bytes(), err
}
