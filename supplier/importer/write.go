// SPDX-License-Identifier: Apache-2.0

package importer

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// WriteOptions configures [Write]. The zero value is ready to use.
type WriteOptions struct {
	// PerFile is how many parties one file holds. 0 is one, so that a record
	// has a file of its own to care for, and 500 where there are more than a
	// thousand parties.
	PerFile int
	// Replace overwrites files that are there. Without it they stop the
	// import before anything is written.
	Replace bool
}

// SystemFile and SuppliersFolder are where a system and the parties are
// written below the folder, as an assessment looks for them.
const (
	SystemFile      = "system.yaml"
	SuppliersFolder = "suppliers"
)

// ExistsError says that a file would be overwritten.
type ExistsError struct{ Path string }

func (e *ExistsError) Error() string { return e.Path + " is there already and is not overwritten" }

// output is one file to be written: the parties from one number up to
// another, or the system where to is 0.
type output struct {
	name     string // slash path below the folder
	from, to int
}

// Write writes the result as records below the folder, which is made where
// it is not there, and returns the slash paths of the files in order. Each
// file is written beside its place and then renamed, so that no half of one
// is ever read.
func Write(dir string, r *Result, o WriteOptions) ([]string, error) {
	names, _, err := r.Stream().Write(dir, o)
	return names, err
}

// layout decides which file holds what.
func (s *Stream) layout(per int) []output {
	var files []output
	if s.System != nil {
		files = append(files, output{name: SystemFile})
	}
	if per <= 0 {
		per = 1
		if s.Len > 1000 {
			per = 500
		}
	}
	taken := map[string]bool{}
	for i := 0; i < s.Len; i += per {
		name := fmt.Sprintf("parties-%06d", i/per+1)
		if per == 1 {
			name = fileName(s.ID(i))
		}
		// Not every file system tells letters of two cases apart.
		for n, base := 2, name; taken[strings.ToLower(name)]; n++ {
			name = fmt.Sprintf("%s-%d", base, n)
		}
		taken[strings.ToLower(name)] = true
		files = append(files, output{SuppliersFolder + "/" + name + ".yaml", i, min(i+per, s.Len)})
	}
	return files
}

// fileName is a name of a file for a party that every system can have.
func fileName(id string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '_', r == '-', r == '.':
			return r
		}
		return '-'
	}, id)
	name = strings.Trim(name, ".-")
	if len(name) > 100 {
		name = name[:100]
	}
	return cmp.Or(name, "party")
}

// place writes a file beside its place and moves it there.
func place(name string, data []byte) (err error) {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".importing-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, ignoreMissing(os.Remove(f.Name())))
		}
	}()
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
