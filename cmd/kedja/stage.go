// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// stage holds what is to be put in the place of a file at once: readers see
// the old content or the new, never a part. It is a new file beside it, so
// that a large result is never held in memory. What is no regular file, such
// as a device, and standard output get theirs from memory.
type stage struct {
	name string // of the file, links followed; "" is standard output
	file *os.File
	text bytes.Buffer
	err  error // of writing
}

// open begins the new content of a file.
func (s *stage) open(name string) error {
	if name == "" {
		return nil
	}
	mode := fs.FileMode(0o666)
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	s.name = name
	if info, err := os.Stat(name); err == nil {
		if !info.Mode().IsRegular() {
			return nil
		}
		mode = info.Mode().Perm()
	}
	var err error
	s.file, err = temporary(name, mode)
	return err
}

// Grow makes room for so many bytes, where they are kept in memory.
func (s *stage) Grow(n int) {
	if s.file == nil {
		s.text.Grow(n)
	}
}

// Write implements io.Writer.
func (s *stage) Write(b []byte) (int, error) {
	if s.file == nil {
		return s.text.Write(b)
	}
	const pieces = 64 << 10
	if s.text.Len()+len(b) > pieces {
		s.flush()
	}
	if len(b) < pieces {
		s.text.Write(b)
	} else if _, err := s.file.Write(b); err != nil {
		s.err = cmp.Or(s.err, err)
	}
	return len(b), s.err
}

func (s *stage) flush() {
	if _, err := s.file.Write(s.text.Bytes()); err != nil {
		s.err = cmp.Or(s.err, err)
	}
	s.text.Reset()
}

// place puts the new content in the place of the old.
func (s *stage) place() error {
	if s.file == nil {
		return os.WriteFile(s.name, s.text.Bytes(), 0o666)
	}
	s.flush()
	err := cmp.Or(s.err, s.file.Sync())
	if err = cmp.Or(err, s.file.Close()); err == nil {
		err = os.Rename(s.file.Name(), s.name)
	}
	if err == nil {
		s.file = nil
	}
	return err
}

// drop removes a new file that was not put in its place.
func (s *stage) drop() {
	if s.file != nil {
		s.file.Close()
		os.Remove(s.file.Name())
	}
}

// replaceFile puts data in the place of the file at once.
func replaceFile(name string, data []byte) error {
	var s stage
	defer s.drop()
	if err := s.open(name); err != nil {
		return err
	}
	if _, err := s.Write(data); err != nil {
		return err
	}
	return s.place()
}

// temporary makes a new file beside the named one. Unlike os.CreateTemp it
// leaves the file's mode to the user's mask.
func temporary(name string, mode fs.FileMode) (*os.File, error) {
	for i := 0; ; i++ {
		tmp := filepath.Join(filepath.Dir(name), fmt.Sprintf(".%s.%d-%d.tmp", filepath.Base(name), os.Getpid(), i))
		f, err := os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if err == nil || !errors.Is(err, fs.ErrExist) || i > 100 {
			return f, err
		}
	}
}
