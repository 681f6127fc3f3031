// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// replace writes a file beside the target and puts it in its place when it is
// on the disk: whoever opens the target sees the old file or the new one,
// whatever happens in between.
func replace(ctx context.Context, target string, parts [][]byte, written func(int)) (err error) {
	dir, base := filepath.Split(target)
	sweep(filepath.Clean(dir+"."), base)
	f, err := os.CreateTemp(filepath.Clean(dir+"."), "."+base+".*.part")
	if err != nil {
		return err
	}
	claim(f) // where it fails the file only lacks protection from being swept
	defer func() {
		if err != nil {
			_ = f.Close() // it may be closed, and it goes
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	total := 0
	for _, p := range parts {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := f.Write(p)
		if err != nil {
			return err
		}
		if total += n; written != nil {
			written(total)
		}
	}
	if err := errors.Join(f.Chmod(0o644), f.Sync()); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), target); err != nil {
		return err
	}
	return syncDir(filepath.Clean(dir + "."))
}

// sweep removes what builds of the same target left that were killed. What
// another process writes just now stays. It is no error that something cannot
// be removed: the build does not need it.
func sweep(dir, base string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		number, ours := strings.CutPrefix(e.Name(), "."+base+".")
		number, part := strings.CutSuffix(number, ".part")
		if !ours || !part || strings.Trim(number, "0123456789") != "" || !e.Type().IsRegular() {
			continue
		}
		name := filepath.Join(dir, e.Name())
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			continue
		}
		if claim(f) {
			_ = os.Remove(name) // see above
		}
		_ = f.Close() // nothing was written
	}
}
