// SPDX-License-Identifier: Apache-2.0

//go:build unix

package osv

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// mapFile makes the content of a file readable as memory. An index is replaced
// by renaming, never written in place, so the mapping keeps what it shows.
func mapFile(f *os.File, size int) (data []byte, unmap func() error, err error) {
	data, err = syscall.Mmap(int(f.Fd()), 0, size, syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, nil, fmt.Errorf("map into memory: %w", err)
	}
	return data, func() error { return syscall.Munmap(data) }, nil
}

// claim marks a file as being written by this process, until it is closed or the
// process ends. It reports false where another process writes it.
func claim(f *os.File) bool {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}

// syncDir makes a renaming in the folder last.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		err = nil // some file systems do not know it
	}
	return errors.Join(err, d.Close())
}
