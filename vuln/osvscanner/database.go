// SPDX-License-Identifier: Apache-2.0

package osvscanner

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/kedja/kedja/diag"
)

// layouts are the folders in which the exports of the ecosystems may lie: as
// osv-scanner 2.5 keeps them, as it did before, and as they are published.
var layouts = []string{"osv-scalibr", "osv-scanner", "."}

// database is what osv-scanner is given to match with: a folder in its layout
// that has an export for every ecosystem, an empty one where the user has none.
type database struct {
	dir     string            // with osv-scalibr in it
	missing map[string]string // ecosystem → why there are no records of it
	found   []string          // the exports that are used
}

// assemble builds the folder in scratch, which is the caller's to remove.
func assemble(scratch, dir string) (*database, diag.List, error) {
	db := &database{dir: filepath.Join(scratch, "db"), missing: map[string]string{}}
	empty := filepath.Join(scratch, "empty.zip")
	if err := writeEmpty(empty); err != nil {
		return nil, nil, err
	}
	var list diag.List
	for _, e := range ecosystems {
		name := string(e)
		export, err := findExport(dir, name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			db.missing[name] = "the database has no records of " + name
			export = empty
		case err != nil:
			list.Add(diag.Diagnostic{
				Severity: diag.Error, Code: "osvscanner/export", Position: diag.Position{File: filepath.ToSlash(export)},
				Message: fmt.Sprintf("the export of %s cannot be read: %v", name, err),
				Remedy:  "download it again",
			})
			db.missing[name] = "the export of " + name + " cannot be read"
			export = empty
		default:
			db.found = append(db.found, export)
		}
		if err := place(export, filepath.Join(db.dir, "osv-scalibr", name)); err != nil {
			return nil, nil, err
		}
	}
	if len(db.found) == 0 {
		list.Add(diag.Diagnostic{
			Severity: diag.Error, Code: "osvscanner/no-database", Position: diag.Position{File: filepath.ToSlash(dir)},
			Message: "no exports of OSV are here, so that nothing is known of any package",
			Remedy:  "name the folder that holds, for each ecosystem, NAME/all.zip or osv-scalibr/NAME/all.zip",
		})
	}
	return db, list, nil
}

// findExport returns the export of an ecosystem; the error is fs.ErrNotExist
// where there is none, another one where it is no zip file.
func findExport(dir, ecosystem string) (string, error) {
	if dir == "" {
		return "", fs.ErrNotExist
	}
	for _, layout := range layouts {
		name := filepath.Join(dir, layout, ecosystem, "all.zip")
		z, err := zip.OpenReader(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return name, err
		}
		return name, z.Close()
	}
	return "", fs.ErrNotExist
}

// place makes an export known under dir, without copying it where the system
// allows.
func place(export, dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	export, err := filepath.Abs(export)
	if err != nil {
		return err
	}
	target := filepath.Join(dir, "all.zip")
	if os.Symlink(export, target) == nil || os.Link(export, target) == nil {
		return nil
	}
	return copyFile(export, target)
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	_, err = io.Copy(out, in)
	return err
}

func writeEmpty(name string) (err error) {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return zip.NewWriter(f).Close()
}
